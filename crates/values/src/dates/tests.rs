//! Dates as they stand on cards, and what they bound.

use super::{DAY, Date, parse_date};
use proptest::prelude::*;

/// EDTF, bounds where they differ from it, and notes, in one line.
fn shown(words: &str) -> String {
    let read = parse_date(words);
    let date = read.value.map(|date| described(&date));
    let notes = read.notes.iter().map(|n| {
        format!(
            "[{}] {} {}",
            n.code,
            n.message,
            n.help.as_deref().unwrap_or("")
        )
    });
    date.into_iter().chain(notes).collect::<Vec<_>>().join(" ")
}

fn described(date: &Date) -> String {
    let edtf = date.edtf.as_deref().unwrap_or("no EDTF");
    let marks = [(date.approximate, " about"), (date.uncertain, " doubtful")];
    let marks: String = marks
        .iter()
        .filter(|(on, _)| *on)
        .map(|(_, word)| *word)
        .collect();
    format!("{edtf} = {}{marks}", date.bounds)
}

fn table(forms: &[&str]) -> String {
    forms
        .iter()
        .map(|form| format!("{form} -> {}\n", shown(form)))
        .collect()
}

#[test]
fn forms_of_english() {
    insta::assert_snapshot!(table(&[
        "18 May 1950", "May 18, 1950", "Oct. 1, 1950", "May 1950", "1950", "early 1950", "mid 1950", "late 1950",
        "mid-1980s", "1980s", "the 1980s", "late April 1949", "early morning, June 26, 1950", "26 June 1950, 04:00",
        "25 June 1950 04:00 +09:00", "c. 1950", "about May 1949", "1950?", "between 3 May 1949 and 12 May 1949",
        "before 13 May 1950", "after May 1950", "by 1950", "since 13 May 1950", "until 1950", "from 3 May 1949 to 12 May 1949",
        "April-May 1949", "late April and early May 1949", "1949-1950", "1949-50", "1949/50", "13-16 May 1950",
        "May 13-16, 1950", "13 May - 2 June 1950", "summer 1950", "Winter 1995/1996", "Thursday, 18 May 1950", "the 20th century",
        "the first half of 1950", "18th of May, 1950", "4 p.m. on 25 June 1950", "December-January 1950", "44 BC", "15 March 44 BC", "AD 5",
        "12 and 13 May 1950", "1967 or 1968", "the morning of 26 June 1950", "end of 1950", "[1950]", "[May 1950]", "before c. 1950", "after c. 1950", "early summer 1950", "before 1950-05", "13 May 1950 or later", "1950 or earlier", "not before 13 May 1950", "Q1 1950", "n.d.", "FY 1951", "Christmas 1950",
    ]), @r"
    18 May 1950 -> 1950-05-18 = 18 May 1950
    May 18, 1950 -> 1950-05-18 = 18 May 1950
    Oct. 1, 1950 -> 1950-10-01 = 1 October 1950
    May 1950 -> 1950-05 = 1 May 1950 to 31 May 1950
    1950 -> 1950 = 1 January 1950 to 31 December 1950
    early 1950 -> 1950-01/1950-04~ = 1 January 1950 to 30 April 1950
    mid 1950 -> 1950-05~/1950-08~ = 1 May 1950 to 31 August 1950
    late 1950 -> 1950-09~/1950-12 = 1 September 1950 to 31 December 1950
    mid-1980s -> 1984~/1986~ = 1 January 1984 to 31 December 1986
    1980s -> 198X = 1 January 1980 to 31 December 1989
    the 1980s -> 198X = 1 January 1980 to 31 December 1989
    late April 1949 -> 1949-04-21~/1949-04-30 = 21 April 1949 to 30 April 1949
    early morning, June 26, 1950 -> 1950-06-26 = 26 June 1950 to 26 June 1950, 07:59
    26 June 1950, 04:00 -> 1950-06-26T04:00:00 = 26 June 1950, 04:00
    25 June 1950 04:00 +09:00 -> 1950-06-25T04:00:00+09:00 = 24 June 1950, 19:00
    c. 1950 -> 1950~ = 1 January 1948 to 31 December 1952 about
    about May 1949 -> 1949-05~ = 1 April 1949 to 30 June 1949 about
    1950? -> 1950? = 1 January 1950 to 31 December 1950 doubtful
    between 3 May 1949 and 12 May 1949 -> 1949-05-03/1949-05-12 = 3 May 1949 to 12 May 1949
    before 13 May 1950 -> [..1950-05-12] = 12 May 1950 or earlier
    after May 1950 -> [1950-06..] = 1 June 1950 or later
    by 1950 -> [..1950] = 31 December 1950 or earlier
    since 13 May 1950 -> 1950-05-13/.. = 13 May 1950 or later
    until 1950 -> ../1949 = 31 December 1949 or earlier
    from 3 May 1949 to 12 May 1949 -> 1949-05-03/1949-05-12 = 3 May 1949 to 12 May 1949
    April-May 1949 -> 1949-04/1949-05 = 1 April 1949 to 31 May 1949
    late April and early May 1949 -> 1949-04-21~/1949-05-10~ = 21 April 1949 to 10 May 1949
    1949-1950 -> 1949/1950 = 1 January 1949 to 31 December 1950
    1949-50 -> 1949/1950 = 1 January 1949 to 31 December 1950
    1949/50 -> 1949/1950 = 1 January 1949 to 31 December 1950
    13-16 May 1950 -> 1950-05-13/1950-05-16 = 13 May 1950 to 16 May 1950
    May 13-16, 1950 -> 1950-05-13/1950-05-16 = 13 May 1950 to 16 May 1950
    13 May - 2 June 1950 -> 1950-05-13/1950-06-02 = 13 May 1950 to 2 June 1950
    summer 1950 -> 1950-22 = 1 June 1950 to 31 August 1950
    Winter 1995/1996 -> 1995-24 = 1 December 1995 to 29 February 1996
    Thursday, 18 May 1950 -> 1950-05-18 = 18 May 1950
    the 20th century -> 19XX = 1 January 1900 to 31 December 1999
    the first half of 1950 -> 1950-40 = 1 January 1950 to 30 June 1950
    18th of May, 1950 -> 1950-05-18 = 18 May 1950
    4 p.m. on 25 June 1950 -> 1950-06-25T16:00:00 = 25 June 1950, 16:00
    December-January 1950 -> 1949-12/1950-01 = 1 December 1949 to 31 January 1950
    44 BC -> -0043 = 1 January 44 BC to 31 December 44 BC
    15 March 44 BC -> -0043-03-15 = 15 March 44 BC
    AD 5 -> 0005 = 1 January AD 5 to 31 December AD 5
    12 and 13 May 1950 -> {1950-05-12,1950-05-13} = 12 May 1950 to 13 May 1950
    1967 or 1968 -> [1967,1968] = 1 January 1967 to 31 December 1968
    the morning of 26 June 1950 -> 1950-06-26 = 26 June 1950, 05:00 to 26 June 1950, 11:59
    end of 1950 -> 1950-11~/1950-12 = 1 November 1950 to 31 December 1950
    [1950] -> [1950] = 1 January 1950 to 31 December 1950
    [May 1950] -> 1950-05? = 1 May 1950 to 31 May 1950 doubtful
    before c. 1950 -> no EDTF = 31 December 1951 or earlier about
    after c. 1950 -> no EDTF = 1 January 1949 or later about
    early summer 1950 -> 1950-06~ = 1 June 1950 to 30 June 1950
    before 1950-05 -> [..1950-04] = 30 April 1950 or earlier
    13 May 1950 or later -> 1950-05-13/.. = 13 May 1950 or later
    1950 or earlier -> [..1950] = 31 December 1950 or earlier
    not before 13 May 1950 -> 1950-05-13/.. = 13 May 1950 or later
    Q1 1950 -> 1950-33 = 1 January 1950 to 31 March 1950
    n.d. -> no EDTF = at any time
    FY 1951 -> 1950-07-01/1951-06-30 = 1 July 1950 to 30 June 1951
    Christmas 1950 -> 1950-12-25 = 25 December 1950
    ");
}

#[test]
fn a_local_day_is_an_interval_of_instants() {
    insta::assert_snapshot!(table(&[
        "25 June 1950, Korean time", "25 June 1950 in Korea", "04:00 on 25 June 1950 in Korea", "25 June 1950, 4 a.m. Korean time",
        "afternoon of 24 June 1950, Washington time", "24 June 1950 in Washington", "25 June 1950", "year 0", "year 1950", "the year 578"
    ]), @r#"
    25 June 1950, Korean time -> 1950-06-25T00:00:00+09:00/1950-06-25T24:00:00+09:00 = 24 June 1950, 15:00 to 25 June 1950, 15:00
    25 June 1950 in Korea -> 1950-06-25T00:00:00+09:00/1950-06-25T24:00:00+09:00 = 24 June 1950, 15:00 to 25 June 1950, 15:00
    04:00 on 25 June 1950 in Korea -> 1950-06-25T04:00:00+09:00 = 24 June 1950, 19:00
    25 June 1950, 4 a.m. Korean time -> 1950-06-25T04:00:00+09:00 = 24 June 1950, 19:00
    afternoon of 24 June 1950, Washington time -> 1950-06-24T00:00:00-05:00/1950-06-24T24:00:00-05:00 = 24 June 1950, 05:00 to 25 June 1950, 05:00
    24 June 1950 in Washington -> 1950-06-24T00:00:00-05:00/1950-06-24T24:00:00-05:00 = 24 June 1950, 05:00 to 25 June 1950, 05:00
    25 June 1950 -> 1950-06-25 = 25 June 1950
    year 0 -> [date-impossible] "year 0": There is no year 0: 1 BC is followed by AD 1. Write the year as 1 BC or AD 1.
    year 1950 -> 1950 = 1 January 1950 to 31 December 1950
    the year 578 -> 0578 = 1 January 578 to 31 December 578
    "#);
}

#[test]
fn forms_of_edtf() {
    insta::assert_snapshot!(table(&[
        "1950-05-13", "1950-05", "1950~", "1950?", "1950%", "1950-05/1950-06", "195X", "19XX", "1950-05-XX", "1950-XX-XX",
        "[..1950-05]", "{1950,1952}", "[1950,1952]", "../1950", "1950/..", "1950/", "1950-21", "1950-24", "1950-34",
        "1950-06-25T04:00:00+09:00", "1950-06-25T04:00Z", "-0043-03-15", "[1950-05-13..1950-05-16]",
    ]), @r"
    1950-05-13 -> 1950-05-13 = 13 May 1950
    1950-05 -> 1950-05 = 1 May 1950 to 31 May 1950
    1950~ -> 1950~ = 1 January 1948 to 31 December 1952 about
    1950? -> 1950? = 1 January 1950 to 31 December 1950 doubtful
    1950% -> 1950% = 1 January 1948 to 31 December 1952 about doubtful
    1950-05/1950-06 -> 1950-05/1950-06 = 1 May 1950 to 30 June 1950
    195X -> 195X = 1 January 1950 to 31 December 1959
    19XX -> 19XX = 1 January 1900 to 31 December 1999
    1950-05-XX -> 1950-05 = 1 May 1950 to 31 May 1950
    1950-XX-XX -> 1950 = 1 January 1950 to 31 December 1950
    [..1950-05] -> [..1950-05] = 31 May 1950 or earlier
    {1950,1952} -> {1950,1952} = 1 January 1950 to 31 December 1952
    [1950,1952] -> [1950,1952] = 1 January 1950 to 31 December 1952
    ../1950 -> [..1950] = 31 December 1950 or earlier
    1950/.. -> 1950/.. = 1 January 1950 or later
    1950/ -> 1950/.. = 1 January 1950 or later
    1950-21 -> 1950-21 = 1 March 1950 to 31 May 1950
    1950-24 -> 1950-24 = 1 December 1950 to 28 February 1951
    1950-34 -> 1950-34 = 1 April 1950 to 30 June 1950
    1950-06-25T04:00:00+09:00 -> 1950-06-25T04:00:00+09:00 = 24 June 1950, 19:00
    1950-06-25T04:00Z -> 1950-06-25T04:00:00Z = 25 June 1950, 04:00
    -0043-03-15 -> -0043-03-15 = 15 March 44 BC
    [1950-05-13..1950-05-16] -> 1950-05-13/1950-05-16 = 13 May 1950 to 16 May 1950
    ");
}

#[test]
fn other_calendars_and_eras() {
    insta::assert_snapshot!(table(&[
        "12 Feb. 1732/3", "12 Feb. 1732 O.S.", "25 October 1917 (O.S.)", "25 October (7 November) 1917", "25 October (9 November) 1917", "25 октября (7 ноября) 1917 г.", "20 December 1916 (2 January 1917)", "20 December 1916 (2 January 1916)", "20 December (2 January) 1917", "20 December 1916 (2 January)", "October 1917 O.S.", "1950년 6월 25일", "1950년 초",
        "1950년 6월 초순", "1950년대", "1950年6月25日", "1950年初", "1950年6月上旬", "1950年6月中旬", "1950年6月下旬", "一九五〇年六月二十五日",
        "昭和25年6月25日", "昭和元年", "民國39年", "民國三十九年十月", "단기 4283년", "단기 4283년 6월 25일", "1950年以前", "1950년 6월 이전", "1950年5月至6月",
        "1950.6.25", "1950. 6. 25.", "1950년 6월 25일 새벽", "1950년 6월 25일 오전 4시",
    ]), @r#"
    12 Feb. 1732/3 -> 1733-02-23 = 23 February 1733
    12 Feb. 1732 O.S. -> 1732-02-23 = 23 February 1732 [date-ambiguous] "12 Feb. 1732 O.S.": the English legal year began on 25 March, so the year may be the one before. Write both years where it matters: 12 Feb. 1732/3.
    25 October 1917 (O.S.) -> 1917-11-07 = 7 November 1917
    25 October (7 November) 1917 -> 1917-11-07 = 7 November 1917
    25 October (9 November) 1917 -> [date-impossible] "25 October (9 November) 1917": The day of the Julian calendar and the one in brackets are not the same day. Mend one of them, or leave the brackets out.
    25 октября (7 ноября) 1917 г. -> 1917-11-07 = 7 November 1917
    20 December 1916 (2 January 1917) -> 1917-01-02 = 2 January 1917
    20 December 1916 (2 January 1916) -> [date-impossible] "20 December 1916 (2 January 1916)": The day of the Julian calendar and the one in brackets are not the same day. Mend one of them, or leave the brackets out.
    20 December (2 January) 1917 -> 1917-01-02 = 2 January 1917
    20 December 1916 (2 January) -> 1917-01-02 = 2 January 1917
    October 1917 O.S. -> 1917-10-14/1917-11-13 = 14 October 1917 to 13 November 1917
    1950년 6월 25일 -> 1950-06-25 = 25 June 1950
    1950년 초 -> 1950-01/1950-04~ = 1 January 1950 to 30 April 1950
    1950년 6월 초순 -> 1950-06-01/1950-06-10 = 1 June 1950 to 10 June 1950
    1950년대 -> 195X = 1 January 1950 to 31 December 1959
    1950年6月25日 -> 1950-06-25 = 25 June 1950
    1950年初 -> 1950-01/1950-04~ = 1 January 1950 to 30 April 1950
    1950年6月上旬 -> 1950-06-01/1950-06-10 = 1 June 1950 to 10 June 1950
    1950年6月中旬 -> 1950-06-11/1950-06-20 = 11 June 1950 to 20 June 1950
    1950年6月下旬 -> 1950-06-21/1950-06-30 = 21 June 1950 to 30 June 1950
    一九五〇年六月二十五日 -> 1950-06-25 = 25 June 1950
    昭和25年6月25日 -> 1950-06-25 = 25 June 1950
    昭和元年 -> 1926 = 1 January 1926 to 31 December 1926
    民國39年 -> 1950 = 1 January 1950 to 31 December 1950
    民國三十九年十月 -> 1950-10 = 1 October 1950 to 31 October 1950
    단기 4283년 -> 1950 = 1 January 1950 to 31 December 1950
    단기 4283년 6월 25일 -> 1950-06-25 = 25 June 1950
    1950年以前 -> [..1949] = 31 December 1949 or earlier
    1950년 6월 이전 -> [..1950-05] = 31 May 1950 or earlier
    1950年5月至6月 -> 1950-05/1950-06 = 1 May 1950 to 30 June 1950
    1950.6.25 -> 1950-06-25 = 25 June 1950
    1950. 6. 25. -> 1950-06-25 = 25 June 1950
    1950년 6월 25일 새벽 -> 1950-06-25 = 25 June 1950, 04:00 to 25 June 1950, 07:59
    1950년 6월 25일 오전 4시 -> 1950-06-25T04:00:00 = 25 June 1950, 04:00
    "#);
}

#[test]
fn forms_of_other_languages() {
    insta::assert_snapshot!(table(&[
        "25 июня 1950 г.", "июнь 1950 г.", "1950 г.", "начало 1950 года", "лето 1950 г.", "25. Juni 1950", "Anfang 1950", "Ende Juni 1950", "Sommer 1950",
        "25 juin 1950", "1er juin 1950", "début 1950", "été 1950", "XXe siècle", "19. Jahrhundert", "1950er Jahre", "до 1950 г.", "vor 1950", "avant 1950",
        "XIX век", "1950-е годы",
    ]), @r"
    25 июня 1950 г. -> 1950-06-25 = 25 June 1950
    июнь 1950 г. -> 1950-06 = 1 June 1950 to 30 June 1950
    1950 г. -> 1950 = 1 January 1950 to 31 December 1950
    начало 1950 года -> 1950-01/1950-04~ = 1 January 1950 to 30 April 1950
    лето 1950 г. -> 1950-22 = 1 June 1950 to 31 August 1950
    25. Juni 1950 -> 1950-06-25 = 25 June 1950
    Anfang 1950 -> 1950-01/1950-04~ = 1 January 1950 to 30 April 1950
    Ende Juni 1950 -> 1950-06-25~/1950-06-30 = 25 June 1950 to 30 June 1950
    Sommer 1950 -> 1950-22 = 1 June 1950 to 31 August 1950
    25 juin 1950 -> 1950-06-25 = 25 June 1950
    1er juin 1950 -> 1950-06-01 = 1 June 1950
    début 1950 -> 1950-01/1950-04~ = 1 January 1950 to 30 April 1950
    été 1950 -> 1950-22 = 1 June 1950 to 31 August 1950
    XXe siècle -> 19XX = 1 January 1900 to 31 December 1999
    19. Jahrhundert -> 18XX = 1 January 1800 to 31 December 1899
    1950er Jahre -> 195X = 1 January 1950 to 31 December 1959
    до 1950 г. -> [..1949] = 31 December 1949 or earlier
    vor 1950 -> [..1949] = 31 December 1949 or earlier
    avant 1950 -> [..1949] = 31 December 1949 or earlier
    XIX век -> 18XX = 1 January 1800 to 31 December 1899
    1950-е годы -> 195X = 1 January 1950 to 31 December 1959
    ");
}

#[test]
fn what_is_no_date_is_refused_with_a_mending() {
    insta::assert_snapshot!(table(&[
        "30 February 1950", "1950-02-30", "1950-13", "1950-13-01", "0 AD", "year 0", "0000", "12 May 1950 - 3 May 1950", "1950/1949", "3/4/50", "3/4/1950",
        "13/5/1950", "5/13/1950", "31/31/1950", "13.5.1950", "1904-05", "Monday, 25 June 1950", "banana", "", "32 May 1950", "between 1950 and 1949", "May", "13 May",
        "1950-05-13T25:00", "before 1949-1950", "13 May 50", "31 June 1950 O.S.", "12 Thout 1667",
    ]), @r#"
    30 February 1950 -> [date-impossible] "30 February 1950": There is no 30 February 1950: the month ends on the 28th. Write a day from 1 to 28, or only February 1950.
    1950-02-30 -> [date-impossible] "1950-02-30": There is no 30 February 1950: the month has 28 days. Write a day from 1 to 28, or only February 1950.
    1950-13 -> [date-impossible] "1950-13": There is no month 13. Months go from 01 to 12; 21 to 24 are spring to winter.
    1950-13-01 -> [date-impossible] "1950-13-01": There is no month 13. Months go from 01 to 12; 21 to 24 are spring to winter.
    0 AD -> [date-impossible] "0 AD": There is no year 0: 1 BC is followed by AD 1. Write the year as 1 BC or AD 1.
    year 0 -> [date-impossible] "year 0": There is no year 0: 1 BC is followed by AD 1. Write the year as 1 BC or AD 1.
    0000 -> 0000 = 1 January 1 BC to 31 December 1 BC
    12 May 1950 - 3 May 1950 -> [date-impossible] "12 May 1950 - 3 May 1950": The range ends (3 May 1950) before it begins (12 May 1950). Write the earlier date first.
    1950/1949 -> [date-impossible] "1950/1949": The interval ends before it begins. Write 1949/1950.
    3/4/50 -> [date-ambiguous] "3/4/50": All in figures: neither the century of 50 nor the order of day and month is said; it may be 3 April 1950 or 4 March 1950, or of another century. Write the month as a word: 13 May 1950.
    3/4/1950 -> [date-ambiguous] "3/4/1950": Day and month are not told apart: 3 April 1950 or 4 March 1950. Write 3 April 1950 or 4 March 1950.
    13/5/1950 -> 1950-05-13 = 13 May 1950
    5/13/1950 -> 1950-05-13 = 13 May 1950
    31/31/1950 -> [date-impossible] "31/31/1950": Neither 31 nor 31 is a month. Write the month as a word: 13 May 1950.
    13.5.1950 -> 1950-05-13 = 13 May 1950
    1904-05 -> 1904-05 = 1 May 1904 to 31 May 1904 [date-ambiguous] "1904-05" is read as a month, as ISO 8601 writes it; in prose it could be 1904 to 1905. Write 1904-1905, or the month as a word.
    Monday, 25 June 1950 -> [date-impossible] "Monday, 25 June 1950": 25 June 1950 was a Sunday, not a Monday. Leave the day of the week out, or mend the day or the year.
    banana -> [date-not-understood] "banana": This is not read as a date. Write a date such as 13 May 1950, May 1950, early 1950, before 13 May 1950, or EDTF (1950-05-13).
     -> [date-not-understood] "": This is not read as a date. Write a date such as 13 May 1950, May 1950, early 1950, before 13 May 1950, or EDTF (1950-05-13).
    32 May 1950 -> [date-impossible] "32 May 1950": There is no 32 May 1950: the month ends on the 31st. Write a day from 1 to 31, or only May 1950.
    between 1950 and 1949 -> [date-impossible] "between 1950 and 1949": The range ends (1 January 1949 to 31 December 1949) before it begins (1 January 1950 to 31 December 1950). Write the earlier date first.
    May -> [date-not-understood] "May": The year is missing. Write the year too: 13 May 1950.
    13 May -> [date-not-understood] "13 May": The year is missing. Write the year too: 13 May 1950.
    1950-05-13T25:00 -> [date-impossible] "1950-05-13T25:00": "25:00" is no time of day. Write hours and minutes: T04:00.
    before 1949-1950 -> [date-not-understood] "before 1949-1950": A range cannot stand after a word such as before or since. Write one date: before 13 May 1950.
    13 May 50 -> [date-not-understood] "13 May 50": This is not read as a date. Write a date such as 13 May 1950, May 1950, early 1950, before 13 May 1950, or EDTF (1950-05-13).
    31 June 1950 O.S. -> [date-impossible] "31 June 1950 O.S.": There is no 31 June 1950: the month ends on the 30th. Write a day from 1 to 30, or only June 1950.
    12 Thout 1667 -> [date-not-understood] "12 Thout 1667": Thout is no month of a calendar that is read here. Write the day of the Gregorian calendar, and keep the words of the source as a quotation.
    "#);
}

proptest! {
    #[test]
    fn parsing_never_panics(words in any::<String>()) {
        parse_date(&words);
    }

    #[test]
    fn parsing_never_panics_on_near_dates(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "1950", "May", "13", "-", "/", ",", " ", "early ", "of ", "[", "]", "..", "X", "~", "?", "年", "月", "日", "초", "昭和", "25", "s", "th",
                "99999999", "0", "between ", "and ", "O.S.", "T", ":", "+09:00", "BC", "about ", "г.", "century", "元", "十", "winter ", "{", "}",
            ]), 0..9),
    ) {
        let words = pieces.concat();
        if let Some(date) = parse_date(&words).value {
            prop_assert!(!date.bounds.is_empty());
        }
    }

    #[test]
    fn a_day_printed_is_read_back(days in 0i32..3_600_000) {
        let day = super::Day(days);
        for words in [day.to_string(), day.iso()] {
            let date = parse_date(&words).value;
            prop_assert_eq!(date.as_ref().map(|d| d.bounds), Some(super::Bounds::of_days(day, day)), "{}", words);
            prop_assert_eq!(date.and_then(|d| d.edtf), Some(day.iso()));
        }
    }

    #[test]
    fn edtf_printed_is_read_back_the_same(
        year in 1000i32..2100,
        form in proptest::sample::select(vec![
            "Y", "Y-05", "Y-05-13", "Y-21", "Y-24", "Y~", "Y-05?", "Y-05-13%", "Y/..", "../Y-05", "Y-05/Y-06", "[Y-05,Y-07]", "{Y,Y-12}", "[..Y-05]",
        ]),
    ) {
        let words = form.replace('Y', &year.to_string());
        let first = parse_date(&words).value.expect("EDTF is read");
        let again = parse_date(first.edtf.as_deref().expect("EDTF is written")).value.expect("and read again");
        prop_assert_eq!(&first.edtf, &again.edtf);
        prop_assert_eq!(first.bounds, again.bounds);
    }

    #[test]
    fn bounds_of_a_month_hold_its_days(year in 1i32..3000, month in 1u32..=12, day in 1u32..=28) {
        let month_words = format!("{} {year}", super::MONTHS[month as usize - 1]);
        if let Some(whole) = parse_date(&month_words).value {
            let start = super::Day::from_ymd(year, month, day).expect("a day").start();
            prop_assert!(whole.bounds.contains(start) && whole.bounds.contains(start + DAY - 1));
        }
    }
}
