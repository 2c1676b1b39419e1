//! From originals to documents: opened and divided, several at once, with the texts that people have corrected.

use crate::checks::original_unread;
use crate::folder::CaseFolder;
use crate::load::{self, SourceFile, TEXT_ENDING};
use crate::screen::progress;
use kaozheng_reading::divide::divide;
use kaozheng_reading::open::{OpenFailure, Opened, open};
use kaozheng_text::{Diagnostic, Document, Noted, Original};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// The documents of a case in order of name. An original that cannot be read is a note, and a gap.
pub(crate) fn documents(folder: &CaseFolder, notes: &mut Vec<Diagnostic>) -> Vec<Document> {
    let sources = load::sources(folder, notes);
    opened(&sources.iter().collect::<Vec<_>>(), notes)
}

/// The documents of these originals, in the order given, without those that cannot be read.
pub(crate) fn opened(sources: &[&SourceFile], notes: &mut Vec<Diagnostic>) -> Vec<Document> {
    let bar = progress("opening", sources.len());
    let read: Vec<Result<Noted<Document>, OpenFailure>> = sources
        .par_iter()
        .map(|source| {
            let document = document(source);
            bar.inc(1);
            document
        })
        .collect();
    bar.finish_and_clear();
    let mut out = Vec::new();
    for (source, document) in sources.iter().zip(read) {
        match document {
            // What is doubtful in an original is told by `read`, once.
            Ok(document) => out.push(document.value),
            Err(failure) => notes.push(original_unread::note(&source.original.name, &failure)),
        }
    }
    out
}

/// One original, opened and divided.
pub(crate) fn document(source: &SourceFile) -> Result<Noted<Document>, OpenFailure> {
    let opened = open_source(source)?.opened;
    let mut notes = opened.notes;
    let mut document = divide(opened.value).take(&mut notes);
    document.name.clone_from(&source.original.name);
    Ok(Noted {
        value: document,
        notes,
    })
}

/// A source, opened.
pub(crate) struct OpenedSource {
    /// Its text, with what its format tells of it unless the text was corrected.
    pub(crate) opened: Noted<Opened>,
    /// Whether it is the text beside the original, since that is another than the original gives by itself.
    pub(crate) corrected: bool,
}

/// Opens a source: the original, or the text beside it where a person or the recognition of letters has made it another.
///
/// A text that is only what the original gives by itself says less than the original, whose format may tell where lines
/// stand and what is a note. So everything that reads originals opens them here.
pub(crate) fn open_source(source: &SourceFile) -> Result<OpenedSource, OpenFailure> {
    let own = open(&source.original);
    let (opened, corrected) = match (&source.text, own) {
        (None, own) => (own?, false),
        (Some(text), Ok(own)) if own.value.raw == *text => (own, false),
        (Some(text), _) => (open(&as_original(text, &source.original))?, true),
    };
    Ok(OpenedSource { opened, corrected })
}

/// The text beside an original in its place, under a name that says which format it has.
fn as_original(text: &str, original: &Original) -> Original {
    let markdown = [".md", ".markdown"]
        .iter()
        .any(|ending| original.name.ends_with(ending));
    let name = match markdown {
        true => original.name.clone(),
        false => format!("{}{TEXT_ENDING}", original.name),
    };
    Original {
        name,
        bytes: text.as_bytes().to_vec(),
        hash: original.hash,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8], text: Option<&str>) -> String {
        let source = SourceFile {
            original: Original::new(name, bytes.to_vec()),
            text: text.map(str::to_owned),
        };
        match document(&source) {
            Ok(document) => format!("{}: {}", document.value.name, document.value.text.trim()),
            Err(failure) => failure.to_string(),
        }
    }

    #[test]
    fn a_corrected_text_takes_the_place_of_what_the_original_gives() {
        assert_eq!(check("a.txt", b"An 0CR text.", None), "a.txt: An 0CR text.");
        assert_eq!(
            check("a.txt", b"An 0CR text.", Some("An OCR text.")),
            "a.txt: An OCR text."
        );
        assert_eq!(
            check("a.jpg", b"\xff\xd8\xff", Some("An OCR text.")),
            "a.jpg: An OCR text."
        );
        assert!(check("a.jpg", b"\xff\xd8\xff", None).contains("JPEG"));
    }
}
