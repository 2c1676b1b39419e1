//! Publishing: the pages of a case as a site that needs no server and no script.
//!
//! What is to be printed is listed by [`places`], each page is made by [`page`], and [`links`] sees to it that no link
//! leads nowhere. The site holds the hash of each of its files ([`sums`]), so that anybody can verify it.

pub mod links;
pub mod sums;
pub mod zip;

use crate::essay::name;
use crate::pages::{Addresses, Desk, Form, Place, Query, Visit, Words, frame, show};
use kaozheng_record::Kind;

/// The folder of the site in which the files of the case stand as they are.
pub const CASE: &str = "case";

/// The folder of the site in which the clean texts of the originals stand, each as `NAME.txt`.
pub const TEXTS: &str = "texts";

/// The folder of the site in which the originals stand, when they are given out.
pub const FILES: &str = "files";

/// The file that says that a folder is a publication of ours.
pub const MARKER: &str = "kaozheng-site.json";

/// Every page that a printed site may have, in order; with the texts of the originals or without.
pub fn places(desk: &Desk, with_texts: bool) -> Vec<Place> {
    let mut out = vec![
        Place::Home,
        Place::Originals,
        Place::Questions,
        Place::Timeline,
        Place::Knowledge,
        Place::Network,
        Place::Sources,
        Place::Checks,
        Place::Grades,
        Place::Essays,
        Place::Help,
    ];
    out.extend(Kind::ALL.into_iter().map(Place::Cards));
    if with_texts {
        let names = desk
            .documents()
            .iter()
            .map(|document| document.name.clone());
        out.extend(names.map(Place::Original));
    }
    for card in desk.case.cards() {
        let id = || card.id.clone();
        out.push(Place::Card(id()));
        match card.kind {
            Kind::Source => out.push(Place::Source(id())),
            Kind::Question => out.push(Place::Question(id())),
            Kind::Matter | Kind::Event => out.push(Place::Dispute(id())),
            _ => {}
        }
    }
    let essays = desk.essays.iter().map(|(file, _)| name(file).to_owned());
    out.extend(essays.map(Place::Essay));
    out
}

/// The place whose page is in a file of the site, as far as that is published: a page that others lead to is printed even if
/// [`places`] does not name it. `None` for what is no page, and for what needs a server.
pub fn place_of(file: &str, with_texts: bool) -> Option<Place> {
    let place = Place::parse(file.strip_suffix(".html")?)?;
    match place.whole() {
        Place::Inbox | Place::NewCard | Place::Search => None,
        Place::Original(_) if !with_texts => None,
        _ => Some(place),
    }
}

/// A printed page, whole; `None` when the case has nothing there.
pub fn page(desk: &Desk, place: &Place, words: Words) -> Option<String> {
    let visit = Visit {
        place: place.clone(),
        query: Query::default(),
        words,
        addresses: Addresses::printed(place),
        may_write: false,
        by: String::new(),
    };
    let shown = show(desk, &visit, Form::Html)?;
    Some(frame(desk, &visit, &shown.title, &shown.body))
}

#[cfg(test)]
mod tests;
