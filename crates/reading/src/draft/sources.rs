//! Drafts of sources: the document itself, and every work it cites.

use super::Draft;
use super::scene::{KnownWork, Scene};
use crate::find::Reading;
use crate::find::citations::Bond;
use kaozheng_record::{CardText, Kind};
use kaozheng_text::{Part, Span};
use kaozheng_values::citations::{Citation, Field, Kind as Cited};

const DOCUMENT: &str = "the document itself";
const CITED: &str = "a work cited in the notes";

/// One source for the document and one for each work.
pub(super) fn sources(scene: &Scene<'_>) -> Vec<Draft> {
    let mut drafts = vec![document_itself(scene)];
    drafts.extend(scene.works.iter().filter_map(|known| cited(scene, known)));
    drafts
}

fn document_itself(scene: &Scene<'_>) -> Draft {
    let document = scene.document;
    let main = main_language(scene);
    let title = document
        .passages
        .iter()
        .filter(|p| p.part == Part::Title)
        .find(|p| p.lang == main || p.lang.is_empty());
    let title = title.or_else(|| document.passages.iter().find(|p| p.part == Part::Title));
    let quoted = title.or_else(|| document.passages.iter().find(|p| p.part != Part::Furniture));
    let span = quoted.map_or(Span::at(0), |p| p.span);
    let (anchor, place) = scene.anchor(span);
    let mut card = CardText::new(Kind::Source, &scene.source);
    if let Some(title) = title {
        card = card
            .field("title", document.text_of(title))
            .quotation(document.text_of(title));
        for other in document
            .passages
            .iter()
            .filter(|p| p.part == Part::Title && p.span != title.span)
        {
            card = card.field("translated-title", document.text_of(other));
        }
    }
    for author in authors(scene, title.map(|t| t.span)) {
        card = card.field("author", &author);
    }
    if !main.is_empty() {
        card = card.field("language", &main);
    }
    let card = card
        .field("file", &document.name)
        .field("drafted", DOCUMENT)
        .field("anchor", &place);
    Draft {
        id: scene.source.clone(),
        kind: Kind::Source,
        card: card.to_string(),
        because: Vec::new(),
        rule: DOCUMENT,
        note: None,
        anchor,
        worth: 100,
    }
}

/// The bylines below the title that is quoted, those in brackets left out.
fn authors(scene: &Scene<'_>, title: Option<Span>) -> Vec<String> {
    let passages = &scene.document.passages;
    let from = passages
        .iter()
        .position(|p| Some(p.span) == title)
        .map_or(0, |at| at + 1);
    let below = passages[from..]
        .iter()
        .take_while(|p| matches!(p.part, Part::Byline | Part::Note | Part::Furniture));
    let bylines = below
        .filter(|p| p.part == Part::Byline)
        .map(|p| scene.document.text_of(p));
    let name = |text: &&str| !text.starts_with('(');
    bylines
        .filter(name)
        .map(|text| {
            text.trim_start_matches("By ")
                .trim_start_matches("by ")
                .to_owned()
        })
        .collect()
}

fn main_language(scene: &Scene<'_>) -> String {
    let mut volume: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for passage in scene
        .document
        .passages
        .iter()
        .filter(|p| p.part == Part::Body && !p.lang.is_empty())
    {
        *volume.entry(&passage.lang).or_default() += passage.span.len();
    }
    volume
        .into_iter()
        .max_by_key(|(lang, n)| (*n, std::cmp::Reverse(*lang)))
        .map_or(String::new(), |(lang, _)| lang.to_owned())
}

fn cited(scene: &Scene<'_>, known: &KnownWork) -> Option<Draft> {
    let citation = &known.work.fullest;
    let fullest = known.work.mentions.iter().find(|at| matches!(&scene.mentions[**at].reading, Reading::Citation { citation: c, .. } if **c == *citation))?;
    let span = scene.mentions[*fullest].span;
    let notes = notes_of(scene, known);
    let (anchor, place) = scene.anchor(span);
    let card = CardText::new(Kind::Source, &known.id)
        .read_in(&format!(
            "{}{}, {}",
            through(scene, known),
            scene.source,
            notes
                .iter()
                .map(|n| format!("n. {n}"))
                .collect::<Vec<_>>()
                .join("; ")
        ))
        .quotation(scene.text(span));
    let card = akin(scene, known, fields(card, citation))
        .field("drafted", CITED)
        .field("anchor", &place);
    Some(Draft {
        id: known.id.clone(),
        kind: Kind::Source,
        card: card.to_string(),
        because: known.work.mentions.clone(),
        rule: CITED,
        note: notes.first().cloned(),
        anchor,
        worth: if citation.publisher.is_some() || citation.number.is_some() {
            90
        } else {
            70
        },
    })
}

/// The work through which alone another is cited, as `from:` says it.
fn through(scene: &Scene<'_>, known: &KnownWork) -> String {
    let mut through = known.work.kin.iter();
    let only = through.find(|kin| kin.bond == Bond::CitedOnlyThrough);
    only.map_or(String::new(), |kin| {
        format!("{}, via ", scene.works[kin.other].id)
    })
}

/// What the work rests on, and the works that it is easily confused with.
fn akin(scene: &Scene<'_>, known: &KnownWork, mut card: CardText) -> CardText {
    for kin in &known.work.kin {
        let other = &scene.works[kin.other].id;
        card = match kin.bond {
            Bond::TranslationOf => card.field("derives-from", &format!("{other}, translated")),
            Bond::ReprintOf => card.field("derives-from", &format!("{other}, reprinted")),
            Bond::OtherEdition | Bond::KeptApart => card
                .field("not-same-as", other)
                .field("because", &kin.because),
            Bond::CitedOnlyThrough | Bond::QuotedIn => card,
        };
    }
    card
}

fn notes_of(scene: &Scene<'_>, known: &KnownWork) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for at in &known.work.mentions {
        let number = scene.mentions[*at]
            .note
            .map(|n| scene.number(n))
            .unwrap_or_default();
        if !notes.contains(&number) {
            notes.push(number);
        }
    }
    notes
}

fn fields(mut card: CardText, citation: &Citation) -> CardText {
    card = card.field("type", source_type(citation));
    card = card
        .maybe("title", citation.title.as_deref())
        .maybe("translated-title", citation.translated_title.as_deref());
    let document = citation.sender.is_some();
    for author in citation.authors.iter().chain(citation.sender.iter()) {
        card = card.field("author", author);
    }
    for editor in &citation.editors {
        card = card.field("editor", editor);
    }
    for (_, range) in citation
        .fields
        .iter()
        .filter(|(field, _)| *field == Field::Translator)
    {
        card = card.field("translator", &citation.words[range.clone()]);
    }
    let issued = citation.issued.as_ref().map(|d| d.words.as_str());
    card = card.maybe(
        if document || is_document(citation) {
            "dated"
        } else {
            "published"
        },
        issued,
    );
    let printed = || {
        let dates = citation.fields.iter().filter(|(f, _)| *f == Field::Issued);
        let at = dates.map(|(_, at)| at.clone()).nth(1)?;
        Some(&citation.words[at])
    };
    if document || is_document(citation) {
        card = card.maybe("published", printed());
    }
    let held = [&citation.archive, &citation.collection, &citation.number];
    let held: Vec<&str> = held.into_iter().flatten().map(String::as_str).collect();
    let kept = citation.archive.is_some() || citation.collection.is_some();
    let held = kept.then(|| held.join(", "));
    card = card
        .maybe("published-at", citation.place.as_deref())
        .maybe("publisher", citation.publisher.as_deref())
        .maybe("in", citation.container.as_deref())
        .maybe("volume", citation.volume.as_deref())
        .maybe("issue", citation.issue.as_deref())
        .maybe("held-at", held.as_deref());
    let url = citation.field(Field::Url).map(str::to_owned);
    card.maybe("url", url.as_deref())
}

fn is_document(citation: &Citation) -> bool {
    matches!(
        citation.kind,
        Cited::Telegram | Cited::Letter | Cited::Report
    ) && citation.authors.is_empty()
}

/// The word of the open list of types; a book is a memoir when its title says so.
fn source_type(citation: &Citation) -> &'static str {
    let titles = [
        citation.title.as_deref(),
        citation.translated_title.as_deref(),
    ];
    let says = |word: &str| {
        titles
            .iter()
            .flatten()
            .any(|t| t.to_lowercase().contains(word))
    };
    match citation.kind {
        Cited::Book
            if says("memoir")
                || says("recollection")
                || says("huiyilu")
                || says("reminiscence") =>
        {
            "memoir"
        }
        Cited::Book if says("diary") || says("diaries") => "diary",
        Cited::Book => "book",
        Cited::Article => "article",
        Cited::Chapter => "chapter",
        Cited::Telegram => "telegram",
        Cited::Letter => "letter",
        Cited::Report => "report",
        Cited::Newspaper => "newspaper",
        Cited::Thesis => "thesis",
        Cited::Conference => "paper",
        Cited::Collection => "collection",
        Cited::Web => "web",
        Cited::Other if citation.number.is_some() => "archive-file",
        Cited::Other => "other",
    }
}
