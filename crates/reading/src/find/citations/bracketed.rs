//! Citations whose titles stand in the brackets of East Asian titles: 《》, 『』, 「」, 〈〉.
//!
//! Names, a title, perhaps the journal or book that holds it in brackets of its own, then place, publisher, year and page,
//! parted by full-width or half-width signs.

use super::authors::names_in;
use super::parse::Reader;
use kaozheng_values::citations::{Field, Form, Kind};
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

pattern!(
    IMPRINT,
    r"^[\s，,、（(.。]*(?:([^\s:：，,、()（）\d《》『』「」]{1,20})[：:] ?)?([^:：，,、()（）\d《》『』「」]{2,40})[，,、] ?(?:1[5-9]|20)\d\d"
);
pattern!(YEAR, r"\b(?:1[5-9]|20)\d\d|(?:1[5-9]|20)\d\d年");
pattern!(
    ISSUE,
    r"(?:第 ?)?\d{1,4} ?(?:호|期|号|號|輯|집)|[Nn]o\. ?\d+"
);
pattern!(VOLUME, r"(?:第 ?)?\d{1,3} ?(?:권|卷|巻|册|冊)");
pattern!(
    PAGES,
    r"(?:第 ?)?\d+(?: ?[-–~～] ?\d+)? ?(?:쪽|면|頁|页|ページ)|\bpp?\. ?\d+(?:[-–]\d+)?"
);

const OPENING: &[char] = &['《', '『', '「', '〈'];

/// The first title in brackets from `start` on: what stands inside, and where it ends with its bracket.
fn title(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let open = start + text[start..].find(OPENING)?;
    let sign = text[open..].chars().next()?;
    let close = match sign {
        '《' => '》',
        '『' => '』',
        '「' => '」',
        _ => '〉',
    };
    let from = open + sign.len_utf8();
    let end = from + text[from..].find(close)?;
    Some((from..end, end + close.len_utf8()))
}

impl Reader<'_> {
    /// `林海：《盐路》，北京：渡口出版社，1961年，第12页`; `None` when no bracketed title begins the citation.
    pub(super) fn bracketed(&mut self, start: usize) -> Option<()> {
        let text = &self.flat.text;
        let (inner, mut after) = title(text, start)?;
        let outer = |c: char| c.is_whitespace() || matches!(c, '：' | ':' | '，' | ',' | '、');
        let names = text[start..inner.start].trim_end_matches(OPENING);
        let names = names.trim_end_matches(outer);
        let names = start..start + names.len();
        let list = match names.is_empty() {
            true => Vec::new(),
            false => names_in(text.get(names.clone())?)?,
        };
        let book = text[..inner.start].ends_with(['《', '『']);
        let holder =
            title(text, after).filter(|(next, _)| text[after..next.start].chars().count() <= 6);
        for (_, name) in list {
            self.push_author(names.start + name.start..names.start + name.end);
        }
        self.citation.title = self.take(Field::Title, inner);
        self.citation.kind = if book { Kind::Book } else { Kind::Article };
        if let Some((holder, end)) = holder {
            self.citation.container = self.take(Field::Container, holder);
            self.citation.kind = Kind::Article;
            after = end;
        }
        self.imprint(after);
        let bare = self.citation.issued.is_none() && self.citation.container.is_none();
        self.citation.form = if bare { Form::Short } else { Form::Full };
        Some(())
    }

    fn imprint(&mut self, after: usize) {
        let at = |range: Range<usize>| after + range.start..after + range.end;
        let rest = &self.flat.text[after..];
        let range = |found: Option<regex::Match<'_>>| found.map(|m| at(m.range()));
        let imprint = IMPRINT.captures(rest);
        let place = imprint.as_ref().and_then(|c| range(c.get(1)));
        let publisher = imprint.as_ref().and_then(|c| range(c.get(2)));
        let [year, volume, issue, pages] =
            [&*YEAR, &*VOLUME, &*ISSUE, &*PAGES].map(|p| range(p.find(rest)));
        if self.citation.container.is_none() {
            self.citation.place = place.and_then(|r| self.take(Field::Place, r));
            self.citation.publisher = publisher.and_then(|r| self.take(Field::Publisher, r));
        }
        if let Some(words) = year.and_then(|r| self.take(Field::Issued, r)) {
            self.citation.issued = parse_date(words.trim_end_matches('年')).value;
        }
        self.citation.volume = volume.and_then(|r| self.take(Field::Volume, r));
        self.citation.issue = issue.and_then(|r| self.take(Field::Issue, r));
        self.citation.locator = pages.and_then(|r| self.take(Field::Locator, r));
    }
}
