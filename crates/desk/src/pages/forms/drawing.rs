//! How the form for a new card is drawn.

use super::is_list;
use super::new_card::{NewCardView, Note, Row, SourceState};
use crate::pages::{Desk, Place, Query, Visit};
use kaozheng_record::{HowMany, Kind, ValueType};
use maud::{Markup, html};

pub(in crate::pages) fn page(desk: &Desk, visit: &Visit, view: &NewCardView) -> (String, Markup) {
    let title = visit.say("new-card").to_owned();
    if !visit.may_write || !visit.is_served() {
        return (
            title,
            html! { h1 { (visit.say("new-card")) } p { (visit.say("may-not-write")) } },
        );
    }
    let body = html! {
        h1 { (visit.say("new-card")) }
        (kinds(visit, view))
        form.cardform method="post" action="/new-card" data-live="/new-card.json" {
            @for (name, value) in hidden(view) { input type="hidden" name=(name) value=(value); }
            (notes_of(visit, view))
            div.sheet {
                p.field {
                    label for="f-id" { (visit.words.term(view.kind)) " " span.hint { (visit.say("id-hint")) } }
                    input #f-id name="id" value=(view.id) required autocomplete="off" spellcheck="false";
                }
                (row(visit, &view.from))
                p.field {
                    label for="f-quotation" { (visit.say("quotation")) " " span.hint { (visit.say("quotation-hint")) } }
                    textarea.quoted #f-quotation name="quotation" rows=(rows(&view.quotation, 70)) { (view.quotation) }
                }
                @for one in view.fields.iter().filter(|row| row.first) { (row(visit, one)) }
                @for one in &view.judged { (row(visit, one)) }
                details.more open[view.fields.iter().any(|row| !row.first && row.name != "anchor" && !row.value.is_empty())] {
                    summary { (visit.say("more-fields")) }
                    @for one in view.fields.iter().filter(|row| !row.first) { (row(visit, one)) }
                }
                (source_offer(visit, view))
                @if visit.by.is_empty() {
                    p.field {
                        label for="f-by" { (visit.say("initials")) " " span.hint { (visit.say("initials-hint")) } }
                        input #f-by name="by" required maxlength="40";
                    }
                }
                @if view.problem.is_some() {
                    p { label { input type="checkbox" name="anyway" value="1"; " " (visit.say("save-anyway")) } }
                }
                p.doing {
                    button.chief name="do" value="save" { (visit.say("save")) " " kbd { "Ctrl" } kbd { "Enter" } }
                    " " button name="do" value="look" { (visit.say("look-over")) }
                    @if let Some(to) = back(visit, view) { " " a href=(to) { (visit.say("back")) } }
                }
            }
            details.written { summary { (visit.say("as-written")) } pre { code data-text { (view.text) } } }
        }
        (lists(desk, view))
        script type="module" src=(visit.addresses.asset("forms.js")) {}
    };
    (title, body)
}

fn hidden(view: &NewCardView) -> Vec<(&'static str, String)> {
    let mut out = vec![("filled", "1".to_owned()), ("kind", view.kind.to_owned())];
    out.extend(view.original.iter().map(|name| ("original", name.clone())));
    if let Some((start, end)) = view.chosen {
        out.extend([("start", start.to_string()), ("end", end.to_string())]);
    }
    out
}

fn back(visit: &Visit, view: &NewCardView) -> Option<String> {
    let (start, end) = view.chosen?;
    Some(crate::pages::reader::to_stretch(
        visit,
        view.original.as_deref()?,
        start,
        end,
    ))
}

/// The other kinds of card that the passage may become.
fn kinds(visit: &Visit, view: &NewCardView) -> Markup {
    let mut query = Query::default();
    for (name, value) in hidden(view)
        .iter()
        .filter(|(name, _)| !matches!(*name, "filled" | "kind"))
    {
        query = query.with(name, value);
    }
    html! {
        nav.kinds aria-label=(visit.say("kind-of-card")) {
            @for kind in Kind::ALL {
                a href={ (visit.to(&Place::NewCard)) (query.with("kind", kind.word()).written()) }
                    aria-current=[(kind.word() == view.kind).then_some("true")] title=(kind.help()) { (visit.words.term(kind.word())) }
            }
        }
    }
}

fn notes_of(visit: &Visit, view: &NewCardView) -> Markup {
    html! {
        div.saying role="status" aria-live="polite" data-notes {
            @if let Some(problem) = &view.problem { p.problem role="alert" { (visit.say("refused")) ": " (problem) } }
            @if view.problem.is_some() || visit.query.get("do").is_some() {
                @if view.notes.is_empty() { p { (visit.say("nothing-wrong")) } }
                @for note in &view.notes { (note_of(visit, note)) }
            }
        }
    }
}

fn note_of(visit: &Visit, note: &Note) -> Markup {
    html! {
        p.{ "note-" (note.severity) } {
            strong { (visit.words.term(note.severity)) } " " (note.message)
            @if let Some(help) = &note.help { " " span.help { (help) } }
        }
    }
}

fn rows(text: &str, width: usize) -> usize {
    (text.chars().count() / width + 1).clamp(1, 12)
}

/// One field with its label, its help and how what stands in it is understood.
fn row(visit: &Visit, row: &Row) -> Markup {
    let spec = row.spec;
    let id = format!("f-{}", row.name);
    let lines = spec.how_many == HowMany::Many && !is_list(spec.value) && row.name != "from";
    html! {
        p.field {
            label for=(id) { (row.name) " " span.hint { (row.help) @if lines { " " (visit.say("one-a-line")) } } }
            @match spec.value {
                ValueType::OneOf(words) => select id=(id) name=(row.name) {
                    option value="" {}
                    @for word in words { option value=(word) selected[row.value == *word] { (word) } }
                },
                ValueType::Text | ValueType::Name if lines || matches!(row.name, "says" | "asks" | "because" | "note") =>
                    textarea id=(id) name=(row.name) rows=(rows(&row.value, 70)) placeholder=(row.example) { (row.value) },
                _ if lines => textarea id=(id) name=(row.name) rows=(row.value.lines().count().max(1)) placeholder=(row.example) spellcheck="false" { (row.value) },
                _ => input id=(id) name=(row.name) value=(row.value) placeholder=(row.example) autocomplete="off" spellcheck="false" list=[list_of(spec.value)];,
            }
            span.understood data-understood=(row.name) aria-live="polite" {
                @for understood in &row.understood {
                    span.{ @if understood.good { "good" } @else { "bad" } } { @if understood.good { "→ " } @else { "! " } (understood.says) } " "
                }
            }
        }
    }
}

/// The name of the list of suggestions for a value.
fn list_of(value: ValueType) -> Option<String> {
    match value {
        ValueType::Ref(kinds) | ValueType::RefOrName(kinds) | ValueType::RefWith(kinds) => {
            Some(list_name(kinds))
        }
        ValueType::Chain => Some(list_name(&[Kind::Person, Kind::Body])),
        ValueType::From => Some(list_name(&[Kind::Source])),
        ValueType::Open(words) => Some(format!(
            "words-{}",
            words.first().copied().unwrap_or_default()
        )),
        _ => None,
    }
}

fn list_name(kinds: &[Kind]) -> String {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    format!("ids-{}", words.join("-"))
}

/// Most cards that one list of suggestions has; what is typed is understood beyond them.
const SUGGESTED: usize = 200;

/// The lists of suggestions that the form refers to, each once.
fn lists(desk: &Desk, view: &NewCardView) -> Markup {
    let mut ids: std::collections::BTreeMap<String, Vec<Kind>> = std::collections::BTreeMap::new();
    let mut open: std::collections::BTreeMap<String, Vec<&str>> = std::collections::BTreeMap::new();
    for row in view.fields.iter().chain([&view.from]) {
        let spec = row.spec;
        let Some(name) = list_of(spec.value) else {
            continue;
        };
        match spec.value {
            ValueType::Ref(kinds) | ValueType::RefOrName(kinds) | ValueType::RefWith(kinds) => {
                ids.insert(name, kinds.to_vec())
            }
            ValueType::Chain => ids.insert(name, vec![Kind::Person, Kind::Body]),
            ValueType::From => ids.insert(name, vec![Kind::Source]),
            ValueType::Open(words) => {
                let kind = Kind::parse(view.kind).unwrap_or(Kind::Statement);
                let own = desk.vocabulary.of(kind).iter().map(String::as_str);
                open.insert(name, words.iter().copied().chain(own).collect());
                continue;
            }
            _ => continue,
        };
    }
    html! {
        @for (name, kinds) in &ids {
            datalist id=(name) {
                @for card in desk.record.cards().filter(|card| Kind::parse(card.kind()).is_some_and(|kind| kinds.contains(&kind))).take(SUGGESTED) {
                    option value=(card.id()) { (crate::pages::reader::quoted::says(card)) }
                }
            }
        }
        @for (name, words) in &open { datalist id=(name) { @for word in words { option value=(word) {} } } }
    }
}

/// A card cites a source; one that is only a draft, or not there at all, can be made with it.
fn source_offer(visit: &Visit, view: &NewCardView) -> Markup {
    match &view.source {
        SourceState::Settled => html! {},
        SourceState::Draft(id) => html! {
            p.offer {
                label { input type="checkbox" name="with-source" value=(id) checked; " " (visit.words.say_of("accept-source", id)) }
            }
        },
        SourceState::Missing(id) => html! {
            p.field.offer {
                label for="f-source-title" { (visit.words.say_of("make-source", id)) }
                input type="hidden" name="with-source" value=(id);
                input #f-source-title name="source-title" placeholder=(visit.say("source-title"));
            }
        },
    }
}
