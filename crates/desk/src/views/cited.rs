//! The works that the notes of an original cite: how often, in which notes, through whom, and what they are to each other.
//!
//! A machine's reading of the notes, told as that: nothing here is a card, and no answer reads it.

use kaozheng_reading::find::citations::{Bond, FINDER, Kin, Work, works};
use kaozheng_reading::find::{FindContext, Mention, Reading};
use kaozheng_text::Document;
use kaozheng_values::citations::{Citation, Form};
use serde::Serialize;

/// What the notes of one original cite.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CitedView {
    /// The original, as it is called in `sources/`.
    pub original: String,
    /// The works, in the order in which they are first cited.
    pub works: Vec<CitedWork>,
    /// Citations that lead to no work, with the reason.
    pub unresolved: Vec<CitedAt>,
}

/// One work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitedWork {
    /// Its number among the works of this original, from 1.
    pub work: usize,
    /// Author and year, or sender and recipient with the date.
    pub name: String,
    /// Its title; may be empty.
    pub title: String,
    /// Archive, collection and number, joined by commas; may be empty.
    pub held_at: String,
    /// The words of the citation that says most of it.
    pub words: String,
    /// How often it is cited.
    pub cited: usize,
    /// Where.
    pub at: Vec<CitedAt>,
    /// The works it rests on: those it is quoted in, translated or printed again from.
    pub rests_on: Vec<CitedKin>,
    /// Works that look like it and are others: editions, namesakes.
    pub kin: Vec<CitedKin>,
}

/// One citation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitedAt {
    /// The number of the note, as printed; `None` where it bears none.
    pub note: Option<String>,
    /// The page of the original, as printed.
    pub page: Option<String>,
    /// First code point in the text of the original.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// The place in the work that is meant; may be empty.
    pub locator: String,
    /// How it is cited: full, short, ibid, op-cit, cross-ref.
    pub form: &'static str,
    /// Why it is taken to cite this work, or none.
    pub because: String,
    /// The numbers of other works that the words allow.
    pub rivals: Vec<usize>,
}

/// What a work is to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitedKin {
    /// What binds them, in words: `is cited only through`.
    pub bond: &'static str,
    /// The number of the other.
    pub work: usize,
    /// The name of the other.
    pub name: String,
    /// The reason.
    pub because: String,
}

impl CitedView {
    /// What the notes of `document` cite.
    pub fn of(document: &Document) -> CitedView {
        let mentions = (FINDER.find)(document, &FindContext::default());
        let works = works(&mentions);
        let points = Points::of(&document.text);
        let at = |mention: &Mention| cited_at(document, &points, mention);
        let leads_nowhere =
            |mention: &&Mention| matches!(&mention.reading, Reading::Citation { work: None, .. });
        CitedView {
            original: document.name.clone(),
            unresolved: mentions.iter().filter(leads_nowhere).map(at).collect(),
            works: (0..works.len())
                .map(|nth| {
                    let places = works[nth].mentions.iter().map(|m| at(&mentions[*m]));
                    cited_work(nth, &works, places.collect())
                })
                .collect(),
        }
    }
}

fn cited_work(nth: usize, works: &[Work], at: Vec<CitedAt>) -> CitedWork {
    let work = &works[nth];
    let said = &work.fullest;
    let held = [&said.archive, &said.collection, &said.number];
    let held: Vec<&str> = held.into_iter().flatten().map(String::as_str).collect();
    let (kin, rests_on): (Vec<&Kin>, Vec<&Kin>) = work
        .kin
        .iter()
        .partition(|kin| matches!(kin.bond, Bond::OtherEdition | Bond::KeptApart));
    let told = |kin: &Kin| CitedKin {
        bond: bond(kin.bond),
        work: kin.other + 1,
        name: name(&works[kin.other].fullest),
        because: kin.because.clone(),
    };
    CitedWork {
        work: nth + 1,
        name: name(said),
        title: said.title.clone().unwrap_or_default(),
        held_at: held.join(", "),
        words: said.words.clone(),
        cited: at.len(),
        at,
        rests_on: rests_on.into_iter().map(told).collect(),
        kin: kin.into_iter().map(told).collect(),
    }
}

/// The citation without the place in the work that it means.
fn name(citation: &Citation) -> String {
    let whole = Citation {
        locator: None,
        form: Form::Full,
        ..citation.clone()
    };
    whole.to_string()
}

fn bond(bond: Bond) -> &'static str {
    match bond {
        Bond::CitedOnlyThrough => "is cited only through",
        Bond::QuotedIn => "is quoted in",
        Bond::TranslationOf => "is translated from",
        Bond::ReprintOf => "is printed again from",
        Bond::OtherEdition => "is another edition of",
        Bond::KeptApart => "looks like, and is kept apart from,",
    }
}

fn cited_at(document: &Document, points: &Points, mention: &Mention) -> CitedAt {
    let note = mention.note.and_then(|note| document.passages.get(note));
    let (locator, form) = match &mention.reading {
        Reading::Citation { citation, .. } => (citation.locator.clone(), form(citation.form)),
        _ => (None, ""),
    };
    let rival = |reading: &Reading| match reading {
        Reading::Citation { work, .. } => work.map(|work| work + 1),
        _ => None,
    };
    CitedAt {
        note: note.and_then(|note| note.number.clone()),
        page: document
            .page_at(mention.span.start as usize)
            .map(str::to_owned),
        start: points.at(mention.span.start as usize),
        end: points.at(mention.span.end as usize),
        locator: locator.unwrap_or_default(),
        form,
        because: mention.because.clone(),
        rivals: mention.rivals.iter().filter_map(rival).collect(),
    }
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Full => "full",
        Form::Short => "short",
        Form::Ibid => "ibid",
        Form::OpCit => "op-cit",
        Form::CrossRef => "cross-ref",
    }
}

/// Where the code points of a text begin, to count them fast.
struct Points(Vec<usize>);

impl Points {
    fn of(text: &str) -> Points {
        Points(text.char_indices().map(|(at, _)| at).collect())
    }

    fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start < byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaozheng_reading::{ReadOptions, read};
    use kaozheng_text::Original;

    #[track_caller]
    fn check(text: &str) -> String {
        let original = Original::new("paper.txt", text.as_bytes().to_vec());
        let read = read(&original, &ReadOptions::default()).expect("a text");
        let view = CitedView::of(&read.value.document);
        let mut out = String::new();
        for work in &view.works {
            out += &format!(
                "{} {} / {} / {}\n",
                work.work, work.name, work.title, work.held_at
            );
            for at in &work.at {
                out += &format!(
                    "   n. {:?} {} {} {:?}: {}\n",
                    at.note, at.form, at.locator, at.rivals, at.because
                );
            }
            for kin in work.rests_on.iter().chain(&work.kin) {
                out += &format!("   {} {}: {}\n", kin.bond, kin.work, kin.because);
            }
        }
        for at in &view.unresolved {
            out += &format!("? n. {:?}: {}\n", at.note, at.because);
        }
        out
    }

    #[test]
    fn works_where_they_are_cited_and_what_they_are_to_each_other() {
        insta::assert_snapshot!(check("The toll was raised.1) It fell again.2) Nobody knew.3) The letter came late.4)\n\n\
            1) Ada Holm, *The Salt Road* (Oslo: Fjord Press, 1961), p. 12; Per Vik, *Tolls of the North* (Bergen: Havn, 1970), p. 3.\n\
            2) Ibid., p. 15.\n\
            3) Ada Holm, *The Salt Road* (Oslo: Fjord Press, 1975), p. 14.\n\
            4) Holm to Vik, 3 May 1911, RG 59, Lot 60 D 330, Box 3, NARA.\n"), @r#"
        1 Holm 1961 / The Salt Road / 
           n. Some("1") full p. 12 []: a title with place, publisher and year
           is another edition of 3: the years differ: 1961, 1975
        2 Vik 1970 / Tolls of the North / 
           n. Some("1") full p. 3 []: a title with place, publisher and year
           n. Some("2") ibid p. 15 [1]: Ibid. after note 1, which cites 2 works: the last of them, by convention
        3 Holm 1975 / The Salt Road / 
           n. Some("3") full p. 14 []: a title with place, publisher and year
           is another edition of 1: the years differ: 1961, 1975
        4 Holm to Vik, 3 May 1911 / Holm to Vik / NARA, RG 59, Lot 60 D 330, Box 3
           n. Some("4") full  []: a document with its archive
        "#);
    }
}
