//! Any words may stand where a date, a length or a name is expected; what is understood is in order.
#![no_main]

use kaozheng_values::dates::{
    Convention, DateContext, PhraseTable, find_dates, parse_date, parse_date_with, parse_length,
};
use kaozheng_values::names::{NameForm, family_name, normalise, same_name, slug};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (first, second) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(date) = parse_date(first).value {
        assert!(
            !date.bounds.is_empty(),
            "{first:?} is no instant at all: {date:?}"
        );
        assert!(
            !date.because.is_empty(),
            "{first:?} is bounded without a reason"
        );
    }
    if let Some(length) = parse_length(first) {
        assert!(length.least <= length.most, "{length:?}");
    }
    let alike = same_name(first, second);
    assert!((0.0..=1.0).contains(&alike.score), "{alike:?}");
    let _ = (
        NameForm::new(first),
        family_name(first),
        slug(first),
        normalise(first),
    );
    let own_table = PhraseTable::parse(second).value;
    let _ = parse_date_with(&own_table, first);
    for convention in [Convention::Timex3, Convention::Timex2] {
        in_running_text(
            second,
            DateContext {
                written: parse_date(first).value,
                convention,
                ..DateContext::default()
            },
        );
    }
});

/// Dates found in a text can be cut out of it, come in order and do not overlap.
fn in_running_text(text: &str, context: DateContext) {
    let mut end = 0;
    for found in find_dates(text, &context) {
        assert!(
            found.span.start >= end && !text[found.span.clone()].is_empty(),
            "{found:?}"
        );
        assert!(!found.date.bounds.is_empty(), "{found:?}");
        end = found.span.end;
    }
}
