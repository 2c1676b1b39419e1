//! What is known of a token by itself: its letters, its shape, its ends, what sort of mark or number it is.
//!
//! Letters are kept as hashes: a model is a table of hashes with weights, so no word is ever compared as a string.

use super::tokens::{Token, TokenKind};

/// Hash of something that is not there, before the first token or after the last.
pub(super) const NOTHING: u32 = 7;

/// What is known of one token by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Facts {
    /// The word in small letters; a number of over four digits counts as one and the same.
    pub(super) lower: u32,
    /// Capitals, small letters and digits of its first eight characters.
    pub(super) shape: u32,
    /// The same without repetition.
    pub(super) squeezed: u32,
    /// Its first one to four letters; 0 where it is shorter.
    pub(super) prefixes: [u32; 4],
    /// Its last one to four letters; 0 where it is shorter.
    pub(super) suffixes: [u32; 4],
    /// Sort of mark, from 1; 0 for words and numbers.
    pub(super) mark: u8,
    /// Sort of number, from 1; 0 for what is none.
    pub(super) figure: u8,
    /// Of the first letter: 1 capital, 2 small, 3 neither.
    pub(super) initial: u8,
    /// Characters, 12 for more.
    pub(super) length: u8,
}

/// Number of [`Facts::mark`] for an opening bracket.
pub(super) const OPEN: [u8; 2] = [5, 7];
/// Number of [`Facts::mark`] for a closing bracket.
pub(super) const CLOSE: [u8; 2] = [6, 8];
/// Number of [`Facts::mark`] for a quotation mark.
pub(super) const QUOTE: u8 = 10;
/// [`Facts::figure`] of a Roman number.
pub(super) const ROMAN: u8 = 8;

impl Facts {
    /// The facts of `token` in `text`.
    pub(super) fn of(text: &str, token: Token) -> Facts {
        let word = &text[token.start as usize..token.end as usize];
        match token.kind {
            TokenKind::Mark => Facts::of_mark(word),
            TokenKind::Figure => Facts::of_figure(word),
            TokenKind::Word => Facts::of_word(word),
        }
    }

    /// Whether it is a year of print.
    pub(super) fn is_year(&self) -> bool {
        matches!(self.figure, 1 | 2)
    }

    /// Whether it parts a reference into chunks.
    pub(super) fn parts(&self) -> bool {
        matches!(self.mark, 1..=8)
    }

    /// Mark, number and capital in one small number.
    pub(super) fn sort(&self) -> u32 {
        match self.mark {
            0 => 40 + u32::from(self.initial) * 10 + u32::from(self.figure),
            mark => u32::from(mark),
        }
    }

    /// Shape without repetition, with the sort of number.
    pub(super) fn outline(&self) -> u32 {
        self.squeezed ^ u32::from(self.figure) << 3
    }

    fn of_mark(word: &str) -> Facts {
        let sign = word.chars().next().unwrap_or(' ');
        let hash = mix(3, sign as u32);
        Facts {
            lower: hash,
            shape: hash,
            squeezed: hash,
            mark: sort_of_mark(sign),
            initial: 3,
            length: 1,
            ..Facts::default()
        }
    }

    fn of_figure(word: &str) -> Facts {
        let digits = word.chars().count();
        let lower = if digits > 4 {
            mix(5, 0)
        } else {
            word.bytes()
                .fold(5, |hash, byte| mix(hash, u32::from(byte)))
        };
        Facts {
            lower,
            shape: mix(11, u32::try_from(digits.min(8)).unwrap_or(8)),
            squeezed: mix(11, 100),
            figure: sort_of_number(word, digits),
            initial: 3,
            length: u8::try_from(digits.min(12)).unwrap_or(12),
            ..Facts::default()
        }
    }

    fn of_word(word: &str) -> Facts {
        let mut facts = Facts {
            lower: 13,
            ..Facts::default()
        };
        let (mut shape, mut squeezed, mut last) = (17u32, 19u32, 9u32);
        let mut ending = [0u32; 4];
        let mut count = 0usize;
        for letter in word.chars() {
            let (case, lower) = small(letter);
            facts.lower = mix(facts.lower, lower);
            if count < 4 {
                facts.prefixes[count] = facts.lower;
            }
            if count < 8 {
                shape = shape * 8 + case;
            }
            if case != last {
                // A word may turn as often as it likes; the number wraps, and is hashed all the same.
                squeezed = squeezed.wrapping_mul(8).wrapping_add(case);
                last = case;
            }
            if count == 0 {
                facts.initial = u8::try_from(case.min(3)).unwrap_or(3);
            }
            ending = [ending[1], ending[2], ending[3], lower];
            count += 1;
        }
        for length in 1..=count.min(4) {
            let tail = ending[4 - length..].iter();
            facts.suffixes[length - 1] = tail.fold(23, |hash, &letter| mix(hash, letter));
        }
        facts.shape = mix(29, shape);
        facts.squeezed = mix(31, squeezed);
        facts.length = u8::try_from(count.min(12)).unwrap_or(12);
        facts.figure = if roman(word) { ROMAN } else { 0 };
        facts
    }
}

/// One hash of two.
#[inline]
pub(super) fn mix(a: u32, b: u32) -> u32 {
    let both = u64::from(a) << 32 | u64::from(b);
    let once = (both ^ (both >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let twice = (once ^ (once >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (twice >> 32) as u32
}

/// Case (1 capital, 2 small, 3 neither, 4 Han, 5 kana, 6 Hangul, 7 sign) and small letter.
fn small(letter: char) -> (u32, u32) {
    match letter {
        'a'..='z' => (2, letter as u32),
        'A'..='Z' => (1, letter as u32 + 32),
        '\u{3400}'..='\u{9fff}' => (4, letter as u32),
        '\u{3040}'..='\u{30ff}' => (5, letter as u32),
        '\u{ac00}'..='\u{d7a3}' => (6, letter as u32),
        _ => {
            let case = if letter.is_uppercase() {
                1
            } else if letter.is_lowercase() {
                2
            } else if letter.is_alphabetic() {
                3
            } else {
                7
            };
            let lower = letter.to_lowercase().next().unwrap_or(letter);
            (case, lower as u32)
        }
    }
}

fn sort_of_mark(sign: char) -> u8 {
    match sign {
        '.' => 1,
        ',' | '、' | '，' => 2,
        ';' | '；' => 3,
        ':' | '：' => 4,
        '(' | '（' => 5,
        ')' | '）' => 6,
        '[' | '【' | '〔' => 7,
        ']' | '】' | '〕' => 8,
        '-' | '–' | '—' | '‐' | '‑' | '~' | '～' => 9,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '《' | '》' | '「' | '」' | '『' | '』'
        | '〈' | '〉' => QUOTE,
        '\'' | '‘' | '’' | '‚' | '`' => 11,
        '/' => 12,
        '&' => 13,
        '?' | '!' => 14,
        '*' | '_' => 15,
        '=' | '+' => 16,
        _ => 17,
    }
}

/// 1 and 2 for years before and after 1900, 3 for other numbers of four digits, then by length.
fn sort_of_number(word: &str, digits: usize) -> u8 {
    match (digits, word.parse::<u32>().unwrap_or(0)) {
        (4, 1400..1900) => 1,
        (4, 1900..2030) => 2,
        (4, _) => 3,
        (1, _) => 4,
        (2, _) => 5,
        (3, _) => 6,
        _ => 7,
    }
}

fn roman(word: &str) -> bool {
    let capital = |b: u8| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C');
    let all_of_one_case =
        word.bytes().all(capital) || word.bytes().all(|b| capital(b & !32) && b > 96);
    word.len() <= 8 && all_of_one_case
}
