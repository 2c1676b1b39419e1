//! Words, numbers and marks of a reference, in order.

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether white space, or the beginning, stands before it.
    pub apart: bool,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters of one family of scripts; an apostrophe between letters belongs to them.
    Word,
    /// Digits.
    Figure,
    /// A single other sign.
    Mark,
}

/// The tokens of `text`. White space parts them; every other character belongs to one.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::with_capacity(text.len() / 4 + 4);
    let mut apart = true;
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let stuff = Stuff::of(first);
        if stuff == Stuff::Space {
            apart = true;
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some(&(at, next)) = rest.peek() {
            if !stuff.goes_on_with(next, &text[at..]) {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        found.push(Token {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
            kind: stuff.kind(),
            apart,
        });
        apart = false;
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stuff {
    Space,
    Letter,
    Kana,
    Han,
    Hangul,
    Digit,
    Mark,
}

impl Stuff {
    fn of(c: char) -> Stuff {
        match c {
            'a'..='z' | 'A'..='Z' => Stuff::Letter,
            '0'..='9' => Stuff::Digit,
            ' ' => Stuff::Space,
            '!'..='~' => Stuff::Mark,
            '\u{300}'..='\u{36f}' => Stuff::Letter,
            '\u{3040}'..='\u{30ff}' => Stuff::Kana,
            '\u{3400}'..='\u{9fff}' => Stuff::Han,
            '\u{ac00}'..='\u{d7a3}' => Stuff::Hangul,
            c if c.is_alphabetic() => Stuff::Letter,
            c if c.is_numeric() => Stuff::Digit,
            c if c.is_whitespace() => Stuff::Space,
            _ => Stuff::Mark,
        }
    }

    fn kind(self) -> TokenKind {
        match self {
            Stuff::Digit => TokenKind::Figure,
            Stuff::Mark | Stuff::Space => TokenKind::Mark,
            _ => TokenKind::Word,
        }
    }

    /// Whether `next`, the first character of `ahead`, belongs to the token that began so.
    fn goes_on_with(self, next: char, ahead: &str) -> bool {
        if self == Stuff::Mark {
            return false;
        }
        let apostrophe = self == Stuff::Letter && matches!(next, '\'' | '’');
        let after = || ahead.chars().nth(1).map(Stuff::of);
        Stuff::of(next) == self || apostrophe && after() == Some(Stuff::Letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> String {
        let shown = tokens(text).into_iter().map(|t| {
            let words = &text[t.start as usize..t.end as usize];
            format!("{}{words}", if t.apart { " " } else { "" })
        });
        shown.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_figures_and_marks() {
        insta::assert_snapshot!(check("O’Dowd, J.R.: L'été (1950–51), p.12f"), @" O’Dowd|,| J|.|R|.|:| L'été| (|1950|–|51|)|,| p|.|12|f");
        insta::assert_snapshot!(check("『한국전쟁』 朴明林1996年"), @" 『|한국전쟁|』| 朴明林|1996|年");
        insta::assert_snapshot!(check(""), @"");
    }
}
