//! From byte positions to lines, columns and code points.

/// A position as people and other programs count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in code points, counted from 1.
    pub column: usize,
    /// Code points before this position in the whole text.
    pub code_point: usize,
}

/// The line starts of one text, with the code points that come before each.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<(usize, usize)>,
}

impl LineIndex {
    /// Index `text`; lines end with `\n` (a `\r` before it belongs to the line).
    pub fn new(text: &str) -> LineIndex {
        let mut starts = vec![(0, 0)];
        let mut code_points = 0;
        for (at, c) in text.char_indices() {
            code_points += 1;
            if c == '\n' {
                starts.push((at + 1, code_points));
            }
        }
        LineIndex { starts }
    }

    /// How many lines there are; a text that ends with a newline has an empty last line.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: every text has at least one line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The position of byte `at` of the same `text`; past the end counts as the end.
    pub fn place(&self, text: &str, at: usize) -> Position {
        let at = floor_boundary(text, at.min(text.len()));
        let line = self.starts.partition_point(|&(start, _)| start <= at) - 1;
        let (start, before) = self.starts[line];
        let inside = text[start..at].chars().count();
        Position {
            line: line + 1,
            column: inside + 1,
            code_point: before + inside,
        }
    }

    /// The byte at which code point number `code_point` starts; past the end counts as the end.
    pub fn byte(&self, text: &str, code_point: usize) -> usize {
        let line = self
            .starts
            .partition_point(|&(_, before)| before <= code_point)
            - 1;
        let (start, before) = self.starts[line];
        let rest = &text[start..];
        rest.char_indices()
            .nth(code_point - before)
            .map_or(text.len(), |(at, _)| start + at)
    }
}

/// The greatest char boundary at or before `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&b| text.is_char_boundary(b))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, at: usize) -> (usize, usize, usize) {
        let p = LineIndex::new(text).place(text, at);
        (p.line, p.column, p.code_point)
    }

    #[test]
    fn counts_code_points_not_bytes() {
        assert_eq!(check("考證\nab", 3), (1, 2, 1));
        assert_eq!(check("考證\nab", 8), (2, 2, 4));
        assert_eq!(check("a\r\nb", 3), (2, 1, 3));
        assert_eq!(check("ab", 99), (1, 3, 2));
    }

    proptest! {
        #[test]
        fn bytes_and_code_points_are_inverse(text in "\\PC{0,40}(\n\\PC{0,20}){0,4}") {
            let index = LineIndex::new(&text);
            for (n, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.place(&text, at).code_point, n);
                prop_assert_eq!(index.byte(&text, n), at);
            }
        }
    }
}
