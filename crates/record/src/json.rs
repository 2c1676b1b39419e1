//! JSON as a tree, written by hand: this room knows no format but its own, and the files it makes from the table are few.

use std::fmt::{self, Display, Formatter};

/// A JSON value; keys keep the order they are given in.
pub(crate) enum Json {
    /// A string.
    Text(String),
    /// `true` or `false`.
    Truth(bool),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn text(text: impl Into<String>) -> Json {
        Json::Text(text.into())
    }

    pub(crate) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Json {
        Json::List(texts.into_iter().map(Json::text).collect())
    }

    pub(crate) fn object<'a>(pairs: impl IntoIterator<Item = (&'a str, Json)>) -> Json {
        let pairs = pairs
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value));
        Json::Object(pairs.collect())
    }

    fn write(&self, f: &mut Formatter<'_>, depth: usize) -> fmt::Result {
        match self {
            Json::Text(text) => quoted(f, text),
            Json::Truth(truth) => write!(f, "{truth}"),
            Json::List(values) if values.iter().all(Json::is_short) => {
                f.write_str("[")?;
                for (at, value) in values.iter().enumerate() {
                    f.write_str(if at > 0 { ", " } else { "" })?;
                    value.write(f, depth)?;
                }
                f.write_str("]")
            }
            Json::List(values) => {
                let lines = values.iter().map(|value| (None, value));
                nested(f, "[]", lines, depth)
            }
            Json::Object(pairs) => {
                let lines = pairs.iter().map(|(key, value)| (Some(key.as_str()), value));
                nested(f, "{}", lines, depth)
            }
        }
    }

    fn is_short(&self) -> bool {
        matches!(self, Json::Text(_) | Json::Truth(_))
    }
}

/// Written over several lines, two spaces a level.
impl Display for Json {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

fn nested<'a>(
    f: &mut Formatter<'_>,
    brackets: &str,
    lines: impl Iterator<Item = (Option<&'a str>, &'a Json)>,
    depth: usize,
) -> fmt::Result {
    let (open, close) = brackets.split_at(1);
    f.write_str(open)?;
    let mut parted = "\n";
    for (key, value) in lines {
        write!(f, "{parted}{:1$}", "", 2 * (depth + 1))?;
        if let Some(key) = key {
            quoted(f, key)?;
            f.write_str(": ")?;
        }
        value.write(f, depth + 1)?;
        parted = ",\n";
    }
    match parted {
        "\n" => f.write_str(close),
        _ => write!(f, "\n{:1$}{close}", "", 2 * depth),
    }
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            c if c < ' ' => write!(f, "\\u{:04x}", c as u32)?,
            c => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_and_levels_indented() {
        let json = Json::object([
            ("a \"b\"\\\n\u{1}", Json::texts(["考證", "x"])),
            (
                "c",
                Json::List(vec![Json::object([("d", Json::Truth(true))])]),
            ),
            ("e", Json::object([])),
        ]);
        insta::assert_snapshot!(json, @r#"
        {
          "a \"b\"\\\n\u0001": ["考證", "x"],
          "c": [
            {
              "d": true
            }
          ],
          "e": {}
        }
        "#);
        let read: serde_json::Value = serde_json::from_str(&json.to_string()).expect("it is JSON");
        assert_eq!(read["a \"b\"\\\n\u{1}"][0], "考證");
    }
}
