//! Originals, spans, pages, passages, anchors and diagnostics, all as plain data.
//!
//! This is the lowest room: it answers "where does it stand?" and depends on nothing of ours.
//! Nothing here opens files, prints, or knows a clock.
//!
//! ```
//! use kaozheng_text::{Span, LineIndex};
//! let lines = LineIndex::new("first\nsecond");
//! assert_eq!(lines.place("first\nsecond", 6).line, 2);
//! assert_eq!(Span::new(0, 5).of("first\nsecond"), "first");
//! ```

pub mod anchor;
pub mod diagnostic;
pub mod document;
mod likeness;
pub mod lines;
pub mod original;
pub mod quotation;
pub mod span;

pub use anchor::{Anchor, Found, How};
pub use diagnostic::{Diagnostic, Noted, Place, Severity};
pub use document::{Document, Mark, Page, Part, Passage, Piece};
pub use lines::{LineIndex, Position};
pub use original::{ContentHash, Original};
pub use quotation::{QuotationMatch, compare_quotation};
pub use span::Span;
