//! Claims that grow surer on the way: said with a hedge, then outright, with nothing new behind it.
//!
//! A claim is what a reading says of a matter, whoever says it and whenever. Whoever doubts that a matter is so has not
//! said that it is not so: the second is the surer claim.

use crate::compile::{Case, Ground, Statement};
use kaozheng_record::means::{AttitudeVerb, Fact, KnowledgeVerb};
use std::collections::{BTreeMap, BTreeSet};

/// A claim said outright that was said with more care before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Drift {
    /// The statement that says it outright.
    pub(crate) bold: String,
    /// The statement that says it with care.
    pub(crate) careful: String,
    /// What it says outright, as a reading without its time.
    pub(crate) says: String,
    /// The words of care: a hedge, or "doubted".
    pub(crate) hedge: String,
    /// Why the two belong together.
    pub(crate) by: By,
}

/// Why two statements of one claim belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// One speaker says both.
    Speaker(String),
    /// The bold one was read in a source that derives from that of the careful one.
    Source { bold: String, careful: String },
    /// Both come from one source, the bold one only through another.
    Through { source: String, via: String },
}

/// The statements of one claim.
#[derive(Default)]
struct Claim<'a> {
    bold: Vec<(&'a Statement, String)>,
    by_speaker: BTreeMap<&'a str, (&'a Statement, String)>,
    by_source: BTreeMap<&'a str, (&'a Statement, String)>,
}

/// The claims on one matter that grow surer, in order of the statements that are bold. What is bold for a reason that its
/// card gives is left out.
pub(crate) fn drifts_on(case: &Case, matter: &str) -> Vec<Drift> {
    let naming = case.naming();
    let ids: BTreeSet<&String> = naming
        .sayings(matter)
        .chain(naming.stands(matter))
        .chain(naming.statements(matter))
        .collect();
    let mut claims: BTreeMap<String, Claim<'_>> = BTreeMap::new();
    for statement in ids.into_iter().filter_map(|id| case.statements.get(id)) {
        for means in &statement.means {
            if let Some((claim, doubt)) = claim(&means.value.fact, matter) {
                let says = means.value.fact.to_string();
                enter(claims.entry(claim).or_default(), statement, says, doubt);
            }
        }
    }
    let found = claims.values().flat_map(|claim| {
        let bold = claim.bold.iter();
        bold.filter_map(|(bold, says)| drift(case, claim, bold, says))
    });
    let mut out: Vec<Drift> = found.collect();
    out.sort_by(|a, b| (&a.bold, &a.careful).cmp(&(&b.bold, &b.careful)));
    out.dedup();
    out
}

/// What a reading claims of the matter, and whether it only doubts the contrary.
fn claim(fact: &Fact, of: &str) -> Option<(String, bool)> {
    let so = |so: bool| format!("is so: {so}");
    match fact {
        Fact::Holds { matter, so: is }
        | Fact::Happened {
            event: matter,
            so: is,
        } => (matter.id == of).then(|| (so(*is), false)),
        Fact::Attitude { verb, matter, .. } if matter.id == of => Some(match verb {
            AttitudeVerb::Said | AttitudeVerb::Believed => (so(true), false),
            AttitudeVerb::Denied => (so(false), false),
            AttitudeVerb::Doubted => (so(false), true),
        }),
        Fact::Knowledge {
            actor,
            verb,
            matter,
            ..
        } if matter.id == of && *verb != KnowledgeVerb::SilentOn => {
            Some((format!("{actor} {verb}"), false))
        }
        Fact::Told { matters, .. } if matters.iter().any(|one| one.id == of) => {
            Some((fact.to_string(), false))
        }
        _ => None,
    }
}

fn enter<'a>(claim: &mut Claim<'a>, statement: &'a Statement, says: String, doubt: bool) {
    let hedge = statement.hedges.first().map(|hedge| hedge.value.clone());
    let Some(hedge) = hedge.or_else(|| doubt.then(|| "doubted".to_owned())) else {
        if !reasoned(statement) {
            claim.bold.push((statement, says));
        }
        return;
    };
    for speaker in &statement.speakers {
        let first = claim.by_speaker.entry(&speaker.value);
        first.or_insert((statement, hedge.clone()));
    }
    for ground in direct(statement) {
        let first = claim.by_source.entry(ground);
        first.or_insert((statement, hedge.clone()));
    }
}

/// The sources that a statement was read in with the reader's own eyes.
fn direct(statement: &Statement) -> impl Iterator<Item = &str> {
    let grounds = statement.card.grounds.iter();
    grounds.filter_map(|ground| match ground.sources().as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

fn reasoned(statement: &Statement) -> bool {
    let mut grounds = statement.card.grounds.iter();
    grounds.any(|ground| ground.because.is_some())
}

fn drift(case: &Case, claim: &Claim<'_>, bold: &Statement, says: &str) -> Option<Drift> {
    let made = |(careful, hedge): &(&Statement, String), by| Drift {
        bold: bold.id().to_owned(),
        careful: careful.id().to_owned(),
        says: says.to_owned(),
        hedge: hedge.clone(),
        by,
    };
    for speaker in &bold.speakers {
        if let Some(found) = claim.by_speaker.get(speaker.value.as_str()) {
            return Some(made(found, By::Speaker(speaker.value.clone())));
        }
    }
    if claim.by_source.is_empty() {
        return None;
    }
    for ground in &bold.card.grounds {
        let sources = ground.sources();
        let (Some(&first), Some(&last)) = (sources.first(), sources.last()) else {
            continue;
        };
        if let Some(found) = claim.by_source.get(first).filter(|_| first != last) {
            let (source, via) = (first.to_owned(), last.to_owned());
            return Some(made(found, By::Through { source, via }));
        }
        for above in above(case, ground) {
            if let Some(found) = claim.by_source.get(above) {
                let (bold, careful) = (first.to_owned(), above.to_owned());
                return Some(made(found, By::Source { bold, careful }));
            }
        }
    }
    None
}

/// The sources from which that of a ground derives, without itself. Sorted.
fn above<'a>(case: &'a Case, ground: &'a Ground) -> BTreeSet<&'a str> {
    let Some(source) = ground.source() else {
        return BTreeSet::new();
    };
    let mut seen = BTreeSet::from([source]);
    let mut open = vec![source];
    while let Some(at) = open.pop() {
        let parents = case.sources.get(at).into_iter();
        for parent in parents.flat_map(|source| &source.derives_from) {
            if seen.insert(&parent.value.id) {
                open.push(&parent.value.id);
            }
        }
    }
    seen.remove(source);
    seen
}
