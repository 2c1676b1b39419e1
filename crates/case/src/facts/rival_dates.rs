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

/// Every conflict among the dates that are followed, and one for each rival date that cannot hold with the rest.
pub fn conflicts(case: &Case) -> Vec<Conflict> {
    let chronology = Chronology::of(case);
    let told = chronology.contradictions().into_iter();
    let mut all: Vec<Conflict> = told.map(|cycle| followed(case, cycle)).collect();
    let rivals = case.cards().flat_map(|card| case.rivals_of(&card.id));
    all.extend(rivals.filter_map(|at| conflict_of(case, &at)));
    all
}

/// The first conflict among the dates that are followed in which one card has a part.
pub fn conflict_at(case: &Case, id: &str) -> Option<Conflict> {
    let chronology = Chronology::of(case);
    let mine = |cycle: &Vec<&Sentence>| cycle.iter().any(|sentence| sentence.card == id);
    let cycle = chronology.contradictions().into_iter().find(mine)?;
    Some(followed(case, cycle))
}

/// What speaks against following one rival date; `None` when it can hold, is no date, or dates that are tied to it
/// conflict without it.
pub fn conflict_of(case: &Case, rival: &AccountAt) -> Option<Conflict> {
    date_at(case, rival)?;
    let near = around(case, &rival.card);
    let tried = near.following(rival);
    let chronology = Chronology::of(&tried);
    let cycle = chronology.contradiction()?.into_iter().cloned().collect();
    if Chronology::of(&near).contradiction().is_some() {
        return None;
    }
    Some(Conflict {
        sentences: against(&tried, &chronology, rival).unwrap_or(cycle),
        distrust: to_distrust(&chronology),
        emendation: emend(&tried, rival),
        rival: Some(rival.clone()),
    })
}

fn followed(case: &Case, cycle: Vec<&Sentence>) -> Conflict {
    let near = around(case, &cycle[0].card);
    let emended = |sentence: &&Sentence| emend(&near, &account_of(&near, sentence)?);
    Conflict {
        rival: None,
        distrust: to_distrust(&Chronology::of(&near)),
        emendation: cycle.iter().find_map(emended),
        sentences: cycle.into_iter().cloned().collect(),
    }
}

/// The cards whose dates are tied to those of one: no other has a say in them.
fn around(case: &Case, id: &str) -> Case {
    let own = BTreeSet::from([id.to_owned()]);
    case.only(&case.naming().tied(case, &own))
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
    let number: BTreeMap<u32, u32> = chronology
        .network()
        .bounds()
        .iter()
        .map(|bound| {
            let document = chronology.sentence(bound.id).documents[0].as_str();
            let number = *names.entry(document).or_insert_with(|| {
                documents.push(document);
                documents.len() as u32 - 1
            });
            (bound.id, number)
        })
        .collect();
    let found = distrust(chronology.network(), |bound| number[&bound], CYCLES, WORK);
    if found.documents.is_empty() {
        return of_alternatives(chronology);
    }
    found
        .documents
        .into_iter()
        .map(|document| documents[document as usize].to_owned())
        .collect()
}

/// Where all that is certain can hold, and "before or after" fits on neither side: the documents that say so.
fn of_alternatives(chronology: &Chronology) -> Vec<String> {
    let told = chronology.contradictions().into_iter().flatten();
    let said = told.filter(|sentence| sentence.field == "before-or-after");
    let all: BTreeSet<String> = said.flat_map(|one| one.documents.iter().cloned()).collect();
    all.into_iter().collect()
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
