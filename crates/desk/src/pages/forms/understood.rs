//! How what was typed is understood: dates as days, names as cards.

use super::names::Names;
use crate::pages::Visit;
use kaozheng_record::source_reference::{parse_chain, parse_from};
use kaozheng_record::{Kind, ValueType};
use kaozheng_values::dates::parse_date;
use serde::Serialize;

/// How one word or value was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::pages) struct Understood {
    /// Whether it was.
    pub good: bool,
    /// What it was taken for, or what to do about it.
    pub says: String,
}

/// How a value is understood; empty for what needs no telling.
pub(super) fn understood(
    visit: &Visit,
    names: &Names<'_>,
    value: ValueType,
    words: &str,
) -> Vec<Understood> {
    match value {
        ValueType::Date => vec![date(visit, words)],
        ValueType::Ref(kinds) => each(words, ';')
            .map(|word| card(visit, names, word, (kinds, false)))
            .collect(),
        ValueType::RefOrName(kinds) => each(words, ';')
            .map(|word| card(visit, names, word, (kinds, true)))
            .collect(),
        ValueType::Chain => parse_chain(words)
            .iter()
            .map(|id| card(visit, names, &id.id, (&[Kind::Person, Kind::Body], true)))
            .collect(),
        ValueType::From => from(visit, names, words),
        _ => Vec::new(),
    }
}

fn each(words: &str, sign: char) -> impl Iterator<Item = &str> {
    words
        .split(sign)
        .map(str::trim)
        .filter(|word| !word.is_empty())
}

/// The first and last day that a date may mean, and by which rule.
fn date(visit: &Visit, words: &str) -> Understood {
    let parsed = parse_date(words);
    let Some(date) = parsed.value else {
        let why = parsed.notes.first().map(|note| note.message.clone());
        return Understood {
            good: false,
            says: why.unwrap_or_else(|| visit.say("date-not-read").to_owned()),
        };
    };
    let days = match date.bounds.days() {
        Some((first, last)) if first == last => first.iso(),
        Some((first, last)) => format!("{} – {}", first.iso(), last.iso()),
        None => date.bounds.to_string(),
    };
    let rule = if date.because == "the calendar" {
        String::new()
    } else {
        format!(" ({})", date.because)
    };
    Understood {
        good: true,
        says: format!("{days}{rule}"),
    }
}

fn card(
    visit: &Visit,
    names: &Names<'_>,
    word: &str,
    (kinds, or_name): (&[Kind], bool),
) -> Understood {
    let good = |says: String| Understood { good: true, says };
    if let Some(id) = names.one(word, kinds) {
        let says = names.desk.says(id);
        let kind = names.kind(id);
        if kind.is_some_and(|kind| !kinds.is_empty() && !kinds.contains(&kind)) {
            let is = format!("{id}: {}", visit.words.term(kind.map_or("", Kind::word)));
            return Understood {
                good: false,
                says: format!("{is}; {}", visit.say("wrong-kind")),
            };
        }
        return good(format!("{id}: {says}"));
    }
    if names.desk.drafts.get(word).is_some() {
        return Understood {
            good: or_name,
            says: format!("{word}: {}", visit.say("only-a-draft")),
        };
    }
    let like = names
        .like(word, kinds)
        .map(|id| format!(" {}", visit.words.say_of("did-you-mean", id)));
    let says = match or_name {
        true => format!("{word}: {}", visit.say("a-plain-name")),
        false => format!("{word}: {}", visit.say("no-such-card")),
    };
    Understood {
        good: or_name,
        says: format!("{says}{}", like.unwrap_or_default()),
    }
}

fn from(visit: &Visit, names: &Names<'_>, words: &str) -> Vec<Understood> {
    let from = parse_from(words);
    let sources: Vec<&str> = from.sources().map(|id| id.id.as_str()).collect();
    sources
        .into_iter()
        .filter(|id| !id.is_empty())
        .map(|id| card(visit, names, id, (&[Kind::Source], false)))
        .collect()
}
