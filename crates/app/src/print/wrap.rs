//! Wrapping text to a width, where Hangul and Han letters take two columns and may be parted anywhere.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that `text` takes.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// `text` in lines of at most `width` columns. The first begins with `first`; the others are set in as far, or by
/// [`DEEPEST`] columns when that is less and `first` ends a label with a colon.
///
/// White space between words becomes one space; a line break in `text` stays. A word longer than a line is parted.
pub(crate) fn wrapped(first: &str, text: &str, width: usize) -> Vec<String> {
    let lead = columns(first);
    let label = first.ends_with(": ") && lead > DEEPEST;
    let indent = if label { DEEPEST } else { lead };
    let room = width.saturating_sub(indent).max(10);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let taken = if lines.is_empty() { lead - indent } else { 0 };
        for line in fill(paragraph, room, taken) {
            let lead = if lines.is_empty() {
                first.to_owned()
            } else {
                " ".repeat(indent)
            };
            lines.push(format!("{lead}{line}").trim_end().to_owned());
        }
    }
    lines
}

/// Columns by which lines under a long label are set in.
const DEEPEST: usize = 6;

/// `text` cut to `width` columns, with `…` for what was left out.
pub(crate) fn clipped(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used >= width {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

/// `text` filled with spaces to `width` columns.
pub(crate) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// `paragraph` in lines of `room` columns, of which the first has `taken` less.
fn fill(paragraph: &str, room: usize, taken: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for (spaced, piece) in pieces(paragraph, room) {
        let gap = usize::from(spaced && !line.is_empty());
        let room = if lines.is_empty() {
            room.saturating_sub(taken)
        } else {
            room
        };
        if !line.is_empty() && columns(&line) + gap + columns(&piece) > room {
            lines.push(std::mem::take(&mut line));
        } else if gap == 1 {
            line.push(' ');
        }
        line.push_str(&piece);
    }
    lines.push(line);
    lines
}

/// The smallest parts that stay on one line, each with whether a space stood before it.
fn pieces(paragraph: &str, room: usize) -> Vec<(bool, String)> {
    let mut out: Vec<(bool, String)> = Vec::new();
    for word in paragraph.split_whitespace() {
        let mut spaced = true;
        let mut piece = String::new();
        for c in word.chars() {
            let breaks = c.width() == Some(2)
                && piece
                    .chars()
                    .last()
                    .is_some_and(|last| last.width() == Some(2));
            let full = columns(&piece) + c.width().unwrap_or(0) > room;
            if !piece.is_empty() && (full || breaks && !closes(c)) {
                out.push((spaced, std::mem::take(&mut piece)));
                spaced = false;
            }
            piece.push(c);
        }
        out.push((spaced, piece));
    }
    out
}

/// Whether a line may not begin with `c`.
fn closes(c: char) -> bool {
    "，。、；：？！）」』】》〉ー".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(first: &str, text: &str, width: usize, expected: &[&str]) {
        assert_eq!(wrapped(first, text, width), expected);
    }

    #[test]
    fn words_are_kept_whole_and_set_in() {
        check(
            "- ",
            "one two three four",
            12,
            &["- one two", "  three four"],
        );
        check("", "a\nb", 40, &["a", "b"]);
        check("", "", 40, &[""]);
    }

    #[test]
    fn lines_under_a_long_label_are_set_in_a_little() {
        check(
            "Another account: ",
            "one two three four",
            24,
            &["Another account: one two", "      three four"],
        );
    }

    #[test]
    fn han_letters_take_two_columns_and_part_anywhere() {
        check(
            "",
            "毛澤東知道計劃嗎？不知道。",
            12,
            &["毛澤東知道計", "劃嗎？不知", "道。"],
        );
    }

    #[test]
    fn a_word_longer_than_the_line_is_parted() {
        check("", "abcdefghijklmnop", 10, &["abcdefghij", "klmnop"]);
    }

    #[test]
    fn clipping_counts_columns() {
        assert_eq!(clipped("毛澤東知道", 7), "毛澤東…");
        assert_eq!(clipped("short", 7), "short");
    }

    proptest! {
        #[test]
        fn wrapping_loses_no_letter(text in "([a-z]{1,15}|[가-힣漢字]{1,9}| ){0,30}", width in 12usize..60) {
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            let lines = wrapped("", &text, width);
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
            prop_assert!(lines.iter().all(|line| columns(line) <= width));
        }
    }
}
