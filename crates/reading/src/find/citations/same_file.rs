//! Leading back within an archive: another box of the same record group, a document of the same file.

use super::again::{filed_in, other_file};
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

    /// *Loc. cit.* with a record group: the document of it that was cited last.
    pub(super) fn of_collection(&self, citation: &Citation) -> Led {
        let wanted = citation.collection.as_deref().map(normalise);
        let fits = |work: &usize| {
            let told = |c: &Known| {
                let own = c.collection.as_deref().map(normalise);
                own.is_some_and(|own| wanted.as_ref().is_some_and(|w| own.contains(w.as_str())))
            };
            self.shelf.works[*work].iter().any(told)
        };
        match self
            .seen
            .iter()
            .rev()
            .filter_map(|seen| seen.work)
            .find(fits)
        {
            Some(work) => Led::to(work, "the document of this collection cited last"),
            None => Led::nowhere("nothing of this collection is cited before"),
        }
    }
}
