//! An original as it was given, for keeping, and the images of its pages, to be looked at beside its text.

use super::Served;
use super::answer::on_a_thread;
use crate::scratch::Scratch;
use crate::{load, recognise};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kaozheng_desk::pages::address::escaped;
use kaozheng_text::ContentHash;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

/// The file of an original. Only what the case lists can be asked for, so no path leads out of it.
pub(super) async fn file(State(served): State<Arc<Served>>, Path(name): Path<String>) -> Response {
    let found = on_a_thread(move || read(&served, &name)).await.flatten();
    found.unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

/// The image of a page of an original: itself, or as `pdftoppm` draws it; not found where there is none or it cannot be drawn.
pub(super) async fn image(
    State(served): State<Arc<Served>>,
    Path((page, name)): Path<(usize, String)>,
) -> Response {
    let found = on_a_thread(move || picture(&served, page, &name))
        .await
        .flatten();
    let (kind, bytes) = match found {
        Some(found) => found,
        None => return StatusCode::NOT_FOUND.into_response(),
    };
    (
        [
            (header::CONTENT_TYPE, kind),
            (header::CACHE_CONTROL, "no-store"),
        ],
        bytes,
    )
        .into_response()
}

/// Images of PDF pages are kept among the derived files, by the hash of the original.
fn picture(served: &Served, page: usize, name: &str) -> Option<(&'static str, Vec<u8>)> {
    let file = listed(served, name)?;
    match kind(name) {
        kind @ ("image/png" | "image/jpeg") if page == 1 => Some((kind, std::fs::read(file).ok()?)),
        "application/pdf" => {
            let hash = served.hashes.of(&file)?;
            let folder = served.folder.derived().join("page-images");
            std::fs::create_dir_all(&folder).ok()?;
            let drawn = folder.join(format!("{hash}-{page}.png"));
            if !drawn.exists() {
                // Drawn in a folder of its own, so that a page half drawn is never shown.
                let scratch = Scratch::new(&served.folder.derived(), "page-image").ok()?;
                let draft = scratch.folder().join("page");
                recognise::draw_page(&file, page, &draft).ok()?;
                std::fs::rename(draft.with_extension("png"), &drawn).ok()?;
            }
            Some(("image/png", std::fs::read(drawn).ok()?))
        }
        _ => None,
    }
}

/// The hashes of files that were hashed once; a file is hashed again when its size or time is another.
#[derive(Default)]
pub(super) struct Hashes {
    known: Mutex<BTreeMap<PathBuf, (Look, ContentHash)>>,
}

/// Size and time of a file.
type Look = (u64, Option<SystemTime>);

impl Hashes {
    /// The hash of a file; `None` when it cannot be read.
    fn of(&self, file: &std::path::Path) -> Option<ContentHash> {
        let about = std::fs::metadata(file).ok()?;
        let look = (about.len(), about.modified().ok());
        let known = || {
            self.known
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
        };
        if let Some((seen, hash)) = known().get(file).filter(|(_, _)| look.1.is_some())
            && *seen == look
        {
            return Some(*hash);
        }
        let hash = ContentHash::of(&std::fs::read(file).ok()?);
        known().insert(file.to_path_buf(), (look, hash));
        Some(hash)
    }
}

/// The path of an original that the case lists.
fn listed(served: &Served, name: &str) -> Option<PathBuf> {
    let wanted = format!("sources/{name}");
    let listed = load::list_sources(&served.folder, &mut Vec::new());
    let file = listed.into_iter().find(|file| file.name == wanted)?;
    Some(file.path)
}

fn read(served: &Served, name: &str) -> Option<Response> {
    let bytes = std::fs::read(listed(served, name)?).ok()?;
    let plain = name.rsplit('/').next().unwrap_or(name);
    let kept = format!("attachment; filename*=UTF-8''{}", escaped(plain));
    let made = Response::builder()
        .header(header::CONTENT_TYPE, kind(name))
        .header(header::CONTENT_DISPOSITION, kept)
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from(Bytes::from(bytes)));
    Some(made.expect("the headers are plain letters"))
}

/// The content type by the ending of the name; what could run in a browser is told as plain bytes.
fn kind(name: &str) -> &'static str {
    match name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
        .as_str()
    {
        "txt" | "md" => "text/plain; charset=utf-8",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "tif" | "tiff" => "image/tiff",
        "epub" => "application/epub+zip",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_in_a_browser_is_told_as_bytes() {
        for name in ["a.html", "a.svg", "a.xml", "a.js", "a"] {
            assert_eq!(kind(name), "application/octet-stream", "{name}");
        }
        assert_eq!(kind("a.PDF"), "application/pdf");
    }

    #[test]
    fn a_file_that_changed_has_another_hash() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let file = folder.path().join("a.pdf");
        let hashes = Hashes::default();
        assert_eq!(hashes.of(&file), None);
        std::fs::write(&file, "one").expect("it can be written");
        assert_eq!(hashes.of(&file), Some(ContentHash::of(b"one")));
        assert_eq!(hashes.of(&file), Some(ContentHash::of(b"one")));
        std::fs::write(&file, "another").expect("it can be written");
        assert_eq!(hashes.of(&file), Some(ContentHash::of(b"another")));
    }
}
