//! All that pages are made from: a case, and what was read with it.

use super::checks::CheckText;
use super::reader::quoted::Stretch;
use crate::essay;
use crate::index::Hit;
use crate::views::inbox::{Deeds, Inbox};
use crate::views::{ChecksView, KnowledgeView, TimelineView};
use kaozheng_case::Case;
use kaozheng_case::facts::time::Chronology;
use kaozheng_record::{Kind, Record, Sheet, Vocabulary};
use kaozheng_text::{ContentHash, Document};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

/// A case at one moment, with what was read with it. It never changes; an edit makes another.
pub struct Desk {
    /// The title of the case.
    pub title: String,
    /// The ids of the questions to show first; empty is all of them by id.
    pub questions: Vec<String>,
    /// The cards as they are written.
    pub record: Record,
    /// The drafts.
    pub drafts: Record,
    /// What follows from the cards.
    pub case: Case,
    /// What was decided last, and can be taken back.
    pub deeds: Deeds,
    /// The originals that could not be opened: name, and why.
    pub gaps: Vec<(String, String)>,
    /// The essays: name (`essays/a.md`) and text, in order of name.
    pub essays: Vec<(String, String)>,
    /// What is wrong or doubtful, worked out when it is first asked for.
    pub checking: Checking,
    /// Finds words in texts, notes and cards; without it nothing is found.
    pub searching: Option<Searching>,
    /// The words that the case adds to the open lists of the schema table.
    pub vocabulary: Vocabulary,
    /// Where the pages are published, with a slash at its end; empty when that is not known.
    pub address: String,
    timeline: OnceLock<TimelineView>,
    knowledge: OnceLock<KnowledgeView>,
    version: OnceLock<String>,
    /// What quotes each original, worked out when it is first read.
    pub(super) quoted: Mutex<BTreeMap<String, Arc<Vec<Stretch>>>>,
    /// What a check is about, by its code.
    pub explain: fn(&str) -> Option<CheckText>,
    checks: OnceLock<ChecksView>,
    inbox: OnceLock<Inbox>,
}

/// Finds the best hits for some words, so many at most, or says why it cannot.
pub type Searching = Box<dyn Fn(&Desk, &str, usize) -> Result<Vec<Hit>, String> + Send + Sync>;

/// Works out the checks of a desk.
pub type Checking = Box<dyn Fn(&Desk) -> ChecksView + Send + Sync>;

impl Desk {
    /// A desk for a case without drafts or essays; the fields may be filled in.
    pub fn new(title: &str, record: Record, case: Case, checking: Checking) -> Desk {
        Desk {
            title: title.to_owned(),
            questions: Vec::new(),
            record,
            drafts: Record::new(Vec::new()),
            deeds: Deeds::default(),
            inbox: OnceLock::new(),
            case,
            gaps: Vec::new(),
            essays: Vec::new(),
            checking,
            searching: None,
            vocabulary: Vocabulary::default(),
            explain: |_| None,
            address: String::new(),
            checks: OnceLock::new(),
            timeline: OnceLock::new(),
            knowledge: OnceLock::new(),
            version: OnceLock::new(),
            quoted: Mutex::default(),
        }
    }

    /// What happened, was said and was set down when; worked out when it is first asked for.
    pub fn timeline(&self) -> &TimelineView {
        let kinds = [Kind::Event, Kind::Statement, Kind::Source];
        self.timeline
            .get_or_init(|| TimelineView::of(&self.case, &self.chronology(), &kinds))
    }

    /// Who knew what when, of all matters; worked out when it is first asked for.
    pub fn knowledge(&self) -> &KnowledgeView {
        self.knowledge
            .get_or_init(|| KnowledgeView::of(&self.case, &self.chronology(), &[], &[]))
    }

    /// The version of the case: twelve digits that differ as soon as a card, an essay or an original does.
    pub fn version(&self) -> &str {
        self.version.get_or_init(|| {
            let mut all = String::new();
            for sheet in self.record.sheets() {
                all.push_str(&format!("{} {}\n", sheet.hash, sheet.name));
            }
            for (name, text) in &self.essays {
                all.push_str(&format!("{} {name}\n", ContentHash::of(text.as_bytes())));
            }
            for document in self.documents() {
                all.push_str(&format!("{} {}\n", document.hash, document.name));
            }
            ContentHash::of(all.as_bytes()).to_string()[..12].to_owned()
        })
    }

    /// What is wrong or doubtful.
    pub fn checks(&self) -> &ChecksView {
        self.checks.get_or_init(|| (self.checking)(self))
    }

    /// The same, if it has been worked out already.
    pub fn checks_so_far(&self) -> Option<&ChecksView> {
        self.checks.get()
    }

    /// The best hits for some words, so many at most; the failure of the index in words.
    pub fn search(&self, words: &str, limit: usize) -> Result<Vec<Hit>, String> {
        match &self.searching {
            Some(searching) => searching(self, words, limit),
            None => Ok(Vec::new()),
        }
    }

    /// The drafts in the order in which they are looked at, those alike together.
    pub fn inbox(&self) -> &Inbox {
        self.inbox.get_or_init(|| Inbox::of(&self.drafts))
    }

    /// The dates of the case.
    pub fn chronology(&self) -> Arc<Chronology> {
        Chronology::of(&self.case)
    }

    /// The originals, opened and divided, in order of name.
    pub fn documents(&self) -> &[Document] {
        self.case.documents()
    }

    /// The original called `name`.
    pub fn document(&self, name: &str) -> Option<&Document> {
        self.case.document(name)
    }

    /// The essay called `name`: its file and its text.
    pub fn essay(&self, name: &str) -> Option<(&str, &str)> {
        let (file, text) = essay::called(&self.essays, name)?;
        Some((file, text))
    }

    /// How many drafts wait.
    pub fn waiting(&self) -> usize {
        self.drafts
            .sheets()
            .iter()
            .map(|sheet: &Sheet| sheet.cards().len())
            .sum()
    }

    /// What the card called `id` says, in one line; empty when there is none.
    pub fn says(&self, id: &str) -> String {
        self.case
            .card(id)
            .map(crate::views::says)
            .unwrap_or_default()
    }
}
