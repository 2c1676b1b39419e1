//! Dates of works: the words of the card, and the years, months and days of other forms.

use kaozheng_values::dates::{Day, MONTHS, parse_date};

/// Year, month and day, as far as they are known: one date, or the two ends of a span.
pub(super) type Parts = Vec<Vec<i32>>;

/// The date that `words` say without any doubt; `None` for what is vague, doubtful or no date.
pub(super) fn exact(words: &str) -> Option<Parts> {
    let date = parse_date(words).value?;
    if date.approximate || date.uncertain {
        return None;
    }
    let ends: Option<Parts> = date.edtf?.split('/').map(numbers).collect();
    ends.filter(|ends| matches!(ends.len(), 1 | 2))
}

/// `1949-05-18` as numbers.
fn numbers(edtf: &str) -> Option<Vec<i32>> {
    let numbers: Option<Vec<i32>> = edtf.split('-').map(|part| part.parse().ok()).collect();
    numbers
        .filter(|parts| parts.len() <= 3 && (1..=9999).contains(&parts[0]))
        .filter(|parts| parts.get(1).is_none_or(|month| (1..=12).contains(month)))
}

/// The year in which a vague date lies, when it lies in one.
pub(super) fn year(words: &str) -> Option<i32> {
    let bounds = parse_date(words).value?.bounds;
    let (first, last) = (Day::of(bounds.earliest?), Day::of(bounds.latest?));
    // The latest tick may be the first of the next day.
    let last = last.plus(-1).ymd().0;
    (last <= first.ymd().0).then_some(first.ymd().0)
}

/// The words that a card has for a date.
pub(super) fn words(parts: &Parts) -> String {
    let ends: Vec<String> = parts.iter().map(|end| one(end)).collect();
    ends.join(" to ")
}

fn one(end: &[i32]) -> String {
    let month = |month: i32| {
        usize::try_from(month - 1)
            .ok()
            .and_then(|at| MONTHS.get(at))
    };
    match *end {
        [year, m, day, ..] if month(m).is_some() => {
            format!("{day} {} {year}", MONTHS[(m - 1) as usize])
        }
        [year, m] if month(m).is_some() => format!("{} {year}", MONTHS[(m - 1) as usize]),
        [year, ..] => year.to_string(),
        [] => String::new(),
    }
}

/// `1949-05-18`, and spans as `1949/1950`.
pub(super) fn iso(parts: &Parts) -> String {
    let end = |end: &Vec<i32>| {
        let rest = end.iter().skip(1).map(|part| format!("-{part:02}"));
        format!("{:04}{}", end[0], rest.collect::<String>())
    };
    parts.iter().map(end).collect::<Vec<_>>().join("/")
}

/// The words for a date that another form writes in its own way: the date where it is exact, else as it was written.
pub(super) fn reworded(written: &str) -> String {
    exact(written).map_or_else(|| written.to_owned(), |parts| words(&parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        let iso = exact(words).map(|parts| iso(&parts));
        assert_eq!(iso.as_deref().unwrap_or("-"), expected, "{words}");
    }

    #[test]
    fn only_what_is_certain_is_exact() {
        check("18 May 1949", "1949-05-18");
        check("June 1994", "1994-06");
        check("1991", "1991");
        check("early 1950", "-");
        check("about 1950", "-");
        check("soon after", "-");
    }

    #[test]
    fn words_and_parts_are_inverse() {
        for words in ["18 May 1949", "June 1994", "1991", "1950 to 1953"] {
            let parts = exact(words).expect("a date");
            assert_eq!(super::words(&parts), words);
        }
    }

    #[test]
    fn a_vague_date_lies_in_a_year_or_in_none() {
        assert_eq!(year("early 1950"), Some(1950));
        assert_eq!(year("the 1950s"), None);
    }
}
