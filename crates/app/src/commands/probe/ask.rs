//! The stage `ask`: one question put to one case.

use super::Options;
use super::lines::text;
use crate::open::{Originals, open};
use kaozheng_case::ask::ask;
use kaozheng_desk::views::AnswerView;
use kaozheng_record::means::parse_question;
use serde_json::{Map, Value};

/// Answers `question` in the case folder `case`, as `ask --json` does.
pub(crate) fn answer(input: &Map<String, Value>, options: &Options) -> Result<Value, String> {
    let folder = options.folder.join(text(input, "case")?);
    let case = open(&folder, Originals::LeftAlone).map_err(|error| format!("{error:#}"))?;
    let words = text(input, "question")?;
    let parsed = parse_question(words);
    let question = parsed.value.ok_or_else(|| {
        let reasons: Vec<&str> = parsed
            .notes
            .iter()
            .map(|note| note.message.as_str())
            .collect();
        format!("the question was not understood: {}", reasons.join("; "))
    })?;
    serde_json::to_value(AnswerView::from(ask(&case.case, &question)))
        .map_err(|error| error.to_string())
}
