//! Values that point: where something was read, name forms, chains of reporters, relations in time.
//!
//! Every reader here is total: it takes any text apart by its marks and leaves it to checks to say that an id is unknown
//! or malformed. Spans are bytes of the value given; [`FieldRef::place_at`](crate::FieldRef::place_at) puts them in the
//! sheet.
//!
//! ```
//! use kaozheng_record::source_reference::parse_from;
//! let from = parse_from("li-haiwen-1993, via zhang-2005, n. 22; n. 24");
//! assert_eq!(from.source.id, "li-haiwen-1993");
//! assert_eq!(from.via[0].source.id, "zhang-2005");
//! assert_eq!(from.via[0].locators[1].words, "n. 24");
//! ```

use crate::check::clipped;
use crate::means::{Id, sentence};
use crate::sheet::trimmed;
use kaozheng_text::{Diagnostic, Noted, Place, Span};
use kaozheng_values::dates::{
    Date, Length, PhraseTable, parse_date, parse_date_with, parse_length, parse_length_with,
};

/// Words of a value with their place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// The words, outer white space left out.
    pub words: String,
    /// Where they stand.
    pub span: Span,
}

/// A source with the places in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cited {
    /// The source.
    pub source: Id,
    /// Where in it: `n. 14`, `p. 31`.
    pub locators: Vec<Phrase>,
}

/// A `from:` value: `SOURCE[, locator][; locator]… [, via SOURCE[, locator]…]…`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromRef {
    /// Where it is said to stand. What has spaces is no id, and a check says so.
    pub source: Id,
    /// Where in that source.
    pub locators: Vec<Phrase>,
    /// Through whom it is known, the one that was read last.
    pub via: Vec<Cited>,
    /// Whether it is `editor`: the judgement of whoever wrote the card.
    pub editor: bool,
}

impl FromRef {
    /// Every source named, the one it stands in first.
    pub fn sources(&self) -> impl Iterator<Item = &Id> {
        let own = (!self.editor).then_some(&self.source);
        own.into_iter()
            .chain(self.via.iter().map(|cited| &cited.source))
    }

    /// The source that was read, with the places in it: the last `via`, or the source itself.
    pub fn read_in(&self) -> (&Id, &[Phrase]) {
        match self.via.last() {
            Some(cited) => (&cited.source, &cited.locators),
            None => (&self.source, &self.locators),
        }
    }
}

/// Takes a `from:` value apart.
pub fn parse_from(value: &str) -> FromRef {
    let mut cited = via_parts(value).into_iter().map(|part| cited(value, part));
    let first = cited.next().unwrap_or_default();
    FromRef {
        editor: first.source.id == "editor",
        source: first.source,
        locators: first.locators,
        via: cited.collect(),
    }
}

/// The stretches between the words `, via `.
fn via_parts(value: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (comma, _) in value.match_indices([',', ';']) {
        let after = &value[comma + 1..];
        let word = after.trim_start();
        let via = word
            .strip_prefix("via")
            .filter(|rest| rest.starts_with(char::is_whitespace));
        if let Some(rest) = via {
            parts.push(Span::new(start, comma));
            start = value.len() - rest.len();
        }
    }
    parts.push(Span::new(start, value.len()));
    parts
}

fn cited(value: &str, part: Span) -> Cited {
    let (id, rest) = split_at(value, part, &[',', ';']);
    let source = phrase(value, id);
    Cited {
        source: Id {
            id: source.words,
            span: source.span,
        },
        locators: rest.map_or_else(Vec::new, |rest| phrases(value, rest, ';')),
    }
}

/// A form of a name, with the tag of its script and romanisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameForm {
    /// The form itself.
    pub form: Phrase,
    /// What stands in square brackets at the end: `zh-Hant`, `zh-Latn-pinyin`.
    pub tag: Option<Phrase>,
}

/// Takes a name apart: `毛澤東 [zh-Hant]`.
pub fn parse_name(value: &str) -> NameForm {
    let whole = trimmed(value, Span::new(0, value.len()));
    let bare = whole.of(value);
    let tag = bare
        .strip_suffix(']')
        .and_then(|rest| rest.rfind('['))
        .filter(|&at| at > 0);
    let start = whole.start as usize;
    match tag {
        None => NameForm {
            form: phrase(value, whole),
            tag: None,
        },
        Some(at) => NameForm {
            form: phrase(value, Span::new(start, start + at)),
            tag: Some(phrase(
                value,
                Span::new(start + at + 1, whole.end as usize - 1),
            )),
        },
    }
}

/// Takes a chain apart, outermost first: `li-haiwen < shi-zhe`. Each link is an id or a plain name; empty links are left
/// out.
pub fn parse_chain(value: &str) -> Vec<Id> {
    let links = phrases(value, Span::new(0, value.len()), '<');
    links.into_iter().map(id_of).collect()
}

/// An id with words after the first comma.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefWith {
    /// The id.
    pub id: Id,
    /// The words after the comma.
    pub rest: Option<Phrase>,
}

/// Takes `kovalev-1949, translated` apart.
pub fn parse_ref_with(value: &str) -> RefWith {
    let (id, rest) = split_at(value, Span::new(0, value.len()), &[',']);
    RefWith {
        id: id_of(phrase(value, id)),
        rest: rest
            .map(|rest| phrase(value, rest))
            .filter(|rest| !rest.words.is_empty()),
    }
}

/// What an event came after or before.
#[derive(Clone, Debug, PartialEq)]
pub enum RelationTo {
    /// Another card.
    Card(Id),
    /// A date.
    Date(Date),
}

/// A relation in time: `moscow-visit, nearly three weeks`, `early 1950`.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// After or before what.
    pub to: RelationTo,
    /// By how much; `None` when nothing is said of it.
    pub length: Option<Length>,
}

/// Code of the notes on a relation.
pub const RELATION: &str = "relation-not-understood";

/// Reads a relation: an id or a date, then optionally a comma and a length of time.
///
/// A date may hold commas itself, so the length is what stands after the last one, when it is a length at all. `None`
/// comes with a note; nothing is guessed.
pub fn parse_relation(value: &str) -> Noted<Option<Relation>> {
    relation(value, &Phrases { own: None })
}

/// Reads a relation by a case's own table of phrases.
pub fn parse_relation_with(phrases: &PhraseTable, value: &str) -> Noted<Option<Relation>> {
    relation(value, &Phrases { own: Some(phrases) })
}

/// What dates and lengths are read by.
struct Phrases<'a> {
    own: Option<&'a PhraseTable>,
}

impl Phrases<'_> {
    fn date(&self, words: &str) -> Option<Date> {
        match self.own {
            Some(table) => parse_date_with(table, words).value,
            None => parse_date(words).value,
        }
    }

    fn length(&self, words: &str) -> Option<Length> {
        match self.own {
            Some(table) => parse_length_with(table, words),
            None => parse_length(words),
        }
    }
}

fn relation(value: &str, phrases: &Phrases<'_>) -> Noted<Option<Relation>> {
    let whole = trimmed(value, Span::new(0, value.len()));
    if let Some((to, length)) = with_length(value, whole, phrases) {
        return target(value, to, Some(length), phrases);
    }
    let (id, rest) = split_at(value, whole, &[',']);
    let date = phrases.date(whole.of(value)).is_some();
    match rest {
        Some(rest) if !date && is_word(trimmed(value, id).of(value)) => {
            let rest = trimmed(value, rest);
            let message = format!("`{}` is not understood as a length of time", rest.of(value));
            let help = "write for example: moscow-visit, nearly three weeks";
            Noted::with(None, note(rest, message).help(help))
        }
        _ => target(value, whole, None, phrases),
    }
}

fn with_length(value: &str, whole: Span, phrases: &Phrases<'_>) -> Option<(Span, Length)> {
    let comma = whole.of(value).rfind(',')?;
    let at = whole.start as usize + comma;
    let length = phrases.length(value[at + 1..whole.end as usize].trim())?;
    let to = trimmed(value, Span::new(whole.start as usize, at));
    (!to.is_empty()).then_some((to, length))
}

fn target(
    value: &str,
    span: Span,
    length: Option<Length>,
    phrases: &Phrases<'_>,
) -> Noted<Option<Relation>> {
    let words = span.of(value);
    let dated = (!looks_like_an_id(words)).then(|| phrases.date(words));
    let to = match dated.flatten() {
        Some(date) => RelationTo::Date(date),
        None if is_word(words) => RelationTo::Card(id_of(phrase(value, span))),
        None => {
            let message = format!("`{words}` is neither an id nor understood as a date");
            let help = "write for example: moscow-visit, nearly three weeks; or: early 1950";
            return Noted::with(None, note(span, message).help(help));
        }
    };
    Noted::clean(Some(Relation { to, length }))
}

fn note(span: Span, message: String) -> Diagnostic {
    Diagnostic::error(RELATION, sentence(&clipped(message))).at(Place {
        file: "".into(),
        span,
    })
}

/// Whether `text` is taken for an id without asking whether it is a date (`spring-1950`): one word that begins with a
/// small Latin letter and holds only letters, digits and hyphens.
fn looks_like_an_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_alphanumeric() || c == '-')
}

/// Whether `text` could be an id: something, and nowhere white space.
fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}

/// What stands before the first of `marks` in `part`, and what after it.
fn split_at(value: &str, part: Span, marks: &[char]) -> (Span, Option<Span>) {
    let (start, end) = (part.start as usize, part.end as usize);
    match part.of(value).find(marks) {
        None => (part, None),
        Some(at) => (
            Span::new(start, start + at),
            Some(Span::new(start + at + 1, end)),
        ),
    }
}

fn phrases(value: &str, part: Span, mark: char) -> Vec<Phrase> {
    let mut start = part.start as usize;
    let parts = part.of(value).split(mark).map(|words| {
        let span = Span::new(start, start + words.len());
        start = span.end as usize + 1;
        phrase(value, span)
    });
    parts.filter(|phrase| !phrase.words.is_empty()).collect()
}

fn phrase(value: &str, span: Span) -> Phrase {
    let span = trimmed(value, span);
    Phrase {
        words: span.of(value).to_owned(),
        span,
    }
}

fn id_of(phrase: Phrase) -> Id {
    Id {
        id: phrase.words,
        span: phrase.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(phrases: &[Phrase]) -> Vec<&str> {
        phrases.iter().map(|phrase| phrase.words.as_str()).collect()
    }

    fn check(value: &str) -> String {
        let from = parse_from(value);
        let mut out = format!("{} {:?}", from.source, shown(&from.locators));
        for cited in &from.via {
            out += &format!(" < {} {:?}", cited.source, shown(&cited.locators));
        }
        for id in from.sources() {
            assert_eq!(id.span.of(value), id.id);
        }
        if from.editor { out + " editor" } else { out }
    }

    #[test]
    fn a_from_value_is_taken_apart() {
        insta::assert_snapshot!(check("zhang-2005"), @"zhang-2005 []");
        insta::assert_snapshot!(check("zhang-2005, n. 14; n. 24"), @r#"zhang-2005 ["n. 14", "n. 24"]"#);
        insta::assert_snapshot!(check("li-haiwen-1993, via zhang-2005, n. 22"), @r#"li-haiwen-1993 [] < zhang-2005 ["n. 22"]"#);
        insta::assert_snapshot!(check("kovalev, SD00232, f. 3; f. 5, via shen-2000, pp. 1, 3 , via zhang-2005"), @r#"kovalev ["SD00232, f. 3", "f. 5"] < shen-2000 ["pp. 1, 3"] < zhang-2005 []"#);
        insta::assert_snapshot!(check("editor"), @"editor [] editor");
        insta::assert_snapshot!(check("via-dolorosa, viaduct, p. 3"), @r#"via-dolorosa ["viaduct, p. 3"]"#);
        insta::assert_snapshot!(check(" , ; "), @" []");
        insta::assert_snapshot!(check(""), @" []");
    }

    #[test]
    fn names_keep_their_tags() {
        let name = parse_name("毛澤東 [zh-Hant]");
        assert_eq!(name.form.words, "毛澤東");
        assert_eq!(name.tag.map(|tag| tag.words), Some("zh-Hant".to_owned()));
        let name = parse_name("Mao Zedong");
        assert_eq!((name.form.words.as_str(), name.tag), ("Mao Zedong", None));
        assert_eq!(parse_name("[illegible]").tag, None);
        assert_eq!(parse_name("A. [B.] Smith").tag, None);
    }

    #[test]
    fn chains_are_outermost_first() {
        let chain = parse_chain("li-haiwen < Shi Zhe <  < mao");
        let links: Vec<&str> = chain.iter().map(|link| link.id.as_str()).collect();
        assert_eq!(links, ["li-haiwen", "Shi Zhe", "mao"]);
    }

    #[test]
    fn an_id_may_have_words_behind_it() {
        let with = parse_ref_with("politburo, 1945, again to 1976");
        assert_eq!(with.id.id, "politburo");
        assert_eq!(
            with.rest.map(|rest| rest.words).as_deref(),
            Some("1945, again to 1976")
        );
        assert_eq!(parse_ref_with("politburo, ").rest, None);
    }

    fn related(value: &str) -> String {
        let noted = parse_relation(value);
        match noted.value {
            Some(Relation { to, length }) => {
                let to = match to {
                    RelationTo::Card(id) => format!("card {id}"),
                    RelationTo::Date(date) => format!("date {}", date.words),
                };
                match length {
                    Some(length) => format!("{to} + {}", length.words),
                    None => to,
                }
            }
            None => {
                let note = &noted.notes[0];
                let span = note.at.as_ref().expect("a note has a place").span;
                format!("`{}`: {}", span.of(value), note.message)
            }
        }
    }

    #[test]
    fn a_relation_is_to_a_card_or_a_date_by_some_length() {
        insta::assert_snapshot!(related("moscow-visit, nearly three weeks"), @"card moscow-visit + nearly three weeks");
        insta::assert_snapshot!(related("moscow-visit"), @"card moscow-visit");
        insta::assert_snapshot!(related("spring-1950"), @"card spring-1950");
        insta::assert_snapshot!(related("early 1950"), @"date early 1950");
        insta::assert_snapshot!(related("4 a.m., 25 June 1950"), @"date 4 a.m., 25 June 1950");
        insta::assert_snapshot!(related("25 June 1950, three days"), @"date 25 June 1950 + three days");
        insta::assert_snapshot!(related("1950-06-25"), @"date 1950-06-25");
        insta::assert_snapshot!(related("moscow-visit, soon"), @"card moscow-visit + soon");
        insta::assert_snapshot!(related("moscow-visit, many moons"), @"`many moons`: `many moons` is not understood as a length of time.");
        insta::assert_snapshot!(related("the visit to Moscow"), @"`the visit to Moscow`: `the visit to Moscow` is neither an id nor understood as a date.");
        insta::assert_snapshot!(related(""), @"``: `` is neither an id nor understood as a date.");
    }

    proptest::proptest! {
        #[test]
        fn any_value_is_taken_apart_with_true_places(value in "(via|,|;| |<|\\[|\\]|[a-z毛]{1,4}){0,12}") {
            let from = parse_from(&value);
            for id in from.sources() {
                proptest::prop_assert_eq!(id.span.of(&value), id.id.as_str());
            }
            for locator in from.via.iter().flat_map(|cited| &cited.locators).chain(&from.locators) {
                proptest::prop_assert_eq!(locator.span.of(&value), locator.words.as_str());
            }
            for link in parse_chain(&value) {
                proptest::prop_assert_eq!(link.span.of(&value), link.id.as_str());
            }
            let relation = parse_relation(&value);
            proptest::prop_assert!(relation.value.is_some() || !relation.notes.is_empty());
            let _ = (parse_name(&value), parse_ref_with(&value));
        }
    }
}
