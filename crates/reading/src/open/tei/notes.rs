//! Which element calls which note, and what number it bears.

use super::super::flow::Flow;
use super::super::xml::{Element, Tree};
use std::collections::{HashMap, HashSet};

/// The notes of a file and what points at them.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    by_id: HashMap<String, Element<'a>>,
    /// Notes that an element elsewhere calls, or that point at the element they belong to.
    pointed_at: HashSet<usize>,
    /// For the id of an element the notes that say they belong to it.
    pointing: HashMap<String, Vec<Element<'a>>>,
    /// Numbers of notes in the text, by the rank of their element.
    ids: HashMap<usize, usize>,
    numbers: HashMap<usize, String>,
    /// The last number, for notes that bear none.
    last: u32,
}

impl<'a> Notes<'a> {
    /// Looks through the whole file.
    pub(super) fn of(tree: &'a Tree) -> Notes<'a> {
        let mut notes = Notes {
            by_id: HashMap::new(),
            pointed_at: HashSet::new(),
            pointing: HashMap::new(),
            ids: HashMap::new(),
            numbers: HashMap::new(),
            last: 0,
        };
        let mut apart = Vec::new();
        notes.gather(tree.root(), false, false, &mut apart);
        notes.pair(tree.root(), &apart);
        notes
    }

    /// Takes in the notes; `apart` are those that do not stand in running text.
    fn gather(
        &mut self,
        element: Element<'a>,
        prose: bool,
        among: bool,
        apart: &mut Vec<Element<'a>>,
    ) {
        let name = element.name();
        if name == "teiHeader" {
            return;
        }
        let listed = among && matches!(name, "item" | "p" | "ab" | "bibl");
        if matches!(name, "note" | "annotation") || listed {
            if let Some(id) = element.attr_as_written("xml:id") {
                self.by_id.entry(id.into_owned()).or_insert(element);
            }
            if !prose {
                apart.push(element);
            }
        }
        let inside = prose || HOLDS_WORDS.contains(&name) && !holds_only_notes(element);
        let among = holds_notes(element) || among && matches!(name, "list" | "noteGrp");
        for child in element.elements() {
            self.gather(child, inside, among, apart);
        }
    }

    /// Finds what calls the notes that stand apart.
    fn pair(&mut self, root: Element<'a>, apart: &[Element<'a>]) {
        let ranks: HashSet<usize> = apart.iter().map(|note| note.rank()).collect();
        for note in apart {
            if let Some(target) = first_target(*note) {
                self.pointing.entry(target).or_default().push(*note);
            }
        }
        let mut present: HashSet<String> = HashSet::new();
        for element in root.descendants() {
            let id = element.attr_as_written("xml:id").unwrap_or_default();
            if let Some(notes) = self.pointing.get(id.as_ref()) {
                self.pointed_at.extend(notes.iter().map(|note| note.rank()));
                present.insert(id.into_owned());
            }
        }
        self.pointing.retain(|id, _| present.contains(id));
        for element in root.descendants().filter(|e| is_pointer(*e)) {
            let note = first_target(element).and_then(|id| self.by_id.get(&id));
            let apart = note.filter(|note| ranks.contains(&note.rank()));
            if let Some(note) = apart.filter(|_| looks_like_a_mark(element)) {
                self.pointed_at.insert(note.rank());
            }
        }
    }

    /// The note elsewhere that a pointer in the text calls.
    pub(super) fn called_by(&self, pointer: Element<'a>) -> Option<Element<'a>> {
        let note = *self.by_id.get(&first_target(pointer)?)?;
        let calls = self.pointed_at.contains(&note.rank()) && looks_like_a_mark(pointer);
        (calls && !note.holds(pointer) && first_target(note).is_none()).then_some(note)
    }

    /// Whether the mark of a note stands elsewhere.
    pub(super) fn is_pointed_at(&self, note: Element<'a>) -> bool {
        self.pointed_at.contains(&note.rank())
    }

    /// The notes that say they belong to `element`.
    pub(super) fn pointing_at(&self, element: Element<'a>) -> Vec<Element<'a>> {
        if self.pointing.is_empty() {
            return Vec::new();
        }
        let id = element.attr_as_written("xml:id");
        let notes = id.and_then(|id| self.pointing.get(id.as_ref()));
        notes.cloned().unwrap_or_default()
    }

    /// The note that a second call of it names.
    pub(super) fn repeated(&self, note: Element<'a>) -> Option<Element<'a>> {
        let first = *self.by_id.get(&first_target(note)?)?;
        let same = first.rank() != note.rank() && first.attr("n") == note.attr("n");
        let words =
            |text: String| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
        let own = words(note.text());
        (same && (own.is_empty() || own == words(first.text()))).then_some(first)
    }

    /// The number of a note in the text.
    pub(super) fn id_of(&mut self, note: Element<'a>, flow: &mut Flow) -> usize {
        *self
            .ids
            .entry(note.rank())
            .or_insert_with(|| flow.new_note())
    }

    /// The number or sign that the file gives a note.
    pub(super) fn number_as_written(&self, note: Element<'a>) -> Option<String> {
        let own = note.attr("n").map(|n| bare_sign(&n));
        let label = || {
            let label = note
                .elements()
                .find(|e| matches!(e.name(), "label" | "num"))?;
            Some(bare_sign(&label.text()))
        };
        own.filter(|n| !n.is_empty())
            .or_else(label)
            .filter(|n| !n.is_empty() && n.len() <= LONGEST_SIGN)
    }

    /// The number or sign of a note: as written, else a star for one on the source or in the margin, else the next.
    pub(super) fn number_of(&mut self, note: Element<'a>) -> String {
        if let Some(number) = self.numbers.get(&note.rank()) {
            return number.clone();
        }
        let number = match self.number_as_written(note) {
            Some(number) => {
                self.last = number.parse().unwrap_or(self.last);
                number
            }
            None if bears_no_number(note) => "*".to_owned(),
            None => self.next_number(),
        };
        self.numbers.insert(note.rank(), number.clone());
        number
    }

    /// The number after the last one.
    pub(super) fn next_number(&mut self) -> String {
        self.last = self.last.saturating_add(1);
        self.last.to_string()
    }

    /// Keeps the number under which a note was called first.
    pub(super) fn remember_number(&mut self, note: Element<'a>, number: String) {
        self.last = number.parse().unwrap_or(self.last);
        self.numbers.entry(note.rank()).or_insert(number);
    }
}

/// Elements whose notes hang on their words.
const HOLDS_WORDS: [&str; 24] = [
    "p",
    "ab",
    "head",
    "l",
    "item",
    "cell",
    "salute",
    "signed",
    "dateline",
    "byline",
    "titlePart",
    "docAuthor",
    "docImprint",
    "docDate",
    "quote",
    "q",
    "seg",
    "hi",
    "label",
    "trailer",
    "speaker",
    "stage",
    "opener",
    "closer",
];

/// Longest number or sign of a note, in bytes.
const LONGEST_SIGN: usize = 12;

fn is_pointer(element: Element<'_>) -> bool {
    matches!(element.name(), "ref" | "ptr")
}

/// A division or list of notes.
fn holds_notes(element: Element<'_>) -> bool {
    if !matches!(element.name(), "div" | "div1" | "div2" | "list" | "noteGrp") {
        return false;
    }
    let kind = element.attr("type").or_else(|| element.attr("subtype"));
    kind.is_some_and(|kind| {
        let kind = kind.to_lowercase();
        [
            "note",
            "footnote",
            "endnote",
            "notes",
            "footnotes",
            "endnotes",
        ]
        .contains(&kind.as_str())
    })
}

/// A paragraph that is only there to hold notes.
fn holds_only_notes(element: Element<'_>) -> bool {
    let mut notes = 0;
    for child in element.children() {
        match child {
            super::Child::Text(text) if text.trim().is_empty() => {}
            super::Child::Element(child) if matches!(child.name(), "note" | "pb" | "lb") => {
                notes += usize::from(child.name() == "note");
            }
            _ => return false,
        }
    }
    notes > 0
}

/// The id that an element points at first.
fn first_target(element: Element<'_>) -> Option<String> {
    let target = element
        .attr("target")
        .or_else(|| element.attr("corresp").filter(|_| element.name() == "note"))?;
    let first = target.split_whitespace().next()?;
    let id = first.strip_prefix('#').unwrap_or(first);
    Some(id.to_owned())
}

/// Whether a pointer is a number, a sign or nothing, as marks of notes are, and not words ("see note 5").
fn looks_like_a_mark(pointer: Element<'_>) -> bool {
    let text = pointer.text();
    let sign = bare_sign(&text);
    let short = sign.len() <= LONGEST_SIGN && !sign.contains(char::is_whitespace);
    let number = sign
        .chars()
        .all(|c| c.is_ascii_digit() || !c.is_alphanumeric());
    let letters = sign.chars().count() <= 4;
    let told = ["type", "rend", "subtype", "ana"].iter().any(|name| {
        let value = pointer.attr(name);
        value.is_some_and(|v| v.to_lowercase().contains("note") || v.contains("sup"))
    });
    short && (number || letters || told)
}

/// A number or sign without the brackets and points around it.
pub(super) fn bare_sign(text: &str) -> String {
    text.trim()
        .trim_matches(['[', ']', '(', ')', '.', ':', '{', '}'])
        .trim()
        .to_owned()
}

/// Whether a note is printed among the text, without a number and without a mark.
pub(super) fn is_printed_in_place(note: Element<'_>) -> bool {
    let inline = |name: &str| note.attr(name).as_deref() == Some("inline");
    note.attr("n").is_none() && (inline("rend") || inline("place"))
}

/// Notes on the source at the head of a document, and notes in the margin, are printed without number.
fn bears_no_number(note: Element<'_>) -> bool {
    let says = |name: &str, words: &[&str]| {
        note.attr(name)
            .is_some_and(|value| words.iter().any(|word| value.contains(word)))
    };
    says("type", &["source", "summary"])
        || says("place", &["margin", "left", "right"])
        || says("rend", &["margin"])
}

/// The label in a note that only repeats its number.
pub(super) fn is_own_label(element: Element<'_>, number: &str) -> bool {
    matches!(element.name(), "label" | "num" | "hi" | "ref" | "seg")
        && bare_sign(&element.text()) == number
}
