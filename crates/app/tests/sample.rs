//! The embedded sample case holds together: essay, cards and questions.

use kaozheng_record::{FieldRef, Record, Sheet, ValueType, schema, source_reference};
use kaozheng_text::{QuotationMatch, compare_quotation};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample")
}

fn essay() -> String {
    fs::read_to_string(sample().join("sources/essay.txt")).expect("the sample has an essay")
}

fn record() -> Record {
    let files = fs::read_dir(sample().join("cards")).expect("the sample has cards");
    let paths: BTreeSet<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    let sheet = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a card file");
        Sheet::parse(&path.display().to_string(), text)
    };
    Record::new(paths.iter().map(sheet).collect())
}

/// Every value of every card, with the type that the schema gives it; a field that the schema lacks is refused.
fn typed(record: &Record) -> impl Iterator<Item = (FieldRef<'_>, ValueType)> {
    record.cards().flat_map(|card| {
        let kind = kaozheng_record::Kind::parse(card.kind());
        let kind = kind.unwrap_or_else(|| panic!("`{}` is no kind of card", card.kind()));
        card.fields().map(move |field| {
            let row = schema::field(kind, field.name());
            let row = row.unwrap_or_else(|| panic!("{kind} {} has no {}", card.id(), field.name()));
            (field, row.value)
        })
    })
}

/// Numbers written as `¹²⁾` in the body.
fn marks(text: &str) -> Vec<usize> {
    const DIGITS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let digit = |c: char| DIGITS.chars().position(|d| d == c);
    let before = text.split('⁾').map(|part| {
        let tail: Vec<usize> = part.chars().rev().map_while(digit).collect();
        tail.iter()
            .rev()
            .fold(0, |number, digit| number * 10 + digit)
    });
    before.filter(|&number| number > 0).collect()
}

/// Paragraphs that begin with `12) `, by number.
fn notes(text: &str) -> Vec<(usize, &str)> {
    text.split("\n\n")
        .filter_map(|paragraph| {
            let (number, rest) = paragraph.split_once(") ")?;
            Some((number.parse().ok()?, rest))
        })
        .collect()
}

#[test]
fn the_essay_is_long_enough_and_every_note_has_its_mark() {
    let text = essay();
    let notes = notes(&text);
    let numbers: Vec<usize> = notes.iter().map(|note| note.0).collect();
    assert_eq!(numbers, (1..=34).collect::<Vec<_>>());
    assert_eq!(marks(&text), numbers);
    let ibids = notes.iter().filter(|note| note.1.starts_with("Ibid."));
    assert_eq!(ibids.count(), 3);
    let (_, english) = text
        .split_once("Diplomacy is made of sayings")
        .expect("the first sentence");
    let body = english
        .split("\n\n")
        .filter(|paragraph| !notes.iter().any(|note| paragraph.ends_with(note.1)));
    let words: usize = body
        .map(|paragraph| paragraph.split_whitespace().count())
        .sum();
    assert!((2_000..=2_600).contains(&words), "{words} words");
}

#[test]
fn every_quotation_of_the_cards_stands_in_the_essay() {
    let text = essay();
    let record = record();
    let of_fields = typed(&record).flat_map(|(field, _)| field.grounds());
    let of_cards = record.cards().flat_map(kaozheng_record::CardRef::grounds);
    let quotations: Vec<String> = of_cards
        .chain(of_fields)
        .flat_map(|ground| ground.quotations)
        .collect();
    assert!(quotations.len() > 70, "{} quotations", quotations.len());
    for quotation in &quotations {
        let found = matches!(
            compare_quotation(&text, quotation),
            QuotationMatch::Verbatim(_)
        );
        assert!(found, "not in the essay: {quotation}");
    }
    let altered = quotations[0].replacen('e', "o", 1);
    assert!(!matches!(
        compare_quotation(&text, &altered),
        QuotationMatch::Verbatim(_)
    ));
}

#[test]
fn every_reading_and_question_is_understood() {
    for (field, value) in typed(&record()) {
        let notes = match value {
            ValueType::Reading => field.reading().notes,
            ValueType::Question => field.question().notes,
            _ => continue,
        };
        assert!(notes.is_empty(), "{}: {notes:?}", field.value());
    }
}

#[test]
fn every_card_that_is_named_is_there() {
    let record = record();
    let known = |id: &str| assert!(record.get(id).is_some(), "no card `{id}`");
    for (field, value) in typed(&record) {
        match value {
            ValueType::Ref(_) => field.list().iter().for_each(|(id, _)| known(id)),
            ValueType::RefOrName(_) => {
                let ids = field
                    .list()
                    .into_iter()
                    .filter(|(name, _)| !name.contains([' ', '\'']));
                ids.filter(|(name, _)| !name.starts_with(char::is_uppercase))
                    .for_each(|(id, _)| known(&id));
            }
            _ => (),
        }
        for from in field.grounds().into_iter().filter_map(|ground| ground.from) {
            source_reference::parse_from(&from)
                .sources()
                .for_each(|source| known(&source.id));
        }
    }
    for from in record
        .cards()
        .flat_map(kaozheng_record::CardRef::grounds)
        .filter_map(|ground| ground.from)
    {
        source_reference::parse_from(&from)
            .sources()
            .for_each(|source| known(&source.id));
    }
}

#[test]
fn no_id_is_used_twice() {
    for (id, cards) in record().ids() {
        assert_eq!(cards.len(), 1, "`{id}` is {} cards", cards.len());
    }
}
