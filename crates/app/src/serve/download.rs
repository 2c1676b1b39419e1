//! Essays as files to be kept: Word, HTML and Markdown.

use super::standing::Standing;
use crate::commands::essay::{self, Form};
use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kaozheng_desk::bibliography::cite::{Style, USUAL};
use kaozheng_desk::pages::Query;
use kaozheng_desk::pages::address::{escaped, undone};

/// The file that a path asks for; `None` when it asks for none.
pub(super) fn file(standing: &Standing, path: &str, query: &Query) -> Option<Response> {
    let path = undone(path);
    let asked = path.strip_prefix("/essays/")?;
    let (stem, ending) = asked.rsplit_once('.')?;
    let form = Form::of_ending(ending)?;
    let (_, text) = standing.desk.essay(stem)?;
    let wanted = query.get("style").unwrap_or(USUAL);
    let style = match Style::named(wanted) {
        Ok(style) => style,
        Err(failure) => {
            let why = format!("{failure}; `kaozheng cite --styles` lists them\n");
            return Some((StatusCode::UNPROCESSABLE_ENTITY, why).into_response());
        }
    };
    let bytes = essay::written(&standing.desk.record, stem, text, &style, form);
    let called = asked.rsplit('/').next().unwrap_or(asked);
    let made = Response::builder()
        .header(header::CONTENT_TYPE, form.content_type())
        .header(
            header::CONTENT_DISPOSITION,
            format!("attachment; filename*=UTF-8''{}", escaped(called)),
        )
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from(bytes));
    Some(made.expect("the headers are plain letters"))
}
