//! Texts that are UTF-8 for the most part: lines in another encoding, single bad bytes, letters stored twice over.

use super::guess::guess;
use encoding_rs::{Encoding, WINDOWS_1252};
use kaozheng_text::Span;

/// A text of which some stretches were not UTF-8.
#[derive(Debug, Default)]
pub(super) struct Mixed {
    /// The whole text.
    pub(super) text: String,
    /// Stretches of it that were in another encoding.
    pub(super) foreign: Vec<Span>,
    /// That encoding.
    pub(super) encoding: Option<&'static Encoding>,
    /// Letters that could not be read and were replaced.
    pub(super) lost: Vec<Span>,
}

/// Reads bytes line by line: `None` when so much of them is no UTF-8 that the whole must be in another encoding.
///
/// A line without any letter of UTF-8 is foreign; in one that has some, a bad byte is a letter of Windows-1252 where
/// it stands between plain letters, and lost otherwise.
pub(super) fn mixed(bytes: &[u8]) -> Option<Mixed> {
    let lines: Vec<Line<'_>> = bytes.split_inclusive(|&b| b == b'\n').map(weigh).collect();
    let whole: usize = lines.iter().map(Line::safe).sum();
    let bad: usize = lines.iter().map(|line| line.bad).sum();
    if whole * 4 < bad || whole == 0 {
        return None;
    }
    let foreign: Vec<u8> = lines
        .iter()
        .filter(|line| line.is_foreign())
        .flat_map(|line| line.bytes)
        .copied()
        .collect();
    let mut out = Mixed {
        encoding: (!foreign.is_empty()).then(|| guess(&foreign)),
        ..Mixed::default()
    };
    for line in &lines {
        out.take(line);
    }
    Some(out)
}

/// A line with how many letters beyond ASCII it has, and how many bad stretches.
struct Line<'a> {
    bytes: &'a [u8],
    whole: usize,
    bad: usize,
    /// The bytes end in the midst of a letter.
    cut: bool,
}

impl Line<'_> {
    /// Letters that speak for UTF-8: those of a good line, and of one with hardly a bad byte.
    fn safe(&self) -> usize {
        if self.bad * 2 <= self.whole {
            self.whole
        } else {
            0
        }
    }

    fn is_foreign(&self) -> bool {
        self.bad > 0 && self.whole < self.bad && !(self.cut && self.bad == 1)
    }
}

fn weigh(bytes: &[u8]) -> Line<'_> {
    let mut line = Line {
        bytes,
        whole: 0,
        bad: 0,
        cut: false,
    };
    if bytes.is_ascii() {
        return line;
    }
    for chunk in bytes.utf8_chunks() {
        line.whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        line.bad += usize::from(!chunk.invalid().is_empty());
    }
    let half_pairs = bytes.windows(3).filter(|three| is_half_pair(three)).count();
    line.bad -= line.bad.saturating_sub(1).min(half_pairs * 2);
    line.cut = std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none());
    line
}

/// Half of a pair of UTF-16, written as if it were a letter: three bytes, one loss.
fn is_half_pair(three: &[u8]) -> bool {
    matches!(three, [0xed, 0xa0..=0xbf, 0x80..=0xbf])
}

impl Mixed {
    fn take(&mut self, line: &Line<'_>) {
        match self.encoding {
            Some(encoding) if line.is_foreign() => {
                let start = self.text.len();
                let (text, _) = encoding.decode_without_bom_handling(line.bytes);
                self.text.push_str(&text);
                let end = start + text.trim_end().len();
                self.foreign.push(Span::new(start, end));
            }
            _ => self.mend(line.bytes),
        }
    }

    /// The letters of a line that is UTF-8 but for single bytes.
    fn mend(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            self.text.push_str(chunk.valid());
            if chunk.invalid().is_empty() {
                continue;
            }
            let after = chunks.peek().and_then(|next| next.valid().chars().next());
            let start = self.text.len();
            let follows = chunk.valid().is_empty() && matches!(chunk.invalid(), [0x80..=0xbf]);
            if follows && self.text.ends_with('\u{fffd}') {
                continue; // the rest of a letter that is lost already
            }
            match western_letter(self.text.chars().next_back(), chunk.invalid(), after) {
                Some(letter) => {
                    self.text.push(letter);
                    self.foreign.push(Span::new(start, self.text.len()));
                    self.encoding.get_or_insert(WINDOWS_1252);
                }
                None => {
                    self.text.push('\u{fffd}');
                    self.lost.push(Span::new(start, self.text.len()));
                }
            }
        }
    }
}

/// The letter of Windows-1252 that a bad byte is, where it stands as one in a word of plain letters.
fn western_letter(before: Option<char>, bytes: &[u8], after: Option<char>) -> Option<char> {
    let &[byte] = bytes else { return None };
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    let letter = text.chars().next()?;
    let plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let sign = matches!(letter, '‘' | '’' | '“' | '”' | '–' | '—' | '…');
    let beside = plain(before) || plain(after);
    let stands = letter.is_alphabetic() && beside || sign && (beside || before == Some(' '));
    stands.then_some(letter)
}

/// Letters that were stored twice over: UTF-8 read as Windows-1252 and written as UTF-8 again ("â€™" for "’").
///
/// `None` when there are none. Two signs of which the second is a quotation mark may be a capital before a quotation
/// mark; they count only where other signs in the text are unmistakable.
pub(super) fn doubled(text: &str) -> Option<(String, Vec<Span>)> {
    let found: Vec<Doubled> = memchr::memchr_iter(0xc3, text.as_bytes())
        .filter_map(|at| doubled_at(text, at))
        .collect();
    if !found.iter().any(|doubled| doubled.sure) {
        return None;
    }
    let (mut out, mut spans, mut done) = (String::with_capacity(text.len()), Vec::new(), 0);
    for doubled in found {
        if doubled.start < done || !doubled.sure && doubled.after_capital {
            continue;
        }
        out.push_str(&text[done..doubled.start]);
        spans.push(Span::new(out.len(), out.len() + doubled.letter.len_utf8()));
        out.push(doubled.letter);
        done = doubled.end;
    }
    out.push_str(&text[done..]);
    Some((out, spans))
}

struct Doubled {
    start: usize,
    end: usize,
    letter: char,
    sure: bool,
    after_capital: bool,
}

fn doubled_at(text: &str, at: usize) -> Option<Doubled> {
    let lead = text.as_bytes().get(at + 1)?.checked_add(0x40)?;
    if text.as_bytes().get(at + 2).is_none_or(u8::is_ascii) {
        return None; // what follows a capital with an accent in most texts
    }
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let signs = text.get(at..)?.char_indices().take(length);
    let (mut bytes, mut end, mut last) = (Vec::with_capacity(length), at, ' ');
    for (offset, sign) in signs {
        bytes.push(western_byte(sign)?);
        end = at + offset + sign.len_utf8();
        last = sign;
    }
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let quotes = matches!(
        last,
        '‘' | '’' | '“' | '”' | '‚' | '„' | '–' | '—' | '…' | '»' | '«' | '\u{a0}'
    );
    let before = text[..at].chars().next_back();
    let after_capital = before.is_some_and(char::is_uppercase);
    Some(Doubled {
        start: at,
        end,
        letter,
        sure: !letter.is_control() && (length > 2 || !quotes && !after_capital),
        after_capital,
    })
}

/// The byte that Windows-1252 has for a sign beyond ASCII; its five free places stand for themselves.
fn western_byte(sign: char) -> Option<u8> {
    if let '\u{80}'..='\u{ff}' = sign {
        return Some(sign as u8);
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmapped) = WINDOWS_1252.encode(sign.encode_utf8(&mut buffer));
    (!unmapped).then(|| bytes[0])
}
