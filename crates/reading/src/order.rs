//! The order in which a person looks at drafts: what is worth most first, and nothing before what it names.

use crate::draft::Draft;
use kaozheng_record::uses::uses;
use kaozheng_record::{Kind, Sheet};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The drafts with the best first; of those worth the same, sources and actors first, then in the order given.
///
/// A draft that another one names is worth as much as that one, so that an event never comes before who took part in it.
pub fn best_first(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut worth: BTreeMap<String, u8> = BTreeMap::new();
    for draft in &drafts {
        let sheet = Sheet::parse("draft", draft.card.as_str());
        let named = sheet.cards().flat_map(uses).map(|used| used.id);
        for id in named.chain([draft.id.clone()]) {
            let known = worth.entry(id).or_default();
            *known = draft.worth.max(*known);
        }
    }
    let mut drafts = drafts;
    drafts.sort_by_key(|draft| (Reverse(worth[&draft.id]), rank(draft.kind)));
    drafts
}

/// Its place in the manual, where what is named comes before what names it.
fn rank(kind: Kind) -> usize {
    Kind::ALL
        .iter()
        .position(|known| *known == kind)
        .unwrap_or(Kind::ALL.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, read};
    use kaozheng_text::Original;

    fn check(text: &str) -> String {
        let original = Original::new("page.txt", text.as_bytes().to_vec());
        let drafts = read(&original, &ReadOptions::default()).expect("text opens");
        let ids = best_first(drafts.value.drafts).into_iter();
        ids.map(|draft| format!("{} {}", draft.worth, draft.id))
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn the_best_come_first_and_nothing_before_what_it_names() {
        let text = "On May 3, 1948, Ivan Orlov visited Vienna. Ivan Orlov said that the fleet would sail. \
                    Peter Brandt was a writer.";
        insta::assert_snapshot!(check(text), @r"
        100 page
        32 ivan-orlov
        60 ivan-orlov-visited-1948-05-03
        50 ivan-orlov-fleet-would-sail
        31 peter-brandt
        ");
    }
}
