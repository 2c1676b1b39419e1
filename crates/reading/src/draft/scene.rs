//! What all drafters share: the sentences with their notes, the works and their ids, the actors and theirs.

use super::DraftOptions;
use super::ids::{Ids, file_slug, short_slug};
use crate::find::citations::{Work, works};
use crate::find::sentences::sentences;
use crate::find::{Mention, Named, Reading};
use kaozheng_text::{Anchor, Document, LineIndex, Part, Span};
use kaozheng_values::citations::Citation;
use kaozheng_values::names::slug;
use std::collections::BTreeMap;

/// How many sentences before its mark a note may be meant to cover.
const NOTE_REACH: usize = 6;

/// One sentence of running text.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// In [`Document::text`].
    pub(super) span: Span,
    pub(super) passage: usize,
    /// Passage of the note whose mark stands in it.
    pub(super) note: Option<usize>,
    /// Passage of the next note of the paragraph, when none stands in it.
    pub(super) later: Option<usize>,
}

/// A work and the id of its card.
pub(super) struct KnownWork {
    pub(super) work: Work,
    pub(super) id: String,
}

/// A person, body or place with its id.
#[derive(Clone, Debug)]
pub(super) struct Actor {
    pub(super) id: String,
    pub(super) full: String,
    pub(super) named: Named,
    /// Indices of its mentions.
    pub(super) mentions: Vec<usize>,
}

pub(super) struct Scene<'a> {
    pub(super) document: &'a Document,
    pub(super) mentions: &'a [Mention],
    pub(super) source: String,
    pub(super) sentences: Vec<Sentence>,
    pub(super) works: Vec<KnownWork>,
    pub(super) actors: Vec<Actor>,
    /// From mention to actor.
    actor_of: BTreeMap<usize, usize>,
    lines: LineIndex,
}

impl<'a> Scene<'a> {
    pub(super) fn of(
        document: &'a Document,
        mentions: &'a [Mention],
        options: &DraftOptions,
    ) -> Scene<'a> {
        let mut ids = Ids::default();
        let wanted = if options.source.is_empty() {
            file_slug(&document.name)
        } else {
            options.source.clone()
        };
        let source = ids.free(&wanted);
        let works = works(mentions)
            .into_iter()
            .map(|work| KnownWork {
                id: ids.free(&work_id(&work.fullest)),
                work,
            })
            .collect();
        let (actors, actor_of) = actors_of(mentions, &mut ids);
        Scene {
            document,
            mentions,
            source,
            sentences: sentences_of(document),
            works,
            actors,
            actor_of,
            lines: LineIndex::new(&document.text),
        }
    }

    pub(super) fn text(&self, span: Span) -> &'a str {
        span.of(&self.document.text)
    }

    /// The mentions that stand wholly inside a span, with their numbers.
    pub(super) fn inside(&self, span: Span) -> impl Iterator<Item = (usize, &'a Mention)> {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        let all = self.mentions;
        (from..all.len())
            .map(move |at| (at, &all[at]))
            .take_while(move |(_, m)| m.span.start < span.end)
            .filter(move |(_, m)| m.span.end <= span.end)
    }

    pub(super) fn actor(&self, mention: usize) -> Option<&Actor> {
        self.actor_of.get(&mention).map(|at| &self.actors[*at])
    }

    pub(super) fn number(&self, note: usize) -> String {
        self.document.passages[note]
            .number
            .clone()
            .unwrap_or_default()
    }

    /// The works that a note cites, each once, in order.
    pub(super) fn works_in(&self, note: usize) -> Vec<&KnownWork> {
        let mut cited: Vec<usize> = Vec::new();
        for (_, mention) in self.inside(self.document.passages[note].span) {
            if let Reading::Citation {
                work: Some(work), ..
            } = mention.reading
                && !cited.contains(&work)
            {
                cited.push(work);
            }
        }
        cited.into_iter().map(|at| &self.works[at]).collect()
    }

    /// The `from:` of a passage: page, note, and the work read through it when the note cites exactly one.
    pub(super) fn from(&self, sentence: &Sentence, through: bool) -> String {
        let page = self
            .document
            .page_at(sentence.span.start as usize)
            .map(|p| format!(", p. {p}"))
            .unwrap_or_default();
        let note = sentence.note.or(sentence.later);
        let Some(note) = note else {
            return format!("{}{page}", self.source);
        };
        let number = self.number(note);
        match self.works_in(note)[..] {
            [only] if through => format!("{}, via {}, n. {number}", only.id, self.source),
            _ => format!("{}{page}, n. {number}", self.source),
        }
    }

    /// The anchor of a span, and the words for the card's `anchor:` field.
    pub(super) fn anchor(&self, span: Span) -> (Anchor, String) {
        let text = &self.document.text;
        let start = self.lines.place(text, span.start as usize).code_point;
        let exact = span.of(text).to_owned();
        let end = start + exact.chars().count();
        let prefix = tail(&text[..span.start as usize]);
        let suffix = text[span.end as usize..]
            .chars()
            .take(kaozheng_text::anchor::CONTEXT)
            .collect();
        let page = self
            .document
            .page_at(span.start as usize)
            .map(str::to_owned);
        let place = page
            .as_ref()
            .map(|p| format!(", p. {p}"))
            .unwrap_or_default();
        let words = format!("{}{place}, chars {start}-{end}", self.document.name);
        (
            Anchor {
                page,
                start,
                end,
                exact,
                prefix,
                suffix,
            },
            words,
        )
    }
}

fn tail(text: &str) -> String {
    let start = text
        .char_indices()
        .rev()
        .nth(kaozheng_text::anchor::CONTEXT - 1)
        .map_or(0, |(at, _)| at);
    text[start..].to_owned()
}

fn sentences_of(document: &Document) -> Vec<Sentence> {
    let mut out = Vec::new();
    for (index, passage) in document.passages.iter().enumerate() {
        if passage.part != Part::Body || !matches!(passage.lang.as_str(), "en" | "") {
            continue;
        }
        let start = passage.span.start as usize;
        let spans: Vec<Span> = sentences(document.text_of(passage))
            .into_iter()
            .map(|s| s.shifted(start))
            .collect();
        let mut notes: Vec<Option<usize>> = vec![None; spans.len()];
        for mark in &passage.marks {
            let at = spans
                .partition_point(|s| s.end < mark.at)
                .min(spans.len().saturating_sub(1));
            if let Some(slot) = notes.get_mut(at) {
                *slot = slot.or(mark.note);
            }
        }
        for (nth, &span) in spans.iter().enumerate() {
            let later = notes[nth + 1..].iter().take(NOTE_REACH).find_map(|n| *n);
            out.push(Sentence {
                span,
                passage: index,
                note: notes[nth],
                later: later.filter(|_| notes[nth].is_none()),
            });
        }
    }
    out
}

/// `xu-yan-2003`, `shtykov-to-vyshinsky-1949-05-15`, or the first words of the title.
fn work_id(citation: &Citation) -> String {
    if let (Some(sender), Some(recipient)) = (&citation.sender, &citation.recipient) {
        let date = citation
            .issued
            .as_ref()
            .and_then(|d| d.edtf.clone())
            .unwrap_or_default();
        let ends = format!("{} to {}", last_name(sender), last_name(recipient));
        return format!("{}-{}", short_slug(&ends), slug(&date))
            .trim_end_matches('-')
            .to_owned();
    }
    let year = citation.year().map(|y| format!("-{y}")).unwrap_or_default();
    let named = citation
        .authors
        .first()
        .or(citation.editors.first())
        .cloned();
    let words = named.or_else(|| {
        citation
            .title
            .as_ref()
            .map(|t| t.split_whitespace().take(4).collect::<Vec<_>>().join(" "))
    });
    format!("{}{year}", short_slug(&words.unwrap_or_default()))
}

/// The last word of a sender or recipient, brackets left out: enough for an id.
fn last_name(party: &str) -> &str {
    let bare = party.split([',', '(']).next().unwrap_or(party).trim();
    kaozheng_values::names::family_name(bare)
}

fn actors_of(mentions: &[Mention], ids: &mut Ids) -> (Vec<Actor>, BTreeMap<usize, usize>) {
    let mut actors: Vec<Actor> = Vec::new();
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    let mut actor_of = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        let Some((full, named)) = mention.actor() else {
            continue;
        };
        let index = *by_name.entry(full.to_owned()).or_insert_with(|| {
            actors.push(Actor {
                id: ids.free(&short_slug(full)),
                full: full.to_owned(),
                named,
                mentions: Vec::new(),
            });
            actors.len() - 1
        });
        actors[index].mentions.push(at);
        actor_of.insert(at, index);
    }
    (actors, actor_of)
}
