//! The parts of the manual that are made from the tables: kinds and fields, verbs, questions, checks.

use crate::checks::FORM_CHECKS;
use crate::json_schema::described;
use crate::means::{QUESTION_WORDS, VERBS, example};
use crate::schema::{self, FieldSpec, HowMany, Kind};

/// A part made from the tables: the name of its marks in the manual, and what makes its Markdown.
type Part = (&'static str, fn() -> String);

/// Every such part.
const PARTS: [Part; 4] = [
    ("verbs", verbs),
    ("questions", questions),
    ("kinds", kinds),
    ("checks", checks),
];

/// The manual with every part between its marks made anew. The marks are `<!-- made from the table: NAME -->` and
/// `<!-- end of NAME -->`, each on its own line. `None` when a mark is missing.
pub fn filled(manual: &str) -> Option<String> {
    let mut text = manual.to_owned();
    for (name, make) in PARTS {
        let open = format!("<!-- made from the table: {name} -->\n");
        let close = format!("<!-- end of {name} -->");
        let start = text.find(&open)? + open.len();
        let end = start + text[start..].find(&close)?;
        text.replace_range(start..end, &format!("\n{}\n", make()));
    }
    Some(text)
}

/// A list of every verb with what it says and a whole reading.
pub fn verbs() -> String {
    let rows = VERBS.iter().map(|row| {
        [
            format!("`{}`", row.words),
            row.help.to_owned(),
            format!("`{}`", row.example),
        ]
    });
    table(["verb", "what it says", "example"], rows)
}

/// A list of the forms of question that are no reading.
pub fn questions() -> String {
    let rows = QUESTION_WORDS
        .iter()
        .map(|word| [format!("`{word}`"), format!("`{}`", example(word))]);
    table(["form", "example"], rows)
}

/// Every kind with its fields.
pub fn kinds() -> String {
    let common = schema::fields(Kind::Source).filter(|row| is_common(row));
    let mut out = format!("### Every card\n\n{}", fields(common));
    for kind in Kind::ALL {
        let own = schema::fields(kind).filter(|row| !is_common(row));
        out += &format!("\n### `{kind}`\n\n{}\n\n{}", kind.help(), fields(own));
    }
    out
}

/// Every check of form with its title.
pub fn checks() -> String {
    let rows = FORM_CHECKS.iter().map(|check| {
        [
            format!("`{}`", check.code),
            check.severity.word().to_owned(),
            format!("{}.", check.title),
        ]
    });
    table(["code", "severity", "what is wrong"], rows)
}

fn is_common(row: &FieldSpec) -> bool {
    row.kinds.len() == Kind::ALL.len()
}

fn fields<'a>(rows: impl Iterator<Item = &'a FieldSpec>) -> String {
    let rows = rows.map(|row| {
        let many = match row.how_many {
            HowMany::One => "once",
            HowMany::Many => "any number",
        };
        [
            format!("`{}`", row.name),
            many.to_owned(),
            described(row.value),
            row.help.to_owned(),
            format!("`{}`", row.example),
        ]
    });
    table(
        ["field", "how often", "its value", "what it says", "example"],
        rows,
    )
}

fn table<const N: usize>(heads: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut out = format!("| {} |\n|{}\n", heads.join(" | "), "---|".repeat(N));
    for row in rows {
        out += &format!(
            "| {} |\n",
            row.map(|cell| cell.replace('|', "\\|")).join(" | ")
        );
    }
    out
}
