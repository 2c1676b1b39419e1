//! Each view on one small case: a message that was sent and one that was not, rival dates, a copy, a dispute.

use kaozheng_case::facts::time::Chronology;
use kaozheng_case::{Case, Settings, compile};
use kaozheng_desk::views::{
    DisputeView, HomeView, KnowledgeView, SourceView, SourcesView, TimelineView,
};
use kaozheng_record::{Kind, Record, Sheet};
use serde::Serialize;

const CARDS: &str = "\
source: memoir
type: memoir
author: page
published: 1922

source: extracts
from: memoir
type: book
derives-from: memoir, quoted

source: telegram
type: telegram
dated: 24 February 1917
held-at: National Archives

person: wilson
name: Woodrow Wilson [en]

person: page
name: Walter Page [en]

person: lansing
name: Robert Lansing [en]

matter: offer
says: Germany offers Mexico an alliance.

event: page-cables
from: telegram
type: message
title: Page cables Wilson
sender: page
recipient: wilson
when: 24 February 1917
from: telegram
when: 25 February 1917
from: extracts, p. 9
sent: yes
tells: offer

event: draft-to-lansing
from: memoir, p. 3
type: message
title: A letter to Lansing
sender: page
recipient: lansing
when: 20 February 1917
sent: no
tells: offer

event: undated-talk
title: A talk

statement: lansing-in-the-dark
from: extracts, p. 11
speaker: lansing
means: lansing ignorant of offer on 26 February 1917
grade: fair

argument: he-says-so
for: offer
premise: memoir
grade: fair
says: He saw the text.

argument: he-says-so-again
for: offer
premise: extracts
grade: fair
says: The extracts have the same.

argument: doubt
against: offer
premise: telegram
grade: weak
says: The telegram does not give the wording.

argument: same-hand
undercuts: doubt
premise: memoir
grade: fair

question: q
asks: Did Wilson know?
ask: wilson knew offer on 26 February 1917
";

fn case() -> Case {
    let record = Record::new(vec![Sheet::parse("cards/a.card", CARDS)]);
    compile(&record, &[], &Settings::default()).value
}

fn json(view: &impl Serialize) -> String {
    serde_json::to_string_pretty(view).expect("plain fields")
}

#[test]
fn timeline_keeps_rival_dates_side_by_side() {
    let case = case();
    let view = TimelineView::of(&case, &Chronology::of(&case), &[Kind::Event]);
    insta::assert_snapshot!(json(&view), @r#"
    {
      "entries": [
        {
          "id": "draft-to-lansing",
          "kind": "event",
          "sort": "message",
          "title": "A letter to Lansing",
          "who": [
            "Walter Page",
            "Robert Lansing"
          ],
          "words": "20 February 1917",
          "bounds": "20 February 1917",
          "earliest": "1917-02-20",
          "latest": "1917-02-20",
          "because": null,
          "greenwich": null,
          "impossible": false,
          "sent": "no",
          "grounds": [
            "memoir, p. 3"
          ],
          "rivals": [],
          "clocks": [
            {
              "clock": "published",
              "words": "1922",
              "source": "memoir"
            }
          ]
        },
        {
          "id": "page-cables",
          "kind": "event",
          "sort": "message",
          "title": "Page cables Wilson",
          "who": [
            "Walter Page",
            "Woodrow Wilson"
          ],
          "words": "24 February 1917",
          "bounds": "24 February 1917",
          "earliest": "1917-02-24",
          "latest": "1917-02-24",
          "because": null,
          "greenwich": null,
          "impossible": false,
          "sent": "yes",
          "grounds": [
            "telegram"
          ],
          "rivals": [
            {
              "words": "25 February 1917",
              "grounds": [
                "extracts, p. 9"
              ]
            }
          ],
          "clocks": [
            {
              "clock": "dated",
              "words": "24 February 1917",
              "source": "telegram"
            }
          ]
        }
      ],
      "undated": [
        {
          "id": "undated-talk",
          "title": "A talk",
          "words": []
        }
      ],
      "contradiction": []
    }
    "#);
}

#[test]
fn knowledge_changes_over_time_and_an_unsent_letter_tells_nobody() {
    let case = case();
    let view = KnowledgeView::of(&case, &Chronology::of(&case), &[], &[]);
    let lines: Vec<String> = view.matters[0]
        .actors
        .iter()
        .flat_map(|actor| {
            let line = |stage: &kaozheng_desk::views::knowledge::Stage| {
                let card = stage.card.as_deref().unwrap_or("-");
                format!(
                    "{} {} {} [{card}] by {:?}",
                    actor.actor, stage.status, stage.since, actor.route
                )
            };
            actor.stages.iter().map(line).collect::<Vec<_>>()
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    lansing ignorant from the beginning [lansing-in-the-dark] by []
    lansing none 26 February 1917 [-] by []
    page known 24 February 1917 [page-cables] by []
    wilson maybe told 24 February 1917 [page-cables] by ["page-cables"]
    wilson told 25 February 1917 [page-cables] by ["page-cables"]
    "#);
}

#[test]
fn a_dispute_counts_a_copy_once_and_says_what_does_not_count() {
    insta::assert_snapshot!(json(&DisputeView::of(&case(), "offer").expect("it is there")), @r#"
    {
      "matter": "offer",
      "says": "Germany offers Mexico an alliance.",
      "verdict": "probable",
      "sides": [
        {
          "side": "for",
          "widths": [
            0,
            0,
            1,
            1
          ],
          "groups": [
            {
              "roots": [
                "page"
              ],
              "lines": [
                {
                  "id": "he-says-so",
                  "says": "He saw the text.",
                  "grade": "fair",
                  "graded": "on the card",
                  "premises": [
                    "memoir"
                  ],
                  "roots": [
                    "page"
                  ],
                  "dead": null,
                  "bond": null
                },
                {
                  "id": "he-says-so-again",
                  "says": "The extracts have the same.",
                  "grade": "fair",
                  "graded": "on the card",
                  "premises": [
                    "extracts"
                  ],
                  "roots": [
                    "page"
                  ],
                  "dead": null,
                  "bond": null
                }
              ]
            }
          ]
        },
        {
          "side": "against",
          "widths": [
            0,
            0,
            0,
            0
          ],
          "groups": []
        }
      ],
      "dead": [
        {
          "id": "doubt",
          "says": "The telegram does not give the wording.",
          "grade": "weak",
          "graded": "on the card",
          "premises": [
            "telegram"
          ],
          "roots": [
            "telegram"
          ],
          "dead": "undercut by same-hand",
          "bond": null
        }
      ]
    }
    "#);
    assert!(DisputeView::of(&case(), "nothing").is_none());
}

#[test]
fn a_source_shows_its_stemma_and_what_falls_with_it() {
    insta::assert_snapshot!(json(&SourceView::of(&case(), "memoir").expect("it is there")), @r#"
    {
      "id": "memoir",
      "title": "",
      "fields": [
        {
          "name": "type",
          "value": "memoir",
          "grounds": []
        },
        {
          "name": "author",
          "value": "page",
          "grounds": []
        },
        {
          "name": "published",
          "value": "1922",
          "grounds": []
        }
      ],
      "above": [],
      "below": [
        {
          "id": "extracts",
          "depth": 1,
          "how": "quoted",
          "title": ""
        }
      ],
      "roots": [
        "page"
      ],
      "suspected_roots": [],
      "rests": [
        {
          "card": "draft-to-lansing",
          "kind": "event",
          "locus": "p. 3",
          "via": []
        },
        {
          "card": "extracts",
          "kind": "source",
          "locus": "",
          "via": []
        }
      ],
      "falls": [
        "draft-to-lansing",
        "extracts",
        "lansing-in-the-dark"
      ]
    }
    "#);
    assert!(SourceView::of(&case(), "wilson").is_none());
}

#[test]
fn sources_are_listed_by_use() {
    let view = SourcesView::of(&case());
    let lines: Vec<String> = view
        .sources
        .iter()
        .map(|source| {
            format!(
                "{} cited {} through {:?} roots {:?}",
                source.id, source.cited, source.through, source.roots
            )
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    extracts cited 2 through ["memoir"] roots ["page"]
    memoir cited 2 through [] roots ["page"]
    telegram cited 1 through [] roots ["telegram"]
    "#);
}

#[test]
fn home_counts_cards_and_answers_questions() {
    let view = HomeView::of(&case(), "Test", 2, &[]);
    let counts: Vec<String> = view
        .cards
        .iter()
        .map(|count| format!("{} {}", count.count, count.kind))
        .collect();
    assert_eq!(
        counts,
        [
            "3 source",
            "3 person",
            "1 matter",
            "3 event",
            "1 statement",
            "4 argument",
            "1 question"
        ]
    );
    assert_eq!(view.originals, 2);
    assert_eq!(view.questions[0].answers[0].verdict, "told");
    assert_eq!(
        HomeView::of(&case(), "Test", 2, &["nothing".to_owned()]).questions,
        []
    );
}
