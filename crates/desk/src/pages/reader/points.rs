//! Places in a text counted in code points, as anchors and addresses count them.

use kaozheng_text::{Document, Span};

/// Where the passages of a document begin, in bytes and in code points.
pub(in crate::pages) struct Points<'a> {
    text: &'a str,
    /// Rising; the first is (0, 0).
    marks: Vec<(usize, usize)>,
}

impl<'a> Points<'a> {
    pub(in crate::pages) fn of(document: &'a Document) -> Points<'a> {
        let text = document.text.as_str();
        let mut marks = vec![(0, 0)];
        for passage in &document.passages {
            let at = passage.span.start as usize;
            let &(byte, point) = marks.last().expect("it begins with one");
            if at > byte && !passage.span.is_empty() {
                marks.push((at, point + text[byte..at].chars().count()));
            }
        }
        Points { text, marks }
    }

    /// The code point of a byte.
    pub(in crate::pages) fn point(&self, byte: usize) -> usize {
        let after = self.marks.partition_point(|(at, _)| *at <= byte);
        let (at, point) = self.marks[after - 1];
        point + self.text[at..byte].chars().count()
    }

    /// The byte of a code point; the end of the text for what lies behind it.
    pub(in crate::pages) fn byte(&self, point: usize) -> usize {
        let after = self.marks.partition_point(|(_, at)| *at <= point);
        let (byte, at) = self.marks[after - 1];
        let rest = &self.text[byte..];
        rest.char_indices()
            .nth(point - at)
            .map_or(self.text.len(), |(within, _)| byte + within)
    }

    /// The stretch from one code point to another; `None` when nothing lies between them in the text.
    pub(in crate::pages) fn span(&self, start: usize, end: usize) -> Option<Span> {
        let span = (start < end).then(|| Span::new(self.byte(start), self.byte(end)))?;
        (!span.is_empty()).then_some(span)
    }
}
