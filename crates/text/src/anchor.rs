//! Anchors: a place in a text that can be found again after the text was extracted anew or corrected.
//!
//! An anchor holds both selectors of the W3C Web Annotation model: a position (TextPosition) and a quotation with the
//! words before and after it (TextQuote), and the page label beside them.

use crate::{Span, likeness::Levelled};

/// Code points kept before and after the quotation.
pub const CONTEXT: usize = 32;

/// A place in a text, three ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Label of the page it stands on.
    pub page: Option<String>,
    /// First code point (TextPosition).
    pub start: usize,
    /// One past the last code point (TextPosition).
    pub end: usize,
    /// The words themselves (TextQuote).
    pub exact: String,
    /// Up to [`CONTEXT`] code points before them.
    pub prefix: String,
    /// Up to [`CONTEXT`] code points after them.
    pub suffix: String,
}

/// How an anchor was found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// At its position, letter for letter.
    Position,
    /// Its words, moved; nothing like them elsewhere, or the words around them decide.
    Quotation,
    /// Its words stand in several places and the words around them do not decide: the nearest was taken.
    Nearest,
    /// Words much like its own.
    Likeness,
    /// Not found; `span` is where it should have been, by the words around it or the position.
    Lost,
}

/// Where an anchor stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The stretch, in bytes.
    pub span: Span,
    /// How sure that is, in per cent; 0 for [`How::Lost`].
    pub confidence: u8,
    /// How it was found.
    pub how: How,
}

impl Anchor {
    /// The anchor of `span` in `text`, without a page.
    pub fn of(text: &str, span: Span) -> Anchor {
        let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
        let start = before.chars().count();
        let exact = span.of(text).to_owned();
        let end = start + exact.chars().count();
        let lead = before
            .char_indices()
            .rev()
            .nth(CONTEXT - 1)
            .map_or(0, |(at, _)| at);
        let suffix = after.chars().take(CONTEXT).collect();
        Anchor {
            page: None,
            start,
            end,
            exact,
            prefix: before[lead..].to_owned(),
            suffix,
        }
    }

    /// Finds the place again in `text`, which may have changed. Never silent: a lost anchor says so.
    pub fn locate(&self, text: &str) -> Found {
        let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
        let (start, end) = (byte(self.start), byte(self.end.max(self.start)));
        let here = Span::new(start, end);
        if !self.exact.is_empty() && here.of(text) == self.exact {
            return Found {
                span: here,
                confidence: 100,
                how: How::Position,
            };
        }
        let levelled = Levelled::of(text);
        let wanted = Levelled::of(&self.exact).text.trim().to_owned();
        self.by_words(text, &levelled, &wanted, start)
            .or_else(|| by_likeness(text, &levelled, &wanted))
            .unwrap_or_else(|| self.lost(text, &levelled, here))
    }

    fn by_words(&self, text: &str, levelled: &Levelled, wanted: &str, old: usize) -> Option<Found> {
        if wanted.is_empty() {
            return None;
        }
        let places = levelled.places(wanted, 10_000);
        let (before, after) = (
            Levelled::of(&self.prefix).text,
            Levelled::of(&self.suffix).text,
        );
        let agreement = |at: usize| {
            common_end(&levelled.text[..at], &before)
                + common_start(&levelled.text[at + wanted.len()..], &after)
        };
        let span = |at: usize| levelled.origin(text, at, at + wanted.len());
        let rank = |at: usize| {
            (
                agreement(at),
                std::cmp::Reverse((span(at).start as usize).abs_diff(old)),
            )
        };
        let &best = places.iter().max_by_key(|&&at| rank(at))?;
        let top = agreement(best);
        let rivals = places
            .iter()
            .filter(|&&at| at != best && agreement(at) == top)
            .count();
        let (confidence, how) = match (places.len(), rivals, top) {
            (1, ..) => (98, How::Quotation),
            (_, 0, 8..) => (95, How::Quotation),
            (_, 0, _) => (75, How::Quotation),
            _ => (50, How::Nearest),
        };
        Some(Found {
            span: span(best),
            confidence,
            how,
        })
    }

    fn lost(&self, text: &str, levelled: &Levelled, here: Span) -> Found {
        let before = Levelled::of(&self.prefix).text;
        let around = if before.chars().count() >= 8 {
            levelled.places(&before, 2)
        } else {
            Vec::new()
        };
        let span = match around[..] {
            [only] => Span::at(levelled.origin(text, only, only + before.len()).end as usize),
            _ => here,
        };
        Found {
            span,
            confidence: 0,
            how: How::Lost,
        }
    }
}

/// The stretch most like `wanted`, when at least three letters in five agree.
fn by_likeness(text: &str, levelled: &Levelled, wanted: &str) -> Option<Found> {
    let near = levelled.nearest(wanted)?;
    let length = wanted.chars().count();
    let agreement = 100 - (near.distance * 100).div_ceil(length.max(1)).min(100);
    let span = levelled.origin(text, near.start, near.end);
    let confidence = u8::try_from(agreement).expect("a percentage").min(97);
    (agreement >= 60).then_some(Found {
        span,
        confidence,
        how: How::Likeness,
    })
}

fn common_end(a: &str, b: &str) -> usize {
    a.chars()
        .rev()
        .zip(b.chars().rev())
        .take_while(|(x, y)| x == y)
        .count()
}

fn common_start(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "The envoy left at noon. The envoy left the city. He carried one letter, sealed by the king.";

    fn anchor(words: &str) -> Anchor {
        let at = OLD.rfind(words).expect("words of the old text");
        Anchor::of(OLD, Span::new(at, at + words.len()))
    }

    fn check(words: &str, new: &str) -> String {
        let found = anchor(words).locate(new);
        format!(
            "{:?} {} {:?}",
            found.how,
            found.confidence,
            found.span.of(new)
        )
    }

    #[test]
    fn the_same_text_gives_the_same_place() {
        assert_eq!(
            check("The envoy left", OLD),
            "Position 100 \"The envoy left\""
        );
    }

    #[test]
    fn moved_words_are_found_by_what_stands_around_them() {
        let new = format!("PREFACE\n\n{OLD}");
        let found = anchor("The envoy left").locate(&new);
        assert_eq!(found.how, How::Quotation);
        assert!(new[found.span.end as usize..].starts_with(" the city"));
    }

    #[test]
    fn corrected_words_are_found_by_likeness() {
        let new = OLD.replace("carried one", "carricd onc");
        assert_eq!(
            check("He carried one letter", &new),
            "Likeness 90 \"He carricd onc letter\""
        );
    }

    #[test]
    fn a_lost_anchor_says_so() {
        let new = "Nothing of this is here any more: the leaf was torn out.";
        let found = anchor("He carried one letter").locate(new);
        assert_eq!((found.how, found.confidence), (How::Lost, 0));
    }

    proptest::proptest! {
        #[test]
        fn anchors_survive_new_extraction(cut in 0usize..40, len in 12usize..40, wide in 1usize..4) {
            let span = Span::new(cut, cut + len);
            let new = OLD.replace(' ', &" ".repeat(wide)).replace('.', ".\n");
            let found = Anchor::of(OLD, span).locate(&new);
            let level = |s: &str| Levelled::of(s).text.trim().replace(". ", ".");
            proptest::prop_assert!(found.how != How::Lost);
            proptest::prop_assert!(found.confidence >= 60 || level(found.span.of(&new)) == level(span.of(OLD)));
        }
    }
}
