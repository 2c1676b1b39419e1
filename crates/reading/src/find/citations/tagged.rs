//! From tags to citations: what the tagger saw in a note, as values.
//!
//! Used where nothing in the letters says where a title begins. What cannot be told stays out: a stretch that names
//! fewer than two things about a text, and no earlier citation, is no citation but a remark.

use super::authors::names_in;
use super::tagger;
use super::tagger::tags::Tag;
use kaozheng_text::Span;
use kaozheng_values::citations::{Citation, Field, Form, Kind};
use kaozheng_values::dates::parse_date;
use std::ops::Range;

/// The citations of a note by the tagger, with their places in it; every stretch that it takes for one.
pub(super) fn citations(note: &str) -> Vec<(Span, Citation)> {
    let seen = tagger::read(note);
    let tags = seen.fields;
    seen.citations
        .into_iter()
        .map(|range| {
            let inside: Vec<(Tag, Range<usize>)> = tags
                .iter()
                .filter(|(_, at)| at.start < range.end && at.end > range.start)
                .map(|(tag, at)| {
                    let from = at.start.max(range.start) - range.start;
                    (*tag, from..at.end.min(range.end) - range.start)
                })
                .collect();
            let citation = citation(&note[range.clone()], &inside);
            (Span::new(range.start, range.end), citation)
        })
        .collect()
}

/// Whether a citation says enough to be one and no remark: it leads back to another, or tells three things about a text,
/// one of which only citations tell, or two in few words (`Arlen 1987`).
pub(super) fn says_enough(citation: &Citation) -> bool {
    let mut told: Vec<Field> = citation.fields.iter().map(|(field, _)| *field).collect();
    told.retain(|field| *field != Field::Note);
    told.sort_unstable();
    told.dedup();
    let led_back = matches!(citation.form, Form::Ibid | Form::OpCit | Form::CrossRef);
    let anything_tells = [Field::Author, Field::Title, Field::Issued, Field::Genre];
    let of_print = told.iter().any(|field| !anything_tells.contains(field));
    led_back || told.len() > 2 && of_print || told.len() > 1 && citation.words.len() < FEW
}

/// Bytes of a citation that may tell two things only.
const FEW: usize = 60;

fn citation(words: &str, tags: &[(Tag, Range<usize>)]) -> Citation {
    let mut citation = Citation {
        words: words.to_owned(),
        ..Citation::default()
    };
    for (tag, at) in tags {
        match tag {
            Tag::Field(field) => put(&mut citation, *field, at.clone()),
            Tag::Signal => citation.signal = Some(words[at.clone()].to_owned()),
            Tag::Outside | Tag::Joined | Tag::Again | Tag::OtherNote => {}
        }
    }
    citation.form = form(&citation, words, tags);
    citation.kind = kind(&citation);
    citation
}

fn put(citation: &mut Citation, field: Field, at: Range<usize>) {
    let words = citation.words[at.clone()].to_owned();
    if matches!(field, Field::Author | Field::Editor) {
        return put_names(citation, field, &words, at.start);
    }
    citation.fields.push((field, at));
    let place = match field {
        Field::Title if citation.title.is_some() => &mut citation.container,
        Field::Title => &mut citation.title,
        Field::Container => &mut citation.container,
        Field::Place => &mut citation.place,
        Field::Publisher => &mut citation.publisher,
        Field::Volume => &mut citation.volume,
        Field::Issue => &mut citation.issue,
        Field::Locator => &mut citation.locator,
        Field::Archive => &mut citation.archive,
        Field::Number => &mut citation.number,
        Field::Issued => {
            citation.issued = citation.issued.take().or_else(|| parse_date(&words).value);
            return;
        }
        _ => return,
    };
    place.get_or_insert(words);
}

fn put_names(citation: &mut Citation, field: Field, words: &str, start: usize) {
    let whole = vec![(field, 0..words.len())];
    let names = names_in(words)
        .filter(|names| !names.is_empty())
        .unwrap_or(whole);
    for (_, name) in names {
        if parse_date(&words[name.clone()]).value.is_some() {
            continue;
        }
        let list = match field {
            Field::Editor => &mut citation.editors,
            _ => &mut citation.authors,
        };
        list.push(words[name.clone()].to_owned());
        citation
            .fields
            .push((field, start + name.start..start + name.end));
    }
}

/// Words that mean the text cited last, in small letters.
const SAME_AS_LAST: &[&str] = &[
    "ibid",
    "ibidem",
    "id",
    "idem",
    "ebd",
    "ebenda",
    "ivi",
    "там же",
    "위의 책",
    "위의 글",
    "같은 책",
    "같은 글",
    "同上",
    "同書",
    "同书",
];

fn form(citation: &Citation, words: &str, tags: &[(Tag, Range<usize>)]) -> Form {
    let said = |wanted: Tag| {
        tags.iter()
            .find(|(tag, _)| *tag == wanted)
            .map(|(_, at)| words[at.clone()].to_lowercase())
    };
    if let Some(again) = said(Tag::Again) {
        let last =
            SAME_AS_LAST.contains(&again.trim_end_matches('.')) && citation.authors.is_empty();
        return if last { Form::Ibid } else { Form::OpCit };
    }
    if said(Tag::OtherNote).is_some() && citation.title.is_none() {
        return Form::CrossRef;
    }
    let full = citation.issued.is_some()
        || citation.publisher.is_some()
        || citation.container.is_some()
        || citation.archive.is_some();
    if full { Form::Full } else { Form::Short }
}

fn kind(citation: &Citation) -> Kind {
    let has = |field: Field| citation.fields.iter().any(|(f, _)| *f == field);
    if citation.container.is_some() {
        let serial = has(Field::Volume) || has(Field::Issue);
        return if serial || !has(Field::Editor) && !has(Field::Publisher) {
            Kind::Article
        } else {
            Kind::Chapter
        };
    }
    if has(Field::Url) {
        Kind::Web
    } else if has(Field::Publisher)
        || has(Field::Place)
        || citation.title.is_some() && citation.issued.is_some()
    {
        Kind::Book
    } else {
        Kind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::super::citations_in;
    use kaozheng_values::citations::Field;
    use std::ops::Range;

    /// Each citation on a line: form, kind, then its fields as `name=words`.
    fn check(note: &str) -> String {
        let shown = citations_in(note).into_iter().map(|(_, c)| {
            let field =
                |(field, at): &(Field, Range<usize>)| format!("{field:?}={}", &c.words[at.clone()]);
            let fields: Vec<String> = c.fields.iter().map(field).collect();
            format!("{:?} {:?} | {}", c.form, c.kind, fields.join(" | "))
        });
        shown.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn notes_without_signs_are_read_by_the_tagger() {
        insta::assert_snapshot!(check("12 M. Arlen, A History of the Salt Road (London: Harrow Press, 1987), p. 44; see also J. Dorn, ‘Two Letters from the Coast’ (1991) 12 Journal of Border Studies 203."), @r#"
        Full Book | Author=M. Arlen | Title=A History of the Salt Road | Place=London | Publisher=Harrow Press | Issued=1987 | Locator=p. 44
        Full Article | Author=J. Dorn | Title=Two Letters from the Coast | Issued=1991 | Volume=12 | Container=Journal of Border Studies | Pages=203
        "#);
        insta::assert_snapshot!(check("Vgl. Arlen 1987, S. 44 ff.; ebenso Dorn/Weiss 1991, S. 203."), @r#"
        Full Other | Author=Arlen | Issued=1987 | Locator=S. 44 ff
        Full Other | Author=Dorn | Author=Weiss | Issued=1991 | Locator=S. 203
        "#);
        insta::assert_snapshot!(check("Arlen, op. cit., n. 12, p. 45."), @"OpCit Other | Author=Arlen | Locator=p. 45");
        insta::assert_snapshot!(check("Ebd., S. 46."), @r#"Ibid Other | Locator=S. 46"#);
        insta::assert_snapshot!(check("Ibid., 47."), @"Ibid Other | Locator=47");
        insta::assert_snapshot!(check("The lamps were lit at nine and nobody spoke of the treaty."), @"");
    }
}
