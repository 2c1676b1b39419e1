//! Correcting a passage: which letters of the raw text change, and where the anchors and quotations on cards stand then.
//!
//! What was typed is compared with the passage word by word, each difference is led back to the raw text, and the text
//! that comes of it is divided anew. An anchor moves with the letters it stands on; nothing is guessed: an anchor that
//! would be lost is told, and then nothing is saved.

use crate::pages::reader::points::Points;
use crate::pages::reader::quoted::parse_anchor;
use kaozheng_record::edit::{Edit, apply_to, set_value};
use kaozheng_record::{CardRef, FieldRef, Sheet};
use kaozheng_text::{Anchor, Document, How, QuotationMatch, Span, compare_quotation};

/// Why a correction cannot be made as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no such passage.
    NoPassage,
    /// Nothing was changed.
    Same,
    /// These words run over a page or a line that holds something else in between.
    Across(String),
    /// The passage would be empty.
    Empty,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Refused::NoPassage => f.write_str("the original has no such passage any more"),
            Refused::Same => f.write_str("nothing was changed in the passage"),
            Refused::Across(words) => write!(
                f,
                "`{words}` runs over the end of a page or line with something else in between; correct the words before and \
                 after it one by one, or the text beside the original in an editor"
            ),
            Refused::Empty => {
                f.write_str("a passage that is all taken out is cut in an editor, not here")
            }
        }
    }
}

/// A correction of one passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The raw text as it becomes.
    pub raw: String,
    /// What changes in the clean text: stretches of the old one, each with its new words.
    pub edits: Vec<Edit>,
}

/// Corrects the passage numbered `passage` to the words of `typed`.
pub fn correct(document: &Document, passage: usize, typed: &str) -> Result<Correction, Refused> {
    let of = document.passages.get(passage).ok_or(Refused::NoPassage)?;
    let old = document.text_of(of);
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Refused::Empty);
    }
    let edits: Vec<Edit> = differences(old, typed)
        .into_iter()
        .map(|edit| Edit {
            span: edit.span.shifted(of.span.start as usize),
            with: edit.with,
        })
        .collect();
    if edits.is_empty() {
        return Err(Refused::Same);
    }
    let raw: Result<Vec<Edit>, Refused> = edits
        .iter()
        .map(|edit| in_raw(document, passage, edit))
        .collect();
    let raw = apply_to(&document.raw, &raw?)
        .map_err(|_| Refused::Across(typed.chars().take(60).collect()))?;
    Ok(Correction { raw, edits })
}

/// The same edit in the raw text.
fn in_raw(document: &Document, passage: usize, edit: &Edit) -> Result<Edit, Refused> {
    let across = || Refused::Across(edit.span.of(&document.text).to_owned());
    let pieces = &document.passages[passage].pieces;
    let (start, end) = (edit.span.start, edit.span.end);
    let place = |at: u32| {
        let after = pieces.partition_point(|piece| piece.at <= at);
        let piece = pieces.get(after.checked_sub(1)?)?;
        Some((piece.raw.start + (at - piece.at)).min(piece.raw.end))
    };
    let behind = |at: u32| match at
        .checked_sub(1)
        .filter(|_| at > document.passages[passage].span.start)
    {
        Some(before) => place(before).map(|raw| raw + 1),
        None => place(at),
    };
    let from = if start == end {
        behind(start)
    } else {
        place(start)
    };
    let span = from.zip(behind(end)).filter(|(from, to)| from <= to);
    let (from, to) = span.ok_or_else(across)?;
    let span = Span::new(from as usize, to as usize);
    let level = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let stands = document
        .raw
        .get(span.range())
        .is_some_and(|raw| level(raw) == level(edit.span.of(&document.text)));
    if !stands {
        return Err(across());
    }
    Ok(Edit {
        span,
        with: edit.with.clone(),
    })
}

/// Most words for which the shortest list of differences is worked out; longer texts are one difference.
const MOST: usize = 3_000;

/// What changes from one text to the other, word by word, in bytes of the first.
fn differences(old: &str, new: &str) -> Vec<Edit> {
    let (a, b) = (words(old), words(new));
    let same = a.iter().zip(&b).take_while(|(a, b)| a.1 == b.1).count();
    let tail = a[same..]
        .iter()
        .rev()
        .zip(b[same..].iter().rev())
        .take_while(|(a, b)| a.1 == b.1)
        .count();
    let (a_mid, b_mid) = (&a[same..a.len() - tail], &b[same..b.len() - tail]);
    let pairs = if a_mid.len().max(b_mid.len()) > MOST {
        Vec::new()
    } else {
        common(a_mid, b_mid)
    };
    let end = |words: &[(usize, &str)], at: usize, whole: &str| {
        words.get(at).map_or(whole.len(), |(start, _)| *start)
    };
    let mut out = Vec::new();
    let (mut i, mut j) = (same, same);
    let ends = [(a.len() - tail, b.len() - tail)];
    for (next_a, next_b) in pairs
        .into_iter()
        .map(|(x, y)| (x + same, y + same))
        .chain(ends)
    {
        if next_a > i || next_b > j {
            let span = Span::new(end(&a, i, old), end(&a, next_a, old));
            let with = &new[end(&b, j, new)..end(&b, next_b, new)];
            out.push(Edit {
                span,
                with: with.to_owned(),
            });
        }
        (i, j) = (next_a + 1, next_b + 1);
    }
    out
}

/// Runs of letters and runs of white space, each with where it begins. Signs of Chinese and Japanese stand alone.
fn words(text: &str) -> Vec<(usize, &str)> {
    let class = |c: char| match c {
        c if c.is_whitespace() => 0,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => 2,
        _ => 1,
    };
    let mut out = Vec::new();
    let mut start = 0;
    let mut before: Option<u8> = None;
    for (at, c) in text.char_indices() {
        let now = class(c);
        if before.is_some_and(|before| before != now || now == 2) {
            out.push((start, &text[start..at]));
            start = at;
        }
        before = Some(now);
    }
    if start < text.len() {
        out.push((start, &text[start..]));
    }
    out
}

/// The longest common row of words, as pairs of indices.
fn common(a: &[(usize, &str)], b: &[(usize, &str)]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut longest = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i].1 == b[j].1 {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i].1 == b[j].1 {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

/// What becomes of the cards of one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// The edits of the sheet.
    pub edits: Vec<Edit>,
    /// Cards whose anchor is not found in the corrected text.
    pub lost: Vec<String>,
    /// Cards whose quotation contained what was corrected.
    pub quoting: Vec<String>,
}

/// Moves the anchors of a sheet from the old document to the corrected one; quotations that stood in the old text and no
/// longer do are corrected too when `with_quotations`.
pub fn moved(
    old: &Document,
    new: &Document,
    correction: &Correction,
    sheet: &Sheet,
    with_quotations: bool,
) -> Moved {
    let mover = Mover {
        old,
        new,
        edits: &correction.edits,
        from: Points::of(old),
        to: Points::of(new),
        exact: is_exact(old, new, correction),
    };
    let mut out = Moved::default();
    for card in sheet.cards() {
        mover.card(card, with_quotations, &mut out);
    }
    out
}

/// Whether the corrected document is letter for letter the old one with the correction in it.
pub fn is_exact(old: &Document, new: &Document, correction: &Correction) -> bool {
    apply_to(&old.text, &correction.edits).is_ok_and(|text| text == new.text)
}

struct Mover<'a> {
    old: &'a Document,
    new: &'a Document,
    edits: &'a [Edit],
    from: Points<'a>,
    to: Points<'a>,
    exact: bool,
}

impl Mover<'_> {
    fn card(&self, card: CardRef<'_>, with_quotations: bool, out: &mut Moved) {
        let anchored: Vec<FieldRef<'_>> = card
            .all("anchor")
            .filter(|field| self.span_of(&field.value()).is_some())
            .collect();
        for field in &anchored {
            let value = field.value();
            let Some((start, end, span)) = self.span_of(&value) else {
                continue;
            };
            match self.place(span) {
                Some(there) => {
                    let points = (
                        self.to.point(there.start as usize),
                        self.to.point(there.end as usize),
                    );
                    if points != (start, end) {
                        let head = value.rsplit_once(", chars ").map_or("", |(head, _)| head);
                        out.edits.push(set_value(
                            *field,
                            &format!("{head}, chars {}-{}", points.0, points.1),
                        ));
                    }
                }
                None => out.lost.push(card.id().to_owned()),
            }
        }
        self.quotations(card, with_quotations, out);
    }

    /// The stretch of the old text that an anchor of this original names.
    fn span_of(&self, value: &str) -> Option<(usize, usize, Span)> {
        let (_, start, end) = parse_anchor(value, [self.old.name.as_str()])?;
        Some((start, end, self.from.span(start, end)?))
    }

    /// Where a stretch of the old text stands in the new one.
    fn place(&self, span: Span) -> Option<Span> {
        if self.exact {
            let (start, end) = (
                self.shifted(span.start, false),
                self.shifted(span.end, true),
            );
            // Words that were all taken out have no place any more.
            return (start < end).then(|| Span::new(start, end));
        }
        let found = Anchor::of(&self.old.text, span).locate(&self.new.text);
        (found.how != How::Lost).then_some(found.span)
    }

    /// A byte of the old text in the corrected one; inside of what was replaced it goes to that one's edge.
    fn shifted(&self, at: u32, is_end: bool) -> usize {
        let mut by: i64 = 0;
        for edit in self.edits {
            let grown = edit.with.len() as i64 - i64::from(edit.span.len() as u32);
            if edit.span.end < at || (edit.span.end == at && (is_end || !edit.span.is_empty())) {
                by += grown;
            } else if edit.span.start < at {
                let edge = i64::from(edit.span.start) + by;
                let edge = if is_end {
                    edge + edit.with.len() as i64
                } else {
                    edge
                };
                return usize::try_from(edge).expect("edits are in order");
            }
        }
        usize::try_from(i64::from(at) + by).expect("edits are in order")
    }

    /// Quotations that stood word for word in the old text and do not in the new one.
    fn quotations(&self, card: CardRef<'_>, with_quotations: bool, out: &mut Moved) {
        let grounds = card
            .grounds()
            .into_iter()
            .chain(card.fields().flat_map(FieldRef::grounds));
        for ground in grounds {
            for (words, &place) in ground.quotations.iter().zip(&ground.quotation_spans) {
                let QuotationMatch::Verbatim(spans) = compare_quotation(&self.old.text, words)
                else {
                    continue;
                };
                let [span] = spans[..] else { continue };
                let touched = self
                    .edits
                    .iter()
                    .any(|edit| edit.span.start < span.end && edit.span.end > span.start);
                if !touched
                    || matches!(
                        compare_quotation(&self.new.text, words),
                        QuotationMatch::Verbatim(_)
                    )
                {
                    continue;
                }
                out.quoting.push(card.id().to_owned());
                if let Some(there) = self.place(span).filter(|_| with_quotations) {
                    let newline = card.sheet().newline();
                    out.edits.push(Edit {
                        span: place,
                        with: quoted_lines(there.of(&self.new.text), newline),
                    });
                }
            }
        }
    }
}

/// Words as lines with `>`, none longer than a hundred letters unless one word is.
fn quoted_lines(words: &str, newline: &str) -> String {
    let mut lines: Vec<String> = vec![">".to_owned()];
    for word in words.split_whitespace() {
        let line = lines.last_mut().expect("there is one");
        if line.chars().count() + 1 + word.chars().count() > 100 && line.len() > 1 {
            lines.push(format!("> {word}"));
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.join(newline)
}
