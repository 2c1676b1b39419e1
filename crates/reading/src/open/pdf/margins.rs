//! The margin: what stands beside the text block of a page, apart from its columns.
//!
//! The text block is as wide as the full lines in the type of the text. Short lines of smaller type beyond its edge are
//! the margin's: notes, numbers of lines, pages of another edition. They are taken out before columns are looked for,
//! since each of them stands on the height of a line of text and would be read as its end.

use super::chunks::{Chunk, MOST_CHUNKS};
use super::columns::{Row, rows_of};

/// The text blocks of the pages so far, for pages too short to show their own.
#[derive(Debug, Default)]
pub(super) struct TextBlocks {
    seen: Vec<Option<Block>>,
    /// Where the lines in the margins of earlier pages begin.
    margins: Vec<f32>,
    /// Whether figures stood in the margin of an earlier page.
    figures: bool,
}

/// The text of a page with the margins to its left and right.
#[derive(Debug)]
pub(super) struct Parted {
    pub(super) text: Vec<Chunk>,
    pub(super) margins: Vec<Vec<Chunk>>,
}

/// Where the text of a page stands, and in what type.
#[derive(Clone, Copy, Debug)]
struct Block {
    left: f32,
    right: f32,
    /// The baselines of its first and last full line.
    top: f32,
    foot: f32,
    size: f32,
    /// The width of its full lines.
    width: f32,
    rows: usize,
}

/// Fewest full lines that show a text block.
const FULL_LINES: usize = 4;

impl TextBlocks {
    /// Parts the chunks of the next page.
    pub(super) fn part(&mut self, chunks: Vec<Chunk>) -> Parted {
        let known = chunks.len() >= 6 && chunks.len() <= MOST_CHUNKS;
        let own = if known { block_of(&chunks) } else { None };
        let earlier = self.like_earlier(&chunks);
        // Where hardly a line of text is left, notes in the margin look like the text.
        let block = match (own, earlier) {
            (Some(own), Some(earlier)) if own.size > earlier.size * 0.95 => Some(own),
            (own, earlier) => earlier.or(own),
        };
        self.seen.push(block);
        let Some(block) = block else {
            return whole(chunks);
        };
        let parted = parted(chunks, &block, self);
        for margin in &parted.margins {
            self.figures |= margin.iter().all(is_figure);
            let left = margin.iter().map(|c| c.left).fold(f32::MAX, f32::min);
            if !self.margins.iter().any(|x| (x - left).abs() < 1.0) {
                self.margins.push(left);
            }
        }
        parted
    }

    /// The block of the page before the last (left and right pages differ) or of the last, if the lines of this page fit.
    fn like_earlier(&self, chunks: &[Chunk]) -> Option<Block> {
        if self.margins.is_empty() || chunks.is_empty() || chunks.len() > MOST_CHUNKS {
            return None;
        }
        let fits = |block: &Block| {
            let large = chunks.iter().filter(|c| c.size > block.size * 0.95);
            let within = |c: &Chunk| c.left > block.left - 2.0 && c.right < block.right + 2.0;
            large.clone().next().is_some() && large.into_iter().all(within)
        };
        let earlier = [2, 1].map(|back| self.seen.len().checked_sub(back));
        let mut blocks = earlier.into_iter().flatten().filter_map(|at| self.seen[at]);
        let block = blocks.find(fits)?;
        let bases = chunks.iter().filter(|c| c.size > block.size * 0.95);
        let (top, foot) = bases.fold((f32::MAX, f32::MIN), |(top, foot), c| {
            (top.min(c.base), foot.max(c.base))
        });
        Some(Block { top, foot, ..block })
    }
}

fn whole(chunks: Vec<Chunk>) -> Parted {
    Parted {
        text: chunks,
        margins: Vec::new(),
    }
}

/// The largest type that a quarter of the letters are set in.
fn main_size(chunks: &[Chunk]) -> f32 {
    let mut letters: Vec<(f32, usize)> = Vec::new();
    for chunk in chunks {
        let alike = |(size, _): &&mut (f32, usize)| (*size - chunk.size).abs() < 0.25;
        match letters.iter_mut().find(alike) {
            Some((_, count)) => *count += chunk.glyphs.len(),
            None => letters.push((chunk.size, chunk.glyphs.len())),
        }
    }
    let all: usize = letters.iter().map(|(_, count)| count).sum();
    let often = letters.iter().filter(|(_, count)| count * 4 >= all);
    often.map(|(size, _)| *size).fold(0.0, f32::max)
}

fn block_of(chunks: &[Chunk]) -> Option<Block> {
    let size = main_size(chunks);
    let alike = |c: &&Chunk| (c.size - size).abs() <= size * 0.05;
    let body: Vec<&Chunk> = chunks.iter().filter(alike).collect();
    let rows = rows_of(&body);
    let mut widths: Vec<f32> = rows.iter().map(|row| row.2 - row.1).collect();
    widths.sort_by(f32::total_cmp);
    let width = *widths.get(widths.len() * 9 / 10)?;
    let full: Vec<&Row> = rows
        .iter()
        .filter(|row| row.2 - row.1 > width * 0.75)
        .collect();
    if full.len() < FULL_LINES || width < size * 10.0 {
        return None;
    }
    let left = edge(full.iter().map(|row| row.1).collect())?;
    let right = -edge(full.iter().map(|row| -row.2).collect())?;
    let bases = full.iter().map(|row| row.0);
    Some(Block {
        left,
        right,
        top: bases.clone().fold(f32::MAX, f32::min),
        foot: bases.fold(f32::MIN, f32::max),
        size,
        width,
        rows: rows.len(),
    })
}

/// The outermost place that a seventh stand at, within four points, if it is an edge at all: a quarter stand there. The
/// outermost of all where lines end as they come.
fn edge(mut places: Vec<f32>) -> Option<f32> {
    places.sort_by(f32::total_cmp);
    let level = |at: usize| {
        places[at..]
            .iter()
            .take_while(|x| **x - places[at] <= 4.0)
            .count()
    };
    let at = (0..places.len()).find(|&at| level(at) * 7 >= places.len())?;
    let straight = level(at) * 4 >= places.len();
    places.get(if straight { at } else { 0 }).copied()
}

fn parted(chunks: Vec<Chunk>, block: &Block, earlier: &TextBlocks) -> Parted {
    let (left, right) = beside(&chunks, block, earlier);
    if left.is_empty() && right.is_empty() {
        return whole(chunks);
    }
    let mut sides = [vec![], vec![]];
    let mut text = Vec::with_capacity(chunks.len());
    for (at, chunk) in chunks.into_iter().enumerate() {
        if left.contains(&at) {
            sides[0].push(chunk);
        } else if right.contains(&at) {
            sides[1].push(chunk);
        } else {
            text.push(chunk);
        }
    }
    Parted {
        text,
        margins: sides.into_iter().filter(|side| !side.is_empty()).collect(),
    }
}

/// The chunks in the left and the right margin, as indices in order.
fn beside(chunks: &[Chunk], block: &Block, earlier: &TextBlocks) -> (Vec<usize>, Vec<usize>) {
    let em = block.size;
    let before = |c: &Chunk| c.right < block.left - em * 0.4;
    let behind = |c: &Chunk| c.left > block.right + em * 0.4;
    let side = |out: &dyn Fn(&Chunk) -> bool| {
        let mut own: Vec<usize> = (0..chunks.len()).filter(|&at| out(&chunks[at])).collect();
        own.sort_by(|a, b| chunks[*a].base.total_cmp(&chunks[*b].base));
        let own = at_height(chunks, own, block, &earlier.margins);
        if is_margin(chunks, &own, block, earlier.figures) {
            own
        } else {
            Vec::new()
        }
    };
    (side(&before), side(&behind))
}

/// Those that stand at the height of the text, follow one that does, line after line, or stand not far below the text
/// where other notes in the margin begin.
fn at_height(chunks: &[Chunk], own: Vec<usize>, block: &Block, margins: &[f32]) -> Vec<usize> {
    let mut last = block.foot + block.size * 0.3;
    let mut kept: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = Vec::new();
    for at in own {
        let chunk = &chunks[at];
        if chunk.base < block.top - block.size * 0.7 {
            above.push(at);
            continue;
        }
        let aligned = |left: f32| (left - chunk.left).abs() < 1.0;
        let below = chunk.base < block.foot + block.size * 9.0
            && (margins.iter().any(|x| aligned(*x))
                || kept.iter().any(|at| aligned(chunks[*at].left)));
        if chunk.base <= last || below {
            last = last.max(chunk.base + chunk.size * 1.7);
            kept.push(at);
        }
    }
    // Headings above the first full line may have a figure too.
    let ends = |at: &usize, x: f32| (chunks[*at].right - x).abs() < 1.5;
    let goes_on = |at: &usize| {
        let own = &chunks[*at];
        let figures = kept.iter().filter(|at| is_figure(&chunks[**at]));
        is_figure(own)
            && own.base > block.top - own.size * 9.0
            && figures.filter(|at| ends(at, own.right)).count() >= 2
    };
    above.retain(goes_on);
    above.extend(kept);
    above
}

/// Whether what stands beside the text is a margin and no column of its own.
fn is_margin(all: &[Chunk], own: &[usize], block: &Block, figures: bool) -> bool {
    let chunks: Vec<&Chunk> = own.iter().map(|at| &all[*at]).collect();
    let rows = rows_of(&chunks);
    if rows.is_empty() {
        return false;
    }
    if chunks.iter().copied().all(is_figure) {
        return are_figures_beside(&chunks, all, block, figures);
    }
    let widest = rows.iter().map(|row| row.2 - row.1).fold(0.0, f32::max);
    let large = chunks.iter().filter(|c| c.size > block.size * 0.96);
    let letters = |chunks: &mut dyn Iterator<Item = &&Chunk>| -> usize {
        chunks.map(|c| c.glyphs.len()).sum()
    };
    let count = letters(&mut chunks.iter());
    let as_large = letters(&mut large.into_iter()) * 2 > count;
    let narrow = if as_large { 0.5 } else { 0.72 };
    widest < block.width * narrow && !(as_large && rows.len() * 2 > block.rows) && count > 1
}

/// Whether a chunk holds no word.
fn is_figure(chunk: &Chunk) -> bool {
    let letters = chunk.glyphs.iter().map(|l| l.glyph.first);
    letters.clone().all(|c| !c.is_alphabetic()) && letters.clone().any(|c| c.is_ascii_digit())
}

/// Whether figures beside the text number its lines or the pages of another edition.
///
/// Labels of entries, paragraphs and sections hang out on the left as well, so figures there count the lines, or stand in
/// the midst of paragraphs.
fn are_figures_beside(figures: &[&Chunk], all: &[Chunk], block: &Block, usual: bool) -> bool {
    let em = block.size;
    let apart = figures.iter().all(|c| {
        let gap = (block.left - c.right).max(c.left - block.right);
        gap > em * 0.7 && c.glyphs.len() <= 6 && c.size < em * 1.05
    });
    if !apart || usual || figures[0].left > block.right {
        return apart;
    }
    let within = |c: &&Chunk| c.right > block.left && c.left < block.right;
    let text: Vec<&Chunk> = all.iter().filter(within).collect();
    let rows = rows_of(&text);
    let row_of = |c: &&Chunk| {
        let level = |row: &Row| (row.0 - c.base).abs() < em * 0.35;
        rows.iter().position(level)
    };
    let on: Vec<Option<usize>> = figures.iter().map(row_of).collect();
    count_lines(figures, &on, &rows, block) || stand_amidst(&on, &rows, block)
}

/// Whether the figures rise by as many as lines stand between them, beside lines that are mostly full.
fn count_lines(figures: &[&Chunk], on: &[Option<usize>], rows: &[Row], block: &Block) -> bool {
    let at: Vec<(usize, usize)> = figures
        .iter()
        .zip(on)
        .filter_map(|(figure, row)| Some((number_of(figure)?, (*row)?)))
        .collect();
    let steps = |pair: &&[(usize, usize)]| {
        let (rise, lines) = (pair[1].0.wrapping_sub(pair[0].0), pair[1].1 - pair[0].1);
        rise > 0 && rise == lines
    };
    let full = |(_, row): &&(usize, usize)| rows[*row].2 - rows[*row].1 > block.width * 0.7;
    let in_step = at.windows(2).filter(steps).count();
    at.len() >= 3
        && in_step * 10 >= (at.len() - 1) * 6
        && at.iter().filter(full).count() * 2 >= at.len()
}

fn number_of(chunk: &Chunk) -> Option<usize> {
    let digits: String = chunk.glyphs.iter().map(|l| l.glyph.first).collect();
    digits.parse().ok()
}

/// Whether most figures stand beside a line that goes on from a full one right above it.
fn stand_amidst(on: &[Option<usize>], rows: &[Row], block: &Block) -> bool {
    let amidst = |row: &usize| {
        row.checked_sub(1).is_some_and(|above| {
            let (above, own) = (&rows[above], &rows[*row]);
            above.2 > block.right - block.size * 2.0
                && own.1 < block.left + block.size * 0.5
                && own.0 - above.0 < block.size * 2.2
        })
    };
    on.iter().flatten().filter(|row| amidst(row)).count() * 10 >= on.len() * 6
}
