//! Dates in running text, each passage read with what the passages before it said.

use super::{FindContext, Finder, Mention, MentionKind, Reading, inside_citation};
use kaozheng_text::{Document, Part, Passage, Span};
use kaozheng_values::dates::{DateContext, FROM_EVENT, FoundDate, Language, find_dates};

/// Dates outside citations.
pub const FINDER: Finder = Finder {
    name: "dates",
    find,
};

/// How many paragraphs a year is kept in mind for dates without one.
const YEAR_REACH: usize = 3;

fn find(document: &Document, context: &FindContext) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut year = None;
    let mut since = 0;
    for (index, passage) in document.passages.iter().enumerate() {
        if matches!(passage.part, Part::Furniture | Part::Keywords | Part::List) {
            continue;
        }
        since += usize::from(passage.part != Part::Note);
        if since > YEAR_REACH {
            year = None;
        }
        let dates = DateContext {
            language: Language::from_code(&passage.lang),
            written: context.written.clone(),
            year,
            events: context.events.clone(),
            ..DateContext::default()
        };
        for found in find_dates(document.text_of(passage), &dates) {
            if let Some(told) = last_year(&found).filter(|_| passage.part != Part::Note) {
                year = Some(told);
                since = 0;
            }
            let mention = mention(passage, index, found);
            if !inside_citation(&context.found, mention.span) {
                mentions.push(mention);
            }
        }
    }
    mentions
}

/// The year that a date states itself; one that was lent it is not lent on.
fn last_year(found: &FoundDate) -> Option<i32> {
    let mut numbers = found.date.words.split(|c: char| !c.is_ascii_digit());
    numbers.find(|number| number.len() == 4)?;
    let (first, _) = found.date.bounds.days()?;
    Some(first.ymd().0)
}

fn mention(passage: &Passage, index: usize, found: FoundDate) -> Mention {
    let start = passage.span.start as usize;
    let (mut span, mut date) = (found.span, found.date);
    // What is counted from an event that is not known keeps all its words, so that a person can resolve it.
    if let Some(relation) = found.relation.filter(|r| r.event.is_none()) {
        (span, date.words) = (relation.span, relation.words);
    }
    let because = match &found.resolved_against {
        Some(event) if found.because == FROM_EVENT => format!("{FROM_EVENT}: {event}"),
        _ => found.because,
    };
    Mention {
        span: Span::new(start + span.start, start + span.end),
        kind: MentionKind::Date,
        reading: Reading::Date(date),
        rivals: found.rivals.into_iter().map(Reading::Date).collect(),
        because,
        note: (passage.part == Part::Note).then_some(index),
    }
}
