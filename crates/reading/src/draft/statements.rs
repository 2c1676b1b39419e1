//! Drafts of statements: who says what, in whose words, through whom, how firmly.

use super::Draft;
use super::acts::{Subject, dates, inside, quotations, subject};
use super::attributions::{
    according_pattern, group_pattern, hedges, own_view_pattern, reporting_pattern,
};
use super::ids::{Ids, short_slug};
use super::scene::{Scene, Sentence};
use crate::find::{Named, Reading};
use kaozheng_record::{CardText, Kind};
use kaozheng_text::{Part, Span};

const QUOTED: &str = "words in quotation marks with their speaker";
const REPORTED: &str = "a verb of saying with its speaker";
const ACCORDING: &str = "according to somebody";
const OWN: &str = "the author's own view";
const GROUP: &str = "a group of speakers without a name";

/// The statements of the running text.
pub(super) fn statements(scene: &Scene<'_>) -> Vec<Draft> {
    let mut ids = Ids::default();
    let mut drafts = Vec::new();
    for sentence in &scene.sentences {
        let found = own_view(scene, sentence)
            .or_else(|| according(scene, sentence))
            .or_else(|| reported(scene, sentence));
        drafts.extend(found.map(|said| said.draft(scene, sentence, &mut ids)));
    }
    drafts
}

/// One attribution.
struct Said {
    speaker: Speaker,
    rule: &'static str,
    /// What is said, in the words of the page.
    says: Span,
    /// Stretch in which a date tells when it was said.
    frame: Span,
    addressee: Option<usize>,
    because: Vec<usize>,
    pronoun: Option<String>,
    denied: bool,
}

enum Speaker {
    /// A mention of an actor.
    Named(usize),
    /// Words without a card.
    Words(String),
    /// The document's author.
    Author,
}

/// *It seems to me that …*: the author speaks.
fn own_view(scene: &Scene<'_>, sentence: &Sentence) -> Option<Said> {
    let text = scene.text(sentence.span);
    let found = own_view_pattern().find(text)?;
    let start = sentence.span.start as usize;
    let negative = ["don't think", "don’t think", "not agree"]
        .iter()
        .any(|w| found.as_str().contains(w));
    let says = if negative {
        sentence.span
    } else {
        Span::new(start + found.end(), sentence.span.end as usize)
    };
    Some(Said {
        speaker: Speaker::Author,
        rule: OWN,
        says,
        frame: Span::at(start),
        addressee: None,
        because: Vec::new(),
        pronoun: None,
        denied: false,
    })
}

/// *According to Shi Zhe, …*.
fn according(scene: &Scene<'_>, sentence: &Sentence) -> Option<Said> {
    let text = scene.text(sentence.span);
    let quotes = quotations(text);
    let found = according_pattern()
        .find(text)
        .filter(|m| !inside(&quotes, m.start()))?;
    if found.start() > 3 {
        return None;
    }
    let start = sentence.span.start as usize;
    let comma = text[found.end()..].find(',').map(|at| found.end() + at)?;
    let frame = Span::new(start + found.end(), start + comma);
    let words = scene.text(frame);
    let actor = scene
        .inside(frame)
        .find(|(_, m)| m.span.start == frame.start && is_actor(&m.reading));
    let speaker = match actor {
        Some((at, m))
            if m.span.end == frame.end || words.contains("’s ") || words.contains("'s ") =>
        {
            Speaker::Named(at)
        }
        _ if words.split(' ').count() <= 8 => Speaker::Words(words.to_owned()),
        _ => return None,
    };
    let because = actor.map(|(at, _)| at).into_iter().collect();
    let says = Span::new(start + comma + 1, sentence.span.end as usize);
    Some(Said {
        speaker,
        rule: ACCORDING,
        says,
        frame: Span::at(start),
        addressee: None,
        because,
        pronoun: None,
        denied: false,
    })
}

/// *X said that …*, *X told Y: "…"*, *some scholars denied …*.
fn reported(scene: &Scene<'_>, sentence: &Sentence) -> Option<Said> {
    let text = scene.text(sentence.span);
    let quotes = quotations(text);
    let start = sentence.span.start as usize;
    for verb in reporting_pattern()
        .find_iter(text)
        .filter(|m| !inside(&quotes, m.start()))
    {
        if unreal(text, verb.start()) {
            continue;
        }
        let found = speaker_of(scene, sentence, start + verb.start());
        let Some((speaker, because, pronoun, speaker_start)) = found else {
            continue;
        };
        let says = content(scene, sentence, verb.as_str(), start + verb.end(), &quotes);
        let Some((says, addressee)) = says else {
            continue;
        };
        let quoted = quotes.iter().any(|q| {
            says.start as usize >= start + q.start as usize
                && (says.end as usize) <= start + q.end as usize
        });
        let rule = match (&speaker, quoted) {
            (Speaker::Words(_), _) => GROUP,
            (_, true) => QUOTED,
            _ => REPORTED,
        };
        let frame = frame(sentence, speaker_start, says, start + verb.end());
        return Some(Said {
            speaker,
            rule,
            says,
            frame,
            addressee,
            because,
            pronoun,
            denied: verb.as_str().starts_with("den"),
        });
    }
    None
}

fn unreal(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    let word = before.rsplit(' ').next().unwrap_or("").to_lowercase();
    matches!(
        word.as_str(),
        "would"
            | "could"
            | "might"
            | "may"
            | "should"
            | "to"
            | "not"
            | "was"
            | "were"
            | "is"
            | "are"
            | "be"
            | "been"
            | "as"
            | "newly"
            | "the"
            | "can"
    ) || word.ends_with("n't")
        || word.ends_with("n’t")
}

type Found = (Speaker, Vec<usize>, Option<String>, usize);

fn speaker_of(scene: &Scene<'_>, sentence: &Sentence, verb: usize) -> Option<Found> {
    if let Some(subject) = subject(scene, sentence, verb) {
        return named_speaker(scene, subject);
    }
    let before = scene.text(Span::new(sentence.span.start as usize, verb));
    let group = group_pattern().find(before)?;
    let words = group.as_str().trim();
    let words = words
        .strip_suffix(" them")
        .map_or(words.to_owned(), |some| format!("{some} them"));
    Some((
        Speaker::Words(lower_first(&words)),
        Vec::new(),
        None,
        sentence.span.start as usize + group.start(),
    ))
}

fn named_speaker(scene: &Scene<'_>, subject: Subject) -> Option<Found> {
    let first = *subject.mentions.first()?;
    let Reading::Name { named, form, .. } = &scene.mentions[first].reading else {
        return None;
    };
    if *named == Named::Place {
        return None;
    }
    let pronoun = subject.pronoun.then(|| {
        format!(
            "“{}” is taken for {}, the subject of the sentence before.",
            scene.text(subject.span),
            subject.words
        )
    });
    let start = subject.span.start as usize;
    let known = scene.actor(first).is_some();
    let speaker = if known {
        Speaker::Named(first)
    } else {
        Speaker::Words(form.clone())
    };
    Some((speaker, subject.mentions, pronoun, start))
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |c| {
        c.to_lowercase().collect::<String>() + letters.as_str()
    })
}

/// What is said, after the verb: the quotation, or the clause; and to whom.
fn content(
    scene: &Scene<'_>,
    sentence: &Sentence,
    verb: &str,
    from: usize,
    quotes: &[Span],
) -> Option<(Span, Option<usize>)> {
    let start = sentence.span.start as usize;
    let rest = &scene.document.text[from..sentence.span.end as usize];
    let addressee = addressee(scene, sentence, verb, from);
    let quote = quotes.iter().find(|q| start + q.start as usize >= from);
    if let Some(quote) = quote {
        let lead = &scene.document.text[from..start + quote.start as usize];
        let direct = lead.trim_end().ends_with([':', ',']) || lead.trim().is_empty();
        let long = scene.text(quote.shifted(start)).split_whitespace().count() >= 4;
        if direct && long && lead.len() <= 60 {
            return Some((within(scene, quote.shifted(start)), addressee));
        }
    }
    let after = addressee.map_or(from, |at| scene.mentions[at].span.end as usize);
    let rest_after =
        &scene.document.text[after.min(sentence.span.end as usize)..sentence.span.end as usize];
    let lead = ["that,", "that", ",", ":"].iter().fold(0, |lead, word| {
        let tail = rest_after[lead..].trim_start();
        let at = rest_after.len() - tail.len();
        if tail.starts_with(word) && tail[word.len()..].starts_with([' ', ',']) {
            at + word.len()
        } else {
            lead
        }
    });
    let tail = rest_after[lead..].trim_start();
    let at = after + rest_after.len() - tail.len();
    let _ = rest;
    (tail.split_whitespace().count() >= 3)
        .then(|| (Span::new(at, sentence.span.end as usize), addressee))
}

/// The words inside a quotation, its marks left out.
fn within(scene: &Scene<'_>, quote: Span) -> Span {
    let text = scene.text(quote);
    let lead = text.chars().next().map_or(0, char::len_utf8);
    let tail = text
        .chars()
        .next_back()
        .filter(|c| matches!(c, '"' | '”'))
        .map_or(0, char::len_utf8);
    let tail = if text.len() > lead + tail { tail } else { 0 };
    Span::new(quote.start as usize + lead, quote.end as usize - tail)
}

/// `told X`, `said to X`, `explained to X`, `informed X`.
fn addressee(scene: &Scene<'_>, sentence: &Sentence, verb: &str, from: usize) -> Option<usize> {
    let direct = matches!(
        verb,
        "told" | "informed" | "assured" | "reminded" | "promised" | "warned" | "urged"
    );
    let next = scene
        .inside(Span::new(from, sentence.span.end as usize))
        .find(|(_, m)| is_actor(&m.reading))?;
    let gap = scene.document.text[from..next.1.span.start as usize].trim();
    let gap = gap.strip_suffix("the").map_or(gap, str::trim_end);
    let owned = scene.document.text[next.1.span.end as usize..].starts_with(['’', '\'']);
    (!owned && (gap == "to" || direct && gap.is_empty())).then_some(next.0)
}

fn is_actor(reading: &Reading) -> bool {
    matches!(
        reading,
        Reading::Name {
            named: Named::Person | Named::Body,
            ..
        }
    )
}

/// Where a date is the date of saying: the words before what is said, after or before the verb.
fn frame(sentence: &Sentence, speaker: usize, says: Span, verb_end: usize) -> Span {
    let end = (says.start as usize).max(verb_end);
    let _ = speaker;
    Span::new(
        sentence.span.start as usize,
        end.min(sentence.span.end as usize),
    )
}

impl Said {
    fn draft(&self, scene: &Scene<'_>, sentence: &Sentence, ids: &mut Ids) -> Draft {
        let (speaker, slug) = self.speaker_words(scene);
        let date = dates(scene, sentence)
            .into_iter()
            .find(|(_, span)| span.start >= self.frame.start && span.end <= self.frame.end)
            .filter(|_| self.rule != OWN && self.rule != ACCORDING);
        let note = sentence.note.or(sentence.later);
        let works = note.map(|n| scene.works_in(n)).unwrap_or_default();
        let only = match works[..] {
            [only] if sentence.note.is_some() && self.rule != OWN => Some(only),
            _ => None,
        };
        let id = ids.free(&format!(
            "{slug}-{}",
            short_slug(&first_words(scene.text(self.says)))
        ));
        let (anchor, place) = scene.anchor(sentence.span);
        let through = only.is_some() && matches!(self.speaker, Speaker::Named(_));
        let mut card = CardText::new(Kind::Statement, &id)
            .read_in(&if self.rule == OWN {
                scene.source.clone()
            } else {
                scene.from(sentence, through)
            })
            .quotation(scene.text(sentence.span))
            .field("speaker", &speaker);
        if let Some(reporter) = only
            .filter(|_| through)
            .and_then(|w| w.work.fullest.authors.first())
            .filter(|author| !self.is_speaker(scene, author))
        {
            card = card.field("reported-by", reporter);
        }
        if let Some((at, _)) = date {
            card = card.field("said-on", scene.text(scene.mentions[at].span));
        }
        if let Some(actor) = self.addressee.and_then(|at| scene.actor(at)) {
            card = card.field("said-to", &actor.id);
        }
        card = card.field("says", &self.says_words(scene));
        for hedge in hedges(scene.text(sentence.span)) {
            card = card.field("hedge", hedge);
        }
        if let Some(pronoun) = &self.pronoun {
            card = card.field("note", pronoun);
        }
        let card = card.field("drafted", self.rule).field("anchor", &place);
        let mut because = self.because.clone();
        because.extend(date.map(|(at, _)| at));
        because.extend(self.addressee);
        let worth = 50
            + if self.rule == QUOTED { 25 } else { 0 }
            + if sentence.note.is_some() { 10 } else { 0 };
        Draft {
            id,
            kind: Kind::Statement,
            card: card.to_string(),
            because,
            rule: self.rule,
            note: note.map(|n| scene.number(n)),
            anchor,
            worth,
        }
    }

    fn speaker_words(&self, scene: &Scene<'_>) -> (String, String) {
        match &self.speaker {
            Speaker::Named(at) => match scene.actor(*at) {
                Some(actor) => (actor.id.clone(), actor.id.clone()),
                None => (
                    scene.text(scene.mentions[*at].span).to_owned(),
                    short_slug(scene.text(scene.mentions[*at].span)),
                ),
            },
            Speaker::Words(words) => (words.clone(), short_slug(words)),
            Speaker::Author => {
                let byline = scene
                    .document
                    .passages
                    .iter()
                    .filter(|p| p.part == Part::Byline)
                    .map(|p| scene.document.text_of(p))
                    .rfind(|t| !t.starts_with('('));
                let name =
                    byline.map_or_else(|| format!("the author of {}", scene.source), str::to_owned);
                (name, "author".to_owned())
            }
        }
    }

    fn is_speaker(&self, scene: &Scene<'_>, author: &str) -> bool {
        match &self.speaker {
            Speaker::Named(at) => scene
                .actor(*at)
                .is_some_and(|a| kaozheng_values::names::same_name(&a.full, author).same),
            _ => false,
        }
    }

    /// The content as a sentence; a denied one is given with its verb.
    fn says_words(&self, scene: &Scene<'_>) -> String {
        let words = scene
            .text(self.says)
            .trim()
            .trim_start_matches("that ")
            .to_owned();
        let words = if self.denied {
            format!("Denied: {words}")
        } else {
            words
        };
        let mut letters = words.chars();
        let first: String = letters
            .next()
            .map_or(String::new(), |c| c.to_uppercase().collect());
        first + letters.as_str()
    }
}

fn first_words(text: &str) -> String {
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|w| w.chars().count() > 3)
        .take(4)
        .collect();
    words.join(" ")
}
