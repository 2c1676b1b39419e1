//! From letters to chunks: runs of letters on one baseline without a wide gap, whatever order the file draws them in.

use super::glyphs::{Course, Glyph, Shown};
use std::collections::HashMap;

/// Letters on one baseline, close together.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    /// The letters from left to right.
    pub(super) glyphs: Vec<Letter>,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Its own baseline.
    pub(super) own: f32,
    /// The baseline of the line it belongs to: another where it stands raised or sunk.
    pub(super) base: f32,
    /// The type size of most of its letters.
    pub(super) size: f32,
}

/// A letter in a chunk.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub(super) glyph: Glyph,
    /// Whether the file puts a space before it.
    pub(super) spaced: bool,
    pub(super) raised: bool,
}

/// The chunks of all texts of a page that run one way, turned so that they stand level.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) course: Course,
    pub(super) chunks: Vec<Chunk>,
}

/// Widest gap inside a chunk, in type sizes. Columns may stand one type size apart, and wide spaces of a justified
/// line are put together again once the columns are known.
const WIDEST_GAP: f32 = 0.75;

/// Letters whose sizes differ by more are no neighbours: an initial and the text beside it.
const LARGEST_STEP: f32 = 1.75;

/// The texts of a page, the one with most letters first.
pub(super) fn sides_of(shown: &mut Shown) -> Vec<Side> {
    let mut glyphs = std::mem::take(&mut shown.glyphs);
    drop_outside(&mut glyphs, shown);
    drop_covered(&mut glyphs);
    let mut counts: Vec<(usize, Course)> = Vec::new();
    for glyph in &glyphs {
        match counts
            .iter_mut()
            .find(|(_, course)| *course == glyph.course)
        {
            Some((count, _)) => *count += 1,
            None => counts.push((1, glyph.course)),
        }
    }
    counts.sort_by_key(|&(count, course)| (std::cmp::Reverse(count), course));
    let (width, height) = (shown.width, shown.height);
    let side = |&(_, course): &(usize, Course)| {
        let own = glyphs.iter().filter(|g| g.course == course);
        let turned = own.map(|g| turned(g, width, height));
        Side {
            course,
            chunks: chunks_of(turned),
        }
    };
    counts.iter().map(side).collect()
}

/// Letters outside of what is shown of the page are not on it.
fn drop_outside(glyphs: &mut Vec<Glyph>, shown: &Shown) {
    let (width, height) = (shown.width + 2.0, shown.height + 2.0);
    glyphs.retain(|g| {
        g.x > -2.0 - g.size && g.x < width && g.y > -2.0 && g.y < height + g.size * 0.5
    });
}

/// Drops the invisible letters that lie under visible ones: the same text twice.
fn drop_covered(glyphs: &mut Vec<Glyph>) {
    let hidden = glyphs.iter().filter(|g| g.hidden).count();
    if hidden == 0 || hidden == glyphs.len() {
        return;
    }
    let cell = |x: f32, y: f32| ((x / 8.0) as i32, (y / 8.0) as i32);
    let mut seen: HashMap<(i32, i32), u32> = HashMap::new();
    for glyph in glyphs
        .iter()
        .filter(|g| !g.hidden && !g.first.is_whitespace())
    {
        *seen.entry(cell(glyph.x, glyph.y)).or_default() += 1;
    }
    let near = |g: &Glyph| {
        let (x, y) = cell(g.x + g.width / 2.0, g.y);
        (-1..=1).any(|dx| (-1..=1).any(|dy| seen.contains_key(&(x + dx, y + dy))))
    };
    glyphs.retain(|g| !g.hidden || !near(g));
}

/// The letter in the frame in which its text stands level.
fn turned(glyph: &Glyph, width: f32, height: f32) -> Glyph {
    let (x, y) = match glyph.course {
        Course::Level | Course::Slanted => (glyph.x, glyph.y),
        Course::Up => (height - glyph.y, glyph.x),
        Course::Down | Course::Vertical => (glyph.y, width - glyph.x),
        Course::UpsideDown => (width - glyph.x, height - glyph.y),
    };
    Glyph {
        x,
        y,
        ..glyph.clone()
    }
}

fn chunks_of(glyphs: impl Iterator<Item = Glyph>) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut spaced = false;
    for glyph in glyphs {
        if glyph.first == ' ' && glyph.more.is_none() {
            spaced = true;
            continue;
        }
        let letter = Letter {
            spaced,
            raised: glyph.small,
            glyph,
        };
        spaced = false;
        match chunks
            .last_mut()
            .filter(|chunk| goes_on(chunk, &letter.glyph))
        {
            Some(chunk) => chunk.push(letter),
            None => chunks.push(Chunk::of(letter)),
        }
    }
    for chunk in &mut chunks {
        chunk.settle();
    }
    merged(chunks)
}

fn goes_on(chunk: &Chunk, glyph: &Glyph) -> bool {
    let size = chunk.size.min(glyph.size);
    if chunk.size.max(glyph.size) > size * LARGEST_STEP {
        return false;
    }
    let level = (chunk.own - glyph.y).abs() <= (size * 0.04).max(0.3);
    let gap = glyph.x - chunk.right;
    level && gap < size * WIDEST_GAP && glyph.x >= chunk.right - size * 0.6
}

impl Chunk {
    fn of(letter: Letter) -> Chunk {
        Chunk {
            left: letter.glyph.x,
            right: letter.glyph.x + letter.glyph.width,
            own: letter.glyph.y,
            base: letter.glyph.y,
            size: letter.glyph.size,
            glyphs: vec![letter],
        }
    }

    fn push(&mut self, letter: Letter) {
        self.left = self.left.min(letter.glyph.x);
        self.right = self.right.max(letter.glyph.x + letter.glyph.width);
        self.size = self.size.max(letter.glyph.size);
        self.glyphs.push(letter);
    }

    /// Orders its letters and takes the size of most of them.
    fn settle(&mut self) {
        if !self.glyphs.is_sorted_by(|a, b| a.glyph.x <= b.glyph.x) {
            self.glyphs.sort_by(|a, b| a.glyph.x.total_cmp(&b.glyph.x));
        }
        self.size = common_size(self.glyphs.iter().map(|l| &l.glyph));
    }

    /// How far its letters rise and sink, roughly.
    pub(super) fn top(&self) -> f32 {
        self.own - self.size * 0.75
    }
}

/// The type size of most letters, to a tenth of a point.
pub(super) fn common_size<'g>(glyphs: impl Iterator<Item = &'g Glyph>) -> f32 {
    let mut counts: Vec<(i32, usize)> = Vec::new();
    for glyph in glyphs {
        let key = (glyph.size * 10.0).round() as i32;
        match counts.iter_mut().find(|(size, _)| *size == key) {
            Some((_, count)) => *count += 1,
            None => counts.push((key, 1)),
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|&(size, count)| (count, size));
    most.map_or(0.0, |(size, _)| size as f32 / 10.0)
}

/// Puts chunks together that the file drew apart.
fn merged(mut chunks: Vec<Chunk>) -> Vec<Chunk> {
    chunks.sort_by(|a, b| {
        let rows = (a.own * 2.0).round().total_cmp(&(b.own * 2.0).round());
        rows.then(a.left.total_cmp(&b.left))
    });
    let mut out: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        let near = out.iter().rev().take(24).position(|before| {
            let size = before.size.min(chunk.size);
            let gap = chunk.left - before.right;
            before.size.max(chunk.size) <= size * LARGEST_STEP
                && (before.own - chunk.own).abs() <= (size * 0.04).max(0.3)
                && gap < size * WIDEST_GAP
                && gap > -size * 0.6 - overlap_of(before, &chunk)
        });
        match near {
            Some(back) => {
                let at = out.len() - 1 - back;
                let before = &mut out[at];
                before.glyphs.extend(chunk.glyphs);
                before.left = before.left.min(chunk.left);
                before.right = before.right.max(chunk.right);
                before.settle();
            }
            None => out.push(chunk),
        }
    }
    out
}

/// How far two chunks may overlap and still be one: all of it where one is short (an accent, a letter doubled).
fn overlap_of(a: &Chunk, b: &Chunk) -> f32 {
    let short = (a.right - a.left).min(b.right - b.left);
    if a.left <= b.left && b.right <= a.right + 1.0 || b.left <= a.left {
        short.max(b.right - b.left)
    } else {
        0.0
    }
}

/// A page of more chunks than this is no page of text, and its chunks are not compared with each other.
pub(super) const MOST_CHUNKS: usize = 6000;

/// Ties small chunks to the line they stand raised or sunk on, and initials to the line that they begin.
pub(super) fn tie(chunks: &mut [Chunk]) {
    if chunks.len() > MOST_CHUNKS {
        return;
    }
    let mut ties: Vec<(usize, f32, bool)> = Vec::new();
    for (at, small) in chunks.iter().enumerate() {
        if let Some((base, raised)) = host_of(small, at, chunks) {
            ties.push((at, base, raised));
        }
    }
    for (at, base, raised) in ties {
        chunks[at].base = base;
        for letter in &mut chunks[at].glyphs {
            letter.raised |= raised;
        }
    }
    let initials: Vec<(usize, f32)> = (0..chunks.len())
        .filter_map(|at| Some((at, first_line_of_initial(&chunks[at], chunks)?)))
        .collect();
    for (at, base) in initials {
        chunks[at].base = base;
    }
}

/// The baseline of the line that a small chunk stands on, and whether raised.
fn host_of(small: &Chunk, at: usize, chunks: &[Chunk]) -> Option<(f32, bool)> {
    if small.right - small.left > small.size * 9.0 {
        return None;
    }
    let mut best: Option<(f32, f32, bool)> = None;
    for (other, host) in chunks.iter().enumerate() {
        let rise = host.own - small.own;
        if other == at || rise.abs() > host.size || host.size < small.size * 1.02 {
            continue;
        }
        let tiny = small.size <= host.size * 0.86;
        let raised = rise > host.size * if tiny { 0.08 } else { 0.22 } && rise < host.size * 0.8;
        let sunk = tiny && rise < -host.size * 0.06 && rise > -host.size * 0.4;
        let after = small.left - host.right;
        let before = host.left - small.right;
        let reach = host.size * 0.75;
        let inside = small.left >= host.left && small.right <= host.right;
        let beside = after.abs() < reach || before > -host.size * 0.3 && before < host.size * 1.6;
        if !(raised || sunk) || !(beside || inside) {
            continue;
        }
        let far = if inside {
            0.0
        } else {
            after.abs().min(before.abs() + host.size * 0.2)
        } + rise.abs() * 0.2;
        if best.is_none_or(|(least, ..)| far < least) {
            best = Some((far, host.own, raised));
        }
    }
    best.map(|(_, base, raised)| (base, raised))
}

/// For a large initial: the baseline of the topmost line that stands right beside it.
fn first_line_of_initial(initial: &Chunk, chunks: &[Chunk]) -> Option<f32> {
    let letters = initial.glyphs.len();
    if letters > 2 || !initial.glyphs[0].glyph.first.is_alphabetic() {
        return None;
    }
    let beside = chunks.iter().filter(|line| {
        line.size * 1.6 < initial.size
            && line.own > initial.top() - line.size * 0.4
            && line.own <= initial.own + line.size * 0.3
            && line.left >= initial.right - line.size * 0.5
            && line.left < initial.right + line.size * 2.0
    });
    let rows: Vec<f32> = beside.map(|line| line.own).collect();
    let first = rows.iter().copied().min_by(f32::total_cmp)?;
    (rows.len() >= 2 || initial.own - first > 2.0).then_some(first)
}
