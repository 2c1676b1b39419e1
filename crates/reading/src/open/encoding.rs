//! From bytes to text: Unicode in its forms, and the encodings of the time before it.
//!
//! A byte order mark decides; then UTF-8, which no other text is by accident; then UTF-16 without a mark; then what the
//! file says of itself, if it can be so; and at last what the letters show (`guess`). Lines in another encoding,
//! single bad bytes and letters stored twice over are mended one by one and told with their place (`mixed`).

mod guess;
mod mixed;
#[cfg(test)]
mod tests;
mod wide;

use super::{OpenFailure, signatures};
use encoding_rs::{
    EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, REPLACEMENT, UTF_8, X_USER_DEFINED,
};
use kaozheng_text::{Diagnostic, Noted, Page, Place, Span};
use std::borrow::Cow;
use wide::Wide;

/// The text in `bytes`.
///
/// Notes, placed in the text under an empty file name (see [`in_file`]): `text-not-utf8` says which encoding was taken,
/// `text-mixed` where a stretch was in another one, `text-doubled` where letters had been stored twice over,
/// `text-damaged` where bytes could not be read, `text-has-nul` where NUL bytes stood.
pub fn decode(bytes: &[u8]) -> Result<Noted<String>, OpenFailure> {
    decode_with_hint(bytes, None)
}

/// The same for a file that says which encoding it is in ("charset=windows-1251"). What it says is believed where the
/// bytes can be so, else told as `text-declares-otherwise`.
pub fn decode_with_hint(
    bytes: &[u8],
    declared: Option<&str>,
) -> Result<Noted<String>, OpenFailure> {
    if let Some(seems) = signatures::seems(bytes) {
        return Err(OpenFailure::NotText { seems: seems.what });
    }
    if let Some((wide, mark)) = Wide::of_mark(bytes) {
        return Ok(noted(Read::clean(wide.decode(&bytes[mark..]))));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if looks_binary(bytes) {
        return match Wide::without_mark(bytes) {
            Some(wide) => Ok(noted(Read::taken(wide.decode(bytes), wide.name()))),
            None => Err(OpenFailure::NotText {
                seems: "binary data",
            }),
        };
    }
    Ok(noted(of_bytes(bytes, declared)))
}

/// The text in `bytes`, read in the encoding called `name` whatever they look like; `None` when there is no such name.
pub fn decode_as(bytes: &[u8], name: &str) -> Option<Noted<String>> {
    let bytes = match Wide::of_mark(bytes) {
        Some((_, mark)) => &bytes[mark..],
        None => bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes),
    };
    let text = match Wide::named(name) {
        Some(wide) => wide.decode(bytes),
        None => {
            let (text, _) = named(name)?.decode_without_bom_handling(bytes);
            text.into_owned()
        }
    };
    Some(noted(Read::clean(text)))
}

/// The full name of an encoding ("euc-kr" for "cp949"); `None` when it is not known.
pub fn name_of(name: &str) -> Option<&'static str> {
    match Wide::named(name) {
        Some(wide) => Some(wide.name()),
        None => named(name).map(Encoding::name),
    }
}

/// The encoding that a file says it is in, at its head: `charset=…` of HTML, `encoding="…"` of XML.
pub fn declared_in(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let after = |key: &str| {
        let at = head.find(key)? + key.len();
        let value = head[at..].trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))?;
        (end > 0).then(|| value[..end].to_owned())
    };
    match head.trim_start_matches('\u{feff}').starts_with("<?xml") {
        true => after("encoding").or_else(|| after("charset")),
        false => after("charset"),
    }
}

/// Puts the notes of [`decode`] into the file called `name`.
pub fn in_file(notes: &mut [Diagnostic], name: &str) {
    for note in notes {
        let own = note.at.get_or_insert_with(|| place(Span::at(0)));
        let also = note.also.iter_mut().map(|(place, _)| place);
        for place in std::iter::once(own).chain(also) {
            place.file = name.into();
        }
    }
}

/// The stretches between form feeds; a form feed after the last line makes no empty page.
pub fn pages_at_form_feeds(raw: &str) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut start = 0;
    for part in raw.split('\u{c}') {
        let span = Span::new(start, start + part.len());
        start += part.len() + 1;
        if !part.trim().is_empty() || pages.is_empty() {
            pages.push(Page { label: None, span });
        }
    }
    pages
}

/// A text as it was read, before the notes on it are written.
#[derive(Default)]
struct Read {
    text: String,
    /// The encoding it was in, where that has to be told.
    taken: Option<&'static str>,
    /// What the file says it is in, where it is not.
    declared: Option<String>,
    foreign: Vec<Span>,
    foreign_name: &'static str,
    lost: Vec<Span>,
}

impl Read {
    fn clean(text: String) -> Read {
        Read {
            lost: lost_in(&text),
            text,
            ..Read::default()
        }
    }

    fn taken(text: String, name: &'static str) -> Read {
        Read {
            taken: Some(name),
            ..Read::clean(text)
        }
    }
}

fn of_bytes(bytes: &[u8], declared: Option<&str>) -> Read {
    let hint = declared.and_then(named);
    if let Ok(text) = std::str::from_utf8(bytes) {
        if guess::has_japanese_escapes(bytes) {
            let (japanese, damaged) = ISO_2022_JP.decode_without_bom_handling(bytes);
            if !damaged {
                return Read::taken(japanese.into_owned(), ISO_2022_JP.name());
            }
        }
        let otherwise = hint.is_some_and(|hint| hint != UTF_8) && !text.is_ascii();
        return Read {
            text: text.to_owned(),
            declared: declared.filter(|_| otherwise).map(str::to_owned),
            ..Read::default()
        };
    }
    if let Some(hint) = hint.filter(|hint| *hint != UTF_8)
        && let (text, false) = hint.decode_without_bom_handling(bytes)
        && !text.contains(|c| matches!(c, '\u{80}'..='\u{9f}'))
    {
        return Read::clean(text.into_owned());
    }
    if let Some(mixed) = mixed::mixed(bytes) {
        return Read {
            text: mixed.text,
            foreign: mixed.foreign,
            foreign_name: mixed.encoding.map_or("", Encoding::name),
            lost: mixed.lost,
            ..Read::default()
        };
    }
    let encoding = decoder_of(guess::guess(bytes));
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Read {
        declared: hint.and(declared).map(str::to_owned),
        ..Read::taken(text.into_owned(), encoding.name())
    }
}

/// The encoding of a name or one of its usual other names.
fn named(name: &str) -> Option<&'static Encoding> {
    let plain = name.trim().to_ascii_lowercase();
    let digits = plain.trim_start_matches(|c: char| !c.is_ascii_digit());
    let other = match plain.as_str() {
        "cp949" | "uhc" | "949" => Some(EUC_KR),
        "cp936" | "936" => Some(GB18030),
        "cp950" | "950" => Encoding::for_label(b"big5"),
        "cp932" | "932" => Encoding::for_label(b"shift_jis"),
        "macroman" | "mac-roman" | "mac roman" => Encoding::for_label(b"macintosh"),
        "maccyrillic" | "mac-cyrillic" => Encoding::for_label(b"x-mac-cyrillic"),
        "koi8r" | "koi8u" => Encoding::for_label(plain.replace("koi8", "koi8-").as_bytes()),
        _ if digits.len() == 4 && digits.starts_with("125") => {
            Encoding::for_label(format!("windows-{digits}").as_bytes())
        }
        _ => None,
    };
    other
        .or_else(|| Encoding::for_label(plain.as_bytes()))
        .filter(|encoding| ![REPLACEMENT, X_USER_DEFINED].contains(encoding))
        .map(decoder_of)
}

/// GB18030 holds all of GBK.
fn decoder_of(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// More than one control byte in a hundred, other than white space.
fn looks_binary(bytes: &[u8]) -> bool {
    let control = |b: u8| b < 0x20 && !matches!(b, 0x08..=0x0d | 0x1a | 0x1b);
    let count = |part: &[u8]| part.iter().map(|&b| u8::from(control(b))).sum::<u8>() as usize;
    let controls: usize = bytes.chunks(128).map(count).sum();
    controls * 100 > bytes.len()
}

fn lost_in(text: &str) -> Vec<Span> {
    let found = text.match_indices('\u{fffd}');
    found.map(|(at, c)| Span::new(at, at + c.len())).collect()
}

/// The text with what has to be said of it.
fn noted(mut read: Read) -> Noted<String> {
    let mut notes = Vec::new();
    notes.extend(match &read.declared {
        Some(name) => Some(declares_otherwise(name, read.taken)),
        None => read.taken.map(not_utf8),
    });
    if read.taken.is_none()
        && let Some((text, spans)) = mixed::doubled(&read.text)
    {
        notes.push(doubled(&text, &spans));
        read = Read {
            text,
            lost: Vec::new(),
            foreign: Vec::new(),
            ..read
        };
    }
    notes.extend(stretches("text-mixed", &read.foreign, |count| {
        let name = read.foreign_name;
        format!("{count} of this UTF-8 text were in another encoding and were read as {name}")
    }));
    notes.extend(stretches("text-damaged", &read.lost, |count| {
        format!("{count} could not be read and were replaced by \u{fffd}")
    }));
    let nuls = memchr::memchr_iter(0, read.text.as_bytes()).count();
    if nuls > 0 {
        read.text = read.text.replace('\0', "\u{fffd}");
        let message = format!("{nuls} NUL bytes stand in the text and were replaced");
        notes.push(Diagnostic::warning("text-has-nul", message));
    }
    Noted {
        value: read.text,
        notes,
    }
}

const SAY_ANOTHER: &str = "if letters look wrong, say which encoding it is: `kaozheng read CASE FILE --encoding NAME` \
                           (windows-1251, koi8-r, euc-kr, gb18030, big5, shift_jis, macintosh …)";

fn not_utf8(name: &'static str) -> Diagnostic {
    let message = format!("the file is not UTF-8 and was read as {name}");
    Diagnostic::info("text-not-utf8", message)
        .at(place(Span::at(0)))
        .help(SAY_ANOTHER)
}

fn declares_otherwise(name: &str, taken: Option<&'static str>) -> Diagnostic {
    let taken = taken.unwrap_or("UTF-8");
    let message = format!(
        "the file says that it is in {name}, but its bytes are not; it was read as {taken}"
    );
    Diagnostic::warning("text-declares-otherwise", message)
        .at(place(Span::at(0)))
        .help(SAY_ANOTHER)
}

fn doubled(text: &str, spans: &[Span]) -> Diagnostic {
    let first = spans.first().map_or("", |span| span.of(text));
    let were = if spans.len() == 1 { "was" } else { "were" };
    let message = format!(
        "{} had been stored twice over, as UTF-8 read as Windows-1252, and {were} put right; the first is {first}",
        letters(spans.len())
    );
    let note = Diagnostic::info("text-doubled", message);
    with_places(note, spans)
}

/// A note on some stretches of the text; `None` when there are none.
fn stretches(
    code: &'static str,
    spans: &[Span],
    message: impl Fn(&str) -> String,
) -> Option<Diagnostic> {
    let what: Cow<'static, str> = match code {
        "text-damaged" => letters(spans.len()).into(),
        _ => match spans.len() {
            1 => "one stretch".into(),
            n => format!("{n} stretches").into(),
        },
    };
    let mut said = message(&what);
    if spans.len() == 1 {
        said = said.replace(" were ", " was ");
    }
    (!spans.is_empty()).then(|| with_places(Diagnostic::warning(code, said), spans))
}

fn letters(count: usize) -> String {
    match count {
        1 => "one letter".to_owned(),
        n => format!("{n} letters"),
    }
}

/// Most places that one note names.
const PLACES: usize = 4;

fn with_places(note: Diagnostic, spans: &[Span]) -> Diagnostic {
    let mut places = spans.iter().take(PLACES).map(|&span| place(span));
    let note = match places.next() {
        Some(first) => note.at(first),
        None => note,
    };
    places.fold(note, |note, place| note.also(place, "and here"))
}

fn place(span: Span) -> Place {
    Place {
        file: "".into(),
        span,
    }
}
