//! Checks of form: what a sheet itself shows, by the schema table and without looking at any other file.
//!
//! One file for each check; the page that explains it is the head of its file.
//!
//! ```
//! use kaozheng_record::{Sheet, checks::{Vocabulary, check_form}};
//! let sheet = Sheet::parse("a.card", "statment: s\n");
//! let notes = check_form(&sheet, &Vocabulary::default());
//! assert_eq!(notes[0].code, "unknown-kind");
//! assert_eq!(notes[0].help.as_deref(), Some("did you mean `statement`?"));
//! ```

pub mod card_cut_in_two;
pub mod chain_broken;
pub mod date_ambiguous;
pub mod date_impossible;
pub mod date_not_understood;
pub mod decisive_without_reason;
pub mod empty_value;
pub mod field_outside_card;
pub mod field_repeated;
pub mod file_too_large;
pub mod from_not_understood;
pub mod id_malformed;
pub mod id_missing;
pub mod id_repeated;
pub mod language_not_a_tag;
pub mod not_utf8;
pub mod question_not_understood;
pub mod reading_not_understood;
pub mod relation_not_understood;
pub mod stray_line;
pub mod type_not_listed;
pub mod unknown_field;
pub mod unknown_kind;
pub mod word_not_allowed;

use crate::check::Check;
use crate::schema::{self, Kind, ValueType};
use crate::sheet::Role;
use crate::{CardRef, FieldRef, Record, Sheet};
use kaozheng_text::Diagnostic;

/// Every check of form, in order of code: for `explain` and the pages of checks.
pub const FORM_CHECKS: &[Check] = &[
    card_cut_in_two::CHECK,
    chain_broken::CHECK,
    date_ambiguous::CHECK,
    date_impossible::CHECK,
    date_not_understood::CHECK,
    decisive_without_reason::CHECK,
    empty_value::CHECK,
    field_outside_card::CHECK,
    field_repeated::CHECK,
    file_too_large::CHECK,
    from_not_understood::CHECK,
    id_malformed::CHECK,
    id_missing::CHECK,
    id_repeated::CHECK,
    language_not_a_tag::CHECK,
    not_utf8::CHECK,
    question_not_understood::CHECK,
    reading_not_understood::CHECK,
    relation_not_understood::CHECK,
    stray_line::CHECK,
    type_not_listed::CHECK,
    unknown_field::CHECK,
    unknown_kind::CHECK,
    word_not_allowed::CHECK,
];

/// What runs over a sheet by itself; `id-repeated` is run apart, since it may look at a whole record.
const RUNS: &[fn(&Form<'_>, &mut Vec<Diagnostic>)] = &[
    card_cut_in_two::run,
    chain_broken::run,
    date_not_understood::run,
    decisive_without_reason::run,
    empty_value::run,
    field_outside_card::run,
    field_repeated::run,
    from_not_understood::run,
    id_malformed::run,
    id_missing::run,
    language_not_a_tag::run,
    question_not_understood::run,
    reading_not_understood::run,
    relation_not_understood::run,
    stray_line::run,
    type_not_listed::run,
    unknown_field::run,
    unknown_kind::run,
    word_not_allowed::run,
];

/// The words that a case adds to the open lists of the schema table, from its `case.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Types of source.
    pub source_types: Vec<String>,
    /// Types of body.
    pub body_types: Vec<String>,
    /// Types of event.
    pub event_types: Vec<String>,
    /// Schemes of argument.
    pub schemes: Vec<String>,
}

impl Vocabulary {
    /// The case's own words for the one open field of a card of `kind`.
    pub fn of(&self, kind: Kind) -> &[String] {
        match kind {
            Kind::Source => &self.source_types,
            Kind::Body => &self.body_types,
            Kind::Event => &self.event_types,
            Kind::Argument => &self.schemes,
            Kind::Person | Kind::Place | Kind::Matter | Kind::Statement | Kind::Question => &[],
        }
    }
}

/// Checks the form of one sheet. Notes come in the order of their places.
pub fn check_form(sheet: &Sheet, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let form = Form { sheet, vocabulary };
    let mut notes = form_notes(&form);
    id_repeated::run(&form, &mut notes);
    in_order(notes)
}

/// Checks the form of every sheet of a record, and that no id stands on two cards, in whatever files they are.
pub fn check_record(record: &Record, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let forms = record
        .sheets()
        .iter()
        .map(|sheet| Form { sheet, vocabulary });
    let mut notes: Vec<Diagnostic> = forms.flat_map(|form| form_notes(&form)).collect();
    for (_, cards) in record.ids().filter(|(id, _)| !id.is_empty()) {
        let known = |card: &CardRef<'_>| Kind::parse(card.kind()).is_some();
        let mut known = cards.into_iter().filter(known);
        if let Some(first) = known.next() {
            notes.extend(known.map(|second| id_repeated::repeated(first, second)));
        }
    }
    in_order(notes)
}

fn form_notes(form: &Form<'_>) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for run in RUNS {
        run(form, &mut notes);
    }
    notes
}

fn in_order(mut notes: Vec<Diagnostic>) -> Vec<Diagnostic> {
    notes.sort_by(|a, b| (&a.at, a.code, &a.message).cmp(&(&b.at, b.code, &b.message)));
    notes
}

/// What the checks look at.
pub(crate) struct Form<'a> {
    sheet: &'a Sheet,
    vocabulary: &'a Vocabulary,
}

impl<'a> Form<'a> {
    /// The cards of known kinds.
    fn cards(&self) -> impl Iterator<Item = (Kind, CardRef<'a>)> + use<'a> {
        let known = |card: CardRef<'a>| Some((Kind::parse(card.kind())?, card));
        self.sheet.cards().filter_map(known)
    }

    /// Every value that is not empty, with its kind of card and what it should be: fields the table knows, and grades.
    fn values(&self, mut look: impl FnMut(Kind, FieldRef<'a>, ValueType)) {
        for (kind, card) in self.cards() {
            let lines = card.fields().chain(card.lines_of(Role::Grade));
            for field in lines.filter(|field| !field.value().is_empty()) {
                if let Some(row) = schema::field(kind, field.name()) {
                    look(kind, field, row.value);
                }
            }
        }
    }
}

/// A note of `check` on the value of `field`.
fn fault_in_value(check: &Check, field: FieldRef<'_>, message: impl Into<String>) -> Diagnostic {
    check.note(message).at(field.place())
}

#[cfg(test)]
mod tests;
