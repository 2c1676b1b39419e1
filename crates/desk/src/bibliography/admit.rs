//! Which imported works become cards, and under which ids.

use super::work::Work;
use super::{Naming, doubtful, names};
use kaozheng_record::{Record, id};
use kaozheng_text::Diagnostic;
use kaozheng_values::dates::Day;
use kaozheng_values::dates::parse_date;
use kaozheng_values::names::normalise;
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of imported works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Admitted {
    /// New cards, each with an id that is free.
    pub new: Vec<Work>,
    /// Works that the case has already, field for field: key of the entry, id of the card.
    pub there: Vec<(String, String)>,
    /// Entries whose id is not their key: key, id.
    pub renamed: Vec<(String, String)>,
    /// Works that look like another one: its id, the other's id. Nothing was merged.
    pub alike: Vec<(String, String)>,
    /// Doubts about single entries.
    pub notes: Vec<Diagnostic>,
}

/// Gives each work a free id. A work that the case has field for field is not put in again; one that only looks like
/// another (the same address, or the same title and year) is put in under its own id, and told.
pub fn admit(works: Vec<Work>, record: &Record) -> Admitted {
    let mut out = Admitted::default();
    let there = Work::all_of(record);
    let mut taken: BTreeSet<String> = record.ids().map(|(id, _)| id.to_owned()).collect();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let naming = Naming::of(record);
    for work in &there {
        for sign in signs(work) {
            known.entry(sign).or_insert_with(|| work.id.clone());
        }
    }
    for mut work in works {
        let key = work.id.clone();
        if work.fields.is_empty() {
            out.notes.push(doubtful(&format!(
                "the entry `{key}` says nothing; it is left out"
            )));
            continue;
        }
        let same = there.iter().find(|card| card.same(&work));
        if let Some(card) = same {
            out.there.push((key, card.id.clone()));
            continue;
        }
        work.id = free(&wanted(&work, &naming), &taken);
        taken.insert(work.id.clone());
        if work.id != key {
            out.renamed.push((key, work.id.clone()));
        }
        let signs = signs(&work);
        let others: BTreeSet<&String> = signs.iter().filter_map(|sign| known.get(sign)).collect();
        out.alike.extend(
            others
                .into_iter()
                .map(|other| (work.id.clone(), other.clone())),
        );
        for sign in signs {
            known.entry(sign).or_insert_with(|| work.id.clone());
        }
        out.new.push(work);
    }
    out
}

/// The id that the key gives; without a usable key, family name and year, else words of the title.
fn wanted(work: &Work, naming: &Naming) -> String {
    let key = work.id.trim();
    // Zotero's keys are addresses; their end is the key.
    let key = key.rsplit('/').next().unwrap_or(key);
    let named = id::suggestion(key);
    let is_number = named.chars().all(|c| c.is_ascii_digit());
    if !is_number && id::fault(&named).is_none() {
        return named;
    }
    let author = work
        .get("author")
        .and_then(|author| naming.people(author).into_iter().next());
    let family = author.map(|(parts, _)| match parts {
        names::Parts::Whole(name) => name,
        names::Parts::Parted(family, ..) => family,
    });
    let name = family.or(work
        .get("title")
        .map(|title| title.split(' ').take(4).collect::<Vec<_>>().join(" ")));
    let year = year(work).map_or(String::new(), |year| format!(" {year}"));
    let made = id::suggestion(&format!("{}{year}", name.unwrap_or_default()));
    match id::fault(&made) {
        None => made,
        Some(_) => "source".to_owned(),
    }
}

fn free(wanted: &str, taken: &BTreeSet<String>) -> String {
    if !taken.contains(wanted) {
        return wanted.to_owned();
    }
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    let mut free = numbered.filter(|id| !taken.contains(id));
    free.next().expect("numbers do not end")
}

fn year(work: &Work) -> Option<i32> {
    let words = work.get("published").or(work.get("dated"))?;
    Some(Day::of(parse_date(words).value?.bounds.earliest?).ymd().0)
}

/// What two works that look alike have in common: an address, or title and year.
fn signs(work: &Work) -> Vec<String> {
    let mut out: Vec<String> = work
        .all("url")
        .map(|url| format!("url {}", url.to_lowercase()))
        .collect();
    let title = work
        .get("title")
        .map(normalise)
        .filter(|title| !title.is_empty());
    out.extend(title.map(|title| format!("title {title} {:?}", year(work))));
    out
}
