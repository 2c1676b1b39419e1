//! Fonts: what letters the codes of a text stand for, and how far each moves on.

use super::bounds::Budget;
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use hayro_font::kurbo::Shape;
use hayro_font::{Font, FontCache, FontGlyph, FontQuery, StandardFont};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// What one code shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Letter {
    /// The letter, or the first of several; [`LOST`] when the font does not tell.
    pub(super) first: char,
    /// The letters after it (a ligature).
    pub(super) more: Option<Rc<str>>,
    /// How far it moves on, in thousandths of the type size; along the column in vertical writing.
    pub(super) advance: f32,
    /// Whether the font itself draws it raised: a digit that floats above the baseline.
    pub(super) small: bool,
}

/// Stands for a letter that the file does not tell.
pub(super) const LOST: char = '\u{fffd}';

/// A font, as far as reading needs it.
#[derive(Debug)]
pub(super) struct Face {
    codes: Codes,
    /// Whether its name or weight says bold.
    pub(super) bold: bool,
    /// Whether its columns run downwards.
    pub(super) vertical: bool,
    letters: HashMap<u32, Letter>,
    /// Codes of digits that the font itself draws raised.
    small: BTreeSet<u32>,
}

#[derive(Debug)]
enum Codes {
    /// One byte a letter.
    Simple(Box<[Letter]>),
    /// Codes of one to four bytes.
    Composite(Box<Composite>),
}

#[derive(Debug)]
struct Composite {
    encoding: CMap,
    to_unicode: Option<CMap>,
    /// From CIDs to letters, where the collection is a known one.
    collection: Option<Rc<CMap>>,
    widths: BTreeMap<u32, f32>,
    default: f32,
    vertical: bool,
    heights: f32,
}

impl Face {
    /// Reads a font dictionary; `None` when it is none.
    pub(super) fn of(dict: &Dict<'_>, budget: &mut Budget) -> Option<Face> {
        let subtype = dict.get::<Name<'_>>(b"Subtype")?;
        let codes = if subtype.as_ref() == b"Type0" {
            Codes::Composite(Box::new(Composite::of(dict, budget)?))
        } else {
            Codes::Simple(simple(dict, subtype.as_ref() == b"Type3")?)
        };
        let vertical = matches!(&codes, Codes::Composite(inner) if inner.vertical);
        let small = match &codes {
            Codes::Composite(inner) => raised_signs(dict, inner),
            Codes::Simple(_) => BTreeSet::new(),
        };
        Some(Face {
            codes,
            bold: is_bold(dict),
            vertical,
            letters: HashMap::new(),
            small,
        })
    }

    /// The next code of `bytes` from `at` on: what it shows, its length in bytes, and whether it is the one-byte space.
    pub(super) fn next(&mut self, bytes: &[u8], at: usize) -> (Letter, usize, bool) {
        match &self.codes {
            Codes::Simple(table) => {
                let code = bytes[at];
                (table[usize::from(code)].clone(), 1, code == b' ')
            }
            Codes::Composite(inner) => {
                let (code, length) = inner.read_code(&bytes[at..]);
                let key = code << 3 | length as u32;
                if let Some(letter) = self.letters.get(&key) {
                    return (letter.clone(), length, length == 1 && code == 32);
                }
                let mut letter = inner.letter(code, length);
                letter.small = self.small.contains(&code);
                self.letters.insert(key, letter.clone());
                (letter, length, length == 1 && code == 32)
            }
        }
    }
}

fn is_bold(dict: &Dict<'_>) -> bool {
    let inner = dict
        .get::<Array<'_>>(b"DescendantFonts")
        .and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let descriptor = inner
        .as_ref()
        .unwrap_or(dict)
        .get::<Dict<'_>>(b"FontDescriptor");
    let weight = descriptor.and_then(|d| d.get::<f32>(b"FontWeight"));
    let name = dict.get::<Name<'_>>(b"BaseFont");
    let name = name.map_or(String::new(), |n| n.as_str().to_lowercase());
    let heavy = [
        "bold", "black", "heavy", "cmbx", "-bd", "sfbx", "ecbx", "demi", "-medi",
    ];
    weight.is_some_and(|weight| weight >= 600.0) || heavy.iter().any(|word| name.contains(word))
}

/// Most codes of a font that are looked through for raised digits and letters.
const MOST_LOOKED_AT: usize = 4096;

/// The codes of digits and small letters whose drawing does not come down to the baseline. Some programs set note marks in such glyphs, at
/// the size and on the baseline of the text, so that only the drawing tells.
fn raised_signs(dict: &Dict<'_>, inner: &Composite) -> BTreeSet<u32> {
    let codes = inner.widths.keys().copied().take(MOST_LOOKED_AT);
    let is_sign = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase();
    let signs: Vec<u32> = codes
        .filter(|code| is_sign(inner.letter(*code, 2).first))
        .collect();
    if signs.is_empty() || signs.len() > 128 || inner.vertical || !widths_are_sane(dict) {
        return BTreeSet::new();
    }
    let Some(font) = font_of(dict) else {
        return BTreeSet::new();
    };
    let floats = |code: &u32| match font.glyph(font.map_code(*code), *code) {
        FontGlyph::Outline(glyph) => {
            let drawn = glyph.outline().bounding_box();
            drawn.y0 > 150.0 && drawn.y1 > drawn.y0
        }
        FontGlyph::Type3(_) => false,
    };
    signs.into_iter().filter(floats).collect()
}

/// The 256 letters of a font with one byte a letter.
fn simple(dict: &Dict<'_>, drawn: bool) -> Option<Box<[Letter]>> {
    numbers_are_sane(dict).then_some(())?;
    let font = font_of(dict)?;
    let letters = (0..=255u32).map(|code| simple_letter(&font, code, drawn));
    Some(letters.collect())
}

/// Whether the codes that a font names are codes of one byte. The library counts up to the first of them, and on from
/// every one in the list of differences, however large a hostile file makes it.
fn numbers_are_sane(dict: &Dict<'_>) -> bool {
    let small = |number: i64| (0..=0xffff).contains(&number);
    let named = [b"FirstChar".as_slice(), b"LastChar"];
    let mut ends = named
        .iter()
        .filter_map(|key| match dict.get::<Object<'_>>(key) {
            Some(Object::Number(number)) => Some(number.as_i64()),
            _ => None,
        });
    let differences = dict
        .get::<Dict<'_>>(b"Encoding")
        .and_then(|encoding| encoding.get::<Array<'_>>(b"Differences"));
    let mut listed = differences.iter().flat_map(Array::iter::<Object<'_>>);
    let listed_small = listed.all(|object| match object {
        Object::Number(number) => small(number.as_i64()),
        _ => true,
    });
    ends.all(small) && listed_small
}

/// Whether the ranges in a composite font's tables of widths stay within two bytes: the library fills in every code of
/// each range, however wide a hostile file makes it.
fn widths_are_sane(dict: &Dict<'_>) -> bool {
    let inner = dict
        .get::<Array<'_>>(b"DescendantFonts")
        .and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let tables = [b"W".as_slice(), b"W2"];
    let arrays = tables
        .iter()
        .filter_map(|key| inner.as_ref()?.get::<Array<'_>>(key));
    arrays.into_iter().all(|table| {
        table.iter::<Object<'_>>().all(|object| match object {
            Object::Number(number) => number.as_i64().unsigned_abs() <= 0xffff,
            _ => true,
        })
    })
}

/// The font as the library reads it, with stand-ins for those that are not in the file.
fn font_of<'a>(dict: &Dict<'a>) -> Option<Font<'a>> {
    let stand_in: hayro_font::FontResolverFn = Arc::new(|query: &FontQuery| {
        let font = match query {
            FontQuery::Standard(font) => *font,
            FontQuery::Fallback(_) => StandardFont::TimesRoman,
        };
        Some(font.get_font_data())
    });
    let maps: hayro_font::CMapResolverFn = Arc::new(load_embedded);
    FontCache::new().font(dict, &stand_in, &maps)
}

fn simple_letter(font: &Font<'_>, code: u32, drawn: bool) -> Letter {
    let told = match font.glyph(font.map_code(code), code) {
        FontGlyph::Outline(glyph) => glyph.as_unicode(),
        FontGlyph::Type3(glyph) => glyph.as_unicode(),
    };
    let text = told.map_or(String::new(), |told| match told {
        BfString::Char(c) => c.to_string(),
        BfString::String(s) => s,
    });
    let text = if text.is_empty() && drawn {
        drawn_letter(code)
    } else {
        text
    };
    Letter::of(&text, font.code_advance(code).x as f32)
}

/// Bitmap fonts made by TeX name no letters, but keep its order of codes, which is that of ASCII with ligatures below.
fn drawn_letter(code: u32) -> String {
    match code {
        11 => "ff".to_owned(),
        12 => "fi".to_owned(),
        13 => "fl".to_owned(),
        14 => "ffi".to_owned(),
        15 => "ffl".to_owned(),
        16 => "“".to_owned(),
        17 => "”".to_owned(),
        18 => "„".to_owned(),
        19 => "«".to_owned(),
        20 => "»".to_owned(),
        21 => "–".to_owned(),
        22 => "—".to_owned(),
        156 => "Ё".to_owned(),
        188 => "ё".to_owned(),
        192..=255 => char::from_u32(UNNAMED + code).map_or(String::new(), String::from),
        33..=126 => char::from_u32(code).map_or(String::new(), String::from),
        _ => String::new(),
    }
}

/// Private letters that stand for the upper codes of bitmap fonts until their words tell the alphabet: `UNNAMED + code`.
const UNNAMED: u32 = 0xf400;

/// Reads the words of a line whose letters have no names as Cyrillic or Latin, whichever most of their letters fit:
/// words of upper codes throughout are Cyrillic, in the order that TeX gives it, single ones among plain letters are
/// letters with accents.
pub(super) fn name_letters(text: &str) -> String {
    let unnamed = |c: char| (UNNAMED + 192..=UNNAMED + 255).contains(&(c as u32));
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(' ') {
        let upper = word.chars().filter(|c| unnamed(*c)).count();
        let plain = word.chars().filter(char::is_ascii_alphabetic).count();
        out.extend(word.chars().map(|c| match c as u32 {
            code if !unnamed(c) => char::from_u32(code).unwrap_or(c),
            code if upper > plain => char::from_u32(code - UNNAMED - 192 + 0x410).unwrap_or(c),
            code => char::from_u32(code - UNNAMED).unwrap_or(c),
        }));
    }
    out
}

/// Whether a text holds letters for [`name_letters`].
pub(super) fn has_unnamed(text: &str) -> bool {
    text.chars()
        .any(|c| (UNNAMED + 192..=UNNAMED + 255).contains(&(c as u32)))
}

impl Letter {
    fn of(text: &str, advance: f32) -> Letter {
        let plain = plain_letters(text);
        let mut chars = plain.chars();
        let first = chars.next().unwrap_or(LOST);
        let rest = chars.as_str();
        Letter {
            first,
            more: (!rest.is_empty()).then(|| Rc::from(rest)),
            advance: if advance.is_finite() { advance } else { 0.0 },
            small: false,
        }
    }
}

/// Ligatures as letters, all spaces as the plain one, control characters left out.
pub(super) fn plain_letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            'ﬅ' => out.push_str("ſt"),
            'ﬆ' => out.push_str("st"),
            '\t' | '\n' | '\r' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => out.push(' '),
            '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

impl Composite {
    fn of(dict: &Dict<'_>, budget: &mut Budget) -> Option<Composite> {
        let inner = dict
            .get::<Array<'_>>(b"DescendantFonts")?
            .iter::<Dict<'_>>()
            .next()?;
        let encoding = encoding_of(&dict.get::<Object<'_>>(b"Encoding")?, budget)?;
        let family = encoding.metadata().character_collection.clone();
        let family = family
            .map(|c| c.family)
            .filter(|family| *family != CidFamily::AdobeIdentity)
            .or_else(|| collection_of(&inner));
        let to_unicode = dict
            .get::<Stream<'_>>(b"ToUnicode")
            .and_then(|stream| budget.unpack(&stream))
            .and_then(|data| CMap::parse(&data, load_embedded));
        let vertical = encoding.metadata().writing_mode == Some(WritingMode::Vertical);
        Some(Composite {
            collection: family
                .and_then(|f| f.ucs2_cmap())
                .and_then(load_embedded)
                .and_then(|data| CMap::parse(data, load_embedded))
                .map(Rc::new),
            encoding,
            to_unicode,
            widths: inner
                .get::<Array<'_>>(b"W")
                .map(|widths| widths_of(&widths))
                .unwrap_or_default(),
            default: inner.get::<f32>(b"DW").unwrap_or(1000.0),
            vertical,
            heights: inner.get::<[f32; 2]>(b"DW2").map_or(-1000.0, |h| h[1]),
        })
    }

    fn read_code(&self, bytes: &[u8]) -> (u32, usize) {
        let mut code = 0u32;
        for (nth, byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(*byte);
            let length = nth + 1;
            if self.encoding.lookup_cid_code(code, length as u8).is_some() {
                return (code, length);
            }
        }
        let length = bytes.len().min(2);
        (
            bytes[..length]
                .iter()
                .fold(0, |c, b| c << 8 | u32::from(*b)),
            length,
        )
    }

    fn letter(&self, code: u32, length: usize) -> Letter {
        let cid = self.encoding.lookup_cid_code(code, length as u8);
        let cid = cid.unwrap_or(0);
        let told = self
            .to_unicode
            .as_ref()
            .and_then(|map| map.lookup_bf_string(code))
            .filter(|told| *told != BfString::Char('\0'))
            .or_else(|| self.collection.as_ref()?.lookup_bf_string(cid));
        let text = told.map_or(String::new(), |told| match told {
            BfString::Char(c) => c.to_string(),
            BfString::String(s) => s,
        });
        let advance = if self.vertical {
            -self.heights
        } else {
            self.widths.get(&cid).copied().unwrap_or(self.default)
        };
        Letter::of(&text, advance)
    }
}

fn collection_of(inner: &Dict<'_>) -> Option<CidFamily> {
    let info = inner.get::<Dict<'_>>(b"CIDSystemInfo")?;
    let registry = info.get::<Bytes<'_>>(b"Registry")?;
    let ordering = info.get::<Bytes<'_>>(b"Ordering")?;
    Some(CidFamily::from_registry_ordering(
        registry.as_bytes(),
        ordering.as_bytes(),
    ))
}

fn encoding_of(object: &Object<'_>, budget: &mut Budget) -> Option<CMap> {
    match object {
        Object::Name(name) => match CMapName::from_bytes(name.as_ref()) {
            CMapName::IdentityH => Some(CMap::identity_h()),
            CMapName::IdentityV => Some(CMap::identity_v()),
            known => CMap::parse(load_embedded(known)?, load_embedded),
        },
        Object::Stream(stream) => CMap::parse(&budget.unpack(stream)?, load_embedded),
        _ => None,
    }
}

/// Most entries of a table of widths that are kept.
const MOST_WIDTHS: usize = 1 << 17;

/// The array `W`: `first [w w w]` and `first last w`.
fn widths_of(array: &Array<'_>) -> BTreeMap<u32, f32> {
    let mut widths = BTreeMap::new();
    let mut objects = array.iter::<Object<'_>>();
    while let Some(Object::Number(first)) = objects.next() {
        let first = u32::try_from(first.as_i64()).unwrap_or(0);
        match objects.next() {
            Some(Object::Array(run)) => {
                for (nth, width) in run.iter::<f32>().take(MOST_WIDTHS).enumerate() {
                    widths.insert(first.saturating_add(nth as u32), width);
                }
            }
            Some(Object::Number(last)) => {
                let last = u32::try_from(last.as_i64())
                    .unwrap_or(0)
                    .min(first.saturating_add(0xffff));
                let Some(Object::Number(width)) = objects.next() else {
                    break;
                };
                widths.extend((first..=last).map(|cid| (cid, width.as_f32())));
            }
            _ => break,
        }
        if widths.len() > MOST_WIDTHS {
            break;
        }
    }
    widths
}
