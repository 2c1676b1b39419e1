//! Labels: the sign at the head of a note.

use super::lines::{is_superscript, superscript_digit};
use std::fmt;

/// Signs used in turn where notes are not numbered.
pub(super) const SYMBOLS: [&str; 12] = [
    "*", "†", "‡", "§", "‖", "¶", "**", "††", "‡‡", "§§", "‖‖", "¶¶",
];

/// Words printed before the number of a note, the longer ones first.
const NOTE_WORDS: [&str; 12] = [
    "각주",
    "미주",
    "脚注",
    "註釋",
    "注释",
    "주",
    "註",
    "注",
    "Note",
    "Anm.",
    "Прим.",
    "Fn.",
];

/// What a note is called by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    Number(u32),
    /// Index into the order in which printers use signs.
    Symbol(usize),
    /// A small letter, counted from a = 1.
    Letter(u32),
    /// The word of a Markdown note (`[^shi]`).
    Word(String),
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Sign::Number(n) => write!(f, "{n}"),
            Sign::Symbol(at) => f.write_str(SYMBOLS[*at]),
            Sign::Letter(n) => {
                let letter = char::from_u32('a' as u32 + n - 1).unwrap_or('?');
                write!(f, "{letter}")
            }
            Sign::Word(word) => f.write_str(word),
        }
    }
}

/// How a label is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LabelStyle {
    /// `[Footnote 12: …]`, closed at the end of the note, as Project Gutenberg prints them.
    Footnote,
    /// `[^12]:`
    Caret,
    /// `12)`
    Paren,
    /// `[12]`
    Bracket,
    /// Between two other signs, either of which may be missing (`'\0'`): `(12)`, `{12}`, `^12`, `12/`, `*12`.
    Framed(char, char),
    /// After a word: `주 12)`, `註12`, `Note 12.`
    Worded,
    /// `¹²`, `¹²⁾` or `⑫`
    Raised,
    /// `12.`
    Dot,
    /// `12 Words`
    Bare,
    /// `* Words`
    Symbol,
}

impl LabelStyle {
    /// Whether entries of ordinary lists are labelled in this way too.
    pub(super) fn is_of_lists(self) -> bool {
        matches!(
            self,
            LabelStyle::Dot | LabelStyle::Bare | LabelStyle::Framed('(', ')')
        )
    }

    /// Whether a label at the head of its line would itself be taken for a mark.
    pub(super) fn looks_like_mark(self) -> bool {
        matches!(
            self,
            LabelStyle::Raised
                | LabelStyle::Bracket
                | LabelStyle::Caret
                | LabelStyle::Framed(..)
                | LabelStyle::Worded
        )
    }

    /// The label of `number` as it is printed; `None` for styles whose labels are not searched inside a line.
    pub(super) fn printed(self, number: u32) -> Option<String> {
        match self {
            LabelStyle::Paren => Some(format!("{number})")),
            LabelStyle::Dot => Some(format!("{number}.")),
            LabelStyle::Bracket => Some(format!("[{number}]")),
            LabelStyle::Bare => Some(format!("{number} ")),
            LabelStyle::Framed(open, close) => {
                let sign = |c: char| {
                    if c == '\0' {
                        String::new()
                    } else {
                        c.to_string()
                    }
                };
                Some(format!("{}{number}{}", sign(open), sign(close)))
            }
            LabelStyle::Raised => Some(number.to_string().chars().map(raise).collect()),
            _ => None,
        }
    }
}

fn raise(digit: char) -> char {
    match digit {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' => '⁰',
        other => char::from_u32(0x2070 + other.to_digit(10).unwrap_or(0)).unwrap_or(other),
    }
}

/// The label at the head of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) style: LabelStyle,
    pub(super) sign: Sign,
    /// Bytes from the start of the line to the note's own words.
    pub(super) skip: usize,
    /// Whether a letter was read as a digit (`l2.` for 12).
    pub(super) misread: bool,
}

impl Label {
    /// That of a note without a sign, which stands beside its line.
    pub(super) fn unsigned() -> Label {
        Label {
            style: LabelStyle::Bare,
            sign: Sign::Word(String::new()),
            skip: 0,
            misread: false,
        }
    }

    /// Whether nothing is printed that calls the note.
    pub(super) fn is_unsigned(&self) -> bool {
        matches!(&self.sign, Sign::Word(word) if word.is_empty())
    }
}

/// The label at the head of `line`, if it has the look of one.
pub(super) fn label_of(line: &str) -> Option<Label> {
    let rest = line.trim_start_matches(['-', '•', '·', '–']).trim_start();
    let bullet = line.len() - rest.len();
    let found = match rest.chars().next()? {
        '[' => footnote(rest)
            .or_else(|| caret(rest))
            .or_else(|| bracket(rest)),
        c if c.is_ascii_alphanumeric() => digits(rest)
            .or_else(|| letter(rest))
            .or_else(|| worded(rest)),
        c if is_superscript(c) || circled(c).is_some() => raised(rest),
        '’' | '\'' => raised(rest),
        c if framing(c).is_some() => framed(rest).or_else(|| symbol(rest)),
        _ => symbol(rest).or_else(|| worded(rest)),
    };
    found
        .map(|label| {
            let after = &line[bullet + label.skip..];
            Label {
                skip: bullet + label.skip + (after.len() - after.trim_start().len()),
                ..label
            }
        })
        .filter(|label| line[label.skip..].contains(char::is_alphanumeric))
}

fn label(style: LabelStyle, sign: Sign, skip: usize) -> Option<Label> {
    Some(Label {
        style,
        sign,
        skip,
        misread: false,
    })
}

fn footnote(line: &str) -> Option<Label> {
    let (name, _) = line.strip_prefix("[Footnote ")?.split_once(':')?;
    (name.len() <= 6 && !name.contains(' ')).then_some(())?;
    label(
        LabelStyle::Footnote,
        sign_of(name),
        "[Footnote ".len() + name.len() + 1,
    )
}

fn caret(line: &str) -> Option<Label> {
    let (name, _) = line.strip_prefix("[^")?.split_once("]:")?;
    (name.len() <= 40 && !name.contains(']')).then_some(())?;
    label(LabelStyle::Caret, sign_of(name), name.len() + 4)
}

/// The sign that a name in brackets stands for.
pub(super) fn sign_of(name: &str) -> Sign {
    match name.parse() {
        Ok(number) => Sign::Number(number),
        Err(_) => SYMBOLS
            .iter()
            .position(|s| *s == name)
            .map_or_else(|| Sign::Word(name.to_owned()), Sign::Symbol),
    }
}

fn bracket(line: &str) -> Option<Label> {
    let (inner, _) = line.strip_prefix('[')?.split_once(']')?;
    let (sign, misread) = counted(inner)?;
    Some(Label {
        misread,
        ..label(LabelStyle::Bracket, sign, inner.len() + 2)?
    })
}

/// The closing sign that belongs to a sign before a number; `'\0'` where none is needed.
pub(super) fn framing(open: char) -> Option<char> {
    Some(match open {
        '(' => ')',
        '{' => '}',
        '<' => '>',
        '/' => '/',
        '|' => '|',
        '（' => '）',
        '〔' => '〕',
        '【' => '】',
        '〈' => '〉',
        '⁽' => '⁾',
        '^' | '*' | '#' => '\0',
        _ => return None,
    })
}

fn framed(line: &str) -> Option<Label> {
    let open = line.chars().next()?;
    let close = framing(open)?;
    let inner = &line[open.len_utf8()..];
    let end = inner
        .find(|c: char| !(c.is_ascii_alphanumeric() || is_superscript(c)))
        .unwrap_or(inner.len());
    let (sign, misread) = counted(&inner[..end])?;
    let next = inner[end..].chars().next()?;
    let (close, more) = match next {
        c if c == close => (close, c.len_utf8()),
        ')' if close == '\0' => (')', 1),
        c if close == '\0' && c.is_whitespace() => ('\0', 0),
        _ => return None,
    };
    let style = if open == '⁽' {
        LabelStyle::Raised
    } else {
        LabelStyle::Framed(open, close)
    };
    Some(Label {
        misread,
        ..label(style, sign, open.len_utf8() + end + more)?
    })
}

fn raised(line: &str) -> Option<Label> {
    if let Some(number) = line.chars().next().and_then(circled) {
        return label(LabelStyle::Raised, Sign::Number(number), '①'.len_utf8());
    }
    let misread = line.starts_with(['’', '\'']);
    let end = line.find(|c| !is_superscript(c) && !matches!(c, '’' | '\''))?;
    let token = &line[..end];
    if misread && (token.chars().count() > 3 || token.chars().skip(1).any(|c| !is_superscript(c))) {
        return None;
    }
    let token = token.replace(['’', '\''], "¹");
    let sign = Sign::Number(raised_number(&token)?);
    let next = line[end..].chars().next();
    if misread && token.chars().count() == 1 && !next.is_some_and(char::is_uppercase) {
        return None;
    }
    let close = next.filter(|c| matches!(c, '⁾' | ')'));
    let skip = end + close.map_or(0, char::len_utf8);
    Some(Label {
        misread,
        ..label(LabelStyle::Raised, sign, skip)?
    })
}

/// The number in a circle.
pub(super) fn circled(c: char) -> Option<u32> {
    match c {
        '①'..='⑳' => Some(c as u32 - '①' as u32 + 1),
        '㉑'..='㉟' => Some(c as u32 - '㉑' as u32 + 21),
        '㊱'..='㊿' => Some(c as u32 - '㊱' as u32 + 36),
        _ => None,
    }
}

/// The number that raised digits, and nothing but these, stand for.
pub(super) fn raised_number(text: &str) -> Option<u32> {
    let plain = |c| char::from_digit(superscript_digit(c)?, 10);
    let digits: String = text.chars().map(plain).collect::<Option<_>>()?;
    number(&digits)
}

/// One to four digits that do not start with 0.
pub(super) fn number(text: &str) -> Option<u32> {
    let fits = (1..=4).contains(&text.len())
        && text.bytes().all(|c| c.is_ascii_digit())
        && !text.starts_with('0');
    fits.then(|| text.parse().ok()).flatten()
}

/// A number without signs around it that is not a year of our time.
pub(super) fn plain_number(text: &str) -> Option<u32> {
    number(text).filter(|n| *n < 1700)
}

/// A number, some of whose digits may be letters that look like them, or one small letter.
fn counted(inner: &str) -> Option<(Sign, bool)> {
    if let Some(number) = number(inner).or_else(|| raised_number(inner)) {
        return Some((Sign::Number(number), false));
    }
    if let Some(number) = misread_number(inner) {
        return Some((Sign::Number(number), true));
    }
    letter_sign(inner).map(|sign| (sign, false))
}

/// Digits among which `l`, `I` or `O` stand for 1 and 0; a lone capital is a word.
fn misread_number(token: &str) -> Option<u32> {
    let mended = token.replace(['l', 'I'], "1").replace('O', "0");
    (token != mended && token != "I" && token != "O" && token.len() <= 3)
        .then(|| number(&mended))
        .flatten()
}

fn letter_sign(token: &str) -> Option<Sign> {
    let mut chars = token.chars();
    let letter = chars.next().filter(char::is_ascii_lowercase)?;
    chars
        .next()
        .is_none()
        .then(|| Sign::Letter(letter as u32 - 'a' as u32 + 1))
}

fn digits(line: &str) -> Option<Label> {
    let end = line
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, 'l' | 'I' | 'O')))
        .filter(|&at| at > 0)?;
    let token = &line[..end];
    let misread = misread_number(token);
    let sign = Sign::Number(number(token).or(misread)?);
    let mut after = line[end..].chars();
    let (first, second) = (after.next()?, after.next());
    let (style, more) = match first {
        ')' | '）' => (LabelStyle::Paren, first.len_utf8()),
        '.' if second.is_some_and(|c| !c.is_ascii_digit()) => (LabelStyle::Dot, 1),
        '/' | ':' | ']' | '}' | '>' | '|' if second.is_some_and(char::is_whitespace) => {
            (LabelStyle::Framed('\0', first), 1)
        }
        ' ' if second.is_some_and(starts_a_note) => (LabelStyle::Bare, 0),
        _ => return None,
    };
    if style == LabelStyle::Bare && plain_number(&token.replace('l', "1")).is_none() {
        return None;
    }
    Some(Label {
        misread: misread.is_some(),
        ..label(style, sign, end + more)?
    })
}

/// `a) Words`
fn letter(line: &str) -> Option<Label> {
    let sign = letter_sign(line.get(..1)?)?;
    let rest = line[1..].strip_prefix(')')?;
    rest.starts_with(char::is_whitespace)
        .then(|| label(LabelStyle::Paren, sign, 2))
        .flatten()
}

/// `주 12) Words`, `註12 Words`, `Note 12. Words`
fn worded(line: &str) -> Option<Label> {
    let word = NOTE_WORDS.iter().find(|word| line.starts_with(**word))?;
    let rest = line[word.len()..].trim_start();
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let sign = Sign::Number(number(&rest[..end])?);
    let close = rest[end..].chars().next()?;
    let more = match close {
        ')' | '）' | '.' | ':' | '：' | ']' => close.len_utf8(),
        c if c.is_whitespace() => 0,
        _ => return None,
    };
    let skip = line.len() - rest.len() + end + more;
    label(LabelStyle::Worded, sign, skip)
}

/// Whether a note may begin with this character where nothing but a space parts it from its number.
pub(super) fn starts_a_note(c: char) -> bool {
    c.is_uppercase()
        || c.is_alphabetic() && !c.is_lowercase()
        || matches!(
            c,
            '"' | '“' | '‘' | '\'' | '*' | '[' | '(' | '«' | '「' | '『' | '《'
        )
}

fn symbol(line: &str) -> Option<Label> {
    let run: String = line
        .chars()
        .take_while(|c| SYMBOLS.iter().any(|s| s.starts_with(*c)))
        .collect();
    let at = SYMBOLS.iter().position(|s| *s == run)?;
    let next = line[run.len()..].chars().next()?;
    let fits = next.is_whitespace() || !run.starts_with('*') && starts_a_note(next);
    fits.then(|| label(LabelStyle::Symbol, Sign::Symbol(at), run.len()))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(line: &str) -> String {
        label_of(line).map_or("none".to_owned(), |l| {
            format!("{:?} {} | {}", l.style, l.sign, &line[l.skip..])
        })
    }

    #[test]
    fn labels_of_every_style() {
        insta::assert_snapshot!(labels("12) See below."), @"Paren 12 | See below.");
        insta::assert_snapshot!(labels("- 58) Igor"), @"Paren 58 | Igor");
        insta::assert_snapshot!(labels("[3] A memorandum"), @"Bracket 3 | A memorandum");
        insta::assert_snapshot!(labels("[^a]: A memorandum"), @"Caret a | A memorandum");
        insta::assert_snapshot!(labels("¹Source: Files"), @"Raised 1 | Source: Files");
        insta::assert_snapshot!(labels("4 Executive Order"), @"Bare 4 | Executive Order");
        insta::assert_snapshot!(labels("l2. Not printed."), @"Dot 12 | Not printed.");
        insta::assert_snapshot!(labels("* Zhang, Ph.D."), @"Symbol * | Zhang, Ph.D.");
        insta::assert_snapshot!(labels("*Cold War* and after"), @"none");
        insta::assert_snapshot!(labels("1950 was cold"), @"none");
        insta::assert_snapshot!(labels("3.5 per cent"), @"none");
        insta::assert_snapshot!(labels("I went home"), @"none");
    }

    #[test]
    fn labels_between_other_signs() {
        insta::assert_snapshot!(labels("(12) See below."), @"Framed('(', ')') 12 | See below.");
        insta::assert_snapshot!(labels("{7} See below."), @"Framed('{', '}') 7 | See below.");
        insta::assert_snapshot!(labels("^4 See below."), @r#"Framed('^', '\0') 4 | See below."#);
        insta::assert_snapshot!(labels("12/ See below."), @r#"Framed('\0', '/') 12 | See below."#);
        insta::assert_snapshot!(labels("③ 위의 책"), @"Raised 3 | 위의 책");
        insta::assert_snapshot!(labels("주 12) 위의 책"), @"Worded 12 | 위의 책");
        insta::assert_snapshot!(labels("註12 同上"), @"Worded 12 | 同上");
        insta::assert_snapshot!(labels("*3 See below."), @r#"Framed('*', '\0') 3 | See below."#);
        insta::assert_snapshot!(labels("*³ See below."), @r#"Framed('*', '\0') 3 | See below."#);
        insta::assert_snapshot!(labels("*³rd of May"), @"none");
        insta::assert_snapshot!(labels("[9 km²] were flooded"), @"none");
        insta::assert_snapshot!(labels("a) See below."), @"Paren a | See below.");
        insta::assert_snapshot!(labels("’² See below."), @"Raised 12 | See below.");
        insta::assert_snapshot!(labels("(See below)"), @"none");
        insta::assert_snapshot!(labels("’tis so"), @"none");
    }
}
