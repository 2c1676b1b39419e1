//! `kaozheng check`: what is wrong or doubtful in a case.

use crate::checks::essay_cites_no_card;
use crate::drafts::{load_drafts, still_a_draft};
use crate::exit::Exit;
use crate::open::{OpenCase, Originals, open};
use crate::print::{counted, notes};
use crate::screen::Screen;
use kaozheng_case::Case;
use kaozheng_desk::views::ChecksView;
use kaozheng_record::Record;
use kaozheng_record::checks::{Vocabulary, check_record};
use kaozheng_text::{Diagnostic, Severity};
use std::path::PathBuf;

/// Say what is wrong or doubtful, where, and how to mend it.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Check the whole case: the form of every card, what the cards mean together, quotations against the pages \
                  they cite, and the cards that essays name. Every note has a place, a reason and a mending.\n\n\
                  The exit code is 1 when something is wrong, and 0 when it is at most doubtful.\n\n\
                  Example:\n  kaozheng check korea/",
    after_help = "`kaozheng explain CODE` says what a check is about; `kaozheng explain` lists them all."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Show only errors.
    #[arg(long)]
    errors: bool,
    /// Print the notes as JSON.
    #[arg(long)]
    json: bool,
}

/// Checks the case.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let open = open(&arguments.case, Originals::Opened)?;
    let mut found = every_note(&open);
    if arguments.errors {
        found.retain(|note| note.severity == Severity::Error);
    }
    let texts = open.texts();
    let exit = match found.iter().any(|note| note.severity == Severity::Error) {
        true => Exit::HasErrors,
        false => Exit::Fine,
    };
    if arguments.json {
        screen.json(&ChecksView::of(&found, &|place| texts.place(place)))?;
        return Ok(exit);
    }
    notes::draw(screen, &found, &texts)?;
    let cards = counted(open.loaded.record.cards().count(), "card");
    screen.line(match notes::tally(&found) {
        Some(tally) => format!("{cards}: {tally}."),
        None => format!("{cards}: nothing is wrong or doubtful."),
    })?;
    Ok(exit)
}

/// Everything there is to say about a case, in order of place.
pub(crate) fn every_note(open: &OpenCase) -> Vec<Diagnostic> {
    let parts = Parts {
        record: &open.loaded.record,
        case: &open.case,
        essays: &open.loaded.essays,
        drafts: &load_drafts(&open.loaded.folder, &mut Vec::new()),
        vocabulary: &open.loaded.settings.form_vocabulary(),
    };
    notes_on(open.notes.clone(), &parts)
}

/// What the checks of a case look at.
pub(crate) struct Parts<'a> {
    /// The cards as they are written.
    pub(crate) record: &'a Record,
    /// What follows from them.
    pub(crate) case: &'a Case,
    /// The essays: name and text.
    pub(crate) essays: &'a [(String, String)],
    /// The drafts, of which an unknown id may be one.
    pub(crate) drafts: &'a Record,
    /// The words that the case adds to the open lists.
    pub(crate) vocabulary: &'a Vocabulary,
}

/// The notes of every check, added to those that were `found` while the case was read, in order of place.
pub(crate) fn notes_on(mut found: Vec<Diagnostic>, parts: &Parts<'_>) -> Vec<Diagnostic> {
    found.extend(check_record(parts.record, parts.vocabulary));
    found.extend(kaozheng_case::checks::run(parts.case));
    for (name, text) in parts.essays {
        essay_cites_no_card::run(name, text, parts.record, &mut found);
    }
    name_drafts(parts, &mut found);
    notes::sort(&mut found);
    found.dedup();
    found
}

/// Says of an unknown id that it is the id of a draft, where it is one.
fn name_drafts(parts: &Parts<'_>, notes: &mut [Diagnostic]) {
    let (record, drafts) = (parts.record, parts.drafts);
    for note in notes.iter_mut().filter(|note| note.code == "unknown-id") {
        let place = note.at.as_ref();
        let sheet = place.and_then(|at| record.sheets().iter().find(|sheet| sheet.name == at.file));
        let words = place
            .zip(sheet)
            .map_or("", |(at, sheet)| at.span.of(&sheet.text));
        let unknown = |word: &&str| note.message.contains(&format!("called `{word}`"));
        let mut ids = words.split([',', ';', ' ']).filter(unknown);
        if let Some(draft) = ids.find_map(|id| drafts.get(id)) {
            note.help = Some(still_a_draft(draft));
        }
    }
}
