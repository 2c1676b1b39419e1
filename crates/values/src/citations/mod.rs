//! Citations as values: what a note or a reference says about one text.
//!
//! Plain data. The finder that fills it from the words of a note lives in the reading room; the desk prints it in styles.

use crate::dates::{Date, Day};
use std::fmt;
use std::ops::Range;

/// How a citation is made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Form {
    /// Says everything needed to find the text.
    #[default]
    Full,
    /// A short title or an author alone, for a text cited in full before.
    Short,
    /// *Ibid.*: the text cited last.
    Ibid,
    /// *Op. cit.*, *loc. cit.*: the text of this author cited before.
    OpCit,
    /// *See note 14*: what another note cites.
    CrossRef,
}

/// What sort of text is cited.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Kind {
    /// A book.
    Book,
    /// An article in a journal.
    Article,
    /// A chapter or a paper in a book of several authors.
    Chapter,
    /// A telegram or a cable.
    Telegram,
    /// A letter.
    Letter,
    /// A report or a memorandum.
    Report,
    /// A newspaper, or a piece in one.
    Newspaper,
    /// A thesis.
    Thesis,
    /// A paper read at a conference.
    Conference,
    /// A collection of documents.
    Collection,
    /// A page of the web.
    Web,
    /// Anything else, or not told.
    #[default]
    Other,
}

/// One field of a citation, as its words say it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// A person or body that wrote it.
    Author,
    /// A person who edited it.
    Editor,
    /// A person who translated it.
    Translator,
    /// Its title.
    Title,
    /// Its title in another language.
    TranslatedTitle,
    /// The journal, book or newspaper that it stands in.
    Container,
    /// The series that the book or its container belongs to.
    Series,
    /// The place of publication.
    Place,
    /// The publisher.
    Publisher,
    /// When it was issued or written.
    Issued,
    /// The volume.
    Volume,
    /// The issue of a journal.
    Issue,
    /// The pages it fills in its container.
    Pages,
    /// The edition.
    Edition,
    /// The place in the text that is meant: a page, a chapter, a number.
    Locator,
    /// The archive that holds it, with its shelf marks.
    Archive,
    /// The shelf marks alone, where they stand apart from the archive's name.
    ShelfMark,
    /// The part of the archive it belongs to: record group, lot, fond, class.
    Collection,
    /// The number of the document, or of the box, folder or file that holds it.
    Number,
    /// The sender of a telegram or letter.
    Sender,
    /// Its recipient.
    Recipient,
    /// What sort of text it says it is ("PhD thesis", "manuscript").
    Genre,
    /// The address on the web.
    Url,
    /// The digital object identifier.
    Doi,
    /// The book number.
    Isbn,
    /// Its number in the list it stands in.
    ListNumber,
    /// A remark beside the citation.
    Note,
}

impl Field {
    /// Its name in the Citation Style Language, or the nearest to it that is in use.
    pub fn name(self) -> &'static str {
        match self {
            Field::Author => "author",
            Field::Editor => "editor",
            Field::Translator => "translator",
            Field::Title => "title",
            Field::TranslatedTitle => "translated-title",
            Field::Container => "container-title",
            Field::Series => "collection-title",
            Field::Place => "publisher-place",
            Field::Publisher => "publisher",
            Field::Issued => "issued",
            Field::Volume => "volume",
            Field::Issue => "issue",
            Field::Pages => "page",
            Field::Edition => "edition",
            Field::Locator => "locator",
            Field::Archive => "archive",
            Field::ShelfMark => "archive_location",
            Field::Collection => "archive_collection",
            Field::Number => "number",
            Field::Sender => "sender",
            Field::Recipient => "recipient",
            Field::Genre => "genre",
            Field::Url => "URL",
            Field::Doi => "DOI",
            Field::Isbn => "ISBN",
            Field::ListNumber => "citation-number",
            Field::Note => "note",
        }
    }
}

/// One citation: the words, what they say, and where each thing is said.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Citation {
    /// As it was written.
    pub words: String,
    /// How it is made.
    pub form: Form,
    /// What sort of text it cites.
    pub kind: Kind,
    /// Authors as written, in order.
    pub authors: Vec<String>,
    /// Editors as written, in order.
    pub editors: Vec<String>,
    /// The title.
    pub title: Option<String>,
    /// The title in another language, as the citation gives it.
    pub translated_title: Option<String>,
    /// The journal, book or newspaper that holds it.
    pub container: Option<String>,
    /// The place of publication.
    pub place: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// When it was issued; of a telegram or letter, its date.
    pub issued: Option<Date>,
    /// The volume.
    pub volume: Option<String>,
    /// The issue.
    pub issue: Option<String>,
    /// The place in the text that is meant, as written: `p. 31`, `pp. 21-24`, `ch. 3`.
    pub locator: Option<String>,
    /// The archive with its shelf marks.
    pub archive: Option<String>,
    /// The part of the archive: record group, lot, fond, class.
    pub collection: Option<String>,
    /// The number of the document, or of the box, folder or file that holds it.
    pub number: Option<String>,
    /// Of a telegram or letter: who sent it.
    pub sender: Option<String>,
    /// Of a telegram or letter: to whom.
    pub recipient: Option<String>,
    /// The word that says how it bears on the text: *see*, *cf.*, *but see*, *quoted in*.
    pub signal: Option<String>,
    /// Where each field stands, as bytes of `words`, in their order there.
    pub fields: Vec<(Field, Range<usize>)>,
}

impl Citation {
    /// The year of issue, where one is known.
    pub fn year(&self) -> Option<i32> {
        let bounds = self.issued.as_ref()?.bounds;
        Some(Day::of(bounds.earliest.or(bounds.latest)?).ymd().0)
    }

    /// The words of a field, first of several.
    pub fn field(&self, field: Field) -> Option<&str> {
        let (_, span) = self.fields.iter().find(|(f, _)| *f == field)?;
        self.words.get(span.clone())
    }
}

/// A short citation: `Zhang 2005, p. 31`, `Kovalev to Stalin, 18 May 1949`, `Ibid., p. 4`.
impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head())?;
        match &self.locator {
            Some(locator) => write!(f, ", {locator}"),
            None => Ok(()),
        }
    }
}

impl Citation {
    fn head(&self) -> String {
        if self.form == Form::Ibid {
            return "Ibid.".into();
        }
        if let (Some(sender), Some(recipient)) = (&self.sender, &self.recipient) {
            let letter = format!("{sender} to {recipient}");
            return match &self.issued {
                Some(date) => format!("{letter}, {}", date.words),
                None => letter,
            };
        }
        let name = self.name();
        match self.year() {
            Some(year) => format!("{name} {year}"),
            None => name,
        }
    }

    /// The authors' family names, or the title where nobody is named.
    fn name(&self) -> String {
        let family = |name: &String| crate::names::family_name(name).to_string();
        match &self.authors[..] {
            [] => self
                .title
                .clone()
                .or_else(|| self.container.clone())
                .unwrap_or_else(|| self.words.clone()),
            [one] => family(one),
            [one, two] => format!("{} and {}", family(one), family(two)),
            [one, ..] => format!("{} et al.", family(one)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::parse_date;

    #[test]
    fn short_citations() {
        let zhang = Citation {
            authors: vec!["Zhang Xiaoming".into()],
            issued: parse_date("2005").value,
            locator: Some("p. 31".into()),
            ..Citation::default()
        };
        insta::assert_snapshot!(zhang, @"Zhang 2005, p. 31");
        let kim = Citation {
            authors: vec!["Hakjoon Kim".into()],
            issued: parse_date("Summer 1996").value,
            ..zhang.clone()
        };
        insta::assert_snapshot!(kim, @"Kim 1996, p. 31");
        let telegram = Citation {
            sender: Some("Kovalev".into()),
            recipient: Some("Stalin".into()),
            issued: parse_date("18 May 1949").value,
            ..Citation::default()
        };
        insta::assert_snapshot!(telegram, @"Kovalev to Stalin, 18 May 1949");
        let ibid = Citation {
            form: Form::Ibid,
            locator: Some("p. 4".into()),
            ..Citation::default()
        };
        insta::assert_snapshot!(ibid, @"Ibid., p. 4");
        let bare = Citation {
            words: "Pravda".into(),
            ..Citation::default()
        };
        insta::assert_snapshot!(bare, @"Pravda");
    }

    #[test]
    fn fields_are_read_back_from_the_words() {
        let words = "Xu Yan, p. 86".to_string();
        let fields = vec![(Field::Author, 0..6), (Field::Locator, 8..13)];
        let citation = Citation {
            words,
            fields,
            ..Citation::default()
        };
        assert_eq!(citation.field(Field::Author), Some("Xu Yan"));
        assert_eq!(citation.field(Field::Locator), Some("p. 86"));
        assert_eq!(citation.field(Field::Title), None);
    }
}
