//! Whole documents as libraries hold them: how many of their notes come out whole, and how many marks lead to the right one.
//!
//! The documents lie outside the repository, in `../shared` beside it; without them this says so and passes, except in CI.
//! A note counts when its letters and digits are exactly those of the gold. A mark counts when the last words before it are
//! the gold's (six, or fewer where the paragraph begins) and it leads to the note that the gold says. The scorer that is
//! kept with the documents also pairs notes that are nearly alike; this one does not, so its figures are never higher.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read the documents kept beside the repository and say when they are not there"
)]

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::open;
use kaozheng_text::{Document, Original, Part};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Words before a mark that are compared.
const WORDS_BEFORE: usize = 6;

/// Words before a mark that must be there to be compared, where the gold has as many.
const FEWEST_WORDS: usize = 3;

#[test]
fn a_book_in_html() {
    measure("notes/keynes-peace-html", "input.html");
}

#[test]
fn a_book_in_plain_text() {
    measure("notes/mckenzie-korea-txt", "input.txt");
}

#[test]
fn a_chapter_in_pdf() {
    measure("pdf/frus-ch01-pdf", "input.pdf");
}

/// Reads a document and holds its figures against those of `corpus/scores.csv`.
fn measure(folder: &str, file: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if !root.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "../shared is not there");
        eprintln!("SKIPPED: ../shared is not there");
        return;
    }
    let folder = root.join("bench/real").join(folder);
    let bytes = std::fs::read(folder.join(file)).expect("a document");
    let opened = open(&Original::new(file, bytes)).expect("it is read").value;
    let document = divide(opened).value;
    let gold = Gold::read(&folder.join("gold.json"));
    let name = folder.file_name().expect("a name").to_string_lossy();
    let (notes, marks) = score(&gold, &document);
    hold(&format!("real {name}"), "notes exact F1", notes);
    hold(&format!("real {name}"), "marks right F1", marks);
}

fn hold(set: &str, measure: &str, score: f64) {
    eprintln!("{set},{measure},{score}");
    let table = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../corpus/scores.csv");
    let table = std::fs::read_to_string(table).expect("corpus/scores.csv");
    let row = format!("{set},{measure},");
    let recorded = table.lines().find_map(|line| line.strip_prefix(&row));
    let recorded = recorded.and_then(|rest| rest.split(',').next());
    let recorded: f64 = recorded
        .unwrap_or_else(|| panic!("corpus/scores.csv has no row {row}"))
        .parse()
        .expect("a score");
    assert!(
        score + 0.005 >= recorded,
        "{row} fell from {recorded} to {score}"
    );
}

/// What the document's own markup says.
struct Gold {
    notes: Vec<String>,
    /// The words before each mark, and its note among `notes`.
    marks: Vec<(Vec<String>, usize)>,
}

impl Gold {
    fn read(path: &Path) -> Gold {
        let text = std::fs::read_to_string(path).expect("the gold");
        let gold: Value = serde_json::from_str(&text).expect("JSON");
        let list = |key: &str| gold[key].as_array().cloned().unwrap_or_default();
        let field = |of: &Value, key: &str| of[key].as_str().expect("a text").to_owned();
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, note) in list("notes").iter().enumerate() {
            places.entry(field(note, "key")).or_default().push(at);
        }
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mark = |mark: &Value| {
            let key = field(mark, "note");
            let of_key = &places[&key];
            let nth = seen.entry(key).or_default();
            let note = of_key[(*nth).min(of_key.len() - 1)];
            *nth += 1;
            (last_words(&field(mark, "before")), note)
        };
        Gold {
            notes: list("notes")
                .iter()
                .map(|n| plain(&field(n, "text")))
                .collect(),
            marks: list("marks").iter().map(mark).collect(),
        }
    }
}

/// F1 of the notes and of the marks, in per cent.
fn score(gold: &Gold, document: &Document) -> (f64, f64) {
    let passages = || document.passages.iter().enumerate();
    let is_note = |(_, passage): &(usize, &kaozheng_text::Passage)| passage.part == Part::Note;
    let mut unpaired: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, passage) in passages().filter(is_note) {
        let text = plain(&without_italics(document.text_of(passage)));
        unpaired.entry(text).or_default().insert(0, at);
    }
    let ours = passages().filter(is_note).count();
    let mut gold_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, note) in gold.notes.iter().enumerate() {
        if let Some(passage) = unpaired.get_mut(note).and_then(Vec::pop) {
            gold_of.insert(passage, at);
        }
    }
    let mut marks: Vec<Option<(Vec<String>, Option<usize>)>> = Vec::new();
    for (_, passage) in passages().filter(|p| !is_note(p) && p.1.part != Part::Furniture) {
        marks.extend(passage.marks.iter().map(|mark| {
            let before = &document.text[passage.span.start as usize..mark.at as usize];
            let note = mark.note.and_then(|note| gold_of.get(&note).copied());
            Some((last_words(&without_italics(before)), note))
        }));
    }
    let marked = marks.len();
    let mut right = 0;
    for (words, note) in &gold.marks {
        let fits = |mark: &Option<(Vec<String>, Option<usize>)>| {
            mark.as_ref()
                .is_some_and(|(before, to)| *to == Some(*note) && agree(words, before))
        };
        if let Some(found) = marks.iter().position(fits) {
            marks[found] = None;
            right += 1;
        }
    }
    (
        f1(gold_of.len(), ours, gold.notes.len()),
        f1(right, marked, gold.marks.len()),
    )
}

/// Whether the words before a mark are the gold's, as many as both have.
fn agree(gold: &[String], ours: &[String]) -> bool {
    let both = gold.len().min(ours.len());
    let same = gold[gold.len() - both..] == ours[ours.len() - both..];
    same && both >= FEWEST_WORDS.min(gold.len()) && (both > 0 || gold.len() == ours.len())
}

fn f1(both: usize, ours: usize, gold: usize) -> f64 {
    let share = 200.0 * both as f64 / (ours + gold).max(1) as f64;
    (100.0 * share).round() / 100.0
}

/// Letters and digits only, word by word, without capitals; apostrophes and soft hyphens part no words.
fn plain(text: &str) -> String {
    let inside = |c: &char| !"\u{ad}’‘ʼ´`'".contains(*c);
    let text: String = text.chars().filter(inside).collect();
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn last_words(text: &str) -> Vec<String> {
    let text = plain(text);
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let from = words.len().saturating_sub(WORDS_BEFORE);
    words[from..].iter().map(|&word| word.to_owned()).collect()
}

/// Asterisks of italics are no text; a star that stands alone is.
fn without_italics(text: &str) -> String {
    match text.matches('*').count() {
        0 | 1 => text.to_owned(),
        _ => text.replace('*', ""),
    }
}
