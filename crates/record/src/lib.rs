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

pub mod bytes;
pub mod card;
pub mod check;
pub mod checks;
pub mod edit;
pub mod editor_grammar;
pub mod id;
mod json;
pub mod json_schema;
pub mod layout;
pub mod manual;
pub mod means;
pub mod nearest;
pub mod record;
pub mod rename;
pub mod schema;
pub mod sheet;
pub mod source_reference;
pub mod uses;
pub mod write;

pub use card::{CardRef, FieldRef, Ground};
pub use check::Check;
pub use checks::{FORM_CHECKS, Vocabulary, check_form, check_record};
pub use nearest::{did_you_mean, nearest};
pub use record::{CardAt, Record};
pub use schema::{FIELDS, FieldSpec, HowMany, Kind, ValueType};
pub use sheet::Sheet;
pub use write::CardText;
