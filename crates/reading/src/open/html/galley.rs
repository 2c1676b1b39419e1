//! From the tokens of HTML to a galley: the text as one long strip of blocks, with its links and anchors.
//!
//! The tokens are html5ever's. No tree is built: a tree in the way of the standard costs time that grows with the square
//! of the depth of nesting, and reading needs only which elements are open. Depth is bounded, time and memory grow with
//! the length of the file.

use super::attributes::{Attributes, bare_page_label, page_of_id};
use super::vocabulary::{Kind, kind_of};
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use kaozheng_text::{Part, Span};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

/// Elements that may stand inside one another; deeper ones are read as if they were not there.
const DEEPEST: usize = 256;

/// No link, no note in the margin.
pub(super) const NONE: u32 = u32::MAX;

/// A text as one strip.
#[derive(Debug, Default)]
pub(super) struct Galley {
    /// All letters, in order.
    pub(super) text: String,
    pub(super) items: Vec<Item>,
    pub(super) blocks: Vec<Block>,
    /// Elements that stand on lines of their own; the parent comes before its children.
    pub(super) regions: Vec<Region>,
    pub(super) anchors: Vec<Anchor>,
    pub(super) links: Vec<Link>,
    /// Tags of languages; the first is empty.
    pub(super) langs: Vec<String>,
    /// Printed page labels.
    pub(super) pages: Vec<String>,
    /// Names of the files that were laid in, in order.
    pub(super) files: Vec<String>,
    /// Anchor of each file and id; never walked through.
    pub(super) ids: HashMap<(u32, String), usize>,
    /// For each text in a margin whether it is a note; side headings are none.
    pub(super) margins: Vec<bool>,
    /// How many `<article>` there are.
    pub(super) articles: usize,
    /// Whether elements stood deeper than is read.
    pub(super) too_deep: bool,
    /// How many tags there were.
    pub(super) tags: usize,
    /// Letters inside `<pre>`.
    pub(super) letters_in_pre: usize,
}

/// One step along the strip.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item {
    Text(Run),
    Break,
    Cell,
    /// Index into [`Galley::pages`].
    Page(u32),
}

/// Letters of one look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) span: Span,
    pub(super) link: u32,
    /// Which note in the margin.
    pub(super) margin: u32,
    pub(super) emphasis: bool,
    pub(super) raised: bool,
    pub(super) label: bool,
    pub(super) back: bool,
    pub(super) furniture: bool,
}

/// A paragraph, heading, entry or row.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) items: Range<usize>,
    pub(super) region: u32,
    pub(super) part: Part,
    pub(super) lang: u32,
    pub(super) furniture: bool,
    pub(super) main: bool,
    pub(super) article: bool,
    pub(super) first_rank: bool,
}

/// An element that stands on lines of its own.
#[derive(Clone, Debug)]
pub(super) struct Region {
    pub(super) parent: u32,
    pub(super) blocks: Range<usize>,
    pub(super) class: String,
    pub(super) notes: bool,
    pub(super) note: bool,
    /// A page, an article: never part of a note.
    pub(super) whole: bool,
}

/// A place that links can lead to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    /// The step it stands before.
    pub(super) item: usize,
    /// The element on lines of its own that carries it; [`NONE`] inside of running text.
    pub(super) region: u32,
    pub(super) heading: bool,
    pub(super) page: bool,
}

/// A link.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) file: u32,
    pub(super) href: String,
    pub(super) calls: bool,
    pub(super) back: bool,
    pub(super) raised: bool,
}

/// What holds for the letters that come next.
#[derive(Clone, Debug)]
struct State {
    hidden: bool,
    furniture: bool,
    main: bool,
    part: Part,
    first_rank: bool,
    lang: u32,
    region: u32,
    link: u32,
    margin: u32,
    emphasis: bool,
    raised: bool,
    calls: bool,
    label: bool,
    back: bool,
    pre: bool,
    page: bool,
    article: bool,
}

struct Open {
    name: String,
    kind: Kind,
    before: State,
    opens_region: bool,
    /// The text inside is the label of a page.
    swallows: bool,
    page_label: Option<String>,
    /// Number of the next entry of a list.
    counter: u32,
}

/// Lays the files of one document into a galley.
#[derive(Debug)]
pub(super) struct Setter(RefCell<Hand>);

struct Hand {
    galley: Galley,
    state: State,
    open: Vec<Open>,
    /// Open elements beyond [`DEEPEST`].
    beyond: usize,
    /// First step of the block that is being laid.
    block_from: usize,
    /// What held at the first letters of the block that is being laid.
    block_state: Option<State>,
    /// The label of a page as far as it is read.
    page_text: String,
    breaks: usize,
    file: u32,
    toggled: bool,
}

impl std::fmt::Debug for Hand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hand")
    }
}

impl Setter {
    /// An empty galley in the hand of its setter.
    pub(super) fn new() -> Setter {
        let galley = Galley {
            langs: vec![String::new()],
            ..Galley::default()
        };
        Setter(RefCell::new(Hand {
            galley,
            state: plain_state(),
            open: Vec::new(),
            beyond: 0,
            block_from: 0,
            block_state: None,
            page_text: String::new(),
            breaks: 0,
            file: 0,
            toggled: false,
        }))
    }

    /// Begins a file. `furniture` when nothing of it belongs to the text.
    pub(super) fn begin(&self, name: &str, furniture: bool) {
        let mut hand = self.0.borrow_mut();
        hand.file = u32::try_from(hand.galley.files.len()).unwrap_or(NONE);
        hand.galley.files.push(name.to_owned());
        hand.state.furniture = furniture;
        let at = hand.galley.items.len();
        let place = Anchor {
            item: at,
            region: NONE,
            heading: false,
            page: false,
        };
        hand.anchor(String::new(), place);
        hand.open_region(&Attributes::default(), "");
    }

    /// Ends a file: whatever is open is closed.
    pub(super) fn end_file(&self) {
        let mut hand = self.0.borrow_mut();
        while !hand.open.is_empty() {
            hand.close_top();
        }
        hand.end_block();
        hand.close_region();
        hand.beyond = 0;
        hand.state = plain_state();
    }

    /// The finished galley.
    pub(super) fn finish(self) -> Galley {
        self.0.into_inner().galley
    }
}

fn plain_state() -> State {
    State {
        hidden: false,
        furniture: false,
        main: false,
        part: Part::Body,
        first_rank: false,
        lang: 0,
        region: NONE,
        link: NONE,
        margin: NONE,
        emphasis: false,
        raised: false,
        calls: false,
        label: false,
        back: false,
        pre: false,
        page: false,
        article: false,
    }
}

impl TokenSink for &Setter {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut hand = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => hand.letters(&text),
            Token::NullCharacterToken => hand.letters("\u{fffd}"),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return hand.start(&tag),
            Token::TagToken(tag) => hand.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        true // so that CDATA is text, as XHTML has it
    }
}

impl Hand {
    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let kind = kind_of(name);
        self.galley.tags += 1;
        self.close_implied(name, kind);
        let own = Attributes::of(tag, name);
        if kind == Kind::Void {
            self.void(name, &own);
            return TokenSinkResult::Continue;
        }
        if tag.self_closing {
            self.point(name, kind, &own);
            return TokenSinkResult::Continue;
        }
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            self.galley.too_deep = true;
            return raw_text(name);
        }
        self.open_element(name, kind, &own);
        raw_text(name)
    }

    /// Ends what HTML lets stand open: a paragraph before a block, an entry before the next.
    fn close_implied(&mut self, name: &str, kind: Kind) {
        match name {
            "li" => self.close_nearest(&["li"], &["ul", "ol", "menu", "dir"]),
            "dt" | "dd" => self.close_nearest(&["dt", "dd"], &["dl"]),
            "td" | "th" => self.close_nearest(&["td", "th"], &["tr", "table"]),
            "tr" => self.close_nearest(&["tr"], &["table", "tbody", "thead", "tfoot"]),
            "tbody" | "thead" | "tfoot" => {
                self.close_nearest(&["tbody", "thead", "tfoot"], &["table"]);
            }
            "body" | "a" => self.close_nearest(&["head", "a"], &["td", "table"]),
            _ => {}
        }
        if kind.is_block() && kind != Kind::Row {
            self.close_nearest(&["p"], &["table", "td", "th", "caption", "button"]);
        }
    }

    /// Closes the nearest open element of these names, unless one of `walls` stands before it.
    fn close_nearest(&mut self, names: &[&str], walls: &[&str]) {
        let open = self.open.iter().rev();
        let near = open
            .take_while(|open| !walls.contains(&open.name.as_str()))
            .position(|open| names.contains(&open.name.as_str()));
        for _ in 0..near.map_or(0, |n| n + 1) {
            self.close_top();
        }
    }

    fn end(&mut self, name: &str) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let kind = kind_of(name);
        if name == "br" {
            return self.void(name, &Attributes::default());
        }
        let wide = kind.is_block() || matches!(kind, Kind::Hidden | Kind::Cell | Kind::Control);
        let passes = |open: &Open| wide || !open.kind.is_block() && open.kind != Kind::Cell;
        let found = self.open.iter().rposition(|open| open.name == name);
        let Some(at) = found else { return };
        if self.open[at + 1..].iter().all(passes) {
            while self.open.len() > at {
                self.close_top();
            }
        }
    }

    fn void(&mut self, name: &str, own: &Attributes) {
        match name {
            "br" if self.state.pre => self.letters("\n"),
            "br" => {
                self.breaks += 1;
                if self.breaks > 1 {
                    self.end_block();
                } else if self.block_state.is_some() {
                    self.galley.items.push(Item::Break);
                }
            }
            "hr" => self.end_block(),
            "input" => self.toggled |= own.traits.toggle,
            "img" => {
                let letter = |alt: &&String| {
                    alt.chars().count() == 1 && alt.chars().all(char::is_alphabetic)
                };
                if let Some(alt) = own.alt.as_ref().filter(letter) {
                    self.letters(&alt.clone());
                }
            }
            _ => {}
        }
        self.anchors(own, NONE, Kind::Void);
    }

    /// An empty element, as XML may write it.
    fn point(&mut self, name: &str, kind: Kind, own: &Attributes) {
        if kind.is_block() {
            self.end_block();
        }
        self.toggled |= name == "label" && own.traits.toggle;
        self.page_break(own);
        self.anchors(own, NONE, kind);
    }

    fn open_element(&mut self, name: &str, kind: Kind, own: &Attributes) {
        let before = self.state.clone();
        if kind.is_block() {
            self.end_block();
        }
        self.change_state(name, kind, own);
        if kind.is_block() {
            self.open_region(own, name);
        }
        let swallows = own.traits.page_word && !before.page && !self.state.hidden;
        if !swallows && !before.page {
            self.page_break(own);
        }
        self.state.page |= swallows;
        if !self.state.hidden {
            let region = if kind.is_block() {
                self.state.region
            } else {
                NONE
            };
            self.anchors(own, region, kind);
        }
        if kind == Kind::Cell && self.block_state.is_some() {
            self.galley.items.push(Item::Cell);
        }
        if name == "li" && !self.state.hidden {
            self.entry_number(own);
        }
        self.open.push(Open {
            name: name.to_owned(),
            kind,
            before,
            opens_region: kind.is_block(),
            swallows,
            page_label: own.label.clone().filter(|_| swallows),
            counter: own.value.unwrap_or(1),
        });
    }

    fn change_state(&mut self, name: &str, kind: Kind, own: &Attributes) {
        let traits = own.traits;
        if let Some(lang) = &own.lang {
            self.state.lang = self.lang(lang);
        }
        self.galley.articles += usize::from(name == "article");
        let state = &mut self.state;
        state.hidden |= kind == Kind::Hidden || own.hidden;
        state.furniture |=
            traits.furniture || kind == Kind::Control || matches!(name, "nav" | "noscript");
        state.main |= traits.main || name == "main";
        state.article |= name == "article";
        state.emphasis |= kind == Kind::Emphasis && !own.class.contains("citation");
        state.raised = (state.raised || kind == Kind::Raised) && !kind.is_block();
        state.calls |= traits.calls || kind == Kind::Raised && own.class.contains("reference");
        state.label |= traits.label;
        state.back |= traits.back;
        state.pre |= name == "pre";
        match kind {
            Kind::Heading => {
                state.part = Part::Heading;
                state.first_rank = name == "h1";
            }
            Kind::Entry if name == "li" => state.part = Part::List,
            _ => {}
        }
        if let Some(part) = traits.part.filter(|_| state.part == Part::Body) {
            state.part = part;
        }
        self.toggled |= name == "label" && traits.toggle;
        let tucked = traits.margin || traits.note && !traits.calls && name == "span";
        if tucked && !kind.is_block() && self.state.margin == NONE && self.block_state.is_some() {
            self.state.margin = u32::try_from(self.galley.margins.len()).unwrap_or(NONE);
            let toggled = std::mem::take(&mut self.toggled);
            self.galley.margins.push(toggled || traits.note);
        }
        if kind == Kind::Anchor {
            self.open_link(own);
        }
    }

    fn open_link(&mut self, own: &Attributes) {
        let Some(href) = &own.href else { return };
        self.state.link = u32::try_from(self.galley.links.len()).unwrap_or(NONE);
        self.galley.links.push(Link {
            file: self.file,
            href: href.clone(),
            calls: self.state.calls,
            back: self.state.back,
            raised: self.state.raised,
        });
    }

    fn lang(&mut self, tag: &str) -> u32 {
        let known = self.galley.langs.iter().position(|l| l == tag);
        let at = known.unwrap_or_else(|| {
            if self.galley.langs.len() < 1000 {
                self.galley.langs.push(tag.to_owned());
            }
            self.galley.langs.len() - 1
        });
        u32::try_from(at).unwrap_or(0)
    }

    /// Writes the number of an entry, as a browser does.
    fn entry_number(&mut self, own: &Attributes) {
        let lists = self.open.iter_mut().rev();
        let mut lists = lists.filter(|open| matches!(&*open.name, "ol" | "ul" | "menu" | "dir"));
        let Some(list) = lists.next().filter(|list| list.name == "ol") else {
            return;
        };
        let number = own.value.unwrap_or(list.counter);
        list.counter = number.saturating_add(1);
        let label = std::mem::replace(&mut self.state.label, true);
        self.word(&format!("{number}."));
        self.word(" ");
        self.state.label = label;
    }

    /// Notes that a page of the printed book begins here, when the element says so.
    fn page_break(&mut self, own: &Attributes) {
        let named = own.label.clone().filter(|_| own.traits.page);
        let by_id = own
            .ids
            .iter()
            .find_map(|id| page_of_id(id))
            .map(str::to_owned);
        if let Some(label) = named.or(by_id) {
            self.page(&label);
        }
    }

    fn page(&mut self, label: &str) {
        let label = bare_page_label(label);
        let known = self.galley.pages.last().is_some_and(|last| last == label);
        if label.is_empty() || label.len() > 24 || known || self.state.hidden {
            return;
        }
        let at = u32::try_from(self.galley.pages.len()).unwrap_or(NONE);
        self.galley.pages.push(label.to_owned());
        self.galley.items.push(Item::Page(at));
    }

    /// Registers the ids of an element.
    fn anchors(&mut self, own: &Attributes, region: u32, kind: Kind) {
        for id in &own.ids {
            let place = Anchor {
                item: self.galley.items.len(),
                region,
                heading: kind == Kind::Heading || self.state.part == Part::Heading,
                page: own.traits.page || self.state.page,
            };
            self.anchor(id.clone(), place);
        }
    }

    /// Registers a place; of two with one id the first stands.
    fn anchor(&mut self, id: String, place: Anchor) {
        let at = self.galley.anchors.len();
        self.galley.anchors.push(place);
        self.galley.ids.entry((self.file, id)).or_insert(at);
    }

    fn open_region(&mut self, own: &Attributes, name: &str) {
        let at = u32::try_from(self.galley.regions.len()).unwrap_or(NONE);
        let here = self.galley.blocks.len();
        self.galley.regions.push(Region {
            parent: self.state.region,
            blocks: here..here,
            class: own.class.clone(),
            notes: own.traits.notes,
            note: own.traits.note,
            whole: matches!(name, "body" | "html" | "main" | "article" | ""),
        });
        self.state.region = at;
    }

    fn close_top(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if open.opens_region {
            self.end_block();
            self.close_region();
        }
        if open.swallows {
            let text = std::mem::take(&mut self.page_text);
            let label = open.page_label.unwrap_or(text);
            self.page(&label);
        }
        self.state = open.before;
    }

    fn close_region(&mut self) {
        let end = self.galley.blocks.len();
        if let Some(region) = self.galley.regions.get_mut(self.state.region as usize) {
            region.blocks.end = end;
        }
    }

    fn end_block(&mut self) {
        self.breaks = 0;
        if self.state.margin != NONE {
            self.leave_margin();
        }
        let Some(state) = self.block_state.take() else {
            return;
        };
        let end = self.galley.items.len();
        self.galley.blocks.push(Block {
            items: self.block_from..end,
            region: state.region,
            part: state.part,
            lang: state.lang,
            furniture: state.furniture,
            main: state.main,
            article: state.article,
            first_rank: state.first_rank,
        });
        self.block_from = end;
    }

    /// A note in the margin ends with its paragraph, closed or not.
    fn leave_margin(&mut self) {
        self.state.margin = NONE;
        for open in &mut self.open {
            open.before.margin = NONE;
        }
    }

    fn letters(&mut self, text: &str) {
        if self.state.hidden {
            return;
        }
        if self.state.page {
            if self.page_text.len() < 200 {
                self.page_text.push_str(text);
            }
            return;
        }
        if self.state.pre {
            return self.letters_in_pre(text);
        }
        let blank = |c: char| matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}');
        for (nth, word) in text.split(blank).enumerate() {
            if nth > 0 && self.block_state.is_some() {
                self.space();
            }
            if !word.is_empty() {
                self.visible(word);
            }
        }
    }

    fn letters_in_pre(&mut self, text: &str) {
        self.galley.letters_in_pre += text.len();
        for (nth, line) in text.split('\n').enumerate() {
            if nth > 0 && self.block_state.is_some() {
                self.breaks += 1;
                if self.breaks > 1 {
                    self.end_block();
                } else {
                    self.galley.items.push(Item::Break);
                }
            }
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() {
                continue;
            }
            self.visible(line);
        }
    }

    /// Letters that are seen; the first of a block decide what the block is.
    fn visible(&mut self, word: &str) {
        self.breaks = 0;
        if self.block_state.is_none() {
            self.block_state = Some(self.state.clone());
        }
        let unseen = ['\u{ad}', '\u{200b}', '\u{feff}', '\u{2060}'];
        if !word.is_ascii() && word.contains(unseen) {
            self.word(&word.replace(unseen, ""));
        } else {
            self.word(word);
        }
    }

    fn space(&mut self) {
        let after_word = matches!(self.galley.items.last(), Some(Item::Text(_)));
        if after_word && !self.galley.text.ends_with(' ') {
            self.word(" ");
        }
    }

    /// Adds letters to the strip, to the run before where it has the same look.
    fn word(&mut self, word: &str) {
        let start = self.galley.text.len();
        self.galley.text.push_str(word);
        let state = &self.state;
        let run = Run {
            span: Span::new(start, self.galley.text.len()),
            link: state.link,
            margin: state.margin,
            emphasis: state.emphasis,
            raised: state.raised,
            label: state.label,
            back: state.back,
            furniture: state.furniture,
        };
        let laid = self.galley.items.len() > self.block_from;
        match self.galley.items.last_mut() {
            Some(Item::Text(last)) if laid && last.looks_like(&run) => {
                last.span.end = run.span.end;
            }
            _ => self.galley.items.push(Item::Text(run)),
        }
    }
}

impl Run {
    fn looks_like(&self, other: &Run) -> bool {
        (self.link, self.margin) == (other.link, other.margin)
            && (self.emphasis, self.raised) == (other.emphasis, other.raised)
            && (self.label, self.back) == (other.label, other.back)
            && self.furniture == other.furniture
    }
}

/// The elements whose content is letters only, whatever it looks like.
fn raw_text(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}
