//! The stage `lines`: what each line of a whole thesis or paper is.

use super::Options;
use kaozheng_reading::divide::line_kinds::{LineKind, line_kinds};
use serde_json::{Map, Value, json};

/// Answers one line: a label for each of `lines`, each with its `text` and `page`.
pub(crate) fn answer(input: &Map<String, Value>, _: &Options) -> Result<Value, String> {
    let Some(Value::Array(rows)) = input.get("lines") else {
        return Err("the line has no list `lines`".to_owned());
    };
    let lines: Vec<(&str, u64)> = rows.iter().map(line).collect::<Result<_, String>>()?;
    let labels: Vec<&str> = line_kinds(&lines).into_iter().map(LineKind::word).collect();
    Ok(json!({ "labels": labels }))
}

fn line(row: &Value) -> Result<(&str, u64), String> {
    let text = row.as_str().or_else(|| row.get("text")?.as_str());
    let page = row.get("page").and_then(Value::as_u64).unwrap_or(0);
    Ok((text.ok_or("a line of `lines` has no `text`")?, page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: Value) -> String {
        let options = Options::default();
        let mut input = Map::new();
        input.insert("lines".to_owned(), lines);
        answer(&input, &options).map_or_else(|error| error, |answer| answer.to_string())
    }

    #[test]
    fn each_line_is_answered_with_a_label() {
        let lines = json!([{ "text": "References", "page": 9 }, { "text": "" }, "Lin, B. 1991. Hai shang. Beijing: Sea Press."]);
        insta::assert_snapshot!(check(lines), @r#"{"labels":["title","blank","ref"]}"#);
        insta::assert_snapshot!(check(json!([{ "page": 9 }])), @"a line of `lines` has no `text`");
        insta::assert_snapshot!(check(json!(3)), @"the line has no list `lines`");
    }
}
