//! Whatever the cards say, a case compiles, is checked and answers every form of question.

use kaozheng_case::ask::{ask, verdict};
use kaozheng_case::change::compare;
use kaozheng_case::{Case, Settings, checks, compile};
use kaozheng_record::means::parse_question;
use kaozheng_record::{FIELDS, Kind, Record, Sheet, ValueType};
use proptest::prelude::*;
use std::collections::BTreeSet;

const IDS: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "nobody"];
const DATES: [&str; 8] = [
    "1 May 1950",
    "May 1950",
    "early 1950",
    "before 3 May 1950",
    "after 1949",
    "1950?",
    "1950-05-02T10:00:00",
    "31 February 1950",
];
const READINGS: [&str; 14] = [
    "a knew b on 1 May 1950",
    "a ignorant of b until 2 May 1950",
    "c learned d after 1949",
    "a silent on d",
    "a told c, e b, d via f on 2 May 1950",
    "a denied b",
    "a said d",
    "b holds",
    "d does not hold",
    "e happened",
    "c decided d on 1 May 1950",
    "a promised c b if d",
    "e breaks f reading wide",
    "e makes-due f",
];
const QUESTIONS: [&str; 24] = [
    "a knew b on 1 May 1950",
    "c ignorant of d before 2 May 1950",
    "a learned b",
    "when a learned b",
    "who knew b on 3 May 1950",
    "what a knew",
    "a told c b",
    "who told c b",
    "what a told",
    "who denied b",
    "a said b",
    "what a said",
    "a promised c b",
    "c decided d by May 1950",
    "who decided d",
    "when c decided d",
    "when e",
    "what happened in May 1950",
    "what happened on 1 May 1950",
    "verdict b under clear",
    "state e on 2 May 1950",
    "e breaks f reading wide",
    "without g, h",
    "missing b",
];

/// A value of a type, chosen by a number.
fn value(of: ValueType, pick: usize) -> String {
    let id = |at: usize| IDS[at % IDS.len()];
    match of {
        ValueType::Date => DATES[pick % DATES.len()].to_owned(),
        ValueType::Ref(_) | ValueType::RefOrName(_) => format!("{}; {}", id(pick), id(pick / 9)),
        ValueType::RefWith(_) => format!(
            "{}, words",
            if pick.is_multiple_of(3) {
                "wide"
            } else {
                id(pick)
            }
        ),
        ValueType::Relation => match pick % 4 {
            0 => format!("{}, nearly three weeks", id(pick / 4)),
            1 => DATES[pick / 4 % DATES.len()].to_owned(),
            _ => id(pick / 4).to_owned(),
        },
        ValueType::Chain => format!("{} < {}", id(pick), id(pick / 9)),
        ValueType::OneOf(words) | ValueType::Open(words) => words[pick % words.len()].to_owned(),
        ValueType::Reading => READINGS[pick % READINGS.len()].to_owned(),
        ValueType::Question => QUESTIONS[pick % QUESTIONS.len()].to_owned(),
        ValueType::From => match pick % 4 {
            0 => "editor".to_owned(),
            1 => format!("{}, via {}, n. 1", id(pick / 4), id(pick / 36)),
            _ => format!("{}, p. 1", id(pick / 4)),
        },
        _ => "unification".to_owned(),
    }
}

fn card(id: usize, kind: usize, picks: &[(usize, usize)]) -> String {
    let kind = Kind::ALL[kind % Kind::ALL.len()];
    let rows: Vec<_> = FIELDS
        .iter()
        .filter(|row| row.kinds.contains(&kind))
        .collect();
    let mut out = format!("{kind}: {}\n", IDS[id % 8]);
    for (row, pick) in picks {
        let row = rows[row % rows.len()];
        out += &format!("{}: {}\n", row.name, value(row.value, *pick));
    }
    out + "\n"
}

fn any_cards() -> impl Strategy<Value = String> {
    let picks = prop::collection::vec((0usize..40, 0usize..400), 0..9);
    let cards = prop::collection::vec((0usize..8, 0usize..9, picks), 0..9);
    cards.prop_map(|cards| {
        cards
            .iter()
            .map(|(id, kind, picks)| card(*id, *kind, picks))
            .collect()
    })
}

fn case(cards: &str) -> Case {
    let record = Record::new(vec![Sheet::parse("r.card", cards)]);
    compile(&record, &[], &Settings::default()).value
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_question_has_an_answer(cards in any_cards()) {
        let case = case(&cards);
        checks::run(&case);
        for question in QUESTIONS {
            let Some(asked) = parse_question(question).value else { continue };
            let answer = ask(&case, &asked);
            prop_assert!(!answer.verdict.is_empty(), "{} has no verdict", question);
            prop_assert!(!answer.steps.is_empty(), "{} has no steps: {}", question, answer);
            prop_assert!(answer.grounds.iter().all(|id| case.card(id).is_some()), "{}: {}", question, answer);
            let grounds: Vec<&str> = answer.grounds.iter().map(String::as_str).collect();
            let left = verdict(&case.without(&grounds), &asked);
            let listing = question.starts_with("missing") || question.starts_with("what happened");
            prop_assert!(grounds.is_empty() || listing || left != answer.verdict, "{} stands without {:?}: {}", question, grounds, answer);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn what_is_left_is_read_as_if_there_had_never_been_more(cards in any_cards()) {
        let case = case(&cards);
        // What is worked out here is what the cases below share.
        checks::run(&case);
        let rivals = IDS.iter().flat_map(|id| case.rivals_of(id)).take(4);
        let mut left: Vec<Case> = rivals.map(|rival| case.following(&rival)).collect();
        left.extend(IDS.iter().map(|id| case.without(&[id])));
        for left in left {
            let ids: BTreeSet<String> = left.cards().map(|card| card.id.clone()).collect();
            let fresh = left.only(&ids);
            for question in QUESTIONS {
                let Some(asked) = parse_question(question).value else { continue };
                prop_assert_eq!(ask(&left, &asked), ask(&fresh, &asked), "{}", question);
            }
            let told = |case| checks::run(case).into_iter().map(|note| note.message).collect::<Vec<_>>();
            prop_assert_eq!(told(&left), told(&fresh));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Cards put in, changed and taken out, one file after the other: every answer and every check is as if the whole
    /// record had been compiled again.
    #[test]
    fn an_edited_case_is_the_case_of_the_edited_record(
        files in prop::collection::vec(any_cards(), 1..4),
        edits in prop::collection::vec((0usize..4, any_cards()), 1..4),
    ) {
        let sheets = files.iter().enumerate();
        let sheets = sheets.map(|(at, text)| Sheet::parse(&format!("{at}.card"), text.as_str()));
        let mut record = Record::new(sheets.collect());
        let mut case = compile(&record, &[], &Settings::default()).value;
        for (at, text) in edits {
            // What is worked out here is what the next case shares.
            everything(&case);
            let at = at.min(record.sheets().len());
            let ids = record.replace(at, Sheet::parse(&format!("{at}.card"), text));
            case = case.with_edit(&record, ids.iter().map(String::as_str));
            let fresh = compile(&record, &[], &Settings::default()).value;
            for (edited, whole) in everything(&case).into_iter().zip(everything(&fresh)) {
                prop_assert_eq!(edited, whole);
            }
        }
    }
}

/// Every answer and every note of a case, with places.
fn everything(case: &Case) -> Vec<String> {
    let asked = QUESTIONS
        .iter()
        .filter_map(|question| parse_question(question).value);
    let answers = asked.map(|question| format!("{question}\n{}", ask(case, &question)));
    let notes = checks::run(case)
        .into_iter()
        .map(|note| format!("{note:?}"));
    answers.chain(notes).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// What carries a verdict is found without weighing everything again; asking again says the same.
    #[test]
    fn what_carries_a_verdict_is_what_changes_it_when_it_is_taken_away(cards in weighed_cards()) {
        let case = case(&cards);
        for question in ["verdict b", "d holds", "e happened"] {
            let asked = parse_question(question).value.expect("a question");
            let answer = ask(&case, &asked);
            let named = question.split(' ').next_back().filter(|id| id.len() == 1).unwrap_or(&question[..1]);
            for card in case.cards().filter(|card| card.id != named) {
                let evidence = [Kind::Source, Kind::Event, Kind::Statement, Kind::Argument];
                let without = verdict(&case.without(&[&card.id]), &asked);
                let told = answer.rests_on.contains(&card.id);
                if evidence.contains(&card.kind) {
                    prop_assert_eq!(told, without != answer.verdict, "{} without {}: {}\n{}", question, card.id, without, answer);
                }
            }
        }
    }
}

/// Found by the property above: the premise is a source that was read in another, and that one is undercut.
#[test]
fn what_undercuts_the_source_that_a_premise_was_read_in_carries_the_verdict() {
    let case = case(
        "matter: b\n\nsource: book\n\nsource: letter\nfrom: book\n\nargument: strong\ngrade: strong\nfor: b\n\n\
         argument: read\npremise: letter\ngrade: strong\nfor: b\n\nargument: forged\nundercuts: book\n",
    );
    let asked = parse_question("verdict b").value.expect("a question");
    let answer = ask(&case, &asked);
    let without = verdict(&case.without(&["forged"]), &asked);
    assert_ne!(without, answer.verdict);
    assert!(answer.rests_on.contains(&"forged".to_owned()), "{answer}");
}

/// Cards of matters with arguments, statements and sources that rest on, undercut and derive from one another.
fn weighed_cards() -> impl Strategy<Value = String> {
    let picks = prop::collection::vec((0usize..6, 0usize..400), 1..6);
    prop::collection::vec((0usize..4, picks), 4..16).prop_map(|cards| {
        let mut out = "matter: b\n\nmatter: d\n\nevent: e\n\nperson: p\n\n".to_owned();
        for (at, (kind, picks)) in cards.iter().enumerate() {
            out += &weighed_card(at, *kind, picks);
        }
        out
    })
}

fn weighed_card(at: usize, kind: usize, picks: &[(usize, usize)]) -> String {
    let other = |pick: usize| format!("c{}", pick % 16);
    let matter = |pick: usize| ["b", "d", "e"][pick % 3];
    let grade = |pick: usize| ["weak", "fair", "strong"][pick % 3];
    let field = |&(row, pick): &(usize, usize)| match (kind, row) {
        (0 | 1, 0) => format!("for: {}", matter(pick)),
        (0 | 1, 1) => format!("against: {}", matter(pick)),
        (0 | 1, 2) if pick % 4 == 0 => format!("premise: {}", matter(pick)),
        (0 | 1, 2 | 3) => format!("premise: {}", other(pick)),
        (0 | 1, 4) if pick % 2 == 0 => format!("undercuts: {}", other(pick)),
        (0 | 1, _) => format!("grade: {}", grade(pick)),
        (2, 0) => format!("from: {}", other(pick)),
        (2, 1..4) => format!("means: {} holds", matter(pick)),
        (2, 4) => "means: e happened".to_owned(),
        (2, _) => format!("grade: {}", grade(pick)),
        (_, 0 | 1) => format!("derives-from: {}, copied", other(pick)),
        (_, 2) => format!("from: {}", other(pick)),
        (_, 3) => "author: p\ntype: memoir".to_owned(),
        (_, _) => "text-of: e".to_owned(),
    };
    let head = ["argument", "argument", "statement", "source"][kind];
    let fields: Vec<String> = picks.iter().map(field).collect();
    format!("{head}: c{at}\n{}\n\n", fields.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// What moved is looked for only where changed cards reach; looking everywhere finds the same.
    #[test]
    fn what_moved_is_found_where_changed_cards_reach(
        cards in weighed_cards(), more in any_cards(), other in weighed_cards(), further in any_cards(),
    ) {
        let sheets = vec![Sheet::parse("0.card", cards), Sheet::parse("1.card", more)];
        let mut record = Record::new(sheets);
        let case = compile(&record, &[], &Settings::default()).value;
        let mut ids = record.replace(0, Sheet::parse("0.card", other));
        ids.extend(record.replace(1, Sheet::parse("1.card", further)));
        let edited = case.with_edit(&record, ids.iter().map(String::as_str));
        // Settings of their own: nothing is known of what can have moved.
        let fresh = compile(&record, &[], &Settings::default()).value;
        let told = |after: &Case| {
            let found = compare(&case, after);
            (found.verdict, found.moved.into_iter().map(|one| (one.asked, one.before, one.after)).collect::<Vec<_>>())
        };
        prop_assert_eq!(told(&edited), told(&fresh));
    }
}
