//! Which cards name which: made once for a case, and shared by every case that comes of changing a few of its cards.
//!
//! What named a card before is kept, and what new cards name is added: every card that names a card is held here, and
//! some that no longer do. Whoever looks here looks at the cards as they now are.

use crate::compile::{Account, Case, Event, Relation, Source, Statement, TimeAnchor};
use kaozheng_record::means::{Fact, Reading};
use std::collections::btree_set::Union;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Cards by what they name, each list in order of id.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    shared: Arc<Lists>,
    /// What cards name that were put in since.
    added: Arc<Lists>,
    /// How many cards were.
    count: usize,
}

#[derive(Clone, Debug, Default)]
struct Lists {
    entailing: Named,
    rivals: Named,
    informed: Named,
    events: Named,
    open: Named,
    statements: Named,
    texts: Named,
    arguments: Named,
    undercutting: Named,
    premises: Named,
    sayings: Named,
    stands: Named,
    readers: Named,
    contents: Named,
    tied: Named,
    knowing: Named,
    about: Named,
    concerning: Named,
    acts: Named,
    authored: Named,
    acting: Named,
    telling: Named,
    speaking: Named,
    asked: Named,
}

type Named = BTreeMap<String, BTreeSet<String>>;

/// The cards of a list, in order of id.
pub(crate) type Ids<'a> = Union<'a, String>;

static NOBODY: BTreeSet<String> = BTreeSet::new();

/// So many cards are kept beside what is shared before all is made anew.
const MOST_ADDED: usize = 2_000;

impl Naming {
    pub(crate) fn of(case: &Case) -> Naming {
        let mut lists = Lists::default();
        for card in case.cards() {
            lists.take(case, &card.id);
        }
        Naming {
            shared: Arc::new(lists),
            added: Arc::default(),
            count: 0,
        }
    }

    /// With what these cards of a case name as well; `None` when so much was added that all is better made anew.
    pub(crate) fn with(&self, case: &Case, cards: &BTreeSet<String>) -> Option<Naming> {
        let count = self.count + cards.len();
        if count > MOST_ADDED {
            return None;
        }
        let mut added = Lists::clone(&self.added);
        cards.iter().for_each(|id| added.take(case, id));
        Some(Naming {
            shared: self.shared.clone(),
            added: Arc::new(added),
            count,
        })
    }

    fn ids<'a>(&'a self, of: impl Fn(&'a Lists) -> &'a Named, id: &str) -> Ids<'a> {
        let list = |lists: &'a Lists| of(lists).get(id).unwrap_or(&NOBODY);
        list(&self.shared).union(list(&self.added))
    }

    /// These cards and all whose dates are bound to theirs, through others too.
    pub(crate) fn tied(&self, case: &Case, from: &BTreeSet<String>) -> BTreeSet<String> {
        self.tied_where(from, |at, id| {
            bound_to(case, at).contains(&id) || bound_to(case, id).contains(&at)
        })
    }

    /// These cards and all whose dates are, or were before cards changed, bound to theirs.
    pub(crate) fn ever_tied(&self, from: &BTreeSet<String>) -> BTreeSet<String> {
        self.tied_where(from, |_, _| true)
    }

    fn tied_where(
        &self,
        from: &BTreeSet<String>,
        bound: impl Fn(&str, &str) -> bool,
    ) -> BTreeSet<String> {
        let mut all = from.clone();
        let mut open: Vec<&str> = from.iter().map(String::as_str).collect();
        while let Some(at) = open.pop() {
            for id in self.ids(|lists| &lists.tied, at) {
                if bound(at, id) && all.insert(id.clone()) {
                    open.push(id);
                }
            }
        }
        all
    }

    /// Matters that entail a matter.
    pub(crate) fn entailing(&self, matter: &str) -> Ids<'_> {
        self.ids(|lists| &lists.entailing, matter)
    }

    /// Matters that contradict a matter, or that it contradicts.
    pub(crate) fn rivals(&self, matter: &str) -> Ids<'_> {
        self.ids(|lists| &lists.rivals, matter)
    }

    /// Bodies informed through an actor.
    pub(crate) fn informed(&self, actor: &str) -> Ids<'_> {
        self.ids(|lists| &lists.informed, actor)
    }

    /// Events that tell a matter, speak of its being known or told, or are it and had somebody take part.
    pub(crate) fn events(&self, matter: &str) -> Ids<'_> {
        self.ids(|lists| &lists.events, matter)
    }

    /// Events about a topic.
    pub(crate) fn open(&self, topic: &str) -> Ids<'_> {
        self.ids(|lists| &lists.open, topic)
    }

    /// Statements that speak of a matter's being known or told.
    pub(crate) fn statements(&self, matter: &str) -> Ids<'_> {
        self.ids(|lists| &lists.statements, matter)
    }

    /// Events and statements that can bear on what an actor knew, since they name it.
    pub(crate) fn knowing(&self, actor: &str) -> Ids<'_> {
        self.ids(|lists| &lists.knowing, actor)
    }

    /// Matters of a topic.
    pub(crate) fn about(&self, topic: &str) -> Ids<'_> {
        self.ids(|lists| &lists.about, topic)
    }

    /// Events that tell a matter or have to do with it, and events and statements with readings of it: of a matter, a
    /// promise, a tie or an event.
    pub(crate) fn concerning(&self, of: &str) -> Ids<'_> {
        self.ids(|lists| &lists.concerning, of)
    }

    /// Sources with the text of an event.
    pub(crate) fn texts(&self, event: &str) -> Ids<'_> {
        self.ids(|lists| &lists.texts, event)
    }

    /// Arguments for or against a card, or that undercut it.
    pub(crate) fn arguments(&self, target: &str) -> Ids<'_> {
        self.ids(|lists| &lists.arguments, target)
    }

    /// Arguments that undercut a card.
    pub(crate) fn undercutting(&self, target: &str) -> Ids<'_> {
        self.ids(|lists| &lists.undercutting, target)
    }

    /// Arguments that have a card as a premise.
    pub(crate) fn premises(&self, premise: &str) -> Ids<'_> {
        self.ids(|lists| &lists.premises, premise)
    }

    /// Statements that say whether a matter holds or an event happened.
    pub(crate) fn sayings(&self, of: &str) -> Ids<'_> {
        self.ids(|lists| &lists.sayings, of)
    }

    /// Statements that give somebody's stand on a matter: said, denied, doubted, believed.
    pub(crate) fn stands(&self, matter: &str) -> Ids<'_> {
        self.ids(|lists| &lists.stands, matter)
    }

    /// Cards read in a source or known through it, and sources that derive from it.
    pub(crate) fn readers(&self, source: &str) -> Ids<'_> {
        self.ids(|lists| &lists.readers, source)
    }

    /// Sources that stand in a journal, book or collection.
    pub(crate) fn contents(&self, source: &str) -> Ids<'_> {
        self.ids(|lists| &lists.contents, source)
    }

    /// Sources by an author.
    pub(crate) fn authored(&self, author: &str) -> Ids<'_> {
        self.ids(|lists| &lists.authored, author)
    }

    /// Events and statements with an act on a matter, or an effect on a promise or a tie.
    pub(crate) fn acts(&self, of: &str) -> Ids<'_> {
        self.ids(|lists| &lists.acts, of)
    }

    /// Events in which somebody takes part or sends, and statements of what somebody did on a matter.
    pub(crate) fn acting(&self, actor: &str) -> Ids<'_> {
        self.ids(|lists| &lists.acting, actor)
    }

    /// Events and statements by which somebody tells something.
    pub(crate) fn telling(&self, teller: &str) -> Ids<'_> {
        self.ids(|lists| &lists.telling, teller)
    }

    /// Statements in which somebody speaks or is said to have spoken.
    pub(crate) fn speaking(&self, actor: &str) -> Ids<'_> {
        self.ids(|lists| &lists.speaking, actor)
    }

    /// Questions about a matter.
    pub(crate) fn asked(&self, matter: &str) -> Ids<'_> {
        self.ids(|lists| &lists.asked, matter)
    }
}

impl Lists {
    /// Takes in what one card names.
    fn take(&mut self, case: &Case, id: &str) {
        if let Some(matter) = case.matters.get(id) {
            all(&mut self.entailing, &matter.entails, id);
            let rivals = matter.contradicts.iter().map(|one| one.value.as_str());
            tie(&mut self.rivals, id, rivals);
            all(&mut self.about, &matter.topic.all, id);
        }
        if let Some(actor) = case.actors.get(id) {
            all(&mut self.informed, &actor.informed_through, id);
        }
        if let Some(event) = case.events.get(id) {
            self.event(event);
        }
        if let Some(statement) = case.statements.get(id) {
            self.statement(statement);
        }
        if let Some(argument) = case.arguments.get(id) {
            for targets in [&argument.pro, &argument.con, &argument.undercuts] {
                all(&mut self.arguments, targets, id);
            }
            all(&mut self.undercutting, &argument.undercuts, id);
            all(&mut self.premises, &argument.premises, id);
        }
        if let Some(source) = case.sources.get(id) {
            self.source(source);
        }
        if let Some(question) = case.questions.get(id) {
            all(&mut self.asked, &question.matters, id);
        }
        for source in case.card(id).into_iter().flat_map(|card| card.sources()) {
            add(&mut self.readers, source, id);
        }
    }

    fn source(&mut self, source: &Source) {
        let id = source.id();
        all(&mut self.texts, &source.text_of.all, id);
        all(&mut self.authored, &source.authors, id);
        for parent in &source.derives_from {
            add(&mut self.readers, &parent.value.id, id);
        }
        all(&mut self.contents, &source.within.all, id);
        tie(&mut self.tied, id, source_bound(source).into_iter());
    }

    fn event(&mut self, event: &Event) {
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
        all(&mut self.telling, &event.sender.all, id);
        all(&mut self.acts, &event.matters, id);
        all(&mut self.concerning, &event.tells, id);
        all(&mut self.concerning, &event.matters, id);
        concerned(&mut self.concerning, &event.means, id);
        for who in [&event.who, &event.sender.all] {
            all(&mut self.acting, who, id);
        }
        self.acting(&event.means, id);
        tie(&mut self.tied, id, event_bound(event).into_iter());
    }

    fn statement(&mut self, statement: &Statement) {
        let id = statement.id();
        known(&mut self.statements, &statement.means, id);
        concerned(&mut self.concerning, &statement.means, id);
        knowers(&mut self.knowing, &statement.means, id);
        self.acting(&statement.means, id);
        all(&mut self.speaking, &statement.speakers, id);
        for means in &statement.means {
            match &means.value.fact {
                Fact::Holds { matter: of, .. } | Fact::Happened { event: of, .. } => {
                    add(&mut self.sayings, &of.id, id);
                }
                Fact::Attitude { actor, matter, .. } => {
                    add(&mut self.speaking, &actor.id, id);
                    add(&mut self.stands, &matter.id, id);
                }
                _ => {}
            }
        }
    }

    /// What readings have done, promised or told.
    fn acting(&mut self, means: &[Account<Arc<Reading>>], id: &str) {
        for one in means {
            match &one.value.fact {
                Fact::Act { actor, matter, .. } => {
                    add(&mut self.acting, &actor.id, id);
                    add(&mut self.acts, &matter.id, id);
                }
                Fact::Promised { matter, .. } => add(&mut self.acts, &matter.id, id),
                Fact::Effect { promise: of, .. } | Fact::Tie { tie: of, .. } => {
                    add(&mut self.acts, &of.id, id);
                }
                Fact::Told { teller, .. } => add(&mut self.telling, &teller.id, id),
                _ => {}
            }
        }
    }
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

/// The cards to whose dates a card binds its own. Rival accounts count too, as each may come to be followed.
fn bound_to<'a>(case: &'a Case, id: &str) -> Vec<&'a str> {
    let event = case.events.get(id).map(|event| event_bound(event));
    let source = case.sources.get(id).map(|source| source_bound(source));
    event.or(source).unwrap_or_default()
}

fn event_bound(event: &Event) -> Vec<&str> {
    let answered = event.answers.all.iter().map(|one| one.value.as_str());
    let related = anchors(&event.after).chain(anchors(&event.before));
    let either = anchors(&event.before_or_after);
    let lies = event.lies.iter().map(|(_, other)| other.value.as_str());
    related.chain(either).chain(answered).chain(lies).collect()
}

fn source_bound(source: &Source) -> Vec<&str> {
    let texts = source.text_of.all.iter().map(|one| one.value.as_str());
    let related = anchors(&source.after).chain(anchors(&source.before));
    let either = anchors(&source.before_or_after);
    related.chain(either).chain(texts).collect()
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

/// What a reading speaks of: matters, promises, ties and events, not who knew, said or did it.
pub(crate) fn objects(fact: &Fact) -> Vec<&str> {
    match fact {
        Fact::Knowledge { matter: of, .. }
        | Fact::Attitude { matter: of, .. }
        | Fact::Act { matter: of, .. }
        | Fact::Holds { matter: of, .. }
        | Fact::Promised { matter: of, .. }
        | Fact::Happened { event: of, .. }
        | Fact::Tie { tie: of, .. } => vec![&of.id],
        Fact::Told { matters, .. } => matters.iter().map(|one| one.id.as_str()).collect(),
        Fact::Effect { event, promise, .. } => vec![&event.id, &promise.id],
    }
}

fn concerned(named: &mut Named, means: &[Account<Arc<Reading>>], id: &str) {
    for one in means {
        let objects = objects(&one.value.fact).into_iter();
        objects.for_each(|of| add(named, of, id));
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
