//! From lines to paragraphs: where one ends and the next begins, and which go on over a column or a page.

use super::sheet::{Print, Role, Sheet};
use crate::divide::blocks::list_like;
use crate::divide::lines::Stand;
use crate::divide::strands::{Strand, Thread};
use kaozheng_text::Span;

/// The strands of the text in reading order, and for each whether its type says heading.
pub(super) fn strands_of(sheet: &Sheet<'_>) -> (Vec<Strand>, Vec<bool>) {
    let mut builder = Builder {
        sheet,
        strands: Vec::new(),
        headings: Vec::new(),
        text: None,
        note: None,
        beside: None,
        before: None,
    };
    for at in 0..sheet.prints.len() {
        builder.take(at);
    }
    (builder.strands, builder.headings)
}

/// The paragraph that is being put together.
struct Open {
    strand: usize,
    /// Its first and its last line.
    first: usize,
    last: usize,
    lines: usize,
}

struct Builder<'s, 'a> {
    sheet: &'s Sheet<'a>,
    strands: Vec<Strand>,
    headings: Vec<bool>,
    text: Option<Open>,
    /// Strand of the last note.
    note: Option<usize>,
    /// Strand of the last note in the margin.
    beside: Option<usize>,
    before: Option<usize>,
}

impl Builder<'_, '_> {
    fn take(&mut self, at: usize) {
        let print = &self.sheet.prints[at];
        if let Some(why) = print.furniture {
            self.push(Thread::Furniture(why), print.span, Stand::Plain, false);
            return;
        }
        match &print.role {
            Role::NoteStart(label) => {
                let span = Span::new(
                    print.span.start as usize + label.skip,
                    print.span.end as usize,
                );
                self.push(Thread::Note(label.clone()), span, Stand::Plain, false);
                let strand = self.strands.len() - 1;
                if print.beside {
                    self.strands[strand].because.push("stands in the margin");
                    self.beside = Some(strand);
                } else {
                    self.note = Some(strand);
                }
            }
            Role::NoteRest => match if print.beside { self.beside } else { self.note } {
                Some(strand) => self.strands[strand].segments.push(print.span),
                None => self.text_line(at),
            },
            Role::Text => self.text_line(at),
        }
        self.before = Some(at);
    }

    fn push(&mut self, thread: Thread, span: Span, stand: Stand, heading: bool) {
        self.strands.push(Strand {
            thread,
            segments: vec![span],
            stand,
            because: Vec::new(),
        });
        self.headings.push(heading);
    }

    fn text_line(&mut self, at: usize) {
        let goes_on = self
            .text
            .as_ref()
            .is_some_and(|open| self.goes_on(open, at));
        let print = &self.sheet.prints[at];
        if let Some(open) = self.text.as_mut().filter(|_| goes_on) {
            let strand = &mut self.strands[open.strand];
            strand.segments.push(print.span);
            let last = &self.sheet.prints[open.last];
            if last.page != print.page {
                strand.because.push("goes on after a page break");
            } else if last.frame != print.frame {
                strand.because.push("goes on in the next column");
            }
            if open.lines >= 3 {
                self.headings[open.strand] = false;
            }
            (open.last, open.lines) = (at, open.lines + 1);
            return;
        }
        let stand = stand_of(self.sheet, print);
        let heading = is_heading(self.sheet, print);
        self.push(Thread::Text, without_bullet(print), stand, heading);
        self.text = Some(Open {
            strand: self.strands.len() - 1,
            first: at,
            last: at,
            lines: 1,
        });
    }

    fn goes_on(&self, open: &Open, at: usize) -> bool {
        let (last, print) = (&self.sheet.prints[open.last], &self.sheet.prints[at]);
        let kin = (last.size - print.size).abs() <= self.sheet.body * 0.05;
        if !kin {
            return false;
        }
        if last.frame == print.frame && print.base > last.base {
            self.goes_on_below(open, at)
        } else {
            self.goes_on_beyond(open, at)
        }
    }

    /// Whether a line goes on with the paragraph right above it.
    fn goes_on_below(&self, open: &Open, at: usize) -> bool {
        let sheet = self.sheet;
        let (last, print) = (&sheet.prints[open.last], &sheet.prints[at]);
        let gap = print.base - last.base;
        let leading = sheet.leading(print.size);
        let heading = self.headings[open.strand];
        if gap > leading * 1.3 + 0.5
            || heading != is_heading(sheet, print)
                && gap > leading * 0.8
                && (last.bold != print.bold)
        {
            return false;
        }
        let (stand, stood) = (stand_of(sheet, print), stand_of(sheet, last));
        if stand == Stand::Centred && stood == Stand::Centred || heading {
            return gap <= leading * 1.3 + 0.5;
        }
        let em = print.size;
        let shift = print.left - last.left;
        let short = is_short(last, print) && !self.ragged_on(last, print);
        let done = last.ends_sentence() && starts_new(print.text);
        if stand == Stand::Right && stood != Stand::Right && short {
            return false;
        }
        let both = sheet.is_first_line(print) && sheet.is_first_line(last);
        // Lines of a quotation may all be set in as far as first lines are.
        if both && open.lines == 1 && (short || done || sheet.is_body(print)) {
            return false;
        }
        if shift > em * 0.7 {
            // Set in: a paragraph begins, unless the lines of a list entry hang under it or an initial stands beside.
            let hangs = open.lines == 1 && self.stays(at) && list_like_or_hanging(last.text);
            return hangs || !short && (!last.ends_sentence() || self.opens_with_initial(open));
        }
        if shift < -em * 0.7 {
            // Set out again: the second line of an indented paragraph, or the end of a quotation or of an entry.
            // Or the first line below an initial, where all began at the edge.
            let first = &sheet.prints[open.first];
            let back = open.lines <= 5 && (first.left - print.left).abs() < em * 0.4;
            return (open.lines == 1 || back && !list_like(print.text)) && !short;
        }
        if list_like(print.text) && short && starts_new(print.text) {
            return false;
        }
        !(short && (done || sheet.justified || stands_alone(last, sheet)))
    }

    /// Whether a line that stops short may all the same go on: where lines end as they come, words are not always drawn up.
    fn ragged_on(&self, last: &Print<'_>, print: &Print<'_>) -> bool {
        let open = !last.ends_sentence() && !starts_new(print.text);
        !self.sheet.justified && open && last.edge - last.right < (last.edge - last.left) * 0.25
    }

    /// Whether the paragraph so far is one line right below a heading or a gap, at the edge of its column: a line set in
    /// below it then stands beside an initial, since the first paragraph of a section is not set in.
    fn opens_with_initial(&self, open: &Open) -> bool {
        let first = &self.sheet.prints[open.first];
        let flush = first.left - self.sheet.frame(first).left < first.size * 0.5;
        let above = open.first.checked_sub(1).map(|at| &self.sheet.prints[at]);
        let parted = above.is_none_or(|above| {
            above.frame != first.frame
                || above.size > first.size * 1.08
                || above.bold
                || first.base - above.base > self.sheet.leading(first.size) * 1.3
        });
        open.lines == 1 && flush && parted && first.text.starts_with(char::is_uppercase)
    }

    /// Whether the next line of the same column begins where this one does.
    fn stays(&self, at: usize) -> bool {
        let print = &self.sheet.prints[at];
        let next = self.sheet.prints.get(at + 1);
        next.is_none_or(|next| {
            next.frame != print.frame
                || (next.left - print.left).abs() < print.size * 0.4
                || next.base - print.base > self.sheet.leading(print.size) * 1.3
                || next.left < print.left && is_short(print, next)
        })
    }

    /// Whether a line in another column or on another page goes on with the paragraph.
    fn goes_on_beyond(&self, open: &Open, at: usize) -> bool {
        let sheet = self.sheet;
        let (last, print) = (&sheet.prints[open.last], &sheet.prints[at]);
        if self.headings[open.strand]
            || is_heading(sheet, print)
            || stand_of(sheet, print) == Stand::Right
        {
            return false;
        }
        if stand_of(sheet, print) == Stand::Centred
            && stand_of(sheet, last) != Stand::Centred
            && !print.text.starts_with(char::is_lowercase)
        {
            return false;
        }
        if last.text.ends_with(['-', '\u{ad}', '‐']) {
            return true;
        }
        let em = print.size;
        let inset = print.left - sheet.frame(print).left;
        let first = &sheet.prints[open.first];
        let usual = if open.lines > 1 {
            last.left - sheet.frame(last).left
        } else {
            (first.left - sheet.frame(first).left).min(0.0)
        };
        let short = is_short(last, print) && !self.ragged_on(last, print);
        let open_end = !last.ends_sentence();
        if inset > usual + em * 0.7 && !self.all_inset(at) {
            return open_end && !short && print.text.starts_with(char::is_lowercase);
        }
        if (inset - usual).abs() > em * 0.9 && open.lines > 1 {
            return open_end && print.text.starts_with(char::is_lowercase);
        }
        if list_like(print.text) && !open_end {
            return false;
        }
        !short || open_end && print.text.starts_with(char::is_lowercase)
    }

    /// Whether a line and the next share an inset, as in a quotation.
    fn all_inset(&self, at: usize) -> bool {
        let print = &self.sheet.prints[at];
        let next = self
            .sheet
            .prints
            .get(at + 1)
            .filter(|next| next.frame == print.frame);
        next.is_some_and(|next| {
            (next.left - print.left).abs() < print.size * 0.4
                && next.base - print.base < self.sheet.leading(print.size) * 1.3
        })
    }
}

/// The line without the bullet that its layout put before an entry.
fn without_bullet(print: &Print<'_>) -> Span {
    let rest = print
        .text
        .trim_start_matches(['•', '◦', '▪', '■', '●', '‣', '∙', '‧', '・'])
        .trim_start();
    if rest.is_empty() {
        return print.span;
    }
    Span::new(
        print.span.end as usize - rest.len(),
        print.span.end as usize,
    )
}

fn list_like_or_hanging(text: &str) -> bool {
    list_like(text) || text.starts_with(['•', '–', '—', '·', '-', '*'])
}

/// Whether a text can begin a paragraph.
fn starts_new(text: &str) -> bool {
    !text.starts_with(|c: char| {
        c.is_lowercase() || matches!(c, ',' | ';' | ')' | '，' | '。' | '、')
    })
}

/// Whether the first word of the next line would still have found room.
fn is_short(print: &Print<'_>, next: &Print<'_>) -> bool {
    let room = print.edge - print.right;
    let count = next.text.chars().count().max(1) as f32;
    let letter = (next.right - next.left) / count;
    let word = next.text.split_whitespace().next().unwrap_or("");
    let letters = if word.chars().any(is_square) {
        1.0
    } else {
        word.chars().count() as f32
    };
    room > letters * letter + print.size * 0.35 && room > print.size * 1.2
}

fn is_square(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// Whether a line fills less than half of its column.
fn stands_alone(print: &Print<'_>, sheet: &Sheet<'_>) -> bool {
    let frame = sheet.frame(print);
    print.right - print.left < (frame.right - frame.left) * 0.5
}

fn stand_of(sheet: &Sheet<'_>, print: &Print<'_>) -> Stand {
    let frame = sheet.frame(print);
    let (before, after) = (print.left - frame.left, frame.right - print.right);
    let em = print.size;
    if before > em * 2.0 && after > em * 2.0 && (before - after).abs() < em * 1.2 {
        Stand::Centred
    } else if before > (frame.right - frame.left) * 0.35 && after.abs() < em * 0.6 {
        Stand::Right
    } else {
        Stand::Plain
    }
}

/// Larger than the text, or bold and short.
fn is_heading(sheet: &Sheet<'_>, print: &Print<'_>) -> bool {
    let short = print.text.chars().count() <= 120 && !print.text.ends_with([',', ';']);
    let larger = print.size > sheet.body * 1.08;
    short
        && (larger && print.text.chars().any(char::is_alphabetic)
            || print.bold && print.size > sheet.body * 0.95)
}
