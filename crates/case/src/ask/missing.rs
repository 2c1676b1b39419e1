//! What is known to be absent, and what would settle a matter.

use super::answer::Answer;
use super::weigh::{by_one_strong, settling};
use crate::compile::{Account, Case, Event, Ground, Read};
use crate::facts::entailment::{entailed, entailing};
use crate::facts::gather::face_to_face;
use crate::facts::lines::{Line, weigh};
use crate::facts::objects;
use kaozheng_record::means::Reading;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// `missing attack-schedule`.
pub(super) fn missing(case: &Case, matter: &str) -> Answer {
    let lines = weigh(case, matter).lines;
    let absent = absences(case, matter);
    let mut answer = Answer::new(match absent.len() {
        0 => "nothing is listed".to_owned(),
        1 => "1 place to look".to_owned(),
        count => format!("{count} places to look"),
    });
    for sentence in settling(&lines) {
        answer.step(format!("It would come {sentence}."));
    }
    answer.steps.extend(worth(&lines, &absent));
    answer.rest_on(concerned(case, matter).iter().map(String::as_str));
    answer.missing = absent;
    answer
}

/// What one paper of the list could do by itself: those with a root of their own come first.
fn worth(lines: &[Line], absent: &[String]) -> Option<String> {
    let reached = by_one_strong(lines);
    if absent.is_empty() {
        return None;
    }
    Some(match reached.is_empty() {
        true => "No one paper could settle it by itself; those of a root of their own stand first in the list.".to_owned(),
        false => format!(
            "A contemporary paper with a root of its own, which counts as strong, could bring it by itself to {}; such papers stand first in the list, the words of what is known through others after them.",
            reached.join(" or to ")
        ),
    })
}

/// What is known to be absent, and how far it could lead if it were found.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Absence {
    worth: Worth,
    words: String,
}

/// What a text that is found could bring, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    /// A line from a root of its own: a contemporary paper counts as strong.
    Root,
    /// The words themselves of what is known through another: no new root, but perhaps a better grade.
    Words,
}

/// The search list for a matter, by what each text could reach if it were found: first papers with a root of their own,
/// which the cards say would settle it, letters to which only the answer is held, the silent side of a correspondence,
/// files that are closed; then the words themselves of what is known only through others.
pub(super) fn absences(case: &Case, matter: &str) -> Vec<String> {
    let cards = concerned(case, matter);
    let root = |words: String| Absence {
        worth: Worth::Root,
        words,
    };
    let mut all: Vec<Absence> = named(case, matter).into_iter().map(root).collect();
    let events: Vec<&Event> = cards
        .iter()
        .filter_map(|id| case.events.get(id))
        .map(AsRef::as_ref)
        .collect();
    all.extend(
        events
            .iter()
            .filter_map(|event| unheld(case, event))
            .map(root),
    );
    all.extend(one_sided(case, &events).into_iter().map(root));
    all.extend(closed(case, &cards).into_iter().map(root));
    all.extend(unread(case, &cards).into_iter().map(|words| Absence {
        worth: Worth::Words,
        words,
    }));
    all.sort_by_key(|one| one.worth);
    all.into_iter().map(|one| one.words).collect()
}

/// What the cards themselves say would settle the matter.
fn named(case: &Case, matter: &str) -> Vec<String> {
    let said = |words: &str, card: &str| format!("{}. [{card}]", words.trim_end_matches('.'));
    let mut out = Vec::new();
    if let Some(of) = case.matters.get(matter) {
        let wanted = of.would_settle.iter();
        out.extend(wanted.map(|wanted| said(&wanted.value, matter)));
    }
    let asked = case.naming().asked(matter);
    let asked = asked.filter_map(|id| case.questions.get(id));
    for question in asked.filter(|one| one.matters.iter().any(|of| of.value == matter)) {
        let wanted = question.would_settle.iter();
        out.extend(wanted.map(|wanted| said(&wanted.value, question.id())));
    }
    out
}

/// Correspondence of which one side alone is recorded: several letters one way, and not one back.
fn one_sided(case: &Case, events: &[&Event]) -> Vec<String> {
    let mut letters: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for event in events.iter().filter(|event| event.is_message()) {
        if face_to_face(event) || event.sent.value().is_some_and(|word| word == "no") {
            continue;
        }
        for (from, to) in ends(event) {
            letters.entry((from, to)).or_default().push(event.id());
        }
    }
    let back = |from, to| letters.contains_key(&(to, from));
    let silent = letters
        .iter()
        .filter(|((from, to), ids)| ids.len() > 1 && !back(*from, *to));
    silent
        .map(|((from, to), ids)| {
            format!(
                "what {} wrote to {}: {} went the other way, and no answer is recorded. [{}]",
                case.name_of(to),
                case.name_of(from),
                ids.join(" and "),
                ids.join("; ")
            )
        })
        .collect()
}

fn ends(event: &Event) -> impl Iterator<Item = (&str, &str)> {
    let from = event.sender.value().map(String::as_str);
    let to = event.recipients.iter().map(|to| to.value.as_str());
    from.into_iter()
        .flat_map(move |from| to.clone().map(move |to| (from, to)))
}

/// Files that cannot be read, or not whole, among the sources that bear on the matter.
fn closed(case: &Case, cards: &BTreeSet<String>) -> Vec<String> {
    let grounds = cards.iter().filter_map(|id| case.card(id));
    let named: BTreeSet<&str> = grounds.flat_map(|card| card.sources()).collect();
    let sources = named.into_iter().filter_map(|id| case.sources.get(id));
    let told = sources.filter_map(|source| {
        let rest = match source.access.value()?.as_str() {
            "closed" => "which is closed",
            "partly" => "of which a part is closed",
            _ => return None,
        };
        Some(format!(
            "{}, {rest}{}. [{}]",
            source.id(),
            held(case, source.id()),
            source.id()
        ))
    });
    told.collect()
}

/// Where a source is kept, in brackets.
fn held(case: &Case, source: &str) -> String {
    let place = case.card(source).and_then(|card| card.words("held-at"));
    place.map_or(String::new(), |place| format!(" ({place})"))
}

/// The cards that bear on a matter: messages that tell it, readings about it, arguments and their premises.
fn concerned(case: &Case, matter: &str) -> BTreeSet<String> {
    let bound: BTreeSet<String> = entailing(case, matter)
        .into_iter()
        .chain(entailed(case, matter))
        .collect();
    let topics: BTreeSet<&String> = bound
        .iter()
        .filter_map(|id| case.matters.get(id)?.topic.value())
        .collect();
    let naming = case.naming();
    let on = bound.iter().flat_map(|id| naming.concerning(id));
    let open = topics.iter().flat_map(|topic| naming.open(topic));
    let named: BTreeSet<&String> = on.chain(open).collect();
    let concerns = |id: &&String| match (case.events.get(id), case.statements.get(id)) {
        (Some(event), _) => {
            let mut told = event.tells.iter().chain(&event.matters);
            told.any(|of| bound.contains(&of.value))
                || event.about.iter().any(|of| topics.contains(&of.value))
                || names(&event.means, &bound)
        }
        (_, Some(statement)) => names(&statement.means, &bound),
        _ => false,
    };
    let mut out: BTreeSet<String> = named.into_iter().filter(concerns).cloned().collect();
    for line in weigh(case, matter).lines {
        out.extend(
            line.premises
                .into_iter()
                .filter(|id| !case.matters.contains_key(id)),
        );
        out.insert(line.id);
    }
    out
}

/// Whether readings speak of one of these matters or events.
fn names(means: &[Account<Arc<Reading>>], ids: &BTreeSet<String>) -> bool {
    let mut objects = means.iter().flat_map(|one| objects(&one.value.fact));
    objects.any(|id| ids.contains(id))
}

/// Sources that are cited through others and whose own text is not in the case.
fn unread(case: &Case, cards: &BTreeSet<String>) -> Vec<String> {
    let mut wanted: BTreeSet<(&str, &str)> = BTreeSet::new();
    for card in cards.iter().filter_map(|id| case.card(id)) {
        let grounds = card
            .grounds
            .iter()
            .chain(card.values.iter().flat_map(|value| &value.grounds));
        wanted.extend(grounds.filter_map(through));
    }
    let lies = |id: &str| {
        case.sources
            .get(id)
            .is_some_and(|source| !source.files.is_empty())
    };
    let mut by_reader: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (source, via) in wanted.into_iter().filter(|(source, _)| !lies(source)) {
        let held = held(case, source);
        by_reader
            .entry(via)
            .or_default()
            .push(format!("{source}{held}"));
    }
    by_reader
        .iter()
        .map(|(via, sources)| {
            format!(
                "the texts themselves of what is known only through {via}: {}.",
                sources.join("; ")
            )
        })
        .collect()
}

fn through(ground: &Ground) -> Option<(&str, &str)> {
    match &ground.read {
        Read::Source { source, via } => Some((source, via.last()?)),
        Read::Editor | Read::Card => None,
    }
}

/// The letter that a message answers, when no source holds its text.
fn unheld(case: &Case, event: &Event) -> Option<String> {
    let answered = event.answers.value()?;
    let texts = case.naming().texts(answered);
    let mut texts = texts.filter_map(|id| case.sources.get(id));
    let held = texts.any(|source| source.text_of.value() == Some(answered));
    (!held).then(|| {
        format!(
            "{answered}, which {} answers: its text is not held. [{}]",
            event.id(),
            event.id()
        )
    })
}
