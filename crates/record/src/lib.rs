//! The card language of Kaozheng: what people have decided stands, as index cards of `field: value` lines.
//!
//! A line says what it is by how it begins; nothing is quoted, escaped, nested or typed by its syntax. What a value
//! means is decided by the one table in [`schema`]. Parsing never fails and loses nothing.
//!
//! ```
//! use kaozheng_record::Sheet;
//! let sheet = Sheet::parse("people.card", "person: mao\nname: Mao Zedong\n");
//! let card = sheet.cards().next().unwrap();
//! assert_eq!((card.kind(), card.id()), ("person", "mao"));
//! assert_eq!(card.value("name").as_deref(), Some("Mao Zedong"));
//! assert_eq!(sheet.write(), "person: mao\nname: Mao Zedong\n");
//! ```

// The language: what may stand on a card, and what stands there.
pub mod schema;
pub mod sheet;

pub mod bytes;
pub mod card;
pub mod record;

// What values say.
pub mod id;
pub mod means;
pub mod source_reference;
pub mod uses;

// What is wrong with them.
pub mod check;
pub mod checks;
pub mod nearest;

// Writing and changing.
pub mod edit;
pub mod layout;
pub mod rename;
pub mod write;

// Made from the table.
pub mod editor_grammar;
mod json;
pub mod json_schema;
pub mod manual;

pub use card::{CardRef, FieldRef, Ground};
pub use check::Check;
pub use checks::{FORM_CHECKS, Vocabulary, check_form, check_record};
pub use nearest::{did_you_mean, nearest};
pub use record::{CardAt, Record};
pub use schema::{FIELDS, FieldSpec, HowMany, Kind, ValueType};
pub use sheet::Sheet;
pub use write::CardText;
