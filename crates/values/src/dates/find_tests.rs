//! Dates found in running text, and what they were resolved against.

use super::{DateContext, FoundDate, Language, find_dates, parse_date};
use proptest::prelude::*;

fn shown(text: &str, context: &DateContext) -> String {
    let line = |found: FoundDate| {
        let anchor = found
            .resolved_against
            .map_or(String::new(), |a| format!(" from {a}"));
        let modifier = found.modifier.map_or(String::new(), |m| format!(" {m}"));
        let kind = found.timex_type.word();
        let rivals: Vec<String> = found.rivals.iter().filter_map(|d| d.edtf.clone()).collect();
        let rivals = if rivals.is_empty() {
            String::new()
        } else {
            format!(" or {}", rivals.join(", "))
        };
        format!(
            "{} = {kind} {}{modifier}{anchor}{rivals}",
            &text[found.span], found.value
        )
    };
    find_dates(text, context)
        .into_iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

fn narrative(text: &str) -> String {
    shown(text, &DateContext::default())
}

fn in_language(language: Language, text: &str) -> String {
    shown(
        text,
        &DateContext {
            language: Some(language),
            ..DateContext::default()
        },
    )
}

#[test]
fn centuries_in_pairs_days_in_both_styles_and_decades_by_name() {
    insta::assert_snapshot!(narrative(
        "In the sixteenth and seventeenth centuries nobody wrote, nor in the second century CE. The letter is dated 7/19 March 1861. \
         In the early seventies it was read by a man in his seventies."
    ), @r"
    the sixteenth = DATE 15
    seventeenth centuries = DATE 16
    the second century CE = DATE 01
    7/19 March 1861 = DATE 1861-03-19
    the early seventies = DATE 197 START
    ");
    insta::assert_snapshot!(in_language(Language::French, "Aux XVIe et XVIIe siècles, on écrivait."), @r"
    XVIe = DATE 15
    XVIIe siècles = DATE 16
    ");
    insta::assert_snapshot!(in_language(Language::German, "Im 16. und 17. Jahrhundert schrieb man; am 7./19. März 1861 auch."), @r"
    16. = DATE 15
    17. Jahrhundert = DATE 16
    März 1861 = DATE 1861-03
    ");
    insta::assert_snapshot!(in_language(Language::Russian, "В XVI и XVII веках писали; 7/19 марта 1861 г. тоже."), @r"
    XVI = DATE 15
    XVII веках = DATE 16
    7/19 марта 1861 г. = DATE 1861-03-19
    ");
}

#[test]
fn a_narrative_in_english() {
    insta::assert_snapshot!(narrative(
        "On 25 June 1950 the war began. The next day Truman met his advisers; five days later, on June 30, he sent troops. \
         In late April and early May 1949 Kim Il had come to Beijing. Between 13 and 16 May 1950 Kim was there. In September the \
         landing followed, and on the same day Seoul was shelled. The winter of 1950 was hard. From October 1 to October 8, 1950, \
         Stalin wrote twice. In the 1980s, and since the mid-1980s, books said little. He waited nearly three weeks, or a few days."
    ), @r"
    25 June 1950 = DATE 1950-06-25
    The next day = DATE 1950-06-26 from 1950-06-25
    five days later = DATE 1950-07-01 from 1950-06-26
    June 30 = DATE 1950-06-30 from 1950-07-01
    late April = DATE 1949-04 END
    early May 1949 = DATE 1949-05 START
    13 and 16 May 1950 = DATE 1950-05-13/1950-05-16
    September = DATE 1950-09 from 1950-05-16
    The winter of 1950 = DATE 1950-WI
    October 1 to October 8, 1950 = DATE 1950-10-01/1950-10-08
    the 1980s = DATE 198
    the mid-1980s = DATE 198 MID
    nearly three weeks = DURATION P3W LESS_THAN
    a few days = DURATION PXD
    ");
}

#[test]
fn what_is_no_date_in_running_text() {
    insta::assert_snapshot!(narrative(
        "They had 1200 men and 2,000 guns, see pp. 1921-1934 and file 740.00119/1-749, No. 1950. They may march on. \
         He paid $1950. It was ratified in 1949.¹⁾ Room 12/3 has 13 chairs."
    ), @"1949 = DATE 1949");
}

#[test]
fn a_letter_counts_from_its_day() {
    let context = DateContext {
        written: parse_date("13 May 1950").value,
        ..DateContext::default()
    };
    insta::assert_snapshot!(
        shown("Yesterday he left. Last week, on Tuesday, he saw me. Two months ago, and again on December 3, he wrote. Tomorrow morning I go.", &context),
        @r"
    Yesterday = DATE 1950-05-12 from dct
    Last week = DATE 1950-W18 from dct
    Tuesday = DATE 1950-05-09 from dct
    Two months ago = DATE 1950-03 from dct
    December 3 = DATE 1949-12-03 from 1950-03 or 1950-12-03
    Tomorrow morning = TIME 1950-05-14TMO from dct
    ");
}

#[test]
fn a_story_keeps_its_year_past_a_year_that_only_comes_up() {
    insta::assert_snapshot!(narrative(
        "In March 1975 the plan for 1976 was dropped. On 11 April the army moved. In 1977, on 2 May, a book appeared. \
         Between September 27 and October 18, 1951, they met. On 3 December 1950 it snowed; in January it thawed. \
         At 4 a.m. he woke. The following year, in the first half of 1953 or its third quarter, peace came. On Fridays and daily he wrote."
    ), @r"
    March 1975 = DATE 1975-03
    1976 = DATE 1976
    11 April = DATE 1975-04-11 from 1975-03 or 1976-04-11
    1977 = DATE 1977
    2 May = DATE 1977-05-02 from 1977
    September 27 and October 18, 1951 = DATE 1951-09-27/1951-10-18
    3 December 1950 = DATE 1950-12-03
    January = DATE 1951-01 from 1950-12-03 or 1977-01, 1950-01
    The following year = DATE 1952 from 1951-01
    the first half of 1953 = DATE 1953-H1
    third quarter = DATE 1977-Q3 from 1977-05-02 or 1953-35
    Fridays = SET XXXX-WXX-5
    daily = SET P1D
    ");
}

#[test]
fn days_in_figures_and_in_two_calendars() {
    let lines = [
        narrative(
            "On 13/5/1950 and 5/13/1950, but not on 3/4/1950, nor 1/2/3. On 25 October (7 November) 1917 it began.",
        ),
        in_language(Language::German, "Am 25.6.1950 und am 7. Juli 1950."),
        in_language(
            Language::Russian,
            "25 октября (7 ноября) 1917 г. и 19 декабря 1916 г. (1 января 1917 г.)",
        ),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r"
    13/5/1950 = DATE 1950-05-13
    5/13/1950 = DATE 1950-05-13
    3/4/1950 = DATE 1950 or 1950-03-04, 1950-04-03
    25 October (7 November) 1917 = DATE 1917-11-07
    25.6.1950 = DATE 1950-06-25
    7. Juli 1950 = DATE 1950-07-07
    25 октября (7 ноября) 1917 г. = DATE 1917-11-07
    19 декабря 1916 г. (1 января 1917 г.) = DATE 1917-01-01
    ");
}

#[test]
fn what_only_the_older_convention_marks() {
    let context = DateContext {
        convention: super::Convention::Timex2,
        ..DateContext::default()
    };
    insta::assert_snapshot!(
        shown("The former king reigned from 499 BC to 493 BC, in the 5th century BC and the 470s BC, and wrote daily. 1914-1918.", &context),
        @r"
    former = DATE PAST_REF
    499 BC = DATE BC0499
    493 BC = DATE BC0493
    the 5th century BC = DATE BC04
    the 470s BC = DATE BC047
    daily = SET XXXX-XX-XX
    1914 = DATE 1914
    1918 = DATE 1918
    ");
}

#[test]
fn reigns_cycles_and_lunar_months_are_given_as_civil_days() {
    let lines = [
        in_language(
            Language::Korean,
            "고종 12년 8월 21일, 을미년 8월 20일. 음력 8월 15일. 1950년 음력 8월 15일. 병자년 겨울, 이듬해 정월 보름에. 1950년 음력 13월 1일, 1950년 음력 2월 30일.",
        ),
        in_language(
            Language::Chinese,
            "光緒二十一年三月二十三日。甲午八月十八日。",
        ),
        in_language(
            Language::Japanese,
            "嘉永七年三月三日。明治三十八年九月五日。",
        ),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r"
    고종 12년 8월 21일 = DATE 1875-09-20
    을미년 8월 20일 = DATE 1895-10-08 from 1875-09-20
    음력 8월 15일 = DATE 1895-10-03 from 1895-10-08 or 1875-09-14
    1950년 음력 8월 15일 = DATE 1950-09-26
    병자년 겨울 = DATE 1936-WI from 1950-09-26
    이듬해 정월 보름 = DATE 1937-02-25 from 1936-24
    1950년 음력 13월 1일 = DATE 
    1950년 음력 2월 30일 = DATE  or 1950-03-19/1950-04-16
    光緒二十一年三月二十三日 = DATE 1895-04-17
    甲午八月十八日 = DATE 1894-09-17 from 1895-04-17
    嘉永七年三月三日 = DATE 1854-03-31
    明治三十八年九月五日 = DATE 1905-09-05
    ");
}

fn with_reason(text: &str) -> String {
    let line = |found: FoundDate| {
        let rivals: Vec<String> = found.rivals.iter().filter_map(|d| d.edtf.clone()).collect();
        format!(
            "{} = {:?} or {}: {}",
            &text[found.span],
            found.date.edtf,
            rivals.join(", "),
            found.because
        )
    };
    find_dates(text, &DateContext::default())
        .into_iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

/// What a case's own table says of early and about reaches the dates found in its texts.
#[test]
fn a_case_sets_what_early_and_about_bound_in_running_text() {
    let own = super::PhraseTable::parse("version\tours\nearly YEAR\t1 January\t31 March\tthe first quarter\nabout DAY\t-1 day\t+1 day\ta day\n").value;
    let text = "In early 1950, or about 5 May 1950, he came.";
    let line = |found: FoundDate| {
        format!(
            "{} = {} ({})",
            found.date.words, found.date.bounds, found.date.because
        )
    };
    let lines: Vec<String> = super::find_dates_with(&own, text, &DateContext::default())
        .into_iter()
        .map(line)
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    early 1950 = 1 January 1950 to 31 March 1950 (phrases ours: early YEAR: 1 January to 31 March (the first quarter); it says everything itself)
    about 5 May 1950 = 4 May 1950 to 6 May 1950 (phrases ours: about DAY: -1 day to +1 day (a day); it says everything itself)
    ");
}

/// A date that cannot be is kept as written, says why, and bounds nothing; what it may have meant stands beside it.
#[test]
fn an_impossible_date_is_kept_as_written_and_never_a_wrong_day() {
    let lines = [
        with_reason("He wrote on 30 February 1950."),
        with_reason("He wrote on 31 June."),
        with_reason("It is dated 1950-13-40."),
        with_reason("He came on Monday, 25 June 1950."),
        with_reason("The letter of 3/4/50 is lost."),
        with_reason("From 12 May 1950 to 3 May 1950 he was away."),
        with_reason("In the year 0 nothing was written."),
        with_reason("On 12 Thout 1667 the river rose."),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r#"
    30 February 1950 = None or 1950-02: There is no 30 February 1950: the month ends on the 28th.

    1950-13-40 = None or : There is no month 13.
    Monday, 25 June 1950 = None or 1950-06-25: 25 June 1950 was a Sunday, not a Monday.
    3/4/50 = None or 1950-03-04, 1950-04-03: All in figures: neither the century nor the order of day and month is said.
    12 May 1950 = Some("1950-05-12") or : it says everything itself
    3 May 1950 = Some("1950-05-03") or : it says everything itself

    12 Thout 1667 = None or : The month is one of a calendar that is not read here.
    "#);
    for found in find_dates("He wrote on 30 February 1950.", &DateContext::default()) {
        assert_eq!(found.date.bounds, super::Bounds::OPEN);
    }
}

#[test]
fn marks_of_notes_files_and_pages_are_no_dates() {
    insta::assert_snapshot!(narrative(
        "It was signed in 1950.12 and renewed in 1953.⁷ See file 611.95A241/3-1450, pp. 1950-1962, vol. 1949, No. 1624, 1660 and 1731. \
         In May 1950³ he left; on 5 June⁴ and 7,⁵ 1950 he wrote. They took 3,500 men and 12.1950 pounds."
    ), @r"
    1953 = DATE 1953
    May 1950 = DATE 1950-05
    5 June = DATE 1950-06-05
    7,⁵ 1950 = DATE 1950-06-07
    ");
}

#[test]
fn groups_of_signals_and_zones_of_time() {
    insta::assert_snapshot!(narrative(
        "Passed at 251500Z JUN 50. Received 260230K. At 7:45 p.m. (EST) on Saturday, October 27, 1962, he called; at 9 a.m. Moscow time on \
         28 October 1962 he spoke."
    ), @r"
    251500Z JUN 50 = TIME 1950-06-25T15:00Z
    260230K = TIME 1950-06-26T02:30+10:00 from 1950-06-25T15:00:00Z
    7:45 p.m. (EST) on Saturday, October 27, 1962 = TIME 1962-10-27T19:45-05:00
    9 a.m. Moscow time on 28 October 1962 = TIME 1962-10-28T09:00+03:00
    ");
}

#[test]
fn feasts_and_named_days() {
    let lines = [
        narrative(
            "Before Easter 1916, on Good Friday 1917, on D-Day, on V-E Day and on Christmas Eve 1950.",
        ),
        in_language(
            Language::German,
            "Zu Ostern 1945 und an Pfingsten 1948, am Reformationstag 1517.",
        ),
        in_language(Language::Chinese, "七七事变以后，五四运动中。"),
        in_language(Language::Japanese, "二・二六事件の翌日。"),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r"
    Easter 1916 = DATE 1916-04-23
    Good Friday 1917 = DATE 1917-04-06
    D-Day = DATE 1944-06-06
    V-E Day = DATE 1945-05-08
    Christmas Eve 1950 = DATE 1950-12-24
    Ostern 1945 = DATE 1945-04-01
    Pfingsten 1948 = DATE 1948-05-16
    Reformationstag 1517 = DATE 1517-10-31
    七七 = DATE 1937-07-07
    二・二六 = DATE 1936-02-26
    翌日 = DATE 1936-02-27 from 1936-02-26
    ");
}

#[test]
fn counted_from_what_is_told_in_several_languages() {
    let lines = [
        in_language(
            Language::German,
            "Am 25. Juni 1950 fiel der erste Schuss; am Tag darauf floh er. Vor drei Jahren war es ruhig.",
        ),
        in_language(
            Language::French,
            "Le 25 juin 1950 il partit. Le lendemain il revint. Il y a deux ans il dormait.",
        ),
        in_language(
            Language::Russian,
            "25 июня 1950 г. он уехал. Через два дня он вернулся. В ночь на 30 июня выпал снег.",
        ),
        in_language(
            Language::Korean,
            "1950년 6월 25일 그는 떠났다. 사흘 뒤 돌아왔다. 그해 가을 다시 떠났다.",
        ),
        in_language(
            Language::Chinese,
            "1950年6月25日他走了。三天后他回来。同年底又走。",
        ),
        in_language(
            Language::Japanese,
            "1950年6月25日に彼は去った。翌朝に戻った。三週間後に再び去った。",
        ),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r"
    25. Juni 1950 = DATE 1950-06-25
    Tag darauf = DATE 1950-06-26 from 1950-06-25
    Vor drei Jahren = DATE 1947 from 1950-06-26
    25 juin 1950 = DATE 1950-06-25
    Le lendemain = DATE 1950-06-26 from 1950-06-25
    Il y a deux ans = DATE 1948 from 1950-06-26
    25 июня 1950 г. = DATE 1950-06-25
    Через два дня = DATE 1950-06-27 from 1950-06-25
    ночь на 30 июня = TIME 1950-06-29TNI from 1950-06-27
    1950년 6월 25일 = DATE 1950-06-25
    사흘 뒤 = DATE 1950-06-28 from 1950-06-25
    그해 가을 = DATE 1950-FA from 1950-06-28
    1950年6月25日 = DATE 1950-06-25
    三天后 = DATE 1950-06-28 from 1950-06-25
    同年底 = DATE 1950 END from 1950-06-28
    1950年6月25日 = DATE 1950-06-25
    翌朝 = TIME 1950-06-26TMO from 1950-06-25
    三週間後 = DATE 1950-07-17 from 1950-06-26
    ");
}

#[test]
fn short_years_fortnights_and_periods_that_end() {
    let context = DateContext {
        written: parse_date("10 October 1951").value,
        ..DateContext::default()
    };
    insta::assert_snapshot!(
        shown("In the spring of '49 he came; a fortnight later he left. The winter of 1950-51 was hard. In the week ending 30 September 1951, \
               by the end of next month, every other Tuesday, on the night of 24-25 June, some five years later.", &context),
        @r"
    the spring of '49 = DATE 1949-SP from dct or 1951-21
    a fortnight = DURATION P2W
    The winter of 1950-51 = DATE 1950-WI
    the week ending 30 September 1951 = DATE 1951-09-24/1951-09-30
    the end of next month = DATE 1951-11 END from dct
    every other Tuesday = SET XXXX-WXX-2
    the night of 24-25 June = TIME 1951-06-24TNI from 1951-11
    some five years later = DATE 1956 APPROX from 1951-06-25
    "
    );
}

#[test]
fn hours_share_the_mark_and_the_day_of_the_last_and_days_return_by_their_number() {
    insta::assert_snapshot!(
        in_language(Language::German, "Er empfing von 10 bis 15 Uhr am 3. Mai 1949. Der Rat tagt jeden zweiten Donnerstag und an jedem Montagabend. \
               Die Kosten stiegen Jahr um Jahr, zuletzt zwei Mark pro Stunde. Der im Jahr 578 verstorbene Abt."),
        @r"
    10 bis 15 Uhr am 3. Mai 1949 = TIME 1949-05-03T10:00/1949-05-03T15:00
    jeden zweiten Donnerstag = SET XXXX-WXX-4
    jedem Montagabend = SET XXXX-WXX-1TEV
    Jahr um Jahr = SET P1Y
    pro Stunde = SET PT1H
    Jahr 578 = DATE 0578
    "
    );
    insta::assert_snapshot!(
        in_language(Language::English, "They sat from 3 to 5 p.m. on 3 May 1950, from 11 to 1 p.m. on 4 May 1950, and year after year. Of 3 to 5 members, none came."),
        @r"
    3 to 5 p.m. on 3 May 1950 = TIME 1950-05-03T15:00/1950-05-03T17:00
    11 to 1 p.m. on 4 May 1950 = TIME 1950-05-04T11:00/1950-05-04T13:00
    year after year = SET P1Y
    "
    );
}

#[test]
fn a_days_reading_in_old_russia_keeps_its_rival() {
    insta::assert_snapshot!(
        in_language(Language::Russian, "27 января 1904 г. началась война. 9 февраля 1904 г. (н. ст.) пришла весть. 5 марта 1953 г. он умер."),
        @r"
    27 января 1904 г. = DATE 1904-02-09 or 1904-01-27
    9 февраля 1904 г. (н. ст.) = DATE 1904-02-09
    5 марта 1953 г. = DATE 1953-03-05
    "
    );
}

#[test]
fn a_korean_date_does_not_begin_inside_a_word() {
    let text = "이러한 분석은 데올로기와 다른 또한 주제이다. 1949년 3월에 그는 떠났다.";
    assert_eq!(
        in_language(Language::Korean, text),
        "1949년 3월 = DATE 1949-03"
    );
}

#[test]
fn other_languages() {
    let lines = [
        in_language(
            Language::Korean,
            "6·25전쟁은 1950년 6월 25일에 발발했다. 1949년 4월부터 5월까지, 그리고 1950년 초에도 그러했다. 1950년대.",
        ),
        in_language(
            Language::Chinese,
            "1950年6月25日，战争爆发。10月初，毛泽东决定出兵。民國三十九年十月上旬。",
        ),
        in_language(
            Language::Japanese,
            "昭和25年6月25日に始まり、1953年7月27日まで続いた。",
        ),
        in_language(
            Language::Russian,
            "25 июня 1950 г. началась война, а в октябре 1950 года вошли войска.",
        ),
        in_language(
            Language::German,
            "Am 25. Juni 1950 begann der Krieg. Ende Oktober kamen Truppen.",
        ),
        in_language(
            Language::French,
            "Le 25 juin 1950, la guerre éclata. Au début d'octobre, puis le 19 octobre, ils passèrent.",
        ),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r"
    6·25 = DATE 1950-06-25
    1950년 6월 25일 = DATE 1950-06-25
    1949년 4월 = DATE 1949-04
    5월 = DATE 1949-05
    1950년 초 = DATE 1950 START
    1950년대 = DATE 195
    1950年6月25日 = DATE 1950-06-25
    10月初 = DATE 1950-10 START from 1950-06-25
    民國三十九年十月上旬 = DATE 1950-10 START
    昭和25年6月25日 = DATE 1950-06-25
    1953年7月27日 = DATE 1953-07-27
    25 июня 1950 г. = DATE 1950-06-25
    октябре 1950 года = DATE 1950-10
    25. Juni 1950 = DATE 1950-06-25
    Ende Oktober = DATE 1950-10 END from 1950-06-25
    25 juin 1950 = DATE 1950-06-25
    début d'octobre = DATE 1950-10 START from 1950-06-25
    19 octobre = DATE 1950-10-19 from 1950-10
    ");
}

/// Brackets, lists and joining words as long as one likes: neither the stack nor the time grows beyond the text.
#[test]
fn long_runs_of_one_word_are_read_in_one_pass() {
    let seeds = [
        "13 May (", "années ", "the ", "13, ", "and ", "1950-", "of the ", "三", "early ", "一年",
        "two and ", "1949/",
    ];
    for seed in seeds {
        let text = seed.repeat(400);
        for language in Language::ALL {
            find_dates(
                &text,
                &DateContext {
                    language: Some(language),
                    ..DateContext::default()
                },
            );
        }
        parse_date(&text[..text.char_indices().nth(199).map_or(0, |(at, _)| at)]);
    }
}

proptest! {
    #[test]
    fn spans_are_in_order_and_on_character_boundaries(text in any::<String>()) {
        in_order(&text)?;
    }

    #[test]
    fn spans_of_dated_words_are_in_order(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "1950", "May", "13", "-", ",", "the", "next", "day", "late", "and", "three", "weeks", "later", "ago", ".", "年", "6月", "25일", "초",
                "l'été", "d'", "Uhr", "um", "25", "th", "every", "last", "Tuesday", "winter", "1949/50", "BC", "between", "to", "p.m.", "4", ":", "30",
                "昭和", "из", "г.", "июня", "¹⁾", "(", ")", "1980s", "X", "morning",
            ]), 0..14),
        glue in proptest::sample::select(vec![" ", ""]),
    ) {
        in_order(&words.join(glue))?;
    }
}

fn in_order(text: &str) -> Result<(), TestCaseError> {
    for language in Language::ALL {
        let mut end = 0;
        for found in find_dates(
            text,
            &DateContext {
                language: Some(language),
                ..DateContext::default()
            },
        ) {
            prop_assert!(found.span.start >= end && found.span.end > found.span.start);
            prop_assert_eq!(
                text.get(found.span.clone()),
                Some(found.date.words.as_str())
            );
            prop_assert!(!found.date.bounds.is_empty());
            end = found.span.end;
        }
    }
    Ok(())
}
