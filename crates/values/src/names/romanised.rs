//! Chinese names in Latin letters: whether one form is the Wade-Giles spelling of another in pinyin.
//!
//! Pinyin is respelt by rule (Wade's initials and finals), with the breathings and dots left out, as print leaves them
//! out; what stands in Wade-Giles is taken as it is. Breathings lost, several names fall together (*Chang* is both Zhang
//! and Chang), so a likeness is told and never an identity.

use super::fold::words;

/// How sure it is that two spellings are of one name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Respelt {
    /// One is no pinyin, and is the other in Wade-Giles.
    Surely,
    /// The same, but both may be pinyin, and then they are two names.
    Perhaps,
}

/// Whether one of two names is in Wade-Giles what the other is in pinyin; `None` when not, or when both are spelt alike.
///
/// `Mao Tse-tung` and `Mao Zedong`, `Chou En-lai` and `Zhou Enlai`, `P'eng Te-huai` and `Peng Dehuai`.
pub fn wade_giles_of(a: &str, b: &str) -> Option<Respelt> {
    let (one, two) = (words(a), words(b));
    if one.concat() == two.concat() {
        return None;
    }
    let pinyin = (as_wade_giles(&one), as_wade_giles(&two));
    let fits = |spelt: &Option<Vec<String>>, other: &[String]| {
        spelt.as_ref().is_some_and(|spelt| is_name(spelt, other))
    };
    let (b_is_it, a_is_it) = (fits(&pinyin.0, &two), fits(&pinyin.1, &one));
    if !b_is_it && !a_is_it {
        return None;
    }
    // A hyphen is a sign of Wade-Giles where the letters tell nothing, if it stands in that name alone.
    let both = pinyin.0.is_some() && pinyin.1.is_some();
    let hyphen_tells = match (is_hyphened(a), is_hyphened(b)) {
        (true, false) => a_is_it,
        (false, true) => b_is_it,
        _ => false,
    };
    Some(match both && !hyphen_tells {
        true => Respelt::Perhaps,
        false => Respelt::Surely,
    })
}

fn is_hyphened(name: &str) -> bool {
    name.contains('-') || name.contains('‐')
}

/// Whether words in Wade-Giles are the name respelt: the same letters, with a cut after the family name.
fn is_name(spelt: &[String], other: &[String]) -> bool {
    let other: Vec<String> = other.iter().map(|word| plain(word)).collect();
    let cut = (1..other.len()).any(|end| Some(&other[..end].concat()) == spelt.first());
    spelt.len() > 1 && cut && spelt.concat() == other.concat()
}

/// Spellings that vary within Wade-Giles, as one: `Teh` for `Te`, `szu` for `ssu`, `yi` for `i`.
fn plain(word: &str) -> String {
    let word = word.replace("eh", "e").replace("szu", "ssu");
    match word.strip_prefix("yi") {
        Some(rest) if !rest.starts_with(['n', 'e']) => format!("i{rest}"),
        _ => word,
    }
}

/// Words in pinyin, each respelt; `None` when one is no pinyin.
fn as_wade_giles(words: &[String]) -> Option<Vec<String>> {
    words.iter().map(|word| respell(word)).collect()
}

/// A word of one to four syllables; the cut with the longest first syllable that leaves syllables only.
fn respell(word: &str) -> Option<String> {
    if word.is_empty() {
        return Some(String::new());
    }
    let longest = word.len().min(6);
    (1..=longest).rev().find_map(|end| {
        let (syllable, rest) = word.split_at_checked(end)?;
        let spelt = syllable_in_wade_giles(syllable)?;
        Some(spelt + &respell(rest)?)
    })
}

/// The initials of pinyin, those of two letters first, with their spelling and the finals they take.
const INITIALS: &[(&str, &str, &str)] = &[
    (
        "zh",
        "ch",
        "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    ),
    (
        "ch",
        "ch",
        "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    ),
    (
        "sh",
        "sh",
        "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    ),
    ("b", "p", "a ai an ang ao ei en eng i ian iao ie in ing o u"),
    (
        "p",
        "p",
        "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    ),
    (
        "m",
        "m",
        "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    ),
    ("f", "f", "a an ang ei en eng o ou u"),
    (
        "d",
        "t",
        "a ai an ang ao e ei eng i ian iao ie ing iu ong ou u uan ui un uo",
    ),
    (
        "t",
        "t",
        "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    ),
    (
        "n",
        "n",
        "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue uo",
    ),
    (
        "l",
        "l",
        "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo",
    ),
    (
        "g",
        "k",
        "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    ),
    (
        "k",
        "k",
        "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    ),
    (
        "h",
        "h",
        "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    ),
    ("j", "ch", "i ia ian iang iao ie in ing iong iu u uan ue un"),
    ("q", "ch", "i ia ian iang iao ie in ing iong iu u uan ue un"),
    ("x", "hs", "i ia ian iang iao ie in ing iong iu u uan ue un"),
    ("r", "j", "an ang ao e en eng i ong ou u uan ui un uo"),
    (
        "z",
        "ts",
        "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    ),
    ("c", "ts", "a ai an ang ao e en eng i ong ou u uan ui un uo"),
    ("s", "s", "a ai an ang ao e en eng i ong ou u uan ui un uo"),
    ("y", "y", "a an ang ao e i in ing ong ou u uan ue un"),
    ("w", "w", "a ai an ang ei en eng o u"),
    ("", "", "a ai an ang ao e en er ou"),
];

fn syllable_in_wade_giles(syllable: &str) -> Option<String> {
    INITIALS.iter().find_map(|(initial, spelt, finals)| {
        let rest = syllable.strip_prefix(initial)?;
        let known = finals.split(' ').any(|known| known == rest);
        known.then(|| with_final(initial, spelt, rest))
    })
}

/// The finals that Wade-Giles spells otherwise, some after some initials only.
fn with_final(initial: &str, spelt: &str, rest: &str) -> String {
    let whole = match (initial, rest) {
        ("z" | "c", "i") => "tzu",
        ("s", "i") => "ssu",
        ("zh" | "ch", "i") => "chih",
        ("sh", "i") => "shih",
        ("r", "i") => "jih",
        ("y", "i") => "i",
        ("y", "an") => "yen",
        ("y", "ou") => "yu",
        ("", "er") => "erh",
        _ => "",
    };
    if !whole.is_empty() {
        return whole.to_owned();
    }
    let rest = match (initial, rest) {
        (_, "ong") => "ung",
        (_, "iong") => "iung",
        (_, "ian") => "ien",
        ("g" | "k" | "h", "e") => "o",
        ("g" | "k", "ui") => "uei",
        ("g" | "k" | "h" | "sh", "uo") => "uo",
        (_, "uo") => "o",
        _ => rest,
    };
    format!("{spelt}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(&str, &str)]) -> String {
        let line = |(a, b): &(&str, &str)| format!("{a} / {b}: {:?}\n", wade_giles_of(a, b));
        pairs.iter().map(line).collect()
    }

    #[test]
    fn one_name_in_two_romanisations() {
        insta::assert_snapshot!(check(&[
            ("Mao Tse-tung", "Mao Zedong"), ("Zhou Enlai", "Chou En-lai"), ("P’eng Te-huai", "Peng Dehuai"), ("Peng Teh-huai", "Peng Dehuai"),
            ("Chu Teh", "Zhu De"), ("Kuo Mo-jo", "Guo Moruo"), ("Liu Shao-ch'i", "Liu Shaoqi"), ("Lin Piao", "Lin Biao"), ("Hsü Hsiang-ch'ien", "Xu Xiangqian"),
            ("Teng Hsiao-p'ing", "Deng Xiaoping"), ("Ssu-ma Ch'ien", "Sima Qian"), ("Ho Lung", "He Long"), ("Nieh Jung-chen", "Nie Rongzhen"),
        ]), @r#"
        Mao Tse-tung / Mao Zedong: Some(Surely)
        Zhou Enlai / Chou En-lai: Some(Surely)
        P’eng Te-huai / Peng Dehuai: Some(Surely)
        Peng Teh-huai / Peng Dehuai: Some(Surely)
        Chu Teh / Zhu De: Some(Surely)
        Kuo Mo-jo / Guo Moruo: Some(Surely)
        Liu Shao-ch'i / Liu Shaoqi: Some(Surely)
        Lin Piao / Lin Biao: Some(Perhaps)
        Hsü Hsiang-ch'ien / Xu Xiangqian: Some(Surely)
        Teng Hsiao-p'ing / Deng Xiaoping: Some(Surely)
        Ssu-ma Ch'ien / Sima Qian: Some(Surely)
        Ho Lung / He Long: Some(Surely)
        Nieh Jung-chen / Nie Rongzhen: Some(Surely)
        "#);
    }

    #[test]
    fn names_that_only_look_so() {
        insta::assert_snapshot!(check(&[
            ("Chang Wei", "Zhang Wei"), ("Xu Yan", "Xu Jian"), ("Mao Zedong", "Mao Zemin"), ("Mao Tse-tung", "Mao Tse-tung"), ("Chou", "Zhou"), ("", ""),
            ("Chang Weiming", "Zhang Wei-ming"), ("Chang Wei-ming", "Zhang Weiming"), ("Anna Berg", "Anna Perk"), ("Li Wen", "Lu Wan"), ("毛澤東", "Mao Zedong"),
        ]), @r#"
        Chang Wei / Zhang Wei: Some(Perhaps)
        Xu Yan / Xu Jian: None
        Mao Zedong / Mao Zemin: None
        Mao Tse-tung / Mao Tse-tung: None
        Chou / Zhou: None
         / : None
        Chang Weiming / Zhang Wei-ming: Some(Perhaps)
        Chang Wei-ming / Zhang Weiming: Some(Surely)
        Anna Berg / Anna Perk: None
        Li Wen / Lu Wan: None
        毛澤東 / Mao Zedong: None
        "#);
    }
}
