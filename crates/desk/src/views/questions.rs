//! The questions of a case with their verdicts, what is in dispute, and a question that was typed.

use super::AnswerView;
use super::standing::words;
use kaozheng_case::Case;
use kaozheng_case::ask::{ask, verdict};
use kaozheng_case::facts::lines::{bearing, weigh};
use kaozheng_record::means::{Question, parse_question};
use kaozheng_record::{Record, did_you_mean};
use serde::Serialize;
use std::collections::BTreeSet;

/// The questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct QuestionsView {
    /// The question that was typed, with its answer; null when none was.
    pub typed: Option<Typed>,
    /// The question cards, in order of id, or those that the case names first.
    pub questions: Vec<QuestionLine>,
    /// The matters with evidence, on one page.
    pub disputes: Vec<DisputeLine>,
    /// How many matters have evidence.
    pub disputed: usize,
    /// The page of matters, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
}

/// One question card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionLine {
    /// The card.
    pub id: String,
    /// The question, for people.
    pub asks: String,
    /// What is formally asked, with the verdict on each.
    pub verdicts: Vec<(String, String)>,
}

/// One matter with evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DisputeLine {
    /// The matter.
    pub id: String,
    /// What it says.
    pub says: String,
    /// The verdict in words.
    pub verdict: String,
}

/// A question that was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Typed {
    /// The words.
    pub words: String,
    /// The answer; null when the words are no question of this case.
    pub answer: Option<AnswerView>,
    /// What is wrong with the words.
    pub troubles: Vec<Trouble>,
}

/// What is wrong with a stretch of a typed question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// What is wrong.
    pub message: String,
    /// First byte of the words.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What to write instead.
    pub help: Option<String>,
    /// The name that is a draft still, when that is the trouble.
    pub draft: Option<String>,
}

/// Matters on a page.
pub(crate) const ON_A_PAGE: usize = 50;

impl QuestionsView {
    /// The questions of a case, those of `first` first; `drafts` are asked when a name is unknown, `page` counts from 1.
    pub fn of(
        case: &Case,
        (record, drafts): (&Record, &Record),
        typed: Option<&str>,
        (first, page): (&[String], usize),
    ) -> QuestionsView {
        let mut ids: Vec<&String> = first
            .iter()
            .filter(|id| case.questions.contains_key(id))
            .collect();
        ids.extend(case.questions.keys().filter(|id| !first.contains(id)));
        let disputed: Vec<&String> = case
            .matters
            .keys()
            .filter(|id| is_disputed(case, id))
            .collect();
        let pages = disputed.len().div_ceil(ON_A_PAGE).max(1);
        let page = page.clamp(1, pages);
        let here = disputed.iter().skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE);
        let dispute = |id: &&String| DisputeLine {
            id: (*id).clone(),
            says: case.card(id).map(super::says).unwrap_or_default(),
            verdict: words(weigh(case, id).verdict),
        };
        QuestionsView {
            typed: typed.map(|words| asked(case, (record, drafts), words)),
            questions: ids.into_iter().filter_map(|id| line(case, id)).collect(),
            disputes: here.map(dispute).collect(),
            disputed: disputed.len(),
            page,
            pages,
        }
    }
}

/// Whether some card speaks for or against a matter.
fn is_disputed(case: &Case, id: &str) -> bool {
    !bearing(case, id).is_empty()
}

fn line(case: &Case, id: &str) -> Option<QuestionLine> {
    let question = case.questions.get(id)?;
    let asked = question.ask.iter().map(|asked| {
        let asked: &Question = &asked.value;
        (asked.to_string(), verdict(case, asked))
    });
    Some(QuestionLine {
        id: id.to_owned(),
        asks: question.asks.value().cloned().unwrap_or_default(),
        verdicts: asked.collect(),
    })
}

/// A typed question with its answer, or with what is wrong with it.
pub fn asked(case: &Case, (record, drafts): (&Record, &Record), words: &str) -> Typed {
    let words = unquoted(words);
    let mut notes = Vec::new();
    let question = parse_question(&words).take(&mut notes);
    let Some(question) = question else {
        let trouble = |note: &kaozheng_text::Diagnostic| {
            let span = note.at.as_ref().map(|at| at.span);
            Trouble {
                message: note.message.clone(),
                start: span.map_or(0, |span| span.start as usize),
                end: span.map_or(words.len(), |span| span.end as usize),
                help: note.help.clone(),
                draft: None,
            }
        };
        return Typed {
            troubles: notes.iter().map(trouble).collect(),
            answer: None,
            words,
        };
    };
    let troubles = strangers(case, (record, drafts), &question);
    let answer = troubles
        .is_empty()
        .then(|| AnswerView::from(ask(case, &question)));
    Typed {
        words,
        answer,
        troubles,
    }
}

fn strangers(
    case: &Case,
    (record, drafts): (&Record, &Record),
    question: &Question,
) -> Vec<Trouble> {
    let mut seen = BTreeSet::new();
    let ids = question.ids().into_iter();
    let unknown = ids.filter(|id| case.kind(&id.id).is_none() && seen.insert(id.span));
    let trouble = |id: &kaozheng_record::means::Id| Trouble {
        message: format!("No card is called `{}`.", id.id),
        start: id.span.start as usize,
        end: id.span.end as usize,
        help: did_you_mean(&id.id, record.ids().map(|(id, _)| id)),
        draft: drafts.get(&id.id).map(|draft| draft.id().to_owned()),
    };
    unknown.map(trouble).collect()
}

/// The words without the quotation marks that word processors set around them; no id has one.
fn unquoted(words: &str) -> String {
    let marks = [
        '"', '\'', '“', '”', '„', '‘', '’', '«', '»', '「', '」', '`', '?', '？',
    ];
    let bare = words
        .split_whitespace()
        .map(|word| word.trim_matches(marks));
    bare.filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaozheng_case::{Settings, compile};
    use kaozheng_record::Sheet;

    fn check(words: &str) -> String {
        let cards = "person: mao\n\nmatter: plan\nsays: Kim plans to attack.\n\nstatement: s\nsays: x\nmeans: mao knew plan on 1 May 1950\n";
        let record = Record::new(vec![Sheet::parse("a.card", cards)]);
        let drafts = Record::new(vec![Sheet::parse("d.card", "person: kim\n")]);
        let case = compile(&record, &[], &Settings::default()).value;
        let typed = asked(&case, (&record, &drafts), words);
        let troubles = typed.troubles.iter().map(|trouble| {
            format!(
                "{:?}: {} {:?} {:?}\n",
                &typed.words[trouble.start..trouble.end],
                trouble.message,
                trouble.help,
                trouble.draft
            )
        });
        let verdict = typed.answer.map(|answer| answer.verdict);
        format!(
            "{}{}",
            troubles.collect::<String>(),
            verdict.unwrap_or_default()
        )
    }

    #[test]
    fn a_typed_question_is_answered_or_its_trouble_has_a_place() {
        insta::assert_snapshot!(check("“mao knew plan on 2 May 1950?”"), @"known");
    }

    #[test]
    fn a_name_that_no_card_has_is_pointed_at() {
        insta::assert_snapshot!(check("kim knew plam on 2 May 1950"), @r#"
        "kim": No card is called `kim`. None Some("kim")
        "plam": No card is called `plam`. Some("did you mean `plan`?") None
        "#);
    }

    #[test]
    fn words_that_are_no_question_are_pointed_at() {
        insta::assert_snapshot!(check("mao perhaps plan"), @r#""perhaps": `perhaps` is no verb of the grammar. Some("the verbs are: knew, ignorant of, learned, silent on, told, said, denied, doubted, believed, considered, drafted, decided, declined, ordered, suspended, reversed, reaffirmed, executed, promised, keeps, breaks, part-performs, makes-due, releases, happened, did not happen, holds, does not hold, signed, in force, practised, ended") None"#);
    }
}
