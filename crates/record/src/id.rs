//! What an id may be: a word the user chooses, in small letters.

use crate::means::is_keyword;
use std::fmt;

/// What keeps a text from being an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdFault {
    /// Nothing is written.
    Empty,
    /// It has white space inside.
    Space,
    /// It has capitals.
    Capital,
    /// It has a mark other than hyphen, full stop and low line.
    Mark(char),
    /// It does not begin with a letter or a digit.
    Beginning,
    /// It is a word of the grammar of readings and questions, or `editor`.
    Keyword,
}

impl fmt::Display for IdFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IdFault::Empty => f.write_str("nothing is written"),
            IdFault::Space => f.write_str("an id has no spaces"),
            IdFault::Capital => f.write_str("an id is written in small letters"),
            IdFault::Mark(mark) => write!(f, "an id has no `{mark}`"),
            IdFault::Beginning => f.write_str("an id begins with a letter or a digit"),
            IdFault::Keyword => f.write_str("it is a word of the card language"),
        }
    }
}

/// Looks for what keeps `id` from being one. Letters of any script will do, without capitals; digits; and hyphen, full
/// stop and low line after the first character.
pub fn fault(id: &str) -> Option<IdFault> {
    let Some(first) = id.chars().next() else {
        return Some(IdFault::Empty);
    };
    if id.contains(char::is_whitespace) {
        return Some(IdFault::Space);
    }
    if id.contains(char::is_uppercase) {
        return Some(IdFault::Capital);
    }
    let mark = |c: &char| !c.is_alphanumeric() && !is_combining(*c) && !"-._".contains(*c);
    if let Some(mark) = id.chars().find(mark) {
        return Some(IdFault::Mark(mark));
    }
    if !first.is_alphanumeric() {
        return Some(IdFault::Beginning);
    }
    (is_keyword(id) || id == "editor").then_some(IdFault::Keyword)
}

/// Combining marks that letters may carry when they are not composed.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Characters of what was written that a suggestion is made from.
const LONGEST: usize = 60;

/// The id nearest to what was written: small letters, hyphens for white space and marks. Empty when nothing is left.
pub fn suggestion(written: &str) -> String {
    let start: String = written.chars().take(LONGEST).collect();
    let lower = start.to_lowercase();
    let kept = |c: char| c.is_alphanumeric() || is_combining(c) || "-._".contains(c);
    let words = lower.split(|c| !kept(c)).filter(|word| !word.is_empty());
    let id = words.collect::<Vec<_>>().join("-");
    let id = id.trim_start_matches(['-', '.', '_']);
    match fault(id) {
        Some(IdFault::Keyword) => format!("{id}-1"),
        _ => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_words_in_small_letters() {
        for id in [
            "mao",
            "zhang-2005",
            "毛澤東",
            "김일성",
            "f.3_a",
            "émile",
            "e\u{301}mile",
            "1950-visit",
        ] {
            assert_eq!(fault(id), None, "{id}");
        }
        for (id, wrong) in [
            ("", IdFault::Empty),
            ("mao zedong", IdFault::Space),
            ("Mao", IdFault::Capital),
            ("a/b", IdFault::Mark('/')),
            ("a,b", IdFault::Mark(',')),
            ("-a", IdFault::Beginning),
            ("knew", IdFault::Keyword),
            ("editor", IdFault::Keyword),
        ] {
            assert_eq!(fault(id), Some(wrong), "{id}");
        }
    }

    #[test]
    fn a_suggestion_is_an_id() {
        for (written, id) in [
            ("Mao Zedong", "mao-zedong"),
            ("a/b, c", "a-b-c"),
            ("Knew", "knew-1"),
            ("--É", "é"),
            ("!", ""),
        ] {
            assert_eq!(suggestion(written), id);
        }
    }
}
