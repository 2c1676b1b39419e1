//! Answering a request for a page: from the pages that are kept, else made anew.

use super::Served;
use super::download;
use super::guard::cookie;
use super::standing::Standing;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use kaozheng_desk::pages::address::undone;
use kaozheng_desk::pages::{self, Addresses, Form, Language, Place, Query, Visit, Words, frame};
use maud::{Markup, html};
use serde_json::json;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json; charset=utf-8";

/// Which version of the case is shown, and how a page says that there is a newer one.
pub(super) async fn version(State(served): State<Arc<Served>>, headers: HeaderMap) -> Response {
    let words = Words(language(&headers, &Query::default()));
    let version = on_a_thread(move || served.standing().version).await;
    let said = json!({ "version": version, "changed": words.say("changed"), "reload": words.say("reload") });
    (
        [
            (header::CONTENT_TYPE, JSON),
            (header::CACHE_CONTROL, "no-store"),
        ],
        said.to_string(),
    )
        .into_response()
}

/// A file that pages refer to.
pub(super) async fn asset(Path(name): Path<String>) -> Response {
    match pages::ASSETS.iter().find(|(known, _, _)| *known == name) {
        Some((_, kind, text)) => (
            [
                (header::CONTENT_TYPE, *kind),
                (header::CACHE_CONTROL, "no-cache"),
            ],
            *text,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A page, or its JSON.
pub(super) async fn page(
    State(served): State<Arc<Served>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let answer = on_a_thread(move || answer(&served, &uri, &headers)).await;
    answer.unwrap_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Runs work that may take longer than a moment beside the threads that talk to browsers; `None` when it panicked.
pub(super) async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}

fn answer(served: &Served, uri: &Uri, headers: &HeaderMap) -> Response {
    let standing = served.standing();
    let query = Query::parse(uri.query().unwrap_or_default());
    let language = language(headers, &query);
    let may_write = served.may_write && served.guard.knows(headers);
    let by = initials(served, headers);
    let file = || download::file(&standing, uri.path(), &query);
    match catch_unwind(AssertUnwindSafe(file)) {
        Ok(Some(file)) => return file,
        Ok(None) => {}
        Err(_) => {
            let visit = Visit {
                place: Place::Essays,
                query,
                words: Words(language),
                addresses: Addresses::Served,
                may_write,
                by,
            };
            return bug(&standing, &visit, Form::Html);
        }
    }
    let asked = format!(
        "{}\n{}\n{}\n{may_write}\n{by}",
        uri.path(),
        query.written(),
        language.tag()
    );
    let kept = standing
        .pages
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
        .get(&asked);
    let mut response = match kept {
        Some((kind, page)) => given(StatusCode::OK, kind, page),
        None => {
            let (place, form) = place(&standing, uri.path());
            let found = place.is_some();
            let place = place.unwrap_or(Place::Home);
            let visit = Visit {
                place,
                query,
                words: Words(language),
                addresses: Addresses::Served,
                may_write,
                by,
            };
            match found {
                true => made(&standing, &visit, form, asked),
                false => not_found(&standing, &visit, form),
            }
        }
    };
    if let Some(chosen) = uri
        .query()
        .and_then(|query| Query::parse(query).get("lang").and_then(Language::of_tag))
    {
        let cookie = format!(
            "language={}; Path=/; SameSite=Strict; Max-Age=31536000",
            chosen.tag()
        );
        response.headers_mut().insert(
            header::SET_COOKIE,
            cookie.parse().expect("a tag is plain letters"),
        );
    }
    response
}

/// The page of a path, and whether it is wanted as JSON. An original whose own name ends in `.json` is itself first.
fn place(standing: &Standing, path: &str) -> (Option<Place>, Form) {
    let path = undone(path);
    let own = Place::parse(&path);
    if let Some(Place::Original(name)) = &own
        && standing.desk.document(name).is_some()
    {
        return (own, Form::Html);
    }
    match path.strip_suffix(".json") {
        Some(page) => (Place::parse(page), Form::Json),
        None => (own, Form::Html),
    }
}

/// Makes a page and keeps it. A page that panics is a bug of ours, told as one, and only this page is lost.
fn made(standing: &Standing, visit: &Visit, form: Form, asked: String) -> Response {
    let make = || {
        pages::show(&standing.desk, visit, form).map(|shown| match form {
            Form::Html => (
                HTML,
                frame(&standing.desk, visit, &shown.title, &shown.body),
            ),
            Form::Json => (JSON, format!("{:#}\n", shown.json)),
        })
    };
    match catch_unwind(AssertUnwindSafe(make)) {
        Ok(Some((kind, text))) => {
            let page = Bytes::from(text);
            // The count of checks in the frame comes a moment after the first pages.
            if standing.desk.checks_so_far().is_some()
                && !matches!(visit.place, Place::NewCard | Place::Search)
            {
                standing
                    .pages
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .keep(asked, kind, page.clone());
            }
            given(StatusCode::OK, kind, page)
        }
        Ok(None) => not_found(standing, visit, form),
        Err(_) => bug(standing, visit, form),
    }
}

fn bug(standing: &Standing, visit: &Visit, form: Form) -> Response {
    told(
        standing,
        visit,
        form,
        StatusCode::INTERNAL_SERVER_ERROR,
        visit.say("bug"),
        visit.say("bug-why"),
    )
}

fn not_found(standing: &Standing, visit: &Visit, form: Form) -> Response {
    told(
        standing,
        visit,
        form,
        StatusCode::NOT_FOUND,
        visit.say("not-found"),
        visit.say("not-found-why"),
    )
}

/// A page that says why there is no other.
pub(super) fn told(
    standing: &Standing,
    visit: &Visit,
    form: Form,
    status: StatusCode,
    what: &str,
    why: &str,
) -> Response {
    let search = html! { p { a href=(visit.to(&Place::Search)) { (visit.say("search")) } } };
    told_with(standing, (visit, form), status, (what, why), &search)
}

/// The same with more below it.
pub(super) fn told_with(
    standing: &Standing,
    (visit, form): (&Visit, Form),
    status: StatusCode,
    (what, why): (&str, &str),
    more: &Markup,
) -> Response {
    if form == Form::Json {
        return given(
            status,
            JSON,
            Bytes::from(json!({ "error": what, "why": why }).to_string()),
        );
    }
    let body = html! {
        h1 { (what) }
        p.why { (why) }
        (more)
    };
    given(
        status,
        HTML,
        Bytes::from(frame(&standing.desk, visit, what, &body)),
    )
}

pub(super) fn given(status: StatusCode, kind: &'static str, body: Bytes) -> Response {
    let made = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, kind)
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from(body));
    made.expect("the headers are plain letters")
}

/// The language of a visit: as the address says, else as was chosen before, else as the browser asks, else English.
pub(super) fn language(headers: &HeaderMap, query: &Query) -> Language {
    let chosen = query.get("lang").and_then(Language::of_tag);
    let before = || cookie(headers, "language").and_then(Language::of_tag);
    let wished = || {
        let text = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        text.split(',').find_map(Language::of_tag)
    };
    chosen.or_else(before).or_else(wished).unwrap_or_default()
}

/// The initials of the visitor: as given in the browser, else as given when the desk was started.
pub(super) fn initials(served: &Served, headers: &HeaderMap) -> String {
    cookie(headers, "by").map_or_else(|| served.by.clone(), undone)
}
