//! "Did you mean": the word of a list that is nearest to what was written.

use kaozheng_values::names::letters_apart;

/// Longer words, in bytes, are near to nothing: no word of the tables and no reasonable id is so long.
const LONGEST: usize = 120;

/// The candidate nearest to `word`, when it is near enough to be meant; the first of several that are equally near.
///
/// Nearness is the number of letters to put in, leave out, change or swap with a neighbour (optimal string alignment),
/// capitals counting as small letters. Near enough is one such change for every three letters begun, and less than
/// the whole word.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let length = word.chars().count();
    let allowed = length.div_ceil(3);
    candidates
        .into_iter()
        .map(|candidate| {
            let far = letters_apart(&word, &candidate.to_lowercase());
            (far, candidate)
        })
        .filter(|&(far, candidate)| far <= allowed && far < candidate.chars().count())
        .filter(|&(far, _)| far < length)
        .min_by_key(|&(far, _)| far)
        .map(|(_, candidate)| candidate)
}

/// The help "did you mean `…`?", when some candidate is near enough.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(word, candidates).map(|near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [&str; 5] = ["says", "said-on", "said-to", "speaker", "from"];

    fn check(word: &str) -> Option<&str> {
        nearest(word, FIELDS)
    }

    #[test]
    fn slips_of_the_pen_are_understood() {
        assert_eq!(check("speeker"), Some("speaker"));
        assert_eq!(check("form"), Some("from"));
        assert_eq!(check("Said-on"), Some("said-on"));
        assert_eq!(check("saidto"), Some("said-to"));
        assert_eq!(check("say"), Some("says"));
    }

    #[test]
    fn other_words_are_not_guessed_at() {
        assert_eq!(check("publisher"), None);
        assert_eq!(check("x"), None);
        assert_eq!(check(""), None);
    }

    proptest::proptest! {
        #[test]
        fn the_word_itself_is_nearest(at in 0usize..5) {
            proptest::prop_assert_eq!(check(FIELDS[at]), Some(FIELDS[at]));
        }
    }
}
