//! Reading one citation: book, article, archival document, memoir, *Ibid.*, short title.
//!
//! Italics (asterisks) and quotation marks say where the title is; what stands before it are authors, what stands after
//! it is read by its own shape: `Place: Publisher, Year`, `No. 5`, `pp. 21-24`, an archive with a number. Brackets and
//! asterisks need not be balanced.

use super::shapes::{
    closing, container_kind, kind_of, opening, owner_before, parties, place_before, quotation,
    trimmed, unclosed_quotation,
};
use kaozheng_values::citations::{Citation, Field, Form, Kind};
use kaozheng_values::dates::parse_date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

macro_rules! pattern {
    ($name:ident, $source:expr) => {
        static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($source).expect("a pattern of ours"));
    };
}

const MONTHS: &str = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?";

pattern!(
    SIGNAL,
    concat!(
        r"^(?:(?i:see,? also|see,? e\.g\.,?|see,? for example,?|see|cf\.|compare|such as|but see|also|for example,?",
        r"|vgl\.(?: auch)?|siehe(?: auch)?|voir(?: aussi)?|cfr\.|vedi(?: anche)?|см\.(?: также)?|ср\.)\s+",
        r"|(?:参见|參見|参看|參看|见|見)[:：]?\s*)"
    )
);
pattern!(OP_CIT, r"(?i)\b(?:op|loc)\.? ?cit\.?");
pattern!(
    LOCATOR,
    r"\b(?:pp?\. ?[\divxlc]+(?: ?[-–] ?[\divxlc]+)?(?:, (?:and )?\d+(?:[-–]\d+)?)*|(?:S|[сС])\. ?\d+(?: ?[-–] ?\d+)?(?: ?ff?\b\.?)?|ch(?:ap)?\. ?\d+|chapter \d+|§ ?\d+)"
);
pattern!(
    PUBLISHED,
    r"^: ?([^:;()\[\]]{2,80}?),? ((?:1[5-9]|20)\d\d(?:[-–/]\d{2,4})?)"
);
pattern!(
    VOLUME,
    r"\b(?:[Vv]ols?\. ?(?:\d+|[IVXLC]+\b)(?: \(\d+\))?|\d+(?:st|nd|rd|th) volume|[Vv]olume [IVX\d]+)"
);
pattern!(
    ISSUE,
    r"\b(?:(?:No|Nos|N|Issue|Issues)\. ?\d+(?:[-–]\d+)?|Issues? \d+(?:[-–]\d+)?|№ ?\d+)"
);
pattern!(
    ARCHIVE,
    r"\b((?:\p{Lu}[\p{L}.’']*,? (?:of (?:the )?|and )?){0,6}(?:Archives?|Library|Papers|Files|Central Files|Record Office)(?: of [\p{L} ]+)?)(?:, ((?:No\. ?)?[A-Z\d][\p{L}\d./–: -]*?\d[\d/–.A-Z-]*))?"
);
pattern!(
    DOCUMENT,
    r"^(?i:(?:top secret|secret|urgent|ciphered|coded|cipher|enciphered)[ ,]+)*(?i:(telegram|cable|letter|report|memorandum|message|minutes|note|order|directive|record|despatch|dispatch)\b)?[ ,]*"
);
pattern!(
    PRINTED_IN,
    r"\b(?:printed|reprinted|quoted|cited|reproduced|published|translated) in\b"
);
pattern!(URL, r"(?:https?://|www\.)[^\s<>]+[^\s<>.,;)]");
pattern!(YEAR, r"\b(?:1[5-9]|20)\d\d\b");

pub(super) fn issued_pattern() -> &'static Regex {
    static ISSUED: LazyLock<Regex> = LazyLock::new(|| {
        let source = format!(
            r"(?:(?:(?:{MONTHS})\.?(?: \d{{1,2}},?)?|\d{{1,2}} (?:{MONTHS})\.?|Spring|Summer|Autumn|Fall|Winter),? )?\b(?:1[5-9]|20)\d\d(?: ?[/–] ?(?:(?:19|20)?\d\d))?"
        );
        Regex::new(&source).expect("a pattern of ours")
    });
    &ISSUED
}

fn dated_pattern() -> &'static Regex {
    static DATED: LazyLock<Regex> = LazyLock::new(|| {
        let source = format!(
            r"^((?:(?:{MONTHS})\.? (?:\d{{1,2}}, ?)?|\d{{1,2}} (?:{MONTHS})\.? ?)(?:1[5-9]|20)\d\d),? "
        );
        Regex::new(&source).expect("a pattern of ours")
    });
    &DATED
}

fn unquoted_pattern() -> &'static Regex {
    static UNQUOTED: LazyLock<Regex> = LazyLock::new(|| {
        let party = r"\p{Lu}[\p{L}. ’'-]{1,60}?";
        let kinds =
            "telegram|letter|memorandum|aide-mémoire|note|despatch|dispatch|cable|message|report";
        let date = format!(
            r"(?:(?:{MONTHS})\.? (?:\d{{1,2}}, ?)?|\d{{1,2}} (?:{MONTHS})\.? ?)(?:1[5-9]|20)\d\d"
        );
        let source = format!(
            r"^({party}) to ({party}), (?:({kinds})(?: (?:No\. ?)?([\w–-]*\d[\w–-]*))?, )?({date})"
        );
        Regex::new(&source).expect("a pattern of ours")
    });
    &UNQUOTED
}

/// Reads one part of a note; `None` when it is a remark and no citation.
pub(super) fn parse(words: &str) -> Option<Citation> {
    let flat = Flat::of(words);
    let mut reader = Reader {
        flat: &flat,
        citation: Citation {
            words: words.to_owned(),
            ..Citation::default()
        },
    };
    let start = reader.signal();
    reader.read(start).then(|| reader.finish())
}

/// Reads words that send back to a citation before; `None` when they are of another sort.
pub(super) fn sends_back(words: &str) -> Option<Citation> {
    parse(words).filter(|c| matches!(c.form, Form::Ibid | Form::OpCit | Form::CrossRef))
}

/// Where an address on the web stands.
pub(super) fn address(words: &str) -> Option<Range<usize>> {
    URL.find(words).map(|found| found.range())
}

/// A citation without its asterisks, the way back, and where they stood.
pub(super) struct Flat {
    pub(super) text: String,
    back: Vec<usize>,
    pub(super) italics: Vec<Range<usize>>,
}

impl Flat {
    fn of(words: &str) -> Flat {
        let mut flat = Flat {
            text: String::new(),
            back: Vec::new(),
            italics: Vec::new(),
        };
        let mut open = None;
        for (at, c) in words.char_indices() {
            if c == '*' || c == '_' && !words.contains("://") {
                match open.take() {
                    Some(start) if start < flat.text.len() => {
                        flat.italics.push(start..flat.text.len());
                    }
                    _ => open = Some(flat.text.len()),
                }
                continue;
            }
            flat.text.push(c);
            flat.back.extend(std::iter::repeat_n(at, c.len_utf8()));
        }
        flat.back.push(words.len());
        if let Some(start) = open.filter(|start| *start < flat.text.len()) {
            flat.italics.push(start..flat.text.len());
        }
        flat
    }
}

pub(super) struct Reader<'a> {
    pub(super) flat: &'a Flat,
    pub(super) citation: Citation,
}

impl Reader<'_> {
    fn text(&self, range: &Range<usize>) -> String {
        self.flat.text[range.clone()].to_owned()
    }

    /// Notes where a field stands and gives its words, outer signs trimmed.
    pub(super) fn take(&mut self, field: Field, range: Range<usize>) -> Option<String> {
        let range = trimmed(&self.flat.text, range);
        if range.is_empty() {
            return None;
        }
        let end = self.flat.back[range.end - 1]
            + self.flat.text[..range.end]
                .chars()
                .next_back()
                .map_or(1, char::len_utf8);
        self.citation
            .fields
            .push((field, self.flat.back[range.start]..end));
        Some(self.text(&range))
    }

    fn signal(&mut self) -> usize {
        if let Some(length) = super::stemma::signal(&self.flat.text) {
            self.citation.signal = Some(self.flat.text[..length].trim().to_owned());
            return length;
        }
        match SIGNAL.find(&self.flat.text) {
            Some(found) => {
                self.citation.signal = Some(found.as_str().trim().to_owned());
                found.end()
            }
            None => 0,
        }
    }

    fn read(&mut self, start: usize) -> bool {
        if self.again(start).is_some() || self.bracketed(start).is_some() {
            return true;
        }
        let italics = self
            .flat
            .italics
            .iter()
            .find(|range| range.end > start)
            .cloned();
        let quote = quotation(&self.flat.text, start)
            .or_else(|| unclosed_quotation(&self.flat.text, start, italics.as_ref()?.start))
            .filter(|q| italics.as_ref().is_none_or(|i| q.start <= i.start));
        if self.letter(start) {
            return true;
        }
        let told = match (quote, italics) {
            (Some(quote), _) => self.quoted(start, &quote),
            (None, Some(italics)) => self.italic(start, &italics),
            (None, None) => false,
        };
        told || self.archival(start)
    }

    /// `Author, "Title" ("Translation"), Journal, No. 5, 1993` or `"Date, telegram A to B re …," Archive, No. 7`.
    fn quoted(&mut self, start: usize, quote: &Range<usize>) -> bool {
        let inner = quote.start + opening(&self.flat.text, quote.start)
            ..quote.end - closing(&self.flat.text, quote.end);
        let after = quote.end;
        if self.flat.text[inner.clone()].split_whitespace().count() < 2 {
            return false;
        }
        if quote.start <= start + 1 && self.document(&inner) {
            self.citation.form = Form::Full;
            self.container(after);
            self.own_date(after);
            self.archive(after);
            self.issue_and_locator(after);
            self.remark(after);
            return true;
        }
        if !self.authors(start..quote.start) {
            return false;
        }
        self.citation.title = self.take(Field::Title, inner);
        self.citation.kind = Kind::Article;
        let after = self.translation(after);
        if !self.read_at(after) {
            self.container(after);
        }
        self.archive(after);
        self.issued(after);
        self.issue_and_locator(after);
        self.remark(after);
        let bare = self.citation.container.is_none()
            && self.citation.issued.is_none()
            && self.citation.archive.is_none();
        self.citation.form = if bare { Form::Short } else { Form::Full };
        let told = !bare || self.citation.locator.is_some();
        let alone = quote.start <= start + 1 || !self.citation.authors.is_empty();
        told || alone && self.flat.text.len() - after < 12
    }

    /// `Author, *Title* (*Translation*, Place: Publisher, Year), p. N`.
    fn italic(&mut self, start: usize, italics: &Range<usize>) -> bool {
        let title = self.flat.text[italics.clone()].to_owned();
        let bracket = title.find('(').filter(|at| *at > 2);
        let title_end = italics.start + bracket.unwrap_or(title.len());
        let (published, place) = self.published(title_end);
        if !self.authors(start..italics.start) {
            let owner = published
                .then(|| owner_before(&self.flat.text[start..italics.start]))
                .flatten();
            match owner {
                Some(owner) => self.push_author(start + owner.start..start + owner.end),
                None if published => {}
                None => return false,
            }
        }
        let title_end = if bracket.is_none() {
            title_end.min(place.unwrap_or(usize::MAX).max(italics.start))
        } else {
            title_end
        };
        self.title_and_volume(italics.start..title_end);
        self.bracketed_translation(title_end, place);
        self.citation.kind = Kind::Book;
        if !published {
            self.issued(title_end);
            self.archive(title_end);
        }
        self.issue_and_locator(title_end);
        let volume = self.citation.volume.is_some() && self.citation.issued.is_some();
        self.citation.form = if published || volume || self.citation.issued.is_some() {
            Form::Full
        } else {
            Form::Short
        };
        if self.citation.form == Form::Full && !published {
            self.citation.kind = Kind::Collection;
        }
        let short = self.citation.locator.is_some()
            || !self.citation.authors.is_empty()
            || self.flat.text.len() - italics.end < 16;
        self.citation.form == Form::Full || short
    }

    /// `Murray to Byrnes, telegram 730, 14 September 1945, *Foreign Relations …*, vol. VIII, p. 400`.
    fn letter(&mut self, start: usize) -> bool {
        let Some(found) = unquoted_pattern().captures(&self.flat.text[start..]) else {
            return false;
        };
        let at = |n: usize| found.get(n).map(|m| start + m.start()..start + m.end());
        let (Some(sender), Some(recipient), Some(date)) = (at(1), at(2), at(5)) else {
            return false;
        };
        let title = self.take(Field::Title, sender.start..recipient.end);
        let kind = found.get(3).map(|m| m.as_str().to_lowercase());
        self.citation.kind = match kind.as_deref() {
            None => Kind::Letter,
            word => kind_of(word, ""),
        };
        self.citation.form = Form::Full;
        self.citation.title = title;
        self.citation.sender = self.take(Field::Sender, sender);
        self.citation.recipient = self.take(Field::Recipient, recipient);
        let words = self.take(Field::Issued, date.clone()).unwrap_or_default();
        self.citation.issued = parse_date(&words).value;
        if let Some(printed) = PRINTED_IN.find(&self.flat.text[date.end..]) {
            self.printed_in(date.end + printed.end());
            return true;
        }
        self.container(date.end);
        self.archive(date.end);
        self.issue_and_locator(date.end);
        true
    }

    /// The title of the work in which a document is printed; its archive and numbers are not the document's.
    fn printed_in(&mut self, from: usize) {
        let quote = quotation(&self.flat.text, from);
        let inner = quote.map(|q| {
            q.start + opening(&self.flat.text, q.start)..q.end - closing(&self.flat.text, q.end)
        });
        let italics = || self.flat.italics.iter().find(|i| i.start >= from).cloned();
        let title = inner.or_else(italics);
        self.citation.container = title.and_then(|range| self.take(Field::Container, range));
        self.locator(from);
    }

    /// Sender, recipient and date of a document described inside quotation marks.
    fn document(&mut self, inner: &Range<usize>) -> bool {
        let text = &self.flat.text[inner.clone()];
        let dated = dated_pattern()
            .captures(text)
            .and_then(|c| c.get(1).map(|d| d.range()));
        let rest_at = dated_pattern().find(text).map_or(0, |d| d.end());
        let rest = &text[rest_at..];
        let head = DOCUMENT.captures(rest);
        let kind = head
            .as_ref()
            .and_then(|c| c.get(1))
            .map(|m| m.as_str().to_lowercase());
        let body = head.as_ref().and_then(|c| c.get(0)).map_or(0, |m| m.end());
        let (sender, recipient) = parties(&rest[body..]);
        if dated.is_none() || kind.is_none() && recipient.is_none() {
            return false;
        }
        let base = inner.start;
        let at = |range: &Range<usize>, more: usize| {
            base + rest_at + more + range.start..base + rest_at + more + range.end
        };
        if let Some(date) = dated {
            let words = self
                .take(Field::Issued, base + date.start..base + date.end)
                .unwrap_or_default();
            self.citation.issued = parse_date(&words).value;
        }
        self.citation.kind = kind_of(kind.as_deref(), &self.flat.text[inner.clone()]);
        let title = base + rest_at..inner.end;
        self.citation.title = self.take(Field::Title, title);
        let (sender_at, recipient_at) = (
            sender.map(|r| at(&r, body)),
            recipient.map(|r| at(&r, body)),
        );
        self.citation.sender = sender_at.and_then(|r| self.take(Field::Sender, r));
        self.citation.recipient = recipient_at.and_then(|r| self.take(Field::Recipient, r));
        true
    }

    /// Whether what stands before the title are names; they become the authors.
    fn authors(&mut self, range: Range<usize>) -> bool {
        let range = trimmed(&self.flat.text, range);
        if range.is_empty() {
            return true;
        }
        let text = self.text(&range);
        let Some(names) = super::authors::names_in(&text) else {
            return false;
        };
        for (field, name) in names {
            let name = range.start + name.start..range.start + name.end;
            match field {
                Field::Author => self.push_author(name),
                other => {
                    if let Some(words) = self.take(other, name).filter(|_| other == Field::Editor) {
                        self.citation.editors.push(words);
                    }
                }
            }
        }
        true
    }

    pub(super) fn push_author(&mut self, range: Range<usize>) {
        if let Some(words) = self.take(Field::Author, range) {
            self.citation.authors.push(words);
        }
    }

    fn title_and_volume(&mut self, range: Range<usize>) {
        let text = self.text(&range);
        let volume = VOLUME
            .find_iter(&text)
            .last()
            .filter(|v| v.end() + 2 >= text.trim_end().len());
        let end = volume
            .as_ref()
            .map_or(range.end, |v| range.start + v.start());
        if let Some(found) = volume {
            self.citation.volume = self.take(
                Field::Volume,
                range.start + found.start()..range.start + found.end(),
            );
        }
        self.citation.title = self.take(Field::Title, range.start..end);
    }

    /// `("Translation")` after a quoted title; gives where reading goes on.
    fn translation(&mut self, after: usize) -> usize {
        let rest = &self.flat.text[after..];
        let lead = rest.len() - rest.trim_start_matches([',', ' ', '.']).len();
        if !rest[lead..].starts_with('(') {
            return after;
        }
        let open = after + lead + 1;
        match quotation(&self.flat.text, open).filter(|q| q.start == open) {
            Some(quote) => {
                let inner = quote.start + opening(&self.flat.text, quote.start)
                    ..quote.end - closing(&self.flat.text, quote.end);
                self.citation.translated_title = self.take(Field::TranslatedTitle, inner);
                quote.end
            }
            None => after,
        }
    }

    /// `(Translation` up to its bracket, the place of publication, or the end of the italics.
    fn bracketed_translation(&mut self, title_end: usize, place: Option<usize>) {
        let rest = &self.flat.text[title_end..];
        let lead = rest.len() - rest.trim_start().len();
        if !rest[lead..].starts_with('(') {
            return;
        }
        let start = title_end + lead + 1;
        let close = self.flat.text[start..]
            .find(')')
            .map_or(self.flat.text.len(), |at| start + at);
        let end = close.min(place.unwrap_or(usize::MAX));
        if end <= start
            || issued_pattern()
                .find(&self.flat.text[start..end])
                .is_some_and(|d| d.len() == end - start)
        {
            return;
        }
        let range = start..end;
        let text = self.text(&range);
        let volume = VOLUME
            .find_iter(&text)
            .last()
            .filter(|v| v.end() + 3 >= text.trim_end().len());
        let cut = volume.as_ref().map_or(end, |v| start + v.start());
        if let Some(found) = volume {
            self.citation.volume =
                self.take(Field::Volume, start + found.start()..start + found.end());
        }
        self.citation.translated_title = self.take(Field::TranslatedTitle, start..cut);
    }

    /// `Place: Publisher, Year` after the title; gives whether it is there and where the place begins.
    fn published(&mut self, from: usize) -> (bool, Option<usize>) {
        let text = &self.flat.text;
        let colons = text[from..].match_indices(':').map(|(at, _)| from + at);
        for colon in colons {
            let Some(found) = PUBLISHED.captures(&text[colon..]) else {
                continue;
            };
            let Some(place) = place_before(text, from, colon) else {
                continue;
            };
            let (publisher, year) = (
                found.get(1).map(|m| m.range()),
                found.get(2).map(|m| m.range()),
            );
            let (Some(publisher), Some(year)) = (publisher, year) else {
                continue;
            };
            let start = place.start;
            self.citation.place = self.take(Field::Place, place);
            self.citation.publisher = self.take(
                Field::Publisher,
                colon + publisher.start..colon + publisher.end,
            );
            let words = self
                .take(Field::Issued, colon + year.start..colon + year.end)
                .unwrap_or_default();
            self.citation.issued = parse_date(&words).value;
            return (true, Some(start));
        }
        (false, None)
    }

    /// The journal, newspaper or book after a title: the next italics, or the words up to a comma or bracket.
    fn container(&mut self, after: usize) {
        let italics = self
            .flat
            .italics
            .iter()
            .find(|range| range.start >= after)
            .cloned();
        if let Some(range) = italics.filter(|range| {
            range.start - after <= 60 || self.flat.text[after..range.start].contains(" in ")
        }) {
            let end = range.end;
            self.citation.container = self.take(Field::Container, range);
            self.around(end);
        } else {
            let rest = &self.flat.text[after..];
            let lead = rest.len() - rest.trim_start_matches([',', ' ', '.', ')', '(']).len();
            let end = rest[lead..]
                .find([',', '(', ';'])
                .map_or(rest.len(), |at| lead + at);
            let words = rest[lead..end].trim();
            let named = words.starts_with(char::is_uppercase)
                && words.chars().count() >= 4
                && words.split_whitespace().count() >= 2;
            if named
                && !ARCHIVE.is_match(words)
                && !YEAR.is_match(words)
                && !LOCATOR.is_match(words)
                && !ISSUE.is_match(words)
            {
                self.citation.container = self.take(Field::Container, after + lead..after + end);
            }
        }
        if let Some(container) = &self.citation.container {
            self.citation.kind = container_kind(container, self.citation.kind);
        }
    }

    fn archive(&mut self, after: usize) {
        if self.take_shelf_mark(after) {
            return;
        }
        let Some(found) = ARCHIVE.captures(&self.flat.text[after..]) else {
            return;
        };
        let archive = found.get(1).map(|m| after + m.start()..after + m.end());
        let inside = |range: &Range<usize>| {
            self.citation
                .container
                .as_ref()
                .is_some_and(|c| c.contains(&self.flat.text[range.clone()]))
        };
        let Some(archive) = archive.filter(|range| !inside(range)) else {
            return;
        };
        self.citation.archive = self.take(Field::Archive, archive);
        let number = found.get(2).map(|m| after + m.start()..after + m.end());
        self.citation.number = number.and_then(|range| self.take(Field::Number, range));
    }

    fn issued(&mut self, after: usize) {
        if self.citation.issued.is_some() {
            return;
        }
        let end = self.before_url(after);
        let found = issued_pattern()
            .find_iter(&self.flat.text[after..end])
            .last();
        if let Some(found) = found {
            let words = self
                .take(Field::Issued, after + found.start()..after + found.end())
                .unwrap_or_default();
            self.citation.issued = parse_date(&words).value.or_else(|| {
                parse_date(
                    &YEAR
                        .find(&words)
                        .map_or(String::new(), |y| y.as_str().to_owned()),
                )
                .value
            });
        }
    }

    fn before_url(&self, after: usize) -> usize {
        URL.find(&self.flat.text[after..])
            .map_or(self.flat.text.len(), |url| after + url.start())
    }

    fn issue_and_locator(&mut self, after: usize) {
        let end = self.before_url(after);
        if self.citation.volume.is_none() {
            let found = VOLUME
                .find(&self.flat.text[after..end])
                .map(|m| after + m.start()..after + m.end());
            self.citation.volume = found.and_then(|range| self.take(Field::Volume, range));
        }
        let number = self.citation.number.is_some();
        let found = ISSUE
            .find(&self.flat.text[after..end])
            .filter(|_| !number && self.citation.issue.is_none())
            .map(|m| after + m.start()..after + m.end());
        if let Some(range) = found {
            self.citation.issue = self.take(Field::Issue, range);
        }
        self.locator(after);
        if end < self.flat.text.len() {
            let url = URL
                .find(&self.flat.text[end..])
                .map(|m| end + m.start()..end + m.end());
            url.and_then(|range| self.take(Field::Url, range));
        }
    }

    fn locator(&mut self, after: usize) {
        // The leaf of a file, told with its shelf mark.
        if self.citation.locator.is_some() {
            return;
        }
        let found = LOCATOR.find_iter(&self.flat.text[after..]).last();
        let range = found.map(|m| after + m.start()..after + m.end());
        self.citation.locator = range.and_then(|range| self.take(Field::Locator, range));
    }

    fn finish(mut self) -> Citation {
        if self.citation.form == Form::Short && OP_CIT.is_match(&self.flat.text) {
            self.citation.form = Form::OpCit;
        }
        self.citation
            .fields
            .sort_by_key(|(_, range)| (range.start, range.end));
        self.citation
    }
}
