//! Who says so, on which document: said, denied, doubted, believed, silent.

use super::answer::{Answer, NONE};
use super::know::no_evidence;
use crate::compile::{Case, Statement};
use crate::facts::names::{capital, listed};
use crate::facts::roots::{Links, roots_of};
use crate::facts::when;
use kaozheng_record::means::{AttitudeVerb, Fact, KnowledgeVerb, Reading, When};
use std::collections::BTreeSet;

/// `mao denied plan`, and `who denied plan` where no actor is given.
pub(super) fn attitude(
    case: &Case,
    actor: Option<&str>,
    verb: AttitudeVerb,
    matter: &str,
    when: Option<&When>,
) -> Answer {
    let asked = when::covered(when);
    let says = |statement: &Statement| -> Vec<String> {
        let own = statement
            .means
            .iter()
            .filter_map(|means| speaker_of(statement, &means.value, verb, matter));
        own.flatten().collect()
    };
    let mut found: Vec<(&Statement, Vec<String>)> = Vec::new();
    let naming = case.naming();
    let on: BTreeSet<&String> = naming
        .stands(matter)
        .chain(naming.sayings(matter))
        .collect();
    for statement in on.into_iter().filter_map(|id| case.statements.get(id)) {
        let mut speakers = says(statement);
        speakers.retain(|speaker| actor.is_none_or(|actor| actor == speaker));
        let time = said_at(statement);
        if !speakers.is_empty()
            && time.is_none_or(|time| time.lo <= asked.hi && time.hi >= asked.lo)
        {
            found.push((statement, speakers));
        }
    }
    found.sort_by_key(|(statement, _)| {
        (
            said_at(statement).map_or(when::LAST, |time| time.lo),
            statement.id(),
        )
    });
    let mut answer = listing(case, &found, |statement, speakers| {
        spoken(
            case,
            statement,
            speakers,
            &format!("{verb} that {matter} {}", holds(case, matter)),
        )
    });
    if let (Some(_), false) = (actor, found.is_empty()) {
        answer.verdict = "yes".to_owned();
    }
    answer
}

/// `mao silent on plan`, `who silent on plan`: recorded silence; never a sign of not knowing.
pub(super) fn silent(case: &Case, actor: Option<&str>, matter: &str) -> Answer {
    let mut found: Vec<(&Statement, Vec<String>)> = Vec::new();
    let on = case.naming().statements(matter);
    for statement in on.filter_map(|id| case.statements.get(id)) {
        for means in &statement.means {
            if let Fact::Knowledge {
                actor: who,
                verb: KnowledgeVerb::SilentOn,
                matter: of,
                ..
            } = &means.value.fact
                && of.id == matter
                && actor.is_none_or(|actor| actor == who.id)
            {
                found.push((statement, vec![who.id.clone()]));
            }
        }
    }
    let mut answer = listing(case, &found, |statement, speakers| {
        spoken(
            case,
            statement,
            speakers,
            &format!("kept silent on {matter}"),
        )
    });
    if let (Some(_), false) = (actor, found.is_empty()) {
        answer.verdict = "silent".to_owned();
    }
    if !found.is_empty() {
        answer.step("Silence is no sign of not knowing.");
    }
    answer
}

/// `what mao said`, `what mao told`: the matters of which somebody spoke.
pub(super) fn what(case: &Case, actor: &str, verb: AttitudeVerb, when: Option<&When>) -> Answer {
    let matters = spoken_of(case, actor);
    let matters: Vec<&String> = matters
        .iter()
        .filter(|matter| attitude(case, Some(actor), verb, matter, when).verdict == "yes")
        .collect();
    let mut answer = Answer::new(if matters.is_empty() {
        NONE.to_owned()
    } else {
        matters
            .iter()
            .map(|id| id.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    });
    for matter in &matters {
        let part = attitude(case, Some(actor), verb, matter, when);
        answer.steps.extend(super::introduced(case, matter));
        answer
            .steps
            .extend(part.steps.into_iter().filter(|step| step.contains('[')));
        answer.rest_on(part.grounds.iter().map(String::as_str));
    }
    if matters.is_empty() {
        answer.step(no_evidence(case));
    }
    answer
}

/// The matters on which some statement may have an actor take a stand, in order of id: on all others none does.
fn spoken_of(case: &Case, actor: &str) -> BTreeSet<String> {
    let spoken = case.naming().speaking(actor);
    let spoken = spoken.filter_map(|id| case.statements.get(id));
    let means = spoken.flat_map(|statement| &statement.means);
    let of = means.filter_map(|means| match &means.value.fact {
        Fact::Attitude { matter: of, .. }
        | Fact::Holds { matter: of, .. }
        | Fact::Happened { event: of, .. } => Some(&of.id),
        _ => None,
    });
    let of = of.filter(|id| case.matters.contains_key(id));
    of.cloned().collect()
}

/// Who, by a reading of a statement, takes this stand on a matter. Saying that it holds is saying it; saying that it
/// does not is denying it.
fn speaker_of(
    statement: &Statement,
    reading: &Reading,
    verb: AttitudeVerb,
    matter: &str,
) -> Option<Vec<String>> {
    let own = || {
        statement
            .speakers
            .iter()
            .map(|speaker| speaker.value.clone())
            .collect()
    };
    match &reading.fact {
        Fact::Attitude {
            actor,
            verb: stands,
            matter: of,
        } if *stands == verb && of.id == matter => Some(vec![actor.id.clone()]),
        Fact::Holds { matter: of, so } | Fact::Happened { event: of, so }
            if of.id == matter && verb == stand(*so) =>
        {
            Some(own())
        }
        _ => None,
    }
}

fn stand(so: bool) -> AttitudeVerb {
    if so {
        AttitudeVerb::Said
    } else {
        AttitudeVerb::Denied
    }
}

/// The verb of a sentence about a matter or an event.
fn holds(case: &Case, id: &str) -> &'static str {
    if case.events.contains_key(id) {
        "happened"
    } else {
        "holds"
    }
}

fn said_at(statement: &Statement) -> Option<crate::chronology::Interval> {
    statement
        .said_on
        .value()
        .map(|date| when::interval(date.bounds))
}

fn listing(
    case: &Case,
    found: &[(&Statement, Vec<String>)],
    sentence: impl Fn(&Statement, &[String]) -> String,
) -> Answer {
    let mut answer = Answer::new(NONE);
    let mut speakers: BTreeSet<&str> = BTreeSet::new();
    let mut roots: BTreeSet<String> = BTreeSet::new();
    for (statement, who) in found {
        answer.step(sentence(statement, who));
        answer.rest_on([statement.id()]);
        speakers.extend(who.iter().map(String::as_str));
        roots.extend(roots_of(case, statement.id(), Links::Recorded));
    }
    if found.is_empty() {
        answer.step(no_evidence(case));
        return answer;
    }
    let roots: Vec<&str> = roots.iter().map(String::as_str).collect();
    answer.step(match roots.as_slice() {
        [] => "No source stands behind it.".to_owned(),
        [only] => format!("All of it comes from one root: {only}."),
        several => format!(
            "It comes from {} roots: {}.",
            several.len(),
            listed(several)
        ),
    });
    answer.verdict = speakers.into_iter().collect::<Vec<_>>().join(", ");
    answer
}

/// `According to Li Haiwen, according to Shi Zhe, Mao Zedong said plan on 26 June 1950: “…” (grade fair; root shi-zhe).`
fn spoken(case: &Case, statement: &Statement, speakers: &[String], what: &str) -> String {
    let reporters = statement.reported_by.value().into_iter().flatten();
    let reported: Vec<String> = reporters
        .map(|reporter| format!("according to {}", case.name_of(reporter)))
        .collect();
    let lead = if reported.is_empty() {
        String::new()
    } else {
        format!("{}, ", reported.join(", "))
    };
    let time = statement
        .said_on
        .followed()
        .map_or(String::new(), |date| format!(" ({})", date.words));
    let quoted = statement
        .card
        .grounds
        .iter()
        .flat_map(|ground| &ground.quotations)
        .next();
    let quoted = quoted.map_or(String::new(), |words| format!(": “{words}”"));
    let grade = statement
        .card
        .grade
        .map_or("not graded".to_owned(), |grade| {
            format!("grade {}", grade.word())
        });
    let roots = roots_of(case, statement.id(), Links::Recorded);
    let roots: Vec<&str> = roots.iter().map(String::as_str).collect();
    let root = if roots.is_empty() {
        String::new()
    } else {
        format!("; root {}", listed(&roots))
    };
    let sentence = format!(
        "{lead}{} {what}{time}{quoted} ({grade}{root}). {}",
        case.names_of(speakers.iter().map(String::as_str)),
        case.cited(statement.id())
    );
    capital(&sentence)
}
