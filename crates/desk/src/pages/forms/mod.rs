//! Forms for cards, made from the schema table: what a passage gives is filled in, what is typed is understood and told.

pub(super) mod correct;
pub mod correction;
mod drawing;
pub(super) mod edit;
mod names;
mod new_card;
#[cfg(test)]
pub(super) mod tests;
mod understood;

pub(super) use drawing::page;
pub(super) use new_card::view;

use super::reader::points::Points;
use super::reader::quoted::{anchor_words, parse_anchor};
use super::{Desk, Query};
use kaozheng_record::schema::{self, FieldSpec};
use kaozheng_record::{CardText, HowMany, Kind, ValueType};
use kaozheng_text::{QuotationMatch, compare_quotation};
use names::Names;

/// A card as a form says it: its kind, its id and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The kind.
    pub kind: Kind,
    /// The id; may be empty.
    pub id: String,
    /// The whole card, in lines that end with `\n`.
    pub text: String,
}

/// The card that the fields of a form make. Names that belong to one card become its id.
pub fn filled(desk: &Desk, form: &Query) -> Filled {
    card_of(&Names::of(desk), &anchored(desk, form))
}

/// The form with its anchor on the words that are left of a passage when its quotation was shortened.
fn anchored(desk: &Desk, form: &Query) -> Query {
    let narrower = || {
        let document = desk.document(form.get("original")?)?;
        let (_, start, end) = parse_anchor(form.get("anchor")?, [document.name.as_str()])?;
        let wide = Points::of(document).span(start, end)?;
        let QuotationMatch::Verbatim(spans) =
            compare_quotation(wide.of(&document.text), form.get("quotation")?)
        else {
            return None;
        };
        let words = spans
            .first()?
            .cover(*spans.last()?)
            .shifted(wide.start as usize);
        Some(anchor_words(document, words))
    };
    match narrower() {
        Some(anchor) => form.with("anchor", &anchor),
        None => form.clone(),
    }
}

fn card_of(names: &Names<'_>, form: &Query) -> Filled {
    let kind = form
        .get("kind")
        .and_then(Kind::parse)
        .unwrap_or(Kind::Statement);
    let id = form.get("id").unwrap_or_default().to_owned();
    let mut card = CardText::new(kind, &id);
    for from in lines(form, "from") {
        card = card.read_in(&from);
    }
    let quotation = form.text("quotation").unwrap_or_default();
    if !quotation.trim().is_empty() {
        card = card.quotation(&quotation);
    }
    if let Some(grade) = form.get("grade") {
        card = card.grade(grade);
    }
    if let Some(because) = form.get("because") {
        card = card.because(because);
    }
    for row in schema::fields(kind).filter(|row| is_field(row)) {
        for value in values(form, row) {
            card = card.field(row.name, &names.resolved(row.value, &value));
        }
    }
    let text = card.to_string();
    Filled { kind, id, text }
}

/// Whether a row of the table is a field by itself; provenance is asked for at the head of the form, stamps are not.
fn is_field(row: &FieldSpec) -> bool {
    !matches!(
        row.name,
        "from" | "grade" | "because" | "accepted" | "drafted"
    )
}

/// The values of a field: one for each line where a field may repeat and its values are no lists.
fn values(form: &Query, row: &FieldSpec) -> Vec<String> {
    if row.how_many == HowMany::Many && !is_list(row.value) {
        return lines(form, row.name);
    }
    let value = form.text(row.name).unwrap_or_default();
    let even = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if even.is_empty() {
        Vec::new()
    } else {
        vec![even]
    }
}

fn lines(form: &Query, name: &str) -> Vec<String> {
    let text = form.text(name).unwrap_or_default();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// Whether values of this type are lists parted by `;`.
fn is_list(value: ValueType) -> bool {
    matches!(value, ValueType::Ref(_) | ValueType::RefOrName(_))
}
