//! The laws of weighing, and the two puzzles of the founding article.

use super::*;
use insta::assert_snapshot;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn grade() -> impl Strategy<Value = Grade> {
    (0..4usize).prop_map(|place| Grade::ALL[place])
}

fn argument() -> impl Strategy<Value = Argument> {
    (grade(), btree_set(0..7u32, 1..=3))
        .prop_map(|(grade, roots)| Argument::new(grade, roots.into_iter().collect::<Vec<_>>()))
}

fn side() -> impl Strategy<Value = Vec<Argument>> {
    vec(argument(), 0..6)
}

fn with(side: &[Argument], more: &[Argument]) -> Vec<Argument> {
    side.iter().chain(more).cloned().collect()
}

/// New arguments of these grades, each from a root of its own.
fn fresh(grades: &[Grade]) -> Vec<Argument> {
    (100u32..)
        .zip(grades)
        .map(|(root, &grade)| Argument::new(grade, [root]))
        .collect()
}

/// The standards once more, by trying every set of arguments, with grades as arbitrary rising numbers.
mod by_trying {
    use super::{Argument, Standard};

    pub(super) struct Scale(pub(super) [i64; 4]);

    impl Scale {
        fn width(&self, side: &[Argument], place: usize) -> usize {
            let worth = |argument: &Argument| self.0[argument.grade as usize];
            let live: Vec<&Argument> = side.iter().filter(|a| worth(a) >= self.0[place]).collect();
            let apart = |chosen: &[&Argument]| {
                let mut roots: Vec<u32> = chosen.iter().flat_map(|a| a.roots.clone()).collect();
                let all = roots.len();
                roots.sort_unstable();
                roots.dedup();
                roots.len() == all
            };
            (0u32..1 << live.len())
                .map(|set| {
                    let chosen: Vec<&Argument> = (0..live.len())
                        .filter(|i| set >> i & 1 == 1)
                        .map(|i| live[i])
                        .collect();
                    if apart(&chosen) { chosen.len() } else { 0 }
                })
                .max()
                .unwrap_or(0)
        }

        fn clear(&self, pro: &[Argument], con: &[Argument]) -> bool {
            let best = |side: &[Argument]| side.iter().map(|a| self.0[a.grade as usize]).max();
            let vector = |side| [3, 2, 1, 0].map(|place| self.width(side, place));
            vector(pro) > vector(con)
                && best(pro) >= Some(self.0[2])
                && best(con) < best(pro)
                && (self.width(pro, 1) >= 2 || self.width(pro, 3) >= 1)
        }

        pub(super) fn standard(&self, pro: &[Argument], con: &[Argument]) -> Standard {
            let vector = |side| [3, 2, 1, 0].map(|place| self.width(side, place));
            let unshaken = || {
                (0..200u32).all(|root| {
                    let rest = |side: &[Argument]| -> Vec<Argument> {
                        side.iter()
                            .filter(|a| !a.roots.contains(&root))
                            .cloned()
                            .collect()
                    };
                    self.clear(&rest(pro), &rest(con))
                })
            };
            let enough = self.width(pro, 2) >= 2 || self.width(pro, 3) >= 1;
            if pro.is_empty() {
                Standard::None
            } else if vector(pro) <= vector(con) {
                Standard::Scintilla
            } else if !self.clear(pro, con) {
                Standard::Preponderance
            } else if self.width(con, 1) == 0 && enough && unshaken() {
                Standard::Established
            } else {
                Standard::Clear
            }
        }
    }
}

proptest! {
    #[test]
    fn copy_invariance(pro in side(), con in side(), which in any::<prop::sample::Index>(), lower in grade()) {
        prop_assume!(!pro.is_empty());
        let source = which.get(&pro);
        let copy = Argument { grade: lower.min(source.grade), roots: source.roots.clone() };
        let copied = with(&pro, &[copy]);
        prop_assert_eq!(standard(&copied, &con), standard(&pro, &con));
        prop_assert_eq!(verdict(&con, &copied), verdict(&con, &pro));
    }

    #[test]
    fn monotone(pro in side(), con in side(), new in argument()) {
        let now = standard(&pro, &con);
        prop_assert!(standard(&with(&pro, std::slice::from_ref(&new)), &con) >= now);
        prop_assert!(standard(&pro, &with(&con, &[new])) <= now);
    }

    #[test]
    fn order_independent(
        (pro, shuffled) in side().prop_flat_map(|s| (Just(s.clone()), Just(s).prop_shuffle())),
        con in side(),
    ) {
        prop_assert_eq!(standard(&pro, &con), standard(&shuffled, &con));
        prop_assert_eq!(standard(&con, &pro), standard(&con, &shuffled));
        prop_assert_eq!(widths(&pro), widths(&shuffled));
    }

    #[test]
    fn exclusive(pro in side(), con in side()) {
        let both = standard(&pro, &con).min(standard(&con, &pro));
        prop_assert!(both < Standard::Preponderance);
    }

    /// What a standard asks for, each standard above it asks for as well.
    #[test]
    fn nested(pro in side(), con in side()) {
        let reached = standard(&pro, &con);
        let (p, c) = (widths(&pro), widths(&con));
        if reached >= Standard::Scintilla {
            prop_assert!(!pro.is_empty());
        }
        if reached >= Standard::Preponderance {
            prop_assert!(p.vector() > c.vector());
        }
        if reached >= Standard::Clear {
            prop_assert!(p.best() >= Some(Grade::Strong) && c.best() < p.best());
            prop_assert!(p.fair >= 2 || p.decisive > 0);
        }
        if reached == Standard::Established {
            prop_assert!(c.fair == 0 && (p.strong >= 2 || p.decisive > 0));
        }
    }

    /// Roots are only names, and a document on which nothing here rests is never critical.
    #[test]
    fn irrelevant_document_changes_nothing(pro in side(), con in side(), gap in 1..50u32) {
        let spread = |side: &[Argument]| -> Vec<Argument> {
            let moved = |a: &Argument| Argument::new(a.grade, a.roots.iter().map(|r| (7 - r) * gap).collect::<Vec<_>>());
            side.iter().map(moved).collect()
        };
        prop_assert_eq!(verdict(&pro, &con), verdict(&spread(&pro), &spread(&con)));
        let used = roots(&pro, &con);
        prop_assert!(critical_roots(&pro, &con).iter().all(|root| used.contains(root)));
    }

    #[test]
    fn only_order_of_grades_matters(pro in side(), con in side(), steps in prop::array::uniform4(1..1000i64)) {
        let mut height = -1500;
        let scale = by_trying::Scale(steps.map(|step| { height += step; height }));
        prop_assert_eq!(standard(&pro, &con), scale.standard(&pro, &con));
    }

    #[test]
    fn established_verdicts_survive_any_single_root(grades in vec(grade(), 0..4), pro in side(), con in side()) {
        let pro = with(&pro, &fresh(&grades));
        if standard(&pro, &con) == Standard::Established {
            for root in roots(&pro, &con) {
                let rest = |side: &[Argument]| side.iter().filter(|a| !a.roots.contains(&root)).cloned().collect::<Vec<_>>();
                prop_assert!(standard(&rest(&pro), &rest(&con)) >= Standard::Clear);
            }
        }
    }

    /// What is said to settle a matter does, and nothing less does.
    #[test]
    fn settling_is_enough_and_least(pro in side(), con in side()) {
        for Settling { target, reached, additions } in what_would_settle(&pro, &con, 3) {
            let (own, other) = if target.side == For::Pro { (&pro, &con) } else { (&con, &pro) };
            prop_assert_eq!(reached, standard(own, other) >= target.standard);
            for grades in additions {
                prop_assert!(standard(&with(own, &fresh(&grades)), other) >= target.standard);
                for place in 0..grades.len() {
                    let mut less = grades.clone();
                    match less[place].lower() {
                        Some(lower) => less[place] = lower,
                        None => { less.remove(place); }
                    }
                    prop_assert!(standard(&with(own, &fresh(&less)), other) < target.standard);
                }
            }
        }
    }

    #[test]
    fn robustness_names_a_smallest_set(pro in side(), con in side()) {
        let single = critical_roots(&pro, &con);
        match robustness(&pro, &con, 3, 10_000) {
            Robustness::Falls(gone) if gone.len() == 1 => prop_assert_eq!(gone[0], single[0]),
            Robustness::Falls(gone) => {
                prop_assert!(single.is_empty());
                let rest = |side: &[Argument]| -> Vec<Argument> {
                    side.iter().filter(|a| a.roots.iter().all(|r| !gone.contains(r))).cloned().collect()
                };
                prop_assert_ne!(verdict(&rest(&pro), &rest(&con)), verdict(&pro, &con));
            }
            _ => prop_assert!(single.is_empty()),
        }
    }
}

const KIM: u32 = 0;
const SHI_ZHE: u32 = 1;
const LIU_TONG: u32 = 2;
const SOVIET_FILES: u32 = 3;
const SHTYKOV_1950: u32 = 4;

/// Puzzle 1: did Mao know the date of the attack?
fn puzzle_1() -> (Vec<Argument>, Vec<Argument>) {
    let knew = vec![Argument::new(Grade::Weak, [KIM])];
    let did_not = vec![
        Argument::new(Grade::Fair, [SHI_ZHE]),
        Argument::new(Grade::Fair, [SHI_ZHE]),
        Argument::new(Grade::Weak, [LIU_TONG]),
        Argument::new(Grade::Weak, [SOVIET_FILES]),
        Argument::new(Grade::Weak, [SHTYKOV_1950]),
    ];
    (knew, did_not)
}

#[test]
fn puzzle_1_probably_did_not_know_the_date() {
    let (knew, did_not) = puzzle_1();
    assert_eq!(widths(&knew).vector(), [0, 0, 0, 1]);
    assert_eq!(widths(&did_not).vector(), [0, 0, 1, 4]);
    assert_eq!(verdict(&knew, &did_not).word(), "not-p probable");
    assert!(critical_roots(&knew, &did_not).is_empty());
    // Without Shi Zhe and two of the weak lines the sides are level.
    assert_eq!(
        robustness(&knew, &did_not, 4, 1000),
        Robustness::Falls(vec![1, 2, 3])
    );
    let file = |grade| fresh(&[grade]);
    assert_eq!(
        verdict(&with(&knew, &file(Grade::Strong)), &did_not).word(),
        "probable"
    );
    assert_eq!(
        verdict(&knew, &with(&did_not, &file(Grade::Strong))).word(),
        "not-p clear"
    );
}

#[test]
fn puzzle_1_what_would_settle_it() {
    let (knew, did_not) = puzzle_1();
    assert_snapshot!(settled(&what_would_settle(&knew, &did_not, 3)), @r"
    Pro probable: strong, or fair + fair
    Pro clear: decisive, or strong + fair
    Pro established: no addition
    Con probable: reached
    Con clear: strong
    Con established: strong + strong
    ");
}

fn settled(all: &[Settling]) -> String {
    let line = |s: &Settling| {
        let words = |grades: &Vec<Grade>| {
            grades
                .iter()
                .map(|g| g.word())
                .collect::<Vec<_>>()
                .join(" + ")
        };
        let ways: Vec<String> = s.additions.iter().map(words).collect();
        let ways = if ways.is_empty() && !s.reached {
            "no addition".into()
        } else if s.reached {
            "reached".into()
        } else {
            ways.join(", or ")
        };
        format!("{:?} {}: {ways}\n", s.target.side, s.target.standard.word())
    };
    all.iter().map(line).collect()
}

/// Puzzle 2: was Mao reluctant to endorse? Under the wide definition, and under the narrow one.
#[test]
fn puzzle_2_rests_on_the_definition() {
    let argument = |grade, root| Argument::new(grade, [root]);
    let (roshchin, kovalev, qing_shi, burdens, shtykov_1949) = (10, 11, 12, 13, 14);
    let lines = [roshchin, kovalev, qing_shi];
    let reluctant = with(
        &lines.map(|root| argument(Grade::Fair, root)),
        &[argument(Grade::Weak, burdens)],
    );
    let not = [
        argument(Grade::Fair, shtykov_1949),
        argument(Grade::Weak, qing_shi),
    ];
    assert_eq!(widths(&reluctant).vector(), [0, 0, 3, 4]);
    assert_eq!(widths(&not).vector(), [0, 0, 1, 2]);
    assert_eq!(verdict(&reluctant, &not).word(), "probable");
    let opposed: Vec<Argument> = reluctant
        .iter()
        .map(|a| Argument {
            grade: Grade::Weak,
            ..a.clone()
        })
        .collect();
    assert_eq!(widths(&opposed).vector(), [0, 0, 0, 4]);
    assert_eq!(verdict(&opposed, &not).word(), "not-p probable");
}

#[test]
fn puzzle_1_flip_margins() {
    let (knew, did_not) = puzzle_1();
    let line = |f: Flip| {
        let word = |v: Option<Verdict>| v.map_or("-", Verdict::word);
        format!(
            "{:?} {}: lower {}, higher {}\n",
            f.side,
            f.argument,
            word(f.lower),
            word(f.higher)
        )
    };
    let lines: String = flips(&knew, &did_not).into_iter().map(line).collect();
    assert_snapshot!(lines, @r"
    Pro 0: lower -, higher not-p probable
    Con 0: lower not-p probable, higher not-p probable
    Con 1: lower not-p probable, higher not-p probable
    Con 2: lower -, higher not-p probable
    Con 3: lower -, higher not-p probable
    Con 4: lower -, higher not-p probable
    ");
}

#[test]
fn an_argument_that_bridges_two_others_takes_nothing_away() {
    let apart = [
        Argument::new(Grade::Fair, [1]),
        Argument::new(Grade::Fair, [2]),
    ];
    let bridge = Argument::new(Grade::Fair, [1, 2]);
    assert_eq!(widths(&with(&apart, &[bridge])).fair, 2);
}

#[test]
fn arguments_without_roots_are_one_line_together() {
    let bare = Argument::new(Grade::Fair, []);
    let side = [bare.clone(), bare, Argument::new(Grade::Weak, [1])];
    assert_eq!(widths(&side).vector(), [0, 0, 1, 2]);
}

#[test]
fn a_premise_passes_on_no_more_than_its_verdict() {
    let passed = |standard| as_premise(Grade::Strong, standard);
    assert_eq!(passed(Standard::Scintilla), None);
    assert_eq!(passed(Standard::Preponderance), Some(Grade::Fair));
    assert_eq!(passed(Standard::Clear), Some(Grade::Strong));
    assert_eq!(
        as_premise(Grade::Weak, Standard::Preponderance),
        Some(Grade::Weak)
    );
}

#[test]
fn a_defeated_undercutter_brings_its_target_back() {
    use Label::{In, Out, Undec};
    // 2 attacks 1, which attacks 0; 3 and 4 attack each other, and 4 attacks 5.
    assert_eq!(
        grounded(6, &[(1, 0), (2, 1), (3, 4), (4, 3), (4, 5)]),
        [In, Out, In, Undec, Undec, Undec]
    );
    assert_eq!(grounded(2, &[(0, 0), (0, 1)]), [Undec, Undec]);
}

/// All roots of both sides, sorted.
fn roots(pro: &[Argument], con: &[Argument]) -> BTreeSet<u32> {
    let all = pro.iter().chain(con);
    all.flat_map(|argument| argument.roots.iter().copied())
        .collect()
}

/// Rival arguments in their thousands, apart or tangled, are weighed in bounded steps, and what is not exact says so.
#[test]
fn ten_thousand_rival_arguments_are_weighed_in_bounded_steps() {
    let many = |roots: fn(u32) -> Vec<u32>| -> Vec<Argument> {
        let argument = |n: u32| Argument::new(Grade::ALL[n as usize % 3], roots(n));
        (0..10_000).map(argument).collect()
    };
    let apart = many(|n| vec![n]);
    let tangled = many(|n| vec![n, (n + 1) % 10_000, n * 7919 % 10_000]);
    let found = widths(&apart);
    assert_eq!(
        (found.vector(), found.exact),
        ([0, 3333, 6666, 10_000], true)
    );
    let found = widths(&tangled);
    assert!(!found.exact && found.weak > 2_000, "{found:?}");
    assert_eq!(verdict(&apart, &tangled[..100]).word(), "probable");
    assert_eq!(verdict(&apart, &[]).word(), "established");
    let (critical, all) = critical_within(&apart, &tangled[..100], 100_000);
    assert_eq!((critical, all), (vec![], true));
    let (critical, all) = critical_within(&tangled, &apart[..100], 100_000);
    assert_eq!((critical, all), (vec![], false));
    let settled = what_would_settle(&tangled, &tangled, 1);
    let one_line: Vec<&Settling> = settled
        .iter()
        .filter(|one| !one.additions.is_empty())
        .collect();
    assert!(
        !one_line.is_empty(),
        "of two sides that weigh the same, one line more tips it"
    );
    for Settling {
        target, additions, ..
    } in one_line
    {
        for grades in additions {
            let new = grades.iter().map(|&grade| Argument::new(grade, [20_000]));
            let own = with(&tangled, &new.collect::<Vec<_>>());
            assert!(standard(&own, &tangled) >= target.standard);
        }
    }
}
