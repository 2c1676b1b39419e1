//! Tests of the reader.

use super::parts::{part_of, parts};
use crate::pages::forms::tests::{CARDS, LETTER, desk, document, visit};
use crate::pages::{Addresses, Form, Place, show};
use proptest::prelude::*;

fn html(query: &str) -> String {
    let desk = desk(CARDS, LETTER);
    let visit = visit(Place::Original("letter.txt".to_owned()), query);
    show(&desk, &visit, Form::Html)
        .expect("the original")
        .body
        .into_string()
}

fn leaf(html: &str) -> &str {
    let start = html.find("<article").expect("the text");
    &html[start..html.find("</article>").expect("its end")]
}

#[test]
fn a_quoted_stretch_has_an_address_and_its_card_stands_beside_it() {
    insta::assert_snapshot!(leaf(&html("")).replace("><", ">\n<"), @r##"
    <article class="leaf" lang="en">
    <section class="passage body" id="p0" data-at="0" data-number="0">
    <div class="gutter">
    <span class="tools">
    <a class="self" href="#p0" aria-label="Address of passage 0" title="Address of this passage">¶</a>
    <a href="/new-card?original=letter.txt&amp;passage=0" aria-label="Make a card of passage 0" title="Make a card">+</a>
    <a href="/originals/letter.txt?correct=0" aria-label="Correct the text of passage 0" title="Correct the text">✎</a>
    </span>
    </div>
    <p class="words" lang="en">
    <span class="here" id="c0-22">
    </span>
    <span class="q k-statement" data-card="left-at-noon">The envoy left at noon</span>. He carried one letter, sealed by the king.</p>
    <div class="beside">
    <ul class="quoting" aria-label="Cards that quote this passage">
    <li class="k-statement" data-card="left-at-noon">
    <p class="kind">statement <a class="to" href="#c0-22" aria-label="The words that left-at-noon quotes">↤</a>
    </p>
    <p class="says">
    <a href="/cards/left-at-noon">He left at noon.</a>
    </p>
    <p class="voices">
    <span class="voice">Li Wen</span>
    <span class="within"> ‹ </span>
    <span class="voice">The Envoy</span>
    </p>
    </li>
    </ul>
    </div>
    </section>
    <section class="passage body" id="p1" data-at="68" data-number="1">
    <div class="gutter">
    <span class="tools">
    <a class="self" href="#p1" aria-label="Address of passage 1" title="Address of this passage">¶</a>
    <a href="/new-card?original=letter.txt&amp;passage=1" aria-label="Make a card of passage 1" title="Make a card">+</a>
    <a href="/originals/letter.txt?correct=1" aria-label="Correct the text of passage 1" title="Correct the text">✎</a>
    </span>
    </div>
    <p class="words" lang="en">Nobody saw him come to the city, and the gates were shut before the evening bell.</p>
    </section>
    "##);
}

#[test]
fn a_printed_page_has_no_forms_no_scripts_and_no_questions_in_its_addresses() {
    let desk = desk(CARDS, LETTER);
    let mut visit = visit(Place::Original("letter.txt".to_owned()), "");
    visit.addresses = Addresses::printed(&visit.place);
    visit.may_write = false;
    let html = show(&desk, &visit, Form::Html)
        .expect("the original")
        .body
        .into_string();
    for absent in ["<form", "<script", "?", "/files/"] {
        assert!(!html.contains(absent), "{absent}");
    }
    assert!(html.contains("id=\"c0-22\"") && html.contains("../cards/left-at-noon.html"));
}

#[test]
fn speech_within_speech_is_told_from_the_outermost_in() {
    let cards = format!(
        "{CARDS}\nperson: witness\nname: Old Witness [en]\n\nstatement: seen\nfrom: letter\n> Nobody saw him\nspeaker: king\n\
         reported-by: envoy < witness\nsays: He came unseen.\n"
    );
    let desk = desk(&cards, LETTER);
    let visit = visit(Place::Original("letter.txt".to_owned()), "");
    let json = show(&desk, &visit, Form::Json).expect("the original").json;
    let seen = json["quoted"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["card"] == "seen")
        .expect("found by its quotation")
        .clone();
    assert_eq!(
        seen["voices"].to_string(),
        r#"["Li Wen","The Envoy","Old Witness","king"]"#
    );
    assert_eq!(
        (seen["start"].as_u64(), seen["end"].as_u64()),
        (Some(68), Some(82))
    );
}

#[test]
fn a_hostile_original_is_nothing_but_text() {
    let hostile = "<script>alert(1)</script> \"><img src=x> *javascript:* a & b.\n\nA second paragraph that is long enough to stand alone.\n";
    let desk = desk(CARDS, hostile);
    let visit = visit(Place::Original("letter.txt".to_owned()), "");
    let html = show(&desk, &visit, Form::Html)
        .expect("the original")
        .body
        .into_string();
    assert!(!html.contains("<script>alert") && !html.contains("<img"));
}

#[test]
fn two_originals_stand_side_by_side() {
    let html = html("beside=letter.txt");
    assert!(html.contains("class=\"pair\"") && html.contains("id=\"o0\""));
}

proptest! {
    #[test]
    fn parts_follow_one_another_and_hold_every_passage(paragraphs in proptest::collection::vec(20_usize..9_000, 1..60)) {
        let text: Vec<String> = paragraphs.iter().map(|words| "a word and ".repeat(words / 11 + 1)).collect();
        let document = document("long.txt", &text.join("\n\n"));
        let cut = parts(&document, &[]);
        prop_assert_eq!(cut.first().expect("one").start, 0);
        prop_assert_eq!(cut.last().expect("one").end, document.passages.len());
        prop_assert!(cut.windows(2).all(|two| two[0].end == two[1].start));
        for passage in 0..document.passages.len() {
            prop_assert!(cut[part_of(&cut, passage)].contains(&passage));
        }
    }
}
