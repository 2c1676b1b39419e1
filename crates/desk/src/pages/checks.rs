//! What is wrong or doubtful, each with its place and lines, its mending, and what the check is about.

use super::inbox::facet;
use super::kinds::{part_of, parts};
use super::reader::to_stretch;
use super::{Desk, Place, Visit};
use crate::views::checks::{NoteLine, PlaceLine};
use kaozheng_text::Document;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::BTreeMap;

/// One page of the notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct ChecksPageView {
    /// Notes that say that something is wrong.
    pub errors: usize,
    /// Notes that say that something is doubtful.
    pub warnings: usize,
    /// Notes that are only worth knowing.
    pub remarks: usize,
    /// Every check that has notes, with how many, of the severity that is wanted.
    pub codes: Vec<CodeCount>,
    /// How many notes are wanted.
    pub wanted: usize,
    /// The page, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// The notes of the page.
    pub notes: Vec<PlacedNote>,
}

/// How many notes a check has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct CodeCount {
    /// The check.
    pub code: String,
    /// How many.
    pub count: usize,
}

/// A note with the lines it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct PlacedNote {
    /// The note.
    #[serde(flatten)]
    pub note: NoteLine,
    /// The line it is about: before, the words themselves, after; null when the file is no text of the case.
    pub excerpt: Option<[String; 3]>,
    /// The card it stands on.
    pub card: Option<String>,
    /// The original and the first code point, when it stands in one.
    pub original: Option<(String, usize)>,
}

/// What a check is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CheckText {
    /// Its title.
    pub title: String,
    /// What it checks.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// An example.
    pub example: String,
    /// How it is mended.
    pub mending: String,
}

/// Notes on a page.
const ON_A_PAGE: usize = 50;

pub(super) fn view(desk: &Desk, visit: &Visit) -> ChecksPageView {
    let all = desk.checks();
    let query = &visit.query;
    let (severity, code) = (query.get("severity"), query.get("code"));
    let of_severity = |note: &&NoteLine| severity.is_none_or(|wanted| note.severity == wanted);
    let of_code = |note: &&NoteLine| code.is_none_or(|wanted| note.code == wanted);
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for note in all.notes.iter().filter(of_severity) {
        *codes.entry(&note.code).or_default() += 1;
    }
    let mut notes: Vec<&NoteLine> = all
        .notes
        .iter()
        .filter(of_severity)
        .filter(of_code)
        .collect();
    notes.sort_by_key(|note| {
        ["error", "warning", "info"]
            .iter()
            .position(|word| *word == note.severity)
    });
    let (page, pages, before) = part_of(visit, notes.len(), ON_A_PAGE);
    let here = notes.iter().skip(before).take(ON_A_PAGE);
    ChecksPageView {
        errors: all.errors,
        warnings: all.warnings,
        remarks: all.remarks,
        codes: codes
            .into_iter()
            .map(|(code, count)| CodeCount {
                code: code.to_owned(),
                count,
            })
            .collect(),
        wanted: notes.len(),
        page,
        pages,
        notes: here.map(|note| placed(desk, note)).collect(),
    }
}

fn placed(desk: &Desk, note: &NoteLine) -> PlacedNote {
    let at = note.at.as_ref();
    let sheet = at.and_then(|at| {
        let mut sheets = desk.record.sheets().iter();
        sheets.find(|sheet| *sheet.name == *at.file)
    });
    let card = at.zip(sheet).and_then(|(at, sheet)| {
        let mut cards = sheet.cards();
        cards.find(|card| card.span().start <= at.start && at.start <= card.span().end)
    });
    let document = at.and_then(|at| desk.document(at.file.strip_prefix("sources/")?));
    let essay = at.and_then(|at| desk.essays.iter().find(|(name, _)| *name == at.file));
    let text = sheet
        .map(|sheet| sheet.text.as_str())
        .or(document.map(|document| document.text.as_str()))
        .or(essay.map(|(_, text)| text.as_str()));
    PlacedNote {
        excerpt: at.zip(text).and_then(|(at, text)| excerpt(text, at)),
        card: card
            .map(|card| card.id().to_owned())
            .filter(|id| !id.is_empty()),
        original: at
            .zip(document)
            .map(|(at, document)| in_original(document, at)),
        note: note.clone(),
    }
}

fn in_original(document: &Document, at: &PlaceLine) -> (String, usize) {
    let before = document.text.get(..at.start as usize).unwrap_or_default();
    (document.name.clone(), before.chars().count())
}

/// Most code points of a line before and after the words.
const AROUND: usize = 120;

/// The line on which the words stand, the words themselves in the middle.
fn excerpt(text: &str, at: &PlaceLine) -> Option<[String; 3]> {
    let (start, end) = (at.start as usize, at.end as usize);
    let words = text.get(start..end)?;
    let before = text[..start].rsplit('\n').next().unwrap_or_default();
    let after = text[end..].split('\n').next().unwrap_or_default();
    let lead: Vec<char> = before.chars().rev().take(AROUND).collect();
    let cut = |text: &str, most: usize| match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    };
    Some([
        lead.into_iter().rev().collect(),
        cut(words, 4 * AROUND),
        cut(after, AROUND),
    ])
}

/// The way to what is wrong, for the first page: the errors of a case, listed; nothing when it has none.
pub(super) fn banner(desk: &Desk, visit: &Visit) -> Markup {
    let few = desk.case.cards().count() <= 2000;
    let checks = match few {
        true => Some(desk.checks()),
        false => desk.checks_so_far(),
    };
    let checks = checks.filter(|checks| checks.errors > 0);
    html! {
        @if let Some(checks) = checks {
            aside.errors aria-label=(visit.say("checks")) {
                p { a href=(visit.to(&Place::Checks)) { strong { (visit.words.say_of("errors-in-case", checks.errors)) } } }
                ul { @for note in checks.notes.iter().filter(|note| note.severity == "error").take(5) {
                    li { (note.message) @if let Some(at) = &note.at { " " span.file { (at.file) @if let Some(line) = at.line { ":" (line) } } } }
                } }
            }
        }
    }
}

pub(super) fn page(desk: &Desk, visit: &Visit, view: &ChecksPageView) -> (String, Markup) {
    let body = html! {
        h1 { (visit.say("checks")) }
        @if view.errors + view.warnings + view.remarks == 0 { p.empty { (visit.say("nothing-wrong")) } }
        @else { (facets(visit, view)) }
        ol.checks { @for note in &view.notes { (note_of(desk, visit, note)) } }
        (parts(visit, view.page, view.pages))
    };
    (visit.say("checks").to_owned(), body)
}

fn facets(visit: &Visit, view: &ChecksPageView) -> Markup {
    let bare = visit.query.with("part", "");
    let severities = [
        (
            "",
            visit.say("all-notes").to_owned(),
            view.errors + view.warnings + view.remarks,
        ),
        ("error", visit.words.term("errors"), view.errors),
        ("warning", visit.words.term("warnings"), view.warnings),
        ("info", visit.words.term("infos"), view.remarks),
    ];
    let of_severity = bare.with("code", "");
    html! {
        @if visit.is_served() {
            nav.facets aria-label=(visit.say("filter")) {
                ul { @for one in severities { (facet(visit, &of_severity, "severity", one)) } }
                @if view.codes.len() > 1 || visit.query.get("code").is_some() {
                    details open[visit.query.get("code").is_some() || view.codes.len() <= 8] {
                        summary { (visit.say("by-check")) }
                        ul {
                            @if visit.query.get("code").is_some() { (facet(visit, &bare, "code", ("", visit.say("all-checks").to_owned(), view.codes.iter().map(|code| code.count).sum()))) }
                            @for code in &view.codes { (facet(visit, &bare, "code", (&code.code, code.code.clone(), code.count))) }
                        }
                    }
                }
            }
        } @else {
            p { (view.errors) " " (visit.words.term("errors")) ", " (view.warnings) " " (visit.words.term("warnings")) ", " (view.remarks) " " (visit.words.term("infos")) }
        }
    }
}

fn note_of(desk: &Desk, visit: &Visit, placed: &PlacedNote) -> Markup {
    let note = &placed.note;
    html! {
        li class=(note.severity) {
            p {
                span.severity { (visit.words.term(&note.severity)) } " " code { (note.code) }
                @if let Some(at) = &note.at { " " (place_of(at)) }
            }
            p.message { (note.message) }
            @if let Some([before, words, after]) = &placed.excerpt {
                p.excerpt { (before) mark { (words) } (after) }
            }
            @for also in &note.also { p.also { (also.what.as_deref().unwrap_or_default()) " " (place_of(also)) } }
            @if let Some(help) = &note.help { p.help { (help) } }
            (ways(visit, placed))
            (explained(desk, visit, &note.code))
        }
    }
}

fn place_of(at: &PlaceLine) -> Markup {
    html! { span.file { (at.file) @if let Some(line) = at.line { ":" (line) } } }
}

/// Where the note can be looked at and mended.
fn ways(visit: &Visit, placed: &PlacedNote) -> Markup {
    html! {
        @if placed.card.is_some() || placed.original.is_some() {
            p.ways-to {
                @if let Some(card) = &placed.card {
                    a href=(visit.to_card(card)) { (visit.say("to-the-card")) " " code { (card) } }
                    @if visit.may_write { " · " a href=(format!("{}?edit=1", visit.to_card(card))) { (visit.say("mend-it")) } }
                }
                @if let Some((name, at)) = &placed.original {
                    " " a href=(to_stretch(visit, name, *at, *at)) { (visit.say("to-the-page")) }
                }
            }
        }
    }
}

fn explained(desk: &Desk, visit: &Visit, code: &str) -> Markup {
    html! {
        @if let Some(text) = (desk.explain)(code) {
            details.explained {
                summary { (visit.say("what-it-means")) ": " (text.title) }
                p { (text.what) }
                p { (text.why) }
                @if !text.example.is_empty() { pre.card { (text.example) } }
                p { (text.mending) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::Query;
    use crate::pages::tests::{desk_of, shown, visit_to};
    use proptest::prelude::*;

    const CARDS: &str =
        "statement: s\nfrom: letter\nsays: It was.\nmeans: nobody knew nothing on 1 May 1950\n";

    fn check(query: &str) -> String {
        let mut visit = visit_to(Place::Checks);
        visit.query = Query::parse(query);
        let mut desk = desk_of(CARDS);
        desk.explain = |code| {
            Some(CheckText {
                title: format!("About {code}"),
                ..CheckText::default()
            })
        };
        shown(&desk, &visit)
    }

    #[test]
    fn a_note_shows_its_line_its_card_and_what_it_means() {
        insta::assert_snapshot!(check("code=unknown-id"), @r#"
        <h1>Checks</h1>
        <nav class="facets" aria-label="Show only">
        <ul>
        <li>
        <a href="/checks" aria-current="true">all <span class="count">1</span>
        </a>
        </li>
        <li>
        <a href="/checks?severity=error">errors <span class="count">1</span>
        </a>
        </li>
        <li>
        <a href="/checks?severity=warning">doubtful <span class="count">0</span>
        </a>
        </li>
        <li>
        <a href="/checks?severity=info">remarks <span class="count">0</span>
        </a>
        </li>
        </ul>
        <details open>
        <summary>By check</summary>
        <ul>
        <li>
        <a href="/checks">all checks <span class="count">1</span>
        </a>
        </li>
        <li>
        <a href="/checks?code=unknown-id" aria-current="true">unknown-id <span class="count">1</span>
        </a>
        </li>
        </ul>
        </details>
        </nav>
        <ol class="checks">
        <li class="error">
        <p>
        <span class="severity">error</span> <code>unknown-id</code> <span class="file">cards/a.card</span>
        </p>
        <p class="message">No card is called `letter`; `from` takes the id of a source.</p>
        <p class="excerpt">from: <mark>letter</mark>
        </p>
        <p class="help">write a card that begins `source: letter`</p>
        <p class="ways-to">
        <a href="/cards/s">To the card <code>s</code>
        </a> · <a href="/cards/s?edit=1">Mend it</a>
        </p>
        <details class="explained">
        <summary>What this is about: About unknown-id</summary>
        <p>
        </p>
        <p>
        </p>
        <p>
        </p>
        </details>
        </li>
        </ol>
        "#);
    }

    #[test]
    fn a_case_with_errors_opens_with_them() {
        let page = shown(&desk_of(CARDS), &visit_to(Place::Home));
        assert!(page.contains("errors in this case"), "{page}");
        let fine = shown(&desk_of("source: letter\n"), &visit_to(Place::Home));
        assert!(!fine.contains("errors in this case"), "{fine}");
    }

    proptest! {
        #[test]
        fn whatever_a_note_points_at_is_text(hostile in "[<>\"'&a-z:/;= ]{0,30}") {
            let said = format!("<script>{hostile}</script>\"><img src=x>");
            let desk = desk_of(&format!("statement: s\nfrom: {said}\nmeans: {said}\nwhen: {said}\n"));
            let page = shown(&desk, &visit_to(Place::Checks));
            prop_assert!(!page.contains("<img") && !page.contains("<script>"), "{}", page);
        }
    }
}
