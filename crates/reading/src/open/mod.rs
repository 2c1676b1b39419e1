//! Opening: from the bytes of an original to its text and pages, one file per format.
//!
//! [`open`] looks in the table [`OPENERS`] for a format whose bytes or file ending fit. A file of no known format is a
//! failure that says what it seems to be; damage inside a text is a note, and reading goes on.

pub mod encoding;
pub mod markdown;
pub mod plain;

use kaozheng_text::{ContentHash, Diagnostic, Noted, Original, Page};
use std::fmt;

/// The text of an original, page after page, not yet divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Name of the original inside `sources/`.
    pub name: String,
    /// Hash of its bytes.
    pub hash: ContentHash,
    /// Name of the opener that read it.
    pub format: &'static str,
    /// The text as found, all pages in a row.
    pub raw: String,
    /// The pages in order; spans of `raw`. One page when the format knows none.
    pub pages: Vec<Page>,
}

/// One format that can be opened.
#[derive(Clone, Copy, Debug)]
pub struct Opener {
    /// What people call the format ("plain text").
    pub name: &'static str,
    /// Endings of file names, in small letters, without the dot.
    pub endings: &'static [&'static str],
    /// Whether the bytes begin as this format begins; `false` for formats without a signature.
    pub sniff: fn(&[u8]) -> bool,
    /// Opens it.
    pub open: fn(&Original) -> Result<Noted<Opened>, OpenFailure>,
}

/// Every format, the ones with a signature first; plain text takes what is left.
pub const OPENERS: &[Opener] = &[markdown::OPENER, plain::OPENER];

/// Longest line of a text that is read, in bytes. A longer one is not writing but data.
pub const LONGEST_LINE: usize = 8 << 20;

/// Largest text that is read, in bytes.
pub const LARGEST_TEXT: usize = 512 << 20;

/// Why an original could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenFailure {
    /// There is nothing in it.
    Empty,
    /// The bytes are not of a format that is read; `seems` says what they look like.
    NotText {
        /// What the bytes look like ("a PNG image").
        seems: &'static str,
    },
    /// One line is longer than [`LONGEST_LINE`].
    LineTooLong {
        /// Number of the line, from 1.
        line: usize,
        /// Its length in bytes.
        bytes: usize,
    },
    /// The text is larger than [`LARGEST_TEXT`].
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
}

impl fmt::Display for OpenFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenFailure::Empty => f.write_str("the file is empty"),
            OpenFailure::NotText { seems } => write!(
                f,
                "this seems to be {seems}, and Kaozheng does not read that format"
            ),
            OpenFailure::LineTooLong { line, bytes } => write!(
                f,
                "line {line} is {} MB long: this is not a text of paragraphs",
                bytes >> 20
            ),
            OpenFailure::TooLarge { bytes } => write!(
                f,
                "the file holds {} MB of text; cut it into volumes of at most {} MB",
                bytes >> 20,
                LARGEST_TEXT >> 20
            ),
        }
    }
}

impl std::error::Error for OpenFailure {}

/// Opens an original with the first opener that fits its bytes, else its name, else as plain text.
pub fn open(original: &Original) -> Result<Noted<Opened>, OpenFailure> {
    if original.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(OpenFailure::Empty);
    }
    if original.bytes.len() > LARGEST_TEXT {
        return Err(OpenFailure::TooLarge {
            bytes: original.bytes.len(),
        });
    }
    (opener_for(original).open)(original)
}

/// The opener that [`open`] would take.
pub fn opener_for(original: &Original) -> &'static Opener {
    let ending = original
        .name
        .rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.to_lowercase());
    let by_bytes = OPENERS.iter().find(|o| (o.sniff)(&original.bytes));
    let by_name = OPENERS
        .iter()
        .find(|o| o.endings.contains(&ending.as_str()));
    by_bytes.or(by_name).unwrap_or(&plain::OPENER)
}

/// Reads the bytes as text and cuts it at form feeds: what plain text and Markdown share.
fn paged(original: &Original, format: &'static str) -> Result<Noted<Opened>, OpenFailure> {
    let decoded = encoding::decode(&original.bytes)?;
    let mut notes: Vec<Diagnostic> = Vec::new();
    let raw = decoded.take(&mut notes);
    if raw.trim().is_empty() {
        return Err(OpenFailure::Empty);
    }
    refuse_endless_lines(&raw)?;
    let pages = encoding::pages_at_form_feeds(&raw);
    let opened = Opened {
        name: original.name.clone(),
        hash: original.hash,
        format,
        raw,
        pages,
    };
    for note in &mut notes {
        note.at = Some(kaozheng_text::Place {
            file: original.name.as_str().into(),
            span: kaozheng_text::Span::at(0),
        });
    }
    Ok(Noted {
        value: opened,
        notes,
    })
}

fn refuse_endless_lines(raw: &str) -> Result<(), OpenFailure> {
    let long = raw
        .split('\n')
        .enumerate()
        .find(|(_, line)| line.len() > LONGEST_LINE);
    match long {
        Some((at, line)) => Err(OpenFailure::LineTooLong {
            line: at + 1,
            bytes: line.len(),
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8]) -> String {
        match open(&Original::new(name, bytes.to_vec())) {
            Err(failure) => format!("failure: {failure}"),
            Ok(noted) => {
                let codes: Vec<&str> = noted.notes.iter().map(|n| n.code).collect();
                let pages: Vec<&str> = noted
                    .value
                    .pages
                    .iter()
                    .map(|p| p.span.of(&noted.value.raw))
                    .collect();
                format!("{}: {pages:?} {codes:?}", noted.value.format)
            }
        }
    }

    #[test]
    fn texts_open_page_by_page() {
        insta::assert_snapshot!(check("a.txt", b"one\x0ctwo\n"), @r#"plain text: ["one", "two\n"] []"#);
        insta::assert_snapshot!(check("a.md", b"# One\n"), @r##"markdown: ["# One\n"] []"##);
        insta::assert_snapshot!(check("a.txt", b"\xef\xbb\xbfone"), @r#"plain text: ["one"] []"#);
        insta::assert_snapshot!(check("a.txt", b"\xff\xfeo\0n\0e\0"), @r#"plain text: ["one"] []"#);
        insta::assert_snapshot!(check("a.txt", b"\xfe\xff\0o\0n\0e"), @r#"plain text: ["one"] []"#);
        insta::assert_snapshot!(check("a.txt", b"caf\xe9 \x93so\x94"), @r#"plain text: ["café “so”"] ["text-not-utf8"]"#);
    }

    #[test]
    fn what_is_no_text_fails_clearly() {
        insta::assert_snapshot!(check("a.txt", b""), @"failure: the file is empty");
        insta::assert_snapshot!(check("a.txt", b" \n\x0c\n"), @"failure: the file is empty");
        insta::assert_snapshot!(check("a.txt", b"\x89PNG\r\n\x1a\n\0\0"), @"failure: this seems to be a PNG image, and Kaozheng does not read that format");
        insta::assert_snapshot!(check("a.txt", &[0, 1, 2, 3, 4, 200, 0, 9]), @"failure: this seems to be binary data, and Kaozheng does not read that format");
        insta::assert_snapshot!(check("a.txt", &vec![b'x'; LONGEST_LINE + 1]), @"failure: line 1 is 8 MB long: this is not a text of paragraphs");
    }

    #[test]
    fn a_stray_nul_is_a_note() {
        let mut bytes = "word ".repeat(500).into_bytes();
        bytes[40] = 0;
        assert!(check("a.txt", &bytes).ends_with(r#"["text-has-nul"]"#));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let _ = open(&Original::new("a.txt", bytes));
        }
    }
}
