//! Citations in notes: notes cut into parts, each part read, *Ibid.* and short titles led back to their works.

mod authors;
mod parse;
mod shapes;
mod split;
mod works;

use super::{FindContext, Finder, Mention, MentionKind, Reading};
use kaozheng_text::{Document, Part, Passage};
use kaozheng_values::citations::{Citation, Form};

pub use works::{Work, works};

/// Citations in notes.
pub const FINDER: Finder = Finder {
    name: "citations",
    find,
};

/// Reads the citations of one note or reference.
pub fn citations_in(note: &str) -> Vec<(kaozheng_text::Span, Citation)> {
    split::split(note)
        .into_iter()
        .filter_map(|span| Some((span, parse::parse(span.of(note))?)))
        .collect()
}

fn find(document: &Document, _context: &FindContext) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    for (index, passage) in document.passages.iter().enumerate() {
        if passage.part == Part::Note {
            mentions.extend(in_note(document, index, passage));
        }
    }
    works::lead_back(&mut mentions);
    mentions
}

fn in_note(document: &Document, index: usize, passage: &Passage) -> Vec<Mention> {
    let found = citations_in(document.text_of(passage));
    let mention = |(span, citation): (kaozheng_text::Span, Citation)| Mention {
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
        Form::Ibid => "Ibid.: the work cited last",
        Form::OpCit => "op. cit.: the work of this author cited before",
        Form::CrossRef => "a reference to another note",
        Form::Short => "a short title",
        Form::Full if citation.publisher.is_some() => "a title with place, publisher and year",
        Form::Full if citation.archive.is_some() => "a document with its archive",
        Form::Full if citation.container.is_some() => "a title in a journal or collection",
        Form::Full => "a title with a date",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaozheng_values::citations::Field;

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
    fn books_articles_documents_and_short_forms() {
        insta::assert_snapshot!(check("Lin Bo, *Hai shang* (*On the Sea*, Beijing: Sea Press, 1991), p. 40; A. Berg and C. Dahl, \"A Long Peace,\" *Journal of Peace*, Vol. 3, No. 2 (Spring 1994), pp. 1-20."), @r"
    Full Book | Author=Lin Bo | Title=Hai shang | TranslatedTitle=On the Sea | Place=Beijing | Publisher=Sea Press | Issued=1991 | Locator=p. 40
    Full Article | Author=A. Berg | Author=C. Dahl | Title=A Long Peace | Container=Journal of Peace | Volume=Vol. 3 | Issue=No. 2 | Issued=Spring 1994 | Locator=pp. 1-20
    ");
        insta::assert_snapshot!(check("\"May 3, 1948, ciphered telegram Orlov to Petrov re grain,\" State Archives, No. AB0012 (Chinese translation); \"A Long Peace\"; Lin Bo, *Hai shang*, p. 41."), @r"
        Full Telegram | Issued=May 3, 1948 | Title=ciphered telegram Orlov to Petrov re grain | Sender=Orlov | Recipient=Petrov | Archive=State Archives | Number=No. AB0012
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
