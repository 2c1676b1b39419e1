//! The network as of a day: who wrote to whom, ties, promises and meetings, each line a list of passages.

mod drawing;
mod pairs;

use super::timeline::choice::actor_called;
use super::{Desk, Place, Visit};
use crate::views::NetworkView;
use crate::views::network::{Link, LinkKind};
use kaozheng_record::Kind;
use kaozheng_values::dates::{Day, parse_date};
use maud::{Markup, html};
use serde::Serialize;

/// What the page shows.
#[derive(Debug, Serialize)]
pub(super) struct NetworkPage {
    /// The actor of the page; null for the page of all.
    pub actor: Option<String>,
    /// The kinds of link that are shown.
    pub kinds: Vec<LinkKind>,
    /// What was asked for and not understood.
    pub not_understood: Vec<String>,
    /// The actors and their links.
    #[serde(flatten)]
    pub network: NetworkView,
}

/// Most pairs that a page lists in full; the rest stand on the pages of the actors.
const MOST_PAIRS: usize = 40;

/// Most actors that the list names.
const MOST_ACTORS: usize = 200;

/// Most steps of the slider; more days than this are stepped over, and the day can be typed.
const MOST_STEPS: usize = 300;

/// The network, or that around one actor; `None` when no actor is called so.
pub(super) fn view(desk: &Desk, visit: &Visit, actor: Option<&str>) -> Option<NetworkPage> {
    if let Some(id) = actor
        && !desk.case.actors.contains_key(id)
    {
        return None;
    }
    let mut not_understood = Vec::new();
    let around = actor.map(str::to_owned).or_else(|| {
        let name = visit.query.get("actor")?;
        let found = actor_called(desk, name);
        not_understood.extend(found.is_none().then(|| name.to_owned()));
        found
    });
    let typed = visit.query.get("on").and_then(|words| {
        let found = parse_date(words).value.and_then(|date| date.bounds.latest);
        not_understood.extend(found.is_none().then(|| words.to_owned()));
        found.map(Day::of)
    });
    let named: Vec<&str> = visit.query.all("kind").collect();
    let mut kinds = LinkKind::ALL.to_vec();
    kinds.retain(|kind| named.contains(&kind.word()));
    if kinds.is_empty() {
        kinds = LinkKind::ALL.to_vec();
    }
    let of =
        |day: Option<Day>| NetworkView::of(&desk.case, &desk.chronology(), day, around.as_deref());
    let mut network = match (typed, visit.query.get("step")) {
        (None, Some(step)) => of(stepped(&of(Some(Day(i32::MIN / 2))).dates, step)),
        _ => of(typed),
    };
    network.keep(&desk.case, |link| kinds.contains(&link.kind));
    Some(NetworkPage {
        actor: around,
        kinds,
        not_understood,
        network,
    })
}

/// The day at a step of the slider.
fn stepped(dates: &[String], step: &str) -> Option<Day> {
    let at: usize = step.parse().ok()?;
    let steps = steps(dates);
    super::timeline::marks::day(steps.get(at)?)
}

/// The days of the slider.
fn steps(dates: &[String]) -> Vec<&str> {
    let every = dates.len().div_ceil(MOST_STEPS).max(1);
    let last = dates
        .last()
        .filter(|_| dates.len() % every != 1 && every > 1);
    let kept = dates.iter().step_by(every).chain(last);
    kept.map(String::as_str).collect()
}

pub(super) fn page(desk: &Desk, visit: &Visit, view: &NetworkPage) -> (String, Markup) {
    let title = match &view.actor {
        Some(actor) => desk.case.name_of(actor).to_owned(),
        None => visit.say("network-of-case").to_owned(),
    };
    let pairs = pairs::pairs(desk, &view.network.links);
    let shown = match view.actor {
        Some(_) => pairs.len(),
        None => pairs.len().min(MOST_PAIRS),
    };
    let body = html! {
        @if let Some(actor) = &view.actor {
            p.kind { a href=(visit.to(&Place::Network)) { (visit.say("network")) } " › " (super::frame::card_link(visit, actor)) }
        }
        h1 { (title) @if let Some(on) = &view.network.on { ", " span.on { (on) } } }
        @if visit.is_served() { (facets(desk, visit, view)) }
        @for fault in &view.not_understood { p.fault role="status" { (visit.words.say_of("not-understood", fault)) } }
        @if view.network.links.is_empty() { p.empty { (visit.say("no-links")) } }
        @else { (drawing::drawing(visit, &view.network, &pairs, view.actor.as_deref())) (legend(visit, view)) }
        @for pair in &pairs[..shown] { (pairs::section(desk, visit, pair)) }
        (alone(visit, &view.network.links))
        (actors(visit, view, pairs.len() - shown))
    };
    (title, body)
}

fn facets(desk: &Desk, visit: &Visit, view: &NetworkPage) -> Markup {
    let value = |name: &str| visit.query.get(name).unwrap_or_default();
    let on = view.network.on.as_deref().unwrap_or_default();
    let steps = steps(&view.network.dates);
    let at = steps.iter().rposition(|day| *day <= on).unwrap_or(0);
    let dates = &view.network.dates;
    let before = dates
        .iter()
        .rev()
        .find(|day| on.is_empty() || day.as_str() < on);
    let after = dates.iter().find(|day| !on.is_empty() && day.as_str() > on);
    let to = |day: &str| {
        format!(
            "{}{}",
            visit.to(&visit.place),
            visit.query.with("step", "").with("on", day).written()
        )
    };
    html! {
        form.choose action=(visit.to(&visit.place)) {
            fieldset {
                legend { (visit.say("links")) }
                @for kind in LinkKind::ALL {
                    label { input type="checkbox" name="kind" value=(kind.word()) checked[view.kinds.contains(&kind)]; " " (visit.words.term(&format!("{}s", kind.word()))) }
                }
            }
            @if !matches!(visit.place, Place::NetworkOf(_)) {
                label { (visit.say("actor")) input name="actor" list="actors" autocomplete="off" value=(view.actor.as_deref().map_or(value("actor"), |id| desk.case.name_of(id))); }
                datalist #actors { @for actor in view.network.actors.iter().take(100) { option value=(actor.name) {} } }
            }
            label { (visit.say("as-of")) input name="on" value=(on) placeholder="24 June 1950" size="14"; }
            button { (visit.say("show-chosen")) }
            @if !visit.query.0.is_empty() { a.button href=(visit.to(&visit.place)) { (visit.say("show-all")) } }
            @if steps.len() > 1 {
                div.slider {
                    label for="step" { (visit.say("date-slider")) }
                    input #step type="range" name="step" min="0" max=(steps.len() - 1) value=(if on.is_empty() { steps.len() - 1 } else { at }) data-dates=(steps.join(" "));
                    output for="step" aria-live="polite" { (if on.is_empty() { steps[steps.len() - 1] } else { on }) }
                    @if let Some(day) = before { a.button href=(to(day)) { "← " (day) } }
                    @if let Some(day) = after { a.button href=(to(day)) { (day) " →" } }
                }
            }
        }
        script type="module" src=(visit.addresses.asset("network.js")) {}
    }
}

fn legend(visit: &Visit, view: &NetworkPage) -> Markup {
    html! {
        ul.legend aria-label=(visit.say("marks")) {
            @for kind in view.kinds.iter() {
                li { (drawing::sample(*kind, "formal")) " " (visit.words.term(&format!("{}s", kind.word()))) @if *kind == LinkKind::Tie { " (" (visit.words.term("formal")) ")" } }
                @if *kind == LinkKind::Tie {
                    @for form in ["de facto", "hostile"] { li { (drawing::sample(*kind, form)) " " (visit.words.term("ties")) " (" (visit.words.term(form)) ")" } }
                }
            }
            li { (drawing::faint()) " " (visit.say("faint-links")) }
        }
    }
}

/// Links that name only one side.
fn alone(visit: &Visit, links: &[Link]) -> Markup {
    let alone: Vec<&Link> = links
        .iter()
        .filter(|link| link.pairs().is_empty())
        .collect();
    html! {
        @if !alone.is_empty() {
            section {
                h2 { (visit.say("one-side-named")) }
                ul { @for link in alone.iter().take(MOST_ACTORS) { li { a href=(visit.to_card(&link.card)) { (if link.title.is_empty() { &link.card } else { &link.title }) } " " span.when { (link.when) } } } }
                @if alone.len() > MOST_ACTORS { p { (visit.words.say_of("more-beside", alone.len() - MOST_ACTORS)) } }
            }
        }
    }
}

fn actors(visit: &Visit, view: &NetworkPage, left: usize) -> Markup {
    let mut by_links: Vec<_> = view.network.actors.iter().collect();
    by_links.sort_by(|a, b| b.links.cmp(&a.links).then_with(|| a.id.cmp(&b.id)));
    html! {
        @if !by_links.is_empty() {
            section {
                h2 { (visit.say("actors")) }
                @if left > 0 { p { (visit.words.say_of("more-pairs", left)) } }
                ul.names {
                    @for actor in by_links.iter().take(MOST_ACTORS) {
                        li {
                            @match actor.kind { Some(_) => a href=(visit.to(&Place::NetworkOf(actor.id.clone()))) { (actor.name) }, None => (actor.name) }
                            " " span.count { (actor.links) }
                        }
                    }
                }
                @if by_links.len() > MOST_ACTORS {
                    p {
                        (visit.words.say_of("more-beside", by_links.len() - MOST_ACTORS)) " "
                        a href=(visit.to(&Place::Cards(Kind::Person))) { (visit.words.term("persons")) } ", "
                        a href=(visit.to(&Place::Cards(Kind::Body))) { (visit.words.term("bodys")) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::tests::{desk, visit};
    use crate::pages::{Addresses, Form, Query, show};

    const CARDS: &str = "\
person: ann\nname: Ann\n\nperson: ben\nname: Ben\n\nbody: court\nname: The Court\n\nsource: book\n
event: letter\nfrom: book, p. 3\n> Ann wrote to Ben.\ntype: message\ntitle: The letter\nwhen: 3 May 1801\nsender: ann\nrecipient: ben\nsent: yes\n
event: league\nfrom: book, p. 4\ntype: treaty\ntitle: The league\nform: formal\nwho: ann; court\nsigned: 1 June 1801\nended: 1 August 1802\n";

    fn page_at(place: Place, query: &str, addresses: Addresses) -> String {
        let visit = Visit {
            query: Query::parse(query),
            addresses,
            ..visit(place)
        };
        let page = show(&desk(CARDS), &visit, Form::Html).expect("a page");
        page.body.into_string()
    }

    #[test]
    fn every_line_leads_to_its_list_of_passages() {
        let page = page_at(Place::Network, "", Addresses::Served);
        for pair in ["ann--ben", "ann--court"] {
            assert!(
                page.contains(&format!("href=\"#{pair}\""))
                    && page.contains(&format!("id=\"{pair}\"")),
                "{pair}"
            );
        }
        assert!(page.contains("Ann wrote to Ben."));
    }

    #[test]
    fn a_day_before_a_link_does_not_show_it() {
        let page = page_at(Place::Network, "on=4+May+1801", Addresses::Served);
        assert!(page.contains("The letter") && !page.contains("The league"));
        let stepped = page_at(Place::Network, "step=0", Addresses::Served);
        assert!(stepped.contains("The letter") && !stepped.contains("The league"));
    }

    #[test]
    fn a_printed_network_has_no_form_no_script_and_no_query() {
        let page = page_at(Place::Network, "", Addresses::printed(&Place::Network));
        assert!(!page.contains("<form") && !page.contains("<script") && !page.contains('?'));
    }

    #[test]
    fn steps_of_the_slider_end_with_the_last_day() {
        for days in [1, 2, 299, 300, 301, 450, 600, 601, 1999] {
            let dates: Vec<String> = (0..days).map(|day: u32| format!("{day:04}")).collect();
            let steps = steps(&dates);
            assert!(steps.len() <= MOST_STEPS + 1, "{days}");
            assert_eq!(
                (steps[0], steps[steps.len() - 1]),
                (dates[0].as_str(), dates[dates.len() - 1].as_str())
            );
            assert!(steps.windows(2).all(|pair| pair[0] < pair[1]), "{days}");
        }
    }
}
