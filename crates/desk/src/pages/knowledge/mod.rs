//! Who knew what when: actors by matters over time, the state of all on a day, and the route by which news came.
//!
//! A drawing shows each status by pattern, colour and word; the table below it says the same. Silence is never ignorance:
//! where there is no evidence nothing is drawn.

mod grid;
mod table;

use super::timeline::axis::Axis;
use super::timeline::choice::actor_called;
use super::timeline::marks::day;
use super::{Desk, Place, Visit};
use crate::views::AnswerView;
use crate::views::knowledge::{ActorKnowledge, MatterKnowledge};
use kaozheng_case::ask::ask;
use kaozheng_record::means::parse_question;
use kaozheng_values::dates::{Bounds, Day, parse_date};
use maud::{Markup, html};
use serde::Serialize;

/// What the page shows.
#[derive(Debug, Serialize)]
pub(super) struct KnowledgePage {
    /// The matter of the page; null for the page of all.
    pub matter: Option<String>,
    /// The actor that was chosen.
    pub actor: Option<String>,
    /// The day that was chosen (ISO 8601): its last instant counts.
    pub on: Option<String>,
    /// What was asked for and not understood.
    pub not_understood: Vec<String>,
    /// The matters that are shown, each with those of whom there is evidence.
    pub shown: Vec<MatterKnowledge>,
    /// The matters that have a page of their own and are not shown here: id, what it says, of how many there is evidence.
    pub others: Vec<(String, String, usize)>,
    /// Why it is so, for the actors asked for, in the order of the table.
    pub answers: Vec<(String, AnswerView)>,
    #[serde(skip)]
    day: Option<Day>,
}

/// A page shows matters until so many lines are full; the others are led to.
const MOST_LINES: usize = 48;

/// So many answers at most are worked out for a printed page.
const MOST_ANSWERS: usize = 12;

/// The page of all matters, or of one; `None` when no matter is called so.
pub(super) fn view(desk: &Desk, visit: &Visit, matter: Option<&str>) -> Option<KnowledgePage> {
    if let Some(id) = matter
        && !desk.case.matters.contains_key(id)
    {
        return None;
    }
    let mut not_understood = Vec::new();
    let wanted = matter.or(visit.query.get("matter"));
    let actor = visit.query.get("actor").and_then(|name| {
        let found = actor_called(desk, name);
        not_understood.extend(found.is_none().then(|| name.to_owned()));
        found
    });
    let day = visit.query.get("on").and_then(|words| {
        let found = parse_date(words).value.and_then(|date| date.bounds.latest);
        not_understood.extend(found.is_none().then(|| words.to_owned()));
        found.map(Day::of)
    });
    if let Some(id) = wanted
        && !desk.case.matters.contains_key(id)
    {
        not_understood.push(id.to_owned());
    }
    let wanted = wanted.filter(|id| desk.case.matters.contains_key(id));
    let (shown, others) = chosen(desk, wanted, actor.as_deref());
    let answers = answers(desk, visit, matter, actor.as_deref(), &shown);
    Some(KnowledgePage {
        matter: matter.map(str::to_owned),
        actor,
        on: day.map(Day::iso),
        not_understood,
        shown,
        others,
        answers,
        day,
    })
}

/// The matters to show, those of whose knowledge there is most evidence first, and those there is no room for.
fn chosen(
    desk: &Desk,
    wanted: Option<&str>,
    actor: Option<&str>,
) -> (Vec<MatterKnowledge>, Vec<(String, String, usize)>) {
    let of_actor = |matter: &MatterKnowledge| MatterKnowledge {
        actors: matter
            .actors
            .iter()
            .filter(|of| actor.is_none_or(|actor| of.actor == actor))
            .cloned()
            .collect(),
        ..matter.clone()
    };
    let all = desk.knowledge().matters.iter();
    let all = all.filter(|matter| wanted.is_none_or(|wanted| matter.matter == wanted));
    let mut all: Vec<MatterKnowledge> = all
        .map(of_actor)
        .filter(|matter| !matter.actors.is_empty())
        .collect();
    all.sort_by(|a, b| {
        b.actors
            .len()
            .cmp(&a.actors.len())
            .then_with(|| a.matter.cmp(&b.matter))
    });
    let mut lines = 0;
    let room = all.iter().take_while(|matter| {
        let first = lines == 0;
        lines += matter.actors.len();
        first || lines <= MOST_LINES
    });
    let others = all.split_off(room.count());
    let line = |matter: MatterKnowledge| (matter.matter, matter.says, matter.actors.len());
    (all, others.into_iter().map(line).collect())
}

/// Why it is so: of the actor asked for, or of everybody on a printed page, which cannot be asked.
fn answers(
    desk: &Desk,
    visit: &Visit,
    matter: Option<&str>,
    actor: Option<&str>,
    shown: &[MatterKnowledge],
) -> Vec<(String, AnswerView)> {
    let Some(matter) = matter else {
        return Vec::new();
    };
    let of = |actor: &str, on: &str| {
        let on = if on.is_empty() {
            String::new()
        } else {
            format!(" on {on}")
        };
        let question = parse_question(&format!("{actor} knew {matter}{on}")).value?;
        Some((
            actor.to_owned(),
            AnswerView::from(ask(&desk.case, &question)),
        ))
    };
    match (actor, visit.is_served()) {
        (Some(actor), _) => of(actor, visit.query.get("on").unwrap_or_default())
            .into_iter()
            .collect(),
        (None, true) => Vec::new(),
        (None, false) => {
            let actors = shown
                .iter()
                .flat_map(|matter| &matter.actors)
                .take(MOST_ANSWERS);
            actors
                .filter_map(|actor| of(&actor.actor, last_change(actor)))
                .collect()
        }
    }
}

/// The day of the last change: what is known then is all that is known.
fn last_change(actor: &ActorKnowledge) -> &str {
    let stage = actor
        .stages
        .iter()
        .rev()
        .find_map(|stage| stage.from.as_deref());
    stage.unwrap_or_default()
}

pub(super) fn page(desk: &Desk, visit: &Visit, view: &KnowledgePage) -> (String, Markup) {
    let title = match &view.matter {
        Some(matter) => desk
            .case
            .card(matter)
            .map_or(matter.clone(), crate::views::says),
        None => visit.say("who-knew-what").to_owned(),
    };
    let body = html! {
        @if let Some(matter) = &view.matter {
            p.kind { a href=(visit.to(&Place::Knowledge)) { (visit.say("knowledge")) } " › " (super::frame::card_link(visit, matter)) }
        }
        h1 { (title) }
        @if visit.is_served() { (facets(desk, visit, view)) }
        @for fault in &view.not_understood { p.fault role="status" { (visit.words.say_of("not-understood", fault)) } }
        (grid::patterns())
        @for (actor, answer) in view.answers.iter().filter(|_| visit.is_served()) { (table::answer(desk, visit, actor, answer)) }
        @if view.shown.is_empty() { p.empty { (visit.say("nobody-known")) } } @else { (grid::legend(visit)) }
        @for matter in &view.shown { (section(desk, visit, view, matter)) }
        (others(visit, view))
        @for (actor, answer) in view.answers.iter().filter(|_| !visit.is_served()) { (table::answer(desk, visit, actor, answer)) }
    };
    (title, body)
}

fn section(desk: &Desk, visit: &Visit, view: &KnowledgePage, matter: &MatterKnowledge) -> Markup {
    let axis = axis(view);
    html! {
        section.matter aria-labelledby={ "m-" (matter.matter) } {
            h2 id={ "m-" (matter.matter) } {
                @if view.matter.is_some() { (visit.say("over-time")) }
                @else { a href=(visit.to(&Place::KnowledgeOf(matter.matter.clone()))) { (if matter.says.is_empty() { &matter.matter } else { &matter.says }) } }
            }
            @if let Some(axis) = axis { (grid::grid(visit, matter, axis, view.day)) }
            (table::table(desk, visit, matter, view.day))
        }
    }
}

fn axis(view: &KnowledgePage) -> Option<Axis> {
    let stages = view
        .shown
        .iter()
        .flat_map(|matter| &matter.actors)
        .flat_map(|actor| &actor.stages);
    let days = stages.filter_map(|stage| day(stage.from.as_deref()?));
    let days = days.chain(view.day);
    Axis::over(days.map(|day| Bounds::of_days(day, day))).map(Axis::with_room)
}

fn facets(desk: &Desk, visit: &Visit, view: &KnowledgePage) -> Markup {
    let value = |name: &str| visit.query.get(name).unwrap_or_default();
    let actor = view
        .actor
        .as_deref()
        .map_or(value("actor"), |id| desk.case.name_of(id));
    html! {
        form.choose action=(visit.to(&visit.place)) {
            @if view.matter.is_none() {
                label { (visit.words.term("matter")) input name="matter" list="matters" value=(value("matter")) autocomplete="off"; }
                datalist #matters { @for (id, says) in offered(view) { option value=(id) { (says) } } }
            }
            label { (visit.say("actor")) input name="actor" list="actors" value=(actor) autocomplete="off"; }
            datalist #actors { @for name in actors(view) { option value=(name) {} } }
            label { (visit.say("on-day")) input name="on" value=(value("on")) placeholder="24 June 1950" size="16"; }
            button { (visit.say("show-chosen")) }
            @if !visit.query.0.is_empty() { a.button href=(visit.to(&visit.place)) { (visit.say("show-all")) } }
        }
    }
}

fn offered(view: &KnowledgePage) -> impl Iterator<Item = (&str, &str)> {
    let shown = view
        .shown
        .iter()
        .map(|matter| (matter.matter.as_str(), matter.says.as_str()));
    shown
        .chain(
            view.others
                .iter()
                .map(|(id, says, _)| (id.as_str(), says.as_str())),
        )
        .take(100)
}

fn actors(view: &KnowledgePage) -> std::collections::BTreeSet<&str> {
    let all = view.shown.iter().flat_map(|matter| &matter.actors);
    all.map(|actor| actor.name.as_str()).collect()
}

fn others(visit: &Visit, view: &KnowledgePage) -> Markup {
    html! {
        @if !view.others.is_empty() {
            section {
                h2 { (visit.say("other-matters")) " " span.count { (view.others.len()) } }
                ul.matters {
                    @for (id, says, count) in &view.others {
                        li { a href=(visit.to(&Place::KnowledgeOf(id.clone()))) { (if says.is_empty() { id } else { says }) } " " span.count { (count) } }
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
person: ann\nname: Ann\n\nperson: ben\nname: Ben\n\nperson: cid\nname: Cid\n\nsource: book\n\nmatter: plan\nsays: There is a plan.\n
event: letter\nfrom: book, p. 3\ntype: message\ntitle: The letter\nwhen: 3 May 1801\nreceived: 5 May 1801\nsender: ann\nrecipient: ben\nsent: yes\ntells: plan\n
event: word\nfrom: book, p. 4\ntype: message\ntitle: The word\nwhen: 9 May 1801\nsender: ben\nrecipient: cid\nsent: maybe\ntells: plan\n";

    fn page_at(place: Place, query: &str, addresses: Addresses) -> String {
        let visit = Visit {
            query: Query::parse(query),
            addresses,
            ..visit(place)
        };
        let page = show(&desk(CARDS), &visit, Form::Html).expect("a page");
        page.body.into_string()
    }

    /// The status of everybody on a day, as the table says it.
    fn check(on: &str) -> String {
        let page = page_at(Place::Knowledge, &format!("on={on}"), Addresses::Served);
        let rows = page.split("<tr id=").skip(1);
        let cell = |row: &str| {
            let name = row
                .split("</a>")
                .next()
                .and_then(|row| row.rsplit('>').next());
            let status = row
                .split("<strong>")
                .nth(1)
                .and_then(|row| row.split('<').next());
            format!(
                "{}: {}",
                name.unwrap_or_default(),
                status.unwrap_or_default()
            )
        };
        rows.map(cell).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_day_shows_the_state_of_everybody_at_its_end() {
        insta::assert_snapshot!(check("2+May+1801"), @"Ann: no evidence; Ben: no evidence; Cid: no evidence");
        insta::assert_snapshot!(check("5+May+1801"), @"Ann: knew; Ben: told; Cid: no evidence");
        insta::assert_snapshot!(check("June+1801"), @"Ann: knew; Ben: told; Cid: perhaps told");
    }

    #[test]
    fn an_actor_on_a_day_is_told_by_the_answer_to_the_question() {
        let page = page_at(
            Place::KnowledgeOf("plan".to_owned()),
            "actor=ben&on=6+May+1801",
            Addresses::Served,
        );
        let question = parse_question("ben knew plan on 6 May 1801")
            .value
            .expect("a question");
        let answer = ask(&desk(CARDS).case, &question);
        assert!(page.contains("ben knew plan on 6 May 1801"));
        assert!(answer.rest_on_is_shown_in(&page), "{page}");
    }

    trait Shows {
        fn rest_on_is_shown_in(&self, page: &str) -> bool;
    }

    impl Shows for kaozheng_case::Answer {
        fn rest_on_is_shown_in(&self, page: &str) -> bool {
            !self.rests_on.is_empty()
                && self
                    .rests_on
                    .iter()
                    .all(|id| page.contains(&format!("/cards/{id}\"")))
        }
    }

    #[test]
    fn a_printed_page_tells_the_routes_without_query() {
        let place = Place::KnowledgeOf("plan".to_owned());
        let page = page_at(place.clone(), "", Addresses::printed(&place));
        assert!(!page.contains("<form") && !page.contains("<script") && !page.contains('?'));
        assert!(page.contains("href=\"#plan--ben\"") && page.contains("id=\"plan--ben\""));
        assert!(page.contains("ben knew plan on 1801-05-05"), "{page}");
    }

    #[test]
    fn a_matter_that_is_not_there_is_no_page() {
        assert!(
            show(
                &desk(CARDS),
                &visit(Place::KnowledgeOf("other".to_owned())),
                Form::Html
            )
            .is_none()
        );
    }
}
