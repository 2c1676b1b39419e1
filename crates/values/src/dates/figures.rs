//! Numbers as dates write them: digits, Chinese numerals, ordinals, and the marks between them.

use super::engine::Engine;
use super::tokens::Kind;
use super::words::Class;

/// A number as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    pub(super) value: u32,
    /// Number of digits; 0 for a number in words.
    pub(super) digits: u8,
    pub(super) next: usize,
}

impl Engine<'_> {
    /// A number in digits.
    pub(super) fn digits(&self, at: usize) -> Option<Figure> {
        match self.list.get(at)?.kind {
            Kind::Number(value, digits) => Some(Figure {
                value,
                digits,
                next: at + 1,
            }),
            _ => None,
        }
    }

    /// A number in digits or in Chinese numerals.
    pub(super) fn figure(&self, at: usize) -> Option<Figure> {
        self.digits(at).or_else(|| self.numerals(at))
    }

    /// An ordinal in words (`first`), or Roman numerals of a century.
    pub(super) fn ordinal(&self, at: usize) -> Option<Figure> {
        if let Some((value, next)) = self.words.find(&self.list, at, Class::Ordinal) {
            return Some(Figure {
                value: value as u32,
                digits: 0,
                next,
            });
        }
        let token = self.list.get(at)?;
        if token.kind != Kind::Word || !token.folded.starts_with(['i', 'v', 'x']) {
            return None;
        }
        let stem = token
            .folded
            .trim_end_matches("ème")
            .trim_end_matches("er")
            .trim_end_matches('e');
        let value = roman(stem)?;
        let after = self.after_suffix(at + 1);
        let century = self.words.is(&self.list, after, Class::CenturyMark)
            || self
                .words
                .find(&self.list, after, Class::And)
                .is_some_and(|(_, second)| {
                    let end = self.after_suffix(second + 1);
                    self.words.is(&self.list, end, Class::CenturyMark)
                });
        century.then_some(Figure {
            value,
            digits: 0,
            next: at + 1,
        })
    }

    /// 一九五〇, 二十五, 廿五.
    pub(super) fn numerals(&self, at: usize) -> Option<Figure> {
        let (mut total, mut digit, mut next, mut count) = (0u32, 0u32, at, 0u8);
        let mut positional = true;
        while let Some(token) = self
            .list
            .get(next)
            .filter(|t| t.kind == Kind::Sign && count < 8)
        {
            match token.head {
                power @ ('十' | '百' | '千') => {
                    positional = false;
                    let power = match power {
                        '十' => 10,
                        '百' => 100,
                        _ => 1000,
                    };
                    total += digit.max(1) * power;
                    digit = 0;
                }
                '廿' => (positional, total) = (false, total + 20),
                '卅' => (positional, total) = (false, total + 30),
                sign => {
                    let Some(value) = numeral(sign) else {
                        break;
                    };
                    digit = if positional {
                        digit * 10 + value
                    } else {
                        value
                    };
                }
            }
            count += 1;
            next += 1;
        }
        let digits = if positional { count } else { 0 };
        (next > at).then_some(Figure {
            value: total + digit,
            digits,
            next,
        })
    }

    /// Over `th`, or the full stop of German ordinals.
    pub(super) fn after_suffix(&self, at: usize) -> usize {
        match self.words.find(&self.list, at, Class::Suffix) {
            Some((_, next)) if self.list[at].glued => next,
            _ => at,
        }
    }

    /// The mark at a token.
    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.list.get(at)?.kind {
            Kind::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// The mark at a token that follows without a space.
    pub(super) fn glued_mark(&self, at: usize) -> Option<char> {
        self.mark(at).filter(|_| self.list[at].glued)
    }
}

/// The value of a Chinese numeral of one figure.
fn numeral(sign: char) -> Option<u32> {
    Some(match sign {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The value of Roman numerals up to thirty.
pub(super) fn roman(word: &str) -> Option<u32> {
    let value = |c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let (mut total, mut last) = (0, 0);
    for c in word.chars().rev() {
        let v = value(c)?;
        if v < last {
            total -= v;
        } else {
            total += v;
        }
        last = last.max(v);
    }
    (total > 0 && total <= 30).then_some(total as u32)
}
