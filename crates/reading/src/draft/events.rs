//! Drafts of events: a dated act with somebody who does it.

use super::Draft;
use super::acts::{ACTS, Act, Subject, acts, dates, quotations, subject};
use super::attributions::reporting_pattern;
use super::ids::{Ids, short_slug};
use super::scene::{Scene, Sentence};
use crate::find::{MentionKind, Named, Reading};
use kaozheng_record::{CardText, Kind};
use kaozheng_text::Span;
use kaozheng_values::dates::{Bounds, parse_date};

const DATED_ACT: &str = "a dated act with its subject";
const DATED_MESSAGE: &str = "a dated message";

/// Longest title, in code points.
const TITLE: usize = 110;

/// The events of the running text.
pub(super) fn events(scene: &Scene<'_>) -> Vec<Draft> {
    let mut ids = Ids::default();
    let mut drafts = Vec::new();
    for sentence in &scene.sentences {
        let dates = dates(scene, sentence);
        if dates.is_empty() {
            continue;
        }
        let mut last_end = 0;
        for act in acts(scene, sentence) {
            if (act.span.start as usize) < last_end {
                continue;
            }
            let Some(subject) = subject(scene, sentence, act.span.start as usize) else {
                continue;
            };
            if scene.text(sentence.span).contains("respectively")
                || in_relative_clause(scene, sentence, &subject)
            {
                continue;
            }
            let Some(date) = date_for(scene, sentence, &act, &subject, &dates) else {
                continue;
            };
            let event = Event { act, subject, date };
            last_end = event.clause(scene, sentence).end as usize;
            drafts.push(event.draft(scene, sentence, &mut ids));
        }
    }
    drafts
}

/// `the telegram that Kennan had sent`: what was done to the thing before, so that the clause alone says too little.
fn in_relative_clause(scene: &Scene<'_>, sentence: &Sentence, subject: &Subject) -> bool {
    let before = scene.text(Span::new(
        sentence.span.start as usize,
        subject.span.start as usize,
    ));
    let before = before
        .trim_end()
        .strip_suffix(" the")
        .unwrap_or(before)
        .trim_end();
    [" that", " which", " whom"]
        .iter()
        .any(|word| before.ends_with(word))
}

struct Event {
    act: Act,
    subject: Subject,
    /// Mention of the date.
    date: usize,
}

/// The date of an act: one that opens the sentence or the clause, else the first that follows before another verb.
fn date_for(
    scene: &Scene<'_>,
    sentence: &Sentence,
    act: &Act,
    subject: &Subject,
    dates: &[(usize, Span)],
) -> Option<usize> {
    let text = &scene.document.text;
    let verb = act.span.start as usize;
    let after = dates.iter().find(|(_, span)| {
        let from = act.span.end as usize;
        span.start as usize >= from && {
            let gap = &text[from..span.start as usize];
            gap.len() <= 90
                && !gap.contains([';', ':'])
                && !parts_clause(gap)
                && !has_infinitive(gap)
        }
    });
    let opening = dates.iter().rev().find(|(_, span)| {
        (span.end as usize) <= subject.span.start as usize && {
            let gap = &text[span.end as usize..subject.span.start as usize];
            let lead = &text[sentence.span.start as usize..span.start as usize];
            let adverbial = [", in ", ", on ", ", at ", ", in the "]
                .iter()
                .any(|p| lead.ends_with(p));
            opens(gap) && (lead.len() <= 60 || adverbial)
        }
    });
    let inner = dates
        .iter()
        .find(|(_, span)| span.start >= subject.span.end && (span.end as usize) <= verb);
    opening.or(inner).or(after).map(|(at, _)| *at)
}

/// Between an opening date and the subject: a comma, an insertion, nothing with a verb.
pub(super) fn opens(gap: &str) -> bool {
    let inner = gap.trim();
    inner.is_empty()
        || inner == ","
        || inner == ", the"
        || inner == "the"
        || gap.len() <= 70
            && inner.starts_with(',')
            && (inner.ends_with(',') || inner.ends_with(", the"))
}

/// Words after which another clause begins.
fn parts_clause(gap: &str) -> bool {
    [
        " that ",
        " which ",
        " who ",
        " because ",
        " although ",
        " while ",
        " before ",
        " after ",
        " since ",
        " when ",
        " if ",
    ]
    .iter()
    .any(|w| gap.contains(w))
}

/// `to` before a small letter: the date may belong to what is to be done.
fn has_infinitive(gap: &str) -> bool {
    gap.match_indices("to ").any(|(at, _)| {
        let own = at == 0 || gap[..at].ends_with(' ');
        let rest = gap[at + 3..]
            .trim_start_matches("the ")
            .trim_start_matches("a ");
        let article = rest.len() < gap.len() - at - 3;
        own && !article && rest.starts_with(|c: char| c.is_lowercase())
    })
}

/// `…, Molotov answered`: how far after `verb_end` another actor acts, right behind a comma.
fn next_act(scene: &Scene<'_>, sentence: &Sentence, verb_end: usize) -> Option<usize> {
    let rest = Span::new(verb_end, sentence.span.end as usize);
    let text = &scene.document.text;
    let acts = |mention: &crate::find::Mention| {
        let next = text[mention.span.end as usize..].split_whitespace().next();
        next.is_some_and(|word| {
            reporting_pattern().is_match(word) || ACTS.iter().any(|(act, _)| *act == word)
        })
    };
    scene
        .inside(rest)
        .filter(|(_, m)| m.kind == MentionKind::Name && acts(m))
        .map(|(_, m)| m.span.start as usize - verb_end)
        .find(|at| text[verb_end..verb_end + at].ends_with(", "))
        .map(|at| at - ", ".len())
}

impl Event {
    /// The clause of the act: from its subject to the next clause, at most [`TITLE`] long.
    fn clause(&self, scene: &Scene<'_>, sentence: &Sentence) -> Span {
        let from = self.subject.span.start as usize;
        let verb_end = self.act.span.end as usize;
        let rest = &scene.document.text[verb_end..sentence.span.end as usize];
        let stops = [
            ";",
            ":",
            ", and ",
            ", but ",
            ", because ",
            ", which ",
            ", in which ",
            " in which ",
            ", although ",
            ", while ",
            ", indicating ",
            ", authorizing ",
            ", by ",
            ", including ",
            " although ",
            ", then ",
            ", with the argument",
            ", three days",
            ", just one day",
        ];
        let stop = stops
            .iter()
            .filter_map(|s| rest.find(s))
            .min()
            .unwrap_or(rest.len());
        let stop = stop.min(next_act(scene, sentence, verb_end).unwrap_or(stop));
        let mut end = verb_end + stop;
        while scene.document.text[from..end].chars().count() > TITLE {
            match scene.document.text[verb_end..end].rfind(' ') {
                Some(space) => end = verb_end + space,
                None => break,
            }
        }
        Span::new(from, end)
    }

    fn title(&self, scene: &Scene<'_>, sentence: &Sentence) -> String {
        let clause = self.clause(scene, sentence);
        let rest = scene.text(Span::new(
            self.subject.span.end as usize,
            clause.end as usize,
        ));
        let rest = rest.trim_end_matches(['.', ',', ' ', '"', '”']);
        let whole = clause.end as usize >= sentence.span.end as usize - 1;
        let cut = scene.text(clause).chars().count() + 12 > TITLE && !whole;
        let rest = if cut {
            format!("{rest} …")
        } else {
            rest.to_owned()
        };
        format!("{}{rest}", self.subject.words)
    }

    fn actor_ids(&self, scene: &Scene<'_>) -> Vec<String> {
        self.subject
            .mentions
            .iter()
            .filter_map(|at| scene.actor(*at))
            .map(|a| a.id.clone())
            .collect()
    }

    /// `In his telegram to X, …`: whom the text that is named before the subject went to.
    fn addressee_before(&self, scene: &Scene<'_>, sentence: &Sentence) -> Option<usize> {
        let before = Span::new(
            sentence.span.start as usize,
            self.subject.span.start as usize,
        );
        let text = scene.text(before).to_lowercase();
        let carried = [
            "telegram to ",
            "letter to ",
            "message to ",
            "cable to ",
            "note to ",
        ];
        let at = carried.iter().find_map(|sign| {
            text.find(sign)
                .map(|at| before.start as usize + at + sign.len())
        })?;
        let near = |m: &crate::find::Mention| {
            m.span.start as usize >= at && m.span.start as usize - at <= 30
        };
        let actor = |reading: &Reading| {
            matches!(
                reading,
                Reading::Name {
                    named: Named::Person | Named::Body,
                    ..
                }
            )
        };
        let named: Vec<usize> = scene
            .inside(before)
            .filter(|(_, m)| near(m) && actor(&m.reading))
            .map(|(at, _)| at)
            .collect();
        let person = |at: &&usize| {
            matches!(
                scene.mentions[**at].reading,
                Reading::Name {
                    named: Named::Person,
                    ..
                }
            )
        };
        named.iter().find(person).or(named.first()).copied()
    }

    /// `to X` or the object after the verb: who receives the message.
    fn recipient(&self, scene: &Scene<'_>, sentence: &Sentence) -> Option<usize> {
        let clause = self.clause(scene, sentence);
        let after = Span::new(self.act.span.end as usize, clause.end as usize);
        let direct = matches!(
            self.act.word.as_str(),
            "informed" | "notified" | "instructed" | "wrote to"
        );
        scene
            .inside(after)
            .filter(|(_, m)| {
                matches!(
                    &m.reading,
                    Reading::Name {
                        named: Named::Person | Named::Body,
                        ..
                    }
                )
            })
            .find(|(_, m)| {
                let gap = &scene.document.text[self.act.span.end as usize..m.span.start as usize];
                let gap = gap.strip_suffix("the ").unwrap_or(gap);
                direct && gap.trim().is_empty() || gap.ends_with(" to ") && gap.len() <= 60
            })
            .map(|(at, _)| at)
    }

    /// `received X's message`: who sent it.
    fn giver(&self, scene: &Scene<'_>, sentence: &Sentence) -> Option<usize> {
        let after = Span::new(self.act.span.end as usize, sentence.span.end as usize);
        let (at, mention) = scene
            .inside(after)
            .find(|(_, m)| m.kind == MentionKind::Name)?;
        let text = &scene.document.text;
        let gap = &text[self.act.span.end as usize..mention.span.start as usize];
        let rest = text[mention.span.end as usize..]
            .trim_start_matches(['\'', '’', 's'])
            .trim_start();
        let carried = ["message", "telegram", "letter", "cable", "reply", "answer"]
            .iter()
            .any(|w| rest.starts_with(w));
        (self.act.word == "received" && gap.trim().is_empty() && carried).then_some(at)
    }

    /// The type of event: a signature makes a treaty only where the clause speaks of one.
    fn kind(&self, scene: &Scene<'_>, sentence: &Sentence, message: bool) -> &'static str {
        let clause = scene.text(self.clause(scene, sentence)).to_lowercase();
        let treaty = [
            "treaty",
            "pact",
            "agreement",
            "armistice",
            "convention",
            "accord",
        ]
        .iter()
        .any(|w| clause.contains(w));
        match self.act.word.as_str() {
            "signed" | "concluded" if !treaty => {
                if clause.contains("order") {
                    "order"
                } else {
                    "other"
                }
            }
            "sent" if !message => "other",
            _ => self.act.event,
        }
    }

    fn place(&self, scene: &Scene<'_>, sentence: &Sentence) -> Option<String> {
        let clause = self.clause(scene, sentence);
        let after = Span::new(self.act.span.end as usize, clause.end as usize);
        let names = scene
            .inside(after)
            .filter(|(_, m)| m.kind == MentionKind::Name);
        names
            .filter_map(|(_, m)| match &m.reading {
                Reading::Name { form, named, .. } => Some((m.span, form, *named)),
                _ => None,
            })
            .find(|(span, form, named)| {
                let gap = &scene.document.text[self.act.span.end as usize..span.start as usize];
                let gap = gap.strip_suffix("the ").unwrap_or(gap);
                let direct = self.act.word == "visited" && gap.trim().is_empty()
                    || self.act.event == "journey" && gap.trim() == "to";
                let at = [" in ", " at "].iter().any(|p| gap.ends_with(p)) && gap.len() <= 60;
                let goal = self.act.word.contains("visit") && gap.ends_with(" to ");
                let fits = *named == Named::Place || crate::find::names::is_state(form);
                fits && (direct || at || goal)
                    && matches!(self.act.event, "visit" | "journey" | "landing" | "meeting")
            })
            .map(|(_, form, _)| form.clone())
    }

    fn draft(&self, scene: &Scene<'_>, sentence: &Sentence, ids: &mut Ids) -> Draft {
        let date = &scene.mentions[self.date];
        let message = matches!(
            self.act.word.as_str(),
            "sent" | "cabled" | "telegraphed" | "wired" | "informed" | "wrote to" | "notified"
        );
        let recipient = if message {
            self.addressee_before(scene, sentence)
                .or_else(|| self.recipient(scene, sentence))
        } else {
            None
        };
        let giver = self.giver(scene, sentence);
        let message = message && recipient.is_some() || giver.is_some();
        let who = self.actor_ids(scene);
        let title = self.title(scene, sentence);
        let edtf = match &date.reading {
            Reading::Date(d) => d.edtf.clone().unwrap_or_default(),
            _ => String::new(),
        };
        let day: String = edtf
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == '-')
            .collect();
        let lead = who
            .first()
            .cloned()
            .unwrap_or_else(|| short_slug(&self.subject.words));
        let id = ids.free(&format!("{lead}-{}-{day}", short_slug(&self.act.word)));
        let (anchor, place) = scene.anchor(sentence.span);
        let rule = if message { DATED_MESSAGE } else { DATED_ACT };
        let event = self.kind(scene, sentence, message);
        let mut card = CardText::new(Kind::Event, &id)
            .read_in(&scene.from(sentence, false))
            .quotation(scene.text(sentence.span))
            .field("type", event)
            .field("title", &title)
            .field(
                if giver.is_some() { "received" } else { "when" },
                &when(scene, date),
            );
        if let Some(name) = self.place(scene, sentence) {
            card = card.field("where", &name);
        }
        if message {
            let sender = giver.and_then(|at| scene.actor(at)).map(|a| &a.id);
            let senders = (!who.is_empty()).then(|| who.join("; "));
            let sender = if giver.is_some() {
                sender.cloned()
            } else {
                senders
            };
            if giver.is_some() {
                card = who
                    .first()
                    .into_iter()
                    .fold(card, |card, id| card.field("recipient", id));
            }
            card = sender
                .into_iter()
                .fold(card, |card, id| card.field("sender", &id));
            card = recipient
                .and_then(|at| scene.actor(at))
                .into_iter()
                .fold(card, |card, a| card.field("recipient", &a.id));
        } else if !who.is_empty() {
            card = card.field("who", &who.join("; "));
        }
        if self.subject.pronoun {
            card = card.field(
                "note",
                &format!(
                    "“{}” is taken for {}, the subject of the sentence before.",
                    scene.text(self.subject.span),
                    self.subject.words
                ),
            );
        }
        let card = card.field("drafted", rule).field("anchor", &place);
        let mut because = self.subject.mentions.clone();
        because.push(self.date);
        because.extend(recipient);
        let note = sentence.note.or(sentence.later).map(|n| scene.number(n));
        let worth = 60
            + if message { 15 } else { 0 }
            + if sentence.note.is_some() { 10 } else { 0 }
            + if quotations(scene.text(sentence.span)).is_empty() {
                0
            } else {
                5
            };
        Draft {
            id,
            kind: Kind::Event,
            card: card.to_string(),
            because,
            rule,
            note,
            anchor,
            worth,
        }
    }
}

/// The date as the source words it; one without a year, or counted from another, with what it was read as.
pub(super) fn when(scene: &Scene<'_>, mention: &crate::find::Mention) -> String {
    let words = scene.text(mention.span);
    let words = words.strip_prefix("the ").unwrap_or(words);
    let Reading::Date(date) = &mention.reading else {
        return words.to_owned();
    };
    let Some((first, last)) = date.bounds.days().filter(|_| !has_year(words)) else {
        return words.to_owned();
    };
    if parse_date(words)
        .value
        .is_some_and(|d| d.bounds == date.bounds)
    {
        return words.to_owned();
    }
    let day_first =
        words.starts_with(|c: char| c.is_ascii_digit()) && words.ends_with(char::is_alphabetic);
    let part = if day_first { " " } else { ", " };
    let dated = format!("{words}{part}{}", first.ymd().0);
    let same = parse_date(&dated)
        .value
        .is_some_and(|d| d.bounds == date.bounds);
    if same {
        dated
    } else {
        Bounds::of_days(first, last).to_string()
    }
}

fn has_year(words: &str) -> bool {
    words
        .split(|c: char| !c.is_ascii_digit())
        .any(|w| w.len() == 4)
}
