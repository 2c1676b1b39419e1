//! How much a file may make us hold: streams are unpacked under a limit, and bombs are found before anything is read.

use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, Stream};
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_PARSE_ZLIB_HEADER,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use std::borrow::Cow;

/// Largest content of one page, unpacked, in bytes.
pub(super) const LARGEST_CONTENT: usize = 96 << 20;

/// Largest stream of any kind that the library is let unpack, in bytes.
const LARGEST_STREAM: usize = 256 << 20;

/// What may still be unpacked for one document, so that a small content drawn on each of many pages ends somewhere.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    /// A budget that fits the size of the file.
    pub(super) fn for_file(bytes: usize) -> Budget {
        let fair = (512usize << 20).saturating_add(bytes.saturating_mul(40));
        Budget {
            left: fair.min(16 << 30),
        }
    }

    /// The unpacked bytes of a stream; `None` when it is damaged, or larger than a page can be.
    pub(super) fn unpack<'a>(&mut self, stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
        let most = LARGEST_CONTENT.min(self.left);
        let data = unpacked(stream, most).filter(|_| most > 0);
        // What was too much for the budget counts as all that was left: it is not unpacked again on the next page.
        let used = match &data {
            Some(data) => data.len(),
            None if most < LARGEST_CONTENT => self.left,
            None => stream
                .raw_data()
                .len()
                .saturating_mul(1032)
                .min(LARGEST_CONTENT),
        };
        self.left = self.left.saturating_sub(used);
        data
    }
}

/// The unpacked bytes, if they are no more than `most`; of a damaged stream what comes before the damage.
fn unpacked<'a>(stream: &Stream<'a>, most: usize) -> Option<Cow<'a, [u8]>> {
    let filters = stream.filters();
    if filters.as_slice() == [Filter::FlateDecode] && !has_predictor(stream.dict()) {
        return inflate(&stream.raw_data(), most).map(Cow::Owned);
    }
    let growth: usize = filters.iter().map(growth).fold(1, usize::saturating_mul);
    let bound = stream.raw_data().len().saturating_mul(growth);
    if bound > LARGEST_STREAM {
        return None;
    }
    stream.decoded_data().ok().filter(|data| data.len() <= most)
}

fn has_predictor(dict: &Dict<'_>) -> bool {
    dict.contains_key(b"DecodeParms") || dict.contains_key(b"DP")
}

/// How many bytes a filter gives at most for one.
fn growth(filter: &Filter) -> usize {
    match filter {
        Filter::FlateDecode => 1032,
        Filter::LzwDecode => 1366,
        Filter::RunLengthDecode => 64,
        Filter::Ascii85Decode => 4,
        _ => 1,
    }
}

/// Inflates up to `most` bytes; `None` when there would be more.
fn inflate(data: &[u8], most: usize) -> Option<Vec<u8>> {
    match decompress_to_vec_zlib_with_limit(data, most) {
        Ok(out) => Some(out),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => None,
        Err(error) => Some(error.output),
    }
}

/// How many bytes a deflated stream gives, counted without keeping them, up to `most`.
fn inflated_size(data: &[u8], most: usize) -> usize {
    let mut state = Box::<DecompressorOxide>::default();
    let mut window = vec![0u8; 32 << 10];
    let (mut read, mut at, mut total) = (0, 0, 0);
    let flags = TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_HAS_MORE_INPUT;
    while total <= most {
        let (status, used, made) = decompress(&mut state, &data[read..], &mut window, at, flags);
        read += used;
        total += made;
        at = (at + made) & (window.len() - 1);
        if status != TINFLStatus::HasMoreOutput || used == 0 && made == 0 {
            break;
        }
    }
    total
}

/// Whether some stream of the file would unpack to more than anything of use: looked for before the library, which
/// unpacks tables of objects, fonts and character maps by itself, sees the file.
pub(super) fn holds_a_bomb(bytes: &[u8]) -> bool {
    holds_over(bytes, LARGEST_STREAM)
}

/// Whether some stream of the file unpacks to more than `most` bytes.
pub(super) fn holds_over(bytes: &[u8], most: usize) -> bool {
    // Deflate gives at most 1032 bytes for one, so that short streams need not be tried.
    let harmless = |dict: &[u8]| {
        if layers(dict) > 1 {
            most >> 20
        } else {
            most >> 13
        }
    };
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let keyword = at + found;
        at = keyword + 6;
        if bytes[..keyword].ends_with(b"end") {
            continue;
        }
        let start = at + usize::from(bytes.get(at) == Some(&b'\r'));
        let start = start + usize::from(bytes.get(start) == Some(&b'\n'));
        let length = find(&bytes[start.min(bytes.len())..], b"endstream");
        let end = length.map_or(bytes.len(), |length| start + length);
        let dict = dict_before(&bytes[..keyword]);
        if end > start + harmless(dict) && is_bomb(dict, &bytes[start..end], most) {
            return true;
        }
        at = end;
    }
    false
}

/// The end of the bytes from the last `obj` on, where the dictionary of a stream stands.
fn dict_before(bytes: &[u8]) -> &[u8] {
    let near = &bytes[bytes.len().saturating_sub(2048)..];
    let start = near.windows(4).rposition(|window| window == b" obj");
    &near[start.unwrap_or(0)..]
}

/// How many packings lie one in the other.
fn layers(dict: &[u8]) -> usize {
    let count = |name: &[u8]| dict.windows(name.len()).filter(|w| *w == name).count();
    count(b"Flate") + count(b"/Fl").saturating_sub(count(b"/Flate")) + count(b"LZW")
}

fn is_bomb(dict: &[u8], data: &[u8], most: usize) -> bool {
    let has = |name: &[u8]| dict.windows(name.len()).any(|window| window == name);
    let image = has(b"/Image") && !has(b"ObjStm") && !has(b"/XRef") && !has(b"#");
    if image || layers(dict) == 0 && !has(b"#") {
        return false;
    }
    if layers(dict) > 1 || has(b"LZW") {
        return data.len().saturating_mul(1366) > most.saturating_mul(16) || nested(data) > most;
    }
    inflated_size(data, most) > most
}

/// The size after two rounds of inflating.
fn nested(data: &[u8]) -> usize {
    match inflate(data, LARGEST_CONTENT) {
        None => usize::MAX,
        Some(inner) => inner.len().max(inflated_size(&inner, LARGEST_STREAM)),
    }
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let first = needle[0];
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|b| *b == first) {
        at += found;
        if bytes[at..].starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
    None
}
