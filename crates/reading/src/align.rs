//! Two languages: which passages of a document say the same.
//!
//! A paper often carries its title, summary and keywords in a second language, and some documents stand there twice.
//! [`aligned`] gives only pairs that are sure: what each language has exactly one of (a title, keywords, a heading
//! "Introduction"), headings whose numbers agree one by one, summaries of equally many paragraphs, and paragraphs that
//! share days and figures which nothing else in either language has. What is left stays without partner.

use crate::divide::bibliography::{Head, head_of};
use kaozheng_text::{Document, Part, Passage};
use kaozheng_values::dates::{DateContext, Language, find_dates};
use std::collections::{BTreeMap, BTreeSet};

/// Two passages that say the same in two languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The passage that comes first, as an index of [`Document::passages`].
    pub one: usize,
    /// The other.
    pub other: usize,
    /// Why they go together.
    pub because: String,
}

/// Fewest letters for a language to count as one of the document's two.
const FEWEST_LETTERS: usize = 60;

/// The sure pairs of a document in two languages, in order; none for a document in one.
pub fn aligned(document: &Document) -> Vec<Pair> {
    let Some((one, other)) = sides(document) else {
        return Vec::new();
    };
    let mut pairs = Pairs::default();
    for (part, because) in [
        (Part::Title, "the title in each language"),
        (Part::Keywords, "the keywords in each language"),
    ] {
        let of = |side: &[usize]| of_part(document, side, part);
        if let ([a], [b]) = (&of(&one)[..], &of(&other)[..]) {
            pairs.add(*a, *b, because.to_owned());
        }
    }
    headings(document, &one, &other, &mut pairs);
    summaries(document, &one, &other, &mut pairs);
    shared_figures(document, &one, &other, &mut pairs);
    pairs.into_order()
}

#[derive(Default)]
struct Pairs {
    taken: BTreeSet<usize>,
    pairs: Vec<Pair>,
}

impl Pairs {
    /// Keeps a pair unless one of the two has a partner already.
    fn add(&mut self, a: usize, b: usize, because: String) {
        if self.taken.contains(&a) || self.taken.contains(&b) {
            return;
        }
        self.taken.extend([a, b]);
        let (one, other) = (a.min(b), a.max(b));
        self.pairs.push(Pair {
            one,
            other,
            because,
        });
    }

    fn into_order(mut self) -> Vec<Pair> {
        self.pairs.sort_by_key(|pair| (pair.one, pair.other));
        self.pairs
    }
}

/// The passages in each of the two languages that have the most letters; `None` when there is only one.
fn sides(document: &Document) -> Option<(Vec<usize>, Vec<usize>)> {
    let running = |p: &&Passage| !matches!(p.part, Part::Note | Part::Furniture);
    let mut letters: BTreeMap<&str, usize> = BTreeMap::new();
    for passage in document.passages.iter().filter(running) {
        let count = document
            .text_of(passage)
            .chars()
            .filter(|c| c.is_alphabetic())
            .count();
        if !passage.lang.is_empty() {
            *letters.entry(&passage.lang).or_default() += count;
        }
    }
    let mut most: Vec<(&str, usize)> = letters
        .into_iter()
        .filter(|(_, n)| *n >= FEWEST_LETTERS)
        .collect();
    most.sort_by_key(|(lang, count)| (std::cmp::Reverse(*count), *lang));
    let [(first, _), (second, _), ..] = most[..] else {
        return None;
    };
    let of = |lang: &str, than: &str| -> Vec<usize> {
        let own = |p: &Passage| {
            p.lang == lang || p.lang.is_empty() && by_script(document.text_of(p), lang, than)
        };
        (0..document.passages.len())
            .filter(|&at| running(&&document.passages[at]) && own(&document.passages[at]))
            .collect()
    };
    Some((of(first, second), of(second, first)))
}

/// Whether letters that tell no language can, of the two, only be of `lang`.
fn by_script(text: &str, lang: &str, than: &str) -> bool {
    let script = |lang: &str| match lang {
        "ko" | "zh" | "ja" => 'h',
        "ru" | "uk" | "bg" | "sr" => 'c',
        _ => 'l',
    };
    let of = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => 'l',
        '\u{400}'..='\u{52f}' => 'c',
        _ => 'h',
    };
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    script(lang) != script(than)
        && letters.peek().is_some()
        && letters.all(|c| of(c) == script(lang))
}

fn of_part(document: &Document, side: &[usize], part: Part) -> Vec<usize> {
    let own = side.iter().copied();
    own.filter(|at| document.passages[*at].part == part)
        .collect()
}

/// Headings of the same sense that each language has once, then headings whose numbers agree one by one.
fn headings(document: &Document, one: &[usize], other: &[usize], pairs: &mut Pairs) {
    let text = |at: &usize| document.text_of(&document.passages[*at]);
    let of = |side: &[usize]| of_part(document, side, Part::Heading);
    let (one, other) = (of(one), of(other));
    for sense in SENSES {
        let having = |side: &[usize]| -> Vec<usize> {
            side.iter()
                .copied()
                .filter(|at| sense.holds(text(at)))
                .collect()
        };
        if let ([a], [b]) = (&having(&one)[..], &having(&other)[..]) {
            pairs.add(
                *a,
                *b,
                format!("the heading of {} in each language", sense.what),
            );
        }
    }
    let numbered = |side: &[usize]| -> BTreeMap<String, Vec<usize>> {
        let mut by_number: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in side {
            if let Some(number) = number_of(text(at)) {
                by_number.entry(number).or_default().push(*at);
            }
        }
        by_number
    };
    let (one, other) = (numbered(&one), numbered(&other));
    let alike =
        one.keys().eq(other.keys()) && one.values().chain(other.values()).all(|at| at.len() == 1);
    if alike && one.len() >= 2 {
        for (number, at) in &one {
            pairs.add(
                at[0],
                other[number][0],
                format!("heading {number} in each language, as all numbered ones"),
            );
        }
    }
}

/// A heading that many languages have.
struct Sense {
    what: &'static str,
    words: &'static [&'static str],
}

const SENSES: &[Sense] = &[
    Sense {
        what: "a summary",
        words: &[
            "abstract",
            "summary",
            "résumé",
            "zusammenfassung",
            "resumen",
            "초록",
            "국문초록",
            "영문초록",
            "요약",
            "摘要",
            "提要",
            "要旨",
            "аннотация",
            "резюме",
        ],
    },
    Sense {
        what: "the introduction",
        words: &[
            "introduction",
            "einleitung",
            "introducción",
            "introduzione",
            "введение",
            "서론",
            "머리말",
            "引言",
            "绪论",
            "緒論",
            "序論",
            "前言",
            "はじめに",
        ],
    },
    Sense {
        what: "the conclusion",
        words: &[
            "conclusion",
            "conclusions",
            "schluss",
            "schlussbetrachtung",
            "fazit",
            "conclusiones",
            "conclusioni",
            "заключение",
            "결론",
            "맺음말",
            "结论",
            "結論",
            "結語",
            "结语",
            "おわりに",
        ],
    },
    Sense {
        what: "the references",
        words: &[],
    },
];

impl Sense {
    fn holds(&self, heading: &str) -> bool {
        if self.words.is_empty() {
            return head_of(heading, true) == Head::Bibliography;
        }
        let bare = heading.trim_start_matches(|c: char| !c.is_alphabetic());
        let bare = bare
            .trim_end_matches(|c: char| !c.is_alphabetic())
            .to_lowercase();
        self.words.contains(&bare.as_str())
    }
}

/// The number that a heading begins with: `2.`, `제2장`, `第二章`, `Chapter 2`, `II.`.
fn number_of(heading: &str) -> Option<String> {
    const WORDS: &[&str] = &["chapter", "kapitel", "chapitre", "глава", "section", "part"];
    let mut words = heading.split_whitespace();
    let first = words.next()?;
    let counted = match WORDS.contains(&first.to_lowercase().as_str()) {
        true => words.next()?,
        false => first,
    };
    let east = counted.strip_prefix(['제', '第']);
    let bare = east.map_or(counted, |rest| {
        rest.trim_end_matches(['장', '절', '章', '节', '節'])
    });
    let inner = bare.trim_end_matches(['.', ')', ':']);
    let marked = inner.len() < bare.len() || east.is_some() || counted != first;
    if inner.is_empty() || !marked {
        return None;
    }
    if inner.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return Some(inner.to_owned());
    }
    let place = |list: &[&str]| list.iter().position(|count| *count == inner);
    let roman = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ];
    let han = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    let nth = place(&roman).or_else(|| place(&han))?;
    Some((nth + 1).to_string())
}

/// Summaries of equally many paragraphs, paragraph by paragraph.
fn summaries(document: &Document, one: &[usize], other: &[usize], pairs: &mut Pairs) {
    let of = |side: &[usize]| of_part(document, side, Part::Abstract);
    let (one, other) = (of(one), of(other));
    if one.len() != other.len() {
        return;
    }
    let many = one.len();
    for (nth, (a, b)) in one.into_iter().zip(other).enumerate() {
        let because = match many {
            1 => "the summary in each language".to_owned(),
            _ => format!(
                "paragraph {} of the {many} of the summary in each language",
                nth + 1
            ),
        };
        pairs.add(a, b, because);
    }
}

/// Paragraphs that share at least [`FEWEST_SHARED`] days and figures that no other paragraph of either language has.
fn shared_figures(document: &Document, one: &[usize], other: &[usize], pairs: &mut Pairs) {
    let running = |side: &[usize]| -> Vec<usize> {
        let own = side.iter().copied();
        own.filter(|at| matches!(document.passages[*at].part, Part::Body | Part::Abstract))
            .collect()
    };
    let holders = |side: &[usize]| -> BTreeMap<String, Vec<usize>> {
        let mut by_figure: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in side {
            for figure in figures_of(document, &document.passages[*at]) {
                by_figure.entry(figure).or_default().push(*at);
            }
        }
        by_figure
    };
    let (one, other) = (holders(&running(one)), holders(&running(other)));
    let mut shared: BTreeMap<(usize, usize), Vec<&str>> = BTreeMap::new();
    for (figure, at) in &one {
        if let ([a], Some([b])) = (&at[..], other.get(figure).map(|b| &b[..])) {
            shared.entry((*a, *b)).or_default().push(figure);
        }
    }
    let rivals =
        |of: &dyn Fn(&(usize, usize)) -> bool| shared.keys().filter(|pair| of(pair)).count();
    for (&(a, b), figures) in &shared {
        let only = rivals(&|pair| pair.0 == a) == 1 && rivals(&|pair| pair.1 == b) == 1;
        if only && figures.len() >= FEWEST_SHARED {
            pairs.add(a, b, format!("only these two have {}", figures.join(", ")));
        }
    }
}

/// Fewest days and figures that two paragraphs must share.
const FEWEST_SHARED: usize = 2;

/// The days of a passage as ISO dates, and its figures of two digits and more that are not part of a date.
fn figures_of(document: &Document, passage: &Passage) -> BTreeSet<String> {
    let mut text = document.text_of(passage).to_owned();
    let context = DateContext {
        language: Language::from_code(&passage.lang),
        ..DateContext::default()
    };
    let mut figures = BTreeSet::new();
    for found in find_dates(&text.clone(), &context) {
        if let Some((first, last)) = found.date.bounds.days()
            && first == last
        {
            let (year, month, day) = first.ymd();
            figures.insert(format!("{year:04}-{month:02}-{day:02}"));
        }
        let gap = " ".repeat(found.span.len());
        text.replace_range(found.span, &gap);
    }
    let numbers = text.split(|c: char| !c.is_ascii_digit() && c != ',');
    let bare = numbers.map(|number| number.replace(',', ""));
    figures.extend(bare.filter(|number| number.len() >= 2));
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{divide, open};
    use kaozheng_text::Original;

    fn check(text: &str) -> String {
        let original = Original::new("a.md", text.as_bytes().to_vec());
        let document = divide::divide(open::open(&original).expect("a text").value).value;
        let clipped = |at: usize| -> String {
            document
                .text_of(&document.passages[at])
                .chars()
                .take(24)
                .collect()
        };
        let lines: Vec<String> = aligned(&document)
            .iter()
            .map(|pair| {
                format!(
                    "{} = {}: {}",
                    clipped(pair.one),
                    clipped(pair.other),
                    pair.because
                )
            })
            .collect();
        lines.join("\n")
    }

    const KOREAN: &str = "항구의 역사\n\n임보\n\n항구는 1911년 4월 3일에 닫혔고, 배 42척이 바다에 머물렀다. 아무도 그 이유를 알지 못하였다고 한다. 이 글은 그 까닭을 문서로 밝힌다.\n\n주제어: 항구, 바다, 배\n\n";
    const ENGLISH: &str = "A History of the Harbour\n\nLin Bo\n\nThe harbour was old, and nobody had ever asked who built it or why the walls had been so high for such a small town by the sea.\n\nThe harbour was closed on April 3, 1911, and 42 ships stayed at sea. Nobody could say why this had been ordered, and the letters of that spring do not tell it.\n\nIn 1911 the town had been rich, and then it was poor; there were many reasons for it, which are told in the letters of the mayor.\n\nKeywords: harbour, sea, ships\n";

    #[test]
    fn titles_keywords_and_paragraphs_with_the_same_figures_go_together() {
        insta::assert_snapshot!(check(&format!("{KOREAN}{ENGLISH}")), @r#"
        항구의 역사 = A History of the Harbour: the title in each language
        항구는 1911년 4월 3일에 닫혔고, 배  = The harbour was closed o: only these two have 1911-04-03, 42
        주제어: 항구, 바다, 배 = Keywords: harbour, sea, : the keywords in each language
        "#);
    }

    #[test]
    fn a_document_in_one_language_has_no_pairs() {
        assert_eq!(check(ENGLISH), "");
    }

    #[test]
    fn numbers_of_headings_are_read_in_several_scripts() {
        for (heading, number) in [
            ("2. The sea", "2"),
            ("제2장 바다", "2"),
            ("第二章 海", "2"),
            ("II. Das Meer", "2"),
            ("Chapter 2 The sea", "2"),
        ] {
            assert_eq!(number_of(heading).as_deref(), Some(number), "{heading}");
        }
        assert_eq!(number_of("1950 was a bad year"), None);
    }
}
