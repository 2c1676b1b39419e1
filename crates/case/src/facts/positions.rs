//! Who held which view of a matter, when, and on what: schools and scholars as much as ministers and newspapers.
//!
//! A position is a statement whose reading takes a stand on the matter, or on one that is bound to it. Its time is when it
//! was said, or else when the source in which it stands came out. What a work rests on is what it derives from, and what
//! other cards know only through it. What it could have read is what had come out by then; that it did not is never said,
//! only that no card has it use it.

use super::bonds::{Bond, bonds};
use super::lines::bearing;
use super::roots::{Links, roots_of_source};
use super::when;
use crate::chronology::Interval;
use crate::compile::{Account, Case, Source, Statement};
use crate::weighing::For;
use kaozheng_record::means::{AttitudeVerb, Fact, KnowledgeVerb, Reading};
use kaozheng_values::dates::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Types of source in which people conclude from what others have left.
const STUDIES: [&str; 5] = ["book", "article", "chapter", "thesis", "paper"];

/// One stand on a matter, by one holder, in one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Whose view it is: an actor, a plain name, or a source where nobody is named.
    pub holder: String,
    /// The view: `holds`, `does not hold`, `doubted`, `silent`, or a reading on who knew.
    pub view: String,
    /// The statement that records it.
    pub statement: String,
    /// When it was held; `None` when no date is given.
    pub time: Option<Interval>,
    /// The same in words; empty when no date is given.
    pub words: String,
    /// The holder's own works it stands in; empty for a view that another reports.
    pub works: BTreeSet<String>,
    /// The bond by which it bears on the matter, where it speaks of another.
    pub bond: Option<Bond>,
}

/// What there is to read on a matter, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// Sources by id, with the time from which each could be read; `None` when that is not known.
    pub readable: BTreeMap<String, Option<Interval>>,
    /// The roots of each of them.
    roots: BTreeMap<String, BTreeSet<String>>,
}

/// What a position could have read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// What it rests on.
    pub used: BTreeSet<String>,
    /// What was out by then and is not known to have been used.
    pub unused: BTreeSet<String>,
    /// What came out only afterwards.
    pub later: BTreeSet<String>,
    /// What may or may not have been out, as the dates do not say.
    pub uncertain: BTreeSet<String>,
}

/// All positions on a matter or event, in order of time; those without a date last.
pub fn positions(case: &Case, matter: &str) -> Vec<Position> {
    let mut out = stands_on(case, matter, None);
    for bond in bonds(case, matter) {
        let borrowed = stands_on(case, &bond.on, Some(&bond));
        let known: BTreeSet<&str> = out.iter().map(|one| one.statement.as_str()).collect();
        let new: Vec<Position> = borrowed
            .into_iter()
            .filter(|one| !known.contains(one.statement.as_str()))
            .collect();
        out.extend(new);
    }
    out.sort_by(|a, b| order(a).cmp(&order(b)));
    out
}

fn order(one: &Position) -> (i64, i64, &str, &str, &str) {
    let (lo, hi) = one
        .time
        .map_or((when::LAST, when::LAST), |time| (time.lo, time.hi));
    (lo, hi, &one.holder, &one.statement, &one.view)
}

fn stands_on(case: &Case, on: &str, bond: Option<&Bond>) -> Vec<Position> {
    let naming = case.naming();
    let ids: BTreeSet<&String> = naming
        .sayings(on)
        .chain(naming.stands(on))
        .chain(naming.statements(on))
        .collect();
    let mut out: Vec<Position> = Vec::new();
    for statement in ids.into_iter().filter_map(|id| case.statements.get(id)) {
        for means in &statement.means {
            out.extend(taken(case, statement, &means.value, on, bond));
        }
    }
    out.dedup();
    out
}

/// The positions that one reading of a statement takes.
fn taken(
    case: &Case,
    statement: &Statement,
    reading: &Reading,
    on: &str,
    bond: Option<&Bond>,
) -> Vec<Position> {
    let Some((view, own)) = view(reading, on, bond) else {
        return Vec::new();
    };
    let read: BTreeSet<&str> = statement
        .card
        .grounds
        .iter()
        .filter_map(|ground| ground.source())
        .collect();
    let said = own.is_some();
    let holders = own.map_or_else(|| holders(case, statement, &read), |actor| vec![actor]);
    let position = |holder: String| {
        let works = own_works(case, &holder, &read);
        let (time, words) = held_at(case, statement, reading, said, &works);
        Position {
            holder,
            view: view.clone(),
            statement: statement.id().to_owned(),
            time,
            words,
            works,
            bond: bond.cloned(),
        }
    };
    holders.into_iter().map(position).collect()
}

/// The sources that are the holder's own: written by the holder, examples of a group, or by nobody who is named. A view
/// that another's work reports is not held in that work.
fn own_works(case: &Case, holder: &str, read: &BTreeSet<&str>) -> BTreeSet<String> {
    let group = case.card(holder);
    let example = |id: &str| {
        let mut examples = group.into_iter().flat_map(|card| card.all("examples"));
        examples.any(|value| value.words == id)
    };
    let own = |id: &&&str| {
        let Some(source) = case.sources.get(id) else {
            return false;
        };
        let mut authors = source.authors.iter().chain(&source.witness.all);
        let wrote = |one: &Account<String>| {
            one.value == holder || case.name_of(&one.value) == case.name_of(holder)
        };
        let unnamed = source.authors.is_empty() && source.witness.is_empty();
        unnamed || example(id) || authors.any(wrote)
    };
    let works = read.iter().filter(own);
    works.map(|id| (*id).to_owned()).collect()
}

/// The view that a reading takes of the matter, and the actor whose view it is where the reading itself says so.
fn view(reading: &Reading, on: &str, bond: Option<&Bond>) -> Option<(String, Option<String>)> {
    let so = |so: bool| match bond {
        None => Some(if so { "holds" } else { "does not hold" }),
        Some(bond) if (bond.there == For::Pro) == so => Some(match bond.here {
            For::Pro => "holds",
            For::Con => "does not hold",
        }),
        Some(_) => None,
    };
    match &reading.fact {
        Fact::Holds { matter: of, so: is } | Fact::Happened { event: of, so: is }
            if of.id == on =>
        {
            Some((so(*is)?.to_owned(), None))
        }
        Fact::Attitude {
            actor,
            verb,
            matter,
        } if matter.id == on => {
            let view = match verb {
                AttitudeVerb::Said | AttitudeVerb::Believed => so(true)?,
                AttitudeVerb::Denied => so(false)?,
                AttitudeVerb::Doubted if bond.is_none() => "doubted",
                AttitudeVerb::Doubted => return None,
            };
            Some((view.to_owned(), Some(actor.id.clone())))
        }
        Fact::Knowledge {
            actor,
            verb,
            matter,
            ..
        } if matter.id == on && bond.is_none() => Some(match verb {
            KnowledgeVerb::SilentOn => ("silent".to_owned(), Some(actor.id.clone())),
            verb => (format!("{actor} {verb} {on}"), None),
        }),
        _ => None,
    }
}

/// The speakers, or else the authors of the work, or else the work.
fn holders(case: &Case, statement: &Statement, read: &BTreeSet<&str>) -> Vec<String> {
    if !statement.speakers.is_empty() {
        let speakers = statement.speakers.iter();
        return speakers.map(|one| one.value.clone()).collect();
    }
    let Some(work) = read.first() else {
        return Vec::new();
    };
    let authors = case.sources.get(work).into_iter();
    let authors: Vec<String> = authors
        .flat_map(|source| &source.authors)
        .map(|one| one.value.clone())
        .collect();
    match authors.is_empty() {
        true => vec![(*work).to_owned()],
        false => authors,
    }
}

/// When a view was held: when it was said; for the actor's own stand, the time of the reading; or when the work came out.
fn held_at(
    case: &Case,
    statement: &Statement,
    reading: &Reading,
    own: bool,
    works: &BTreeSet<String>,
) -> (Option<Interval>, String) {
    if let Some(said) = statement.said_on.followed() {
        return (Some(when::interval(said.value.bounds)), said.words.clone());
    }
    if let Some(time) = reading.when.as_ref().filter(|_| own) {
        return (Some(when::happened(Some(time))), time.to_string());
    }
    let sources = works.iter().filter_map(|id| case.sources.get(id));
    let dates = sources.filter_map(|source| came_out(source));
    let first = dates.min_by_key(|date| when::interval(date.value.bounds).lo);
    first.map_or((None, String::new()), |date| {
        (Some(when::interval(date.value.bounds)), date.words.clone())
    })
}

/// The date by which the author of a work must have read what it rests on.
fn came_out(source: &Source) -> Option<&Account<Arc<Date>>> {
    source.published.followed().or(source.dated.followed())
}

/// The date since which a text can be read: its release, or else its printing.
pub fn readable_since(source: &Source) -> Option<&Account<Arc<Date>>> {
    source.released.followed().or(source.published.followed())
}

impl Shelf {
    /// The sources that bear on a matter, with what they derive from, but for the studies in which positions stand.
    pub fn of(case: &Case, matter: &str, positions: &[Position]) -> Shelf {
        let mut ids: BTreeSet<String> = BTreeSet::new();
        for id in bearing(case, matter) {
            let read = case.card(&id).into_iter();
            ids.extend(read.flat_map(|card| card.sources()).map(str::to_owned));
            ids.extend(case.sources.get(&id).map(|source| source.id().to_owned()));
        }
        let works: BTreeSet<&str> = positions
            .iter()
            .flat_map(|one| &one.works)
            .map(String::as_str)
            .filter(|id| case.sources.get(id).is_some_and(|work| is_study(work)))
            .collect();
        let mut open: Vec<String> = ids.iter().cloned().collect();
        while let Some(at) = open.pop() {
            for parent in parents(case, &at) {
                if ids.insert(parent.clone()) {
                    open.push(parent);
                }
            }
        }
        // What others concluded is no evidence.
        ids.retain(|id| !works.contains(id.as_str()));
        let known = ids.into_iter().filter_map(|id| {
            let since = readable_since(case.sources.get(&id)?);
            let since = since.map(|date| when::interval(date.value.bounds));
            Some((id, since))
        });
        let readable: BTreeMap<String, Option<Interval>> = known.collect();
        let roots = |id: &String| (id.clone(), roots_of_source(case, id, Links::Recorded));
        Shelf {
            roots: readable.keys().map(roots).collect(),
            readable,
        }
    }

    /// What a position rests on, and what else it could have read.
    pub fn reach(&self, case: &Case, position: &Position) -> Reach {
        let mut reach = Reach {
            used: used(case, &position.works),
            ..Reach::default()
        };
        // A text that goes back to the same roots as what was used brings nothing new.
        let roots = |ids: &BTreeSet<String>| -> BTreeSet<String> {
            let of = ids.iter();
            of.flat_map(|id| roots_of_source(case, id, Links::Recorded))
                .collect()
        };
        let had = roots(&reach.used.union(&position.works).cloned().collect());
        for (id, since) in &self.readable {
            let own = position.works.contains(id) || reach.used.contains(id);
            let known = self.roots[id].is_subset(&had);
            if own || known {
                continue;
            }
            let list = match (since, position.time) {
                (Some(since), Some(time)) if since.hi < time.lo => &mut reach.unused,
                (Some(since), Some(time)) if since.lo > time.hi => &mut reach.later,
                _ => &mut reach.uncertain,
            };
            list.insert(id.clone());
        }
        reach
    }
}

/// Whether a work is a study, not a witness: one that was never locked away, and no testimony.
fn is_study(work: &Source) -> bool {
    let genre = work.genre.value().map_or("", String::as_str);
    work.released.is_empty() && STUDIES.contains(&genre)
}

fn parents(case: &Case, id: &str) -> Vec<String> {
    let source = case.sources.get(id).into_iter();
    source
        .flat_map(|source| &source.derives_from)
        .map(|parent| parent.value.id.clone())
        .filter(|parent| case.sources.contains_key(parent))
        .collect()
}

/// What works derive from, and what is known only through them: they must have had it.
fn used(case: &Case, works: &BTreeSet<String>) -> BTreeSet<String> {
    let mut out: BTreeSet<String> = BTreeSet::new();
    for work in works {
        let readers = case.naming().readers(work);
        let cards = readers.filter_map(|id| case.card(id));
        let grounds = cards.flat_map(|card| {
            let values = card.values.iter().flat_map(|value| &value.grounds);
            card.grounds.iter().chain(values)
        });
        for ground in grounds {
            if let [first, via @ ..] = ground.sources().as_slice()
                && via.contains(&work.as_str())
            {
                out.insert((*first).to_owned());
            }
        }
    }
    let mut open: Vec<String> = works.iter().chain(&out).cloned().collect();
    while let Some(at) = open.pop() {
        for parent in parents(case, &at) {
            if out.insert(parent.clone()) {
                open.push(parent);
            }
        }
    }
    out.retain(|id| !works.contains(id));
    out
}

/// The views of each holder one after the other, in order of time, where there are several. By holder.
pub fn by_holder(positions: &[Position]) -> BTreeMap<&str, Vec<&Position>> {
    let mut out: BTreeMap<&str, Vec<&Position>> = BTreeMap::new();
    for one in positions {
        out.entry(&one.holder).or_default().push(one);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaozheng_record::{Record, Sheet};
    use proptest::prelude::*;

    fn reach(book: u32, file: u32, released: Option<u32>) -> Reach {
        let released = released.map_or(String::new(), |year| format!("released: {year}\n"));
        let cards = format!(
            "matter: m\n\nperson: ada\n\nsource: book\ntype: book\nauthor: ada\npublished: {book}\n\n\
             source: file\ntype: archive-file\ndated: {file}\n{released}\n\
             argument: a\nfor: m\npremise: file\n\n\
             statement: s\nfrom: book\nspeaker: ada\nmeans: m holds\n"
        );
        let record = Record::new(vec![Sheet::parse("a.card", cards)]);
        let case = crate::compile(&record, &[], &crate::Settings::default()).value;
        let found = positions(&case, "m");
        Shelf::of(&case, "m", &found).reach(&case, &found[0])
    }

    proptest! {
        #[test]
        fn what_came_out_afterwards_is_never_said_to_have_been_readable(
            book in 1900..2000u32, file in 1800..1900u32, released in prop::option::of(1900..2000u32),
        ) {
            let reach = reach(book, file, released);
            let lists = [&reach.unused, &reach.later, &reach.uncertain];
            let holding = lists.map(|list| list.contains("file"));
            let expected = match released {
                None => [false, false, true],
                Some(year) => [year < book, year > book, year == book],
            };
            prop_assert_eq!(holding, expected);
        }
    }
}
