//! What the tree makes of whole, torn and hostile XML.

use super::*;

/// The tree as nested brackets, and the notes.
fn check(xml: &str) -> String {
    check_bytes(xml.as_bytes())
}

fn check_bytes(xml: &[u8]) -> String {
    match Tree::parse(xml) {
        Err(failure) => failure.to_string(),
        Ok(noted) => {
            let notes: Vec<String> = noted
                .notes
                .iter()
                .map(|note| format!("{}: {}", note.code, note.message))
                .collect();
            [vec![shown(noted.value.root())], notes].concat().join("\n")
        }
    }
}

fn shown(element: Element<'_>) -> String {
    let inside: Vec<String> = element
        .children()
        .map(|child| match child {
            Child::Element(element) => shown(element),
            Child::Text(text) => format!("{text:?}"),
        })
        .collect();
    format!("{}[{}]", element.name(), inside.join(" "))
}

#[test]
fn elements_and_texts_are_kept_in_order() {
    insta::assert_snapshot!(check("<?xml version='1.0'?><!-- x --><a>one<b n='1'/>two<c>three</c></a>"), @r#"a["one" b[] "two" c["three"]]"#);
    insta::assert_snapshot!(check("<a>&amp;&#x2014;&mdash;&#8212;<![CDATA[<b>]]></a>"), @r#"a["&" "—" "—" "—" "<b>"]"#);
    insta::assert_snapshot!(check("<a>&who; R&D</a>"), @r#"
    a["&who;" " R" "&D"]
    xml-entity-unknown: the file does not say what &who; stands for; it was left as it is
    "#);
}

#[test]
fn name_spaces_are_resolved_in_their_scope() {
    let tree =
        Tree::parse(b"<x:a xmlns:x='one'><x:b xmlns:x='two' x:n='&lt;1'/><x:c/><y:d/></x:a>")
            .expect("a tree")
            .value;
    let named = tree
        .root()
        .descendants()
        .map(|e| format!("{} in {}", e.name(), e.space()));
    insta::assert_snapshot!(named.collect::<Vec<_>>().join("; "), @"b in two; c in one; d in y");
    let b = tree.root().child("b").expect("b");
    insta::assert_snapshot!(format!("{:?} {:?}", b.attr("n"), b.attr_as_written("n")), @r#"Some("<1") None"#);
}

#[test]
fn torn_xml_is_read_as_far_as_it_goes() {
    insta::assert_snapshot!(check("<a><p>one</p><p>two <hi>three"), @r#"
    a[p["one"] p["two " hi["three"]]]
    xml-cut-off: the file ends before <a> is closed
    "#);
    insta::assert_snapshot!(check("<a><p>one <hi>two</p><p>three</p></a>"), @r#"
    a[p["one " hi["two"]] p["three"]]
    xml-tags-crossed: line 1: the tag </p> closes nothing that is open here
    "#);
    insta::assert_snapshot!(check("<a>one</b>two</a>"), @r#"
    a["one" "two"]
    xml-tags-crossed: line 1: the tag </b> closes nothing that is open here
    "#);
    insta::assert_snapshot!(check("<a>one<p n='"), @r#"
    a["one"]
    xml-cut-off: line 1: the XML breaks off (syntax error: attribute value not closed: `'` not found before end of input); what stands before it was read
    "#);
    insta::assert_snapshot!(check("no element"), @"it holds no XML element");
}

#[test]
fn entities_are_letters_and_never_bombs() {
    let plain = "<!DOCTYPE a [<!ENTITY oudash '&#x2014;'><!ENTITY hse \"&oudash;x\">]><a>&hse;</a>";
    insta::assert_snapshot!(check(plain), @r#"a["—x"]"#);
    let outside = "<!DOCTYPE a [<!ENTITY secret SYSTEM 'file:///secret'>]><a>&secret;</a>";
    insta::assert_snapshot!(check(outside), @r#"
    a["&secret;"]
    xml-entity-unknown: the file does not say what &secret; stands for; it was left as it is
    "#);
    let mut laughs = String::from("<!DOCTYPE a [<!ENTITY l0 'ha ha ha ha '>");
    for n in 1..12 {
        let before = format!("&l{};", n - 1).repeat(10);
        laughs.push_str(&format!("<!ENTITY l{n} '{before}'>"));
    }
    laughs.push_str("]><a>&l11;</a>");
    insta::assert_snapshot!(check(&laughs), @r#"a["&l10;&l10;&l10;&l10;&l10;&l10;&l10;&l10;&l10;&l10;"]"#);
    insta::assert_snapshot!(check("<!DOCTYPE a [<!ENTITY x '&x;'>]><a>&x;</a>"), @r#"a["&x;"]"#);
}

#[test]
fn depth_is_bounded() {
    let deep = |n: usize| format!("{}x{}", "<a>".repeat(n), "</a>".repeat(n));
    let read = check(&deep(DEEPEST + 5));
    assert!(
        read.contains("\"x\"") && read.contains("xml-too-deep"),
        "{read}"
    );
    insta::assert_snapshot!(check(&deep(DEEPEST_READ + 1)), @"its XML is nested too deeply to be a text");
}

#[test]
fn the_declared_encoding_is_followed() {
    insta::assert_snapshot!(check_bytes(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xe9</a>"), @r#"a["café"]"#);
    insta::assert_snapshot!(check_bytes(b"<?xml version=\"1.0\" encoding=\"KOI8-R\"?><a>\xd0\xc9\xd3\xd8\xcd\xcf</a>"), @r#"a["письмо"]"#);
    insta::assert_snapshot!(check_bytes(b"<a>\xe5\x8c\x97\xe4\xba\xac \xff</a>"), @r#"
    a["北京 �"]
    text-damaged: one letter could not be read and was replaced by �
    "#);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[<>/a&;!\\[\\]x'= -]{0,60}") {
        check(&text);
    }
}
