//! The stage `references`: the fields of one reference.

use super::Options;
use super::article::label;
use kaozheng_reading::find::citations::citations_in;
use serde_json::{Map, Value, json};

/// Answers one line: every field of every citation in `text`, with its place in code points.
pub(crate) fn answer(input: &Map<String, Value>, _: &Options) -> Result<Value, String> {
    let text = input
        .get("text")
        .and_then(Value::as_str)
        .ok_or("the line has no `text`")?;
    let mut fields = Vec::new();
    for (span, citation) in citations_in(text) {
        for (field, range) in &citation.fields {
            let start = span.start as usize + range.start;
            let end = span.start as usize + range.end;
            fields.push(json!({
                "label": label(*field),
                "start": text[..start].chars().count(),
                "end": text[..end].chars().count(),
            }));
        }
    }
    Ok(json!({ "fields": fields }))
}
