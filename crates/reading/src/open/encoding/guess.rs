//! Which of the old encodings a text is in.
//!
//! `chardetng` answers for all encodings of the web. Three things are settled after it, since it does not know or cannot
//! tell them: the encodings of the old Macintosh, ISO-8859-15 beside Windows-1252, and words with accents that are rare
//! in a text of plain letters. For these each candidate is tried and the one under which the letters stand as letters do
//! in the language they would be from is taken, but only where it is clearly better.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, IBM866, ISO_8859_2, ISO_8859_5, ISO_8859_15, KOI8_R, KOI8_U, MACINTOSH, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

/// Most bytes that are looked at, from lines with letters beyond ASCII.
const SAMPLE: usize = 256 << 10;

/// How much better than the first guess another candidate must fit: less than one letter, and one in a hundred.
const MARGIN: (f64, f64) = (0.7, 0.01);

/// The encoding of `bytes`, which are no UTF-8.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = sample(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&sample, false); // the sample may end in the midst of a letter
    let first = detector.guess(None, Utf8Detection::Deny);
    let rivals: &[&'static Encoding] = if WESTERN.contains(&first) {
        &WESTERN
    } else if CYRILLIC.contains(&first) {
        &CYRILLIC
    } else {
        return first;
    };
    let signs = sample.iter().filter(|&&byte| byte >= 0x80).count() as f64;
    let mut best = (first, fit(first, &sample) + MARGIN.0 + MARGIN.1 * signs);
    for &rival in rivals {
        let fits = fit(rival, &sample);
        if fits > best.1 {
            best = (rival, fits);
        }
    }
    best.0
}

/// Whether the bytes hold escapes of ISO-2022-JP, which is written with ASCII bytes alone.
pub(super) fn has_japanese_escapes(bytes: &[u8]) -> bool {
    let shifts = |three: &[u8]| matches!(three, b"\x1b$B" | b"\x1b$@" | b"\x1b(J");
    bytes.contains(&0x1b) && bytes.windows(3).any(shifts)
}

const WESTERN: [&Encoding; 8] = [
    WINDOWS_1252,
    ISO_8859_15,
    WINDOWS_1250,
    ISO_8859_2,
    WINDOWS_1254,
    MACINTOSH,
    WINDOWS_1257,
    WINDOWS_1258,
];

const CYRILLIC: [&Encoding; 6] = [
    WINDOWS_1251,
    KOI8_U,
    KOI8_R,
    IBM866,
    ISO_8859_5,
    X_MAC_CYRILLIC,
];

/// Letters beyond ASCII of the languages written in these encodings, small ones; each language in one string.
const ALPHABETS: [&str; 13] = [
    "àâæçéèêëîïôœùûüÿ",
    "äöüß",
    "áéíñóúü",
    "àáâãçéêíóôõú",
    "àèéìòù",
    "åäöé",
    "æøåé",
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "ăâîşţșț",
    "çğıöşüâîû",
];

/// The same for Russian, Ukrainian and Belarusian.
const CYRILLIC_LETTERS: &str = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў";

/// All letters of the alphabets stand before this one, which counts all others.
const LAST_LETTER: usize = 0x600;

/// The lines with bytes beyond ASCII, as many as there is room for; a line as long as a book is cut.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for line in bytes.split_inclusive(|&b| b == b'\n') {
        if out.len() >= SAMPLE {
            break;
        }
        if line.iter().any(|&b| b >= 0x80 || b == 0x1b) {
            let room = SAMPLE - out.len();
            let first = line.iter().position(|&b| b >= 0x80).unwrap_or(0);
            let from = first.saturating_sub(if line.len() > room { 64 } else { first });
            out.extend_from_slice(&line[from..line.len().min(from + room)]);
        }
    }
    out
}

/// How well the signs beyond ASCII stand, added up: 1 for each that is a letter of the one language in a place where
/// letters stand, less for a quotation mark that opens and closes, below 0 for a sign in the midst of a word.
fn fit(encoding: &'static Encoding, sample: &[u8]) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let characters: Vec<char> = text.chars().collect();
    let mut stand = 0.0;
    let mut letters = [0usize; LAST_LETTER + 1];
    let mut known = 0usize;
    for (at, &c) in characters.iter().enumerate() {
        if c.is_ascii() {
            continue;
        }
        let before = at.checked_sub(1).map_or(' ', |at| characters[at]);
        let after = characters.get(at + 1).copied().unwrap_or(' ');
        stand += standing(before, c, after);
        if let Some(small) = c.to_lowercase().next().filter(|c| c.is_alphabetic()) {
            known += 1;
            letters[(small as usize).min(LAST_LETTER)] += 1;
        }
    }
    let covered = |alphabet: &str| -> usize { alphabet.chars().map(|c| letters[c as usize]).sum() };
    let one = ALPHABETS.iter().map(|alphabet| covered(alphabet)).max();
    let native = one.unwrap_or(0).max(covered(CYRILLIC_LETTERS));
    stand + native as f64 - known as f64
}

/// How well one sign stands between its neighbours: 1 well, 0 neither, below 0 badly.
fn standing(before: char, c: char, after: char) -> f64 {
    let latin = |c: char| c.is_alphabetic() && (c as u32) < 0x370;
    match c {
        '\u{fffd}' | '\u{80}'..='\u{9f}' => -4.0,
        '«' => fair(!before.is_alphanumeric()),
        '»' => fair(!after.is_alphanumeric()),
        '“' | '‘' | '„' | '‚' | '¿' | '¡' => {
            fair(!before.is_alphanumeric() && !after.is_whitespace())
        }
        '”' => fair(!before.is_whitespace() && !after.is_alphanumeric()),
        '’' => fair(!before.is_whitespace()),
        '–' | '—' if before.is_lowercase() && after.is_lowercase() => -1.0,
        '–' | '—' | '…' | '\u{a0}' => fair(before.is_alphabetic() == after.is_alphabetic()),
        '§' | '°' | '€' | '£' | '№' | '†' | '‡' | '•' | '¹' | '²' | '³' | '½' | '¼' => {
            fair(!(before.is_alphabetic() && after.is_alphabetic()))
        }
        _ if !c.is_alphabetic() => -1.0,
        _ if before.is_ascii_alphabetic() && !latin(c)
            || after.is_ascii_alphabetic() && !latin(c) =>
        {
            -2.0
        }
        _ if c.is_uppercase() && before.is_lowercase() => -2.0,
        _ if c.is_uppercase() && before.is_alphabetic() && after.is_lowercase() => -2.0,
        _ if c.is_lowercase() && before.is_uppercase() && after.is_uppercase() => -1.0,
        _ if before.is_alphabetic() || after.is_alphabetic() => 1.0,
        _ if latin(c) && !ALONE.contains(c) => -0.5,
        _ => 0.0,
    }
}

/// Letters beyond ASCII that are words by themselves.
const ALONE: &str = "àÀéÉóÓíÍúÚáÁèÈâôåÅöÖæøØőŐã";

fn fair(stands: bool) -> f64 {
    if stands { 0.8 } else { -1.0 }
}
