//! Exports: the case, and the documents it holds, in forms that other programs read.
//!
//! [`json`] gives the cards, [`timelinejs`] their events as a timeline for a web page. The others give one divided document: [`tei`] and [`markdown`] its text with every note at
//! its mark, [`annotations`] its notes, cards and drafts as annotations of the clean text, which [`plain`] is.

pub mod annotations;
mod calls;
pub mod json;
pub mod markdown;
pub mod tei;
pub mod timelinejs;

use kaozheng_text::Document;

/// The clean reading text, which positions in [`annotations`] count in, with a line end.
pub fn plain(document: &Document) -> String {
    format!("{}\n", document.text)
}
