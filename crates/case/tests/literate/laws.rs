//! Laws that every answer keeps, tried on every question of the literate cases.
use super::{Scope, Stretch, case_of, files, gathered};
use kaozheng_case::ask::{Answer, ask, verdict};
use kaozheng_case::{Case, Settings, compile};
use kaozheng_record::means::{Question, parse_question};
use kaozheng_record::{Record, Sheet};
use kaozheng_text::Document;

/// Questions with what holds where they are asked.
struct Asked {
    scope: Scope,
    questions: Vec<Question>,
}

/// Every question of the literate cases, those asked on the same cards together.
fn questions() -> Vec<Asked> {
    let mut out: Vec<Asked> = Vec::new();
    for (_, parts) in files() {
        let mut scope: Scope = Vec::new();
        let mut depth = 0;
        for part in parts {
            match part {
                Stretch::Heading(level, _) => {
                    scope.retain(|(above, ..)| *above < level);
                    depth = level;
                }
                Stretch::Block { info, body, .. } if info == "ask" => {
                    let Some(question) = parse_question(body.trim()).value else {
                        continue;
                    };
                    match out.last_mut().filter(|last| last.scope == scope) {
                        Some(last) => last.questions.push(question),
                        None => out.push(Asked {
                            scope: scope.clone(),
                            questions: vec![question],
                        }),
                    }
                }
                Stretch::Block { info, body, .. }
                    if ["record", "case", "page", "grades"]
                        .iter()
                        .any(|word| info.starts_with(word)) =>
                {
                    scope.push((depth, info, body));
                }
                Stretch::Block { .. } | Stretch::Prose(_) => {}
            }
        }
    }
    let count: usize = out.iter().map(|asked| asked.questions.len()).sum();
    assert!(count > 50, "only {count} questions were found");
    out
}

fn compiled(sheets: Vec<Sheet>, documents: &[Document]) -> Case {
    compile(&Record::new(sheets), documents, &Settings::default()).value
}

#[test]
fn order_and_names_of_files_do_not_matter() {
    for Asked { scope, questions } in questions() {
        let (sheets, documents) = gathered(&scope);
        let cards = sheets
            .iter()
            .flat_map(Sheet::cards)
            .map(|card| format!("{}\n", card.text()));
        let mut cards: Vec<String> = cards.collect();
        let third = cards.len() / 3;
        cards.rotate_left(third);
        cards.reverse();
        let sheet = |(card, number): (&String, usize)| {
            Sheet::parse(&format!("cards/z{number}.card"), card.as_str())
        };
        let shuffled: Vec<Sheet> = cards.iter().zip(0..).map(sheet).collect();
        let (own, other) = (compiled(sheets, &documents), compiled(shuffled, &documents));
        for question in &questions {
            assert_eq!(ask(&own, question), ask(&other, question), "{question}");
        }
    }
}

#[test]
fn an_unrelated_card_changes_no_answer() {
    let unrelated = "person: unrelated-person\nname: Nobody [en]\n\nmatter: unrelated-matter\nsays: Nothing of this.\ntopic: unrelated topic\n\n\
        event: unrelated-event\nfrom: editor\ntype: message\nwhen: 1 April 1777\nsender: unrelated-person\nrecipient: unrelated-person\ntells: unrelated-matter\n";
    for Asked { scope, questions } in questions() {
        let (mut sheets, documents) = gathered(&scope);
        let own = compiled(sheets.clone(), &documents);
        sheets.push(Sheet::parse("cards/unrelated.card", unrelated));
        let other = compiled(sheets, &documents);
        for question in &questions {
            assert_eq!(ask(&own, question), ask(&other, question), "{question}");
        }
    }
}

/// Every question with its case and its answer.
fn each(law: impl Fn(&Case, &Question, &Answer)) {
    for Asked { scope, questions } in questions() {
        let case = case_of(&scope);
        for question in &questions {
            law(&case, question, &ask(&case, question));
        }
    }
}

#[test]
fn without_its_grounds_an_answer_changes_or_is_withdrawn() {
    each(|case, question, answer| {
        if answer.grounds.is_empty() || matches!(question, Question::Missing { .. }) {
            return;
        }
        let grounds: Vec<&str> = answer.grounds.iter().map(String::as_str).collect();
        let left = verdict(&case.without(&grounds), question);
        assert_ne!(
            left, answer.verdict,
            "{question} still stands without {grounds:?}"
        );
    });
}

#[test]
fn what_a_verdict_rests_on_changes_it_when_taken_away_and_nothing_else_does() {
    each(|case, question, answer| {
        if matches!(
            question,
            Question::Missing { .. } | Question::Without { .. } | Question::What { .. }
        ) {
            return;
        }
        let asked = question.to_string();
        let named = |id: &str| asked.split([' ', ',']).any(|word| word == id);
        for source in case.sources.keys().filter(|id| !named(id)) {
            let left = verdict(&case.without(&[source]), question);
            let rests = answer.rests_on.contains(source);
            assert_eq!(
                left != answer.verdict,
                rests,
                "{question} becomes {left} without {source}\n{answer}"
            );
        }
    });
}

#[test]
fn every_answer_with_evidence_leads_to_cards() {
    each(|case, question, answer| {
        let cited = answer
            .steps
            .iter()
            .any(|step| step.ends_with([']', '.']) && step.contains('['));
        let listed = matches!(
            question,
            Question::Without { .. } | Question::Missing { .. }
        );
        assert!(
            answer.grounds.is_empty() || cited || listed,
            "{question}\n{answer}"
        );
        for id in answer
            .grounds
            .iter()
            .chain(&answer.route)
            .chain(&answer.rests_on)
        {
            assert!(
                case.card(id).is_some(),
                "{question} names {id}, which no card carries"
            );
        }
    });
}
