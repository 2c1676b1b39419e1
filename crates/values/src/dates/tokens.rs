//! Cuts text into tokens: numbers, words, and single signs.
//!
//! Chinese, Japanese and Korean are not cut into words: each sign is a token of its own, so one table of phrases serves all scripts.

use super::words::Form;

/// One token with its place.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// Small letters, for looking up in tables.
    pub(super) folded: String,
    /// No space between the token before and this one.
    pub(super) glued: bool,
    /// Begins with a capital.
    pub(super) capital: bool,
    /// The forms of the language that begin with this token; none before a language is chosen.
    pub(super) forms: &'static [Form],
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits, with their value and how many there are.
    Number(u32, u8),
    /// Letters of a script with spaces between words.
    Word,
    /// One Chinese, Japanese or Korean sign.
    Sign,
    /// One mark of punctuation.
    Mark(char),
    /// A superscript digit or bracket, as note marks are printed.
    Note,
    /// Digits too many to be any date, or glued to letters as in a file number.
    Other,
}

/// Cuts the text; spaces give no token. Linear.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut list: Vec<Token> = Vec::new();
    let mut rest = text.char_indices().peekable();
    let mut last_end = usize::MAX;
    while let Some((start, c)) = rest.next() {
        if c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}' {
            continue;
        }
        let class = class(c);
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = rest.peek().copied() {
            if elided(&text[start..end]) || !joins(class, &text[start..end], next, &text[at..]) {
                break;
            }
            rest.next();
            end = at + next.len_utf8();
        }
        let words = &text[start..end];
        list.push(Token {
            start,
            end,
            kind: kind(class, words, c),
            folded: fold(words),
            glued: last_end == start,
            capital: c.is_uppercase(),
            forms: &[],
        });
        last_end = end;
    }
    list
}

/// Small letters; full-width digits and curly apostrophes made plain.
fn fold(words: &str) -> String {
    words
        .chars()
        .map(plain)
        .flat_map(char::to_lowercase)
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Sign,
    Note,
    Mark,
}

fn class(c: char) -> Class {
    match c {
        '0'..='9' | '０'..='９' => Class::Digit,
        '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁽' | '⁾' => Class::Note,
        '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '〇' => {
            if c == '・' {
                Class::Mark
            } else {
                Class::Sign
            }
        }
        c if c.is_alphabetic() || is_combining(c) => Class::Letter,
        _ => Class::Mark,
    }
}

/// l', d', qu': French writes them to the word after, but they are words.
fn elided(words: &str) -> bool {
    let stem = words.trim_end_matches(['\'', '’']);
    stem.len() < words.len() && matches!(stem, "l" | "d" | "L" | "D" | "qu" | "Qu")
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn joins(class_before: Class, before: &str, next: char, rest: &str) -> bool {
    match class_before {
        Class::Digit => class(next) == Class::Digit,
        Class::Letter if next == '\'' || next == '’' => {
            let after = rest.chars().nth(1);
            after.is_some_and(|c| class(c) == Class::Letter)
                || (before.len() <= 2 && after.is_none())
        }
        Class::Letter => class(next) == Class::Letter,
        Class::Note => class(next) == Class::Note,
        Class::Sign | Class::Mark => false,
    }
}

fn kind(class: Class, words: &str, first: char) -> Kind {
    match class {
        Class::Digit => {
            let digits: String = words.chars().map(plain).collect();
            match digits.parse::<u32>() {
                Ok(value) if digits.len() <= 8 => Kind::Number(value, digits.len() as u8),
                _ => Kind::Other,
            }
        }
        Class::Letter => Kind::Word,
        Class::Sign => Kind::Sign,
        Class::Note => Kind::Note,
        Class::Mark => Kind::Mark(plain(first)),
    }
}

fn plain(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '’' | '‘' | 'ʼ' => '\'',
        '–' | '—' | '−' | '‑' | '‐' | '－' => '-',
        '～' | '〜' | '∼' => '~',
        '，' | '、' => ',',
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '．' => '.',
        '／' => '/',
        c => c,
    }
}
