//! What a case says of itself in `case.toml`, as far as reasoning needs it.

use crate::weighing::{GradeTable, Standard};
use kaozheng_text::Noted;
use kaozheng_values::dates::{DAY, PhraseTable, Tick};
use std::collections::BTreeMap;

/// Settings of a case, read.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The proof standard that a question is held to when it names none.
    pub standard: Standard,
    /// What an argument is worth by its scheme.
    pub grades: GradeTable,
    /// What *early* or *about* bound in a date.
    pub phrases: PhraseTable,
    /// Words that the case adds to an open list, by `kind.field` (`event.type`).
    pub vocabulary: BTreeMap<String, Vec<String>>,
    /// How long a message without a date of receipt may have taken at most, in ticks.
    pub transit: Tick,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            standard: Standard::Preponderance,
            grades: GradeTable::embedded().clone(),
            phrases: PhraseTable::default(),
            vocabulary: BTreeMap::new(),
            transit: DAY,
        }
    }
}

impl Settings {
    /// Settings from the words of `case.toml`; tables that are not given are those that come with the program.
    ///
    /// An unknown word for the standard leaves the default. Faulty rows of a table are noted and left out.
    pub fn read(
        standard: Option<&str>,
        grades: Option<&str>,
        phrases: Option<&str>,
        vocabulary: BTreeMap<String, Vec<String>>,
    ) -> Noted<Settings> {
        let mut out = Noted::clean(Settings {
            vocabulary,
            ..Settings::default()
        });
        if let Some(found) = standard.and_then(standard_of) {
            out.value.standard = found;
        }
        if let Some(text) = grades {
            out.value.grades = GradeTable::of_case(text).take(&mut out.notes);
        }
        if let Some(text) = phrases {
            out.value.phrases = PhraseTable::parse(text).take(&mut out.notes);
        }
        out
    }
}

/// The standard of that word: `scintilla`, `preponderance`, `clear`, `established`.
pub fn standard_of(word: &str) -> Option<Standard> {
    let all = [
        Standard::Scintilla,
        Standard::Preponderance,
        Standard::Clear,
        Standard::Established,
    ];
    all.into_iter()
        .find(|&standard| standard_word(standard) == word)
}

/// The word of a standard as a question asks for it.
pub fn standard_word(standard: Standard) -> &'static str {
    match standard {
        Standard::None => "none",
        Standard::Scintilla => "scintilla",
        Standard::Preponderance => "preponderance",
        Standard::Clear => "clear",
        Standard::Established => "established",
    }
}
