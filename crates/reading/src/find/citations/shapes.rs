//! The shapes inside a citation: quotations, sender and recipient, place of publication, kinds.

use kaozheng_values::citations::Kind;
use std::ops::Range;

/// The first quotation after `start`: from its opening sign to one past its closing sign.
pub(super) fn quotation(text: &str, start: usize) -> Option<Range<usize>> {
    let open = start + text[start..].find(['"', '“', '„', '«', '「', '『', '《'])?;
    let sign = text[open..].chars().next()?;
    let close = match sign {
        '“' => '”',
        '„' => '“',
        '『' => '』',
        '《' => '》',
        '«' => '»',
        '「' => '」',
        _ => '"',
    };
    let from = open + sign.len_utf8();
    let mut ends = text[from..]
        .char_indices()
        .filter(|(_, c)| *c == close || sign == '“' && *c == '"')
        .map(|(at, c)| (from + at, c.len_utf8()));
    let ends_well = |at: usize, length: usize| {
        text[at + length..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric())
    };
    ends.find(|(at, length)| ends_well(*at, *length))
        .map(|(at, length)| open..at + length)
}

/// A quotation that nothing closes, up to the comma before the italics that begin at `italics`.
pub(super) fn unclosed_quotation(text: &str, start: usize, italics: usize) -> Option<Range<usize>> {
    let before = text.get(start..italics)?;
    let open = start + before.find(['"', '“'])?;
    let comma = before.trim_end().ends_with(',');
    comma.then(|| open..start + before.trim_end().len())
}

pub(super) fn opening(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

pub(super) fn closing(text: &str, end: usize) -> usize {
    text[..end].chars().next_back().map_or(0, char::len_utf8)
}

/// The range without white space, commas and points around it; a final point after an abbreviation stays out too.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let stretch = &text[range.clone()];
    let outer = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | '<' | '>');
    let lead = stretch.len() - stretch.trim_start_matches(outer).len();
    let kept = stretch[lead..]
        .trim_end_matches(|c: char| outer(c) || c == '.')
        .len();
    let kept = if unclosed(&stretch[lead..lead + kept]) {
        kept + stretch[lead + kept..].find(')').map_or(0, |at| at + 1)
    } else {
        kept
    };
    range.start + lead..range.start + lead + kept
}

pub(super) fn unclosed(text: &str) -> bool {
    text.matches('(').count() > text.matches(')').count()
}

/// Sender and recipient in `Shtykov to Vyshinsky re …`, `report by A to B`, `letter from A to B`.
pub(super) fn parties(text: &str) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let Some(first) = text.find(" to ") else {
        return (None, None);
    };
    let office = [
        "Ambassador",
        "ambassador",
        "Minister",
        "Envoy",
        "Representative",
        "representative",
        "Adviser",
    ]
    .iter()
    .any(|o| text[..first].ends_with(o));
    let about = [" re ", " regarding ", " concerning "]
        .iter()
        .filter_map(|sign| text.find(sign))
        .min()
        .unwrap_or(text.len());
    let to = if office {
        text[..about].rfind(" to ").unwrap_or(first)
    } else {
        first
    };
    let before = &text[..to];
    // "cable of Orlov", but not "Ambassador to the Republic of Korea Orlov".
    let signs = |sign: &&str| {
        let at = before.rfind(*sign)?;
        let in_a_name = *sign == " of " && before[..at].contains(char::is_uppercase);
        (!in_a_name).then_some(at + sign.len())
    };
    let from = [" by ", "from ", " of "]
        .iter()
        .filter_map(signs)
        .max()
        .unwrap_or(0);
    let after = to + 4;
    let ends = [
        " re ",
        " regarding ",
        " concerning ",
        " on ",
        " about ",
        ", ",
        "; ",
        " via ",
        " in PRC",
        " transmitting ",
    ];
    let rest = &text[after..];
    let end = ends
        .iter()
        .filter_map(|sign| rest.find(sign))
        .min()
        .unwrap_or(rest.len());
    let end = rest[..end]
        .find(" (")
        .filter(|at| *at > 0 && rest[..end].contains("(via"))
        .unwrap_or(end);
    let sender = trimmed(text, from..to);
    let recipient = trimmed(text, after..after + end);
    let named = |range: &Range<usize>| {
        text[range.clone()]
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    };
    (
        Some(sender).filter(|r| named(r)),
        Some(recipient).filter(|r| named(r)),
    )
}

pub(super) fn kind_of(word: Option<&str>, text: &str) -> Kind {
    match word {
        Some("telegram" | "cable" | "despatch" | "dispatch") => Kind::Telegram,
        Some("letter" | "message" | "note") => Kind::Letter,
        Some(_) => Kind::Report,
        None if text.contains("telegram") => Kind::Telegram,
        None => Kind::Other,
    }
}

pub(super) fn container_kind(container: &str, kind: Kind) -> Kind {
    let words = container.to_lowercase();
    let any = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if matches!(kind, Kind::Telegram | Kind::Letter | Kind::Report) || kind == Kind::Other {
        kind
    } else if any(&["conference", "symposium", "proceedings", "workshop"]) {
        Kind::Conference
    } else if any(&[" daily", "times", "ribao", " post", "newspaper", "gazette"]) {
        Kind::Newspaper
    } else {
        kind
    }
}

/// The place before the colon of `Place: Publisher`, a state of the union with its town.
pub(super) fn place_before(text: &str, from: usize, colon: usize) -> Option<Range<usize>> {
    let before = &text[from..colon];
    let start = before.rfind([',', '(', '.', ')']).map_or(0, |at| at + 1);
    let last = before[start..].trim();
    let state = last.ends_with('.')
        || last.len() <= 3
        || matches!(
            last,
            "Texas"
                | "California"
                | "Massachusetts"
                | "Connecticut"
                | "Hawaii"
                | "Kansas"
                | "Virginia"
        );
    let stop = before.trim_end().trim_end_matches('.').len();
    let start = if before.trim_end().ends_with('.') {
        before[..stop].rfind([',', '(']).map_or(0, |at| at + 1)
    } else {
        start
    };
    let state = state || before.trim_end().ends_with('.');
    let start = if state && start > 0 {
        before[..start - 1]
            .rfind([',', '(', ')'])
            .map_or(0, |at| at + 1)
    } else {
        start
    };
    let place = trimmed(text, from + start..colon);
    let words = &text[place.clone()];
    let fits = !words.is_empty()
        && words.starts_with(char::is_uppercase)
        && words.split_whitespace().count() <= 5
        && !words.chars().any(|c| c.is_ascii_digit());
    fits.then_some(place)
}

/// The owner in "one of the insiders is Xu Jingli’s": the capitalised words before a possessive at the end.
pub(super) fn owner_before(text: &str) -> Option<Range<usize>> {
    let text = text.trim_end();
    let owner = text
        .strip_suffix("’s")
        .or_else(|| text.strip_suffix("'s"))?;
    let mut start = owner.len();
    for (at, word) in owner
        .rmatch_indices(' ')
        .map(|(at, _)| (at + 1, &owner[at + 1..]))
    {
        if !word.starts_with(char::is_uppercase) {
            break;
        }
        start = at;
    }
    (start < owner.len()).then_some(start..owner.len())
}
