//! `kaozheng publish`: the pages of a case as a site that needs no server.

use crate::commands::essay::{self, Form};
use crate::exit::{Exit, misused};
use crate::folder::{CaseFolder, typed};
use crate::load;
use crate::print::counted;
use crate::screen::{Screen, progress, remark};
use crate::serve::standing::Standing;
use anyhow::Context;
use kaozheng_desk::bibliography::cite::{Style, USUAL};
use kaozheng_desk::pages::{ASSETS, Desk, Language, Place, Words};
use kaozheng_desk::publish::{self, CASE, FILES, MARKER, TEXTS, links, sums, zip};
use kaozheng_record::Record;
use kaozheng_text::ContentHash;
use rayon::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Write the pages of the case as a site that needs no server and no script.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Write every page of the case as a site: plain HTML that needs no server and no script, and that is read from a \
                  disk as well as from the web. It holds the case itself to be downloaded (cards, essays, settings), the essays \
                  as Word and Markdown, the clean texts of the originals with their notes, and the hash of each file, so that \
                  anybody can verify it. Drafts are never published. Every page says how it is cited; --address gives its \
                  address in full.\n\n\
                  The same case gives the same bytes. An earlier publication in the same folder is replaced: what is no longer \
                  in the case goes. A folder with anything else in it is left alone.\n\n\
                  Texts that may not be given out are left out with --without-texts; then quotations stand on cards alone.\n\n\
                  Example:\n  kaozheng publish korea/ site/ --address https://example.org/korea/\n  \
                  kaozheng publish korea/ site-ko/ --lang ko --without-texts",
    after_help = "`kaozheng verify OUT` compares every file with its hash and every quotation with its text."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The folder of the site: a new or empty one, or an earlier publication.
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// The language of the interface: en, ko or zh.
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    lang: String,
    /// Where the site will stand, for citing its pages.
    #[arg(long, value_name = "URL", default_value = "")]
    address: String,
    /// Leave the texts of the originals out.
    #[arg(long)]
    without_texts: bool,
    /// Give the original files out as well.
    #[arg(long, conflicts_with = "without_texts")]
    with_originals: bool,
    /// Print what was written as JSON.
    #[arg(long)]
    json: bool,
}

/// Writes the site.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let folder = CaseFolder::find(&arguments.case)?;
    let Some(language) = Language::of_tag(&arguments.lang) else {
        return Err(misused(format!(
            "`{}` is no language of the interface; there are en, ko and zh",
            arguments.lang
        )));
    };
    let before = may_be_written(&arguments.out, &folder)?;
    let mut standing = Standing::read(&folder, 1, None);
    standing.desk.address = address(&arguments.address)?;
    // Drafts are not published, and no page may tell of them.
    standing.desk.drafts = Record::new(Vec::new());
    standing.desk.checks();
    let mut site = Site {
        root: &arguments.out,
        begun: None,
        desk: &standing.desk,
        folder: &folder,
        words: Words(language),
        with_texts: !arguments.without_texts,
        with_originals: arguments.with_originals,
        sums: BTreeMap::new(),
    };
    site.begin()?;
    site.case()?;
    site.texts()?;
    site.essays()?;
    site.assets()?;
    let made = site.pages()?;
    site.finish(&before)?;
    let files = site.sums.len();
    if arguments.json {
        screen.json(&json!({ "pages": made.pages, "files": files, "version": standing.desk.version(), "links_taken_out": made.taken_out }))?;
    } else {
        screen.line(format!(
            "{} and {} are in {}; open index.html there.",
            counted(made.pages, "page"),
            counted(files - made.pages, "other file"),
            typed(&arguments.out)
        ))?;
    }
    Ok(Exit::Fine)
}

/// The address with a slash at its end.
fn address(wanted: &str) -> anyhow::Result<String> {
    let web = wanted.starts_with("https://") || wanted.starts_with("http://");
    match wanted {
        "" => Ok(String::new()),
        _ if !web || wanted.contains(char::is_whitespace) => Err(misused(format!(
            "`{wanted}` is no address of the web: --address https://example.org/korea/"
        ))),
        _ => Ok(format!("{}/", wanted.trim_end_matches('/'))),
    }
}

/// The files of the publication that stands in `out`; refuses a folder in which anything else stands.
fn may_be_written(out: &Path, folder: &CaseFolder) -> anyhow::Result<BTreeSet<String>> {
    let case = fs::canonicalize(&folder.root).unwrap_or_else(|_| folder.root.clone());
    let here = whole_path(out);
    if here == case
        || case.starts_with(&here)
        || ["cards", "drafts", "essays", "sources"]
            .iter()
            .any(|part| here.starts_with(case.join(part)))
    {
        return Err(misused(format!(
            "{} is the case itself or a part of it; publish into a folder of its own",
            typed(out)
        )));
    }
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot write into {}", typed(out)));
        }
    };
    if !out.join(MARKER).is_file() && entries.count() > 0 {
        return Err(misused(format!(
            "{} is not empty and is no earlier publication; nothing was written. Name a new folder",
            typed(out)
        )));
    }
    let sums = fs::read_to_string(out.join(sums::NAME)).unwrap_or_default();
    let begun = fs::read_to_string(out.join(BEGUN)).unwrap_or_default();
    let begun = begun
        .lines()
        .filter_map(|line| serde_json::from_str::<String>(line).ok());
    Ok(sums::read(&sums).into_keys().chain(begun).collect())
}

/// The file that names what has been written, a name as JSON on each line, until the site is whole: a site that was broken
/// off has no hashes of its files yet.
const BEGUN: &str = ".kaozheng-site-begun";

/// A site that is being written.
struct Site<'a> {
    root: &'a Path,
    /// Open from the marker until the end.
    begun: Option<fs::File>,
    desk: &'a Desk,
    folder: &'a CaseFolder,
    words: Words,
    with_texts: bool,
    with_originals: bool,
    /// The hash of each file that was written.
    sums: BTreeMap<String, ContentHash>,
}

/// What came of writing the pages.
struct Made {
    pages: usize,
    taken_out: BTreeSet<String>,
}

/// A page that was written.
struct Written {
    file: String,
    hash: ContentHash,
    ids: Vec<String>,
    targets: BTreeSet<String>,
    fragments: Vec<(String, String)>,
}

impl Site<'_> {
    fn put(&mut self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let hash = self.put_page(name, bytes)?;
        self.sums.insert(name.to_owned(), hash);
        Ok(())
    }

    /// Writes a file, its name into the list of what was begun first.
    fn put_page(&self, name: &str, bytes: &[u8]) -> anyhow::Result<ContentHash> {
        if let Some(mut begun) = self.begun.as_ref() {
            // One write for a line, which appending threads do not cut into each other's.
            let line = format!("{}\n", json!(name));
            begun
                .write_all(line.as_bytes())
                .with_context(|| format!("cannot write {}", self.root.join(BEGUN).display()))?;
        }
        put(self.root, name, bytes)
    }

    /// Writes the marker, and begins the list of what is written: should this be broken off, the next time finds a
    /// publication of ours, and all that belongs to it.
    fn begin(&mut self) -> anyhow::Result<()> {
        self.marker()?;
        let path = self.root.join(BEGUN);
        let begun = fs::OpenOptions::new().append(true).create(true).open(&path);
        let begun = begun.with_context(|| format!("cannot write {}", path.display()))?;
        self.begun = Some(begun);
        Ok(())
    }

    fn marker(&mut self) -> anyhow::Result<()> {
        let said = json!({
            "made_by": "kaozheng publish",
            "title": self.desk.title,
            "version": self.desk.version(),
            "language": self.words.0.tag(),
            "address": self.desk.address,
            "texts": self.with_texts,
            "originals": self.with_originals,
        });
        self.put(MARKER, format!("{said:#}\n").as_bytes())
    }

    /// The files of the case as they are, each by itself and all in one archive.
    fn case(&mut self) -> anyhow::Result<()> {
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        for name in load::TABLES {
            if let Ok(bytes) = fs::read(self.folder.path(name)) {
                files.push((name.to_owned(), bytes));
            }
        }
        let sheets = self.desk.record.sheets().iter();
        files.extend(sheets.map(|sheet| (sheet.name.to_string(), sheet.text.clone().into_bytes())));
        let essays = self.desk.essays.iter();
        files.extend(essays.map(|(name, text)| (name.clone(), text.clone().into_bytes())));
        files.sort();
        for (name, bytes) in &files {
            self.put(&format!("{CASE}/{name}"), bytes)?;
        }
        match zip::archive(&files) {
            Some(bytes) => self.put("case.zip", &bytes),
            None => {
                remark(
                    "the case is too large for one archive; its files stand in case/ each by itself",
                );
                Ok(())
            }
        }
    }

    fn texts(&mut self) -> anyhow::Result<()> {
        if self.with_texts {
            for document in self.desk.documents() {
                self.put(
                    &format!("{TEXTS}/{}.txt", document.name),
                    document.text.as_bytes(),
                )?;
            }
        }
        if self.with_originals {
            let mut notes = Vec::new();
            for source in load::sources(self.folder, &mut notes) {
                self.put(
                    &format!("{FILES}/{}", source.original.name),
                    &source.original.bytes,
                )?;
            }
        }
        Ok(())
    }

    fn essays(&mut self) -> anyhow::Result<()> {
        let style = Style::named(USUAL)?;
        for (file, text) in &self.desk.essays {
            let name = kaozheng_desk::essay::name(file);
            for (form, ending) in [(Form::Docx, "docx"), (Form::Markdown, "md")] {
                let bytes = essay::written(&self.desk.record, name, text, &style, form);
                self.put(&format!("essays/{name}.{ending}"), &bytes)?;
            }
        }
        Ok(())
    }

    fn assets(&mut self) -> anyhow::Result<()> {
        for (name, kind, text) in ASSETS {
            // Printed pages have no scripts.
            if !kind.starts_with("text/javascript") {
                self.put(&format!("assets/{name}"), text.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Prints every page, and those that they lead to.
    fn pages(&mut self) -> anyhow::Result<Made> {
        let mut waiting = publish::places(self.desk, self.with_texts);
        let mut tried: BTreeSet<String> = BTreeSet::new();
        let mut written: Vec<Written> = Vec::new();
        while !waiting.is_empty() {
            tried.extend(waiting.iter().map(Place::file));
            let batch = self.batch(&waiting)?;
            let led = batch.iter().flat_map(|page| &page.targets);
            let led: BTreeSet<Place> = led
                .filter(|file| !tried.contains(*file))
                .filter_map(|file| publish::place_of(file, self.with_texts))
                .collect();
            tried.extend(batch.iter().flat_map(|page| page.targets.clone()));
            waiting = led.into_iter().collect();
            written.extend(batch);
        }
        for page in &written {
            self.sums.insert(page.file.clone(), page.hash);
        }
        let taken_out = self.mend(&written)?;
        Ok(Made {
            pages: written.len(),
            taken_out,
        })
    }

    fn batch(&self, places: &[Place]) -> anyhow::Result<Vec<Written>> {
        let bar = progress("publishing", places.len());
        let written: anyhow::Result<Vec<Option<Written>>> = places
            .par_iter()
            .map(|place| {
                let written = self.page(place);
                bar.inc(1);
                written
            })
            .collect();
        bar.finish_and_clear();
        Ok(written?.into_iter().flatten().collect())
    }

    fn page(&self, place: &Place) -> anyhow::Result<Option<Written>> {
        let Some(page) = publish::page(self.desk, place, self.words) else {
            return Ok(None);
        };
        let file = place.file();
        // An id is any word its author wrote; one that would lead out of the site has no page.
        if !is_inside(&file) {
            return Ok(None);
        }
        let found = links::mended(&file, &page, &|_| true);
        let hash = self.put_page(&file, page.as_bytes())?;
        Ok(Some(Written {
            file,
            hash,
            ids: found.ids,
            targets: found.targets,
            fragments: found.fragments,
        }))
    }

    /// Mends the pages of which a link leads to a page that was not made, or to a place that is not in it. Gives the files
    /// to which links would have led.
    fn mend(&mut self, written: &[Written]) -> anyhow::Result<BTreeSet<String>> {
        let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for page in written {
            ids.insert(&page.file, page.ids.iter().map(String::as_str).collect());
        }
        let broken = |file: &str, id: &str| ids.get(file).is_some_and(|ids| !ids.contains(id));
        let mut absent = BTreeSet::new();
        for page in written {
            let gone: Vec<&String> = page
                .targets
                .iter()
                .filter(|file| !self.sums.contains_key(*file))
                .collect();
            absent.extend(gone.iter().map(|file| (*file).clone()));
            if gone.is_empty() && !page.fragments.iter().any(|(file, id)| broken(file, id)) {
                continue;
            }
            let path = self.root.join(&page.file);
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let is_there = |file: &str| self.sums.contains_key(file);
            let text = links::mended(&page.file, &text, &is_there).page;
            let text = links::without_fragments(&page.file, &text, &broken);
            self.put(&page.file, text.as_bytes())?;
        }
        Ok(absent)
    }

    /// Takes away what an earlier publication had and this one has not, and writes the hashes of all.
    fn finish(&self, before: &BTreeSet<String>) -> anyhow::Result<()> {
        for gone in before.iter().filter(|name| !self.sums.contains_key(*name)) {
            let path = self.root.join(gone);
            if is_inside(gone) && path.is_file() {
                fs::remove_file(&path)
                    .with_context(|| format!("cannot remove {}", path.display()))?;
            }
        }
        put(self.root, sums::NAME, sums::write(&self.sums).as_bytes())?;
        let begun = self.root.join(BEGUN);
        fs::remove_file(&begun).with_context(|| format!("cannot remove {}", begun.display()))
    }
}

/// The path of a folder that need not be there yet, without links in what is there of it.
fn whole_path(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = path.ancestors().find_map(|above| {
        let rest = path.strip_prefix(above).ok()?;
        Some(fs::canonicalize(above).ok()?.join(rest))
    });
    there.unwrap_or(path)
}

/// Whether a name of a list leads to a file below the folder, and not out of it.
fn is_inside(name: &str) -> bool {
    let path = Path::new(name);
    path.components()
        .all(|part| matches!(part, std::path::Component::Normal(_)))
}

fn put(root: &Path, name: &str, bytes: &[u8]) -> anyhow::Result<ContentHash> {
    if !is_inside(name) {
        return Err(misused(format!(
            "`{name}` would lead out of the folder of the site; nothing of it was written"
        )));
    }
    let path = root.join(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(ContentHash::of(bytes))
}
