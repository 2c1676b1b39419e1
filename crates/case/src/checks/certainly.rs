//! What one date certainly excludes of another, and which dates of a source are compared.
//!
//! A day that names no zone is the day of some place on earth; two such days of one moment can differ by one. So what
//! lies less than a day apart is never certainly apart.

use crate::Case;
use crate::compile::{Account, Card, Ground, Source};
use kaozheng_values::dates::{Bounds, DAY, Date};
use std::sync::Arc;

/// Whether one date lies wholly before another, wherever on earth they were written down.
pub(super) trait Certain {
    /// Whether every moment of this lies more than a day before every moment of `other`.
    fn certainly_before(&self, other: &Date) -> bool;
}

impl Certain for Date {
    fn certainly_before(&self, other: &Date) -> bool {
        apart(self.bounds, other.bounds)
    }
}

/// Whether all of `a` lies more than a day before all of `b`.
pub(super) fn apart(a: Bounds, b: Bounds) -> bool {
    !a.is_empty()
        && !b.is_empty()
        && matches!((a.latest, b.earliest), (Some(last), Some(first)) if last.saturating_add(DAY) < first)
}

/// When the text of a source was fixed at the latest: its printing, or else the date it bears.
pub(super) fn text_of(source: &Source) -> Option<&Account<Arc<Date>>> {
    let (printed, dated) = (source.published.followed(), source.dated.followed());
    match (printed, dated) {
        (Some(printed), Some(dated)) if ends_before(&printed.value, &dated.value) => Some(dated),
        _ => printed.or(dated),
    }
}

/// When a source came to be at the earliest: the date it bears, or else its printing.
pub(super) fn written(source: &Source) -> Option<&Account<Arc<Date>>> {
    let (printed, dated) = (source.published.followed(), source.dated.followed());
    match (printed, dated) {
        (Some(printed), Some(dated)) if begins_before(&printed.value, &dated.value) => {
            Some(printed)
        }
        _ => dated.or(printed),
    }
}

/// Every ground of a card: of the whole and of each value.
pub(super) fn grounds(card: &Arc<Card>) -> impl Iterator<Item = &Ground> {
    card.grounds
        .iter()
        .chain(card.values.iter().flat_map(|value| &value.grounds))
}

/// Who is known through whom by a ground: the source read with the one that reports it, from the inside outwards.
pub(super) fn known_through<'a>(case: &'a Case, ground: &Ground) -> Vec<(&'a Source, &'a Source)> {
    let sources: Vec<&Source> = ground
        .sources()
        .into_iter()
        .filter_map(|id| Some(case.sources.get(id)?.as_ref()))
        .collect();
    sources
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .filter(|(cited, citing)| cited.id() != citing.id())
        .collect()
}

fn ends_before(a: &Date, b: &Date) -> bool {
    match (a.bounds.latest, b.bounds.latest) {
        (Some(a), Some(b)) => a < b,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

fn begins_before(a: &Date, b: &Date) -> bool {
    match (a.bounds.earliest, b.bounds.earliest) {
        (Some(a), Some(b)) => a < b,
        (None, Some(_)) => true,
        (_, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::run;
    use crate::{Settings, compile};
    use kaozheng_record::{Record, Sheet};
    use proptest::prelude::*;

    const ANACHRONISMS: [&str; 5] = [
        "cites-what-is-later",
        "older-than-its-matter",
        "out-of-office",
        "outside-lifetime",
        "source-not-yet-readable",
    ];

    /// A case in which one date stands for the earlier and one for the later of each pair that is checked.
    fn raised(earlier: &str, later: &str) -> Vec<&'static str> {
        let text = format!(
            "source: copy\ntype: letter\ndated: {earlier}\nderives-from: first, quoted\n\n\
             source: first\ntype: telegram\ndated: {later}\n\n\
             source: book\ntype: book\npublished: {earlier}\nderives-from: file, used\n\n\
             source: file\ntype: archive-file\nreleased: {later}\n\n\
             source: cable\ntype: telegram\ndated: {earlier}\n\n\
             person: envoy\nname: Envoy\ndied: {earlier}\noffice: Envoy, until {earlier}\n\n\
             event: visit\nfrom: cable\ntype: visit\nwhen: {later}\nwho: envoy\nas: envoy, Envoy\n"
        );
        let record = Record::new(vec![Sheet::parse("a.card", &text)]);
        let case = compile(&record, &[], &Settings::default()).value;
        let codes = run(&case).into_iter().map(|note| note.code);
        let mut codes: Vec<_> = codes.filter(|code| ANACHRONISMS.contains(code)).collect();
        codes.dedup();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    #[test]
    fn every_anachronism_is_found_when_it_is_certain() {
        assert_eq!(raised("3 May 1949", "18 May 1950"), ANACHRONISMS);
    }

    #[test]
    fn days_of_two_places_that_may_be_one_moment_are_no_anachronism() {
        assert_eq!(raised("24 June 1950", "25 June 1950"), [""; 0]);
    }

    fn vague() -> impl Strategy<Value = (String, i32, i32)> {
        (1900i32..1960, 0usize..6).prop_map(|(year, shape)| {
            let decade = year / 10 * 10;
            match shape {
                0 => (format!("{year}"), year, year),
                1 => (format!("early {year}"), year, year),
                2 => (format!("{decade}s"), decade, decade + 9),
                3 => (format!("c. {year}"), year - 2, year + 2),
                4 => (format!("{year} to {}", year + 3), year, year + 3),
                _ => (format!("[{year}?]"), year, year),
            }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn uncertain_dates_never_give_a_false_alarm(a in vague(), b in vague()) {
            let (first, second) = (&a, &b);
            // Some day of the one is no later than some day of the other: nothing is certain.
            if second.1 <= first.2 && first.0 != second.0 {
                let found = raised(&first.0, &second.0);
                let by_months = first.0.starts_with("early") || second.0.starts_with("early");
                prop_assert!(found.is_empty() || by_months && second.1 == first.2, "{} {}: {found:?}", a.0, b.0);
            }
        }
    }
}
