//! Which other matters' evidence bears on a matter: what entails it, what it entails, and what cannot be so beside it.
//!
//! What speaks for a matter speaks for all that it entails; what speaks against a matter speaks against all that entails
//! it; and what speaks for a matter speaks against its rivals, and against all that entails one of them. Nothing else
//! follows: two rivals may both be false, so that what speaks against one says nothing for the other.

use crate::compile::Case;
use crate::weighing::For;
use std::collections::{BTreeMap, BTreeSet};

/// Why a line of evidence on one matter bears on another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bond {
    /// The matter that the evidence speaks of.
    pub on: String,
    /// The side it takes there.
    pub there: For,
    /// The side it takes here.
    pub here: For,
    /// The bond in words: `schedule entails plan, which entails intention`.
    pub words: String,
    /// The matters whose cards state the bond, in the order of the words.
    pub stated: Vec<String>,
}

/// From each matter that was reached to the one before it.
type Steps = BTreeMap<String, Option<String>>;

/// The bonds of a matter or event to others, the entailing ones first, each group in order of id.
pub fn bonds(case: &Case, matter: &str) -> Vec<Bond> {
    let above = spread(matter, |at| entailing(case, at));
    let below = spread(matter, |at| entailed(case, at));
    let others = |steps: &Steps| -> Vec<String> {
        let ids = steps.keys().filter(|id| *id != matter);
        ids.cloned().collect()
    };
    let mut out = Vec::new();
    for on in others(&above) {
        let way = way(&above, &on);
        out.push(bond(on, For::Pro, For::Pro, &[Part::Entails(&way)]));
    }
    for on in others(&below) {
        let mut way = way(&below, &on);
        way.reverse();
        out.push(bond(on, For::Con, For::Con, &[Part::Entails(&way)]));
    }
    out.extend(against_rivals(case, &above, &below));
    out
}

/// The evidence for what cannot be so beside a matter. A matter that entails this one is left out: no evidence counts on
/// both sides because the cards contradict themselves.
fn against_rivals(case: &Case, above: &Steps, below: &Steps) -> Vec<Bond> {
    let mut found: BTreeMap<String, Bond> = BTreeMap::new();
    for under in below.keys() {
        let mut here = way(below, under);
        here.reverse();
        for rival in rivals(case, under) {
            let over = spread(&rival, |at| entailing(case, at));
            for on in over.keys().filter(|on| !above.contains_key(*on)) {
                let there = way(&over, on);
                let clash = [rival.clone(), under.clone()];
                let parts = [
                    Part::Entails(&there),
                    Part::Clash(&clash),
                    Part::Entails(&here),
                ];
                let new = bond(on.clone(), For::Pro, For::Con, &parts);
                let kept = found.entry(on.clone()).or_insert_with(|| new.clone());
                if new.stated.len() < kept.stated.len() {
                    *kept = new;
                }
            }
        }
    }
    found.into_values().collect()
}

/// What cannot be so if this is, whichever of the two cards says it. Sorted.
pub fn rivals(case: &Case, matter: &str) -> BTreeSet<String> {
    let says = |one: &str, other: &str| {
        let card = case.matters.get(one);
        card.is_some_and(|card| card.contradicts.iter().any(|of| of.value == other))
    };
    let named = case.naming().rivals(matter);
    named
        .filter(|other| says(matter, other) || says(other, matter))
        .cloned()
        .collect()
}

fn entailing(case: &Case, at: &str) -> Vec<String> {
    let named = case.naming().entailing(at);
    let all = named.filter_map(|id| case.matters.get(id));
    let entail = all.filter(|other| other.entails.iter().any(|target| target.value == at));
    entail.map(|other| other.id().to_owned()).collect()
}

fn entailed(case: &Case, at: &str) -> Vec<String> {
    let matter = case.matters.get(at);
    let entails = matter.map_or(&[][..], |matter| &matter.entails);
    entails.iter().map(|target| target.value.clone()).collect()
}

/// Everything reached from a matter, by the fewest steps.
fn spread(from: &str, next: impl Fn(&str) -> Vec<String>) -> Steps {
    let mut steps = Steps::from([(from.to_owned(), None)]);
    let mut open = vec![from.to_owned()];
    while !open.is_empty() {
        let mut further = Vec::new();
        for at in open {
            for to in next(&at) {
                if !steps.contains_key(&to) {
                    steps.insert(to.clone(), Some(at.clone()));
                    further.push(to);
                }
            }
        }
        open = further;
    }
    steps
}

/// The matters from `on` back to where the spreading began.
fn way(steps: &Steps, on: &str) -> Vec<String> {
    let mut way = vec![on.to_owned()];
    while let Some(Some(before)) = steps.get(&way[way.len() - 1]) {
        way.push(before.clone());
    }
    way
}

/// A part of a bond in words.
enum Part<'a> {
    /// Each entails the next.
    Entails(&'a [String]),
    /// The two cannot both be so.
    Clash(&'a [String; 2]),
}

fn bond(on: String, there: For, here: For, parts: &[Part<'_>]) -> Bond {
    let mut words: Vec<String> = Vec::new();
    let mut stated: Vec<String> = Vec::new();
    for part in parts {
        match part {
            Part::Entails([first, second, rest @ ..]) => {
                let rest = rest.iter().map(|id| format!(", which entails {id}"));
                words.push(format!(
                    "{first} entails {second}{}",
                    rest.collect::<String>()
                ));
            }
            Part::Entails(_) => {}
            Part::Clash([rival, under]) => {
                words.push(format!("{rival} and {under} cannot both be so"));
            }
        }
        let ids = match part {
            Part::Entails(way) => &way[..way.len().saturating_sub(1)],
            Part::Clash(both) => &both[..1],
        };
        stated.extend(ids.iter().cloned());
    }
    stated.dedup();
    Bond {
        on,
        there,
        here,
        words: words.join("; "),
        stated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lines::{sides, weigh};
    use crate::facts::roots::Links;
    use crate::weighing::{Standard, standard};
    use insta::assert_snapshot;
    use kaozheng_record::{Record, Sheet};
    use proptest::collection::vec;
    use proptest::prelude::*;

    const MATTERS: usize = 5;

    fn case(cards: &str) -> Case {
        let record = Record::new(vec![Sheet::parse("a.card", cards.to_owned())]);
        crate::compile(&record, &[], &crate::Settings::default()).value
    }

    fn check(cards: &str, matter: &str) -> String {
        let case = case(cards);
        let told = bonds(&case, matter).into_iter().map(|bond| {
            let (there, here) = (side(bond.there), side(bond.here));
            let stated = bond.stated.join(", ");
            format!(
                "{there} {} is {here} {matter}: {} [{stated}]\n",
                bond.on, bond.words
            )
        });
        told.collect()
    }

    fn side(side: For) -> &'static str {
        match side {
            For::Pro => "for",
            For::Con => "against",
        }
    }

    #[test]
    fn evidence_spreads_along_entailment_and_against_rivals() {
        let cards = "matter: date\nentails: schedule\n\nmatter: schedule\nentails: plan\n\nmatter: plan\nentails: talk\n\n\
             matter: talk\ncontradicts: silence\n\nmatter: silence\n\nmatter: deep-silence\nentails: silence\n";
        assert_snapshot!(check(cards, "plan"), @"
        for date is for plan: date entails schedule, which entails plan [date, schedule]
        for schedule is for plan: schedule entails plan [schedule]
        against talk is against plan: plan entails talk [plan]
        for deep-silence is against plan: deep-silence entails silence; silence and talk cannot both be so; plan entails talk [deep-silence, silence, plan]
        for silence is against plan: silence and talk cannot both be so; plan entails talk [silence, plan]
        ");
        assert_snapshot!(check(cards, "silence"), @"
        for deep-silence is for silence: deep-silence entails silence [deep-silence]
        for date is against silence: date entails schedule, which entails plan, which entails talk; talk and silence cannot both be so [date, schedule, plan, talk]
        for plan is against silence: plan entails talk; talk and silence cannot both be so [plan, talk]
        for schedule is against silence: schedule entails plan, which entails talk; talk and silence cannot both be so [schedule, plan, talk]
        for talk is against silence: talk and silence cannot both be so [talk]
        ");
    }

    #[test]
    fn a_matter_that_entails_its_own_rival_has_no_evidence_on_both_sides() {
        let cards = "matter: a\nentails: b; c\n\nmatter: b\ncontradicts: c\n\nmatter: c\n";
        assert_snapshot!(check(cards, "a"), @"
        against b is against a: a entails b [a]
        against c is against a: a entails c [a]
        for b is against a: b and c cannot both be so; a entails c [b, a]
        for c is against a: c and b cannot both be so; a entails b [c, a]
        ");
    }

    /// Arguments: which matter, for or against, the grade, the roots.
    type Made = (usize, bool, usize, Vec<usize>);

    fn arguments() -> impl Strategy<Value = Vec<Made>> {
        let roots = vec(0..4usize, 0..3);
        vec((0..MATTERS, any::<bool>(), 0..4usize, roots), 0..9)
    }

    /// Who entails whom, and who cannot be so beside whom.
    fn pairs() -> impl Strategy<Value = Vec<(usize, usize)>> {
        vec((0..MATTERS, 0..MATTERS), 0..5)
    }

    fn written(entails: &[(usize, usize)], rivals: &[(usize, usize)], made: &[Made]) -> String {
        let mut out: String = (0..4).map(|n| format!("source: s{n}\n\n")).collect();
        for matter in 0..MATTERS {
            out += &format!("matter: m{matter}\n");
            let of = |pairs: &[(usize, usize)], field: &str| -> String {
                let own = pairs
                    .iter()
                    .filter(|pair| pair.0 == matter && pair.1 != matter);
                own.map(|pair| format!("{field}: m{}\n", pair.1)).collect()
            };
            out += &of(entails, "entails");
            out += &of(rivals, "contradicts");
            out += "\n";
        }
        for (n, (matter, so, grade, roots)) in made.iter().enumerate() {
            let side = if *so { "for" } else { "against" };
            let word = kaozheng_record::schema::GRADES[*grade];
            out += &format!("argument: a{n}\n{side}: m{matter}\n");
            out.extend(roots.iter().map(|root| format!("premise: s{root}\n")));
            out += &format!("grade: {word}\n\n");
        }
        out
    }

    fn reached(case: &Case, matter: &str) -> [Standard; 2] {
        let [pro, con] = sides(&weigh(case, matter).lines, Links::Recorded);
        [standard(&pro, &con), standard(&con, &pro)]
    }

    fn consistent(case: &Case) -> bool {
        let sound = |id: &String| {
            let below = spread(id, |at| entailed(case, at));
            let clash = |of: &String| rivals(case, of).iter().any(|one| below.contains_key(one));
            !below.keys().any(clash)
        };
        case.matters.keys().all(sound)
    }

    proptest! {
        #[test]
        fn what_is_entailed_is_at_least_as_sure(entails in pairs(), rivals in pairs(), made in arguments()) {
            let case = case(&written(&entails, &rivals, &made));
            for matter in case.matters.keys() {
                for other in spread(matter, |at| entailed(&case, at)).keys() {
                    let ([so, not], [so_other, not_other]) = (reached(&case, matter), reached(&case, other));
                    prop_assert!(so <= so_other, "{matter} {so:?}, {other} {so_other:?}");
                    prop_assert!(not_other <= not, "{matter} {not:?}, {other} {not_other:?}");
                }
            }
        }

        #[test]
        fn rivals_are_never_both_probable(entails in pairs(), said in pairs(), made in arguments()) {
            let case = case(&written(&entails, &said, &made));
            prop_assume!(consistent(&case));
            for matter in case.matters.keys() {
                for other in rivals(&case, matter) {
                    let both = [reached(&case, matter)[0], reached(&case, &other)[0]];
                    prop_assert!(both.contains(&Standard::None) || both.iter().any(|one| *one < Standard::Preponderance), "{both:?}");
                }
            }
        }

        #[test]
        fn a_new_argument_for_a_matter_never_lowers_what_it_entails(
            entails in pairs(), rivals in pairs(), made in arguments(), grade in 0..4usize, matter in 0..MATTERS,
        ) {
            let before = case(&written(&entails, &rivals, &made));
            let more = [made, vec![(matter, true, grade, vec![0])]].concat();
            let after = case(&written(&entails, &rivals, &more));
            for other in spread(&format!("m{matter}"), |at| entailed(&before, at)).keys() {
                prop_assert!(reached(&before, other)[0] <= reached(&after, other)[0]);
            }
        }

        #[test]
        fn never_a_matter_and_its_denial(entails in pairs(), rivals in pairs(), made in arguments()) {
            let case = case(&written(&entails, &rivals, &made));
            for matter in case.matters.keys() {
                let [so, not] = reached(&case, matter);
                prop_assert!(so < Standard::Preponderance || not < Standard::Preponderance);
            }
        }
    }

    #[test]
    fn a_long_chain_of_matters_and_many_diamonds_are_weighed_in_time() {
        let mut cards =
            "source: s\n\nargument: a0\nfor: m0\npremise: s\ngrade: strong\n\nmatter: m0\n\n"
                .to_owned();
        for n in 1..3_000 {
            let below = n - 1;
            cards += &format!("matter: m{n}\n\n");
            for way in ["left", "right"] {
                cards +=
                    &format!("argument: {way}{n}\nfor: m{n}\npremise: m{below}\ngrade: strong\n\n");
            }
        }
        let case = case(&cards);
        assert_eq!(
            weigh(&case, "m2999").lines[0].roots,
            BTreeSet::from(["s".to_owned()])
        );
        assert_eq!(
            reached(&case, "m2999"),
            [Standard::Preponderance, Standard::None]
        );
    }
}
