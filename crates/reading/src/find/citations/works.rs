//! Which citations cite one work.
//!
//! Conservative: years, publishers, document dates and archive numbers decide before titles, and two works whose titles
//! only resemble each other stay two. One letter of an author's name may differ when the title is the same, since OCR
//! and printers slip.

use super::super::{Mention, Reading};
use kaozheng_values::citations::{Citation, Form, Kind};
use kaozheng_values::names::{family_name, normalise, same_name};

/// One work with every citation of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The citation that says most.
    pub fullest: Citation,
    /// Indices of the mentions that cite it, in order.
    pub mentions: Vec<usize>,
}

/// The works that `mentions` cite, in order of first citation.
pub fn works(mentions: &[Mention]) -> Vec<Work> {
    let mut works: Vec<Work> = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let Reading::Citation {
            citation,
            work: Some(work),
        } = &mention.reading
        else {
            continue;
        };
        if works.len() <= *work {
            works.resize_with(work + 1, || Work {
                fullest: Citation::default(),
                mentions: Vec::new(),
            });
        }
        let first = works[*work].mentions.is_empty();
        works[*work].mentions.push(at);
        if first || richness(citation) > richness(&works[*work].fullest) {
            works[*work].fullest = (**citation).clone();
        }
    }
    works
}

fn richness(citation: &Citation) -> usize {
    let full = if citation.form == Form::Full { 100 } else { 0 };
    full + citation.fields.len()
}

/// Gives each citation the number of its work, works numbered by first citation.
pub(super) fn lead_back(mentions: &mut [Mention]) {
    let mut known: Vec<Vec<Citation>> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for mention in mentions.iter_mut() {
        let note = mention.note.unwrap_or(usize::MAX);
        let Reading::Citation { citation, work } = &mut mention.reading else {
            continue;
        };
        *work = match citation.form {
            Form::Ibid => last.map(|(_, work)| work),
            Form::CrossRef => None,
            _ => Some(place(&mut known, citation)),
        };
        if let Some(work) = *work {
            last = Some((note, work));
        }
    }
}

/// The work of a citation: one that is known, else a new one.
fn place(known: &mut Vec<Vec<Citation>>, citation: &Citation) -> usize {
    let same = known.iter().rposition(|work| {
        work.iter().any(|other| one_work(other, citation))
            && !work.iter().any(|other| conflict(other, citation))
    });
    match same {
        Some(at) => {
            known[at].push(citation.clone());
            at
        }
        None => {
            known.push(vec![citation.clone()]);
            known.len() - 1
        }
    }
}

fn one_work(a: &Citation, b: &Citation) -> bool {
    if let (Some(x), Some(y)) = (&a.number, &b.number) {
        return number(x) == number(y);
    }
    if is_document(a) || is_document(b) {
        return is_document(a)
            && is_document(b)
            && a.issued.is_some()
            && same_date(a, b)
            && likeness(&title(a), &title(b)) >= 95;
    }
    let (one, other) = (title(a), title(b));
    let titles = if one.is_empty() || other.is_empty() {
        0
    } else {
        title_likeness(a, b)
    };
    match authors_agree(a, b) {
        Agreement::Same => {
            let short = a.form != Form::Full || b.form != Form::Full;
            titles >= 88
                || short && (prefix(&one, &other) || names_title(a, &other) || names_title(b, &one))
        }
        Agreement::Slip => titles >= 97 || one.len() >= 12 && distance(&one, &other) <= 1,
        Agreement::Unknown => {
            titles >= 97 && (a.form != Form::Full || b.form != Form::Full || same_date(a, b))
        }
        Agreement::Other => false,
    }
}

/// Publishers, years or volumes that cannot be one work's.
fn conflict(a: &Citation, b: &Citation) -> bool {
    let years = matches!((a.year(), b.year()), (Some(x), Some(y)) if x != y);
    let publishers = matches!((&a.publisher, &b.publisher), (Some(x), Some(y)) if likeness(&normalise(x), &normalise(y)) < 70);
    let numbers = matches!((&a.number, &b.number), (Some(x), Some(y)) if number(x) != number(y));
    let journals = matches!((&a.container, &b.container), (Some(x), Some(y)) if likeness(&normalise(x), &normalise(y)) < 70);
    years || publishers || numbers || journals
}

fn number(words: &str) -> String {
    let bare = words.trim_start_matches("No.").trim_start_matches("no.");
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_document(citation: &Citation) -> bool {
    matches!(citation.kind, Kind::Telegram | Kind::Letter | Kind::Report)
        || citation.number.is_some()
        || citation.recipient.is_some()
}

fn same_date(a: &Citation, b: &Citation) -> bool {
    match (&a.issued, &b.issued) {
        (Some(x), Some(y)) => x.bounds == y.bounds,
        _ => false,
    }
}

fn title(citation: &Citation) -> String {
    normalise(citation.title.as_deref().unwrap_or(""))
}

/// The likeness of titles, a translated one compared with the other's title too.
fn title_likeness(a: &Citation, b: &Citation) -> u32 {
    let translated = |c: &Citation| normalise(c.translated_title.as_deref().unwrap_or(""));
    let (one, other) = (title(a), title(b));
    let pairs = [
        (one.clone(), other.clone()),
        (one, translated(b)),
        (other, translated(a)),
    ];
    let told = pairs.iter().filter(|(x, y)| !x.is_empty() && !y.is_empty());
    told.map(|(x, y)| likeness(x, y)).max().unwrap_or(0)
}

/// Whether a title of at least two words stands somewhere in a full citation, as the title of a volume does.
fn names_title(full: &Citation, title: &str) -> bool {
    title.contains(' ') && format!(" {} ", normalise(&full.words)).contains(&format!(" {title} "))
}

/// Whether one title begins the other, with at least two words.
fn prefix(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.split(' ').count() >= 2
        && long.starts_with(short)
        && (long.len() == short.len() || long[short.len()..].starts_with(' '))
}

enum Agreement {
    Same,
    /// One letter apart.
    Slip,
    /// One of them names nobody.
    Unknown,
    Other,
}

fn authors_agree(a: &Citation, b: &Citation) -> Agreement {
    let (Some(first), Some(second)) = (a.authors.first(), b.authors.first()) else {
        return if a.authors.is_empty() && b.authors.is_empty() {
            Agreement::Same
        } else {
            Agreement::Unknown
        };
    };
    let (one, other) = (normalise(first), normalise(second));
    if same_name(first, second).same {
        return if one.replace(' ', "") == other.replace(' ', "") {
            Agreement::Same
        } else {
            Agreement::Slip
        };
    }
    let alone = |name: &str, full: &str| {
        !name.contains(' ') && normalise(family_name(full)) == normalise(name)
    };
    if alone(first, second) || alone(second, first) {
        return Agreement::Same;
    }
    let mut words = (
        one.split(' ').collect::<Vec<_>>(),
        other.split(' ').collect::<Vec<_>>(),
    );
    words.0.sort_unstable();
    words.1.sort_unstable();
    if words.0 == words.1 {
        return Agreement::Same;
    }
    if distance(&one, &other) == 1 && one.len() >= 6 {
        Agreement::Slip
    } else {
        Agreement::Other
    }
}

/// Likeness in per cent: 100 minus the share of letters that differ.
fn likeness(a: &str, b: &str) -> u32 {
    let longest = a.chars().count().max(b.chars().count());
    if longest == 0 {
        return 0;
    }
    let apart = distance(a, b);
    u32::try_from(100 - (apart * 100).div_ceil(longest).min(100)).expect("a percentage")
}

/// Insertions, deletions and replacements that make one text the other (Levenshtein 1966).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(400).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, c) in a.chars().take(400).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, d) in b.iter().enumerate() {
            let replace = diagonal + usize::from(c != *d);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::super::citations_in;
    use super::*;
    use crate::find::MentionKind;

    /// The work of each citation, notes parted by `|`.
    fn check(notes: &[&str]) -> String {
        let mut mentions: Vec<Mention> = Vec::new();
        for (at, note) in notes.iter().enumerate() {
            for (span, citation) in citations_in(note) {
                let reading = Reading::Citation {
                    citation: Box::new(citation),
                    work: None,
                };
                mentions.push(Mention {
                    span,
                    kind: MentionKind::Citation,
                    reading,
                    rivals: Vec::new(),
                    because: String::new(),
                    note: Some(at),
                });
            }
        }
        lead_back(&mut mentions);
        let work = |m: &Mention| match &m.reading {
            Reading::Citation {
                work: Some(work), ..
            } => work.to_string(),
            _ => "?".to_owned(),
        };
        mentions.iter().map(work).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn short_titles_and_ibid_lead_back() {
        let full = "Lin Bo, *Hai shang de zhan* (*War at Sea*, Beijing: Sea Press, 1991), p. 4.";
        assert_eq!(
            check(&[full, "Ibid., p. 6.", "Lin Bo, *Hai shang de zhan*, p. 7."]),
            "0 0 0"
        );
        assert_eq!(check(&[full, "Lin Ba, *Hai shang de zhan*, p. 7."]), "0 0");
    }

    #[test]
    fn a_short_title_may_name_a_volume_or_leave_out_given_names() {
        let full =
            "Anna Q. Berg, *Memoirs*, vol. I, *Year of Storms* (Oslo: Sea Press, 1955), p. 10.";
        assert_eq!(check(&[full, "Berg, *Year of Storms*, p. 70."]), "0 0");
        assert_eq!(check(&[full, "Berg, *Memoirs*, vol. I, p. 70."]), "0 0");
        assert_eq!(check(&[full, "Dahl, *Year of Storms*, p. 70."]), "0 1");
    }

    #[test]
    fn works_that_only_resemble_stay_apart() {
        let one = "Lin Bo, *Hai shang de zhan* (*War at Sea*, Beijing: Sea Press, 1991), p. 4.";
        assert_eq!(
            check(&[
                one,
                "Gu Ping, *Hai shang de zhan* (*War on the Sea*, Beijing: Sea Press, 1991), p. 4."
            ]),
            "0 1"
        );
        assert_eq!(
            check(&[
                one,
                "Lin Bo, *Hai shang de zhan* (*War at Sea*, Beijing: Sea Press, 1999), p. 4."
            ]),
            "0 1"
        );
        let telegram =
            "\"May 3, 1948, telegram Orlov to Petrov re grain,\" State Archives, No. AB0012.";
        assert_eq!(
            check(&[
                telegram,
                "\"May 3, 1948, telegram Orlov to Petrov re grain,\" State Archives, No. AB0013."
            ]),
            "0 1"
        );
        assert_eq!(
            check(&[
                telegram,
                "\"May 3, 1948, cable of Orlov to Petrov,\" State Archives, AB0012."
            ]),
            "0 0"
        );
    }
}
