//! Finding a stretch of text that is nearly, but not quite, the wanted one.

/// A text with its typographic accidents levelled, and the way back.
///
/// Levelled: runs of white space to one space, typographic quotation marks and dashes to plain ones, soft hyphens and
/// Markdown asterisks out, Latin ligatures undone. Letters, digits, case and other signs stay: a quotation that differs
/// in one of those differs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levelled {
    pub(crate) text: String,
    /// For every byte of `text`, the byte of the original it comes from, and one more for the end.
    back: Vec<u32>,
}

impl Levelled {
    pub(crate) fn of(original: &str) -> Levelled {
        let mut out = Levelled {
            text: String::with_capacity(original.len()),
            back: Vec::with_capacity(original.len() + 1),
        };
        for (at, c) in original.char_indices() {
            match c {
                '*' | '\u{ad}' | '\u{feff}' | '\u{200b}' => {}
                _ if c.is_whitespace() => {
                    if !out.text.ends_with(' ') {
                        out.push(at, " ");
                    }
                }
                '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2032}' | '`' | '\u{b4}' => {
                    out.push(at, "'");
                }
                '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' | '\u{2033}' => {
                    out.push(at, "\"");
                }
                '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push(at, "-"),
                '\u{fb00}' => out.push(at, "ff"),
                '\u{fb01}' => out.push(at, "fi"),
                '\u{fb02}' => out.push(at, "fl"),
                '\u{fb03}' => out.push(at, "ffi"),
                '\u{fb04}' => out.push(at, "ffl"),
                _ => out.push(at, c.encode_utf8(&mut [0; 4])),
            }
        }
        out.back
            .push(u32::try_from(original.len()).expect("texts are under 4 GiB"));
        out
    }

    fn push(&mut self, at: usize, s: &str) {
        self.text.push_str(s);
        let at = u32::try_from(at).expect("texts are under 4 GiB");
        self.back.extend(std::iter::repeat_n(at, s.len()));
    }

    /// The stretch of the original behind `start..end` of the levelled text, outer white space left out.
    pub(crate) fn origin(&self, original: &str, start: usize, end: usize) -> crate::Span {
        let from = self.back[start] as usize;
        let to = if end > start {
            self.after(original, end - 1)
        } else {
            from
        };
        let stretch = &original[from..to];
        let lead = stretch.len() - stretch.trim_start().len();
        crate::Span::new(from + lead, from + lead.max(stretch.trim_end().len()))
    }

    /// One past the original character behind byte `at` of the levelled text.
    fn after(&self, original: &str, at: usize) -> usize {
        let origin = self.back[at] as usize;
        origin + original[origin..].chars().next().map_or(0, char::len_utf8)
    }

    /// Every place where `wanted` (levelled too) stands, at most `cap`.
    pub(crate) fn places(&self, wanted: &str, cap: usize) -> Vec<usize> {
        self.text
            .match_indices(wanted)
            .map(|(at, _)| at)
            .take(cap)
            .collect()
    }

    /// The stretch that is most like `wanted`, with the number of letters that differ; `None` when nothing is like it.
    pub(crate) fn nearest(&self, wanted: &str) -> Option<Nearest> {
        [12, 6, 3]
            .into_iter()
            .find_map(|gram| self.nearest_by(wanted, gram))
    }

    fn nearest_by(&self, wanted: &str, gram: usize) -> Option<Nearest> {
        let votes = self.votes(wanted, gram);
        let mut ranked: Vec<(u32, usize)> =
            votes.into_iter().map(|(bucket, n)| (n, bucket)).collect();
        ranked.sort_by_key(|&(n, bucket)| (std::cmp::Reverse(n), bucket));
        let slack = wanted.len() / 8 + 48;
        let tried = ranked.iter().take(3).map(|&(_, bucket)| {
            let from = floor(&self.text, (bucket * BUCKET).saturating_sub(slack));
            let to = floor(
                &self.text,
                (bucket * BUCKET + BUCKET + wanted.len() + slack).min(self.text.len()),
            );
            align(wanted, &self.text[from..to]).moved(from)
        });
        tried.min_by_key(|near| (near.distance, near.start))
    }

    /// How many short pieces of `wanted` would put its start into each stretch of [`BUCKET`] bytes.
    fn votes(&self, wanted: &str, gram: usize) -> std::collections::BTreeMap<usize, u32> {
        let mut votes = std::collections::BTreeMap::new();
        let step = (wanted.len() / 64).max(gram / 3).max(1);
        for offset in (0..wanted.len().saturating_sub(gram - 1)).step_by(step) {
            let Some(piece) = wanted.get(offset..floor(wanted, offset + gram)) else {
                continue;
            };
            if piece.is_empty() {
                continue;
            }
            for at in self.places(piece, 200) {
                *votes.entry(at.saturating_sub(offset) / BUCKET).or_insert(0) += 1;
            }
        }
        votes
    }
}

const BUCKET: usize = 32;

/// Longest quotation that is aligned letter by letter; of a longer one its first part is.
const LONGEST: usize = 3000;

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&b| text.is_char_boundary(b))
        .unwrap_or(0)
}

/// A stretch of a levelled text and its distance from what was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Nearest {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Insertions, deletions and replacements of single code points.
    pub(crate) distance: usize,
}

impl Nearest {
    fn moved(self, by: usize) -> Nearest {
        Nearest {
            start: self.start + by,
            end: self.end + by,
            ..self
        }
    }
}

/// The stretch of `window` that needs the fewest edits to become `wanted` (Sellers 1980); positions in bytes.
fn align(wanted: &str, window: &str) -> Nearest {
    let letters: Vec<char> = wanted.chars().take(LONGEST).collect();
    let mut column: Vec<(usize, usize)> = (0..=letters.len()).map(|n| (n, 0)).collect();
    let mut best = Nearest {
        start: 0,
        end: 0,
        distance: letters.len(),
    };
    for (at, c) in window.char_indices() {
        let mut diagonal = column[0];
        column[0] = (0, at);
        if diagonal.0 == 0 {
            diagonal.1 = at;
        }
        for (row, &letter) in letters.iter().enumerate() {
            let replace = (diagonal.0 + usize::from(letter != c), diagonal.1);
            let insert = (column[row + 1].0 + 1, column[row + 1].1);
            let delete = (column[row].0 + 1, column[row].1);
            diagonal = column[row + 1];
            column[row + 1] = [replace, insert, delete]
                .into_iter()
                .min_by_key(|cell| cell.0)
                .expect("three cells");
        }
        let (distance, start) = column[letters.len()];
        if distance < best.distance {
            best = Nearest {
                start,
                end: at + c.len_utf8(),
                distance,
            };
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aligns_with_fewest_edits() {
        let near = align("the blue book", "read the blur book twice");
        assert_eq!((near.start, near.end, near.distance), (5, 18, 1));
    }

    #[test]
    fn levelled_leads_back() {
        let original = "a  “b”\nc";
        let levelled = Levelled::of(original);
        assert_eq!(levelled.text, "a \"b\" c");
        assert_eq!(levelled.origin(original, 2, 5).of(original), "“b”");
    }
}
