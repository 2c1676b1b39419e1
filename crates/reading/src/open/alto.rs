//! ALTO (versions 1 to 4): the XML in which libraries keep recognised pages.

use super::scan::{Bounds, Region, ScanLine, ScanPage, Word, begins_as, numbers, opened, tree};
use super::told::RegionKind;
use super::xml::Element;
use super::{OpenFailure, Opened, Opener};
use kaozheng_text::{Noted, Original};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// ALTO.
pub const OPENER: Opener = Opener {
    name: "ALTO",
    endings: &["alto"],
    sniff: |bytes| begins_as(bytes, "alto", "alto"),
    open,
};

fn open(original: &Original) -> Result<Noted<Opened>, OpenFailure> {
    let mut notes = Vec::new();
    let tree = tree(original, &mut notes)?;
    let root = tree.root();
    let file = File::of(root);
    let pages = root
        .descendants()
        .filter(|element| element.name() == "Page");
    let pages: Vec<ScanPage> = pages.map(|page| file.page(page)).collect();
    opened(original, OPENER.name, pages, notes)
}

/// What stands at the head of the file and is named from its pages.
struct File {
    /// Points in one unit; 0 for pixels.
    scale: f32,
    /// Text styles by id: size in points, bold, raised.
    styles: BTreeMap<String, Style>,
    /// Labels of tags by id, in small letters.
    tags: BTreeMap<String, String>,
    /// Ids of blocks in reading order, where the file gives one.
    order: BTreeMap<String, usize>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Style {
    points: Option<f32>,
    bold: bool,
    raised: bool,
}

impl Style {
    fn named(words: &str) -> Style {
        Style {
            bold: words.contains("bold"),
            raised: words.contains("superscript"),
            points: None,
        }
    }
}

impl File {
    fn of(root: Element<'_>) -> File {
        let unit = root
            .descendants()
            .find(|element| element.name() == "MeasurementUnit");
        let unit = unit.map(Element::text).unwrap_or_default();
        let mut file = File {
            scale: match unit.trim() {
                "mm10" => 72.0 / 254.0,
                "inch1200" => 72.0 / 1200.0,
                _ => 0.0,
            },
            styles: BTreeMap::new(),
            tags: BTreeMap::new(),
            order: BTreeMap::new(),
        };
        for element in root.descendants() {
            let id = element.attr("ID").unwrap_or_default().into_owned();
            match element.name() {
                "TextStyle" => {
                    let points = element.attr("FONTSIZE").and_then(|size| size.parse().ok());
                    let words = element.attr("FONTSTYLE").unwrap_or_default();
                    let style = Style {
                        points,
                        ..Style::named(&words)
                    };
                    file.styles.insert(id, style);
                }
                name if name.ends_with("Tag") => {
                    let label = element.attr("LABEL").or_else(|| element.attr("TYPE"));
                    file.tags
                        .insert(id, label.unwrap_or_default().to_lowercase());
                }
                "ElementRef" => {
                    let next = file.order.len();
                    let wanted = element.attr("REF").unwrap_or_default().into_owned();
                    file.order.entry(wanted).or_insert(next);
                }
                _ => {}
            }
        }
        file
    }

    fn page(&self, page: Element<'_>) -> ScanPage {
        let label = page
            .attr("PRINTED_IMG_NR")
            .filter(|label| !label.trim().is_empty());
        let mut out = ScanPage {
            label: label.map(|label| label.trim().to_owned()),
            scale: self.scale,
            height: number(page, "HEIGHT").unwrap_or(0.0),
            ..ScanPage::default()
        };
        let mut blocks = Vec::new();
        for part in page.elements() {
            let kind = match part.name() {
                "TopMargin" => RegionKind::Header,
                "BottomMargin" => RegionKind::Footer,
                "LeftMargin" | "RightMargin" => RegionKind::Margin,
                _ => RegionKind::Text,
            };
            gather(part, kind, &mut blocks, &mut out.rules);
        }
        if !self.order.is_empty() {
            blocks.sort_by_key(|(block, _)| self.place(*block));
        } else {
            follow_links(&mut blocks);
        }
        for (block, kind) in blocks {
            out.regions.push(self.region(block, kind));
        }
        out
    }

    /// The place of a block among those that the file orders, by itself or by its first line; the others stand last.
    fn place(&self, block: Element<'_>) -> usize {
        let mut all = std::iter::once(block).chain(block.descendants());
        let place = all.find_map(|element| self.order.get(&*element.attr("ID")?).copied());
        place.unwrap_or(usize::MAX)
    }

    fn region(&self, block: Element<'_>, around: RegionKind) -> Region {
        let style = self.style(block, Style::default());
        let lines = block
            .descendants()
            .filter(|element| element.name() == "TextLine");
        let lines: Vec<ScanLine> = lines.map(|line| self.line(line, style)).collect();
        let told = self.kind(block).unwrap_or(around);
        let kind = match told {
            // Longer than a running foot: notes.
            RegionKind::Footer if lines.len() > 2 => RegionKind::Footnote,
            other => other,
        };
        Region { kind, lines }
    }

    /// What the tags or the type of a block say it is.
    fn kind(&self, block: Element<'_>) -> Option<RegionKind> {
        let references = block.attr("TAGREFS").unwrap_or_default().into_owned();
        let tags = references
            .split_whitespace()
            .filter_map(|id| self.tags.get(id));
        let own = block.attr("TYPE").unwrap_or_default().to_lowercase();
        tags.chain(std::iter::once(&own))
            .find_map(|label| kind_of_label(label))
    }

    fn line(&self, line: Element<'_>, style: Style) -> ScanLine {
        let style = self.style(line, style);
        let mut words: Vec<Word> = Vec::new();
        let mut points = style.points;
        for element in line.elements() {
            match element.name() {
                "String" => {
                    let style = self.style(element, style);
                    points = points.or(style.points);
                    let mut word = word(element, style);
                    // A raised mark has no space before it, whether or not the file has an element for one.
                    word.glued = style.raised;
                    words.push(word);
                }
                "HYP" => hyphen(element, line, &mut words),
                _ => {}
            }
        }
        ScanLine {
            bounds: bounds(line).unwrap_or_default(),
            base: baseline(line),
            points,
            words,
        }
    }

    fn style(&self, element: Element<'_>, above: Style) -> Style {
        let own = Style::named(&element.attr("STYLE").unwrap_or_default());
        let references = element.attr("STYLEREFS").unwrap_or_default().into_owned();
        let named = references
            .split_whitespace()
            .filter_map(|id| self.styles.get(id));
        named.fold(
            Style {
                points: above.points,
                bold: above.bold || own.bold,
                raised: above.raised || own.raised,
            },
            |sum, style| Style {
                points: style.points.or(sum.points),
                bold: sum.bold || style.bold,
                raised: sum.raised || style.raised,
            },
        )
    }
}

/// The text blocks inside a part of the page, in the order of the file, with what the part is; rules go to `rules`.
fn gather<'a>(
    part: Element<'a>,
    kind: RegionKind,
    blocks: &mut Vec<(Element<'a>, RegionKind)>,
    rules: &mut Vec<Bounds>,
) {
    for element in std::iter::once(part).chain(part.descendants()) {
        match element.name() {
            "TextBlock" => blocks.push((element, kind)),
            "GraphicalElement" => {
                rules.extend(
                    bounds(element).filter(|b| b.right - b.left > 3.0 * (b.bottom - b.top)),
                );
            }
            _ => {}
        }
    }
}

/// Puts blocks in the order of their `IDNEXT`, where they have it: each chain where its first block stands.
fn follow_links(blocks: &mut Vec<(Element<'_>, RegionKind)>) {
    let id = |block: Element<'_>, name: &str| block.attr(name).map(Cow::into_owned);
    let places: BTreeMap<String, usize> = blocks
        .iter()
        .enumerate()
        .filter_map(|(at, (block, _))| Some((id(*block, "ID")?, at)))
        .collect();
    let next: Vec<Option<usize>> = blocks
        .iter()
        .map(|(block, _)| places.get(&id(*block, "IDNEXT")?).copied())
        .collect();
    if next.iter().all(Option::is_none) {
        return;
    }
    let followers: BTreeSet<usize> = next.iter().flatten().copied().collect();
    let mut order = Vec::with_capacity(blocks.len());
    let mut taken = vec![false; blocks.len()];
    let heads = (0..blocks.len()).filter(|at| !followers.contains(at));
    // A ring of links has no head; its blocks follow in the order of the file.
    for start in heads.chain(0..blocks.len()) {
        let mut at = Some(start);
        while let Some(block) = at.filter(|&at| !taken[at]) {
            taken[block] = true;
            order.push(block);
            at = next[block];
        }
    }
    *blocks = order.into_iter().map(|at| blocks[at]).collect();
}

/// What a label of a block says, in the words that libraries use.
pub(super) fn kind_of_label(label: &str) -> Option<RegionKind> {
    let label = label.trim().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if has(&["footnote", "foot-note", "endnote"]) {
        Some(RegionKind::Footnote)
    } else if has(&[
        "page-number",
        "pagenumber",
        "page number",
        "pagenum",
        "numbering",
        "foliation",
    ]) {
        Some(RegionKind::PageNumber)
    } else if has(&["marginal", "margin"]) {
        Some(RegionKind::Margin)
    } else if has(&["heading", "title", "headline"]) && !has(&["running"]) {
        Some(RegionKind::Heading)
    } else if has(&["header", "running"]) {
        Some(RegionKind::Header)
    } else if has(&["footer", "signature-mark", "catch-word", "quiremark"]) {
        Some(RegionKind::Footer)
    } else if has(&["caption"]) {
        Some(RegionKind::Caption)
    } else {
        None
    }
}

fn word(element: Element<'_>, style: Style) -> Word {
    Word {
        text: element.attr("CONTENT").unwrap_or_default().into_owned(),
        bounds: bounds(element),
        confidence: number(element, "WC").map(|sure| sure * 100.0),
        bold: style.bold,
        raised: style.raised,
        glued: false,
    }
}

/// The hyphen at the end of a line: a soft one where the file says that the word is written without it.
fn hyphen(element: Element<'_>, line: Element<'_>, words: &mut [Word]) {
    let Some(last) = words.last_mut() else { return };
    let strings = line.elements().filter(|element| element.name() == "String");
    let whole = strings
        .last()
        .and_then(|string| string.attr("SUBS_CONTENT"));
    let half = last.text.trim_end_matches(['-', '\u{ad}', '¬']).to_owned();
    let soft = whole.is_some_and(|whole| {
        let rest = whole.strip_prefix(half.as_str());
        rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('-'))
    });
    let printed = element.attr("CONTENT").filter(|sign| !sign.is_empty());
    let sign = printed.map_or("-".to_owned(), Cow::into_owned);
    last.text = format!("{half}{}", if soft { "\u{ad}" } else { &sign });
}

fn baseline(line: Element<'_>) -> Option<f32> {
    let given = numbers(&line.attr("BASELINE")?);
    match given.len() {
        0 => None,
        1 => Some(given[0]),
        n => Some(given.iter().skip(1).step_by(2).sum::<f32>() / (n / 2) as f32),
    }
}

fn bounds(element: Element<'_>) -> Option<Bounds> {
    let (left, top) = (number(element, "HPOS")?, number(element, "VPOS")?);
    let (width, height) = (number(element, "WIDTH")?, number(element, "HEIGHT")?);
    Some(Bounds {
        left,
        top,
        right: left + width,
        bottom: top + height,
    })
}

fn number(element: Element<'_>, name: &str) -> Option<f32> {
    let number: f32 = element.attr(name)?.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::super::scan::shown;

    fn check(head: &str, page: &str) -> String {
        let file = format!(
            "<?xml version=\"1.0\"?><alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\">{head}<Layout>{page}</Layout></alto>"
        );
        shown("a.xml", file.as_bytes())
    }

    #[test]
    fn lines_words_styles_and_margins_are_read() {
        let head = "<Description><MeasurementUnit>mm10</MeasurementUnit></Description>\
            <Styles><TextStyle ID='T' FONTSIZE='10.5'/><TextStyle ID='S' FONTSTYLE='superscript'/></Styles>";
        let page = "<Page PRINTED_IMG_NR='xii' HEIGHT='2970' WIDTH='2100'><TopMargin><TextBlock><TextLine HPOS='900' VPOS='100' WIDTH='300' HEIGHT='40'><String CONTENT='HEAD'/></TextLine></TextBlock></TopMargin>\
            <BottomMargin><TextBlock><TextLine HPOS='900' VPOS='2800' WIDTH='30' HEIGHT='40'><String CONTENT='12'/></TextLine></TextBlock></BottomMargin>\
            <PrintSpace><ComposedBlock><TextBlock STYLEREFS='T'><TextLine HPOS='200' VPOS='300' WIDTH='1500' HEIGHT='50' BASELINE='340'>\
            <String CONTENT='The' WC='0.9'/><SP/><String CONTENT='&quot;envoy&quot;' STYLE='bold'/><String CONTENT='3' STYLEREFS='S'/></TextLine></TextBlock></ComposedBlock>\
            <GraphicalElement HPOS='200' VPOS='400' WIDTH='500' HEIGHT='3'/></PrintSpace></Page>";
        insta::assert_snapshot!(check(head, page), @r#"
    ALTO
    [page xii]
    HEAD

    The "envoy"3

    12
    HEAD: 255-340 at 37, size 9.1, column 0
    The: 57-482 at 96, size 10.5, column 0, bold
    12: 255-264 at 803, size 9.1, column 0
    Header "HEAD"
    Footer "12"
    raised "3"
    rule on 0 at 114
    "#);
    }

    #[test]
    fn hyphens_that_are_not_part_of_the_word_are_soft() {
        let line = |first: &str, whole: &str, second: &str| {
            format!(
                "<TextLine><String SUBS_TYPE='HypPart1' SUBS_CONTENT='{whole}' CONTENT='{first}'/><HYP CONTENT='-'/></TextLine><TextLine><String SUBS_TYPE='HypPart2' SUBS_CONTENT='{whole}' CONTENT='{second}'/></TextLine>"
            )
        };
        let page = format!(
            "<Page><PrintSpace><TextBlock>{}{}</TextBlock></PrintSpace></Page>",
            line("har", "harbour", "bour"),
            line("north", "north-east", "east")
        );
        insta::assert_snapshot!(check("", &page).replace('\u{ad}', "(soft)"), @r"
    ALTO
    [page -]
    har(soft)
    bour
    north-
    east
    har(soft): 0-0 at 0, size 0.0, column 0
    bour: 0-0 at 0, size 0.0, column 0
    north-: 0-0 at 0, size 0.0, column 0
    east: 0-0 at 0, size 0.0, column 0
    ");
    }

    #[test]
    fn blocks_follow_their_order_and_tags_say_what_they_are() {
        let block = |id: &str, more: &str, word: &str| {
            format!(
                "<TextBlock ID='{id}' {more}><TextLine><String CONTENT='{word}'/></TextLine></TextBlock>"
            )
        };
        let tags = "<Tags><LayoutTag ID='L1' LABEL='footnote'/><LayoutTag ID='L2' LABEL='Heading'/></Tags>";
        let blocks = [
            block("b1", "TAGREFS='L1'", "note"),
            block("b2", "", "second"),
            block("b3", "TAGREFS='L2'", "first"),
        ]
        .concat();
        let order = "<ReadingOrder><OrderedGroup ID='g'><ElementRef ID='e1' REF='b3'/><ElementRef ID='e2' REF='b2'/></OrderedGroup></ReadingOrder>";
        insta::assert_snapshot!(check(&format!("{tags}{order}"), &format!("<Page><PrintSpace>{blocks}</PrintSpace></Page>")), @r#"
    ALTO
    [page -]
    first

    second

    note
    first: 0-0 at 0, size 0.0, column 0
    second: 0-0 at 0, size 0.0, column 0
    note: 0-0 at 0, size 0.0, column 0
    Heading "first"
    Footnote "note"
    "#);
        let linked = [
            block("b1", "", "third"),
            block("b2", "IDNEXT='b1'", "second"),
            block("b3", "IDNEXT='b2'", "first"),
        ]
        .concat();
        insta::assert_snapshot!(check("", &format!("<Page><PrintSpace>{linked}</PrintSpace></Page>")).lines().take(6).collect::<Vec<_>>().join(" / "), @"ALTO / [page -] / first /  / second /");
        let ring = [
            block("b1", "IDNEXT='b2'", "one"),
            block("b2", "IDNEXT='b1'", "two"),
        ]
        .concat();
        assert!(
            check("", &format!("<Page><PrintSpace>{ring}</PrintSpace></Page>"))
                .contains("one\n\ntwo")
        );
    }

    #[test]
    fn what_is_empty_or_broken_is_told() {
        insta::assert_snapshot!(check("", "<Page/>"), @"failure: the file is empty");
        insta::assert_snapshot!(shown("a.xml", b"<alto><Layout><Page><PrintSpace><TextBlock><TextLine><String CONTENT='Half'/><Str"), @r"
    ALTO
    [page -]
    Half
    Half: 0-0 at 0, size 0.0, column 0
    xml-cut-off: line 1: the XML breaks off (syntax error: tag not closed: `>` not found before end of input); what stands before it was read
    ");
    }
}
