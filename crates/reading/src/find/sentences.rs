//! Sentences of a passage.

use kaozheng_text::Span;

/// Words after which a point ends no sentence.
const ABBREVIATIONS: [&str; 52] = [
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "capt", "sgt", "adm", "amb", "sen", "rep",
    "gov", "st", "jr", "sr", "no", "nos", "vol", "vols", "p", "pp", "ed", "eds", "trans", "ca",
    "cf", "al", "etc", "vs", "fig", "ch", "n", "nn", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sep", "sept", "oct", "nov", "dec", "co", "inc", "dept", "u",
];

/// The sentences of `text`, as spans of it, without white space around them.
///
/// A sentence ends at a point, question or exclamation mark (with closing signs after it) before white space and a
/// capital, quotation or digit; not after an abbreviation, an initial, or inside an open quotation.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut quoted_until = 0;
    for (at, c) in text.char_indices() {
        if at >= quoted_until && opens_quotation(text, at, c) {
            quoted_until = quotation_end(text, at, c).unwrap_or(at);
        }
        if !matches!(c, '.' | '?' | '!' | '。' | '？' | '！') {
            continue;
        }
        let after = at + c.len_utf8();
        let end = after + closing_signs(&text[after..]);
        if end < quoted_until || at < start || c.is_ascii() && !ends_here(text, at, end) {
            continue;
        }
        push(&mut spans, text, start, end);
        start = end;
    }
    push(&mut spans, text, start, text.len());
    spans
}

/// Longest quotation that is kept in one sentence, in bytes; beyond it a closing mark was lost.
const LONGEST_QUOTATION: usize = 1500;

fn opens_quotation(text: &str, at: usize, c: char) -> bool {
    let before = text[..at].chars().next_back();
    let free = before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '—'));
    c == '“' || c == '"' && free
}

fn quotation_end(text: &str, at: usize, c: char) -> Option<usize> {
    let from = at + c.len_utf8();
    let mut near = text[from..]
        .char_indices()
        .take_while(|(n, _)| *n <= LONGEST_QUOTATION);
    let close = near.find(|(_, d)| *d == '”' || *d == '"')?;
    Some(from + close.0 + close.1.len_utf8())
}

fn push(spans: &mut Vec<Span>, text: &str, start: usize, end: usize) {
    let stretch = &text[start.min(end)..end];
    let lead = stretch.len() - stretch.trim_start().len();
    let kept = stretch.trim().len();
    if kept > 0 {
        spans.push(Span::new(start + lead, start + lead + kept));
    }
}

fn closing_signs(text: &str) -> usize {
    text.find(|c| {
        !matches!(
            c,
            '"' | '”' | '’' | '\'' | ')' | ']' | '*' | '.' | '?' | '!'
        )
    })
    .unwrap_or(text.len())
}

fn ends_here(text: &str, point: usize, end: usize) -> bool {
    let rest = &text[end..];
    if rest.is_empty() {
        return true;
    }
    let next = rest.trim_start();
    let starts = next.starts_with(|c: char| !c.is_lowercase());
    if !rest.starts_with(char::is_whitespace) || !starts {
        return false;
    }
    if &text[point..=point] != "." || end > point + 1 {
        return true;
    }
    let word = text[..point]
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“'))
        .next()
        .unwrap_or("");
    let word = word.trim_start_matches(['*', '[', '‘', '\'']);
    let lower = word.to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase)
        || word.contains('.') && word.len() <= 5;
    !initial && !ABBREVIATIONS.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> String {
        let parts: Vec<&str> = sentences(text).iter().map(|s| s.of(text)).collect();
        parts.join(" | ")
    }

    #[test]
    fn points_that_end_no_sentence_are_passed_over() {
        insta::assert_snapshot!(
            check("T.F. Shtykov left on Oct. 8. He said: “Wait. Stay.” Nobody did! Was it p. 3? (Yes.) See No. 4 of it."),
            @"T.F. Shtykov left on Oct. 8. | He said: “Wait. Stay.” | Nobody did! | Was it p. 3? | (Yes.) | See No. 4 of it."
        );
    }
}
