//! Reading an essay: Markdown as CommonMark has it, with notes; HTML in it is text.

use super::{Block, CardCite, Essay, Piece, Words, plain};
use kaozheng_record::id::fault;
use kaozheng_text::Span;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// How an address begins that is a citation of cards.
const CARDS: &str = "kaozheng-cards:";

/// Reads an essay.
pub(super) fn parse(text: &str, is_card: &dyn Fn(&str) -> bool) -> Essay {
    let found = |link: BrokenLink<'_>| {
        let cites = cites(&link.reference)?;
        let is_meant = |id: &str| id.contains('-') && id.starts_with(char::is_alphabetic);
        let known = cites
            .iter()
            .any(|cite| is_meant(&cite.id) || is_card(&cite.id));
        known.then(|| {
            (
                CowStr::from(format!("{CARDS}{}", link.reference)),
                "".into(),
            )
        })
    };
    let parser =
        Parser::new_with_broken_link_callback(text, Options::ENABLE_FOOTNOTES, Some(found));
    let mut builder = Builder {
        text,
        open: vec![Level::default()],
        ..Builder::default()
    };
    for (event, range) in parser.into_offset_iter() {
        builder.take(event, range);
    }
    builder.finish()
}

/// The citations between two brackets: ids parted by `;`, each with a place after a comma. Spans are of the text given.
fn cites(inside: &str) -> Option<Vec<CardCite>> {
    let mut out = Vec::new();
    let mut at = 0;
    for part in inside.split(';') {
        let (id, locator) = part.split_once(',').unwrap_or((part, ""));
        let start = at + id.len() - id.trim_start().len();
        let id = id.trim();
        if fault(id).is_some() {
            return None;
        }
        out.push(CardCite {
            id: id.to_owned(),
            span: Span::new(start, start + id.len()),
            locator: locator.split_whitespace().collect::<Vec<_>>().join(" "),
        });
        at += part.len() + 1;
    }
    Some(out)
}

/// What is open at one depth: blocks that are done, and pieces of the one that is being written.
#[derive(Default)]
struct Level {
    blocks: Vec<Block>,
    entries: Vec<Vec<Block>>,
    pieces: Vec<Piece>,
    /// The number that a list begins with, when it is numbered.
    first: Option<u64>,
}

#[derive(Default)]
struct Builder<'a> {
    text: &'a str,
    open: Vec<Level>,
    notes: Vec<(String, Vec<Block>)>,
    italic: usize,
    bold: usize,
    links: Vec<Linked>,
    verbatim: Option<String>,
}

/// A link that is open.
struct Linked {
    kind: LinkType,
    address: String,
    range: Range<usize>,
    from: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => self.words(&text),
            Event::Code(text) => self.push(Piece::Words(Words {
                code: true,
                ..self.manner(&text)
            })),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.push(Piece::Break),
            Event::Rule => self.block(Block::Rule),
            Event::FootnoteReference(label) => self.push(Piece::Label(label.to_string())),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.words(&text),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match &tag {
            Tag::Emphasis => self.italic += 1,
            Tag::Strong => self.bold += 1,
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let from = self.level().pieces.len();
                self.links.push(Linked {
                    kind: *link_type,
                    address: dest_url.to_string(),
                    range,
                    from,
                });
            }
            Tag::CodeBlock(_) => self.verbatim = Some(String::new()),
            Tag::BlockQuote(_) | Tag::List(_) | Tag::Item | Tag::FootnoteDefinition(_) => {
                self.close_pieces();
                self.open.push(Level::default());
            }
            _ => {}
        }
        if let Tag::List(first) = tag {
            self.level().first = first;
        }
        if let Tag::FootnoteDefinition(label) = tag {
            self.notes.push((label.to_string(), Vec::new()));
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Link => self.end_link(),
            TagEnd::Heading(level) => {
                let pieces = std::mem::take(&mut self.level().pieces);
                self.block(Block::Heading(level as u8, pieces));
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.close_pieces(),
            TagEnd::CodeBlock => {
                let text = self.verbatim.take().unwrap_or_default();
                self.block(Block::Verbatim(text));
            }
            TagEnd::BlockQuote(_) => {
                let inside = self.close();
                self.block(Block::Quotation(inside.blocks));
            }
            TagEnd::Item => {
                let inside = self.close();
                self.level().entries.push(inside.blocks);
            }
            TagEnd::List(_) => {
                let inside = self.close();
                self.block(Block::List(inside.first, inside.entries));
            }
            TagEnd::FootnoteDefinition => {
                let inside = self.close();
                if let Some(note) = self.notes.last_mut() {
                    note.1 = inside.blocks;
                }
            }
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else {
            return;
        };
        let Some(inside) = link.address.strip_prefix(CARDS) else {
            self.lead(&link);
            return;
        };
        let raw = self.text.get(link.range.clone()).unwrap_or_default();
        let pieces = &mut self.level().pieces;
        let shown = pieces.split_off(link.from.min(pieces.len()));
        let has_words = link.kind == LinkType::ReferenceUnknown;
        let own = has_words
            .then(|| plain(&shown))
            .and_then(|words| cites(&words));
        let open = match has_words {
            true => raw.rfind('[').unwrap_or(0),
            false => 0,
        };
        match own {
            Some(own) => self.cards(own, link.range.start + 1, &link.range),
            None if has_words => self.level().pieces.extend(shown),
            None => {}
        }
        let cites = cites(inside).unwrap_or_default();
        self.cards(cites, link.range.start + open + 1, &link.range);
    }

    fn cards(&mut self, mut cites: Vec<CardCite>, at: usize, range: &Range<usize>) {
        for cite in &mut cites {
            cite.span = cite.span.shifted(at);
        }
        let span = Span::new(range.start, range.end);
        self.push(Piece::Cards(cites, span));
    }

    /// Makes the words of a link lead somewhere, if it is an address of the web or of a mailbox; any other stands after them.
    fn lead(&mut self, link: &Linked) {
        let from = link.from.min(self.level().pieces.len());
        let is_safe = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| link.address.to_ascii_lowercase().starts_with(scheme));
        if !is_safe {
            if !link.address.is_empty() {
                self.words(&format!(" ({})", link.address));
            }
            return;
        }
        for piece in &mut self.level().pieces[from..] {
            if let Piece::Words(words) = piece {
                words.link = Some(link.address.clone());
            }
        }
    }

    fn manner(&self, text: &str) -> Words {
        Words {
            text: text.to_owned(),
            italic: self.italic > 0,
            bold: self.bold > 0,
            ..Words::default()
        }
    }

    fn words(&mut self, text: &str) {
        if let Some(verbatim) = &mut self.verbatim {
            verbatim.push_str(text);
            return;
        }
        let words = self.manner(text);
        let from = self.links.last().map_or(0, |link| link.from);
        let pieces = &mut self.level().pieces;
        let joined = pieces.len() > from;
        match pieces.last_mut() {
            Some(Piece::Words(last)) if joined && same_manner(last, &words) => {
                last.text.push_str(text);
            }
            _ => pieces.push(Piece::Words(words)),
        }
    }

    fn push(&mut self, piece: Piece) {
        self.level().pieces.push(piece);
    }

    fn block(&mut self, block: Block) {
        self.close_pieces();
        self.level().blocks.push(block);
    }

    fn close_pieces(&mut self) {
        let level = self.level();
        let pieces = std::mem::take(&mut level.pieces);
        if !pieces.is_empty() {
            level.blocks.push(Block::Paragraph(pieces));
        }
    }

    fn close(&mut self) -> Level {
        self.close_pieces();
        match self.open.len() {
            1 => std::mem::take(self.level()),
            _ => self.open.pop().unwrap_or_default(),
        }
    }

    fn level(&mut self) -> &mut Level {
        self.open
            .last_mut()
            .expect("the outermost level is never closed")
    }

    fn finish(mut self) -> Essay {
        while self.open.len() > 1 {
            let inside = self.close();
            self.level().blocks.extend(inside.blocks);
        }
        let blocks = self.close().blocks;
        let title = blocks.iter().find_map(|block| match block {
            Block::Heading(_, pieces) => Some(plain(pieces)),
            _ => None,
        });
        Essay {
            title: title.unwrap_or_default(),
            blocks,
            notes: self.notes,
        }
    }
}

fn same_manner(a: &Words, b: &Words) -> bool {
    (a.italic, a.bold, a.code, &a.link) == (b.italic, b.bold, b.code, &b.link)
}
