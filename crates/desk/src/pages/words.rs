//! The words of the interface in English, Korean and Chinese, from one table.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Korean.
    Korean,
    /// Chinese in simplified signs.
    Chinese,
}

impl Language {
    /// The languages, in the order of the table.
    pub const ALL: [Language; 3] = [Language::English, Language::Korean, Language::Chinese];

    /// Its tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Korean => "ko",
            Language::Chinese => "zh-Hans",
        }
    }

    /// Its own name.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Korean => "한국어",
            Language::Chinese => "中文",
        }
    }

    /// The language that a tag begins with (`ko-KR`, `zh`).
    pub fn of_tag(tag: &str) -> Option<Language> {
        match tag.trim().get(..2)? {
            "en" => Some(Language::English),
            "ko" => Some(Language::Korean),
            "zh" => Some(Language::Chinese),
            _ => None,
        }
    }
}

/// The words of one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Language);

impl Words {
    /// The words for `key`; the key itself where the table has none (a test refuses that).
    pub fn say(self, key: &'static str) -> &'static str {
        let row = table().get(key);
        row.map_or(key, |row| row[self.0 as usize])
    }

    /// The same with `{}` replaced by `value`.
    pub fn say_of(self, key: &'static str, value: impl std::fmt::Display) -> String {
        self.say(key).replace("{}", &value.to_string())
    }

    /// What a kind of card, a grade, a verdict or a status is called; the word itself where the table has none.
    pub fn term(self, word: &str) -> String {
        let row = table().get(format!("term-{}", word.replace(' ', "-")).as_str());
        row.map_or_else(|| word.to_owned(), |row| row[self.0 as usize].to_owned())
    }
}

/// The table: a key, then the words in each language, parted by tabs.
const TABLE: &str = include_str!("words.tsv");

fn table() -> &'static BTreeMap<&'static str, [&'static str; 3]> {
    static ROWS: OnceLock<BTreeMap<&'static str, [&'static str; 3]>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let lines = TABLE
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        lines.filter_map(row).collect()
    })
}

fn row(line: &'static str) -> Option<(&'static str, [&'static str; 3])> {
    let mut cells = line.split('\t');
    let key = cells.next()?;
    Some((key, [cells.next()?, cells.next()?, cells.next()?]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    #[test]
    fn every_row_has_three_languages_and_keeps_its_gap() {
        let mut seen = BTreeSet::new();
        for line in TABLE
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 4, "four cells parted by tabs: {line}");
            assert!(
                cells.iter().all(|cell| !cell.trim().is_empty()),
                "an empty cell: {line}"
            );
            let gaps: BTreeSet<usize> = cells[1..]
                .iter()
                .map(|cell| cell.matches("{}").count())
                .collect();
            assert_eq!(
                gaps.len(),
                1,
                "`{{}}` in one language and not in another: {line}"
            );
            assert!(seen.insert(cells[0]), "twice: {line}");
        }
    }
}
