//! Words broken at the end of a line: whether the hyphen belongs to the word.

use super::lines::Line;
use std::collections::BTreeSet;

/// The words of a text, to ask whether a broken word stands somewhere whole.
#[derive(Debug, Default)]
pub(super) struct Words {
    whole: BTreeSet<String>,
}

/// How two line ends are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// With a space.
    Space,
    /// With nothing between, the last character kept.
    Close,
    /// With nothing between, the last character dropped: it was only a sign of the break.
    Drop,
}

impl Words {
    /// The words inside the lines; those at a broken line end are left out.
    pub(super) fn of(lines: &[Line], raw: &str) -> Words {
        let mut whole = BTreeSet::new();
        for line in lines.iter().filter(|line| line.furniture.is_none()) {
            let text = line.span.of(raw);
            let broken = text.ends_with(['-', '\u{ad}', '¬', '‐']);
            let words: Vec<&str> = text.split_whitespace().collect();
            let kept = if broken { words.len() - 1 } else { words.len() };
            for word in &words[..kept] {
                whole.extend(word_forms(word));
            }
        }
        Words { whole }
    }

    /// How the end of one line and the beginning of the next go together.
    pub(super) fn joint(&self, end: &str, start: &str) -> Joint {
        match end.chars().next_back() {
            Some('\u{ad}' | '¬') => Joint::Drop,
            Some('—' | '–' | '―') => Joint::Close,
            Some('-' | '‐') if end.ends_with("--") => Joint::Close,
            Some('-' | '‐') => self.hyphen(end, start),
            Some(c) if is_ideograph(c) && start.starts_with(is_ideograph) => Joint::Close,
            _ => Joint::Space,
        }
    }

    fn hyphen(&self, end: &str, start: &str) -> Joint {
        let stem = end.trim_end_matches(['-', '‐']);
        let (Some(first), Some(last)) = (start.chars().next(), stem.chars().next_back()) else {
            return Joint::Space;
        };
        if !last.is_alphanumeric() {
            return if last.is_whitespace() {
                Joint::Space
            } else {
                Joint::Close
            };
        }
        if !first.is_lowercase() || !last.is_lowercase() {
            return Joint::Close;
        }
        let left: String = lower(
            &stem
                .chars()
                .rev()
                .take_while(|c| c.is_alphanumeric() || *c == '-')
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect::<String>(),
        );
        let right: String = lower(
            &start
                .chars()
                .take_while(|c| c.is_alphanumeric())
                .collect::<String>(),
        );
        let last_part = left.rsplit('-').next().unwrap_or("").to_owned();
        if self.whole.contains(&format!("{last_part}{right}")) {
            return Joint::Drop;
        }
        if self.whole.contains(&format!("{left}-{right}")) {
            return Joint::Close;
        }
        let both = self.whole.contains(&last_part) && self.whole.contains(&right);
        let words = last_part.chars().count() >= 3 && right.chars().count() >= 3;
        if both && words {
            Joint::Close
        } else {
            Joint::Drop
        }
    }
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// A word as it stands, letters only, and its parts when hyphens join it.
fn word_forms(word: &str) -> Vec<String> {
    let bare = lower(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut forms: Vec<String> = bare
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .map(str::to_owned)
        .collect();
    forms.retain(|form| !form.is_empty());
    forms
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{3000}'..='\u{3020}' | '，')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::open;
    use kaozheng_text::Original;

    fn check(text: &str, end: &str, start: &str) -> Joint {
        let opened = open(&Original::new("a.txt", text.as_bytes().to_vec()))
            .expect("a text")
            .value;
        Words::of(&super::super::lines::lines_of(&opened), &opened.raw).joint(end, start)
    }

    #[test]
    fn the_rest_of_the_text_decides() {
        let text = "the north-east and the interpreter of the old well known truth";
        assert_eq!(
            check(text, "Mao's inter-", "preter, remembered"),
            Joint::Drop
        );
        assert_eq!(check(text, "to the north-", "east of it"), Joint::Close);
        assert_eq!(check(text, "a well-", "known truth"), Joint::Close);
        assert_eq!(check(text, "Sino-", "Soviet"), Joint::Close);
        assert_eq!(check(text, "peace\u{ad}", "ful"), Joint::Drop);
        assert_eq!(check(text, "and so", "it went"), Joint::Space);
        assert_eq!(check(text, "he came—", "late"), Joint::Close);
        assert_eq!(check(text, "朝鮮", "戦争"), Joint::Close);
    }
}
