//! The record as JSON: every card with every field, value and ground, in order of id.
//!
//! Nothing is interpreted: a value is the text that stands on the card. What the values mean is in the JSON Schema that
//! the schema table gives.

use kaozheng_record::{CardRef, FieldRef, Ground, Record};
use serde::Serialize;

/// A case as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseExport {
    /// Name and version of this form.
    pub format: &'static str,
    /// Title of the case.
    pub title: String,
    /// Languages of the material.
    pub languages: Vec<String>,
    /// The cards, in order of id.
    pub cards: Vec<CardExport>,
}

/// One card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CardExport {
    /// Its kind.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Where the whole card was read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<GroundExport>,
    /// Its fields, in the order of the card.
    pub fields: Vec<FieldExport>,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldExport {
    /// The word before the colon.
    pub name: String,
    /// The text after it, on one line.
    pub value: String,
    /// Where this value was read; left out when the card's own grounds hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<GroundExport>,
}

/// One place where something was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroundExport {
    /// The value of `from:`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The source's own words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotations: Vec<String>,
    /// The grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// The reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// Name and version of the form.
pub const FORMAT: &str = "kaozheng-case/1";

/// The whole record as JSON.
pub fn export(title: &str, languages: &[String], record: &Record) -> CaseExport {
    CaseExport {
        format: FORMAT,
        title: title.to_owned(),
        languages: languages.to_vec(),
        cards: record.cards().map(card).collect(),
    }
}

fn card(card: CardRef<'_>) -> CardExport {
    CardExport {
        kind: card.kind().to_owned(),
        id: card.id().to_owned(),
        grounds: grounds(card.grounds()),
        fields: card.fields().map(field).collect(),
    }
}

fn field(field: FieldRef<'_>) -> FieldExport {
    FieldExport {
        name: field.name().to_owned(),
        value: field.value().into_owned(),
        grounds: grounds(field.grounds()),
    }
}

fn grounds(grounds: Vec<Ground>) -> Vec<GroundExport> {
    let ground = |ground: Ground| GroundExport {
        from: ground.from,
        quotations: ground.quotations,
        grade: ground.grade,
        because: ground.because,
    };
    grounds.into_iter().map(ground).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaozheng_record::Sheet;

    #[test]
    fn rival_values_keep_their_own_grounds() {
        let text = "source: k\nfrom: paper\ndated: 18 May 1950\nfrom: paper, n. 14\n> May 18, 1950\ndated: 18 May 1949\nfrom: editor\nbecause: it speaks\n  of early 1950\n";
        let record = Record::new(vec![Sheet::parse("a.card", text)]);
        let export = export("T", &["en".to_owned()], &record);
        insta::assert_snapshot!(serde_json::to_string_pretty(&export.cards).expect("plain fields"), @r#"
        [
          {
            "kind": "source",
            "id": "k",
            "grounds": [
              {
                "from": "paper"
              }
            ],
            "fields": [
              {
                "name": "dated",
                "value": "18 May 1950",
                "grounds": [
                  {
                    "from": "paper, n. 14",
                    "quotations": [
                      "May 18, 1950"
                    ]
                  }
                ]
              },
              {
                "name": "dated",
                "value": "18 May 1949",
                "grounds": [
                  {
                    "from": "editor",
                    "because": "it speaks of early 1950"
                  }
                ]
              }
            ]
          }
        ]
        "#);
    }
}
