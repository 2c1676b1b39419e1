//! The names before a title: authors, editors, translators.

use kaozheng_values::citations::Field;
use std::ops::Range;

/// Longest name in words.
const MOST_WORDS: usize = 6;

/// The names in the words before a title; `None` when these are not names but a sentence.
///
/// `Liu Jinzhi, Zhang Minqiu`, `Hao Yufan and Zhai Zihai`, `He Chunchao, et al.`, `Kennan, George F.`
pub(super) fn names_in(text: &str) -> Option<Vec<(Field, Range<usize>)>> {
    let mut names = Vec::new();
    for part in parts(text) {
        let words = &text[part.clone()];
        let lower = words.to_lowercase();
        if matches!(
            lower.as_str(),
            "et al" | "et al." | "eds" | "eds." | "ed." | "ed" | "and others" | "comp." | "in"
        ) || words.is_empty()
        {
            continue;
        }
        if let Some(at) = [
            " provided by ",
            "translated by ",
            "trans. by ",
            "edited by ",
            "ed. by ",
        ]
        .iter()
        .find_map(|sign| lower.find(sign).map(|at| at + sign.len()))
        {
            let field = if lower.contains("edited") || lower.contains("ed. by") {
                Field::Editor
            } else {
                Field::Translator
            };
            names.push((field, part.start + at..part.end));
            continue;
        }
        if !name_like(words) {
            return None;
        }
        names.push((Field::Author, part));
    }
    inverted(text, &mut names);
    Some(names)
}

/// The parts between commas, `and` and `&`, trimmed.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    for (at, sign) in [", ", " and ", " & ", ","]
        .iter()
        .flat_map(|sign| text.match_indices(sign))
    {
        cuts.push(at);
        cuts.push(at + sign.len());
    }
    cuts.push(text.len());
    cuts.sort_unstable();
    cuts.windows(2)
        .filter_map(|pair| {
            let stretch = &text[pair[0]..pair[1]];
            let kept = stretch.trim_matches(|c: char| c.is_whitespace() || c == ',');
            let lead = stretch.len()
                - stretch
                    .trim_start_matches(|c: char| c.is_whitespace() || c == ',')
                    .len();
            let is_sign = matches!(kept, "and" | "&" | "");
            (!is_sign).then(|| pair[0] + lead..pair[0] + lead + kept.len())
        })
        .collect()
}

/// Capitalised words, initials and particles only.
fn name_like(words: &str) -> bool {
    let list: Vec<&str> = words.split_whitespace().collect();
    let particle = |w: &str| {
        matches!(
            w,
            "de" | "von"
                | "van"
                | "der"
                | "la"
                | "du"
                | "del"
                | "di"
                | "et"
                | "al."
                | "al"
                | "bin"
                | "ibn"
        )
    };
    let capital = |w: &str| {
        w.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
    };
    !list.is_empty()
        && list.len() <= MOST_WORDS
        && list.iter().all(|w| capital(w) || particle(w))
        && list.iter().any(|w| capital(w))
        && list
            .iter()
            .all(|w| !w.contains(|c: char| c.is_ascii_digit()) || slipped(w))
}

/// A word with one figure among its letters, as scanners write `Ho1m`.
fn slipped(word: &str) -> bool {
    let figures = word.chars().filter(char::is_ascii_digit).count();
    let inside = word.ends_with(char::is_alphabetic) && word.starts_with(char::is_alphabetic);
    figures == 1 && inside && word.chars().count() >= 4
}

/// Puts `Kennan, George F.` back together: a single word, then initials or one or two given names, and no third part.
fn inverted(text: &str, names: &mut Vec<(Field, Range<usize>)>) {
    let [(Field::Author, first), (Field::Author, second)] = &names[..] else {
        return;
    };
    let single = !text[first.clone()].contains(' ');
    let comma = text[first.end..second.start].trim() == ",";
    let given = text[second.clone()].split_whitespace().count() <= 3;
    if single && comma && given {
        *names = vec![(Field::Author, first.start..second.end)];
    }
}
