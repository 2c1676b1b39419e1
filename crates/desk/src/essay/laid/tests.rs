//! What must hold of essays that are laid out: their notes, their sentences, and every form they are written in.

use super::*;
use crate::essay::{docx, html, markdown, plain, sentences};
use kaozheng_reading::open::open;
use kaozheng_record::{Record, Sheet};
use kaozheng_text::{Original, Part};
use proptest::prelude::*;

const CARDS: &str = "\
person: tour
name: Anna de la Tour

source: lin-1991
type: memoir
title: Haishang huiyi 海上回憶
author: Lin Bo 林波
published: 1991
published-at: Beijing
publisher: Sea Press

source: stone-1994
type: article
title: The Chain in the Harbour
author: Ann Stone
in: Journal of Ports
volume: Vol. 29
issue: No. 3
pages: 84-94
published: 1994

statement: lin-on-the-chain
from: lin-1991, p. 31
speaker: lin
says: The chain was lowered at night.

statement: tour-on-the-chain
from: lin-1991, p. 40, via stone-1994, n. 22
says: Nobody saw the chain.

argument: chain-was-down
premise: lin-on-the-chain
premise: tour-on-the-chain
because: both say so
";

const ESSAY: &str = "\
# The *chain*

I ask when the chain was lowered. It was lowered at night [lin-on-the-chain], and nobody saw it [tour-on-the-chain; stone-1994, p. 90].
Mr. Lin says so.[lin-on-the-chain] [lin-on-the-chain] The harbour was closed. Who knew[^1]?

> Nobody saw the chain. [tour-on-the-chain]

1. The guard slept [chain-was-down].
2. The *tide* was <b>high</b> [gone-card].

[^1]: Nobody, says [stone-1994, p. 88], and [the web](https://example.org/) agrees.
";

fn record() -> Record {
    Record::new(vec![Sheet::parse("cards/a.card", CARDS)])
}

fn essay(text: &str) -> Essay {
    let record = record();
    Essay::parse(text, &|id| record.get(id).is_some())
}

fn laid(text: &str) -> Laid {
    Laid::out(
        &essay(text),
        Cards::of(&record()),
        Style::usual(),
        Terms::of("en"),
    )
}

fn said(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        crate::essay::each_piece(block, &mut |piece| match piece {
            Piece::Words(words) if words.italic => out.push_str(&format!("*{}*", words.text)),
            Piece::Words(words) => out.push_str(&words.text),
            Piece::Mark(at) => out.push_str(&format!("<{}>", at + 1)),
            _ => {}
        });
        out.push('\n');
    }
    out
}

fn written(text: &str) -> String {
    let laid = laid(text);
    let mut out = said(&laid.blocks);
    for (at, note) in laid.notes.iter().enumerate() {
        out.push_str(&format!("{}. {}", at + 1, said(&note.blocks)));
    }
    for entry in &laid.bibliography {
        out.push_str(&format!("- {}\n", crate::bibliography::notes::text(entry)));
    }
    out
}

#[test]
fn citations_become_notes_with_italics_and_ibid() {
    insta::assert_snapshot!(written(ESSAY), @r#"
    The *chain*
    I ask when the chain was lowered. It was lowered at night,<1> and nobody saw it.<2> Mr. Lin says so.<3> The harbour was closed. Who knew<4>?
    Nobody saw the chain.<5>
    The guard slept.<6>The *tide* was <b>high</b>.<7>
    1. Lin Bo 林波, *Haishang Huiyi 海上回憶* (Sea Press, 1991), 31.
    2. Lin Bo 林波, *Haishang Huiyi 海上回憶*, 40, cited in Ann Stone, “The Chain in the Harbour,” *Journal of Ports* 29, no. 3 (1994): n. 22; Stone, “The Chain in the Harbour,” 90.
    3. Lin Bo 林波, *Haishang Huiyi 海上回憶*, 31.
    4. Nobody, says Stone, “The Chain in the Harbour,” 88, and the web agrees.
    5. Lin Bo 林波, *Haishang Huiyi 海上回憶*, 40, cited in Stone, “The Chain in the Harbour,” n. 22.
    6. Lin Bo 林波, *Haishang Huiyi 海上回憶*, 31; Lin Bo 林波, *Haishang Huiyi 海上回憶*, 40, cited in Stone, “The Chain in the Harbour,” n. 22.
    7. no card is called `gone-card`.
    - Lin Bo 林波. Haishang Huiyi 海上回憶. Sea Press, 1991.
    - Stone, Ann. “The Chain in the Harbour.” Journal of Ports 29, no. 3 (1994): 84–94.
    "#);
}

#[test]
fn each_sentence_without_a_card_is_marked_and_framing_is_not() {
    let laid = laid(ESSAY);
    let mut out = String::new();
    for (at, block) in laid.blocks.iter().enumerate() {
        if let Block::Paragraph(pieces) = block {
            for sentence in sentences::in_place(&laid, &laid.blocks, at, pieces) {
                out.push_str(&format!(
                    "{:?}: {}\n",
                    sentence.standing,
                    plain(&sentence.pieces)
                ));
            }
        }
    }
    insta::assert_snapshot!(out, @r#"
    Framing: I ask when the chain was lowered.
    Supported: It was lowered at night, and nobody saw it.
    Supported: Mr. Lin says so.
    Unsupported: The harbour was closed.
    Supported: Who knew?
    "#);
    insta::assert_debug_snapshot!(sentences::tally(&laid), @r#"
    Tally {
        supported: 5,
        unsupported: 1,
        framing: 1,
    }
    "#);
}

#[test]
fn markdown_keeps_the_essay_and_makes_notes() {
    let written = markdown::export(ESSAY, &essay(ESSAY), &laid(ESSAY), "en");
    insta::assert_snapshot!(written, @r#"
    # The *chain*

    I ask when the chain was lowered. It was lowered at night,[^2] and nobody saw it.[^3]
    Mr. Lin says so.[^4] The harbour was closed. Who knew[^1]?

    > Nobody saw the chain.[^5]

    1. The guard slept.[^6]
    2. The *tide* was <b>high</b>.[^7]

    [^1]: Nobody, says Stone, “The Chain in the Harbour,” 88, and [the web](https://example.org/) agrees.

    [^2]: Lin Bo 林波, *Haishang Huiyi 海上回憶* (Sea Press, 1991), 31.

    [^3]: Lin Bo 林波, *Haishang Huiyi 海上回憶*, 40, cited in Ann Stone, “The Chain in the Harbour,” *Journal of Ports* 29, no. 3 (1994): n. 22; Stone, “The Chain in the Harbour,” 90.

    [^4]: Lin Bo 林波, *Haishang Huiyi 海上回憶*, 31.

    [^5]: Lin Bo 林波, *Haishang Huiyi 海上回憶*, 40, cited in Stone, “The Chain in the Harbour,” n. 22.

    [^6]: Lin Bo 林波, *Haishang Huiyi 海上回憶*, 31; Lin Bo 林波, *Haishang Huiyi 海上回憶*, 40, cited in Stone, “The Chain in the Harbour,” n. 22.

    [^7]: no card is called \`gone-card\`.

    ## Bibliography

    Lin Bo 林波. *Haishang Huiyi 海上回憶*. Sea Press, 1991.

    Stone, Ann. “The Chain in the Harbour.” *Journal of Ports* 29, no. 3 (1994): 84–94.
    "#);
}

#[test]
fn a_word_document_is_read_back_with_every_note_on_its_mark() {
    let laid = laid(ESSAY);
    let bytes = docx::export(&laid, "The chain", "en");
    assert_eq!(bytes, docx::export(&laid, "The chain", "en"));
    let opened = open(&Original::new("essay.docx", bytes))
        .expect("our own opener reads it")
        .value;
    let document = kaozheng_reading::divide::divide(opened).value;
    let notes: Vec<String> = document
        .passages
        .iter()
        .filter(|passage| passage.part == Part::Note)
        .map(|passage| document.text_of(passage).to_owned())
        .collect();
    assert_eq!(notes.len(), laid.notes.len());
    let mut marks = Vec::new();
    for passage in &document.passages {
        for mark in &passage.marks {
            let before = &document.text[..mark.at as usize];
            let words: Vec<&str> = before.split_whitespace().rev().take(2).collect();
            let note = mark.note.map(|at| document.text_of(&document.passages[at]));
            marks.push(format!(
                "{} {} -> {}",
                words[1],
                words[0],
                note.unwrap_or("none")
            ));
        }
    }
    insta::assert_snapshot!(marks.join("\n"), @r#"
    at night, -> Lin Bo 林波, *Haishang Huiyi 海上回憶* (Sea Press, 1991), 31.
    saw it. -> Lin Bo 林波, *Haishang Huiyi 海上回憶*, 40, cited in Ann Stone, “The Chain in the Harbour,” *Journal of Ports* 29, no. 3 (1994): n. 22; Stone, “The Chain in the Harbour,” 90.
    says so. -> Lin Bo 林波, *Haishang Huiyi 海上回憶*, 31.
    Who knew -> Nobody, says Stone, “The Chain in the Harbour,” 88, and the web agrees.
    the chain. -> Lin Bo 林波, *Haishang Huiyi 海上回憶*, 40, cited in Stone, “The Chain in the Harbour,” n. 22.
    guard slept. -> Lin Bo 林波, *Haishang Huiyi 海上回憶*, 31; Lin Bo 林波, *Haishang Huiyi 海上回憶*, 40, cited in Stone, “The Chain in the Harbour,” n. 22.
    was <b>high</b>. -> no card is called `gone-card`.
    "#);
}

proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_an_essay(text in "[\\[\\]a-z;, .^:\n>*_`!()<&-]{0,60}|\\PC{0,60}") {
        let laid = laid(&text);
        let written = html::export(&laid, &text, "en");
        prop_assert!(!written.contains("<script"));
        docx::export(&laid, &text, "ko");
        markdown::export(&text, &essay(&text), &laid, "en");
        for span in crate::essay::references(&text) {
            prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
        }
    }

    #[test]
    fn sentences_hold_every_letter_of_their_paragraph(text in "[A-Za-z .!?…“”()0-9한글。]{1,80}") {
        let laid = laid(&text);
        for block in &laid.blocks {
            if let Block::Paragraph(pieces) = block {
                let cut = sentences::of_paragraph(&laid, pieces);
                let letters = |pieces: &[Piece]| -> String {
                    pieces.iter().map(|p| match p { Piece::Words(w) => w.text.clone(), _ => String::new() }).collect()
                };
                let joined: String = cut.iter().map(|s| letters(&s.pieces)).collect();
                prop_assert_eq!(joined, letters(pieces));
            }
        }
    }
}
