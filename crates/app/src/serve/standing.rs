//! The case as it stands: read from its folder, and read again when its files have changed.

use super::{Served, undo};
use crate::checks;
use crate::commands::{check, search};
use crate::folder::CaseFolder;
use crate::load::{self, LoadedCase};
use crate::originals;
use axum::body::Bytes;
use kaozheng_case::{Case, compile};
use kaozheng_desk::index::{Index, IndexFailure, SourceHash};
use kaozheng_desk::pages::checks::CheckText;
use kaozheng_desk::pages::{Desk, Searching};
use kaozheng_desk::views::ChecksView;
use kaozheng_record::{Record, Sheet};
use kaozheng_text::{ContentHash, Diagnostic, Document};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

/// The case at one moment. An edit makes another with the next version.
pub(crate) struct Standing {
    /// Counts up with every change of a file.
    pub(crate) version: u64,
    /// What pages are made from.
    pub(crate) desk: Desk,
    /// The settings that the case was compiled with, as they are written.
    tables: [Option<String>; 3],
    /// The files of the originals as they were read, and what was noted of those that could not be.
    print: Print,
    unread: Vec<Diagnostic>,
    /// The hash of each original that was opened, with the text beside it.
    opened: BTreeMap<String, ContentHash>,
    /// The pages that were made, by what was asked.
    pub(super) pages: Mutex<Pages>,
}

/// Pages that were made and are given out again while the case stands as it is.
#[derive(Default)]
pub(super) struct Pages {
    kept: BTreeMap<String, (&'static str, Bytes)>,
    bytes: usize,
}

/// Most bytes of pages that are kept.
const MOST_KEPT: usize = 48 << 20;

impl Pages {
    /// The page for a question, with its content type.
    pub(super) fn get(&self, asked: &str) -> Option<(&'static str, Bytes)> {
        self.kept.get(asked).cloned()
    }

    /// Keeps a page; when too much is kept, all others go.
    pub(super) fn keep(&mut self, asked: String, kind: &'static str, page: Bytes) {
        if self.bytes + page.len() > MOST_KEPT {
            *self = Pages::default();
        }
        self.bytes += page.len() + asked.len();
        self.kept.insert(asked, (kind, page));
    }
}

impl Standing {
    /// Reads the folder. What `before` has opened or worked out, and what has not changed since, is taken over.
    pub(crate) fn read(folder: &CaseFolder, version: u64, before: Option<&Standing>) -> Standing {
        let loaded = load::load(folder.clone());
        let mut notes = loaded.notes.clone();
        let tables = load::TABLES.map(|name| std::fs::read_to_string(folder.path(name)).ok());
        let settings = crate::open::settings(&loaded, &mut notes);
        let read = documents(folder, before, &mut notes);
        let case = match before.filter(|before| before.tables == tables && read.same) {
            Some(before) => before.desk.case.with_edit(
                &loaded.record,
                edited(&before.desk.record, &loaded.record)
                    .iter()
                    .map(String::as_str),
            ),
            None => compile(&loaded.record, &read.documents, &settings).take(&mut notes),
        };
        let drafts = Record::new(load::sheets(folder, "drafts", &mut notes));
        let mut desk = desk(loaded, case, drafts, read.gaps, notes);
        let hashes = read.opened.clone().into_iter().collect();
        desk.searching = Some(searching(folder.clone(), hashes));
        Standing {
            version,
            desk,
            tables,
            print: read.print,
            unread: read.unread,
            opened: read.opened,
            pages: Mutex::default(),
        }
    }
}

fn desk(
    loaded: LoadedCase,
    case: Case,
    drafts: Record,
    gaps: Vec<(String, String)>,
    notes: Vec<Diagnostic>,
) -> Desk {
    let vocabulary = loaded.settings.form_vocabulary();
    let known = vocabulary.clone();
    let folder = loaded.folder.clone();
    let case_folder = folder.clone();
    let checking = move |desk: &Desk| {
        let parts = check::Parts {
            record: &desk.record,
            case: &desk.case,
            essays: &desk.essays,
            drafts: &desk.drafts,
            vocabulary: &vocabulary,
        };
        let found = check::notes_on(notes.clone(), &parts);
        let mut texts = load::texts(&case_folder, &desk.record, &desk.essays);
        texts.add_originals(desk.documents());
        ChecksView::of(&found, &|place| texts.place(place))
    };
    let mut desk = Desk::new(
        &loaded.settings.title,
        loaded.record,
        case,
        Box::new(checking),
    );
    desk.questions = loaded.settings.questions;
    desk.explain = explain;
    desk.drafts = drafts;
    desk.vocabulary = known;
    desk.deeds = undo::deeds(&folder);
    desk.gaps = gaps;
    desk.essays = loaded.essays;
    desk
}

/// Finds words through the index of the case, which is opened at the first search and brought up to date then.
fn searching(folder: CaseFolder, hashes: Vec<SourceHash>) -> Searching {
    let kept: Mutex<Option<Index>> = Mutex::new(None);
    Box::new(move |desk, words, limit| {
        let mut kept = kept
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let index = match kept.take() {
            Some(index) => index,
            None => up_to_date(&folder, desk, &hashes).map_err(|failure| failure.to_string())?,
        };
        let found = index
            .search(words, limit)
            .map_err(|failure| failure.to_string());
        *kept = Some(index);
        found
    })
}

/// The index in the case folder as the desk stands; one in memory where none can be kept.
fn up_to_date(
    folder: &CaseFolder,
    desk: &Desk,
    hashes: &[SourceHash],
) -> Result<Index, IndexFailure> {
    let refreshed = |mut index: Index| {
        index.refresh(hashes, desk.documents(), &desk.record)?;
        Ok(index)
    };
    let kept = search::path(folder).and_then(|path| Index::open(&path).and_then(refreshed).ok());
    kept.map_or_else(|| refreshed(Index::in_memory()?), Ok)
}

/// What a check is about, as `kaozheng explain` says it.
fn explain(code: &str) -> Option<CheckText> {
    let check = checks::all().into_iter().find(|check| check.code == code)?;
    Some(CheckText {
        title: check.title.to_owned(),
        what: check.what(),
        why: check.why(),
        example: check.example(),
        mending: check.mending(),
    })
}

/// The ids of every card that does not stand as it stood: other words, another file or another place in it.
fn edited(before: &Record, after: &Record) -> BTreeSet<String> {
    let unread = Sheet::parse("", "");
    let by_name = |record: &Record| -> BTreeMap<String, usize> {
        let named = record.sheets().iter().enumerate();
        named
            .map(|(at, sheet)| (sheet.name.to_string(), at))
            .collect()
    };
    let (old, new) = (by_name(before), by_name(after));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut ids = BTreeSet::new();
    for name in names {
        let one = old.get(name).map_or(&unread, |&at| &before.sheets()[at]);
        let other = new.get(name).map_or(&unread, |&at| &after.sheets()[at]);
        if one.hash == other.hash {
            continue;
        }
        let standing = |sheet: &'_ Sheet| -> BTreeSet<(u32, String)> {
            let cards = sheet.cards();
            cards
                .map(|card| (card.span().start, card.text().to_owned()))
                .collect()
        };
        let (was, is) = (standing(one), standing(other));
        for (sheet, there) in [(one, &is), (other, &was)] {
            let moved = sheet
                .cards()
                .filter(|card| !there.contains(&(card.span().start, card.text().to_owned())));
            ids.extend(moved.map(|card| card.id().to_owned()));
        }
    }
    ids
}

/// The originals of a case, opened.
struct ReadOriginals {
    documents: Vec<Document>,
    gaps: Vec<(String, String)>,
    opened: BTreeMap<String, ContentHash>,
    print: Print,
    unread: Vec<Diagnostic>,
    /// Whether they are those of the case before, all of them.
    same: bool,
}

fn documents(
    folder: &CaseFolder,
    before: Option<&Standing>,
    notes: &mut Vec<Diagnostic>,
) -> ReadOriginals {
    let print = print_of(folder, &["sources"]);
    if let Some(before) = before.filter(|before| before.print == print) {
        notes.extend(before.unread.iter().cloned());
        return ReadOriginals {
            documents: Vec::new(),
            gaps: before.desk.gaps.clone(),
            opened: before.opened.clone(),
            print,
            unread: before.unread.clone(),
            same: true,
        };
    }
    let known_notes = notes.len();
    let sources = load::sources(folder, notes);
    let hashes: BTreeMap<String, ContentHash> = sources
        .iter()
        .map(|source| (source.original.name.clone(), source.text_hash()))
        .collect();
    let known = |name: &str| {
        let before = before.filter(|before| before.opened.get(name) == hashes.get(name))?;
        before.desk.document(name)
    };
    let new: Vec<&load::SourceFile> = sources
        .iter()
        .filter(|source| known(&source.original.name).is_none())
        .collect();
    let mut failed = Vec::new();
    let fresh = originals::opened(&new, &mut failed);
    let same = before.is_some_and(|before| before.opened == hashes);
    let mut documents: Vec<Document> = match same {
        true => Vec::new(),
        false => hashes
            .keys()
            .filter_map(|name| known(name))
            .cloned()
            .collect(),
    };
    documents.extend(fresh);
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    let gaps = failed.iter().map(|note| {
        let file = note
            .at
            .as_ref()
            .map(|at| at.file.trim_start_matches("sources/").to_owned());
        (file.unwrap_or_default(), note.message.clone())
    });
    let gaps = gaps.collect();
    notes.extend(failed);
    let unread = notes[known_notes..].to_vec();
    ReadOriginals {
        documents,
        gaps,
        opened: hashes,
        print,
        unread,
        same,
    }
}

/// When the folder was last looked at, and how it looked.
pub(crate) struct Looked {
    at: Instant,
    print: Print,
}

/// Size and time of files, by name.
type Print = BTreeMap<String, (u64, Option<SystemTime>)>;

/// The folder is looked at again when a request comes after so long.
const LOOK_AGAIN: Duration = Duration::from_millis(400);

impl Looked {
    /// A look at the folder now.
    pub(crate) fn at(folder: &CaseFolder) -> Looked {
        Looked {
            at: Instant::now(),
            print: print(folder),
        }
    }
}

/// Size and time of every file that the desk reads.
fn print(folder: &CaseFolder) -> Print {
    let mut print = print_of(folder, &["cards", "drafts", "essays", "sources"]);
    for name in load::TABLES {
        print.extend(size_and_time(name, &folder.path(name)));
    }
    print.extend(size_and_time("undo", &undo::place(folder)));
    print
}

/// The same of some parts of the folder alone.
fn print_of(folder: &CaseFolder, parts: &[&str]) -> Print {
    let mut print = Print::new();
    for part in parts {
        let listed = folder.list(part, |_| true, &mut |_: &Path, _| ());
        print.extend(
            listed
                .iter()
                .filter_map(|file| size_and_time(&file.name, &file.path)),
        );
    }
    print
}

fn size_and_time(name: &str, path: &Path) -> Option<(String, (u64, Option<SystemTime>))> {
    let about = std::fs::metadata(path).ok()?;
    Some((name.to_owned(), (about.len(), about.modified().ok())))
}

impl Served {
    /// The case as it stands, read again when its files have changed since somebody looked.
    pub(crate) fn standing(&self) -> Arc<Standing> {
        let mut looked = self
            .looked
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if self.due.load(Ordering::SeqCst) || looked.at.elapsed() >= LOOK_AGAIN {
            self.look(&mut looked);
        }
        self.now()
    }

    /// The case as it stood a moment ago: who writes does not wait while the case is read again after the write before.
    /// What is written is compared with the files themselves in any case.
    pub(crate) fn lately(&self) -> Arc<Standing> {
        let free = self.looked.try_lock().is_ok() && !self.due.load(Ordering::SeqCst);
        if free { self.standing() } else { self.now() }
    }

    /// Something was written: the case is read again, on a thread of its own; who asks for a page meanwhile waits for it.
    pub(crate) fn wrote(self: &Arc<Served>) {
        self.due.store(true, Ordering::SeqCst);
        let served = Arc::clone(self);
        std::thread::spawn(move || served.standing());
    }

    /// The case as it stands after something was written: the folder is looked at in any case.
    pub(crate) fn written(&self) -> Arc<Standing> {
        let mut looked = self
            .looked
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        self.look(&mut looked);
        self.now()
    }

    fn now(&self) -> Arc<Standing> {
        self.now
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    fn look(&self, looked: &mut Looked) {
        self.due.store(false, Ordering::SeqCst);
        let seen = print(&self.folder);
        looked.at = Instant::now();
        if seen == looked.print {
            return;
        }
        let before = self.now();
        let next = Standing::read(&self.folder, before.version + 1, Some(&before));
        *self
            .now
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(next);
        self.newest.store(before.version + 1, Ordering::SeqCst);
        looked.print = seen;
        self.work_ahead();
    }

    /// Works out, on a thread of its own, what the first visitor would wait for.
    pub(crate) fn work_ahead(&self) {
        let standing = self.now();
        let newest = Arc::clone(&self.newest);
        let steps: [fn(&Desk); 6] = [
            |desk| {
                desk.chronology();
            },
            |desk| {
                desk.inbox();
            },
            |desk| {
                desk.checks();
            },
            |desk| {
                desk.timeline();
            },
            |desk| {
                desk.knowledge();
            },
            // The first search would wait for the index; what it finds, or why it fails, is told when somebody searches.
            |desk| {
                let _ = desk.search("a", 1);
            },
        ];
        std::thread::spawn(move || {
            for step in steps {
                if newest.load(Ordering::SeqCst) != standing.version {
                    return;
                }
                step(&standing.desk);
            }
        });
    }
}
