//! The JSON Schema of a case as `kaozheng export` writes it, made from the schema table.

use crate::json::Json;
use crate::schema::{self, FieldSpec, GRADES, HowMany, Kind, ValueType};

/// The JSON Schema (draft 2020-12) of the form `kaozheng-case/1`, as text.
///
/// It allows what the table has: for each kind its fields, with the words of closed lists. Open lists, dates, ids and
/// readings are strings whose description says what they are; what they mean only `kaozheng check` can tell.
pub fn json_schema() -> String {
    let kinds = Kind::ALL.map(|kind| (kind.word(), card(kind)));
    let all = Kind::ALL.map(|kind| reference(kind.word()));
    let schema = Json::object([
        (
            "$schema",
            Json::text("https://json-schema.org/draft/2020-12/schema"),
        ),
        (
            "title",
            Json::text("A case of Kaozheng, form kaozheng-case/1"),
        ),
        ("type", Json::text("object")),
        (
            "required",
            Json::texts(["format", "title", "languages", "cards"]),
        ),
        (
            "properties",
            Json::object([
                (
                    "format",
                    Json::object([("const", Json::text("kaozheng-case/1"))]),
                ),
                ("title", string("Title of the case.")),
                (
                    "languages",
                    list(string("A BCP 47 tag; the chief language comes first.")),
                ),
                (
                    "cards",
                    list(Json::object([("oneOf", Json::List(all.into()))])),
                ),
            ]),
        ),
        (
            "$defs",
            Json::object(kinds.into_iter().chain([("ground", ground())])),
        ),
    ]);
    format!("{schema}\n")
}

fn card(kind: Kind) -> Json {
    let fields = schema::fields(kind)
        .filter(|row| !is_provenance(row))
        .map(field);
    closed(
        kind.help(),
        &["kind", "id", "fields"],
        [
            ("kind", Json::object([("const", Json::text(kind.word()))])),
            ("id", string("The id of the card.")),
            ("grounds", list(reference("ground"))),
            (
                "fields",
                list(Json::object([("oneOf", Json::List(fields.collect()))])),
            ),
        ],
    )
}

fn field(row: &FieldSpec) -> Json {
    let mut value = vec![
        ("type", Json::text("string")),
        ("description", Json::text(described(row.value))),
        ("examples", Json::texts([row.example])),
    ];
    if let ValueType::OneOf(words) = row.value {
        value.push(("enum", Json::texts(words.iter().copied())));
    }
    let many = match row.how_many {
        HowMany::One => "Once; a second one with another `from` is a rival account.",
        HowMany::Many => "Any number of times.",
    };
    closed(
        &format!("{} {many}", row.help),
        &["name", "value"],
        [
            ("name", Json::object([("const", Json::text(row.name))])),
            ("value", Json::object(value)),
            ("grounds", list(reference("ground"))),
        ],
    )
}

fn ground() -> Json {
    let grade = Json::object([("enum", Json::texts(GRADES))]);
    closed(
        "Where something was read; the card's own grounds hold for values that have none.",
        &[],
        [
            (
                "from",
                string("The source, the place in it, and through whom it is known."),
            ),
            ("quotations", list(string("The source's own words."))),
            ("grade", grade),
            ("because", string("The reason, for people.")),
        ],
    )
}

/// What a value is, in words.
pub(crate) fn described(value: ValueType) -> String {
    let of = |kinds: &[Kind]| match kinds {
        [] => "id".to_owned(),
        kinds => {
            let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            let article = match words[0].starts_with(['a', 'e', 'i', 'o', 'u']) {
                true => "an",
                false => "a",
            };
            format!("id of {article} {}", words.join(" or "))
        }
    };
    match value {
        ValueType::Text => "words".to_owned(),
        ValueType::Name => "a name, script or romanisation in brackets".to_owned(),
        ValueType::Date => "a date".to_owned(),
        ValueType::Ref(kinds) => format!("{}; several parted by `;`", of(kinds)),
        ValueType::RefOrName(kinds) => format!("{}, or a name; several parted by `;`", of(kinds)),
        ValueType::RefWith(&[]) => "a word, then a comma and words".to_owned(),
        ValueType::RefWith(kinds) => format!("{}, then a comma and words", of(kinds)),
        ValueType::Relation => "id or a date, then perhaps a comma and a length of time".to_owned(),
        ValueType::Chain => "ids or names, outermost first, parted by `<`".to_owned(),
        ValueType::OneOf(words) => format!("one of: {}", words.join(", ")),
        ValueType::Open(words) => {
            format!("a word: {}, or of the case's own list", words.join(", "))
        }
        ValueType::Reading => "a formal reading".to_owned(),
        ValueType::Question => "a formal question".to_owned(),
        ValueType::From => "a source, places in it, and `via` whom".to_owned(),
        ValueType::File => "a file in `sources/`".to_owned(),
        ValueType::Language => "a BCP 47 tag".to_owned(),
    }
}

/// Whether the row is a line that belongs to the field above it.
pub(crate) fn is_provenance(row: &FieldSpec) -> bool {
    ["from", "grade", "because"].contains(&row.name)
}

fn closed<const N: usize>(
    description: &str,
    required: &[&str],
    properties: [(&str, Json); N],
) -> Json {
    Json::object([
        ("description", Json::text(description)),
        ("type", Json::text("object")),
        ("required", Json::texts(required.iter().copied())),
        ("properties", Json::object(properties)),
        ("additionalProperties", Json::Truth(false)),
    ])
}

fn string(description: &str) -> Json {
    Json::object([
        ("type", Json::text("string")),
        ("description", Json::text(description)),
    ])
}

fn list(of: Json) -> Json {
    Json::object([("type", Json::text("array")), ("items", of)])
}

fn reference(name: &str) -> Json {
    Json::object([("$ref", Json::text(format!("#/$defs/{name}")))])
}
