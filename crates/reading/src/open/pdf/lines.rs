//! From columns to lines of text: chunks of one baseline put together, spaces read off the gaps, superscripts raised,
//! accents set on their letters.

use super::chunks::{Chunk, Letter, Side, common_size, sides_of, tie};
use super::columns::{Column, columns_of};
use super::faces::{LOST, has_unnamed, name_letters};
use super::glyphs::{Course, Glyph, Shown};
use super::margins::TextBlocks;
use std::ops::Range;

/// A line as it is printed.
#[derive(Clone, Debug, Default)]
pub(super) struct PrintedLine {
    pub(super) text: String,
    /// Stretches of `text` that stand raised.
    pub(super) raised: Vec<Range<usize>>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) column: u16,
    pub(super) bold: bool,
    /// No part of the text, by the file's own word or because it runs another way than the page.
    pub(super) aside: bool,
    /// In the margin, beside the text.
    pub(super) beside: bool,
}

/// The lines of a page in reading order.
pub(super) fn lines_of(shown: &mut Shown, blocks: &mut TextBlocks) -> Vec<PrintedLine> {
    let sides = sides_of(shown);
    let mut lines = Vec::new();
    let mut column = 0u16;
    for (nth, side) in sides.into_iter().enumerate() {
        let aside = nth > 0 && !matches!(side.course, Course::Level | Course::Vertical);
        let first = nth == 0 && matches!(side.course, Course::Level);
        for (chunks, beside) in columns_of_side(side, first.then_some(&mut *blocks)) {
            let own = lines_of_column(chunks);
            lines.extend(own.into_iter().map(|line| PrintedLine {
                column,
                aside: line.aside || aside,
                beside,
                ..line
            }));
            column = column.saturating_add(1);
        }
    }
    lines
}

/// The columns of a side in reading order, then its margins, each with whether it is one.
fn columns_of_side(side: Side, blocks: Option<&mut TextBlocks>) -> Vec<(Column, bool)> {
    let mut chunks = side.chunks;
    tie(&mut chunks);
    let Some(blocks) = blocks else {
        let columns = columns_of(chunks).into_iter();
        return columns.map(|column| (column, false)).collect();
    };
    let parted = blocks.part(chunks);
    let columns = columns_of(parted.text).into_iter();
    let margins = parted.margins.into_iter().map(|margin| (margin, true));
    columns
        .map(|column| (column, false))
        .chain(margins)
        .collect()
}

/// The lines of one column from top to bottom.
fn lines_of_column(mut chunks: Column) -> Vec<PrintedLine> {
    chunks.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<Vec<Chunk>> = Vec::new();
    for chunk in chunks {
        let joins = rows.last().is_some_and(|row| {
            let first = &row[0];
            (chunk.base - first.base).abs() < first.size.min(chunk.size).max(1.0) * 0.3
        });
        match rows.last_mut().filter(|_| joins) {
            Some(row) => row.push(chunk),
            None => rows.push(vec![chunk]),
        }
    }
    rows.into_iter().filter_map(line_of).collect()
}

fn line_of(chunks: Vec<Chunk>) -> Option<PrintedLine> {
    let base = main_base(&chunks);
    let mut letters: Vec<Letter> = chunks.into_iter().flat_map(|c| c.glyphs).collect();
    letters.sort_by(|a, b| a.glyph.x.total_cmp(&b.glyph.x));
    drop_doubles(&mut letters);
    set_accents(&mut letters);
    let level = || letters.iter().filter(|l| !l.raised).map(|l| &l.glyph);
    let size = common_size(level()).max(if level().next().is_none() {
        letters.first()?.glyph.size
    } else {
        0.0
    });
    let bold = letters.iter().filter(|l| l.glyph.bold).count() * 2 > letters.len();
    let aside = letters.iter().filter(|l| l.glyph.artifact).count() * 2 > letters.len();
    let mut line = PrintedLine {
        left: letters.first()?.glyph.x,
        right: letters
            .iter()
            .map(|l| l.glyph.x + l.glyph.width)
            .fold(f32::MIN, f32::max),
        base,
        size,
        bold,
        aside,
        ..PrintedLine::default()
    };
    write(&letters, size, &mut line);
    if has_unnamed(&line.text) {
        name(&mut line);
    }
    (!line.text.trim().is_empty()).then_some(line)
}

/// Names the letters of bitmap fonts. Letter stands for letter, so that the raised stretches keep their letters.
fn name(line: &mut PrintedLine) {
    let named = name_letters(&line.text);
    let place = |at: usize| {
        let letters = line.text[..at].chars().count();
        named
            .char_indices()
            .nth(letters)
            .map_or(named.len(), |(at, _)| at)
    };
    line.raised = line
        .raised
        .iter()
        .map(|run| place(run.start)..place(run.end))
        .collect();
    line.text = named;
}

/// The baseline of the widest chunk.
fn main_base(chunks: &[Chunk]) -> f32 {
    let widest = chunks
        .iter()
        .max_by(|a, b| (a.right - a.left).total_cmp(&(b.right - b.left)));
    widest.map_or(0.0, |chunk| chunk.base)
}

/// The same letter twice in one place is bold type made by hand, a shadow, or a text layer drawn twice.
fn drop_doubles(letters: &mut Vec<Letter>) {
    letters.dedup_by(|next, kept| {
        let (a, b) = (&next.glyph, &kept.glyph);
        let near = (a.x - b.x).abs() < b.width.max(1.0) * 0.3 && (a.y - b.y).abs() < b.size * 0.15;
        let same = a.first == b.first && a.more == b.more && near;
        if same {
            kept.glyph.bold = true;
        }
        same
    });
}

/// Accents drawn apart from their letters are put on them.
fn set_accents(letters: &mut Vec<Letter>) {
    let mut at = 0;
    while at < letters.len() {
        let Some(mark) =
            accent(letters[at].glyph.first).filter(|_| letters[at].glyph.more.is_none())
        else {
            at += 1;
            continue;
        };
        let own = &letters[at].glyph;
        let under = |other: Option<&Letter>| {
            let base = other.map(|l| &l.glyph)?;
            let middle = own.x + own.width / 2.0;
            let over = middle > base.x - base.width * 0.1 && middle < base.x + base.width * 1.1;
            (over && base.more.is_none()).then(|| composed(base.first, mark))?
        };
        let next = under(letters.get(at + 1));
        let before = at.checked_sub(1).and_then(|n| under(letters.get(n)));
        let (base, letter) = match (next, before) {
            (Some(letter), _) => (at + 1, letter),
            (None, Some(letter)) => (at - 1, letter),
            _ => {
                at += 1;
                continue;
            }
        };
        let spaced = letters[at].spaced;
        letters[base].glyph.first = letter;
        letters[base].spaced |= spaced && base > at;
        letters.remove(at);
    }
}

/// Which accent a sign is, as the combining mark.
fn accent(c: char) -> Option<char> {
    Some(match c {
        '`' | '\u{2cb}' => '\u{300}',
        '´' | '\u{2ca}' => '\u{301}',
        'ˆ' => '\u{302}',
        '˜' => '\u{303}',
        '¯' | 'ˉ' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30a}',
        '˝' => '\u{30b}',
        'ˇ' => '\u{30c}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        '\u{300}'..='\u{328}' => c,
        _ => return None,
    })
}

/// Letters with each accent, in pairs: the bare letter and the accented one.
const ACCENTED: [(char, &str); 13] = [
    ('\u{300}', "AÀEÈIÌOÒUÙaàeèiìoòuùıìNǸnǹ"),
    (
        '\u{301}',
        "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýıíCĆcćNŃnńSŚsśZŹzźLĹlĺRŔrŕ",
    ),
    (
        '\u{302}',
        "AÂEÊIÎOÔUÛaâeêiîoôuûıîCĈcĉGĜgĝHĤhĥSŜsŝWŴwŵYŶyŷȷĵ",
    ),
    ('\u{303}', "AÃNÑOÕaãnñoõIĨiĩUŨuũıĩ"),
    ('\u{304}', "AĀEĒIĪOŌUŪaāeēiīoōuūıī"),
    ('\u{306}', "AĂEĔGĞIĬOŎUŬaăeĕgğiĭoŏuŭıĭИЙий"),
    ('\u{307}', "CĊEĖGĠIİZŻcċeėgġzż"),
    ('\u{308}', "AÄEËIÏOÖUÜaäeëiïoöuüyÿıïЕЁеё"),
    ('\u{30a}', "AÅaåUŮuů"),
    ('\u{30b}', "OŐUŰoőuű"),
    (
        '\u{30c}',
        "CČDĎEĚNŇRŘSŠTŤZŽcčeěnňrřsšzžAǍaǎIǏiǐOǑoǒUǓuǔıǐGǦgǧ",
    ),
    ('\u{327}', "CÇSŞTŢcçsştţ"),
    ('\u{328}', "AĄEĘIĮUŲaąeęiįuų"),
];

fn composed(base: char, mark: char) -> Option<char> {
    let (_, pairs) = ACCENTED.iter().find(|(accent, _)| *accent == mark)?;
    let letters: Vec<char> = pairs.chars().collect();
    let pair = letters.chunks(2).find(|pair| pair[0] == base)?;
    pair.get(1).copied()
}

/// Writes the letters of a line, spaces where the gaps or the file say so.
fn write(letters: &[Letter], size: f32, line: &mut PrintedLine) {
    let tracked = tracking(letters, size);
    let mut before: Option<&Letter> = None;
    for letter in letters {
        if before.is_some_and(|b| parts_words(b, letter, size, tracked)) {
            line.text.push(' ');
        }
        let start = line.text.len();
        push_letter(letter, &mut line.text);
        if letter.raised {
            let joins = line.raised.last_mut().filter(|run| run.end == start);
            match joins {
                Some(run) => run.end = line.text.len(),
                None => line.raised.push(start..line.text.len()),
            }
        }
        before = Some(letter);
    }
}

fn push_letter(letter: &Letter, text: &mut String) {
    let glyph = &letter.glyph;
    let first = if letter.raised {
        superscript(glyph.first)
    } else {
        glyph.first
    };
    text.push(first);
    if let Some(more) = &glyph.more {
        let raised = letter.raised;
        text.extend(
            more.chars()
                .map(|c| if raised { superscript(c) } else { c }),
        );
    }
}

/// The raised form of a digit, so that a mark is one in plain text too.
fn superscript(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(0x2070 + c as u32 - 0x30).unwrap_or(c),
        ')' => '⁾',
        '(' => '⁽',
        '∗' | '＊' => '*',
        '∥' | '║' => '‖',
        c => c,
    }
}

/// How far apart the letters of one word stand in a line whose letters are spaced out; 0 for most lines.
fn tracking(letters: &[Letter], size: f32) -> f32 {
    let mut gaps: Vec<f32> = letters
        .windows(2)
        .filter(|pair| !is_wide(pair[0].glyph.first) && !is_wide(pair[1].glyph.first))
        .map(|pair| gap(&pair[0].glyph, &pair[1].glyph))
        .collect();
    if gaps.len() < 6 {
        return 0.0;
    }
    gaps.sort_by(f32::total_cmp);
    let third = gaps[gaps.len() / 3];
    if third > size * 0.06 { third } else { 0.0 }
}

fn gap(a: &Glyph, b: &Glyph) -> f32 {
    b.x - (a.x + a.width)
}

/// Whether two neighbours belong to different words.
fn parts_words(a: &Letter, b: &Letter, size: f32, tracked: f32) -> bool {
    let last = a.glyph.more.as_ref().and_then(|m| m.chars().next_back());
    let (last, first) = (last.unwrap_or(a.glyph.first), b.glyph.first);
    let gap = gap(&a.glyph, &b.glyph);
    let small = if a.raised || b.raised {
        size * 0.8
    } else {
        size
    };
    if is_ideographic(last) && is_ideographic(first) {
        return gap > small * 0.6;
    }
    if is_ideographic(last) || is_ideographic(first) {
        return b.spaced && gap > small * 0.05 || gap > small * 0.45;
    }
    let enough = if is_wide(last) && is_wide(first) {
        0.18
    } else {
        0.13
    };
    b.spaced && gap > -small * 0.05 || gap > tracked + small * enough
}

/// Letters of scripts that put no spaces between words.
fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{312f}' | '\u{31a0}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Letters that fill a square: ideographs and Hangul.
fn is_wide(c: char) -> bool {
    is_ideographic(c) || matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}')
}

/// How many letters of a line the file does not tell, and how many it has.
pub(super) fn lost_letters(lines: &[PrintedLine]) -> (usize, usize) {
    let letters = lines.iter().flat_map(|line| line.text.chars());
    let printed = letters.filter(|c| !c.is_whitespace());
    printed.fold((0, 0), |(lost, all), c| {
        let gone = c == LOST || matches!(c, '\u{e000}'..='\u{f8ff}');
        (lost + usize::from(gone), all + 1)
    })
}
