//! Finding: dates, names and citations in the clean text of a document.
//!
//! Every finder has one shape ([`Finder`]) and gives [`Mention`]s: a span, a reading, its rivals, and why it was read so.
//! A finder may look at what the finders before it found ([`FindContext::found`]).

pub mod citations;
pub mod dates;
pub mod names;
pub mod sentences;

use kaozheng_text::{Document, Span};
use kaozheng_values::citations::Citation;
use kaozheng_values::dates::{Date, NamedEvents};
use std::sync::Arc;

/// What sort of thing is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MentionKind {
    /// A date or a length of time.
    Date,
    /// A person, body or place.
    Name,
    /// A text that is cited.
    Citation,
}

/// Whom or what a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A human being.
    Person,
    /// A state, army, party, leadership or group.
    Body,
    /// Where.
    Place,
}

/// One way to read the words of a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A date.
    Date(Date),
    /// A name.
    Name {
        /// As written, without title and possessive.
        form: String,
        /// The fullest form of the same name in the document.
        full: String,
        /// What it names.
        named: Named,
    },
    /// A citation.
    Citation {
        /// What it says.
        citation: Box<Citation>,
        /// Index of the work among [`citations::works`] of the same document.
        work: Option<usize>,
    },
}

/// One mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its words, in bytes of [`Document::text`].
    pub span: Span,
    /// What sort of thing it is.
    pub kind: MentionKind,
    /// The reading that is followed.
    pub reading: Reading,
    /// Other readings that the words allow, best first.
    pub rivals: Vec<Reading>,
    /// The rule that read it, in words.
    pub because: String,
    /// Index of the note's passage when it stands in a note.
    pub note: Option<usize>,
}

impl Mention {
    /// The fullest form of the name, for a name that is not in doubt.
    pub fn actor(&self) -> Option<(&str, Named)> {
        match &self.reading {
            Reading::Name { full, named, .. } if self.rivals.is_empty() => Some((full, *named)),
            _ => None,
        }
    }
}

/// What a finder may know besides the document.
#[derive(Clone, Debug, Default)]
pub struct FindContext {
    /// When the document was written, for dates that are counted from it.
    pub written: Option<Date>,
    /// Events that the case has dated, for dates that are counted from them.
    pub events: Arc<NamedEvents>,
    /// The mentions of the finders that ran before.
    pub found: Vec<Mention>,
}

/// One finder.
#[derive(Clone, Copy, Debug)]
pub struct Finder {
    /// Its name, in the plural ("dates").
    pub name: &'static str,
    /// Finds its mentions, in the order of the text.
    pub find: fn(&Document, &FindContext) -> Vec<Mention>,
}

/// Every finder, in the order in which they run.
pub const FINDERS: &[Finder] = &[citations::FINDER, dates::FINDER, names::FINDER];

/// Runs every finder; mentions in the order of the text.
pub fn find(document: &Document, mut context: FindContext) -> Vec<Mention> {
    for finder in FINDERS {
        let mentions = (finder.find)(document, &context);
        context.found.extend(mentions);
        context
            .found
            .sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.kind));
    }
    context.found
}

/// Whether `span` lies inside a citation of `found`.
fn inside_citation(found: &[Mention], span: Span) -> bool {
    let at = found.partition_point(|m| m.span.start <= span.start);
    found[..at]
        .iter()
        .rev()
        .take(40)
        .any(|m| m.kind == MentionKind::Citation && m.span.end >= span.end)
}
