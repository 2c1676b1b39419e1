//! Dates in running text, each passage read with what the passages before it said.

use super::{FindContext, Finder, Mention, MentionKind, Reading, inside_citation};
use kaozheng_text::{Document, Part, Passage, Span};
use kaozheng_values::dates::{DateContext, FoundDate, Language, find_dates};

/// Dates outside citations.
pub const FINDER: Finder = Finder {
    name: "dates",
    find,
};

fn find(document: &Document, context: &FindContext) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut year = None;
    for (index, passage) in document.passages.iter().enumerate() {
        if matches!(passage.part, Part::Furniture | Part::Keywords | Part::List) {
            continue;
        }
        let dates = DateContext {
            language: Language::from_code(&passage.lang),
            written: context.written.clone(),
            year,
            ..DateContext::default()
        };
        for found in find_dates(document.text_of(passage), &dates) {
            year = last_year(&found)
                .filter(|_| passage.part != Part::Note)
                .or(year);
            let mention = mention(passage, index, found);
            if !inside_citation(&context.found, mention.span) {
                mentions.push(mention);
            }
        }
    }
    mentions
}

fn last_year(found: &FoundDate) -> Option<i32> {
    let (first, _) = found.date.bounds.days()?;
    Some(first.ymd().0)
}

fn mention(passage: &Passage, index: usize, found: FoundDate) -> Mention {
    let start = passage.span.start as usize;
    Mention {
        span: Span::new(start + found.span.start, start + found.span.end),
        kind: MentionKind::Date,
        reading: Reading::Date(found.date),
        rivals: found.rivals.into_iter().map(Reading::Date).collect(),
        because: found.because,
        note: (passage.part == Part::Note).then_some(index),
    }
}
