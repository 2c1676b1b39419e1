//! What checks say of one case and not of another, without looking at all that is the same in both.

use super::{CHECKS, CaseCheck, Look, Scope, unknown_id};
use crate::Case;
use kaozheng_text::Diagnostic;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Notes in words, each with its code: `dates-conflict: These dates cannot all hold: …`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Said after and not before, in order.
    pub(crate) raised: Vec<String>,
    /// Said before and not after, in order.
    pub(crate) settled: Vec<String>,
}

/// What all checks say otherwise of the second case than of the first.
///
/// A check that can look at a few cards looks at those that the changed ones reach; only where it says something else
/// of these does it look at all, since the same words may have been said of others.
pub(crate) fn difference(before: &Case, after: &Case) -> Difference {
    let scope = Scope::between(before, after);
    let each = CHECKS
        .par_iter()
        .map(|check| of_check(check, before, after, &scope));
    let each: Vec<[BTreeSet<String>; 2]> = each.collect();
    let all = |side: usize| -> BTreeSet<&String> { each.iter().flat_map(|of| &of[side]).collect() };
    let (was, is) = (all(0), all(1));
    let only = |one: &BTreeSet<&String>, other: &BTreeSet<&String>| {
        one.difference(other).map(|note| (*note).clone()).collect()
    };
    Difference {
        raised: only(&is, &was),
        settled: only(&was, &is),
    }
}

/// What one check says of both cases, so far as that can differ.
fn of_check(
    check: &CaseCheck,
    before: &Case,
    after: &Case,
    scope: &Scope,
) -> [BTreeSet<String>; 2] {
    let both = |scope: &Scope| {
        let (was, is) = rayon::join(
            || in_words(&check.within(before, scope)),
            || in_words(&check.within(after, scope)),
        );
        [was, is]
    };
    let near = both(scope);
    let whole = matches!((scope, check.look), (Scope::Whole, _) | (_, Look::Whole(_)));
    match whole || near[0] == near[1] {
        true => near,
        false => both(&Scope::Whole),
    }
}

fn in_words(notes: &[Diagnostic]) -> BTreeSet<String> {
    notes
        .iter()
        .map(|note| format!("{}: {}", note.code, note.message))
        .collect()
}

/// The ids that one card names and no card carries.
pub(crate) fn unknown_on(case: &Case, card: &str) -> Vec<Diagnostic> {
    unknown_id::CHECK.within(case, &Scope::card(card))
}
