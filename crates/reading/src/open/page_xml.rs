//! PAGE XML: the format of Transkribus, eScriptorium, OCR-D and others, one page a file.

use super::alto::kind_of_label;
use super::scan::{Bounds, Region, ScanLine, ScanPage, Word, begins_as, numbers, opened, tree};
use super::told::RegionKind;
use super::xml::Element;
use super::{OpenFailure, Opened, Opener};
use kaozheng_text::{Noted, Original};
use std::collections::BTreeMap;

/// PAGE XML.
pub const OPENER: Opener = Opener {
    name: "PAGE XML",
    endings: &["page"],
    sniff: |bytes| begins_as(bytes, "PcGts", ""),
    open,
};

fn open(original: &Original) -> Result<Noted<Opened>, OpenFailure> {
    let mut notes = Vec::new();
    let tree = tree(original, &mut notes)?;
    let pages = tree
        .root()
        .descendants()
        .filter(|element| element.name() == "Page");
    let pages: Vec<ScanPage> = pages.map(page).collect();
    opened(original, OPENER.name, pages, notes)
}

fn page(page: Element<'_>) -> ScanPage {
    let mut out = ScanPage {
        height: number(page, "imageHeight").unwrap_or(0.0),
        ..ScanPage::default()
    };
    let order = reading_order(page);
    let mut regions: Vec<Element<'_>> = Vec::new();
    for element in page.descendants() {
        match element.name() {
            "TextRegion" | "TableCell" => regions.push(element),
            "SeparatorRegion" => {
                let wide = |b: &Bounds| b.right - b.left > 3.0 * (b.bottom - b.top);
                out.rules.extend(coordinates(element).filter(wide));
            }
            _ => {}
        }
    }
    let place = |region: &Element<'_>| {
        let id = region.attr("id").unwrap_or_default();
        let own = order.get(&*id).copied();
        own.or_else(|| custom(*region, "readingOrder", "index")?.parse().ok())
    };
    // A region that the order leaves out stays behind the one it follows in the file.
    let mut last = 0;
    let mut keyed: Vec<(usize, Element<'_>)> = Vec::new();
    for region in regions {
        last = place(&region).unwrap_or(last);
        keyed.push((last, region));
    }
    keyed.sort_by_key(|(place, _)| *place);
    let mut initial = None;
    for (_, region) in keyed {
        take(region, &mut initial, &mut out);
    }
    out
}

/// Adds a region; a drop capital waits for the line it begins.
fn take(element: Element<'_>, initial: &mut Option<Word>, out: &mut ScanPage) {
    let mut region = region(element);
    if region.lines.is_empty() {
        return;
    }
    if kind_word(element).is_some_and(|kind| kind == "drop-capital") {
        *initial = region.lines.swap_remove(0).words.into_iter().next();
        return;
    }
    if let Some(capital) = initial.take()
        && let Some(line) = region.lines.first_mut()
    {
        if let Some(first) = line.words.first_mut() {
            first.glued = true;
        }
        line.words.insert(0, capital);
    }
    out.regions.push(region);
}

/// The places of regions by their ids: groups are gone through as they stand, indexed parts by their index.
fn reading_order(page: Element<'_>) -> BTreeMap<String, usize> {
    let mut order = BTreeMap::new();
    let given = page
        .elements()
        .find(|element| element.name() == "ReadingOrder");
    if let Some(given) = given {
        follow(given, 0, &mut order);
    }
    order
}

fn follow(group: Element<'_>, depth: usize, order: &mut BTreeMap<String, usize>) {
    if depth > 20 {
        return;
    }
    let mut parts: Vec<Element<'_>> = group.elements().collect();
    parts.sort_by_key(|part| {
        part.attr("index")
            .and_then(|index| index.parse::<usize>().ok())
    });
    for part in parts {
        if let Some(region) = part.attr("regionRef") {
            let next = order.len();
            order.entry(region.into_owned()).or_insert(next);
        }
        follow(part, depth + 1, order);
    }
}

/// The lines that stand in a region itself, not in one inside it.
fn region(element: Element<'_>) -> Region {
    let mut lines: Vec<(Option<usize>, ScanLine)> = Vec::new();
    for line in element
        .elements()
        .filter(|inside| inside.name() == "TextLine")
    {
        let place = custom(line, "readingOrder", "index").and_then(|index| index.parse().ok());
        lines.push((place, scan_line(line)));
    }
    lines.sort_by_key(|(place, _)| *place);
    if lines.is_empty()
        && let Some((text, confidence)) = letters(element)
    {
        let own = coordinates(element).unwrap_or_default();
        let rows = text.lines().count().max(1) as f32;
        for (nth, row) in text.lines().enumerate() {
            lines.push((None, row_of(row, nth as f32, rows, own, confidence)));
        }
    }
    Region {
        kind: kind_word(element)
            .and_then(|word| kind_of_label(&word))
            .unwrap_or(RegionKind::Text),
        lines: lines.into_iter().map(|(_, line)| line).collect(),
    }
}

/// One row of a region that has its text as a whole, with its share of the height.
fn row_of(row: &str, nth: f32, rows: f32, region: Bounds, confidence: Option<f32>) -> ScanLine {
    let height = (region.bottom - region.top) / rows;
    let word = Word {
        text: row.to_owned(),
        confidence,
        ..Word::default()
    };
    ScanLine {
        words: vec![word],
        bounds: Bounds {
            top: region.top + nth * height,
            bottom: region.top + (nth + 1.0) * height,
            ..region
        },
        ..ScanLine::default()
    }
}

fn scan_line(line: Element<'_>) -> ScanLine {
    let baseline = line.child("Baseline").map(points);
    let base = baseline
        .filter(|points| !points.is_empty())
        .map(|points| points.iter().map(|(_, y)| y).sum::<f32>() / points.len() as f32);
    let style = line.child("TextStyle");
    let mut out = ScanLine {
        words: Vec::new(),
        bounds: coordinates(line).unwrap_or_default(),
        base,
        points: style.and_then(|style| number(style, "fontSize")),
    };
    match letters(line) {
        Some((text, confidence)) => out.words = styled(line, &text, confidence),
        None => {
            out.words = line
                .elements()
                .filter(|inside| inside.name() == "Word")
                .map(word)
                .collect();
        }
    }
    out
}

fn word(element: Element<'_>) -> Word {
    let (text, confidence) = letters(element).unwrap_or_default();
    let says = |name: &str| {
        let style = element.child("TextStyle");
        style
            .and_then(|style| style.attr(name))
            .is_some_and(|value| value == "true")
    };
    Word {
        text,
        bounds: coordinates(element),
        confidence,
        bold: says("bold"),
        raised: says("superscript"),
        glued: says("superscript"),
    }
}

/// The text of a line as words, cut where `custom` says that letters stand raised.
fn styled(line: Element<'_>, text: &str, confidence: Option<f32>) -> Vec<Word> {
    let raised = raised(&line.attr("custom").unwrap_or_default());
    let mut words: Vec<Word> = Vec::new();
    let mut before = ' ';
    let mut high_before = false;
    for (at, letter) in text.chars().enumerate() {
        let high = raised.iter().any(|range| range.contains(&at));
        if !letter.is_whitespace() {
            let spaced = before.is_whitespace();
            match words.last_mut() {
                Some(word) if !spaced && high == high_before => word.text.push(letter),
                _ => words.push(Word {
                    text: letter.to_string(),
                    confidence,
                    raised: high,
                    glued: !spaced,
                    ..Word::default()
                }),
            }
        }
        (before, high_before) = (letter, high);
    }
    words
}

/// The raised letters of a line, by code points: "textStyle {offset:12; length:2; superscript:true;}".
fn raised(custom: &str) -> Vec<std::ops::Range<usize>> {
    let styles = custom.split("textStyle").skip(1);
    let inside = styles.filter_map(|style| style.split_once('{')?.1.split('}').next());
    let range = |style: &str| {
        let value = |key: &str| {
            let mut pairs = style.split(';').filter_map(|pair| pair.split_once(':'));
            pairs
                .find(|(name, _)| name.trim() == key)
                .map(|(_, value)| value.trim().to_owned())
        };
        let number = |key: &str| value(key)?.parse::<usize>().ok();
        let start = number("offset")?;
        let end = start.checked_add(number("length")?)?;
        (value("superscript")? == "true").then_some(start..end)
    };
    inside.filter_map(range).collect()
}

/// The text that stands for an element: of several readings the one with the lowest index. Its confidence in hundredths.
fn letters(element: Element<'_>) -> Option<(String, Option<f32>)> {
    let readings = element
        .elements()
        .filter(|inside| inside.name() == "TextEquiv");
    let index = |reading: &Element<'_>| {
        let index = reading
            .attr("index")
            .and_then(|index| index.parse::<u32>().ok());
        index.unwrap_or(0)
    };
    let best = readings.min_by_key(index)?;
    let text = best
        .child("Unicode")
        .or_else(|| best.child("PlainText"))
        .map(Element::text)?;
    let confidence = number(best, "conf").map(|sure| sure * 100.0);
    (!text.trim().is_empty()).then_some((text, confidence))
}

/// The kind of a region: its type, or what `custom` says ("structure {type:footnote;}").
fn kind_word(element: Element<'_>) -> Option<String> {
    let own = element.attr("type").map(|kind| kind.to_lowercase());
    let said = custom(element, "structure", "type").map(|kind| kind.to_lowercase());
    said.or(own)
}

/// A value of the attribute `custom`: "readingOrder {index:3;} structure {type:heading;}".
fn custom(element: Element<'_>, group: &str, key: &str) -> Option<String> {
    let custom = element.attr("custom")?;
    let inside = custom.split_once(group)?.1.split_once('{')?.1;
    let inside = inside.split('}').next()?;
    let mut pairs = inside.split(';').filter_map(|pair| pair.split_once(':'));
    pairs
        .find(|(name, _)| name.trim() == key)
        .map(|(_, value)| value.trim().to_owned())
}

fn coordinates(element: Element<'_>) -> Option<Bounds> {
    Bounds::around(points(element.child("Coords")?))
}

/// The points of an outline: "10,20 30,40", or one element each in the old form.
fn points(element: Element<'_>) -> Vec<(f32, f32)> {
    if let Some(points) = element.attr("points") {
        let numbers = numbers(&points.replace(',', " "));
        return numbers
            .chunks_exact(2)
            .map(|pair| (pair[0], pair[1]))
            .collect();
    }
    let points = element.elements().filter(|inside| inside.name() == "Point");
    points
        .filter_map(|point| Some((number(point, "x")?, number(point, "y")?)))
        .collect()
}

fn number(element: Element<'_>, name: &str) -> Option<f32> {
    let number: f32 = element.attr(name)?.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::super::scan::shown;

    fn check(page: &str) -> String {
        let file = format!(
            "<?xml version=\"1.0\"?>\n<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\"><Page imageHeight=\"1684\" imageWidth=\"1190\">{page}</Page></PcGts>"
        );
        shown("a.xml", file.as_bytes())
    }

    fn region(id: &str, more: &str, words: &str) -> String {
        format!(
            "<TextRegion id='{id}' {more}><TextLine><Coords points='100,200 900,200 900,240 100,240'/><Baseline points='100,232 900,232'/><TextEquiv><Unicode>{words}</Unicode></TextEquiv></TextLine></TextRegion>"
        )
    }

    #[test]
    fn regions_come_in_reading_order_with_their_kinds() {
        let order = "<ReadingOrder><OrderedGroup id='g'><RegionRefIndexed index='1' regionRef='r1'/><RegionRefIndexed index='0' regionRef='r2'/>\
            <UnorderedGroupIndexed index='2'><RegionRef regionRef='r3'/></UnorderedGroupIndexed></OrderedGroup></ReadingOrder>";
        let regions = [
            region("r1", "type='paragraph'", "Second."),
            region("r2", "type='heading'", "First"),
            region("r3", "custom='structure {type:footnote;}'", "1 A note."),
            region("r4", "type='page-number'", "7"),
            region("r5", "type='marginalia'", "aside"),
            region("r6", "type='header'", "Running"),
        ];
        insta::assert_snapshot!(check(&format!("{order}{}", regions.concat())), @r#"
    PAGE XML
    [page -]
    Running

    First

    Second.

    aside

    1 A note.

    7
    Running: 50-450 at 116, size 16.0, column 0
    First: 50-450 at 116, size 16.0, column 0
    Second.: 50-450 at 116, size 16.0, column 0
    aside: 50-450 at 116, size 16.0, column 0
    1: 50-450 at 116, size 16.0, column 0
    7: 50-450 at 116, size 16.0, column 0
    Header "Running"
    Heading "First"
    Margin "aside"
    Footnote "1 A note."
    PageNumber "7"
    "#);
    }

    #[test]
    fn raised_letters_are_read_from_custom_and_from_words() {
        let line = "<TextRegion><TextLine custom='readingOrder {index:0;} textStyle {offset:6; length:2; superscript:true;}'><TextEquiv index='1'><Unicode>worse</Unicode></TextEquiv><TextEquiv index='0' conf='0.5'><Unicode>après¹12 ça</Unicode></TextEquiv></TextLine>\
            <TextLine><Word><TextEquiv><Unicode>peace</Unicode></TextEquiv></Word><Word><TextEquiv><Unicode>3</Unicode></TextEquiv><TextStyle superscript='true'/></Word></TextLine></TextRegion>";
        insta::assert_snapshot!(check(line), @r#"
    PAGE XML
    [page -]
    peace3
    après¹12 ça
    peace3: 0-0 at 0, size 0.0, column 0
    après¹12: 0-0 at 0, size 0.0, column 0
    raised "3"
    raised "12"
    page-doubtful: page 1 was recognised with a confidence of 50 in 100
    "#);
    }

    #[test]
    fn capitals_join_their_line_and_old_files_are_read() {
        let old = "<TextRegion type='paragraph'><Coords><Point x='10' y='20'/><Point x='400' y='80'/></Coords><TextEquiv><Unicode>Two rows\nof a region</Unicode></TextEquiv></TextRegion>";
        let capital = [
            region("a", "type='drop-capital'", "T"),
            region("b", "", "he envoy"),
        ]
        .concat();
        insta::assert_snapshot!(check(&format!("{capital}{old}")), @r"
    PAGE XML
    [page -]
    The envoy

    Two rows
    of a region
    The: 50-450 at 116, size 16.0, column 0
    Two: 5-200 at 22, size 12.0, column 0
    of: 5-200 at 37, size 12.0, column 0
    ");
        insta::assert_snapshot!(check(""), @"failure: the file is empty");
    }
}
