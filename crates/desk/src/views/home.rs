//! The first page of a case: what it holds, what is asked of it and what it answers.

use super::AnswerView;
use super::drafts::KindCount;
use kaozheng_case::Case;
use kaozheng_case::ask::ask;
use kaozheng_record::Kind;
use serde::Serialize;

/// The first page of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HomeView {
    /// The title of the case.
    pub title: String,
    /// How many cards there are of each kind, in the order of the manual; kinds without cards are left out.
    pub cards: Vec<KindCount>,
    /// How many originals the case holds.
    pub originals: usize,
    /// The questions, in the order of `case.toml`, or by id.
    pub questions: Vec<QuestionView>,
}

/// One question card with its answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionView {
    /// The card.
    pub id: String,
    /// The question, for people.
    pub asks: String,
    /// The answers to its formal questions.
    pub answers: Vec<AnswerView>,
}

impl HomeView {
    /// The first page of a case with so many `originals`. `first` are the questions to show, by id; all of them when it is
    /// empty.
    pub fn of(case: &Case, title: &str, originals: usize, first: &[String]) -> HomeView {
        let all: Vec<String> = case.questions.keys().cloned().collect();
        let wanted = if first.is_empty() { &all } else { first };
        HomeView {
            title: title.to_owned(),
            cards: counts(case),
            originals,
            questions: wanted.iter().filter_map(|id| question(case, id)).collect(),
        }
    }
}

/// One question card with its answers; `None` when no question is called `id`.
pub fn question(case: &Case, id: &str) -> Option<QuestionView> {
    let question = case.questions.get(id)?;
    let answers = question
        .ask
        .iter()
        .map(|asked| AnswerView::from(ask(case, &asked.value)));
    Some(QuestionView {
        id: id.to_owned(),
        asks: question.asks.value().cloned().unwrap_or_default(),
        answers: answers.collect(),
    })
}

fn counts(case: &Case) -> Vec<KindCount> {
    let count = |kind: Kind| case.cards().filter(|card| card.kind == kind).count();
    let counted = Kind::ALL.into_iter().map(|kind| KindCount {
        kind: kind.word().to_owned(),
        count: count(kind),
    });
    counted.filter(|counted| counted.count > 0).collect()
}
