//! One work: what it is and through whose hands it came, its stemma, what was read in it and what rests on it.

use super::card::lines;
use super::frame::{card_link, card_links, with_links};
use super::stemma::drawing;
use super::{Desk, Place, Visit};
use crate::views::source::StemmaLine;
use crate::views::{AnswerView, SourceView};
use kaozheng_case::ask::ask;
use kaozheng_record::means::parse_question;
use maud::{Markup, html};
use serde::Serialize;

/// A source with what falls with it, when that was asked for or is quickly told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct SourcePageView {
    /// The source.
    #[serde(flatten)]
    pub source: SourceView,
    /// Who held it, when it could be read, in which language: field, words, where that was read.
    pub custody: Vec<(String, String, Vec<String>)>,
    /// Its grade, and why.
    pub graded: Option<(String, String)>,
    /// Which answers change without it; null until it is asked for.
    pub fall: Option<AnswerView>,
    /// The originals that hold its text.
    pub files: Vec<String>,
}

/// The fields that tell through whose hands a text came, in the order in which they are told.
const CUSTODY: [&str; 8] = [
    "dated",
    "published",
    "released",
    "held-at",
    "language",
    "translation",
    "translator",
    "witness",
];

/// Up to so many cards what falls is worked out without being asked for.
const FEW: usize = 1000;

pub(super) fn view(desk: &Desk, visit: &Visit, id: &str) -> Option<SourcePageView> {
    let source = SourceView::of(&desk.case, id)?;
    let custody = source
        .fields
        .iter()
        .filter(|field| CUSTODY.contains(&field.name.as_str()))
        .map(|field| {
            (
                field.name.clone(),
                field.value.clone(),
                field.grounds.clone(),
            )
        })
        .collect();
    let wanted = visit.query.get("falls").is_some() || desk.case.cards().count() <= FEW;
    let card = desk.record.get(id);
    let graded = card.and_then(|card| Some((card.grade()?, card.because().unwrap_or_default())));
    let files = desk.case.sources.get(id).into_iter();
    let files = files.flat_map(|source| &source.files);
    Some(SourcePageView {
        custody,
        graded,
        fall: wanted.then(|| fall(desk, id)).flatten(),
        files: files.map(|file| file.value.clone()).collect(),
        source,
    })
}

fn fall(desk: &Desk, id: &str) -> Option<AnswerView> {
    let question = parse_question(&format!("without {id}")).value?;
    Some(AnswerView::from(ask(&desk.case, &question)))
}

pub(super) fn page(desk: &Desk, visit: &Visit, page: &SourcePageView) -> (String, Markup) {
    let view = &page.source;
    let title = if view.title.is_empty() {
        &view.id
    } else {
        &view.title
    };
    let body = html! {
        p.kind { (visit.words.term("source")) " " (card_link(visit, &view.id)) }
        h1 { (title) }
        @for file in &page.files {
            p { a.button href=(visit.to(&Place::Original(file.clone()))) { (visit.say("read-it")) } }
        }
        (custody(visit, page))
        details.whole-card open[page.custody.is_empty()] {
            summary { (visit.say("whole-card")) }
            (lines(desk, visit, &view.id))
        }
        section {
            h2 { (visit.say("stemma")) }
            (drawing(desk, visit, view))
            (stemma(visit, visit.say("comes-from"), &view.above))
            (stemma(visit, visit.say("goes-to"), &view.below))
            p { (visit.say("roots")) ": " (card_links(visit, view.roots.iter().map(String::as_str))) }
            @if !view.suspected_roots.is_empty() {
                p { (visit.say("suspected-roots")) ": " (card_links(visit, view.suspected_roots.iter().map(String::as_str))) }
            }
        }
        section {
            h2 { (visit.say("rests-on-it")) }
            (citing(desk, visit, view))
            @if !view.falls.is_empty() {
                p { (visit.say("falls-with-it")) ": " (card_links(visit, view.falls.iter().map(String::as_str))) }
            }
        }
        section.fall {
            h2 { (visit.say("without-this")) }
            @if let Some(fall) = &page.fall { (fallen(desk, visit, fall)) }
            @else if visit.is_served() {
                p { a.button href=(format!("{}{}", visit.to(&visit.place), visit.query.with("falls", "1").written())) { (visit.say("work-out-fall")) } }
            }
        }
    };
    (title.clone(), body)
}

fn custody(visit: &Visit, page: &SourcePageView) -> Markup {
    html! {
        @if !page.custody.is_empty() || page.graded.is_some() {
            section.custody {
                h2 { (visit.say("custody")) }
                dl.lines {
                    @for (name, value, grounds) in &page.custody {
                        dt { (visit.words.term(name)) }
                        dd { (value) @if !grounds.is_empty() { " " span.file { (grounds.join("; ")) } } }
                    }
                    @if let Some((grade, because)) = &page.graded {
                        dt { (visit.say("grade")) }
                        dd { strong { (visit.words.term(grade)) } @if !because.is_empty() { ": " (because) } }
                    }
                }
            }
        }
    }
}

/// Most citing cards that are shown at once; the rest is folded in.
const CITING: usize = 100;

fn citing(desk: &Desk, visit: &Visit, view: &SourceView) -> Markup {
    let line = |citing: &crate::views::sources::Citing| {
        html! { li { (card_link(visit, &citing.card)) @if !citing.locus.is_empty() { ", " (citing.locus) } " " (desk.says(&citing.card)) } }
    };
    html! {
        @if view.rests.is_empty() { p.empty { (visit.say("nobody-cites")) } }
        ul { @for one in view.rests.iter().take(CITING) { (line(one)) } }
        @if view.rests.len() > CITING {
            details {
                summary { (visit.words.say_of("and-more", view.rests.len() - CITING)) }
                ul { @for one in view.rests.iter().skip(CITING) { (line(one)) } }
            }
        }
    }
}

fn fallen(desk: &Desk, visit: &Visit, fall: &AnswerView) -> Markup {
    html! {
        p { strong.verdict { (visit.words.term(&fall.verdict)) } }
        ul.steps { @for step in &fall.steps { li { (with_links(desk, visit, step)) } } }
    }
}

fn stemma(visit: &Visit, heading: &str, links: &[StemmaLine]) -> Markup {
    html! {
        @if !links.is_empty() {
            h3 { (heading) }
            ul.stemma {
                @for link in links {
                    li data-depth=(link.depth) {
                        (card_link(visit, &link.id))
                        @if !link.how.is_empty() { " " em { (link.how) } }
                        " " (link.title)
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::tests::{desk_of, shown, visit_to};
    use proptest::prelude::*;

    const CARDS: &str = "source: letter\ntitle: A letter\nheld-at: The archive\nreleased: 1994\n\n\
        source: copy\nderives-from: letter, copied\n\nmatter: m\nsays: It was so.\n\n\
        statement: s\nfrom: copy, p. 4\nsays: It was.\nmeans: m holds\ngrade: strong\n\n\
        question: q\nasks: Was it?\nask: verdict m\n";

    fn check(id: &str) -> String {
        shown(&desk_of(CARDS), &visit_to(Place::Source(id.to_owned())))
    }

    #[test]
    fn a_work_shows_its_hands_its_stemma_and_what_falls_with_it() {
        insta::assert_snapshot!(check("letter"), @r#"
        <p class="kind">source <a class="id" href="/cards/letter">letter</a>
        </p>
        <h1>A letter</h1>
        <section class="custody">
        <h2>Through whose hands it came</h2>
        <dl class="lines">
        <dt>held-at</dt>
        <dd>The archive</dd>
        <dt>released</dt>
        <dd>1994</dd>
        </dl>
        </section>
        <details class="whole-card">
        <summary>The whole card</summary>
        <dl class="lines">
        <dt>title</dt>
        <dd>A letter</dd>
        <dt>held-at</dt>
        <dd>The archive</dd>
        <dt>released</dt>
        <dd>1994</dd>
        </dl>
        </details>
        <section>
        <h2>Stemma</h2>
        <div class="scroll drawn" tabindex="0" role="region" aria-label="Stemma">
        <svg class="stemma-drawing" width="208" height="130" viewBox="0 0 208 130" role="group" aria-label="The stemma of letter, drawn; the list below says the same">
        <path class="link" fill="none" d="M104 42 C104 65 104 65 104 88">
        </path>
        <a href="/sources/copy">
        <rect class="text" x="18" y="88" width="172" height="34" rx="5">
        </rect>
        <text x="104" y="110" text-anchor="middle">copy</text>
        </a>
        <a href="/sources/letter">
        <rect class="text own" x="18" y="8" width="172" height="34" rx="5">
        </rect>
        <text x="104" y="30" text-anchor="middle">letter</text>
        </a>
        </svg>
        </div>
        <h3>Taken over by</h3>
        <ul class="stemma">
        <li data-depth="1">
        <a class="id" href="/cards/copy">copy</a> <em>copied</em> </li>
        </ul>
        <p>Independent roots: <a class="id" href="/cards/letter">letter</a>
        </p>
        </section>
        <section>
        <h2>What rests on it</h2>
        <p class="empty">No card was read in it yet.</p>
        <ul>
        </ul>
        <p>Falls with it: <a class="id" href="/cards/copy">copy</a>, <a class="id" href="/cards/s">s</a>
        </p>
        </section>
        <section class="fall">
        <h2>If it falls</h2>
        <p>
        <strong class="verdict">1 verdict changes</strong>
        </p>
        <ul class="steps">
        <li>verdict <a class="id" href="/cards/m">m</a>: probable becomes no evidence. [<a class="id" href="/cards/q">q</a>]</li>
        <li>Cards that fall: <a class="id" href="/cards/copy">copy</a>, <a class="id" href="/cards/s">s</a>.</li>
        </ul>
        </section>
        "#);
    }

    #[test]
    fn who_cites_a_work_is_named_with_the_place() {
        assert!(check("copy").contains("p. 4"), "{}", check("copy"));
    }

    proptest! {
        #[test]
        fn whatever_a_work_says_is_text(hostile in "[<>\"'&a-z:/;= ]{0,30}") {
            let said = format!("<script>{hostile}</script>\"><img src=x>");
            let cards = CARDS.replace("A letter", &said).replace("The archive", &said).replace("copied", &said);
            let page = shown(&desk_of(&cards), &visit_to(Place::Source("letter".to_owned())));
            prop_assert!(!page.contains("<img") && !page.contains("<script>"), "{}", page);
        }
    }
}
