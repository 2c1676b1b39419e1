//! Drafts of statements: who says what, in whose words, through whom, how firmly.

use super::Draft;
use super::acts::{Subject, dates, inside, quotations, subject};
use super::attributions::{
    according_pattern, documents_pattern, group_pattern, hedges, own_view_pattern,
    reporting_pattern, saying_pattern, text_named_pattern,
};
use super::events::opens;
use super::ids::{Ids, short_slug};
use super::scene::{Scene, Sentence};
use crate::find::{Named, Reading};
use kaozheng_record::{CardText, Kind};
use kaozheng_text::{Part, Span};
use kaozheng_values::citations::Kind as Cited;

const QUOTED: &str = "words in quotation marks with their speaker";
const REPORTED: &str = "a verb of saying with its speaker";
const ACCORDING: &str = "according to somebody";
const OWN: &str = "the author's own view";
const DOCUMENTS: &str = "documents that show something";
const GROUP: &str = "a group of speakers without a name";

/// The statements of the running text.
pub(super) fn statements(scene: &Scene<'_>) -> Vec<Draft> {
    let mut ids = Ids::default();
    let mut drafts = Vec::new();
    for sentence in &scene.sentences {
        let found = own_view(scene, sentence)
            .or_else(|| according(scene, sentence))
            .or_else(|| reported(scene, sentence))
            .or_else(|| by_saying(scene, sentence))
            .or_else(|| documents_show(scene, sentence));
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
    /// Mention of the date when it was said.
    said_on: Option<usize>,
    addressee: Option<usize>,
    because: Vec<usize>,
    pronoun: Option<String>,
}

enum Speaker {
    /// Mentions of actors.
    Named(Vec<usize>),
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
        said_on: None,
        addressee: None,
        because: Vec::new(),
        pronoun: None,
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
            Speaker::Named(vec![at])
        }
        _ if words.split(' ').count() <= 12 && can_tell(words) => Speaker::Words(words.to_owned()),
        _ => return None,
    };
    let because = actor.map(|(at, _)| at).into_iter().collect();
    let says = Span::new(start + comma + 1, sentence.span.end as usize);
    Some(Said {
        speaker,
        rule: ACCORDING,
        says,
        said_on: None,
        addressee: None,
        because,
        pronoun: None,
    })
}

/// *"…," said X* and *"…," X said*: the quotation stands first.
fn after_quotation(
    scene: &Scene<'_>,
    sentence: &Sentence,
    quotes: &[Span],
    verb: usize,
    verb_end: usize,
) -> Option<Said> {
    let start = sentence.span.start as usize;
    let quote = quotes
        .iter()
        .rev()
        .find(|q| start + q.end as usize <= verb)?
        .shifted(start);
    let long = scene.text(quote).split_whitespace().count() >= 4;
    let lead = scene
        .text(Span::new(start, quote.start as usize))
        .trim()
        .is_empty();
    let gap = scene.text(Span::new(quote.end as usize, verb)).trim();
    let mentions = if gap.is_empty() {
        let next = scene
            .inside(Span::new(verb_end, sentence.span.end as usize))
            .find(|(_, m)| is_actor(&m.reading))?;
        let between = scene.document.text[verb_end..next.1.span.start as usize].trim();
        matches!(between, "" | "the").then(|| vec![next.0])?
    } else {
        let subject = subject(scene, sentence, verb).filter(|s| !s.pronoun)?;
        let between = scene
            .document
            .text
            .get(quote.end as usize..subject.span.start as usize)?
            .trim();
        matches!(between, "" | "the").then_some(subject.mentions)?
    };
    (long && lead).then(|| Said {
        because: mentions.clone(),
        speaker: Speaker::Named(mentions),
        rule: QUOTED,
        says: within(scene, quote),
        said_on: None,
        addressee: None,
        pronoun: None,
    })
}

/// Whether the words name people or papers; a theory or a plan tells nothing.
fn can_tell(words: &str) -> bool {
    let tellers = [
        "document",
        "file",
        "archive",
        "source",
        "record",
        "account",
        "memoir",
        "telegram",
        "letter",
        "report",
        "scholar",
        "historian",
        "researcher",
        "estimate",
        "witness",
        "official",
        "press",
        "newspaper",
        "diary",
        "minutes",
        "author",
    ];
    let lower = words.to_lowercase();
    tellers.iter().any(|teller| lower.contains(teller))
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
        if let Some(said) = after_quotation(
            scene,
            sentence,
            &quotes,
            start + verb.start(),
            start + verb.end(),
        ) {
            return Some(said);
        }
        let found = speaker_of(scene, sentence, start + verb.start());
        let Some((speaker, because, pronoun, speaker_start)) = found else {
            continue;
        };
        let says = content(
            scene,
            sentence,
            verb.as_str(),
            start + verb.end(),
            speaker_start,
            &quotes,
        );
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
        let said_on = said_on(
            scene,
            sentence,
            speaker_start,
            start + verb.start(),
            start + verb.end(),
        );
        return Some(Said {
            speaker,
            rule,
            says,
            said_on,
            addressee,
            because,
            pronoun,
        });
    }
    None
}

/// *Mao was unhappy, complaining to Shi Zhe: "…"*: the subject of the sentence speaks.
fn by_saying(scene: &Scene<'_>, sentence: &Sentence) -> Option<Said> {
    let text = scene.text(sentence.span);
    let found = saying_pattern().find(text)?;
    let start = sentence.span.start as usize;
    let subject = super::acts::leading_subject(scene, sentence)?;
    let quotes = quotations(text);
    let quote = quotes.iter().find(|q| q.start as usize >= found.end())?;
    let near = text[found.end()..quote.start as usize]
        .trim_end()
        .ends_with([':', ',']);
    let addressee = addressee(scene, sentence, "saying", start + found.end());
    let because = subject.mentions.clone();
    near.then(|| Said {
        speaker: Speaker::Named(subject.mentions),
        rule: QUOTED,
        says: within(scene, quote.shifted(start)),
        said_on: None,
        addressee,
        because,
        pronoun: None,
    })
}

/// *The available documents could not prove that …*, *the files show that …*.
fn documents_show(scene: &Scene<'_>, sentence: &Sentence) -> Option<Said> {
    let text = scene.text(sentence.span);
    let found = documents_pattern().captures(text)?;
    let (whole, speaker) = (found.get(0)?, found.get(1)?);
    let negative = whole.as_str().contains(" not ");
    let start = sentence.span.start as usize;
    let says = if negative {
        sentence.span
    } else {
        Span::new(start + whole.end(), sentence.span.end as usize)
    };
    Some(Said {
        speaker: Speaker::Words(lower_first(speaker.as_str().trim())),
        rule: DOCUMENTS,
        says,
        said_on: None,
        addressee: None,
        because: Vec::new(),
        pronoun: None,
    })
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
        return named_speaker(scene, sentence, subject);
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

fn named_speaker(scene: &Scene<'_>, sentence: &Sentence, subject: Subject) -> Option<Found> {
    let first = *subject.mentions.first()?;
    let Reading::Name { named, .. } = &scene.mentions[first].reading else {
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
    let before = scene
        .text(Span::new(sentence.span.start as usize, start))
        .trim_end();
    let quantifier = before.rsplit(' ').next().unwrap_or("").to_lowercase();
    let few = matches!(
        quantifier.as_str(),
        "some" | "many" | "most" | "several" | "other" | "one" | "few" | "certain"
    );
    let group = subject.words.ends_with("representatives") || subject.words.ends_with("ministers");
    let speaker = if few {
        Speaker::Words(format!("{quantifier} {}", subject.words))
    } else if group && subject.mentions.len() > 1 {
        Speaker::Words(subject.words.clone())
    } else {
        Speaker::Named(subject.mentions.clone())
    };
    let start = if few {
        start - quantifier.len() - 1
    } else {
        start
    };
    Some((speaker, subject.mentions, pronoun, start))
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |c| {
        c.to_lowercase().collect::<String>() + letters.as_str()
    })
}

/// What is said, after the verb: the quotation, or the clause; and to whom. A verb with a bare object (`denied that
/// charge`, `promised to help`) gives the whole clause, from its speaker.
fn content(
    scene: &Scene<'_>,
    sentence: &Sentence,
    verb: &str,
    from: usize,
    speaker: usize,
    quotes: &[Span],
) -> Option<(Span, Option<usize>)> {
    let start = sentence.span.start as usize;
    let end = sentence.span.end as usize;
    let text = &scene.document.text;
    let addressee = addressee(scene, sentence, verb, from);
    let after = addressee.map_or(from, |at| scene.mentions[at].span.end as usize);
    let after = past_date(scene, sentence, past_text(text, after, end));
    let quote = quotes.iter().find(|q| start + q.start as usize >= from);
    if let Some(quote) = quote {
        let lead = &text[from..start + quote.start as usize];
        let direct = lead.trim_end().ends_with([':', ',']) || lead.trim().is_empty();
        let long = scene.text(quote.shifted(start)).split_whitespace().count() >= 4;
        if direct && long && lead.len() <= 60 {
            return Some((within(scene, quote.shifted(start)), addressee));
        }
    }
    let rest = &text[after.min(end)..end];
    let named_later = rest
        .find(" that ")
        .filter(|at| *at <= NAMELESS && verb == "told" && addressee.is_none());
    let telling = ["wrote", "writes", "answer", "repl", "report", "note"]
        .iter()
        .any(|stem| verb.starts_with(stem));
    let clause = clause_lead(rest)
        .filter(|_| !telling || rest.trim_start_matches([',', ' ']).starts_with("that"));
    let clause = clause.or(named_later.map(|at| at + " that ".len()));
    let doubting = ["den", "doubt", "question"]
        .iter()
        .any(|stem| verb.starts_with(stem));
    let parenthetical = scene.document.text[..speaker].trim_end().ends_with(',')
        && text[from..].starts_with(',')
        && speaker > start + 2;
    if parenthetical {
        return Some((sentence.span, addressee));
    }
    if clause.is_none() && !takes_object(verb) {
        return None;
    }
    let says = match clause {
        Some(lead) if !doubting => Span::new(after + lead, end),
        _ => Span::new(speaker, end),
    };
    let says = before_next_act(scene, says, from);
    (scene.text(says).split_whitespace().count() >= 3).then_some((says, addressee))
}

/// After `in his memoir` right behind a verb.
fn past_text(text: &str, after: usize, end: usize) -> usize {
    let rest = &text[after..end.max(after)];
    let named = text_named_pattern().find(rest);
    let next = named.filter(|named| rest[..named.start()].trim().is_empty());
    next.map_or(after, |named| after + named.end())
}

/// After `on August 15, 1951,` right behind a verb.
fn past_date(scene: &Scene<'_>, sentence: &Sentence, after: usize) -> usize {
    let date = dates(scene, sentence).into_iter().find(|(_, span)| {
        span.start as usize >= after
            && matches!(
                scene.document.text[after..span.start as usize].trim(),
                "" | "on" | "in"
            )
    });
    date.map_or(after, |(_, span)| span.end as usize)
}

/// Verbs of saying that say something with a bare object (`denied the charge`, `promised to help`); after the others a
/// clause must follow.
fn takes_object(verb: &str) -> bool {
    [
        "den", "claim", "promis", "suggest", "express", "doubt", "question", "assur", "remind",
        "complain", "urg", "warn", "admit", "argue",
    ]
    .iter()
    .any(|stem| verb.starts_with(stem))
}

/// Longest addressee without a name (`told reporters that`), in bytes.
const NAMELESS: usize = 40;

/// Where the clause begins after a verb of saying: behind *that*, a comma or a colon; `None` when the verb has an object.
fn clause_lead(rest: &str) -> Option<usize> {
    let bare = rest.trim_start_matches([',', ':', ' ']);
    let signs = rest.len() - bare.len();
    let comma = rest[..signs].contains([',', ':']);
    let Some(tail) = bare
        .strip_prefix("that")
        .filter(|t| t.starts_with([' ', ',']))
    else {
        return comma.then_some(signs);
    };
    let tail_bare = tail.trim_start_matches([',', ' ']);
    let word = tail_bare
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    let points = matches!(
        word,
        "kind"
            | "sort"
            | "accusation"
            | "charge"
            | "view"
            | "claim"
            | "argument"
            | "idea"
            | "position"
            | "suggestion"
            | "proposal"
            | "offer"
    );
    (!points).then_some(rest.len() - tail_bare.len())
}

/// Cuts at `, and X asked …`: another actor's act that is no longer said.
fn before_next_act(scene: &Scene<'_>, says: Span, verb: usize) -> Span {
    let from = Span::new((says.start as usize).max(verb), says.end as usize);
    for (_, mention) in scene.inside(from).filter(|(_, m)| is_actor(&m.reading)) {
        let before = &scene.document.text[from.start as usize..mention.span.start as usize];
        let joined = [", and ", ", and the ", ", but ", ", but the "]
            .iter()
            .find(|sign| before.ends_with(**sign));
        let next = scene.document.text[mention.span.end as usize..]
            .split_whitespace()
            .next()
            .unwrap_or("");
        let acts = reporting_pattern().is_match(next)
            || super::acts::ACTS.iter().any(|(word, _)| *word == next)
            || next == "asked";
        if let Some(sign) = joined.filter(|_| acts) {
            return Span::new(
                says.start as usize,
                mention.span.start as usize - sign.len(),
            );
        }
    }
    says
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

/// The date of saying: one right behind the verb, between speaker and verb, or opening the clause of the speaker.
fn said_on(
    scene: &Scene<'_>,
    sentence: &Sentence,
    speaker: usize,
    verb: usize,
    verb_end: usize,
) -> Option<usize> {
    let text = &scene.document.text;
    let dates = dates(scene, sentence);
    let behind = dates.iter().find(|(_, span)| {
        span.start as usize >= verb_end
            && matches!(text[verb_end..span.start as usize].trim(), "" | "on" | "in")
    });
    let between = dates
        .iter()
        .find(|(_, span)| span.start as usize >= speaker && (span.end as usize) <= verb);
    let opening = dates.iter().rev().find(|(_, span)| {
        (span.end as usize) <= speaker && opens(&text[span.end as usize..speaker])
    });
    behind.or(between).or(opening).map(|(at, _)| *at)
}

impl Said {
    fn draft(&self, scene: &Scene<'_>, sentence: &Sentence, ids: &mut Ids) -> Draft {
        let (speakers, slug) = self.speaker_words(scene);
        let note = sentence.note.or(sentence.later);
        let works = note.map(|n| scene.works_in(n)).unwrap_or_default();
        let memoir = memoir_named(scene.text(sentence.span))
            .filter(|_| matches!(works[..], [cited] if cited.work.fullest.kind == Cited::Article));
        let noted = sentence.note.is_some() || memoir.is_some();
        let only = match works[..] {
            [only] if noted && self.rule != OWN => Some(only),
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
            .quotation(scene.text(sentence.span));
        for speaker in &speakers {
            card = card.field("speaker", speaker);
        }
        if let Some(reporter) = only
            .filter(|_| through)
            .and_then(|w| w.work.fullest.authors.first())
            .filter(|author| !self.is_speaker(scene, author))
        {
            card = card.field("reported-by", reporter);
        }
        if let Some(at) = self.said_on {
            card = card.field("said-on", &super::events::when(scene, &scene.mentions[at]));
        }
        if let Some(actor) = self.addressee.and_then(|at| scene.actor(at)) {
            card = card.field("said-to", &actor.id);
        }
        card = card.field("says", &self.says_words(scene));
        if let Some(memoir) = memoir {
            card = card.field("body-says", memoir);
        }
        for hedge in hedges(scene.text(sentence.span)) {
            card = card.field("hedge", hedge);
        }
        if let Some(pronoun) = &self.pronoun {
            card = card.field("note", pronoun);
        }
        let card = card.field("drafted", self.rule).field("anchor", &place);
        let mut because = self.because.clone();
        because.extend(self.said_on);
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

    /// The speakers as the card names them, and the slug of the first.
    fn speaker_words(&self, scene: &Scene<'_>) -> (Vec<String>, String) {
        match &self.speaker {
            Speaker::Named(mentions) => {
                let words = |at: &usize| {
                    scene.actor(*at).map_or_else(
                        || scene.text(scene.mentions[*at].span).to_owned(),
                        |a| a.id.clone(),
                    )
                };
                let all: Vec<String> = mentions.iter().map(words).collect();
                let slug = short_slug(all.first().map_or("", String::as_str));
                (all, slug)
            }
            Speaker::Words(words) => (vec![words.clone()], short_slug(words)),
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
                (vec![name], "author".to_owned())
            }
        }
    }

    fn is_speaker(&self, scene: &Scene<'_>, author: &str) -> bool {
        match &self.speaker {
            Speaker::Named(mentions) => mentions
                .iter()
                .filter_map(|at| scene.actor(*at))
                .any(|a| names_one(&a.full, author)),
            _ => false,
        }
    }

    /// The content as a sentence.
    fn says_words(&self, scene: &Scene<'_>) -> String {
        let words = scene
            .text(self.says)
            .trim_matches([' ', ',', ':'])
            .trim_start_matches("that ");
        let mut letters = words.chars();
        let first: String = letters
            .next()
            .map_or(String::new(), |c| c.to_uppercase().collect());
        let said = first + letters.as_str();
        if said.ends_with(['.', '!', '?', '"', '”', '…']) {
            said
        } else {
            format!("{said}.")
        }
    }
}

/// Whether a name of the text is the author's: the same name, or the family name alone.
fn names_one(name: &str, author: &str) -> bool {
    use kaozheng_values::names::{family_name, same_name};
    same_name(name, author).same || !name.contains(' ') && family_name(author) == name
}

/// `in his memoir`, where the running text names a person's own testimony.
fn memoir_named(text: &str) -> Option<&str> {
    let own = ["memoir", "diar", "autobio", "recollect", "reminisc"];
    let named = text_named_pattern().find(text)?.as_str();
    own.iter().any(|stem| named.contains(stem)).then_some(named)
}

fn first_words(text: &str) -> String {
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|w| w.chars().count() > 3)
        .take(4)
        .collect();
    words.join(" ")
}
