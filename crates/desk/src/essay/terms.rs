//! The few words that a laid-out essay adds, in the language it is written in.

/// Words that stand between citations and above lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Before the work in which another was read.
    pub cited_in: &'static str,
    /// For a card that is not there, with `{}` for its id.
    pub gone: &'static str,
    /// Above the notes.
    pub notes: &'static str,
    /// Above the works.
    pub bibliography: &'static str,
}

impl Terms {
    /// The words of a language (BCP 47); those of English for any but Korean and Chinese.
    pub fn of(language: &str) -> Terms {
        match language.get(..2) {
            Some("ko") => Terms {
                cited_in: "재인용:",
                gone: "카드 `{}` 없음",
                notes: "주",
                bibliography: "참고문헌",
            },
            Some("zh") => Terms {
                cited_in: "转引自",
                gone: "没有卡片 `{}`",
                notes: "注释",
                bibliography: "参考文献",
            },
            _ => Terms {
                cited_in: "cited in",
                gone: "no card is called `{}`",
                notes: "Notes",
                bibliography: "Bibliography",
            },
        }
    }
}

/// The language that a text is written in, by its letters: Korean, Japanese, Chinese, or else English.
pub fn language(text: &str) -> &'static str {
    let (mut hangul, mut kana, mut han, mut others) = (0_usize, 0, 0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        match c {
            '\u{ac00}'..='\u{d7a3}' => hangul += 1,
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{3400}'..='\u{9fff}' => han += 1,
            _ => others += 1,
        }
    }
    // A syllable or a character says as much as two letters and more.
    match () {
        () if (hangul + han) * 2 > others && hangul * 2 >= han => "ko",
        () if (kana + han) * 2 > others && kana * 4 > han => "ja",
        () if han * 2 > others => "zh",
        () => "en",
    }
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn the_language_is_told_by_its_letters() {
        assert_eq!(language("Mao 毛澤東 wrote to Stalin."), "en");
        assert_eq!(language("마오는 스탈린에게 썼다 (Mao 毛澤東)."), "ko");
        assert_eq!(language("毛泽东致电斯大林。"), "zh");
        assert_eq!(language("毛沢東はスターリンに書いた。"), "ja");
        assert_eq!(language(""), "en");
    }
}
