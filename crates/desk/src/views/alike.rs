//! Texts that say nearly the same, found among very many: those that share most of their words.

use std::collections::BTreeMap;

/// How much two texts must share: of the words of both, three in four.
const SHARED: (usize, usize) = (3, 4);

/// Most lists that are compared with one because of one word, so that very many short texts of few words cost no more than
/// so many comparisons each.
const MOST: usize = 64;

/// The words of a text for comparing: letters and digits folded to small ones, each word once, sorted; scripts written
/// without spaces by pairs of signs.
pub fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let word = word.to_lowercase();
        match word.chars().any(is_unspaced) {
            true => {
                let signs: Vec<char> = word.chars().collect();
                match signs.len() {
                    1 => out.push(word),
                    _ => out.extend(signs.windows(2).map(|pair| pair.iter().collect())),
                }
            }
            false if !word.is_empty() => out.push(word),
            false => {}
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Signs of scripts in which words are not parted.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// For each list of words the number of the first one that it is alike, its own when there is none before it.
///
/// Two lists that share three words in four must share one of the rarest quarter of their words, so only lists that do
/// are compared (Chaudhuri and others 2006, prefix filter), at most so many for each word. Lists join what is alike their first, so that a chain of
/// small differences does not join what is far apart.
pub fn firsts(lists: &[Vec<String>]) -> Vec<usize> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for word in lists.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let mut numbers: Vec<(&str, u32)> = counts.into_iter().collect();
    numbers.sort_unstable_by_key(|(word, count)| (*count, *word));
    let numbers: BTreeMap<&str, u32> = numbers
        .into_iter()
        .zip(0..)
        .map(|((word, _), number)| (word, number))
        .collect();
    let lists: Vec<Vec<u32>> = lists
        .iter()
        .map(|list| {
            let mut list: Vec<u32> = list.iter().map(|word| numbers[word.as_str()]).collect();
            list.sort_unstable();
            list
        })
        .collect();
    let mut holding: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut out = Vec::with_capacity(lists.len());
    for (at, list) in lists.iter().enumerate() {
        let rare = &list[..prefix(list.len())];
        let held = rare.iter().filter_map(|word| holding.get(word));
        let mut before: Vec<usize> = held
            .flat_map(|held| held.iter().take(MOST))
            .copied()
            .collect();
        before.sort_unstable();
        before.dedup();
        let first = before.into_iter().find(|&other| alike(&lists[other], list));
        out.push(first.unwrap_or(at));
        if first.is_none() {
            for word in rare {
                holding.entry(*word).or_default().push(at);
            }
        }
    }
    out
}

/// How many of its rarest words a list of so many must be looked up by.
fn prefix(len: usize) -> usize {
    let needed = (len * SHARED.0).div_ceil(SHARED.1);
    (len + 1 - needed).min(len)
}

/// Whether two sorted lists share so much of all their words.
fn alike(a: &[u32], b: &[u32]) -> bool {
    if a.len().min(b.len()) * SHARED.1 < a.len().max(b.len()) * SHARED.0 {
        return false;
    }
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(one), Some(other)) = (a.get(i), b.get(j)) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    shared * SHARED.1 >= (a.len() + b.len() - shared) * SHARED.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_shares_most_of_its_words_is_alike() {
        let lists = [
            "The envoy left Vienna on 3 May.",
            "Orlov said that the fleet would sail.",
            "the envoy left vienna on 3 May!",
            "The envoy left Vienna on 4 May.",
            "毛澤東告訴金日成",
            "毛澤東告訴金日成。",
            "The envoy stayed.",
        ]
        .map(words);
        assert_eq!(firsts(&lists), [0, 1, 0, 0, 4, 4, 6]);
    }

    proptest! {
        #[test]
        fn looking_up_rare_words_finds_the_same_as_comparing_all(texts in proptest::collection::vec("([a-f] ){1,7}", 0..12)) {
            let lists: Vec<Vec<String>> = texts.iter().map(|text| words(text)).collect();
            let share = |a: &Vec<String>, b: &Vec<String>| {
                let shared = a.iter().filter(|word| b.contains(word)).count();
                shared * SHARED.1 >= (a.len() + b.len() - shared) * SHARED.0
            };
            let mut wanted: Vec<usize> = Vec::new();
            for (at, list) in lists.iter().enumerate() {
                let first = (0..at).find(|&other| wanted[other] == other && share(&lists[other], list));
                wanted.push(first.unwrap_or(at));
            }
            prop_assert_eq!(firsts(&lists), wanted);
        }
    }
}
