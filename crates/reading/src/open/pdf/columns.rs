//! From chunks to columns in reading order.
//!
//! A gutter is a strip that many chunks begin behind, on one edge, and few cross, with text on both sides that fills its
//! column. What crosses the gutter (titles, notes set across both columns) parts the page into zones, read from top to
//! bottom, and within a zone the left column goes before the right one.

use super::chunks::{Chunk, MOST_CHUNKS};

/// The chunks of one column of one zone, in no order.
pub(super) type Column = Vec<Chunk>;

/// The columns of a page in reading order.
pub(super) fn columns_of(chunks: Vec<Chunk>) -> Vec<Column> {
    let mut columns = Vec::new();
    part(chunks, 0, &mut columns);
    columns.retain(|column| !column.is_empty());
    columns
}

fn part(chunks: Vec<Chunk>, depth: usize, out: &mut Vec<Column>) {
    let gutter = if depth < 4 { gutter_of(&chunks) } else { None };
    let Some(at) = gutter else {
        out.push(chunks);
        return;
    };
    for zone in zones_of(chunks, at) {
        match zone {
            Zone::Across(all) => out.push(all),
            Zone::Beside(left, right) => {
                part(left, depth + 1, out);
                part(right, depth + 1, out);
            }
        }
    }
}

/// The place of a gutter between two columns, if there is one.
fn gutter_of(chunks: &[Chunk]) -> Option<f32> {
    if chunks.len() < 8 || chunks.len() > MOST_CHUNKS {
        return None;
    }
    let mut starts: Vec<f32> = chunks.iter().map(|chunk| chunk.left).collect();
    starts.sort_by(f32::total_cmp);
    let mut best: Option<(usize, f32)> = None;
    let mut from = 0;
    while from < starts.len() {
        let run = starts[from..]
            .iter()
            .take_while(|x| **x <= starts[from] + 3.0)
            .count();
        if run >= 4 && best.is_none_or(|(most, _)| run > most) {
            let at = starts[from];
            if parts_text(chunks, at) {
                best = Some((run, at));
            }
        }
        from += run.max(1);
    }
    best.map(|(_, at)| hanging_edge(chunks, at) - 1.0)
}

/// Where the column that most chunks begin at `at` really begins: labels may hang out before its text, as long as they
/// stay clear of the lines of the column to the left.
fn hanging_edge(chunks: &[Chunk], at: f32) -> f32 {
    let clear = clear_of_left(chunks, at);
    let hanging = chunks
        .iter()
        .filter(|c| c.left > clear && c.left < at && c.right > at);
    hanging.map(|c| c.left).fold(at, f32::min)
}

/// The right edge of nearly all chunks that end before `at`, but no further out than labels hang.
fn clear_of_left(chunks: &[Chunk], at: f32) -> f32 {
    let mut ends: Vec<f32> = chunks
        .iter()
        .filter(|c| c.right <= at - 3.0)
        .map(|c| c.right)
        .collect();
    ends.sort_by(f32::total_cmp);
    let edge = ends.get(ends.len() * 49 / 50).copied().unwrap_or(f32::MIN);
    let size = chunks.first().map_or(10.0, |c| c.size);
    edge.max(at - size * 4.0)
}

/// Whether text stands on both sides of a strip before `at`, each side filling a column.
fn parts_text(chunks: &[Chunk], at: f32) -> bool {
    let edge = |chunk: &&Chunk| (-1.0..=4.0).contains(&(chunk.left - at));
    let (top, foot) = chunks
        .iter()
        .filter(edge)
        .fold((f32::MAX, f32::MIN), |(top, foot), c| {
            (top.min(c.base), foot.max(c.base))
        });
    let within: Vec<&Chunk> = chunks
        .iter()
        .filter(|c| c.base >= top - 1.0 && c.base <= foot + 1.0)
        .collect();
    let (mut left, mut right, mut across) = (Vec::new(), Vec::new(), 0);
    let clear = clear_of_left(chunks, at);
    for &chunk in &within {
        if chunk.left >= at - 1.5 || chunk.left > clear {
            right.push(chunk);
        } else if chunk.right <= at - 3.0 {
            left.push(chunk);
        } else {
            across += 1;
        }
    }
    let (left, right) = (rows_of(&left), rows_of(&right));
    let least = left.len().min(right.len());
    if least < 4 || across * 3 > least {
        return false;
    }
    let (wide_left, wide_right) = (width_of(&left), width_of(&right));
    let size = within.iter().map(|c| c.size).fold(0.0, f32::max).min(14.0);
    let narrow = wide_left.min(wide_right);
    let edge = left.iter().map(|row| row.1).fold(f32::MAX, f32::min);
    let reaches = wide_left > (at - edge) * 0.6;
    if !reaches || narrow < size * 4.5 || !fills(&left, wide_left) || !fills(&right, wide_right) {
        return false;
    }
    let margin = narrow < (wide_left + wide_right) * 0.3;
    !margin || !in_step(&left, &right)
}

/// One row of text: its baseline and both ends.
pub(super) type Row = (f32, f32, f32);

/// Chunks of one baseline that stand close enough to be one line.
pub(super) fn rows_of(chunks: &[&Chunk]) -> Vec<Row> {
    let mut sorted = chunks.to_vec();
    sorted.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut rows: Vec<Row> = Vec::new();
    for chunk in sorted {
        let joins = |row: &&mut Row| {
            let level = (chunk.base - row.0).abs() < chunk.size * 0.3;
            level
                && chunk.left - row.2 < chunk.size * 0.95
                && row.1 - chunk.right < chunk.size * 0.95
        };
        match rows.iter_mut().rev().take(6).find(joins) {
            Some(row) => (row.1, row.2) = (row.1.min(chunk.left), row.2.max(chunk.right)),
            None => rows.push((chunk.base, chunk.left, chunk.right)),
        }
    }
    rows
}

/// The width that full rows have.
fn width_of(rows: &[Row]) -> f32 {
    let mut widths: Vec<f32> = rows.iter().map(|row| row.2 - row.1).collect();
    widths.sort_by(f32::total_cmp);
    widths.get(widths.len() * 9 / 10).copied().unwrap_or(0.0)
}

/// Whether most of the text stands in rows that fill more than half of the width: running text, no column of figures.
fn fills(rows: &[Row], width: f32) -> bool {
    let length = |row: &Row| row.2 - row.1;
    let full = rows.iter().filter(|row| length(row) > width * 0.55);
    let (count, mass) = full.fold((0, 0.0), |(count, mass), row| {
        (count + 1, mass + length(row))
    });
    count >= 3 && mass * 2.0 >= rows.iter().map(length).sum::<f32>()
}

/// Whether each row of the shorter side stands on a row of the other: labels before their texts, cells of a table.
fn in_step(left: &[Row], right: &[Row]) -> bool {
    let (few, many) = if left.len() < right.len() {
        (left, right)
    } else {
        (right, left)
    };
    let on_row = |row: &&Row| many.iter().any(|other| (other.0 - row.0).abs() < 1.0);
    few.iter().filter(on_row).count() * 10 >= few.len() * 8
}

enum Zone {
    Across(Vec<Chunk>),
    Beside(Vec<Chunk>, Vec<Chunk>),
}

/// The zones of a page that a gutter at `at` runs through, from top to bottom.
fn zones_of(mut chunks: Vec<Chunk>, at: f32) -> Vec<Zone> {
    chunks.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let crosses = |chunk: &Chunk| chunk.left < at - 4.0 && chunk.right > at - 1.0;
    let bars: Vec<(f32, f32)> = chunks
        .iter()
        .filter(|c| crosses(c))
        .map(|c| (c.base, c.size))
        .collect();
    let on_bar = |chunk: &Chunk| {
        bars.iter()
            .any(|(base, size)| (base - chunk.base).abs() < size * 0.3)
    };
    let mut zones: Vec<Zone> = Vec::new();
    for chunk in chunks {
        if on_bar(&chunk) {
            match zones.last_mut() {
                Some(Zone::Across(all)) => all.push(chunk),
                _ => zones.push(Zone::Across(vec![chunk])),
            }
            continue;
        }
        if !matches!(zones.last(), Some(Zone::Beside(..))) {
            zones.push(Zone::Beside(Vec::new(), Vec::new()));
        }
        if let Some(Zone::Beside(left, right)) = zones.last_mut() {
            if chunk.left < at - 1.0 {
                left.push(chunk);
            } else {
                right.push(chunk);
            }
        }
    }
    mend_ends(zones)
}

/// Short last lines of a text set across, and what stands alone under both columns, are moved out of the left column.
fn mend_ends(zones: Vec<Zone>) -> Vec<Zone> {
    let mut out: Vec<Zone> = Vec::new();
    for zone in zones {
        let Zone::Beside(mut left, right) = zone else {
            match (out.last_mut(), zone) {
                (Some(Zone::Across(all)), Zone::Across(more)) => all.extend(more),
                (_, zone) => out.push(zone),
            }
            continue;
        };
        let top = right.iter().map(|c| c.base).fold(f32::MAX, f32::min);
        let head = left
            .iter()
            .take_while(|c| c.base < top - c.size * 0.5)
            .count();
        if (1..=3).contains(&head)
            && (head < left.len() || right.is_empty())
            && let Some(Zone::Across(all)) = out.last_mut()
        {
            all.extend(left.drain(..head));
        }
        let foot = right.iter().map(|c| c.base).fold(f32::MIN, f32::max);
        let below = detached_foot(&left, foot);
        let tail = left.split_off(below);
        if !left.is_empty() || !right.is_empty() {
            out.push(Zone::Beside(left, right));
        }
        if !tail.is_empty() {
            out.push(Zone::Across(tail));
        }
    }
    out
}

/// From which chunk of the left column on the text stands under the right column too, parted from what is above it.
fn detached_foot(left: &[Chunk], foot: f32) -> usize {
    let start = left.partition_point(|c| c.base <= foot + c.size * 0.8);
    if start == 0 || start == left.len() || foot == f32::MIN {
        return left.len();
    }
    let (above, first) = (&left[start - 1], &left[start]);
    let gap = first.base - above.base;
    let parted = gap > above.size * 1.6 || first.size < above.size * 0.93 && gap > above.size * 1.1;
    if parted { start } else { left.len() }
}
