//! Labelled rows: which sets are learned from, how often, and what is held out.

use crate::anyhow_lite::Outcome;
use crate::made;
use kaozheng_reading::find::citations::tagger::tokens::Token;
use kaozheng_reading::find::citations::tagger::{tags, tokens, traits};
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;

/// What is learned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// The field of each token.
    Fields,
    /// Where citations begin and go on.
    Spans,
}

/// A labelled text: stretches in bytes with the numbers of their tags.
pub(crate) struct Labelled {
    pub(crate) set: &'static str,
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) fields: Vec<(String, usize, usize)>,
    pub(crate) citations: Vec<(usize, usize)>,
}

/// A row ready to learn from: sights by their numbers, and the tag of every token.
pub(crate) struct Row {
    pub(crate) sights: Vec<u32>,
    pub(crate) ends: Vec<u32>,
    pub(crate) joints: Vec<u8>,
    pub(crate) tags: Vec<u8>,
}

/// Everything for one task.
pub(crate) struct Rows {
    pub(crate) tags: Vec<&'static str>,
    /// The sight of every number.
    pub(crate) sights: Vec<u32>,
    pub(crate) learn: Vec<Row>,
    pub(crate) held: Vec<Labelled>,
}

/// A set, how often its rows are learned for fields and for spans.
const SETS: &[(&str, usize, usize)] = &[
    ("linkedbooks", 1, 0),
    ("linkedbooks-notes", 0, 1),
    ("grobid", 1, 0),
    ("anystyle", 1, 0),
    ("anystyle-extra", 1, 0),
    ("mpi-footnotes", 8, 8),
];

/// How often rows of the set's own validation part are learned: they are labelled as its test part is.
const VALIDATION: usize = 6;

/// The same where citations are cut.
const VALIDATION_SPANS: usize = 2;

/// The tags of spans. O: a remark before the first citation, between two, after the last; B and I: the first and a later
/// token of a citation, by what it is part of (the order of [`group`]), since authors begin citations and pages end them.
const SPAN_TAGS: &[&str] = &[
    "O", "Om", "Oz", "Bo", "Io", "Ba", "Ia", "Bt", "It", "Bd", "Id", "Bp", "Ip", "Bs", "Is",
];

/// Half the distance of a field's B from the first B in [`SPAN_TAGS`].
fn group(label: &str) -> u8 {
    match label {
        "author" | "editor" | "x-abbreviation" => 1,
        "title" | "container-title" | "collection-title" => 2,
        "issued" | "page" | "volume" | "locator" | "issue" | "x-number-year" | "edition"
        | "number" => 3,
        "publisher" | "publisher-place" => 4,
        _ => 5,
    }
}

/// Longest row that is learned from, in bytes.
const LONGEST: usize = 3000;

/// A sight must be seen this often to be learned.
const SEEN: u32 = 2;

impl Rows {
    pub(crate) fn load(folder: &Path, task: Task, hold_out: bool) -> Outcome<Rows> {
        let mut all = Vec::new();
        for &(set, ..) in SETS {
            read(&folder.join(set).join("dev.jsonl"), set, &mut all)?;
        }
        let (held, learn): (Vec<Labelled>, Vec<Labelled>) = all
            .into_iter()
            .partition(|row| hold_out && row.is_held_out());
        let made = made::notes(&learn);
        let tags = match task {
            Task::Fields => tags::NAMES.iter().map(|(name, _)| *name).collect(),
            Task::Spans => SPAN_TAGS.to_vec(),
        };
        let mut rows: Vec<Row> = Vec::new();
        for labelled in learn.iter().chain(&made) {
            let times = labelled.times(task);
            (0..times).for_each(|_| rows.push(labelled.row(task, &tags)));
        }
        let sights = number(&mut rows);
        Ok(Rows {
            tags,
            sights,
            learn: rows,
            held,
        })
    }
}

/// Replaces hashes by numbers of the sights that are seen often enough; the others go.
fn number(rows: &mut [Row]) -> Vec<u32> {
    let mut seen: HashMap<u32, u32> = HashMap::new();
    for row in rows.iter() {
        row.sights
            .iter()
            .for_each(|&sight| *seen.entry(sight).or_default() += 1);
    }
    let mut kept: Vec<u32> = seen
        .into_iter()
        .filter(|(_, times)| *times >= SEEN)
        .map(|(sight, _)| sight)
        .collect();
    kept.sort_unstable();
    let numbers: HashMap<u32, u32> = kept.iter().copied().zip(0..).collect();
    for row in rows {
        row.keep(|sight| numbers.get(&sight).copied());
    }
    kept
}

impl Row {
    /// Keeps the sights that `number` gives a number for.
    pub(crate) fn keep(&mut self, number: impl Fn(u32) -> Option<u32>) {
        let mut sights = Vec::with_capacity(self.sights.len());
        let mut from = 0;
        for end in &mut self.ends {
            sights.extend(
                self.sights[from..*end as usize]
                    .iter()
                    .filter_map(|&sight| number(sight)),
            );
            from = *end as usize;
            *end = u32::try_from(sights.len()).expect("few");
        }
        self.sights = sights;
    }
}

impl Labelled {
    fn times(&self, task: Task) -> usize {
        let (fields, spans) = SETS
            .iter()
            .find(|(set, ..)| *set == self.set)
            .map_or((1, 1), |(_, fields, spans)| (*fields, *spans));
        let times = match task {
            Task::Fields => fields,
            Task::Spans => spans,
        };
        let validation = self.id.starts_with("lb-valid") || self.id.starts_with("lbn-valid");
        times
            * match task {
                Task::Fields if validation => VALIDATION,
                Task::Spans if validation => VALIDATION_SPANS,
                _ => 1,
            }
    }

    /// A part of every set: whole files where the rows name theirs, else stretches of neighbouring rows.
    fn is_held_out(&self) -> bool {
        let last: usize = self
            .id
            .rsplit('-')
            .find_map(|n| n.parse().ok())
            .unwrap_or(0);
        let number: usize = self
            .id
            .split('-')
            .filter_map(|n| n.parse().ok())
            .next()
            .unwrap_or(last);
        match self.set {
            "linkedbooks" => self.id.starts_with("lb-valid") && (number / 40).is_multiple_of(2),
            "linkedbooks-notes" => number / 500 % 8 == 3,
            "mpi-footnotes" => number % 4 == 1,
            _ => number / 20 % 8 == 3,
        }
    }

    fn row(&self, task: Task, tags: &[&str]) -> Row {
        let tokens = tokens::tokens(&self.text);
        let seen = traits::traits(&self.text, &tokens);
        Row {
            tags: match task {
                Task::Spans => self.span_tags(&tokens),
                Task::Fields => self.field_tags(&tokens, tags),
            },
            sights: seen.sights,
            ends: seen.ends,
            joints: seen.joints,
        }
    }

    fn field_tags(&self, tokens: &[Token], tags: &[&str]) -> Vec<u8> {
        let mut of = vec![0; tokens.len()];
        for (name, start, end) in &self.fields {
            let tag = tags.iter().position(|tag| tag == name).unwrap_or(0);
            inside(tokens, *start, *end)
                .for_each(|at| of[at] = u8::try_from(tag).expect("few tags"));
        }
        of
    }

    fn span_tags(&self, tokens: &[Token]) -> Vec<u8> {
        let mut groups = vec![0; tokens.len()];
        for (name, start, end) in &self.fields {
            inside(tokens, *start, *end).for_each(|at| groups[at] = group(name));
        }
        let mut of = vec![0; tokens.len()];
        for &(start, end) in &self.citations {
            for (nth, at) in inside(tokens, start, end).enumerate() {
                of[at] = 3 + 2 * groups[at] + u8::from(nth > 0);
            }
        }
        let first = of.iter().position(|tag| *tag > 0).unwrap_or(of.len());
        let last = of.iter().rposition(|tag| *tag > 0).unwrap_or(of.len());
        for (at, tag) in of.iter_mut().enumerate().filter(|(_, tag)| **tag == 0) {
            *tag = if at < first {
                0
            } else if at < last {
                1
            } else {
                2
            };
        }
        of
    }
}

/// The tokens that share a letter with a stretch.
fn inside(tokens: &[Token], start: usize, end: usize) -> impl Iterator<Item = usize> {
    let shares = move |token: &Token| (token.start as usize) < end && token.end as usize > start;
    tokens
        .iter()
        .enumerate()
        .filter(move |(_, token)| shares(token))
        .map(|(at, _)| at)
}

fn read(path: &Path, set: &'static str, rows: &mut Vec<Labelled>) -> Outcome<()> {
    let lines = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    for line in lines.lines() {
        let value: Value = serde_json::from_str(line)?;
        let text = value["text"].as_str().unwrap_or_default().to_owned();
        if text.len() > LONGEST {
            continue;
        }
        let at: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let place = |v: &Value, key: &str| {
            at[usize::try_from(v[key].as_u64().unwrap_or(0))
                .unwrap_or(0)
                .min(at.len() - 1)]
        };
        let list = |key: &str| value[key].as_array().cloned().unwrap_or_default();
        let fields = list("fields")
            .iter()
            .map(|f| {
                (
                    f["label"].as_str().unwrap_or("O").to_owned(),
                    place(f, "start"),
                    place(f, "end"),
                )
            })
            .collect();
        let citations = match value.get("citations") {
            Some(_) => list("citations")
                .iter()
                .map(|c| (place(c, "start"), place(c, "end")))
                .collect(),
            None => vec![(0, text.len())],
        };
        rows.push(Labelled {
            set,
            id: value["id"].as_str().unwrap_or_default().to_owned(),
            text,
            fields,
            citations,
        });
    }
    Ok(())
}
