//! Tests of the forms: what is filled in, what is understood, and that anchors hold after a correction.

use super::correction::{Correction, Refused, correct, is_exact, moved};
use super::filled;
use crate::pages::{Addresses, Desk, Form, Place, Query, Visit, Words, show};
use kaozheng_case::{Settings, compile};
use kaozheng_reading::divide::divide;
use kaozheng_reading::open::open;
use kaozheng_record::edit::apply_to;
use kaozheng_record::{Record, Sheet};
use kaozheng_text::{Document, Original, QuotationMatch, Span, compare_quotation};
use proptest::prelude::*;

pub(in crate::pages) const CARDS: &str = "person: li\nname: Li Wen\n\nperson: envoy\nname: The Envoy\n\nsource: letter\ntitle: A letter\nauthor: li\n\
                     file: letter.txt\n\nstatement: left-at-noon\nfrom: letter\n> The envoy left at noon\nspeaker: envoy\n\
                     says: He left at noon.\nanchor: letter.txt, chars 0-22\n";

pub(in crate::pages) const LETTER: &str = "The envoy left at noon. He carried one letter, sealed by the king.\n\nNobody saw him come to \
                      the city, and the gates were shut before the evening bell.\n";

pub(in crate::pages) fn document(name: &str, text: &str) -> Document {
    let original = Original::new(name, text.as_bytes().to_vec());
    let mut document = divide(open(&original).expect("plain text").value).value;
    document.name = name.to_owned();
    document
}

pub(in crate::pages) fn desk(cards: &str, letter: &str) -> Desk {
    let record = Record::new(vec![Sheet::parse("cards/all.card", cards)]);
    let documents = [document("letter.txt", letter)];
    let case = compile(&record, &documents, &Settings::default()).value;
    let checks =
        |desk: &Desk| crate::views::ChecksView::of(&[], &|_| panic!("{} has no notes", desk.title));
    Desk::new("T", record, case, Box::new(checks))
}

pub(in crate::pages) fn visit(place: Place, query: &str) -> Visit {
    Visit {
        place,
        query: Query::parse(query),
        words: Words::default(),
        addresses: Addresses::Served,
        may_write: true,
        by: "KR".to_owned(),
    }
}

fn new_card(query: &str) -> serde_json::Value {
    let desk = desk(CARDS, LETTER);
    show(&desk, &visit(Place::NewCard, query), Form::Json)
        .expect("the form")
        .json
}

#[test]
fn a_chosen_passage_fills_in_quotation_anchor_source_and_id() {
    let view = new_card("original=letter.txt&start=24&end=65");
    insta::assert_snapshot!(view["text"].as_str().expect("a text"), @r"
    statement: he-carried-letter-sealed
    from: letter
    > He carried one letter, sealed by the king
    anchor: letter.txt, chars 24-65
    ");
}

#[test]
fn what_is_filled_in_stands_on_its_page_letter_for_letter() {
    let desk = desk(CARDS, LETTER);
    let text = &desk.document("letter.txt").expect("read").text;
    for (start, end) in [(0, 9), (24, 65), (68, 90), (60, 75)] {
        let query = format!("original=letter.txt&start={start}&end={end}");
        let view = show(&desk, &visit(Place::NewCard, &query), Form::Json)
            .expect("the form")
            .json;
        let words = view["quotation"].as_str().expect("words");
        assert!(
            matches!(compare_quotation(text, words), QuotationMatch::Verbatim(_)),
            "{words}"
        );
    }
}

#[test]
fn a_quotation_that_was_shortened_takes_its_anchor_along() {
    let view = new_card(
        "filled=1&id=a&original=letter.txt&start=24&end=65&anchor=letter.txt,+chars+24-65&quotation=one+letter",
    );
    assert!(
        view["text"]
            .as_str()
            .expect("a text")
            .contains("anchor: letter.txt, chars 35-45\n"),
        "{}",
        view["text"]
    );
}

#[test]
fn dates_and_names_are_understood_as_typed() {
    let view = new_card(
        "kind=statement&filled=1&id=x&speaker=Li+Wen&said-on=late+June+1950&said-to=nobody+known",
    );
    let row = |name: &str| {
        let rows = view["fields"].as_array().expect("rows");
        let found = rows
            .iter()
            .find(|row| row["name"] == name)
            .expect("the row");
        found["understood"][0]["says"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(row("speaker"), "li: Li Wen");
    assert!(
        row("said-on").starts_with("1950-06-21 – 1950-06-30"),
        "{}",
        row("said-on")
    );
    assert!(
        row("said-to").contains("a plain name"),
        "{}",
        row("said-to")
    );
    assert!(
        view["text"]
            .as_str()
            .expect("a text")
            .contains("speaker: li\n")
    );
}

#[test]
fn an_id_that_is_taken_and_a_quotation_that_differs_are_told_before_saving() {
    let view = new_card(
        "kind=statement&filled=1&id=left-at-noon&original=letter.txt&start=0&end=22&quotation=The+envoy+1eft+at+noon",
    );
    let notes: Vec<&str> = view["notes"]
        .as_array()
        .expect("notes")
        .iter()
        .filter_map(|note| note["message"].as_str())
        .collect();
    assert!(
        notes.iter().any(|note| note.contains("left-at-noon")),
        "{notes:?}"
    );
    assert!(
        notes
            .iter()
            .any(|note| note.contains("differs from the page")),
        "{notes:?}"
    );
}

#[test]
fn a_form_has_every_field_that_the_table_has_for_the_kind() {
    for kind in kaozheng_record::Kind::ALL {
        let desk = desk(CARDS, LETTER);
        let shown = show(
            &desk,
            &visit(Place::NewCard, &format!("kind={kind}")),
            Form::Html,
        )
        .expect("the form");
        let html = shown.body.into_string();
        for row in kaozheng_record::schema::fields(kind)
            .filter(|row| !matches!(row.name, "accepted" | "drafted"))
        {
            assert!(
                html.contains(&format!("name=\"{}\"", row.name)),
                "{kind}: {}",
                row.name
            );
        }
    }
}

fn corrected(letter: &str, passage: usize, typed: &str) -> (Document, Correction, Document) {
    let old = document("letter.txt", letter);
    let correction = correct(&old, passage, typed).expect("it can be corrected");
    let new = document("letter.txt", &correction.raw);
    (old, correction, new)
}

#[test]
fn a_correction_changes_its_own_letters_and_moves_what_stands_behind() {
    let (old, correction, new) = corrected(
        LETTER,
        0,
        "The envoys had left at noon. He carried one letter, sealed by the king.",
    );
    assert!(is_exact(&old, &new, &correction));
    let sheet = Sheet::parse(
        "cards/all.card",
        format!(
            "{CARDS}\nstatement: gates\nfrom: letter\n> the gates were shut\nanchor: letter.txt, chars 107-126\n"
        ),
    );
    let moved = moved(&old, &new, &correction, &sheet, true);
    assert_eq!(
        (moved.lost.len(), moved.quoting.join(" ")),
        (0, "left-at-noon".to_owned())
    );
    let text = apply_to(&sheet.text, &moved.edits).expect("edits stand apart");
    insta::assert_snapshot!(text.split_once("file: ").expect("the source").1, @r"
    letter.txt

    statement: left-at-noon
    from: letter
    > The envoys had left at noon
    speaker: envoy
    says: He left at noon.
    anchor: letter.txt, chars 0-27

    statement: gates
    from: letter
    > the gates were shut
    anchor: letter.txt, chars 112-131
    ");
}

#[test]
fn what_cannot_be_corrected_is_refused_with_the_reason() {
    let old = document("letter.txt", LETTER);
    assert_eq!(correct(&old, 99, "x"), Err(Refused::NoPassage));
    assert_eq!(correct(&old, 0, " "), Err(Refused::Empty));
    assert_eq!(
        correct(&old, 0, old.text_of(&old.passages[0])),
        Err(Refused::Same)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_anchor_holds_after_a_correction(
        at in 0_usize..11, with in "[a-z]{1,9}( [a-z]{1,5})?", cut in 0_usize..60, long in 5_usize..30,
    ) {
        let old = document("letter.txt", LETTER);
        let mut words: Vec<&str> = old.text_of(&old.passages[0]).split(' ').collect();
        words[at] = &with;
        let typed = words.join(" ");
        prop_assume!(typed != old.text_of(&old.passages[0]));
        let (old, correction, new) = corrected(LETTER, 0, &typed);
        prop_assume!(is_exact(&old, &new, &correction));
        let span = Span::new(cut, cut + long);
        let quoted = span.of(&old.text).split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assume!(!quoted.is_empty() && old.passage_at(cut) == old.passage_at(cut + long));
        let card = format!("statement: a\nfrom: letter\n> {quoted}\nanchor: letter.txt, chars {cut}-{}\n", cut + long);
        let sheet = Sheet::parse("cards/a.card", card);
        let moved = moved(&old, &new, &correction, &sheet, true);
        prop_assert!(moved.lost.is_empty());
        let text = apply_to(&sheet.text, &moved.edits).expect("edits stand apart");
        let sheet = Sheet::parse("cards/a.card", text);
        let card = sheet.card(0);
        let words = card.grounds()[0].quotations[0].clone();
        let value = card.value("anchor").expect("it stays").into_owned();
        let (_, start, end) = crate::pages::reader::quoted::parse_anchor(&value, ["letter.txt"]).expect("an anchor");
        let stands: String = new.text.chars().skip(start).take(end - start).collect();
        prop_assert!(matches!(compare_quotation(&stands, &words), QuotationMatch::Verbatim(_)), "{:?} {:?}", stands, words);
    }

    #[test]
    fn a_correction_is_what_was_typed(words in proptest::collection::vec("[a-z]{1,6}", 4..14)) {
        let typed = format!("{}.", words.join(" "));
        let old = document("letter.txt", LETTER);
        let correction = correct(&old, 1, &typed).expect("other words");
        let text = apply_to(&old.text, &correction.edits).expect("edits stand apart");
        prop_assert_eq!(text, format!("{}\n\n{typed}", old.text_of(&old.passages[0])));
    }

    #[test]
    fn whatever_is_typed_is_nothing_but_text(typed in "(<script>|\"><img|javascript:|&|'|\\PC){0,8}") {
        let desk = desk(CARDS, LETTER);
        let query = Query::parse("kind=statement&filled=1&original=letter.txt&start=0&end=9");
        let fields = ["id", "from", "quotation", "speaker", "says", "means", "anchor", "note", "original"];
        for name in fields {
            let mut visit = visit(Place::NewCard, "");
            visit.query = query.with(name, &typed);
            let html = show(&desk, &visit, Form::Html).expect("the form").body.into_string();
            prop_assert!(!html.contains("<script>") && !html.contains("<img"), "{}", name);
        }
        let sheet_text = filled(&desk, &query.with("note", &typed).with("id", "a")).text;
        prop_assert!(Sheet::parse("c", sheet_text).cards().len() == 1);
    }
}
