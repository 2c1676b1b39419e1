//! TEI read to its blocks, notes, marks and pages.

use super::super::told::Told;
use super::*;
use crate::divide::divide;
use kaozheng_text::Original;

/// Part and words of each block, marks in braces, then the pages and the notes to the user.
fn check(body: &str) -> String {
    let xml = format!(
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><title>Not the text</title></teiHeader><text>{body}</text></TEI>"
    );
    shown(xml.as_bytes())
}

pub(super) fn shown(bytes: &[u8]) -> String {
    let original = Original::new("a.xml", bytes.to_vec());
    assert!(sniff(bytes));
    let noted = match open(&original) {
        Ok(noted) => noted,
        Err(failure) => return failure.to_string(),
    };
    let mut lines = super::super::marked_lines(&noted.value);
    lines.extend(noted.notes.iter().map(|note| format!("! {}", note.message)));
    lines.extend(
        divide(noted.value)
            .notes
            .iter()
            .map(|note| format!("! {}", note.message)),
    );
    lines.join("\n")
}

#[test]
fn a_telegram_of_the_frus_profile_is_read_whole() {
    insta::assert_snapshot!(check("<body><pb n='41' facs='0055'/><div type='document' n='7'>
        <note rend='inline' type='source'>795.00/6-2550: Telegram</note>
        <head>The Consul at <placeName>Port Lazarev</placeName> (<persName>Hale</persName>)<note n='1' xml:id='fn1'>Sent by way of Genoa; see
            <ref target='#fn2'>footnote 2</ref>.</note> to the Minister</head>
        <opener><dateline><placeName>Port Lazarev</placeName>, <date when='1891-03-04'>March 4, 1891</date></dateline></opener>
        <p>The ice <gloss>broke</gloss> on Monday<note n='2' xml:id='fn2'>Not <hi rend='italic'>printed</hi>.</note> and the <pb n='42' facs='0056'/>harbour is
            open.<note n='*' xml:id='fn3'>Marginal remark: <quote><p>Not before time.</p></quote></note></p>
        <list><head>Present:</head><label>1.</label><item>The consul.</item><item>His clerk.</item></list>
        <closer><signed>Hale</signed></closer></div></body>"), @r#"
    note #0: 795.00/6-2550: Telegram
    heading: The Consul at Port Lazarev (Hale){1 to 1} to the Minister
    note 1 #1: Sent by way of Genoa; see footnote 2.
    dateline: Port Lazarev, March 4, 1891
    body: The ice broke on Monday{2 to 2} and the harbour is open.{* to 3}
    note 2 #2: Not *printed*.
    note * #3: Marginal remark:
    note * #3: Not before time.
    list: Present:
    list: 1. The consul.
    list: His clerk.
    signature: Hale
    pages: 41 "795.00/6-255", 41 "1 Sent by wa", 42 "harbour is o", 41 "2 Not *print", 42 "* Marginal r"
    "#);
}

#[test]
fn notes_apart_are_bound_by_whichever_side_points() {
    insta::assert_snapshot!(check("<body><div><p>He left<ref target='#n1'>1</ref> at once; see <ref target='#n2'>the second note</ref>.<ptr target='#n2'/></p>
        <p>She <anchor xml:id='here'/>stayed.</p></div></body>
        <back><div type='notes'><note xml:id='n1'><label>1</label> Ledger, p. 3.</note><note xml:id='n2'><p>Her letter.</p><p>It was never sent.</p></note>
        <note target='#here'>In another hand.</note></div></back>"), @r"
    body: He left{1 to 0} at once; see the second note.{2 to 1}
    body: She{3 to 2} stayed.
    note 1 #0: Ledger, p. 3.
    note 2 #1: Her letter.
    note 2 #1: It was never sent.
    note 3 #2: In another hand.
    ");
    insta::assert_snapshot!(check("<body><p>He left<ref target='#n1'>[a]</ref>.</p></body>
        <back><div type='endnotes'><list><item xml:id='n1'>Ledger, p. 3.</item><item>No note calls this.</item></list></div></back>"), @r"
    body: He left{a to 0}.
    note a #0: Ledger, p. 3.
    list: No note calls this.
    ");
}

#[test]
fn an_anchor_without_target_is_a_mark_whose_note_is_lost() {
    insta::assert_snapshot!(check("<body><p>Nobody knew why.<ref type='noteAnchor'>3</ref> See <ref>the ledger</ref>.</p></body>"), @r"
    body: Nobody knew why.{3 to nothing} See the ledger.
    ! the mark 3 leads to no note
    ");
}

#[test]
fn the_reading_text_is_taken_where_two_stand() {
    insta::assert_snapshot!(check("<body><p>The <choice><sic>envoi</sic><corr>envoy</corr></choice> of <choice><abbr>H.M.</abbr><expan>His Majesty</expan></choice>
        <choice><orig>publick</orig><reg>public</reg></choice> <del>never</del><add>soon</add> <supplied>came</supplied> to <gap reason='illegible'/>.
        <app><lem>By sea</lem><rdg>By land</rdg></app>, <abbr>viz.</abbr> <subst><del>early</del><add>late</add></subst>.</p></body>"), @"body: The envoy of His Majesty public soon came to […]. By sea, viz. late.");
}

#[test]
fn lines_verse_tables_and_running_heads_are_told_apart() {
    insta::assert_snapshot!(check("<front><titlePage><docTitle><titlePart>The Bay</titlePart></docTitle><byline>By <docAuthor>L. Bo</docAuthor></byline></titlePage></front>
        <body><div><p>The har-<lb break='no'/>bour<lb/>froze.<fw type='header'>THE BAY 12</fw><pb xml:id='pg_13'/> Again.</p>
        <lg><l>Ice on the bay,</l><l>no mail today.</l></lg>
        <table><row><cell>Rice</cell><cell>40</cell></row></table></div></body>"), @r#"
    title: The Bay
    byline: By L. Bo
    body: The harbour
    froze. Again.
    loose: THE BAY 12
    body: Ice on the bay,
    no mail today.
    list: Rice
    40
    pages: - "The Bay\n\nBy ", 13 "Again.\n\nTHE "
    "#);
}

#[test]
fn notes_without_number_are_counted_and_may_hold_notes() {
    insta::assert_snapshot!(check("<body><p>One.<note place='foot'>First<note>In the first.</note>.</note> Two.<note type='source'>Archive.</note> Three.<note>Last.</note></p></body>"), @r"
    body: One.{1 to 0} Two.{* to 2} Three.{3 to 3}
    note 1 #0: First{2 to 1}.
    note 2 #1: In the first.
    note * #2: Archive.
    note 3 #3: Last.
    ");
    insta::assert_snapshot!(check("<body><p>One.<note n='4' xml:id='f4'>Ledger.</note> Two.<note n='4' target='f4'>Ledger.</note></p></body>"), @r"
    body: One.{4 to 0} Two.{4 to 0}
    note 4 #0: Ledger.
    ");
}

#[test]
fn a_corpus_and_other_roots_are_read() {
    insta::assert_snapshot!(shown(b"<teiCorpus><teiHeader/><TEI><text><body><p>One.</p></body></text></TEI><TEI><text><body><p xml:lang='fr'>Deux.</p></body></text></TEI></teiCorpus>"), @r"
    body: One.
    body (fr): Deux.
    ");
    insta::assert_snapshot!(shown(b"<TEI.2><text><body><p>Old &mdash; but read.</p></body></text></TEI.2>"), @"body: Old — but read.");
}

#[test]
fn damage_is_told_and_the_rest_is_read() {
    insta::assert_snapshot!(shown(b"<TEI><text><body><p>One.<note n='1'>Cut o"), @r"
    body: One.{1 to 0}
    note 1 #0: Cut o
    ! the file ends before <TEI> is closed
    ");
    insta::assert_snapshot!(shown(b"<TEI><text><body></body></text></TEI>"), @"the file is empty");
    insta::assert_snapshot!(shown(b"<TEI><text><body><p>A<hi>b</p><p>c</hi></p></body></text></TEI>"), @r"
    body: Ab
    body: c
    ! line 1: the tag </p> closes nothing that is open here
    ");
    let told = open(&Original::new(
        "a.xml",
        b"<TEI><text><p>x</p></text></TEI>".to_vec(),
    ))
    .expect("read")
    .value
    .told;
    assert!(matches!(told, Told::Markup(_)));
}
