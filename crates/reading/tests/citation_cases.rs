//! Runs `cases/citations.md`: under `notes` the notes of a paper, one a line; under `cited` what they cite.
//!
//! `UPDATE_CASES=1 cargo test -p kaozheng-reading --test citation_cases` writes what comes out in place of what was
//! expected; read it before it is kept.

#![allow(
    clippy::disallowed_methods,
    reason = "a test reads the file it is about"
)]

use kaozheng_reading::find::citations::{Bond, Work, works};
use kaozheng_reading::find::{FindContext, Mention, Reading, find};
use kaozheng_text::{ContentHash, Document, Page, Part, Passage, Piece, Span};
use kaozheng_values::citations::{Citation, Form};
use std::fmt::Write as _;
use std::path::PathBuf;

#[test]
fn literate_citations() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../cases/citations.md");
    let text = std::fs::read_to_string(&path).expect("cases/citations.md");
    let (found, asked) = answered(&text);
    assert!(asked > 15, "the file asks little");
    if std::env::var_os("UPDATE_CASES").is_some() {
        std::fs::write(&path, &found).expect("the file can be written");
        return;
    }
    for (number, (line, now)) in text.lines().zip(found.lines()).enumerate() {
        assert_eq!(line, now, "cases/citations.md:{}", number + 1);
    }
    assert_eq!(text, found);
}

/// The citations of a paper with the work each leads to.
fn led(notes: &[&str]) -> Vec<(Citation, Option<usize>)> {
    let mentions = find(&document(notes), FindContext::default());
    let cited = |m: Mention| match m.reading {
        Reading::Citation { citation, work } => Some((*citation, work)),
        _ => None,
    };
    mentions.into_iter().filter_map(cited).collect()
}

#[test]
fn a_note_of_200_000_characters_is_read_whole() {
    let one = "Dorn, *The Salt Road* (Oslo: Fjord Press, 1961), p. 4; ";
    let note = format!("1) {}", one.repeat(200_000 / one.len() + 1));
    let cited = led(&[&note, "2) Ibid., p. 9."]);
    assert_eq!(cited.len(), note.matches(';').count() + 1);
    assert!(cited.iter().all(|(_, work)| *work == Some(0)));
}

#[test]
fn a_reference_in_an_unseen_script_is_unparsed_and_keeps_its_words() {
    for note in ["ሰላም ለዓለም, 1950, ገጽ 4", "ⵣⵣⵣ ⵣⵣ (ⵣ: ⵣⵣ, 1950)"] {
        let cited = led(&[&format!("1) {note}")]);
        let [(citation, None)] = &cited[..] else {
            panic!("{note}: {cited:?}");
        };
        assert_eq!(citation.words, note);
        assert!(citation.fields.is_empty(), "{citation:?}");
    }
}

#[test]
fn unbalanced_brackets_and_quotation_marks_lose_no_citation() {
    for note in [
        "1) Ada Holm, *The Salt Road (Oslo: Fjord Press, 1961, p. 12.",
        "1) Ada Holm, *The Salt Road*) Oslo: Fjord Press, 1961), p. 12.",
        "1) Ada Holm, \"The Salt Road, *Harbour Studies* (1961), p. 12.",
        "1) Ada Holm, 《The Salt Road, 1961, p. 12.",
    ] {
        let cited = led(&[note]);
        assert!(
            cited.iter().any(|(c, _)| c.words.contains("Salt Road")),
            "{note}"
        );
    }
    assert_eq!(led(&["1) ((((((", "2) )))]]"]), []);
}

#[test]
fn ibid_with_nothing_before_it_leads_nowhere() {
    for note in [
        "1) Ibid.",
        "1) Ebd., S. 4.",
        "1) 위의 책, 4쪽.",
        "1) 同上。",
        "1) Там же.",
    ] {
        let cited = led(&[note]);
        let [(citation, None)] = &cited[..] else {
            panic!("{note}: {cited:?}");
        };
        assert_eq!(citation.form, Form::Ibid);
    }
}

/// The file with what comes out under each `cited`, and how many there are.
fn answered(text: &str) -> (String, usize) {
    let (mut out, mut asked) = (String::new(), 0);
    let mut notes: Vec<&str> = Vec::new();
    let mut within = "";
    for line in text.lines() {
        let fence = line.strip_prefix("```");
        match (within, fence) {
            ("", Some(info)) => {
                within = info;
                if info == "notes" {
                    notes.clear();
                }
            }
            ("cited", Some(_)) => {
                out += &cited(&notes);
                asked += 1;
                within = "";
            }
            (_, Some(_)) => within = "",
            ("notes", None) => notes.push(line),
            _ => {}
        }
        if within != "cited" || fence.is_some() {
            out += line;
            out.push('\n');
        }
    }
    (out, asked)
}

/// What the notes cite: a line for each citation, then the works that are akin to others.
fn cited(notes: &[&str]) -> String {
    let document = document(notes);
    let mentions = find(&document, FindContext::default());
    let mut out = String::new();
    for mention in &mentions {
        let Reading::Citation { citation, work } = &mention.reading else {
            continue;
        };
        let note = mention
            .note
            .and_then(|n| document.passages[n].number.clone());
        let led = work.map_or("?".to_owned(), letter);
        let _ = write!(out, "{}: {led}", note.unwrap_or_default());
        let again = *work != first_of(&mentions, mention);
        let _ = match again {
            true => write!(out, " {}", said(citation)),
            false => write!(out, " = {}", said(citation)),
        };
        let _ = write!(out, " ({})", mention.because);
        if !mention.rivals.is_empty() {
            let rivals: Vec<String> = mention.rivals.iter().filter_map(rival).collect();
            let _ = write!(out, " or {}", rivals.join(", "));
        }
        out.push('\n');
    }
    for (at, work) in works(&mentions).iter().enumerate() {
        out += &kin(at, work);
    }
    out
}

/// The work of a mention when an earlier one has it too.
fn first_of(mentions: &[Mention], mention: &Mention) -> Option<usize> {
    let work = |m: &Mention| match &m.reading {
        Reading::Citation { work, .. } => *work,
        _ => None,
    };
    let own = work(mention)?;
    let earlier = mentions.iter().take_while(|m| m.span != mention.span);
    earlier.filter_map(work).find(|w| *w == own)
}

fn said(citation: &Citation) -> String {
    let form = match citation.form {
        Form::Full => "full",
        Form::Short => "short",
        Form::Ibid => "ibid",
        Form::OpCit => "op-cit",
        Form::CrossRef => "cross-ref",
    };
    let place = citation.locator.as_ref();
    let place = place.map_or(String::new(), |place| format!(", {place}"));
    let name = citation.authors.first().cloned().unwrap_or_default();
    let title = citation.title.clone().unwrap_or_default();
    let told: Vec<String> = [name, title]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect();
    format!("{form} {}{place}", told.join(": "))
        .trim()
        .replace(" ,", ",")
}

fn rival(reading: &Reading) -> Option<String> {
    match reading {
        Reading::Citation { work, .. } => work.map(letter),
        _ => None,
    }
}

fn letter(work: usize) -> String {
    char::from(b'A' + u8::try_from(work).expect("few works")).to_string()
}

fn kin(at: usize, work: &Work) -> String {
    let line = |kin: &kaozheng_reading::find::citations::Kin| {
        let bond = match kin.bond {
            Bond::CitedOnlyThrough => "is cited only through",
            Bond::QuotedIn => "is quoted in",
            Bond::TranslationOf => "is translated from",
            Bond::ReprintOf => "is printed again from",
            Bond::OtherEdition => "is another edition of",
            Bond::KeptApart => "is kept apart from",
        };
        let both = matches!(kin.bond, Bond::OtherEdition | Bond::KeptApart);
        let (one, other) = (letter(at), letter(kin.other));
        (!both || kin.other < at).then(|| format!("{one} {bond} {other}: {}\n", kin.because))
    };
    work.kin.iter().filter_map(line).collect()
}

fn document(notes: &[&str]) -> Document {
    let mut text = String::new();
    let mut passages = Vec::new();
    for note in notes.iter().filter(|note| !note.is_empty()) {
        let (number, words) = note.split_once(") ").expect("a note is `N) words`");
        let start = text.len();
        text += words;
        let span = Span::new(start, text.len());
        text += "\n\n";
        passages.push(Passage {
            part: Part::Note,
            lang: String::new(),
            span,
            pieces: vec![Piece {
                at: span.start,
                raw: span,
            }],
            marks: Vec::new(),
            number: Some(number.to_owned()),
            because: "written in a case".to_owned(),
        });
    }
    Document {
        name: "notes.txt".to_owned(),
        hash: ContentHash::of(text.as_bytes()),
        raw: text.clone(),
        pages: vec![Page {
            label: None,
            span: Span::new(0, text.len()),
        }],
        text,
        passages,
    }
}
