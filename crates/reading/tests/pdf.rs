//! Reading scores on small PDFs of invented text, kept in `corpus/pdf/samples` with the text that made them.
//!
//! `corpus/pdf/make.py` makes these and larger ones, for those who have the programs. A score that falls below its line in
//! `corpus/scores.csv` fails here.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read the samples of the corpus and say what they score"
)]

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::open;
use kaozheng_text::{Document, Original, Part};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn corpus() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

/// Letters and digits only: spaces, hyphens and signs are a matter of setting.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Found, printed and right, for an F1.
#[derive(Clone, Copy, Default)]
struct Count {
    right: usize,
    found: usize,
    gold: usize,
}

impl Count {
    fn add(&mut self, found: &[String], gold: &[String]) {
        let mut left: BTreeMap<&String, usize> = BTreeMap::new();
        for text in found {
            *left.entry(text).or_default() += 1;
        }
        for text in gold {
            if let Some(count) = left.get_mut(text).filter(|count| **count > 0) {
                *count -= 1;
                self.right += 1;
            }
        }
        self.found += found.len();
        self.gold += gold.len();
    }

    fn f1(self) -> f64 {
        let all = (self.found + self.gold).max(1) as f64;
        (20_000.0 * self.right as f64 / all).round() / 100.0
    }
}

fn texts(gold: &Value, key: &str) -> Vec<String> {
    let rows = gold[key].as_array().expect("rows");
    rows.iter()
        .map(|row| bare(row["text"].as_str().expect("a text")))
        .collect()
}

/// Each mark as the letters before it and the text of its note.
fn gold_marks(gold: &Value) -> Vec<String> {
    let notes: BTreeMap<&str, String> = gold["notes"]
        .as_array()
        .expect("notes")
        .iter()
        .map(|n| {
            (
                n["key"].as_str().expect("a key"),
                bare(n["text"].as_str().expect("a text")),
            )
        })
        .collect();
    let mut marks = Vec::new();
    for paragraph in gold["paragraphs"].as_array().expect("paragraphs") {
        let text: Vec<char> = paragraph["text"]
            .as_str()
            .expect("a text")
            .chars()
            .collect();
        // Where a note without a sign is called is not printed, and measured apart.
        let marked = paragraph["marks"].as_array().expect("marks");
        for mark in marked.iter().filter(|mark| mark["lost"] != true) {
            let at = usize::try_from(mark["offset"].as_u64().expect("an offset")).expect("small");
            let before: String = text[..at].iter().collect();
            let note = &notes[mark["note"].as_str().expect("a key")];
            marks.push(format!("{}|{note}", tail(&before)));
        }
    }
    marks
}

fn tail(text: &str) -> String {
    let letters: Vec<char> = bare(text).chars().collect();
    letters[letters.len().saturating_sub(24)..].iter().collect()
}

fn found_marks(document: &Document) -> Vec<String> {
    let mut marks = Vec::new();
    for passage in &document.passages {
        for mark in passage.marks.iter().filter(|m| !m.number.is_empty()) {
            let before = &document.text[passage.span.start as usize..mark.at as usize];
            let note = mark
                .note
                .map(|at| bare(document.text_of(&document.passages[at])));
            marks.push(format!("{}|{}", tail(before), note.unwrap_or_default()));
        }
    }
    marks
}

fn read(path: &Path) -> Document {
    let bytes = std::fs::read(path).expect("a sample");
    let opened = open(&Original::new("sample.pdf", bytes)).expect("a PDF");
    assert!(opened.notes.is_empty(), "{path:?}: {:?}", opened.notes);
    divide(opened.value).value
}

fn passages(document: &Document, wanted: fn(Part) -> bool) -> Vec<String> {
    let own = document.passages.iter().filter(|p| wanted(p.part));
    own.map(|p| bare(document.text_of(p))).collect()
}

/// The samples in order: the PDFs and the texts that made them.
fn samples() -> Vec<(PathBuf, Value)> {
    let folder = corpus().join("pdf/samples");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("corpus/pdf/samples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "pdf"))
        .collect();
    paths.sort();
    let gold = |path: &PathBuf| {
        let text = std::fs::read_to_string(path.with_extension("json")).expect("the gold");
        serde_json::from_str(&text).expect("JSON")
    };
    paths
        .into_iter()
        .map(|path| (path.clone(), gold(&path)))
        .collect()
}

fn recorded(measure: &str) -> f64 {
    let table = std::fs::read_to_string(corpus().join("scores.csv")).expect("corpus/scores.csv");
    let row = table
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>());
    let mut fits = row.filter(|row| row[0] == "pdf samples" && row[1] == measure);
    fits.next().expect("a row of the measure")[2]
        .parse()
        .expect("a score")
}

#[test]
fn small_pdfs_read_as_well_as_before() {
    let (mut paragraphs, mut notes, mut marks) =
        (Count::default(), Count::default(), Count::default());
    let mut leaked = 0;
    for (path, gold) in samples() {
        let document = read(&path);
        let found = passages(&document, |part| {
            !matches!(part, Part::Note | Part::Furniture)
        });
        paragraphs.add(&found, &texts(&gold, "paragraphs"));
        notes.add(
            &passages(&document, |part| part == Part::Note),
            &texts(&gold, "notes"),
        );
        marks.add(&found_marks(&document), &gold_marks(&gold));
        for head in gold["furniture"].as_array().expect("furniture") {
            let head = bare(head.as_str().expect("a text"));
            leaked += found.iter().filter(|text| text.contains(&head)).count();
        }
    }
    let scores = [
        ("paragraphs exact F1", paragraphs.f1()),
        ("notes exact F1", notes.f1()),
        ("marks right F1", marks.f1()),
    ];
    for (measure, score) in scores {
        eprintln!("pdf samples,{measure},{score}");
        assert!(
            score + 0.005 >= recorded(measure),
            "{measure} fell to {score}"
        );
    }
    assert_eq!(leaked, 0, "running heads are in the text");
}

fn sample(name: &str) -> (Document, Value) {
    let found = samples().into_iter().find(|(path, _)| path.ends_with(name));
    let (path, gold) = found.expect("a sample of this name");
    (read(&path), gold)
}

/// Most letters of a line in the sample.
const LINE: usize = 110;

#[test]
fn a_note_without_a_sign_is_called_from_the_line_it_stands_beside() {
    let (document, gold) = sample("77-chromium-margin-unsigned.pdf");
    let mut called = 0;
    for paragraph in gold["paragraphs"].as_array().expect("paragraphs") {
        let marks = paragraph["marks"].as_array().expect("marks");
        let text = bare(paragraph["text"].as_str().expect("a text"));
        let own = |p: &&kaozheng_text::Passage| bare(document.text_of(p)) == text;
        let Some(passage) = document.passages.iter().find(own) else {
            panic!("the paragraph is not whole: {text}");
        };
        assert_eq!(passage.marks.len(), marks.len(), "{text}");
        for (mark, wanted) in passage.marks.iter().zip(marks) {
            let note = &document.passages[mark.note.expect("a note")];
            let key = &wanted["note"];
            let notes = gold["notes"].as_array().expect("notes");
            let asked = notes.iter().find(|n| n["key"] == *key).expect("its note");
            let asked = bare(asked["text"].as_str().expect("a text"));
            assert_eq!(bare(document.text_of(note)), asked);
            assert_eq!((note.number.as_deref(), mark.number.as_str()), (None, ""));
            let before = &document.text[passage.span.start as usize..mark.at as usize];
            let wanted = usize::try_from(wanted["offset"].as_u64().expect("an offset"));
            let far = before.chars().count().abs_diff(wanted.expect("small"));
            assert!(far < LINE, "called {far} letters from its place");
            called += 1;
        }
    }
    assert!(called >= 3, "{called} notes");
}

#[test]
fn figures_and_names_in_the_margin_are_set_aside_and_are_no_page_numbers() {
    let (document, gold) = sample("76-tex-lines-and-names.pdf");
    let aside: Vec<String> = document
        .passages
        .iter()
        .filter(|p| p.part == Part::Furniture && p.because.contains("margin"))
        .map(|p| document.raw_of(p))
        .collect();
    assert!(!aside.is_empty());
    let names = gold["furniture"].as_array().expect("furniture");
    for name in aside {
        assert!(
            names
                .iter()
                .any(|n| bare(n.as_str().expect("a text")).starts_with(&bare(&name))),
            "{name}"
        );
    }
    let beside = |p: &&kaozheng_text::Passage| p.because.contains("a figure beside the text");
    let figures: Vec<String> = document
        .passages
        .iter()
        .filter(beside)
        .map(|p| document.raw_of(p))
        .collect();
    assert_eq!(figures[..3], ["5", "10", "15"]);
    let labels: Vec<Option<&str>> = document.pages.iter().map(|p| p.label.as_deref()).collect();
    assert_eq!(labels, [Some("1"), Some("2")]);
}
