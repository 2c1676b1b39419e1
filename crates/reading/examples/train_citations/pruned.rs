//! Two courses: the first finds out which sights matter, the second learns with those alone.

use crate::field::{Course, Field};
use crate::rows::{Row, Rows};

/// A field whose sights are few enough to ship.
pub(crate) struct Pruned {
    pub(crate) sights: Vec<u32>,
    pub(crate) field: Field,
}

pub(crate) fn train(rows: &Rows, keep: usize) -> Pruned {
    let first = Course {
        rounds: 4,
        step: 0.05,
        left_out: 50,
        mean_from: 2,
    };
    let second = Course {
        rounds: 8,
        step: 0.04,
        left_out: 60,
        mean_from: 4,
    };
    eprintln!("  {} sights", rows.sights.len());
    let wide = Field::learn(&rows.learn, rows.sights.len(), rows.tags.len(), &first);
    let chosen = heaviest(&wide, &rows.learn, keep);
    let mut number = vec![None; rows.sights.len()];
    for (new, &old) in (0u32..).zip(&chosen) {
        number[old] = Some(new);
    }
    let learn: Vec<Row> = rows
        .learn
        .iter()
        .map(|row| {
            let mut few = Row {
                sights: row.sights.clone(),
                ends: row.ends.clone(),
                joints: row.joints.clone(),
                tags: row.tags.clone(),
            };
            few.keep(|sight| number[sight as usize]);
            few
        })
        .collect();
    Pruned {
        field: Field::learn(&learn, chosen.len(), rows.tags.len(), &second),
        sights: chosen.iter().map(|&old| rows.sights[old]).collect(),
    }
}

/// The sights whose weights, times the root of how often they are seen, are the greatest; in their old order.
fn heaviest(field: &Field, rows: &[Row], keep: usize) -> Vec<usize> {
    let mut times = vec![0f32; field.sights.len()];
    rows.iter()
        .flat_map(|row| &row.sights)
        .for_each(|&sight| times[sight as usize] += 1.);
    let weight = |sight: usize| {
        let squares: f32 = field.sights[sight].iter().map(|w| w * w).sum();
        squares.sqrt() * times[sight].sqrt()
    };
    let mut by_weight: Vec<(f32, usize)> = (0..times.len())
        .map(|sight| (weight(sight), sight))
        .collect();
    by_weight.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<usize> = by_weight
        .into_iter()
        .take(keep)
        .map(|(_, sight)| sight)
        .collect();
    chosen.sort_unstable();
    chosen
}
