//! Scores of the citations of the founding article beside a reading of them by hand, kept in `corpus/scores.csv`.
//!
//! The article is kept outside the repository, in `../shared` beside it; without it this says so and passes, except in CI.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read what is kept beside the repository and say when it is not there"
)]

use kaozheng_reading::find::{Mention, Reading};
use kaozheng_reading::{ReadOptions, ReadResult, read};
use kaozheng_text::Original;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// One citation: its note, the letters of the note it takes, form, work and fields.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Cited {
    note: String,
    letters: (usize, usize),
    form: String,
    work: Option<usize>,
    fields: Vec<String>,
}

impl Cited {
    fn place(&self) -> (&str, (usize, usize)) {
        (&self.note, self.letters)
    }
}

#[test]
fn citations_of_the_founding_article_beside_a_reading_by_hand() {
    let Some(result) = founding() else { return };
    let (gold, told) = (by_hand(), told(&result));
    let places = |list: &[Cited]| -> BTreeSet<(String, (usize, usize))> {
        let place = |c: &Cited| (c.note.clone(), c.letters);
        list.iter().map(place).collect()
    };
    let both = places(&gold).intersection(&places(&told)).count();
    for missed in places(&gold).symmetric_difference(&places(&told)) {
        eprintln!("split otherwise: {missed:?}");
    }
    let fields = |list: &[Cited]| -> Vec<(String, String)> {
        let of = |c: &Cited| -> Vec<(String, String)> {
            let pair = |field: &String| (c.note.clone(), field.clone());
            c.fields.iter().map(pair).collect()
        };
        list.iter().flat_map(of).collect()
    };
    let mut left = fields(&gold);
    let (all_told, all_gold) = (fields(&told).len(), left.len());
    let mut right = 0;
    for field in fields(&told) {
        match left.iter().position(|other| *other == field) {
            Some(at) => {
                left.swap_remove(at);
                right += 1;
            }
            None => eprintln!("told otherwise: {field:?}"),
        }
    }
    left.iter()
        .for_each(|field| eprintln!("not told: {field:?}"));
    let pairs = paired(&gold, &told);
    let led = |form: &str| led_back(&pairs, form) as f64;
    hold(&[
        ("citations split F1", f1(both, gold.len(), told.len())),
        ("citation fields F1", f1(right, all_gold, all_told)),
        ("Ibid. led back", led("ibid")),
        ("short forms led back", led("short")),
        ("works B-cubed F1", b_cubed(&pairs)),
        ("false merges (negative)", -(false_merges(&pairs) as f64)),
    ]);
}

fn f1(both: usize, gold: usize, told: usize) -> f64 {
    200. * both as f64 / (gold + told) as f64
}

type Pairs<'a> = Vec<(&'a Cited, &'a Cited)>;

/// Citations at the same place, by hand and told.
fn paired<'a>(gold: &'a [Cited], told: &'a [Cited]) -> Pairs<'a> {
    let same = |g: &'a Cited| Some((g, told.iter().find(|t| t.place() == g.place())?));
    gold.iter().filter_map(same).collect()
}

/// How many citations of a form have the work of the full citation that they mean.
fn led_back(pairs: &Pairs<'_>, form: &str) -> usize {
    let first = |work: Option<usize>| pairs.iter().find(|(g, _)| g.work == work);
    let right = |(g, t): &&(&Cited, &Cited)| {
        g.form == form && t.work.is_some() && first(g.work).is_some_and(|(_, f)| f.work == t.work)
    };
    pairs.iter().filter(right).count()
}

/// B-cubed F1 over the citations at the same places (Bagga and Baldwin 1998).
fn b_cubed(pairs: &Pairs<'_>) -> f64 {
    let (mut precision, mut recall) = (0., 0.);
    for (gold, told) in pairs {
        let alike = |g: bool, t: bool| {
            let counts = |(a, b): &&(&Cited, &Cited)| {
                (!g || a.work == gold.work) && (!t || b.work == told.work)
            };
            pairs.iter().filter(counts).count() as f64
        };
        precision += alike(true, true) / alike(false, true);
        recall += alike(true, true) / alike(true, false);
    }
    let n = pairs.len() as f64;
    let (precision, recall) = (precision / n, recall / n);
    200. * precision * recall / (precision + recall)
}

/// Works told that hold citations of more than one work.
fn false_merges(pairs: &Pairs<'_>) -> usize {
    let mut held: BTreeMap<usize, BTreeSet<Option<usize>>> = BTreeMap::new();
    for (gold, told) in pairs {
        if let Some(work) = told.work {
            held.entry(work).or_default().insert(gold.work);
        }
    }
    held.values().filter(|works| works.len() > 1).count()
}

fn founding() -> Option<ReadResult> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if !root.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "../shared is not there");
        eprintln!("SKIPPED: ../shared is not there");
        return None;
    }
    let bytes = std::fs::read(root.join("cases/korea-1950/article.txt")).expect("the article");
    let original = Original::new("zhang-2005.txt", bytes);
    let result = read(&original, &ReadOptions::default()).expect("a text");
    Some(result.value)
}

fn corpus(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    std::fs::read_to_string(path.join(name)).expect("a file of corpus/")
}

fn by_hand() -> Vec<Cited> {
    let table = corpus("korea-1950-citations.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let (start, end) = cells[1].split_once('-').expect("two places");
        let number = |cell: &str| cell.parse().expect("a number");
        let mut fields: Vec<String> = cells[4..].iter().map(|field| squeezed(field)).collect();
        fields.sort();
        Cited {
            note: cells[0].to_owned(),
            letters: (number(start), number(end)),
            form: cells[2].to_owned(),
            work: cells[3].parse().ok(),
            fields,
        }
    })
    .collect()
}

/// `name=words` with letters and digits only in the words.
fn squeezed(field: &str) -> String {
    let (name, words) = field.split_once('=').expect("a field");
    format!("{name}={}", letters(words))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn told(result: &ReadResult) -> Vec<Cited> {
    let mentions = result.mentions.iter();
    mentions.filter_map(|m| cited(result, m)).collect()
}

fn cited(result: &ReadResult, mention: &Mention) -> Option<Cited> {
    let Reading::Citation { citation, work } = &mention.reading else {
        return None;
    };
    let passage = &result.document.passages[mention.note?];
    let count = |end: u32| {
        let stretch = &result.document.text[passage.span.start as usize..end as usize];
        letters(stretch).chars().count()
    };
    let field = |(field, at): &(kaozheng_values::citations::Field, std::ops::Range<usize>)| {
        format!("{}={}", field.name(), letters(&citation.words[at.clone()]))
    };
    Some(Cited {
        note: passage.number.clone().unwrap_or_else(|| "*".to_owned()),
        letters: (count(mention.span.start), count(mention.span.end)),
        form: format!("{:?}", citation.form).to_lowercase(),
        work: *work,
        fields: citation.fields.iter().map(field).collect(),
    })
}

/// Fails where a score is below the recorded one.
fn hold(scores: &[(&str, f64)]) {
    let table = corpus("scores.csv");
    for (measure, score) in scores {
        eprintln!("korea-1950 citations,{measure},{score:.2}");
        let prefix = format!("korea-1950 citations,{measure},");
        let row = table.lines().find_map(|line| line.strip_prefix(&prefix));
        let before: f64 = row
            .and_then(|row| row.split(',').next()?.parse().ok())
            .unwrap_or_else(|| panic!("corpus/scores.csv has no row {prefix}"));
        assert!(
            score + 0.005 >= before,
            "{measure}: {score:.2} (was {before})"
        );
    }
}
