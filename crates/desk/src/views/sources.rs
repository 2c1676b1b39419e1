//! The works of a case: how often each is used, by which cards, and through whom it is known.

use super::cited::CitedView;
use kaozheng_case::Case;
use kaozheng_case::compile::{Card, Ground, Read};
use kaozheng_case::facts::roots::{Links, roots_of_source};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Every work, those most used first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SourcesView {
    /// The works.
    pub sources: Vec<SourceLine>,
    /// What the notes of the originals cite, when that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cited: Vec<CitedView>,
}

/// One work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceLine {
    /// The card.
    pub id: String,
    /// What sort of text it is.
    pub sort: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its title.
    pub title: String,
    /// The date it bears, else the date of print.
    pub dated: Option<String>,
    /// The original in `sources/`, when the case holds it.
    pub file: Option<String>,
    /// How often cards name it as what was read.
    pub cited: usize,
    /// The cards that do, with the place in it.
    pub by: Vec<Citing>,
    /// The sources through which alone it is known.
    pub through: Vec<String>,
    /// The texts or witnesses that it comes from, by its own card.
    pub rests_on: Vec<Taken>,
    /// The sources that come from it.
    pub carries: Vec<Taken>,
    /// Accounts of its own card that rival each other.
    pub rivals: Vec<Rivals>,
    /// The independent roots it leads back to.
    pub roots: Vec<String>,
}

/// A link to another text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Taken {
    /// The other source or witness.
    pub id: String,
    /// How it was taken over ("translated", "quoted"); may be empty.
    pub how: String,
}

/// A field that several grounds fill otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rivals {
    /// The field.
    pub field: String,
    /// Each account, as written, with where it was read in brackets.
    pub accounts: Vec<String>,
}

/// One use of a work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Citing {
    /// The card.
    pub card: String,
    /// Its kind.
    pub kind: String,
    /// The place in the work, as written; may be empty.
    pub locus: String,
    /// The sources through which the work was read there.
    pub via: Vec<String>,
}

impl SourcesView {
    /// The works of a case.
    pub fn of(case: &Case) -> SourcesView {
        let uses = uses(case);
        let mut sources: Vec<SourceLine> = case
            .sources
            .keys()
            .map(|id| line(case, id, &uses))
            .collect();
        sources.sort_by(|a, b| {
            (std::cmp::Reverse(a.cited), &a.id).cmp(&(std::cmp::Reverse(b.cited), &b.id))
        });
        SourcesView {
            sources,
            cited: Vec::new(),
        }
    }
}

/// Every use of every source, by source.
pub(crate) fn uses(case: &Case) -> BTreeMap<String, BTreeSet<Citing>> {
    let mut out: BTreeMap<String, BTreeSet<Citing>> = BTreeMap::new();
    for card in case.cards() {
        for (source, citing) in grounds(card).filter_map(|ground| citing(card, ground)) {
            out.entry(source).or_default().insert(citing);
        }
    }
    out
}

fn grounds(card: &Card) -> impl Iterator<Item = &Ground> {
    card.grounds
        .iter()
        .chain(card.values.iter().flat_map(|value| &value.grounds))
}

fn citing(card: &Card, ground: &Ground) -> Option<(String, Citing)> {
    let Read::Source { source, via } = &ground.read else {
        return None;
    };
    let citing = Citing {
        card: card.id.clone(),
        kind: card.kind.word().to_owned(),
        locus: ground.locus.clone(),
        via: via.clone(),
    };
    Some((source.clone(), citing))
}

fn line(case: &Case, id: &str, uses: &BTreeMap<String, BTreeSet<Citing>>) -> SourceLine {
    let source = &case.sources[id];
    let by: Vec<Citing> = uses.get(id).into_iter().flatten().cloned().collect();
    let through: BTreeSet<String> = by.iter().flat_map(|citing| citing.via.clone()).collect();
    let known = source
        .card
        .grounds
        .iter()
        .filter_map(Ground::source)
        .map(str::to_owned);
    SourceLine {
        id: id.to_owned(),
        sort: source.genre.value().cloned(),
        authors: source
            .authors
            .iter()
            .map(|author| case.name_of(&author.value).to_owned())
            .collect(),
        title: super::says(&source.card),
        dated: source
            .dated
            .followed()
            .or(source.published.followed())
            .map(|date| date.words.clone()),
        file: source.files.first().map(|file| file.value.clone()),
        cited: by.len(),
        through: through
            .into_iter()
            .chain(known)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        rests_on: taken(super::source::parents(case, id)),
        carries: taken(super::source::children(case, id)),
        rivals: rivals(&source.card),
        roots: roots_of_source(case, id, Links::Recorded)
            .into_iter()
            .collect(),
        by,
    }
}

fn taken(links: Vec<(String, String)>) -> Vec<Taken> {
    let link = |(id, how)| Taken { id, how };
    links.into_iter().map(link).collect()
}

/// The fields that stand more than once, each time read elsewhere.
fn rivals(card: &Card) -> Vec<Rivals> {
    let mut fields: BTreeMap<&str, Vec<&kaozheng_case::compile::FieldValue>> = BTreeMap::new();
    for value in &card.values {
        fields.entry(value.field).or_default().push(value);
    }
    let places =
        |value: &kaozheng_case::compile::FieldValue| super::cited(&value.grounds).join("; ");
    let rival = |values: &[&kaozheng_case::compile::FieldValue]| {
        let first = places(values[0]);
        values
            .iter()
            .any(|value| places(value) != first && value.words != values[0].words)
    };
    let told = fields.into_iter().filter(|(_, values)| rival(values));
    told.map(|(field, values)| Rivals {
        field: field.to_owned(),
        accounts: values
            .iter()
            .map(|value| match places(value) {
                place if place.is_empty() => value.words.clone(),
                place => format!("{} [{place}]", value.words),
            })
            .collect(),
    })
    .collect()
}
