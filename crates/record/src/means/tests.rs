//! Every verb, every form of question, and what is said of a line that cannot be read.

use super::*;
use kaozheng_text::{Diagnostic, Noted};
use kaozheng_values::dates::PhraseTable;
use proptest::prelude::*;

fn check(text: &str) -> String {
    shown(text, parse_reading(text))
}

fn asked(text: &str) -> String {
    shown(text, parse_question(text))
}

fn shown<T: std::fmt::Display + std::fmt::Debug>(text: &str, noted: Noted<Option<T>>) -> String {
    let notes: String = noted
        .notes
        .iter()
        .map(|note| note_shown(text, note))
        .collect();
    match noted.value {
        Some(value) => format!("{value}{notes}"),
        None => notes.trim_start().to_owned(),
    }
}

fn note_shown(text: &str, note: &Diagnostic) -> String {
    let span = note.at.as_ref().map(|at| at.span).unwrap_or_default();
    format!(
        "\n[{}] {}..{} `{}`: {}\n  help: {}",
        note.code,
        span.start,
        span.end,
        span.of(text),
        note.message,
        note.help.as_deref().unwrap_or("-")
    )
}

#[test]
fn every_verb_is_read_as_a_reading_and_as_a_question() {
    for row in VERBS {
        let reading = parse_reading(row.example);
        assert_eq!(reading.notes, [], "{}", row.example);
        let reading = reading.value.expect("an example is a reading");
        assert_eq!(reading.to_string(), row.example);
        assert_eq!(verb_of(&reading.fact), row.verb, "{}", row.example);
        let question = parse_question(row.example);
        assert_eq!(question.notes, [], "{}", row.example);
        assert_eq!(question.value, Some(Question::Reading(reading)));
    }
}

fn verb_of(fact: &Fact) -> Verb {
    match fact {
        Fact::Knowledge { verb, .. } => Verb::Knowledge(*verb),
        Fact::Told { .. } => Verb::Told,
        Fact::Attitude { verb, .. } => Verb::Attitude(*verb),
        Fact::Act { verb, .. } => Verb::Act(*verb),
        Fact::Promised { .. } => Verb::Promised,
        Fact::Effect { verb, .. } => Verb::Effect(*verb),
        Fact::Happened { so, .. } => Verb::Happened(*so),
        Fact::Holds { so, .. } => Verb::Holds(*so),
        Fact::Tie { state, .. } => Verb::Tie(*state),
    }
}

#[test]
fn the_parts_of_a_reading_keep_their_places() {
    let text = "kim  told mao,zhou plan , date via park on 13 May 1950 reading wide";
    let reading = parse_reading(text).value.expect("a reading");
    let Fact::Told {
        teller,
        hearers,
        matters,
        via,
    } = &reading.fact
    else {
        panic!("told was read as {:?}", reading.fact);
    };
    let all = [std::slice::from_ref(teller), hearers, matters, via].concat();
    for id in all.iter().chain(&reading.sense) {
        assert_eq!(id.span.of(text), id.id);
    }
    assert_eq!(
        reading.to_string(),
        "kim told mao, zhou plan, date via park on 13 May 1950 reading wide"
    );
}

#[test]
fn ids_may_be_of_any_script_and_hold_any_marks() {
    insta::assert_snapshot!(check("毛澤東 knew a/b:c(1)"), @"毛澤東 knew a/b:c(1)");
}

#[test]
fn every_word_of_time_is_read() {
    for word in ["on", "by", "before", "after", "since", "until"] {
        let line = format!("mao knew plan {word} 3 p.m., 25 June 1950");
        assert_eq!(check(&line), line);
    }
    let line = "mao knew plan between 1 May 1950 and early June 1950 reading wide";
    assert_eq!(check(line), line);
    insta::assert_snapshot!(check("mao knew plan between 1 May and 5 May 1950 reading wide"), @r#"
    [date-not-understood] 22..27 `1 May`: "1 May": The year is missing.
      help: Write the year too: 13 May 1950.
    "#);
    insta::assert_snapshot!(check("mao knew plan between 1 May 1950"), @r"
    [reading-not-understood] 22..32 `1 May 1950`: `between` wants two dates parted by `and`.
      help: as in: between 1 May 1950 and 5 May 1950
    ");
    insta::assert_snapshot!(check("mao knew plan between Easter and 5 May 1950"), @r#"
    [date-not-understood] 22..28 `Easter`: "Easter": The year is missing.
      help: Write the year too: 13 May 1950.
    "#);
}

#[test]
fn a_wrong_verb_gets_the_nearest_one_and_an_example() {
    insta::assert_snapshot!(check("mao lerned outbreak on 25 June 1950"), @r"
    [reading-not-understood] 4..10 `lerned`: `lerned` is no verb of the grammar.
      help: did you mean `learned`? As in: mao learned outbreak on 25 June 1950
    ");
    insta::assert_snapshot!(check("mao ignorent of plan"), @r"
    [reading-not-understood] 4..12 `ignorent`: `ignorent` is no verb of the grammar.
      help: did you mean `ignorant of`? As in: mao ignorant of attack-schedule before 25 June 1950
    ");
    insta::assert_snapshot!(check("telegram did not happened"), @r"
    [reading-not-understood] 9..12 `did`: `did` is no verb of the grammar.
      help: did you mean `did not happen`? As in: telegram-of-2-october did not happen
    ");
    insta::assert_snapshot!(check("refusal part-perform promise"), @r"
    [reading-not-understood] 8..20 `part-perform`: `part-perform` is no verb of the grammar.
      help: did you mean `part-performs`? As in: first-sorties part-performs air-cover-promise on 1 November 1950
    ");
    insta::assert_snapshot!(check("mao Knew plan"), @r"
    [reading-not-understood] 4..8 `Knew`: `Knew` is no verb of the grammar.
      help: did you mean `knew`? As in: mao knew attack-plan from kim-il-sung on 13 May 1950
    ");
    insta::assert_snapshot!(check("mao telephoned stalin"), @r"
    [reading-not-understood] 4..14 `telephoned`: `telephoned` is no verb of the grammar.
      help: the verbs are: knew, ignorant of, learned, silent on, told, said, denied, doubted, believed, considered, drafted, decided, declined, ordered, suspended, reversed, reaffirmed, executed, promised, keeps, breaks, part-performs, makes-due, releases, happened, did not happen, holds, does not hold, signed, in force, practised, ended
    ");
    insta::assert_snapshot!(check("mao zedong learned outbreak"), @r"
    [reading-not-understood] 4..10 `zedong`: `zedong` is no verb.
      help: an id has no spaces: `mao-zedong learned …`
    ");
}

#[test]
fn what_is_missing_is_named() {
    insta::assert_snapshot!(check(""), @r"
    [reading-not-understood] 0..0 ``: The line ends where who or what the line is about was expected.
      help: write for example: mao learned outbreak on 25 June 1950
    ");
    insta::assert_snapshot!(check("mao"), @r"
    [reading-not-understood] 3..3 ``: Nothing is said of `mao`: a verb is missing.
      help: write for example: mao learned outbreak on 25 June 1950
    ");
    insta::assert_snapshot!(check("knew plan"), @r"
    [reading-not-understood] 0..4 `knew`: `knew` has nobody and nothing before it.
      help: as in: mao knew attack-plan from kim-il-sung on 13 May 1950
    ");
    insta::assert_snapshot!(check("mao knew"), @r"
    [reading-not-understood] 8..8 ``: The line ends where the matter was expected.
      help: as in: mao knew attack-plan from kim-il-sung on 13 May 1950
    ");
    insta::assert_snapshot!(check("mao knew on 24 June 1950"), @r"
    [reading-not-understood] 9..11 `on`: `on` is a word of the grammar and stands where the matter was expected.
      help: as in: mao knew attack-plan from kim-il-sung on 13 May 1950
    ");
    insta::assert_snapshot!(check("kim told mao,"), @r"
    [reading-not-understood] 13..13 ``: The line ends where whom it was told was expected.
      help: as in: kim-il-sung told mao, zhou-enlai attack-plan via roshchin on 13 May 1950
    ");
    insta::assert_snapshot!(check("kim told mao"), @r"
    [reading-not-understood] 12..12 ``: The line ends where what was told was expected.
      help: as in: kim-il-sung told mao, zhou-enlai attack-plan via roshchin on 13 May 1950
    ");
    insta::assert_snapshot!(check("stalin promised prc"), @r"
    [reading-not-understood] 19..19 ``: The line ends where what was promised was expected.
      help: as in: stalin promised prc air-cover if troops-cross on 5 July 1950
    ");
    insta::assert_snapshot!(check("mao knew plan on"), @r"
    [reading-not-understood] 14..16 `on`: No date follows `on`.
      help: -
    ");
    insta::assert_snapshot!(check("mao knew plan reading"), @r"
    [reading-not-understood] 21..21 ``: The line ends where the reading it is meant in was expected.
      help: -
    ");
}

#[test]
fn what_is_too_much_is_refused() {
    insta::assert_snapshot!(check("mao knew plan 24 June 1950"), @r"
    [reading-not-understood] 14..16 `24`: `24` and what follows have no place after `knew`.
      help: say how the date is meant: `on 24 June 1950`, `by 24 June 1950`, `before 24 June 1950`
    ");
    insta::assert_snapshot!(check("mao knew plan via park"), @r"
    [reading-not-understood] 14..17 `via`: `via` and what follows have no place after `knew`.
      help: `via` belongs to told
    ");
    insta::assert_snapshot!(check("mao knew plan; mao knew date"), @r"
    [reading-not-understood] 13..14 `;`: `;` and what follows have no place after `knew`.
      help: one reading a line: write a second `means:` line
    ");
    insta::assert_snapshot!(check("landing happened quickly"), @r"
    [reading-not-understood] 17..24 `quickly`: `quickly` and what follows have no place after `happened`.
      help: as in: inchon-landing happened on 15 September 1950
    ");
    insta::assert_snapshot!(check("mao knew plan, date"), @r"
    [reading-not-understood] 13..14 `,`: `,` and what follows have no place after `knew`.
      help: one reading a line: write a second `means:` line
    ");
}

#[test]
fn a_date_that_is_not_understood_is_reported_and_never_guessed() {
    insta::assert_snapshot!(check("mao knew plan on some day"), @r#"
    [date-not-understood] 17..25 `some day`: "some day": This is not read as a date.
      help: Write a date such as 13 May 1950, May 1950, early 1950, before 13 May 1950, or EDTF (1950-05-13).
    "#);
    insta::assert_snapshot!(check("mao knew plan on that day from kim"), @r#"
    [date-not-understood] 17..34 `that day from kim`: "that day from kim": This is not read as a date.
      help: the time comes last, as in: mao knew attack-plan from kim-il-sung on 13 May 1950
    "#);
}

#[test]
fn a_case_reads_dates_by_its_own_phrases() {
    let table = PhraseTable::parse("early YEAR\t1 January\t31 January\ta month\n").value;
    let line = "mao knew plan on early 1950";
    let latest = |noted: Noted<Option<Reading>>| match noted.value.and_then(|reading| reading.when)
    {
        Some(When::On(date)) => date.bounds.latest,
        other => panic!("{other:?}"),
    };
    let (ours, default) = (parse_reading_with(&table, line), parse_reading(line));
    assert!(latest(ours) < latest(default));
    assert_eq!(
        parse_question_with(&table, line).value,
        parse_reading_with(&table, line)
            .value
            .map(Question::Reading)
    );
}

#[test]
fn every_form_of_question_is_read() {
    for word in QUESTION_WORDS {
        let line = super::ask::example(word);
        assert!(line.starts_with(word));
        assert_eq!(asked(line), line);
        assert!(!matches!(
            parse_question(line).value,
            Some(Question::Reading(_))
        ));
    }
    for line in [
        "who told mao plan by 14 May 1950",
        "who promised prc air-cover",
        "who ignorant of plan",
        "what happened between 1 October 1950 and 19 October 1950",
        "what mao silent on",
        "when inchon-landing",
        "when telegram did not happen",
        "when refusal breaks promise reading wide",
        "verdict mao-reluctant",
        "state intervention",
        "positions intervention",
        "ties",
        "ties prc",
        "ties on 25 June 1950",
        "without xu-yan-2003",
    ] {
        assert_eq!(asked(line), line);
    }
    insta::assert_snapshot!(asked("mao knew plan on 24 June 1950?"), @"mao knew plan on 24 June 1950");
    insta::assert_snapshot!(asked("mao knew plan on 24 June 1950??"), @"mao knew plan on 24 June 1950??");
}

#[test]
fn a_question_that_cannot_be_read_says_why() {
    insta::assert_snapshot!(asked("verdict reluctance under clera"), @r"
    [question-not-understood] 25..30 `clera`: `clera` is no proof standard.
      help: did you mean `clear`?
    ");
    insta::assert_snapshot!(asked("verdict reluctance under doubt"), @r"
    [question-not-understood] 25..30 `doubt`: `doubt` is no proof standard.
      help: the standards are: scintilla, preponderance, clear, established
    ");
    insta::assert_snapshot!(asked("when mao learned plan on 1 May 1950"), @r"
    [question-not-understood] 22..24 `on`: A `when` question leaves the time open.
      help: as in: when mao learned attack-plan
    ");
    insta::assert_snapshot!(asked("who breaks promise"), @r"
    [question-not-understood] 4..10 `breaks`: `who` cannot be asked of `breaks`.
      help: ask it as a reading: refusal-at-sochi breaks air-cover-promise reading wide
    ");
    insta::assert_snapshot!(asked("who knwe plan"), @r"
    [question-not-understood] 4..8 `knwe`: `knwe` is no verb of the grammar.
      help: did you mean `knew`? As in: who knew attack-schedule on 24 June 1950
    ");
    insta::assert_snapshot!(asked("what landing happened"), @r"
    [question-not-understood] 13..21 `happened`: `what` cannot be asked of `happened`.
      help: ask it as a reading: inchon-landing happened on 15 September 1950
    ");
    insta::assert_snapshot!(asked("whithout xu-yan"), @r"
    [question-not-understood] 9..15 `xu-yan`: `xu-yan` is no verb of the grammar.
      help: did you mean `without`? As in: without li-haiwen-1993, xu-yan-2003
    ");
    insta::assert_snapshot!(asked("missing a, b"), @r"
    [question-not-understood] 9..10 `,`: `,` and what follows have no place here.
      help: as in: missing attack-schedule
    ");
    insta::assert_snapshot!(asked("who"), @r"
    [question-not-understood] 3..3 ``: The question ends where a verb was expected.
      help: as in: who knew attack-schedule on 24 June 1950
    ");
    insta::assert_snapshot!(asked("state"), @r"
    [question-not-understood] 5..5 ``: The line ends where the matter, promise or tie was expected.
      help: as in: state air-cover-promise on 13 October 1950 reading wide
    ");
}

#[test]
fn words_of_the_grammar_are_no_ids() {
    for word in [
        "knew", "silent", "not", "reading", "who", "between", "under", "happen",
    ] {
        assert!(is_keyword(word), "{word}");
    }
    for word in ["mao", "plan", "signing", "fall"] {
        assert!(!is_keyword(word), "{word}");
    }
}

fn an_id() -> impl Strategy<Value = Id> {
    "[a-z毛0-9][a-z0-9/.-]{0,8}"
        .prop_filter("words of the grammar are no ids", |id| !is_keyword(id))
        .prop_map(|id| Id {
            id,
            ..Id::default()
        })
}

fn ids() -> impl Strategy<Value = Vec<Id>> {
    prop::collection::vec(an_id(), 1..3)
}

fn a_fact() -> impl Strategy<Value = Fact> {
    let row = 0..VERBS.len();
    (row, ids(), ids(), an_id(), prop::option::of(ids())).prop_map(|(row, a, b, c, d)| {
        let (first, second) = (a[0].clone(), b[0].clone());
        let more = d.as_ref().map(|ids| ids[0].clone());
        match VERBS[row].verb {
            Verb::Knowledge(verb) => Fact::Knowledge {
                actor: first,
                verb,
                matter: c,
                from: more,
            },
            Verb::Told => Fact::Told {
                teller: c,
                hearers: a,
                matters: b,
                via: d.unwrap_or_default(),
            },
            Verb::Attitude(verb) => Fact::Attitude {
                actor: first,
                verb,
                matter: c,
            },
            Verb::Act(verb) => Fact::Act {
                actor: first,
                verb,
                matter: c,
            },
            Verb::Promised => Fact::Promised {
                debtor: first,
                creditor: second,
                matter: c,
                condition: more,
            },
            Verb::Effect(verb) => Fact::Effect {
                event: first,
                verb,
                promise: c,
            },
            Verb::Happened(so) => Fact::Happened { event: c, so },
            Verb::Holds(so) => Fact::Holds { matter: c, so },
            Verb::Tie(state) => Fact::Tie { tie: c, state },
        }
    })
}

fn a_when() -> impl Strategy<Value = When> {
    let dates = [
        "25 June 1950",
        "early 1950",
        "4 a.m., 25 June 1950",
        "c. 1950",
        "1949?",
    ];
    let date = move |at: usize| {
        let text = format!("x happened on {}", dates[at]);
        match parse_reading(&text).value.expect(&text).when {
            Some(When::On(date)) => date,
            other => panic!("{text}: {other:?}"),
        }
    };
    (0usize..7, 0..dates.len(), 0..dates.len()).prop_map(move |(word, a, b)| {
        let made = [
            When::On,
            When::By,
            When::Before,
            When::After,
            When::Since,
            When::Until,
        ];
        made.get(word)
            .map_or_else(|| When::Between(date(a), date(b)), |made| made(date(a)))
    })
}

fn a_reading() -> impl Strategy<Value = Reading> {
    let parts = (
        a_fact(),
        prop::option::of(a_when()),
        prop::option::of(an_id()),
    );
    parts.prop_map(|(fact, when, sense)| Reading { fact, when, sense })
}

fn a_question() -> impl Strategy<Value = Question> {
    let parts = (
        a_reading(),
        ids(),
        an_id(),
        0usize..STANDARD_CASES,
        0usize..8,
    );
    parts.prop_map(|(reading, ids, id, standard, form)| {
        let (when, sense) = (reading.when.clone(), reading.sense.clone());
        match form {
            0 => Question::Reading(reading),
            1 => Question::When(Box::new(AskedWhen::Card(id))),
            2 => Question::When(Box::new(AskedWhen::Reading(Reading {
                when: None,
                ..reading
            }))),
            3 => Question::What {
                actor: Some(id),
                verb: "silent on".to_owned(),
                when,
            },
            4 => Question::State {
                of: id,
                when,
                sense,
            },
            5 => Question::Without { sources: ids },
            6 => Question::Who {
                verb: "told".to_owned(),
                objects: vec![id, ids[0].clone()],
                when,
            },
            _ => Question::Verdict {
                matter: id,
                standard: crate::schema::STANDARDS.get(standard).map(|word| Id {
                    id: (*word).to_owned(),
                    ..Id::default()
                }),
            },
        }
    })
}

/// The four standards, and none.
const STANDARD_CASES: usize = 5;

proptest! {
    #[test]
    fn a_printed_reading_reads_back_the_same(reading in a_reading()) {
        let again = parse_reading(&reading.to_string());
        prop_assert_eq!(again, Noted::clean(Some(reading)));
    }

    #[test]
    fn a_printed_question_reads_back_the_same(question in a_question()) {
        let again = parse_question(&question.to_string());
        prop_assert_eq!(again, Noted::clean(Some(question)));
    }

    #[test]
    fn any_line_is_read_or_noted(text in "((mao|knew|told|on|1950|who|verdict|reading|did not happen|,|;|\\PC) ?){0,9}") {
        for (read, notes) in [
            { let r = parse_reading(&text); (r.value.is_some(), r.notes) },
            { let q = parse_question(&text); (q.value.is_some(), q.notes) },
        ] {
            prop_assert!(read || !notes.is_empty());
            for note in notes {
                let span = note.at.expect("a note has a place").span;
                prop_assert!(text.get(span.range()).is_some());
            }
        }
    }
}
