//! Laws that every answer keeps, tried on every question of the literate cases.
use super::{Scope, Stretch, case_of, files, gathered};
use kaozheng_case::{Case, Settings, ask, compile};
use kaozheng_record::means::{Question, parse_question};
use kaozheng_record::{Record, Sheet};
use kaozheng_text::Document;

/// A question with what holds where it is asked.
struct Asked {
    scope: Scope,
    question: Question,
}

fn questions() -> Vec<Asked> {
    let mut out = Vec::new();
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
                    if let Some(question) = parse_question(body.trim()).value {
                        out.push(Asked {
                            scope: scope.clone(),
                            question,
                        });
                    }
                }
                Stretch::Block { info, body, .. }
                    if ["record", "case", "page"]
                        .iter()
                        .any(|word| info.starts_with(word)) =>
                {
                    scope.push((depth, info, body));
                }
                Stretch::Block { .. } | Stretch::Prose(_) => {}
            }
        }
    }
    assert!(out.len() > 50, "only {} questions were found", out.len());
    out
}

fn compiled(sheets: Vec<Sheet>, documents: &[Document]) -> Case {
    compile(&Record::new(sheets), documents, &Settings::default()).value
}

#[test]
fn order_and_names_of_files_do_not_matter() {
    for Asked { scope, question } in questions() {
        let (sheets, documents) = gathered(&scope);
        let cards = sheets
            .iter()
            .flat_map(Sheet::cards)
            .map(|card| format!("{}\n", card.text()));
        let mut cards: Vec<String> = cards.collect();
        let third = cards.len() / 3;
        cards.rotate_left(third);
        cards.reverse();
        let shuffled = cards
            .iter()
            .zip(0..)
            .map(|(card, number)| Sheet::parse(&format!("cards/z{number}.card"), card.as_str()));
        let shuffled: Vec<Sheet> = shuffled.collect();
        let (own, other) = (compiled(sheets, &documents), compiled(shuffled, &documents));
        assert_eq!(ask(&own, &question), ask(&other, &question), "{question}");
    }
}

#[test]
fn an_unrelated_card_changes_no_answer() {
    let unrelated = "person: unrelated-person\nname: Nobody [en]\n\nmatter: unrelated-matter\nsays: Nothing of this.\ntopic: unrelated topic\n\n\
        event: unrelated-event\nfrom: editor\ntype: message\nwhen: 1 April 1777\nsender: unrelated-person\nrecipient: unrelated-person\ntells: unrelated-matter\n";
    for Asked { scope, question } in questions() {
        let (mut sheets, documents) = gathered(&scope);
        let own = compiled(sheets.clone(), &documents);
        sheets.push(Sheet::parse("cards/unrelated.card", unrelated));
        let other = compiled(sheets, &documents);
        assert_eq!(ask(&own, &question), ask(&other, &question), "{question}");
    }
}

#[test]
fn without_its_grounds_an_answer_changes_or_is_withdrawn() {
    for Asked { scope, question } in questions() {
        let case = case_of(&scope);
        let answer = ask(&case, &question);
        if answer.grounds.is_empty() || matches!(question, Question::Missing { .. }) {
            continue;
        }
        let grounds: Vec<&str> = answer.grounds.iter().map(String::as_str).collect();
        let left = ask(&case.without(&grounds), &question);
        assert_ne!(
            left.verdict, answer.verdict,
            "{question} still stands without {grounds:?}\n{left}"
        );
    }
}

#[test]
fn what_a_verdict_rests_on_changes_it_when_taken_away_and_nothing_else_does() {
    for Asked { scope, question } in questions() {
        let case = case_of(&scope);
        let answer = ask(&case, &question);
        if matches!(
            question,
            Question::Missing { .. } | Question::Without { .. } | Question::What { .. }
        ) {
            continue;
        }
        let asked = question.to_string();
        for source in case
            .sources
            .keys()
            .filter(|id| !asked.split([' ', ',']).any(|word| word == id.as_str()))
        {
            let left = ask(&case.without(&[source]), &question);
            let named = answer.rests_on.contains(source);
            assert_eq!(
                left.verdict != answer.verdict,
                named,
                "{question}: {source}\n{answer}\n{left}"
            );
        }
    }
}

#[test]
fn every_step_of_an_answer_with_evidence_leads_to_a_card() {
    for Asked { scope, question } in questions() {
        let case = case_of(&scope);
        let answer = ask(&case, &question);
        let cited = answer
            .steps
            .iter()
            .any(|step| step.ends_with(']') || step.ends_with("]."));
        assert!(
            answer.grounds.is_empty()
                || cited
                || matches!(
                    question,
                    Question::Without { .. } | Question::Missing { .. }
                ),
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
    }
}
