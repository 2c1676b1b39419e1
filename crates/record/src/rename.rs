//! Gives a card another id, and changes every use of the old one.
//!
//! ```
//! use kaozheng_record::{Record, Sheet, edit, rename::rename};
//! let sheet = Sheet::parse("a.card", "person: mao\n\nevent: e\nwho: zhou; mao\nmeans: mao knew plan\n");
//! let record = Record::new(vec![sheet]);
//! let changes = rename(&record, "mao", "mao-zedong").unwrap();
//! let sheet = &record.sheets()[changes[0].sheet];
//! let text = edit::apply(sheet, &changes[0].edits, sheet.hash).unwrap();
//! assert_eq!(text, "person: mao-zedong\n\nevent: e\nwho: zhou; mao-zedong\nmeans: mao-zedong knew plan\n");
//! ```

use crate::edit::{Edit, replace_id};
use crate::id::{self, IdFault};
use crate::nearest::nearest;
use crate::uses::uses;
use crate::{Record, Sheet};
use kaozheng_text::Span;
use std::fmt;

/// The edits that a new id makes in one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetEdits {
    /// Number of the sheet in [`Record::sheets`].
    pub sheet: usize,
    /// Its edits, in order of place.
    pub edits: Vec<Edit>,
}

/// Why a card is not renamed. Nothing is changed then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenameRefused {
    /// No card is called so.
    Unknown {
        /// The id that was to be changed.
        old: String,
        /// An id much like it.
        near: Option<String>,
    },
    /// A card is called so already.
    Taken {
        /// The new id.
        new: String,
    },
    /// It can be no id.
    NoId {
        /// The new id.
        new: String,
        /// What is wrong with it.
        fault: IdFault,
    },
}

impl fmt::Display for RenameRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RenameRefused::Unknown { old, near: None } => write!(f, "no card is called `{old}`"),
            RenameRefused::Unknown {
                old,
                near: Some(near),
            } => write!(f, "no card is called `{old}`; did you mean `{near}`?"),
            RenameRefused::Taken { new } => write!(f, "a card is called `{new}` already"),
            RenameRefused::NoId { new, fault } => write!(f, "`{new}` can be no id: {fault}"),
        }
    }
}

impl std::error::Error for RenameRefused {}

/// The edits that call the card `old` by the id `new`: its head line, and every field, `from`, chain, reading and
/// question that names it, by what the schema table says of the field. A plain name that is spelt like the id, where
/// names are allowed, is the id. Prose is left alone; for essays see [`rename_in_essay`].
pub fn rename(record: &Record, old: &str, new: &str) -> Result<Vec<SheetEdits>, RenameRefused> {
    if record.get(old).is_none() {
        let ids = record.ids().map(|(id, _)| id);
        return Err(RenameRefused::Unknown {
            old: old.to_owned(),
            near: nearest(old, ids).map(str::to_owned),
        });
    }
    let new_id = || new.to_owned();
    if let Some(fault) = id::fault(new) {
        let new = new_id();
        return Err(RenameRefused::NoId { new, fault });
    }
    if record.get(new).is_some() {
        return Err(RenameRefused::Taken { new: new_id() });
    }
    let sheets = record.sheets().iter().enumerate();
    let edits = sheets.map(|(sheet, cards)| SheetEdits {
        sheet,
        edits: edits_in(cards, old, new),
    });
    Ok(edits.filter(|sheet| !sheet.edits.is_empty()).collect())
}

fn edits_in(sheet: &Sheet, old: &str, new: &str) -> Vec<Edit> {
    let mut out = Vec::new();
    for card in sheet.cards() {
        if card.id() == old {
            out.push(replace_id(card, new));
        }
        let places = uses(card).into_iter().filter(|place| place.id == old);
        out.extend(places.map(|place| Edit {
            span: place.span,
            with: new.to_owned(),
        }));
    }
    out
}

/// The edits that change `old` to `new` where an essay cites it: `[old]`, `[old, p. 31]`, `[other; old]`.
pub fn rename_in_essay(essay: &str, old: &str, new: &str) -> Vec<Edit> {
    let mut out = Vec::new();
    for (open, _) in essay.match_indices('[') {
        let inside = &essay[open + 1..];
        let Some(end) = inside
            .find([']', '['])
            .filter(|&end| inside[end..].starts_with(']'))
        else {
            continue;
        };
        let ids = cited(&inside[..end]);
        // Words of an editor in brackets are no citation, whatever stands among them.
        if ids.iter().all(|(_, written)| id::fault(written).is_none()) {
            let named = ids.into_iter().filter(|(_, id)| *id == old);
            out.extend(named.map(|(at, id)| Edit {
                span: Span::new(open + 1 + at, open + 1 + at + id.len()),
                with: new.to_owned(),
            }));
        }
    }
    out
}

/// The ids between two brackets, each with where it begins: parted by `;`, a place after a comma.
fn cited(inside: &str) -> Vec<(usize, &str)> {
    let mut start = 0;
    let mut out = Vec::new();
    for part in inside.split(';') {
        let id = part.split(',').next().unwrap_or(part);
        let lead = id.len() - id.trim_start().len();
        out.push((start + lead, id.trim()));
        start += part.len() + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit;

    const CARDS: &str = "\
person: mao
name: mao

source: zhang
author: mao; Mao Zedong
derives-from: mao, told

statement: s
from: zhang, n. 1, via mao, n. 2
speaker: mao
reported-by: li <
  mao
says: mao said so; see [mao]
means: kim told mao,
  zhou plan via mao on 1 May 1950
from: mao, p. 3
because: mao

event: e
after: mao, two days
who: zhou;
# remark
  mao; mao-an
reading: mao, the narrow one

question: q
ask: what mao knew
ask: without mao, zhang
note: mao
unknown: mao
";

    fn check(old: &str, new: &str) -> String {
        let record = Record::new(vec![Sheet::parse("t.card", CARDS)]);
        match rename(&record, old, new) {
            Ok(changes) => {
                let sheet = &record.sheets()[0];
                let text = edit::apply(sheet, &changes[0].edits, sheet.hash).expect("stand apart");
                let pairs = text.lines().zip(CARDS.lines());
                let changed = pairs.filter(|(new, old)| new != old).map(|(new, _)| new);
                changed.collect::<Vec<_>>().join("\n")
            }
            Err(refused) => refused.to_string(),
        }
    }

    #[test]
    fn every_use_is_renamed_and_no_prose() {
        insta::assert_snapshot!(check("mao", "mz"), @r"
        person: mz
        author: mz; Mao Zedong
        derives-from: mz, told
        from: zhang, n. 1, via mz, n. 2
        speaker: mz
          mz
        means: kim told mz,
          zhou plan via mz on 1 May 1950
        from: mz, p. 3
        after: mz, two days
          mz; mao-an
        ask: what mz knew
        ask: without mz, zhang
        ");
    }

    #[test]
    fn what_cannot_be_renamed_is_refused() {
        insta::assert_snapshot!(check("moa", "mz"), @"no card is called `moa`; did you mean `mao`?");
        insta::assert_snapshot!(check("stalin", "mz"), @"no card is called `stalin`");
        insta::assert_snapshot!(check("mao", "zhang"), @"a card is called `zhang` already");
        insta::assert_snapshot!(check("mao", "Mao Zedong"), @"`Mao Zedong` can be no id: an id has no spaces");
        insta::assert_snapshot!(check("mao", "knew"), @"`knew` can be no id: it is a word of the card language");
    }

    #[test]
    fn essays_are_renamed_in_brackets_only() {
        let essay = "As [mao] says, mao was [mao-an]'s [mao].";
        let edits = rename_in_essay(essay, "mao", "mz");
        assert_eq!(
            edit::apply_to(essay, &edits).as_deref(),
            Ok("As [mz] says, mao was [mao-an]'s [mz].")
        );
        let essay = "So [mao, p. 3], [li; mao, n. 1; mao-an], [see mao; mao] and [mao\n[mao].";
        assert_eq!(
            edit::apply_to(essay, &rename_in_essay(essay, "mao", "mz")).as_deref(),
            Ok("So [mz, p. 3], [li; mz, n. 1; mao-an], [see mao; mao] and [mao\n[mz].")
        );
    }

    proptest::proptest! {
        #[test]
        fn renaming_back_restores_every_byte(old in "(mao|zhang|s|e|q)") {
            let record = Record::new(vec![Sheet::parse("t.card", CARDS)]);
            let change = |record: &Record, old: &str, new: &str| {
                let sheet = &record.sheets()[0];
                let edits = &rename(record, old, new).expect("it can be renamed")[0].edits;
                edit::apply(sheet, edits, sheet.hash).expect("stand apart")
            };
            let there = change(&record, &old, "another-id");
            let back = change(&Record::new(vec![Sheet::parse("t.card", there)]), "another-id", &old);
            proptest::prop_assert_eq!(back, CARDS);
        }
    }
}
