//! The stage `article`: the raw text of a whole paper or document, divided into paragraphs, notes and furniture.

use super::Options;
use kaozheng_reading::divide::divide;
use kaozheng_reading::find::citations::FINDER;
use kaozheng_reading::find::{FindContext, Mention, Reading};
use kaozheng_reading::open::open;
use kaozheng_text::{Document, Original, Part, Passage};
use kaozheng_values::citations::{Citation, Form, Kind};
use serde_json::{Map, Value, json};

/// Words kept before a mark.
const WORDS_BEFORE: usize = 6;

/// Answers one line: `text`, or the file at `path`.
pub(crate) fn answer(input: &Map<String, Value>, options: &Options) -> Result<Value, String> {
    let original = original(input, options)?;
    let parts = &options.parts;
    let opened = parts
        .timed("opening", || open(&original))
        .map_err(|failure| failure.to_string())?
        .value;
    let document = parts.timed("dividing", || divide(opened)).value;
    let citations = parts.timed("citing", || {
        (FINDER.find)(&document, &FindContext::default())
    });
    Ok(parts.timed("telling", || article(&document, &citations)))
}

fn original(input: &Map<String, Value>, options: &Options) -> Result<Original, String> {
    let text = |key: &str| input.get(key).and_then(Value::as_str);
    match (text("text"), text("path")) {
        (Some(text), _) => Ok(Original::new("text.txt", text.as_bytes().to_vec())),
        (None, Some(path)) => {
            let bytes = std::fs::read(options.folder.join(path))
                .map_err(|e| format!("cannot read {path}: {e}"))?;
            Ok(Original::new(path, bytes))
        }
        (None, None) => Err("the line has neither `text` nor `path`".to_owned()),
    }
}

fn article(document: &Document, citations: &[Mention]) -> Value {
    let mut paragraphs = Vec::new();
    let mut notes = Vec::new();
    let mut furniture = Vec::new();
    for (at, passage) in document.passages.iter().enumerate() {
        match passage.part {
            Part::Furniture => furniture.push(json!(document.raw_of(passage))),
            Part::Note => notes.push(note(document, at, passage, citations)),
            _ => paragraphs.push(paragraph(document, passage)),
        }
    }
    json!({ "paragraphs": paragraphs, "notes": notes, "furniture": furniture })
}

fn paragraph(document: &Document, passage: &Passage) -> Value {
    let text = document.text_of(passage);
    let marks = passage.marks.iter().map(|mark| {
        let before = &text[..(mark.at - passage.span.start) as usize];
        let note = mark.note.map_or_else(|| mark.number.clone(), key);
        json!({ "note": note, "offset": without_asterisks(before).chars().count() })
    });
    json!({
        "text": without_asterisks(text),
        "kind": kind(passage.part),
        "lang": passage.lang,
        "marks": marks.collect::<Vec<_>>(),
    })
}

/// The contract knows fewer kinds than the reader.
fn kind(part: Part) -> &'static str {
    match part {
        Part::Title | Part::Heading => "heading",
        Part::Byline | Part::Body | Part::Note | Part::Furniture => "body",
        other => other.word(),
    }
}

fn key(passage: usize) -> String {
    format!("p{passage}")
}

/// Asterisks of italics are no text; a star that stands alone is.
fn without_asterisks(text: &str) -> String {
    if text.matches('*').count() < 2 {
        return text.to_owned();
    }
    text.replace('*', "")
}

fn note(document: &Document, at: usize, passage: &Passage, citations: &[Mention]) -> Value {
    let from = citations.partition_point(|mention| mention.note < Some(at));
    let own = citations[from..]
        .iter()
        .take_while(|mention| mention.note == Some(at));
    json!({
        "number": passage.number,
        "key": key(at),
        "text": without_asterisks(document.text_of(passage)),
        "anchor_before": anchor_before(document, at),
        "citations": own.filter_map(cited).collect::<Vec<_>>(),
    })
}

fn cited(mention: &Mention) -> Option<Value> {
    let Reading::Citation { citation, work } = &mention.reading else {
        return None;
    };
    Some(json!({
        "text": citation.words,
        "form": form(citation.form),
        "type": source_type(citation.kind),
        "fields": fields(citation),
        "work": work.map(|work| format!("w{work}")),
    }))
}

/// The last words before the mark that leads to a note; `null` when none does.
fn anchor_before(document: &Document, note: usize) -> Option<String> {
    let leads = |passage: &&Passage| passage.marks.iter().any(|mark| mark.note == Some(note));
    let passage = document.passages.iter().find(leads)?;
    let mark = passage.marks.iter().find(|mark| mark.note == Some(note))?;
    let before = &document.text[passage.span.start as usize..mark.at as usize];
    let words: Vec<&str> = before.split_whitespace().collect();
    Some(without_asterisks(
        &words[words.len().saturating_sub(WORDS_BEFORE)..].join(" "),
    ))
}

pub(super) fn form(form: Form) -> &'static str {
    match form {
        Form::Full => "full",
        Form::Short => "short",
        Form::Ibid => "ibid",
        Form::OpCit => "op-cit",
        Form::CrossRef => "cross-ref",
    }
}

fn source_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Book => "book",
        Kind::Article => "article",
        Kind::Chapter => "chapter",
        Kind::Telegram => "telegram",
        Kind::Letter => "letter",
        Kind::Report => "report",
        Kind::Newspaper => "newspaper",
        Kind::Thesis => "thesis",
        Kind::Conference => "paper",
        Kind::Collection => "collection",
        Kind::Web => "web",
        Kind::Other => "other",
    }
}

fn fields(citation: &Citation) -> Map<String, Value> {
    let mut fields: Map<String, Value> = Map::new();
    for (field, range) in &citation.fields {
        let words = json!(without_asterisks(&citation.words[range.clone()]));
        let list = fields.entry(field.name()).or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(words);
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> String {
        let options = Options::default();
        let input = json!({ "id": "a", "text": text });
        let input = input.as_object().expect("an object");
        answer(input, &options).map_or_else(|error| error, |answer| answer.to_string())
    }

    #[test]
    fn a_page_is_answered_with_its_parts() {
        insta::assert_snapshot!(check("The envoy left in spring.¹⁾\n\nK C I\n\n1) Lin Bo, *Hai shang* (Beijing: Sea Press, 1991), p. 4.\n"), @r#"{"paragraphs":[{"text":"The envoy left in spring.","kind":"body","lang":"en","marks":[{"note":"p1","offset":25}]}],"notes":[{"number":"1","key":"p1","text":"Lin Bo, Hai shang (Beijing: Sea Press, 1991), p. 4.","anchor_before":"The envoy left in spring.","citations":[{"text":"Lin Bo, *Hai shang* (Beijing: Sea Press, 1991), p. 4.","form":"full","type":"book","fields":{"author":["Lin Bo"],"title":["Hai shang"],"publisher-place":["Beijing"],"publisher":["Sea Press"],"issued":["1991"],"locator":["p. 4"]},"work":"w0"}]}],"furniture":["K C I"]}"#);
        insta::assert_snapshot!(check(""), @"the file is empty");
    }
}
