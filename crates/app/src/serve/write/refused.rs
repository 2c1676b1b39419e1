//! What was refused, given back: why, what stands on the card now, and the form as it was filled in.

use super::Sent;
use crate::serve::answer::told_with;
use crate::serve::standing::Standing;
use axum::http::StatusCode;
use axum::response::Response;
use kaozheng_desk::pages::{Form, Place, Visit};
use kaozheng_text::ContentHash;
use maud::{Markup, html};

/// Fields that a form carries and nobody types.
const CARRIED: [&str; 9] = [
    "do", "next", "draft", "aside", "key", "card", "hash", "deed", "from",
];

/// The page that says why, with everything that was typed in a form that can be sent again.
pub(super) fn page(
    standing: &Standing,
    (visit, shape): (&Visit, Form),
    (status, why): (StatusCode, &str),
    sent: &Sent,
) -> Response {
    let there = sent
        .form
        .get("card")
        .and_then(|id| standing.desk.record.get(id));
    let there = there.map(kaozheng_record::CardRef::text);
    let there = there.or_else(|| essay(standing, &sent.path));
    let body = html! {
        @if let (StatusCode::CONFLICT, Some(text)) = (status, there) {
            h2 { (visit.say("on-disk-now")) }
            pre.card { (text) }
        }
        @if sent.form.0.iter().any(|(name, _)| !CARRIED.contains(&name.as_str())) {
            h2 { (visit.say("what-you-sent")) }
            form.again method="post" action=(sent.path) {
                @for (name, value) in &sent.form.0 { (field(name, value, there.filter(|_| status == StatusCode::CONFLICT))) }
                button.chief type="submit" { (visit.say("send-again")) }
            }
        }
        @if let Some(back) = sent.form.get("next").filter(|next| super::is_ours(next)) {
            p { a href=(back) { (visit.say("back")) } }
        }
    };
    told_with(
        standing,
        (visit, shape),
        status,
        (visit.say("refused"), why),
        &body,
    )
}

/// The essay at a path, as it stands now.
fn essay<'a>(standing: &'a Standing, path: &str) -> Option<&'a str> {
    let Some(Place::Essay(name)) = Place::parse(path) else {
        return None;
    };
    standing.desk.essay(&name).map(|(_, text)| text)
}

/// A field with what was in it; where the page shows the card as it stands now, the hash is that of this card.
fn field(name: &str, value: &str, there: Option<&str>) -> Markup {
    let hash = there
        .filter(|_| name == "hash")
        .map(|text| ContentHash::of(text.as_bytes()).to_string());
    let id = format!("again-{name}");
    html! {
        @if CARRIED.contains(&name) {
            input type="hidden" name=(name) value=(hash.as_deref().unwrap_or(value));
        } @else if value.contains('\n') || value.chars().count() > 60 {
            p {
                label for=(id) { (name) }
                textarea.card #(id) name=(name) rows="12" { "\n" (value) }
            }
        } @else {
            p { label for=(id) { (name) } " " input #(id) name=(name) value=(value); }
        }
    }
}
