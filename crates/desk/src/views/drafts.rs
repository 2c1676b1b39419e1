//! What reading proposes and nobody has decided on.

use kaozheng_record::{CardRef, FieldRef, Kind, Record, Sheet};
use serde::Serialize;
use std::collections::BTreeMap;

/// The drafts of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DraftsView {
    /// How many there are of each kind, in the order of the manual.
    pub kinds: Vec<KindCount>,
    /// The drafts in the order of their files; reading writes the best first.
    pub drafts: Vec<DraftLine>,
}

/// How many cards or drafts of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KindCount {
    /// The kind.
    pub kind: String,
    /// How many.
    pub count: usize,
}

/// One draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DraftLine {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// The file it stands in, relative to the case folder.
    pub file: String,
    /// Its name, title or what it says.
    pub says: String,
    /// The source's own words.
    pub quotations: Vec<String>,
    /// Where they stand.
    pub anchors: Vec<String>,
    /// Which rule drafted it.
    pub because: String,
    /// The lines of the draft.
    pub text: String,
}

impl DraftsView {
    /// The view of the record of `drafts/`.
    pub fn of(drafts: &Record) -> DraftsView {
        let cards: Vec<CardRef<'_>> = drafts.sheets().iter().flat_map(Sheet::cards).collect();
        let mut counts: BTreeMap<usize, KindCount> = BTreeMap::new();
        for card in &cards {
            let kind = card.kind().to_owned();
            counts
                .entry(order(&kind))
                .or_insert(KindCount { kind, count: 0 })
                .count += 1;
        }
        DraftsView {
            kinds: counts.into_values().collect(),
            drafts: cards.into_iter().map(line).collect(),
        }
    }

    /// Keeps only the drafts of one kind; all when none is named.
    pub fn only(&mut self, kind: Option<&str>) {
        let Some(kind) = kind else { return };
        self.drafts.retain(|draft| draft.kind == kind);
        self.kinds.retain(|count| count.kind == kind);
    }
}

fn order(kind: &str) -> usize {
    Kind::ALL
        .iter()
        .position(|known| known.word() == kind)
        .unwrap_or(Kind::ALL.len())
}

fn line(card: CardRef<'_>) -> DraftLine {
    let own = card.grounds().into_iter();
    let grounds = own.chain(card.fields().flat_map(FieldRef::grounds));
    let says = ["says", "title", "name", "asks"]
        .iter()
        .find_map(|field| card.value(field));
    DraftLine {
        id: card.id().to_owned(),
        kind: card.kind().to_owned(),
        file: card.sheet().name.to_string(),
        says: says.unwrap_or_default().into_owned(),
        quotations: grounds.flat_map(|ground| ground.quotations).collect(),
        anchors: card
            .all("anchor")
            .map(|field| field.value().into_owned())
            .collect(),
        because: card.value("drafted").unwrap_or_default().into_owned(),
        text: card.text().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_keep_the_order_of_their_file_and_counts_that_of_the_manual() {
        let text = "statement: s\nfrom: p, n. 1\n> he knew\nsays: He knew.\ndrafted: verb\nanchor: p.txt, chars 1-7\n\n\
                    source: p\ntitle: Paper\n\nperson: mao\nname: Mao\n";
        let view = DraftsView::of(&Record::new(vec![Sheet::parse("drafts/p.card", text)]));
        let ids: Vec<&str> = view.drafts.iter().map(|draft| draft.id.as_str()).collect();
        assert_eq!(ids, ["s", "p", "mao"]);
        assert_eq!(view.drafts[0].quotations, ["he knew"]);
        assert_eq!(view.drafts[0].because, "verb");
        assert_eq!(
            view.kinds[0],
            KindCount {
                kind: "source".to_owned(),
                count: 1
            }
        );
    }
}
