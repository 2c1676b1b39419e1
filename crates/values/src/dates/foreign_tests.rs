//! Islamic, Hebrew and Republican dates.

use super::calendar::Day;
use super::foreign::{COMPLEMENTARY, Calendar};
use super::lunisolar::sun;
use super::{DateContext, FoundDate, Language, find_dates, parse_date};
use proptest::prelude::*;

fn cards(forms: &[&str]) -> String {
    let line = |form: &&str| {
        let read = parse_date(form);
        let date = read.value.map(|date| {
            let edtf = date.edtf.as_deref().unwrap_or("no EDTF");
            format!("{edtf} = {}", date.bounds)
        });
        let notes = read
            .notes
            .iter()
            .map(|n| format!("[{}] {}", n.code, n.message));
        let all: Vec<String> = date.into_iter().chain(notes).collect();
        format!("{form} -> {}\n", all.join(" "))
    };
    forms.iter().map(line).collect()
}

#[test]
fn months_of_three_calendars_on_cards() {
    insta::assert_snapshot!(cards(&[
        "12 Ramadan 1368", "Friday, 12 Ramadan 1368", "Monday, 12 Ramadan 1368", "Ramadan 1368", "1368 AH", "AH 1368", "30 Safar 1368", "12 Ramadan 1949",
        "5 Nisan 5708", "5 Iyar 5708", "14 Adar 5708", "14 Adar I 5708", "14 Adar II 5708", "14 Adar II 5709", "15 Shevat 5709", "30 Tevet 5708", "Nisan 5708",
        "18 Brumaire an VIII", "18 Brumaire VIII", "9 thermidor an II", "an II", "l'an II de la République", "1er vendémiaire an I", "6e jour complémentaire an III",
        "5e jour complémentaire an II", "6e jour complémentaire an II", "18 Brumaire, year VIII", "9 thermidor an XX", "18 Brumaire 1799", "31 brumaire an II",
        "18. Brumaire im Jahr VIII", "12. Ramadan 1368 d. H.", "18 брюмера VIII года", "12 рамадана 1368 г. хиджры", "5 нисана 5708 г.", "공화력 8년 브뤼메르 18일",
        "이슬람력 1368년 라마단 12일", "유대력 5708년 니산월 5일", "共和历八年雾月18日", "回曆1368年齋月12日", "猶太曆5708年尼散月5日", "ヒジュラ暦1368年ラマダーン月12日",
        "ユダヤ暦5708年ニサン月5日", "革命暦8年ブリュメール18日", "12 Farvardin 1328",
    ]), @r#"
    12 Ramadan 1368 -> [1949-07-06..1949-07-09] = 6 July 1949, 17:00 to 9 July 1949
    Friday, 12 Ramadan 1368 -> [1949-07-07..1949-07-08] = 7 July 1949, 17:00 to 8 July 1949
    Monday, 12 Ramadan 1368 -> [date-impossible] "Monday, 12 Ramadan 1368": That day was no such day of the week.
    Ramadan 1368 -> 1949-06-25/1949-07-27 = 25 June 1949, 17:00 to 27 July 1949
    1368 AH -> 1948-11-01/1949-10-24 = 1 November 1948, 17:00 to 24 October 1949
    AH 1368 -> 1948-11-01/1949-10-24 = 1 November 1948, 17:00 to 24 October 1949
    30 Safar 1368 -> [1948-12-30..1949-01-02] = 30 December 1948, 17:00 to 2 January 1949
    12 Ramadan 1949 -> [1949-07-06..1949-07-09] = 6 July 1949, 17:00 to 9 July 1949
    5 Nisan 5708 -> [1948-04-13..1948-04-14] = 13 April 1948, 17:00 to 14 April 1948
    5 Iyar 5708 -> [1948-05-13..1948-05-14] = 13 May 1948, 17:00 to 14 May 1948
    14 Adar 5708 -> [1948-02-23..1948-02-24,1948-03-24..1948-03-25] = 23 February 1948, 17:00 to 25 March 1948
    14 Adar I 5708 -> [1948-02-23..1948-02-24] = 23 February 1948, 17:00 to 24 February 1948
    14 Adar II 5708 -> [1948-03-24..1948-03-25] = 24 March 1948, 17:00 to 25 March 1948
    14 Adar II 5709 -> [date-impossible] "14 Adar II 5709": The year 5709 of the Hebrew calendar has no such month.
    15 Shevat 5709 -> [1949-02-13..1949-02-14] = 13 February 1949, 17:00 to 14 February 1949
    30 Tevet 5708 -> [date-impossible] "30 Tevet 5708": The month has 29 days in that year.
    Nisan 5708 -> 1948-04-09/1948-05-09 = 9 April 1948, 17:00 to 9 May 1948
    18 Brumaire an VIII -> 1799-11-09 = 9 November 1799
    18 Brumaire VIII -> 1799-11-09 = 9 November 1799
    9 thermidor an II -> 1794-07-27 = 27 July 1794
    an II -> 1793-09-22/1794-09-21 = 22 September 1793 to 21 September 1794
    l'an II de la République -> 1793-09-22/1794-09-21 = 22 September 1793 to 21 September 1794
    1er vendémiaire an I -> 1792-09-22 = 22 September 1792
    6e jour complémentaire an III -> 1795-09-22 = 22 September 1795
    5e jour complémentaire an II -> 1794-09-21 = 21 September 1794
    6e jour complémentaire an II -> [date-impossible] "6e jour complémentaire an II": The month has 5 days in that year.
    18 Brumaire, year VIII -> 1799-11-09 = 9 November 1799
    9 thermidor an XX -> [date-not-understood] "9 thermidor an XX": This is not read as a date.
    18 Brumaire 1799 -> 1799-11-09 = 9 November 1799
    31 brumaire an II -> [date-impossible] "31 brumaire an II": The month has 30 days in that year.
    18. Brumaire im Jahr VIII -> 1799-11-09 = 9 November 1799
    12. Ramadan 1368 d. H. -> [1949-07-06..1949-07-09] = 6 July 1949, 17:00 to 9 July 1949
    18 брюмера VIII года -> 1799-11-09 = 9 November 1799
    12 рамадана 1368 г. хиджры -> [1949-07-06..1949-07-09] = 6 July 1949, 17:00 to 9 July 1949
    5 нисана 5708 г. -> [1948-04-13..1948-04-14] = 13 April 1948, 17:00 to 14 April 1948
    공화력 8년 브뤼메르 18일 -> 1799-11-09 = 9 November 1799
    이슬람력 1368년 라마단 12일 -> [1949-07-06..1949-07-09] = 6 July 1949, 17:00 to 9 July 1949
    유대력 5708년 니산월 5일 -> [1948-04-13..1948-04-14] = 13 April 1948, 17:00 to 14 April 1948
    共和历八年雾月18日 -> 1799-11-09 = 9 November 1799
    回曆1368年齋月12日 -> [1949-07-06..1949-07-09] = 6 July 1949, 17:00 to 9 July 1949
    猶太曆5708年尼散月5日 -> [1948-04-13..1948-04-14] = 13 April 1948, 17:00 to 14 April 1948
    ヒジュラ暦1368年ラマダーン月12日 -> [1949-07-06..1949-07-09] = 6 July 1949, 17:00 to 9 July 1949
    ユダヤ暦5708年ニサン月5日 -> [1948-04-13..1948-04-14] = 13 April 1948, 17:00 to 14 April 1948
    革命暦8年ブリュメール18日 -> 1799-11-09 = 9 November 1799
    12 Farvardin 1328 -> [date-not-understood] "12 Farvardin 1328": Farvardin is no month of a calendar that is read here.
    "#);
}

fn found(language: Language, text: &str) -> String {
    let context = DateContext {
        language: Some(language),
        ..DateContext::default()
    };
    let line = |found: FoundDate| {
        format!(
            "{} = {} [{}]",
            &text[found.span], found.value, found.date.bounds
        )
    };
    let all: Vec<String> = find_dates(text, &context).into_iter().map(line).collect();
    all.join("\n")
}

#[test]
fn months_of_three_calendars_in_running_text() {
    let texts = [
        found(
            Language::English,
            "The treaty was signed on 12 Ramadan 1368. The state was proclaimed on 5 Iyar 5708. During Ramadan nobody wrote. \
            On 18 Brumaire (9 November 1799) the Directory fell. In 1794 came 9 Thermidor. He was born in 1313 AH, and Mr Safar 12 times rose. On 12 Farvardin 1358 they voted.",
        ),
        found(
            Language::French,
            "Le coup d'État du 18 brumaire an VIII ouvre le Consulat ; la loi du 22 prairial an II est abrogée. En l'an II, tout changea. \
            Le 5 av. J.-C. n'est rien. Un an plus tard, en l'an 1000, on attendait. Né le 12 ramadan 1368 de l'hégire.",
        ),
        found(
            Language::German,
            "Am 18. Brumaire VIII stürzte das Direktorium. Am 5. Nisan 5708 begann das Fest. Er kam an VIII Tagen.",
        ),
        found(
            Language::Russian,
            "18 брюмера VIII года Директория пала. Указ от 12 рамадана 1368 г. хиджры. В 1794 г., 9 термидора, он был арестован.",
        ),
        found(
            Language::Korean,
            "공화력 8년 브뤼메르 18일에 쿠데타가 일어났다. 이슬람력 1368년 라마단 12일에 서명하였다.",
        ),
        found(
            Language::Chinese,
            "共和历八年雾月十八日发生政变。雾月政变之后，回历1368年斋月12日签字。",
        ),
        found(
            Language::Japanese,
            "革命暦8年ブリュメール18日にクーデターが起きた。ユダヤ暦5708年ニサン月5日。",
        ),
    ];
    insta::assert_snapshot!(texts.join("\n--\n"), @r"
    12 Ramadan 1368 = 1949-07-06/1949-07-09 [6 July 1949, 17:00 to 9 July 1949]
    5 Iyar 5708 = 1948-05-14 [13 May 1948, 17:00 to 14 May 1948]
    18 Brumaire = 1799-11-09 [9 November 1799]
    9 November 1799 = 1799-11-09 [9 November 1799]
    1794 = 1794 [1 January 1794 to 31 December 1794]
    9 Thermidor = 1794-07-27 [27 July 1794]
    1313 AH = 1895-06-22/1896-06-12 [22 June 1895, 17:00 to 12 June 1896]
    12 Farvardin 1358 =  [at any time]
    --
    18 brumaire an VIII = 1799-11-09 [9 November 1799]
    22 prairial an II = 1794-06-10 [10 June 1794]
    l'an II = 1793-09-22/1794-09-21 [22 September 1793 to 21 September 1794]
    5 av. J.-C. = BC0005 [1 January 5 BC to 31 December 5 BC]
    Un an plus tard = BC0004 [1 January 4 BC to 31 December 4 BC]
    l'an 1000 = 1000 [1 January 1000 to 31 December 1000]
    12 ramadan 1368 de l'hégire = 1949-07-06/1949-07-09 [6 July 1949, 17:00 to 9 July 1949]
    --
    18. Brumaire VIII = 1799-11-09 [9 November 1799]
    5. Nisan 5708 = 1948-04-14 [13 April 1948, 17:00 to 14 April 1948]
    --
    18 брюмера VIII года = 1799-11-09 [9 November 1799]
    12 рамадана 1368 г. хиджры = 1949-07-06/1949-07-09 [6 July 1949, 17:00 to 9 July 1949]
    1794 г. = 1794 [1 January 1794 to 31 December 1794]
    9 термидора = 1794-07-27 [27 July 1794]
    --
    공화력 8년 브뤼메르 18일 = 1799-11-09 [9 November 1799]
    이슬람력 1368년 라마단 12일 = 1949-07-06/1949-07-09 [6 July 1949, 17:00 to 9 July 1949]
    --
    共和历八年雾月十八日 = 1799-11-09 [9 November 1799]
    回历1368年斋月12日 = 1949-07-06/1949-07-09 [6 July 1949, 17:00 to 9 July 1949]
    --
    革命暦8年ブリュメール18日 = 1799-11-09 [9 November 1799]
    ユダヤ暦5708年ニサン月5日 = 1948-04-14 [13 April 1948, 17:00 to 14 April 1948]
    ");
}

/// The second implementation of the Islamic calendar: years are laid end to end, eleven of thirty a day longer.
fn islamic_by_walking(year: i32, month: u32) -> Day {
    const LONG: [i32; 11] = [2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29];
    let mut day = Day::from_julian(622, 7, 16).expect("the first day of the era");
    for past in 1..year {
        let of_cycle = (past - 1) % 30 + 1;
        day = day.plus(354 + i32::from(LONG.contains(&of_cycle)));
    }
    (1..month).fold(day, |day, m| day.plus(if m % 2 == 1 { 30 } else { 29 }))
}

/// The second implementation of the Hebrew new year: the mean new moon in parts of an hour, and the four rules that put it off.
fn hebrew_new_year_by_moon(year: i64) -> Day {
    const PARTS_OF_DAY: i64 = 24 * 1080;
    let leap = |y: i64| (7 * y + 1).rem_euclid(19) < 7;
    let months: i64 = (1..year).map(|y| if leap(y) { 13 } else { 12 }).sum();
    // The first new moon fell on a Monday at 5 hours and 204 parts, counted from the evening before.
    let moon = (PARTS_OF_DAY + 5 * 1080 + 204) + months * (29 * PARTS_OF_DAY + 12 * 1080 + 793);
    let (mut days, parts) = (moon / PARTS_OF_DAY, moon % PARTS_OF_DAY);
    let weekday = days % 7;
    let late = parts >= 18 * 1080
        || (weekday == 2 && parts >= 9 * 1080 + 204 && !leap(year))
        || (weekday == 1 && parts >= 15 * 1080 + 589 && leap(year - 1));
    days += i64::from(late);
    days += i64::from([0, 3, 5].contains(&(days % 7)));
    // The Sunday before that Monday, 6 October of the Julian year 3761 before Christ.
    let sunday = Day::from_julian(-3760, 10, 6).expect("the day before the era");
    sunday.plus(i32::try_from(days).expect("a day"))
}

proptest! {
    #[test]
    fn islamic_months_agree_with_walking(year in 1i32..1600, month in 1u32..=12) {
        let (first, last) = Calendar::Islamic.month(year, month).expect("a month");
        prop_assert_eq!(first, islamic_by_walking(year, month));
        prop_assert_eq!(last.plus(1), if month == 12 { islamic_by_walking(year + 1, 1) } else { islamic_by_walking(year, month + 1) });
    }

    #[test]
    fn hebrew_years_agree_with_the_moon(year in 3000i64..6000) {
        let (first, _) = Calendar::Hebrew.month(year as i32, 7).expect("Tishri");
        prop_assert_eq!(first, hebrew_new_year_by_moon(year));
    }

    #[test]
    fn months_of_a_hebrew_year_fill_it(year in 3000i32..6000) {
        let months = [7, 8, 9, 10, 11, 12, 13, 1, 2, 3, 4, 5, 6];
        let mut next = Calendar::Hebrew.month(year, 7).expect("Tishri").0;
        for (first, last) in months.iter().filter_map(|m| Calendar::Hebrew.month(year, *m)) {
            prop_assert_eq!(first, next);
            next = last.plus(1);
        }
        prop_assert_eq!(next, Calendar::Hebrew.month(year + 1, 7).expect("Tishri").0);
    }

    #[test]
    fn bounds_of_foreign_days_hold_the_reckoned_day_and_keep_its_order(year in 1i32..1500, month in 1u32..=12, day in 1u32..=28, later in 4u32..200) {
        let names = ["Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II", "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhul Hijja"];
        let bounds = |name: &str, day: u32| parse_date(&format!("{day} {name} {year:04}")).value.expect("a day").bounds;
        let first = Calendar::Islamic.month(year, month).expect("a month").0;
        let reckoned = first.plus(day as i32 - 1);
        let found = bounds(names[month as usize - 1], day);
        prop_assert!(found.contains(reckoned.start()) && found.contains(reckoned.end()));
        // More than three days apart in one year, one is certainly before the other.
        let (to_month, to_day) = (month + (day + later - 1) / 28, (day + later - 1) % 28 + 1);
        if to_month <= 12 && later >= 4 {
            let apart = Calendar::Islamic.month(year, to_month).expect("a month").0.plus(to_day as i32 - 1).0 - reckoned.0;
            let other = bounds(names[to_month as usize - 1], to_day);
            prop_assert_eq!(found.certainly_before(other), apart > 3);
        }
    }
}

/// Each Republican year began on the day of the autumn equinox in Paris.
#[test]
fn republican_years_begin_with_the_equinox_in_paris() {
    for year in 1..=14 {
        let first = Calendar::Republican.month(year, 1).expect("a month").0;
        let midnight = f64::from(first.0) + 1_721_425.5 - 561.0 / 86_400.0;
        assert!(
            sun(midnight) < 180.0 && sun(midnight + 1.0) >= 180.0,
            "{year}"
        );
        let (_, end) = Calendar::Republican
            .month(year, COMPLEMENTARY)
            .expect("the last days");
        let long = 365 + i32::from([3, 7, 11].contains(&year));
        assert_eq!(end.0 - first.0 + 1, long, "{year}");
    }
}
