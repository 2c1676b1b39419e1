//! Changing a card in place, and taking it out.

use crate::pages::card::CardView;
use crate::pages::frame::card_links;
use crate::pages::{Desk, Visit};
use kaozheng_record::Kind;
use kaozheng_record::schema::fields;
use kaozheng_text::ContentHash;
use maud::{Markup, html};

/// The forms of a card's page, for those who may write: links to them, or the one that was asked for.
pub(in crate::pages) fn panel(desk: &Desk, visit: &Visit, view: &CardView) -> Markup {
    if !visit.may_write || !visit.is_served() || desk.record.get(&view.id).is_none() {
        return html! {};
    }
    match (visit.query.get("edit"), visit.query.get("remove")) {
        (Some(_), _) => editing(visit, view),
        (None, Some(_)) => removing(visit, view),
        (None, None) => html! {
            p.doing {
                a.button href="?edit=1" { (visit.say("edit-card")) } " "
                a.button href="?remove=1" { (visit.say("take-out")) }
            }
        },
    }
}

fn hash(text: &str) -> String {
    ContentHash::of(text.as_bytes()).to_string()
}

fn editing(visit: &Visit, view: &CardView) -> Markup {
    let typed = visit.query.text("text");
    let changed = typed
        .as_ref()
        .is_some_and(|_| visit.query.get("hash") != Some(hash(&view.text).as_str()));
    let text = typed.as_deref().unwrap_or(&view.text);
    html! {
        section.editing aria-label=(visit.say("edit-card")) {
            @if let Some(problem) = visit.query.get("problem") { p.problem role="alert" { (visit.say("refused")) ": " (problem) } }
            @if changed {
                h2 { (visit.say("stands-now")) }
                pre.now { code { (view.text) } }
            }
            form.cardform method="post" {
                input type="hidden" name="do" value="save";
                input type="hidden" name="hash" value=(hash(&view.text));
                label for="f-text" { (visit.say("card-lines")) }
                textarea.card #f-text name="text" rows=((text.lines().count() + 2).clamp(8, 40)) spellcheck="false" { (text) }
                @if visit.query.get("problem").is_some() && !changed {
                    p { label { input type="checkbox" name="anyway" value="1"; " " (visit.say("save-anyway")) } }
                }
                p.doing {
                    button.chief { (visit.say("save")) " " kbd { "Ctrl" } kbd { "Enter" } }
                    " " a href=(visit.to_card(&view.id)) { (visit.say("back")) }
                }
            }
            (help(visit, &view.kind))
            script type="module" src=(visit.addresses.asset("forms.js")) {}
        }
    }
}

/// What fields the card may have.
fn help(visit: &Visit, kind: &str) -> Markup {
    let Some(kind) = Kind::parse(kind) else {
        return html! {};
    };
    html! {
        details.fieldhelp {
            summary { (visit.say("fields-there-are")) }
            dl.lines {
                @for row in fields(kind) { dt { (row.name) } dd { (row.help) " " code { (row.example) } } }
            }
        }
    }
}

fn removing(visit: &Visit, view: &CardView) -> Markup {
    html! {
        section.editing aria-label=(visit.say("take-out")) {
            @if let Some(problem) = visit.query.get("problem") { p.problem role="alert" { (visit.say("refused")) ": " (problem) } }
            p { (visit.words.say_of("take-out-sure", &view.id)) }
            @if !view.named_by.is_empty() {
                p.note-warning { (visit.say("take-out-named")) " " (card_links(visit, view.named_by.iter().map(String::as_str))) }
            }
            form method="post" {
                input type="hidden" name="do" value="remove";
                input type="hidden" name="hash" value=(hash(&view.text));
                @if !view.named_by.is_empty() {
                    p { label { input type="checkbox" name="anyway" value="1" required; " " (visit.say("take-out-anyway")) } }
                }
                p.doing { button.chief { (visit.say("take-out")) } " " a href=(visit.to_card(&view.id)) { (visit.say("back")) } }
            }
        }
    }
}
