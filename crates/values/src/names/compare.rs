//! Compares two forms of a name, and says why they may or may not be one.

use super::fold::{is_east_asian_family, words};
use super::romanised::{Respelt, wade_giles_of};

/// What a comparison of two forms found.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// The forms differ only as printing, romanising or shortening make them differ.
    pub same: bool,
    /// How alike they are, 0 to 1. From about 0.75 on a pair is worth showing to a person.
    pub score: f64,
    /// The rule that decided, in words.
    pub why: String,
}

/// Compares two forms of a name in one script.
///
/// Same: equal but for case, marks, hyphens, spaces; an initial for a given name it begins; a comma for the order of family name;
/// one letter in a long name as OCR misreads it. Not the same, but shown: the same words in another order, a romanisation one
/// letter off, a given name more.
pub fn same_name(a: &str, b: &str) -> Comparison {
    let (mut first, mut second) = (ordered(a), ordered(b));
    let generations = (take_generation(&mut first), take_generation(&mut second));
    let mut found = compare(&first, &second);
    if let Some(respelt) = wade_giles_of(a, b)
        && !found.same
    {
        found = romanised(respelt);
    }
    if generations.0 != generations.1 && found.score > 0.0 {
        return told(
            false,
            found.score.min(0.85),
            "one is marked off by junior, senior or a number",
        );
    }
    found
}

/// A likeness only: breathings left out, one spelling in Wade-Giles is that of several names.
fn romanised(respelt: Respelt) -> Comparison {
    match respelt {
        Respelt::Surely => told(
            false,
            0.9,
            "one is in Wade-Giles what the other is in pinyin",
        ),
        Respelt::Perhaps => told(
            false,
            0.7,
            "one may be the Wade-Giles spelling of the other, or another name in pinyin",
        ),
    }
}

/// Words that tell a father from a son of one name.
const GENERATIONS: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "fils"];

fn take_generation(words: &mut Vec<String>) -> Option<String> {
    let at = words
        .iter()
        .skip(1)
        .position(|word| GENERATIONS.contains(&word.as_str()))?
        + 1;
    Some(words.remove(at))
}

fn compare(first: &[String], second: &[String]) -> Comparison {
    if first.is_empty() || second.is_empty() {
        return told(false, 0.0, "one of them has no letters");
    }
    if first == second {
        return told(true, 1.0, "the same but for capitals, marks and hyphens");
    }
    if first.concat() == second.concat() {
        return told(true, 0.98, "the same but for spaces and hyphens");
    }
    if sorted(first) == sorted(second) {
        return told(false, 0.7, "the same words in another order");
    }
    if let Some(found) = initials(first, second) {
        return found;
    }
    if let Some(found) = part_of(first, second) {
        return found;
    }
    letters(first, second)
}

fn told(same: bool, score: f64, why: &str) -> Comparison {
    Comparison {
        same,
        score,
        why: why.to_string(),
    }
}

/// Folded words, the family name first where a comma says which it is.
fn ordered(name: &str) -> Vec<String> {
    match name.split_once(',') {
        Some((family, given)) if names_a_person(&words(given)) => {
            given_first(&words(family), &words(given))
        }
        _ => words(name),
    }
}

/// After a comma stands a given name, unless it is only `Jr.`.
fn names_a_person(given: &[String]) -> bool {
    given
        .iter()
        .any(|word| !GENERATIONS.contains(&word.as_str()))
}

/// `Kennan, George` is George Kennan, but `Mao, Zedong` is Mao Zedong.
fn given_first(family: &[String], given: &[String]) -> Vec<String> {
    let east_asian =
        family.len() == 1 && is_east_asian_family(&family[0]) && given.concat().len() > 2;
    let (one, two) = if east_asian {
        (family, given)
    } else {
        (given, family)
    };
    one.iter().chain(two).cloned().collect()
}

fn sorted(words: &[String]) -> Vec<String> {
    let mut list = words.to_vec();
    list.sort();
    list
}

/// `G. F. Kennan` and `George F. Kennan`: one shared family name, and initials that begin the given names.
fn initials(a: &[String], b: &[String]) -> Option<Comparison> {
    let (family_a, given_a) = a.split_last()?;
    let (family_b, given_b) = b.split_last()?;
    let is_initial = |word: &String| word.chars().count() == 1;
    let some_initial = given_a.iter().chain(given_b).any(is_initial);
    if family_a != family_b
        || family_a.chars().count() < 2
        || !some_initial
        || given_a.is_empty()
        || given_b.is_empty()
    {
        return None;
    }
    let fit = given_a.iter().zip(given_b).all(|(x, y)| {
        x == y
            || (is_initial(x) && y.starts_with(x.as_str()))
            || (is_initial(y) && x.starts_with(y.as_str()))
    });
    if !fit {
        return Some(told(false, 0.3, "the same family name, other initials"));
    }
    let full = given_a
        .iter()
        .zip(given_b)
        .any(|(x, y)| x == y && !is_initial(x));
    let equal_length = given_a.len() == given_b.len();
    if is_east_asian_family(family_a) && !full {
        return Some(told(
            false,
            0.8,
            "an initial tells too little beside so common a family name",
        ));
    }
    if equal_length || full {
        return Some(told(true, 0.9, "initials of the same given names"));
    }
    Some(told(
        false,
        0.8,
        "the first initial fits, but one has a further given name",
    ))
}

/// `Stalin` and `Joseph Stalin`; never `Kim Il` and `Kim Il-sung`.
fn part_of(a: &[String], b: &[String]) -> Option<Comparison> {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() == long.len() || !short.iter().all(|word| long.contains(word)) {
        return None;
    }
    if short.len() == 1 {
        return Some(told(
            false,
            0.6,
            "one name alone may be anyone's who bears it",
        ));
    }
    if is_east_asian_family(&short[0]) && long[0] == short[0] {
        return Some(told(false, 0.3, "the given name is longer: another person"));
    }
    // John Foster Dulles and John Dulles: first and last agree.
    let ends = short.first() == long.first() && short.last() == long.last();
    Some(told(
        false,
        if ends { 0.85 } else { 0.5 },
        "one has a further given name",
    ))
}

/// Names that differ by letters.
fn letters(a: &[String], b: &[String]) -> Comparison {
    let (one, two) = (a.concat(), b.concat());
    let shorter = one.chars().count().min(two.chars().count());
    let longer = one.chars().count().max(two.chars().count());
    let apart = letters_apart(&one, &two);
    let score = 1.0 - apart as f64 / longer as f64;
    if apart == 1 && shorter >= 8 && a.len() == b.len() && is_slip(&one, &two) {
        return told(
            true,
            0.93,
            "one letter apart, of a pair that print confuses",
        );
    }
    // In short romanised names each letter tells: Xu Yan is not Xu Jian.
    let differing: Vec<(&String, &String)> = a.iter().zip(b).filter(|(x, y)| x != y).collect();
    let romanised = a.iter().chain(b).any(|word| is_east_asian_family(word));
    let short_word = a.len() == b.len()
        && differing
            .iter()
            .any(|(x, y)| x.chars().count().min(y.chars().count()) < 5);
    if apart <= 2 && shorter >= 7 && !(romanised && short_word) {
        return told(
            false,
            0.75 + 0.1 * score,
            "nearly the same letters: a slip of spelling or of print, or another person",
        );
    }
    let why = if apart <= 2 {
        "a letter tells in names so short"
    } else {
        "other letters"
    };
    told(false, (score * 0.6).min(0.6), why)
}

/// Letters that print and OCR take for one another.
const CONFUSED: [&str; 8] = ["il1t", "ceo", "nhru", "uv", "bh", "mn", "fst", "gq"];

/// True when the one differing letter is of a pair that looks alike.
fn is_slip(a: &str, b: &str) -> bool {
    if a.chars().count() != b.chars().count() {
        return false;
    }
    let pairs: Vec<(char, char)> = a.chars().zip(b.chars()).filter(|(x, y)| x != y).collect();
    pairs.iter().all(|(x, y)| {
        CONFUSED
            .iter()
            .any(|set| set.contains(*x) && set.contains(*y))
    })
}

/// Single letters added, left out, changed or swapped with their neighbour that part `a` from `b`, in code points.
///
/// The optimal string alignment distance. Only the first 200 letters of each are compared, so that time stays bounded.
pub fn letters_apart(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) =
        (a.chars().take(200).collect(), b.chars().take(200).collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = changed.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(pairs: &[(&str, &str)]) -> String {
        let line = |(a, b): &(&str, &str)| {
            let found = same_name(a, b);
            format!(
                "{a} / {b}: {} {:.2}, {}\n",
                if found.same { "same" } else { "not same" },
                found.score,
                found.why
            )
        };
        pairs.iter().map(line).collect()
    }

    #[test]
    fn same_names() {
        insta::assert_snapshot!(shown(&[
            ("Kim Il-sung", "Kim Il Sung"), ("Mao Zedong", "Mao Ze-dong"), ("G. F. Kennan", "George F. Kennan"),
            ("Kennan, George F.", "George F. Kennan"), ("Mao, Zedong", "Mao Zedong"), ("P'eng Te-huai", "Peng Te-Huai"),
            ("Khrushchev", "Khrnshchev"), ("Herter, Christian A., Jr.", "Christian A. Herter, Jr."), ("毛澤東", "毛 澤東"),
        ]), @r"
    Kim Il-sung / Kim Il Sung: same 1.00, the same but for capitals, marks and hyphens
    Mao Zedong / Mao Ze-dong: same 0.98, the same but for spaces and hyphens
    G. F. Kennan / George F. Kennan: same 0.90, initials of the same given names
    Kennan, George F. / George F. Kennan: same 1.00, the same but for capitals, marks and hyphens
    Mao, Zedong / Mao Zedong: same 1.00, the same but for capitals, marks and hyphens
    P'eng Te-huai / Peng Te-Huai: same 1.00, the same but for capitals, marks and hyphens
    Khrushchev / Khrnshchev: same 0.93, one letter apart, of a pair that print confuses
    Herter, Christian A., Jr. / Christian A. Herter, Jr.: same 1.00, the same but for capitals, marks and hyphens
    毛澤東 / 毛 澤東: same 0.98, the same but for spaces and hyphens
    ");
    }

    #[test]
    fn names_that_must_never_be_merged() {
        insta::assert_snapshot!(shown(&[
            ("Kim Il", "Kim Il-sung"), ("Zhang Xiaoming", "Xiaoming Zhang"), ("Xu Yan", "Xu Jian"), ("Stalin", "Joseph Stalin"),
            ("Herter, Christian A., Jr.", "Christian A. Herter"), ("J. Kim", "H. Kim"), ("J. Kim", "Jong Kim"), ("Kim Il-sung", "Kim Il-sŏng"), ("Kim Il", "Kim Ir"), ("Liu Tong", "Liu Tao"), ("", "Mao"), ("毛澤東", "毛澤民"), ("Wang Ping", "Wang Bing"),
        ]), @r#"
        Kim Il / Kim Il-sung: not same 0.30, the given name is longer: another person
        Zhang Xiaoming / Xiaoming Zhang: not same 0.70, the same words in another order
        Xu Yan / Xu Jian: not same 0.40, a letter tells in names so short
        Stalin / Joseph Stalin: not same 0.60, one name alone may be anyone's who bears it
        Herter, Christian A., Jr. / Christian A. Herter: not same 0.85, one is marked off by junior, senior or a number
        J. Kim / H. Kim: not same 0.30, the same family name, other initials
        J. Kim / Jong Kim: not same 0.80, an initial tells too little beside so common a family name
        Kim Il-sung / Kim Il-sŏng: not same 0.53, a letter tells in names so short
        Kim Il / Kim Ir: not same 0.48, a letter tells in names so short
        Liu Tong / Liu Tao: not same 0.34, other letters
         / Mao: not same 0.00, one of them has no letters
        毛澤東 / 毛澤民: not same 0.40, a letter tells in names so short
        Wang Ping / Wang Bing: not same 0.70, one may be the Wade-Giles spelling of the other, or another name in pinyin
        "#);
    }

    #[test]
    fn pairs_worth_showing_to_a_person() {
        insta::assert_snapshot!(shown(&[
            ("Shen Zihua", "Shen Zhihua"), ("Nie Rongzheng", "Nie Rongzhen"), ("Roshchin", "Roshichin"), ("John Dulles", "John Foster Dulles"),
            ("J. Dulles", "John Foster Dulles"),
        ]), @r"
    Shen Zihua / Shen Zhihua: not same 0.84, nearly the same letters: a slip of spelling or of print, or another person
    Nie Rongzheng / Nie Rongzhen: not same 0.84, nearly the same letters: a slip of spelling or of print, or another person
    Roshchin / Roshichin: not same 0.84, nearly the same letters: a slip of spelling or of print, or another person
    John Dulles / John Foster Dulles: not same 0.85, one has a further given name
    J. Dulles / John Foster Dulles: not same 0.80, the first initial fits, but one has a further given name
    ");
    }

    proptest! {
        #[test]
        fn comparison_is_symmetric(a in "[A-Za-z ,.-]{0,14}", b in "[A-Za-z ,.-]{0,14}") {
            prop_assert_eq!(same_name(&a, &b), same_name(&b, &a));
        }

        #[test]
        fn every_name_is_the_same_as_itself(a in "[A-Za-z]{1,9} [A-Za-z-]{1,9}") {
            prop_assert!(same_name(&a, &a.to_uppercase()).same);
        }

        #[test]
        fn comparing_never_panics(a in any::<String>(), b in any::<String>()) {
            let score = same_name(&a, &b).score;
            prop_assert!((0.0..=1.0).contains(&score));
        }
    }
}
