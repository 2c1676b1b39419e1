//! `kaozheng export`: the case, or one of its documents, for other programs.

use crate::atomic::{self, Before};
use crate::drafts::load_drafts;
use crate::exit::{Exit, misnamed, misused};
use crate::folder::CaseFolder;
use crate::load::{self, LoadedCase, load};
use crate::open::{Originals, open, settings};
use crate::originals;
use crate::print::{notes, timeline};
use crate::screen::{Screen, remark};
use kaozheng_case::facts::time::Chronology;
use kaozheng_desk::bibliography::{self, Form as Bibliography, Naming, Work};
use kaozheng_desk::export::{annotations, json, markdown, plain, tei, timelinejs};
use kaozheng_desk::views::TimelineView;
use kaozheng_reading::align::aligned;
use kaozheng_record::Kind;
use kaozheng_text::Document;
use kaozheng_values::dates::PhraseTable;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Write the case, or one of its documents, in a form that other programs read.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Write the case, or one of its documents, in a form that other programs read.\n\n\
                  Without NAME, the cards are written as JSON: every card with every field, value and ground. Nothing is \
                  interpreted and nothing is left out. `timelinejs`: the events as a timeline for TimelineJS 3, each date as vague \
                  as its words; events without a date stand on its title page and are named. `phrases`: the table that \
                  says what `early` or `about` bound; changed and kept as phrases.tsv in the case, it is the case's \
                  own. `grades`: the table that says what evidence is worth; rows of it kept as grades.tsv are the case's own. \
                  `csl-json`, `bibtex` (BibLaTeX) and `ris`: the sources, for Zotero and other programs; what the form \
                  cannot hold is named. CSL-JSON holds every field and comes back whole through `kaozheng import`.\n\n\
                  With NAME, an original of sources/ is written as it was read and divided. `tei`: TEI P5, each note at \
                  the place of its mark, page breaks and running heads kept. `markdown`: the text with its notes as \
                  [^12]; where numbers restart, the names of the notes are made unique. `annotations`: W3C Web \
                  Annotation, one for each note and for each card or draft that quotes the document, with positions in \
                  the clean text. `text`: that clean text.\n\n\
                  Example:\n  kaozheng export korea/ > korea.json\n  \
                  kaozheng export korea/ zhang-2005.txt --to tei --output zhang-2005.xml\n  \
                  kaozheng export korea/ --to timelinejs --output korea-timeline.json\n  \
                  kaozheng export korea/ --to bibtex --output korea.bib",
    after_help = "What the fields of cards mean is told by `docs/record.md`."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The original, by its name in sources/; its ending may be left out.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// The form: json, timelinejs, phrases, grades, csl-json, bibtex or ris for the case; tei (the default), markdown, annotations or text for a document.
    #[arg(long, value_enum, value_name = "FORM")]
    to: Option<Form>,
    /// Write to this file, which must not be there yet, and not to standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Forms that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// The cards as JSON, one object.
    Json,
    /// The events as a timeline for TimelineJS 3.
    Timelinejs,
    /// The table of phrases that the case reads its dates by, to be changed and kept as phrases.tsv.
    Phrases,
    /// The table of grades that is in force, to be changed and kept as grades.tsv.
    Grades,
    /// The sources as CSL-JSON.
    CslJson,
    /// The sources as BibLaTeX.
    #[value(alias = "biblatex")]
    Bibtex,
    /// The sources as RIS.
    Ris,
    /// A document as TEI P5.
    Tei,
    /// A document as Markdown.
    Markdown,
    /// The notes of a document, and what quotes it, as W3C Web Annotations.
    Annotations,
    /// The clean text of a document.
    Text,
}

/// Writes the export; trouble goes to standard error, so that it is never mixed in.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let case = load(CaseFolder::find(&arguments.case)?);
    notes::remark_on(&case.notes);
    let written = match (&arguments.name, arguments.to) {
        (None, None | Some(Form::Json)) => as_json(&json::export(
            &case.settings.title,
            &case.settings.languages,
            &case.record,
        ))?,
        (None, Some(Form::Timelinejs)) => as_timeline(&arguments.case)?,
        (None, Some(Form::Phrases)) => phrases(&case)?,
        (None, Some(Form::Grades)) => settings(&case, &mut Vec::new()).grades.to_string(),
        (None, Some(Form::CslJson)) => sources(&case, Bibliography::CslJson),
        (None, Some(Form::Bibtex)) => sources(&case, Bibliography::Bibtex),
        (None, Some(Form::Ris)) => sources(&case, Bibliography::Ris),
        (None, Some(Form::Tei | Form::Markdown | Form::Annotations | Form::Text)) => {
            return Err(misused(
                "this form is of one document: name an original of sources/ after the case",
            ));
        }
        (
            Some(_),
            Some(
                Form::Json
                | Form::Timelinejs
                | Form::Phrases
                | Form::Grades
                | Form::CslJson
                | Form::Bibtex
                | Form::Ris,
            ),
        ) => {
            return Err(misused(
                "this is a form of the whole case; for one document choose `tei`, `markdown`, `annotations` or `text`",
            ));
        }
        (Some(name), form) => of_document(&case, name, form.unwrap_or(Form::Tei))?,
    };
    match &arguments.output {
        Some(file) => atomic::replace(file, written.as_bytes(), Before::Absent)?,
        None => screen.bytes(written.as_bytes())?,
    }
    Ok(Exit::Fine)
}

/// The timeline; events without a date are named on standard error, so that none is dropped unsaid.
fn as_timeline(path: &Path) -> anyhow::Result<String> {
    let open = open(path, Originals::LeftAlone)?;
    let view = TimelineView::of(&open.case, &Chronology::of(&open.case), &[Kind::Event]);
    let undated: Vec<String> = view.undated.iter().map(timeline::undated).collect();
    if !undated.is_empty() {
        remark(&format!(
            "without a date, and so on the title page only: {}",
            undated.join(", ")
        ));
    }
    let title = &open.loaded.settings.title;
    as_json(&timelinejs::export(title, &open.case, &view))
}

/// The sources; what the form cannot hold is named on standard error, so that nothing is lost unsaid.
fn sources(case: &LoadedCase, form: Bibliography) -> String {
    let (works, naming) = (Work::all_of(&case.record), Naming::of(&case.record));
    for work in &works {
        let lost = bibliography::lost(form, work, &naming);
        if !lost.is_empty() {
            let (name, lost) = (form.name(), lost.join(", "));
            remark(&format!(
                "{name} does not hold of {}: {lost}, or not as the card has it",
                work.id
            ));
        }
    }
    form.write(&works, &naming)
}

/// The case's own table, or the one that comes with the program.
fn phrases(case: &LoadedCase) -> anyhow::Result<String> {
    let own = load::table(&case.folder, load::PHRASES, &mut Vec::new());
    Ok(own.unwrap_or_else(|| PhraseTable::DEFAULT.to_owned()))
}

fn of_document(case: &LoadedCase, name: &str, form: Form) -> anyhow::Result<String> {
    let document = document(case, name)?;
    Ok(match form {
        Form::Tei => tei::export(&document, &aligned(&document)),
        Form::Markdown => markdown::export(&document),
        Form::Annotations => {
            let drafts = load_drafts(&case.folder, &mut Vec::new());
            let quoting = annotations::quoting(&case.record, &drafts, &document.name);
            as_json(&annotations::export(
                &document,
                &quoting,
                &aligned(&document),
            ))?
        }
        _ => plain(&document),
    })
}

/// The original called `name`, with or without its ending, opened and divided.
fn document(case: &LoadedCase, name: &str) -> anyhow::Result<Document> {
    let sources = load::sources(&case.folder, &mut Vec::new());
    let name = name.strip_prefix("sources/").unwrap_or(name);
    let stem = |full: &str| {
        full.rsplit_once('.')
            .map_or(full.to_owned(), |(stem, _)| stem.to_owned())
    };
    let exact = sources.iter().find(|source| source.original.name == name);
    let mut without_ending = sources
        .iter()
        .filter(|source| stem(&source.original.name) == name);
    let source = match (exact, without_ending.next(), without_ending.next()) {
        (Some(source), _, _) | (None, Some(source), None) => source,
        (None, Some(_), Some(_)) => {
            return Err(misused(format!(
                "several originals are called `{name}`; name one with its ending"
            )));
        }
        (None, None, _) => {
            let known = sources.iter().map(|source| source.original.name.as_str());
            let fault = format!("`{name}` is no original of this case");
            return Err(misnamed(
                &fault,
                name,
                known,
                "`kaozheng sources CASE` lists them",
            ));
        }
    };
    let read = originals::document(source)
        .map_err(|failure| misused(format!("{} was not read: {failure}", source.original.name)))?;
    Ok(read.value)
}

fn as_json(value: &impl Serialize) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}
