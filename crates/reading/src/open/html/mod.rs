//! HTML: blocks, notes and marks as its markup tells them.
//!
//! The stages are `galley` (tokens to one strip of text), `notes` (links to notes) and `press` (strip to raw text). EPUB
//! goes the same way with many files in one strip.

mod attributes;
mod galley;
mod notes;
mod press;
mod vocabulary;

pub(super) use notes::{percent_decoded, resolved};

use super::told::Markup;
use super::{OpenFailure, Opened, Opener, Told, encoding};
use galley::Setter;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use kaozheng_text::{Diagnostic, Noted, Original, Page, Place, Span};

/// HTML and XHTML.
pub const OPENER: Opener = Opener {
    name: "HTML",
    endings: &["html", "htm", "xhtml", "xht"],
    sniff,
    open,
};

/// Most attributes that one tag may have.
pub const MOST_ATTRIBUTES: usize = 2_000;

/// Whether bytes begin as HTML does.
fn sniff(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let is_tei = head.contains("<tei") || head.contains("tei-c.org");
    let xml = head.starts_with("<?xml") && head.contains("<html") && !is_tei;
    xml || head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.starts_with("<head")
}

fn open(original: &Original) -> Result<Noted<Opened>, OpenFailure> {
    let mut notes: Vec<Diagnostic> = Vec::new();
    let text = source(&original.bytes, &mut notes)?;
    let press = set(&[File {
        name: &original.name,
        text: &text,
        furniture: false,
    }])?;
    if press.tags == 0 {
        let mut plain = super::paged(original, "plain text")?;
        let note = Diagnostic::info(
            "html-without-tags",
            "the file is called HTML but holds no tags; it was read as plain text",
        );
        plain.notes.push(note.at(place(original, Span::at(0))));
        return Ok(plain);
    }
    notes.extend(press.doubts());
    at_head(&mut notes, original);
    Ok(Noted {
        value: press.opened(original, OPENER.name)?,
        notes,
    })
}

/// The letters of a file of HTML, in the encoding that it says or that its bytes show.
pub(super) fn source(bytes: &[u8], notes: &mut Vec<Diagnostic>) -> Result<String, OpenFailure> {
    let declared = encoding::declared_in(bytes);
    Ok(encoding::decode_with_hint(bytes, declared.as_deref())?.take(notes))
}

/// Places notes on the source at the head of the file: places in the source are none in the text.
pub(super) fn at_head(notes: &mut [Diagnostic], original: &Original) {
    for note in notes {
        note.at = Some(place(original, Span::at(0)));
        note.also.clear();
    }
}

fn place(original: &Original, span: Span) -> Place {
    Place {
        file: original.name.as_str().into(),
        span,
    }
}

/// One file of HTML, decoded.
pub(super) struct File<'a> {
    /// Its path, as links name it.
    pub(super) name: &'a str,
    /// Its source.
    pub(super) text: &'a str,
    /// Whether nothing of it belongs to the text (a cover, a table of contents).
    pub(super) furniture: bool,
}

/// Files of HTML set into one text.
pub(super) struct Set {
    raw: String,
    markup: Markup,
    pages: Vec<Page>,
    /// The whole is one text in `<pre>`.
    preformatted: bool,
    /// Tags that were read.
    pub(super) tags: usize,
    /// Whether elements stood deeper than is read.
    too_deep: bool,
}

/// Sets files into one text, links between them followed.
pub(super) fn set(files: &[File<'_>]) -> Result<Set, OpenFailure> {
    let setter = Setter::new();
    for file in files {
        refuse_crowded_tags(file.text)?;
        setter.begin(file.name, file.furniture);
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(without_subset(file.text)));
        let tokenizer = Tokenizer::new(&setter, TokenizerOpts::default());
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
        tokenizer.end();
        setter.end_file();
    }
    let galley = setter.finish();
    let found = notes::find_notes(&galley);
    let printed = press::print(&galley, &found);
    Ok(Set {
        preformatted: found.notes.is_empty() && galley.letters_in_pre * 10 > galley.text.len() * 9,
        raw: printed.raw,
        markup: printed.markup,
        pages: printed.pages,
        tags: galley.tags,
        too_deep: galley.too_deep,
    })
}

impl Set {
    /// What is doubtful in the markup.
    pub(super) fn doubts(&self) -> Option<Diagnostic> {
        let message = "elements stand more than 256 deep; the deeper ones were read as if they were not there";
        let note = Diagnostic::warning("markup-too-deep", message);
        let help = "the file was probably made by a faulty program; its words are all there";
        self.too_deep.then(|| note.help(help))
    }

    /// The opened text.
    pub(super) fn opened(
        self,
        original: &Original,
        format: &'static str,
    ) -> Result<Opened, OpenFailure> {
        if self.raw.trim().is_empty() {
            return Err(OpenFailure::Empty);
        }
        Ok(Opened {
            name: original.name.clone(),
            hash: original.hash,
            format,
            raw: self.raw,
            pages: self.pages,
            told: if self.preformatted {
                Told::Nothing
            } else {
                Told::Markup(self.markup)
            },
        })
    }
}

/// The source behind a document type with declarations of its own, which HTML does not know; no entity is expanded.
fn without_subset(text: &str) -> &str {
    let Some(start) = text.as_bytes().iter().take(4096).position(|&b| b == b'[') else {
        return text;
    };
    let head = text.get(..start).unwrap_or("").to_lowercase();
    let declares = head
        .rfind("<!doctype")
        .is_some_and(|at| !head[at..].contains('>'));
    match text.find("]>").filter(|_| declares) {
        Some(end) => &text[end + 2..],
        None => text,
    }
}

/// A tag of thousands of attributes costs time that grows with the square of their number, and none is honest.
fn refuse_crowded_tags(text: &str) -> Result<(), OpenFailure> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        let start = at + found + 1;
        let rest = &bytes[start..];
        at = match rest.first() {
            Some(b'!') if rest.starts_with(b"!--") => past(text, start, "-->"),
            Some(b's' | b'S') if is_raw(rest) => past(text, start, "</"),
            Some(first) if first.is_ascii_alphabetic() => {
                let (end, attributes) = tag_end(bytes, start);
                if attributes > MOST_ATTRIBUTES {
                    let line = 1 + text[..start].matches('\n').count();
                    let why =
                        format!("a tag in line {line} has more than {MOST_ATTRIBUTES} attributes");
                    return Err(OpenFailure::Damaged { why });
                }
                end
            }
            _ => start,
        };
    }
    Ok(())
}

fn is_raw(rest: &[u8]) -> bool {
    let head = |name: &[u8]| {
        rest.get(..name.len())
            .is_some_and(|h| h.eq_ignore_ascii_case(name))
    };
    head(b"script") || head(b"style")
}

/// The place behind the next `sign`, or the end.
fn past(text: &str, from: usize, sign: &str) -> usize {
    text.get(from..)
        .and_then(|rest| rest.find(sign))
        .map_or(text.len(), |at| from + at + sign.len())
}

/// Where a tag ends, and how many words it has outside of quotation marks.
fn tag_end(bytes: &[u8], start: usize) -> (usize, usize) {
    let (mut quote, mut words, mut before) = (0u8, 0, b' ');
    for (at, &byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            _ if quote != 0 => {
                if byte == quote {
                    quote = 0;
                }
            }
            b'>' => return (at + 1, words),
            b'"' | b'\'' if before == b'=' => quote = byte,
            _ => words += usize::from(b" \n\t/\"'".contains(&before)),
        }
        if !byte.is_ascii_whitespace() || before != b'=' {
            before = byte;
        }
    }
    (bytes.len(), words)
}
