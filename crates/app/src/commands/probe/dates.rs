//! The stage `dates`: every date of a text, with its value and what it was counted from.

use super::{Convention, Options};
use kaozheng_values::dates::{
    Convention as Marking, DateContext, FoundDate, Language, find_dates, parse_date,
};
use serde_json::{Map, Value, json};

/// Answers one line.
pub(crate) fn answer(input: &Map<String, Value>, options: &Options) -> Result<Value, String> {
    let text = input
        .get("text")
        .and_then(Value::as_str)
        .ok_or("the line has no `text`")?;
    let word = |key: &str| input.get(key).and_then(Value::as_str);
    let context = DateContext {
        language: word("lang").and_then(Language::from_code),
        written: word("dct").and_then(|date| parse_date(date).value),
        convention: match options.convention {
            Convention::Timex3 => Marking::Timex3,
            Convention::Timex2 => Marking::Timex2,
        },
        ..DateContext::default()
    };
    let places = places(text);
    let found = find_dates(text, &context);
    Ok(json!({ "timex": found.iter().map(|date| timex(date, &places)).collect::<Vec<_>>() }))
}

/// The number of code points before each byte that starts one, and before the end.
fn places(text: &str) -> Vec<usize> {
    let mut places = vec![0; text.len() + 1];
    let mut count = 0;
    for (at, _) in text.char_indices() {
        places[at] = count;
        count += 1;
    }
    places[text.len()] = count;
    places
}

fn timex(found: &FoundDate, places: &[usize]) -> Value {
    json!({
        "start": places[found.span.start],
        "end": places[found.span.end],
        "type": found.timex_type.word(),
        "value": found.value,
        "mod": found.modifier,
        "edtf": found.date.edtf,
        "anchor": found.resolved_against,
    })
}
