//! The stage `references`: the fields of one reference.

use super::Options;
use kaozheng_reading::find::citations::fields_in;
use serde_json::{Map, Value, json};

/// Answers one line.
pub(crate) fn answer(input: &Map<String, Value>, _: &Options) -> Result<Value, String> {
    let text = input
        .get("text")
        .and_then(Value::as_str)
        .ok_or("the line has no `text`")?;
    Ok(json!({ "fields": fields(text) }))
}

/// Every field of `text` with its place in code points.
pub(super) fn fields(text: &str) -> Vec<Value> {
    let points = Points::of(text);
    fields_in(text)
        .into_iter()
        .map(|(field, at)| json!({ "label": field.name(), "start": points.at(at.start), "end": points.at(at.end) }))
        .collect()
}

/// Code points before each byte of a text.
pub(super) struct Points<'a> {
    text: &'a str,
    /// Code points before every 64th byte.
    steps: Vec<usize>,
}

impl Points<'_> {
    pub(super) fn of(text: &str) -> Points<'_> {
        let begins = |byte: &&u8| **byte & 0xc0 != 0x80;
        let mut steps = vec![0];
        for chunk in text.as_bytes().chunks(64) {
            let before = steps[steps.len() - 1];
            steps.push(before + chunk.iter().filter(begins).count());
        }
        Points { text, steps }
    }

    /// Code points before byte `at`, which is the beginning of one.
    pub(super) fn at(&self, at: usize) -> usize {
        let whole = at / 64;
        let rest = &self.text.as_bytes()[whole * 64..at];
        self.steps[whole] + rest.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
    }
}
