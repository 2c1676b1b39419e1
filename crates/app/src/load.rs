//! Reading a case folder into memory. What cannot be read becomes a note, and the rest is still read.

use crate::checks::file_unreadable;
use crate::folder::{CaseFolder, Listed};
use crate::print::notes::Texts;
use crate::settings::{self, CaseFile};
use crate::whole_file;
use kaozheng_case::weighing::GradeTable;
use kaozheng_record::{Record, Sheet};
use kaozheng_text::{ContentHash, Diagnostic, Original};
use kaozheng_values::dates::PhraseTable;
use std::fs;
use std::io;
use std::path::Path;

/// A case folder, read.
pub(crate) struct LoadedCase {
    /// Where it came from.
    pub(crate) folder: CaseFolder,
    /// Its settings file.
    pub(crate) settings: CaseFile,
    /// Its cards.
    pub(crate) record: Record,
    /// Its essays: name and text.
    pub(crate) essays: Vec<(String, String)>,
    /// What could not be read, and what is wrong with the settings.
    pub(crate) notes: Vec<Diagnostic>,
}

/// An original with its text as a person corrected it, if there is one.
#[derive(Clone, Debug)]
pub(crate) struct SourceFile {
    /// The original, as it was given.
    pub(crate) original: Original,
    /// The text beside it (`NAME.text`).
    pub(crate) text: Option<String>,
}

impl SourceFile {
    /// The hash of all that its text is made of: the original and the text beside it.
    pub(crate) fn text_hash(&self) -> ContentHash {
        match &self.text {
            None => self.original.hash,
            Some(text) => ContentHash::of(format!("{}\n{text}", self.original.hash).as_bytes()),
        }
    }
}

/// The ending of the file that holds an original's extracted text.
pub(crate) const TEXT_ENDING: &str = ".text";

/// The case's own table of default grades.
pub(crate) const GRADES: &str = GradeTable::FILE;

/// The case's own table of phrases.
pub(crate) const PHRASES: &str = PhraseTable::FILE;

/// The settings of a case and its tables, as files of its folder.
pub(crate) const TABLES: [&str; 3] = [settings::NAME, GRADES, PHRASES];

/// A table beside `case.toml`; `None` when the case has none of its own. One that cannot be read is noted.
pub(crate) fn table(
    folder: &CaseFolder,
    name: &str,
    notes: &mut Vec<Diagnostic>,
) -> Option<String> {
    match fs::read_to_string(folder.path(name)) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            notes.push(file_unreadable::note(name, &error));
            None
        }
    }
}

/// Reads settings, cards and essays of a case; originals are read by [`sources`].
pub(crate) fn load(folder: CaseFolder) -> LoadedCase {
    let mut notes = Vec::new();
    let settings = match fs::read_to_string(folder.path(settings::NAME)) {
        Ok(text) => settings::read(&text, &mut notes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => CaseFile::default(),
        Err(error) => {
            notes.push(file_unreadable::note(settings::NAME, &error));
            CaseFile::default()
        }
    };
    let record = Record::new(sheets(&folder, "cards", &mut notes));
    let essays = essays(&folder, &mut notes);
    LoadedCase {
        folder,
        settings,
        record,
        essays,
        notes,
    }
}

impl LoadedCase {
    /// The texts that notes on this case point into.
    pub(crate) fn texts(&self) -> Texts {
        texts(&self.folder, &self.record, &self.essays)
    }
}

/// The texts of a case that notes point into: cards, essays, settings and tables.
pub(crate) fn texts(folder: &CaseFolder, record: &Record, essays: &[(String, String)]) -> Texts {
    let mut texts = Texts::default();
    for sheet in record.sheets() {
        texts.add(sheet.name.clone(), &sheet.text);
    }
    for (name, text) in essays {
        texts.add(name.as_str(), text);
    }
    for name in TABLES {
        if let Ok(text) = fs::read_to_string(folder.path(name)) {
            texts.add(name, &text);
        }
    }
    texts
}

/// The sheets under `part` (`cards` or `drafts`), in order of name.
pub(crate) fn sheets(folder: &CaseFolder, part: &str, notes: &mut Vec<Diagnostic>) -> Vec<Sheet> {
    let files = list(folder, part, |name| name.ends_with(".card"), notes);
    let read = |file: &Listed, notes: &mut Vec<Diagnostic>| match fs::read(&file.path) {
        Ok(bytes) => Some(Sheet::from_bytes(&file.name, &bytes).take(notes)),
        Err(error) => {
            notes.push(file_unreadable::note(&file.name, &error));
            None
        }
    };
    files.iter().filter_map(|file| read(file, notes)).collect()
}

/// The files of the originals of a case, in order of name.
pub(crate) fn list_sources(folder: &CaseFolder, notes: &mut Vec<Diagnostic>) -> Vec<Listed> {
    list(
        folder,
        "sources",
        |name| !name.ends_with(TEXT_ENDING),
        notes,
    )
}

/// The originals of a case with their corrected texts, in order of name.
pub(crate) fn sources(folder: &CaseFolder, notes: &mut Vec<Diagnostic>) -> Vec<SourceFile> {
    let files = list_sources(folder, notes);
    let mut out = Vec::new();
    for file in files {
        match source(&file) {
            Ok(source) => out.push(source),
            Err(error) => notes.push(file_unreadable::note(&file.name, &error)),
        }
    }
    out
}

/// One original with its corrected text.
pub(crate) fn source(file: &Listed) -> io::Result<SourceFile> {
    let name = file.name.strip_prefix("sources/").unwrap_or(&file.name);
    let bytes = whole_file::read(&file.path).map_err(io::Error::other)?;
    let original = Original::new(name, bytes);
    let mut beside = file.path.clone().into_os_string();
    beside.push(TEXT_ENDING);
    let text = match fs::read(Path::new(&beside)) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    Ok(SourceFile { original, text })
}

fn essays(folder: &CaseFolder, notes: &mut Vec<Diagnostic>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for file in list(folder, "essays", |name| name.ends_with(".md"), notes) {
        match fs::read(&file.path) {
            Ok(bytes) => out.push((file.name, String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) => notes.push(file_unreadable::note(&file.name, &error)),
        }
    }
    out
}

fn list(
    folder: &CaseFolder,
    part: &str,
    wanted: fn(&str) -> bool,
    notes: &mut Vec<Diagnostic>,
) -> Vec<Listed> {
    folder.list(part, wanted, &mut |path, error| {
        notes.push(file_unreadable::note(&path.display().to_string(), error));
    })
}
