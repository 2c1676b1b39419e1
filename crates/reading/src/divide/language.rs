//! The language of a passage, by its script and its smallest words.

use std::sync::LazyLock;

/// The commonest small words of languages written in Latin letters.
const SMALL_WORDS: [(&str, &[&str]); 6] = [
    (
        "en",
        &[
            "the", "of", "and", "to", "in", "was", "that", "is", "for", "with", "on", "by", "not",
            "his", "had", "from", "which", "this", "be", "are",
        ],
    ),
    (
        "fr",
        &[
            "le", "la", "les", "de", "des", "et", "du", "que", "dans", "une", "est", "pour", "qui",
            "par", "sur", "au", "avec", "pas", "il", "en",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "den", "von", "zu", "mit", "des", "im", "nicht", "ein",
            "eine", "auf", "ist", "dem", "sich", "für", "war", "als",
        ],
    ),
    (
        "es",
        &[
            "el", "la", "los", "de", "que", "y", "las", "del", "en", "una", "por", "con", "para",
            "su", "al", "se", "como", "no", "es", "un",
        ],
    ),
    (
        "it",
        &[
            "il", "di", "che", "della", "e", "la", "per", "del", "una", "con", "dei", "nel", "non",
            "al", "si", "da", "le", "gli", "sono", "un",
        ],
    ),
    (
        "pt",
        &[
            "o", "de", "que", "e", "do", "da", "em", "um", "para", "com", "não", "uma", "os", "no",
            "na", "por", "as", "dos", "ao", "se",
        ],
    ),
];

/// How many characters tell the script.
const LOOKED_AT: usize = 4000;

/// No small word is longer, in bytes; most words need not be looked up.
const LONGEST: usize = 6;

/// BCP 47 tag of the language of `text`; empty when it cannot be told.
pub fn of(text: &str) -> String {
    tag(text).to_owned()
}

/// As [`of`], without a copy.
pub(super) fn tag(text: &str) -> &'static str {
    let (mut latin, mut hangul, mut kana, mut han, mut cyrillic) =
        (0usize, 0usize, 0usize, 0usize, 0usize);
    let most = text.len().min(LOOKED_AT);
    let plain = match text.as_bytes()[..most].is_ascii() {
        true => most,
        false => text.bytes().position(|b| !b.is_ascii()).unwrap_or(most),
    };
    latin += text.as_bytes()[..plain]
        .iter()
        .filter(|b| b.is_ascii_alphabetic())
        .count();
    for c in text[plain..].chars().take(LOOKED_AT - plain) {
        match c {
            '\0'..='\u{7f}' => latin += usize::from(c.is_ascii_alphabetic()),
            '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' => hangul += 1,
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{3400}'..='\u{9fff}' => han += 1,
            '\u{400}'..='\u{4ff}' => cyrillic += 1,
            c if c.is_alphabetic() => latin += 1,
            _ => {}
        }
    }
    let eastern = (hangul + kana + han) * 2;
    if eastern > latin && hangul * 3 >= han && hangul > 0 {
        "ko"
    } else if eastern > latin && kana * 10 >= han && kana > 0 {
        "ja"
    } else if eastern > latin && han > 0 {
        "zh"
    } else if cyrillic > latin {
        "ru"
    } else if latin > 0 {
        by_small_words(text)
    } else {
        ""
    }
}

fn by_small_words(text: &str) -> &'static str {
    let mut counts = [0usize; SMALL_WORDS.len()];
    let mut kinds = [0u32; SMALL_WORDS.len()];
    let mut words = 0;
    for word in Words(text).take(600) {
        words += 1;
        let known = packed(word).and_then(|key| SMALL.get(key));
        for &(language, word) in known.unwrap_or_default() {
            counts[language] += 1;
            kinds[language] |= 1 << word;
        }
    }
    let best = (0..counts.len())
        .max_by_key(|&at| (counts[at], usize::MAX - at))
        .unwrap_or(0);
    let rival = (0..counts.len())
        .filter(|&at| at != best)
        .map(|at| counts[at])
        .max()
        .unwrap_or(0);
    let told = counts[best] > rival && counts[best] * 12 >= words && kinds[best].count_ones() >= 2;
    if told { SMALL_WORDS[best].0 } else { "" }
}

static SMALL: LazyLock<SmallWords> = LazyLock::new(SmallWords::new);

/// The small words of all languages by their letters.
struct SmallWords {
    /// Open addressing; more than half of the places are empty.
    places: Vec<(u64, Vec<(usize, usize)>)>,
}

/// A power of two.
const PLACES: usize = 512;

impl SmallWords {
    fn new() -> SmallWords {
        let mut small = SmallWords {
            places: vec![(0, Vec::new()); PLACES],
        };
        for (language, (_, words)) in SMALL_WORDS.iter().enumerate() {
            for (nth, word) in words.iter().enumerate() {
                let key = packed(word).expect("small words are short");
                let at = small.place(key);
                small.places[at].0 = key;
                small.places[at].1.push((language, nth));
            }
        }
        small
    }

    /// The languages a word is of, and its number in each.
    fn get(&self, key: u64) -> Option<&[(usize, usize)]> {
        let (known, of) = &self.places[self.place(key)];
        (*known == key).then_some(of)
    }

    /// Where a word stands or would stand.
    fn place(&self, key: u64) -> usize {
        let spread = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 55;
        let mut at = usize::try_from(spread).unwrap_or(0);
        while self.places[at].0 != key && self.places[at].0 != 0 {
            at = (at + 1) % PLACES;
        }
        at
    }
}

/// The bytes of a word in small letters as one number; `None` for a word too long to be a small one.
fn packed(word: &str) -> Option<u64> {
    if word.len() > LONGEST {
        return None;
    }
    if word.is_ascii() {
        let pack = |key: u64, byte: u8| key << 8 | u64::from(byte.to_ascii_lowercase());
        return Some(word.bytes().fold(0, pack));
    }
    let lower = word.to_lowercase();
    let pack = |key: u64, byte: u8| key << 8 | u64::from(byte);
    (lower.len() <= 8).then(|| lower.bytes().fold(0, pack))
}

/// The rows of letters in a text.
struct Words<'a>(&'a str);

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let bytes = self.0.as_bytes();
        let mut start = bytes
            .iter()
            .position(|b| b.is_ascii_alphabetic() || !b.is_ascii())?;
        if !bytes[start].is_ascii() {
            start += self.0[start..].find(is_letter)?;
        }
        let rest = &self.0[start..];
        let bytes = rest.as_bytes();
        let plain = bytes.iter().position(|b| !b.is_ascii_alphabetic());
        let end = match plain {
            Some(at) if bytes[at].is_ascii() => at,
            _ => rest.find(|c| !is_letter(c)).unwrap_or(rest.len()),
        };
        let (word, rest) = rest.split_at(end);
        self.0 = rest;
        Some(word)
    }
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphabetic()
    } else {
        c.is_alphabetic()
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn scripts_and_small_words_decide() {
        assert_eq!(of("한국전은 북한이 南韓에 대해"), "ko");
        assert_eq!(of("朝鲜战争的起源"), "zh");
        assert_eq!(of("朝鮮戦争の起源"), "ja");
        assert_eq!(of("Корейская война"), "ru");
        assert_eq!(of("the origins of the war"), "en");
        assert_eq!(of("les origines de la guerre"), "fr");
        assert_eq!(of("die Ursachen des Krieges und der Weg"), "de");
        assert_eq!(of("1950, 38"), "");
    }
}
