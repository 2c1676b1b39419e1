//! Cutting a long original into parts, each of which is one page that loads at once.

use super::quoted::Stretch;
use kaozheng_text::Document;
use std::ops::Range;

/// Most bytes of text and of what stands beside it that one part has, unless a single passage has more.
const MOST: usize = 180_000;

/// What a stretch beside the text costs, beyond its words.
const BESIDE: usize = 450;

/// The parts: ranges of passages that follow one another. There is always one.
pub(super) fn parts(document: &Document, quoted: &[Stretch]) -> Vec<Range<usize>> {
    let mut weights: Vec<usize> = document
        .passages
        .iter()
        .map(|passage| passage.span.len() + 120)
        .collect();
    for stretch in quoted {
        weights[stretch.passage] += BESIDE + stretch.says.len();
    }
    let mut out = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (at, weight) in weights.iter().enumerate() {
        // Notes stay with the passage that holds their marks.
        let is_note = document.passages[at].number.is_some();
        if sum + weight > MOST && at > start && !is_note {
            out.push(start..at);
            (start, sum) = (at, 0);
        }
        sum += weight;
    }
    out.push(start..weights.len());
    out
}

/// The number, from 0, of the part that holds a passage.
pub(super) fn part_of(parts: &[Range<usize>], passage: usize) -> usize {
    let found = parts.iter().position(|part| part.contains(&passage));
    found.unwrap_or(0)
}
