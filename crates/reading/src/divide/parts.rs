//! What a paragraph is: title, byline, heading, abstract, keywords, list, dateline, signature, or plain body.

use super::language;
use super::lines::{Layout, Stand, ends_sentence};
use super::strands::{Strand, Thread};
use kaozheng_text::Part;
use std::collections::{BTreeMap, BTreeSet};

/// Words that stand before a list of keywords, in several languages.
const KEYWORDS: [&str; 16] = [
    "key words",
    "keywords",
    "key-words",
    "index terms",
    "주제어",
    "핵심어",
    "키워드",
    "关键词",
    "關鍵詞",
    "关键字",
    "キーワード",
    "mots-clés",
    "mots clés",
    "schlagwörter",
    "schlüsselwörter",
    "palabras clave",
];

/// Headings over a summary.
const SUMMARIES: [&str; 15] = [
    "abstract",
    "summary",
    "résumé",
    "resumé",
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
    "국문요약",
];

/// Bytes of the longest of these, and some to spare for capitals.
const LONGEST_SUMMARY_HEAD: usize = 40;

/// Characters in which a word for keywords and its colon stand.
const HEAD: usize = 40;

/// What the words of a paragraph say where its markup leaves it open: a word for a summary, the summary below it,
/// keywords, dates in brackets. `under` remembers from one paragraph to the next whether a summary goes on.
pub(super) fn by_words(part: Part, text: &str, under: &mut bool) -> Option<(Part, &'static str)> {
    let head = || text.chars().take(HEAD).collect::<String>();
    match part {
        Part::Body | Part::Heading if heads_a_summary(text) => {
            *under = true;
            Some((Part::Heading, "a word for a summary"))
        }
        Part::Heading | Part::Title | Part::Keywords => {
            *under = false;
            None
        }
        Part::Body if is_keywords(&head()) => {
            *under = false;
            Some((Part::Keywords, "begins with a word for keywords"))
        }
        Part::Body if dates_in_brackets(text) => Some((Part::Dateline, "dates in brackets")),
        Part::Body if *under => Some((Part::Abstract, "under a word for a summary")),
        _ => None,
    }
}

/// Decides the part of every strand; notes and furniture know theirs already. The words say why.
pub(super) fn parts_of(strands: &[Strand], raw: &str, layout: Layout) -> Vec<(Part, &'static str)> {
    let texts: Vec<String> = strands.iter().map(|s| s.text(raw)).collect();
    let mut parts: Vec<(Part, &'static str)> = strands
        .iter()
        .zip(&texts)
        .map(|(strand, text)| match &strand.thread {
            Thread::Note(label) if label.is_unsigned() => (Part::Note, "small type beside a line"),
            Thread::Note(_) => (Part::Note, "a label in sequence"),
            Thread::Furniture(why) => (Part::Furniture, *why),
            Thread::Text => by_itself(strand, text, layout),
        })
        .collect();
    lone_entries(&texts, &mut parts);
    summaries(&texts, &mut parts);
    contents_lists(&texts, &mut parts);
    titles(&texts, &mut parts, layout);
    parts
}

/// Whether a text could be a heading: short, no end of a sentence, a capital or number first.
pub(super) fn heading_like(text: &str, layout: Layout) -> bool {
    let plain = text
        .trim_end_matches(|c: char| {
            c == '*' || c == '⁾' || c == ')' || super::lines::is_superscript(c)
        })
        .trim_end();
    let length = text.chars().count();
    let most = if layout.wrapped {
        layout.width * 2
    } else {
        110
    };
    let first = plain.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ' ' | '"' | '“' | '*')
    });
    let capital = first.chars().next().is_some_and(|c| !c.is_lowercase());
    length <= most
        && length > 1
        && capital
        && !ends_sentence(text)
        && !plain.ends_with([',', ';', '-', '―', '—'])
        && few_small_words(plain)
}

/// At most half of the longer words begin in small letters; scripts without capitals pass.
fn few_small_words(text: &str) -> bool {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 3)
        .collect();
    let small = words
        .iter()
        .filter(|w| w.starts_with(|c: char| c.is_lowercase()))
        .count();
    small * 2 <= words.len() + 1
}

fn by_itself(strand: &Strand, text: &str, layout: Layout) -> (Part, &'static str) {
    if text.starts_with('#') {
        return (Part::Heading, "a heading sign");
    }
    if is_keywords(text) {
        return (Part::Keywords, "begins with a word for keywords");
    }
    if super::notes::heads_notes(text) {
        return (Part::Heading, "a word for notes");
    }
    match strand.stand {
        Stand::Right if has_digit(text) => {
            return (Part::Dateline, "at the right edge, with a date");
        }
        Stand::Right => return (Part::Signature, "at the right edge"),
        Stand::Centred if !ends_sentence(text) || text.chars().count() < 80 => {
            return (Part::Heading, "in the middle of the line");
        }
        _ => {}
    }
    if (layout.gapped || !layout.wrapped) && numbered_heading(text, layout) {
        return (Part::Heading, "numbered, short, without a final point");
    }
    if capitals(text) && text.chars().count() <= 80 && !ends_sentence(text) {
        return (Part::Heading, "in capitals");
    }
    if super::blocks::list_like(text) {
        return (Part::List, "begins as an entry of a list");
    }
    (Part::Body, "running text")
}

/// Whether a paragraph holds keywords.
fn is_keywords(text: &str) -> bool {
    let lower = text.to_lowercase();
    KEYWORDS.iter().any(|word| {
        lower
            .strip_prefix(word)
            .is_some_and(|rest| rest.trim_start().starts_with([':', '：', '—', '-']))
    })
}

fn has_digit(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

fn capitals(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() >= 4 && letters.iter().all(|c| c.is_uppercase())
}

/// `2. China's Decision`, `III. The War`, `Chapter 4`.
fn numbered_heading(text: &str, layout: Layout) -> bool {
    let number = text.split_whitespace().next().unwrap_or("");
    let inner = number.trim_end_matches(['.', ')']);
    let counted = inner.len() < number.len()
        && (inner.chars().all(|c| c.is_ascii_digit()) || inner.chars().all(|c| "IVX".contains(c)))
        && !inner.is_empty();
    counted && heading_like(text, layout) && text.chars().count() > number.len() + 2
}

/// A short numbered line with running text before and after it is a heading: entries of a list stand together.
fn lone_entries(texts: &[String], parts: &mut [(Part, &'static str)]) {
    let running: Vec<usize> = (0..texts.len())
        .filter(|&at| !matches!(parts[at].0, Part::Furniture | Part::Note))
        .collect();
    let is_list: Vec<bool> = running
        .iter()
        .map(|&at| parts[at].0 == Part::List)
        .collect();
    for (nth, &at) in running.iter().enumerate() {
        let text = &texts[at];
        let short =
            text.chars().count() <= 80 && !ends_sentence(text) && !text.ends_with([',', ';']);
        let alone = (nth == 0 || !is_list[nth - 1]) && is_list.get(nth + 1) == Some(&false);
        let followed = running
            .get(nth + 1)
            .is_some_and(|&next| parts[next].0 == Part::Body);
        if is_list[nth]
            && short
            && alone
            && followed
            && text.starts_with(|c: char| c.is_ascii_digit())
        {
            parts[at] = (Part::Heading, "numbered, short, with running text below");
        }
    }
}

/// Entries 1, 2, 3… that come back as headings below are a list of contents, and those headings are headings.
fn contents_lists(texts: &[String], parts: &mut [(Part, &'static str)]) {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, text) in texts.iter().enumerate() {
        if matches!(parts[at].0, Part::Heading | Part::Body | Part::List)
            && text.chars().count() <= 160
        {
            places.entry(skeleton(text)).or_default().push(at);
        }
    }
    let repeated: BTreeSet<usize> = places
        .values()
        .filter(|p| p.len() == 2)
        .map(|p| p[0])
        .collect();
    let long = |at: &usize| parts[*at].0 == Part::Body && texts[*at].chars().count() > 300;
    let head = (0..texts.len()).find(long).unwrap_or(0);
    let mut run: Vec<usize> = Vec::new();
    for at in 0..=head {
        if repeated.contains(&at) {
            run.push(at);
            continue;
        }
        let entry = at < texts.len()
            && !run.is_empty()
            && parts[at].0 == Part::Heading
            && texts[at].chars().count() <= 160;
        if entry {
            continue;
        }
        if run.len() >= 2 {
            let (first, last) = (run[0], *run.last().expect("two at least"));
            for entry in parts[first..=last].iter_mut() {
                *entry = (Part::List, "an entry of the list of contents");
            }
            for pair in run.iter().filter_map(|n| places.get(&skeleton(&texts[*n]))) {
                parts[pair[1]] = (Part::Heading, "repeats an entry of the list of contents");
            }
        }
        run.clear();
    }
}

/// The letters of a text, capitals levelled, numbers and signs left out.
pub(super) fn skeleton(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.flat_map(char::to_lowercase).collect()
}

/// Paragraphs before the main text in another language than it, or under a heading that says so, are a summary.
fn summaries(texts: &[String], parts: &mut [(Part, &'static str)]) {
    let languages: Vec<&str> = texts
        .iter()
        .zip(parts.iter())
        .map(|(text, (part, _))| match part {
            Part::Body | Part::List => language::tag(text),
            _ => "",
        })
        .collect();
    let main = main_language(texts, &languages);
    let (mut under, mut begun) = (false, false);
    let last_main = (0..texts.len())
        .rev()
        .find(|&at| parts[at].0 == Part::Body && languages[at] == main);
    for at in 0..texts.len() {
        if heads_a_summary(&texts[at]) {
            parts[at] = (Part::Heading, "a word for a summary");
            under = true;
        } else if matches!(parts[at].0, Part::Heading | Part::Keywords) {
            under = false;
        } else if matches!(parts[at].0, Part::Body | Part::List) {
            let lang = languages[at];
            let length = texts[at].chars().count();
            let foreign = !main.is_empty() && !lang.is_empty() && lang != main;
            let outside = !begun || last_main.is_some_and(|last| at > last);
            if under {
                parts[at] = (Part::Abstract, "under a word for a summary");
            } else if foreign && outside && length > 30 {
                parts[at] = (Part::Abstract, "in another language than the main text");
            }
            begun |= parts[at].0 == Part::Body && length > 80 && lang == main;
        }
    }
}

/// Whether a line is nothing but a word for a summary.
fn heads_a_summary(text: &str) -> bool {
    let text = text
        .trim_start_matches(['#', ' '])
        .trim_end_matches([':', '：'])
        .trim();
    text.len() <= LONGEST_SUMMARY_HEAD && SUMMARIES.contains(&text.to_lowercase().as_str())
}

/// The language of most letters whose language is told.
fn main_language<'a>(texts: &[String], languages: &[&'a str]) -> &'a str {
    let mut volume: BTreeMap<&str, usize> = BTreeMap::new();
    for (text, language) in texts.iter().zip(languages) {
        *volume.entry(language).or_default() += text.len();
    }
    volume.remove("");
    let most = volume
        .into_iter()
        .max_by_key(|(lang, n)| (*n, std::cmp::Reverse(*lang)));
    most.map_or("", |(lang, _)| lang)
}

/// The short lines at the head of the text, and at the head of each part in another language, are title and byline.
fn titles(texts: &[String], parts: &mut [(Part, &'static str)], layout: Layout) {
    let mut at_head = true;
    let mut titled = false;
    for at in 0..texts.len() {
        let (part, _) = parts[at];
        match part {
            Part::Furniture | Part::Note => {}
            Part::Keywords => {
                at_head = true;
                titled = false;
            }
            _ if at_head && !titled && opens_paper(texts, parts, at, layout) => {
                parts[at] = (Part::Title, "short, at the head");
                titled = true;
            }
            _ if at_head && titled && byline(&texts[at], layout) => {
                parts[at] = (Part::Byline, "short, below the title");
            }
            _ => at_head = false,
        }
        if dates_in_brackets(&texts[at])
            && matches!(parts[at].0, Part::Body | Part::Abstract | Part::Byline)
        {
            parts[at] = (Part::Dateline, "dates in brackets");
        }
    }
}

/// A short first line followed by a byline or by long running text, in a layout that is not a letter's.
fn opens_paper(
    texts: &[String],
    parts: &[(Part, &'static str)],
    at: usize,
    layout: Layout,
) -> bool {
    let title = &texts[at];
    let length = title.chars().count();
    let shape = length <= 200 && !ends_sentence(title) && !title.ends_with([',', ';']);
    let next = (at + 1..texts.len()).find(|&n| parts[n].0 != Part::Furniture);
    let fits = next.is_some_and(|n| byline(&texts[n], layout) || texts[n].chars().count() > 200);
    let headed = title.starts_with("# ") || !numbered_heading(title, layout);
    shape && fits && headed && matches!(parts[at].0, Part::Body | Part::Heading | Part::Abstract)
}

/// A name, or an office in brackets: up to 120 letters, no sentence, few words in small letters.
fn byline(text: &str, layout: Layout) -> bool {
    let length = text.chars().count();
    let bracketed = text.starts_with('(') && text.ends_with(')') && length <= 140;
    let words = text.split_whitespace().count();
    let by = text.to_lowercase().starts_with("by ");
    bracketed
        || (by || words <= 6)
            && length <= 60
            && !numbered_heading(text, layout)
            && !ends_sentence(text)
            && !has_digit(text)
            && few_small_words(text)
}

fn dates_in_brackets(text: &str) -> bool {
    let digits = || text.chars().filter(char::is_ascii_digit).count();
    text.starts_with('(') && text.ends_with(')') && text.chars().count() <= 120 && digits() >= 6
}
