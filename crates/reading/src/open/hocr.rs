//! hOCR: the HTML that Tesseract, Kraken and OCRopus write, with the places of lines and words in `title`.

use super::scan::{Bounds, Region, ScanLine, ScanPage, Word, numbers, opened, tree};
use super::told::RegionKind;
use super::xml::{Child, Element};
use super::{OpenFailure, Opened, Opener};
use kaozheng_text::{Noted, Original};

/// hOCR.
pub const OPENER: Opener = Opener {
    name: "hOCR",
    endings: &["hocr"],
    sniff,
    open,
};

fn sniff(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let html = head.contains("<html") || head.contains("<HTML") || head.contains("<div");
    html && (head.contains("ocr-system")
        || head.contains("ocr-capabilities")
        || head.contains("ocr_page"))
}

fn open(original: &Original) -> Result<Noted<Opened>, OpenFailure> {
    let mut notes = Vec::new();
    let tree = tree(original, &mut notes)?;
    let root = tree.root();
    let guesses = root.descendants().any(|element| {
        let says = |name: &str| element.attr(name).unwrap_or_default().to_lowercase();
        says("name") == "ocr-system" && says("content").contains("tesseract")
    });
    let mut pages: Vec<ScanPage> = Vec::new();
    let mut done = 0;
    for element in root.descendants() {
        if element.rank() >= done && is(element, &["ocr_page"]) {
            pages.push(page(element, guesses));
            done = end(element);
        }
    }
    if pages.is_empty() {
        pages.push(page(root, guesses));
    }
    opened(original, OPENER.name, pages, notes)
}

/// One past the rank of the last element inside.
fn end(element: Element<'_>) -> usize {
    let last = element.descendants().last();
    last.map_or(element.rank(), Element::rank) + 1
}

fn is(element: Element<'_>, classes: &[&str]) -> bool {
    let class = element.attr("class").unwrap_or_default();
    class
        .split_whitespace()
        .any(|class| classes.contains(&class))
}

const LINES: [&str; 8] = [
    "ocr_line",
    "ocrx_line",
    "ocr_header",
    "ocr_footer",
    "ocr_caption",
    "ocr_textfloat",
    "ocr_pageno",
    "ocr_footnote",
];

const PARAGRAPHS: [&str; 8] = [
    "ocr_par",
    "ocr_blockquote",
    "ocr_title",
    "ocr_author",
    "ocr_chapter",
    "ocr_section",
    "ocr_subsection",
    "ocr_marginalia",
];

/// One page. Where the program only `guesses` by the look of a line that it is a heading, that is passed over.
fn page(element: Element<'_>, guesses: bool) -> ScanPage {
    let title = Title::of(element);
    let resolution = title.get("scan_res").and_then(|all| all.last().copied());
    let mut page = ScanPage {
        label: title.words("lpageno"),
        scale: resolution
            .filter(|&dpi| dpi > 20.0)
            .map_or(0.0, |dpi| 72.0 / dpi),
        height: title.bounds().map_or(0.0, |bounds| bounds.bottom),
        ..ScanPage::default()
    };
    let scale = page.scale;
    let (mut paragraph, mut paragraph_end) = (RegionKind::Text, 0);
    let (mut fresh, mut line_end) = (true, 0);
    for inside in element.descendants() {
        if inside.rank() >= paragraph_end && paragraph != RegionKind::Text {
            (paragraph, fresh) = (RegionKind::Text, true);
        }
        let holder = is(inside, &LINES) && holds_lines(inside);
        if holder
            || is(inside, &PARAGRAPHS)
            || is(inside, &["ocr_carea", "ocr_column", "ocrx_block"])
        {
            fresh = true;
            if let Some(kind) = kind_of(inside).filter(|_| !guesses) {
                (paragraph, paragraph_end) = (kind, end(inside));
            }
        } else if is(inside, &["ocr_separator"]) {
            page.rules.extend(
                Title::of(inside)
                    .bounds()
                    .filter(|b| b.right - b.left > 3.0 * (b.bottom - b.top)),
            );
        } else if inside.rank() >= line_end && is(inside, &LINES) && !holds_lines(inside) {
            line_end = end(inside);
            let kind = kind_of(inside).filter(|_| !guesses).unwrap_or(paragraph);
            let line = line(inside, scale);
            let same = page
                .regions
                .last()
                .is_some_and(|region| region.kind == kind);
            if fresh || !same {
                page.regions.push(Region {
                    kind,
                    lines: Vec::new(),
                });
            }
            fresh = false;
            page.regions
                .last_mut()
                .expect("one was added")
                .lines
                .push(line);
        }
    }
    page
}

/// Whether an element with the class of a line is a paragraph of lines.
fn holds_lines(element: Element<'_>) -> bool {
    element.descendants().any(|inside| is(inside, &LINES))
}

/// What the class says the letters are; `None` for plain text.
fn kind_of(element: Element<'_>) -> Option<RegionKind> {
    let kinds: [(&[&str], RegionKind); 6] = [
        (&["ocr_header"], RegionKind::Header),
        (&["ocr_footer"], RegionKind::Footer),
        (&["ocr_pageno"], RegionKind::PageNumber),
        (&["ocr_caption"], RegionKind::Caption),
        (
            &["ocr_title", "ocr_chapter", "ocr_section", "ocr_subsection"],
            RegionKind::Heading,
        ),
        (&["ocr_footnote"], RegionKind::Footnote),
    ];
    let margin = is(element, &["ocr_marginalia"]).then_some(RegionKind::Margin);
    let found = kinds.iter().find(|(classes, _)| is(element, classes));
    found.map(|(_, kind)| *kind).or(margin)
}

fn line(element: Element<'_>, scale: f32) -> ScanLine {
    let title = Title::of(element);
    let bounds = title.bounds().unwrap_or_default();
    let base = title
        .get("baseline")
        .filter(|all| all.len() >= 2)
        .map(|all| bounds.bottom + all[1] + all[0] * (bounds.right - bounds.left) / 2.0);
    let size = |key: &str| title.get(key).and_then(|all| all.first().copied());
    let points = size("x_fsize").or_else(|| {
        size("x_size")
            .filter(|_| scale > 0.0)
            .map(|size| size * scale * 0.85)
    });
    let mut gathered = Gathered::default();
    gathered.line(element, Style::default());
    ScanLine {
        words: gathered.words,
        bounds,
        base,
        points,
    }
}

#[derive(Clone, Copy, Default)]
struct Style {
    bold: bool,
    raised: bool,
}

fn styled(element: Element<'_>, style: Style) -> Style {
    Style {
        bold: style.bold || matches!(element.name(), "strong" | "b"),
        raised: style.raised || element.name() == "sup",
    }
}

/// The words of a line so far.
#[derive(Default)]
struct Gathered {
    words: Vec<Word>,
    /// Whether a space came after the last of them.
    spaced: bool,
}

impl Gathered {
    /// The words inside a line; text that stands in no word of its own is split at spaces.
    fn line(&mut self, element: Element<'_>, style: Style) {
        for child in element.children() {
            match child {
                Child::Text(text) => self.text(text, style),
                Child::Element(inside) if is(inside, &["ocrx_word", "ocr_word"]) => {
                    self.word(inside, style);
                }
                Child::Element(inside) => self.line(inside, styled(inside, style)),
            }
        }
    }

    fn word(&mut self, element: Element<'_>, style: Style) {
        let title = Title::of(element);
        let first = self.words.len();
        self.spaced = true;
        self.line(element, style);
        self.spaced = true;
        let confidence = title.get("x_wconf").and_then(|all| all.first().copied());
        let alone = self.words.len() == first + 1;
        for piece in &mut self.words[first..] {
            piece.confidence = confidence;
            piece.bounds = title.bounds().filter(|_| alone);
        }
    }

    fn text(&mut self, text: &str, style: Style) {
        self.spaced |= text.starts_with(char::is_whitespace);
        for part in text.split_whitespace() {
            self.words.push(Word {
                text: part.to_owned(),
                bold: style.bold,
                raised: style.raised,
                glued: !self.spaced && !self.words.is_empty(),
                ..Word::default()
            });
            self.spaced = true;
        }
        self.spaced = match text.chars().next_back() {
            Some(last) => last.is_whitespace(),
            None => self.spaced,
        };
    }
}

/// The properties of an element: "bbox 10 20 30 40; x_wconf 92".
struct Title(String);

impl Title {
    fn of(element: Element<'_>) -> Title {
        Title(element.attr("title").unwrap_or_default().into_owned())
    }

    fn words(&self, key: &str) -> Option<String> {
        let mut properties = self.0.split(';').map(str::trim);
        let value =
            properties.find_map(|property| property.strip_prefix(key)?.strip_prefix(' '))?;
        let value = value.trim().trim_matches('"');
        (!value.is_empty()).then(|| value.to_owned())
    }

    fn get(&self, key: &str) -> Option<Vec<f32>> {
        self.words(key).map(|value| numbers(&value))
    }

    fn bounds(&self) -> Option<Bounds> {
        match self.get("bbox")?[..] {
            [left, top, right, bottom, ..] => Some(Bounds {
                left,
                top,
                right,
                bottom,
            }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan::shown;

    const HEAD: &str =
        "<?xml version='1.0'?><html><head><meta name='ocr-system' content='kraken'/></head><body>";

    fn check(body: &str) -> String {
        shown("a.hocr", format!("{HEAD}{body}</body></html>").as_bytes())
    }

    #[test]
    fn lines_are_read_with_their_places() {
        insta::assert_snapshot!(check("<div class='ocr_page' title='bbox 0 0 1000 1400; scan_res 100 100; lpageno 12'>\
            <p class='ocr_header'><span class='ocr_line' title='bbox 300 50 700 80'>The Harbour</span></p>\
            <div class='ocr_carea'><p class='ocr_par'>\
            <span class='ocr_line' title='bbox 130 200 900 230; baseline 0 -6; x_fsize 11'>\
            <span class='ocrx_word' title='bbox 130 200 300 230; x_wconf 90'>The <em>envoy</em></span> \
            <span class='ocrx_word' title='bbox 310 200 320 212; x_wconf 80'>7</span></span>\
            <span class='ocr_line' title='bbox 100 240 900 270'><b>left</b> it<sup>2</sup> &amp; went.</span></p></div>\
            <span class='ocr_separator' title='bbox 100 300 500 303'></span></div>"), @r#"
    hOCR
    [page 12]
    The Harbour

    The envoy 7
    left it2 & went.
    The: 216-504 at 53, size 17.3, column 0
    The: 94-648 at 161, size 11.0, column 0
    left: 72-648 at 190, size 17.3, column 0
    Header "The Harbour"
    raised "7"
    raised "2"
    rule on 0 at 218
    "#);
    }

    #[test]
    fn pages_follow_one_another_and_doubtful_ones_are_told() {
        insta::assert_snapshot!(check("<div class='ocr_page'><span class='ocr_line' title='bbox 0 0 90 20'>\
            <span class='ocrx_word' title='x_wconf 31'>Onc</span></span></div><div class='ocr_page'></div>\
            <div class='ocr_page'><span class='ocrx_line' title='bbox 0 0 90 20'>Three.</span></div>"), @r"
    hOCR
    [page -]
    Onc
    [page -]
    [page -]
    Three.
    Onc: 0-3789 at 657, size 673.6, column 0
    Three.: 0-3789 at 657, size 673.6, column 0
    page-doubtful: page 1 was recognised with a confidence of 31 in 100
    page-unreadable: page 2 holds no text
    ");
    }

    #[test]
    fn syllables_that_were_taken_for_words_are_joined() {
        let words = |words: &[(&str, u32, u32)]| {
            let word = |(text, left, right): &(&str, u32, u32)| {
                format!("<span class='ocrx_word' title='bbox {left} 0 {right} 36'>{text}</span> ")
            };
            let words: String = words.iter().map(word).collect();
            let shown = check(&format!(
                "<div class='ocr_page'><span class='ocr_line' title='bbox 0 0 400 36'>{words}</span></div>"
            ));
            shown.lines().nth(2).unwrap_or_default().to_owned()
        };
        assert_eq!(
            words(&[
                ("사", 0, 30),
                ("절단", 37, 90),
                ("은", 60, 120),
                ("1948", 132, 200),
                ("년", 204, 230)
            ]),
            "사절단은 1948년"
        );
        assert_eq!(
            words(&[("大", 0, 30), ("使", 60, 90), ("Roshchin", 100, 200)]),
            "大使 Roshchin"
        );
        assert_eq!(words(&[("the", 0, 30), ("town", 31, 90)]), "the town");
    }

    #[test]
    fn columns_are_counted() {
        let line = |left: u32, top: u32, word: &str| {
            format!(
                "<div class='ocr_carea'><span class='ocr_line' title='bbox {left} {top} {} {}'>{word}</span></div>",
                left + 300,
                top + 20
            )
        };
        let body = [
            line(0, 0, "left"),
            line(0, 30, "below"),
            line(400, 0, "right"),
            line(0, 90, "under"),
        ]
        .concat();
        insta::assert_snapshot!(check(&format!("<div class='ocr_page'>{body}</div>")), @r"
    hOCR
    [page -]
    left

    below

    right

    under
    left: 0-2296 at 119, size 122.5, column 0
    below: 0-2296 at 349, size 122.5, column 0
    right: 3062-5358 at 119, size 122.5, column 1
    under: 0-2296 at 808, size 122.5, column 0
    ");
    }

    #[test]
    fn what_is_broken_is_read_as_far_as_it_goes() {
        insta::assert_snapshot!(check("<div class='ocr_page'><span class='ocr_line' title='bbox x y; baseline'>Half a <b"), @r"
    hOCR
    [page -]
    Half a
    Half: 0-0 at 0, size 0.0, column 0
    xml-tags-crossed: line 1: the tag </html> closes nothing that is open here
    ");
        insta::assert_snapshot!(check("<div class='ocr_page'></div>"), @"failure: the file is empty");
    }
}
