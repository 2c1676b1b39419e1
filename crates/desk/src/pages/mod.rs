//! Pages: what is shown of a case, as HTML that needs no script.
//!
//! A page is made from a [`Desk`] (the case and all that was read with it) at a [`Place`] by [`show`], and is the same
//! whether a server gives it out or it is printed into a folder. Every page is also JSON: the view that it was made of.
//! Texts are escaped as they go in; nothing here reads a file, a clock or a socket.

pub mod address;
mod card;
pub mod checks;
mod desk;
mod dispute;
mod essay;
mod essays;
pub mod forms;
mod frame;
mod grades;
mod help;
mod home;
mod inbox;
mod kinds;
mod knowledge;
mod network;
mod originals;
mod question;
mod reader;
mod search;
mod source;
mod sources;
mod stemma;
mod timeline;
pub mod visit;
pub mod words;

pub use address::{Addresses, Place};
pub use desk::{Checking, Desk, Searching};
pub use frame::frame;
pub use visit::{Query, Visit};
pub use words::{Language, Words};

use maud::Markup;
use serde::Serialize;
use serde_json::Value;

/// The files that pages refer to: name, content type, content.
pub const ASSETS: &[(&str, &str, &str)] = &[
    (
        "desk.css",
        "text/css; charset=utf-8",
        include_str!("assets/desk.css"),
    ),
    (
        "essay.css",
        "text/css; charset=utf-8",
        include_str!("assets/essay.css"),
    ),
    (
        "essay.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/essay.js"),
    ),
    (
        "views.css",
        "text/css; charset=utf-8",
        include_str!("assets/views.css"),
    ),
    (
        "network.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/network.js"),
    ),
    ("seal.svg", "image/svg+xml", include_str!("assets/seal.svg")),
    (
        "inbox.css",
        "text/css; charset=utf-8",
        include_str!("assets/inbox.css"),
    ),
    (
        "inbox.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/inbox.js"),
    ),
    (
        "dispute.css",
        "text/css; charset=utf-8",
        include_str!("assets/dispute.css"),
    ),
    (
        "dispute.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/dispute.js"),
    ),
    (
        "desk.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/desk.js"),
    ),
    (
        "reader.css",
        "text/css; charset=utf-8",
        include_str!("assets/reader.css"),
    ),
    (
        "reader.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/reader.js"),
    ),
    (
        "forms.css",
        "text/css; charset=utf-8",
        include_str!("assets/forms.css"),
    ),
    (
        "forms.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/forms.js"),
    ),
    (
        "upload.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/upload.js"),
    ),
];

/// What a page is: its title and its body, or the view behind it.
#[derive(Debug)]
pub struct Shown {
    /// The title, for the head and the history.
    pub title: String,
    /// What stands in the middle of the page.
    pub body: Markup,
    /// The view as JSON; null unless it was asked for.
    pub json: Value,
}

/// The form in which a page is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// HTML.
    Html,
    /// The view behind it.
    Json,
}

/// The page at `visit.place`, in one form; `None` when the case has nothing there.
pub fn show(desk: &Desk, visit: &Visit, form: Form) -> Option<Shown> {
    match &visit.place {
        Place::PartOf(list, part) => {
            let mut visit = visit.clone();
            visit.query = visit.query.with("part", &part.to_string());
            visit.place = Place::clone(list);
            show(desk, &visit, form)
        }
        Place::Home => shown(&home::view(desk), form, |view| {
            home::page(desk, visit, view)
        }),
        Place::Inbox => shown(&inbox::view(desk, visit), form, |view| {
            inbox::page(visit, view)
        }),
        Place::Originals => shown(&originals::view(desk), form, |view| {
            originals::page(visit, view)
        }),
        Place::Original(name) => shown(&reader::view(desk, visit, name)?, form, |view| {
            reader::page(desk, visit, view)
        }),
        Place::NewCard => shown(&forms::view(desk, visit), form, |view| {
            forms::page(desk, visit, view)
        }),
        Place::Sources => shown(&sources::view(desk), form, |view| {
            sources::page(visit, view)
        }),
        Place::Questions => shown(&question::list_view(desk, visit), form, |view| {
            question::list_page(desk, visit, view)
        }),
        Place::Question(id) => shown(&question::view(desk, id)?, form, |view| {
            question::page(desk, visit, view)
        }),
        Place::Dispute(id) => shown(&dispute::view(desk, visit, id)?, form, |view| {
            dispute::page(desk, visit, view)
        }),
        Place::Source(id) => shown(&source::view(desk, visit, id)?, form, |view| {
            source::page(desk, visit, view)
        }),
        Place::Card(id) => shown(&card::view(desk, id)?, form, |view| {
            card::page(desk, visit, view)
        }),
        Place::Cards(kind) => shown(&kinds::view(desk, visit, *kind), form, |view| {
            kinds::page(visit, view)
        }),
        Place::Search if visit.is_served() => shown(&search::view(desk, visit), form, |view| {
            search::page(visit, view)
        }),
        Place::Help => shown(&help::view(visit), form, |view| {
            help::page(desk, visit, view)
        }),
        Place::Timeline => shown(&timeline::view(desk, visit, None)?, form, |view| {
            timeline::page(desk, visit, view)
        }),
        Place::TimelineOf(period) => {
            shown(&timeline::view(desk, visit, Some(period))?, form, |view| {
                timeline::page(desk, visit, view)
            })
        }
        Place::Knowledge => shown(&knowledge::view(desk, visit, None)?, form, |view| {
            knowledge::page(desk, visit, view)
        }),
        Place::KnowledgeOf(matter) => {
            shown(&knowledge::view(desk, visit, Some(matter))?, form, |view| {
                knowledge::page(desk, visit, view)
            })
        }
        Place::Network => shown(&network::view(desk, visit, None)?, form, |view| {
            network::page(desk, visit, view)
        }),
        Place::NetworkOf(actor) => shown(&network::view(desk, visit, Some(actor))?, form, |view| {
            network::page(desk, visit, view)
        }),
        Place::Checks => shown(&checks::view(desk, visit), form, |view| {
            checks::page(desk, visit, view)
        }),
        Place::Grades => shown(&grades::view(desk), form, |view| grades::page(visit, view)),
        Place::Essays => shown(&essays::view(desk), form, |view| essays::page(visit, view)),
        Place::Essay(name) => shown(&essay::view(desk, visit, name)?, form, |view| {
            essay::page(desk, visit, view)
        }),
        _ => None,
    }
}

/// One view in the form that is wanted; the page makes its title and its body.
fn shown<V: Serialize>(
    view: &V,
    form: Form,
    page: impl FnOnce(&V) -> (String, Markup),
) -> Option<Shown> {
    let json = match form {
        Form::Json => serde_json::to_value(view).expect("a view is plain fields"),
        Form::Html => Value::Null,
    };
    let (title, body) = match form {
        Form::Html => page(view),
        Form::Json => (String::new(), Markup::default()),
    };
    Some(Shown { title, body, json })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::views::ChecksView;
    use kaozheng_case::{Settings, compile};
    use kaozheng_record::{Record, Sheet};

    /// A desk of these cards, without originals.
    pub(crate) fn desk(cards: &str) -> Desk {
        let record = Record::new(vec![Sheet::parse("cards/all.card", cards)]);
        let case = compile(&record, &[], &Settings::default()).value;
        Desk::new("A case", record, case, Box::new(|_| ChecksView::default()))
    }

    /// A visit in English of somebody who may not write.
    pub(crate) fn visit(place: Place) -> Visit {
        Visit {
            place,
            query: Query::default(),
            words: Words::default(),
            addresses: Addresses::Served,
            may_write: false,
            by: String::new(),
        }
    }

    /// A desk of these cards that is checked.
    pub(super) fn desk_of(cards: &str) -> Desk {
        let record = Record::new(vec![Sheet::parse("cards/a.card", cards)]);
        let mut notes = Vec::new();
        let case = compile(&record, &[], &Settings::default()).take(&mut notes);
        let checking = move |desk: &Desk| {
            let found = kaozheng_case::checks::run(&desk.case);
            crate::views::ChecksView::of(&found, &|_| None)
        };
        Desk::new("A case", record, case, Box::new(checking))
    }

    /// A visit of somebody who may write.
    pub(super) fn visit_to(place: Place) -> Visit {
        Visit {
            place,
            query: Query::default(),
            words: Words(Language::English),
            addresses: Addresses::Served,
            may_write: true,
            by: "KR".to_owned(),
        }
    }

    /// The body of a page, a tag a line.
    pub(super) fn shown(desk: &Desk, visit: &Visit) -> String {
        let page = show(desk, visit, Form::Html).expect("the page is there");
        page.body.into_string().replace("><", ">\n<")
    }
}
