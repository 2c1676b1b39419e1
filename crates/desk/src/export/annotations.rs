//! A divided document as W3C Web Annotations (JSON-LD): one for each note, each mark without note, each card or draft
//! that quotes it, and each pair of passages that say the same in two languages.
//!
//! Every target has both selectors of the model against the clean text ([`super::plain`]): a position in code points and
//! a quotation with the words around it. A note's target is the word that its mark follows.

use super::calls::Calls;
use kaozheng_reading::align::Pair;
use kaozheng_record::source_reference::parse_from;
use kaozheng_record::{CardRef, FieldRef, Ground, Record};
use kaozheng_text::quotation::QuotedText;
use kaozheng_text::{Anchor, Document, QuotationMatch, Span, compare_quotation};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A card or draft that quotes a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoting {
    /// Its id.
    pub id: String,
    /// Its kind ("statement").
    pub kind: String,
    /// Whether it is only a draft.
    pub draft: bool,
    /// What it says, for people.
    pub says: String,
    /// The words of the document that it quotes.
    pub words: String,
    /// Where they stand, in code points of the clean text, when the card says so (`anchor:`).
    pub at: Option<(usize, usize)>,
}

/// The cards and drafts that quote the original `name`, each quotation once, cards first.
pub fn quoting(record: &Record, drafts: &Record, name: &str) -> Vec<Quoting> {
    let is_own = |card: &CardRef<'_>| {
        card.kind() == "source" && card.all("file").any(|file| file.value() == name)
    };
    let sources: BTreeSet<&str> = record
        .cards()
        .chain(drafts.cards())
        .filter(is_own)
        .map(CardRef::id)
        .collect();
    let mut out: Vec<Quoting> = Vec::new();
    for (record, draft) in [(record, false), (drafts, true)] {
        for card in record.cards() {
            for words in quotations(card, &sources) {
                let quoting = Quoting {
                    id: card.id().to_owned(),
                    kind: card.kind().to_owned(),
                    draft,
                    says: card
                        .value("says")
                        .or_else(|| card.value("title"))
                        .unwrap_or_default()
                        .into_owned(),
                    words,
                    at: card.value("anchor").and_then(|anchor| code_points(&anchor)),
                };
                if !out.contains(&quoting) {
                    out.push(quoting);
                }
            }
        }
    }
    out
}

/// `lin.txt, chars 12-40` as two numbers.
fn code_points(anchor: &str) -> Option<(usize, usize)> {
    let (_, range) = anchor.rsplit_once("chars ")?;
    let (start, end) = range.split_once('-')?;
    Some((start.trim().parse().ok()?, end.trim().parse().ok()?))
}

/// The quotations on a card that were read in one of `sources`.
fn quotations(card: CardRef<'_>, sources: &BTreeSet<&str>) -> Vec<String> {
    let own = card.grounds();
    let lent = own.iter().find_map(|ground| ground.from.clone());
    let of_fields = card.fields().flat_map(FieldRef::grounds);
    let read_here = |ground: &Ground| {
        let from = ground.from.as_ref().or(lent.as_ref());
        from.is_some_and(|from| {
            let reference = parse_from(from);
            reference
                .sources()
                .any(|id| sources.contains(id.id.as_str()))
        })
    };
    let grounds = own.iter().cloned().chain(of_fields);
    let here = grounds.filter(read_here);
    here.flat_map(|ground| ground.quotations).collect()
}

/// The annotations of `document` as one JSON-LD collection. A quotation that does not stand in it gives none.
pub fn export(document: &Document, quoting: &[Quoting], pairs: &[Pair]) -> Value {
    let mut items = notes(document);
    items.extend(cards(document, quoting));
    items.extend(pairs.iter().map(|pair| aligned(document, pair)));
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("{}#annotations", source(document)),
        "type": "AnnotationCollection",
        "label": format!("Notes and cards of {}", document.name),
        "total": items.len(),
        "first": {
            "id": format!("{}#annotations-1", source(document)),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        }
    })
}

/// The name under which targets cite the clean text: the original and its hash.
fn source(document: &Document) -> String {
    format!("urn:sha256:{}", document.hash)
}

fn notes(document: &Document) -> Vec<Value> {
    let calls = Calls::of(document);
    let mut items = Vec::new();
    for (at, passage) in document.passages.iter().enumerate() {
        for (nth, mark) in passage.marks.iter().enumerate() {
            let label = calls.label_of_mark(document, at, nth);
            let id = match calls.carried(document, at, nth) {
                Some(_) => format!("note-{label}"),
                None => format!("mark-{at}-{}", nth + 1),
            };
            let mut bodies = vec![textual("identifying", &mark.number, "")];
            if let Some(note) = mark.note {
                let note = &document.passages[note];
                bodies.push(textual("commenting", document.text_of(note), &note.lang));
            }
            let motivation = if mark.note.is_some() {
                "commenting"
            } else {
                "identifying"
            };
            let target = target(
                document,
                word_before(document, passage.span, mark.at as usize),
            );
            items.push(annotation(
                document,
                &id,
                motivation,
                &json!(bodies),
                &target,
            ));
        }
    }
    for note in calls.notes().filter(|note| !calls.is_carried(*note)) {
        let passage = &document.passages[note];
        let number = passage.number.as_deref().unwrap_or_default();
        let body = json!([textual("identifying", number, "")]);
        let id = format!("note-{}", calls.label(note));
        let target = target(document, passage.span);
        items.push(annotation(document, &id, "identifying", &body, &target));
    }
    items
}

fn cards(document: &Document, quoting: &[Quoting]) -> Vec<Value> {
    let text = QuotedText::new(&document.text);
    let mut items = Vec::new();
    for (nth, card) in quoting.iter().enumerate() {
        let spans = anchored(document, card).map_or_else(
            || match text.compare(&card.words) {
                QuotationMatch::Verbatim(spans) => spans,
                _ => Vec::new(),
            },
            |span| vec![span],
        );
        let targets: Vec<Value> = spans.iter().map(|span| target(document, *span)).collect();
        if targets.is_empty() {
            continue;
        }
        let tag = if card.draft { "draft" } else { "card" };
        let mut bodies = vec![
            textual("identifying", &card.id, ""),
            textual("tagging", &card.kind, ""),
            textual("tagging", tag, ""),
        ];
        if !card.says.is_empty() {
            bodies.push(textual("describing", &card.says, ""));
        }
        let id = format!("{tag}-{}-{}", card.id, nth + 1);
        items.push(annotation(
            document,
            &id,
            "describing",
            &json!(bodies),
            &json!(targets),
        ));
    }
    items
}

/// The place that the card itself gives, when its words stand there.
fn anchored(document: &Document, card: &Quoting) -> Option<Span> {
    let (start, end) = card.at?;
    let mut ends = document
        .text
        .char_indices()
        .map(|(at, _)| at)
        .chain([document.text.len()]);
    let first = ends.clone().nth(start)?;
    let span = Span::new(first, ends.nth(end)?.max(first));
    let here = compare_quotation(span.of(&document.text), &card.words);
    matches!(here, QuotationMatch::Verbatim(spans) if !spans.is_empty()).then_some(span)
}

fn aligned(document: &Document, pair: &Pair) -> Value {
    let span = |passage: usize| document.passages[passage].span;
    let bodies = json!([
        target(document, span(pair.other)),
        textual("describing", &pair.because, "en"),
    ]);
    let id = format!("pair-{}-{}", pair.one, pair.other);
    annotation(
        document,
        &id,
        "linking",
        &bodies,
        &target(document, span(pair.one)),
    )
}

fn annotation(
    document: &Document,
    id: &str,
    motivation: &str,
    body: &Value,
    target: &Value,
) -> Value {
    json!({
        "id": format!("{}#{id}", source(document)),
        "type": "Annotation",
        "motivation": motivation,
        "body": body,
        "target": target,
    })
}

fn textual(purpose: &str, value: &str, lang: &str) -> Value {
    let mut body = json!({ "type": "TextualBody", "purpose": purpose, "value": value });
    if !lang.is_empty() {
        body["language"] = json!(lang);
    }
    body
}

fn target(document: &Document, span: Span) -> Value {
    let anchor = Anchor::of(&document.text, span);
    json!({
        "type": "SpecificResource",
        "source": source(document),
        "selector": [
            { "type": "TextPositionSelector", "start": anchor.start, "end": anchor.end },
            { "type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix },
        ]
    })
}

/// The word that ends at `at`, with the signs after it.
fn word_before(document: &Document, passage: Span, at: usize) -> Span {
    let before = &document.text[passage.start as usize..at];
    let word = before.rfind(char::is_whitespace).map_or(0, |space| {
        space + before[space..].chars().next().map_or(0, char::len_utf8)
    });
    Span::new(passage.start as usize + word, at)
}
