//! Which citations cite one work, and how works are akin.
//!
//! Conservative: years, publishers, document dates and archive numbers decide before titles, and two works whose titles
//! only resemble each other stay two. One letter of an author's name may differ when the title is the same, since OCR
//! and printers slip. Every merge says why, and so does every refusal of two works that look alike.

use super::super::{Mention, Reading};
use super::alike::{Refusal, one_work, refusal};
use super::known::Known;
use kaozheng_values::citations::{Citation, Form};
use kaozheng_values::names::normalise;
use std::collections::{BTreeMap, BTreeSet};

/// One work with every citation of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The citation that says most.
    pub fullest: Citation,
    /// Indices of the mentions that cite it, in order.
    pub mentions: Vec<usize>,
    /// Works that it rests on or that look like it, in order of bond and number.
    pub kin: Vec<Kin>,
}

/// How a work is akin to another, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kin {
    /// What binds them.
    pub bond: Bond,
    /// Index of the other work among the same works.
    pub other: usize,
    /// The reason, in words.
    pub because: String,
}

/// What binds two works that are not one. All are proposals from the words of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bond {
    /// Every citation of it says that it is quoted in the other.
    CitedOnlyThrough,
    /// A citation of it says that it is quoted in the other.
    QuotedIn,
    /// It is a translation of the other.
    TranslationOf,
    /// It is printed again from the other.
    ReprintOf,
    /// Author and title are the same, year or publisher is not.
    OtherEdition,
    /// It looks like the other and is kept apart.
    KeptApart,
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
                kin: Vec::new(),
            });
        }
        let first = works[*work].mentions.is_empty();
        works[*work].mentions.push(at);
        if first || richness(citation) > richness(&works[*work].fullest) {
            works[*work].fullest = (**citation).clone();
        }
    }
    super::stemma::bind(mentions, &mut works);
    keep_apart(&mut works);
    works.iter_mut().for_each(|work| {
        work.kin.sort();
        work.kin.dedup();
    });
    works
}

fn richness(citation: &Citation) -> usize {
    let full = if citation.form == Form::Full { 100 } else { 0 };
    full + citation.fields.len()
}

/// Notes at each work the earlier ones that look like it and are another, with the reason.
fn keep_apart(works: &mut [Work]) {
    let mut shelf = Shelf::default();
    for work in works.iter() {
        let at = shelf.open();
        shelf.put(at, work.fullest.clone());
    }
    for at in 0..works.len() {
        let citation = Known::of(works[at].fullest.clone());
        for other in shelf.candidates(&citation).into_iter().filter(|o| *o < at) {
            let Some(Refusal { edition, because }) = refusal(&shelf.works[other][0], &citation)
            else {
                continue;
            };
            let bond = if edition {
                Bond::OtherEdition
            } else {
                Bond::KeptApart
            };
            let kin = |other: usize| Kin {
                bond,
                other,
                because: because.clone(),
            };
            works[at].kin.push(kin(other));
            works[other].kin.push(kin(at));
        }
    }
}

/// The works known so far, each with its citations, and the words that lead to them.
#[derive(Default)]
pub(super) struct Shelf {
    pub(super) works: Vec<Vec<Known>>,
    index: BTreeMap<String, Filed>,
}

/// The works that a word leads to, in the order in which they were put there.
#[derive(Default)]
struct Filed {
    list: Vec<usize>,
    all: BTreeSet<usize>,
}

/// Most different citations of one work that others are compared with.
const MOST_CITATIONS: usize = 60;

fn says_the_same(a: &Citation, b: &Citation) -> bool {
    (a.form, a.kind) == (b.form, b.kind)
        && (&a.authors, &a.title, &a.translated_title)
            == (&b.authors, &b.title, &b.translated_title)
        && (&a.publisher, &a.container, &a.number) == (&b.publisher, &b.container, &b.number)
        && a.issued == b.issued
        && a.volume == b.volume
}

/// Most works looked at for one word; those cited last come first.
const MOST_FOR_A_WORD: usize = 200;

impl Shelf {
    /// A work without citations yet.
    pub(super) fn open(&mut self) -> usize {
        self.works.push(Vec::new());
        self.works.len() - 1
    }

    /// Puts a citation to a work, unless one that says the same is there or there are very many.
    pub(super) fn put(&mut self, work: usize, citation: Citation) {
        let list = &self.works[work];
        if list.len() >= MOST_CITATIONS || list.iter().any(|other| says_the_same(other, &citation))
        {
            return;
        }
        for key in keys(&citation) {
            let filed = self.index.entry(key).or_default();
            if filed.all.insert(work) {
                filed.list.push(work);
            }
        }
        self.works[work].push(Known::of(citation));
    }

    /// Works that share a word of name or title, or the number, with a citation; in order.
    pub(super) fn candidates(&self, citation: &Citation) -> BTreeSet<usize> {
        let keys = keys(citation);
        let lists = keys.iter().filter_map(|key| self.index.get(key));
        lists
            .flat_map(|filed| filed.list.iter().rev().take(MOST_FOR_A_WORD).copied())
            .collect()
    }

    /// The works that a citation cites, the one cited last first, with the reason for each.
    pub(super) fn same(&self, citation: &Known) -> Vec<(usize, &'static str)> {
        let mut found = Vec::new();
        for at in self.candidates(citation).into_iter().rev() {
            let work = &self.works[at];
            let why = work.iter().find_map(|other| one_work(other, citation));
            if let Some(why) = why
                && !work
                    .iter()
                    .any(|other| super::alike::conflict(other, citation).is_some())
            {
                found.push((at, why));
            }
        }
        found
    }
}

/// The words by which a work is found: of names, titles and numbers.
fn keys(citation: &Citation) -> BTreeSet<String> {
    let titles = [&citation.title, &citation.translated_title];
    let names = citation.authors.first().into_iter();
    let words = titles
        .into_iter()
        .flatten()
        .chain(names)
        .chain(&citation.container);
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for text in words {
        let flat = normalise(text);
        let long = |word: &&str| word.chars().count() > 2 || !word.is_ascii();
        keys.extend(flat.split(' ').filter(long).map(str::to_owned));
        if flat.split(' ').all(|word| !long(&word)) {
            keys.insert(flat);
        }
    }
    keys.extend(citation.number.as_deref().map(super::alike::number));
    keys
}

#[cfg(test)]
mod tests {
    use super::super::citations_in;
    use super::super::resolve::lead_back;
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
        lead_back(&mut mentions, &|note| Some((note + 1).to_string()));
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
