//! Opening: from the bytes of an original to its text and pages, one file per format.
//!
//! [`open`] looks in the table [`OPENERS`] for a format whose bytes or file ending fit. A file of no known format is a
//! failure that says what it seems to be; damage inside a text is a note, and reading goes on.

pub mod alto;
pub mod archive;
pub mod docx;
pub mod encoding;
pub mod epub;
mod flow;
pub mod hocr;
pub mod html;
pub mod markdown;
pub mod odt;
pub mod page_xml;
pub mod pdf;
pub mod plain;
mod scan;
pub mod signatures;
mod signs;
pub mod tei;
pub mod told;
pub mod xml;

pub use told::Told;

use kaozheng_text::{ContentHash, Diagnostic, Noted, Original, Page, Span};
use std::fmt;

/// The text of an original, page after page, not yet divided.
#[derive(Clone, Debug, PartialEq)]
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
    /// What the format tells beyond the letters.
    pub told: Told,
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
pub const OPENERS: &[Opener] = &[
    docx::OPENER,
    odt::OPENER,
    tei::OPENER,
    pdf::OPENER,
    alto::OPENER,
    page_xml::OPENER,
    hocr::OPENER,
    html::OPENER,
    epub::OPENER,
    markdown::OPENER,
    plain::OPENER,
];

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
    /// The format is known, and the file is too damaged to be read.
    Damaged {
        /// What is wrong with it.
        why: String,
    },
    /// The file is locked with a password.
    Locked,
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
            OpenFailure::NotText { seems } => {
                let mending = signatures::mending_of(seems);
                let pause = if mending.is_empty() { "" } else { "; " };
                write!(
                    f,
                    "this seems to be {seems}, and Kaozheng does not read that format{pause}{mending}"
                )
            }
            OpenFailure::Damaged { why } => write!(
                f,
                "the file cannot be read: {why}; open it in the program that made it and save it anew"
            ),
            OpenFailure::Locked => f.write_str(
                "the file is locked with a password; save it without one, or print it to a new file, then read that",
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
        told: Told::Nothing,
    };
    encoding::in_file(&mut notes, &original.name);
    notes.extend(gaps(&opened));
    Ok(Noted {
        value: opened,
        notes,
    })
}

/// Places notes on a whole file at its head.
fn place_at_head(notes: &mut [Diagnostic], original: &Original) {
    for note in notes.iter_mut().filter(|note| note.at.is_none()) {
        note.at = Some(kaozheng_text::Place {
            file: original.name.as_str().into(),
            span: Span::at(0),
        });
    }
}

/// A note for each page between form feeds that is blank, or mostly signs that stand for no letter.
fn gaps(opened: &Opened) -> Vec<Diagnostic> {
    let raw = &opened.raw;
    let printed = raw.trim_end_matches(|c: char| c.is_whitespace());
    let mut notes = Vec::new();
    let mut start = 0;
    for (nth, page) in printed.split('\u{c}').enumerate() {
        let span = Span::new(start, start + page.len());
        start += page.len() + 1;
        let Some(why) = unreadable(page) else {
            continue;
        };
        let message = format!("page {} {why}", nth + 1);
        let place = kaozheng_text::Place {
            file: opened.name.as_str().into(),
            span,
        };
        notes.push(
            Diagnostic::warning("page-unreadable", message)
                .at(place)
                .help("look at this page of the original; nothing of it is in the text"),
        );
    }
    notes
}

/// Why a page cannot be read; `None` for one that can.
fn unreadable(page: &str) -> Option<&'static str> {
    if !page.trim_start().is_empty() && plainly_readable(page.as_bytes()) {
        return None;
    }
    let signs = page.chars().filter(|c| !c.is_whitespace());
    let lost =
        |c: &char| *c == '\u{fffd}' || c.is_control() || matches!(c, '\u{e000}'..='\u{f8ff}');
    let (all, lost) = signs.fold((0usize, 0usize), |(all, bad), c| {
        (all + 1, bad + usize::from(lost(&c)))
    });
    match all {
        0 => Some("holds no text"),
        _ if lost * 2 > all => Some("holds hardly any letters that can be read"),
        _ => None,
    }
}

/// Whether so few bytes can begin a sign that stands for no letter that there is no need to look at each letter: one
/// in eight of those that are no white space, as a letter has four bytes at most.
fn plainly_readable(page: &[u8]) -> bool {
    let doubtful = |b: u8| matches!(b, 0..=8 | 0x0e..=0x1f | 0x7f | 0xc2 | 0xee | 0xef);
    let count = |part: &[u8], wanted: fn(u8) -> bool| -> usize {
        usize::from(part.iter().map(|&b| u8::from(wanted(b))).sum::<u8>())
    };
    let parts = page.chunks(128);
    let (ink, doubts) = parts.fold((0, 0), |(ink, doubts), part| {
        let inked = count(part, |b| b > b' ');
        (ink + inked, doubts + count(part, doubtful))
    });
    doubts * 8 < ink
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

/// Each block of a marked-up text with its marks in braces, then its pages, for tests.
#[cfg(test)]
fn marked_lines(opened: &Opened) -> Vec<String> {
    let Told::Markup(markup) = &opened.told else {
        return vec![opened.raw.clone()];
    };
    assert!(markup.is_sound(&opened.raw), "{markup:?}");
    let mut lines = Vec::new();
    let mut end = 0;
    for block in &markup.blocks {
        let gap = opened.raw[end..block.span.start as usize].trim();
        let loose = gap.rsplit("\n\n").filter(|line| line.len() > 3);
        lines.extend(loose.map(|line| format!("loose: {line}")));
        end = block.span.end as usize;
        let mut words = String::new();
        let mut from = block.span.start as usize;
        for mark in markup
            .marks
            .iter()
            .filter(|m| m.span.start >= block.span.start && m.span.end <= block.span.end)
        {
            words.push_str(&opened.raw[from..mark.span.start as usize]);
            let note = mark.note.map_or("nothing".to_owned(), |n| n.to_string());
            words.push_str(&format!("{{{} to {note}}}", mark.number));
            from = mark.span.end as usize;
        }
        words.push_str(&opened.raw[from..end]);
        let number = block
            .number
            .as_ref()
            .map_or(String::new(), |n| format!(" {n}"));
        let note = block.note.map_or(String::new(), |n| format!(" #{n}"));
        let lang = if block.lang.is_empty() {
            String::new()
        } else {
            format!(" ({})", block.lang)
        };
        lines.push(format!(
            "{}{number}{note}{lang}: {words}",
            block.part.word()
        ));
    }
    let rest = opened.raw[end..].trim();
    lines.extend((!rest.is_empty()).then(|| format!("loose: {rest}")));
    if opened.pages.len() > 1 || opened.pages[0].label.is_some() {
        let pages = opened.pages.iter().map(|page| {
            let words: String = page.span.of(&opened.raw).trim().chars().take(12).collect();
            format!("{} {words:?}", page.label.as_deref().unwrap_or("-"))
        });
        lines.push(format!("pages: {}", pages.collect::<Vec<_>>().join(", ")));
    }
    lines
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
        insta::assert_snapshot!(check("a.txt", b"\x89PNG\r\n\x1a\n\0\0"), @"failure: this seems to be a PNG image, and Kaozheng does not read that format; have its letters recognised (`kaozheng read` does it where Tesseract is installed), or type its text into a file beside it with .text added to the name");
        insta::assert_snapshot!(check("a.txt", &[0, 1, 2, 3, 4, 200, 0, 9]), @"failure: this seems to be binary data, and Kaozheng does not read that format");
        insta::assert_snapshot!(check("a.txt", &vec![b'x'; LONGEST_LINE + 1]), @"failure: line 1 is 8 MB long: this is not a text of paragraphs");
    }

    /// The notes of a text, each with the number of its page and the bytes where it stands.
    fn gaps_of(text: &str) -> String {
        let noted = open(&Original::new("a.txt", text.as_bytes().to_vec())).expect("a text");
        let shown = noted.notes.iter().map(|note| {
            let span = note.at.as_ref().expect("a place").span;
            format!(
                "{}: {} ({}-{})",
                note.code, note.message, span.start, span.end
            )
        });
        shown.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn an_unreadable_page_is_a_reported_gap() {
        insta::assert_snapshot!(gaps_of("First page.\u{c} \n\u{c}Third page.\n\u{c}"), @"page-unreadable: page 2 holds no text (12-14)");
        insta::assert_snapshot!(gaps_of("First page.\u{c}\u{fffd}\u{fffd}\u{e012} a \u{fffd}\u{c}Third."), @"page-unreadable: page 2 holds hardly any letters that can be read (12-27)");
        insta::assert_snapshot!(gaps_of("\u{c}\u{c}Third, caf\u{fffd}."), @r"
    page-unreadable: page 1 holds no text (0-0)
    page-unreadable: page 2 holds no text (1-1)
    ");
        insta::assert_snapshot!(gaps_of("First page.\u{c}Second page.\u{c}\n"), @"");
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
