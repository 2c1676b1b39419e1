//! The originals of the case: what was read, what could not be opened and why, and how to add one.

use super::address::escaped;
use super::reader::{language, quoted::source_of, title};
use super::{Desk, Place, Visit};
use kaozheng_text::Part;
use maud::{Markup, html};
use serde::Serialize;

/// The originals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct OriginalsView {
    /// Those that were opened, in order of name.
    pub originals: Vec<OriginalLine>,
    /// Those that were not.
    pub gaps: Vec<Gap>,
}

/// One original.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct OriginalLine {
    /// Its name inside `sources/`.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// The id of its source; with whether that is only a draft.
    pub source: Option<(String, bool)>,
    /// Its pages.
    pub pages: usize,
    /// Its passages, notes and furniture left out.
    pub passages: usize,
    /// Its notes.
    pub notes: usize,
    /// Its language; may be empty.
    pub language: String,
}

/// An original that could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Gap {
    /// Its name inside `sources/`.
    pub name: String,
    /// Why, and how to mend it.
    pub why: String,
}

/// The address of the file itself, as it was given; only a server has it.
pub(super) fn to_file(name: &str) -> String {
    format!("/files/{}", escaped(name))
}

pub(super) fn view(desk: &Desk) -> OriginalsView {
    let line = |document: &kaozheng_text::Document| {
        let count = |wanted: fn(Part) -> bool| {
            let parts = document.passages.iter().map(|passage| passage.part);
            parts.filter(|part| wanted(*part)).count()
        };
        OriginalLine {
            name: document.name.clone(),
            title: title(desk, document),
            source: source_of(desk, document).map(|(card, draft)| (card.id().to_owned(), draft)),
            pages: document.pages.len(),
            passages: count(|part| !matches!(part, Part::Note | Part::Furniture)),
            notes: count(|part| part == Part::Note),
            language: language(document),
        }
    };
    OriginalsView {
        originals: desk.documents().iter().map(line).collect(),
        gaps: desk
            .gaps
            .iter()
            .map(|(name, why)| Gap {
                name: name.clone(),
                why: why.clone(),
            })
            .collect(),
    }
}

pub(super) fn page(visit: &Visit, view: &OriginalsView) -> (String, Markup) {
    let body = html! {
        h1 { (visit.say("originals")) }
        @if view.originals.is_empty() && view.gaps.is_empty() { p.empty { (visit.say("no-originals")) } }
        @if !view.originals.is_empty() { (table(visit, &view.originals)) }
        @if !view.gaps.is_empty() {
            section.gaps {
                h2 { (visit.say("not-opened")) }
                dl.gaplist {
                    @for gap in &view.gaps {
                        dt { @if visit.is_served() { a href=(to_file(&gap.name)) download { (gap.name) } } @else { (gap.name) } }
                        dd { (gap.why) }
                    }
                }
            }
        }
        @if visit.may_write && visit.is_served() { (adding(visit)) }
    };
    (visit.say("originals").to_owned(), body)
}

fn table(visit: &Visit, originals: &[OriginalLine]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(visit.say("originals")) {
            table {
                thead {
                    tr {
                        th scope="col" { (visit.say("original")) }
                        th scope="col" { (visit.say("language")) }
                        th.number scope="col" { (visit.say("page-count")) }
                        th.number scope="col" { (visit.say("passage-count")) }
                        th.number scope="col" { (visit.say("note-count")) }
                    }
                }
                tbody {
                    @for line in originals {
                        tr {
                            th scope="row" {
                                a href=(visit.to(&Place::Original(line.name.clone()))) { cite { (line.title) } }
                                br; span.file { (line.name) }
                            }
                            td { (line.language) }
                            td.number { (line.pages) }
                            td.number { (line.passages) }
                            td.number { (line.notes) }
                        }
                    }
                }
            }
        }
    }
}

/// How to add an original: by a script, or into the folder.
fn adding(visit: &Visit) -> Markup {
    html! {
        section.adding {
            h2 { (visit.say("add-original")) }
            p { (visit.say("add-original-why")) }
            div #upload hidden data-reading=(visit.say("uploading")) data-failed=(visit.say("upload-failed")) {
                label for="files" { (visit.say("choose-files")) } " "
                input #files type="file" multiple;
                output #uploaded aria-live="polite" {}
            }
            form method="post" action="/originals" {
                p { (visit.say("without-script")) }
                input type="hidden" name="do" value="read";
                button { (visit.say("read-new")) }
            }
            script type="module" src=(visit.addresses.asset("upload.js")) {}
        }
    }
}
