//! Which settings differ between two states of a case, and in what they say.

use crate::compile::{Settings, standard_word};
use crate::weighing::GradeTable;
use kaozheng_values::dates::PhraseTable;
use std::collections::{BTreeMap, BTreeSet};

/// The settings that differ, each as a clause: `grades.tsv gives scheme memoir: strong (before: fair)`.
///
/// The standard first, then the tables of grades and of phrases, the words that a case adds, and the time of transit.
pub(super) fn setting_changes(before: &Settings, after: &Settings) -> Vec<String> {
    let mut changes = Vec::new();
    if before.standard != after.standard {
        let (was, is) = (before.standard, after.standard);
        let words = (standard_word(was), standard_word(is));
        changes.push(format!("the standard is {} (before: {})", words.1, words.0));
    }
    let tables = [
        (GradeTable::FILE, grades(before), grades(after)),
        (PhraseTable::FILE, phrases(before), phrases(after)),
        ("case.toml", added_words(before), added_words(after)),
    ];
    for (file, was, is) in tables {
        let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
        let rows = names
            .into_iter()
            .map(|name| (name, was.get(name), is.get(name)));
        let rows = rows.filter(|(_, was, is)| was != is);
        let nothing = || "nothing".to_owned();
        changes.extend(rows.map(|(name, was, is)| {
            let was = was.cloned().unwrap_or_else(nothing);
            let is = is.cloned().unwrap_or_else(nothing);
            format!("{file} gives {name}: {is} (before: {was})")
        }));
    }
    if before.transit != after.transit {
        let (was, is) = (before.transit, after.transit);
        changes.push(format!("messages take up to {is} minutes (before: {was})"));
    }
    changes
}

type Rows = BTreeMap<String, String>;

fn grades(settings: &Settings) -> Rows {
    let rows = settings.grades.rows();
    rows.map(|(kind, name, row)| (format!("{} {name}", kind.word()), row.effect.to_string()))
        .collect()
}

fn phrases(settings: &Settings) -> Rows {
    let rows = settings.phrases.rows();
    rows.map(|(phrase, row)| {
        let bounds = row.because.strip_prefix(phrase).unwrap_or(&row.because);
        (
            phrase.to_owned(),
            bounds.trim_start_matches(": ").to_owned(),
        )
    })
    .collect()
}

fn added_words(settings: &Settings) -> Rows {
    let added = settings.vocabulary.iter();
    added
        .map(|(field, words)| (field.clone(), words.join(", ")))
        .collect()
}
