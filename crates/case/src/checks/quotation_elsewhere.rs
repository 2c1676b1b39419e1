//! A quotation that stands on another page or at another note.
//!
//! # What it checks
//!
//! Where a `from:` names a page (`p. 31`) or a note (`n. 22`) and the source's pages and notes are known, the quotation
//! stands on that page, or in that note, or in a passage that carries its mark or lies next to one that does.
//!
//! # Why it matters
//!
//! Who follows the reference must find the words. A right quotation with a wrong page is the commonest slip there is.
//!
//! # Example
//!
//! ```text
//! statement: envoy-left
//! from: report, p. 3
//! > The envoy left at noon.
//! ```
//!
//! # How to mend
//!
//! Correct the page or the number of the note.

use super::quotations::{Texts, quotations};
use super::{CaseCheck, Look, Scope};
use crate::Case;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use kaozheng_text::{Document, Part, QuotationMatch};

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "quotation-elsewhere",
        title: "A quotation that stands on another page or at another note",
        severity: Severity::Warning,
        docs: include_str!("quotation_elsewhere.rs"),
    },
    look: Look::Within(run),
};

fn run(case: &Case, scope: &Scope, notes: &mut Vec<Diagnostic>) {
    let mut texts = Texts::of(case);
    for quoted in quotations(case, scope) {
        let Some(QuotationMatch::Verbatim(spans)) = texts.compare(&quoted) else {
            continue;
        };
        let (Some(document), Some(first)) = (quoted.document(case), spans.first()) else {
            continue;
        };
        let at = first.start as usize;
        let elsewhere = loci(&quoted.locus, "p")
            .filter(|pages| !on_page(document, at, pages))
            .map(|_| place(document, at));
        let elsewhere = elsewhere.or_else(|| {
            loci(&quoted.locus, "n")
                .filter(|numbers| !at_note(document, at, numbers))
                .map(|_| "in another passage".to_owned())
        });
        if let Some(where_it_is) = elsewhere {
            let message = format!(
                "`{}` is cited, but these words stand {where_it_is}.",
                quoted.locus
            );
            notes.push(
                CHECK
                    .check
                    .note(message)
                    .at(quoted.place.clone())
                    .help("correct the page or the number of the note"),
            );
        }
    }
}

/// The pages or notes that a locus names, ranges written out; `None` when it names none of that sort.
fn loci(locus: &str, sort: &str) -> Option<Vec<String>> {
    let mut out = Vec::new();
    for part in locus.split([';', ',']) {
        let mut words = part.split_whitespace();
        let word = words.next()?.trim_end_matches('.');
        if word != sort && word != format!("{sort}{sort}") {
            continue;
        }
        let numbers = words.collect::<Vec<_>>().join(" ");
        match numbers
            .split_once(['-', '\u{2013}'])
            .map(|(a, b)| (a.trim().parse::<u32>(), b.trim().parse::<u32>()))
        {
            Some((Ok(first), Ok(last))) if first <= last && last - first < 1000 => {
                out.extend((first..=last).map(|n| n.to_string()));
            }
            _ => out.push(numbers),
        }
    }
    (!out.is_empty()).then_some(out)
}

fn on_page(document: &Document, at: usize, pages: &[String]) -> bool {
    document
        .page_at(at)
        .is_none_or(|label| pages.iter().any(|page| page == label))
}

fn place(document: &Document, at: usize) -> String {
    document.page_at(at).map_or_else(
        || "elsewhere".to_owned(),
        |label| format!("on page {label}"),
    )
}

/// Whether a place is in one of those notes, in a passage that carries its mark, or in one next to such a passage.
/// A document without that note tells nothing.
fn at_note(document: &Document, at: usize, numbers: &[String]) -> bool {
    let is = |number: &str| numbers.iter().any(|wanted| wanted == number);
    let of_note: Vec<usize> = (0..document.passages.len())
        .filter(|&i| {
            let passage = &document.passages[i];
            passage.number.as_deref().is_some_and(is)
                || passage.marks.iter().any(|mark| is(&mark.number))
        })
        .collect();
    if of_note.is_empty() {
        return true;
    }
    document.passage_at(at).is_none_or(|here| {
        of_note
            .iter()
            .any(|&i| running(document, here).abs_diff(running(document, i)) <= 1 || i == here)
    })
}

/// The number of a passage among those of running text, notes and furniture left out.
fn running(document: &Document, passage: usize) -> usize {
    let aside = |part: Part| matches!(part, Part::Note | Part::Furniture);
    document.passages[..passage]
        .iter()
        .filter(|p| !aside(p.part))
        .count()
}
