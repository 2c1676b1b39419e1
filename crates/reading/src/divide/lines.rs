//! The printed lines of a text and the habits of its layout: width, indents, gaps.

use crate::open::Opened;
use kaozheng_text::Span;

/// One line that is not blank.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its content without white space at either end; a stretch of the raw text.
    pub(super) span: Span,
    /// Columns before it.
    pub(super) indent: usize,
    /// Its length in code points.
    pub(super) length: usize,
    /// Blank lines before it on its page.
    pub(super) gap: usize,
    /// Index of its leaf: a page by form feeds, or a stretch between running heads.
    pub(super) leaf: usize,
    /// Why it is furniture; `None` for text.
    pub(super) furniture: Option<&'static str>,
}

impl Line {
    /// The column after its last letter.
    pub(super) fn end(&self) -> usize {
        self.indent + self.length
    }
}

/// The habits of a text's layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Whether paragraphs are broken into lines of about one width.
    pub(super) wrapped: bool,
    /// That width, in code points.
    pub(super) width: usize,
    /// The indent of first lines, where paragraphs begin with one.
    pub(super) indent: Option<usize>,
    /// Whether blank lines part the paragraphs.
    pub(super) gapped: bool,
}

/// Where on its line a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    Plain,
    Centred,
    Right,
}

/// The lines of all pages, blank ones counted into `gap`.
pub(super) fn lines_of(opened: &Opened) -> Vec<Line> {
    let mut lines = Vec::new();
    for (leaf, page) in opened.pages.iter().enumerate() {
        let mut at = page.span.start as usize;
        let mut gap = 0;
        for text in page.span.of(&opened.raw).split('\n') {
            match line(text, at, leaf, gap) {
                Some(line) => {
                    lines.push(line);
                    gap = 0;
                }
                None => gap += 1,
            }
            at += text.len() + 1;
        }
    }
    single_spaced(&mut lines, &opened.raw);
    lines
}

fn line(text: &str, at: usize, leaf: usize, gap: usize) -> Option<Line> {
    let content = text.trim();
    if content.is_empty() {
        return None;
    }
    let lead = text.len() - text.trim_start().len();
    let columns = |c: char| if c == '\t' { 4 } else { 1 };
    Some(Line {
        span: Span::new(at + lead, at + lead + content.len()),
        indent: text[..lead].chars().map(columns).sum(),
        length: content.chars().count(),
        gap,
        leaf,
        furniture: None,
    })
}

/// Takes one blank line away everywhere when a text is typed in double spacing, where a blank line means nothing.
fn single_spaced(lines: &mut [Line], raw: &str) {
    let followers = lines.len().saturating_sub(1);
    let spaced = lines.iter().skip(1).filter(|line| line.gap > 0).count();
    let open = lines.iter().filter(|l| !ends_sentence(l.span.of(raw)));
    let short = lines.iter().all(|line| line.length < 120);
    if followers > 8 && short && spaced * 10 > followers * 9 && open.count() * 3 > lines.len() * 2 {
        for line in lines {
            line.gap = line.gap.saturating_sub(1);
        }
    }
}

impl Layout {
    /// Reads the habits off the lines that are not furniture.
    pub(super) fn of(lines: &[Line]) -> Layout {
        let text: Vec<&Line> = lines.iter().filter(|l| l.furniture.is_none()).collect();
        let mut ends: Vec<usize> = text.iter().map(|line| line.end()).collect();
        ends.sort_unstable();
        let at = |share: usize| ends.get(ends.len() * share / 100).copied().unwrap_or(0);
        let adjacent = text.iter().filter(|line| line.gap == 0).count();
        let wrapped = at(90) <= 120 && at(98) <= 160 && adjacent * 3 > text.len();
        let width = at(92);
        Layout {
            wrapped,
            width,
            indent: if wrapped {
                habitual_indent(&text, width)
            } else {
                None
            },
            gapped: text.len() > 1 && text.iter().filter(|l| l.gap > 0).count() * 12 > text.len(),
        }
    }

    /// Whether a line stands in the middle, at the right edge, or neither.
    pub(super) fn stand(self, line: &Line) -> Stand {
        if !self.wrapped || line.indent < 4 {
            return Stand::Plain;
        }
        let middle = self.width.saturating_sub(line.length) / 2;
        if line.indent.abs_diff(middle) <= 3
            && line.end() + 4 <= self.width
            && self.indent.is_none_or(|i| line.indent > i + 1)
        {
            Stand::Centred
        } else if line.indent > self.width / 3 && line.end().abs_diff(self.width) <= 6 {
            Stand::Right
        } else {
            Stand::Plain
        }
    }
}

/// The commonest indent of 1 to 10 columns among lines that follow a full or unindented line, if it is a habit.
fn habitual_indent(text: &[&Line], width: usize) -> Option<usize> {
    let mut counts = [0usize; 11];
    for pair in text.windows(2) {
        let starts = pair[1].gap == 0 && pair[0].indent < pair[1].indent;
        if starts && pair[1].indent <= 10 && pair[1].end() * 10 >= width * 5 {
            counts[pair[1].indent] += 1;
        }
    }
    let (indent, count) = counts
        .iter()
        .copied()
        .enumerate()
        .skip(1)
        .max_by_key(|&(at, n)| (n, usize::MAX - at))?;
    (count >= 3 && count * 40 >= text.len()).then_some(indent)
}

/// Whether a text ends as a sentence ends, marks and closing signs passed over.
pub(super) fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '”'
                    | '’'
                    | '\''
                    | ')'
                    | ']'
                    | '»'
                    | '」'
                    | '』'
                    | '*'
                    | '_'
                    | '⁾'
                    | '†'
                    | '‡'
            )
            || is_superscript(c)
    });
    let end = without_plain_mark(end);
    end.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '：', '․'])
        || text.trim_end().ends_with(')') && end.ends_with(['.', '?', '!'])
}

/// The text before digits that stand right after a full stop or quotation mark ("end.12").
fn without_plain_mark(text: &str) -> &str {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '[' || c == '^');
    let closes = bare.ends_with(['.', '!', '?', '"', '”', '’', ')', ':']);
    if bare.len() < text.len() && text.len() - bare.len() <= 4 && closes {
        bare.trim_end_matches(['"', '”', '’', ')', '\''])
    } else {
        text
    }
}

/// Whether a character is a raised digit.
pub(super) fn is_superscript(c: char) -> bool {
    superscript_digit(c).is_some()
}

/// The digit that a raised digit stands for.
pub(super) fn superscript_digit(c: char) -> Option<u32> {
    match c {
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁰' => Some(0),
        '⁴'..='⁹' => Some(c as u32 - 0x2070),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_under_their_marks() {
        for text in [
            "so.",
            "so.”²⁾",
            "so.12",
            "so.\"[3]",
            "(so.)",
            "그렇다.",
            "so?¹",
        ] {
            assert!(ends_sentence(text), "{text}");
        }
        for text in ["so", "so,", "in 1950", "pp. 12-31", "the", "Kim)"] {
            assert!(!ends_sentence(text), "{text}");
        }
    }
}
