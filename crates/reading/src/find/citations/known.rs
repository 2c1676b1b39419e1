//! A citation with the folded forms by which it is compared with others, made once.
//!
//! In a work of twenty thousand notes each is compared with hundreds of works: what can be told from lengths and counts of
//! letters is told before titles are compared letter by letter.

use super::alike::skeleton;
use kaozheng_values::citations::Citation;
use kaozheng_values::names::{family_name, normalise};
use std::ops::Deref;

/// Sorts of letters that are counted apart.
const SORTS: usize = 32;

/// A folded title, with how often each sort of letter stands in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Title {
    pub(super) words: String,
    letters: u32,
    counts: [u16; SORTS],
}

/// A citation and its folded forms.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    citation: Citation,
    pub(super) flat_title: Title,
    pub(super) flat_translation: Title,
    /// The consonants of the title, romanisations as one.
    pub(super) skeleton: String,
    /// The first author, and the family name.
    pub(super) flat_author: String,
    pub(super) flat_family: String,
    /// All words, with a space before and after.
    pub(super) flat_words: String,
}

impl Deref for Known {
    type Target = Citation;

    fn deref(&self) -> &Citation {
        &self.citation
    }
}

impl Known {
    pub(super) fn of(citation: Citation) -> Known {
        let folded = |words: &Option<String>| normalise(words.as_deref().unwrap_or(""));
        let title = folded(&citation.title);
        let author = citation.authors.first().map_or("", String::as_str);
        Known {
            skeleton: skeleton(&title),
            flat_title: Title::of(title),
            flat_translation: Title::of(folded(&citation.translated_title)),
            flat_author: normalise(author),
            flat_family: normalise(family_name(author)),
            flat_words: format!(" {} ", normalise(&citation.words)),
            citation,
        }
    }
}

impl Title {
    fn of(words: String) -> Title {
        let mut title = Title::default();
        for letter in words.chars() {
            title.letters += 1;
            title.counts[letter as usize % SORTS] += u16::from(title.letters < 60_000);
        }
        title.words = words;
        title
    }

    /// Whether the likeness of two titles can be `least` per cent, from lengths and letters alone; it never denies one
    /// that is.
    pub(super) fn may_be_like(&self, other: &Title, least: u32) -> bool {
        let longest = self.letters.max(other.letters);
        if longest == 0 || longest > LONGEST {
            return longest > 0;
        }
        let (mut more, mut less) = (0u32, 0u32);
        for (a, b) in self.counts.iter().zip(&other.counts) {
            more += u32::from(a.saturating_sub(*b));
            less += u32::from(b.saturating_sub(*a));
        }
        more.max(less) * 100 <= longest * (100 - least)
    }
}

/// Titles are compared up to this many letters.
const LONGEST: u32 = 400;

#[cfg(test)]
mod tests {
    use super::super::alike::likeness;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_likeness_is_denied(a in "[a-d ]{1,24}", b in "[a-d ]{1,24}") {
            let (one, other) = (Title::of(a.clone()), Title::of(b.clone()));
            for least in [88, 97] {
                prop_assert!(likeness(&a, &b) < least || one.may_be_like(&other, least));
            }
        }
    }
}
