//! Footnotes with their italics: each citation of a note by itself, so that words may stand between two of them.

use super::cite::{LOCALES, Style, item};
use super::{Naming, Work};
use citationberg::json::Item;
use citationberg::taxonomy::Locator;
use citationberg::{FontStyle, FontVariant, FontWeight, VerticalAlign};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest,
    ElemChild, ElemChildren, Formatted, LocatorPayload, SpecificLocator,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Letters in one manner of writing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The letters.
    pub text: String,
    /// Whether they are italic.
    pub italic: bool,
    /// Whether they are bold.
    pub bold: bool,
    /// Whether they are small capitals.
    pub small_capitals: bool,
    /// Whether they stand above the line.
    pub raised: bool,
}

impl Run {
    /// Letters as they come.
    pub fn plain(text: impl Into<String>) -> Run {
        Run {
            text: text.into(),
            ..Run::default()
        }
    }

    fn same_manner(&self, other: &Run) -> bool {
        let manner = |run: &Run| (run.italic, run.bold, run.small_capitals, run.raised);
        manner(self) == manner(other)
    }
}

/// One work, cited in one note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite<'a> {
    /// The work.
    pub work: &'a str,
    /// The place in it as a historian writes it (`p. 31`, `n. 14; n. 24`); may be empty.
    pub locator: &'a str,
    /// The note it stands in, from 1.
    pub note: usize,
}

/// What a style prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// Each citation, in the order given, without its full stop; a work that is not among the works is its own id.
    pub cites: Vec<Vec<Run>>,
    /// The bibliography in the order of the style; empty when it has none.
    pub bibliography: Vec<Vec<Run>>,
}

/// Citations in their order, as the style prints each at its place: in full, short, or as *ibid.*
pub fn printed(cites: &[Cite<'_>], works: &[Work], naming: &Naming, style: &Style) -> Printed {
    if cites.is_empty() {
        return Printed::default();
    }
    let cited: BTreeSet<&str> = cites.iter().map(|cite| cite.work).collect();
    // The library knows a work again by where it stands in memory.
    let items: BTreeMap<&str, Item> = works
        .iter()
        .filter(|work| cited.contains(work.id.as_str()))
        .filter_map(|work| Some((work.id.as_str(), item(work, naming)?)))
        .collect();
    let mut driver = BibliographyDriver::new();
    for cite in cites {
        let Some(item) = items.get(cite.work) else {
            continue;
        };
        let entry = CitationItem::with_locator(item, locator(cite.locator));
        let style = style.inner();
        driver.citation(CitationRequest::new(
            vec![entry],
            style,
            None,
            &LOCALES,
            Some(cite.note),
        ));
    }
    let done = driver.finish(BibliographyRequest::new(style.inner(), None, &LOCALES));
    let mut notes = done.citations.iter();
    let entries = done.bibliography.map(|all| all.items).unwrap_or_default();
    Printed {
        cites: cites
            .iter()
            .map(|cite| match items.contains_key(cite.work) {
                true => one(notes.next().map(|note| &note.citation), cite),
                false => unknown(cite),
            })
            .collect(),
        bibliography: entries
            .iter()
            .filter(|entry| !entry.key.is_empty())
            .map(|entry| {
                let mut runs = Vec::new();
                if let Some(first) = &entry.first_field {
                    child(first, &mut runs);
                    push(&mut runs, Run::plain(" "));
                }
                children(&entry.content, &mut runs);
                even(runs)
            })
            .filter(|runs| !runs.is_empty())
            .collect(),
    }
}

/// The place in a work: pages as pages, anything else in the words of the card.
fn locator(words: &str) -> Option<SpecificLocator<'_>> {
    let pages = words
        .strip_prefix("pp. ")
        .or_else(|| words.strip_prefix("p. "));
    match pages {
        _ if words.is_empty() => None,
        Some(pages) if !pages.contains([';', '.']) => Some(SpecificLocator(
            Locator::Page,
            LocatorPayload::Str(pages.trim()),
        )),
        _ => Some(SpecificLocator(Locator::Custom, LocatorPayload::Str(words))),
    }
}

/// One citation without its full stop; a place that the style leaves out is put after it, so that no place is lost.
fn one(printed: Option<&ElemChildren>, cite: &Cite<'_>) -> Vec<Run> {
    let mut runs = Vec::new();
    if let Some(printed) = printed {
        children(printed, &mut runs);
    }
    let mut runs = without_stop(even(runs));
    let bare = cite
        .locator
        .trim_start_matches("pp. ")
        .trim_start_matches("p. ");
    if !says_place(&text(&runs), bare) {
        push(&mut runs, Run::plain(format!(", {}", cite.locator)));
    }
    runs
}

/// Whether a citation says a place: in its own words, or with its numbers at the end. A style may shorten the last number
/// of a range (`341-5`).
fn says_place(printed: &str, place: &str) -> bool {
    let parted = |at: usize| {
        let next = printed[at + place.len()..].chars().next();
        let before = printed[..at].chars().next_back();
        let goes_on = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !goes_on(before) && !goes_on(next)
    };
    if place.is_empty() || printed.match_indices(place).any(|(at, _)| parted(at)) {
        return true;
    }
    let (printed, wanted) = (numbers(printed), numbers(place));
    let Some(start) = printed.len().checked_sub(wanted.len()) else {
        return false;
    };
    let mut pairs = wanted.iter().zip(&printed[start..]);
    let first = pairs.next().is_some_and(|(wanted, told)| wanted == told);
    first && pairs.all(|(wanted, told)| wanted.ends_with(told))
}

/// The numbers of a text.
fn numbers(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| !c.is_ascii_digit());
    parts.filter(|part| !part.is_empty()).collect()
}

fn unknown(cite: &Cite<'_>) -> Vec<Run> {
    let place = match cite.locator {
        "" => String::new(),
        words => format!(", {words}"),
    };
    vec![Run::plain(format!("{}{place}", cite.work))]
}

/// The letters of runs.
pub fn text(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// Puts a run at the end; what is written in the same manner becomes one run.
pub fn push(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        _ if run.text.is_empty() => {}
        Some(last) if last.same_manner(&run) => last.text.push_str(&run.text),
        _ => runs.push(run),
    }
}

fn children(printed: &ElemChildren, runs: &mut Vec<Run>) {
    for printed in &printed.0 {
        child(printed, runs);
    }
}

fn child(printed: &ElemChild, runs: &mut Vec<Run>) {
    match printed {
        ElemChild::Text(written) | ElemChild::Link { text: written, .. } => {
            push(runs, run(written));
        }
        ElemChild::Elem(element) => children(&element.children, runs),
        other => {
            let mut out = String::new();
            other
                .write_buf(&mut out, BufWriteFormat::Plain)
                .expect("a string takes all");
            push(runs, Run::plain(out));
        }
    }
}

fn run(written: &Formatted) -> Run {
    let manner = &written.formatting;
    Run {
        text: written.text.clone(),
        italic: manner.font_style == FontStyle::Italic,
        bold: manner.font_weight == FontWeight::Bold,
        small_capitals: manner.font_variant == FontVariant::SmallCaps,
        raised: manner.vertical_align == VerticalAlign::Sup,
    }
}

/// White space evened out across runs: one space for several, none at the ends.
fn even(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut spaced = true;
    for run in runs {
        let mut letters = String::new();
        for c in run.text.chars() {
            let space = c.is_whitespace() || c.is_control();
            if !(space && spaced) {
                letters.push(if space { ' ' } else { c });
            }
            spaced = space;
        }
        push(
            &mut out,
            Run {
                text: letters,
                ..run
            },
        );
    }
    if let Some(last) = out.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    out
}

/// Puts a full stop or a comma after what is printed: within closing quotation marks when the style is American, and none
/// where one stands already.
pub fn close(runs: &mut Vec<Run>, sign: char, american: bool) {
    let Some(last) = runs.last_mut() else {
        return;
    };
    let quoted = last.text.strip_suffix('”');
    let within = quoted.unwrap_or(&last.text);
    let ends = within.ends_with(['?', '!']) || (sign == '.' && within.ends_with('.'));
    match quoted {
        _ if ends && sign == '.' => {}
        Some(_) if american && ends => {}
        Some(within) if american => last.text = format!("{within}{sign}”"),
        _ => push(runs, Run::plain(sign)),
    }
}

/// Without the full stop of the note itself; that of a word that is shortened (`n.d.`, `Ibid.`) stays.
fn without_stop(mut runs: Vec<Run>) -> Vec<Run> {
    let whole = text(&runs);
    let word = whole.rsplit(char::is_whitespace).next().unwrap_or_default();
    let shortened = word.trim_end_matches('.').contains('.') || word.ends_with("bid.");
    if let Some(last) = runs.last_mut()
        && last.text.ends_with('.')
        && !shortened
    {
        last.text.pop();
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_said_by_whole_numbers_only() {
        assert!(says_place("Dahl, The Salt Road (Oslo, 1995), 5", "5"));
        assert!(!says_place("Dahl, The Salt Road (Oslo, 1995)", "5"));
        assert!(!says_place("Dahl, The Salt Road (Oslo, 1951)", "51"));
        assert!(says_place("Dahl, The Salt Road, 331–45", "331-345"));
        assert!(!says_place("Dahl, The Salt Road 1933–45", "331-345"));
        assert!(says_place("Dahl, n. 14; n. 24", "n. 14; n. 24"));
        assert!(!says_place("Dahl", "preface"));
        assert!(says_place("Dahl", ""));
    }
}
