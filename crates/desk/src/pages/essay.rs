//! One essay: its prose with every citation alive, its notes, and what nothing supports.

use super::{Desk, Place, Visit};
use crate::bibliography::cite::{Style, USUAL};
use crate::bibliography::notes::text;
use crate::essay::sentences::{self, Sentence, Standing, Tally};
use crate::essay::{Block, Cards, Essay, Laid, Piece, Terms, Words, html as written, language};
use crate::views::home::question;
use kaozheng_record::{CardRef, FieldRef};
use kaozheng_text::ContentHash;
use maud::{Markup, html};
use serde::Serialize;

/// One essay with all that it cites.
#[derive(Clone, Debug, Serialize)]
pub(super) struct EssayView {
    /// Its name in addresses.
    pub name: String,
    /// Its file, relative to the case folder.
    pub file: String,
    /// Its title: the first heading, or its name.
    pub title: String,
    /// The language it is written in (BCP 47).
    pub language: String,
    /// The style of its notes.
    pub style: String,
    /// How many sentences have a card.
    pub sentences: Tally,
    /// The cards that it cites, in the order of the text, each once.
    pub cards: Vec<CitedCard>,
    /// The notes, the first has the number 1.
    pub notes: Vec<String>,
    /// The works that the notes cite.
    pub bibliography: Vec<String>,
    /// The text as it is written.
    pub text: String,
    /// The hash of its file.
    pub hash: String,
    /// Whether it is shown to be edited.
    pub edited: bool,
    #[serde(skip)]
    laid: Laid,
}

/// A card that an essay cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct CitedCard {
    /// Its id.
    pub id: String,
    /// Its kind; empty when it is gone.
    pub kind: String,
    /// What it says, in one line.
    pub says: String,
    /// The words it quotes first; may be empty.
    pub quotes: String,
    /// For a question: the verdict as it stands now.
    pub verdict: Option<String>,
    /// The place or the verdict that the essay names with it; may be empty.
    pub named: String,
}

impl CitedCard {
    /// Whether no card has the id any more.
    fn is_gone(&self) -> bool {
        self.kind.is_empty()
    }

    /// Whether the essay names a verdict that is no longer the one.
    fn has_changed(&self) -> bool {
        let now = self.verdict.as_deref();
        !self.named.is_empty() && now.is_some_and(|now| now != self.named)
    }
}

pub(super) fn view(desk: &Desk, visit: &Visit, wanted: &str) -> Option<EssayView> {
    let (file, source) = desk.essay(wanted)?;
    let essay = Essay::parse(source, &|id| desk.record.get(id).is_some());
    let language = language(source);
    let chosen = visit.query.get("style").unwrap_or(USUAL);
    let other = match chosen {
        USUAL => None,
        other => Style::named(other).ok(),
    };
    let called = if other.is_some() { chosen } else { USUAL };
    let style = other.as_ref().unwrap_or_else(|| Style::usual());
    let laid = Laid::out(&essay, Cards::of(&desk.record), style, Terms::of(language));
    let title = match essay.title.as_str() {
        "" => wanted,
        title => title,
    };
    Some(EssayView {
        name: wanted.to_owned(),
        file: file.to_owned(),
        title: title.to_owned(),
        language: language.to_owned(),
        style: called.to_owned(),
        sentences: sentences::tally(&laid),
        cards: cards(desk, &laid),
        notes: laid.notes.iter().map(|note| said(&note.blocks)).collect(),
        bibliography: laid.bibliography.iter().map(|runs| text(runs)).collect(),
        text: source.to_owned(),
        hash: ContentHash::of(source.as_bytes()).to_string(),
        edited: visit.may_write && visit.query.get("edit").is_some(),
        laid,
    })
}

fn cards(desk: &Desk, laid: &Laid) -> Vec<CitedCard> {
    let mut out: Vec<CitedCard> = Vec::new();
    for cite in laid.notes.iter().flat_map(|note| &note.cites) {
        let known = |card: &CitedCard| card.id == cite.id && card.named == cite.locator;
        if out.iter().any(known) {
            continue;
        }
        let card = desk.record.get(&cite.id);
        let answered = question(&desk.case, &cite.id);
        let first = answered.and_then(|question| question.answers.into_iter().next());
        out.push(CitedCard {
            id: cite.id.clone(),
            kind: card.map_or_else(String::new, |card| card.kind().to_owned()),
            says: says(desk, &cite.id),
            quotes: card.map(quoted).unwrap_or_default(),
            verdict: first.map(|answer| answer.verdict),
            named: cite.locator.clone(),
        });
    }
    out
}

/// What a card says; an argument without words of its own says what its premises say.
fn says(desk: &Desk, id: &str) -> String {
    let own = desk.says(id);
    let argument = desk.record.get(id).filter(|card| card.kind() == "argument");
    let (true, Some(argument)) = (own.is_empty(), argument) else {
        return own;
    };
    let premises = argument.all("premise").flat_map(FieldRef::list);
    let said = premises.map(|(id, _)| desk.says(&id));
    let said: Vec<String> = said.filter(|words| !words.is_empty()).collect();
    said.join(" ")
}

/// The words that a card quotes first, at most so many letters of them as can be read at a glance.
fn quoted(card: CardRef<'_>) -> String {
    const MOST: usize = 240;
    let grounds = card.grounds().into_iter();
    let all = grounds.chain(card.fields().flat_map(FieldRef::grounds));
    let first = all
        .flat_map(|ground| ground.quotations)
        .next()
        .unwrap_or_default();
    match first.char_indices().nth(MOST) {
        None => first,
        Some((end, _)) => format!("{}…", first[..end].trim_end()),
    }
}

/// The words of a note.
fn said(blocks: &[Block]) -> String {
    let texts: Vec<String> = blocks
        .iter()
        .map(|block| match block {
            Block::Heading(_, pieces) | Block::Paragraph(pieces) => crate::essay::plain(pieces),
            Block::Verbatim(text) => text.clone(),
            Block::Quotation(blocks) => said(blocks),
            Block::List(_, entries) => {
                let each: Vec<String> = entries.iter().map(|entry| said(entry)).collect();
                each.join(" ")
            }
            Block::Rule => String::new(),
        })
        .collect();
    texts.join(" ")
}

pub(super) fn page(desk: &Desk, visit: &Visit, view: &EssayView) -> (String, Markup) {
    let mut shown = Shown {
        desk,
        visit,
        view,
        unsupported: 0,
        marked: Vec::new(),
    };
    let has_title = matches!(view.laid.blocks.first(), Some(Block::Heading(1, _)));
    let (head, rest) = match has_title {
        true => view.laid.blocks.split_at(1),
        false => view.laid.blocks.split_at(0),
    };
    let head = match head.first() {
        Some(Block::Heading(_, pieces)) => shown.pieces(pieces),
        _ => html! { (view.title) },
    };
    let deeper = u8::from(
        rest.iter()
            .any(|block| matches!(block, Block::Heading(1, _))),
    );
    let prose = shown.blocks(rest, deeper);
    let terms = Terms::of(&view.language);
    let body = html! {
        h1 lang=(view.language) { (head) }
        (about(visit, view))
        @if view.edited { (editor(visit, view)) }
        article.essay lang=(view.language) {
            (prose)
            (notes(desk, visit, view, terms.notes))
            (written::bibliography(&view.laid, terms.bibliography))
        }
        @if visit.is_served() { script type="module" src=(visit.addresses.asset("essay.js")) {} }
    };
    (view.title.clone(), body)
}

/// What stands above the prose: how well it is supported, and what can be done with it.
fn about(visit: &Visit, view: &EssayView) -> Markup {
    let Tally {
        supported,
        unsupported,
        framing,
    } = view.sentences;
    let gone = view.cards.iter().filter(|card| card.is_gone()).count();
    let changed = view.cards.iter().filter(|card| card.has_changed()).count();
    html! {
        div.about {
            p.tally {
                (visit.words.say_of("essay-supported", supported)) " "
                @if unsupported > 0 {
                    a href="#unsupported-1" { (visit.words.say_of("essay-unsupported", unsupported)) }
                } @else { (visit.say("essay-all-supported")) }
                @if gone > 0 { " " strong { (visit.words.say_of("essay-gone", gone)) } }
                @if changed > 0 { " " strong { (visit.words.say_of("essay-changed", changed)) } }
            }
            details {
                summary { (visit.say("essay-rule")) }
                p { (visit.say("essay-rule-1")) }
                p { (visit.words.say_of("essay-rule-2", framing)) }
            }
            (downloads(visit, view))
        }
    }
}

fn downloads(visit: &Visit, view: &EssayView) -> Markup {
    let here = visit.to(&Place::Essay(view.name.clone()));
    let stem = here
        .strip_suffix(".html")
        .filter(|_| !visit.is_served())
        .unwrap_or(&here);
    let query = match view.style.as_str() {
        USUAL => String::new(),
        style => super::Query(vec![("style".to_owned(), style.to_owned())]).written(),
    };
    html! {
        p.downloads {
            a.button href=(format!("{stem}.docx{query}")) download { "Word" } " "
            @if visit.is_served() {
                a.button href=(format!("{stem}.html{query}")) download { "HTML" } " "
            }
            a.button href=(format!("{stem}.md{query}")) download { "Markdown" }
            @if visit.may_write && !view.edited {
                " " a.button href=(format!("{here}?edit=1")) { (visit.say("edit")) }
            }
        }
        @if visit.is_served() {
            form.style action=(here) {
                label for="style" { (visit.say("essay-style")) } " "
                select #style name="style" {
                    @for style in Style::names() {
                        option value=(style) selected[style == view.style] { (style) }
                    }
                } " "
                button { (visit.say("essay-use-style")) }
            }
        }
    }
}

fn editor(visit: &Visit, view: &EssayView) -> Markup {
    let here = visit.to(&Place::Essay(view.name.clone()));
    html! {
        form.editor method="post" action=(here) {
            input type="hidden" name="hash" value=(view.hash);
            label for="text" { (view.file) }
            p #typing { (visit.say("essay-typing")) }
            textarea #text name="text" rows="24" spellcheck="true" lang=(view.language) aria-describedby="typing" { "\n" (view.text) }
            p {
                button.chief { (visit.say("save")) } " "
                a href=(here) { (visit.say("essay-leave")) }
            }
        }
    }
}

fn notes(desk: &Desk, visit: &Visit, view: &EssayView, heading: &str) -> Markup {
    html! {
        @if !view.laid.notes.is_empty() {
            section.notes {
                h2 { (heading) }
                ol {
                    @for (at, note) in view.laid.notes.iter().enumerate() {
                        li id=(format!("note-{}", at + 1)) {
                            @for block in &note.blocks {
                                @match block {
                                    Block::Paragraph(pieces) => { (written::pieces(pieces)) " " },
                                    other => (written::blocks(std::slice::from_ref(other), 2)),
                                }
                            }
                            @for cite in &note.cites {
                                (card_link(desk, visit, &cite.id)) " "
                            }
                            a.up href=(format!("#mark-{}", at + 1)) aria-label=(visit.words.say_of("essay-to-mark", at + 1)) { "↩" }
                        }
                    }
                }
            }
        }
    }
}

/// A card's id, a link where the card is still there.
fn card_link(desk: &Desk, visit: &Visit, id: &str) -> Markup {
    match desk.record.get(id) {
        Some(_) => super::frame::card_link(visit, id),
        None => html! { del.id { (id) } },
    }
}

/// Shows the prose, and counts what was marked on the way.
struct Shown<'a> {
    desk: &'a Desk,
    visit: &'a Visit,
    view: &'a EssayView,
    unsupported: usize,
    marked: Vec<usize>,
}

impl Shown<'_> {
    fn blocks(&mut self, blocks: &[Block], deeper: u8) -> Markup {
        let mut parts = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            parts.push(match block {
                Block::Heading(level, pieces) => {
                    let words = self.pieces(pieces);
                    written::heading(*level + deeper, &words)
                }
                Block::Paragraph(pieces) => {
                    let prose = self.sentences(blocks, at, pieces);
                    html! { p { (prose) } }
                }
                Block::Quotation(inside) => {
                    let inside = self.quoted(inside, deeper);
                    html! { blockquote { (inside) } }
                }
                Block::List(first, entries) => self.list(*first, entries, deeper),
                other => written::blocks(std::slice::from_ref(other), deeper),
            });
        }
        html! { @for part in &parts { (part) } }
    }

    /// Blocks that are not the author's own words: nothing in them has to be supported.
    fn quoted(&mut self, blocks: &[Block], deeper: u8) -> Markup {
        let mut parts = Vec::new();
        for block in blocks {
            parts.push(match block {
                Block::Paragraph(pieces) => {
                    let words = self.pieces(pieces);
                    html! { p { (words) } }
                }
                Block::Quotation(inside) => {
                    let inside = self.quoted(inside, deeper);
                    html! { blockquote { (inside) } }
                }
                other => self.blocks(std::slice::from_ref(other), deeper),
            });
        }
        html! { @for part in &parts { (part) } }
    }

    fn list(&mut self, first: Option<u64>, entries: &[Vec<Block>], deeper: u8) -> Markup {
        let entries: Vec<Markup> = entries
            .iter()
            .map(|entry| match &entry[..] {
                [Block::Paragraph(pieces)] => self.sentences(entry, 0, pieces),
                _ => self.blocks(entry, deeper),
            })
            .collect();
        let lines = html! { @for entry in &entries { li { (entry) } } };
        match first {
            None => html! { ul { (lines) } },
            Some(1) => html! { ol { (lines) } },
            Some(first) => html! { ol start=(first) { (lines) } },
        }
    }

    fn sentences(&mut self, blocks: &[Block], at: usize, pieces: &[Piece]) -> Markup {
        let sentences = sentences::in_place(&self.view.laid, blocks, at, pieces);
        let parts: Vec<Markup> = sentences
            .iter()
            .map(|sentence| self.sentence(sentence))
            .collect();
        html! { @for part in &parts { (part) } }
    }

    fn sentence(&mut self, sentence: &Sentence) -> Markup {
        let mut pieces = sentence.pieces.clone();
        // The space after a sentence is no part of what is marked.
        if let Some(Piece::Words(last)) = pieces.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        if sentence.standing != Standing::Unsupported {
            return self.pieces(&sentence.pieces);
        }
        let words = self.pieces(&pieces);
        self.unsupported += 1;
        let next = match self.unsupported == self.view.sentences.unsupported {
            true => 1,
            false => self.unsupported + 1,
        };
        html! {
            span.unsupported id=(format!("unsupported-{}", self.unsupported)) { (words) }
            a.flag href=(format!("#unsupported-{next}")) title=(self.visit.say("essay-no-card"))
                aria-label=(self.visit.say("essay-no-card-next")) { "○" } " "
        }
    }

    fn pieces(&mut self, pieces: &[Piece]) -> Markup {
        let mut parts = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Words(words) => parts.push(written::words(words)),
                Piece::Break => parts.push(html! { br; }),
                Piece::Mark(at) => parts.push(self.mark(*at)),
                Piece::Cards(..) | Piece::Label(_) => {}
            }
        }
        html! { @for part in &parts { (part) } }
    }

    /// The mark of a note, and what is seen when it is pointed at or reached by the keyboard.
    fn mark(&mut self, at: usize) -> Markup {
        let number = at + 1;
        let Some(note) = self.view.laid.notes.get(at) else {
            return html! {};
        };
        // Two marks may lead to one note; an id stands once.
        let first = !self.marked.contains(&at);
        self.marked.push(at);
        let card = |id: &str| self.view.cards.iter().find(|card| card.id == id);
        let is_sound = note
            .cites
            .iter()
            .filter_map(|cite| card(&cite.id))
            .all(|card| !card.is_gone() && !card.has_changed());
        html! {
            span.cite {
                sup { a.mark.unsound[!is_sound] id=[first.then(|| format!("mark-{number}"))] href=(format!("#note-{number}")) { (number) @if !is_sound { "!" } } }
                span.said {
                    @for cite in &note.cites {
                        @if let Some(card) = self.view.cards.iter().find(|card| card.id == cite.id && card.named == cite.locator) {
                            (self.card(card))
                        }
                    }
                    @for block in &note.blocks {
                        @if let Block::Paragraph(pieces) = block {
                            span.source { @for piece in pieces { @if let Piece::Words(words) = piece { (without_link(words)) } } }
                        }
                    }
                }
            }
        }
    }

    fn card(&self, card: &CitedCard) -> Markup {
        let words = self.visit.words;
        html! {
            span.card {
                @if card.is_gone() {
                    del.id { (card.id) } " " (words.say("essay-card-gone"))
                } @else {
                    (card_link(self.desk, self.visit, &card.id)) " " (card.says)
                    @if !card.quotes.is_empty() { q.quoted { (card.quotes) } }
                    @if let Some(verdict) = &card.verdict {
                        " " strong { (words.say_of("essay-verdict", words.term(verdict))) }
                        @if card.has_changed() { " " em { (words.say_of("essay-verdict-was", words.term(&card.named))) } }
                    }
                }
            }
        }
    }
}

fn without_link(words: &Words) -> Markup {
    written::words(&Words {
        link: None,
        ..words.clone()
    })
}

#[cfg(test)]
mod tests;
