//! HTML as its usual makers write it: every convention of linking notes, and none.

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::told::Markup;
use kaozheng_reading::open::{Told, open};
use kaozheng_text::{Original, Part};
use proptest::prelude::*;

/// One line for each passage: part, number, text, and its marks with the word before and the note they lead to.
fn check(html: &str) -> String {
    named("page.html", html)
}

fn named(name: &str, html: &str) -> String {
    let opened = match open(&Original::new(name, html.as_bytes().to_vec())) {
        Ok(opened) => opened,
        Err(failure) => return format!("failure: {failure}"),
    };
    let mut notes = opened.notes;
    let document = divide(opened.value).take(&mut notes);
    let mut lines: Vec<String> = Vec::new();
    for passage in &document.passages {
        let words = match passage.part {
            Part::Furniture => document.raw_of(passage),
            _ => document.text_of(passage).to_owned(),
        };
        let number = passage
            .number
            .as_ref()
            .map_or(String::new(), |n| format!(" {n}"));
        let marks = passage.marks.iter().map(|m| {
            let before = &document.text[passage.span.start as usize..m.at as usize];
            let word = before.rsplit(' ').next().unwrap_or("");
            let note = m.note.map_or("?".to_owned(), |n| n.to_string());
            format!(" <{word}|{}→{note}>", m.number)
        });
        let marks: String = marks.collect();
        lines.push(format!("{}{number}: {words}{marks}", passage.part.word()));
    }
    lines.extend(notes.iter().map(|note| format!("! {}", note.code)));
    lines.join("\n")
}

#[test]
fn pandoc_and_its_back_links() {
    insta::assert_snapshot!(check(r##"<!DOCTYPE html><html lang="en"><head><title>The Bay</title><style>p{}</style></head><body>
<h1>The Bay</h1><p>He left<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>, and <em>she</em> stayed.<a href="#fn2" class="footnote-ref" id="fnref2" role="doc-noteref"><sup>2</sup></a></p>
<section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes"><hr /><ol>
<li id="fn1"><p>Ledger, p. 3.</p><p>It is torn.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li>
<li id="fn2"><p>12 May 1890, in the <em>Sea Papers</em>.<a href="#fnref2" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section></body></html>"##), @r"
    title: The Bay
    body: He left, and *she* stayed. <left|1→2> <stayed.|2→3>
    note 1: Ledger, p. 3. It is torn.
    note 2: 12 May 1890, in the *Sea Papers*.
    ");
}

#[test]
fn project_gutenberg_with_page_numbers() {
    insta::assert_snapshot!(check(r##"<html><body><h2>CHAPTER I</h2><p>The king<a name="FNanchor_1_1" id="FNanchor_1_1"></a><a href="#Footnote_1_1" class="fnanchor">[1]</a> slept. <span class="pagenum"><a name="Page_4" id="Page_4">[Pg 4]</a></span>Then he rose; the sea<a name="FNanchor_2_2" id="FNanchor_2_2"></a><a href="#Footnote_2_2" class="fnanchor">[2]</a> was calm.</p>
<div class="footnotes"><h3>FOOTNOTES:</h3><div class="footnote"><p><a name="Footnote_1_1" id="Footnote_1_1"></a><a href="#FNanchor_1_1"><span class="label">[1]</span></a> Of the north.</p><p>Or so they say.</p></div>
<div class="footnote"><p><a name="Footnote_2_2" id="Footnote_2_2"></a><a href="#FNanchor_2_2"><span class="label">[2]</span></a> The <i>eastern</i> sea.</p></div></div>
<h2>CHAPTER II</h2><p>Winter came.<a name="FNanchor_1_3" id="FNanchor_1_3"></a><a href="#Footnote_1_3" class="fnanchor">[1]</a></p><p><a name="Footnote_1_3" id="Footnote_1_3"></a><a href="#FNanchor_1_3"><span class="label">[1]</span></a> In May.</p><p>And spring.</p></body></html>"##), @r"
    heading: CHAPTER I
    body: The king slept. Then he rose; the sea was calm. <king|1→2> <sea|2→3>
    note 1: Of the north. Or so they say.
    note 2: The *eastern* sea.
    heading: FOOTNOTES:
    heading: CHAPTER II
    body: Winter came. <came.|1→7>
    note 1: In May.
    body: And spring.
    ");
}

#[test]
fn mediawiki_references() {
    insta::assert_snapshot!(check(r##"<!DOCTYPE html><html lang="en"><body><div class="vector-menu">Main page</div><main><h1>The Bay</h1><p>He left.<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1"><span class="cite-bracket">[</span>1<span class="cite-bracket">]</span></a></sup> She stayed.<sup id="cite_ref-b_2-0" class="reference"><a href="#cite_note-b-2">[2]</a></sup><sup id="cite_ref-a_1-1" class="reference"><a href="#cite_note-a-1">[1]</a></sup></p>
<h2><span class="mw-headline" id="References">References</span><span class="mw-editsection">[<a href="/edit">edit</a>]</span></h2>
<div class="reflist"><ol class="references"><li id="cite_note-a-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-a_1-0"><sup><i><b>a</b></i></sup></a> <a href="#cite_ref-a_1-1"><sup><i><b>b</b></i></sup></a></span> <span class="reference-text"><cite>Lin Bo (1991). Sea Roads.</cite></span></li>
<li id="cite_note-b-2"><span class="mw-cite-backlink"><b><a href="#cite_ref-b_2-0">^</a></b></span> <span class="reference-text">Ledger, p. 4.</span></li></ol></div></main></body></html>"##), @r"
    furniture: Main page
    title: The Bay
    body: He left. She stayed. <left.|1→3> <stayed.|2→4> <stayed.|1→3>
    note 1: *Lin Bo (1991). Sea Roads.*
    note 2: Ledger, p. 4.
    heading: References
    furniture: [edit]
    ");
}

#[test]
fn word_and_libreoffice() {
    insta::assert_snapshot!(check(r##"<html><body lang=EN-GB><div class=WordSection1><p class=MsoNormal>He left.<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'>[1]</span></span></a> She stayed<a href="#_ftn2" name="_ftnref2">[2]</a>.</p></div>
<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%"><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Ledger, p. 3.</p><p class=MsoFootnoteText>Torn.</p></div><div id=ftn2><p class=MsoFootnoteText><a href="#_ftnref2" name="_ftn2">[2]</a> Ibid.</p></div></div></body></html>"##), @r"
    body: He left. She stayed. <left.|1→1> <stayed|2→2>
    note 1: Ledger, p. 3. Torn.
    note 2: Ibid.
    ");
    insta::assert_snapshot!(check(r##"<html><body lang="de-DE"><p>Er ging fort.<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> Sie blieb.</p><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Kassenbuch, S. 3.</p></div></body></html>"##), @r"
    body: Er ging fort. Sie blieb. <fort.|1→1>
    note 1: Kassenbuch, S. 3.
    ");
}

#[test]
fn books_of_the_epub_kind() {
    insta::assert_snapshot!(check(r##"<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en"><head><title/></head><body><section epub:type="chapter"><p>He left<a epub:type="noteref" href="#n1">*</a>. <span epub:type="pagebreak" id="p12" title="12"/>She<a epub:type="noteref" href="#n2">†</a> stayed.</p><aside epub:type="footnote" id="n1"><p>* Ledger.</p><p>Torn.</p></aside><aside epub:type="footnote" id="n2"><p>† His sister.</p></aside></section></body></html>"##), @r"
    body: He left. She stayed. <left|*→1> <She|†→2>
    note *: Ledger. Torn.
    note †: His sister.
    ");
}

#[test]
fn an_empty_anchor_before_the_note_and_plain_numbers() {
    insta::assert_snapshot!(check(r##"<html><body><p>He left (<a name="r1"></a><a href="#n1">1</a>). She stayed (<a name="r2"></a><a href="#n2">2</a>). See note <a href="#n1">1</a>.</p><hr><a name="n1"></a><p>1. Ledger, p. 3. <a href="#r1">back</a></p><a name="n2"></a><p>2. Her letter.</p><p>Unsigned. <a href="#r2">back</a></p></body></html>"##), @r"
    body: He left. She stayed. See note 1. <left|1→1> <stayed|2→2>
    note 1: Ledger, p. 3.
    note 2: Her letter. Unsigned.
    ");
    insta::assert_snapshot!(check(r##"<html><body><p>One<sup><a href="#a">1</a></sup>, two<sup><a href="#b">2</a>, <a href="#c">3</a></sup>.</p><p><a id="a"></a>1. First.<br><a id="b"></a>2. Second.<br><a id="c"></a>3. Third.</p></body></html>"##), @r"
    body: One, two. <One|1→1> <two|2→2> <two|3→3>
    note 1: First.
    note 2: Second.
    note 3: Third.
    ");
}

#[test]
fn notes_in_the_margin() {
    insta::assert_snapshot!(check(r##"<html><body><article><p>He left.<label for="sn-1" class="margin-toggle sidenote-number"></label><input type="checkbox" id="sn-1" class="margin-toggle"/><span class="sidenote">Ledger, p. 3.</span> She stayed<sup>2</sup><span class="footnote">Her letter.</span> at home.</p></article></body></html>"##), @r"
    body: He left. She stayed at home. <left.|1→1> <stayed|2→2>
    note 1: Ledger, p. 3.
    note 2: Her letter.
    ");
    insta::assert_snapshot!(check(r##"<html><body><p>The war went on. <span class="sidenote">The war of 1890.</span> It ended in May.</p></body></html>"##), @r"
    body: The war went on. It ended in May.
    body: The war of 1890.
    ");
}

#[test]
fn word_press_and_definition_lists() {
    insta::assert_snapshot!(check(r##"<html><body><p>He left<sup data-fn="x7" class="fn"><a href="#x7" id="x7-link">1</a></sup> early.</p><ol class="wp-block-footnotes"><li id="x7">Ledger. <a href="#x7-link" aria-label="Jump">↩︎</a></li></ol></body></html>"##), @r"
    body: He left early. <left|1→1>
    note 1: Ledger.
    ");
    insta::assert_snapshot!(check(r##"<html><body><p>He left.<a href="#f1" id="r1">[a]</a> She stayed.<a href="#f2" id="r2">[b]</a></p><dl><dt id="f1"><a href="#r1">[a]</a></dt><dd>Ledger.</dd><dt id="f2"><a href="#r2">[b]</a></dt><dd>Letter.</dd></dl></body></html>"##), @r"
    body: He left. She stayed. <left.|a→1> <stayed.|b→2>
    note a: Ledger.
    note b: Letter.
    ");
    insta::assert_snapshot!(check(r##"<html><body><p>He left.<a href="#f1" id="r1">1</a></p><table><tr><td><a id="f1" href="#r1">1</a></td><td>Ledger.</td></tr></table></body></html>"##), @r"
    body: He left. <left.|1→1>
    note 1: Ledger.
    ");
}

#[test]
fn without_notes_there_are_none() {
    insta::assert_snapshot!(check(r##"<html><body><nav><a href="#c1">1</a> <a href="#c2">2</a></nav><h2 id="c1">1. The sea</h2><p>In 1890 the sea<sup>th</sup> was wide; see <a href="#c2">2</a> and <a href="#Page_3">3</a>.</p><ol><li>Salt</li><li>Fish</li></ol><h2 id="c2">2. The land</h2><a name="Page_3"></a><table><tr><th>Year</th><th>Ships</th></tr><tr><td>1890</td><td>7</td></tr></table></body></html>"##), @r"
    furniture: 1 2
    heading: 1. The sea
    body: In 1890 the seath was wide; see 2 and 3.
    list: 1. Salt
    list: 2. Fish
    heading: 2. The land
    body: Year Ships
    body: 1890 7
    ");
}

#[test]
fn a_mark_whose_link_is_dead_is_told() {
    insta::assert_snapshot!(check(r##"<html><body><p>He left.<sup><a href="#n1">1</a></sup> She stayed.<sup><a href="#n9">2</a></sup></p><p id="n1">1. Ledger.</p></body></html>"##), @r"
    body: He left. She stayed. <left.|1→1> <stayed.|2→?>
    note 1: Ledger.
    ! mark-without-note
    ");
}

#[test]
fn numbers_without_links_are_bound_by_their_letters() {
    insta::assert_snapshot!(check(r##"<html><body><h1>The Bay</h1><p>He left.<sup>1</sup> The harbour was closed that winter and nobody wrote.<sup>2</sup></p><h2>Notes</h2><ol><li>Ledger, p. 3.</li><li>Letter of May.</li></ol></body></html>"##), @r"
    title: The Bay
    body: He left. The harbour was closed that winter and nobody wrote. <left.|1→2> <wrote.|2→3>
    note 1: Ledger, p. 3.
    note 2: Letter of May.
    heading: Notes
    ");
    insta::assert_snapshot!(check(r##"<html><body><h1>The Bay</h1><p>He left.[1] The harbour was closed.[2]</p><p><b>Notes</b></p><p>[1] Ledger, p. 3.</p><p>[2] Letter of May.</p></body></html>"##), @r"
    title: The Bay
    body: He left. The harbour was closed. <left.|1→2> <closed.|2→3>
    note 1: Ledger, p. 3.
    note 2: Letter of May.
    body: Notes
    ");
}

#[test]
fn bad_markup_loses_nothing() {
    insta::assert_snapshot!(check("<p>one <b>two <p>three &amp; &eacute;&#8212;&bogus; <![CDATA[four]]> < five <a href='#x'>six"), @r"
    body: one two
    body: three & é—&bogus; four < five six
    ");
    insta::assert_snapshot!(check("just words, no tags"), @r"
    body: just words, no tags
    ! html-without-tags
    ");
    insta::assert_snapshot!(check("<html><body></body></html>"), @"failure: the file is empty");
    insta::assert_snapshot!(check(&format!("<html>{}deep{}", "<div>".repeat(5000), "</div>".repeat(5000))), @r"
    body: deep
    ! markup-too-deep
    ");
    insta::assert_snapshot!(check(&format!("<html><p {}>x", "a ".repeat(9000))), @"failure: the file cannot be read: a tag in line 1 has more than 2000 attributes; open it in the program that made it and save it anew");
    insta::assert_snapshot!(named("a.txt", "<!DOCTYPE html><p>A page under another name."), @"body: A page under another name.");
    insta::assert_snapshot!(check("<!DOCTYPE lolz [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;\">]><html><p>&b; ha</html>"), @"body: &b; ha");
}

#[test]
fn languages_come_from_the_markup() {
    let html = r#"<html lang="ko"><body><p>바다는 넓다</p><p lang="fr">La mer</p><blockquote lang="zh-Hant"><p>海</p></blockquote><p>The sea is wide and it was cold for the ships.</p></body></html>"#;
    let opened = open(&Original::new("a.html", html.as_bytes().to_vec()))
        .expect("a page")
        .value;
    let langs: Vec<String> = divide(opened)
        .value
        .passages
        .into_iter()
        .map(|p| p.lang)
        .collect();
    assert_eq!(langs, ["ko", "fr", "zh", "en"]);
}

#[test]
fn the_sign_of_a_note_in_the_margin_is_printed_once() {
    insta::assert_snapshot!(check(r##"<html><p>He left<sup>a</sup><span class="footnote"><sup>a</sup> Ledger, p. 3.</span> and she<sup>2</sup><span class="footnote"><sup>2</sup> Her letter.</span> and they<span class="footnote"><sup>3</sup> Log.</span> and we<sup>[4] </sup><span class="footnote">Diary.</span> and <sup>e<span class="footnote">a <a href="#n1"><sup>1</sup></a>week</span></sup> stayed.</p></html>"##), @r"
    body: He left and she and they and we and stayed. <left|a→1> <she|2→2> <they|3→3> <we|4→4> <and|e→5>
    note a: Ledger, p. 3.
    note 2: Her letter.
    note 3: Log.
    note 4: Diary.
    note e: a week <|1→?>
    ! mark-without-note
    ");
}

#[test]
fn pages_of_the_printed_book_are_kept() {
    let html = r#"<html><body><p>one <span class="pagenum">[Pg 4]</span>two</p><p><a id="Page_5"></a>three</p></body></html>"#;
    let opened = open(&Original::new("a.html", html.as_bytes().to_vec()))
        .expect("a page")
        .value;
    let pages: Vec<(Option<&str>, &str)> = opened
        .pages
        .iter()
        .map(|p| (p.label.as_deref(), p.span.of(&opened.raw)))
        .collect();
    insta::assert_snapshot!(format!("{pages:?}"), @r#"[(None, "one "), (Some("4"), "two\n\n"), (Some("5"), "three\n\n")]"#);
}

/// Fragments of markup that meet in odd ways.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[A-Za-z]{1,7}[ .,;]".prop_map(|w: String| w),
        3 => (1u8..5).prop_map(|n| format!("<a id=r{n} href=#n{n}><sup>{n}</sup></a>")),
        3 => (1u8..5).prop_map(|n| format!("<p id=n{n}><a href=#r{n}>[{n}]</a> ")),
        1 => (1u8..5).prop_map(|n| format!("<aside class=footnote id=n{n}>{n} ")),
        4 => prop::sample::select(vec![
            "<p>", "</p>", "<i>", "</i>", "<div>", "</div>", "<ol>", "<li>", "</ol>", "<h1>", "</h1>", "<br>", "<table><tr>",
            "<td>", "</table>", "<span class=sidenote>", "<span class=footnote>", "</span>", "<nav>", "</nav>", "<pre>", "\n\n",
            "<sup>", "</sup>", "*", "[", "]", "(", ")", "1", "<span class=pagenum>[Pg 3]</span>", "<main>", "</main>", " ", "&nbsp;",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| format!("<html>{}", pieces.concat()))
}

/// Words that stand before the number of a note.
const NOTE_WORDS: [&str; 6] = ["n", "fn", "nt", "anm", "note", "nota"];

/// Whether a letter stands in the sign of a mark or a note, as the markup has them, with no letter beside that; or in the
/// word for a note before it.
fn is_sign(markup: &Markup, raw: &str, at: usize) -> bool {
    let plain = |c: char| {
        let digit = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == c);
        digit.map_or(c, |digit| char::from(b'0' + digit as u8))
    };
    let letters: Vec<char> = raw.chars().map(plain).collect();
    let is_letter = |at: usize| letters.get(at).is_some_and(|c| c.is_alphabetic());
    let nth = raw[..at].chars().count();
    let first = (0..=nth).rev().take_while(|&at| is_letter(at)).last();
    let word = letters[first.unwrap_or(nth)..].iter();
    let word: String = word.take_while(|c| c.is_alphabetic()).collect();
    let after = first.unwrap_or(nth) + word.chars().count();
    let gap = letters[after..].iter();
    let number = after + gap.take_while(|c| " .\u{a0}".contains(**c)).count();
    let called = NOTE_WORDS.contains(&word.to_lowercase().as_str());
    let signs = |sign: &String| {
        let sign: Vec<char> = sign.chars().collect();
        let is_at = |from: usize| {
            letters[from..].starts_with(&sign)
                && !is_letter(from.wrapping_sub(1))
                && !is_letter(from + sign.len())
        };
        let covers = (0..sign.len().min(nth + 1)).any(|back| is_at(nth - back));
        covers || called && is_at(number)
    };
    let in_mark = markup.marks.iter().any(|mark| {
        let inside = mark.span.range().contains(&at);
        inside && mark.number.contains(letters[nth])
    });
    let marks = markup.marks.iter().map(|mark| &mark.number);
    let notes = markup.blocks.iter().filter_map(|b| b.number.as_ref());
    in_mark || marks.chain(notes).any(signs)
}

proptest! {
    #[test]
    fn markup_is_sound_and_every_letter_is_in_one_place_or_a_sign(html in markup()) {
        let Ok(opened) = open(&Original::new("a.html", html.into_bytes())) else { return Ok(()) };
        let opened = opened.value;
        let Told::Markup(markup) = opened.told.clone() else { return Ok(()) };
        prop_assert!(markup.is_sound(&opened.raw), "{:?} {markup:?}", opened.raw);
        let document = divide(opened).value;
        let mut counts = vec![0; document.raw.len() + 1];
        for passage in &document.passages {
            for piece in &passage.pieces {
                piece.raw.range().for_each(|at| counts[at] += 1);
                if passage.part != Part::Furniture {
                    let at = piece.at as usize;
                    prop_assert_eq!(&document.text[at..at + piece.raw.len()], piece.raw.of(&document.raw));
                }
            }
            for mark in &passage.marks {
                prop_assert!(passage.span.start <= mark.at && mark.at <= passage.span.end);
            }
        }
        for (at, letter) in document.raw.char_indices().filter(|(_, c)| c.is_alphabetic()) {
            if counts[at] == 0 && is_sign(&markup, &document.raw, at) {
                continue;
            }
            prop_assert_eq!(counts[at], 1, "{:?} at {} of {:?}", letter, at, document.raw);
        }
    }
}

#[test]
fn what_markup_leaves_open_is_seen_in_the_words() {
    insta::assert_snapshot!(check("<h1>The Bay</h1><p>(Received 3 May 1990; revised 12 June 1990)</p><p>Abstract</p><p>The bay froze twice.</p><p>Ships waited.</p><p>Keywords: ice, ships</p><p>The harbour was old.</p><h2>Summary</h2><p>It froze.</p><h2>Sources</h2><p>None is kept.</p>"), @r"
    title: The Bay
    dateline: (Received 3 May 1990; revised 12 June 1990)
    heading: Abstract
    abstract: The bay froze twice.
    abstract: Ships waited.
    keywords: Keywords: ice, ships
    body: The harbour was old.
    heading: Summary
    abstract: It froze.
    heading: Sources
    body: None is kept.
    ");
}
