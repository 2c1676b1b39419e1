//! What a reader of a verdict should know of its evidence: lines that count once, plurals of one voice, claims that grew
//! surer on the way.

use crate::compile::Case;
use crate::facts::drift::{By, Drift, drifts_on};
use crate::facts::lines::Line;
use crate::facts::names::{capital, listed};
use crate::facts::plural::one_voice;
use crate::weighing::For;
use std::collections::{BTreeMap, BTreeSet};

/// So many lines on one root are named; of more it is said how many.
const NAMED: usize = 12;

/// The sentences, in order of the sides and of the ids of the lines.
pub(super) fn caveats(case: &Case, matter: &str, lines: &[Line]) -> Vec<String> {
    let live: Vec<&Line> = lines.iter().filter(|line| line.dead.is_none()).collect();
    let mut out = counted_once(&live);
    let used = used(&live);
    out.extend(used.iter().filter_map(|id| plural(case, id)));
    let mut issues = BTreeSet::from([matter]);
    issues.extend(live.iter().filter_map(|line| {
        let bond = line.bond.as_ref()?;
        Some(bond.on.as_str())
    }));
    for issue in issues {
        let drifts = drifts_on(case, issue).into_iter();
        let bearing = drifts.filter(|drift| used.contains(drift.bold.as_str()));
        out.extend(bearing.map(|drift| grown(case, &drift)));
    }
    out
}

/// The lines and what they rest on.
fn used<'a>(live: &[&'a Line]) -> BTreeSet<&'a str> {
    let ids = live.iter().flat_map(|line| {
        let premises = line.premises.iter().map(String::as_str);
        premises.chain([line.id.as_str()])
    });
    ids.collect()
}

/// Lines of one side that rest on one root.
fn counted_once(live: &[&Line]) -> Vec<String> {
    let mut by_root: BTreeMap<(For, &str), Vec<&str>> = BTreeMap::new();
    for line in live {
        if let (Some(root), 1) = (line.roots.first(), line.roots.len()) {
            let lines = by_root.entry((line.side, root)).or_default();
            lines.push(&line.id);
        }
    }
    let several = by_root.into_iter().filter(|(_, ids)| ids.len() > 1);
    let told = several.map(|((side, root), ids)| {
        let names = match ids.len() {
            0..=NAMED => listed(&ids),
            more => format!("{} and {} more", ids[..NAMED].join(", "), more - NAMED),
        };
        let side = match side {
            For::Pro => "For it",
            For::Con => "Against it",
        };
        format!("{side}, {names} rest on one root, {root}, and together count once.")
    });
    told.collect()
}

/// A plural that is one voice.
fn plural(case: &Case, id: &str) -> Option<String> {
    let statement = case.statements.get(id)?;
    let (speaker, root) = one_voice(case, statement)?;
    Some(format!(
        "{} are spoken of in the plural, but all of it comes from one root: {root}. {}",
        capital(case.name_of(&speaker.value)),
        case.cited(id)
    ))
}

/// A claim that says outright what was said with care before.
fn grown(case: &Case, drift: &Drift) -> String {
    let (bold, careful, hedge) = (&drift.bold, &drift.careful, &drift.hedge);
    let why = match &drift.by {
        By::Speaker(speaker) => format!("{} says it in {careful}", case.name_of(speaker)),
        By::Source { careful: from, .. } => {
            format!("{from}, from which that text derives, says it in {careful}")
        }
        By::Through { source, .. } => format!("{source} itself says it in {careful}"),
    };
    format!(
        "{bold} says it outright; {why} with “{hedge}”. {} {}",
        case.cited(bold),
        case.cited(careful)
    )
}
