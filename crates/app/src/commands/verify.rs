//! `kaozheng verify`: whether every quotation stands on its page, and every file of a publication is as it was published.

use crate::exit::{Exit, misused};
use crate::folder::{CaseFolder, typed};
use crate::load::load;
use crate::open::{self, Originals};
use crate::print::counted;
use crate::print::notes::{self, Texts};
use crate::screen::Screen;
use anyhow::Context;
use kaozheng_case::checks::{Compared, compared};
use kaozheng_case::{Case, compile};
use kaozheng_desk::publish::{CASE, MARKER, TEXTS, sums};
use kaozheng_desk::views::ChecksView;
use kaozheng_text::{ContentHash, Diagnostic, Document, Severity};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Compare every quotation with its page, and every file of a publication with its hash.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Compare every quotation on every card, letter by letter, with the text it was read in, and say of each that \
                  differs what the page has and what the card has. White space and the shape of quotation marks and dashes do \
                  not count; every letter, digit and capital does.\n\n\
                  Of a publication (the folder that `kaozheng publish` wrote) every file is compared with its hash as well: what \
                  was changed, what is missing and what was put there is named. Quotations are compared with the texts that were \
                  published.\n\n\
                  The exit code is 1 when one letter differs or one file is not as it was published.\n\n\
                  Example:\n  kaozheng verify korea/\n  kaozheng verify site/",
    after_help = "The hashes are in SHA256SUMS; `sha256sum -c SHA256SUMS` reads them as well."
)]
pub(crate) struct Arguments {
    /// A case folder, or a publication.
    #[arg(value_name = "CASE|OUT")]
    path: PathBuf,
    /// Print what was found as JSON.
    #[arg(long)]
    json: bool,
}

/// What was found.
#[derive(Debug, Default, Serialize)]
struct Found {
    /// How many quotations there are.
    quotations: usize,
    /// How many of them could be compared, their text being there.
    compared: usize,
    /// How many stand on their page, letter for letter.
    verbatim: usize,
    /// How many files of a publication were compared with their hashes.
    files: usize,
    /// Files that are not as they were published.
    changed: Vec<String>,
    /// Files that are no longer there.
    missing: Vec<String>,
    /// Files that were not published.
    unknown: Vec<String>,
    /// What is wrong with quotations.
    notes: ChecksView,
}

/// Verifies a case or a publication.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let root = &arguments.path;
    let is_site = root.join(MARKER).is_file();
    let (mut found, wrong, texts) = match is_site {
        true => site(root)?,
        false => case(root)?,
    };
    found.notes = ChecksView::of(&wrong, &|place| texts.place(place));
    let is_sound = found.verbatim == found.compared
        && found.changed.is_empty()
        && found.missing.is_empty()
        && found.unknown.is_empty()
        && found.notes.errors == 0;
    match arguments.json {
        true => screen.json(&found)?,
        false => tell(screen, &found, &wrong, &texts, is_site)?,
    }
    Ok(if is_sound {
        Exit::Fine
    } else {
        Exit::HasErrors
    })
}

type Verified = (Found, Vec<Diagnostic>, Texts);

fn case(root: &Path) -> anyhow::Result<Verified> {
    let open = open::open(root, Originals::Opened)?;
    open.remark();
    Ok((
        counts(compared(&open.case)),
        wrong(&open.case),
        open.texts(),
    ))
}

fn counts(compared: Compared) -> Found {
    Found {
        quotations: compared.all,
        compared: compared.compared,
        verbatim: compared.verbatim,
        ..Found::default()
    }
}

/// The notes on quotations: those that are not on their page, and those that stand on another.
fn wrong(case: &Case) -> Vec<Diagnostic> {
    let mut found = kaozheng_case::checks::run(case);
    found.retain(|note| ["quotation-not-found", "quotation-elsewhere"].contains(&note.code));
    notes::sort(&mut found);
    found
}

/// A publication: its files by their hashes, its quotations by the texts that it holds.
fn site(root: &Path) -> anyhow::Result<Verified> {
    let list = root.join(sums::NAME);
    let list = fs::read_to_string(&list).with_context(|| {
        format!(
            "{} has no {}: it was not published to its end. `kaozheng publish` writes it again",
            typed(root),
            sums::NAME
        )
    })?;
    let sums = sums::read(&list);
    if sums.is_empty() {
        return Err(misused(format!(
            "{} of {} names no file",
            sums::NAME,
            typed(root)
        )));
    }
    let loaded = load(CaseFolder::find(&root.join(CASE))?);
    let documents = texts(root, &sums);
    let settings = open::settings(&loaded, &mut Vec::new());
    let case = compile(&loaded.record, &documents, &settings).value;
    let mut found = counts(compared(&case));
    files(root, &sums, &mut found);
    let mut texts = loaded.texts();
    texts.add_originals(&documents);
    let mut wrong = wrong(&case);
    // The published texts have no pages; only their letters are compared.
    wrong.retain(|note| note.severity == Severity::Error);
    Ok((found, wrong, texts))
}

/// The texts of a publication, without pages.
fn texts(root: &Path, sums: &BTreeMap<String, ContentHash>) -> Vec<Document> {
    let prefix = format!("{TEXTS}/");
    let named = sums.keys().filter_map(|file| {
        let name = file.strip_prefix(&prefix)?.strip_suffix(".txt")?;
        let text = fs::read_to_string(root.join(file)).ok()?;
        Some((name, text))
    });
    named
        .map(|(name, text)| Document {
            name: name.to_owned(),
            hash: ContentHash::of(text.as_bytes()),
            raw: String::new(),
            pages: Vec::new(),
            text,
            passages: Vec::new(),
        })
        .collect()
}

fn files(root: &Path, sums: &BTreeMap<String, ContentHash>, found: &mut Found) {
    for (name, hash) in sums {
        found.files += 1;
        match fs::read(root.join(name)) {
            Ok(bytes) if ContentHash::of(&bytes) == *hash => {}
            Ok(_) => found.changed.push(name.clone()),
            Err(_) => found.missing.push(name.clone()),
        }
    }
    let folder = CaseFolder {
        root: root.to_path_buf(),
    };
    let listed = folder.list("", |_| true, &mut |_, _| ());
    let names = listed
        .into_iter()
        .map(|listed| listed.name.trim_start_matches('/').to_owned());
    found.unknown = names
        .filter(|name| name != sums::NAME && !sums.contains_key(name))
        .collect();
}

fn tell(
    screen: &mut Screen,
    found: &Found,
    wrong: &[Diagnostic],
    texts: &Texts,
    is_site: bool,
) -> anyhow::Result<()> {
    notes::draw(screen, wrong, texts)?;
    for (what, names) in [
        ("is not as it was published", &found.changed),
        ("was published and is not there", &found.missing),
        ("was not published", &found.unknown),
    ] {
        for name in names {
            screen.line(format!("{name} {what}"))?;
        }
    }
    let Found {
        quotations,
        compared,
        verbatim,
        files,
        ..
    } = *found;
    screen.line(format!(
        "{}: {verbatim} stand on their page to the letter, {} do not, {} have no text here to be compared with.",
        counted(quotations, "quotation"),
        compared - verbatim,
        quotations - compared
    ))?;
    if is_site {
        let wrong = found.changed.len() + found.missing.len();
        screen.line(format!(
            "{}: {} as published, {wrong} not.",
            counted(files, "file"),
            files - wrong
        ))?;
    }
    Ok(())
}
