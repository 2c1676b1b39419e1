//! Opening a case: the folder is read, its originals are divided, its cards are compiled.

use crate::folder::CaseFolder;
use crate::load::{self, LoadedCase};
use crate::originals;
use crate::print::notes::{self, Texts};
use crate::settings::CaseFile;
use kaozheng_case::{Case, Settings, compile};
use kaozheng_text::{Diagnostic, Document};
use std::path::Path;

/// A case, ready to be asked.
pub(crate) struct OpenCase {
    /// What was read.
    pub(crate) loaded: LoadedCase,
    /// The texts of its originals.
    pub(crate) documents: Vec<Document>,
    /// What follows from its cards.
    pub(crate) case: Case,
    /// What was noted on the way: unreadable files, settings, compiling.
    pub(crate) notes: Vec<Diagnostic>,
}

/// Whether the originals are opened as well. Only quotations are compared with them, and words searched in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Originals {
    /// They are.
    Opened,
    /// They are not needed.
    LeftAlone,
}

/// Opens the case that `path` is, or lies in.
pub(crate) fn open(path: &Path, originals: Originals) -> anyhow::Result<OpenCase> {
    let loaded = load::load(CaseFolder::find(path)?);
    let mut notes = loaded.notes.clone();
    let documents = match originals {
        Originals::Opened => originals::documents(&loaded.folder, &mut notes),
        Originals::LeftAlone => Vec::new(),
    };
    let settings = settings(&loaded, &mut notes);
    let case = compile(&loaded.record, &documents, &settings).take(&mut notes);
    Ok(OpenCase {
        loaded,
        documents,
        case,
        notes,
    })
}

impl OpenCase {
    /// Tells on standard error how many cards or files could not be read, so that no answer hides it.
    pub(crate) fn remark(&self) {
        notes::remark_on(&self.loaded.notes);
    }

    /// The texts that notes on this case point into.
    pub(crate) fn texts(&self) -> Texts {
        let mut texts = self.loaded.texts();
        texts.add_originals(&self.documents);
        texts
    }
}

/// The settings of the room that reasons, from `case.toml` and from the tables beside it, when the case has its own.
pub(crate) fn settings(loaded: &LoadedCase, notes: &mut Vec<Diagnostic>) -> Settings {
    let CaseFile {
        standard,
        vocabulary,
        ..
    } = &loaded.settings;
    let mut table = |name| load::table(&loaded.folder, name, notes);
    let (grades, phrases) = (table(load::GRADES), table(load::PHRASES));
    Settings::read(
        standard.as_deref(),
        grades.as_deref(),
        phrases.as_deref(),
        vocabulary.clone(),
    )
    .take(notes)
}
