//! Where a card names other cards, by what the schema table says of its fields.

use crate::means::Id;
use crate::schema::{self, Kind, ValueType};
use crate::sheet::Role;
use crate::source_reference::{
    RelationTo, parse_chain, parse_from, parse_ref_with, parse_relation,
};
use crate::{CardRef, FieldRef};
use kaozheng_text::Span;

/// One place where a card names another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use<'a> {
    /// The id as written; where plain names are allowed it may be a name.
    pub id: String,
    /// Where it stands in the sheet.
    pub span: Span,
    /// The field it stands in.
    pub field: &'a str,
    /// The kinds of card it may name; empty when any will do.
    pub kinds: &'static [Kind],
    /// Whether a plain name may stand there instead.
    pub or_name: bool,
}

/// Every place where `card` names another card, in the order of its lines. Fields that the table does not have for this
/// kind name nothing.
pub fn uses(card: CardRef<'_>) -> Vec<Use<'_>> {
    let kind = Kind::parse(card.kind());
    let mut out = from_uses(card);
    for field in card.fields() {
        let row = kind.and_then(|kind| schema::field(kind, field.name()));
        if let Some(row) = row {
            out.extend(field_uses(field, row.value));
        }
    }
    out.sort_by_key(|place| place.span);
    out
}

fn from_uses(card: CardRef<'_>) -> Vec<Use<'_>> {
    let mut out = Vec::new();
    for line in card.lines_of(Role::From) {
        let from = parse_from(&line.value());
        out.extend(from.sources().map(|id| Use {
            id: id.id.clone(),
            span: line.span_at(id.span),
            field: "from",
            kinds: &[Kind::Source],
            or_name: false,
        }));
    }
    out.retain(|place| !place.id.is_empty());
    out
}

fn field_uses(field: FieldRef<'_>, value: ValueType) -> Vec<Use<'_>> {
    let (kinds, or_name, ids): (&[Kind], bool, Vec<(String, Span)>) = match value {
        ValueType::Ref(kinds) => (kinds, false, field.list()),
        ValueType::RefOrName(kinds) => (kinds, true, field.list()),
        // Words before the comma that are no card's id (a way to take a promise) name nothing.
        ValueType::RefWith(&[]) => return Vec::new(),
        ValueType::RefWith(kinds) => {
            let id = parse_ref_with(&field.value()).id;
            (kinds, false, placed(field, &[&id]))
        }
        ValueType::Relation => (
            &[],
            false,
            placed(field, &related(field).iter().collect::<Vec<_>>()),
        ),
        ValueType::Chain => {
            let links = parse_chain(&field.value());
            (
                &[Kind::Person, Kind::Body],
                true,
                placed(field, &links.iter().collect::<Vec<_>>()),
            )
        }
        ValueType::Reading => {
            let reading = field.reading().value;
            let ids = reading
                .as_ref()
                .map_or_else(Vec::new, |reading| reading.ids());
            (&[], false, placed(field, &ids))
        }
        ValueType::Question => {
            let question = field.question().value;
            let ids = question
                .as_ref()
                .map_or_else(Vec::new, |question| question.ids());
            (&[], false, placed(field, &ids))
        }
        _ => return Vec::new(),
    };
    let name = field.name();
    ids.into_iter()
        .filter(|(id, _)| !id.is_empty())
        .map(|(id, span)| Use {
            id,
            span,
            field: name,
            kinds,
            or_name,
        })
        .collect()
}

fn placed(field: FieldRef<'_>, ids: &[&Id]) -> Vec<(String, Span)> {
    ids.iter()
        .map(|id| (id.id.clone(), field.span_at(id.span)))
        .collect()
}

fn related(field: FieldRef<'_>) -> Option<Id> {
    match parse_relation(&field.value()).value?.to {
        RelationTo::Card(id) => Some(id),
        RelationTo::Date(_) => None,
    }
}
