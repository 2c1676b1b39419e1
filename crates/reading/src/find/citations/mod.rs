//! Citations in notes: notes cut into parts, each part read, *Ibid.* and short titles led back to their works.

mod again;
mod alike;
mod archival;
mod authors;
mod beside;
mod bracketed;
mod known;
mod parse;
mod resolve;
mod same_file;
mod shapes;
mod split;
mod stemma;
mod tagged;
pub mod tagger;
mod works;

use super::{FindContext, Finder, Mention, MentionKind, Reading};
use kaozheng_text::{Document, Part, Passage, Span};
use kaozheng_values::citations::{Citation, Field, Form, Kind};
use regex::Regex;
use std::sync::LazyLock;

pub use works::{Bond, Kin, Work, works};

/// Citations in notes.
pub const FINDER: Finder = Finder {
    name: "citations",
    find,
};

/// Reads the citations of one note or reference.
///
/// Where italics, quotation marks or the words of an archival document say of every part what is what, they are
/// followed; else the trained tagger reads the note.
pub fn citations_in(note: &str) -> Vec<(Span, Citation)> {
    let parts = split::split(note);
    let signed = by_signs(note, &parts);
    if tells_all(note, &signed, &parts) || !signed.is_empty() && signed.len() == parts.len() {
        return signed;
    }
    if untaught(note) {
        return parts
            .iter()
            .filter_map(|part| unparsed(note, *part))
            .collect();
    }
    let mut tagged = tagged::citations(note);
    for (_, citation) in &mut tagged {
        if let Some(again) = parse::sends_back(&citation.words) {
            *citation = again;
        }
    }
    tagged.retain(|(_, citation)| tagged::says_enough(citation));
    with_what_sends_back(with_shelf_marks(tagged, &signed), signed)
}

/// Whether most letters are of scripts in which the reader was taught nothing.
fn untaught(note: &str) -> bool {
    static TAUGHT: LazyLock<Regex> = LazyLock::new(|| {
        let scripts =
            r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}&&\p{L}]";
        Regex::new(scripts).expect("a pattern of ours")
    });
    let letters = note.chars().filter(|c| c.is_alphabetic()).count();
    2 * TAUGHT.find_iter(note).count() < letters
}

/// A part with figures in a script that was not taught: its words, and nothing told of them.
fn unparsed(note: &str, part: Span) -> Option<(Span, Citation)> {
    let words = part.of(note);
    let citation = parse::parse(words).unwrap_or_else(|| Citation {
        words: words.to_owned(),
        form: Form::Short,
        ..Citation::default()
    });
    let told = !citation.fields.is_empty() || words.contains(char::is_numeric);
    told.then_some((part, citation))
}

/// Puts the documents with a shelf mark in place of what the tagger made of them.
fn with_shelf_marks(
    mut tagged: Vec<(Span, Citation)>,
    signed: &[(Span, Citation)],
) -> Vec<(Span, Citation)> {
    for (span, citation) in signed.iter().filter(|(_, c)| archival::has_shelf_mark(c)) {
        tagged.retain(|(other, _)| other.end <= span.start || span.end <= other.start);
        tagged.push((*span, citation.clone()));
    }
    tagged.sort_by_key(|(span, _)| span.start);
    tagged
}

/// Adds the citations that only send back where the tagger saw none.
fn with_what_sends_back(
    mut tagged: Vec<(Span, Citation)>,
    signed: Vec<(Span, Citation)>,
) -> Vec<(Span, Citation)> {
    for (span, citation) in signed {
        let apart =
            |(other, _): &(Span, Citation)| other.end <= span.start || span.end <= other.start;
        if sends_back(&citation) && tagged.iter().all(apart) {
            tagged.push((span, citation));
        }
    }
    tagged.sort_by_key(|(span, _)| span.start);
    tagged
}

fn sends_back(citation: &Citation) -> bool {
    matches!(citation.form, Form::Ibid | Form::OpCit | Form::CrossRef)
}

/// Cuts a note into citations as [`citations_in`] does, but follows quotation marks only in archival documents: what is
/// quoted in other notes may be the title of a part, of the whole, or a remark.
pub fn cut(note: &str) -> Vec<(Span, Citation)> {
    let parts = split::split(note);
    let signed = by_signs(note, &parts);
    if tells_all(note, &signed, &parts) {
        return signed;
    }
    with_shelf_marks(tagged::citations(note), &signed)
}

fn by_signs(note: &str, parts: &[Span]) -> Vec<(Span, Citation)> {
    let read = |span: &Span| {
        let words = span.of(note);
        match parse::parse(words) {
            Some(citation) => Some(without_lead(*span, citation)),
            None => address(*span, words),
        }
    };
    parts.iter().filter_map(read).collect()
}

/// Leaves out the words of a sentence that lead to a citation ("The newest is Lin Bo's *Hai shang*").
fn without_lead(span: Span, mut citation: Citation) -> (Span, Citation) {
    let first = citation.fields.iter().map(|(_, at)| at.start).min();
    let start = first.unwrap_or(0);
    let lead = &citation.words[..start];
    if citation.signal.is_some() || lead.split_whitespace().count() < 3 {
        return (span, citation);
    }
    let kept = lead.trim_end_matches(['*', '_', '"', '“', '‘', '(']).len();
    citation.words.drain(..kept);
    for (_, at) in &mut citation.fields {
        *at = at.start - kept..at.end - kept;
    }
    (
        Span::new(span.start as usize + kept, span.end as usize),
        citation,
    )
}

/// The address on the web that a remark sends its reader to.
fn address(span: Span, words: &str) -> Option<(Span, Citation)> {
    let at = parse::address(words)?;
    let start = span.start as usize + at.start;
    let citation = Citation {
        words: words[at.clone()].to_owned(),
        kind: Kind::Web,
        fields: vec![(Field::Url, 0..at.len())],
        ..Citation::default()
    };
    Some((Span::new(start, start + at.len()), citation))
}

/// Italics, a document with its sender, or nothing but *Ibid.*
fn tells_all(note: &str, signed: &[(Span, Citation)], parts: &[Span]) -> bool {
    let only_again = !signed.is_empty()
        && signed.len() == parts.len()
        && signed.iter().all(|(_, c)| sends_back(c));
    note.contains('*') || only_again || signed.iter().any(|(_, c)| is_document(c))
}

/// The fields of one reference, or of all citations of a note, as bytes of `text`, in order.
pub fn fields_in(text: &str) -> Vec<(Field, std::ops::Range<usize>)> {
    let signed = by_signs(text, &split::split(text));
    if text.contains('*') || signed.iter().any(|(_, citation)| is_document(citation)) {
        return signed.iter().flat_map(fields_of).collect();
    }
    let field = |(tag, at)| match tag {
        tagger::tags::Tag::Field(field) => Some((field, at)),
        _ => None,
    };
    let mut fields: Vec<_> = tagger::fields(text).into_iter().filter_map(field).collect();
    for archival in signed
        .iter()
        .filter(|(_, citation)| archival::has_shelf_mark(citation))
    {
        let (start, end) = (archival.0.start as usize, archival.0.end as usize);
        fields.retain(|(_, at)| at.end <= start || end <= at.start);
        fields.extend(fields_of(archival));
    }
    fields.sort_by_key(|(_, at)| at.start);
    fields
}

/// The fields of a citation as bytes of its note.
fn fields_of(
    (span, citation): &(Span, Citation),
) -> impl Iterator<Item = (Field, std::ops::Range<usize>)> {
    let start = span.start as usize;
    let fields = citation.fields.clone().into_iter();
    fields.map(move |(field, at)| (field, start + at.start..start + at.end))
}

/// A telegram, letter or report that names who wrote to whom.
fn is_document(citation: &Citation) -> bool {
    citation.recipient.is_some() || citation.sender.is_some()
}

fn find(document: &Document, _context: &FindContext) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    for (index, passage) in document.passages.iter().enumerate() {
        if passage.part == Part::Note {
            mentions.extend(in_note(document, index, passage));
        }
    }
    resolve::lead_back(&mut mentions, &|note| {
        document.passages[note].number.clone()
    });
    mentions
}

fn in_note(document: &Document, index: usize, passage: &Passage) -> Vec<Mention> {
    let found = citations_in(document.text_of(passage));
    let mention = |(span, citation): (Span, Citation)| Mention {
        span: span.shifted(passage.span.start as usize),
        kind: MentionKind::Citation,
        because: rule(&citation).to_owned(),
        reading: Reading::Citation {
            citation: Box::new(citation),
            work: None,
        },
        rivals: Vec::new(),
        note: Some(index),
    };
    found.into_iter().map(mention).collect()
}

fn rule(citation: &Citation) -> &'static str {
    match citation.form {
        Form::Short if citation.fields.is_empty() => {
            "unparsed: a script in which the reader was taught nothing"
        }
        Form::Ibid => "Ibid.: the work cited last",
        Form::OpCit => "op. cit.: the work of this author cited before",
        Form::CrossRef => "a reference to another note",
        Form::Short => "a short title",
        Form::Full if citation.kind == Kind::Web && citation.title.is_none() => {
            "an address on the web"
        }
        Form::Full if citation.publisher.is_some() => "a title with place, publisher and year",
        Form::Full if citation.archive.is_some() || citation.collection.is_some() => {
            "a document with its archive"
        }
        Form::Full if citation.container.is_some() => "a title in a journal or collection",
        Form::Full => "a title with a date",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each citation on a line: form, kind, then its fields as `name=words`.
    fn check(note: &str) -> String {
        let shown = citations_in(note).into_iter().map(|(_, c)| {
            let field = |(field, range): &(Field, std::ops::Range<usize>)| {
                format!("{field:?}={}", &c.words[range.clone()])
            };
            let fields: Vec<String> = c.fields.iter().map(field).collect();
            format!("{:?} {:?} | {}", c.form, c.kind, fields.join(" | "))
        });
        shown.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_word_may_turn_from_small_to_capital_without_end() {
        insta::assert_snapshot!(check(&format!("Lin Bo, A Long Peace, {}, Oslo 1991", "aÉ".repeat(60))), @"Full Book | Author=Lin Bo | Title=A Long Peace | Place=Oslo | Issued=1991");
    }

    #[test]
    fn books_articles_documents_and_short_forms() {
        insta::assert_snapshot!(check("Lin Bo, *Hai shang* (*On the Sea*, Beijing: Sea Press, 1991), p. 40; A. Berg and C. Dahl, \"A Long Peace,\" *Journal of Peace*, Vol. 3, No. 2 (Spring 1994), pp. 1-20."), @r"
    Full Book | Author=Lin Bo | Title=Hai shang | TranslatedTitle=On the Sea | Place=Beijing | Publisher=Sea Press | Issued=1991 | Locator=p. 40
    Full Article | Author=A. Berg | Author=C. Dahl | Title=A Long Peace | Container=Journal of Peace | Volume=Vol. 3 | Issue=No. 2 | Issued=Spring 1994 | Locator=pp. 1-20
    ");
        insta::assert_snapshot!(check("\"May 3, 1948, ciphered telegram Orlov to Petrov re grain,\" State Archives, No. AB0012 (Chinese translation); \"A Long Peace\"; Lin Bo, *Hai shang*, p. 41."), @r"
        Full Telegram | Issued=May 3, 1948 | Title=ciphered telegram Orlov to Petrov re grain | Sender=Orlov | Recipient=Petrov | Archive=State Archives | Number=No. AB0012 | Note=Chinese translation
        Short Article | Title=A Long Peace
        Short Book | Author=Lin Bo | Title=Hai shang | Locator=p. 41
        ");
        insta::assert_snapshot!(check("Ibid., pp. 7-9."), @"Ibid Other | Locator=pp. 7-9");
        insta::assert_snapshot!(check("Lin Bo, *Hai shang (On the Sea, Vol. 2*, Beijing: Sea Press, 1991), p. 4. In those days I was a student."), @"Full Book | Author=Lin Bo | Title=Hai shang | TranslatedTitle=On the Sea | Volume=Vol. 2 | Place=Beijing | Publisher=Sea Press | Issued=1991 | Locator=p. 4");
        insta::assert_snapshot!(check("The newest is Lin Bo’s *Hai shang* (*On the Sea*, Beijing: Sea Press, 2005). He is a captain."), @"Full Book | Author=Lin Bo | Title=Hai shang | TranslatedTitle=On the Sea | Place=Beijing | Publisher=Sea Press | Issued=2005");
        insta::assert_snapshot!(check("Orlov to Petrov, 3 May 1948, printed in A. Berg, \"A View from the State Archives,\" Working Paper No. 4 (Oslo: Sea Press, 1990)."), @"Full Letter | Sender=Orlov | Title=Orlov to Petrov | Recipient=Petrov | Issued=3 May 1948 | Container=A View from the State Archives");
        insta::assert_snapshot!(check("Lin Bo, *Memoirs*, vol. II, *The Long Winter* (Oslo: Sea Press, 1955), p. 10."), @"Full Book | Author=Lin Bo | Title=Memoirs | Volume=vol. II | Place=Oslo | Publisher=Sea Press | Issued=1955 | Locator=p. 10");
        insta::assert_snapshot!(check("In June the president gave the \"liberation\" papers to his guest."), @"");
    }
}
