//! Comparing a quotation on a card with the page it cites, letter by letter.

use crate::{Span, likeness::Levelled};

/// A text made ready to have many quotations compared with it.
#[derive(Clone, Debug, Default)]
pub struct QuotedText {
    original: String,
    levelled: Levelled,
}

/// What came of comparing a quotation with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuotationMatch {
    /// It stands there, letter for letter; one span for each part between omission marks.
    Verbatim(Vec<Span>),
    /// Something like it stands there, but not the same.
    Altered {
        /// Where.
        span: Span,
        /// What the text has.
        found: String,
        /// How many letters differ.
        differences: usize,
    },
    /// Nothing like it stands there.
    Absent,
}

/// Compares one quotation with one text; see [`QuotedText::compare`].
pub fn compare_quotation(text: &str, quotation: &str) -> QuotationMatch {
    QuotedText::new(text).compare(quotation)
}

impl QuotedText {
    /// Levels white space, quotation marks, dashes and ligatures of `text` once.
    pub fn new(text: &str) -> QuotedText {
        QuotedText {
            original: text.to_owned(),
            levelled: Levelled::of(text),
        }
    }

    /// Whether `quotation` stands in the text.
    ///
    /// White space, the shape of quotation marks and dashes, and Markdown asterisks do not count; every letter, digit,
    /// capital and other sign does. `…`, `...` and `[…]` in the quotation stand for left-out words, and other words in
    /// square brackets for the editor's; the parts between must all be there, in order.
    pub fn compare(&self, quotation: &str) -> QuotationMatch {
        let whole = Levelled::of(quotation).text;
        let whole = whole.trim();
        if whole.is_empty() {
            return QuotationMatch::Verbatim(Vec::new());
        }
        if let Some(spans) = self
            .in_order(&[whole.to_owned()])
            .or_else(|| self.in_order(&parts(whole)))
        {
            return QuotationMatch::Verbatim(spans);
        }
        self.altered(whole)
    }

    fn in_order(&self, parts: &[String]) -> Option<Vec<Span>> {
        let mut from = 0;
        let mut spans = Vec::new();
        for part in parts {
            let at = from + self.levelled.text[from..].find(part.as_str())?;
            from = at + part.len();
            spans.push(self.levelled.origin(&self.original, at, from));
        }
        (!spans.is_empty()).then_some(spans)
    }

    fn altered(&self, whole: &str) -> QuotationMatch {
        let length = whole.chars().count();
        match self.levelled.nearest(whole) {
            Some(near) if near.distance * 5 <= length * 2 => {
                let span = self.levelled.origin(&self.original, near.start, near.end);
                QuotationMatch::Altered {
                    span,
                    found: span.of(&self.original).to_owned(),
                    differences: near.distance,
                }
            }
            _ => QuotationMatch::Absent,
        }
    }
}

/// The parts of a quotation between omission marks and editor's brackets, each trimmed, empty ones left out.
fn parts(whole: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut depth = 0usize;
    for c in whole.replace("...", "\u{2026}").chars() {
        match c {
            '[' => {
                depth += 1;
                plain.push('\u{2026}');
            }
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
        .split('\u{2026}')
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "He said: “The  road is\nopen.” Nobody believed him, and the *gate* stayed shut.";

    fn check(quotation: &str) -> String {
        match compare_quotation(PAGE, quotation) {
            QuotationMatch::Verbatim(spans) => spans
                .iter()
                .map(|s| s.of(PAGE))
                .collect::<Vec<_>>()
                .join(" | "),
            QuotationMatch::Altered {
                found, differences, ..
            } => format!("{differences}: {found}"),
            QuotationMatch::Absent => "absent".to_owned(),
        }
    }

    #[test]
    fn white_space_and_quotation_marks_do_not_count() {
        assert_eq!(check("\"The road is open.\""), "“The  road is\nopen.”");
        assert_eq!(check("the gate stayed shut"), "the *gate* stayed shut");
    }

    #[test]
    fn omissions_and_brackets_part_the_quotation() {
        assert_eq!(
            check("Nobody believed him … stayed shut"),
            "Nobody believed him | stayed shut"
        );
        assert_eq!(check("The road is [now] open."), "The  road is | open.");
    }

    #[test]
    fn one_altered_character_is_caught() {
        assert_eq!(
            check("Nobody believed hin, and the gate"),
            "1: Nobody believed him, and the *gate"
        );
        assert_eq!(check("nobody believed him"), "1: Nobody believed him");
    }

    #[test]
    fn what_is_not_there_is_absent() {
        assert_eq!(check("a treaty was signed in the spring"), "absent");
        assert_eq!(check("…"), "absent");
    }

    proptest::proptest! {
        #[test]
        fn every_quotation_of_a_text_is_found_in_it(text in "[a-z ,.“”\n]{20,200}", cut in 0usize..100, len in 5usize..80) {
            let chars: Vec<char> = text.chars().collect();
            let from = cut % chars.len();
            let quote: String = chars[from..(from + len).min(chars.len())].iter().collect();
            let verbatim = matches!(compare_quotation(&text, &quote), QuotationMatch::Verbatim(_));
            proptest::prop_assert!(verbatim, "{quote:?} not found in {text:?}");
        }

        #[test]
        fn one_altered_letter_is_never_verbatim(text in "[a-y ]{30,120}", at in 5usize..20) {
            let mut quote: Vec<char> = text.chars().take(25).collect();
            quote[at] = 'z';
            let quote: String = quote.into_iter().collect();
            let verbatim = matches!(compare_quotation(&text, &quote), QuotationMatch::Verbatim(_));
            proptest::prop_assert!(!verbatim);
        }
    }
}
