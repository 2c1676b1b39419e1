//! Rival dates, tried one by one in place of the one that is followed.

use super::time::{Chronology, Sentence};
use crate::chronology::{Side, distrust};
use crate::compile::{AccountAt, Case, Meaning};
use kaozheng_values::dates::{Bounds, Day, Tick};
use std::collections::{BTreeMap, BTreeSet};

/// Dates that cannot all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The rival date that was tried; `None` when the dates that are followed conflict already.
    pub rival: Option<AccountAt>,
    /// The sentences that cannot all hold, in the order of their cycle; none can be spared.
    pub sentences: Vec<Sentence>,
    /// The fewest documents to distrust.
    pub distrust: Vec<String>,
    /// Another date for one of the sentences with which all would fit; offered, never applied.
    pub emendation: Option<Emendation>,
}

/// A date that would fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emendation {
    /// Whose date.
    pub account: AccountAt,
    /// As it is written.
    pub written: String,
    /// What would fit.
    pub fits: String,
}

const CYCLES: usize = 20;
const WORK: usize = 10_000;

/// The conflict among the dates that are followed, or else one for each rival date that cannot hold with the rest.
pub fn conflicts(case: &Case) -> Vec<Conflict> {
    if let Some(conflict) = conflict(case, None) {
        return vec![conflict];
    }
    let rivals = case.cards().flat_map(|card| case.rivals_of(&card.id));
    rivals
        .filter(|at| date_at(case, at).is_some())
        .filter_map(|at| conflict(case, Some(at)))
        .collect()
}

/// The conflict among the dates that are followed, if one card has a part in it.
pub fn conflict_at(case: &Case, id: &str) -> Option<Conflict> {
    let conflict = conflict(case, None)?;
    let mut sentences = conflict.sentences.iter();
    let mine = sentences.any(|sentence| sentence.card == id);
    mine.then_some(conflict)
}

/// What speaks against following one rival date; `None` when it can hold, is no date, or the other dates conflict without it.
pub fn conflict_of(case: &Case, rival: &AccountAt) -> Option<Conflict> {
    date_at(case, rival)?;
    let holds = Chronology::of(case).contradiction().is_none();
    if holds {
        conflict(case, Some(rival.clone()))
    } else {
        None
    }
}

fn conflict(case: &Case, rival: Option<AccountAt>) -> Option<Conflict> {
    if rival.as_ref().is_some_and(|at| fits(case, at)) {
        return None;
    }
    let tried = rival
        .as_ref()
        .map_or_else(|| case.clone(), |at| case.following(at));
    let chronology = Chronology::of(&tried);
    let cycle = chronology.contradiction()?.into_iter().cloned().collect();
    let sentences = rival
        .as_ref()
        .and_then(|at| against(&tried, &chronology, at))
        .unwrap_or(cycle);
    let emendation = match &rival {
        Some(at) => emend(&tried, at),
        None => sentences
            .iter()
            .find_map(|sentence| emend(&tried, &account_of(&tried, sentence)?)),
    };
    Some(Conflict {
        distrust: to_distrust(&chronology),
        rival,
        sentences,
        emendation,
    })
}

/// Whether a rival date can hold where the dates that are followed can: only dates tied to its own have a say.
fn fits(case: &Case, rival: &AccountAt) -> bool {
    let own = BTreeSet::from([rival.card.clone()]);
    let tied = case.only(&case.naming().tied(case, &own));
    Chronology::of(&tied.following(rival))
        .contradiction()
        .is_none()
}

/// The chain that bounds the point most tightly without the rival, then the rival: a cycle that leads through it.
fn against(tried: &Case, chronology: &Chronology, rival: &AccountAt) -> Option<Vec<Sentence>> {
    let (_, bounds) = date_at(tried, rival)?;
    let mark = mark_of_field(&rival.field)?;
    let rest = Chronology::of(&tried.without_account(rival));
    let free = rest.bounds(&rival.card, mark)?;
    let side = if bounds.certainly_before(free) {
        Side::Least
    } else {
        Side::Most
    };
    let mut chain = rest.because(&rival.card, mark, side);
    chain.push(chronology.sentence_of(rival)?);
    (chain.len() > 1).then_some(chain)
}

fn to_distrust(chronology: &Chronology) -> Vec<String> {
    let mut names: BTreeMap<&str, u32> = BTreeMap::new();
    let mut documents: Vec<&str> = Vec::new();
    let number: Vec<u32> = chronology
        .network()
        .bounds()
        .iter()
        .map(|bound| {
            let document = chronology.sentence(bound.id).documents[0].as_str();
            *names.entry(document).or_insert_with(|| {
                documents.push(document);
                documents.len() as u32 - 1
            })
        })
        .collect();
    let found = distrust(
        chronology.network(),
        |bound| number[bound as usize],
        CYCLES,
        WORK,
    );
    found
        .documents
        .into_iter()
        .map(|document| documents[document as usize].to_owned())
        .collect()
}

fn account_of(case: &Case, sentence: &Sentence) -> Option<AccountAt> {
    let at = AccountAt {
        card: sentence.card.clone(),
        field: sentence.field.to_owned(),
        nth: sentence.nth?,
    };
    date_at(case, &at).map(|_| at)
}

fn date_at(case: &Case, at: &AccountAt) -> Option<(String, Bounds)> {
    let mut values = case.card(&at.card)?.all(&at.field);
    let value = values.find(|value| value.nth == at.nth)?;
    match &value.meaning {
        Meaning::Date(date) => Some((value.words.clone(), date.bounds)),
        _ => None,
    }
}

/// The nearest year in which the same day would fit with all other sentences.
fn emend(case: &Case, at: &AccountAt) -> Option<Emendation> {
    let (written, bounds) = date_at(case, at)?;
    let (earliest, latest) = (bounds.earliest?, bounds.latest?);
    let (year, _, _) = Day::of(earliest).ymd();
    let rest = case.without_account(at);
    let free = Chronology::of(&rest).bounds(&at.card, mark_of_field(&at.field)?)?;
    if Chronology::of(&rest).contradiction().is_some() {
        return None;
    }
    let years = (1..=10).flat_map(|by| [-by, by]);
    let fits = years.map(|by| (by, shifted(earliest, by), shifted(latest, by)));
    let (by, first, last) = fits
        .into_iter()
        .find(|&(_, first, last)| Bounds::between(first, last).overlaps(free))?;
    let fits = match written.contains(&year.to_string()) {
        true => written.replace(&year.to_string(), &(year + by).to_string()),
        false => Bounds::between(first, last).to_string(),
    };
    Some(Emendation {
        account: at.clone(),
        written,
        fits,
    })
}

fn shifted(tick: Tick, years: i32) -> Tick {
    let day = Day::of(tick);
    day.plus_months(12 * years).start() + (tick - day.start())
}

fn mark_of_field(field: &str) -> Option<super::time::Mark> {
    use super::time::Mark;
    Some(match field {
        "when" => Mark::When,
        "until" => Mark::Until,
        "received" => Mark::Received,
        "dated" => Mark::Dated,
        "published" => Mark::Published,
        "said-on" => Mark::SaidOn,
        "recalled-on" => Mark::RecalledOn,
        _ => return None,
    })
}
