//! A form that was refused, shown again as it was filled in, with the reason and what stands there now.

use super::Sent;
use crate::serve::answer::given;
use crate::serve::standing::Standing;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::Response;
use kaozheng_desk::pages::{self, Form, Place, Query, Visit, frame};

/// The visitor wants to look the form over before it is saved; nothing was done.
#[derive(Debug, thiserror::Error)]
#[error("nothing was saved yet")]
pub(super) struct Looked;

/// The page of the form, filled in; `None` where another page has no such form.
pub(super) fn page(
    standing: &Standing,
    visit: &Visit,
    (status, why): (StatusCode, &str),
    sent: &Sent,
) -> Option<Response> {
    let query = asked(&visit.place, &sent.form)?;
    let visit = Visit {
        query: query.with("problem", if status == StatusCode::OK { "" } else { why }),
        ..visit.clone()
    };
    let shown = pages::show(&standing.desk, &visit, Form::Html)?;
    let html = frame(&standing.desk, &visit, &shown.title, &shown.body);
    Some(given(status, "text/html; charset=utf-8", Bytes::from(html)))
}

/// What the address of the form would ask for, with everything that was typed.
fn asked(place: &Place, form: &Query) -> Option<Query> {
    match (place, form.get("do")) {
        (Place::NewCard, _) => Some(form.with("filled", "1")),
        (Place::Card(_), Some("save")) => Some(form.with("edit", "1")),
        (Place::Card(_), Some("remove")) => Some(form.with("remove", "1")),
        (Place::Original(_), Some("correct")) => Some(form.clone()),
        _ => None,
    }
}
