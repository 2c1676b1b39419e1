//! The frame of every page: head, ways to the other pages, foot.

use super::{Desk, Language, Place, Visit};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A whole page: `body` under `title`, in the frame.
pub fn frame(desk: &Desk, visit: &Visit, title: &str, body: &Markup) -> String {
    let words = visit.words;
    let page = html! {
        (DOCTYPE)
        html lang=(words.0.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="same-origin";
                title { (title) " · " (desk.title) }
                link rel="stylesheet" href=(visit.addresses.asset("desk.css"));
                @for style in styles(&visit.place) {
                    link rel="stylesheet" href=(visit.addresses.asset(style));
                }
                link rel="icon" href=(visit.addresses.asset("seal.svg")) type="image/svg+xml";
                @if visit.is_served() {
                    script type="module" src=(visit.addresses.asset("desk.js")) {}
                }
            }
            body data-place=(kind(&visit.place)) {
                a.skip href="#content" { (words.say("skip")) }
                (banner(desk, visit))
                main #content tabindex="-1" { (body) }
                (foot(desk, visit, title))
            }
        }
    };
    page.into_string()
}

/// The style sheets of a page beside that of all pages: those of its own family alone, so that none reaches into another.
fn styles(place: &Place) -> &'static [&'static str] {
    match place.whole() {
        Place::PartOf(..) => &[],
        Place::Originals | Place::Original(_) => &["forms.css", "reader.css"],
        Place::Card(_) | Place::NewCard => &["forms.css"],
        Place::Essays | Place::Essay(_) => &["forms.css", "essay.css"],
        Place::Timeline
        | Place::TimelineOf(_)
        | Place::Knowledge
        | Place::KnowledgeOf(_)
        | Place::Network
        | Place::NetworkOf(_)
        | Place::Search => &["views.css"],
        Place::Inbox => &["forms.css", "inbox.css"],
        Place::Home
        | Place::Questions
        | Place::Question(_)
        | Place::Dispute(_)
        | Place::Sources
        | Place::Source(_)
        | Place::Checks => &["inbox.css", "dispute.css"],
        Place::Cards(_) | Place::Grades | Place::Help => &[],
    }
}

/// A word for the style of a page.
fn kind(place: &Place) -> String {
    let path = place.whole().path();
    let head = path
        .trim_start_matches('/')
        .split('/')
        .next()
        .unwrap_or_default();
    if head.is_empty() {
        "home".to_owned()
    } else {
        head.to_owned()
    }
}

fn banner(desk: &Desk, visit: &Visit) -> Markup {
    html! {
        header.banner {
            a.title href=(visit.to(&Place::Home)) { (desk.title) }
            nav aria-label=(visit.say("nav")) {
                ul.ways {
                    @for (place, key, count) in ways(desk, visit) {
                        li {
                            a href=(visit.to(&place)) aria-current=[is_here(visit, &place).then_some("page")] {
                                (visit.say(key))
                                @if let Some(count) = count { " " span.count { (count) } }
                            }
                        }
                    }
                }
            }
            @if visit.is_served() {
                form.find role="search" action=(visit.to(&Place::Search)) {
                    label.hidden for="find" { (visit.say("search")) }
                    input #find type="search" name="q" placeholder=(visit.say("search")) value=[visit.query.get("q").filter(|_| visit.place == Place::Search)];
                }
            }
        }
    }
}

/// The pages that every page leads to, with how much waits there.
fn ways(desk: &Desk, visit: &Visit) -> Vec<(Place, &'static str, Option<usize>)> {
    let some = |count: usize| (count > 0).then_some(count);
    let doubts = desk
        .checks_so_far()
        .map(|checks| checks.errors + checks.warnings);
    let mut ways = vec![
        (
            Place::Questions,
            "questions",
            some(desk.case.questions.len()),
        ),
        (Place::Originals, "reader", some(desk.documents().len())),
        (Place::Timeline, "timeline", None),
        (Place::Knowledge, "knowledge", None),
        (Place::Network, "network", None),
        (Place::Sources, "sources", some(desk.case.sources.len())),
        (Place::Essays, "essays", some(desk.essays.len())),
        (Place::Checks, "checks", doubts.and_then(some)),
    ];
    if visit.is_served() {
        ways.insert(1, (Place::Inbox, "inbox", some(desk.waiting())));
    }
    ways
}

fn is_here(visit: &Visit, place: &Place) -> bool {
    let family = |place: &Place| match place {
        Place::Question(_) | Place::Dispute(_) => Place::Questions,
        Place::Original(_) => Place::Originals,
        Place::Source(_) => Place::Sources,
        Place::Essay(_) => Place::Essays,
        other => other.clone(),
    };
    family(visit.place.whole()) == *place
}

fn foot(desk: &Desk, visit: &Visit, title: &str) -> Markup {
    html! {
        footer.foot {
            (citing(desk, visit, title))
            @if visit.is_served() {
                p {
                    a href=(format!("{}.json{}", json_path(&visit.place), visit.query.written())) { "JSON" }
                    " · " a href=(visit.to(&Place::Help)) { (visit.say("help")) }
                    " · " button.plain type="button" data-theme-switch hidden { (visit.say("theme")) }
                }
                p.languages {
                    @for language in Language::ALL {
                        a href=(visit.query.with("lang", language.tag()).written()) lang=(language.tag())
                            aria-current=[(language == visit.words.0).then_some("true")] { (language.name()) }
                        " "
                    }
                }
            } @else {
                p { a href=(visit.to(&Place::Help)) { (visit.say("help")) } }
            }
        }
    }
}

/// How the page is cited: its title, the case, the version, and the address at which it stays.
fn citing(desk: &Desk, visit: &Visit, title: &str) -> Markup {
    let path = match visit.is_served() {
        true => visit.place.path(),
        false => visit.addresses.to(&visit.place),
    };
    let address = match desk.address.as_str() {
        "" if visit.is_served() => path.clone(),
        "" => visit.place.file(),
        address => format!("{address}{}", visit.place.address()),
    };
    html! {
        p.citing {
            (visit.say("cite-this")) ": “" (title) ".” " cite { (desk.title) } ". "
            (visit.words.say_of("published-as", desk.version())) ". "
            a href=(path) { (address) }
            @if !visit.is_served() { ". " a href=(visit.addresses.file("case.zip")) download { (visit.say("published-case")) } }
        }
    }
}

/// The path of a page's JSON without its ending.
fn json_path(place: &Place) -> String {
    match place {
        Place::Home => "/index".to_owned(),
        other => other.path(),
    }
}

/// A card's id as a link to it.
pub(super) fn card_link(visit: &Visit, id: &str) -> Markup {
    html! { a.id href=(visit.to_card(id)) { (id) } }
}

/// Card ids as links, parted by commas.
pub(super) fn card_links<'a>(visit: &Visit, ids: impl IntoIterator<Item = &'a str>) -> Markup {
    html! {
        @for (at, id) in ids.into_iter().enumerate() {
            @if at > 0 { ", " }
            (card_link(visit, id))
        }
    }
}

/// A text in which every id of a card stands as a link: words of small letters, digits and hyphens that are ids of the case.
pub(super) fn with_links(desk: &Desk, visit: &Visit, text: &str) -> Markup {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    linked(desk, visit, text, |word| {
        word.contains('-') || word.chars().all(plain)
    })
}

/// A value in which every word that is an id stands as a link, for fields that hold ids and readings.
pub(super) fn with_ids(desk: &Desk, visit: &Visit, value: &str) -> Markup {
    linked(desk, visit, value, |_| true)
}

/// A text with a link for each word that may be an id and is one; a hyphen after an id is not of it.
fn linked(desk: &Desk, visit: &Visit, text: &str, may_be: impl Fn(&str) -> bool) -> Markup {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_id = |word: &&str| may_be(word) && desk.case.card(word).is_some();
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let end = rest[start..].find(|c: char| !is_part(c));
        let end = end.map_or(rest.len(), |end| start + end);
        let word = &rest[start..end];
        let id = [word, word.trim_end_matches('-')].into_iter().find(is_id);
        let shown = match id {
            Some(id) => {
                html! { (&rest[..start]) (card_link(visit, id)) (&word[id.len()..]) }
            }
            None => html! { (&rest[..end]) },
        };
        out.push_str(&shown.into_string());
        rest = &rest[end..];
    }
    out.push_str(&html! { (rest) }.into_string());
    PreEscaped(out)
}
