//! How a matter stands, for a page: the dispute, the verdict under every standard, and what each source does to it.

use super::dispute::EvidenceLine;
use super::{AnswerView, DisputeView};
use kaozheng_case::Case;
use kaozheng_case::ask::ask;
use kaozheng_case::facts::bonds::rivals;
use kaozheng_case::facts::lines::{bearing, sides, verdict_of, weigh};
use kaozheng_case::facts::roots::Links;
use kaozheng_case::weighing::{Standard, Verdict, standard};
use kaozheng_record::Record;
use kaozheng_record::means::parse_question;
use kaozheng_record::schema::STANDARDS;
use kaozheng_text::ContentHash;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A matter, weighed as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StandingView {
    /// The evidence of both sides, without what is switched off.
    pub dispute: DisputeView,
    /// The verdict in words.
    pub verdict: String,
    /// The verdict as the cards stand, when sources are switched off or suspected links count; else null.
    pub before: Option<String>,
    /// The sources that are switched off.
    pub without: Vec<String>,
    /// Whether links that are only suspected count as links.
    pub suspected: bool,
    /// What the verdict is when they count; null when that changes nothing.
    pub if_suspected: Option<String>,
    /// Which side meets each standard, the lowest first.
    pub standards: Vec<StandardLine>,
    /// The answer under the standard that is asked for.
    pub answer: AnswerView,
    /// The sources on which evidence rests, each with what switching it does.
    pub switches: Vec<Switch>,
    /// Sources that were not tried since there are too many.
    pub untried: usize,
    /// The evidence by independent root: a row for each root, what rests on it for and against.
    pub rows: Vec<Row>,
    /// What cannot be so beside it.
    pub rivals: Vec<RivalLine>,
    /// The grade on each card that is evidence here.
    pub graded: BTreeMap<String, GradeOnCard>,
}

/// One standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StandardLine {
    /// The standard.
    pub standard: String,
    /// `for`, `against` or `neither`.
    pub met: String,
}

/// A source that can be switched off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Switch {
    /// The source.
    pub source: String,
    /// Its title.
    pub title: String,
    /// Whether it counts now.
    pub on: bool,
    /// The verdict when it is switched; null when it was not tried.
    pub then: Option<String>,
    /// Whether that is another verdict than now.
    pub moves: bool,
}

/// The evidence on one set of roots: together it counts once on each side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The roots.
    pub roots: Vec<String>,
    /// What speaks for it.
    pub pro: Vec<EvidenceLine>,
    /// What speaks against it.
    pub con: Vec<EvidenceLine>,
}

/// A matter that cannot be so beside this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RivalLine {
    /// The matter.
    pub id: String,
    /// What it says.
    pub says: String,
    /// Its own verdict.
    pub verdict: String,
}

/// The grade that a card carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GradeOnCard {
    /// The grade; empty when nobody has graded it.
    pub grade: String,
    /// Its reason.
    pub because: String,
    /// The hash of the card's lines, so that a change of a card that was changed meanwhile is refused.
    pub hash: String,
}

/// What is asked of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The sources to switch off.
    pub without: Vec<&'a str>,
    /// Whether suspected links count.
    pub suspected: bool,
    /// The standard to hold it to; the case's own when empty or unknown.
    pub standard: &'a str,
}

/// Sources that are tried one by one.
const TRIED: usize = 48;

impl StandingView {
    /// The view of the matter or event called `id`; `None` when there is none.
    pub fn of(case: &Case, record: &Record, id: &str, asked: &Asked<'_>) -> Option<StandingView> {
        let known: BTreeSet<&str> = case.sources.keys().map(String::as_str).collect();
        let without: Vec<&str> = asked
            .without
            .iter()
            .copied()
            .filter(|source| known.contains(source))
            .collect();
        let links = if asked.suspected {
            Links::Suspected
        } else {
            Links::Recorded
        };
        let left = match without.is_empty() {
            true => case.clone(),
            false => case.without(&without),
        };
        let dispute = DisputeView::of(&left, id)?;
        let weighed = weigh(&left, id);
        let now = verdict_of(&weighed.lines, links);
        let stands = weigh(case, id).verdict;
        let changed = asked.suspected || !without.is_empty();
        let (switches, untried) = switches(case, id, &without, (links, now));
        let other = verdict_of(&weighed.lines, Links::Suspected);
        Some(StandingView {
            verdict: words(now),
            before: changed.then(|| words(stands)),
            suspected: asked.suspected,
            if_suspected: (other != weighed.verdict).then(|| words(other)),
            standards: standards(&sides(&weighed.lines, links)),
            answer: answer(&left, id, asked.standard),
            switches,
            untried,
            rows: rows(&dispute),
            rivals: rivals(&left, id)
                .iter()
                .map(|rival| rival_line(&left, rival))
                .collect(),
            graded: graded(record, &dispute),
            without: without.into_iter().map(str::to_owned).collect(),
            dispute,
        })
    }
}

/// The words of a verdict: `probable`, `clear that not`, `open`, `no evidence`.
pub fn words(verdict: Verdict) -> String {
    let word = verdict.word();
    word.strip_prefix("not-p ")
        .map_or_else(|| word.to_owned(), |reached| format!("{reached} that not"))
}

fn answer(case: &Case, id: &str, standard: &str) -> AnswerView {
    let under = match STANDARDS.contains(&standard) {
        true => format!(" under {standard}"),
        false => String::new(),
    };
    let question = parse_question(&format!("verdict {id}{under}")).value;
    question.map_or_else(AnswerView::default, |question| {
        AnswerView::from(ask(case, &question))
    })
}

fn standards([pro, con]: &[Vec<kaozheng_case::weighing::Argument>; 2]) -> Vec<StandardLine> {
    let (own, other) = (standard(pro, con), standard(con, pro));
    let all = [
        Standard::Scintilla,
        Standard::Preponderance,
        Standard::Clear,
        Standard::Established,
    ];
    let lines = STANDARDS.iter().zip(all).map(|(word, asked)| {
        let met = match (own >= asked, other >= asked) {
            (true, true) => "both",
            (true, false) => "for",
            (false, true) => "against",
            (false, false) => "neither",
        };
        StandardLine {
            standard: (*word).to_owned(),
            met: met.to_owned(),
        }
    });
    lines.collect()
}

/// Every source on which evidence rests, with the texts these come from; and how many were not tried.
fn switches(
    case: &Case,
    id: &str,
    without: &[&str],
    (links, now): (Links, Verdict),
) -> (Vec<Switch>, usize) {
    let sources = sources(case, id);
    let untried = sources.len().saturating_sub(TRIED);
    let switch = |(nth, source): (usize, &String)| {
        let on = !without.contains(&source.as_str());
        let mut other: Vec<&str> = without.to_vec();
        match on {
            true => other.push(source),
            false => other.retain(|one| one != source),
        }
        let then =
            (nth < TRIED).then(|| verdict_of(&weigh(&case.without(&other), id).lines, links));
        Switch {
            source: source.clone(),
            title: case.card(source).map(super::says).unwrap_or_default(),
            on,
            moves: then.is_some_and(|then| then != now),
            then: then.map(words),
        }
    };
    let mut switches: Vec<Switch> = sources.iter().enumerate().map(switch).collect();
    switches.sort_by_key(|switch| (switch.on, !switch.moves));
    (switches, untried)
}

fn sources(case: &Case, id: &str) -> Vec<String> {
    let bearing = bearing(case, id);
    let mut open: Vec<&str> = bearing
        .iter()
        .map(String::as_str)
        .filter(|id| case.sources.contains_key(id))
        .collect();
    let mut found: BTreeSet<String> = open.iter().map(|id| (*id).to_owned()).collect();
    while let Some(at) = open.pop() {
        let source = case.sources.get(at);
        for parent in source.into_iter().flat_map(|source| &source.derives_from) {
            let parent = parent.value.id.as_str();
            if case.sources.contains_key(parent) && found.insert(parent.to_owned()) {
                open.push(parent);
            }
        }
    }
    found.into_iter().collect()
}

/// A row for each set of roots, those with the best evidence first.
fn rows(dispute: &DisputeView) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (nth, side) in dispute.sides.iter().enumerate() {
        for group in &side.groups {
            let there = rows.iter().position(|row| row.roots == group.roots);
            let at = there.unwrap_or_else(|| {
                rows.push(Row {
                    roots: group.roots.clone(),
                    pro: Vec::new(),
                    con: Vec::new(),
                });
                rows.len() - 1
            });
            let row = &mut rows[at];
            match nth {
                0 => row.pro.clone_from(&group.lines),
                _ => row.con.clone_from(&group.lines),
            }
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.pro.iter().chain(&row.con).map(weight).max()));
    rows
}

/// The rank of a line's grade, 0 for weak.
fn weight(line: &EvidenceLine) -> Option<usize> {
    let grades = kaozheng_record::schema::GRADES;
    grades.iter().position(|grade| *grade == line.grade)
}

fn rival_line(case: &Case, id: &str) -> RivalLine {
    RivalLine {
        id: id.to_owned(),
        says: case.card(id).map(super::says).unwrap_or_default(),
        verdict: words(weigh(case, id).verdict),
    }
}

fn graded(record: &Record, dispute: &DisputeView) -> BTreeMap<String, GradeOnCard> {
    let groups = dispute.sides.iter().flat_map(|side| &side.groups);
    let live = groups.flat_map(|group| &group.lines);
    let lines = live.chain(&dispute.dead);
    let on_card = |line: &EvidenceLine| {
        let card = record.get(&line.id)?;
        let graded = GradeOnCard {
            grade: card.grade().unwrap_or_default(),
            because: card.because().unwrap_or_default(),
            hash: ContentHash::of(card.text().as_bytes()).to_string(),
        };
        Some((line.id.clone(), graded))
    };
    lines.filter_map(on_card).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaozheng_case::{Settings, compile};
    use kaozheng_record::Sheet;

    const CARDS: &str = "source: letter\n\nsource: memoir\n\nsource: copy\nderives-from: letter, copied\n\n\
        matter: m\nsays: It was so.\n\nmatter: other\nsays: It was otherwise.\ncontradicts: m\n\n\
        statement: s-letter\nfrom: copy\nsays: It was.\ngrade: strong\nbecause: His own hand.\n\n\
        statement: s-memoir\nfrom: memoir\nsays: It was not.\n\n\
        argument: a\nfor: m\npremise: s-letter\nscheme: quotation\ngrade: strong\n\n\
        argument: b\nagainst: m\npremise: s-memoir\nscheme: memoir\ngrade: fair\n";

    fn check(asked: &Asked<'_>) -> String {
        let record = Record::new(vec![Sheet::parse("a.card", CARDS)]);
        let case = compile(&record, &[], &Settings::default()).value;
        let view = StandingView::of(&case, &record, "m", asked).expect("it is a matter");
        let switches = view.switches.iter().map(|switch| {
            format!(
                "{} {} -> {}{}\n",
                if switch.on { "on " } else { "off" },
                switch.source,
                switch.then.as_deref().unwrap_or("?"),
                if switch.moves { ", moves" } else { "" }
            )
        });
        let rows = view.rows.iter().map(|row| {
            format!(
                "{:?}: {} for, {} against\n",
                row.roots,
                row.pro.len(),
                row.con.len()
            )
        });
        let standards = view
            .standards
            .iter()
            .map(|line| format!("{} {}", line.standard, line.met))
            .collect::<Vec<_>>();
        format!(
            "{} (before {:?})\n{}\n{}{}rival {}",
            view.verdict,
            view.before,
            standards.join(", "),
            switches.collect::<String>(),
            rows.collect::<String>(),
            view.rivals[0].id
        )
    }

    #[test]
    fn each_source_says_what_switching_it_does() {
        insta::assert_snapshot!(check(&Asked::default()), @r#"
        probable (before None)
        scintilla both, preponderance for, clear neither, established neither
        on  copy -> probable that not, moves
        on  letter -> probable that not, moves
        on  memoir -> probable
        ["letter"]: 1 for, 0 against
        ["memoir"]: 0 for, 1 against
        rival other
        "#);
    }

    #[test]
    fn what_is_switched_off_stands_first_and_the_old_verdict_beside_the_new() {
        insta::assert_snapshot!(check(&Asked { without: vec!["letter", "nowhere"], ..Asked::default() }), @r#"
        probable that not (before Some("probable"))
        scintilla against, preponderance against, clear neither, established neither
        off letter -> probable, moves
        on  memoir -> no evidence, moves
        on  copy -> probable that not
        ["memoir"]: 0 for, 1 against
        rival other
        "#);
    }
}
