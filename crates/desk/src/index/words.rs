//! Words of a text, for the index: whole words of alphabets, pairs of letters for Hangul, Han and Kana.
//!
//! Korean, Chinese and Japanese words stand inside running text with no space before their endings or between them. Each
//! run of such letters is therefore indexed by its overlapping pairs, and the last letter once more by itself, so that a
//! word of any length is found inside it: one letter as the beginning of a pair, more as pairs in a row.

/// One word as it is indexed, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Small letters, without accents and plural endings; one or two letters of Hangul, Han or Kana.
    pub word: String,
    /// First byte in the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// The words of `text`, in order.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    runs(text).into_iter().flat_map(|run| match run.wide {
        true => pairs(text, &run),
        false => vec![Token {
            word: levelled(&text[run.start..run.end]),
            start: run.start,
            end: run.end,
        }],
    })
}

/// What stands in a query: each of these must be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// These tokens in a row.
    Row(Vec<String>),
    /// A token that begins so.
    Beginning(String),
}

/// The words asked for. A word that ends in `*` stands for all that begin so.
pub fn wanted(query: &str) -> Vec<Wanted> {
    let starred = |end: usize| query[end..].starts_with('*');
    let of_run = |run: Run| {
        let text = &query[run.start..run.end];
        match (run.wide, text.chars().count()) {
            (true, 1) => Wanted::Beginning(text.to_owned()),
            (true, _) => {
                let mut row: Vec<String> = pairs(query, &run)
                    .into_iter()
                    .map(|token| token.word)
                    .collect();
                row.pop();
                Wanted::Row(row)
            }
            (false, _) if starred(run.end) => Wanted::Beginning(folded(text)),
            (false, _) => Wanted::Row(vec![levelled(text)]),
        }
    };
    runs(query).into_iter().map(of_run).collect()
}

/// A stretch of letters of one sort.
struct Run {
    start: usize,
    end: usize,
    wide: bool,
}

fn runs(text: &str) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (at, c) in text.char_indices() {
        let part_of_word = c.is_alphanumeric() || is_accent(c);
        if !part_of_word {
            continue;
        }
        let (wide, end) = (is_wide(c), at + c.len_utf8());
        match out.last_mut() {
            Some(last) if last.end == at && last.wide == wide => last.end = end,
            _ => out.push(Run {
                start: at,
                end,
                wide,
            }),
        }
    }
    out
}

fn pairs(text: &str, run: &Run) -> Vec<Token> {
    let letters: Vec<(usize, char)> = text[run.start..run.end].char_indices().collect();
    let token = |at: usize| {
        let last = letters[(at + 1).min(letters.len() - 1)];
        let (start, end) = (
            run.start + letters[at].0,
            run.start + last.0 + last.1.len_utf8(),
        );
        Token {
            word: text[start..end].to_owned(),
            start,
            end,
        }
    };
    (0..letters.len()).map(token).collect()
}

/// Hangul, Han, Kana and Bopomofo: letters of scripts that do not part words by spaces or join endings to them.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11ff | 0x3005..=0x3007 | 0x3040..=0x30ff | 0x3100..=0x318f | 0x31a0..=0x31ff
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xa960..=0xa97f | 0xac00..=0xd7ff | 0xf900..=0xfaff
        | 0x20000..=0x323af)
}

fn is_accent(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f)
}

/// A word in small letters, without accents and without an English plural ending.
fn levelled(word: &str) -> String {
    singular(folded(word))
}

fn folded(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .filter(|&c| !is_accent(c))
        .map(unaccented)
        .collect()
}

/// The plain letter of a Latin letter with an accent.
fn unaccented(c: char) -> char {
    const LETTERS: [(&str, char); 15] = [
        ("àáâãäåāăą", 'a'),
        ("çćĉċč", 'c'),
        ("ďđ", 'd'),
        ("èéêëēĕėęě", 'e'),
        ("ĝğġģ", 'g'),
        ("ìíîïĩīĭįı", 'i'),
        ("ķ", 'k'),
        ("ĺļľł", 'l'),
        ("ñńņňŋ", 'n'),
        ("òóôõöøōŏő", 'o'),
        ("ŕŗř", 'r'),
        ("śŝşšș", 's'),
        ("ţťț", 't'),
        ("ùúûüũūŭůűų", 'u'),
        ("ýÿźżž", 'y'),
    ];
    if c.is_ascii() {
        return c;
    }
    let plain = LETTERS
        .iter()
        .find(|(with, _)| with.contains(c))
        .map_or(c, |(_, plain)| *plain);
    if "źżž".contains(c) { 'z' } else { plain }
}

/// The S-stemmer of Harman (1991): three rules for the English plural, the first that fits.
fn singular(word: String) -> String {
    let ends = |ending: &str| word.is_ascii() && word.ends_with(ending);
    let but = |endings: &[&str]| endings.iter().any(|ending| ends(ending));
    let cut = word.len();
    if ends("ies") && !but(&["eies", "aies"]) && cut > 4 {
        format!("{}y", &word[..cut - 3])
    } else if ends("es") && !but(&["aes", "ees", "oes"])
        || ends("s") && !but(&["us", "ss", "is"]) && cut > 3
    {
        word[..cut - 1].to_owned()
    } else {
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> String {
        tokens(text)
            .map(|token| token.word)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn words_of_alphabets_are_whole_and_levelled() {
        assert_eq!(
            check("Telegrams, Zhou's café; two copies."),
            "telegram zhou s cafe two copy"
        );
        assert_eq!(check("Müller Łódź 1950"), "muller lodz 1950");
        assert_eq!(check("cafe\u{301}"), "cafe");
    }

    #[test]
    fn hangul_and_han_are_indexed_by_pairs() {
        assert_eq!(
            check("모택동은 北京에서"),
            "모택 택동 동은 은 北京 京에 에서 서"
        );
    }

    #[test]
    fn a_query_asks_for_rows_and_beginnings() {
        let row =
            |words: &[&str]| Wanted::Row(words.iter().map(|word| (*word).to_owned()).collect());
        assert_eq!(
            wanted("毛澤東 plans"),
            [row(&["毛澤", "澤東"]), row(&["plan"])]
        );
        assert_eq!(wanted("毛"), [Wanted::Beginning("毛".to_owned())]);
        assert_eq!(
            wanted("intervent*"),
            [Wanted::Beginning("intervent".to_owned())]
        );
        assert_eq!(wanted("\"' OR -"), [row(&["or"])]);
    }

    proptest::proptest! {
        #[test]
        fn every_word_inside_running_text_is_found(before in "[가-힣一-龥]{0,4}", word in "[가-힣一-龥]{1,4}", after in "[가-힣一-龥]{0,4}") {
            let text = format!("{before}{word}{after}");
            let tokens: Vec<String> = tokens(&text).map(|token| token.word).collect();
            let found = match &wanted(&word)[0] {
                Wanted::Row(row) => tokens.windows(row.len()).any(|window| window == row.as_slice()),
                Wanted::Beginning(start) => tokens.iter().any(|token| token.starts_with(start.as_str())),
            };
            proptest::prop_assert!(found, "{word} not found in {text}: {tokens:?}");
        }

        #[test]
        fn places_lead_back_to_the_text(text in "\\PC{0,60}") {
            for token in tokens(&text) {
                proptest::prop_assert!(token.start < token.end && text.get(token.start..token.end).is_some());
            }
        }
    }
}
