//! From bytes to drafts: open an original, divide its pages, find what is mentioned, draft cards.
//!
//! Each arrow of the spine is one public function: [`open::open`], [`divide::divide`], [`find::find`],
//! [`draft::draft`]; [`read`] goes the whole way. Nothing here believes anything: a draft is a proposal.
//!
//! ```
//! use kaozheng_reading::{ReadOptions, read};
//! use kaozheng_text::Original;
//! let page = "The envoy left on May 3, 1948.¹⁾\n\n1) Lin Bo, *Hai shang* (Beijing: Sea Press, 1991), p. 4.\n";
//! let original = Original::new("lin.txt", page.as_bytes().to_vec());
//! let result = read(&original, &ReadOptions::default()).unwrap().value;
//! assert_eq!(result.document.passages[0].marks[0].note, Some(1));
//! assert_eq!(result.drafts[1].id, "lin-bo-1991");
//! ```

pub mod align;
pub mod divide;
pub mod draft;
pub mod find;
pub mod open;
pub mod order;
pub mod remember;

pub use draft::{Draft, DraftOptions};
pub use find::Mention;
pub use open::OpenFailure;
pub use order::best_first;
pub use remember::{key, undecided};

use kaozheng_text::{Document, Noted, Original};
use kaozheng_values::dates::{Date, NamedEvents};
use std::sync::Arc;

/// What the reader may be told beforehand.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Id of the document's own source card; the file name decides when empty.
    pub source: String,
    /// When the document was written, for dates counted from it.
    pub written: Option<Date>,
    /// Events of the case, for dates counted from them.
    pub events: Arc<NamedEvents>,
}

/// Everything that reading one original gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadResult {
    /// Its text, divided.
    pub document: Document,
    /// What is mentioned in it, in the order of the text.
    pub mentions: Vec<Mention>,
    /// The cards it proposes.
    pub drafts: Vec<Draft>,
}

/// Opens, divides, finds and drafts.
pub fn read(original: &Original, options: &ReadOptions) -> Result<Noted<ReadResult>, OpenFailure> {
    Ok(read_opened(open::open(original)?, options))
}

/// Divides, finds and drafts what is open already.
pub fn read_opened(opened: Noted<open::Opened>, options: &ReadOptions) -> Noted<ReadResult> {
    let mut notes = Vec::new();
    let opened = opened.take(&mut notes);
    let document = divide::divide(opened).take(&mut notes);
    let context = find::FindContext {
        written: options.written.clone(),
        events: options.events.clone(),
        ..find::FindContext::default()
    };
    let mentions = find::find(&document, context);
    let wanted = DraftOptions {
        source: options.source.clone(),
    };
    let drafts = draft::draft(&document, &mentions, &wanted);
    Noted {
        value: ReadResult {
            document,
            mentions,
            drafts,
        },
        notes,
    }
}
