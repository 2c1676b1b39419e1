//! The timeline as JSON for TimelineJS 3, a page that shows events on a band of time.
//!
//! A date is written no more exactly than it is known: a year alone for a year, year and month for a month, and a start
//! and an end in the same grain for what lies between two days. Beside it `display_date` says the source's own words.
//! Years before Christ are negative, 44 BC being -44. The page takes headlines and texts for HTML, so every word is
//! escaped. What has no date is listed on the title page.

use crate::views::TimelineView;
use crate::views::timeline::{TimelineEntry, Undated};
use kaozheng_case::Case;
use kaozheng_values::dates::{Bounds, DAY, Day, Tick, days_in_month};
use serde::Serialize;

/// A whole timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimelineExport {
    /// Always `human`: years of the calendar.
    pub scale: &'static str,
    /// The page before the first event: the title of the case, and what has no date.
    pub title: TitleSlide,
    /// The dated events, in order of time.
    pub events: Vec<EventSlide>,
    /// Ties with a known beginning and end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub eras: Vec<Era>,
}

/// The page before the first event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TitleSlide {
    /// Its id.
    pub unique_id: &'static str,
    /// What it says.
    pub text: SlideText,
    /// Addresses in the text are left as they are.
    pub autolink: bool,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventSlide {
    /// The id of its card.
    pub unique_id: String,
    /// When it was, or began at the earliest.
    pub start_date: SlideDate,
    /// When it was over, or the last day it can have been; left out when the start says it all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<SlideDate>,
    /// The date as its source words it.
    pub display_date: String,
    /// The type of the event; events of one type stand in one row.
    pub group: String,
    /// What it says.
    pub text: SlideText,
    /// Addresses in the text are left as they are.
    pub autolink: bool,
}

/// A stretch of time that stands behind the events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Era {
    /// Its beginning.
    pub start_date: SlideDate,
    /// Its end.
    pub end_date: SlideDate,
    /// Its name.
    pub text: SlideText,
}

/// A headline and a text, both in HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlideText {
    /// The headline.
    pub headline: String,
    /// The text.
    pub text: String,
}

/// A date to the grain to which it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SlideDate {
    /// The year; negative before Christ.
    pub year: i32,
    /// The month, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<u32>,
    /// The day of the month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<u32>,
    /// The hour, in Greenwich where a zone is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hour: Option<u32>,
    /// The minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minute: Option<u32>,
}

/// The timeline of a case, for TimelineJS; `title` is the title of the case.
pub fn export(title: &str, case: &Case, view: &TimelineView) -> TimelineExport {
    TimelineExport {
        scale: "human",
        title: TitleSlide {
            unique_id: "title",
            text: SlideText {
                headline: escaped(title),
                text: without_date(&view.undated),
            },
            autolink: false,
        },
        events: view
            .entries
            .iter()
            .filter_map(|entry| slide(case, entry))
            .collect(),
        eras: case
            .events
            .values()
            .filter_map(|tie| {
                let bounds = Bounds {
                    earliest: tie.in_force.value()?.bounds.earliest,
                    latest: tie.ended.value()?.bounds.latest,
                };
                let name = crate::views::says(&tie.card);
                era(&headline(&name, tie.id()), bounds)
            })
            .collect(),
    }
}

fn slide(case: &Case, entry: &TimelineEntry) -> Option<EventSlide> {
    let until = case
        .events
        .get(&entry.id)
        .and_then(|event| event.until.value().and_then(|date| date.bounds.latest));
    let within = Bounds {
        latest: entry.within.latest.max(until),
        ..entry.within
    };
    let (start_date, end_date) = dates(within)?;
    let words = match entry.words.as_str() {
        "" => format!("[{}]", entry.bounds),
        words => words.to_owned(),
    };
    Some(EventSlide {
        unique_id: entry.id.clone(),
        start_date,
        end_date,
        display_date: plain(&words),
        group: plain(entry.sort.as_deref().unwrap_or(&entry.kind)),
        text: SlideText {
            headline: headline(&entry.title, &entry.id),
            text: told(entry),
        },
        autolink: false,
    })
}

fn era(name: &str, bounds: Bounds) -> Option<Era> {
    let (start_date, end) = bounds
        .earliest
        .zip(bounds.latest)
        .and_then(|_| dates(bounds))?;
    Some(Era {
        start_date,
        end_date: end.unwrap_or(start_date),
        text: SlideText {
            headline: name.to_owned(),
            text: String::new(),
        },
    })
}

fn headline(title: &str, id: &str) -> String {
    escaped(if title.is_empty() { id } else { title })
}

fn told(entry: &TimelineEntry) -> String {
    let mut lines = Vec::new();
    if !entry.who.is_empty() {
        lines.push(entry.who.join(", "));
    }
    match entry.sent.as_deref() {
        Some("no") => lines.push("Not sent.".to_owned()),
        Some("maybe") => lines.push("Perhaps not sent.".to_owned()),
        _ => {}
    }
    if entry.impossible {
        lines.push("This date cannot stand with the others of the case.".to_owned());
    }
    if let Some(because) = &entry.because {
        lines.push(format!("Taken as {} ({because}).", entry.bounds));
    }
    if let Some(moment) = &entry.greenwich {
        lines.push(format!("In Greenwich {moment}."));
    }
    for rival in &entry.rivals {
        lines.push(format!(
            "Also dated {} [{}].",
            rival.words,
            rival.grounds.join("; ")
        ));
    }
    lines.push(format!("[{}]", entry.grounds.join("; ")));
    paragraphs(&lines)
}

fn without_date(undated: &[Undated]) -> String {
    if undated.is_empty() {
        return String::new();
    }
    let mut lines = vec!["Without a date:".to_owned()];
    lines.extend(undated.iter().map(|event| {
        let name = if event.title.is_empty() {
            &event.id
        } else {
            &event.title
        };
        match event.words.is_empty() {
            true => name.clone(),
            false => format!("{name} (\"{}\")", event.words.join("\", \"")),
        }
    }));
    paragraphs(&lines)
}

fn paragraphs(lines: &[String]) -> String {
    lines
        .iter()
        .map(|line| format!("<p>{}</p>", escaped(line)))
        .collect()
}

/// Text as HTML that shows it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Text for the fields of which the page takes the tags out and which it then shows as HTML.
///
/// What is escaped comes out of that as tags again, so angle brackets become other signs.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "‹")
        .replace('>', "›")
}

/// Start and end, in the coarsest grain whose edges both are; no end when one date says it all, `None` when all is open.
///
/// Both have the same grain: the page drops an end that agrees with its start in all that the start says.
fn dates(bounds: Bounds) -> Option<(SlideDate, Option<SlideDate>)> {
    let earliest = bounds.earliest.or(bounds.latest)?;
    let latest = bounds.latest.or(bounds.earliest)?;
    let grain = match (bounds.earliest, bounds.latest) {
        (Some(_), Some(_)) => first_grain(earliest).min(last_grain(latest)),
        (Some(_), None) => first_grain(earliest),
        _ => last_grain(latest),
    };
    let (start, end) = (date(earliest, grain), date(latest, grain));
    Some((start, (start != end).then_some(end)))
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grain {
    Minute,
    Day,
    Month,
    Year,
}

/// The coarsest unit that begins at this tick.
fn first_grain(tick: Tick) -> Grain {
    let (_, month, day) = Day::of(tick).ymd();
    match (tick.rem_euclid(DAY), day, month) {
        (0, 1, 1) => Grain::Year,
        (0, 1, _) => Grain::Month,
        (0, ..) => Grain::Day,
        _ => Grain::Minute,
    }
}

/// The coarsest unit that ends at this tick.
fn last_grain(tick: Tick) -> Grain {
    let (year, month, day) = Day::of(tick).ymd();
    let last = days_in_month(year, month);
    match (tick.rem_euclid(DAY) == DAY - 1, day == last, month) {
        (true, true, 12) => Grain::Year,
        (true, true, _) => Grain::Month,
        (true, ..) => Grain::Day,
        _ => Grain::Minute,
    }
}

fn date(tick: Tick, grain: Grain) -> SlideDate {
    let (year, month, day) = Day::of(tick).ymd();
    let minute = tick.rem_euclid(DAY) as u32;
    SlideDate {
        // There is no year 0 in what the page shows: the year before AD 1 is 1 BC.
        year: if year <= 0 { year - 1 } else { year },
        month: (grain <= Grain::Month).then_some(month),
        day: (grain <= Grain::Day).then_some(day),
        hour: (grain <= Grain::Minute).then_some(minute / 60),
        minute: (grain <= Grain::Minute).then_some(minute % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use kaozheng_case::facts::time::Chronology;
    use kaozheng_case::{Settings, compile};
    use kaozheng_record::{Kind, Record, Sheet};
    use proptest::prelude::*;
    use serde_json::Value;

    fn exported(cards: &str) -> Value {
        let record = Record::new(vec![Sheet::parse("a.card", cards)]);
        let case = compile(&record, &[], &Settings::default()).value;
        let view = TimelineView::of(&case, &Chronology::of(&case), &[Kind::Event]);
        let text = serde_json::to_string(&export("Ems & <Paris>", &case, &view));
        serde_json::from_str(&text.expect("plain fields")).expect("it is JSON")
    }

    fn shown(when: &str) -> String {
        let read = exported(&format!(
            "source: s\ntype: book\n\nevent: e\nfrom: s\ntitle: E\nwhen: {when}\n"
        ));
        let event = &read["events"][0];
        format!(
            "{} {} {}",
            event["start_date"], event["end_date"], event["display_date"]
        )
    }

    fn check(dates: &[&str], snapshot: fn(String)) {
        snapshot(
            dates
                .iter()
                .map(|when| shown(when) + "\n")
                .collect::<String>(),
        );
    }

    #[test]
    fn a_date_is_no_more_exact_than_its_words() {
        check(
            &[
                "1950",
                "May 1950",
                "25 June 1950",
                "4 a.m., 25 June 1950, Korean time",
                "early 1950",
                "c. 1950",
                "1950s",
                "5 to 9 May 1950",
                "before 5 May 1950",
                "since May 1950",
                "15 March 44 BC",
            ],
            |all| {
                assert_snapshot!(all, @r#"
                {"year":1950} null "1950"
                {"year":1950,"month":5} null "May 1950"
                {"year":1950,"month":6,"day":25} null "25 June 1950"
                {"year":1950,"month":6,"day":24,"hour":19,"minute":0} null "4 a.m., 25 June 1950, Korean time"
                {"year":1950,"month":1} {"year":1950,"month":4} "early 1950"
                {"year":1948} {"year":1952} "c. 1950"
                {"year":1950} {"year":1959} "1950s"
                {"year":1950,"month":5,"day":5} {"year":1950,"month":5,"day":9} "5 to 9 May 1950"
                {"year":1950,"month":5,"day":4} null "before 5 May 1950"
                {"year":1950,"month":5} null "since May 1950"
                {"year":-44,"month":3,"day":15} null "15 March 44 BC"
                "#);
            },
        );
    }

    #[test]
    fn what_has_no_date_stands_on_the_title_page_as_it_is_written() {
        let read = exported(
            "event: a\ntitle: First\nwhen: 30 February 1950\n\nevent: b\ntitle: Second\n\nevent: c\nwhen: 1950\n",
        );
        assert_eq!(read["events"].as_array().expect("a list").len(), 1);
        assert_snapshot!(read["title"]["text"]["text"].as_str().expect("text"), @r#"<p>Without a date:</p><p>First (&quot;30 February 1950&quot;)</p><p>Second</p>"#);
    }

    #[test]
    fn a_tie_with_beginning_and_end_is_an_era() {
        let read = exported(
            "event: pact\ntitle: The pact\ntype: treaty\nsigned: 14 February 1950\nin-force: 11 April 1950\nended: 1980\n",
        );
        assert_snapshot!(read["eras"], @r#"[{"start_date":{"year":1950,"month":4,"day":11},"end_date":{"year":1980,"month":12,"day":31},"text":{"headline":"The pact","text":""}}]"#);
    }

    #[test]
    fn no_word_of_a_card_becomes_a_tag() {
        let evil = "<script>alert(1)</script> & \"x\" onload='y' &lt;img src=x&gt;";
        let read = exported(&format!(
            "person: p\nname: {evil}\n\nevent: e\ntitle: {evil}\ntype: {evil}\nwho: p\nwhen: 1950\nfrom: a, {evil}\nwhen: {evil}\nfrom: b\n\nevent: f\ntitle: {evil}\nwhen: {evil}\n"
        ));
        let text = read.to_string().replace("<p>", "").replace("</p>", "");
        assert!(text.contains("script") && !text.contains('<'), "{text}");
        let title = read["events"][0]["text"]["headline"].as_str();
        assert_eq!(
            title,
            Some(
                "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; onload=&#39;y&#39; &amp;lt;img src=x&amp;gt;"
            )
        );
    }

    proptest! {
        /// What the page asks of its input: every event has an id of its own and a start with a year that is not 0,
        /// months and days within their bounds, and an end that does not come before its start.
        #[test]
        fn every_export_is_what_the_page_reads(first in -800_000i32..800_000, days in 0i32..5_000, from in 0i64..1440) {
            let bounds = Bounds::between(Day(first).start() + from, Day(first).plus(days).end());
            let (start, end) = dates(bounds).expect("it is bounded");
            let key = |d: SlideDate| (d.year, d.month, d.day, d.hour, d.minute);
            let end = end.unwrap_or(start);
            prop_assert!(start.year != 0 && key(start) <= key(end));
            prop_assert_eq!(start.month.is_some(), end.month.is_some());
            prop_assert_eq!(start.day.is_some(), end.day.is_some());
            let within = |d: SlideDate| d.month.is_none_or(|m| (1..=12).contains(&m)) && d.day.is_none_or(|d| (1..=31).contains(&d));
            prop_assert!(within(start) && within(end));
        }
    }
}
