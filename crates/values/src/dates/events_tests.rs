//! Dates counted from named events.

use super::{Bounds, DateContext, Day, Language, NamedEvent, NamedEvents, find_dates};
use std::sync::Arc;

fn event(id: &str, names: &[&str], first: (i32, u32, u32), last: (i32, u32, u32)) -> NamedEvent {
    let day = |(y, m, d)| Day::from_ymd(y, m, d).expect("a day");
    NamedEvent {
        id: id.into(),
        names: names.iter().map(|name| (*name).to_string()).collect(),
        bounds: Bounds::of_days(day(first), day(last)),
    }
}

fn table() -> NamedEvents {
    let landing = (1950, 9, 15);
    let armistice = (1953, 7, 27);
    NamedEvents::new(vec![
        event(
            "inchon-landing",
            &[
                "inchon landing",
                "D-Day",
                "Landung bei Inchon",
                "débarquement d'Inchon",
                "высадка в Инчхоне",
                "인천 상륙",
                "仁川登陆",
                "仁川上陸",
            ],
            landing,
            landing,
        ),
        event(
            "armistice",
            &["armistice", "Waffenstillstand", "перемирие", "휴전"],
            armistice,
            armistice,
        ),
        event(
            "first-talks",
            &["talks at Kaesong"],
            (1951, 7, 8),
            (1951, 7, 10),
        ),
        event(
            "conference-of-april",
            &["Moscow conference"],
            (1950, 4, 10),
            (1950, 4, 25),
        ),
        event(
            "conference-of-may",
            &["Moscow conference"],
            (1950, 5, 13),
            (1950, 5, 16),
        ),
    ])
}

fn shown(language: Language, events: NamedEvents, text: &str) -> String {
    let context = DateContext {
        language: Some(language),
        events: Arc::new(events),
        ..DateContext::default()
    };
    let mut lines = Vec::new();
    for found in find_dates(text, &context) {
        let against = found.resolved_against.unwrap_or_default();
        let relation = found.relation.map(|r| r.words).unwrap_or_default();
        lines.push(format!(
            "{} = {} [{}] from {against:?} ({relation})",
            &text[found.span], found.value, found.date.bounds
        ));
    }
    lines.join("\n")
}

#[test]
fn counted_from_events_of_the_table() {
    let texts = [
        shown(
            Language::English,
            table(),
            "Two days after the Inchon landing he wrote. By D+3 the port was ours. On the eve of the armistice shells fell. \
            Nearly three weeks after the landing at Inchon the crossing began; three months before the armistice it was quiet. \
            The day after the talks at Kaesong he left. Two years after the armistice he was freed. A week after the Moscow conference it was known.",
        ),
        shown(
            Language::German,
            table(),
            "Zwei Tage nach der Landung bei Inchon schrieb er. Am Vorabend des Waffenstillstands fielen Granaten.",
        ),
        shown(
            Language::French,
            table(),
            "Deux jours après le débarquement d'Inchon, il écrivit. Au lendemain de l'armistice, tout changea.",
        ),
        shown(
            Language::Russian,
            table(),
            "Через два дня после высадки в Инчхоне он написал. Накануне перемирия стреляли.",
        ),
        shown(
            Language::Korean,
            table(),
            "인천 상륙 이틀 뒤 그는 편지를 썼다. 휴전 전날 포격이 있었다.",
        ),
        shown(
            Language::Chinese,
            table(),
            "仁川登陆次日他写了信，仁川登陆两天后又写了一封。",
        ),
        shown(
            Language::Japanese,
            table(),
            "仁川上陸の翌日、彼は手紙を書いた。仁川上陸の二日後に出発した。",
        ),
    ];
    insta::assert_snapshot!(texts.join("\n--\n"), @r#"
    Two days after the Inchon landing = 1950-09-17 [17 September 1950] from "inchon-landing" (Two days after the Inchon landing)
    D+3 = 1950-09-18 [18 September 1950] from "inchon-landing" (D+3)
    On the eve of the armistice = 1953-07-26 [26 July 1953] from "armistice" (On the eve of the armistice)
    Nearly three weeks after the landing at Inchon = 1950-10-03/1950-10-06 [3 October 1950 to 6 October 1950] from "inchon-landing" (Nearly three weeks after the landing at Inchon)
    three months before the armistice = 1953-04 [1 April 1953 to 30 April 1953] from "armistice" (three months before the armistice)
    The day after the talks at Kaesong = 1951-07-09/1951-07-11 [9 July 1951 to 11 July 1951] from "first-talks" (The day after the talks at Kaesong)
    Two years after the armistice = 1955 [1 January 1955 to 31 December 1955] from "armistice" (Two years after the armistice)
    A week after the Moscow conference =  [at any time] from "" (A week after the Moscow conference)
    --
    Zwei Tage nach der Landung bei Inchon = 1950-09-17 [17 September 1950] from "inchon-landing" (Zwei Tage nach der Landung bei Inchon)
    Vorabend des Waffenstillstands = 1953-07-26 [26 July 1953] from "armistice" (Am Vorabend des Waffenstillstands)
    --
    Deux jours après le débarquement d'Inchon = 1950-09-17 [17 September 1950] from "inchon-landing" (Deux jours après le débarquement d'Inchon)
    lendemain de l'armistice = 1953-07-28 [28 July 1953] from "armistice" (Au lendemain de l'armistice)
    --
    Через два дня после высадки в Инчхоне = 1950-09-17 [17 September 1950] from "inchon-landing" (Через два дня после высадки в Инчхоне)
    Накануне перемирия = 1953-07-26 [26 July 1953] from "armistice" (Накануне перемирия)
    --
    인천 상륙 이틀 뒤 = 1950-09-17 [17 September 1950] from "inchon-landing" (인천 상륙 이틀 뒤)
    휴전 전날 = 1953-07-26 [26 July 1953] from "armistice" (휴전 전날)
    --
    仁川登陆次日 = 1950-09-16 [16 September 1950] from "inchon-landing" (仁川登陆次日)
    仁川登陆两天后 = 1950-09-17 [17 September 1950] from "inchon-landing" (仁川登陆两天后)
    --
    仁川上陸の翌日 = 1950-09-16 [16 September 1950] from "inchon-landing" (仁川上陸の翌日)
    仁川上陸の二日後 = 1950-09-17 [17 September 1950] from "inchon-landing" (仁川上陸の二日後)
    "#);
}

#[test]
fn an_event_that_is_not_in_the_table_is_never_guessed() {
    let text = "On 3 May 1950 he came. Two days after the fall of Ridgeville he wrote; nearly three weeks after the surrender he left. \
                The day after the battle they met. On the eve of the vote he spoke. At D+3 they rested. Three days after 5 May he went.";
    insta::assert_snapshot!(shown(Language::English, NamedEvents::default(), text), @r#"
    3 May 1950 = 1950-05-03 [3 May 1950] from "" ()
    Two days = P2D [at any time] from "" (Two days after the fall of Ridgeville)
    nearly three weeks = P3W [at any time] from "" (nearly three weeks after the surrender)
    The day after = 1950-05-04 [at any time] from "1950-05-03" (The day after the battle)
    the eve = 1950-05-03 [at any time] from "1950-05-04" (the eve of the vote)
    D+3 =  [at any time] from "" (D+3)
    Three days = P3D [at any time] from "" ()
    5 May = 1950-05-05 [5 May 1950] from "1950-05-03" ()
    "#);
    let context = DateContext::default();
    for found in find_dates(text, &context) {
        assert!(found.relation.is_none() || found.date.bounds == Bounds::OPEN);
    }
}
