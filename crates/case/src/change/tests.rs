//! Suppositions and comparisons on one small case.

use super::*;
use crate::compile::{Case, Settings, compile};
use kaozheng_record::{Record, Sheet};

const CARDS: &str = "\
source: diary
type: diary

source: memoir
type: memoir

person: anna

person: bruno

matter: plan

event: letter
from: diary, p. 1
type: message
sender: anna
recipient: bruno
when: 3 March 1801
sent: no
tells: plan

argument: for-it
for: plan
premise: diary
grade: strong

question: did-bruno-know
asks: Did Bruno know?
ask: bruno knew plan on 5 March 1801
";

fn case(cards: &str) -> Case {
    compile(
        &Record::new(vec![Sheet::parse("a.card", cards)]),
        &[],
        &Settings::default(),
    )
    .value
}

/// What comes of a supposition: the change, or what is noted and on which words.
fn supposed(words: &str) -> String {
    let case = case(CARDS);
    let noted = suppose(&case, words);
    let told = noted.notes.iter().map(|note| {
        let at = note.at.as_ref().expect("a place").span;
        let part = &words[at.start as usize..at.end as usize];
        let help = note.help.as_deref().unwrap_or_default();
        format!("{}: {} [{part}] {help}\n", note.code, note.message)
    });
    match &noted.value {
        None => told.collect(),
        Some((supposition, other)) => format!("{supposition}\n{}", compare(&case, other)),
    }
}

#[test]
fn a_card_that_says_otherwise_moves_answers() {
    insta::assert_snapshot!(supposed("letter.sent = yes"), @"
    letter.sent = yes
    3 answers move
    1. bruno knew plan on 5 March 1801: none becomes told, because letter now has sent: yes (before: no). [did-bruno-know]
    2. anna knew plan, at the end of all that is recorded: none becomes known, because letter now has sent: yes (before: no). [plan]
    3. bruno knew plan, at the end of all that is recorded: none becomes told, because letter now has sent: yes (before: no). [plan]
    card: letter now has sent: yes (before: no)
    ");
    insta::assert_snapshot!(supposed("for-it.grade = weak"), @"
    for-it.grade = weak
    no answer moves
    card: for-it now has grade: weak (before: strong)
    ");
    insta::assert_snapshot!(supposed("letter.tells = nothing"), @"
    letter.tells = nothing
    no answer moves
    card: letter now has tells: nothing (before: plan)
    ");
}

#[test]
fn what_cannot_be_supposed_is_told_with_place_and_mending() {
    insta::assert_snapshot!(supposed("letter.sent = perhaps"), @"word-not-allowed: `sent` takes one of a few words, and not `perhaps`. [perhaps] the words are: yes, maybe, no");
    insta::assert_snapshot!(supposed("lettr.sent = yes"), @"supposition-not-understood: No card is called `lettr`. [lettr] did you mean `letter`?");
    insta::assert_snapshot!(supposed("letter.snet = yes"), @"supposition-not-understood: No card of kind `event` has a field `snet`. [snet] did you mean `sent`?");
    insta::assert_snapshot!(supposed("letter.colour = red"), @"supposition-not-understood: No card of kind `event` has a field `colour`. [colour] its fields are grade, note, title, ended, type, when, until, after, before, before-or-after, during, at-start-of, at-end-of, same-time-as, until-start-of, overlaps, where, who, as, sender, recipient, via, sent, received, tells, about, standing, answers, act, matter, to, if, reading, form, signed, in-force, practised, means");
    insta::assert_snapshot!(supposed("letter.when = the 40 March 1801"), @r#"date-impossible: "the 40 March 1801": There is no 40 March 1801: the month ends on the 31st. [the 40 March 1801] Write a day from 1 to 31, or only March 1801."#);
    insta::assert_snapshot!(supposed("letter.recipient = carla"), @"unknown-id: No card is called `carla`; `recipient` takes the id of a person or body. [carla] write a card that begins `person: carla`");
    insta::assert_snapshot!(supposed("letter.from = memoir"), @"supposition-not-understood: `from` says where something was read or by whom, not what is so. [from] suppose what the card says instead, or take the source away: `kaozheng without CASE SOURCE`");
    insta::assert_snapshot!(supposed("letter = yes"), @"supposition-not-understood: Before `=` stands no field. [letter] write `card-id.field = value`, as `letter.sent = yes`");
    insta::assert_snapshot!(supposed("letter.sent yes"), @"supposition-not-understood: This supposes nothing: there is no `=`. [letter.sent yes] write `card-id.field = value`, as `letter.sent = yes`");
    insta::assert_snapshot!(supposed("letter.sent ="), @"supposition-not-understood: What `sent` would say is not given. [letter.sent =] write it after `=`, as `letter.sent = no`; `nothing` takes the field away");
    insta::assert_snapshot!(supposed("for-it.grade = splendid"), @"word-not-allowed: `grade` takes one of a few words, and not `splendid`. [splendid] the words are: weak, fair, strong, decisive");
    insta::assert_snapshot!(supposed(""), @"supposition-not-understood: This supposes nothing: there is no `=`. [] write `card-id.field = value`, as `letter.sent = yes`");
}

/// Each changed card is named only where leaving it as it was would undo the move.
#[test]
fn only_the_cards_that_move_an_answer_are_named_for_it() {
    let after = CARDS.replace("sent: no", "sent: yes")
        + "\nargument: against-it\nagainst: plan\npremise: memoir\ngrade: strong\n\nperson: carla\n";
    insta::assert_snapshot!(compare(&case(CARDS), &case(&after)), @"
    4 answers move
    1. bruno knew plan on 5 March 1801: none becomes told, because letter now has sent: yes (before: no). [did-bruno-know]
    2. verdict plan: probable becomes open, because against-it was added. [plan]
    3. anna knew plan, at the end of all that is recorded: none becomes known, because letter now has sent: yes (before: no). [plan]
    4. bruno knew plan, at the end of all that is recorded: none becomes told, because letter now has sent: yes (before: no). [plan]
    card: against-it was added
    card: carla was added
    card: letter now has sent: yes (before: no)
    ");
    insta::assert_snapshot!(compare(&case(&after), &case(CARDS)), @"
    4 answers move
    1. bruno knew plan on 5 March 1801: told becomes none, because letter now has sent: no (before: yes). [did-bruno-know]
    2. verdict plan: open becomes probable, because against-it was taken out. [plan]
    3. anna knew plan, at the end of all that is recorded: known becomes none, because letter now has sent: no (before: yes). [plan]
    4. bruno knew plan, at the end of all that is recorded: told becomes none, because letter now has sent: no (before: yes). [plan]
    card: against-it was taken out
    card: carla was taken out
    card: letter now has sent: no (before: yes)
    ");
}

#[test]
fn the_place_of_a_card_in_its_file_makes_no_difference() {
    let cards: Vec<&str> = CARDS.trim_end().split("\n\n").collect();
    let turned: Vec<&str> = cards.into_iter().rev().collect();
    assert_eq!(
        compare(&case(CARDS), &case(&(turned.join("\n\n") + "\n"))).verdict,
        "nothing changed"
    );
}

#[test]
fn settings_alone_can_move_an_answer() {
    let cards = CARDS.replace("grade: strong", "scheme: memoir")
        + "\nargument: and-again\nfor: plan\npremise: memoir\nscheme: memoir\n";
    let grades = "version\t2\t2026-11\tother\nscheme\tmemoir\tstrong\ta witness\n";
    let settings = Settings::read(None, Some(grades), None, Default::default()).value;
    let record = Record::new(vec![Sheet::parse("a.card", cards.as_str())]);
    let after = compile(&record, &[], &settings).value;
    insta::assert_snapshot!(compare(&case(&cards), &after), @"
    1 answer moves
    1. verdict plan: probable becomes clear, because grades.tsv gives scheme memoir: strong (before: fair). [plan]
    setting: grades.tsv gives scheme memoir: strong (before: fair)
    ");
}

#[test]
fn a_phrase_that_a_case_bounds_otherwise_is_told_as_read_otherwise() {
    let cards = CARDS.to_owned() + "\nevent: thaw\nwhen: early 1950\n";
    let phrases = "early YEAR\t1 January\t31 March\ttighter\n";
    let settings = Settings::read(None, None, Some(phrases), Default::default()).value;
    let record = Record::new(vec![Sheet::parse("a.card", cards.as_str())]);
    let after = compile(&record, &[], &settings).value;
    insta::assert_snapshot!(compare(&case(&cards), &after), @"
    no answer moves
    card: thaw now has when: early 1950, read otherwise
    setting: phrases.tsv gives early YEAR: 1 January to 31 March (tighter) (before: 1 January to 30 April (the first third))
    ");
}
