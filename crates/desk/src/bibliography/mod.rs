//! Bibliographies: the source cards of a case as CSL-JSON, BibLaTeX and RIS, and back; and printed in any CSL style.
//!
//! A [`Work`] is a source card as plain fields. A bibliography of the user's own is the user's statement, so what is
//! imported becomes cards, not drafts; but no card is changed and no two works are merged: [`admit`] gives each a free id
//! and says which of them look alike. Each writer is the inverse of its reader for what the form can hold, and [`lost`]
//! names what it cannot.
//!
//! A romanised title or name may be followed by the same in its own script (`Shi Zhe 師哲`). Where the form has a place
//! for the script it stands there, apart from the romanisation and from the translation.

mod admit;
pub mod bibtex;
pub mod cite;
pub mod csl_json;
mod dates;
mod names;
pub mod notes;
pub mod ris;
mod sorts;
mod work;

pub use admit::{Admitted, admit};
pub use names::Naming;
pub use work::Work;

use kaozheng_text::{Diagnostic, Noted, Place, Span};
use std::collections::BTreeSet;

/// A form that other programs read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// CSL-JSON, as Zotero and pandoc have it.
    CslJson,
    /// BibLaTeX, which also reads BibTeX.
    Bibtex,
    /// RIS, as library catalogues give it.
    Ris,
}

impl Form {
    /// What the form is called.
    pub fn name(self) -> &'static str {
        match self {
            Form::CslJson => "CSL-JSON",
            Form::Bibtex => "BibLaTeX",
            Form::Ris => "RIS",
        }
    }

    /// The form that a file name ends for; `None` when its ending is of no such form.
    pub fn of_file(name: &str) -> Option<Form> {
        let ending = name.rsplit_once('.')?.1.to_lowercase();
        match ending.as_str() {
            "json" => Some(Form::CslJson),
            "bib" | "bibtex" => Some(Form::Bibtex),
            "ris" => Some(Form::Ris),
            _ => None,
        }
    }

    /// The works in `text`, the text of the file called `file`. What is broken is noted with its place; the rest is read.
    pub fn read(self, file: &str, text: &str) -> Noted<Vec<Work>> {
        match self {
            Form::CslJson => csl_json::read(file, text),
            Form::Bibtex => bibtex::read(file, text),
            Form::Ris => ris::read(file, text),
        }
    }

    /// `works` in this form; `naming` knows the names behind ids.
    pub fn write(self, works: &[Work], naming: &Naming) -> String {
        match self {
            Form::CslJson => csl_json::write(works, naming),
            Form::Bibtex => bibtex::write(works, naming),
            Form::Ris => ris::write(works, naming),
        }
    }
}

/// The fields of `work` that would come back otherwise if it were written in `form` and read again. A date that is
/// worded otherwise but is the same is not lost.
pub fn lost(form: Form, work: &Work, naming: &Naming) -> Vec<String> {
    let read = form.read("", &form.write(std::slice::from_ref(work), naming));
    let back = read.value.into_iter().next().unwrap_or_default();
    let names: BTreeSet<&str> = work.fields.iter().map(|(name, _)| name.as_str()).collect();
    let differs = |name: &&str| !work.same_field(&back, name);
    names
        .into_iter()
        .filter(differs)
        .map(str::to_owned)
        .collect()
}

/// The address of a DOI without its beginning; `None` for another address.
fn doi(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://doi.org/")?;
    (!rest.is_empty()).then_some(rest)
}

/// The address of a DOI as entries have it, with or without its beginning.
fn of_doi(doi: &str) -> String {
    let bare = [
        "https://doi.org/",
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
        "doi:",
    ];
    let start = bare.iter().find_map(|start| doi.strip_prefix(start));
    format!("https://doi.org/{}", start.unwrap_or(doi).trim())
}

/// Whether a card of a source has a field of this name.
fn is_field(name: &str) -> bool {
    kaozheng_record::schema::field(kaozheng_record::Kind::Source, name).is_some()
}

/// An entry that could not be read.
fn broken(message: &str) -> Diagnostic {
    Diagnostic::error("entry-not-understood", message)
}

/// An entry that was read, with a doubt.
fn doubtful(message: &str) -> Diagnostic {
    Diagnostic::warning("entry-not-understood", message)
}

fn placed(note: Diagnostic, file: &str, start: usize, end: usize) -> Diagnostic {
    note.at(Place {
        file: file.into(),
        span: Span::new(start, end),
    })
}

#[cfg(test)]
mod laws;
