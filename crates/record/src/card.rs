//! A card and its fields, as views into their sheet.

use crate::means::{Question, Reading, parse_question, parse_reading};
use crate::sheet::{CardLines, FieldLines, Role, Sheet, WHOLE_CARD, trimmed};
use kaozheng_text::{Noted, Place, Span};
use std::borrow::Cow;

/// One card of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct CardRef<'a> {
    sheet: &'a Sheet,
    at: usize,
}

/// One field of a card; provenance lines are not fields but [`Ground`]s.
#[derive(Clone, Copy, Debug)]
pub struct FieldRef<'a> {
    sheet: &'a Sheet,
    at: usize,
}

/// One place where something was read: a `from:` with what belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    /// The value of `from:`; `None` when quotation, grade or reason stand without one (the card's own `from` then holds).
    pub from: Option<String>,
    /// Where that value stands; the field above when there is no `from:`.
    pub span: Span,
    /// The source's own words, one text for each run of `>` lines, with the place of the run.
    pub quotations: Vec<String>,
    /// Where each quotation stands.
    pub quotation_spans: Vec<Span>,
    /// The value of `grade:`; of several the last, and a check says so.
    pub grade: Option<String>,
    /// The value of `because:`; several are one text.
    pub because: Option<String>,
}

impl<'a> CardRef<'a> {
    pub(crate) fn new(sheet: &'a Sheet, at: usize) -> CardRef<'a> {
        CardRef { sheet, at }
    }

    fn lines(self) -> &'a CardLines {
        &self.sheet.cards[self.at]
    }

    /// The sheet it stands in.
    pub fn sheet(self) -> &'a Sheet {
        self.sheet
    }

    /// Its number in the sheet, counted from 0.
    pub fn number(self) -> usize {
        self.at
    }

    /// The word before the colon of its first line (`statement`); any word, known to the schema or not.
    pub fn kind(self) -> &'a str {
        self.lines().kind.of(&self.sheet.text)
    }

    /// Where the kind stands.
    pub fn kind_span(self) -> Span {
        self.lines().kind
    }

    /// Its id; empty when none is written.
    pub fn id(self) -> &'a str {
        self.lines().id.of(&self.sheet.text)
    }

    /// Where the id stands.
    pub fn id_span(self) -> Span {
        self.lines().id
    }

    /// The whole card, from its head to its last line.
    pub fn span(self) -> Span {
        self.lines().span
    }

    /// The card's lines as written.
    pub fn text(self) -> &'a str {
        self.span().of(&self.sheet.text)
    }

    /// The place of its head line.
    pub fn place(self) -> Place {
        self.place_of(self.lines().kind.cover(self.lines().id))
    }

    /// A stretch of the card's sheet as a place.
    pub fn place_of(self, span: Span) -> Place {
        Place {
            file: self.sheet.name.clone(),
            span,
        }
    }

    /// The head line and the provenance of the whole card.
    pub(crate) fn head_block(self) -> Span {
        let own = self.sheet.fields[self.range()]
            .iter()
            .take_while(|line| line.owner == WHOLE_CARD);
        own.fold(self.lines().head(&self.sheet.text), |span, line| {
            span.cover(line.value)
        })
    }

    fn range(self) -> std::ops::Range<usize> {
        self.lines().first_field as usize..self.lines().end_field as usize
    }

    /// Its fields, in order, provenance left out.
    pub fn fields(self) -> impl Iterator<Item = FieldRef<'a>> + 'a {
        self.lines_of(Role::Field)
    }

    /// The fields called `name`; more than one is a list or, with different grounds, rival accounts.
    pub fn all(self, name: &str) -> impl Iterator<Item = FieldRef<'a>> {
        self.fields().filter(move |field| field.name() == name)
    }

    /// The first field called `name`.
    pub fn field(self, name: &str) -> Option<FieldRef<'a>> {
        self.fields().find(|field| field.name() == name)
    }

    /// The value of the first field called `name`.
    pub fn value(self, name: &str) -> Option<Cow<'a, str>> {
        self.field(name).map(FieldRef::value)
    }

    /// Its lines that do `role`, fields proper or provenance, in order.
    pub(crate) fn lines_of(self, role: Role) -> impl Iterator<Item = FieldRef<'a>> + 'a {
        let sheet = self.sheet;
        self.range()
            .filter(move |&at| sheet.fields[at].role == role)
            .map(move |at| FieldRef { sheet, at })
    }

    /// Where the whole card was read.
    pub fn grounds(self) -> Vec<Ground> {
        grounds(self.sheet, self.range(), WHOLE_CARD, self.lines().id)
    }

    /// The grade of the whole card: the one that stands before any field, else the only one on the card.
    pub fn grade(self) -> Option<String> {
        self.grade_line().map(|line| line.value().into_owned())
    }

    /// The reason for that grade; of several lines one text.
    pub fn because(self) -> Option<String> {
        let reasons: Vec<String> = self
            .reasons(self.grade_line()?)
            .map(|line| line.value().into_owned())
            .collect();
        (!reasons.is_empty()).then(|| reasons.join(" "))
    }

    /// The line that [`CardRef::grade`] reads.
    pub(crate) fn grade_line(self) -> Option<FieldRef<'a>> {
        let grades: Vec<FieldRef<'_>> = self.lines_of(Role::Grade).collect();
        let own = grades.iter().find(|line| line.lines().owner == WHOLE_CARD);
        own.or(match &grades[..] {
            [only] => Some(only),
            _ => None,
        })
        .copied()
    }

    /// The reasons under a grade.
    pub(crate) fn reasons(self, grade: FieldRef<'a>) -> impl Iterator<Item = FieldRef<'a>> + 'a {
        let sheet = self.sheet;
        let owner = grade.lines().owner;
        (grade.at + 1..self.range().end)
            .take_while(move |&at| sheet.fields[at].owner == owner)
            .filter(move |&at| sheet.fields[at].role == Role::Because)
            .map(move |at| FieldRef { sheet, at })
    }

    /// Every field and provenance line in order, as (name, value, span of the whole, role): for writers and checks of form.
    pub fn every_line(self) -> impl Iterator<Item = (&'a str, Cow<'a, str>, Span, Role)> + 'a {
        let sheet = self.sheet;
        self.range().map(move |at| {
            let field = &sheet.fields[at];
            (
                field.name.of(&sheet.text),
                text_of(sheet, field),
                field.name.cover(field.value),
                field.role,
            )
        })
    }
}

impl<'a> FieldRef<'a> {
    fn lines(self) -> &'a FieldLines {
        &self.sheet.fields[self.at]
    }

    /// The word before the colon.
    pub fn name(self) -> &'a str {
        self.lines().name.of(&self.sheet.text)
    }

    /// Where the name stands.
    pub fn name_span(self) -> Span {
        self.lines().name
    }

    /// The value, continuation lines joined by single spaces.
    pub fn value(self) -> Cow<'a, str> {
        plain(&self.sheet.text, self.lines().value)
    }

    /// Where the value stands, outer white space left out.
    pub fn value_span(self) -> Span {
        trimmed(&self.sheet.text, self.lines().value)
    }

    /// The values of a list, parted by `;`, each with its place.
    pub fn list(self) -> Vec<(String, Span)> {
        let value = self.value();
        let mut out = Vec::new();
        let mut start = 0;
        for part in value.split(';') {
            let span = trimmed(&value, Span::new(start, start + part.len()));
            start += part.len() + 1;
            if !span.is_empty() {
                out.push((span.of(&value).to_owned(), self.span_at(span)));
            }
        }
        out
    }

    /// Where `inner`, bytes of [`FieldRef::value`], stands in the sheet.
    pub fn span_at(self, inner: Span) -> Span {
        self.sheet.span_in(self.lines().value, inner)
    }

    /// Where `inner`, bytes of [`FieldRef::value`], stands, as a place.
    pub fn place_at(self, inner: Span) -> Place {
        Place {
            file: self.sheet.name.clone(),
            span: self.span_at(inner),
        }
    }

    /// The value read as a formal reading; notes are placed in the sheet, ids keep their places in the value.
    pub fn reading(self) -> Noted<Option<Reading>> {
        self.placed(parse_reading(&self.value()))
    }

    /// The value read as a formal question; places as in [`FieldRef::reading`].
    pub fn question(self) -> Noted<Option<Question>> {
        self.placed(parse_question(&self.value()))
    }

    /// Notes on the value, moved to where the value stands in the sheet.
    pub fn placed<T>(self, mut noted: Noted<T>) -> Noted<T> {
        for note in &mut noted.notes {
            let inner = note.at.take().map(|at| at.span);
            note.at = Some(inner.map_or_else(|| self.place(), |inner| self.place_at(inner)));
        }
        noted
    }

    /// The sheet it stands in.
    pub fn sheet(self) -> &'a Sheet {
        self.sheet
    }

    /// From after the colon to the end of the last continuation line.
    pub(crate) fn raw_value(self) -> Span {
        self.lines().value
    }

    /// The lines of the field and of everything that belongs to it, one stretch for each, newlines left out.
    pub(crate) fn block_lines(self) -> impl Iterator<Item = Span> + 'a {
        let sheet = self.sheet;
        let owner = u32::try_from(self.at).expect("fields are fewer than bytes");
        sheet.fields[self.at..]
            .iter()
            .take_while(move |line| line.owner == owner)
            .map(|line| line.name.cover(line.value))
    }

    /// From the field's name to the end of the last line that belongs to it.
    pub(crate) fn block(self) -> Span {
        self.block_lines().fold(self.span(), Span::cover)
    }

    /// The field with its name, without its provenance.
    pub fn span(self) -> Span {
        self.lines().name.cover(self.lines().value)
    }

    /// The place of its value (of its name when it has none).
    pub fn place(self) -> Place {
        let value = self.value_span();
        let span = if value.is_empty() {
            self.lines().name
        } else {
            value
        };
        Place {
            file: self.sheet.name.clone(),
            span,
        }
    }

    /// Where this value was read; empty when the card's own grounds hold for it.
    pub fn grounds(self) -> Vec<Ground> {
        let card = self
            .sheet
            .cards
            .partition_point(|card| card.first_field as usize <= self.at)
            - 1;
        let end = self.sheet.cards[card].end_field as usize;
        let owner = u32::try_from(self.at).expect("fields are fewer than bytes");
        grounds(self.sheet, self.at + 1..end, owner, self.lines().value)
    }

    /// The grade that belongs to this field itself.
    pub fn grade(self) -> Option<String> {
        self.grounds().into_iter().find_map(|ground| ground.grade)
    }
}

fn grounds(sheet: &Sheet, range: std::ops::Range<usize>, owner: u32, above: Span) -> Vec<Ground> {
    let mut out: Vec<Ground> = Vec::new();
    for line in sheet.fields[range]
        .iter()
        .filter(|line| line.owner == owner && line.role != Role::Field)
    {
        let text = text_of(sheet, line).into_owned();
        if line.role == Role::From || out.is_empty() {
            out.push(Ground {
                span: above,
                ..Ground::default()
            });
        }
        let ground = out.last_mut().expect("one was just pushed");
        match line.role {
            Role::From => {
                (ground.from, ground.span) = (Some(text), trimmed(&sheet.text, line.value));
            }
            Role::Quote => {
                ground.quotations.push(text);
                ground.quotation_spans.push(line.value);
            }
            Role::Grade => ground.grade = Some(text),
            Role::Because => {
                let before = ground.because.take();
                ground.because =
                    Some(before.map_or(text.clone(), |before| format!("{before} {text}")));
            }
            Role::Field => {}
        }
    }
    out
}

fn text_of<'a>(sheet: &'a Sheet, line: &FieldLines) -> Cow<'a, str> {
    match line.role {
        Role::Quote => quoted(&sheet.text, line.value),
        _ => plain(&sheet.text, line.value),
    }
}

/// A value as one line: continuation lines joined by single spaces, remarks between them left out.
fn plain(text: &str, value: Span) -> Cow<'_, str> {
    let raw = value.of(text);
    if !raw.contains('\n') {
        return Cow::Borrowed(raw.trim());
    }
    let lines: Vec<&str> = pieces(text, value).map(|span| span.of(text)).collect();
    Cow::Owned(lines.join(" "))
}

/// The stretches that [`plain`] joins.
fn pieces(text: &str, value: Span) -> impl Iterator<Item = Span> + '_ {
    let mut start = value.start as usize;
    value
        .of(text)
        .split_inclusive('\n')
        .filter_map(move |line| {
            let span = Span::new(start, start + line.len());
            start += line.len();
            let inner = trimmed(text, span);
            (!line.starts_with('#') && !inner.is_empty()).then_some(inner)
        })
}

impl Sheet {
    /// Where `inner`, bytes of a value as one line, stands in the sheet, when the value as written stands at `value`
    /// (outer white space and continuation lines included or not). For values of [`Ground`]: its `span`.
    pub fn span_in(&self, value: Span, inner: Span) -> Span {
        let place = |at: usize| {
            let mut before = 0;
            let mut end = trimmed(&self.text, value).end as usize;
            for piece in pieces(&self.text, value) {
                if at <= before + piece.len() {
                    return piece.start as usize + at.saturating_sub(before);
                }
                before += piece.len() + 1;
                end = piece.end as usize;
            }
            end
        };
        let start = place(inner.start as usize);
        Span::new(start, place(inner.end as usize).max(start))
    }
}

/// A run of `>` lines as one text.
fn quoted(text: &str, value: Span) -> Cow<'_, str> {
    let raw = value.of(text);
    let bare = |line: &str| line.strip_prefix('>').unwrap_or(line).trim().to_owned();
    Cow::Owned(
        raw.lines()
            .map(bare)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
    )
}
