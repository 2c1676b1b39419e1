//! What must hold of the page of an essay.

use super::*;
use crate::pages::{Addresses, Form, Language, Query, Words as Interface, show};
use kaozheng_case::compile;
use kaozheng_record::{Record, Sheet};
use proptest::prelude::*;

const CARDS: &str = "\
source: lin-1991
title: Memories at Sea
author: Lin Bo

statement: lin-on-the-chain
from: lin-1991, p. 31
speaker: lin
says: The chain was lowered at night.

question: was-it-down
asks: Was the chain down?
ask: chain-down happened

event: chain-down
when: 3 May 1911
";

fn desk(cards: &str, essay: &str) -> Desk {
    let record = Record::new(vec![Sheet::parse("cards/a.card", cards)]);
    let case = compile(&record, &[], &kaozheng_case::Settings::default()).value;
    let mut desk = Desk::new(
        "Harbour",
        record,
        case,
        Box::new(|_| crate::views::ChecksView::default()),
    );
    desk.essays = vec![("essays/chain.md".to_owned(), essay.to_owned())];
    desk
}

fn visit(served: bool) -> Visit {
    let place = Place::Essay("chain".to_owned());
    Visit {
        addresses: if served {
            Addresses::Served
        } else {
            Addresses::printed(&place)
        },
        place,
        query: Query::default(),
        words: Interface(Language::English),
        may_write: served,
        by: String::new(),
    }
}

fn shown(cards: &str, essay: &str, visit: &Visit) -> String {
    let desk = desk(cards, essay);
    let page = show(&desk, visit, Form::Html).expect("the essay is there");
    page.body.into_string().replace("><", ">\n<")
}

#[test]
fn every_citation_is_alive_and_what_nothing_supports_is_marked() {
    let essay = "# Night\n\nThe chain was lowered at night [lin-on-the-chain]. It was cold. Was it [was-it-down, certain]?\n\nGone [no-such-card].\n";
    insta::assert_snapshot!(shown(CARDS, essay, &visit(false)), @r##"
    <h1 lang="en">Night</h1>
    <div class="about">
    <p class="tally">Sentences that rest on a card: 3. <a href="#unsupported-1">Without a card: 1.</a> <strong>Cited cards that are gone: 1.</strong> <strong>Verdicts that have changed since: 1.</strong>
    </p>
    <details>
    <summary>How this is counted</summary>
    <p>A sentence of running prose rests on a card when one is cited in it or right behind it, in the text or in its note. A sentence that ends with a colon rests on what it introduces.</p>
    <p>Headings, quotations set off, questions, and sentences in which the author speaks of the work itself are left out; of these last two there are 0.</p>
    </details>
    <p class="downloads">
    <a class="button" href="../essays/chain.docx" download>Word</a> <a class="button" href="../essays/chain.md" download>Markdown</a>
    </p>
    </div>
    <article class="essay" lang="en">
    <p>The chain was lowered at night.<span class="cite">
    <sup>
    <a class="mark" id="mark-1" href="#note-1">1</a>
    </sup>
    <span class="said">
    <span class="card">
    <a class="id" href="../cards/lin-on-the-chain.html">lin-on-the-chain</a> The chain was lowered at night.</span>
    <span class="source">Lin Bo, “Memories at Sea,” n.d., 31.</span>
    </span>
    </span> <span class="unsupported" id="unsupported-1">It was cold.</span>
    <a class="flag" href="#unsupported-1" title="No card is cited here" aria-label="No card is cited here; to the next such sentence">○</a> Was it?<span class="cite">
    <sup>
    <a class="mark unsound" id="mark-2" href="#note-2">2!</a>
    </sup>
    <span class="said">
    <span class="card">
    <a class="id" href="../cards/was-it-down.html">was-it-down</a> Was the chain down? <strong>Verdict now: no evidence.</strong> <em>When this was written: certain.</em>
    </span>
    <span class="source">Was the chain down? (certain).</span>
    </span>
    </span>
    </p>
    <p>Gone.<span class="cite">
    <sup>
    <a class="mark unsound" id="mark-3" href="#note-3">3!</a>
    </sup>
    <span class="said">
    <span class="card">
    <del class="id">no-such-card</del> is gone: no card has this id.</span>
    <span class="source">no card is called `no-such-card`.</span>
    </span>
    </span>
    </p>
    <section class="notes">
    <h2>Notes</h2>
    <ol>
    <li id="note-1">Lin Bo, “Memories at Sea,” n.d., 31. <a class="id" href="../cards/lin-on-the-chain.html">lin-on-the-chain</a> <a class="up" href="#mark-1" aria-label="Back to mark 1">↩</a>
    </li>
    <li id="note-2">Was the chain down? (certain). <a class="id" href="../cards/was-it-down.html">was-it-down</a> <a class="up" href="#mark-2" aria-label="Back to mark 2">↩</a>
    </li>
    <li id="note-3">no card is called `no-such-card`. <del class="id">no-such-card</del> <a class="up" href="#mark-3" aria-label="Back to mark 3">↩</a>
    </li>
    </ol>
    </section>
    </article>
    "##);
}

#[test]
fn who_may_write_has_a_form_that_holds_the_text_and_its_hash() {
    let mut visit = visit(true);
    visit.query = Query::parse("edit=1");
    let page = shown(CARDS, "# Night\n\n<b>It</b> was cold.\n", &visit);
    let hash = ContentHash::of(b"# Night\n\n<b>It</b> was cold.\n").to_string();
    assert!(page.contains(&hash));
    assert!(
        page.contains("\n# Night\n\n&lt;b&gt;It&lt;/b&gt; was cold.\n</textarea>"),
        "{page}"
    );
    visit.may_write = false;
    assert!(!shown(CARDS, "It was cold.", &visit).contains("<textarea"));
}

proptest! {
    #[test]
    fn hostile_words_are_only_text(
        hostile in prop_oneof![
            Just("<script>alert(1)</script>".to_owned()),
            Just("\"><img src=x onerror=alert(1)>".to_owned()),
            Just("[a](javascript:alert(1))".to_owned()),
            Just("[a]( JavaScript:alert(1))".to_owned()),
            Just("![a](x\"onerror=\"y)".to_owned()),
            "[<>\"'&\\[\\]()a-z:;!`-]{1,30}",
        ],
    ) {
        let cards = CARDS.replace("Memories at Sea", &hostile).replace("The chain was lowered at night.", &hostile);
        let essay = format!("# {hostile}\n\n{hostile} [lin-on-the-chain] {hostile}\n\n> {hostile}\n\n- {hostile}\n");
        let page = shown(&cards, &essay, &visit(true));
        for sign in ["<script>", "<img", "href=\"javascript", "onerror=\"", "href=\" java"] {
            prop_assert!(!page.to_lowercase().contains(sign), "{}", page);
        }
    }
}
