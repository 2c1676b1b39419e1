//! What forms send: one file for each thing that can be done, and one line for it in [`act`].
//!
//! A form that was sent without a script is answered with the page to see next; a script (`Accept: application/json`) is
//! answered with what was done. What is refused says why, and the form's own fields are in the answer, so nothing that
//! was typed is lost.

mod again;
mod back;
mod card;
mod correct;
mod decide;
mod essay;
mod grade;
mod initials;
mod refused;
mod upload;

use super::Served;
use super::answer::{given, initials as who, language, on_a_thread, told};
use super::standing::Standing;
use crate::atomic::WriteFailure;
use crate::exit::Usage;
use anyhow::anyhow;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use kaozheng_desk::pages::address::undone;
use kaozheng_desk::pages::{Addresses, Form, Place, Query, Visit, Words};
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What a visitor sent, and who it is.
pub(super) struct Sent {
    /// The path, percent signs undone.
    pub(super) path: String,
    /// What stands after the question mark of the address.
    pub(super) query: Query,
    /// The fields of the form.
    pub(super) form: Query,
    /// What was sent, when it is no form.
    pub(super) body: Bytes,
    /// The initials of the visitor; may be empty.
    pub(super) by: String,
}

/// What was done.
pub(super) struct Done {
    /// The address to see next.
    pub(super) next: String,
    /// A cookie to set, if any.
    pub(super) cookie: Option<String>,
    /// What a script is told.
    pub(super) said: Value,
}

impl Done {
    /// Done; `next` is to be seen.
    pub(super) fn see(next: impl Into<String>) -> Done {
        Done {
            next: next.into(),
            cookie: None,
            said: Value::Null,
        }
    }
}

/// What is told when doing it panicked.
const BUG: &str = "a bug of ours; it may have been done in part, so look before you send it again, and please report it";

/// Does what a path is for; `None` when it is for nothing.
fn act(served: &Served, standing: &Standing, sent: &Sent) -> Option<anyhow::Result<Done>> {
    let done = match sent.path.as_str() {
        "/initials" => initials::run(sent),
        "/inbox" => decide::run(served, standing, sent),
        "/undo" => back::take_back(served, sent),
        "/redo" => back::again(served, sent),
        "/grade" => grade::run(served, standing, sent),
        "/essays" => essay::add(served, sent),
        "/new-card" => card::create(served, standing, sent),
        "/originals" => upload::read_new(served),
        path if path.starts_with("/upload/") => {
            upload::run(served, sent, &path["/upload/".len()..])
        }
        path => match Place::parse(path) {
            Some(Place::Card(id)) => card::change(served, standing, sent, &id),
            Some(Place::Original(name)) => correct::run(served, standing, sent, &name),
            Some(Place::Essay(name)) => essay::change(served, standing, sent, &name),
            _ => return None,
        },
    };
    Some(done)
}

/// The address that a form wants to be seen next, when it is one of ours; else `otherwise`.
fn next(sent: &Sent, otherwise: &str) -> String {
    let wanted = sent.form.get("next");
    wanted
        .filter(|next| is_ours(next))
        .unwrap_or(otherwise)
        .to_owned()
}

/// Whether an address leads to a page of ours, and can stand in a header as it is. Browsers read `\` as `/`.
fn is_ours(address: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    address.starts_with('/') && !address.starts_with("//") && address.bytes().all(plain)
}

/// Answers a form.
pub(super) async fn form(
    State(served): State<Arc<Served>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answer = on_a_thread(move || answer(&served, &uri, &headers, &body)).await;
    answer.unwrap_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn answer(served: &Arc<Served>, uri: &Uri, headers: &HeaderMap, body: &Bytes) -> Response {
    let is_form = headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    });
    let form = match is_form {
        true => Query::parse(&String::from_utf8_lossy(body)),
        false => Query::default(),
    };
    let sent = Sent {
        path: undone(uri.path()),
        query: Query::parse(uri.query().unwrap_or_default()),
        form,
        body: if is_form { Bytes::new() } else { body.clone() },
        by: who(served, headers),
    };
    // One deed after the other, so that each has its own number in the journal. What comes of an upload is not in it, and
    // reading may take long.
    let takes_turns = !sent.path.starts_with("/upload/") && sent.path != "/originals";
    let _turn = takes_turns.then(|| {
        let writing = served.writing.lock();
        writing.unwrap_or_else(std::sync::PoisonError::into_inner)
    });
    let standing = served.lately();
    let wants_json = headers
        .get(header::ACCEPT)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let shape = if wants_json { Form::Json } else { Form::Html };
    let visit = Visit {
        place: Place::parse(&sent.path).unwrap_or(Place::Home),
        query: sent.query.clone(),
        words: Words(language(headers, &sent.query)),
        addresses: Addresses::Served,
        may_write: true,
        by: sent.by.clone(),
    };
    let act = || act(served, &standing, &sent);
    let done = catch_unwind(AssertUnwindSafe(act));
    match done.unwrap_or_else(|_| Some(Err(anyhow!(BUG)))) {
        None => told(
            &standing,
            &visit,
            shape,
            StatusCode::NOT_FOUND,
            visit.say("not-found"),
            visit.say("not-found-why"),
        ),
        Some(Ok(done)) => {
            served.wrote();
            answered(done, wants_json)
        }
        Some(Err(error)) => {
            let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
            let status = status(&error);
            let (now, why) = (served.written(), causes.join(": "));
            let again = || again::page(&now, &visit, (status, &why), &sent);
            // A page that panics may not take what was typed with it.
            let again = (shape == Form::Html)
                .then(|| catch_unwind(AssertUnwindSafe(again)).ok().flatten())
                .flatten();
            again.unwrap_or_else(|| refused::page(&now, (&visit, shape), (status, &why), &sent))
        }
    }
}

fn answered(done: Done, wants_json: bool) -> Response {
    let mut response = match wants_json {
        true => {
            let said = json!({ "next": done.next, "said": done.said });
            given(
                StatusCode::OK,
                "application/json; charset=utf-8",
                Bytes::from(said.to_string()),
            )
        }
        false => {
            let made = Response::builder()
                .status(StatusCode::SEE_OTHER)
                .header(header::LOCATION, done.next)
                .body(Body::empty());
            made.expect("addresses are escaped")
        }
    };
    if let Some(cookie) = done.cookie {
        response.headers_mut().insert(
            header::SET_COOKIE,
            cookie.parse().expect("cookies are escaped"),
        );
    }
    response
}

/// What kind of refusal it is: somebody was quicker, the form was wrong, or the world failed.
fn status(error: &anyhow::Error) -> StatusCode {
    match error.downcast_ref::<WriteFailure>() {
        Some(WriteFailure::Changed(_) | WriteFailure::Exists(_)) => StatusCode::CONFLICT,
        Some(_) => StatusCode::INTERNAL_SERVER_ERROR,
        None if error.is::<again::Looked>() => StatusCode::OK,
        None if error.is::<Usage>() => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
