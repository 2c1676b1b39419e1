//! Pages whose letters were recognised: what hOCR, ALTO and PAGE XML have in common.
//!
//! Each of the three openers turns its file into [`ScanPage`]s; here they become text. Regions follow one another as the
//! file orders them, but running heads and page numbers stand at the edges and footnotes last. Regions are parted by
//! blank lines and pages by form feeds, and a line set in keeps its indent as spaces, so that the text says by itself
//! what the positions say more exactly.

use super::told::{LineShape, PrintedRegion, RegionKind, RuleShape, Shapes};
use super::xml::{Tree, XmlFailure};
use super::{OpenFailure, Opened, Told};
use kaozheng_text::{Diagnostic, Noted, Original, Page, Place, Span};

/// Least mean confidence, in hundredths, of a page that is not told as doubtful.
const SURE_ENOUGH: f32 = 70.0;

/// Height of a page of A4 in points, for files that do not say how large a point is.
const PAGE_HEIGHT: f32 = 842.0;

/// Height of a large newspaper in points. A taller page has a resolution that nobody measured.
const TALLEST_PAGE: f32 = 1900.0;

/// A page, as its file gives it; all places in units of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct ScanPage {
    /// The number printed on it.
    pub(super) label: Option<String>,
    /// How many points one unit has; 0 where the file does not say.
    pub(super) scale: f32,
    /// Its height; 0 where the file does not say.
    pub(super) height: f32,
    /// Its regions in reading order.
    pub(super) regions: Vec<Region>,
    /// Level rules printed on it.
    pub(super) rules: Vec<Bounds>,
}

/// Lines that belong together: a paragraph, a heading, a running head.
#[derive(Clone, Debug, Default)]
pub(super) struct Region {
    /// What the file says it is.
    pub(super) kind: RegionKind,
    /// Its lines, from top to bottom.
    pub(super) lines: Vec<ScanLine>,
}

/// A line as it was recognised.
#[derive(Clone, Debug, Default)]
pub(super) struct ScanLine {
    /// Its words in order.
    pub(super) words: Vec<Word>,
    /// Where it stands.
    pub(super) bounds: Bounds,
    /// Its baseline; `None` where the file does not say.
    pub(super) base: Option<f32>,
    /// The size of its type in points; `None` where the file does not say.
    pub(super) points: Option<f32>,
}

/// A word of a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    /// Its letters.
    pub(super) text: String,
    /// Where it stands, if the file says so.
    pub(super) bounds: Option<Bounds>,
    /// In hundredths.
    pub(super) confidence: Option<f32>,
    pub(super) bold: bool,
    /// Whether it stands raised above the line.
    pub(super) raised: bool,
    /// Whether no space parts it from the word before.
    pub(super) glued: bool,
}

/// A rectangle: left, top, right, bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Bounds {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

impl Bounds {
    /// The rectangle around some points.
    pub(super) fn around(points: impl IntoIterator<Item = (f32, f32)>) -> Option<Bounds> {
        points.into_iter().fold(None, |bounds, (x, y)| {
            let Bounds {
                left,
                top,
                right,
                bottom,
            } = bounds.unwrap_or(Bounds {
                left: x,
                top: y,
                right: x,
                bottom: y,
            });
            Some(Bounds {
                left: left.min(x),
                top: top.min(y),
                right: right.max(x),
                bottom: bottom.max(y),
            })
        })
    }

    fn height(self) -> f32 {
        self.bottom - self.top
    }
}

/// The XML of an original, its notes handed to `notes`.
pub(super) fn tree(original: &Original, notes: &mut Vec<Diagnostic>) -> Result<Tree, OpenFailure> {
    match Tree::parse(&original.bytes) {
        Ok(tree) => Ok(tree.take(notes)),
        Err(XmlFailure::TooLarge) => Err(OpenFailure::TooLarge {
            bytes: original.bytes.len(),
        }),
        Err(failure) => Err(OpenFailure::Damaged {
            why: failure.to_string(),
        }),
    }
}

/// The name of the outermost element and the space it names, read off the first bytes without a parser.
pub(super) fn begins_as(bytes: &[u8], element: &str, space: &str) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).replace('\0', "");
    let tags = head.split('<').skip(1);
    let outermost = tags.into_iter().find(|tag| !tag.starts_with(['?', '!']));
    outermost.is_some_and(|tag| {
        let name = tag.split(|c: char| c.is_whitespace() || c == '>').next();
        let bare = name.map(|name| name.rsplit(':').next().unwrap_or(name));
        bare == Some(element) && (tag.contains(space) || !tag.contains("xmlns"))
    })
}

/// The numbers in a text, whatever stands between them; what is no number is passed over.
pub(super) fn numbers(text: &str) -> Vec<f32> {
    let parts = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-')));
    let read = parts.filter_map(|part| part.parse::<f32>().ok());
    read.filter(|number| number.is_finite()).collect()
}

/// The pages as an opened text with its shapes.
///
/// Notes `page-unreadable` for a page without letters and `page-doubtful` for one whose letters were recognised with
/// little confidence.
pub(super) fn opened(
    original: &Original,
    format: &'static str,
    pages: Vec<ScanPage>,
    mut notes: Vec<Diagnostic>,
) -> Result<Noted<Opened>, OpenFailure> {
    let mut writer = Writer::default();
    for page in pages {
        writer.page(page);
    }
    if writer.raw.trim().is_empty() {
        return Err(OpenFailure::Empty);
    }
    super::refuse_endless_lines(&writer.raw)?;
    notes.extend(writer.notes);
    super::encoding::in_file(&mut notes, &original.name);
    let value = Opened {
        name: original.name.clone(),
        hash: original.hash,
        format,
        raw: writer.raw,
        pages: writer.pages,
        told: Told::Shapes(writer.shapes),
    };
    Ok(Noted { value, notes })
}

#[derive(Default)]
struct Writer {
    raw: String,
    pages: Vec<Page>,
    shapes: Shapes,
    notes: Vec<Diagnostic>,
}

impl Writer {
    fn page(&mut self, mut page: ScanPage) {
        if !self.pages.is_empty() {
            self.raw.push('\u{c}');
        }
        let start = self.raw.len();
        page.regions
            .retain(|region| region.lines.iter().any(|line| !line.text().is_empty()));
        page.regions
            .sort_by_key(|region| region.kind.place_on_page());
        let scale = page.points_per_unit();
        let columns = columns(&page.regions);
        for (region, column) in page.regions.iter().zip(columns) {
            self.region(region, column, scale);
        }
        for rule in &page.rules {
            self.shapes.rules.push(RuleShape {
                page: self.pages.len() as u32,
                left: rule.left * scale,
                right: rule.right * scale,
                base: rule.bottom * scale,
            });
        }
        let span = Span::new(start, self.raw.len());
        self.notes.extend(doubts(&page, self.pages.len() + 1, span));
        let label = page.label.take();
        self.pages.push(Page { label, span });
    }

    fn region(&mut self, region: &Region, column: u16, scale: f32) {
        if !self.raw.is_empty() && !self.raw.ends_with('\u{c}') {
            self.raw.push('\n');
        }
        let start = self.raw.len();
        for at in 0..region.lines.len() {
            let line = &region.lines[at];
            if line.text().is_empty() {
                continue;
            }
            let indent = indent(&region.lines, at);
            self.raw.extend(std::iter::repeat_n(' ', indent));
            let shape = line.shape(scale, column);
            let aside = region.kind.is_furniture();
            let from = self.raw.len();
            self.words(line);
            let span = Span::new(from, self.raw.len());
            self.shapes.lines.push(LineShape {
                span,
                aside,
                ..shape
            });
            self.raw.push('\n');
        }
        if region.kind != RegionKind::Text {
            self.shapes.regions.push(PrintedRegion {
                span: Span::new(start, self.raw.trim_end().len().max(start)),
                kind: region.kind,
            });
        }
    }

    fn words(&mut self, line: &ScanLine) {
        let mut first = true;
        let close = line.median_height() * CLOSE;
        let mut before: Option<&Word> = None;
        for word in &line.words {
            let text = word.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() {
                continue;
            }
            let joined = before.is_some_and(|before| joins(before, word, close));
            before = Some(word);
            if !first && !word.glued && !joined {
                self.raw.push(' ');
            }
            first = false;
            let start = self.raw.len();
            self.raw.push_str(&text);
            if word.raised || line.raises(word) {
                self.shapes.raised.push(Span::new(start, self.raw.len()));
            }
        }
    }
}

/// How much of the height of letters the space between two East Asian words is at least.
const CLOSE: f32 = 0.27;

/// Whether two words are one: Chinese and Japanese put no space between letters, and programs that recognise Korean take
/// syllables for words, which stand closer than words do.
fn joins(before: &Word, word: &Word, close: f32) -> bool {
    let ends = (before.text.chars().next_back(), word.text.chars().next());
    let (Some(last), Some(first)) = ends else {
        return false;
    };
    let han = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '，' | '：' | '；');
    let hangul = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    if han(last) && han(first) {
        return true;
    }
    let gap = match (before.bounds, word.bounds) {
        (Some(before), Some(word)) => word.left - before.right,
        _ => return false,
    };
    let east = |c: char| han(c) || hangul(c);
    (east(first) && (east(last) || last.is_ascii_digit())) && gap < close
}

impl ScanPage {
    fn points_per_unit(&self) -> f32 {
        let lowest = || {
            let lines = self.regions.iter().flat_map(|region| &region.lines);
            lines.map(|line| line.bounds.bottom).fold(0.0, f32::max)
        };
        let height = self.height.max(lowest());
        match self.scale {
            scale if scale > 0.0 && height * scale <= TALLEST_PAGE => scale,
            _ if height > 0.0 => PAGE_HEIGHT / height,
            _ => 1.0,
        }
    }
}

impl ScanLine {
    /// Its letters, without the spaces.
    fn text(&self) -> String {
        let words = self.words.iter().map(|word| word.text.trim());
        words.collect()
    }

    fn median_height(&self) -> f32 {
        let bounds = self.words.iter().filter_map(|word| word.bounds);
        let mut heights: Vec<f32> = bounds.map(Bounds::height).collect();
        heights.sort_by(f32::total_cmp);
        heights.get(heights.len() / 2).copied().unwrap_or(0.0)
    }

    fn shape(&self, scale: f32, column: u16) -> LineShape {
        let letters = |bold: bool| -> usize {
            let words = self.words.iter().filter(|word| word.bold == bold);
            words.map(|word| word.text.chars().count()).sum()
        };
        let height = self.bounds.height();
        LineShape {
            span: Span::at(0),
            left: self.bounds.left * scale,
            right: self.bounds.right * scale,
            base: self.base.unwrap_or(self.bounds.bottom - height * 0.22) * scale,
            size: self.points.unwrap_or(height * scale * 0.8),
            column,
            bold: letters(true) > letters(false),
            aside: false,
            beside: false,
        }
    }

    /// Whether a word of digits is so small and stands so high that it is a mark.
    fn raises(&self, word: &Word) -> bool {
        let Some(own) = word.bounds else { return false };
        let digits = word.text.trim_matches(|c: char| "()[].,".contains(c));
        let number = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        let middle = self.bounds.top + self.bounds.height() * 0.62;
        number && own.height() < self.bounds.height() * 0.6 && own.bottom < middle
    }
}

impl RegionKind {
    /// Running heads first, then the text, then margins, footnotes and what stands at the foot.
    fn place_on_page(self) -> u8 {
        match self {
            RegionKind::Header => 0,
            RegionKind::Text | RegionKind::Heading | RegionKind::Caption => 1,
            RegionKind::Margin => 2,
            RegionKind::Footnote => 3,
            RegionKind::Footer | RegionKind::PageNumber => 4,
        }
    }
}

impl RegionKind {
    fn is_furniture(self) -> bool {
        use RegionKind::{Footer, Header, PageNumber};
        matches!(self, Header | Footer | PageNumber)
    }
}

/// The column of each region: one more where a region begins above the end of the one before and beside it.
fn columns(regions: &[Region]) -> Vec<u16> {
    let bounds = |region: &Region| {
        let corners = region.lines.iter().map(|line| line.bounds);
        Bounds::around(corners.flat_map(|b| [(b.left, b.top), (b.right, b.bottom)]))
    };
    let (mut column, mut before): (u16, Option<Bounds>) = (0, None);
    let mut out = Vec::with_capacity(regions.len());
    for region in regions {
        let own = bounds(region);
        if let (Some(before), Some(own)) = (before, own) {
            let beside = own.left >= before.right - (before.right - before.left) * 0.1;
            let higher = own.top < before.bottom - before.height() * 0.1;
            let back =
                own.right <= before.left || own.left < before.left && own.top >= before.bottom;
            if beside && higher {
                column = column.saturating_add(1);
            } else if back && column > 0 {
                column = 0;
            }
        }
        out.push(column);
        before = own.or(before);
    }
    out
}

/// How many letters a line is set in beside its neighbours, up to ten; 0 for less than one and a half.
fn indent(lines: &[ScanLine], at: usize) -> usize {
    let near = &lines[at.saturating_sub(2)..lines.len().min(at + 3)];
    let own = &lines[at];
    let letters = own
        .words
        .iter()
        .map(|word| word.text.chars().count() + 1)
        .sum::<usize>();
    let width = (own.bounds.right - own.bounds.left) / letters.max(1) as f32;
    let leftmost = near
        .iter()
        .map(|line| line.bounds.left)
        .fold(f32::MAX, f32::min);
    let in_by = (own.bounds.left - leftmost) / width;
    match in_by.is_finite() && in_by >= 1.5 {
        true => (in_by.round() as usize).min(10),
        false => 0,
    }
}

/// What is doubtful in a page: that it has no letters, or letters nobody is sure of.
fn doubts(page: &ScanPage, number: usize, span: Span) -> Option<Diagnostic> {
    let lines = page.regions.iter().flat_map(|region| &region.lines);
    let words: Vec<&Word> = lines.flat_map(|line| &line.words).collect();
    let place = Place {
        file: "".into(),
        span,
    };
    if words.is_empty() {
        let message = format!("page {number} holds no text");
        let note = Diagnostic::warning("page-unreadable", message).at(place);
        return Some(note.help("look at this page of the original; nothing of it is in the text"));
    }
    let sure = words
        .iter()
        .filter_map(|word| Some((word.confidence?, word.text.chars().count() as f32)));
    let (sum, letters) = sure.fold((0.0, 0.0), |(sum, all), (confidence, letters)| {
        (sum + confidence * letters, all + letters)
    });
    let mean = if letters > 0.0 { sum / letters } else { 100.0 };
    (mean < SURE_ENOUGH).then(|| {
        let message = format!("page {number} was recognised with a confidence of {mean:.0} in 100");
        Diagnostic::warning("page-doubtful", message)
            .at(place)
            .help("compare its text with the original, and correct it in the text beside it")
    })
}

/// What an opener makes of a file, for tests: the text of each page, then what its shapes and notes say.
#[cfg(test)]
pub(super) fn shown(name: &str, bytes: &[u8]) -> String {
    let noted = match super::open(&Original::new(name, bytes.to_vec())) {
        Ok(noted) => noted,
        Err(failure) => return format!("failure: {failure}"),
    };
    let opened = noted.value;
    let mut out = format!("{}\n", opened.format);
    for page in &opened.pages {
        let label = page.label.as_deref().unwrap_or("-");
        out.push_str(&format!("[page {label}]\n{}", page.span.of(&opened.raw)));
    }
    if let Told::Shapes(shapes) = &opened.told {
        for line in &shapes.lines {
            let words = line.span.of(&opened.raw).split(' ').next().unwrap_or("");
            out.push_str(&format!(
                "{words}: {:.0}-{:.0} at {:.0}, size {:.1}, column {}{}\n",
                line.left,
                line.right,
                line.base,
                line.size,
                line.column,
                if line.bold { ", bold" } else { "" }
            ));
        }
        let regions = shapes
            .regions
            .iter()
            .map(|region| format!("{:?} {:?}", region.kind, region.span.of(&opened.raw)));
        let raised = shapes
            .raised
            .iter()
            .map(|span| format!("raised {:?}", span.of(&opened.raw)));
        let rules = shapes
            .rules
            .iter()
            .map(|rule| format!("rule on {} at {:.0}", rule.page, rule.base));
        let notes = noted
            .notes
            .iter()
            .map(|note| format!("{}: {}", note.code, note.message));
        for line in regions.chain(raised).chain(rules).chain(notes) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}
