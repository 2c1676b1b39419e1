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
                @for (name, value) in &sent.form.0 {
                    (field(&label(visit, name), (name, value), there.filter(|_| status == StatusCode::CONFLICT)))
                }
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

/// What a field is called where it was filled in; the fields of cards are called as on cards.
fn label(visit: &Visit, name: &str) -> String {
    let key = match (name, &visit.place) {
        ("by", _) => "your-initials",
        ("grade", _) => "grade",
        ("because", _) => "because",
        ("name", _) => "essay-name",
        ("text", Place::Essay(_) | Place::Essays) => "essay-text",
        ("text", _) => "card-lines",
        ("anyway", _) => "save-anyway",
        _ => return name.to_owned(),
    };
    visit.say(key).to_owned()
}

/// The essay at a path, as it stands now.
fn essay<'a>(standing: &'a Standing, path: &str) -> Option<&'a str> {
    let Some(Place::Essay(name)) = Place::parse(path) else {
        return None;
    };
    standing.desk.essay(&name).map(|(_, text)| text)
}

/// A field with what was in it; where the page shows the card as it stands now, the hash is that of this card.
fn field(label: &str, (name, value): (&str, &str), there: Option<&str>) -> Markup {
    let hash = there
        .filter(|_| name == "hash")
        .map(|text| ContentHash::of(text.as_bytes()).to_string());
    let id = format!("again-{name}");
    html! {
        @if CARRIED.contains(&name) {
            input type="hidden" name=(name) value=(hash.as_deref().unwrap_or(value));
        } @else if value.contains('\n') || value.chars().count() > 60 {
            p {
                label for=(id) { (label) }
                textarea.card #(id) name=(name) rows="12" { "\n" (value) }
            }
        } @else {
            p { label for=(id) { (label) } " " input #(id) name=(name) value=(value); }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaozheng_desk::pages::{Addresses, Language, Query, Words};

    #[test]
    fn fields_are_called_as_where_they_were_filled_in() {
        let visit = |language, place| Visit {
            place,
            query: Query::default(),
            words: Words(language),
            addresses: Addresses::Served,
            may_write: true,
            by: String::new(),
        };
        let inbox = visit(Language::English, Place::Inbox);
        let labels = ["text", "because", "by", "held-by"].map(|name| label(&inbox, name));
        insta::assert_snapshot!(labels.join(", "), @"The lines of the card, Because, Your initials, held-by");
        let essay = visit(Language::Korean, Place::Essays);
        let shown = field(&label(&essay, "name"), ("name", "a b"), None);
        insta::assert_snapshot!(shown.into_string(), @r#"<p><label for="again-name">이름</label> <input id="again-name" name="name" value="a b"></p>"#);
    }
}
