//! Notes in the margin: small type beside the text, each called by its sign or standing beside its line without one.
//!
//! Figures alone number the lines or the pages of another edition and are furniture. Where few words in the margin end
//! as sentences do, they name the parts of the text beside them, and are furniture too.

use super::feet::label_at;
use super::sheet::{Print, Role, Sheet};
use crate::divide::labels::{Label, LabelStyle, Sign};
use crate::divide::lines::ends_sentence;
use std::ops::Range;

/// Gives the lines in the margin their roles.
pub(super) fn find(sheet: &mut Sheet<'_>) {
    let margins = sheet.columns();
    let own = |column: &Range<usize>| sheet.prints[column.start].beside;
    let margins: Vec<Range<usize>> = margins.into_iter().filter(own).collect();
    if margins.is_empty() {
        return;
    }
    let leading = leading_of(sheet, &margins);
    let habit = habit_of(sheet, &margins, leading);
    let mut last = None;
    let mut blocks: Vec<Block> = Vec::new();
    for margin in margins {
        let found = blocks_of(sheet, margin, leading, habit, &mut last);
        blocks.extend(found);
    }
    let names = are_names(sheet, &blocks);
    let mut open = false;
    for block in blocks {
        open = give_role(sheet, block, names, habit != Habit::Unsigned, open);
    }
}

/// A stretch of lines in the margin that belong together.
struct Block {
    lines: Vec<usize>,
    label: Option<Label>,
    /// Whether it stands at the head of the margin.
    first: bool,
    /// Whether it follows the block above as closely as another paragraph of the same note does.
    near: bool,
}

/// How the notes in the margins are labelled.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Habit {
    Unsigned,
    Signed(LabelStyle),
}

/// The usual distance of baselines inside a note.
fn leading_of(sheet: &Sheet<'_>, margins: &[Range<usize>]) -> f32 {
    let pairs = margins
        .iter()
        .flat_map(|margin| sheet.prints[margin.clone()].windows(2));
    let kin = pairs.filter(|pair| (pair[0].size - pair[1].size).abs() < 0.5);
    let mut gaps: Vec<f32> = kin
        .filter(|pair| pair[1].base - pair[0].base < pair[0].size * 1.9)
        .map(|pair| pair[1].base - pair[0].base)
        .collect();
    gaps.sort_by(f32::total_cmp);
    let usual = gaps.get(gaps.len() / 3).copied();
    usual.unwrap_or(sheet.body * 1.1)
}

/// The commonest label of lines that stand apart from what is above them, if half of those lines have it.
fn habit_of(sheet: &Sheet<'_>, margins: &[Range<usize>], leading: f32) -> Habit {
    let mut styles: Vec<Option<LabelStyle>> = Vec::new();
    for margin in margins {
        let mut above: Option<&Print<'_>> = None;
        let lines = sheet.prints[margin.clone()].iter();
        for print in lines.filter(|p| p.furniture.is_none()) {
            if above.is_none_or(|above| print.base - above.base > leading * 1.25) {
                styles.push(label_at(print).map(|label| label.style));
            }
            above = Some(print);
        }
    }
    let count = |style: &LabelStyle| styles.iter().filter(|s| **s == Some(*style)).count();
    let common = styles.iter().flatten().max_by_key(|style| count(style));
    match common {
        Some(style) if *style == LabelStyle::Raised && count(style) * 3 >= styles.len() => {
            Habit::Signed(*style)
        }
        Some(style) if count(style) * 2 >= styles.len() => Habit::Signed(*style),
        _ => Habit::Unsigned,
    }
}

fn blocks_of(
    sheet: &Sheet<'_>,
    margin: Range<usize>,
    leading: f32,
    habit: Habit,
    last: &mut Option<Sign>,
) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let left = sheet.prints[margin.start].left;
    let left = sheet.prints[margin.clone()]
        .iter()
        .fold(left, |left, print| left.min(print.left));
    let mut above: Option<&Print<'_>> = None;
    for at in margin {
        let print = &sheet.prints[at];
        if print.furniture.is_some() {
            continue;
        }
        let gap = above.map_or(f32::MAX, |above| print.base - above.base);
        let wide = |above: &Print<'_>| {
            let done = above.ends_sentence() && !print.text.starts_with(char::is_lowercase);
            gap > leading * if done { 1.09 } else { 1.25 } || (above.size - print.size).abs() > 0.8
        };
        let apart = above.is_none_or(wide);
        let at_edge = print.left < left + print.size * 2.0;
        let placed = |label: &Label| at_edge || label.style == LabelStyle::Raised;
        let label =
            label_at(print).filter(|label| placed(label) && accepts(label, habit, apart, last));
        if let Some(label) = &label {
            *last = Some(label.sign.clone());
        }
        match blocks.last_mut() {
            Some(block) if !apart && label.is_none() => block.lines.push(at),
            _ => blocks.push(Block {
                lines: vec![at],
                label,
                first: above.is_none(),
                near: gap < leading * 2.2,
            }),
        }
        above = Some(print);
    }
    blocks
}

/// Whether a label is one of a note: raised, or of the usual kind and in its turn where no gap parts it from the lines
/// above.
fn accepts(label: &Label, habit: Habit, apart: bool, last: &Option<Sign>) -> bool {
    let Habit::Signed(usual) = habit else {
        return label.style == LabelStyle::Raised || label.style == LabelStyle::Symbol;
    };
    let in_turn = match (&label.sign, last) {
        (Sign::Number(n), Some(Sign::Number(m))) => m.checked_add(1) == Some(*n),
        _ => true,
    };
    match label.style {
        LabelStyle::Raised => true,
        style if style == usual => apart || in_turn,
        LabelStyle::Symbol => apart,
        _ => false,
    }
}

/// Whether blocks without labels name parts of the text: most are short and do not end as sentences do.
fn are_names(sheet: &Sheet<'_>, blocks: &[Block]) -> bool {
    let has_words = |block: &&Block| {
        let texts = block
            .lines
            .iter()
            .flat_map(|&at| sheet.prints[at].text.chars());
        block.label.is_none() && texts.into_iter().any(char::is_alphabetic)
    };
    let bare: Vec<&Block> = blocks.iter().filter(has_words).collect();
    let is_name = |block: &&&Block| {
        let letters = block
            .lines
            .iter()
            .map(|&at| sheet.prints[at].text.chars().count());
        let last = block.lines.last().map(|&at| sheet.prints[at].text);
        letters.sum::<usize>() <= 60 && !last.is_some_and(ends_sentence)
    };
    bare.iter().filter(is_name).count() * 2 > bare.len()
}

/// Gives the lines of a block their roles. Returns whether its note may go on at the head of the next margin.
fn give_role(sheet: &mut Sheet<'_>, block: Block, names: bool, signed: bool, open: bool) -> bool {
    let last = block.lines.last().map(|&at| sheet.prints[at].text);
    let words = |at: &usize| sheet.prints[*at].text.chars().any(char::is_alphabetic);
    if !block.lines.iter().any(words) {
        for at in block.lines {
            sheet.prints[at].furniture = Some("a figure beside the text");
        }
        return open;
    }
    let unfinished = last.is_some_and(|text| !ends_sentence(text));
    let begins = sheet.prints[block.lines[0]]
        .text
        .starts_with(|c: char| !c.is_lowercase() && !c.is_ascii_digit());
    let rest = block.label.is_none() && (open || !begins && signed) && (block.first || block.near);
    if block.label.is_none() && names && !rest {
        for at in block.lines {
            sheet.prints[at].furniture = Some("a name in the margin of what stands beside it");
        }
        return false;
    }
    for (nth, at) in block.lines.into_iter().enumerate() {
        sheet.prints[at].role = if nth > 0 || rest {
            Role::NoteRest
        } else {
            Role::NoteStart(block.label.clone().unwrap_or_else(Label::unsigned))
        };
    }
    unfinished
}
