//! The stage `citations`: a note cut into citations, with the fields of all of them.

use super::Options;
use super::article::form;
use super::references::{Points, fields};
use kaozheng_reading::find::citations::cut;
use serde_json::{Map, Value, json};

/// Answers one line.
pub(crate) fn answer(input: &Map<String, Value>, _: &Options) -> Result<Value, String> {
    let text = input
        .get("text")
        .and_then(Value::as_str)
        .ok_or("the line has no `text`")?;
    let points = Points::of(text);
    let citations: Vec<Value> = cut(text)
        .into_iter()
        .map(|(span, citation)| {
            json!({
                "start": points.at(span.start as usize),
                "end": points.at(span.end as usize),
                "form": form(citation.form),
            })
        })
        .collect();
    Ok(json!({ "citations": citations, "fields": fields(text) }))
}
