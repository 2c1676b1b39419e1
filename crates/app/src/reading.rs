//! Reading an original into a case: copied, its text laid beside it, its drafts written.
//!
//! Nothing is ever overwritten but the drafts of the same original; and of these, what a person changed or decided stays.

use crate::atomic::{self, Before};
use crate::drafts::{self, decided};
use crate::exit::{Bug, misused};
use crate::folder::CaseFolder;
use crate::load::{SourceFile, TEXT_ENDING};
use crate::originals::open_source;
use crate::recognise::{Recognised, Scan};
use crate::whole_file;
use anyhow::Context;
use kaozheng_reading::open::encoding::decode_as;
use kaozheng_reading::open::open;
use kaozheng_reading::{
    OpenFailure, ReadOptions, ReadResult, best_first, key, read_opened, undecided,
};
use kaozheng_record::{CardRef, Record, Sheet};
use kaozheng_text::{ContentHash, Diagnostic, Noted, Original, Part};
use kaozheng_values::dates::{Bounds, NamedEvent, NamedEvents, parse_date};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// An original that was read, before anything is written.
pub(crate) struct Reading {
    /// The original and the text beside it.
    pub(crate) source: SourceFile,
    /// What came of it.
    pub(crate) result: ReadResult,
    /// What is doubtful in it.
    pub(crate) notes: Vec<Diagnostic>,
    /// The languages in which its letters were recognised; `None` when it has letters of its own.
    pub(crate) recognised: Option<String>,
    /// Seconds that reading took.
    pub(crate) seconds: f64,
}

/// What reading one original gave, in figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Summary {
    /// Its name inside `sources/`.
    pub(crate) name: String,
    /// Whether the text beside it was read instead of the original itself.
    pub(crate) corrected_text: bool,
    /// The languages in which its letters were recognised, when it is a scan and this was done now.
    pub(crate) recognised: Option<String>,
    /// Pages.
    pub(crate) pages: usize,
    /// Passages that are not notes.
    pub(crate) passages: usize,
    /// Notes.
    pub(crate) notes: usize,
    /// Note marks found in the text.
    pub(crate) marks: usize,
    /// Those that lead to a note.
    pub(crate) marks_placed: usize,
    /// Drafts by kind.
    pub(crate) drafts: BTreeMap<String, usize>,
    /// Drafts left out because they were decided on before.
    pub(crate) decided: usize,
    /// What is doubtful, in sentences.
    pub(crate) troubles: Vec<String>,
    /// Seconds that reading took.
    pub(crate) seconds: f64,
}

/// Takes a file that the user names: one of `sources/`, or one to be copied there. Nothing is written yet.
///
/// `held` are the originals that the case holds; the same content is the same original, whatever it is called.
pub(crate) fn take(
    folder: &CaseFolder,
    held: &[SourceFile],
    file: &Path,
) -> anyhow::Result<SourceFile> {
    let bytes = whole_file::read(file).map_err(|failure| match failure.is_misuse() {
        true => misused(failure.to_string()),
        false => failure.into(),
    })?;
    let inside = fs::canonicalize(file)?;
    let sources = fs::canonicalize(folder.path("sources")).unwrap_or_default();
    let name = match inside.strip_prefix(&sources) {
        Ok(name) if !sources.as_os_str().is_empty() => name.to_string_lossy().replace('\\', "/"),
        _ => file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    };
    if name.ends_with(TEXT_ENDING) {
        return Err(misused(format!(
            "{name} is the text of an original; name the original, and its text is read"
        )));
    }
    let original = Original::new(name, bytes);
    let same = |source: &&SourceFile| source.original.hash == original.hash;
    let named = |source: &&SourceFile| source.original.name == original.name;
    match held
        .iter()
        .filter(same)
        .find(named)
        .or_else(|| held.iter().find(same))
    {
        Some(same) => Ok(same.clone()),
        None if held.iter().any(|source| named(&source)) => Err(taken(&original.name)),
        None => Ok(SourceFile {
            original,
            text: None,
        }),
    }
}

fn taken(name: &str) -> anyhow::Error {
    misused(format!(
        "sources/{name} is another file; give yours another name and read it then. It was not read, and nothing was changed"
    ))
}

/// Reads a source. A failure of the original is told in a sentence; a bug of ours is caught, so that others are read.
pub(crate) fn read_source(source: SourceFile, record: &Record) -> anyhow::Result<Reading> {
    let begun = Instant::now();
    let name = source.original.name.clone();
    let options = options(record, &name);
    let read = catch_unwind(AssertUnwindSafe(|| {
        let source = open_source(&source)?;
        Ok((read_opened(source.opened, &options), source.corrected))
    }))
    .map_err(|_| Bug(format!("{name} was not read")))?;
    let (read, corrected) =
        read.map_err(|failure: OpenFailure| misused(format!("{name} was not read: {failure}")))?;
    let Noted {
        value: mut result,
        notes,
    } = read;
    result.document.name = name;
    let text = source.text.filter(|_| corrected);
    Ok(Reading {
        source: SourceFile { text, ..source },
        result,
        notes,
        recognised: None,
        seconds: begun.elapsed().as_secs_f64(),
    })
}

/// What there is to recognise in an original that came out as `read`: it is a picture, or a PDF of pictures.
pub(crate) fn scan_in(source: &SourceFile, read: &anyhow::Result<Reading>) -> Option<Scan> {
    if source.text.is_some() {
        return None;
    }
    match read {
        Err(_) => Scan::of_bytes(&source.original.bytes),
        Ok(reading) => {
            let document = &reading.result.document;
            let text = |page: &kaozheng_text::Page| page.span.of(&document.raw);
            let pages: Vec<&str> = document.pages.iter().map(text).collect();
            Scan::of_pages(&source.original.bytes, &pages)
        }
    }
}

/// Reads an original by the text that was recognised in it.
pub(crate) fn read_recognised(
    source: SourceFile,
    recognised: Recognised,
    record: &Record,
) -> anyhow::Result<Reading> {
    let text = Some(recognised.text);
    let mut reading = read_source(SourceFile { text, ..source }, record)?;
    let mut notes = recognised.notes;
    // A page without letters is told by the recognition, with its reason.
    reading.notes.retain(|note| note.code != "page-unreadable");
    notes.append(&mut reading.notes);
    Ok(Reading {
        notes,
        recognised: Some(recognised.languages),
        ..reading
    })
}

/// The source with its original in the encoding called `name`, whatever its bytes look like. The text beside it is kept
/// when a person has corrected it, and made anew when it is only what the original gave by itself.
pub(crate) fn in_encoding(source: SourceFile, name: &str) -> anyhow::Result<SourceFile> {
    let original = &source.original;
    let corrected = || open_source(&source).map_or(true, |source| source.corrected);
    if source.text.is_some() && corrected() {
        return Err(misused(format!(
            "sources/{0}{TEXT_ENDING} was corrected by hand, so that {0} was not read in another encoding; move that text \
             away first",
            original.name
        )));
    }
    let decoded = decode_as(&original.bytes, name)
        .ok_or_else(|| misused(format!("there is no encoding called `{name}`")))?;
    let bytes = ["\u{feff}", &decoded.value].concat().into_bytes();
    let converted = Original {
        bytes,
        ..original.clone()
    };
    let opened = open(&converted)
        .map_err(|failure| misused(format!("{} was not read: {failure}", original.name)))?;
    Ok(SourceFile {
        text: Some(opened.value.raw),
        ..source
    })
}

/// What the case says of the original already: the id of its card, and when it was written.
fn options(record: &Record, name: &str) -> ReadOptions {
    let holds =
        |card: &kaozheng_record::CardRef<'_>| card.all("file").any(|file| file.value() == name);
    let Some(card) = record
        .cards()
        .filter(|card| card.kind() == "source")
        .find(holds)
    else {
        return ReadOptions {
            events: Arc::new(dated_events(record)),
            ..ReadOptions::default()
        };
    };
    let written = card.value("dated").or_else(|| card.value("published"));
    ReadOptions {
        source: card.id().to_owned(),
        written: written.and_then(|words| parse_date(&words).value),
        events: Arc::new(dated_events(record)),
    }
}

/// The events of the case that have a date, by their ids and titles; rival dates of one are taken together.
fn dated_events(record: &Record) -> NamedEvents {
    let events = record.cards().filter(|card| card.kind() == "event");
    NamedEvents::new(events.filter_map(dated_event).collect())
}

fn dated_event(card: CardRef<'_>) -> Option<NamedEvent> {
    let said = |field: &'static str| {
        card.all(field)
            .filter_map(|when| Some(parse_date(&when.value()).value?.bounds))
    };
    let bounds = said("when").chain(said("until")).reduce(Bounds::hull)?;
    let mut names = vec![card.id().replace('-', " ")];
    names.extend(card.all("title").map(|title| title.value().into_owned()));
    Some(NamedEvent {
        id: card.id().to_owned(),
        names,
        bounds,
    })
}

/// Writes what was read into the case: the original, its text, its drafts.
pub(crate) fn keep(folder: &CaseFolder, reading: &Reading) -> anyhow::Result<Summary> {
    let original = &reading.source.original;
    let place = format!("sources/{}", original.name);
    match atomic::replace(&folder.path(&place), &original.bytes, Before::Absent) {
        Err(atomic::WriteFailure::Exists(path)) if fs::read(&path)? != original.bytes => {
            return Err(taken(&original.name));
        }
        Err(atomic::WriteFailure::Exists(_)) | Ok(()) => {}
        Err(failure) => return Err(failure.into()),
    }
    keep_text(folder, &format!("{place}{TEXT_ENDING}"), reading)?;
    let drafts = waiting(folder, reading)?;
    let kept = drafts.cards().count();
    write_drafts(folder, &original.name, &drafts)?;
    Ok(summary(
        reading,
        &drafts,
        reading.result.drafts.len().saturating_sub(kept),
    ))
}

/// Lays the text beside the original. One that is there stays, unless it is only what the original gave by itself and
/// the text was read anew, in another encoding.
fn keep_text(folder: &CaseFolder, name: &str, reading: &Reading) -> anyhow::Result<()> {
    let text = reading.result.document.raw.as_bytes();
    folder.write_new(name, text)?;
    let path = folder.path(name);
    let there = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let anew = reading.source.text.is_some() && there != text;
    let own = || open(&reading.source.original).map(|opened| opened.value.raw.into_bytes());
    if anew && own().is_ok_and(|own| own == there) {
        atomic::replace(&path, text, Before::Hash(ContentHash::of(&there)))?;
    }
    Ok(())
}

/// The sheet of the drafts nobody has decided on, the best first. One that is in the drafts file already stands there as
/// it is, with a person's changes; one that a person wrote there by hand stays, after the others.
fn waiting(folder: &CaseFolder, reading: &Reading) -> anyhow::Result<Sheet> {
    let decisions = decided(folder)?.into_keys().collect();
    let name = drafts_file(&reading.source.original.name);
    let old = fs::read_to_string(folder.path(&name)).unwrap_or_default();
    let old = Sheet::parse(&name, old);
    let mut there: BTreeMap<String, &str> =
        old.cards().map(|card| (key(card), card.text())).collect();
    let proposed = undecided(best_first(reading.result.drafts.clone()), &decisions);
    let mut cards: Vec<String> = proposed
        .iter()
        .map(|draft| match there.remove(&draft.key()) {
            Some(as_it_stands) => as_it_stands.to_owned(),
            None => draft.card.trim_end().to_owned(),
        })
        .collect();
    let by_hand = old.cards().filter(|card| card.field("drafted").is_none());
    cards.extend(
        by_hand
            .filter(|card| there.contains_key(&key(*card)))
            .map(|card| card.text().to_owned()),
    );
    let head = format!(
        "# Drafts from sources/{}. No answer reads them; `kaozheng review` makes cards of them.",
        reading.source.original.name
    );
    let text = if cards.is_empty() {
        String::new()
    } else {
        format!("{head}\n\n{}\n", cards.join("\n\n"))
    };
    Ok(Sheet::parse(&name, text))
}

/// The file of `drafts/` that holds the drafts of an original.
fn drafts_file(name: &str) -> String {
    format!("drafts/{}.card", name.replace('/', "-"))
}

fn write_drafts(folder: &CaseFolder, name: &str, drafts: &Sheet) -> anyhow::Result<()> {
    let path = folder.path(&drafts_file(name));
    let (old, before) = drafts::current(folder, &drafts_file(name))?;
    if old.as_deref() == Some(drafts.text.as_bytes()) || (old.is_none() && drafts.text.is_empty()) {
        return Ok(());
    }
    if before == Before::Absent {
        let parent = path.parent().expect("drafts/ lies in the case");
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    }
    Ok(atomic::replace(&path, drafts.text.as_bytes(), before)?)
}

fn summary(reading: &Reading, drafts: &Sheet, decided: usize) -> Summary {
    let document = &reading.result.document;
    let count = |wanted: fn(Part) -> bool| {
        document
            .passages
            .iter()
            .filter(|passage| wanted(passage.part))
            .count()
    };
    let marks = || document.passages.iter().flat_map(|passage| &passage.marks);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for card in drafts.cards() {
        *kinds.entry(card.kind().to_owned()).or_default() += 1;
    }
    Summary {
        name: document.name.clone(),
        corrected_text: reading.source.text.is_some() && reading.recognised.is_none(),
        recognised: reading.recognised.clone(),
        pages: document.pages.len(),
        passages: count(|part| !matches!(part, Part::Note | Part::Furniture)),
        notes: count(|part| part == Part::Note),
        marks: marks().count(),
        marks_placed: marks().filter(|mark| mark.note.is_some()).count(),
        drafts: kinds,
        decided,
        troubles: reading
            .notes
            .iter()
            .map(|note| note.message.clone())
            .collect(),
        seconds: reading.seconds,
    }
}
