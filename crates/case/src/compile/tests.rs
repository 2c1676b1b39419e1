//! Tests of compiling: cards in, a case and its notes out.

use super::{AccountAt, Case, Settings, compile};
use kaozheng_record::{Record, Sheet};

fn case(cards: &str) -> Case {
    let record = Record::new(vec![Sheet::parse("t.card", cards)]);
    compile(&record, &[], &Settings::default()).value
}

/// Every card with the values that stand, the followed one of a field first.
fn check(case: &Case) -> String {
    let mut out = String::new();
    for card in case.cards() {
        out += &format!("{} {}\n", card.kind, card.id);
        let rivals = case.rivals_of(&card.id);
        for value in &card.values {
            let grounds: Vec<&str> = value.grounds.iter().map(super::Ground::cited).collect();
            let at = AccountAt {
                card: card.id.clone(),
                field: value.field.into(),
                nth: value.nth,
            };
            let mark = if rivals.contains(&at) { " (rival)" } else { "" };
            out += &format!(
                "  {}: {} [{}]{mark}\n",
                value.field,
                value.words,
                grounds.join(" | ")
            );
        }
    }
    out
}

const TELEGRAM: &str = "\
source: zhang

source: xu-yan
from: zhang, n. 10

source: text
from: zhang, n. 39

event: telegram
from: text, via zhang, n. 39
sender: mao
recipient: stalin
sent: no
from: xu-yan, via zhang, n. 40
";

#[test]
fn a_value_falls_with_the_source_it_was_read_in() {
    insta::assert_snapshot!(check(&case(TELEGRAM).without(&["xu-yan"])), @r"
    event telegram
      sender: mao []
      recipient: stalin []
    source text
    source zhang
    ");
}

#[test]
fn what_is_known_only_through_a_source_falls_with_it() {
    insta::assert_snapshot!(check(&case(TELEGRAM).without(&["zhang"])), @"");
}

#[test]
fn a_copy_falls_when_all_it_was_taken_from_has_fallen() {
    let cards = "source: a\n\nsource: b\n\nsource: copy\nderives-from: a\nderives-from: b\n\nmatter: m\nfrom: copy\nsays: so\n";
    insta::assert_snapshot!(check(&case(cards).without(&["a"])), @r"
    source b
    source copy
      derives-from: a []
      derives-from: b []
    matter m
      says: so []
    ");
    insta::assert_snapshot!(check(&case(cards).without(&["a", "b"])), @"");
}

#[test]
fn a_value_with_grounds_of_its_own_keeps_its_card() {
    let cards = "source: a\n\nsource: b\n\nevent: e\nfrom: a\nwhen: 1950\nwho: x\nfrom: b\n";
    insta::assert_snapshot!(check(&case(cards).without(&["a"])), @r"
    source b
    event e
      who: x [b]
    ");
}

#[test]
fn what_the_editor_vouches_for_never_falls() {
    let cards =
        "source: a\n\nevent: e\nfrom: editor\nwhen: 1950\nfrom: a\nwhen: 1951\nfrom: editor\n";
    insta::assert_snapshot!(check(&case(cards).without(&["a"])), @r"
    event e
      when: 1951 [editor]
    ");
}

#[test]
fn the_editor_is_followed_then_the_highest_grade_then_the_first() {
    let editor = case("event: e\nwhen: 1950\nfrom: a\ngrade: strong\nwhen: 1951\nfrom: editor\n");
    insta::assert_snapshot!(check(&editor), @r"
    event e
      when: 1950 [a] (rival)
      when: 1951 [editor]
    ");
    let graded = case(
        "event: e\nwhen: 1950\nfrom: a\ngrade: weak\nwhen: 1951\nfrom: b\ngrade: fair\nwhen: 1952\nfrom: c\n",
    );
    insta::assert_snapshot!(check(&graded), @r"
    event e
      when: 1950 [a] (rival)
      when: 1951 [b]
      when: 1952 [c] (rival)
    ");
    insta::assert_snapshot!(check(&case("event: e\nwhen: 1950\nfrom: a\nwhen: 1951\nfrom: b\n")), @r"
    event e
      when: 1950 [a]
      when: 1951 [b] (rival)
    ");
}

#[test]
fn a_rival_can_be_followed_instead() {
    let both = case("event: e\nwhen: 1950\nfrom: a\nwhen: 1951\nfrom: b\n");
    let rivals = both.rivals_of("e");
    assert_eq!(
        rivals,
        [AccountAt {
            card: "e".into(),
            field: "when".into(),
            nth: 1
        }]
    );
    insta::assert_snapshot!(check(&both.following(&rivals[0])), @r"
    event e
      when: 1951 [b]
    ");
}

#[test]
fn order_of_sheets_does_not_matter() {
    let sheets = [
        "source: a\n",
        "event: e\nwhen: 1950\nfrom: a\n",
        "event: e\nwhen: 1949\n",
    ];
    let read = |order: [usize; 3]| {
        let named = order.map(|at| Sheet::parse(&format!("{at}.card"), sheets[at]));
        check(&compile(&Record::new(named.to_vec()), &[], &Settings::default()).value)
    };
    assert_eq!(read([0, 1, 2]), read([2, 1, 0]));
}
