//! Which cards name which: made once for a case, and shared by every case that is left when something falls.
//!
//! A fall takes cards and values away and never adds any, so what named a card before still holds every card that names
//! it after. Whoever looks here looks at the cards as they now are.

use crate::compile::{Account, Case, Relation, TimeAnchor};
use kaozheng_record::means::{Fact, Reading};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Cards by what they name, each list in order of id.
#[derive(Debug, Default)]
pub(crate) struct Naming {
    entailing: Named,
    rivals: Named,
    informed: Named,
    events: Named,
    open: Named,
    statements: Named,
    texts: Named,
    arguments: Named,
    premises: Named,
    sayings: Named,
    stands: Named,
    readers: Named,
    tied: Named,
    knowing: Named,
    about: Named,
}

type Named = BTreeMap<String, BTreeSet<String>>;

/// The cards of a list, in order of id.
pub(crate) type Ids<'a> = std::iter::Flatten<std::option::IntoIter<&'a BTreeSet<String>>>;

impl Naming {
    pub(crate) fn of(case: &Case) -> Naming {
        let mut naming = Naming::default();
        for matter in case.matters.values() {
            let id = matter.id();
            all(&mut naming.entailing, &matter.entails, id);
            let rivals = matter.contradicts.iter().map(|one| one.value.as_str());
            tie(&mut naming.rivals, id, rivals);
            all(&mut naming.about, &matter.topic.all, id);
        }
        for actor in case.actors.values() {
            all(&mut naming.informed, &actor.informed_through, actor.id());
        }
        naming.of_events(case);
        naming.of_statements(case);
        naming.of_dates(case);
        for argument in case.arguments.values() {
            let id = argument.id();
            for targets in [&argument.pro, &argument.con, &argument.undercuts] {
                all(&mut naming.arguments, targets, id);
            }
            all(&mut naming.premises, &argument.premises, id);
        }
        for source in case.sources.values() {
            all(&mut naming.texts, &source.text_of.all, source.id());
            for parent in &source.derives_from {
                add(&mut naming.readers, &parent.value.id, source.id());
            }
        }
        for card in case.cards() {
            for source in card.sources() {
                add(&mut naming.readers, source, &card.id);
            }
        }
        naming
    }

    /// Cards whose dates are bound to one another, both ways; rival accounts count, as each may come to be followed.
    fn of_dates(&mut self, case: &Case) {
        for event in case.events.values() {
            tie(&mut self.tied, event.id(), anchors(&event.after));
            tie(&mut self.tied, event.id(), anchors(&event.before));
            let answered = event.answers.all.iter().map(|one| one.value.as_str());
            tie(&mut self.tied, event.id(), answered);
        }
        for source in case.sources.values() {
            tie(&mut self.tied, source.id(), anchors(&source.after));
            tie(&mut self.tied, source.id(), anchors(&source.before));
            let texts = source.text_of.all.iter().map(|one| one.value.as_str());
            tie(&mut self.tied, source.id(), texts);
        }
    }

    /// These cards and all whose dates are bound to theirs, through others too.
    pub(crate) fn tied(&self, from: &BTreeSet<String>) -> BTreeSet<String> {
        let mut all = from.clone();
        let mut open: Vec<&str> = from.iter().map(String::as_str).collect();
        while let Some(at) = open.pop() {
            for id in ids(&self.tied, at) {
                if all.insert(id.clone()) {
                    open.push(id);
                }
            }
        }
        all
    }

    fn of_events(&mut self, case: &Case) {
        for event in case.events.values() {
            let id = event.id();
            all(&mut self.events, &event.tells, id);
            all(&mut self.open, &event.about, id);
            if !event.who.is_empty() {
                add(&mut self.events, id, id);
            }
            known(&mut self.events, &event.means, id);
            for part in [&event.via, &event.recipients, &event.who, &event.sender.all] {
                all(&mut self.knowing, part, id);
            }
            knowers(&mut self.knowing, &event.means, id);
        }
    }

    fn of_statements(&mut self, case: &Case) {
        for statement in case.statements.values() {
            let id = statement.id();
            known(&mut self.statements, &statement.means, id);
            knowers(&mut self.knowing, &statement.means, id);
            for means in &statement.means {
                if let Fact::Holds { matter: of, .. } | Fact::Happened { event: of, .. } =
                    &means.value.fact
                {
                    add(&mut self.sayings, &of.id, id);
                }
                if let Fact::Attitude { matter, .. } = &means.value.fact {
                    add(&mut self.stands, &matter.id, id);
                }
            }
        }
    }

    /// Matters that entail a matter.
    pub(crate) fn entailing(&self, matter: &str) -> Ids<'_> {
        ids(&self.entailing, matter)
    }

    /// Matters that contradict a matter, or that it contradicts.
    pub(crate) fn rivals(&self, matter: &str) -> Ids<'_> {
        ids(&self.rivals, matter)
    }

    /// Bodies informed through an actor.
    pub(crate) fn informed(&self, actor: &str) -> Ids<'_> {
        ids(&self.informed, actor)
    }

    /// Events that tell a matter, speak of its being known or told, or are it and had somebody take part.
    pub(crate) fn events(&self, matter: &str) -> Ids<'_> {
        ids(&self.events, matter)
    }

    /// Events about a topic.
    pub(crate) fn open(&self, topic: &str) -> Ids<'_> {
        ids(&self.open, topic)
    }

    /// Statements that speak of a matter's being known or told.
    pub(crate) fn statements(&self, matter: &str) -> Ids<'_> {
        ids(&self.statements, matter)
    }

    /// Events and statements that can bear on what an actor knew, since they name it.
    pub(crate) fn knowing(&self, actor: &str) -> Ids<'_> {
        ids(&self.knowing, actor)
    }

    /// Matters of a topic.
    pub(crate) fn about(&self, topic: &str) -> Ids<'_> {
        ids(&self.about, topic)
    }

    /// Sources with the text of an event.
    pub(crate) fn texts(&self, event: &str) -> Ids<'_> {
        ids(&self.texts, event)
    }

    /// Arguments for or against a card, or that undercut it.
    pub(crate) fn arguments(&self, target: &str) -> Ids<'_> {
        ids(&self.arguments, target)
    }

    /// Arguments that have a card as a premise.
    pub(crate) fn premises(&self, premise: &str) -> Ids<'_> {
        ids(&self.premises, premise)
    }

    /// Statements that say whether a matter holds or an event happened.
    pub(crate) fn sayings(&self, of: &str) -> Ids<'_> {
        ids(&self.sayings, of)
    }

    /// Statements that give somebody's stand on a matter: said, denied, doubted, believed.
    pub(crate) fn stands(&self, matter: &str) -> Ids<'_> {
        ids(&self.stands, matter)
    }

    /// Cards read in a source or known through it, and sources that derive from it.
    pub(crate) fn readers(&self, source: &str) -> Ids<'_> {
        ids(&self.readers, source)
    }
}

fn ids<'a>(named: &'a Named, id: &str) -> Ids<'a> {
    named.get(id).into_iter().flatten()
}

fn all(named: &mut Named, targets: &[Account<String>], id: &str) {
    for target in targets {
        add(named, &target.value, id);
    }
}

fn add(named: &mut Named, target: &str, id: &str) {
    match named.get_mut(target) {
        Some(ids) => ids.insert(id.to_owned()),
        None => named
            .insert(target.to_owned(), BTreeSet::from([id.to_owned()]))
            .is_none(),
    };
}

fn anchors(relations: &[Account<Relation>]) -> impl Iterator<Item = &str> {
    relations.iter().filter_map(|one| match &one.value.anchor {
        TimeAnchor::Card(other) => Some(other.as_str()),
        TimeAnchor::Date(_) => None,
    })
}

fn tie<'a>(named: &mut Named, id: &str, others: impl Iterator<Item = &'a str>) {
    for other in others {
        add(named, other, id);
        add(named, id, other);
    }
}

/// The matters that readings have known, not known or told.
fn known(named: &mut Named, means: &[Account<Arc<Reading>>], id: &str) {
    for one in means {
        match &one.value.fact {
            Fact::Knowledge { matter, .. } => add(named, &matter.id, id),
            Fact::Told { matters, .. } => {
                matters.iter().for_each(|matter| add(named, &matter.id, id));
            }
            _ => {}
        }
    }
}

/// The actors whom readings have know, not know, tell or be told.
fn knowers(named: &mut Named, means: &[Account<Arc<Reading>>], id: &str) {
    for one in means {
        match &one.value.fact {
            Fact::Knowledge { actor, .. } => add(named, &actor.id, id),
            Fact::Told {
                teller,
                hearers,
                via,
                ..
            } => {
                let all = via.iter().chain(hearers).chain([teller]);
                all.for_each(|one| add(named, &one.id, id));
            }
            _ => {}
        }
    }
}
