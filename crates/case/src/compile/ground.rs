//! Where something was read, understood: the source, through whom it is known, and the place in it.

use crate::weighing::Grade;
use kaozheng_record::CardRef;
use kaozheng_record::source_reference::parse_from;
use kaozheng_text::Place;

/// One place where a value or a card was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Who vouches for it.
    pub read: Read,
    /// The whole `from:` as written; empty when there is none.
    pub words: String,
    /// The place in the text that was read, the last `via` or the source itself (`n. 14; n. 24`); may be empty.
    pub locus: String,
    /// The source's own words, one text for each run of `>` lines.
    pub quotations: Vec<String>,
    /// Where each quotation stands on the card.
    pub quotation_places: Vec<Place>,
    /// How good it is judged to be.
    pub grade: Option<Grade>,
    /// The reason, for people.
    pub because: Option<String>,
    /// Where the ground stands.
    pub place: Place,
}

/// Who vouches for what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// The editor of the case: never falls with a source.
    Editor,
    /// A source, known through others when `via` names them.
    Source {
        /// The source read.
        source: String,
        /// The sources through which alone it is known.
        via: Vec<String>,
    },
    /// No `from:` of its own: the card's grounds hold.
    Card,
}

impl Ground {
    /// Reads a ground of `card`.
    pub(crate) fn read(card: CardRef<'_>, ground: kaozheng_record::Ground) -> Ground {
        let place = |span| card.place_of(span);
        let (read, locus) = ground
            .from
            .as_deref()
            .map_or((Read::Card, String::new()), read_from);
        Ground {
            read,
            words: ground.from.unwrap_or_default(),
            locus,
            quotation_places: ground
                .quotation_spans
                .iter()
                .map(|&span| place(span))
                .collect(),
            quotations: ground.quotations,
            grade: ground.grade.as_deref().and_then(Grade::from_word),
            because: ground.because,
            place: place(ground.span),
        }
    }

    /// The sources it needs: the one read, then those it is known through.
    pub fn sources(&self) -> Vec<&str> {
        match &self.read {
            Read::Source { source, via } => {
                let through = via.iter().map(String::as_str);
                std::iter::once(source.as_str()).chain(through).collect()
            }
            Read::Editor | Read::Card => Vec::new(),
        }
    }

    /// The source read, without those it is known through.
    pub fn source(&self) -> Option<&str> {
        match &self.read {
            Read::Source { source, .. } => Some(source),
            Read::Editor | Read::Card => None,
        }
    }

    /// Whether another says the same, wherever either stands.
    pub(crate) fn says_the_same(&self, other: &Ground) -> bool {
        (&self.read, &self.words, self.grade) == (&other.read, &other.words, other.grade)
            && self.quotations == other.quotations
            && self.because == other.because
    }

    /// Whether it stands on its own `from:`.
    pub fn is_own(&self) -> bool {
        self.read != Read::Card
    }

    /// As it is written on the card: `zhang-2005, n. 14`, `li-1993, via zhang-2005, n. 22`, `editor`.
    pub fn cited(&self) -> &str {
        &self.words
    }
}

fn read_from(from: &str) -> (Read, String) {
    let parts = parse_from(from);
    let (_, locators) = parts.read_in();
    let locus: Vec<&str> = locators
        .iter()
        .map(|locator| locator.words.as_str())
        .collect();
    let locus = locus.join("; ");
    if parts.editor {
        return (Read::Editor, locus);
    }
    let via = parts
        .via
        .iter()
        .map(|cited| cited.source.id.clone())
        .collect();
    (
        Read::Source {
            source: parts.source.id,
            via,
        },
        locus,
    )
}
