//! Ids that are stable from reading to reading: slugs, and a letter where two would be the same.

use kaozheng_values::names::slug;
use std::collections::BTreeSet;

/// Longest slug, in bytes.
const LONGEST: usize = 48;

/// Ids given so far.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeSet<String>);

impl Ids {
    /// A free id that begins as `wanted`: `wanted`, `wanted-2`, `wanted-3`…
    pub(super) fn free(&mut self, wanted: &str) -> String {
        let base = if wanted.is_empty() { "unnamed" } else { wanted };
        let mut id = base.to_owned();
        let mut count = 1;
        while !self.0.insert(id.clone()) {
            count += 1;
            id = format!("{base}-{count}");
        }
        id
    }
}

/// A slug of the first words, cut between words.
pub(super) fn short_slug(words: &str) -> String {
    let mut out = String::new();
    for part in slug(words).split('-') {
        if !out.is_empty() && out.len() + part.len() + 1 > LONGEST {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(part);
    }
    if out.len() > LONGEST * 2 {
        out.truncate(
            (0..=LONGEST)
                .rev()
                .find(|&at| out.is_char_boundary(at))
                .unwrap_or(0),
        );
    }
    out
}

/// The slug of a file name without folders and ending.
pub(super) fn file_slug(name: &str) -> String {
    let base = name.rsplit('/').next().unwrap_or(name);
    slug(base.rsplit_once('.').map_or(base, |(stem, _)| stem))
}
