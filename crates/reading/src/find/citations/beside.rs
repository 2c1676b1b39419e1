//! What stands beside the container of a citation: its place, the body that issued it, its own date, a remark.

use super::parse::{Reader, issued_pattern};
use kaozheng_values::citations::{Field, Kind};
use kaozheng_values::dates::parse_date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static READ_AT: LazyLock<Regex> = LazyLock::new(|| {
    let source = r#"\b([Pp]aper (?:prepared|presented|delivered|given|read) (?:for|at|to) (?:the |an? )?(?:\p{Lu}?\p{L}+ ){0,3}?(?:conference|symposium|workshop|congress|meeting|seminar)),? (?:on )?["“]([^"“”]+)["”]"#;
    Regex::new(source).expect("a pattern of ours")
});

static PLACE_IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[”.,]* ?\((\p{Lu}[\p{L}.’'-]*(?: \p{Lu}[\p{L}.’'-]*){0,2})\)")
        .expect("a pattern of ours")
});

static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"\p{Lu}[\p{L}.’'-]*(?: (?:of |for |the |and )*\p{Lu}[\p{L}.’'-]*){0,6}";
    Regex::new(&format!(r#"^["”.,]* ({name}), $"#)).expect("a pattern of ours")
});

static ISSUE_OF_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[”.,]* (\d{1,2})[-–/](?:1[89]|20)\d\d\b").expect("a pattern of ours")
});

static REMARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\(((?:[Ii]n )?(?:(?:\p{Lu}\p{L}+|my|own|author’s|author's) )?(?:[Tt]ranslation|[Oo]riginal|[Vv]ersion|[Mm]anuscript|[Tt]ypescript|[Pp]hotocopy|[Mm]icrofilm))\)")
        .expect("a pattern of ours")
});

/// Words that make a name one of a body and not of a town.
const BODIES: &[&str] = &[
    "University",
    "Institute",
    "College",
    "Academy",
    "Center",
    "Centre",
    "Society",
    "Association",
    "Foundation",
];

impl Reader<'_> {
    /// `Paper presented at the conference "…"`: the genre, and the conference as container.
    pub(super) fn read_at(&mut self, after: usize) -> bool {
        let Some(found) = READ_AT.captures(&self.flat.text[after..]) else {
            return false;
        };
        let at = |n: usize| found.get(n).map(|m| after + m.start()..after + m.end());
        let (Some(genre), Some(name)) = (at(1), at(2)) else {
            return false;
        };
        let end = name.end;
        self.take(Field::Genre, genre);
        self.citation.container = self.take(Field::Container, name);
        self.citation.kind = Kind::Conference;
        self.around(end);
        true
    }

    /// The place, body or issue that follows a container which ends at `end`.
    pub(super) fn around(&mut self, end: usize) {
        let rest = &self.flat.text[end..];
        let at = |range: Range<usize>| end + range.start..end + range.end;
        if let Some(place) = PLACE_IN_BRACKETS.captures(rest).and_then(|c| c.get(1)) {
            if parse_date(place.as_str()).value.is_none() {
                self.citation.place = self.take(Field::Place, at(place.range()));
            }
            return;
        }
        if let Some(issue) = ISSUE_OF_YEAR.captures(rest).and_then(|c| c.get(1)) {
            self.citation.issue = self.take(Field::Issue, at(issue.range()));
            return;
        }
        let Some(date) = issued_pattern().find(rest) else {
            return;
        };
        let between = BETWEEN.captures(&rest[..date.start()]);
        let Some(name) = between.and_then(|c| c.get(1)) else {
            return;
        };
        if BODIES.iter().any(|body| name.as_str().contains(body)) {
            self.citation.publisher = self.take(Field::Publisher, at(name.range()));
        } else if name.as_str().split(' ').count() <= 3 {
            self.citation.place = self.take(Field::Place, at(name.range()));
        }
    }

    /// When the work was issued in which a document is printed; the document has its own date.
    pub(super) fn own_date(&mut self, after: usize) {
        let found = self.citation.container.as_ref().and_then(|container| {
            let end = after + self.flat.text[after..].find(container)? + container.len();
            let date = issued_pattern().find(&self.flat.text[end..])?;
            Some(end + date.start()..end + date.end())
        });
        if let Some(date) = found {
            self.take(Field::Issued, date);
        }
    }

    /// `(Chinese translation)`, `(my translation)`, `(typescript)`.
    pub(super) fn remark(&mut self, after: usize) {
        let found = REMARK
            .captures(&self.flat.text[after..])
            .and_then(|c| c.get(1));
        if let Some(remark) = found {
            self.take(Field::Note, after + remark.start()..after + remark.end());
        }
    }
}
