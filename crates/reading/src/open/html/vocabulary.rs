//! What the names of HTML elements and the words of their attributes mean for a reader.
//!
//! The words are those that the usual makers of HTML write: EPUB and ARIA vocabularies, pandoc, MediaWiki, Word,
//! LibreOffice, WordPress, the TEI stylesheets, Project Gutenberg.

use kaozheng_text::Part;

/// What an element is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Has no end tag.
    Void,
    /// Never shown; its text is dropped.
    Hidden,
    /// Holds blocks.
    Container,
    /// Holds running text.
    Paragraph,
    Heading,
    Entry,
    Row,
    Cell,
    Emphasis,
    Raised,
    Anchor,
    /// Shown, but no text: forms, buttons.
    Control,
    Inline,
}

/// What the element called `name` is for; unknown ones are inline.
pub(super) fn kind_of(name: &str) -> Kind {
    match name {
        "a" => Kind::Anchor,
        "i" | "em" | "cite" | "dfn" | "var" => Kind::Emphasis,
        "p" | "pre" | "address" | "figcaption" | "caption" | "dt" | "summary" | "legend" => {
            Kind::Paragraph
        }
        "sup" => Kind::Raised,
        "br" | "hr" | "img" | "input" | "meta" | "link" | "col" | "base" | "wbr" | "area"
        | "embed" | "source" | "track" | "param" | "basefont" | "frame" | "image" => Kind::Void,
        "div" | "section" | "article" | "main" | "aside" | "header" | "footer" | "nav" | "body"
        | "html" | "blockquote" | "ul" | "ol" | "dl" | "table" | "tbody" | "thead" | "tfoot"
        | "figure" | "center" | "details" | "hgroup" | "dir" | "menu" | "noscript" | "fieldset"
        | "search" | "dialog" | "frameset" => Kind::Container,
        "li" | "dd" => Kind::Entry,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell,
        "head" | "script" | "style" | "title" | "template" | "textarea" | "object" | "svg"
        | "audio" | "video" | "canvas" | "annotation" | "rp" | "noframes" | "noembed"
        | "iframe" | "datalist" => Kind::Hidden,
        "button" | "select" | "form" => Kind::Control,
        _ => Kind::Inline,
    }
}

impl Kind {
    /// Whether it stands on lines of its own.
    pub(super) fn is_block(self) -> bool {
        matches!(
            self,
            Kind::Container | Kind::Paragraph | Kind::Heading | Kind::Entry | Kind::Row
        )
    }
}

/// What the words of an element's class, role and `epub:type` say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits {
    /// Calls a note.
    pub(super) calls: bool,
    /// Leads from a note back to its mark.
    pub(super) back: bool,
    /// Is one note.
    pub(super) note: bool,
    /// Holds the notes.
    pub(super) notes: bool,
    /// Shows that a page of the printed book begins.
    pub(super) page: bool,
    /// Says so by a word, not by an id alone, so that its text is the label.
    pub(super) page_word: bool,
    /// Is the printed number of a note.
    pub(super) label: bool,
    /// Is a note in the margin.
    pub(super) margin: bool,
    /// Opens a note in the margin.
    pub(super) toggle: bool,
    /// Is the text itself.
    pub(super) main: bool,
    /// Is no text.
    pub(super) furniture: bool,
    /// Says what a block is.
    pub(super) part: Option<Part>,
}

impl Traits {
    /// Adds what one word says.
    pub(super) fn learn(&mut self, word: &str) {
        match word {
            "noteref"
            | "doc-noteref"
            | "footnote-ref"
            | "footnoteref"
            | "footnote-reference"
            | "fnref"
            | "fn-ref"
            | "fnanchor"
            | "note-ref"
            | "note_ref"
            | "notelink"
            | "noteanchor"
            | "endnote-ref"
            | "endnoteref"
            | "footnote-anchor"
            | "footnote-call"
            | "see-footnote"
            | "footnote-link"
            | "sdfootnoteanc"
            | "sdendnoteanc"
            | "msofootnotereference"
            | "msoendnotereference"
            | "footnote__citation"
            | "simple-footnote"
            | "footnotelink" => self.calls = true,
            "backlink"
            | "doc-backlink"
            | "footnote-back"
            | "footnote-backref"
            | "reversefootnote"
            | "fnbacklink"
            | "mw-cite-backlink"
            | "footnote-return"
            | "sdfootnotesym"
            | "sdendnotesym"
            | "footnote__return-link"
            | "backref"
            | "footnote-backlink"
            | "note-return"
            | "data-footnote-backref" => self.back = true,
            "footnote"
            | "endnote"
            | "rearnote"
            | "doc-footnote"
            | "doc-endnote"
            | "footnotetext"
            | "msofootnotetext"
            | "msoendnotetext"
            | "sdfootnote"
            | "sdendnote"
            | "footnote-text"
            | "footnote-definition"
            | "modern-footnotes-footnote__note" => self.note = true,
            "footnotes" | "endnotes" | "rearnotes" | "doc-endnotes" | "reflist" | "references"
            | "notes" | "footnote-list" | "wp-block-footnotes" | "doc-footnotes" => {
                self.notes = true;
            }
            "pagenum"
            | "page-number"
            | "pageno"
            | "pagebreak"
            | "page-break"
            | "doc-pagebreak"
            | "pb"
            | "pagenumber"
            | "page_number"
            | "x-ebookmaker-pageno" => {
                self.page = true;
            }
            "label" | "notelabel" | "fn-label" | "footnote-number" | "footnote-label" | "fnnum"
            | "note-number" | "footnote-marker" => self.label = true,
            "sidenote" | "marginnote" | "margin-note" => self.margin = true,
            "margin-toggle" | "sidenote-number" => self.toggle = true,
            "main" => self.main = true,
            _ => self.learn_of_page(word),
        }
    }

    /// Words about the page as a whole and the parts of its text.
    fn learn_of_page(&mut self, word: &str) {
        let part = match word {
            "navigation" | "banner" | "contentinfo" | "search" | "doc-toc" | "doc-pagelist"
            | "toc" | "navbox" | "catlinks" | "mw-editsection" | "printfooter" | "noprint"
            | "mw-jump-link" | "breadcrumb" | "breadcrumbs" | "sharedaddy" | "share-buttons"
            | "pg-boilerplate" | "skip-link" | "cookie-notice" | "page-list" | "landmarks"
            | "running-head" | "mw-hidden-catlinks" | "sitenotice" | "vector-menu" => {
                self.furniture = true;
                return;
            }
            "abstract" | "doc-abstract" => Part::Abstract,
            "keywords" | "kwd-group" => Part::Keywords,
            "dateline" => Part::Dateline,
            "signature" | "signed" | "closer" => Part::Signature,
            "byline" | "docauthor" | "article-author" => Part::Byline,
            _ => return,
        };
        self.part = Some(part);
    }
}

/// The sign by which a short text could call a note: its number, letter or symbol without brackets; `None` for words.
pub(super) fn sign_of(text: &str) -> Option<String> {
    let short = text.len() <= 40;
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "[](){}.,:;⁽⁾^|".contains(c));
    if !short || bare.is_empty() {
        return None;
    }
    let bare = without_note_word(bare);
    let digits = |c: char| c.is_ascii_digit() || plain_digit(c).is_some();
    if bare.chars().all(digits) && bare.chars().count() <= 5 {
        return Some(bare.chars().map(|c| plain_digit(c).unwrap_or(c)).collect());
    }
    let count = bare.chars().count();
    let symbol = count <= 4 && bare.chars().all(|c| "*∗†‡§¶‖#※°+".contains(c));
    let letter = count == 1 && bare.chars().all(char::is_alphabetic);
    let roman = count <= 6 && bare.chars().all(|c| "ivxlc".contains(c));
    let with_letter = count <= 5
        && bare.starts_with(|c: char| c.is_ascii_digit())
        && bare
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .chars()
            .count()
            == 1
        && bare.ends_with(|c: char| c.is_ascii_lowercase());
    (symbol || letter || roman || with_letter).then(|| bare.to_owned())
}

/// `Note 3`, `n. 3`, `fn3`, `注3` without the word.
fn without_note_word(text: &str) -> &str {
    const WORDS: [&str; 15] = [
        "footnote",
        "endnote",
        "note",
        "nota",
        "anm",
        "fn",
        "n",
        "주",
        "각주",
        "注",
        "註",
        "注釋",
        "прим",
        "сноска",
        "nt",
    ];
    let word_end = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let word = text[..word_end]
        .trim_end_matches([' ', '.', '\u{a0}'])
        .to_lowercase();
    if WORDS.contains(&word.as_str()) {
        &text[word_end..]
    } else {
        text
    }
}

/// The plain digit for a superscript or full-width one.
pub(super) fn plain_digit(c: char) -> Option<char> {
    let value = match c {
        '⁰' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴'..='⁹' => c as u32 - '⁰' as u32,
        '０'..='９' => c as u32 - '０' as u32,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// The superscript digit for a plain one.
pub(super) fn raised_digit(c: char) -> char {
    match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32('⁰' as u32 + (c as u32 - '0' as u32)).unwrap_or(c),
        _ => c,
    }
}

/// Whether a text is an arrow or a caret that leads back.
pub(super) fn is_arrow(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "[]()\u{fe0e}\u{fe0f}".contains(c));
    !text.is_empty()
        && text
            .chars()
            .all(|c| "↩↑⏎⤴↵⇑▲^⬆↲⮐\u{21a9}\u{fe0e}\u{fe0f} ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_marks_are_numbers_letters_and_symbols() {
        let check = |text: &str| sign_of(text).unwrap_or_else(|| "-".to_owned());
        let shown: Vec<String> = [
            "[12]", "¹²", "*", "††", "a", "iv", "Note 3", "주 7", "12a", "(3)", "see", "1990",
            "Smith", "", "123456",
        ]
        .iter()
        .map(|t| check(t))
        .collect();
        insta::assert_snapshot!(shown.join(" "), @"12 12 * †† a iv 3 7 12a 3 - 1990 - - -");
        assert!(is_arrow("↩\u{fe0e}") && is_arrow("[↑]") && !is_arrow("1") && !is_arrow(""));
    }
}
