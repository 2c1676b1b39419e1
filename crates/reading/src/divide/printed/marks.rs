//! Marks that call notes, and which note each calls: the one with its sign on the same page, or the next page, or in
//! the notes at the end.

use super::is_text;
use super::sheet::{Print, Role, Sheet};
use crate::divide::bind::{NoteSign, bind};
use crate::divide::labels::{SYMBOLS, Sign};
use crate::divide::lines::superscript_digit;
use crate::divide::marks::{MarkForm, MarkSign, marks_in};
use crate::divide::strands::{Strand, Thread};
use kaozheng_text::Span;
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// A mark that stands raised, with the line it stands on.
#[derive(Clone, Debug)]
pub(super) struct RaisedMark {
    pub(super) sign: Sign,
    pub(super) span: Span,
    pub(super) line: usize,
}

impl RaisedMark {
    /// Whether it stands in running text.
    pub(super) fn in_text(&self, sheet: &Sheet<'_>) -> bool {
        let print = &sheet.prints[self.line];
        print.furniture.is_none() && print.role == Role::Text
    }
}

/// The raised stretches that can be marks.
pub(super) fn raised(sheet: &Sheet<'_>, raised: &[Span]) -> Vec<RaisedMark> {
    let mut order: Vec<usize> = (0..sheet.prints.len()).collect();
    order.sort_by_key(|&at| sheet.prints[at].span);
    let mut marks = Vec::new();
    for &span in raised {
        let after = order.partition_point(|&at| sheet.prints[at].span.start <= span.start);
        let Some(&line) = after.checked_sub(1).and_then(|n| order.get(n)) else {
            continue;
        };
        let print = &sheet.prints[line];
        if span.end > print.span.end {
            continue;
        }
        let from = (span.start - print.span.start) as usize;
        let text = &print.text[from..from + span.len()];
        for (start, end, sign) in signs_in(text, &print.text[..from]) {
            let at = span.start as usize;
            marks.push(RaisedMark {
                sign,
                span: Span::new(at + start, at + end),
                line,
            });
        }
    }
    marks
}

/// Place of the double bar among the signs; some fonts draw it as two bars.
const BARS: usize = 4;

/// The signs of one raised stretch: `¹²`, `¹⁾`, `*`, `¹,²`.
pub(super) fn signs_in(text: &str, before: &str) -> Vec<(usize, usize, Sign)> {
    let power = before.ends_with([' ', '\u{2009}'])
        && before.trim_end().ends_with(|c: char| c.is_ascii_digit())
        || ["km", " m", "cm"].iter().any(|unit| before.ends_with(unit));
    if power {
        return Vec::new();
    }
    let mut signs = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let c = rest.chars().next().unwrap_or(' ');
        let digits = rest
            .find(|c: char| superscript_digit(c).is_none() && !c.is_ascii_digit())
            .unwrap_or(rest.len());
        if digits > 0 {
            let number = rest[..digits]
                .chars()
                .filter_map(|c| superscript_digit(c).or(c.to_digit(10)));
            let number = number.fold(0u32, |n, d| n.saturating_mul(10).saturating_add(d));
            let close = rest[digits..]
                .chars()
                .next()
                .filter(|c| matches!(c, '⁾' | ')'));
            let end = digits + close.map_or(0, char::len_utf8);
            if (1..=1999).contains(&number) {
                signs.push((at, at + end, Sign::Number(number)));
            }
            at += end;
            continue;
        }
        if ('①'..='⑳').contains(&c) {
            signs.push((
                at,
                at + c.len_utf8(),
                Sign::Number(c as u32 - '①' as u32 + 1),
            ));
            at += c.len_utf8();
            continue;
        }
        if rest.starts_with("||") {
            signs.push((at, at + 2, Sign::Symbol(BARS)));
            at += 2;
            continue;
        }
        if c.is_alphabetic() {
            let run = rest
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len());
            let ordinal = before.ends_with(|c: char| c.is_ascii_digit()) && at == 0;
            if run == 1 && c.is_ascii_lowercase() && !ordinal {
                let close = rest[1..].starts_with([')', '⁾']);
                let end = at
                    + 1
                    + if close {
                        rest[1..].chars().next().map_or(0, char::len_utf8)
                    } else {
                        0
                    };
                signs.push((at, end, Sign::Letter(c as u32 - 'a' as u32 + 1)));
                at = end;
                continue;
            }
            at += run;
            continue;
        }
        let run: String = rest
            .chars()
            .take_while(|c| SYMBOLS.iter().any(|s| s.starts_with(*c)))
            .collect();
        if let Some(nth) = SYMBOLS.iter().position(|s| *s == run) {
            signs.push((at, at + run.len(), Sign::Symbol(nth)));
            at += run.len();
            continue;
        }
        at += c.len_utf8();
    }
    signs
}

/// A note as binding sees it.
struct Called {
    strand: usize,
    sign: Sign,
    page: usize,
    taken: bool,
}

/// The marks to be lifted, each with the strand of its note.
pub(super) fn bound(
    sheet: &Sheet<'_>,
    strands: &[Strand],
    marks: &mut Vec<RaisedMark>,
) -> Vec<(MarkSign, Option<usize>)> {
    marks.retain(|mark| mark.in_text(sheet));
    let mut notes = notes_of(sheet, strands);
    // A raised letter is a mark only where a note has it: more often it ends an ordinal.
    marks.retain(|mark| {
        let answered = |n: &Called| n.sign == mark.sign;
        !matches!(mark.sign, Sign::Letter(_)) || notes.iter().any(answered)
    });
    let mut out: Vec<(MarkSign, Option<usize>)> = Vec::new();
    let mut left: Vec<&RaisedMark> = marks.iter().collect();
    for later in [0, 1] {
        left.retain(|mark| {
            let page = sheet.prints[mark.line].page + later;
            let fits = |n: &Called| n.page == page && n.sign == mark.sign && !n.taken;
            let Some(note) = notes.iter_mut().find(|n| fits(n)) else {
                return true;
            };
            note.taken = true;
            out.push((sign_of(mark), Some(note.strand)));
            false
        });
    }
    bind_rest(&left, &mut notes, &mut out);
    bind_unsigned(sheet, strands, &mut notes, &mut out);
    bind_plain(sheet, strands, &mut notes, &mut out);
    out.sort_by_key(|(mark, _)| mark.raw);
    out
}

/// Longest paragraph, in bytes, that may be nothing but marks.
const ONLY_MARKS: usize = 64;

/// Marks are left standing where a paragraph has no words besides them: a passage is never empty.
pub(super) fn leave_words(
    raw: &str,
    strands: &[Strand],
    bound: &mut Vec<(MarkSign, Option<usize>)>,
) {
    for strand in strands.iter().filter(|s| is_text(s)) {
        let words = strand.segments.iter().map(|s| s.of(raw));
        let printed = words.flat_map(str::chars).filter(|c| !c.is_whitespace());
        let printed: usize = printed.take(ONLY_MARKS).map(char::len_utf8).sum();
        if printed >= ONLY_MARKS {
            continue;
        }
        let within = |mark: &MarkSign| {
            let inside = |s: &Span| s.start <= mark.raw.start && mark.raw.end <= s.end;
            strand.segments.iter().any(inside)
        };
        let own = bound.iter().filter(|(mark, _)| within(mark));
        let own: usize = own.map(|(mark, _)| mark.raw.len()).sum();
        if own > 0 && own >= printed {
            bound.retain(|(mark, _)| !within(mark));
        }
    }
}

fn sign_of(mark: &RaisedMark) -> MarkSign {
    MarkSign {
        form: MarkForm::Raised,
        sign: mark.sign.clone(),
        raw: mark.span,
        weight: 1.0,
    }
}

fn notes_of(sheet: &Sheet<'_>, strands: &[Strand]) -> Vec<Called> {
    let pages: BTreeMap<u32, usize> = sheet
        .prints
        .iter()
        .map(|p| (p.span.start, p.page))
        .collect();
    let page_of = |span: &Span| {
        pages
            .range(..=span.start)
            .next_back()
            .map_or(0, |(_, page)| *page)
    };
    let called = |(at, strand): (usize, &Strand)| match &strand.thread {
        Thread::Note(label) => Some(Called {
            strand: at,
            sign: label.sign.clone(),
            page: strand.segments.first().map_or(0, page_of),
            taken: false,
        }),
        _ => None,
    };
    strands.iter().enumerate().filter_map(called).collect()
}

/// Notes in the margin without a sign are called from the end of the line that they stand beside.
fn bind_unsigned(
    sheet: &Sheet<'_>,
    strands: &[Strand],
    notes: &mut [Called],
    out: &mut Vec<(MarkSign, Option<usize>)>,
) {
    let unsigned = |note: &&mut Called| {
        let thread = &strands[note.strand].thread;
        matches!(thread, Thread::Note(label) if label.is_unsigned())
    };
    let starts = LazyCell::new(|| {
        let starts = sheet.prints.iter().map(|print| print.span.start);
        starts.zip(0..).collect::<BTreeMap<u32, usize>>()
    });
    for note in notes.iter_mut().filter(unsigned) {
        note.taken = true;
        let start = strands[note.strand].segments.first().map(|s| s.start);
        let Some(at) = start.and_then(|start| line_beside(sheet, *starts.get(&start)?)) else {
            continue;
        };
        let mark = MarkSign {
            form: MarkForm::Raised,
            sign: note.sign.clone(),
            raw: Span::at(end_of_words(&sheet.prints[at])),
            weight: 1.0,
        };
        out.push((mark, Some(note.strand)));
    }
}

/// The line of text that a line in the margin stands beside.
fn line_beside(sheet: &Sheet<'_>, own: usize) -> Option<usize> {
    let note = &sheet.prints[own];
    let from = sheet.prints.partition_point(|p| p.page < note.page);
    let of_page = |(_, print): &(usize, &Print<'_>)| print.page == note.page;
    let page = sheet
        .prints
        .iter()
        .enumerate()
        .skip(from)
        .take_while(of_page);
    let text = page.filter(|(_, p)| p.furniture.is_none() && p.role == Role::Text && !p.beside);
    let far = |print: &Print<'_>| {
        let aside = (note.left - print.right)
            .max(print.left - note.right)
            .max(0.0);
        (print.base - note.base).abs() + aside * 0.02
    };
    text.min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)))
        .map(|(at, _)| at)
}

/// The end of the last whole word of a line.
fn end_of_words(print: &Print<'_>) -> usize {
    let start = print.span.start as usize;
    let broken = print.text.ends_with(['-', '\u{ad}', '‐']);
    match print.text.rfind(' ').filter(|_| broken) {
        Some(space) => start + space,
        None => start + print.text.len(),
    }
}

/// Marks that no note of their page answers are matched in order with the notes that are left.
fn bind_rest(left: &[&RaisedMark], notes: &mut [Called], out: &mut Vec<(MarkSign, Option<usize>)>) {
    let signs: Vec<MarkSign> = left.iter().map(|mark| sign_of(mark)).collect();
    let refs: Vec<&MarkSign> = signs.iter().collect();
    let free: Vec<usize> = (0..notes.len()).filter(|&n| !notes[n].taken).collect();
    let wanted: Vec<NoteSign> = free
        .iter()
        .map(|&n| NoteSign {
            sign: notes[n].sign.clone(),
            at: usize::MAX,
            group: 0,
        })
        .collect();
    let pairs = bind(&refs, &wanted);
    for (mark, pair) in signs.iter().zip(pairs) {
        let note = pair.map(|n| free[n]);
        if let Some(note) = note {
            notes[note].taken = true;
        }
        let likely = !notes.is_empty() || note.is_some();
        if likely {
            out.push((mark.clone(), note.map(|n| notes[n].strand)));
        }
    }
}

/// Notes that are still not called look for a mark that is not raised: `[12]`, `12)`, `*`.
fn bind_plain(
    sheet: &Sheet<'_>,
    strands: &[Strand],
    notes: &mut [Called],
    out: &mut Vec<(MarkSign, Option<usize>)>,
) {
    if notes.iter().all(|note| note.taken) {
        return;
    }
    let lines: BTreeMap<u32, usize> = sheet
        .prints
        .iter()
        .map(|p| (p.span.start, p.page))
        .collect();
    let mut plain: Vec<(usize, MarkSign)> = Vec::new();
    for strand in strands.iter().filter(|s| is_text(s)) {
        for segment in &strand.segments {
            let page = lines
                .range(..=segment.start)
                .next_back()
                .map_or(0, |(_, page)| *page);
            let text = sheet.text_at(*segment);
            let found = marks_in(text, segment.start as usize, 0, false);
            plain.extend(found.into_iter().map(|mark| (page, mark)));
        }
    }
    let taken = |mark: &MarkSign, out: &[(MarkSign, Option<usize>)]| {
        out.iter().any(|(m, _)| m.raw == mark.raw)
    };
    for note in notes.iter_mut().filter(|note| !note.taken) {
        let fits = |(page, mark): &&(usize, MarkSign)| {
            mark.sign == note.sign
                && *page <= note.page
                && *page + 1 >= note.page
                && !taken(mark, out)
        };
        let best = plain.iter().filter(fits).max_by(|a, b| {
            let same = |m: &(usize, MarkSign)| m.0 == note.page;
            (same(a), a.1.weight)
                .partial_cmp(&(same(b), b.1.weight))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        if let Some((_, mark)) = best {
            note.taken = true;
            out.push((mark.clone(), Some(note.strand)));
        }
    }
}
