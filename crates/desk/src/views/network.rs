//! Who wrote to whom, who was bound to whom and who met whom, as of a day.

use kaozheng_case::Case;
use kaozheng_case::ask::verdict;
use kaozheng_case::compile::{Card, Event};
use kaozheng_case::facts::acts::{promise, tie};
use kaozheng_case::facts::routes::sent;
use kaozheng_case::facts::time::{Chronology, Mark};
use kaozheng_case::knowledge::Sent;
use kaozheng_record::means::{Id, Question, When};
use kaozheng_values::dates::{Bounds, Date, Day, Tick};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Actors and what links them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NetworkView {
    /// The last day that counts (ISO 8601); null for all time.
    pub on: Option<String>,
    /// Everybody with a link, in order of id.
    pub actors: Vec<NetworkActor>,
    /// The links, in order of time, those without a date last.
    pub links: Vec<Link>,
    /// The days on which a link begins or changes, of all time.
    pub dates: Vec<String>,
}

/// An actor with a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NetworkActor {
    /// The card; a name without a card stands as it is.
    pub id: String,
    /// The name.
    pub name: String,
    /// `person` or `body`; null where there is no card.
    pub kind: Option<String>,
    /// How many links lead from or to it.
    pub links: usize,
}

/// A message, a tie, a promise or a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Which of the four.
    pub kind: LinkKind,
    /// The event.
    pub card: String,
    /// Its title.
    pub title: String,
    /// Who sent or promised; for a tie or a meeting all who took part.
    pub from: Vec<String>,
    /// To whom; empty for a tie or a meeting.
    pub to: Vec<String>,
    /// Through whom a message went, in order.
    pub via: Vec<String>,
    /// The date as its source words it, else what other dates leave of it; empty when there is none.
    pub when: String,
    /// Whether it was by the day that is asked for: `yes`, `maybe`, or `no date`.
    pub by_then: &'static str,
    /// A message: `sent`, `perhaps sent`, `not sent`. A tie or promise: its state on that day, as answers say it.
    pub state: String,
    /// For a tie: `formal`, `de facto` or `hostile`.
    pub form: Option<String>,
    /// Where it was read, and the words there.
    pub passages: Vec<Passage>,
    #[serde(skip)]
    begins: Bounds,
}

/// What links actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// A telegram, letter or word from one to another.
    Message,
    /// A treaty or a practice.
    Tie,
    /// A promise.
    Promise,
    /// A meeting.
    Meeting,
}

impl LinkKind {
    /// All of them.
    pub const ALL: [LinkKind; 4] = [
        LinkKind::Message,
        LinkKind::Tie,
        LinkKind::Promise,
        LinkKind::Meeting,
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            LinkKind::Message => "message",
            LinkKind::Tie => "tie",
            LinkKind::Promise => "promise",
            LinkKind::Meeting => "meeting",
        }
    }

    /// Whether it leads from one side to the other.
    pub fn is_directed(self) -> bool {
        matches!(self, LinkKind::Message | LinkKind::Promise)
    }
}

/// A place where a link was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The place, as it is cited on the card.
    pub cited: String,
    /// The source's own words.
    pub quotations: Vec<String>,
}

impl NetworkView {
    /// The network of a case as of the last instant of a day, or of all time; of one actor's links alone if one is named.
    pub fn of(
        case: &Case,
        chronology: &Chronology,
        on: Option<Day>,
        actor: Option<&str>,
    ) -> NetworkView {
        let mut dates = BTreeSet::new();
        let mut links = Vec::new();
        for event in case.events.values() {
            let Some(kind) = kind_of(case, chronology, event) else {
                continue;
            };
            let begins = changes(case, chronology, event, kind, &mut dates);
            if let Some(link) = link(case, event, kind, begins, on)
                && actor.is_none_or(|actor| link.parties().any(|party| party == actor))
            {
                links.push(link);
            }
        }
        links.sort_by(|a, b| a.place_in_time().cmp(&b.place_in_time()));
        NetworkView {
            on: on.map(Day::iso),
            actors: actors(case, &links),
            links,
            dates: dates.into_iter().map(Day::iso).collect(),
        }
    }
}

impl NetworkView {
    /// Keeps these links alone, and those they link.
    pub fn keep(&mut self, case: &Case, wanted: impl Fn(&Link) -> bool) {
        self.links.retain(wanted);
        self.actors = actors(case, &self.links);
    }
}

impl Link {
    /// Everybody it links, the carriers left out.
    pub fn parties(&self) -> impl Iterator<Item = &str> {
        self.from.iter().chain(&self.to).map(String::as_str)
    }

    /// The pairs it links: from each who sent to each who received, or any two who took part.
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        let all = |from: &'_ [String]| -> Vec<usize> { (0..from.len()).collect() };
        let mut out = Vec::new();
        for a in all(&self.from) {
            let others = match self.kind.is_directed() {
                true => self.to.iter(),
                false => self.from[a + 1..].iter(),
            };
            out.extend(others.map(|other| (self.from[a].as_str(), other.as_str())));
        }
        out.retain(|(one, other)| one != other);
        out
    }

    fn place_in_time(&self) -> impl Ord + '_ {
        let Bounds { earliest, latest } = self.begins;
        let known = earliest.or(latest);
        (known.is_none(), known, latest, &self.card)
    }
}

fn actors(case: &Case, links: &[Link]) -> Vec<NetworkActor> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for link in links {
        for party in link.parties().collect::<BTreeSet<&str>>() {
            *counts.entry(party).or_default() += 1;
        }
    }
    let actor = |(id, links): (&str, usize)| NetworkActor {
        id: id.to_owned(),
        name: case.name_of(id).to_owned(),
        kind: case.kind(id).map(|kind| kind.word().to_owned()),
        links,
    };
    counts.into_iter().map(actor).collect()
}

fn kind_of(case: &Case, chronology: &Chronology, event: &Event) -> Option<LinkKind> {
    let is_tie = ["treaty", "tie"].iter().any(|sort| event.is_a(sort))
        || !event.signed.is_empty()
        || !event.in_force.is_empty()
        || !event.practised.is_empty();
    match () {
        () if event.is_message() => Some(LinkKind::Message),
        () if is_tie => Some(LinkKind::Tie),
        () if event.is_a("promise") || !event.to.is_empty() => Some(LinkKind::Promise),
        () if promise(case, chronology, event).len() > 1 => Some(LinkKind::Promise),
        () if event.is_a("meeting") || event.is_a("conversation") => Some(LinkKind::Meeting),
        () => None,
    }
}

/// When it begins; the days on which it begins or changes are added to `dates`.
fn changes(
    case: &Case,
    chronology: &Chronology,
    event: &Event,
    kind: LinkKind,
    dates: &mut BTreeSet<Day>,
) -> Bounds {
    let own = || {
        chronology
            .bounds(event.id(), Mark::When)
            .unwrap_or_default()
    };
    let acts: Vec<Bounds> = match kind {
        LinkKind::Tie => acts_of(&tie(case, chronology, event)),
        LinkKind::Promise => acts_of(&promise(case, chronology, event)),
        LinkKind::Message | LinkKind::Meeting => vec![own()],
    };
    let known = acts.iter().filter_map(|bounds| bounds.earliest);
    dates.extend(known.map(Day::of));
    let first = acts.into_iter().filter(|bounds| *bounds != Bounds::OPEN);
    first
        .min_by_key(|bounds| bounds.earliest.or(bounds.latest))
        .unwrap_or_else(own)
}

fn acts_of<K>(acts: &[kaozheng_case::facts::acts::Done<K>]) -> Vec<Bounds> {
    let times = acts.iter().filter(|act| act.dated);
    times
        .map(|act| kaozheng_case::facts::when::bounds(act.time))
        .collect()
}

/// The link of an event as of a day; `None` when it cannot have begun by then.
fn link(
    case: &Case,
    event: &Event,
    kind: LinkKind,
    begins: Bounds,
    on: Option<Day>,
) -> Option<Link> {
    let end = on.map(Day::end);
    if end.is_some_and(|end| begins.earliest.is_some_and(|first| first > end)) {
        return None;
    }
    let values = |all: &[kaozheng_case::compile::Account<String>]| -> Vec<String> {
        all.iter().map(|one| one.value.clone()).collect()
    };
    let who = values(&event.who);
    let sender: Vec<String> = event.sender.value().cloned().into_iter().collect();
    let (from, to) = match kind {
        LinkKind::Message => (sender, values(&event.recipients)),
        LinkKind::Promise => (if who.is_empty() { sender } else { who }, values(&event.to)),
        LinkKind::Tie | LinkKind::Meeting => (who, Vec::new()),
    };
    Some(Link {
        kind,
        card: event.id().to_owned(),
        title: super::says(&event.card),
        from,
        to,
        via: values(&event.via),
        when: words(event, begins),
        by_then: by_then(begins, end),
        state: state(case, event, kind, on),
        form: event.form.value().cloned(),
        passages: passages(&event.card),
        begins,
    })
}

fn words(event: &Event, begins: Bounds) -> String {
    let own = event.when.followed().or(event.signed.followed());
    match own {
        Some(date) => date.words.clone(),
        None if begins == Bounds::OPEN => String::new(),
        None => begins.to_string(),
    }
}

fn by_then(begins: Bounds, end: Option<Tick>) -> &'static str {
    match (begins, end) {
        (Bounds::OPEN, _) => "no date",
        (_, None) => "yes",
        (bounds, Some(end)) if bounds.latest.is_some_and(|latest| latest <= end) => "yes",
        _ => "maybe",
    }
}

fn state(case: &Case, event: &Event, kind: LinkKind, on: Option<Day>) -> String {
    match kind {
        LinkKind::Message => match sent(case, event) {
            Sent::Yes => "sent".to_owned(),
            Sent::Maybe => "perhaps sent".to_owned(),
            Sent::No => "not sent".to_owned(),
        },
        LinkKind::Meeting => String::new(),
        LinkKind::Tie | LinkKind::Promise => verdict(case, &asked(event.id(), on)),
    }
}

/// `state air-cover-promise on 13 October 1950`.
fn asked(of: &str, on: Option<Day>) -> Question {
    Question::State {
        of: Id {
            id: of.to_owned(),
            span: kaozheng_text::Span::new(0, of.len()),
        },
        when: on.map(|day| When::On(on_day(day))),
        sense: None,
    }
}

fn on_day(day: Day) -> Date {
    Date {
        words: day.to_string(),
        bounds: Bounds::of_days(day, day),
        precision: kaozheng_values::dates::Precision::Day,
        edtf: Some(day.iso()),
        approximate: false,
        uncertain: false,
        because: "the calendar".to_owned(),
    }
}

fn passages(card: &Card) -> Vec<Passage> {
    let grounds = card
        .grounds
        .iter()
        .chain(card.values.iter().flat_map(|value| &value.grounds));
    let mut out: Vec<Passage> = Vec::new();
    for ground in grounds {
        let passage = Passage {
            cited: ground.cited().to_owned(),
            quotations: ground.quotations.clone(),
        };
        let says_something = !passage.cited.is_empty() || !passage.quotations.is_empty();
        if says_something && !out.contains(&passage) {
            out.push(passage);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaozheng_case::{Settings, compile};
    use kaozheng_record::{Record, Sheet};
    use kaozheng_values::dates::parse_date;

    const CARDS: &str = "\
person: ann\nname: Ann\n\nperson: ben\nname: Ben\n\nbody: court\nname: The Court\n
event: letter\nfrom: book, p. 3\n> Ann wrote to Ben.\ntype: message\nwhen: 3 May 1801\nsender: ann\nrecipient: ben\nvia: court\nsent: yes\n
event: draft\ntype: message\nwhen: June 1801\nsender: ann\nrecipient: ben\nsent: no\n
event: league\ntype: treaty\nform: formal\nwho: ann; court\nsigned: 1 June 1801\nin-force: 1 July 1801\nended: 1 August 1802\n
event: word-given\ntype: promise\nwhen: 5 May 1801\nwho: ben\nto: ann\nif: harvest\n
event: harvest-in\ntype: other\nwhen: 1 September 1801\nmeans: harvest-in makes-due word-given\n
event: supper\ntype: meeting\nwho: ann; ben; court\n
matter: harvest\nsays: The harvest is in.\n\nsource: book\n";

    fn view(on: &str) -> NetworkView {
        let record = Record::new(vec![Sheet::parse("a.card", CARDS)]);
        let case = compile(&record, &[], &Settings::default()).value;
        let day = parse_date(on)
            .value
            .and_then(|date| date.bounds.latest)
            .map(Day::of);
        NetworkView::of(&case, &Chronology::of(&case), day, None)
    }

    fn check(on: &str) -> String {
        let line = |link: &Link| {
            let pairs: Vec<String> = link
                .pairs()
                .iter()
                .map(|(a, b)| format!("{a}-{b}"))
                .collect();
            format!(
                "{} {} {} [{}] {}: {}\n",
                link.kind.word(),
                link.card,
                pairs.join(" "),
                link.when,
                link.by_then,
                link.state
            )
        };
        view(on).links.iter().map(line).collect()
    }

    #[test]
    fn a_link_stands_as_it_was_on_the_day() {
        insta::assert_snapshot!(check("10 May 1801"), @r#"
        message letter ann-ben [3 May 1801] yes: sent
        promise word-given ben-ann [5 May 1801] yes: conditional
        meeting supper ann-ben ann-court ben-court [] no date:
        "#);
        insta::assert_snapshot!(check("15 June 1801"), @r#"
        message letter ann-ben [3 May 1801] yes: sent
        promise word-given ben-ann [5 May 1801] yes: conditional
        tie league ann-court [1 June 1801] yes: signed
        message draft ann-ben [June 1801] maybe: not sent
        meeting supper ann-ben ann-court ben-court [] no date:
        "#);
        insta::assert_snapshot!(check("1803"), @r#"
        message letter ann-ben [3 May 1801] yes: sent
        promise word-given ben-ann [5 May 1801] yes: due
        tie league ann-court [1 June 1801] yes: ended
        message draft ann-ben [June 1801] yes: not sent
        meeting supper ann-ben ann-court ben-court [] no date:
        "#);
    }

    #[test]
    fn days_of_change_are_those_of_all_time() {
        assert_eq!(view("10 May 1801").dates, view("").dates);
        insta::assert_snapshot!(view("").dates.join(" "), @"1801-05-03 1801-05-05 1801-06-01 1801-07-01 1801-09-01 1802-08-01");
    }
}
