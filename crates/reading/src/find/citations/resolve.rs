//! Leading citations back to their works.
//!
//! *Ibid.* is the work cited last; after a note that cites several works it is the last of them, and the others stay as
//! rival readings. *Op. cit.* and a name alone are the author's work, the one cited last where there are several. A
//! number of a note is what that note cites, if it is one work or the name tells which. What leads nowhere stays
//! unresolved and says so.

use super::super::{Mention, Reading};
use super::again::{filed_again, is_same_author, note_number};
use super::alike::{Agreement, authors_agree, one_work};
use super::known::Known;
use super::works::Shelf;
use kaozheng_values::citations::{Citation, Field, Form, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Gives each citation the number of its work, works numbered by first citation; `number` tells the number that a note
/// bears. What the words allow beside it becomes a rival reading.
pub(super) fn lead_back(mentions: &mut [Mention], number: &dyn Fn(usize) -> Option<String>) {
    let mut reader = Resolver {
        shelf: Shelf::default(),
        seen: Vec::new(),
        last_cited: BTreeMap::new(),
        number,
    };
    for mention in mentions.iter_mut() {
        let note = mention.note.unwrap_or(usize::MAX);
        let Reading::Citation { citation, work } = &mut mention.reading else {
            continue;
        };
        let led = reader.lead(note, citation);
        *work = led.work;
        let rival = |work: usize| Reading::Citation {
            citation: citation.clone(),
            work: Some(work),
        };
        mention.rivals = led.rivals.into_iter().map(rival).collect();
        if let Some(because) = led.because {
            mention.because = because;
        }
        if let Some(work) = led.work {
            reader.last_cited.insert(work, reader.seen.len());
        }
        reader.seen.push(Seen {
            note,
            work: led.work,
        });
    }
}

pub(super) struct Resolver<'a> {
    pub(super) shelf: Shelf,
    /// The citations so far, in order.
    pub(super) seen: Vec<Seen>,
    /// Where in `seen` each work stands last.
    last_cited: BTreeMap<usize, usize>,
    number: &'a dyn Fn(usize) -> Option<String>,
}

#[derive(Clone, Copy)]
pub(super) struct Seen {
    note: usize,
    pub(super) work: Option<usize>,
}

/// Where a citation leads: the work, what else it may be, and why.
#[derive(Default)]
pub(super) struct Led {
    pub(super) work: Option<usize>,
    rivals: Vec<usize>,
    because: Option<String>,
}

impl Led {
    pub(super) fn to(work: usize, because: impl Into<String>) -> Led {
        Led {
            work: Some(work),
            rivals: Vec::new(),
            because: Some(because.into()),
        }
    }

    pub(super) fn nowhere(because: impl Into<String>) -> Led {
        Led {
            because: Some(format!("unresolved: {}", because.into())),
            ..Led::default()
        }
    }
}

impl Resolver<'_> {
    fn lead(&mut self, note: usize, citation: &mut Citation) -> Led {
        let same_author = citation
            .authors
            .first()
            .is_some_and(|name| is_same_author(name));
        if same_author && !self.repeat_author(citation) {
            return Led::nowhere("the same author, but nobody is named before");
        }
        let whole = matches!(citation.form, Form::Full | Form::Short);
        let filed = whole && filed_again(&citation.words).is_some() && self.file_again(citation);
        let mut led = match citation.form {
            Form::Ibid => match self.last(note, "Ibid.") {
                led if led.rivals.is_empty() => self.other_file(led, citation),
                led => led,
            },
            Form::OpCit if citation.collection.is_some() => self.of_collection(citation),
            Form::OpCit if citation.authors.is_empty() && citation.title.is_none() => {
                self.last(note, "a work cited before, without a name")
            }
            Form::CrossRef => self.other_note(note, citation),
            Form::OpCit => self.before(citation),
            Form::Short if citation.fields.is_empty() => Led::default(),
            _ if name_alone(citation) => self.by_name(citation),
            _ => self.by_title(citation),
        };
        if filed && led.because.is_none() {
            led.because = Some("a document where the one before it stands".to_owned());
        }
        let told = match citation.form {
            Form::Full | Form::Short | Form::OpCit => true,
            Form::Ibid => citation.number.is_some(),
            Form::CrossRef => false,
        };
        if let Some(work) = led.work.filter(|_| told) {
            self.shelf.put(work, citation.clone());
        }
        led
    }

    /// Puts the names of the work cited last in place of *Idem*, *Ders.*; false when there are none.
    fn repeat_author(&self, citation: &mut Citation) -> bool {
        let last = self.seen.iter().rev().find_map(|seen| seen.work);
        let named = last.and_then(|work| {
            self.shelf.works[work]
                .iter()
                .find(|c| !c.authors.is_empty())
        });
        let Some(named) = named else {
            return false;
        };
        citation.authors.clone_from(&named.authors);
        true
    }

    /// The work cited last; after another note that cites several works, those are its rivals.
    fn last(&self, note: usize, word: &str) -> Led {
        let Some(last) = self.seen.last() else {
            return Led::nowhere(format!("{word}, with nothing before it"));
        };
        let Some(work) = last.work else {
            return Led::nowhere(format!("{word}, and what it repeats leads nowhere itself"));
        };
        if last.note == note {
            return Led::to(work, format!("{word}: the work before it in this note"));
        }
        let others: Vec<usize> = self.works_in(last.note).filter(|w| *w != work).collect();
        let name = self.name(last.note);
        if others.is_empty() {
            return Led::to(work, format!("{word}: the work cited last, in {name}"));
        }
        let count = others.len() + 1;
        Led {
            rivals: others,
            ..Led::to(
                work,
                format!(
                    "{word} after {name}, which cites {count} works: the last of them, by convention"
                ),
            )
        }
    }

    /// The works of a note, the last first, each once.
    fn works_in(&self, note: usize) -> impl Iterator<Item = usize> + '_ {
        let mut told: BTreeSet<usize> = BTreeSet::new();
        let own = self.seen.iter().rev().skip_while(move |s| s.note != note);
        let own = own.take_while(move |s| s.note == note);
        own.filter_map(|s| s.work).filter(move |w| told.insert(*w))
    }

    fn name(&self, note: usize) -> String {
        let number = (note != usize::MAX).then(|| (self.number)(note)).flatten();
        number.map_or("the note before".to_owned(), |n| format!("note {n}"))
    }

    /// What the note that a citation names cites.
    fn other_note(&self, note: usize, citation: &Citation) -> Led {
        let Some(wanted) = note_number(&citation.words) else {
            return Led::nowhere("another note, without its number");
        };
        let earlier =
            self.seen.iter().rev().find(|seen| {
                seen.note < note && (self.number)(seen.note).as_deref() == Some(wanted)
            });
        let Some(target) = earlier.map(|seen| seen.note) else {
            return Led::nowhere(format!("no note {wanted} before this one cites anything"));
        };
        let known = Known::of(citation.clone());
        let all: Vec<usize> = self.works_in(target).collect();
        let named: Vec<usize> = all
            .iter()
            .copied()
            .filter(|work| self.fits(*work, &known))
            .collect();
        match named[..] {
            [only] => Led::to(only, format!("the work that note {wanted} cites")),
            [] => Led::nowhere(format!("note {wanted} cites no work of this name")),
            _ => Led {
                rivals: named.clone(),
                ..Led::nowhere(format!("note {wanted} cites {} works", named.len()))
            },
        }
    }

    /// Whether the names and title of a citation, as far as it has them, are those of a work.
    fn fits(&self, work: usize, citation: &Known) -> bool {
        let names = citation.authors.is_empty() || self.is_by(work, citation);
        let titles = citation.title.is_none()
            || self.shelf.works[work]
                .iter()
                .any(|c| one_work(c, citation).is_some());
        names && titles
    }

    fn is_by(&self, work: usize, citation: &Known) -> bool {
        self.shelf.works[work]
            .iter()
            .any(|c| matches!(authors_agree(c, citation), Agreement::Same))
    }

    /// *Op. cit.*: the author's work, of the kind and title told, or the one that the number of a note tells.
    fn before(&mut self, citation: &Citation) -> Led {
        if citation.title.is_some() {
            let led = self.by_title_known(citation);
            if led.work.is_some() {
                return led;
            }
        }
        let mut own = self.of_author(citation);
        let known = Known::of(citation.clone());
        if citation.title.is_some() {
            own.retain(|work| self.fits(*work, &known));
        }
        if let Some(wanted) = note_number(&citation.words) {
            let there = |work: &usize| {
                let in_note = |s: &Seen| {
                    s.work == Some(*work) && (self.number)(s.note).as_deref() == Some(wanted)
                };
                self.seen.iter().any(in_note)
            };
            if own.iter().any(there) {
                own.retain(there);
            }
        }
        if own.iter().any(|work| self.of_kind(*work, citation.kind)) {
            own.retain(|work| self.of_kind(*work, citation.kind));
        }
        match &own[..] {
            [] => Led::nowhere("a work cited before, but none of this author is"),
            [only] => Led::to(*only, "the only work of this author and kind cited before"),
            [last, others @ ..] => Led {
                rivals: others.to_vec(),
                ..Led::to(
                    *last,
                    format!(
                        "{} works of this author are cited before: the one cited last, by convention",
                        own.len()
                    ),
                )
            },
        }
    }

    fn of_kind(&self, work: usize, kind: Kind) -> bool {
        let book = |kind: Kind| matches!(kind, Kind::Book | Kind::Collection | Kind::Thesis);
        let article = |kind: Kind| matches!(kind, Kind::Article | Kind::Chapter | Kind::Newspaper);
        self.shelf.works[work].iter().any(|c| {
            kind == Kind::Other || book(kind) && book(c.kind) || article(kind) && article(c.kind)
        })
    }

    /// The works of an author, the one cited last first.
    fn of_author(&self, citation: &Citation) -> Vec<usize> {
        let known = Known::of(citation.clone());
        let candidates = self.shelf.candidates(citation);
        let mut own: Vec<usize> = candidates
            .into_iter()
            .filter(|work| self.is_by(*work, &known))
            .collect();
        own.sort_by_key(|work| std::cmp::Reverse(self.last_cited.get(work)));
        own
    }

    /// A name alone, or with a year: a work of that author and year cited before, else a work of its own.
    fn by_name(&mut self, citation: &Citation) -> Led {
        let mut own = self.of_author(citation);
        if let Some(year) = citation.year() {
            let that_year = |work: &usize| {
                let years: Vec<i32> = self.shelf.works[*work]
                    .iter()
                    .filter_map(|c| c.year())
                    .collect();
                years.contains(&year)
            };
            own.retain(that_year);
        }
        match &own[..] {
            [] => Led {
                work: Some(self.shelf.open()),
                ..Led::default()
            },
            [only] => Led::to(*only, "the only work of this author cited before"),
            [last, others @ ..] => Led {
                rivals: others.to_vec(),
                ..Led::to(
                    *last,
                    format!(
                        "a name alone, and {} works of this author are cited before: the one cited last, by convention",
                        own.len()
                    ),
                )
            },
        }
    }

    fn by_title(&mut self, citation: &Citation) -> Led {
        let led = self.by_title_known(citation);
        if led.work.is_some() {
            return led;
        }
        Led {
            work: Some(self.shelf.open()),
            ..Led::default()
        }
    }

    /// The work of this title; a short title that several works bear keeps the others as rivals.
    fn by_title_known(&self, citation: &Citation) -> Led {
        let found = self.shelf.same(&Known::of(citation.clone()));
        let Some((work, why)) = found.first().copied() else {
            return Led::default();
        };
        let others: Vec<usize> = found[1..].iter().map(|(work, _)| *work).collect();
        let short = citation.form != Form::Full;
        let because = if short && !others.is_empty() {
            format!(
                "{why}; {} works fit, the one cited last by convention",
                found.len()
            )
        } else {
            why.to_owned()
        };
        Led {
            rivals: if short { others } else { Vec::new() },
            ..Led::to(work, because)
        }
    }
}

/// Names, perhaps a year and a place in the work, and nothing else.
fn name_alone(citation: &Citation) -> bool {
    let more = |(field, _): &(Field, std::ops::Range<usize>)| {
        !matches!(
            field,
            Field::Author | Field::Issued | Field::Locator | Field::Pages | Field::Note
        )
    };
    !citation.authors.is_empty() && !citation.fields.iter().any(more)
}
