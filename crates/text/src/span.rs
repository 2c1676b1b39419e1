//! A stretch of text, in bytes.

/// A half-open stretch `start..end` of a text, in UTF-8 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`.
    ///
    /// Panics when `end` comes before `start` or a position does not fit 32 bits: both are bugs of the caller,
    /// since openers refuse texts of 4 GiB and more.
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "a span may not run backwards: {start}..{end}");
        let fit = |n: usize| u32::try_from(n).expect("texts are under 4 GiB");
        Span {
            start: fit(start),
            end: fit(end),
        }
    }

    /// The empty span at `at`.
    pub fn at(at: usize) -> Span {
        Span::new(at, at)
    }

    /// The same stretch as a range of `usize`, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text of this span; empty when the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing lies between start and end.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte `at` lies inside.
    pub fn contains(self, at: usize) -> bool {
        self.range().contains(&at)
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The same stretch moved `by` bytes to the right.
    pub fn shifted(self, by: usize) -> Span {
        Span::new(self.start as usize + by, self.end as usize + by)
    }
}
