//! Shelf marks of archives, as several countries write them.
//!
//! | country | habit |
//! |---|---|
//! | United States | `RG 59, Lot 60 D 330, Box 3, Folder 2, NARA`, in this order or the other |
//! | Britain | `TNA, FO 371/84089` |
//! | Russia | `AVPRF, f. 45, op. 1, p. 346, d. 12, l. 30` |
//! | Germany, France | `BArch, DY 30/3682, Bl. 4`; `SHD, GR 10 H 1234` |
//! | China | `外交部档案馆，106-00023-01` |
//!
//! The archive is who keeps it; the collection is the record group, lot, fond, class or Bestand; the number is the box,
//! folder, delo, piece or file within it; the place is the leaf.

use super::again::filed_again;
use super::parse::{Reader, issued_pattern};
use super::shapes::{kind_of, parties};
use kaozheng_values::citations::{Citation, Field, Form, Kind};
use kaozheng_values::dates::parse_date;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

macro_rules! pattern {
    ($name:ident, $($source:expr),+) => {
        static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(concat!($($source),+)).expect("a pattern of ours"));
    };
}

/// The letters of British classes.
macro_rules! british_classes {
    () => {
        "FO|FCO|CAB|PREM|WO|DEFE|CO|DO|KV|HO|ADM|AIR|BT|HS|HW|LAB|POWE|SUPP|MAF|INF"
    };
}
pub(super) use british_classes;

/// American record groups and lots.
macro_rules! record_groups {
    () => {
        r"\b(?:RG|R\.G\.|Record Group) ?\d+\b|\b(?i:lot)(?: (?i:files?))? ?\d+ ?-? ?[A-Z]{1,2} ?-? ?\d+\b"
    };
}
pub(super) use record_groups;

pattern!(
    RUSSIAN,
    r"(?:(?P<a>(?:AVP ?RF|RGASPI|RGANI|GARF|AP ?RF|TsAMO|RGVA|RGAE|АВП ?РФ|РГАСПИ|РГАНИ|ГАРФ|АП ?РФ|ЦАМО|РГВА|РГАЭ)(?: (?:RF|РФ))?)[.,:]? ?(?:\([^()]*\),? ?)?)?",
    r"\b(?P<c>(?i:fond|f|фонд|ф)\.? ?\d+\p{L}?, ?(?i:opis['’]?|op|опись|оп)\.? ?\d+(?:[.-]\d+)?\p{L}?)\b",
    r"(?:, ?(?P<n>(?:(?i:papka|por|p|папка|пор|п)\.? ?\d+\p{L}?, ?)?(?i:delo|d|дело|д)\.? ?\d+\p{L}?))?",
    r"(?:, ?(?P<l>(?i:ll|l|list[iy]?|лл|л|листы?)\.? ?\d+(?: ?(?:ob|об)\.?)?(?:[-–—]\d+(?: ?(?:ob|об)\.?)?)?(?:, ?\d+(?:[-–—]\d+)?)*))?"
);
pattern!(
    BRITISH,
    r"(?:(?P<a>TNA(?: ?[:/]? ?PRO)?|UKNA|PRO|(?:The )?(?:British |UK )?National Archives(?: of the United Kingdom| \(UK\)|,? Kew)?|Public Record Office)[.,:]? (?:\([^()]*\),? ?)?)?",
    r"\b(?P<c>(?:",
    british_classes!(),
    r") ?\d{1,4})/(?P<n>\d+[A-Z]?(?:, ?[A-Z]{1,3} ?\d+/[\dG/]+)?)\b",
    r"(?:, ?(?P<l>(?:fols?|ff?|pp?)\. ?\d+(?:[-–]\d+)?))?"
);
pattern!(
    SIGNED,
    r"\b(?P<a>BArch(?:[- ]?[A-Z]{1,3}\b)?|Bundesarchiv(?: \p{Lu}[\p{L}-]+)?|PA[ -]?AA|SAPMO(?:-BArch)?|GStA(?: PK)?|HHStA|ÖStA|[HL]?StA \p{Lu}\p{L}+",
    r"|AN|ANOM|Archives nationales|SHD|SHAT|AMAE|MAE|CADN|CADC)[.,:]? ",
    r"(?P<c>(?:GR |MV |AI )?(?:\d{1,3} ?)?[A-Z]{1,4}(?: ?\d{1,5})?(?: [IVX]{1,4})?)(?:[/ ]|, ?)(?P<n>(?:(?:Nr|Bd|[Vv]ol|[Cc]arton|[Dd]ossier|v)\.? ?)?\d+[a-z]?(?:[/.-]\d+)*(?:, ?(?:Bd\.|[Vv]ol\.|carton|dossier) ?\d+)*)",
    r"(?:, ?(?P<l>(?:Bl|[Ff]ols?|ff?|S|pp?)\. ?\d+(?:[-–]\d+)?))?"
);
pattern!(
    CHINESE,
    r"(?P<a>(?:\p{Han}{2,14}(?:档案馆|檔案館)|(?:PRC )?(?:Chinese )?Foreign Ministry Archives?|PRCFMA|CFMA))[，,：:、 ]+(?:(?:[Nn]o\.|档号|檔號|全宗|案卷)[：: ]?)?(?P<n>\d{3}-\d{5}-\d{2}(?:[-(（]\d+[)）]?)?)"
);
pattern!(
    AMERICAN,
    r"(?P<a>\b(?:NARA(?: II)?|USNA|NACP)\b|(?:\p{Lu}[\p{L}.’'-]* ){0,4}(?:National Archives(?: and Records Administration)?|Presidential Library|Library of Congress)(?:,? (?:College Park|Washington)(?:, ?(?:MD|Md\.|Maryland|D\.?C\.?))?)?)",
    r"|(?P<c>",
    record_groups!(),
    r"|\bCentral (?:Decimal |Policy )?Files?\b(?:,? \d{4}[-–]\d{2,4})?|\b[Ee]ntry ?\d+\w?|(?:\p{Lu}[\p{L}.’'-]* ){1,3}(?:Papers|Records)\b)",
    r"|(?P<n>\b(?i:box(?:es)?) ?\d+[A-Z]?(?:[-–]\d+)?|\b(?i:folders?) ?(?:\d+|“[^”]{2,60}”)|\b(?i:file)(?: (?:no\.|No\.))? ?[\w./-]*\d[\w./-]*\w|\b\d{3}[A-Z]?\.\d{2,4}(?:/\d[\d-]*\d)?)"
);
pattern!(STRONG, r"(?i)\b(?:RG|R\.G\.|Record Group) ?\d|\blot\b");

/// What the words before a shelf mark may not be longer than, in bytes.
const LONGEST: usize = 400;

const COMMA: [char; 3] = [',', '，', ' '];

/// First words of a document that is neither letter nor telegram.
const REPORTS: [&str; 5] = ["memorandum", "minutes", "report", "record", "minute"];

/// Whether a citation was read by its shelf mark.
pub(super) fn has_shelf_mark(citation: &Citation) -> bool {
    citation.collection.is_some() || citation.archive.is_some() && CHINESE.is_match(&citation.words)
}

/// What each part of a shelf mark is, and where, in order.
pub(super) struct ShelfMark {
    pub(super) parts: Vec<(Field, Range<usize>)>,
}

impl ShelfMark {
    pub(super) fn range(&self) -> Range<usize> {
        let starts = self.parts.iter().map(|(_, at)| at.start);
        let ends = self.parts.iter().map(|(_, at)| at.end);
        starts.min().unwrap_or(0)..ends.max().unwrap_or(0)
    }
}

/// The shelf mark in `text` from `start` on; `None` when no habit that is known stands there.
pub(super) fn shelf_mark(text: &str, start: usize) -> Option<ShelfMark> {
    let rest = text.get(start..)?;
    if !rest.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let habits: [&Regex; 4] = [&RUSSIAN, &BRITISH, &CHINESE, &SIGNED];
    let mut found = habits.into_iter().filter_map(|habit| habit.captures(rest));
    let parts = match found.next() {
        Some(captures) => parts(&captures),
        None => american(rest)?,
    };
    let shifted = |(field, at): (Field, Range<usize>)| (field, start + at.start..start + at.end);
    Some(ShelfMark {
        parts: parts.into_iter().map(shifted).collect(),
    })
}

const CLASSES: [(&str, Field); 4] = [
    ("a", Field::Archive),
    ("c", Field::Collection),
    ("n", Field::Number),
    ("l", Field::Locator),
];

fn parts(captures: &Captures<'_>) -> Vec<(Field, Range<usize>)> {
    let part = |(name, field): (&str, Field)| Some((field, captures.name(name)?.range()));
    CLASSES.into_iter().filter_map(part).collect()
}

/// A run of archives, record groups and boxes with nothing but signs between them; one must be a record group or lot.
fn american(text: &str) -> Option<Vec<(Field, Range<usize>)>> {
    if !STRONG.is_match(text) {
        return None;
    }
    let mut run: Vec<(Field, Range<usize>)> = Vec::new();
    for captures in AMERICAN.captures_iter(text) {
        let Some((field, at)) = parts(&captures).into_iter().next() else {
            continue;
        };
        let goes_on = |last: &(Field, Range<usize>)| {
            let signs = [',', ';', ':', ' ', '.', '/', '(', ')'];
            text[last.1.end..at.start].trim_matches(signs).is_empty()
        };
        if run.last().is_some_and(|last| !goes_on(last)) {
            if is_strong(text, &run) {
                break;
            }
            run.clear();
        }
        run.push((field, at));
    }
    is_strong(text, &run).then(|| joined(run))
}

fn is_strong(text: &str, run: &[(Field, Range<usize>)]) -> bool {
    run.len() > 1 && run.iter().any(|(_, at)| STRONG.is_match(&text[at.clone()]))
}

/// Neighbouring parts of one class as one.
fn joined(run: Vec<(Field, Range<usize>)>) -> Vec<(Field, Range<usize>)> {
    let mut out: Vec<(Field, Range<usize>)> = Vec::new();
    for (field, at) in run {
        match out.last_mut() {
            Some((last, before)) if *last == field => before.end = at.end,
            _ => out.push((field, at)),
        }
    }
    out
}

impl Reader<'_> {
    /// Takes the shelf mark that stands from `after` on; false when there is none.
    pub(super) fn take_shelf_mark(&mut self, after: usize) -> bool {
        let Some(mark) = shelf_mark(&self.flat.text, after) else {
            return false;
        };
        for (field, at) in mark.parts {
            let words = self.take(field, at);
            let place = match field {
                Field::Archive => &mut self.citation.archive,
                Field::Collection => &mut self.citation.collection,
                Field::Number => &mut self.citation.number,
                _ => &mut self.citation.locator,
            };
            match (place.as_mut(), words) {
                (Some(told), Some(more)) => *told = format!("{told}, {more}"),
                (_, words) => *place = words,
            }
        }
        true
    }

    /// A document without quotation marks or italics before its shelf mark, or a file alone.
    pub(super) fn archival(&mut self, start: usize) -> bool {
        let text = &self.flat.text;
        let mark = shelf_mark(text, start).map(|mark| mark.range());
        let again = || {
            filed_again(text)
                .filter(|at| *at > start)
                .map(|at| at..text.len())
        };
        let Some(shelf) = mark.or_else(again) else {
            return false;
        };
        let outer = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '.' | ':' | '(' | ';');
        let described = start..start + text[start..shelf.start].trim_end_matches(outer).len();
        if described.len() > LONGEST {
            return false;
        }
        self.citation.form = Form::Full;
        self.describe(described);
        self.take_shelf_mark(shelf.start) || self.citation.issued.is_some()
    }

    /// What a document is, who wrote it to whom, and its date, which stands last.
    fn describe(&mut self, range: Range<usize>) {
        let text = &self.flat.text[range.clone()];
        let comma = text.rfind([',', '，']);
        let after = comma.map(|at| text.len() - text[at..].trim_start_matches(&COMMA[..]).len());
        let date = match after {
            Some(from) if parse_date(&text[from..]).value.is_some() => Some(from..text.len()),
            _ => issued_pattern().find_iter(text).last().map(|d| d.range()),
        };
        let end = date.as_ref().map_or(text.len(), |date| date.start);
        let end = text[..end].trim_end_matches(&COMMA[..]).len();
        let (sender, recipient) = parties(&text[..end]);
        let word = text.split_whitespace().next().unwrap_or("").to_lowercase();
        self.citation.kind = match (kind_of(Some(&word), ""), &recipient) {
            (Kind::Report, _) if REPORTS.contains(&word.as_str()) => Kind::Report,
            (Kind::Report, Some(_)) => Kind::Letter,
            (Kind::Report, None) => Kind::Other,
            (kind, _) => kind,
        };
        let at = |part: Range<usize>| range.start + part.start..range.start + part.end;
        self.citation.title = self.take(Field::Title, at(0..end));
        self.citation.sender = sender.and_then(|part| self.take(Field::Sender, at(part)));
        self.citation.recipient = recipient.and_then(|part| self.take(Field::Recipient, at(part)));
        if let Some(words) = date.and_then(|part| self.take(Field::Issued, at(part))) {
            self.citation.issued = parse_date(&words).value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::citations_in;

    /// Each citation on a line: form, kind, then its fields as `name=words`.
    #[track_caller]
    fn check(notes: &[&str]) -> String {
        let mut out = String::new();
        for note in notes {
            for (_, c) in citations_in(note) {
                out += &format!("{:?} {:?}", c.form, c.kind);
                for (field, at) in &c.fields {
                    out += &format!(" | {}={}", field.name(), &c.words[at.clone()]);
                }
                out.push('\n');
            }
        }
        out
    }

    #[test]
    fn shelf_marks_of_several_countries() {
        insta::assert_snapshot!(check(&[
            "Memorandum of conversation, 25 June 1950, RG 59, Lot 60 D 330, Box 3, Folder 2, NARA.",
            "Holm to Vik, 3 May 1911, box 7, Central Files 1910-1914, Record Group 84, National Archives.",
            "Minute by Holm, 3 May 1951, TNA, FO 371/84089, FK1015/12.",
            "Orlov to Petrov, 3 May 1948, AVPRF, f. 45, op. 1, p. 346, d. 12, ll. 30-32.",
            "Докладная записка, 3 мая 1948 г., РГАСПИ, ф. 17, оп. 162, д. 38, л. 14.",
            "Aufzeichnung Holm, 3. Mai 1951, BArch, DY 30/3682, Bl. 14.",
            "PA AA, B 12, Bd. 345.",
            "Note de Holm, 3 mai 1951, SHD, GR 10 H/1234.",
            "林海致顾平电，1950年5月3日，外交部档案馆，106-00023-01。",
        ]), @r#"
        Full Report | title=Memorandum of conversation | issued=25 June 1950 | archive_collection=RG 59, Lot 60 D 330 | number=Box 3, Folder 2 | archive=NARA
        Full Letter | sender=Holm | title=Holm to Vik | recipient=Vik | issued=3 May 1911 | number=box 7 | archive_collection=Central Files 1910-1914, Record Group 84 | archive=National Archives
        Full Report | title=Minute by Holm | issued=3 May 1951 | archive=TNA | archive_collection=FO 371 | number=84089, FK1015/12
        Full Letter | sender=Orlov | title=Orlov to Petrov | recipient=Petrov | issued=3 May 1948 | archive=AVPRF | archive_collection=f. 45, op. 1 | number=p. 346, d. 12 | locator=ll. 30-32
        Full Other | title=Докладная записка | issued=3 мая 1948 г | archive=РГАСПИ | archive_collection=ф. 17, оп. 162 | number=д. 38 | locator=л. 14
        Full Other | title=Aufzeichnung Holm | issued=3. Mai 1951 | archive=BArch | archive_collection=DY 30 | number=3682 | locator=Bl. 14
        Full Other | archive=PA AA | archive_collection=B 12 | number=Bd. 345
        Full Letter | title=Note de Holm | issued=3 mai 1951 | archive=SHD | archive_collection=GR 10 H | number=1234
        Full Other | title=林海致顾平电 | issued=1950年5月3日 | archive=外交部档案馆 | number=106-00023-01
        "#);
    }

    #[test]
    fn what_only_looks_like_a_shelf_mark() {
        insta::assert_snapshot!(check(&[
            "Two boxes of the third lot were never opened, though the record group was listed and 12 folders were counted in it.",
            "See the files of the Foreign Office on this point.",
        ]), @r#""#);
    }
}
