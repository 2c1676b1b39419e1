//! Writes new cards, drafts for instance: long values wrapped, fields in the order of the schema table.
//!
//! ```
//! use kaozheng_record::{CardText, Kind};
//! let card = CardText::new(Kind::Statement, "shi-zhe-on-26-june")
//!     .read_in("zhang-2005, n. 22")
//!     .quotation("Last night, I read from a telegraph report …")
//!     .field("says", "Mao had read of the outbreak.")
//!     .field("speaker", "mao")
//!     .to_string();
//! assert_eq!(
//!     card,
//!     "statement: shi-zhe-on-26-june\nfrom: zhang-2005, n. 22\n> Last night, I read from a telegraph report …\nspeaker: mao\nsays: Mao had read of the outbreak.\n"
//! );
//! ```

use crate::schema::{self, Kind};
use std::fmt;

/// Columns that a line should not pass; a single longer word does.
pub const WIDTH: usize = 100;

/// A card to be written.
///
/// Provenance belongs to the field put in last, or to the whole card before there is any. White space in values is
/// evened out: a new line or several spaces become one space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardText {
    kind: Kind,
    id: String,
    /// Provenance of the whole card.
    whole: Vec<String>,
    fields: Vec<FieldText>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct FieldText {
    name: String,
    /// The field's own lines and those that belong to it.
    lines: Vec<String>,
}

impl CardText {
    /// A card with nothing but its head.
    pub fn new(kind: Kind, id: &str) -> CardText {
        CardText {
            kind,
            id: id.to_owned(),
            whole: Vec::new(),
            fields: Vec::new(),
        }
    }

    /// Puts in a field; on the card it stands where the schema table has it, after others of its name.
    pub fn field(mut self, name: &str, value: &str) -> CardText {
        self.fields.push(FieldText {
            name: name.to_owned(),
            lines: vec![wrapped(&format!("{name}:"), "  ", value)],
        });
        self
    }

    /// Puts in a field when there is a value.
    pub fn maybe(self, name: &str, value: Option<&str>) -> CardText {
        match value {
            Some(value) => self.field(name, value),
            None => self,
        }
    }

    /// Says where it was read: a `from:` line.
    pub fn read_in(self, from: &str) -> CardText {
        self.ground(wrapped("from:", "  ", from))
    }

    /// The source's own words, on lines with `>`.
    pub fn quotation(self, words: &str) -> CardText {
        self.ground(wrapped(">", "> ", words))
    }

    /// A `grade:` line.
    pub fn grade(self, grade: &str) -> CardText {
        self.ground(wrapped("grade:", "  ", grade))
    }

    /// A `because:` line.
    pub fn because(self, reason: &str) -> CardText {
        self.ground(wrapped("because:", "  ", reason))
    }

    fn ground(mut self, line: String) -> CardText {
        match self.fields.last_mut() {
            Some(field) => field.lines.push(line),
            None => self.whole.push(line),
        }
        self
    }
}

/// The lines of the card, each ended by `\n`; no blank line before or after.
impl fmt::Display for CardText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.kind, self.id)?;
        let mut fields: Vec<&FieldText> = self.fields.iter().collect();
        fields.sort_by_key(|field| rank(self.kind, &field.name));
        let lines = fields.iter().flat_map(|field| &field.lines);
        self.whole
            .iter()
            .chain(lines)
            .try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// Where a field stands on a card of `kind`: in the order of the table, then what every card may have, then the rest.
fn rank(kind: Kind, name: &str) -> (usize, usize) {
    let at = schema::FIELDS
        .iter()
        .position(|row| row.name == name && row.kinds.contains(&kind));
    match at {
        Some(at) if schema::FIELDS[at].kinds.len() == Kind::ALL.len() => (1, at),
        Some(at) => (0, at),
        None => (2, 0),
    }
}

/// `head` and then the words of `value`, broken before [`WIDTH`]; further lines begin with `margin`.
fn wrapped(head: &str, margin: &str, value: &str) -> String {
    let mut out = head.to_owned();
    let mut column = head.chars().count();
    for word in value.split_whitespace() {
        let width = word.chars().count();
        if column + 1 + width > WIDTH && column > head.chars().count() {
            out += "\n";
            out += margin;
            column = margin.chars().count();
        } else {
            out += " ";
            column += 1;
        }
        out += word;
        column += width;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FieldRef, Sheet};
    use proptest::prelude::*;

    #[test]
    fn fields_stand_in_the_order_of_the_table_with_what_belongs_to_them() {
        let long = "It went on at some length about this and that. ".repeat(4);
        let card = CardText::new(Kind::Statement, "s")
            .read_in("zhang-2005, n. 22")
            .field("note", "last")
            .field("says", &long)
            .quotation(&long)
            .because("it\nfits")
            .field("unknown", "x")
            .field("speaker", "mao")
            .grade("fair")
            .field("speaker", "zhou")
            .maybe("hedge", None);
        insta::assert_snapshot!(card, @r"
        statement: s
        from: zhang-2005, n. 22
        speaker: mao
        grade: fair
        speaker: zhou
        says: It went on at some length about this and that. It went on at some length about this and that.
          It went on at some length about this and that. It went on at some length about this and that.
        > It went on at some length about this and that. It went on at some length about this and that. It
        > went on at some length about this and that. It went on at some length about this and that.
        because: it fits
        note: last
        unknown: x
        ");
    }

    fn evened(value: &str) -> String {
        value.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    proptest! {
        #[test]
        fn a_card_written_is_read_back(id in "[a-z][a-z-]{0,8}", values in prop::collection::vec(("(says|speaker|note)", "([>#:]|from:|[a-z]{1,30}| |\n|考證|\\PC){0,40}", any::<bool>()), 0..4)) {
            let mut card = CardText::new(Kind::Statement, &id);
            for (name, value, quoted) in &values {
                card = card.field(name, value);
                if *quoted {
                    card = card.read_in("z").quotation(value);
                }
            }
            let sheet = Sheet::parse("t.card", card.to_string());
            prop_assert_eq!(sheet.cards().len(), 1);
            let written = sheet.card(0);
            prop_assert_eq!((written.kind(), written.id()), ("statement", id.as_str()));
            let read = |field: FieldRef| {
                let grounds = field.grounds();
                let quoted = grounds.first().map(|ground| ground.quotations.clone());
                (field.name().to_owned(), field.value().into_owned(), quoted)
            };
            let mut read: Vec<_> = written.fields().map(read).collect();
            let mut given: Vec<_> = values.iter().map(|(name, value, quoted)| {
                let value = evened(value);
                (name.clone(), value.clone(), quoted.then(|| vec![value]))
            }).collect();
            read.sort();
            given.sort();
            prop_assert_eq!(read, given);
        }

        #[test]
        fn lines_keep_within_the_width(value in "([a-z]{1,30} ){0,40}") {
            let card = CardText::new(Kind::Matter, "m").field("says", &value).quotation(&value).to_string();
            prop_assert!(card.lines().all(|line| line.chars().count() <= WIDTH));
        }
    }
}
