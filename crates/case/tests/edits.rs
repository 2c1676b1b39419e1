//! One card after the other is edited: what is worked out again is what depends on it, and equals working out everything.

use kaozheng_case::ask::ask;
use kaozheng_case::change::{Comparison, compare, if_supposed, suppose};
use kaozheng_case::{Case, Settings, checks, compile};
use kaozheng_record::means::parse_question;
use kaozheng_record::{Record, Sheet};
use proptest::prelude::*;

const QUESTIONS: [&str; 12] = [
    "p knew m on 3 May 1950",
    "q ignorant of n on 3 May 1950",
    "who knew m on 4 May 1950",
    "what q knew",
    "when office learned n",
    "verdict m",
    "verdict c11",
    "when c11",
    "what happened in May 1950",
    "p told q m",
    "positions m",
    "without c15",
];

/// Cards by their number, each kind with the fields that bind it to others.
fn card(at: usize, picks: &[(usize, usize)]) -> String {
    let (head, fields): (&str, &[&str]) = match at {
        0 => (
            "person: p",
            &["name: P", "name: Paul", "born: 1900", "died: 2 May 1950"],
        ),
        1 => (
            "person: q",
            &[
                "name: Q",
                "name: P",
                "office: Envoy, until 1949",
                "member-of: office",
            ],
        ),
        2 => (
            "body: office",
            &["informed-through: p", "informed-through: q", "name: Office"],
        ),
        3 => (
            "matter: m",
            &[
                "entails: n",
                "topic: talks",
                "kept-within: p",
                "kept-within: office",
                "says: M is so.",
            ],
        ),
        4 => (
            "matter: n",
            &[
                "topic: talks",
                "kept-within: q",
                "contradicts: m",
                "entails: m",
            ],
        ),
        5..=10 => (
            "event",
            &[
                "type: message\nsender: p\nrecipient: q\ntells: m",
                "type: message\nsender: q\nrecipient: p\ntells: n\nsent: maybe",
                "type: message\nsender: q\nrecipient: office\nabout: talks\nsent: yes",
                "type: meeting\nwho: p\nas: q, Envoy",
                "standing: yes",
                "received: 4 May 1950",
                "after: c6, two days",
                "before: c7",
                "answers: c8",
                "when: 3 May 1950",
                "when: May 1950",
                "when: 1 May 1950\nfrom: c15",
            ],
        ),
        11 => (
            "event",
            &[
                "type: message\nsender: p\nrecipient: office\ntells: m",
                "when: 2 May 1950",
                "when: 5 May 1950",
                "sent: no",
                "before: c5",
            ],
        ),
        12..=14 => (
            "statement",
            &[
                "means: q knew m on 2 May 1950",
                "means: q ignorant of n on 4 May 1950",
                "means: p told q m on 1 May 1950",
                "means: m holds",
                "means: m holds\nhedge: perhaps",
                "means: c11 happened",
                "means: office knew n",
                "speaker: p",
                "from: c15",
                "from: c16, via c15\n> Some words.",
                "said-on: 6 May 1950",
                "grade: strong",
            ],
        ),
        15..=17 => (
            "source",
            &[
                "dated: 1 May 1950",
                "dated: 7 May 1951",
                "derives-from: c16, copied",
                "from: c17",
                "text-of: c11",
                "released: 1960",
                "author: p\ntype: memoir",
            ],
        ),
        _ => (
            "argument",
            &[
                "for: m",
                "against: m",
                "for: c11",
                "against: c11",
                "premise: c12",
                "premise: c15",
                "premise: n",
                "undercuts: c19",
                "grade: fair",
                "grade: strong",
            ],
        ),
    };
    let mut out = match head.contains(':') {
        true => format!("{head}\n"),
        false => format!("{head}: c{at}\n"),
    };
    for (row, keep) in picks {
        if keep % 8 > 0 {
            out += &format!("{}\n", fields[row % fields.len()]);
        }
    }
    out
}

const CARDS: usize = 20;

fn picks() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0usize..60, 0usize..8), 1..6)
}

fn sheet(at: usize, picks: &[(usize, usize)]) -> Sheet {
    Sheet::parse(&format!("{at:02}.card"), card(at, picks))
}

fn whole(record: &Record) -> Case {
    compile(record, &[], &Settings::default()).value
}

fn answers(case: &Case) -> Vec<String> {
    let asked = QUESTIONS
        .iter()
        .filter_map(|words| parse_question(words).value);
    asked.map(|asked| ask(case, &asked).to_string()).collect()
}

/// All of it but why an answer moved.
fn told(found: &Comparison) -> String {
    let moved = found.moved.iter();
    let moved: Vec<_> = moved
        .map(|one| (&one.asked, &one.before, &one.after))
        .collect();
    format!(
        "{}\n{moved:#?}\n{:#?}\n{:#?}",
        found.verdict, found.raised, found.settled
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn one_edited_card_after_the_other_moves_what_a_full_run_moves(
        cards in prop::collection::vec(picks(), CARDS),
        edits in prop::collection::vec((0..CARDS, picks()), 1..5),
    ) {
        let sheets = cards.iter().enumerate().map(|(at, picks)| sheet(at, picks));
        let mut record = Record::new(sheets.collect());
        let mut case = whole(&record);
        for (at, picks) in edits {
            let before = answers(&case);
            checks::run(&case);
            let ids = record.replace(at, sheet(at, &picks));
            let edited = case.with_edit(&record, ids.iter().map(String::as_str));
            let fresh = whole(&record);
            prop_assert_eq!(answers(&edited), answers(&fresh));
            prop_assert_eq!(answers(&case), before);
            // The fresh case has settings of its own, so that everything is compared.
            prop_assert_eq!(told(&compare(&case, &edited)), told(&compare(&case, &fresh)));
            case = edited;
        }
    }

    /// What checks would say if a card said otherwise is what they say of the case that says so and not of this.
    #[test]
    fn what_a_supposition_raises_is_what_all_checks_say_otherwise(
        cards in prop::collection::vec(picks(), CARDS), which in 0usize..8,
    ) {
        let sheets = cards.iter().enumerate().map(|(at, picks)| sheet(at, picks));
        let case = whole(&Record::new(sheets.collect()));
        let words = [
            "c11.sent = yes", "c5.when = 9 May 1950", "c12.means = q knew m on 1 May 1950", "m.kept-within = nothing",
            "p.died = 1 January 1950", "c15.dated = 1970", "office.informed-through = q", "c18.grade = decisive",
        ][which];
        let asked = parse_question("p knew m on 3 May 1950").value.expect("a question");
        let (supposition, other) = suppose(&case, words).value.expect("it can be supposed");
        let raised = if_supposed(&case, vec![supposition], &other, &asked).raised;
        let noted = |case: &Case| -> Vec<String> {
            checks::run(case).iter().map(|note| format!("{}: {}", note.code, note.message)).collect()
        };
        let (was, mut is) = (noted(&case), noted(&other));
        is.retain(|note| !was.contains(note));
        is.sort();
        is.dedup();
        prop_assert_eq!(raised, is);
    }
}
