//! How sure we can be: the verdict on a matter under a named standard.

use super::answer::Answer;
use super::caveats::caveats;
use super::know::no_evidence;
use super::margins::Margins;
use crate::compile::{Case, standard_word};
use crate::facts::lines::{Line, Weighed, root_names, sides, undercutters, verdict_of, weigh};
use crate::facts::names::listed;
use crate::facts::roots::Links;
use crate::weighing::{
    For, Grade, Robustness, Settling, Standard, Verdict, Widths, critical_roots, robustness,
    standard, what_would_settle, widths,
};
use std::collections::BTreeSet;

/// `verdict reluctance under clear`, `reluctance holds`, `landing happened`.
pub(super) fn verdict(case: &Case, matter: &str, asked: Option<Standard>) -> Answer {
    let Weighed { lines, verdict } = weigh(case, matter);
    let asked = asked.unwrap_or(case.settings.standard);
    let mut answer = Answer::new(word(verdict));
    answer.standard = Some(standard_word(asked).to_owned());
    let mut grounds: BTreeSet<String> = BTreeSet::new();
    for line in lines.iter().filter(|line| line.dead.is_none()) {
        answer.step(live(case, line));
        grounds.extend(beneath(case, line));
        let named = line.premises.iter().chain([&line.id]);
        grounds.extend(named.filter(|id| is_evidence(case, id)).cloned());
    }
    answer.rest_on(grounds.iter().map(String::as_str));
    for line in &lines {
        if let Some(why) = &line.dead {
            answer.step(dead(case, line, why));
        }
    }
    caveats(case, matter, &lines)
        .into_iter()
        .for_each(|caveat| answer.step(caveat));
    if lines.is_empty() {
        answer.step(no_evidence(case));
    } else {
        weighed(&lines, verdict, asked, &mut answer);
    }
    answer
}

/// The words of a verdict: `probable`, `clear that not`, `open`, `no evidence`.
pub(super) fn word(verdict: Verdict) -> String {
    match verdict {
        Verdict::Reached(For::Con, standard) => format!("{} that not", standard.word()),
        Verdict::Reached(For::Pro, standard) => standard.word().to_owned(),
        Verdict::NoEvidence => "no evidence".to_owned(),
        Verdict::Open => "open".to_owned(),
    }
}

/// What would settle a matter, as sentences: the least new evidence for each verdict not yet reached.
pub(super) fn settling(lines: &[Line]) -> Vec<String> {
    let [pro, con] = sides(lines, Links::Recorded);
    what_would_settle(&pro, &con, 2)
        .iter()
        .filter_map(needed)
        .collect()
}

/// The highest that one strong line from a new root would reach on each side, in words.
pub(super) fn by_one_strong(lines: &[Line]) -> Vec<String> {
    let [pro, con] = sides(lines, Links::Recorded);
    let all = what_would_settle(&pro, &con, 1);
    let of = |side: For| {
        let enough = |one: &&Settling| {
            one.target.side == side
                && one
                    .additions
                    .iter()
                    .any(|grades| grades.iter().all(|&g| g <= Grade::Strong))
        };
        let highest = all
            .iter()
            .filter(enough)
            .map(|one| one.target.standard)
            .max();
        highest.map(|standard| word(Verdict::Reached(side, standard)))
    };
    [For::Pro, For::Con].into_iter().filter_map(of).collect()
}

/// Whether a card is evidence, not what it is evidence about.
fn is_evidence(case: &Case, id: &str) -> bool {
    !case.matters.contains_key(id)
}

/// The live lines for the matters that a line uses as premises.
fn beneath(case: &Case, line: &Line) -> Vec<String> {
    let issues = line
        .premises
        .iter()
        .filter(|premise| case.matters.contains_key(premise));
    let lines = issues.flat_map(|issue| weigh(case, issue).lines);
    lines
        .filter(|line| line.side == For::Pro && line.dead.is_none())
        .map(|line| line.id)
        .collect()
}

fn live(case: &Case, line: &Line) -> String {
    let side = if line.side == For::Pro {
        "For"
    } else {
        "Against"
    };
    let says = in_words(case, &line.id).map_or(String::new(), |says| format!(": {says}"));
    let roots: Vec<&str> = line.roots.iter().map(String::as_str).collect();
    let roots = if roots.is_empty() {
        "no root".to_owned()
    } else {
        format!("root {}", listed(&roots))
    };
    let mut places = Vec::new();
    let own = case.cited(&line.id);
    if line.premises.is_empty() || own != format!("[{}]", line.id) {
        places.push(own);
    }
    places.extend(line.premises.iter().map(|premise| case.cited(premise)));
    places.extend(beneath(case, line).iter().map(|id| case.cited(id)));
    let mut by = String::new();
    if let Some(bond) = &line.bond {
        by = format!(" It bears on this since {}.", bond.words);
        places.extend(bond.stated.iter().map(|id| case.cited(id)));
    }
    format!(
        "{side}, {}{says} ({}, {}; {roots}).{by} {}",
        line.id,
        line.grade.word(),
        line.graded,
        places.join(" ")
    )
}

/// A line that does not count, with what puts it out in words.
fn dead(case: &Case, line: &Line, why: &str) -> String {
    let by = undercutters(case, &line.id);
    let words: Vec<String> = by.iter().map(|id| with_words(case, id)).collect();
    let why = match words.is_empty() {
        true => why.to_owned(),
        false => format!("undercut by {}", words.join(" and ")),
    };
    let premises = by.iter().filter_map(|id| case.arguments.get(id));
    let premises = premises.flat_map(|argument| &argument.premises);
    let cited: Vec<String> = std::iter::once(line.id.as_str())
        .chain(premises.map(|premise| premise.value.as_str()))
        .map(|id| case.cited(id))
        .collect();
    format!(
        "{} does not count: {why}. {}",
        with_words(case, &line.id),
        cited.join(" ")
    )
}

fn with_words(case: &Case, id: &str) -> String {
    in_words(case, id).map_or(id.to_owned(), |says| format!("{id} ({says})"))
}

/// What an argument or a statement says, or else what it rests on says.
fn in_words(case: &Case, id: &str) -> Option<String> {
    if let Some(own) = case.says_of(id) {
        return Some(own.to_owned());
    }
    let premises = &case.arguments.get(id)?.premises;
    let said: Vec<&str> = premises
        .iter()
        .map(|premise| premise.value.as_str())
        .filter(|premise| !case.sources.contains_key(premise))
        .filter_map(|premise| case.says_of(premise))
        .collect();
    (!said.is_empty()).then(|| said.join("; "))
}

fn weighed(lines: &[Line], found: Verdict, asked: Standard, answer: &mut Answer) {
    let [pro, con] = sides(lines, Links::Recorded);
    answer.step(format!(
        "Independent lines for it: {}; against it: {}.",
        counted(&widths(&pro)),
        counted(&widths(&con))
    ));
    suspected(lines, found, answer);
    let (for_it, against) = (standard(&pro, &con), standard(&con, &pro));
    answer.step(format!(
        "For it: {}; against it: {}.",
        reach(for_it),
        reach(against)
    ));
    let met = match (for_it >= asked, against >= asked) {
        (true, _) => "is met for it",
        (_, true) => "is met against it",
        _ => "is not met on either side",
    };
    answer.step(format!(
        "The standard asked for, {}, {met}.",
        standard_word(asked)
    ));
    let names = root_names(lines);
    let told = |roots: &[u32]| {
        listed(
            &roots
                .iter()
                .map(|&root| names[root as usize])
                .collect::<Vec<_>>(),
        )
    };
    answer.step(match robustness(&pro, &con, 3, 2_000) {
        Robustness::Falls(roots) if roots.len() == 1 => {
            let single = critical_roots(&pro, &con);
            match single.len() {
                1 => format!(
                    "It hangs on one root: without {} the verdict changes.",
                    told(&single)
                ),
                _ => format!(
                    "Take away any one of these roots and the verdict changes: {}.",
                    told(&single)
                ),
            }
        }
        Robustness::Falls(roots) => format!(
            "{} roots must fall together before the verdict changes: {}.",
            roots.len(),
            told(&roots)
        ),
        Robustness::HoldsTo(size) => format!("Take away any {size} roots and the verdict stays."),
        Robustness::Never => "No removal of roots changes the verdict.".to_owned(),
    });
    let margins = Margins::of(lines, &pro, &con, found);
    answer.steps.extend(margins.steady());
    answer.would_change = margins.flipped();
    answer.would_change.extend(settling(lines));
}

fn suspected(lines: &[Line], found: Verdict, answer: &mut Answer) {
    if lines.iter().all(|line| line.roots == line.suspected) {
        return;
    }
    let [pro, con] = sides(lines, Links::Suspected);
    let verdict = verdict_of(lines, Links::Suspected);
    let same = if verdict == found {
        "the verdict stays"
    } else {
        "the verdict becomes"
    };
    answer.step(format!(
        "With suspected links counted, independent lines for it: {}; against it: {}; {same} {}.",
        counted(&widths(&pro)),
        counted(&widths(&con)),
        word(verdict)
    ));
}

/// How many independent lines there are, and how many of them are better: `3 weak or better, of which 1 fair`.
fn counted(widths: &Widths) -> String {
    let better = |grade: Grade| grade.higher().map_or(0, |higher| widths.at(higher));
    let steps = Grade::ALL.iter().copied();
    let counts: Vec<String> = steps
        .filter(|&grade| widths.at(grade) > better(grade))
        .map(|grade| {
            let or_better = if better(grade) > 0 { " or better" } else { "" };
            format!("{} {}{or_better}", widths.at(grade), grade.word())
        })
        .collect();
    let least = if widths.exact { "" } else { "at least " };
    match counts.as_slice() {
        [] => "none".to_owned(),
        _ => format!("{least}{}", counts.join(", of which ")),
    }
}

/// What a side reaches, in words, with the name of the standard.
fn reach(standard: Standard) -> &'static str {
    match standard {
        Standard::None => "nothing that counts",
        Standard::Scintilla => "some evidence, but not the weight of it (scintilla)",
        Standard::Preponderance => "the weight of the evidence (preponderance)",
        Standard::Clear => "the clear weight of the evidence (clear)",
        Standard::Established => "strong evidence that no single root carries (established)",
    }
}

fn needed(settling: &Settling) -> Option<String> {
    if settling.reached {
        return None;
    }
    let target = word(Verdict::Reached(
        settling.target.side,
        settling.target.standard,
    ));
    let side = if settling.target.side == For::Pro {
        "for"
    } else {
        "against"
    };
    let ways: Vec<String> = settling
        .additions
        .iter()
        .map(|grades| evidence(grades, side))
        .collect();
    Some(match ways.is_empty() {
        true => format!(
            "to {target}: no one or two new arguments {side} it would do; something on the other side must fall"
        ),
        false => format!("to {target}: {}", ways.join(", or ")),
    })
}

fn evidence(grades: &[Grade], side: &str) -> String {
    match grades {
        [one] => format!("one {} argument {side} it from a new root", one.word()),
        [first, second] if first == second => format!(
            "two {} arguments {side} it from two new roots",
            first.word()
        ),
        several => {
            let words: Vec<&str> = several.iter().map(|grade| grade.word()).collect();
            format!(
                "a {} argument {side} it from two new roots",
                words.join(" and a ")
            )
        }
    }
}
