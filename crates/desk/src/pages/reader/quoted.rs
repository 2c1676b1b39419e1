//! Which cards and drafts quote an original, and where: by the anchor on the card, else by the quotation itself.

use super::points::Points;
use crate::pages::Desk;
use crate::views::SAYING;
use kaozheng_reading::key;
use kaozheng_record::source_reference::{parse_chain, parse_from};
use kaozheng_record::{CardRef, FieldRef, Ground, Kind};
use kaozheng_text::quotation::QuotedText;
use kaozheng_text::{Anchor, Document, How, QuotationMatch, Span};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A stretch of an original that a card or a draft quotes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::pages) struct Stretch {
    /// The card's id.
    pub card: String,
    /// Its kind.
    pub kind: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// For a draft: the key by which the inbox finds it.
    pub key: Option<String>,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// What the card says, in one line.
    pub says: String,
    /// Through whom it is known, the outermost first, the speaker last; only for statements.
    pub voices: Vec<String>,
    /// Index of the passage in which it begins.
    pub passage: usize,
}

impl Desk {
    /// The stretches of an original that cards and drafts quote, in order; worked out once.
    pub(in crate::pages) fn quoted(&self, document: &Document) -> Arc<Vec<Stretch>> {
        let kept = || {
            let kept = self.quoted.lock();
            kept.unwrap_or_else(std::sync::PoisonError::into_inner)
        };
        if let Some(known) = kept().get(&document.name) {
            return known.clone();
        }
        // Worked out without the lock: who reads another original does not wait.
        let found = Arc::new(stretches(self, document));
        kept().insert(document.name.clone(), found.clone());
        found
    }
}

/// The value of an `anchor:` field taken apart: the file, then first and last code point.
pub(in crate::pages) fn parse_anchor<'a>(
    value: &'a str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<(&'a str, usize, usize)> {
    let (head, points) = value.rsplit_once(", chars ")?;
    let (start, end) = points.split_once('-')?;
    let of_name = |name: &&str| {
        head.strip_prefix(*name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(", p. "))
    };
    let name = names.into_iter().find(of_name)?;
    Some((name, start.trim().parse().ok()?, end.trim().parse().ok()?))
}

/// What stands in an `anchor:` field for a stretch of a document.
pub(in crate::pages) fn anchor_words(document: &Document, span: Span) -> String {
    let Anchor {
        page, start, end, ..
    } = document.anchor(span);
    let page = page.map(|page| format!(", p. {page}")).unwrap_or_default();
    format!("{}{page}, chars {start}-{end}", document.name)
}

fn stretches(desk: &Desk, document: &Document) -> Vec<Stretch> {
    let points = Points::of(document);
    let mut seeker = Seeker {
        desk,
        document,
        points: &points,
        text: None,
        sources: holding(desk, document),
    };
    let cards = desk.record.cards().map(|card| (card, false));
    let drafts = desk
        .drafts
        .cards()
        .filter(|draft| desk.record.get(draft.id()).is_none())
        .map(|draft| (draft, true));
    let mut out: Vec<Stretch> = cards
        .chain(drafts)
        .filter_map(|(card, draft)| seeker.stretch(card, draft))
        .collect();
    out.sort_by(|a, b| (a.start, a.end, a.draft, &a.card).cmp(&(b.start, b.end, b.draft, &b.card)));
    out
}

/// The ids of the sources, cards or drafts, whose text an original is.
fn holding<'a>(desk: &'a Desk, document: &Document) -> BTreeSet<&'a str> {
    let holds = |card: &CardRef<'_>| {
        card.kind() == "source" && card.all("file").any(|file| file.value() == document.name)
    };
    let cards = desk.record.cards().chain(desk.drafts.cards());
    cards.filter(holds).map(CardRef::id).collect()
}

/// The source card, or else the draft of one, whose text an original is; with whether it is a draft.
pub(in crate::pages) fn source_of<'a>(
    desk: &'a Desk,
    document: &Document,
) -> Option<(CardRef<'a>, bool)> {
    let holds = |card: &CardRef<'_>| {
        card.kind() == "source" && card.all("file").any(|file| file.value() == document.name)
    };
    let card = desk.record.cards().find(holds).map(|card| (card, false));
    card.or_else(|| desk.drafts.cards().find(holds).map(|draft| (draft, true)))
}

struct Seeker<'a> {
    desk: &'a Desk,
    document: &'a Document,
    points: &'a Points<'a>,
    /// Made ready for the first quotation that has no anchor.
    text: Option<QuotedText>,
    sources: BTreeSet<&'a str>,
}

impl Seeker<'_> {
    fn stretch(&mut self, card: CardRef<'_>, draft: bool) -> Option<Stretch> {
        let span = self
            .by_anchor(card)
            .or_else(|| self.by_quotation(card))
            .filter(|span| !span.is_empty())?;
        let passage = self.document.passage_at(span.start as usize)?;
        Some(Stretch {
            card: card.id().to_owned(),
            kind: card.kind().to_owned(),
            draft,
            key: draft.then(|| key(card)),
            start: self.points.point(span.start as usize),
            end: self.points.point(span.end as usize),
            says: says(card),
            voices: if card.kind() == "statement" {
                voices(self.desk, card)
            } else {
                Vec::new()
            },
            passage,
        })
    }

    /// By the code points on the card; a text that was changed meanwhile has the words elsewhere.
    fn by_anchor(&self, card: CardRef<'_>) -> Option<Span> {
        let anchors: Vec<_> = card.all("anchor").map(FieldRef::value).collect();
        let name = self.document.name.as_str();
        let (_, start, end) = anchors
            .iter()
            .find_map(|value| parse_anchor(value, [name]))?;
        let span = self.points.span(start, end);
        let Some(words) = grounds(card).flat_map(|ground| ground.quotations).next() else {
            return span;
        };
        let stands = |span: &Span| {
            matches!(
                kaozheng_text::compare_quotation(span.of(&self.document.text), &words),
                QuotationMatch::Verbatim(_)
            )
        };
        span.filter(stands).or_else(|| {
            let lost = Anchor {
                start,
                end,
                exact: words,
                ..Anchor::default()
            };
            let found = lost.locate(&self.document.text);
            (found.how != How::Lost).then_some(found.span)
        })
    }

    /// By its first quotation, for a card that cites this original and has no anchor.
    fn by_quotation(&mut self, card: CardRef<'_>) -> Option<Span> {
        if self.sources.is_empty() || card.field("anchor").is_some() {
            return None;
        }
        let cites = |ground: &Ground| {
            let from = ground.from.as_deref().map(parse_from);
            from.is_some_and(|from| {
                from.sources()
                    .any(|id| self.sources.contains(id.id.as_str()))
            })
        };
        let own = self.sources.contains(card.id());
        let whole = card.grounds();
        let whole_cites = own || whole.iter().any(cites);
        let mut quoting = grounds(card).filter(|ground| {
            !ground.quotations.is_empty() && (cites(ground) || ground.from.is_none() && whole_cites)
        });
        let words = quoting.next()?.quotations.into_iter().next()?;
        let text = self
            .text
            .get_or_insert_with(|| QuotedText::new(&self.document.text));
        match text.compare(&words) {
            QuotationMatch::Verbatim(spans) => Some(
                spans
                    .first()?
                    .cover(*spans.last().expect("there is a first")),
            ),
            QuotationMatch::Altered { span, .. } => Some(span),
            QuotationMatch::Absent => None,
        }
    }
}

/// The grounds of a card and of its fields, in order.
fn grounds(card: CardRef<'_>) -> impl Iterator<Item = Ground> {
    let of_fields = card.fields().flat_map(FieldRef::grounds);
    card.grounds().into_iter().chain(of_fields)
}

/// What a card or a draft says in one line.
pub(in crate::pages) fn says(card: CardRef<'_>) -> String {
    let words = SAYING.iter().find_map(|field| card.value(field));
    words.unwrap_or_default().into_owned()
}

/// Who speaks through whom: the writers of the works read, then those who report, then the speaker.
fn voices(desk: &Desk, card: CardRef<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut add = |name: String| {
        if !name.is_empty() && out.last() != Some(&name) {
            out.push(name);
        }
    };
    let from = grounds(card).find_map(|ground| ground.from);
    if let Some(from) = from.as_deref().map(parse_from).filter(|from| !from.editor) {
        for id in from
            .sources()
            .map(|id| id.id.as_str())
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
        {
            add(writer(desk, id));
        }
    }
    if let Some(chain) = card.value("reported-by") {
        for id in parse_chain(&chain) {
            add(named(desk, &id.id));
        }
    }
    for speaker in card.all("speaker") {
        add(named(desk, &speaker.value()));
    }
    out
}

/// Who wrote a source; its own id when nobody is named.
fn writer(desk: &Desk, id: &str) -> String {
    let source = desk.record.get(id).or_else(|| desk.drafts.get(id));
    let author = source.and_then(|source| source.value("author"));
    author.map_or_else(|| id.to_owned(), |author| named(desk, &author))
}

/// The name on the card called `id`, without the tag of its script; the word itself where there is no card.
fn named(desk: &Desk, id: &str) -> String {
    let card = desk.record.get(id).or_else(|| desk.drafts.get(id));
    let card = card.filter(|card| Kind::parse(card.kind()).is_some());
    let name = card.and_then(|card| card.value("name"));
    let name = name.as_deref().unwrap_or(id);
    name.split(" [").next().unwrap_or(name).to_owned()
}
