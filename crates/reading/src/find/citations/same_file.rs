//! Leading back within an archive: another box of the same record group, a document of the same file.

use super::again::{filed_in, other_file};
use super::alike::{Agreement, authors_agree};
use super::known::Known;
use super::resolve::{Led, Resolver};
use kaozheng_values::citations::Citation;
use kaozheng_values::names::normalise;

impl Resolver<'_> {
    /// *Ibid.* with another box or file than the one cited last: that file of the same collection.
    pub(super) fn other_file(&mut self, led: Led, citation: &mut Citation) -> Led {
        let before = led.work.and_then(|work| self.filed(work));
        let (Some(before), Some(place)) = (before, &citation.locator) else {
            return led;
        };
        let Some(number) = other_file(before.number.as_deref().unwrap_or(""), place) else {
            return led;
        };
        let because =
            format!("Ibid. with another place in the archive: {number} of the same collection");
        citation.archive = before.archive;
        citation.collection = before.collection;
        citation.number = Some(number);
        let same = self.shelf.same(&Known::of(citation.clone()));
        let work = same.first().map(|(work, _)| *work);
        Led::to(work.unwrap_or_else(|| self.shelf.open()), because)
    }

    /// The first citation of a work that says where in an archive it stands.
    fn filed(&self, work: usize) -> Option<Citation> {
        let told =
            |c: &&Citation| c.collection.is_some() || c.archive.is_some() && c.number.is_some();
        self.shelf.works[work]
            .iter()
            .map(|known| &**known)
            .find(told)
            .cloned()
    }

    /// Puts the archive, collection and file of the document cited last to a document "in the same file"; false when
    /// that stands in none.
    pub(super) fn file_again(&self, citation: &mut Citation) -> bool {
        let last = self.seen.iter().rev().find_map(|seen| seen.work);
        let Some(before) = last.and_then(|work| self.filed(work)) else {
            return false;
        };
        let number = before.number.clone().unwrap_or_default();
        let other = filed_in(&citation.words).and_then(|place| other_file(&number, place));
        citation.number = other.or(before.number);
        citation.archive = before.archive;
        citation.collection = before.collection;
        true
    }

    /// *Loc. cit.* with a record group: the document of it that was cited last, by whom the citation names if it names
    /// anybody.
    pub(super) fn of_collection(&self, citation: &Citation) -> Led {
        let wanted = shelf_words(citation.collection.as_deref().unwrap_or(""));
        let named = Known::of(citation.clone());
        let of_him = |c: &Known| named.authors.is_empty() || is_by(c, &named);
        let there =
            |c: &Known| stands_in(&shelf_words(c.collection.as_deref().unwrap_or("")), &wanted);
        let fits = |work: &usize| {
            let told = &self.shelf.works[*work];
            told.iter().any(there) && told.iter().any(of_him)
        };
        let mut before = self.seen.iter().rev().filter_map(|seen| seen.work);
        match before.find(fits) {
            Some(work) => Led::to(work, "the document of this collection cited last"),
            None if named.authors.is_empty() => {
                Led::nowhere("nothing of this collection is cited before")
            }
            None => Led::nowhere("nothing of this collection by this author is cited before"),
        }
    }
}

/// Whether a document is by the author that another citation names: he wrote it, or sent it.
fn is_by(document: &Known, named: &Known) -> bool {
    let same = |one: &Known| matches!(authors_agree(one, named), Agreement::Same);
    let sender = document.sender.clone().map(|sender| {
        Known::of(Citation {
            authors: vec![sender],
            ..Citation::default()
        })
    });
    same(document) || sender.as_ref().is_some_and(same)
}

/// A shelf mark as its words and numbers, a record group always as `rg`.
fn shelf_words(collection: &str) -> Vec<String> {
    let folded = format!(" {} ", normalise(collection));
    let folded = folded
        .replace(" r g ", " rg ")
        .replace(" record group ", " rg ");
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for letter in folded.chars() {
        let sort = (letter != ' ').then(|| letter.is_numeric());
        match words.last_mut() {
            Some(word) if sort.is_some() && sort == last => word.push(letter),
            _ if sort.is_some() => words.push(letter.to_string()),
            _ => {}
        }
        last = sort;
    }
    words
}

/// Whether a stretch of the words of one shelf mark is the other.
fn stands_in(own: &[String], wanted: &[String]) -> bool {
    !wanted.is_empty() && own.windows(wanted.len()).any(|words| words == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(own: &str, wanted: &str) -> bool {
        stands_in(&shelf_words(own), &shelf_words(wanted))
    }

    #[test]
    fn a_record_group_is_found_by_whole_words() {
        assert!(check("RG 59, Lot 60 D 330", "R.G. 59"));
        assert!(check("Central Files 1910-1914, Record Group 84", "RG84"));
        assert!(check("RG 59, Lot 60 D 330", "lot 60D330"));
        assert!(!check("RG 59", "RG 5"));
        assert!(!check("FO 371", "FO 37"));
        assert!(!check("", ""));
    }
}
