//! Reading scores on real pages, kept in `corpus/scores.csv`: a change that makes one fall fails here.
//!
//! The pages themselves are kept outside the repository, in `../shared` beside it; without them this says so and passes,
//! except in CI. After an improvement, write the new figure into the file.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read the pages kept beside the repository and say when they are not there"
)]

use kaozheng_reading::divide::divide;
use kaozheng_reading::find::Reading;
use kaozheng_reading::open::open;
use kaozheng_reading::{ReadOptions, ReadResult, read};
use kaozheng_record::{Kind, Sheet, Vocabulary, check_form};
use kaozheng_text::quotation::QuotedText;
use kaozheng_text::{Document, How, Original, Part, QuotationMatch};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A file kept beside the repository.
fn shared(path: &str) -> Option<Vec<u8>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if root.is_dir() {
        return Some(std::fs::read(root.join(path)).expect("a file of ../shared"));
    }
    assert!(std::env::var_os("CI").is_none(), "../shared is not there");
    eprintln!("SKIPPED: ../shared is not there");
    None
}

/// The recorded scores of one set, by measure.
fn recorded(set: &str) -> BTreeMap<String, f64> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../corpus/scores.csv");
    let table = std::fs::read_to_string(path).expect("corpus/scores.csv");
    let rows = table
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>());
    rows.filter(|row| row[0] == set)
        .map(|row| (row[1].to_owned(), row[2].parse().expect("a score")))
        .collect()
}

/// Fails where a score is below the recorded one; says where one is above.
fn hold(set: &str, scores: &[(&str, f64)]) {
    let recorded = recorded(set);
    let mut fallen = Vec::new();
    for (measure, score) in scores {
        let before = recorded.get(*measure).copied().unwrap_or(0.0);
        eprintln!("{set},{measure},{score}");
        if *score + 0.005 < before {
            fallen.push(format!("{measure}: {score} (was {before})"));
        }
    }
    assert!(fallen.is_empty(), "{set} fell: {}", fallen.join("; "));
    assert_eq!(
        recorded.len(),
        scores.len(),
        "corpus/scores.csv lists other measures for {set}"
    );
}

fn founding() -> Option<ReadResult> {
    let bytes = shared("cases/korea-1950/article.txt")?;
    let original = Original::new("zhang-2005.txt", bytes);
    Some(
        read(&original, &ReadOptions::default())
            .expect("a text")
            .value,
    )
}

#[test]
fn founding_article_is_divided() {
    let Some(result) = founding() else { return };
    let document = &result.document;
    let notes: Vec<_> = document
        .passages
        .iter()
        .filter(|p| p.part == Part::Note)
        .collect();
    let whole = notes
        .iter()
        .filter(|p| document.text_of(p).ends_with(['.', ')', '"', '”']))
        .count();
    let sequence = (1..=70)
        .filter(|n| {
            notes
                .iter()
                .filter(|p| p.number == Some(n.to_string()))
                .count()
                == 1
        })
        .count();
    let letters: usize = notes
        .iter()
        .map(|p| {
            document
                .text_of(p)
                .chars()
                .filter(|c| c.is_alphabetic())
                .count()
        })
        .sum();
    let marks: Vec<_> = document.passages.iter().flat_map(|p| &p.marks).collect();
    let placed = marks
        .iter()
        .filter(|m| m.note.is_some() && m.number != "*")
        .count();
    let rejoined = document
        .passages
        .iter()
        .map(|p| p.because.matches("goes on").count())
        .sum::<usize>();
    let ragged = document
        .passages
        .iter()
        .filter(|p| p.part == Part::Body)
        .filter(|p| {
            let text = document.text_of(p);
            text.starts_with(char::is_lowercase) || !text.ends_with(['.', '?', '!', '"', '”', ')'])
        });
    let debris = document
        .passages
        .iter()
        .filter(|p| p.part == Part::Furniture)
        .count();
    hold(
        "korea-1950",
        &[
            ("notes whole", whole as f64),
            ("notes in sequence", sequence as f64),
            ("letters in notes", letters as f64),
            ("marks placed", placed as f64),
            ("paragraphs rejoined", rejoined as f64),
            (
                "ragged paragraphs left (negative)",
                -(ragged.count() as f64),
            ),
            ("debris set aside", debris as f64),
            ("works cited", works(&result) as f64),
            ("sources drafted", count(&result, Kind::Source) as f64),
            ("persons drafted", count(&result, Kind::Person) as f64),
            ("events drafted", count(&result, Kind::Event) as f64),
            ("statements drafted", count(&result, Kind::Statement) as f64),
        ],
    );
}

fn works(result: &ReadResult) -> usize {
    let work = result.mentions.iter().filter_map(|m| match &m.reading {
        Reading::Citation { work, .. } => *work,
        _ => None,
    });
    work.collect::<std::collections::BTreeSet<_>>().len()
}

fn count(result: &ReadResult, kind: Kind) -> usize {
    result
        .drafts
        .iter()
        .filter(|draft| draft.kind == kind)
        .count()
}

#[test]
fn every_draft_of_the_founding_article_quotes_its_page() {
    let Some(result) = founding() else { return };
    let text = QuotedText::new(&result.document.text);
    for draft in &result.drafts {
        let sheet = Sheet::parse("drafts.card", draft.card.clone());
        let card = sheet.cards().next().expect("a card");
        let faults: Vec<String> = check_form(&sheet, &Vocabulary::default())
            .into_iter()
            .map(|n| n.message)
            .collect();
        assert!(faults.is_empty(), "{}: {faults:?}", draft.id);
        let own = card.grounds().into_iter();
        let grounds = own.chain(card.fields().flat_map(kaozheng_record::FieldRef::grounds));
        let quotations: Vec<String> = grounds.flat_map(|ground| ground.quotations).collect();
        assert!(!quotations.is_empty(), "{} quotes nothing", draft.id);
        for quotation in quotations {
            assert!(
                matches!(text.compare(&quotation), QuotationMatch::Verbatim(_)),
                "{}: {quotation}",
                draft.id
            );
        }
        assert_eq!(
            draft.anchor.locate(&result.document.text).how,
            How::Position,
            "{}",
            draft.id
        );
    }
}

#[test]
fn the_same_file_gives_the_same_drafts_byte_for_byte() {
    let (Some(one), Some(two)) = (founding(), founding()) else {
        return;
    };
    assert_eq!(one.drafts, two.drafts);
    let mut ids: Vec<&str> = one.drafts.iter().map(|d| d.id.as_str()).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count, "two drafts have one id");
}

/// Letters and digits only, as the scorer of the pages compares.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn printed_pages_are_divided() {
    let Some(bytes) = shared("bench/pages/dev.jsonl") else {
        return;
    };
    let table = String::from_utf8(bytes).expect("JSON Lines");
    let mut tally = Tally::default();
    for line in table.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a row");
        let text = row["text"].as_str().expect("a text");
        let opened = open(&Original::new("page.txt", text.as_bytes().to_vec()))
            .expect("a text")
            .value;
        tally.add(&divide(opened).value, &row["gold"]);
    }
    hold(
        "pages dev",
        &[
            ("paragraphs exact F1", tally.paragraphs.f1()),
            ("notes exact F1", tally.notes.f1()),
            ("marks local", tally.marks.recall()),
        ],
    );
}

#[derive(Default)]
struct Pairs {
    both: usize,
    gold: usize,
    ours: usize,
}

impl Pairs {
    fn add(&mut self, gold: &[String], ours: &[String]) {
        let mut left: BTreeMap<&str, usize> = BTreeMap::new();
        gold.iter()
            .for_each(|text| *left.entry(text).or_default() += 1);
        for text in ours {
            if let Some(count) = left.get_mut(text.as_str()).filter(|n| **n > 0) {
                *count -= 1;
                self.both += 1;
            }
        }
        self.gold += gold.len();
        self.ours += ours.len();
    }

    fn f1(&self) -> f64 {
        percent(2 * self.both, self.gold + self.ours)
    }

    fn recall(&self) -> f64 {
        percent(self.both, self.gold)
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    (10_000.0 * part as f64 / whole.max(1) as f64).round() / 100.0
}

#[derive(Default)]
struct Tally {
    paragraphs: Pairs,
    notes: Pairs,
    marks: Pairs,
}

impl Tally {
    fn add(&mut self, document: &Document, gold: &serde_json::Value) {
        let texts = |of: &serde_json::Value| -> Vec<String> {
            of.as_array()
                .into_iter()
                .flatten()
                .map(|p| letters(p["text"].as_str().unwrap_or("")))
                .collect()
        };
        let ours = |note: bool| -> Vec<String> {
            let fits = |part: Part| part != Part::Furniture && (part == Part::Note) == note;
            document
                .passages
                .iter()
                .filter(|p| fits(p.part))
                .map(|p| letters(document.text_of(p)))
                .collect()
        };
        self.paragraphs
            .add(&texts(&gold["paragraphs"]), &ours(false));
        self.notes.add(&texts(&gold["notes"]), &ours(true));
        self.marks.add(&gold_marks(gold), &our_marks(document));
    }
}

/// Each mark as its number and the letters before it.
fn gold_marks(gold: &serde_json::Value) -> Vec<String> {
    let paragraphs = gold["paragraphs"].as_array().into_iter().flatten();
    paragraphs
        .flat_map(|p| {
            let text: Vec<char> = p["text"].as_str().unwrap_or("").chars().collect();
            let marks = p["marks"].as_array().cloned().unwrap_or_default();
            let printed = marks.into_iter().filter(|m| m.get("lost").is_none());
            printed
                .map(|m| {
                    let offset =
                        usize::try_from(m["offset"].as_u64().unwrap_or(0)).expect("an offset");
                    let before: String = text[..offset].iter().collect();
                    before_mark(m["number"].as_str().unwrap_or(""), &before)
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

fn our_marks(document: &Document) -> Vec<String> {
    let all = document
        .passages
        .iter()
        .flat_map(|p| p.marks.iter().map(move |m| (p, m)));
    all.filter(|(_, m)| m.note.is_some())
        .map(|(p, m)| {
            before_mark(
                &m.number,
                &document.text[p.span.start as usize..m.at as usize],
            )
        })
        .collect()
}

fn before_mark(number: &str, before: &str) -> String {
    let tail: String = letters(before).chars().rev().take(12).collect();
    format!("{number}:{tail}")
}
