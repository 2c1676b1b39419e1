//! The timeline on a small case: what stands where, what a query lets through, and that nothing shown is more than text.

use super::*;
use crate::pages::tests::{desk, visit};
use crate::pages::{Addresses, Form, Query, show};
use proptest::prelude::*;

const CARDS: &str = "\
person: ann\nname: Ann\n\nperson: ben\nname: Ben\n\nsource: book\ntitle: A book\ndated: 1803\nreleased: 1850\n
event: letter\nfrom: book, p. 3\ntype: message\ntitle: The letter\nwhen: 3 May 1801\nsender: ann\nrecipient: ben\nsent: yes\ntells: plan\n
event: landing\ntype: other\ntitle: The landing\nwho: ben\nwhen: June 1801\nfrom: book, p. 4\nwhen: 2 July 1801\nfrom: book, p. 9\n
event: late\ntype: other\ntitle: Too late\nwhen: 5 July 1801\nbefore: early\n
event: early\ntype: other\ntitle: Too early\nwhen: 4 July 1801\n
event: lost\ntitle: Nobody knows when\n
matter: plan\nsays: There is a plan.\n";

fn shown(place: Place, query: &str) -> String {
    let visit = Visit {
        query: Query::parse(query),
        ..visit(place)
    };
    let shown = show(&desk(CARDS), &visit, Form::Html).expect("a page");
    shown.body.into_string()
}

/// The titles that are listed for each clock, with their dates.
fn check(query: &str) -> String {
    let visit = Visit {
        query: Query::parse(query),
        ..visit(Place::Timeline)
    };
    let view = view(&desk(CARDS), &visit, None).expect("a page");
    let line = |of: &ClockMarks| {
        let marks = of.marks.iter().map(|mark| {
            let sign = if mark.impossible { " !" } else { "" };
            format!("{} [{}]{sign}", mark.title, mark.bounds)
        });
        format!(
            "{}: {}\n",
            of.clock.word(),
            marks.collect::<Vec<_>>().join(", ")
        )
    };
    view.clocks.iter().map(line).collect()
}

#[test]
fn each_clock_gives_a_time_to_other_things() {
    insta::assert_snapshot!(check(""), @r#"
    happened: The letter [3 May 1801], The landing [1 June 1801 to 30 June 1801], Too early [4 July 1801] !, Too late [5 July 1801] !
    learned: There is a plan. [3 May 1801], There is a plan. [3 May 1801 to 4 May 1801]
    papers: A book [1 January 1803 to 31 December 1803]
    "#);
}

#[test]
fn a_query_narrows_the_timeline_down() {
    insta::assert_snapshot!(check("clock=happened&actor=Ben"), @"happened: The letter [3 May 1801], The landing [1 June 1801 to 30 June 1801]");
    insta::assert_snapshot!(check("clock=happened&from=June+1801&to=June+1801"), @"happened: The landing [1 June 1801 to 30 June 1801]");
    insta::assert_snapshot!(check("clock=happened&kind=message"), @"happened: The letter [3 May 1801]");
}

#[test]
fn what_is_not_understood_is_named() {
    let page = shown(Place::Timeline, "from=the+day+of+the+cat&actor=nobody");
    assert!(
        page.contains("the day of the cat") && page.contains("nobody"),
        "{page}"
    );
}

#[test]
fn a_month_is_a_fading_bar_a_day_a_point_and_rivals_are_joined() {
    let page = shown(Place::Timeline, "clock=happened");
    assert!(page.contains("url(#fade-happened)"));
    assert!(page.contains("<circle class=\"happened\""));
    assert!(page.contains("class=\"joins\"") && page.contains("2 July 1801"));
    assert!(
        page.contains("Nobody knows when"),
        "what has no date is listed"
    );
    assert!(
        page.contains("id=\"contradiction\""),
        "what cannot hold is told"
    );
}

#[test]
fn every_address_of_a_printed_timeline_is_a_page_without_query() {
    let printed = Visit {
        addresses: Addresses::printed(&Place::Timeline),
        ..visit(Place::Timeline)
    };
    let page = show(&desk(CARDS), &printed, Form::Html)
        .expect("a page")
        .body
        .into_string();
    assert!(
        !page.contains("<form") && !page.contains("<script") && !page.contains('?'),
        "{page}"
    );
}

#[test]
fn too_many_events_are_counted_by_period_and_none_is_dropped() {
    let event = |n: u32| {
        format!(
            "event: e-{n}\ntitle: Event {n}\nwhen: {} {} 180{}\n\n",
            1 + n % 28,
            kaozheng_values::dates::MONTHS[n as usize % 12],
            n % 3
        )
    };
    let desk = desk(&(0..400).map(event).collect::<String>());
    let visit = Visit {
        addresses: Addresses::printed(&Place::Timeline),
        ..visit(Place::Timeline)
    };
    let whole = view(&desk, &visit, None).expect("a page");
    let happened = &whole.clocks[0];
    assert_eq!(
        happened
            .periods
            .iter()
            .map(|(_, count)| count)
            .sum::<usize>(),
        400
    );
    let mut found = 0;
    for (period, count) in &happened.periods {
        let part = view(&desk, &visit, Some(period)).expect("a page");
        assert_eq!(part.clocks[0].marks.len(), *count, "{period}");
        found += part.clocks[0].marks.len();
    }
    assert_eq!(found, 400);
}

/// Strings that would be more than text if a page let them.
pub(in crate::pages) fn hostile() -> impl Strategy<Value = String> {
    let signs = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'onmouseover='x",
        "javascript:alert(1)",
        "</svg><b>",
        "&lt;",
        "]]>",
        "${x}",
        "url(x)",
    ];
    (proptest::sample::select(signs.to_vec()), "[a-z ]{0,6}")
        .prop_map(|(sign, words)| format!("{words}{sign}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn hostile_words_are_only_words(a in hostile(), b in hostile()) {
        let cards = format!("person: ann\nname: {a}\n\nperson: ben\nname: {b}\n\nsource: book\ntitle: {a}\n\nmatter: plan\nsays: {b}\n\n\
            event: letter\ntitle: {a}\nfrom: book, {b}\n> {a}\nwhen: 3 May 1801\nwhen: {b}\nsender: ann\nrecipient: ben\ntells: plan\nsent: yes\ntype: message\n\n\
            event: bond\ntitle: {b}\ntype: treaty\nwho: ann; ben; {a}\nform: {b}\nsigned: 1 June 1801\n");
        let desk = desk(&cards);
        let places = [Place::Timeline, Place::TimelineOf("1801".to_owned()), Place::Knowledge, Place::KnowledgeOf("plan".to_owned()), Place::Network, Place::NetworkOf("ann".to_owned())];
        for place in places {
            let visit = Visit { query: Query(vec![("actor".to_owned(), a.clone()), ("on".to_owned(), b.clone()), ("from".to_owned(), a.clone()), ("matter".to_owned(), b.clone()), ("kind".to_owned(), a.clone())]), ..visit(place) };
            let page = show(&desk, &visit, Form::Html).expect("a page").body.into_string();
            for sign in ["<script>", "<img", "</svg><b>", "onerror=alert(1)>"] {
                prop_assert!(!page.contains(sign), "{}: {page}", sign);
            }
            prop_assert!(!page.contains("href=\"javascript:"));
        }
    }
}
