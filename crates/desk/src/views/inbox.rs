//! The inbox: the drafts in the order in which a person looks at them, those that say nearly the same together.

use super::alike::{firsts, words};
use super::drafts::KindCount;
use super::quoted_place::{QuotedPlace, anchor, fill, is_of};
use kaozheng_reading::key;
use kaozheng_record::uses::uses;
use kaozheng_record::{CardAt, CardRef, FieldRef, Kind, Record};
use kaozheng_text::Document;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What was done at the desk last, and can be taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Deeds {
    /// The last deeds, the newest first.
    pub done: Vec<DeedLine>,
    /// The deed that was taken back and can be done again.
    pub undone: Option<DeedLine>,
    /// How many can be taken back in all.
    pub count: usize,
}

/// One deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeedLine {
    /// Its number in the journal.
    pub number: u32,
    /// The word for it: `accepted`, `rejected`, `graded`.
    pub what: String,
    /// The drafts or cards it was done to.
    pub ids: Vec<String>,
    /// Initials.
    pub by: String,
    /// The day, in the form of ISO 8601.
    pub day: String,
}

/// All drafts in their order, in groups; worked out once for a state of the case.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    groups: Vec<Vec<CardAt>>,
    count: usize,
}

/// Which drafts are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Only those of this kind.
    pub kind: Option<&'a str>,
    /// Only those of this file of `drafts/`.
    pub file: Option<&'a str>,
    /// Only those alike the draft with this key, each by itself.
    pub like: Option<&'a str>,
    /// The page, from 1.
    pub page: usize,
}

/// One page of the inbox.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InboxView {
    /// How many drafts wait in all.
    pub waiting: usize,
    /// How many are wanted.
    pub wanted: usize,
    /// How many of each kind, in the order of the manual, in the file that is wanted.
    pub kinds: Vec<KindCount>,
    /// How many in each file, of the kind that is wanted.
    pub files: Vec<FileCount>,
    /// The page, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// The groups of the page.
    pub groups: Vec<Group>,
    /// What was done last.
    pub deeds: Deeds,
}

/// How many drafts a file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileCount {
    /// The file, relative to the case folder.
    pub file: String,
    /// How many.
    pub count: usize,
}

/// A draft and those that say nearly the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The first of them.
    pub draft: Waiting,
    /// The others, at most [`ALIKE`].
    pub alike: Vec<Waiting>,
    /// How many others there are.
    pub others: usize,
    /// All others, by key and id.
    pub keys: Vec<String>,
}

/// One draft that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Its key, which stays while its words do.
    pub key: String,
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// The file it stands in.
    pub file: String,
    /// Its name, title or what it says.
    pub says: String,
    /// Which rule drafted it.
    pub because: String,
    /// Its other fields, in order.
    pub fields: Vec<(String, String)>,
    /// The words it was drafted from, in their place.
    pub places: Vec<QuotedPlace>,
    /// The source's own words that are found in no original.
    pub quotations: Vec<String>,
    /// The ids that it names and that are drafts still.
    pub leans_on: Vec<String>,
    /// Whether a card has its id already.
    pub taken: bool,
    /// Its lines.
    pub text: String,
}

/// Groups on a page.
pub(crate) const ON_A_PAGE: usize = 50;

/// Drafts alike that are decided together at most; more of them make another group, so that a page stays light.
const TOGETHER: usize = 20;

/// Drafts alike that are shown under the first.
pub const ALIKE: usize = 3;

impl Inbox {
    /// The inbox of the record of `drafts/`.
    ///
    /// Reading writes the best of each original first; the files take turns, so the best of each comes first.
    pub fn of(drafts: &Record) -> Inbox {
        let mut order: Vec<CardAt> = Vec::new();
        for (sheet, cards) in drafts.sheets().iter().enumerate() {
            order.extend((0..cards.cards().len()).map(|card| CardAt { sheet, card }));
        }
        order.sort_by_key(|at| (at.card, at.sheet));
        let mut by_kind: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (nth, at) in order.iter().enumerate() {
            by_kind
                .entry(drafts.card(*at).kind())
                .or_default()
                .push(nth);
        }
        let mut first_of: Vec<usize> = (0..order.len()).collect();
        for of_kind in by_kind.values() {
            let lists: Vec<Vec<String>> = of_kind
                .iter()
                .map(|nth| words(&compared(drafts.card(order[*nth]))))
                .collect();
            for (nth, first) in of_kind.iter().zip(firsts(&lists)) {
                first_of[*nth] = of_kind[first];
            }
        }
        let mut groups: BTreeMap<usize, Vec<CardAt>> = BTreeMap::new();
        for (nth, at) in order.iter().enumerate() {
            groups.entry(first_of[nth]).or_default().push(*at);
        }
        Inbox {
            count: order.len(),
            groups: groups
                .values()
                .flat_map(|group| group.chunks(TOGETHER))
                .map(<[CardAt]>::to_vec)
                .collect(),
        }
    }

    /// The page that is wanted.
    pub fn view(
        &self,
        (drafts, cards): (&Record, &Record),
        documents: &[Document],
        wanted: &Wanted<'_>,
    ) -> InboxView {
        let of_file = |at: &CardAt| {
            wanted
                .file
                .is_none_or(|file| *drafts.sheets()[at.sheet].name == *file)
        };
        let of_kind = |at: &CardAt| {
            wanted
                .kind
                .is_none_or(|kind| drafts.card(*at).kind() == kind)
        };
        let groups: Vec<Vec<CardAt>> = match wanted.like {
            Some(like) => self.apart(drafts, like),
            None => {
                let kept = self.groups.iter().map(|group| {
                    let kept = group.iter().filter(|at| of_file(at) && of_kind(at));
                    kept.copied().collect::<Vec<CardAt>>()
                });
                kept.filter(|group| !group.is_empty()).collect()
            }
        };
        let pages = groups.len().div_ceil(ON_A_PAGE).max(1);
        let page = wanted.page.clamp(1, pages);
        let here = groups.iter().skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE);
        let mut shown: Vec<Group> = here.map(|group| shown(group, drafts, cards)).collect();
        put_in_place(&mut shown, documents);
        let all = || self.groups.iter().flatten();
        InboxView {
            waiting: self.count,
            wanted: groups.iter().map(Vec::len).sum(),
            kinds: kinds(
                all()
                    .filter(|at| of_file(at))
                    .map(|at| drafts.card(*at).kind()),
            ),
            files: files(drafts, all().filter(|at| of_kind(at))),
            page,
            pages,
            groups: shown,
            deeds: Deeds::default(),
        }
    }

    /// The drafts of the group of which one has this key, each by itself.
    fn apart(&self, drafts: &Record, like: &str) -> Vec<Vec<CardAt>> {
        let mut groups = self.groups.iter();
        let found = groups.find(|group| group.iter().any(|at| key(drafts.card(*at)) == like));
        found.into_iter().flatten().map(|at| vec![*at]).collect()
    }
}

/// The ids that a draft names and that are still drafts themselves, in order.
pub fn leans_on(draft: CardRef<'_>, drafts: &Record, cards: &Record) -> Vec<String> {
    let named: BTreeSet<String> = uses(draft).into_iter().map(|used| used.id).collect();
    let waiting =
        |id: &String| id != draft.id() && drafts.get(id).is_some() && cards.get(id).is_none();
    named.into_iter().filter(waiting).collect()
}

/// What is compared to see whether two drafts of a kind say the same.
fn compared(card: CardRef<'_>) -> String {
    let fields: &[&str] = match Kind::parse(card.kind()) {
        Some(Kind::Source) => &["title", "author", "published", "dated"],
        Some(Kind::Person | Kind::Body | Kind::Place) => &["name"],
        Some(Kind::Event) => &["says", "name", "when"],
        _ => &["says", "asks", "speaker"],
    };
    let values = fields.iter().filter_map(|field| card.value(field));
    values.collect::<Vec<_>>().join(" ")
}

fn kinds<'a>(cards: impl Iterator<Item = &'a str>) -> Vec<KindCount> {
    let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for kind in cards {
        let order = Kind::ALL.iter().position(|known| known.word() == kind);
        *counts
            .entry((order.unwrap_or(Kind::ALL.len()), kind))
            .or_default() += 1;
    }
    let counted = counts.into_iter().map(|((_, kind), count)| KindCount {
        kind: kind.to_owned(),
        count,
    });
    counted.collect()
}

fn files<'a>(drafts: &Record, cards: impl Iterator<Item = &'a CardAt>) -> Vec<FileCount> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for at in cards {
        *counts.entry(&drafts.sheets()[at.sheet].name).or_default() += 1;
    }
    let counted = counts.into_iter().map(|(file, count)| FileCount {
        file: file.to_owned(),
        count,
    });
    counted.collect()
}

fn shown(group: &[CardAt], drafts: &Record, cards: &Record) -> Group {
    let one = |at: &CardAt| waiting(drafts.card(*at), drafts, cards);
    let others = &group[1..];
    let named = |at: &CardAt| {
        let card = drafts.card(*at);
        format!("{} {}", key(card), card.id())
    };
    Group {
        draft: one(&group[0]),
        alike: others.iter().take(ALIKE).map(one).collect(),
        others: others.len(),
        keys: others.iter().map(named).collect(),
    }
}

fn waiting(card: CardRef<'_>, drafts: &Record, cards: &Record) -> Waiting {
    let own = card.grounds().into_iter();
    let grounds = own.chain(card.fields().flat_map(FieldRef::grounds));
    let chief = ["says", "title", "name", "asks"]
        .into_iter()
        .find(|field| card.field(field).is_some());
    let mut told = chief.is_none();
    let mut fields: Vec<(String, String)> = card
        .grounds()
        .into_iter()
        .filter_map(|ground| Some(("from".to_owned(), ground.from?)))
        .collect();
    for field in card.fields() {
        let is_chief = !told && Some(field.name()) == chief;
        told |= is_chief;
        if !is_chief && !matches!(field.name(), "anchor" | "drafted") {
            fields.push((field.name().to_owned(), field.value().into_owned()));
        }
    }
    Waiting {
        key: key(card),
        id: card.id().to_owned(),
        kind: card.kind().to_owned(),
        file: card.sheet().name.to_string(),
        says: chief
            .and_then(|field| card.value(field))
            .unwrap_or_default()
            .into_owned(),
        because: card.value("drafted").unwrap_or_default().into_owned(),
        fields,
        places: card
            .all("anchor")
            .filter_map(|field| anchor(&field.value()))
            .collect(),
        quotations: grounds.flat_map(|ground| ground.quotations).collect(),
        leans_on: leans_on(card, drafts, cards),
        taken: cards.get(card.id()).is_some(),
        text: card.text().to_owned(),
    }
}

/// Fills in the words of all places from their originals, each original walked through once; a place whose original is
/// gone is left out, and a draft that then has none keeps its quotations.
fn put_in_place(groups: &mut [Group], documents: &[Document]) {
    for document in documents {
        let mut here: Vec<&mut QuotedPlace> = groups
            .iter_mut()
            .flat_map(|group| std::iter::once(&mut group.draft).chain(&mut group.alike))
            .flat_map(|draft| &mut draft.places)
            .filter(|place| is_of(&place.original, &document.name))
            .collect();
        if !here.is_empty() {
            fill(&mut here, document);
        }
    }
    for group in groups {
        for draft in std::iter::once(&mut group.draft).chain(&mut group.alike) {
            draft.places.retain(|place| !place.words.is_empty());
            if !draft.places.is_empty() {
                draft.quotations.clear();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaozheng_record::Sheet;

    const TEXT: &str = "statement: s-1\nfrom: p, n. 1\n> he knew\nsays: He knew of the plan.\nspeaker: mao\ndrafted: verb\nanchor: p.txt, chars 4-11\n\n\
                        statement: s-2\nsays: He knew of the plan!\nspeaker: mao\n\nperson: mao\nname: Mao\n";

    fn check(wanted: &Wanted<'_>) -> String {
        let drafts = Record::new(vec![
            Sheet::parse("drafts/p.card", TEXT),
            Sheet::parse("drafts/q.card", "person: zhou\nname: Zhou\n"),
        ]);
        let cards = Record::new(vec![Sheet::parse("cards/a.card", "person: zhou\n")]);
        let document = Document {
            name: "p.txt".to_owned(),
            hash: kaozheng_text::ContentHash::of(b""),
            raw: String::new(),
            pages: Vec::new(),
            text: "Was he knew 毛 it".to_owned(),
            passages: vec![kaozheng_text::Passage {
                part: kaozheng_text::Part::Body,
                lang: String::new(),
                span: kaozheng_text::Span::new(0, 18),
                pieces: Vec::new(),
                marks: Vec::new(),
                number: None,
                because: String::new(),
            }],
        };
        let view = Inbox::of(&drafts).view((&drafts, &cards), &[document], wanted);
        let line = |group: &Group| {
            let draft = &group.draft;
            let place = draft.places.first().map_or(String::new(), |place| {
                format!(" [{}|{}|{}]", place.before, place.words, place.after)
            });
            format!(
                "{}: {} +{} leans on {:?} taken {}{place}\n",
                draft.id, draft.says, group.others, draft.leans_on, draft.taken
            )
        };
        let counts: Vec<String> = view
            .kinds
            .iter()
            .map(|kind| format!("{} {}", kind.count, kind.kind))
            .chain(
                view.files
                    .iter()
                    .map(|file| format!("{} {}", file.count, file.file)),
            )
            .collect();
        format!(
            "{}{} of {}: {}",
            view.groups.iter().map(line).collect::<String>(),
            view.wanted,
            view.waiting,
            counts.join(", ")
        )
    }

    #[test]
    fn drafts_alike_stand_together_and_the_files_take_turns() {
        insta::assert_snapshot!(check(&Wanted::default()), @r#"
        s-1: He knew of the plan. +1 leans on ["mao"] taken false [Was |he knew| 毛 it]
        zhou: Zhou +0 leans on [] taken true
        mao: Mao +0 leans on [] taken false
        4 of 4: 2 person, 2 statement, 3 drafts/p.card, 1 drafts/q.card
        "#);
    }

    #[test]
    fn a_filter_keeps_its_own_counts_and_says_those_of_the_others() {
        insta::assert_snapshot!(check(&Wanted { kind: Some("person"), ..Wanted::default() }), @r"
        zhou: Zhou +0 leans on [] taken true
        mao: Mao +0 leans on [] taken false
        2 of 4: 2 person, 2 statement, 1 drafts/p.card, 1 drafts/q.card
        ");
        insta::assert_snapshot!(check(&Wanted { file: Some("drafts/q.card"), ..Wanted::default() }), @r"
        zhou: Zhou +0 leans on [] taken true
        1 of 4: 1 person, 3 drafts/p.card, 1 drafts/q.card
        ");
    }
}
