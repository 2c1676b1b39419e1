//! Texts in old encodings, mixed and damaged, with what is said of them.

use super::*;
use encoding_rs::Encoding;

fn shown(read: &Noted<String>) -> String {
    let notes = read.notes.iter().map(|note| {
        let at = note.at.as_ref().map_or(String::new(), |at| {
            format!(" [{}]", at.span.of(&read.value).trim())
        });
        format!("\n{}: {}{at}", note.code, note.message)
    });
    format!("{}{}", read.value.trim_end(), notes.collect::<String>())
}

fn check(bytes: &[u8]) -> String {
    decode(bytes).map_or_else(|failure| format!("failure: {failure}"), |read| shown(&read))
}

fn in_encoding(name: &str, text: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(name.as_bytes()).expect("a name");
    encoding.encode(text).0.into_owned()
}

#[test]
fn unicode_is_read_in_all_its_forms() {
    let text = "사절단은 北京에 갔다.\n";
    let units: Vec<u16> = text.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let wide: Vec<u8> = text
        .chars()
        .flat_map(|c| (c as u32).to_le_bytes())
        .collect();
    for bytes in [
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        [b"\xff\xfe", &little[..]].concat(),
        [b"\xfe\xff", &big[..]].concat(),
        [b"\xff\xfe\0\0", &wide[..]].concat(),
    ] {
        assert_eq!(check(&bytes), text.trim_end());
    }
    insta::assert_snapshot!(check(&little), @r"
    사절단은 北京에 갔다.
    text-not-utf8: the file is not UTF-8 and was read as UTF-16LE []
    ");
    insta::assert_snapshot!(check(&big), @r"
    사절단은 北京에 갔다.
    text-not-utf8: the file is not UTF-8 and was read as UTF-16BE []
    ");
}

#[test]
fn half_a_pair_is_lost_alone() {
    insta::assert_snapshot!(check(b"\xff\xfea\0\x00\xd8b\0"), @r"
    a�b
    text-damaged: one letter could not be read and was replaced by � [�]
    ");
    insta::assert_snapshot!(check(b"\xff\xfea\0b"), @r"
    a�
    text-damaged: one letter could not be read and was replaced by � [�]
    ");
    insta::assert_snapshot!(check(b"ab \xed\xa0\x80 \xc3\xa9t\xc3\xa9 \xc3\xa0 \xc3\xa9"), @r"
    ab � été à é
    text-damaged: one letter could not be read and was replaced by � [�]
    ");
}

#[test]
fn an_old_encoding_is_told_by_name() {
    insta::assert_snapshot!(check(&in_encoding("koi8-r", "Посол прибыл вчера в столицу.")), @r"
    Посол прибыл вчера в столицу.
    text-not-utf8: the file is not UTF-8 and was read as KOI8-U []
    ");
    insta::assert_snapshot!(check(&in_encoding("euc-kr", "대사는 어제 수도에 도착하였다.")), @r"
    대사는 어제 수도에 도착하였다.
    text-not-utf8: the file is not UTF-8 and was read as EUC-KR []
    ");
    insta::assert_snapshot!(check(&in_encoding("gbk", "大使昨天到达首都，没有发表谈话。")), @r"
    大使昨天到达首都，没有发表谈话。
    text-not-utf8: the file is not UTF-8 and was read as gb18030 []
    ");
    insta::assert_snapshot!(check(b"caf\xe9 \x93so\x94"), @r"
    café “so”
    text-not-utf8: the file is not UTF-8 and was read as windows-1252 []
    ");
    insta::assert_snapshot!(check(b"\x1b$B;HCf\x1b(B\n"), @r"
    使中
    text-not-utf8: the file is not UTF-8 and was read as ISO-2022-JP []
    ");
}

#[test]
fn one_line_in_another_encoding_is_told_with_its_place() {
    let line = in_encoding("windows-1252", "« été à Paris »\n");
    let bytes = [
        "서울에서 온 편지.\n".as_bytes(),
        &line,
        "북경의 답장.\n".as_bytes(),
    ]
    .concat();
    insta::assert_snapshot!(check(&bytes), @r"
    서울에서 온 편지.
    « été à Paris »
    북경의 답장.
    text-mixed: one stretch of this UTF-8 text was in another encoding and was read as windows-1252 [« été à Paris »]
    ");
    let line = in_encoding("euc-kr", "평양에서 온 긴 전보가 있다.\n");
    let bytes = [
        "Ein Brief über Köln.\nNoch ein Brief für Müller über Öl.\n".as_bytes(),
        &line,
    ]
    .concat();
    insta::assert_snapshot!(check(&bytes), @r"
    Ein Brief über Köln.
    Noch ein Brief für Müller über Öl.
    평양에서 온 긴 전보가 있다.
    text-mixed: one stretch of this UTF-8 text was in another encoding and was read as EUC-KR [평양에서 온 긴 전보가 있다.]
    ");
}

#[test]
fn single_bad_bytes_do_not_spoil_the_rest() {
    insta::assert_snapshot!(check("“Caf\u{1}” — été".replace('\u{1}', "é").as_bytes()), @"“Café” — été");
    let mut bytes = "“Cafe” in Orléans — été, for the minister’s"
        .as_bytes()
        .to_vec();
    let at = bytes.iter().position(|&b| b == b'C').expect("there") + 3;
    bytes[at] = 0xe9;
    insta::assert_snapshot!(check(&bytes), @r"
    “Café” in Orléans — été, for the minister’s
    text-mixed: one stretch of this UTF-8 text was in another encoding and was read as windows-1252 [é]
    ");
    let korean = "사절단은 북경에 도착하였다.".as_bytes();
    insta::assert_snapshot!(check(&korean[..korean.len() - 3]), @r"
    사절단은 북경에 도착하였�
    text-damaged: one letter could not be read and was replaced by � [�]
    ");
    insta::assert_snapshot!(check(&[&korean[..13], b"\xff", &korean[13..]].concat()), @r"
    사절단은 �북경에 도착하였다.
    text-damaged: one letter could not be read and was replaced by � [�]
    ");
}

#[test]
fn letters_stored_twice_over_are_put_right() {
    insta::assert_snapshot!(check("The ministerâ€™s café in OrlÃ©ans".as_bytes()), @r"
    The minister’s café in Orléans
    text-doubled: 2 letters had been stored twice over, as UTF-8 read as Windows-1252, and were put right; the first is ’ [’]
    ");
    insta::assert_snapshot!(check("ì„œìš¸".as_bytes()), @r"
    서울
    text-doubled: 2 letters had been stored twice over, as UTF-8 read as Windows-1252, and were put right; the first is 서 [서]
    ");
    for text in ["MINHA IRMÃ”", "« PÂ »", "ÅÄÖ", "“PÅ“", "naïve “Ã”"] {
        assert_eq!(check(text.as_bytes()), text);
    }
}

#[test]
fn what_a_file_says_of_itself_is_checked() {
    let declared = |bytes: &[u8], name: &str| {
        decode_with_hint(bytes, Some(name))
            .map_or_else(|failure| failure.to_string(), |read| shown(&read))
    };
    let short = in_encoding("windows-1251", "Да");
    insta::assert_snapshot!(declared(&short, "windows-1251"), @"Да");
    insta::assert_snapshot!(declared("été".as_bytes(), "iso-8859-1"), @r"
    été
    text-declares-otherwise: the file says that it is in iso-8859-1, but its bytes are not; it was read as UTF-8 []
    ");
    let russian = in_encoding("koi8-r", "Посол прибыл вчера в столицу.");
    insta::assert_snapshot!(declared(&russian, "utf-8"), @r"
    Посол прибыл вчера в столицу.
    text-declares-otherwise: the file says that it is in utf-8, but its bytes are not; it was read as KOI8-U []
    ");
    insta::assert_snapshot!(declared(&russian, "euc-kr"), @r"
    Посол прибыл вчера в столицу.
    text-declares-otherwise: the file says that it is in euc-kr, but its bytes are not; it was read as KOI8-U []
    ");
    insta::assert_snapshot!(declared(&russian, "no-such-name"), @r"
    Посол прибыл вчера в столицу.
    text-not-utf8: the file is not UTF-8 and was read as KOI8-U []
    ");
}

#[test]
fn declarations_are_found_at_the_head() {
    let found = |text: &str| declared_in(text.as_bytes()).unwrap_or_default();
    assert_eq!(
        found("<?xml version=\"1.0\" encoding='KOI8-R'?><a charset=x/>"),
        "koi8-r"
    );
    assert_eq!(found("<html><meta charset=euc-kr><p>"), "euc-kr");
    assert_eq!(
        found("<meta http-equiv=Content-Type content=\"text/html; charset = big5\">"),
        "big5"
    );
    assert_eq!(found("<p>charset is a word"), "");
    assert_eq!(found("encoding=\"a\""), "");
}

#[test]
fn names_that_people_use_are_known() {
    let names = |names: &[&str]| -> Vec<&'static str> {
        names
            .iter()
            .map(|name| name_of(name).unwrap_or("?"))
            .collect()
    };
    insta::assert_debug_snapshot!(names(&["cp949", "CP1251", "windows 1252", "GBK", "ms950", "sjis", "MacRoman", "latin1", "utf16", "koi8r", "klingon", "utf-7"]), @r#"
    [
        "EUC-KR",
        "windows-1251",
        "windows-1252",
        "gb18030",
        "?",
        "Shift_JIS",
        "macintosh",
        "windows-1252",
        "UTF-16LE",
        "KOI8-R",
        "?",
        "?",
    ]
    "#);
    let bytes = in_encoding("big5", "大使");
    assert_eq!(
        decode_as(&bytes, "cp950")
            .map(|read| shown(&read))
            .as_deref(),
        Some("大使")
    );
    assert_eq!(decode_as(&bytes, "klingon"), None);
}

proptest::proptest! {
    #[test]
    fn any_unicode_text_is_read_as_it_is(text in "\\PC{0,80}") {
        proptest::prop_assume!(mixed::doubled(&text).is_none() && signatures::seems(text.as_bytes()).is_none());
        let read = decode(text.as_bytes()).expect("a text");
        proptest::prop_assert_eq!(read.value, text.trim_start_matches('\u{feff}'));
    }

    #[test]
    fn every_place_lies_in_the_text(bytes: Vec<u8>) {
        if let Ok(read) = decode(&bytes) {
            for note in &read.notes {
                for place in note.at.iter().chain(note.also.iter().map(|(place, _)| place)) {
                    proptest::prop_assert!(read.value.get(place.span.start as usize..place.span.end as usize).is_some());
                }
            }
        }
    }
}
