//! Whether two citations are of one work: the reasons for and against.

use super::known::{Known, Title};
use kaozheng_values::citations::{Citation, Form, Kind};
use kaozheng_values::names::{Respelt, normalise, same_name, wade_giles_of};

/// Why two citations are of one work; `None` when nothing shows it.
pub(super) fn one_work(a: &Known, b: &Known) -> Option<&'static str> {
    if let (Some(x), Some(y)) = (&a.number, &b.number) {
        let same = number(x) == number(y) && same_collection(a, b);
        return (same && !other_documents(a, b)).then_some("the same number in the archive");
    }
    if is_document(a) || is_document(b) {
        let same = is_document(a)
            && is_document(b)
            && a.issued.is_some()
            && same_date(a, b)
            && likeness(&a.flat_title.words, &b.flat_title.words) >= 95;
        return same.then_some("the same date and description");
    }
    // Titles are looked at first: they are cheaper to tell apart than names.
    let like = may_be_like(a, b, 88) || a.skeleton == b.skeleton;
    let (one, other) = (a.flat_title.words.as_str(), b.flat_title.words.as_str());
    let within = || names_title(a, other) || names_title(b, one);
    if one.is_empty() || other.is_empty() || !like && !prefix(one, other) && !within() {
        return None;
    }
    let agreement = authors_agree(a, b);
    if matches!(agreement, Agreement::Other) {
        return None;
    }
    let titles = title_likeness(a, b);
    let short = a.form != Form::Full || b.form != Form::Full;
    match agreement {
        Agreement::Same if titles >= 97 => Some("the same author and title"),
        Agreement::Same if titles >= 88 => Some("the same author, and a title some letters apart"),
        Agreement::Same if short && prefix(one, other) => {
            Some("the same author, and the beginning of the title")
        }
        Agreement::Same if short && (names_title(a, other) || names_title(b, one)) => {
            Some("the same author, and a title that stands in the full citation")
        }
        Agreement::Same if prefix(one, other) && issued_alike(a, b) => {
            Some("the same author, year or publisher, and a subtitle left out")
        }
        Agreement::Swapped if titles >= 97 && issued_alike(a, b) => {
            Some("the names in the other order, the same title, year or publisher")
        }
        Agreement::WadeGiles if short && titles >= 97 => {
            Some("the name in Wade-Giles and in pinyin, and the same title")
        }
        Agreement::WadeGiles
            if issued_alike(a, b) && (titles >= 88 || a.skeleton == b.skeleton) =>
        {
            Some("the name in Wade-Giles and in pinyin, the same title, year or publisher")
        }
        Agreement::Romanised
            if issued_alike(a, b) && (titles >= 97 || a.skeleton == b.skeleton) =>
        {
            Some("another romanisation of the name, the same title, year or publisher")
        }
        Agreement::Slip if titles >= 97 || one.len() >= 12 && distance(one, other) <= 1 => {
            Some("an author one letter apart, and the same title")
        }
        Agreement::Unknown if titles >= 97 && (short || same_date(a, b)) => {
            Some("the same title, and one of them names nobody")
        }
        _ => None,
    }
}

/// Whether neither tells a collection that the other does not belong to.
fn same_collection(a: &Known, b: &Known) -> bool {
    match (&a.collection, &b.collection) {
        (Some(x), Some(y)) => normalise(x) == normalise(y),
        _ => true,
    }
}

/// Whether two documents of one file are told apart, by date or by description: a box holds many.
fn other_documents(a: &Known, b: &Known) -> bool {
    let in_file = a.collection.is_some() || b.collection.is_some();
    let dates = a.issued.is_some() && b.issued.is_some() && !same_date(a, b);
    let (one, other) = (a.flat_title.words.as_str(), b.flat_title.words.as_str());
    let apart = one.is_empty() != other.is_empty() || likeness(one, other) < 88 && one != other;
    in_file && (dates || apart)
}

/// Why two works that look alike are kept apart.
pub(super) struct Refusal {
    /// Whether they are editions of one book rather than other works.
    pub(super) edition: bool,
    /// The reason, in words.
    pub(super) because: String,
}

/// The reason against one work, for two citations that look alike; `None` for those that do not.
pub(super) fn refusal(a: &Known, b: &Known) -> Option<Refusal> {
    let (one, other) = (a.flat_title.words.as_str(), b.flat_title.words.as_str());
    if !may_be_like(a, b, 88) && !prefix(one, other) && !shares_imprint(a, b) {
        return None;
    }
    let agreement = authors_agree(a, b);
    let titles = if one.is_empty() || other.is_empty() {
        0
    } else {
        title_likeness(a, b)
    };
    let alike = titles >= 88 || prefix(one, other);
    let name = |c: &Citation| c.authors.first().cloned().unwrap_or_default();
    let apart = |because: String| {
        Some(Refusal {
            edition: false,
            because,
        })
    };
    if let (true, Some(conflict)) = (
        alike && !matches!(agreement, Agreement::Other),
        conflict(a, b),
    ) {
        let same = titles >= 97 && matches!(agreement, Agreement::Same | Agreement::Slip);
        return Some(Refusal {
            edition: same && matches!(conflict.what, What::Year | What::Publisher | What::Edition),
            because: conflict.because,
        });
    }
    match agreement {
        Agreement::Other if titles >= 97 => apart(format!(
            "one title, but other authors: {}, {}",
            name(a),
            name(b)
        )),
        Agreement::WadeGiles if titles >= 88 => apart(format!(
            "one title, and one name in Wade-Giles and in pinyin ({}, {}), but neither year nor publisher says so",
            name(a),
            name(b)
        )),
        Agreement::Romanised if titles >= 88 => apart(format!(
            "one title, and perhaps one name in two romanisations ({}, {}), but neither year nor publisher says so",
            name(a),
            name(b)
        )),
        Agreement::Swapped if titles >= 88 => apart(format!(
            "one title, but the names in the other order ({}, {}), and neither year nor publisher says that they are one",
            name(a),
            name(b)
        )),
        Agreement::Same if alike && titles < 97 => apart("the same author, but the titles differ, and neither year nor publisher says that they are one".into()),
        Agreement::Same if !name(a).is_empty() && a.form == Form::Full && b.form == Form::Full && shares_imprint(a, b) && shared_words(one, other) => {
            apart("the same author, year and publisher, but other titles".into())
        }
        Agreement::Unknown if titles >= 97 => {
            apart("one title, but only one of them names an author".into())
        }
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Year,
    Publisher,
    Number,
    Journal,
    Edition,
    Part,
}

/// What cannot be so of one work.
pub(super) struct Conflict {
    what: What,
    because: String,
}

/// Years, publishers, numbers, journals, editions or parts that cannot be one work's.
pub(super) fn conflict(a: &Known, b: &Known) -> Option<Conflict> {
    let unlike = |x: &Option<String>, y: &Option<String>| match (x, y) {
        (Some(x), Some(y)) if likeness(&normalise(x), &normalise(y)) < 70 => {
            Some(format!("{x}, {y}"))
        }
        _ => None,
    };
    let told = |what: What, word: &str, values: String| {
        Some(Conflict {
            what,
            because: format!("{word} differ: {values}"),
        })
    };
    if let (Some(x), Some(y)) = (a.year(), b.year())
        && x != y
    {
        return told(What::Year, "the years", format!("{x}, {y}"));
    }
    if let Some(values) = unlike(&a.publisher, &b.publisher) {
        return told(What::Publisher, "the publishers", values);
    }
    if let (Some(x), Some(y)) = (&a.number, &b.number)
        && number(x) != number(y)
    {
        return told(
            What::Number,
            "the numbers in the archive",
            format!("{x}, {y}"),
        );
    }
    if let Some(values) = unlike(&a.container, &b.container) {
        return told(What::Journal, "the journals or books they stand in", values);
    }
    let editions = |c: &Citation| {
        c.field(kaozheng_values::citations::Field::Edition)
            .map(figures)
    };
    if let (Some(x), Some(y)) = (editions(a), editions(b))
        && x != y
        && !x.is_empty()
        && !y.is_empty()
    {
        return told(
            What::Edition,
            "the editions",
            format!("{}, {}", x.join(" "), y.join(" ")),
        );
    }
    let figures = |c: &Known| figures(&c.flat_title.words);
    let (x, y) = (figures(a), figures(b));
    if !x.is_empty() && !y.is_empty() && x != y && title_likeness(a, b) < 100 {
        return told(
            What::Part,
            "the figures in the titles",
            format!("{}, {}", x.join(" "), y.join(" ")),
        );
    }
    None
}

/// Arabic and Roman figures of a title, in order.
fn figures(title: &str) -> Vec<String> {
    let roman = |word: &str| {
        word.len() < 6 && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) && word != "i"
    };
    let words = title.split(|c: char| !c.is_alphanumeric());
    let told = |word: &&str| {
        !word.is_empty() && (word.contains(|c: char| c.is_ascii_digit()) || roman(word))
    };
    words.filter(told).map(str::to_owned).collect()
}

/// The number of a document without `No.` and signs.
pub(super) fn number(words: &str) -> String {
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

/// Whether both tell one year, or one publisher.
fn issued_alike(a: &Citation, b: &Citation) -> bool {
    let years = matches!((a.year(), b.year()), (Some(x), Some(y)) if x == y);
    years || publishers_alike(a, b)
}

fn publishers_alike(a: &Citation, b: &Citation) -> bool {
    matches!((&a.publisher, &b.publisher), (Some(x), Some(y)) if likeness(&normalise(x), &normalise(y)) >= 90)
}

fn shares_imprint(a: &Citation, b: &Citation) -> bool {
    same_date(a, b) && publishers_alike(a, b)
}

/// Whether half of the words of two titles are the same.
fn shared_words(a: &str, b: &str) -> bool {
    let other: Vec<&str> = b.split(' ').collect();
    let shared = a.split(' ').filter(|word| other.contains(word)).count();
    2 * shared >= other.len().max(a.split(' ').count())
}

/// The likeness of titles, a translated one compared with the other's title too, and with its translation.
fn title_likeness(a: &Known, b: &Known) -> u32 {
    let told = pairs(a, b)
        .into_iter()
        .filter(|(x, y)| x.may_be_like(y, 70));
    told.map(|(x, y)| likeness(&x.words, &y.words))
        .max()
        .unwrap_or(0)
}

/// Whether some pair of their titles can be so alike.
fn may_be_like(a: &Known, b: &Known, least: u32) -> bool {
    pairs(a, b)
        .into_iter()
        .any(|(x, y)| x.may_be_like(y, least))
}

fn pairs<'a>(a: &'a Known, b: &'a Known) -> Vec<(&'a Title, &'a Title)> {
    let all = [
        (&a.flat_title, &b.flat_title),
        (&a.flat_title, &b.flat_translation),
        (&b.flat_title, &a.flat_translation),
        (&a.flat_translation, &b.flat_translation),
    ];
    let told = |(x, y): &(&Title, &Title)| !x.words.is_empty() && !y.words.is_empty();
    all.into_iter().filter(told).collect()
}

/// Whether a title of at least two words stands somewhere in a full citation, as the title of a volume does.
fn names_title(full: &Known, title: &str) -> bool {
    let found = |at: usize| {
        full.flat_words[..at].ends_with(' ') && full.flat_words[at + title.len()..].starts_with(' ')
    };
    title.contains(' ')
        && full
            .flat_words
            .match_indices(title)
            .any(|(at, _)| found(at))
}

/// Whether one title begins the other, with at least two words.
fn prefix(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.split(' ').count() >= 2
        && long.starts_with(short)
        && (long.len() == short.len() || long[short.len()..].starts_with(' '))
}

/// How the first authors of two citations agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    Same,
    /// The same words in another order, no comma to say so.
    Swapped,
    /// One name in Wade-Giles and in pinyin, and no other by its letters.
    WadeGiles,
    /// Perhaps the same sounds in another romanisation.
    Romanised,
    /// One letter apart.
    Slip,
    /// One of them names nobody.
    Unknown,
    Other,
}

/// Compares the first authors.
pub(super) fn authors_agree(a: &Known, b: &Known) -> Agreement {
    let (Some(first), Some(second)) = (a.authors.first(), b.authors.first()) else {
        return if a.authors.is_empty() && b.authors.is_empty() {
            Agreement::Same
        } else {
            Agreement::Unknown
        };
    };
    let (one, other) = (a.flat_author.as_str(), b.flat_author.as_str());
    if one == other {
        return Agreement::Same;
    }
    if same_words(one, other) {
        let turned = first.contains(',') || second.contains(',');
        return if turned {
            Agreement::Same
        } else {
            Agreement::Swapped
        };
    }
    let alone = |one: &Known, full: &Known| {
        !one.flat_author.contains(' ') && full.flat_family == one.flat_author
    };
    if alone(a, b) || alone(b, a) {
        return Agreement::Same;
    }
    if same_name(first, second).same {
        return if one.replace(' ', "") == other.replace(' ', "") {
            Agreement::Same
        } else {
            Agreement::Slip
        };
    }
    match wade_giles_of(first, second) {
        Some(Respelt::Surely) => return Agreement::WadeGiles,
        Some(Respelt::Perhaps) => return Agreement::Romanised,
        None => {}
    }
    if distance(one, other) == 1 && one.len() >= 6 {
        Agreement::Slip
    } else if skeleton(one).len() > 2 && skeleton(one) == skeleton(other) {
        Agreement::Romanised
    } else {
        Agreement::Other
    }
}

/// The consonants of a romanised Chinese name or title, those that Wade-Giles and pinyin write otherwise as one.
pub(super) fn skeleton(text: &str) -> String {
    const ONE: &[(&str, &str)] = &[
        ("ng", "n"),
        ("zh", "c"),
        ("ch", "c"),
        ("ts", "c"),
        ("tz", "c"),
        ("hs", "s"),
        ("sh", "s"),
        ("ss", "s"),
        ("q", "c"),
        ("x", "s"),
        ("z", "c"),
        ("j", "c"),
        ("b", "p"),
        ("d", "t"),
        ("g", "k"),
    ];
    let mut text = text.to_owned();
    for (many, one) in ONE {
        text = text.replace(many, one);
    }
    let silent = |c: char| "aeiouyühw".contains(c) || !c.is_alphabetic();
    text.chars().filter(|c| !silent(*c)).collect()
}

/// Whether two names are made of the same words.
fn same_words(one: &str, other: &str) -> bool {
    let sorted = |name: &str| {
        let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    sorted(one) == sorted(other)
}

/// Likeness in per cent: 100 minus the share of letters that differ.
pub(super) fn likeness(a: &str, b: &str) -> u32 {
    let longest = a.chars().count().max(b.chars().count());
    let shortest = a.chars().count().min(b.chars().count());
    if longest == 0 || shortest * 2 < longest {
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
