//! Where pages are: every view has an address that can be kept and cited.

use kaozheng_record::Kind;

/// A page of the desk.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The first page: what the case holds, its questions and their verdicts.
    Home,
    /// The originals.
    Originals,
    /// One original, to be read.
    Original(String),
    /// The drafts, to be decided on.
    Inbox,
    /// The questions.
    Questions,
    /// One question: its rival answers side by side.
    Question(String),
    /// The dispute on one matter or event.
    Dispute(String),
    /// What happened when.
    Timeline,
    /// The same for one year, month or day (`1950`, `1950-10`, `1950-10-19`).
    TimelineOf(String),
    /// Who knew what when.
    Knowledge,
    /// Who knew of one matter.
    KnowledgeOf(String),
    /// Who was bound to whom, and who wrote to whom, as of a date.
    Network,
    /// The same around one actor.
    NetworkOf(String),
    /// The works.
    Sources,
    /// One work with its stemma and what rests on it.
    Source(String),
    /// The cards of one kind.
    Cards(Kind),
    /// One card.
    Card(String),
    /// A form for a new card.
    NewCard,
    /// Words found in texts, notes and cards.
    Search,
    /// What is wrong or doubtful.
    Checks,
    /// What evidence is worth by the table of grades.
    Grades,
    /// The essays.
    Essays,
    /// One essay.
    Essay(String),
    /// The keys, and how to go on.
    Help,
    /// A part of a long list, from 1: the list, and which part.
    PartOf(Box<Place>, usize),
}

impl Place {
    /// The place at a path (`/cards/mao`), percent signs undone, without ending; `None` when no page is there.
    pub fn parse(path: &str) -> Option<Place> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let (head, rest) = path.split_once('/').unwrap_or((path, ""));
        let name = || (!rest.is_empty()).then(|| rest.to_owned());
        let alone = |place: Place| rest.is_empty().then_some(place);
        match head {
            "" | "index" => alone(Place::Home),
            "originals" if rest.is_empty() => Some(Place::Originals),
            "originals" => name().map(Place::Original),
            "inbox" => alone(Place::Inbox),
            "questions" if rest.is_empty() => Some(Place::Questions),
            "questions" => name().map(Place::Question),
            "disputes" => name().map(Place::Dispute),
            "timeline" if rest.is_empty() => Some(Place::Timeline),
            "timeline" => name().map(Place::TimelineOf),
            "knowledge" if rest.is_empty() => Some(Place::Knowledge),
            "knowledge" => name().map(Place::KnowledgeOf),
            "network" if rest.is_empty() => Some(Place::Network),
            "network" => name().map(Place::NetworkOf),
            "sources" if rest.is_empty() => Some(Place::Sources),
            "sources" => name().map(Place::Source),
            "kinds" => Kind::parse(rest).map(Place::Cards),
            "cards" => name().map(Place::Card),
            "new-card" => alone(Place::NewCard),
            "search" => alone(Place::Search),
            "checks" => alone(Place::Checks),
            "grades" => alone(Place::Grades),
            "essays" if rest.is_empty() => Some(Place::Essays),
            "essays" => name().map(Place::Essay),
            "help" => alone(Place::Help),
            "parts" => {
                let (part, list) = rest.split_once('/')?;
                let list = Place::parse(list).filter(|list| !matches!(list, Place::PartOf(..)))?;
                let part: usize = part.parse().ok()?;
                Some(list.part(part))
            }
            _ => None,
        }
    }

    /// A part of the list that is here; the first is the list itself.
    #[must_use]
    pub fn part(self, part: usize) -> Place {
        match part {
            0 | 1 => self,
            part => Place::PartOf(Box::new(self), part),
        }
    }

    /// The list that this is a part of, else the place itself.
    pub fn whole(&self) -> &Place {
        match self {
            Place::PartOf(list, _) => list,
            place => place,
        }
    }

    /// The path of the place, without ending and with percent signs where an address needs them; it begins with `/`.
    pub fn path(&self) -> String {
        let of = |head: &str, name: &str| format!("/{head}/{}", escaped(name));
        match self {
            Place::Home => "/".to_owned(),
            Place::Originals => "/originals".to_owned(),
            Place::Original(name) => of("originals", name),
            Place::Inbox => "/inbox".to_owned(),
            Place::Questions => "/questions".to_owned(),
            Place::Question(id) => of("questions", id),
            Place::Dispute(id) => of("disputes", id),
            Place::Timeline => "/timeline".to_owned(),
            Place::TimelineOf(period) => of("timeline", period),
            Place::Knowledge => "/knowledge".to_owned(),
            Place::KnowledgeOf(matter) => of("knowledge", matter),
            Place::Network => "/network".to_owned(),
            Place::NetworkOf(actor) => of("network", actor),
            Place::Sources => "/sources".to_owned(),
            Place::Source(id) => of("sources", id),
            Place::Cards(kind) => of("kinds", kind.word()),
            Place::Card(id) => of("cards", id),
            Place::NewCard => "/new-card".to_owned(),
            Place::Search => "/search".to_owned(),
            Place::Checks => "/checks".to_owned(),
            Place::Grades => "/grades".to_owned(),
            Place::Essays => "/essays".to_owned(),
            Place::Essay(name) => of("essays", name),
            Place::Help => "/help".to_owned(),
            Place::PartOf(list, part) => format!("/parts/{part}{}", list.path()),
        }
    }

    /// The file that holds the place in a printed site, as an address has it: with percent signs.
    pub fn address(&self) -> String {
        match self {
            Place::Home => "index.html".to_owned(),
            other => format!("{}.html", &other.path()[1..]),
        }
    }

    /// The file that holds the place in a printed site: relative, with forward slashes and without percent signs.
    pub fn file(&self) -> String {
        match self {
            Place::Home => "index.html".to_owned(),
            other => format!("{}.html", undone(&other.path()[1..])),
        }
    }
}

/// How addresses are written: for a server, or for a printed site that is read from any folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addresses {
    /// From the root of a server, without endings.
    Served,
    /// From a file so many folders deep, to files that end in `.html`.
    Printed {
        /// How many folders down the page stands.
        depth: usize,
    },
}

impl Addresses {
    /// The addresses of a printed page at `place`.
    pub fn printed(place: &Place) -> Addresses {
        Addresses::Printed {
            depth: place.file().matches('/').count(),
        }
    }

    /// The address of a place.
    pub fn to(self, place: &Place) -> String {
        match self {
            Addresses::Served => place.path(),
            Addresses::Printed { depth } => match place {
                Place::Home => format!("{}index.html", "../".repeat(depth)),
                other => format!("{}{}.html", "../".repeat(depth), &other.path()[1..]),
            },
        }
    }

    /// The address of a file at the root of the site; its name needs no percent signs.
    pub fn file(self, name: &str) -> String {
        match self {
            Addresses::Served => format!("/{name}"),
            Addresses::Printed { depth } => format!("{}{name}", "../".repeat(depth)),
        }
    }

    /// The address of a file that pages refer to.
    pub fn asset(self, name: &str) -> String {
        match self {
            Addresses::Served => format!("/assets/{name}"),
            Addresses::Printed { depth } => format!("{}assets/{name}", "../".repeat(depth)),
        }
    }
}

/// A name as one or more parts of a path: everything but letters of ASCII, digits, `-`, `_`, `.`, `~` and `/` as percent signs.
pub fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                out.push(byte as char);
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

/// The same undone; a sign that stands for nothing is kept, bytes that are no UTF-8 become `�`.
pub fn undone(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| path.get(at + 1..at + 3))
            .flatten();
        let hex = hex.filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_printed_page_leads_to_others_from_its_own_folder() {
        let from = |place: &Place, to: &Place| Addresses::printed(place).to(to);
        let mao = Place::Card("mao".to_owned());
        assert_eq!(from(&Place::Home, &mao), "cards/mao.html");
        assert_eq!(from(&mao, &Place::Home), "../index.html");
        assert_eq!(from(&mao, &Place::Timeline), "../timeline.html");
        assert_eq!(
            Place::Original("a b/ä.txt".to_owned()).file(),
            "originals/a b/ä.txt.html"
        );
    }

    proptest! {
        #[test]
        fn a_path_leads_back_to_its_place(name in "\\PC{1,12}") {
            for place in [Place::Sources.part(7), Place::Checks.part(1), Place::Original(name.clone()), Place::Card(name.clone()), Place::Essay(name.clone()),
                Place::TimelineOf(name.clone()), Place::KnowledgeOf(name.clone()), Place::NetworkOf(name.clone())] {
                prop_assert_eq!(Place::parse(&undone(&place.path())), Some(place));
            }
        }
    }
}
