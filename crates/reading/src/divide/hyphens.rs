//! Words broken at the end of a line: whether the hyphen belongs to the word.

use super::lines::Line;
use super::strands::Strand;
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

/// Signs that a word is broken at the end of a line.
const HYPHENS: [char; 4] = ['-', '\u{ad}', '¬', '‐'];

/// The words of a text, to ask whether a broken word stands somewhere whole.
///
/// Each is kept as a number made of its letters ([`Letters`]): of the words of a library, no two would share one.
#[derive(Debug, Default)]
pub(super) struct Words {
    whole: Numbers,
}

type Numbers = HashSet<u64, BuildHasherDefault<Itself>>;

/// The hash of a number that is a hash already.
#[derive(Clone, Copy, Debug, Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// How two line ends are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// With a space.
    Space,
    /// With nothing between, the last character kept.
    Close,
    /// With nothing between, the last character dropped: it was only a sign of the break.
    Drop,
}

impl Words {
    /// The words inside the lines that could decide how the lines of `strands` go together; those at a broken line end
    /// are left out.
    pub(super) fn of(lines: &[Line], raw: &str, strands: &[Strand]) -> Words {
        let pairs = strands.iter().flat_map(|strand| strand.segments.windows(2));
        let broken = pairs.filter_map(|pair| Broken::of(pair[0].of(raw), pair[1].of(raw)));
        let asked: Numbers = broken.flat_map(|broken| broken.asked()).collect();
        let mut whole = Numbers::default();
        if asked.is_empty() {
            return Words { whole };
        }
        for line in lines.iter().filter(|line| line.furniture.is_none()) {
            let text = line.span.of(raw);
            let kept = match text.rfind(char::is_whitespace) {
                _ if !text.ends_with(HYPHENS) => text,
                Some(last) => &text[..last],
                None => "",
            };
            for_each_word(kept, |word| {
                if asked.contains(&word) {
                    whole.insert(word);
                }
            });
        }
        Words { whole }
    }

    /// How the end of one line and the beginning of the next go together.
    pub(super) fn joint(&self, end: &str, start: &str) -> Joint {
        match end.chars().next_back() {
            Some('\u{ad}' | '¬') => Joint::Drop,
            Some('—' | '–' | '―') => Joint::Close,
            Some('-' | '‐') if end.ends_with("--") => Joint::Close,
            Some('-' | '‐') => self.hyphen(end, start),
            Some(c) if is_ideograph(c) && start.starts_with(is_ideograph) => Joint::Close,
            _ => Joint::Space,
        }
    }

    fn hyphen(&self, end: &str, start: &str) -> Joint {
        let stem = end.trim_end_matches(['-', '‐']);
        let (Some(first), Some(last)) = (start.chars().next(), stem.chars().next_back()) else {
            return Joint::Space;
        };
        if !last.is_alphanumeric() {
            return if last.is_whitespace() {
                Joint::Space
            } else {
                Joint::Close
            };
        }
        if !first.is_lowercase() || !last.is_lowercase() {
            return Joint::Close;
        }
        Broken::between(stem, start).joint(&self.whole)
    }
}

/// A word broken by a hyphen.
struct Broken<'a> {
    /// What stands before the hyphen, hyphens within it and all.
    left: &'a str,
    /// Its last part.
    last_part: &'a str,
    right: &'a str,
}

impl<'a> Broken<'a> {
    /// The word broken between two lines, if one is.
    fn of(end: &'a str, start: &'a str) -> Option<Broken<'a>> {
        let stem = end.trim_end_matches(['-', '‐']);
        let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
        let broken = stem.len() < end.len()
            && small(stem.chars().next_back())
            && small(start.chars().next());
        broken.then(|| Broken::between(stem, start))
    }

    fn between(stem: &'a str, start: &'a str) -> Broken<'a> {
        let length = start.find(|c: char| !c.is_alphanumeric());
        Broken {
            left: end_of_word(stem, |c| c.is_alphanumeric() || c == '-'),
            last_part: end_of_word(stem, char::is_alphanumeric),
            right: &start[..length.unwrap_or(start.len())],
        }
    }

    /// The words that decide: whole without the hyphen, whole with it, and the two halves.
    fn asked(&self) -> [u64; 4] {
        [
            Letters::of(&[self.last_part, self.right]),
            Letters::of(&[self.left, "-", self.right]),
            Letters::of(&[self.last_part]),
            Letters::of(&[self.right]),
        ]
    }

    fn joint(&self, whole: &Numbers) -> Joint {
        let [without, with, left, right] = self.asked().map(|word| whole.contains(&word));
        let words = self.last_part.chars().count() >= 3 && self.right.chars().count() >= 3;
        if !without && (with || left && right && words) {
            Joint::Close
        } else {
            Joint::Drop
        }
    }
}

/// The end of `text`, as long as its characters are `of_word`.
fn end_of_word(text: &str, of_word: impl Fn(char) -> bool) -> &str {
    let before = text.char_indices().rev().find(|&(_, c)| !of_word(c));
    &text[before.map_or(0, |(at, c)| at + c.len_utf8())..]
}

/// Gives `take` the number of every word: its letters and digits, and the hyphens between them.
fn for_each_word(text: &str, mut take: impl FnMut(u64)) {
    let mut word: Option<Letters> = None;
    let mut hyphens = 0;
    for c in text.chars() {
        if is_of_word(c) {
            let letters = word.get_or_insert_default();
            (0..hyphens).for_each(|_| letters.push('-'));
            hyphens = 0;
            letters.push_levelled(c);
        } else if c == '-' && word.is_some() {
            hyphens += 1;
        } else {
            if let Some(word) = word.take() {
                take(word.0);
            }
            hyphens = 0;
        }
    }
    if let Some(word) = word {
        take(word.0);
    }
}

fn is_of_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric()
    }
}

/// A number made of letters in their order, capitals levelled (Fowler, Noll and Vo's hash, 1a, 64 bits).
struct Letters(u64);

impl Default for Letters {
    fn default() -> Letters {
        Letters(0xcbf2_9ce4_8422_2325)
    }
}

impl Letters {
    /// The number of what `parts` make together.
    fn of(parts: &[&str]) -> u64 {
        let mut letters = Letters::default();
        for c in parts.iter().flat_map(|part| part.chars()) {
            letters.push_levelled(c);
        }
        letters.0
    }

    fn push_levelled(&mut self, c: char) {
        if c.is_ascii() {
            self.push(c.to_ascii_lowercase());
        } else {
            c.to_lowercase().for_each(|c| self.push(c));
        }
    }

    fn push(&mut self, c: char) {
        self.0 = (self.0 ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{3000}'..='\u{3020}' | '，')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::divide::lines::Stand;
    use crate::divide::strands::Thread;
    use crate::open::open;
    use kaozheng_text::Original;

    /// How `end` and `start` go together after `text`.
    fn check(text: &str, end: &str, start: &str) -> Joint {
        let whole = format!("{text}\n{end}\n{start}\n");
        let opened = open(&Original::new("a.txt", whole.as_bytes().to_vec()))
            .expect("a text")
            .value;
        let lines = super::super::lines::lines_of(&opened);
        let strand = Strand {
            thread: Thread::Text,
            segments: lines.iter().map(|line| line.span).collect(),
            stand: Stand::Plain,
            because: Vec::new(),
        };
        Words::of(&lines, &opened.raw, &[strand]).joint(end, start)
    }

    #[test]
    fn the_rest_of_the_text_decides() {
        let text = "the north-east and the interpreter of the old well known truth";
        assert_eq!(
            check(text, "Mao's inter-", "preter, remembered"),
            Joint::Drop
        );
        assert_eq!(check(text, "to the north-", "east of it"), Joint::Close);
        assert_eq!(check(text, "a well-", "known truth"), Joint::Close);
        assert_eq!(check(text, "Sino-", "Soviet"), Joint::Close);
        assert_eq!(check(text, "peace\u{ad}", "ful"), Joint::Drop);
        assert_eq!(check(text, "and so", "it went"), Joint::Space);
        assert_eq!(check(text, "he came—", "late"), Joint::Close);
        assert_eq!(check(text, "朝鮮", "戦争"), Joint::Close);
    }
}
