//! A divided document as TEI P5.
//!
//! Every note stands where its mark stood, with its printed number in `@n` and where it was printed in `@place`; a second
//! mark of the same note is a `ref` to it, and so is a mark that leads nowhere, without a target. Page breaks (`pb`) stand
//! where the page breaks, inside a word if it was cut there; running heads and page numbers are `fw`. Passages that say
//! the same in two languages point to each other with `@corresp`. Letters that XML cannot hold become U+FFFD.

use super::calls::Calls;
use kaozheng_reading::align::Pair;
use kaozheng_text::{Document, Part, Passage};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The document as TEI P5, with `pairs` as links between its passages.
pub fn export(document: &Document, pairs: &[Pair]) -> String {
    let mut loom = Loom::new(document, pairs);
    loom.head();
    loom.body();
    loom.out
}

struct Loom<'a> {
    document: &'a Document,
    calls: Calls,
    /// The language of most of the text.
    lang: String,
    /// For each passage those it goes with.
    partners: BTreeMap<usize, Vec<usize>>,
    /// Number of the page that the text written last stands on; `None` before the first.
    page: Option<usize>,
    /// The `div` that is open.
    open: Option<Division>,
    out: String,
}

/// How far an open `div` has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Division {
    kind: Option<&'static str>,
    /// Whether it holds more than headings.
    filled: bool,
    /// Whether a signature has closed it.
    closed: bool,
    list: Option<&'static str>,
}

impl<'a> Loom<'a> {
    fn new(document: &'a Document, pairs: &[Pair]) -> Loom<'a> {
        let mut partners: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for pair in pairs {
            partners.entry(pair.one).or_default().push(pair.other);
            partners.entry(pair.other).or_default().push(pair.one);
        }
        Loom {
            document,
            calls: Calls::of(document),
            lang: main_language(document),
            partners,
            page: None,
            open: None,
            out: String::new(),
        }
    }

    fn head(&mut self) {
        let titled = |part: Part| self.document.passages.iter().find(move |p| p.part == part);
        let title =
            titled(Part::Title).map_or(self.document.name.as_str(), |p| self.document.text_of(p));
        let author = titled(Part::Byline).map_or(String::new(), |p| {
            format!("<author>{}</author>", escaped(self.document.text_of(p)))
        });
        let lang = attribute("xml:lang", &self.lang);
        let (title, name) = (escaped(title), escaped(&self.document.name));
        let hash = &self.document.hash;
        write!(
            self.out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <TEI xmlns=\"http://www.tei-c.org/ns/1.0\"{lang}>\n<teiHeader>\n<fileDesc>\n\
             <titleStmt><title>{title}</title>{author}</titleStmt>\n\
             <publicationStmt><p>Divided by Kaozheng; not published.</p></publicationStmt>\n\
             <sourceDesc><p>{name}, SHA-256 {hash}</p></sourceDesc>\n\
             </fileDesc>\n</teiHeader>\n<text>\n<body>\n"
        )
        .expect("a string can be written to");
    }

    fn body(&mut self) {
        for at in 0..self.document.passages.len() {
            match self.document.passages[at].part {
                Part::Note if self.calls.is_carried(at) => {}
                Part::Furniture => self.furniture(at),
                _ => self.passage(at),
            }
        }
        self.close();
        if self.out.ends_with("<body>\n") {
            self.out.push_str("<div><p/></div>\n");
        }
        self.out.push_str("</body>\n</text>\n</TEI>\n");
    }

    /// Opens a `div` when there is none, or when `part` may not stand in the one that is open.
    fn division(&mut self, part: Part) {
        let kind = match part {
            Part::Abstract => Some("abstract"),
            Part::Keywords => Some("keywords"),
            _ => None,
        };
        let heads = matches!(
            part,
            Part::Title | Part::Heading | Part::Byline | Part::Dateline
        );
        let fits = self.open.is_some_and(|open| {
            let same = open.kind == kind || part == Part::Note;
            !open.closed
                && if heads {
                    !open.filled
                } else {
                    same || !open.filled && kind.is_none()
                }
        });
        if !fits {
            self.close();
            self.out.push_str("<div");
            self.out
                .push_str(&attribute("type", kind.unwrap_or_default()));
            self.out.push_str(">\n");
            self.open = Some(Division {
                kind,
                filled: false,
                closed: false,
                list: None,
            });
        }
        let open = self.open.as_mut().expect("a division was opened");
        open.filled |= !heads;
        open.closed |= part == Part::Signature;
    }

    fn close(&mut self) {
        self.end_list();
        if self.open.take().is_some() {
            self.out.push_str("</div>\n");
        }
    }

    fn end_list(&mut self) {
        if let Some(list) = self.open.as_mut().and_then(|open| open.list.take()) {
            writeln!(self.out, "</{list}>").expect("a string can be written to");
        }
    }

    fn passage(&mut self, at: usize) {
        let passage = &self.document.passages[at];
        if passage.part != Part::List {
            self.end_list();
        }
        self.division(passage.part);
        let (element, attributes) = match passage.part {
            Part::Title => ("head", " type=\"title\""),
            Part::Heading => ("head", ""),
            Part::Byline => ("byline", ""),
            Part::Dateline => ("dateline", ""),
            Part::Signature => ("signed", ""),
            Part::List => (self.entry(passage), ""),
            Part::Note => return self.note_alone(at),
            _ => ("p", ""),
        };
        write!(self.out, "<{element}{attributes}{}>", self.described(at))
            .expect("a string can be written to");
        self.words(at);
        writeln!(self.out, "</{element}>").expect("a string can be written to");
    }

    /// Opens the list that an entry belongs to; what the entry is called in it.
    fn entry(&mut self, passage: &Passage) -> &'static str {
        let (list, entry) = match passage.because.contains("bibliography") {
            true => ("listBibl", "bibl"),
            false => ("list", "item"),
        };
        if self.open.and_then(|open| open.list) != Some(list) {
            self.end_list();
            writeln!(self.out, "<{list}>").expect("a string can be written to");
            self.open
                .as_mut()
                .expect("an entry stands in a division")
                .list = Some(list);
        }
        entry
    }

    fn note_alone(&mut self, at: usize) {
        self.note(at, "end");
        self.out.push('\n');
    }

    /// Name, language and partners of a passage, as attributes.
    fn described(&self, at: usize) -> String {
        let passage = &self.document.passages[at];
        let lang = if passage.lang == self.lang {
            ""
        } else {
            &passage.lang
        };
        let partners = self.partners.get(&at).into_iter().flatten();
        let partners: Vec<String> = partners.map(|other| format!("#p{other}")).collect();
        let name = match partners.is_empty() && passage.part != Part::Note {
            true => String::new(),
            false => attribute("xml:id", &format!("p{at}")),
        };
        format!(
            "{name}{}{}",
            attribute("xml:lang", lang),
            attribute("corresp", &partners.join(" "))
        )
    }

    /// The words of a passage with page breaks, notes and marks at their places.
    fn words(&mut self, at: usize) {
        let passage = &self.document.passages[at];
        let breaks = self.breaks(passage);
        let mut breaks = breaks.into_iter().peekable();
        let mut from = passage.span.start as usize;
        for (nth, mark) in passage.marks.iter().enumerate() {
            while let Some((place, page)) = breaks.next_if(|(place, _)| *place <= mark.at as usize)
            {
                from = self.letters(from, place);
                self.page_break(page);
            }
            from = self.letters(from, mark.at as usize);
            self.mark(at, nth);
        }
        for (place, page) in breaks {
            from = self.letters(from, place);
            self.page_break(page);
        }
        self.letters(from, passage.span.end as usize);
    }

    fn letters(&mut self, from: usize, to: usize) -> usize {
        let to = to.max(from);
        self.out.push_str(&escaped(&self.document.text[from..to]));
        to
    }

    fn mark(&mut self, at: usize, nth: usize) {
        let mark = &self.document.passages[at].marks[nth];
        if let Some(note) = self.calls.carried(self.document, at, nth) {
            let place = self.place_of(at, mark.at, note);
            return self.note(note, place);
        }
        let target = mark.note.map_or(String::new(), |note| format!("#p{note}"));
        let number = escaped(&mark.number);
        let target = attribute("target", &target);
        write!(self.out, "<ref type=\"noteAnchor\"{target}>{number}</ref>")
            .expect("a string can be written to");
    }

    fn note(&mut self, at: usize, place: &str) {
        let number = self.document.passages[at]
            .number
            .clone()
            .unwrap_or_default();
        let (number, described) = (attribute("n", &number), self.described(at));
        write!(self.out, "<note{number} place=\"{place}\"{described}>")
            .expect("a string can be written to");
        self.words(at);
        self.out.push_str("</note>");
    }

    /// "bottom" for a note on the page of its mark or the next, else "end".
    fn place_of(&self, passage: usize, mark: u32, note: usize) -> &'static str {
        let of_passage = |passage: usize, at: u32| {
            let pieces = &self.document.passages[passage].pieces;
            let after = pieces.partition_point(|piece| piece.at <= at);
            let piece = pieces.get(after.saturating_sub(1))?;
            self.page_of(piece.raw.start)
        };
        let own = of_passage(passage, mark.saturating_sub(1));
        let of_note = of_passage(note, self.document.passages[note].span.start);
        match (own, of_note) {
            (Some(own), Some(of_note)) if self.document.pages.len() > 1 && of_note <= own + 1 => {
                "bottom"
            }
            _ => "end",
        }
    }

    fn page_of(&self, raw: u32) -> Option<usize> {
        let after = self
            .document
            .pages
            .partition_point(|page| page.span.start <= raw);
        after.checked_sub(1)
    }

    /// Where pages begin inside of a passage: byte of the clean text, number of the page. Notes cross pages unseen.
    fn breaks(&mut self, passage: &Passage) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        if self.document.pages.len() < 2 || passage.part == Part::Note {
            return out;
        }
        for piece in &passage.pieces {
            let Some(page) = self.page_of(piece.raw.start) else {
                continue;
            };
            let first = self.page.map_or(0, |last| last + 1);
            out.extend((first..=page).map(|page| (piece.at as usize, page)));
            self.page = self.page.max(Some(page));
        }
        out
    }

    fn page_break(&mut self, page: usize) {
        let label = self.document.pages[page]
            .label
            .as_deref()
            .unwrap_or_default();
        write!(self.out, "<pb{}/>", attribute("n", label)).expect("a string can be written to");
    }

    fn furniture(&mut self, at: usize) {
        let passage = &self.document.passages[at];
        let text = self.document.raw_of(passage);
        let number = text
            .trim()
            .chars()
            .all(|c| c.is_ascii_digit() || "-–— ".contains(c));
        let kind = if number {
            "pageNum"
        } else {
            self.edge(passage)
        };
        if self.open.is_none() {
            self.division(Part::Title);
        }
        let lead = if self.open.is_some_and(|open| open.list.is_some()) {
            ""
        } else {
            "\n"
        };
        let text = escaped(text.trim());
        write!(self.out, "<fw type=\"{kind}\">{text}</fw>{lead}")
            .expect("a string can be written to");
    }

    /// Whether furniture stands in the upper or the lower half of its page.
    fn edge(&self, passage: &Passage) -> &'static str {
        let Some(piece) = passage.pieces.first() else {
            return "header";
        };
        let page = self
            .page_of(piece.raw.start)
            .map(|page| self.document.pages[page].span);
        match page.is_some_and(|page| piece.raw.start > page.start + (page.end - page.start) / 2) {
            true => "footer",
            false => "header",
        }
    }
}

/// The language with the most letters in running text.
fn main_language(document: &Document) -> String {
    let mut letters: BTreeMap<&str, usize> = BTreeMap::new();
    for passage in document
        .passages
        .iter()
        .filter(|p| p.part == Part::Body && !p.lang.is_empty())
    {
        *letters.entry(&passage.lang).or_default() += passage.span.len();
    }
    let most = letters
        .into_iter()
        .max_by_key(|(lang, count)| (*count, std::cmp::Reverse(*lang)));
    most.map_or(String::new(), |(lang, _)| lang.to_owned())
}

/// ` name="value"`, or nothing when the value is empty.
fn attribute(name: &str, value: &str) -> String {
    match value.is_empty() {
        true => String::new(),
        false => format!(" {name}=\"{}\"", escaped(value).replace('"', "&quot;")),
    }
}

/// `text` as XML text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}
