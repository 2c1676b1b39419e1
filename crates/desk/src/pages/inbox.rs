//! The inbox: drafts to decide on, each with the words it was made from.

use super::reader::to_stretch;
use super::{Desk, Query, Visit};
use crate::views::InboxView;
use crate::views::inbox::{DeedLine, Deeds, Group, Waiting, Wanted};
use crate::views::quoted_place::QuotedPlace;
use maud::{Markup, html};

pub(super) fn view(desk: &Desk, visit: &Visit) -> InboxView {
    let query = &visit.query;
    let wanted = Wanted {
        kind: query.get("kind"),
        file: query.get("file"),
        like: query.get("like"),
        page: query
            .get("page")
            .and_then(|page| page.parse().ok())
            .unwrap_or(1),
    };
    let records = (&desk.drafts, &desk.record);
    InboxView {
        deeds: desk.deeds.clone(),
        ..desk.inbox().view(records, desk.documents(), &wanted)
    }
}

pub(super) fn page(visit: &Visit, view: &InboxView) -> (String, Markup) {
    let decides = visit.may_write && !visit.by.is_empty();
    let body = html! {
        @if visit.is_served() {
            script type="module" src=(visit.addresses.asset("inbox.js")) {}
        }
        h1 { (visit.say("inbox")) }
        p.summary {
            @if view.waiting == 0 { (visit.say("inbox-empty")) }
            @else { strong data-waiting=(view.waiting) { (view.waiting) } " " (visit.say("drafts-wait")) }
        }
        (who(visit))
        (deeds(visit, &view.deeds, decides))
        (facets(visit, view))
        p #said.said role="status" aria-live="polite" {}
        @if decides && !view.groups.is_empty() { (batch(visit)) }
        ol.drafts {
            @for group in &view.groups { li { (group_of(visit, group, decides)) } }
        }
        (pager(visit, view))
    };
    (visit.say("inbox").to_owned(), body)
}

/// The address of this page, to come back to.
pub(super) fn here(visit: &Visit) -> String {
    format!("{}{}", visit.to(&visit.place), visit.query.written())
}

/// Who decides: asked once.
pub(super) fn who(visit: &Visit) -> Markup {
    let form = html! {
        form.who method="post" action="/initials" {
            input type="hidden" name="next" value=(here(visit));
            label for="by" { (visit.say("your-initials")) }
            " " input #by name="by" required maxlength="40" size="8" autocomplete="off" value=(visit.by);
            " " button type="submit" { (visit.say("keep-initials")) }
        }
    };
    html! {
        @if visit.may_write && visit.by.is_empty() {
            div.ask-who {
                p { (visit.say("initials-why")) }
                (form)
            }
        } @else if visit.may_write {
            details.ask-who {
                summary { (visit.words.say_of("you-decide-as", &visit.by)) }
                (form)
            }
        }
    }
}

/// What was done last, each taken back or done again by a button.
pub(super) fn deeds(visit: &Visit, deeds: &Deeds, decides: bool) -> Markup {
    html! {
        @if decides && (deeds.undone.is_some() || !deeds.done.is_empty()) {
            section.deeds aria-label=(visit.say("deeds")) {
                @if let Some(deed) = deeds.done.first() {
                    form.undo method="post" action="/undo" {
                        input type="hidden" name="next" value=(here(visit));
                        input type="hidden" name="deed" value=(deed.number);
                        span { (visit.say("last-deed")) ": " (deed_words(visit, deed)) " " }
                        button type="submit" { (visit.say("undo")) " " kbd { "u" } }
                    }
                }
                @if let Some(deed) = &deeds.undone {
                    form.redo method="post" action="/redo" {
                        input type="hidden" name="next" value=(here(visit));
                        input type="hidden" name="deed" value=(deed.number);
                        span { (visit.say("taken-back")) ": " (deed_words(visit, deed)) " " }
                        button type="submit" { (visit.say("redo")) }
                    }
                }
                @if deeds.done.len() > 1 {
                    details {
                        summary { (visit.words.say_of("deeds-count", deeds.count)) }
                        ol.past { @for deed in &deeds.done { li { (deed_words(visit, deed)) } } }
                    }
                }
            }
        }
    }
}

fn deed_words(visit: &Visit, deed: &DeedLine) -> Markup {
    let shown = deed.ids.iter().take(4);
    html! {
        (visit.words.term(&deed.what)) " "
        @for (at, id) in shown.enumerate() { @if at > 0 { ", " } code { (id) } }
        @if deed.ids.len() > 4 { " +" (deed.ids.len() - 4) }
        " (" (deed.by) ", " (deed.day) ")"
    }
}

/// Kinds and files with their counts, as ways to the same page with fewer drafts.
fn facets(visit: &Visit, view: &InboxView) -> Markup {
    let query = visit.query.with("page", "").with("like", "");
    let all: usize = view.kinds.iter().map(|kind| kind.count).sum();
    let kinds = view.kinds.iter().map(|kind| {
        let words = visit.words.term(&format!("{}s", kind.kind));
        (kind.kind.as_str(), words, kind.count)
    });
    let files = view.files.iter().map(|file| {
        let name = file.file.trim_start_matches("drafts/");
        let words = name.trim_end_matches(".card").to_owned();
        (file.file.as_str(), words, file.count)
    });
    html! {
        @if visit.is_served() && view.waiting > 0 {
            nav.facets aria-label=(visit.say("filter")) {
                ul {
                    (facet(visit, &query, "kind", ("", visit.say("all-kinds").to_owned(), all)))
                    @for one in kinds { (facet(visit, &query, "kind", one)) }
                }
                @if view.files.len() > 1 || query.get("file").is_some() {
                    details open[query.get("file").is_some()] {
                        summary { (visit.say("by-original")) }
                        ul {
                            (facet(visit, &query, "file", ("", visit.say("all-originals").to_owned(), view.files.iter().map(|file| file.count).sum())))
                            @for one in files { (facet(visit, &query, "file", one)) }
                        }
                    }
                }
            }
        }
    }
}

/// One choice of a facet: its value, words and count.
pub(super) fn facet(
    visit: &Visit,
    query: &Query,
    name: &str,
    (value, words, count): (&str, String, usize),
) -> Markup {
    let here = query.get(name).unwrap_or_default() == value;
    let address = format!(
        "{}{}",
        visit.to(&visit.place),
        query.with(name, value).written()
    );
    html! {
        li {
            a href=(address) aria-current=[here.then_some("true")] { (words) " " span.count { (count) } }
        }
    }
}

/// What is done to all that are marked.
fn batch(visit: &Visit) -> Markup {
    html! {
        form.batch #batch method="post" action="/inbox" {
            input type="hidden" name="next" value=(here(visit));
            span { (visit.say("marked-drafts")) ": " }
            button type="submit" name="do" value="accept" { (visit.say("accept")) }
            " " button type="submit" name="do" value="reject" { (visit.say("reject")) }
            " " button type="submit" name="do" value="merge" { (visit.say("merge")) " " kbd { "m" } }
            span.keys {
                kbd { "j" } kbd { "k" } " " (visit.say("keys-move"))
                " · " kbd { "x" } " " (visit.say("keys-mark"))
                " · " kbd { "a" } " " (visit.say("accept"))
                " · " kbd { "e" } " " (visit.say("amend"))
                " · " kbd { "r" } " " (visit.say("reject"))
                " · " kbd { "s" } " " (visit.say("split"))
                " · " kbd { "u" } " " (visit.say("undo"))
            }
        }
    }
}

fn group_of(visit: &Visit, group: &Group, decides: bool) -> Markup {
    html! {
        article.draft id=(format!("d-{}", group.draft.key)) data-id=(group.draft.id) data-others=[(group.others > 0).then_some(group.others)] tabindex="-1" aria-labelledby=(format!("s-{}", group.draft.key)) {
            (draft(visit, &group.draft, decides))
            @if decides { (decision(visit, group)) }
            @if group.others > 0 { (alike(visit, group, decides)) }
        }
    }
}

fn draft(visit: &Visit, draft: &Waiting, decides: bool) -> Markup {
    html! {
        p.kind {
            @if decides {
                label.mark {
                    input type="checkbox" form="batch" name="draft" value=(format!("{} {}", draft.key, draft.id));
                    span.hidden { (visit.say("mark")) " " (draft.id) }
                }
                " "
            }
            (visit.words.term(&draft.kind)) " " code { (draft.id) }
            @if draft.taken { " " span.taken { (visit.say("draft-id-taken")) } }
        }
        h2 id=(format!("s-{}", draft.key)) { (if draft.says.is_empty() { &draft.id } else { &draft.says }) }
        @for place in &draft.places { (quoted(visit, place)) }
        @for words in &draft.quotations { blockquote.source { p { q { (words) } } } }
        @if !draft.fields.is_empty() {
            dl.lines {
                @for (name, value) in &draft.fields { dt { (name) } dd { (value) } }
            }
        }
        @if !draft.because.is_empty() { p.because { (visit.say("drafted-by")) ": " (draft.because) } }
    }
}

/// Words in their place, with the way to it.
fn quoted(visit: &Visit, place: &QuotedPlace) -> Markup {
    let address = to_stretch(visit, &place.original, place.start, place.end);
    html! {
        blockquote.source {
            p { (place.before) mark { (place.words) } (place.after) }
            footer { a href=(address) { (place.original) @if let Some(page) = &place.page { ", " (visit.words.say_of("page-of", page)) } } }
        }
    }
}

fn decision(visit: &Visit, group: &Group) -> Markup {
    let draft = &group.draft;
    let named = format!("{} {}", draft.key, draft.id);
    let rows = draft.text.lines().count().clamp(4, 14) + 1;
    let text = format!("t-{}", draft.key);
    html! {
        div.decide {
            form method="post" action="/inbox" {
                input type="hidden" name="next" value=(here(visit));
                input type="hidden" name="draft" value=(named);
                button.chief type="submit" name="do" value="accept" { (visit.say("accept")) }
                @if !draft.leans_on.is_empty() {
                    " " button type="submit" name="do" value="accept-with" title=(draft.leans_on.join(", ")) {
                        (visit.words.say_of("accept-with", draft.leans_on.len()))
                    }
                }
                " " button type="submit" name="do" value="reject" { (visit.say("reject")) }
            }
            details.amend {
                summary { (visit.say("amend-or-split")) }
                form method="post" action="/inbox" {
                    input type="hidden" name="next" value=(here(visit));
                    input type="hidden" name="draft" value=(named);
                    label for=(text) { (visit.say("amend-how")) }
                    textarea.card #(text) name="text" rows=(rows) spellcheck="false" { "\n" (draft.text) }
                    button.chief type="submit" name="do" value="accept" { (visit.say("accept-amended")) }
                    " " button type="submit" name="do" value="split" { (visit.say("split")) }
                }
            }
            p.trouble role="alert" {}
        }
    }
}

/// The drafts that say nearly the same: decided together, or each by itself.
fn alike(visit: &Visit, group: &Group, decides: bool) -> Markup {
    let draft = &group.draft;
    let more = visit.query.with("page", "").with("like", &draft.key);
    let address = format!("{}{}", visit.to(&visit.place), more.written());
    html! {
        details.alike {
            summary { (visit.words.say_of("more-like-it", group.others)) }
            ul {
                @for other in &group.alike {
                    li {
                        p.kind {
                            @if decides {
                                label.mark {
                                    input type="checkbox" form="batch" name="draft" value=(format!("{} {}", other.key, other.id));
                                    span.hidden { (visit.say("mark")) " " (other.id) }
                                }
                                " "
                            }
                            code { (other.id) }
                        }
                        p { (other.says) }
                        @for place in &other.places { (quoted(visit, place)) }
                    }
                }
            }
            @if visit.is_served() { p { a href=(address) { (visit.words.say_of("each-by-itself", group.others + 1)) } } }
            @if decides {
                form.together method="post" action="/inbox" {
                    input type="hidden" name="next" value=(here(visit));
                    input type="hidden" name="draft" value=(format!("{} {}", draft.key, draft.id));
                    @for key in &group.keys { input type="hidden" name="aside" value=(key); }
                    button type="submit" name="do" value="accept" { (visit.say("accept-first")) }
                    " " button type="submit" name="do" value="reject" { (visit.say("reject-all")) }
                }
                form.together method="post" action="/inbox" {
                    input type="hidden" name="next" value=(here(visit));
                    input type="hidden" name="draft" value=(format!("{} {}", draft.key, draft.id));
                    @for key in &group.keys { input type="hidden" name="draft" value=(key); }
                    button type="submit" name="do" value="accept" { (visit.say("accept-all")) }
                    " " button type="submit" name="do" value="merge" { (visit.say("merge")) }
                }
            }
        }
    }
}

/// The other pages, when there are more.
pub(super) fn pages(visit: &Visit, page: usize, pages: usize) -> Markup {
    let to = |page: usize| {
        let query = visit.query.with("page", &page.to_string());
        format!("{}{}", visit.to(&visit.place), query.written())
    };
    html! {
        @if pages > 1 && visit.is_served() {
            nav.pages aria-label=(visit.say("parts")) {
                @if page > 1 { a rel="prev" href=(to(page - 1)) { (visit.say("previous")) } " " }
                span { (visit.say("part")) " " (page) " / " (pages) }
                @if page < pages { " " a rel="next" href=(to(page + 1)) { (visit.say("following")) } }
            }
        }
    }
}

fn pager(visit: &Visit, view: &InboxView) -> Markup {
    pages(visit, view.page, view.pages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::Place;
    use crate::pages::tests::{desk_of, shown, visit_to};
    use kaozheng_record::{Record, Sheet};
    use proptest::prelude::*;

    const DRAFTS: &str = "statement: s-1\nfrom: p, n. 1\n> he knew\nsays: He knew.\nspeaker: mao\n\n\
                          statement: s-2\nsays: He knew!\nspeaker: mao\n\nperson: mao\nname: Mao\n";

    fn inbox(drafts: &str) -> Desk {
        let mut desk = desk_of("source: p\n");
        desk.drafts = Record::new(vec![Sheet::parse("drafts/p.card", drafts)]);
        desk
    }

    fn check(by: &str, query: &str) -> String {
        let mut visit = visit_to(Place::Inbox);
        visit.by = by.to_owned();
        visit.query = Query::parse(query);
        shown(&inbox(DRAFTS), &visit)
    }

    #[test]
    fn a_draft_is_shown_with_what_can_be_done() {
        insta::assert_snapshot!(check("KR", "kind=person"), @r#"
        <script type="module" src="/assets/inbox.js">
        </script>
        <h1>Inbox</h1>
        <p class="summary">
        <strong data-waiting="3">3</strong> drafts wait. No answer reads them until you accept them.</p>
        <details class="ask-who">
        <summary>You decide as KR</summary>
        <form class="who" method="post" action="/initials">
        <input type="hidden" name="next" value="/inbox?kind=person">
        <label for="by">Your initials</label> <input id="by" name="by" required maxlength="40" size="8" autocomplete="off" value="KR"> <button type="submit">Keep them</button>
        </form>
        </details>
        <nav class="facets" aria-label="Show only">
        <ul>
        <li>
        <a href="/inbox">all kinds <span class="count">3</span>
        </a>
        </li>
        <li>
        <a href="/inbox?kind=person" aria-current="true">persons <span class="count">1</span>
        </a>
        </li>
        <li>
        <a href="/inbox?kind=statement">statements <span class="count">2</span>
        </a>
        </li>
        </ul>
        </nav>
        <p class="said" id="said" role="status" aria-live="polite">
        </p>
        <form class="batch" id="batch" method="post" action="/inbox">
        <input type="hidden" name="next" value="/inbox?kind=person">
        <span>All marked: </span>
        <button type="submit" name="do" value="accept">Accept</button> <button type="submit" name="do" value="reject">Reject</button> <button type="submit" name="do" value="merge">Merge <kbd>m</kbd>
        </button>
        <span class="keys">
        <kbd>j</kbd>
        <kbd>k</kbd> next, back · <kbd>x</kbd> mark · <kbd>a</kbd> Accept · <kbd>e</kbd> Amend · <kbd>r</kbd> Reject · <kbd>s</kbd> Split · <kbd>u</kbd> Undo</span>
        </form>
        <ol class="drafts">
        <li>
        <article class="draft" id="d-610790e0c83631c6" data-id="mao" tabindex="-1" aria-labelledby="s-610790e0c83631c6">
        <p class="kind">
        <label class="mark">
        <input type="checkbox" form="batch" name="draft" value="610790e0c83631c6 mao">
        <span class="hidden">Mark mao</span>
        </label> person <code>mao</code>
        </p>
        <h2 id="s-610790e0c83631c6">Mao</h2>
        <div class="decide">
        <form method="post" action="/inbox">
        <input type="hidden" name="next" value="/inbox?kind=person">
        <input type="hidden" name="draft" value="610790e0c83631c6 mao">
        <button class="chief" type="submit" name="do" value="accept">Accept</button> <button type="submit" name="do" value="reject">Reject</button>
        </form>
        <details class="amend">
        <summary>Amend or split</summary>
        <form method="post" action="/inbox">
        <input type="hidden" name="next" value="/inbox?kind=person">
        <input type="hidden" name="draft" value="610790e0c83631c6 mao">
        <label for="t-610790e0c83631c6">The lines of the card. To split it, put an empty line and a new first line (kind: id) where the second card begins.</label>
        <textarea class="card" id="t-610790e0c83631c6" name="text" rows="5" spellcheck="false">
        person: mao
        name: Mao</textarea>
        <button class="chief" type="submit" name="do" value="accept">Accept as amended</button> <button type="submit" name="do" value="split">Split</button>
        </form>
        </details>
        <p class="trouble" role="alert">
        </p>
        </div>
        </article>
        </li>
        </ol>
        "#);
    }

    #[test]
    fn whoever_has_given_no_initials_is_asked_and_decides_nothing() {
        let page = check("", "");
        assert!(
            page.contains("action=\"/initials\"") && !page.contains("action=\"/inbox\""),
            "{page}"
        );
    }

    #[test]
    fn drafts_alike_are_decided_together_or_each_by_itself() {
        let page = check("KR", "kind=statement");
        assert!(
            page.contains("1 more like it") && page.contains("name=\"aside\""),
            "{page}"
        );
        assert_eq!(page.matches("<article").count(), 1);
        let key = page
            .split("id=\"d-")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a key");
        let apart = check("KR", &format!("like={key}"));
        assert_eq!(apart.matches("<article").count(), 2);
    }

    #[test]
    fn a_printed_inbox_has_no_forms() {
        let mut visit = visit_to(Place::Inbox);
        visit.addresses = crate::pages::Addresses::printed(&Place::Inbox);
        visit.may_write = false;
        let page = shown(&inbox(DRAFTS), &visit);
        assert!(
            !page.contains("<form") && !page.contains("<script") && !page.contains('?'),
            "{page}"
        );
    }

    proptest! {
        #[test]
        fn whatever_a_draft_says_is_text(hostile in "[<>\"'&a-z:/;= ]{0,30}") {
            let said = format!("<script>{hostile}</script>\"><img src=x onerror=1>");
            let drafts = format!("statement: s\nfrom: {said}\n> {said}\nsays: {said}\nspeaker: {said}\ndrafted: {said}\n");
            let mut visit = visit_to(Place::Inbox);
            visit.by = said.clone();
            visit.query = Query(vec![("kind".to_owned(), String::new()), ("file".to_owned(), String::new()), ("x".to_owned(), said)]);
            let page = shown(&inbox(&drafts), &visit);
            prop_assert!(!page.contains("<img") && !page.contains("<script>"), "{}", page);
        }
    }
}
