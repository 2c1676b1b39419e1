//! An answer, field by field as `ask --json` gives it.

use kaozheng_case::ask::Answer;
use serde::Serialize;

/// The answer to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AnswerView {
    /// The question as it was understood.
    pub question: String,
    /// The verdict.
    pub verdict: String,
    /// The proof standard it was held to; null where nothing is weighed.
    pub standard: Option<String>,
    /// The cards it rests on.
    pub grounds: Vec<String>,
    /// From the question to the verdict, in sentences.
    pub steps: Vec<String>,
    /// The messages by which something came to somebody, first to last.
    pub route: Vec<String>,
    /// Sources and cards whose removal alone changes the verdict.
    pub rests_on: Vec<String>,
    /// Where accounts differ: which was followed, and which stands beside it.
    pub rivals: Vec<String>,
    /// What would give another verdict.
    pub would_change: Vec<String>,
    /// What is known to be absent, and where to look.
    pub missing: Vec<String>,
}

impl From<Answer> for AnswerView {
    fn from(answer: Answer) -> AnswerView {
        let Answer {
            question,
            verdict,
            standard,
            grounds,
            steps,
            route,
            rests_on,
            rivals,
            would_change,
            missing,
        } = answer;
        AnswerView {
            question,
            verdict,
            standard,
            grounds,
            steps,
            route,
            rests_on,
            rivals,
            would_change,
            missing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_has_the_fields_of_the_contract_in_their_order() {
        let json = serde_json::to_value(AnswerView::from(Answer::default())).expect("plain fields");
        let keys: Vec<&String> = json.as_object().expect("an object").keys().collect();
        let contract =
            "question verdict standard grounds steps route rests_on rivals would_change missing";
        assert_eq!(keys, contract.split(' ').collect::<Vec<_>>());
    }
}
