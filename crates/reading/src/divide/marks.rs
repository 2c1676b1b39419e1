//! Marks: the signs in running text that lead to notes.

use super::labels::{
    SYMBOLS, Sign, circled, framing, number, plain_number, raised_number, sign_of,
};
use super::lines::is_superscript;
use kaozheng_text::Span;

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
    /// Between other signs, either of which may be missing (`'\0'`): `(12)`, `{12}`, `^12`, `12/`, `*12`
    Framed(char, char),
    /// `註12)`
    Worded,
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
            MarkForm::RaisedParen
                | MarkForm::Raised
                | MarkForm::Bracket
                | MarkForm::Caret
                | MarkForm::Framed('{' | '^' | '【' | '〔', _)
                | MarkForm::Worded
        )
    }

    /// How sure it is to be a mark, for weighing one reading against another.
    pub(super) fn weight(self) -> f64 {
        match self {
            MarkForm::Caret => 1.2,
            MarkForm::RaisedParen => 1.1,
            MarkForm::Raised | MarkForm::Bracket | MarkForm::Worded => 1.0,
            MarkForm::Framed('{' | '^' | '【' | '〔', _) => 1.0,
            MarkForm::Paren | MarkForm::Symbol | MarkForm::Framed(..) => 0.9,
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

/// Every stretch of a line that may be a mark, in order; `at` is where the line starts in the raw text, `skip` how many
/// bytes of it are a label.
pub(super) fn marks_in(line: &str, at: usize, skip: usize, italics: bool) -> Vec<MarkSign> {
    let mut marks = Vec::new();
    let mut pos = skip;
    while let Some(step) = line.as_bytes()[pos..]
        .iter()
        .position(|b| MAY_BEGIN[usize::from(*b)])
    {
        pos += step;
        let (skip, found) = match mark_after_year(line, pos) {
            Some(mark) => (YEAR, Some(mark)),
            None => (0, mark_at(line, pos, italics)),
        };
        pos += skip;
        match found {
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

/// Digits of a year.
const YEAR: usize = 4;

/// A mark glued to a year: five or six digits whose first four are a year ("June 4, 19561").
fn mark_after_year(line: &str, pos: usize) -> Option<Candidate> {
    let rest = &line[pos..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let apart = line[..pos].ends_with([' ', '(', ',']) || pos == 0;
    let ends = rest[digits..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '-' | '–'));
    if !(YEAR + 1..=YEAR + 2).contains(&digits) || !apart || !ends {
        return None;
    }
    let year: u32 = rest[..YEAR].parse().ok()?;
    let sign = Sign::Number(number(&rest[YEAR..digits])?);
    (1500..2100)
        .contains(&year)
        .then_some((digits - YEAR, MarkForm::Glued, sign, 0.5))
}

/// Whether a mark may begin with a character of this first byte: no letter of ASCII, no space, no inner byte.
const MAY_BEGIN: [bool; 256] = {
    let first = *b"0123456789[({</|^*#\xc2\xe2\xe3\xe6\xe8\xef";
    let mut table = [false; 256];
    let mut at = 0;
    while at < first.len() {
        table[first[at] as usize] = true;
        at += 1;
    }
    table
};

type Candidate = (usize, MarkForm, Sign, f64);

fn mark_at(line: &str, pos: usize, italics: bool) -> Option<Candidate> {
    let (before, rest) = line.split_at(pos);
    let first = rest.chars().next()?;
    match first {
        '[' => bracket_mark(before, rest),
        '注' | '註' => worded_mark(rest),
        c if is_superscript(c) => raised_mark(before, rest),
        c if c.is_ascii_digit() => digit_mark(before, rest),
        c if circled(c).is_some() => circled_mark(before, c),
        c if framing(c).is_some() => {
            framed_mark(before, rest).or_else(|| symbol_mark(before, rest, italics))
        }
        c if SYMBOLS.iter().any(|s| s.starts_with(c)) => symbol_mark(before, rest, italics),
        _ => None,
    }
}

/// A number in a circle right after a word.
fn circled_mark(before: &str, c: char) -> Option<Candidate> {
    let glued = before.ends_with(|c: char| !c.is_whitespace());
    glued.then_some((
        c.len_utf8(),
        MarkForm::Raised,
        Sign::Number(circled(c)?),
        0.9,
    ))
}

/// `註12)` in running text.
fn worded_mark(rest: &str) -> Option<Candidate> {
    let inner = &rest['注'.len_utf8()..];
    let end = inner.find(|c: char| !c.is_ascii_digit())?;
    let close = inner[end..]
        .chars()
        .next()
        .filter(|c| matches!(c, ')' | '）'))?;
    let sign = Sign::Number(number(&inner[..end])?);
    let length = '注'.len_utf8() + end + close.len_utf8();
    Some((length, MarkForm::Worded, sign, MarkForm::Worded.weight()))
}

/// `(12)`, `{12}`, `^12`, `/12/`, `*12` right after a word; with a space before only in brackets, and then seldom.
fn framed_mark(before: &str, rest: &str) -> Option<Candidate> {
    let open = rest.chars().next()?;
    let close = framing(open)?;
    let inner = &rest[open.len_utf8()..];
    let end = inner
        .find(|c: char| !(c.is_ascii_digit() || is_superscript(c)))
        .unwrap_or(inner.len());
    let glued = before.ends_with(|c: char| !c.is_whitespace() && !matches!(c, '/' | '#'));
    if end == 0 {
        return letter_mark(rest, open).filter(|_| glued);
    }
    let sign = Sign::Number(number(&inner[..end]).or_else(|| raised_number(&inner[..end]))?);
    let more = match inner[end..].chars().next() {
        Some(c) if c == close => c.len_utf8(),
        after if close == '\0' => {
            let goes_on = after.is_some_and(|c| c.is_alphanumeric() || c == '*');
            (glued && !goes_on).then_some(0)?
        }
        _ => return None,
    };
    let length = open.len_utf8() + end + more;
    if open == '⁽' {
        return Some((length, MarkForm::RaisedParen, sign, 1.1));
    }
    let form = MarkForm::Framed(open, close);
    let year = matches!(sign, Sign::Number(1000..));
    match (glued, open) {
        (true, '/') if before.ends_with(|c: char| c.is_ascii_digit()) => None,
        (true, _) => Some((length, form, sign, if year { 0.3 } else { form.weight() })),
        (false, '(' | '（') => Some((length, form, sign, 0.3)),
        (false, _) => Some((length, form, sign, 0.5)),
    }
}

/// `(a)` right after a word.
fn letter_mark(rest: &str, open: char) -> Option<Candidate> {
    let mut chars = rest.chars().skip(1);
    let letter = chars.next().filter(char::is_ascii_lowercase)?;
    let closes = chars.next() == Some(')') && open == '(';
    let sign = Sign::Letter(letter as u32 - 'a' as u32 + 1);
    closes.then_some((3, MarkForm::Framed('(', ')'), sign, 0.6))
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
    let glued = !before.is_empty() && !before.ends_with(char::is_whitespace);
    let letter = || {
        let c = inner.chars().next().filter(char::is_ascii_lowercase)?;
        (glued && inner.len() == 1).then(|| Sign::Letter(c as u32 - 'a' as u32 + 1))
    };
    let counted = number(inner).or_else(|| raised_number(inner));
    let sign = counted.map(Sign::Number).or_else(letter)?;
    let year = matches!(sign, Sign::Number(1000..));
    let weight = match (glued, year) {
        (true, false) => 1.0,
        (_, true) => 0.3,
        _ => 0.5,
    };
    Some((inner.len() + 2, MarkForm::Bracket, sign, weight))
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
    let sign = Sign::Number(plain_number(&rest[..end])?);
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
    if after == Some('/') && !last.is_ascii_digit() {
        let ends = rest[end + 1..].chars().next();
        let apart = ends.is_none_or(|c| !c.is_alphanumeric()) || new_word(last, &rest[end + 1..]);
        return apart.then_some((end + 1, MarkForm::Framed('\0', '/'), sign, 0.7));
    }
    if new_word(last, &rest[end..]) {
        return Some((end, MarkForm::Glued, sign, 0.4));
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

/// Whether a mark after the end of a clause is followed at once by a new word ("8,5Zehnder").
fn new_word(last: char, after: &str) -> bool {
    let mut chars = after.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let small = chars.next().is_some_and(char::is_lowercase);
    let closes = matches!(
        last,
        '.' | ',' | ';' | '!' | '?' | '"' | '”' | '’' | ')' | ']'
    );
    capital && small && closes
}

/// Whether digits belong to a longer numeral, a decimal, a section number or a code ("1,950", "3.5", "B-29").
fn numeral_goes_on(before: &str, rest: &str, end: usize) -> bool {
    let mut back = before.chars().rev();
    let (last, earlier) = (back.next(), back.next());
    let inside = matches!(last, Some('.' | ',' | ':'))
        && earlier.is_some_and(|c| c.is_ascii_digit())
        && end == 3;
    let numeral = before
        .trim_end_matches('.')
        .bytes()
        .rev()
        .take_while(u8::is_ascii_digit)
        .count();
    let sentence = numeral >= 4 && rest[end..].is_empty()
        || rest[end..].trim_start().starts_with(char::is_uppercase) && rest[end..].starts_with(' ');
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

    fn marks(line: &str) -> String {
        let found = marks_in(line, 0, 0, true);
        let shown: Vec<String> = found
            .iter()
            .map(|m| format!("{:?} {}", m.form, m.sign))
            .collect();
        shown.join(", ")
    }

    #[test]
    fn marks_of_every_form() {
        insta::assert_snapshot!(marks("Parallel.”²⁾ But since (mid)³⁴⁾ so"), @"RaisedParen 2, RaisedParen 34");
        insta::assert_snapshot!(marks("Wilson)96) and Korea.”97)"), @"Paren 96, Paren 97");
        insta::assert_snapshot!(marks("going [3] and China“[2] opened[^x]."), @"Bracket 3, Bracket 2, Caret x");
        insta::assert_snapshot!(marks("Council1 of 1950,2 page 3, B-29, F-82 or 38th."), @"Glued 1, Glued 2");
        insta::assert_snapshot!(marks("3,500 men (a 2) went; 1.5 per cent"), @"");
        insta::assert_snapshot!(marks("Zhang Xiaoming *"), @"Symbol *");
        insta::assert_snapshot!(marks("The land [some 9 km²] sank[²]."), @"Raised 2, Bracket 2");
        insta::assert_snapshot!(marks("the *Bulletin* of† the"), @"Symbol †");
    }

    #[test]
    fn marks_glued_to_years_and_long_numerals() {
        insta::assert_snapshot!(marks("Washington, June 4, 19561"), @"Glued 1");
        insta::assert_snapshot!(marks("of December 1951,12 and 195612."), @"Glued 12, Glued 12");
        insta::assert_snapshot!(marks("with Executive Order 10575.4"), @"Glued 4");
        insta::assert_snapshot!(marks("file 19561/2, number 123456, sum 2.5"), @"");
    }

    #[test]
    fn marks_between_other_signs() {
        insta::assert_snapshot!(marks("the council(3) met{4} and^5 went*6 home/7/ at last8/ so"), @r#"Framed('(', ')') 3, Framed('{', '}') 4, Framed('^', '\0') 5, Framed('*', '\0') 6, Framed('/', '/') 7, Framed('\0', '/') 8"#);
        insta::assert_snapshot!(marks("갔다.③ 그는⁽⁴⁾ 註5) 왔다"), @"Raised 3, RaisedParen 4, Worded 5");
        insta::assert_snapshot!(marks("the council[a] met(b) and (c) went"), @"Bracket a, Framed('(', ')') b");
        insta::assert_snapshot!(marks("file 793.00/2 of 1/15/51 and 3/4 or http://a.b/1/c"), @"Framed('/', '/') 1");
    }
}
