//! Names: their forms, and whether two forms may be one person's.
//!
//! Comparison is conservative: it says *same* only for differences that printing, romanising or shortening make by rule, says how
//! alike other pairs are, and always says why. It never decides for good: a case keeps `not-same-as`.

mod compare;
mod fold;
mod romanised;

pub use compare::{Comparison, letters_apart, same_name};
pub use fold::{normalise, slug};
pub use romanised::{Respelt, wade_giles_of};

/// The script a name is written in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Script {
    /// Latin letters, with or without marks.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Chinese characters.
    Han,
    /// Korean letters.
    Hangul,
    /// Japanese syllables, with or without Chinese characters.
    Kana,
    /// Any other, or none.
    Other,
}

/// One form of a name, as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameForm {
    /// The form as written.
    pub text: String,
    /// The script of its first letter, or `Kana` where any is Japanese.
    pub script: Script,
    /// How it is spelt in Latin letters, where that is known: `pinyin`, `wade-giles`, `revised`.
    pub romanisation: Option<String>,
}

impl NameForm {
    /// The form of a name as written, its script told from its letters.
    pub fn new(text: &str) -> NameForm {
        NameForm {
            text: text.trim().to_string(),
            script: script_of(text),
            romanisation: None,
        }
    }
}

impl std::fmt::Display for NameForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// The script of a name.
pub fn script_of(name: &str) -> Script {
    let scripts: Vec<Script> = name
        .chars()
        .filter(|c| c.is_alphabetic())
        .map(script_of_letter)
        .collect();
    if scripts.contains(&Script::Kana) {
        return Script::Kana;
    }
    scripts.first().copied().unwrap_or(Script::Other)
}

fn script_of_letter(c: char) -> Script {
    match c {
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '々' => Script::Han,
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        '\u{3040}'..='\u{30ff}' => Script::Kana,
        _ => Script::Other,
    }
}

/// The family name of a name as written, told by form alone.
///
/// `Kennan, George F.` gives what stands before the comma; an East Asian family name that begins the name gives itself; otherwise the
/// last word, with the particles before it (`van`, `de`). A name in Chinese characters or Hangul gives its first sign.
pub fn family_name(name: &str) -> &str {
    let name = name.trim();
    if let Some((family, _)) = name.split_once(',') {
        return family.trim();
    }
    if matches!(script_of(name), Script::Han | Script::Hangul) && !name.contains(' ') {
        let long = fold::TWO_SIGN_FAMILIES
            .iter()
            .any(|family| name.starts_with(family) && name.chars().count() > 2);
        let end = name
            .char_indices()
            .nth(if long { 2 } else { 1 })
            .map_or(name.len(), |(at, _)| at);
        return &name[..end];
    }
    let first = name.split(' ').next().unwrap_or(name);
    if first.len() < name.len() && fold::is_east_asian_family(first) && !has_middle_initial(name) {
        return first;
    }
    let last = name.rfind(' ').map_or(0, |at| at + 1);
    with_particles(name, last)
}

/// An initial between two words (`Lin Q. Berg`): the given name stands first, whatever else bears it as a family name.
/// A vowel without a full stop is a syllable (`Kim O Song`).
fn has_middle_initial(name: &str) -> bool {
    let is_letter = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    let is_syllable = |word: &str| word.len() == 1 && word.contains(VOWELS);
    let words: Vec<&str> = name.split_whitespace().collect();
    let middle = words.len() > 2 && is_letter(words[1]) && !is_syllable(words[1]);
    middle && !is_letter(words[words.len() - 1])
}

const VOWELS: [char; 10] = ['A', 'E', 'I', 'O', 'U', 'a', 'e', 'i', 'o', 'u'];

/// Moves the start of a family name over the particles before it.
fn with_particles(name: &str, mut start: usize) -> &str {
    while start > 0 {
        let before = name[..start].trim_end();
        let word = before.rfind(' ').map_or(0, |at| at + 1);
        if word == 0 || !fold::PARTICLES.contains(&&before[word..]) {
            break;
        }
        start = word;
    }
    &name[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names() {
        let families = [
            "Zhang Xiaoming",
            "George F. Kennan",
            "Kennan, George F.",
            "Hakjoon Kim",
            "毛澤東",
            "司馬光祖",
            "김일성",
            "Henri de la Tour",
            "Lin Q. Berg",
            "Kim J. S.",
            "Kim O Song",
            "Kim O. Berg",
            "Mao",
            "",
        ]
        .map(family_name)
        .join(" | ");
        insta::assert_snapshot!(families, @"Zhang | Kennan | Kennan | Kim | 毛 | 司馬 | 김 | de la Tour | Berg | Kim | Kim | Berg | Mao | ");
    }

    #[test]
    fn scripts() {
        let scripts = [
            "Mao Zedong",
            "毛澤東",
            "김일성",
            "Сталин",
            "スターリン",
            "42",
        ]
        .map(|n| format!("{:?}", script_of(n)))
        .join(" ");
        insta::assert_snapshot!(scripts, @"Latin Han Hangul Cyrillic Kana Other");
    }
}
