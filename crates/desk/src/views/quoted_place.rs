//! Words of an original in their place: what stands before and after them, found from an anchor.

use kaozheng_text::Document;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Words of an original with those around them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuotedPlace {
    /// The original.
    pub original: String,
    /// The label of the page, when it has one.
    pub page: Option<String>,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Words before.
    pub before: String,
    /// The words themselves.
    pub words: String,
    /// Words after.
    pub after: String,
}

/// Code points shown before and after words.
const AROUND: usize = 160;

/// Most code points of the words themselves.
const LONGEST: usize = 600;

/// `lin.txt, p. 4, chars 12-40` without its words.
pub(super) fn anchor(anchor: &str) -> Option<QuotedPlace> {
    let (place, range) = anchor.rsplit_once(", chars ")?;
    let (start, end) = range.split_once('-')?;
    // Texts are under 4 GiB; a draft is a file that anybody may have written in.
    let (start, end): (u32, u32) = (start.trim().parse().ok()?, end.trim().parse().ok()?);
    if start >= end {
        return None;
    }
    Some(QuotedPlace {
        original: place.to_owned(),
        page: None,
        start: start as usize,
        end: end as usize,
        before: String::new(),
        words: String::new(),
        after: String::new(),
    })
}

/// Whether the words of an anchor before its code points name this original.
pub(super) fn is_of(place: &str, name: &str) -> bool {
    place
        .strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(", p. "))
}

/// Fills in the words of these places from their original, which is walked through once.
pub(super) fn fill(places: &mut [&mut QuotedPlace], document: &Document) {
    let mut wanted: BTreeSet<usize> = BTreeSet::new();
    for place in places.iter() {
        let end = place.end.min(place.start + LONGEST);
        wanted.extend([
            place.start.saturating_sub(AROUND),
            place.start,
            end,
            end + AROUND,
        ]);
    }
    let bytes = bytes(&document.text, &wanted);
    for place in places {
        let end = place.end.min(place.start + LONGEST);
        let (start, end) = (bytes[&place.start], bytes[&end]);
        let passage = document.passage_at(start).map(|at| &document.passages[at]);
        let (first, last) = passage.map_or((start, end), |passage| {
            (passage.span.start as usize, passage.span.end as usize)
        });
        let from = bytes[&place.start.saturating_sub(AROUND)]
            .max(first)
            .min(start);
        let to = bytes[&(place.end.min(place.start + LONGEST) + AROUND)]
            .min(last)
            .max(end);
        let text = &document.text;
        document.name.clone_into(&mut place.original);
        place.page = document.page_at(start).map(str::to_owned);
        place.before = cut(&text[from..start], from > first, false);
        place.words = text[start..end].to_owned();
        if place.end > place.start + LONGEST {
            place.words.push('…');
        }
        place.after = cut(&text[end..to], false, to < last);
    }
}

/// The byte of each of these code points, in one walk; the end of the text for those beyond it.
fn bytes(text: &str, wanted: &BTreeSet<usize>) -> BTreeMap<usize, usize> {
    let mut out = BTreeMap::new();
    let mut wanted = wanted.iter().copied().peekable();
    for (nth, (at, _)) in text.char_indices().enumerate() {
        if wanted.peek().is_none() {
            break;
        }
        while wanted.next_if_eq(&nth).is_some() {
            out.insert(nth, at);
        }
    }
    out.extend(wanted.map(|nth| (nth, text.len())));
    out
}

/// A stretch of text with its broken first or last word left out and an ellipsis in its place.
fn cut(text: &str, before: bool, after: bool) -> String {
    let mut text = text;
    if before {
        text = text
            .split_once(char::is_whitespace)
            .map_or(text, |(_, rest)| rest);
    }
    if after {
        text = text
            .rsplit_once(char::is_whitespace)
            .map_or(text, |(rest, _)| rest);
    }
    let lead = if before { "…" } else { "" };
    let tail = if after { "…" } else { "" };
    format!("{lead}{text}{tail}")
}
