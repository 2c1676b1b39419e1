//! Registers read, and the cards they make.

use super::*;
use kaozheng_record::{Record, Sheet};

fn check(text: &str) -> String {
    let parties = [
        ("710", "prc"),
        ("365", "ussr"),
        ("731", "dprk"),
        ("japan", "japan"),
    ];
    let mut known = Parties::default();
    parties
        .into_iter()
        .for_each(|(code, id)| known.say(code, id));
    let read = read("Pacts 4.csv", text, &known);
    let register = read.value;
    let mut out = register.cards("Pacts 4.csv", Begins::Signed);
    for note in &read.notes {
        writeln!(out, "{}: {}", note.code, note.message).expect("a text takes everything");
    }
    let strangers: Vec<String> = register
        .strangers
        .iter()
        .map(|(name, n)| format!("{name} {n}"))
        .collect();
    format!(
        "{out}others {}; strangers: {}",
        register.others,
        strangers.join(", ")
    )
}

#[test]
fn members_of_one_number_are_one_tie() {
    insta::assert_snapshot!(check("atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,defense,consul\n3200,710,1950,2,14,1980,4,0,1,1\n3200,365,1950,2,14,1980,4,0,1,0\n3200,2,1950,2,14,0,0,0,0,0\n9,2,1951,9,8,0,0,0,1,0\n9,740,1951,0,0,0,0,0,1,0\n"), @"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.

    event: pacts-4-3200
    from: pacts-4, rows 2, 3
    type: tie
    title: pacts-4 no. 3200: consultation, defence, with 1 more
    who: prc; ussr
    form: formal
    signed: 14 February 1950
    ended: April 1980
    others 1; strangers: 2 2, 740 1
    ");
}

#[test]
fn pairs_year_by_year_are_ties_from_the_first_year_to_the_last_without_a_gap() {
    insta::assert_snapshot!(check("ccode1,ccode2,year,atop_defense\n365.0,731.0,1961.0,1.0\n365.0,731.0,1962.0,1.0\n731.0,365.0,1965.0,1.0\n2.0,20.0,1966.0,1.0\n"), @"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.

    event: pacts-4-365-731-2
    from: pacts-4, rows 2, 3
    type: tie
    title: pacts-4 no. 365-731: defence
    who: dprk; ussr
    form: formal
    signed: 1961
    ended: 1962

    event: pacts-4-365-731-4
    from: pacts-4, row 4
    type: tie
    title: pacts-4 no. 365-731: defence
    who: dprk; ussr
    form: formal
    signed: 1965
    ended: 1965
    others 1; strangers: 2 1, 20 1
    ");
}

#[test]
fn a_table_of_ones_own() {
    insta::assert_snapshot!(check("a;b;signed;ended\nJapan;710;30 August 1937;\nJapan;365;no day;1945\n"), @"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.

    event: pacts-4-2
    from: pacts-4, row 2
    type: tie
    title: pacts-4 no. 2
    who: japan; prc
    form: formal
    signed: 30 August 1937
    register-not-understood: this row has no date that can be read; it is left out
    others 0; strangers:
    ");
    insta::assert_snapshot!(check("country,gold\nJapan,3\n"), @"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.
    register-not-understood: this table has no columns for the parties: either two of them (`a` and `b`, `ccode1` and `ccode2`), or one (`member`) with the number of the tie (`id`)
    others 0; strangers:
    ");
    insta::assert_snapshot!(check(""), @"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.
    register-not-understood: the table is empty
    others 0; strangers:
    ");
}

#[test]
fn members_year_by_year_are_bound_in_the_years_that_two_of_them_have() {
    insta::assert_snapshot!(check("atopid,member,year,defense,consul\n7,365,1950,1,0\n7,365,1951,1,0\n7,710,1951,1,0\n7,365,1952,1,0\n7,710,1952,1,0\n7,731,1955,0,1\n7,710,1955,0,1\n7,731,1956,0,1\n8,365,1958,1,0\n"), @"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.

    event: pacts-4-7-3
    from: pacts-4, rows 3, 4, 5, 6
    type: tie
    title: pacts-4 no. 7: defence
    who: prc; ussr
    form: formal
    signed: 1951
    ended: 1952

    event: pacts-4-7-7
    from: pacts-4, rows 7, 8
    type: tie
    title: pacts-4 no. 7: consultation
    who: dprk; prc
    form: formal
    signed: 1955
    ended: 1955
    others 1; strangers:
    ");
}

#[test]
fn years_and_days_that_cannot_be_are_none() {
    insta::assert_snapshot!(check("ccode1,ccode2,year\n365,731,1961\n365,731,-9\n365,731,999999\n"), @"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.

    event: pacts-4-365-731
    from: pacts-4, row 2
    type: tie
    title: pacts-4 no. 365-731
    who: dprk; ussr
    form: formal
    signed: 1961
    register-not-understood: this row has no date that can be read; it is left out
    register-not-understood: this row has no date that can be read; it is left out
    others 0; strangers:
    ");
    insta::assert_snapshot!(check("ccode1,ccode2,styear,stmonth,stday\n365,731,1961,2,31\n365,710,1950,2,14\n"), @"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.

    event: pacts-4-2
    from: pacts-4, row 2
    type: tie
    title: pacts-4 no. 2
    who: dprk; ussr
    form: formal
    signed: February 1961

    event: pacts-4-3
    from: pacts-4, row 3
    type: tie
    title: pacts-4 no. 3
    who: prc; ussr
    form: formal
    signed: 14 February 1950
    others 0; strangers:
    ");
    insta::assert_snapshot!(check("a,b,signed,ended\n365,731,1961,1957\n"), @"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.
    register-not-understood: this row ends before it begins; it is left out
    others 0; strangers:
    ");
}

#[test]
fn a_cell_of_two_lines_writes_no_field_of_its_own() {
    insta::assert_snapshot!(check("id,a,b,signed\n\"7\nnote: x\",365,710,\"14 February\n1950\"\n"), @"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.

    event: pacts-4-7-note-x
    from: pacts-4, row 2
    type: tie
    title: pacts-4 no. 7 note: x
    who: prc; ussr
    form: formal
    signed: 14 February 1950
    others 0; strangers:
    ");
    insta::assert_snapshot!(check("a,b,signed\n365,\"710,1950\n365,731,1961\n"), @r#"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.

    event: pacts-4-3
    from: pacts-4, row 3
    type: tie
    title: pacts-4 no. 3
    who: dprk; ussr
    form: formal
    signed: 1961
    register-not-understood: this quotation mark is never closed; it was read as a letter
    others 1; strangers: "710 1
    "#);
}

#[test]
fn an_empty_cell_stands_for_nobody() {
    let sheet = Sheet::parse("bodies.txt", "body: prc\nname: [of China]\n");
    let record = Record::new(vec![sheet]);
    let mut known = Parties::default();
    known.add_bodies(&record);
    known.learn("code,name,other\n5,Nowhere,\n");
    assert_eq!(known.id(""), None);
    assert_eq!(known.id("5"), None);
    assert_eq!(known.id("prc"), Some("prc"));
}

#[test]
fn members_that_come_and_go_are_bound_while_two_are() {
    insta::assert_snapshot!(check("id,member,signed,ended\n7,365,1 May 1950,3 June 1955\n7,710,1 May 1950,\n7,365,1960,\n7,731,1961,1962\n8,365,1950,1951\n8,710,1952,1953\n"), @"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.

    event: pacts-4-7-2
    from: pacts-4, rows 2, 3
    type: tie
    title: pacts-4 no. 7
    who: prc; ussr
    form: formal
    signed: 1 May 1950
    ended: 3 June 1955

    event: pacts-4-7-3
    from: pacts-4, rows 3, 4, 5
    type: tie
    title: pacts-4 no. 7
    who: dprk; prc; ussr
    form: formal
    signed: 1960
    others 1; strangers:
    ");
    insta::assert_snapshot!(check("id,member,signed,ended\n7,365,1950,1970\n7,710,1951,1953\n7,731,1960,1962\n"), @"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.

    event: pacts-4-7-1
    from: pacts-4, rows 2, 3
    type: tie
    title: pacts-4 no. 7
    who: prc; ussr
    form: formal
    signed: 1951
    ended: 1953

    event: pacts-4-7-2
    from: pacts-4, rows 2, 4
    type: tie
    title: pacts-4 no. 7
    who: dprk; ussr
    form: formal
    signed: 1960
    ended: 1962
    others 0; strangers:
    ");
    // A row for each time that the text was renewed.
    insta::assert_snapshot!(check("id,member,signed,ended,defense,consul\n7,365,1950,31 December 1955,1,0\n7,710,1950,31 December 1955,1,0\n7,365,1 January 1956,1960,0,1\n7,710,1 January 1956,1960,0,1\n"), @"
    source: pacts-4
    type: collection
    title: Pacts 4.csv
    note: a register; its ties are its own statements, and can be taken away with it.

    event: pacts-4-7
    from: pacts-4, rows 2, 3, 4, 5
    type: tie
    title: pacts-4 no. 7: consultation, defence
    who: prc; ussr
    form: formal
    signed: 1950
    ended: 1960
    others 0; strangers:
    ");
}
