//! Cuts text into tokens: numbers, words, and single signs.
//!
//! Chinese, Japanese and Korean are not cut into words: each sign is a token of its own, so one table of phrases serves all scripts.

use super::classes::ClassSet;
use super::words::Form;
use std::borrow::Cow;

/// One token with its place.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// Small letters, for looking up in tables.
    pub(super) folded: Cow<'a, str>,
    /// The first of those letters.
    pub(super) head: char,
    /// No space between the token before and this one.
    pub(super) glued: bool,
    /// Begins with a capital.
    pub(super) capital: bool,
    /// The forms of the language that begin with this token; none before a language is chosen.
    pub(super) forms: &'static [Form],
    /// The classes of those forms.
    pub(super) classes: ClassSet,
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
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut list: Vec<Token> = Vec::with_capacity(text.len() / bytes_per_token(text));
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
        let mut grouped = false;
        while class == Class::Digit && (grouped || end - start <= 3) {
            let Some(length) = thousands(&text[end..]) else {
                break;
            };
            grouped = true;
            for _ in 0..length {
                rest.next();
            }
            end += length;
            if end - start > 24 {
                break;
            }
        }
        let words = &text[start..end];
        let folded = fold(words);
        list.push(Token {
            start,
            end,
            kind: if grouped {
                Kind::Other
            } else {
                kind(class, words, c)
            },
            head: folded.chars().next().unwrap_or(c),
            folded,
            glued: last_end == start,
            capital: class == Class::Letter && c.is_uppercase(),
            forms: &[],
            classes: ClassSet::NONE,
        });
        last_end = end;
    }
    list
}

/// How many bytes of a text make one token, roughly: a sign of East Asia is three.
fn bytes_per_token(text: &str) -> usize {
    let head = &text.as_bytes()[..text.len().min(300)];
    let signs = head
        .iter()
        .filter(|byte| (0xe3..=0xed).contains(*byte))
        .count();
    if signs * 10 > head.len() { 3 } else { 5 }
}

/// Small letters; full-width digits and curly apostrophes made plain.
fn fold(words: &str) -> Cow<'_, str> {
    let small = |c: char| match c {
        'a'..='z' | '0'..='9' => true,
        'A'..='Z' => false,
        // Signs have no small form.
        '\u{3000}'..='\u{d7ff}' => plain(c) == c,
        c => plain(c) == c && !c.is_uppercase(),
    };
    if words.chars().all(small) {
        return Cow::Borrowed(words);
    }
    Cow::Owned(
        words
            .chars()
            .map(plain)
            .flat_map(char::to_lowercase)
            .collect(),
    )
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
    if c.is_ascii() {
        return match c {
            '0'..='9' => Class::Digit,
            'a'..='z' | 'A'..='Z' => Class::Letter,
            _ => Class::Mark,
        };
    }
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

/// A comma and just three more digits: 3,500 is one number and no day.
fn thousands(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (bytes.first() == Some(&b',') && digit(1) && digit(2) && digit(3) && !digit(4)).then_some(4)
}

/// An apostrophe and an s that ends the word.
fn genitive(rest: &str) -> bool {
    let mut signs = rest.chars().skip(1);
    signs.next() == Some('s') && !signs.next().is_some_and(char::is_alphabetic)
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn joins(class_before: Class, before: &str, next: char, rest: &str) -> bool {
    match class_before {
        Class::Digit => class(next) == Class::Digit,
        Class::Letter if next == '\'' || next == '’' => {
            // The English genitive is no part of its word: last week's news.
            if genitive(rest) && !before.eq_ignore_ascii_case("o") {
                return false;
            }
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
