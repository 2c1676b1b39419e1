//! Which mark carries which note, and under what label each note goes.

use kaozheng_text::{Document, Part};
use std::collections::{BTreeMap, BTreeSet};

/// The notes of a document, as an export writes them.
pub(super) struct Calls {
    /// For each note's passage its label, unique in the document: "12", and "12-2" where numbers restart.
    labels: BTreeMap<usize, String>,
    /// For each note's passage the mark that carries it: passage and mark in it. The others only point to it.
    carriers: BTreeMap<usize, (usize, usize)>,
    /// Labels of the marks that lead to no note, by passage and mark in it.
    unanswered: BTreeMap<(usize, usize), String>,
}

impl Calls {
    pub(super) fn of(document: &Document) -> Calls {
        let mut taken = BTreeSet::new();
        let mut calls = Calls {
            labels: BTreeMap::new(),
            carriers: BTreeMap::new(),
            unanswered: BTreeMap::new(),
        };
        for (at, passage) in document.passages.iter().enumerate() {
            if passage.part == Part::Note {
                let number = passage.number.as_deref().unwrap_or("");
                calls.labels.insert(at, label(number, &mut taken));
            }
        }
        for (at, passage) in document.passages.iter().enumerate() {
            for (nth, mark) in passage.marks.iter().enumerate() {
                match mark.note.filter(|note| calls.labels.contains_key(note)) {
                    Some(note) => {
                        calls.carriers.entry(note).or_insert((at, nth));
                    }
                    None => {
                        let own = label(&mark.number, &mut taken);
                        calls.unanswered.insert((at, nth), own);
                    }
                }
            }
        }
        calls
    }

    /// The label of the note that passage `note` is.
    pub(super) fn label(&self, note: usize) -> &str {
        &self.labels[&note]
    }

    /// The label of a mark: that of its note, or its own when it leads nowhere.
    pub(super) fn label_of_mark(&self, document: &Document, passage: usize, nth: usize) -> &str {
        match self.unanswered.get(&(passage, nth)) {
            Some(own) => own,
            None => {
                let note = document.passages[passage].marks[nth].note;
                self.label(note.expect("a mark that is answered has a note"))
            }
        }
    }

    /// The note that a mark carries; `None` when it leads nowhere, or another mark carries the note.
    pub(super) fn carried(&self, document: &Document, passage: usize, nth: usize) -> Option<usize> {
        let note = document.passages[passage].marks[nth].note?;
        (self.carriers.get(&note) == Some(&(passage, nth))).then_some(note)
    }

    /// Whether a mark carries the note that passage `note` is.
    pub(super) fn is_carried(&self, note: usize) -> bool {
        self.carriers.contains_key(&note)
    }

    /// The passages that are notes, in order.
    pub(super) fn notes(&self) -> impl Iterator<Item = usize> + '_ {
        self.labels.keys().copied()
    }
}

/// `number` as a label of letters and digits that is not taken yet.
fn label(number: &str, taken: &mut BTreeSet<String>) -> String {
    let fits = !number.is_empty()
        && number
            .chars()
            .all(|c| c.is_alphanumeric() || "-*†‡§".contains(c));
    let base = if fits { number } else { "note" };
    let mut own = base.to_owned();
    let mut nth = 2;
    while !taken.insert(own.clone()) {
        own = format!("{base}-{nth}");
        nth += 1;
    }
    own
}
