//! Verbs in the past, who does them, and what stands inside quotation marks.

use super::attributions::reporting_pattern;
use super::scene::{Scene, Sentence};
use crate::find::{MentionKind, Reading};
use kaozheng_text::Span;
use regex::Regex;
use std::sync::LazyLock;

/// A verb that an event is drafted from, and the type of event.
pub(super) const ACTS: &[(&str, &str)] = &[
    ("met", "meeting"),
    ("conferred", "meeting"),
    ("presided over", "meeting"),
    ("sent", "message"),
    ("cabled", "message"),
    ("telegraphed", "message"),
    ("wired", "message"),
    ("informed", "message"),
    ("wrote to", "message"),
    ("notified", "message"),
    ("decided", "decision"),
    ("resolved", "decision"),
    ("approved", "decision"),
    ("endorsed", "decision"),
    ("reaffirmed", "decision"),
    ("passed", "decision"),
    ("adopted", "decision"),
    ("agreed", "decision"),
    ("proposed", "other"),
    ("ordered", "order"),
    ("instructed", "order"),
    ("signed", "treaty"),
    ("concluded", "treaty"),
    ("ratified", "treaty"),
    ("promised", "promise"),
    ("pledged", "promise"),
    ("visited", "visit"),
    ("arrived", "journey"),
    ("returned", "journey"),
    ("made a secret visit", "visit"),
    ("landed", "landing"),
    ("attacked", "attack"),
    ("invaded", "attack"),
    ("crossed", "attack"),
    ("captured", "battle"),
    ("occupied", "battle"),
    ("entered", "other"),
    ("broke out", "other"),
    ("began", "other"),
    ("started", "other"),
    ("established", "other"),
    ("founded", "other"),
    ("deployed", "deployment"),
    ("mobilized", "deployment"),
    ("refused", "refusal"),
    ("declined", "refusal"),
    ("rejected", "refusal"),
    ("reneged", "refusal"),
    ("appointed", "appointment"),
    ("summoned", "meeting"),
    ("received", "message"),
    ("transferred", "other"),
    ("declared", "statement"),
    ("stated", "statement"),
    ("announced", "statement"),
    ("died", "death"),
    ("published", "publication"),
];

/// A verb found in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub(super) span: Span,
    pub(super) word: String,
    /// The type of event.
    pub(super) event: &'static str,
}

/// Who does it.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// Mentions of the actors.
    pub(super) mentions: Vec<usize>,
    /// The words as they stand, or the name that a pronoun stands for.
    pub(super) words: String,
    /// Where the words stand.
    pub(super) span: Span,
    /// Whether a pronoun was led back.
    pub(super) pronoun: bool,
}

fn act_pattern() -> &'static Regex {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        let words: Vec<&str> = ACTS.iter().map(|(word, _)| *word).collect();
        Regex::new(&format!(r"\b(?:{})\b", words.join("|"))).expect("a pattern of ours")
    });
    &PATTERN
}

/// The acts of a sentence that are told as having happened, those that somebody is said to have told left out.
pub(super) fn acts(scene: &Scene<'_>, sentence: &Sentence) -> Vec<Act> {
    let text = scene.text(sentence.span);
    let quotes = quotations(text);
    let found = act_pattern()
        .find_iter(text)
        .filter(|m| !inside(&quotes, m.start()) && happened(text, m.start()));
    let start = sentence.span.start as usize;
    let told = reporting_pattern()
        .find_iter(text)
        .find(|m| !inside(&quotes, m.start()) && !ACTS.iter().any(|(word, _)| *word == m.as_str()))
        .map_or(text.len(), |m| m.start());
    found
        .filter(|m| m.start() <= told)
        .filter_map(|m| {
            let (_, event) = ACTS.iter().find(|(word, _)| *word == m.as_str())?;
            Some(Act {
                span: Span::new(start + m.start(), start + m.end()),
                word: m.as_str().to_owned(),
                event,
            })
        })
        .collect()
}

/// Whether the words before a verb leave it a fact: no *if*, *would*, *not*, *to be*.
fn happened(text: &str, at: usize) -> bool {
    static DOUBT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:would|could|might|may|should|must|will|can|not|never|n't|to|be|been|being|was|were|is|are|if|whether|unless)(?: \w+ly)? ?$").expect("a pattern of ours")
    });
    let before = &text[..at];
    let clause = before
        .rsplit([',', ';', '.', ':'])
        .next()
        .unwrap_or(before)
        .to_lowercase();
    let conditional = [" if ", " whether ", " unless "]
        .iter()
        .any(|w| format!(" {clause} ").contains(w));
    !DOUBT.is_match(before.trim_end())
        && !conditional
        && !before.to_lowercase().trim_start().starts_with("if ")
}

/// The stretches inside quotation marks, marks included.
pub(super) fn quotations(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('“' | '"', None) => open = Some(at),
            ('”' | '"', Some(from)) => {
                spans.push(Span::new(from, at + c.len_utf8()));
                open = None;
            }
            _ => {}
        }
    }
    spans.extend(open.map(|from| Span::new(from, text.len())));
    spans
}

pub(super) fn inside(quotes: &[Span], at: usize) -> bool {
    quotes.iter().any(|q| q.contains(at))
}

/// Who does what the verb at `verb` (in the clean text) says: the actors right before it.
pub(super) fn subject(scene: &Scene<'_>, sentence: &Sentence, verb: usize) -> Option<Subject> {
    let before = Span::new(sentence.span.start as usize, verb);
    if let Some(pronoun) = pronoun_before(scene.text(before)) {
        return previous_subject(scene, sentence, pronoun);
    }
    let mentions: Vec<usize> = scene
        .inside(before)
        .filter(|(_, m)| is_name(&m.reading))
        .map(|(at, _)| at)
        .collect();
    let last = *mentions.last()?;
    let last = if bridges(between(scene, last, verb)) {
        last
    } else if scene.text(before).trim_end().ends_with(',') {
        before_insertion(scene, sentence, &mentions, verb)?
    } else {
        return None;
    };
    if governed(scene, sentence, last) {
        return None;
    }
    Some(with_partners(scene, last, sentence))
}

fn is_name(reading: &Reading) -> bool {
    matches!(reading, Reading::Name { .. })
}

fn between<'a>(scene: &Scene<'a>, mention: usize, to: usize) -> &'a str {
    let from = scene.mentions[mention].span.end as usize;
    scene.document.text.get(from..to).unwrap_or("")
}

/// Only adverbs and helping words between a name and its verb.
fn bridges(gap: &str) -> bool {
    static ONLY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^ (?:(?:also|then|even|just|again|once|first|soon|later|finally|had|has|have|did|still|now|already|immediately|instead|both|all|jointly|\w+ly) )*$").expect("a pattern of ours")
    });
    ONLY.is_match(gap)
}

/// Longest insertion between a name and its verb, in bytes.
const INSERTION: usize = 90;

/// The name before an insertion like `, the Political Department Director,`: the first one near the verb that a comma
/// follows.
fn before_insertion(
    scene: &Scene<'_>,
    sentence: &Sentence,
    mentions: &[usize],
    verb: usize,
) -> Option<usize> {
    let follows = |at: &&usize| {
        let gap = between(scene, **at, verb);
        let parted = gap.len() <= INSERTION && gap.starts_with(',') && gap.trim() != ",";
        parted && !governed(scene, sentence, **at)
    };
    mentions.iter().find(follows).copied()
}

/// Whether a preposition or possessive before the name makes it something else than the subject.
fn governed(scene: &Scene<'_>, sentence: &Sentence, mention: usize) -> bool {
    let start = scene.mentions[mention].span.start as usize;
    let before = scene
        .text(Span::new(sentence.span.start as usize, start))
        .trim_end();
    let word = before
        .strip_suffix(" the")
        .unwrap_or(before)
        .rsplit(' ')
        .next()
        .unwrap_or("")
        .to_lowercase();
    let preposition = matches!(
        word.as_str(),
        "of" | "to"
            | "from"
            | "with"
            | "by"
            | "for"
            | "in"
            | "against"
            | "between"
            | "about"
            | "on"
            | "at"
            | "into"
            | "over"
            | "through"
    );
    let possessor = before.ends_with("’s") || before.ends_with("'s");
    preposition || possessor
}

/// `Mao Zedong and Zhou Enlai`: partners joined by *and* belong to the subject.
fn with_partners(scene: &Scene<'_>, last: usize, sentence: &Sentence) -> Subject {
    let mut mentions = vec![last];
    let mut start = scene.mentions[last].span.start as usize;
    let names: Vec<usize> = scene
        .inside(Span::new(sentence.span.start as usize, start))
        .filter(|(_, m)| is_name(&m.reading))
        .map(|(at, _)| at)
        .collect();
    for &at in names.iter().rev() {
        let gap = scene
            .document
            .text
            .get(scene.mentions[at].span.end as usize..start)
            .unwrap_or("");
        let joined = matches!(gap.trim(), "and" | "&" | "and the")
            || mentions.len() > 1 && gap.trim() == ",";
        let office = gap.starts_with(" and his ") && gap.len() <= 40
            || gap.starts_with(" and her ") && gap.len() <= 40;
        if !joined && !office || joined && gap.trim() == "," && governed(scene, sentence, at) {
            break;
        }
        mentions.push(at);
        start = scene.mentions[at].span.start as usize;
    }
    mentions.reverse();
    let before = scene.text(Span::new(sentence.span.start as usize, start));
    start -= shared_adjective(before, &scene.document.text[start..]);
    let span = Span::new(start, scene.mentions[last].span.end as usize);
    Subject {
        mentions,
        words: scene.text(span).to_owned(),
        span,
        pronoun: false,
    }
}

/// The length of `British and ` before `Soviet troops`: the noun belongs to both peoples.
fn shared_adjective(before: &str, name: &str) -> usize {
    use crate::find::names::is_adjective_of_people;
    let first = |text: &str| text.split(' ').next().is_some_and(is_adjective_of_people);
    let Some(head) = before.strip_suffix(" and ").filter(|_| first(name)) else {
        return 0;
    };
    let word = head.rsplit([' ', '(', '"', '“']).next().unwrap_or("");
    if is_adjective_of_people(word) {
        word.len() + " and ".len()
    } else {
        0
    }
}

/// A pronoun right before the verb, in bytes of `before`.
fn pronoun_before(before: &str) -> Option<Span> {
    static PRONOUN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[ ,“\x22])([Hh]e|[Ss]he|[Tt]hey) (?:(?:also|then|even|just|again|had|finally|\w+ly) )*$").expect("a pattern of ours")
    });
    let found = PRONOUN.captures(before)?.get(1)?;
    Some(Span::new(found.start(), found.end()))
}

/// The subject of the sentence before, when it is one person (or, for *they*, several) and stands in the same paragraph.
fn previous_subject(scene: &Scene<'_>, sentence: &Sentence, pronoun: Span) -> Option<Subject> {
    let here = Span::new(
        sentence.span.start as usize + pronoun.start as usize,
        sentence.span.start as usize + pronoun.end as usize,
    );
    let many = scene.text(here).eq_ignore_ascii_case("they");
    if pronoun.start > 40 {
        return None;
    }
    let at = scene
        .sentences
        .partition_point(|s| s.span.start < sentence.span.start);
    let before = scene
        .sentences
        .get(at.checked_sub(1)?)
        .filter(|s| s.passage == sentence.passage)?;
    let leading = leading_subject(scene, before)?;
    let fits = if many {
        leading.mentions.len() > 1
    } else {
        leading.mentions.len() == 1 && is_person(scene, leading.mentions[0])
    };
    fits.then_some(Subject {
        span: here,
        pronoun: true,
        ..leading
    })
}

fn is_person(scene: &Scene<'_>, mention: usize) -> bool {
    matches!(
        &scene.mentions[mention].reading,
        Reading::Name {
            named: crate::find::Named::Person,
            ..
        }
    )
}

/// The actors at the head of a sentence, a date or adverb before them passed over.
pub(super) fn leading_subject(scene: &Scene<'_>, sentence: &Sentence) -> Option<Subject> {
    let first = scene
        .inside(sentence.span)
        .find(|(_, m)| is_name(&m.reading))?
        .0;
    let start = scene.mentions[first].span.start as usize;
    let before = scene.text(Span::new(sentence.span.start as usize, start));
    let opening = before.trim().is_empty()
        || before.trim_end().ends_with(',') && before.len() <= 60
        || before.trim().split(' ').count() == 1;
    if !opening {
        return None;
    }
    let mut last = first;
    for (at, mention) in scene
        .inside(sentence.span)
        .filter(|(at, m)| *at > first && is_name(&m.reading))
    {
        let gap = scene
            .document
            .text
            .get(scene.mentions[last].span.end as usize..mention.span.start as usize)
            .unwrap_or("");
        if !matches!(gap.trim(), "and" | "," | "and the") {
            break;
        }
        last = at;
    }
    let after = scene
        .document
        .text
        .get(scene.mentions[last].span.end as usize..)
        .unwrap_or("");
    if after.starts_with("’s") || after.starts_with("'s") {
        return None;
    }
    Some(with_partners(scene, last, sentence))
}

/// The dates of a sentence outside quotations that name a stretch of the calendar.
pub(super) fn dates<'a>(scene: &Scene<'a>, sentence: &Sentence) -> Vec<(usize, Span)> {
    let quotes = quotations(scene.text(sentence.span));
    let start = sentence.span.start as usize;
    let dated = scene
        .inside(sentence.span)
        .filter(|(_, m)| m.kind == MentionKind::Date);
    dated
        .filter(|(_, m)| matches!(&m.reading, Reading::Date(d) if d.bounds.days().is_some() && d.edtf.is_some()))
        .filter(|(_, m)| !inside(&quotes, m.span.start as usize - start))
        .map(|(at, m)| (at, m.span))
        .collect()
}
