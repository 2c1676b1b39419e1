//! Literate cases: Markdown with cards, questions and answers in fenced blocks.
//!
//! Blocks under a heading hold for the headings below it.

mod laws;

use kaozheng_case::{Case, Settings, compile};
use kaozheng_record::{Record, Sheet};
use kaozheng_text::{ContentHash, Document, Mark, Page, Part, Passage, Piece, Span};
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// A stretch of a file: prose as it stands, or a fenced block.
pub(crate) enum Stretch {
    Heading(usize, String),
    Prose(String),
    Block {
        info: String,
        body: String,
        line: usize,
    },
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The blocks that hold at a place: the depth of their heading, the word and its argument, the text.
pub(crate) type Scope = Vec<(usize, String, String)>;

/// Every file under `cases/` in order of name, with its stretches.
pub(crate) fn files() -> Vec<(PathBuf, Vec<Stretch>)> {
    let folder = std::fs::read_dir(root().join("cases")).expect("cases/ is there");
    let mut files: Vec<PathBuf> = folder
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "md"));
    files.sort();
    let read = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).expect("a case can be read");
        (file, parse(&text))
    };
    files.into_iter().map(read).collect()
}

/// The cards and documents that hold in a scope.
pub(crate) fn gathered(scope: &Scope) -> (Vec<Sheet>, Vec<Document>) {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut documents: Vec<Document> = Vec::new();
    for (number, (_, info, body)) in scope.iter().enumerate() {
        match info.split_once(' ').unwrap_or((info, "")) {
            ("record", _) => {
                sheets.push(Sheet::parse(&format!("cards/{number}.card"), body.as_str()));
            }
            ("page", name) => documents.push(document(name, body)),
            ("grades", _) => {}
            _ => folder(&root().join(body.trim()), &mut sheets, &mut documents),
        }
    }
    (sheets, documents)
}

/// The settings that hold in a scope: the rows of a table of grades.
pub(crate) fn settings(scope: &Scope) -> Settings {
    let rows = scope.iter().filter(|(_, info, _)| info == "grades");
    let rows: String = rows.map(|(.., body)| body.as_str()).collect();
    Settings::read(None, Some(&rows), None, Default::default()).value
}

/// The case that holds in a scope. The last one is kept: most questions are asked where another was.
pub(crate) fn case_of(scope: &Scope) -> Case {
    thread_local! {
        static LAST: RefCell<Option<(Scope, Case)>> = const { RefCell::new(None) };
    }
    LAST.with_borrow_mut(|last| {
        if let Some((_, case)) = last.as_ref().filter(|(of, _)| of == scope) {
            return case.clone();
        }
        let (sheets, documents) = gathered(scope);
        let case = compile(&Record::new(sheets), &documents, &settings(scope)).value;
        *last = Some((scope.clone(), case.clone()));
        case
    })
}

fn folder(at: &Path, sheets: &mut Vec<Sheet>, documents: &mut Vec<Document>) {
    for (folder, end) in [("cards", "card"), ("sources", "txt")] {
        let entries = std::fs::read_dir(at.join(folder))
            .unwrap_or_else(|error| panic!("{}: {error}", at.display()));
        let mut files: Vec<PathBuf> = entries
            .map(|entry| entry.expect("it can be read").path())
            .collect();
        files.retain(|file| file.extension().is_some_and(|of| of == end));
        files.sort();
        for file in files {
            let name = file
                .file_name()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned();
            let text = std::fs::read_to_string(&file).expect("it can be read");
            match end {
                "card" => sheets.push(Sheet::parse(&format!("cards/{name}"), text)),
                _ => documents.push(document(&name, &text)),
            }
        }
    }
}

/// A text as a document: paragraphs parted by blank lines; one that begins `[^3]:` is note 3, and `[^3]` elsewhere a mark.
fn document(name: &str, text: &str) -> Document {
    let mut clean = String::new();
    let mut passages: Vec<Passage> = Vec::new();
    for paragraph in text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
        if !clean.is_empty() {
            clean += "\n\n";
        }
        let passage = passage(paragraph, &mut clean);
        passages.push(passage);
    }
    let whole = Span::new(0, clean.len());
    Document {
        name: name.to_owned(),
        hash: ContentHash::of(text.as_bytes()),
        raw: clean.clone(),
        pages: vec![Page {
            label: None,
            span: whole,
        }],
        text: clean,
        passages,
    }
}

fn passage(paragraph: &str, clean: &mut String) -> Passage {
    let note = paragraph
        .strip_prefix("[^")
        .and_then(|rest| rest.split_once("]:"));
    let start = clean.len();
    let mut marks = Vec::new();
    let mut rest = note.map_or(paragraph, |(_, text)| text.trim());
    while let Some((before, after)) = rest.split_once("[^") {
        clean.push_str(before);
        let (number, after) = after.split_once(']').expect("a mark ends with a bracket");
        marks.push(Mark {
            at: clean.len() as u32,
            number: number.to_owned(),
            note: None,
        });
        rest = after;
    }
    clean.push_str(rest);
    let span = Span::new(start, clean.len());
    Passage {
        part: if note.is_some() {
            Part::Note
        } else {
            Part::Body
        },
        lang: String::new(),
        span,
        pieces: vec![Piece {
            at: span.start,
            raw: span,
        }],
        marks,
        number: note.map(|(number, _)| number.to_owned()),
        because: "written in a case".to_owned(),
    }
}

pub(crate) fn parse(text: &str) -> Vec<Stretch> {
    let mut parts = Vec::new();
    let mut lines = text.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let mut body = String::new();
            for (inner, _) in lines.by_ref().take_while(|(inner, _)| *inner != "```") {
                body += inner;
                body.push('\n');
            }
            parts.push(Stretch::Block {
                info: info.trim().to_owned(),
                body,
                line: number,
            });
        } else if line.starts_with('#') && line.trim_start_matches('#').starts_with(' ') {
            let level = line.len() - line.trim_start_matches('#').len();
            parts.push(Stretch::Heading(level, line[level..].trim().to_owned()));
        } else {
            parts.push(Stretch::Prose(line.to_owned()));
        }
    }
    parts
}

pub(crate) fn write(parts: &[Stretch]) -> String {
    let written = parts.iter().map(|part| match part {
        Stretch::Heading(level, title) => format!("{} {title}\n", "#".repeat(*level)),
        Stretch::Prose(line) => format!("{line}\n"),
        Stretch::Block { info, body, .. } => format!("```{info}\n{body}```\n"),
    });
    written.collect()
}
