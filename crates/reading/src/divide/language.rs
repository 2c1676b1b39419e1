//! The language of a passage, by its script and its smallest words.

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

/// No small word is longer, in bytes; most words need not be looked up.
const LONGEST: usize = 6;

/// BCP 47 tag of the language of `text`; empty when it cannot be told.
pub fn of(text: &str) -> String {
    let (mut latin, mut hangul, mut kana, mut han, mut cyrillic) =
        (0usize, 0usize, 0usize, 0usize, 0usize);
    for c in text.chars().take(4000) {
        match c {
            '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' => hangul += 1,
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{3400}'..='\u{9fff}' => han += 1,
            '\u{400}'..='\u{4ff}' => cyrillic += 1,
            c if c.is_alphabetic() => latin += 1,
            _ => {}
        }
    }
    let eastern = (hangul + kana + han) * 2;
    let tag = if eastern > latin && hangul * 3 >= han && hangul > 0 {
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
    };
    tag.to_owned()
}

fn by_small_words(text: &str) -> &'static str {
    let mut counts = [0usize; SMALL_WORDS.len()];
    let mut kinds: [std::collections::BTreeSet<String>; SMALL_WORDS.len()] = Default::default();
    let mut words = 0;
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .take(600)
    {
        words += 1;
        if word.len() > LONGEST {
            continue;
        }
        let word = word.to_lowercase();
        for (at, (_, small)) in SMALL_WORDS.iter().enumerate() {
            if small.contains(&word.as_str()) {
                counts[at] += 1;
                kinds[at].insert(word.clone());
            }
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
    let told = counts[best] > rival && counts[best] * 12 >= words && kinds[best].len() >= 2;
    if told { SMALL_WORDS[best].0 } else { "" }
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
