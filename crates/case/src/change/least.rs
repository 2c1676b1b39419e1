//! The fewest of many changes that still do what all of them do together.

/// A set of the numbers below `count` that still `holds` and of which no single one can be left out, and whether that
/// was found within `tries` tests; if not, all that are left.
///
/// All together must hold. Runs of numbers are left out first, halved until each is tried alone (Zeller, Hildebrandt
/// 2002), so that few tests are needed where few numbers matter.
pub(super) fn least(
    count: usize,
    tries: &mut usize,
    holds: impl Fn(&[usize]) -> bool,
) -> (Vec<usize>, bool) {
    let mut kept: Vec<usize> = (0..count).collect();
    let mut size = count.max(1);
    loop {
        let before = kept.len();
        let mut at = 0;
        while at < kept.len() {
            if *tries == 0 {
                return (kept, false);
            }
            *tries -= 1;
            let end = (at + size).min(kept.len());
            let rest: Vec<usize> = kept[..at].iter().chain(&kept[end..]).copied().collect();
            match holds(&rest) {
                true => kept = rest,
                false => at = end,
            }
        }
        if size == 1 && kept.len() == before {
            return (kept, true);
        }
        size = size.div_ceil(2).min(kept.len().max(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::btree_set;
    use proptest::prelude::*;

    proptest! {
        /// Where a set of changes is needed and enough, that set is found, whatever else changed.
        #[test]
        fn what_is_needed_is_found_among_all_that_changed(
            count in 1..60usize,
            needed in btree_set(0..60usize, 0..5),
        ) {
            let needed: Vec<usize> = needed.into_iter().filter(|&one| one < count).collect();
            let holds = |kept: &[usize]| needed.iter().all(|one| kept.contains(one));
            prop_assert_eq!(least(count, &mut 10_000, holds), (needed.clone(), true));
        }

        /// Of what is found, nothing can be left out, even where less sometimes does more.
        #[test]
        fn nothing_can_be_left_out_of_what_is_found(count in 1..12usize, seed in any::<u64>()) {
            let whole = (1u64 << count) - 1;
            let bits = |kept: &[usize]| kept.iter().fold(0u64, |bits, &one| bits | 1 << one);
            let holds = |kept: &[usize]| {
                bits(kept) == whole || (bits(kept).wrapping_mul(seed | 1) >> 3).is_multiple_of(3)
            };
            let (found, exact) = least(count, &mut 10_000, holds);
            prop_assert!(exact && holds(&found));
            for one in &found {
                let rest: Vec<usize> = found.iter().copied().filter(|other| other != one).collect();
                prop_assert!(!holds(&rest));
            }
        }
    }

    #[test]
    fn tries_that_run_out_are_told() {
        assert_eq!(
            least(4, &mut 1, |kept| kept.len() == 4),
            (vec![0, 1, 2, 3], false)
        );
    }
}
