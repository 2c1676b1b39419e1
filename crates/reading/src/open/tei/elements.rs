//! What each element of TEI is for a reader.

use super::super::xml::Element;
use kaozheng_text::Part;

/// How an element is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Not part of the text: descriptions, indexes, links, pictures.
    Nothing,
    /// A division with a heading of its own.
    Division,
    /// Holds blocks.
    Container,
    /// A paragraph or what stands like one.
    Block(Part, &'static str),
    /// A paragraph between paragraphs, words inside of one.
    Quotation,
    Head,
    List,
    Item,
    Row,
    Verse,
    Note,
    Page,
    Line,
    Furniture,
    /// Holds several readings of one place.
    Choice,
    /// Something that could not be read.
    Gap,
    Space,
    Reference,
    Italic,
    /// Words in running text.
    Words,
}

/// How `element` is read; an element that is not known holds words.
pub(super) fn kind_of(element: Element<'_>) -> Kind {
    match element.name() {
        "teiHeader" | "facsimile" | "standOffHidden" | "figDesc" | "graphic" | "media"
        | "binaryObject" | "index" | "interp" | "interpGrp" | "fs" | "fLib" | "fvLib"
        | "spanGrp" | "span" | "link" | "linkGrp" | "join" | "joinGrp" | "alt" | "altGrp"
        | "timeline" | "xenoData" | "del" | "surplus" | "sic" | "orig" | "abbr" | "am"
        | "metamark" | "listForest" | "certainty" | "precision" | "respons" | "damageSpan"
        | "delSpan" | "addSpan" => nothing_unless_alone(element),
        "TEI" | "TEI.2" | "text" | "div" | "div0" | "div1" | "div2" | "div3" | "div4" | "div5"
        | "div6" | "div7" | "attachment" | "floatingText" => Kind::Division,
        "teiCorpus" | "group" | "front" | "body" | "back" | "titlePage" | "opener" | "closer"
        | "postscript" | "lgGroup" | "sp" | "castList" | "castGroup" | "standOff" | "noteGrp"
        | "listAnnotation" | "listPerson" | "listPlace" | "listOrg" | "listEvent" | "sourceDoc"
        | "surface" | "surfaceGrp" | "zone" => Kind::Container,
        "p" | "ab" | "salute" | "speaker" | "stage" | "trailer" | "epigraph" | "docImprint"
        | "imprimatur" | "lg" | "argument" | "docDate" | "docEdition" | "castItem" => {
            Kind::Block(Part::Body, "a paragraph of the file")
        }
        "titlePart" => Kind::Block(Part::Title, "the title of the file"),
        "docTitle" => Kind::Container,
        "byline" | "docAuthor" => Kind::Block(Part::Byline, "a byline of the file"),
        "dateline" => Kind::Block(Part::Dateline, "a dateline of the file"),
        "signed" => Kind::Block(Part::Signature, "a signature of the file"),
        "keywords" => Kind::Block(Part::Keywords, "keywords of the file"),
        "bibl" | "biblFull" | "biblStruct" => Kind::Quotation,
        "quote" | "q" | "cit" | "said" | "eg" => Kind::Quotation,
        "head" => Kind::Head,
        "list" | "listBibl" | "table" | "figure" => Kind::List,
        "item" | "person" | "place" | "org" => Kind::Item,
        "row" => Kind::Row,
        "l" | "line" => Kind::Verse,
        "note" | "annotation" => Kind::Note,
        "pb" => Kind::Page,
        "lb" => Kind::Line,
        "fw" => Kind::Furniture,
        "choice" | "app" | "subst" => Kind::Choice,
        "gap" => Kind::Gap,
        "space" | "cb" | "gb" | "milestone" => Kind::Space,
        "ref" | "ptr" => Kind::Reference,
        "emph" | "foreign" if rend(element).is_empty() => Kind::Italic,
        "title" if is_title_of_a_whole(element) => Kind::Italic,
        _ if rend(element).to_lowercase().contains("ital") => Kind::Italic,
        _ => Kind::Words,
    }
}

/// Abbreviations and old spellings that stand alone, without a reading beside them, are the text.
fn nothing_unless_alone(element: Element<'_>) -> Kind {
    match element.name() {
        "sic" | "orig" | "abbr" | "am" => Kind::Words,
        _ => Kind::Nothing,
    }
}

fn rend(element: Element<'_>) -> String {
    let given = element.attr("rend").or_else(|| element.attr("rendition"));
    given.map_or(String::new(), std::borrow::Cow::into_owned)
}

/// Titles of books and journals are printed in italics, those of articles between quotation marks.
fn is_title_of_a_whole(element: Element<'_>) -> bool {
    let level = element.attr("level");
    matches!(level.as_deref(), Some("m" | "j" | "s"))
}

/// What running text in a division is.
pub(super) fn part_of_division(element: Element<'_>) -> (Part, &'static str) {
    match element.attr("type").as_deref() {
        Some("abstract" | "summary") => {
            (Part::Abstract, "a division of the file that is a summary")
        }
        Some("keywords") => (Part::Keywords, "a division of the file that holds keywords"),
        _ => (Part::Body, "text of the file"),
    }
}

/// The label of a page: its number as printed, else the end of its id, else the number of its picture.
pub(super) fn page_label(element: Element<'_>) -> Option<String> {
    let printed = element.attr("n").map(std::borrow::Cow::into_owned);
    let by_id = || {
        let id = element.attr_as_written("xml:id")?;
        let tail = id.rsplit(['_', '-', '.']).next()?.to_owned();
        tail.contains(|c: char| c.is_ascii_digit()).then_some(tail)
    };
    let by_picture = || {
        let picture = element.attr("facs")?.into_owned();
        picture
            .chars()
            .all(|c| c.is_ascii_digit())
            .then_some(picture)
    };
    let label = printed.or_else(by_id).or_else(by_picture)?;
    let label = label.trim().to_owned();
    (!label.is_empty()).then_some(label)
}

/// The reading that is taken of several.
pub(super) fn chosen(element: Element<'_>) -> Option<Element<'_>> {
    const BEST: [&str; 7] = ["corr", "reg", "expan", "ex", "lem", "add", "unclear"];
    let best = BEST.iter().find_map(|name| element.child(name));
    let first = || element.elements().find(|e| e.name() != "del");
    best.or_else(first)
}
