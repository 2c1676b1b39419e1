//! Help: the keys, how to ask, what the words mean, how to go on.

use super::{Desk, Place, Visit};
use maud::{Markup, html};
use serde::Serialize;

/// What the help page tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct HelpView {
    /// Keys, each with what it does.
    pub(super) keys: Vec<(&'static str, &'static str)>,
    /// Forms of questions, each with an example.
    pub(super) questions: Vec<(&'static str, &'static str)>,
    /// Words of answers, each with what it means.
    pub(super) words: Vec<(&'static str, &'static str)>,
}

pub(super) fn view(visit: &Visit) -> HelpView {
    let say = |key| visit.say(key);
    HelpView {
        keys: vec![
            ("/", say("key-search")),
            ("?", say("key-help")),
            ("g h", say("home")),
            ("g q", say("questions")),
            ("g i", say("inbox")),
            ("g r", say("reader")),
            ("g t", say("timeline")),
            ("g k", say("knowledge")),
            ("g n", say("network")),
            ("g s", say("sources")),
            ("g e", say("essays")),
            ("g c", say("checks")),
            ("j k", say("key-next")),
            ("a e r", say("key-decide")),
            ("u", say("key-undo")),
        ],
        questions: vec![
            ("mao knew attack-schedule on 24 June 1950", say("ask-knew")),
            ("who knew attack-schedule by 25 June 1950", say("ask-who")),
            ("when inchon-landing", say("ask-when")),
            (
                "what happened between 1 June 1950 and 30 June 1950",
                say("ask-what"),
            ),
            ("who said attack-schedule", say("ask-said")),
            ("verdict attack-schedule under clear", say("ask-verdict")),
            (
                "state air-cover-promise on 13 October 1950 reading wide",
                say("ask-state"),
            ),
            ("without qing-shi-1994", say("ask-without")),
            ("missing attack-schedule", say("ask-missing")),
        ],
        words: vec![
            ("known", say("means-known")),
            ("told", say("means-told")),
            ("maybe told", say("means-maybe-told")),
            ("could", say("means-could")),
            ("ignorant", say("means-ignorant")),
            ("contested", say("means-contested")),
        ],
    }
}

pub(super) fn page(desk: &Desk, visit: &Visit, view: &HelpView) -> (String, Markup) {
    let body = html! {
        h1 { (visit.say("help")) }
        p { (visit.say("help-first")) }
        @if visit.is_served() {
            h2 { (visit.say("help-keys")) }
            dl.keyboard {
                @for (keys, does) in &view.keys {
                    dt { @for key in keys.split(' ') { kbd { (key) } " " } }
                    dd { (does) }
                }
            }
        }
        h2 { (visit.say("help-questions")) }
        dl.asking {
            @for (question, means) in &view.questions {
                dt { code { (question) } }
                dd { (means) }
            }
        }
        h2 { (visit.say("help-words")) }
        dl.asking {
            @for (word, means) in &view.words {
                dt { (visit.words.term(word)) }
                dd { (means) }
            }
        }
        p { a href=(visit.to(&Place::Grades)) { (visit.say("grades")) } }
        h2 { (visit.say("help-on")) }
        p { (visit.say("help-files")) }
        @if !desk.record.sheets().is_empty() { p { a href=(visit.to(&Place::Home)) { (visit.say("home")) } } }
    };
    (visit.say("help").to_owned(), body)
}
