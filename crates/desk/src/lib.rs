//! What the desk shows: views of a case as plain serialisable fields, exports, bibliographies in and out, and the search index.
//!
//! Nothing is decided here. A view holds what the rooms below have found, in the order in which it is shown; the index is
//! derived, and no answer ever reads it.
//!
//! ```
//! use kaozheng_desk::index::words::tokens;
//! let found: Vec<String> = tokens("Mao 毛澤東").map(|token| token.word).collect();
//! assert_eq!(found, ["mao", "毛澤", "澤東", "東"]);
//! ```

pub mod bibliography;
pub mod essay;
pub mod export;
pub mod index;
pub mod pages;
pub mod publish;
pub mod register;
pub mod views;
