//! One file of cards, parsed without loss.

use crate::card::CardRef;
use kaozheng_text::{ContentHash, Span};
use std::sync::Arc;

/// What a line is, told by how it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Nothing but white space: the end of a card.
    Blank,
    /// `#` in the first column: a remark.
    Remark,
    /// `word:` after a blank line: a new card.
    Head,
    /// `word:`: a field.
    Field,
    /// White space first: more of the field above. After a stray line it is stray as well.
    More,
    /// `>`: the source's own words.
    Quote,
    /// Anything else: a note to the user.
    Stray,
}

/// What a field line does for the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A field of the schema table.
    Field,
    /// `from:`, where a value was read.
    From,
    /// `>`, the source's own words.
    Quote,
    /// `grade:`, how good it is judged.
    Grade,
    /// `because:`, the reason.
    Because,
}

/// One line: where it starts and what it is. It ends where the next one starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// First byte.
    pub start: u32,
    /// What it is.
    pub kind: LineKind,
}

/// A field with its continuation lines, or a run of `>` lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FieldLines {
    /// The word before the colon, or the first `>`.
    pub(crate) name: Span,
    /// From after the colon (or from the first `>`) to the end of the last line, newline left out.
    pub(crate) value: Span,
    /// Index of the field it belongs to, or [`WHOLE_CARD`]; its own index for a field proper.
    pub(crate) owner: u32,
    pub(crate) role: Role,
}

/// Owner of what is said of the whole card.
pub(crate) const WHOLE_CARD: u32 = u32::MAX;

/// One card: where it stands and which of the sheet's fields are its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CardLines {
    pub(crate) kind: Span,
    pub(crate) id: Span,
    /// From the head line to the end of the last line that is not blank.
    pub(crate) span: Span,
    pub(crate) first_field: u32,
    pub(crate) end_field: u32,
}

impl CardLines {
    /// The head line (and what goes on with its id) to the end of the line.
    pub(crate) fn head(&self, text: &str) -> Span {
        let from = self.kind.cover(self.id);
        let rest = &text[from.end as usize..];
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        Span::new(from.start as usize, from.end as usize + end)
    }
}

/// A file of cards: its text, its lines, and the cards found in them.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The file's name, relative to the case folder (`cards/people.card`).
    pub name: Arc<str>,
    /// Its text, untouched.
    pub text: String,
    /// The hash of that text: an edit is refused when the file on disk has another.
    pub hash: ContentHash,
    /// Whether the file is not valid UTF-8: its text is then a likeness, and writing it back would lose what it holds.
    pub damaged: bool,
    lines: Vec<Line>,
    pub(crate) cards: Vec<CardLines>,
    pub(crate) fields: Vec<FieldLines>,
}

impl Sheet {
    /// Reads `text`. Never fails: lines that are nothing known are kept as [`LineKind::Stray`] and reading goes on.
    pub fn parse(name: &str, text: impl Into<String>) -> Sheet {
        let text = text.into();
        let mut reader = Reader {
            text: &text,
            lines: Vec::new(),
            cards: Vec::new(),
            fields: Vec::new(),
            open: false,
        };
        reader.read();
        let Reader {
            lines,
            cards,
            fields,
            ..
        } = reader;
        let hash = ContentHash::of(text.as_bytes());
        Sheet {
            name: name.into(),
            text,
            hash,
            damaged: false,
            lines,
            cards,
            fields,
        }
    }

    /// The newline that most of its lines end with.
    pub fn newline(&self) -> &'static str {
        let all = self.text.matches('\n').count();
        let with_return = self.text.matches("\r\n").count();
        if with_return * 2 > all { "\r\n" } else { "\n" }
    }

    /// The text again, put together line by line: equal to what was parsed, for every string.
    pub fn write(&self) -> String {
        self.lines().map(|(_, span)| span.of(&self.text)).collect()
    }

    /// The cards, in the order of the file.
    pub fn cards(&self) -> impl ExactSizeIterator<Item = CardRef<'_>> + '_ {
        (0..self.cards.len()).map(|at| CardRef::new(self, at))
    }

    /// Card number `at` of the file, counted from 0.
    pub fn card(&self, at: usize) -> CardRef<'_> {
        CardRef::new(self, at)
    }

    /// Every line with its span, newline included.
    pub fn lines(&self) -> impl Iterator<Item = (LineKind, Span)> + '_ {
        let ends = self
            .lines
            .iter()
            .skip(1)
            .map(|line| line.start as usize)
            .chain([self.text.len()]);
        self.lines
            .iter()
            .zip(ends)
            .map(|(line, end)| (line.kind, Span::new(line.start as usize, end)))
    }

    /// Bytes of memory that the sheet holds beside its text.
    pub fn memory(&self) -> usize {
        self.lines.capacity() * size_of::<Line>()
            + self.cards.capacity() * size_of::<CardLines>()
            + self.fields.capacity() * size_of::<FieldLines>()
    }
}

struct Reader<'a> {
    text: &'a str,
    lines: Vec<Line>,
    cards: Vec<CardLines>,
    fields: Vec<FieldLines>,
    /// Whether a card is open, so that `word:` is a field of it.
    open: bool,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut start = 0;
        while start < self.text.len() {
            let rest = &self.text.as_bytes()[start..];
            let end = rest
                .iter()
                .position(|&b| b == b'\n')
                .map_or(self.text.len(), |at| start + at + 1);
            self.line(start, end);
            start = end;
        }
    }

    fn line(&mut self, start: usize, end: usize) {
        let line = self.text[start..end].trim_end_matches(['\n', '\r']);
        let mark = if start == 0 && line.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let content = Span::new(start + mark, start + line.len());
        let kind = self.kind(&line[mark..]);
        match kind {
            LineKind::Blank => self.open = false,
            LineKind::Head => self.head(content),
            LineKind::Field => self.field(content),
            LineKind::More => self.extend(content),
            LineKind::Quote => self.quote(content),
            LineKind::Remark | LineKind::Stray => {}
        }
        if let (true, Some(card)) = (self.open, self.cards.last_mut()) {
            card.span.end = content.end;
        }
        self.lines.push(Line {
            start: content.start - u32::try_from(mark).expect("three bytes"),
            kind,
        });
    }

    fn kind(&self, line: &str) -> LineKind {
        match line.as_bytes().first() {
            None => LineKind::Blank,
            Some(b'#') => LineKind::Remark,
            Some(b'>') if self.open => LineKind::Quote,
            Some(first) if !first.is_ascii_graphic() && line.trim().is_empty() => LineKind::Blank,
            Some(b' ' | b'\t') if self.open && !self.after_stray() => LineKind::More,
            _ if word(line).is_none() => LineKind::Stray,
            _ if self.open => LineKind::Field,
            _ => LineKind::Head,
        }
    }

    /// Whether the line above is stray: a line that goes on with it is no more of the field before it.
    fn after_stray(&self) -> bool {
        self.lines
            .last()
            .is_some_and(|line| line.kind == LineKind::Stray)
    }

    fn head(&mut self, content: Span) {
        let (kind, value) = self.split(content);
        let fields = u32::try_from(self.fields.len()).expect("fields are fewer than bytes");
        let id = trimmed(self.text, value);
        self.cards.push(CardLines {
            kind,
            id,
            span: content,
            first_field: fields,
            end_field: fields,
        });
        self.open = true;
    }

    fn field(&mut self, content: Span) {
        let (name, value) = self.split(content);
        self.push(name, value, Role::of(name.of(self.text)));
    }

    fn quote(&mut self, content: Span) {
        let quoting = self
            .lines
            .last()
            .is_some_and(|line| line.kind == LineKind::Quote);
        match self.fields.last_mut() {
            Some(last) if quoting && last.role == Role::Quote => last.value.end = content.end,
            _ => self.push(
                Span::new(content.start as usize, content.start as usize + 1),
                content,
                Role::Quote,
            ),
        }
    }

    fn push(&mut self, name: Span, value: Span, role: Role) {
        let at = u32::try_from(self.fields.len()).expect("fields are fewer than bytes");
        let card = self.cards.last_mut().expect("a field stands in a card");
        let owner = match role {
            Role::Field => at,
            _ if at == card.first_field => WHOLE_CARD,
            _ => self.fields[at as usize - 1].owner,
        };
        card.end_field = at + 1;
        self.fields.push(FieldLines {
            name,
            value,
            owner,
            role,
        });
    }

    /// More of the field above; directly under the head line it goes on with the id, which a check then reports.
    fn extend(&mut self, content: Span) {
        let card = self
            .cards
            .last_mut()
            .expect("a continuation stands in a card");
        if card.end_field > card.first_field {
            self.fields
                .last_mut()
                .expect("the card has fields")
                .value
                .end = content.end;
        } else {
            card.id.end = trimmed(self.text, content).end;
        }
    }

    fn split(&self, content: Span) -> (Span, Span) {
        let name = word(content.of(self.text))
            .expect("the line begins with a word")
            .len();
        let start = content.start as usize;
        (
            Span::new(start, start + name),
            Span::new(start + name + 1, content.end as usize),
        )
    }
}

/// The word before the colon, when the line begins with one: letters, digits and hyphens, then `:`, then white space
/// or the end (so that an address like `http://…` is not a field).
fn word(line: &str) -> Option<&str> {
    let end = line
        .bytes()
        .position(|b| !(b.is_ascii_alphanumeric() || b == b'-'))?;
    let rest = &line.as_bytes()[end..];
    let named = end > 0 && line.as_bytes()[0].is_ascii_alphabetic();
    (named && rest[0] == b':' && rest.get(1).is_none_or(u8::is_ascii_whitespace))
        .then(|| &line[..end])
}

/// `span` without the white space at its ends.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let lead = inner.len() - inner.trim_start().len();
    let start = span.start as usize + lead;
    Span::new(start, start + inner.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) -> String {
        let sheet = Sheet::parse("t.card", text);
        let mut out = String::new();
        for card in sheet.cards() {
            out += &format!("{} {}\n", card.kind(), card.id());
            for ground in card.grounds() {
                out += &format!("  card {:?} {:?}\n", ground.from, ground.quotations);
            }
            for field in card.fields() {
                out += &format!("  {} = {}\n", field.name(), field.value());
                for ground in field.grounds() {
                    out += &format!(
                        "    {:?} {:?} {:?} {:?}\n",
                        ground.from, ground.quotations, ground.grade, ground.because
                    );
                }
            }
        }
        out
    }

    #[test]
    fn provenance_belongs_to_the_field_above() {
        let text = "source: k\nfrom: whole\ndated: 1949\nfrom: a, n. 1; n. 2\n> said\n> so\ndated: 1950\nfrom: editor\nbecause: it\n  fits\n";
        insta::assert_snapshot!(check(text), @r#"
        source k
          card Some("whole") []
          dated = 1949
            Some("a, n. 1; n. 2") ["said so"] None None
          dated = 1950
            Some("editor") [] None Some("it fits")
        "#);
    }

    #[test]
    fn strays_do_not_stop_reading() {
        insta::assert_snapshot!(check("person: a\nthis is nothing\nname: A\n\n# remark\nperson: b\n"), @r"
        person a
          name = A
        person b
        ");
    }

    proptest! {
        #[test]
        fn write_of_parse_is_identity(text in "([a-z]{1,5}:|>|#| |\n|\r\n|\\PC){0,80}") {
            prop_assert_eq!(Sheet::parse("p.card", text.clone()).write(), text);
        }

        #[test]
        fn write_of_parse_is_identity_on_any_string(text in any::<String>()) {
            prop_assert_eq!(Sheet::parse("p.card", text.clone()).write(), text);
        }
    }
}
