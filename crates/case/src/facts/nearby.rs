//! What bears on a date beside the chain that gives it: sentences that were set aside, and "before or after".

use super::reckoning::Reckoning;
use super::time::{Chronology, Mark, Sentence};
use super::when;
use crate::chronology::Scenarios;

/// What else is to be said of one date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nearby {
    /// The date has a part in dates that cannot all hold.
    pub stands_alone: bool,
    /// In sentences: what was set aside near it, and how "before or after" was taken.
    pub told: Vec<String>,
}

impl Nearby {
    /// What bears on one time of a card.
    pub fn of(chronology: &Chronology, id: &str, mark: Mark) -> Nearby {
        let dates = chronology.around(&[id]);
        let Some(point) = dates.point(id, mark) else {
            return Nearby::default();
        };
        let stands_alone = dates.stands_alone(point);
        let mut told = Vec::new();
        if !stands_alone {
            let aside = dates.set_aside().map(|cycle| {
                format!(
                    "These sentences cannot all hold, and so none of them has a part in this date: {}.",
                    cited(&cycle)
                )
            });
            told.extend(aside);
            if let Some(of) = dates.scenarios_of(point) {
                told.extend(taken(&dates, of, point));
            }
        }
        Nearby { stands_alone, told }
    }
}

fn cited(sentences: &[&Sentence]) -> String {
    let all = sentences
        .iter()
        .map(|one| format!("{} {}", one.words, one.cited));
    all.collect::<Vec<String>>().join("; ")
}

const NEITHER: &str = "So \"before or after\" fits on neither side, and sets no limit here.";
const NONE_TOGETHER: &str = "So no way of taking \"before or after\" fits with the others, and none of them sets a limit here.";

/// How "before or after" can be taken, and what each way does to a date.
fn taken(dates: &Reckoning, of: &Scenarios, point: u32) -> Vec<String> {
    let mut told = Vec::new();
    let shut: Vec<[u32; 2]> = of.shut.iter().map(|&at| dates.sides(at)).collect();
    for (label, found) in &of.excluded {
        let side = dates.taken(*label);
        told.push(match found {
            Some(found) => format!("{side} does not fit: {}.", cited(&dates.told(&found.cycle))),
            None => format!("{side} fits with no way of taking the other alternatives."),
        });
        if shut.iter().any(|sides| sides[1] == *label) {
            told.push(NEITHER.to_owned());
        }
    }
    if of.ways == 0 {
        told.push(NONE_TOGETHER.to_owned());
    }
    if of.ways > 1 {
        for way in &of.told {
            let sides: Vec<String> = way.iter().map(|&label| dates.taken(label)).collect();
            let date = dates.dates_if(point, way).unwrap_or_default();
            let date = when::shown(when::interval(date));
            told.push(format!("One way: {}; then {date}.", sides.join(", ")));
        }
        if of.ways > of.told.len() {
            told.push(format!("{} more ways hold.", of.ways - of.told.len()));
        }
    }
    if !of.untried.is_empty() {
        let (tried, all) = (of.tried.len(), of.tried.len() + of.untried.len());
        told.push(format!(
            "At least {} ways were looked at: of {all} alternatives that bear on one another {tried} were tried together, and the rest set no limit.",
            of.ways
        ));
    }
    told
}
