//! The signs of notes: labels at the head of a note, and marks in the running text.

use super::lines::{is_superscript, superscript_digit};
use kaozheng_text::Span;
use std::fmt;

/// Signs used in turn where notes are not numbered.
pub(super) const SYMBOLS: [&str; 12] = [
    "*", "†", "‡", "§", "‖", "¶", "**", "††", "‡‡", "§§", "‖‖", "¶¶",
];

/// What a note is called by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    Number(u32),
    /// Index into the order in which printers use signs.
    Symbol(usize),
    /// The word of a Markdown note (`[^shi]`).
    Word(String),
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Sign::Number(n) => write!(f, "{n}"),
            Sign::Symbol(at) => f.write_str(SYMBOLS[*at]),
            Sign::Word(word) => f.write_str(word),
        }
    }
}

/// How a label is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LabelStyle {
    /// `12)`
    Paren,
    /// `12.`
    Dot,
    /// `[12]`
    Bracket,
    /// `[^12]:`
    Caret,
    /// `[Footnote 12: …]`, closed at the end of the note, as Project Gutenberg prints them.
    Footnote,
    /// `¹²` or `¹²⁾`
    Raised,
    /// `12 Words`
    Bare,
    /// `* Words`
    Symbol,
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

/// How a mark is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MarkForm {
    /// `¹²⁾`
    RaisedParen,
    /// `¹²`
    Raised,
    /// `[12]`
    Bracket,
    /// `[^12]`
    Caret,
    /// `12)` after a word or point
    Paren,
    /// `*`, `†`
    Symbol,
    /// `12` after a word or point
    Glued,
}

impl MarkForm {
    /// Whether it can hardly be anything but a mark.
    pub(super) fn is_plain(self) -> bool {
        matches!(
            self,
            MarkForm::RaisedParen | MarkForm::Raised | MarkForm::Bracket | MarkForm::Caret
        )
    }

    /// How sure it is to be a mark, for weighing one reading against another.
    pub(super) fn weight(self) -> f64 {
        match self {
            MarkForm::Caret => 1.2,
            MarkForm::RaisedParen => 1.1,
            MarkForm::Raised | MarkForm::Bracket => 1.0,
            MarkForm::Paren | MarkForm::Symbol => 0.9,
            MarkForm::Glued => 0.6,
        }
    }
}

/// A stretch of the raw text that may be a mark.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MarkSign {
    pub(super) form: MarkForm,
    pub(super) sign: Sign,
    pub(super) raw: Span,
    /// How sure it is.
    pub(super) weight: f64,
}

/// The label at the head of `line`, if it has the look of one.
pub(super) fn label_of(line: &str) -> Option<Label> {
    let rest = line.trim_start_matches(['-', '•', '·', '–']).trim_start();
    let bullet = line.len() - rest.len();
    footnote(rest)
        .or_else(|| caret(rest))
        .or_else(|| bracket(rest))
        .or_else(|| raised(rest))
        .or_else(|| digits(rest))
        .or_else(|| symbol(rest))
        .map(|label| {
            let after = &line[bullet + label.skip..];
            Label {
                skip: bullet + label.skip + (after.len() - after.trim_start().len()),
                ..label
            }
        })
        .filter(|label| label.skip < line.len())
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

fn sign_of(name: &str) -> Sign {
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
    label(
        LabelStyle::Bracket,
        Sign::Number(number(inner)?),
        inner.len() + 2,
    )
}

fn raised(line: &str) -> Option<Label> {
    let end = line.find(|c| !is_superscript(c)).filter(|&at| at > 0)?;
    let sign = Sign::Number(raised_number(&line[..end])?);
    let close = line[end..]
        .chars()
        .next()
        .filter(|c| matches!(c, '⁾' | ')'));
    label(
        LabelStyle::Raised,
        sign,
        end + close.map_or(0, char::len_utf8),
    )
}

fn raised_number(text: &str) -> Option<u32> {
    let digits: String = text
        .chars()
        .filter_map(superscript_digit)
        .filter_map(|d| char::from_digit(d, 10))
        .collect();
    number(&digits)
}

/// One to three digits that do not start with 0.
fn number(text: &str) -> Option<u32> {
    let fits = (1..=3).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_digit())
        && !text.starts_with('0');
    fits.then(|| text.parse().ok()).flatten()
}

fn digits(line: &str) -> Option<Label> {
    let end = line
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, 'l' | 'I' | 'O')))
        .filter(|&at| at > 0)?;
    let token = &line[..end];
    let misread = !token.chars().all(|c| c.is_ascii_digit());
    let sign = Sign::Number(number(&token.replace(['l', 'I'], "1").replace('O', "0"))?);
    let mut after = line[end..].chars();
    let (first, second) = (after.next()?, after.next());
    let (style, more) = match first {
        ')' => (LabelStyle::Paren, 1),
        '.' if second.is_some_and(|c| !c.is_ascii_digit()) => (LabelStyle::Dot, 1),
        ' ' if !misread && second.is_some_and(starts_a_note) => (LabelStyle::Bare, 0),
        _ => return None,
    };
    Some(Label {
        misread,
        ..label(style, sign, end + more)?
    })
}

fn starts_a_note(c: char) -> bool {
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

/// Every stretch of a line that may be a mark, in order; `at` is where the line starts in the raw text, `skip` how many
/// bytes of it are a label.
pub(super) fn marks_in(line: &str, at: usize, skip: usize, italics: bool) -> Vec<MarkSign> {
    let mut marks = Vec::new();
    let mut pos = skip;
    while pos < line.len() {
        match mark_at(line, pos, italics) {
            Some((length, form, sign, weight)) => {
                let raw = Span::new(at + pos, at + pos + length);
                marks.push(MarkSign {
                    form,
                    sign,
                    raw,
                    weight,
                });
                pos += length;
            }
            None => pos += line[pos..].chars().next().map_or(1, char::len_utf8),
        }
    }
    marks
}

type Candidate = (usize, MarkForm, Sign, f64);

fn mark_at(line: &str, pos: usize, italics: bool) -> Option<Candidate> {
    let (before, rest) = line.split_at(pos);
    match rest.chars().next()? {
        '[' => bracket_mark(before, rest),
        c if is_superscript(c) => raised_mark(before, rest),
        c if c.is_ascii_digit() => digit_mark(before, rest),
        c if SYMBOLS.iter().any(|s| s.starts_with(c)) => symbol_mark(before, rest, italics),
        _ => None,
    }
}

fn bracket_mark(before: &str, rest: &str) -> Option<Candidate> {
    let (inner, after) = rest[1..].split_once(']')?;
    if let Some(name) = inner.strip_prefix('^') {
        let fits = !name.is_empty() && name.len() <= 40 && !after.starts_with(':');
        return fits.then(|| {
            (
                inner.len() + 2,
                MarkForm::Caret,
                sign_of(name),
                MarkForm::Caret.weight(),
            )
        });
    }
    let sign = Sign::Number(number(inner)?);
    let glued = !before.is_empty() && !before.ends_with(char::is_whitespace);
    Some((
        inner.len() + 2,
        MarkForm::Bracket,
        sign,
        if glued { 1.0 } else { 0.5 },
    ))
}

fn raised_mark(before: &str, rest: &str) -> Option<Candidate> {
    let end = rest.find(|c| !is_superscript(c)).unwrap_or(rest.len());
    let sign = Sign::Number(raised_number(&rest[..end])?);
    let power = before.ends_with(|c: char| c.is_ascii_digit())
        || [" m", " km", " cm", "km", "cm"]
            .iter()
            .any(|u| before.ends_with(u));
    let (form, more) = match rest[end..].chars().next() {
        Some(c @ ('⁾' | ')')) if c == '⁾' || !open_bracket_in(before) => {
            (MarkForm::RaisedParen, c.len_utf8())
        }
        _ => (MarkForm::Raised, 0),
    };
    let weight = if power { 0.4 } else { form.weight() };
    Some((end + more, form, sign, weight))
}

/// Whether a round bracket is still open at the end of `before`.
fn open_bracket_in(before: &str) -> bool {
    let near: Vec<char> = before.chars().rev().take(200).collect();
    near.iter().find(|c| matches!(c, '(' | ')')) == Some(&'(')
}

fn digit_mark(before: &str, rest: &str) -> Option<Candidate> {
    let last = before.chars().next_back()?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    if last.is_ascii_digit() {
        return None;
    }
    let sign = Sign::Number(number(&rest[..end])?);
    let closes = matches!(
        last,
        '.' | ',' | ';' | ':' | '!' | '?' | '"' | '”' | '’' | '\'' | ')' | ']' | '…'
    );
    if !closes && !last.is_alphabetic() {
        return None;
    }
    let after = rest[end..].chars().next();
    if after == Some(')') && !open_bracket_in(before) {
        return Some((
            end + 1,
            MarkForm::Paren,
            sign,
            if closes { 0.9 } else { 0.8 },
        ));
    }
    if numeral_goes_on(before, rest, end) {
        return None;
    }
    let weight = match last {
        ',' | ';' | ':' => 0.5,
        '.' if before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit()) => 0.5,
        _ if closes => 0.7,
        _ if code_word(before) => 0.3,
        _ => 0.6,
    };
    Some((end, MarkForm::Glued, sign, weight))
}

/// Whether digits belong to a longer numeral, a decimal, a section number or a code ("1,950", "3.5", "B-29").
fn numeral_goes_on(before: &str, rest: &str, end: usize) -> bool {
    let mut back = before.chars().rev();
    let (last, earlier) = (back.next(), back.next());
    let inside = matches!(last, Some('.' | ',' | ':'))
        && earlier.is_some_and(|c| c.is_ascii_digit())
        && end == 3;
    let sentence =
        rest[end..].trim_start().starts_with(char::is_uppercase) && rest[end..].starts_with(' ');
    let decimal =
        matches!(last, Some('.')) && earlier.is_some_and(|c| c.is_ascii_digit()) && !sentence;
    let mut after = rest[end..].chars();
    let goes_on = match (after.next(), after.next()) {
        (Some(c), _) if c.is_alphanumeric() || c == '/' => true,
        (Some('.' | ','), Some(d)) => d.is_ascii_digit(),
        (Some('-' | '–'), Some(d)) => d.is_ascii_digit(),
        _ => false,
    };
    inside || decimal || goes_on
}

/// Whether the word before is one capital or a short run of capitals, as in codes ("B29", "SD00231").
fn code_word(before: &str) -> bool {
    let word: Vec<char> = before
        .chars()
        .rev()
        .take_while(|c| c.is_alphanumeric())
        .collect();
    word.len() <= 2 && word.iter().all(|c| c.is_uppercase())
}

fn symbol_mark(before: &str, rest: &str, italics: bool) -> Option<Candidate> {
    let run: String = rest
        .chars()
        .take_while(|c| SYMBOLS.iter().any(|s| s.starts_with(*c)))
        .collect();
    let at = SYMBOLS.iter().position(|s| *s == run)?;
    let after = rest[run.len()..].chars().next();
    let ends = after.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ')' | '—'));
    let star = run.starts_with('*');
    let follows = before
        .chars()
        .next_back()
        .is_some_and(|c| !c.is_whitespace() || after.is_none());
    let closes_italics = star && italics && before.matches('*').count() % 2 == 1;
    (follows && !closes_italics && (ends || !star)).then_some((
        run.len(),
        MarkForm::Symbol,
        Sign::Symbol(at),
        0.9,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(line: &str) -> String {
        label_of(line).map_or("none".to_owned(), |l| {
            format!("{:?} {} | {}", l.style, l.sign, &line[l.skip..])
        })
    }

    fn marks(line: &str) -> String {
        let found = marks_in(line, 0, 0, true);
        let shown: Vec<String> = found
            .iter()
            .map(|m| format!("{:?} {}", m.form, m.sign))
            .collect();
        shown.join(", ")
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
    fn marks_of_every_form() {
        insta::assert_snapshot!(marks("Parallel.”²⁾ But since (mid)³⁴⁾ so"), @"RaisedParen 2, RaisedParen 34");
        insta::assert_snapshot!(marks("Wilson)96) and Korea.”97)"), @"Paren 96, Paren 97");
        insta::assert_snapshot!(marks("going [3] and China“[2] opened[^x]."), @"Bracket 3, Bracket 2, Caret x");
        insta::assert_snapshot!(marks("Council1 of 1950,2 page 3, B-29, F-82 or 38th."), @"Glued 1, Glued 2");
        insta::assert_snapshot!(marks("3,500 men (1) and (a 2) went; 1.5 per cent"), @"");
        insta::assert_snapshot!(marks("Zhang Xiaoming *"), @"Symbol *");
        insta::assert_snapshot!(marks("the *Bulletin* of† the"), @"Symbol †");
    }
}
