//! `kaozheng review`: deciding on drafts, one by one in the terminal or by id.

use super::drafts as drafts_list;
use crate::drafts::{self, Decider, Undo, accept, load_drafts, reject};
use crate::exit::{Exit, misnamed, misused};
use crate::folder::CaseFolder;
use crate::load;
use crate::print::notes;
use crate::screen::{Screen, Style};
use anyhow::Context;
use console::{Key, Term};
use kaozheng_desk::views::DraftsView;
use kaozheng_desk::views::drafts::DraftLine;
use kaozheng_desk::views::inbox::leans_on;
use kaozheng_record::{CardRef, Record};
use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;

/// Accept, amend or reject drafts.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Go through the drafts one at a time, each with the words it was made from, those most worth looking at first. Keys: a accept, e amend in \
                  your editor ($EDITOR) and accept, r reject, s skip, u undo the last decision, q quit.\n\n\
                  An accepted draft moves to cards/ and is stamped with your initials and the day. A rejected one is \
                  remembered in drafts/decided.txt, and reading the same file again does not propose it any more.\n\n\
                  Example:\n  kaozheng review korea/ --by KR\n  kaozheng review korea/ --by KR --accept shi-zhe-1991 --reject s-12",
    after_help = "Next: `kaozheng check CASE` says what is wrong or doubtful in the cards."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Your initials; they are written on what you accept.
    #[arg(long, value_name = "INITIALS")]
    by: Option<String>,
    /// Accept these drafts without asking.
    #[arg(long, value_name = "ID", num_args = 1..)]
    accept: Vec<String>,
    /// Reject these drafts without asking.
    #[arg(long, value_name = "ID", num_args = 1..)]
    reject: Vec<String>,
    /// Only drafts of this kind.
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
}

/// Decides on drafts.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let folder = CaseFolder::find(&arguments.case)?;
    let mut troubles = Vec::new();
    let drafts = load_drafts(&folder, &mut troubles);
    notes::draw(screen, &troubles, &notes::Texts::default())?;
    let by = Decider::today(arguments.by.as_deref().unwrap_or_default())?;
    if !arguments.accept.is_empty() || !arguments.reject.is_empty() {
        return by_id(&folder, &drafts, arguments, &by, screen);
    }
    let mut view = DraftsView::of(&drafts);
    view.only(arguments.kind.as_deref());
    if view.drafts.is_empty() {
        screen.line(drafts_list::tally(&view, arguments.kind.as_deref()))?;
        return Ok(Exit::Fine);
    }
    one_by_one(&folder, &drafts, &view.drafts, &by, screen)
}

fn by_id(
    folder: &CaseFolder,
    drafts: &Record,
    arguments: &Arguments,
    by: &Decider,
    screen: &mut Screen,
) -> anyhow::Result<Exit> {
    for id in arguments.accept.iter().chain(&arguments.reject) {
        named(drafts, id)?;
    }
    for id in &arguments.accept {
        let draft = named(drafts, id)?;
        accept(folder, draft, draft.text(), by)
            .with_context(|| format!("`{id}` was not accepted"))?;
        screen.line(format!(
            "accepted {id}{}",
            still_waiting(draft, drafts, folder)
        ))?;
    }
    for id in &arguments.reject {
        reject(folder, named(drafts, id)?, by)
            .with_context(|| format!("`{id}` was not rejected"))?;
        screen.line(format!("rejected {id}"))?;
    }
    Ok(Exit::Fine)
}

/// Which ids of an accepted draft are still drafts: a reminder, for the end of a sentence.
fn still_waiting(draft: CardRef<'_>, drafts: &Record, folder: &CaseFolder) -> String {
    let cards = Record::new(load::sheets(folder, "cards", &mut Vec::new()));
    match leans_on(draft, drafts, &cards).as_slice() {
        [] => String::new(),
        [one] => format!("; it names {one}, which is still a draft"),
        many => format!("; it names {}, which are still drafts", many.join(", ")),
    }
}

fn named<'a>(drafts: &'a Record, id: &str) -> anyhow::Result<CardRef<'a>> {
    drafts.get(id).ok_or_else(|| {
        let known = drafts.ids().map(|(id, _)| id);
        let fault = format!("there is no draft `{id}`");
        misnamed(&fault, id, known, "`kaozheng drafts` lists them")
    })
}

/// What a person does with the draft on the screen.
enum Choice {
    Accept,
    Amend,
    Reject,
    Skip,
    Undo,
    Quit,
}

fn one_by_one(
    folder: &CaseFolder,
    record: &Record,
    lines: &[DraftLine],
    by: &Decider,
    screen: &mut Screen,
) -> anyhow::Result<Exit> {
    let mut done: Vec<(usize, Option<Undo>)> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        show(screen, line, at, lines.len())?;
        let draft = record
            .ids()
            .flat_map(|(_, cards)| cards)
            .find(|card| card.text() == line.text && *card.sheet().name == *line.file)
            .expect("the view was made from this record");
        let decision = match ask(screen)? {
            Choice::Accept => accept(folder, draft, draft.text(), by).map(Some),
            Choice::Amend => amended(draft)
                .and_then(|text| accept(folder, draft, &text, by))
                .map(Some),
            Choice::Reject => reject(folder, draft, by).map(Some),
            Choice::Skip => Ok(None),
            Choice::Undo => {
                at = take_back(folder, &mut done, at, screen)?;
                continue;
            }
            Choice::Quit => break,
        };
        match decision {
            Ok(undo) => {
                if undo.is_some() {
                    screen.line(format!("  Done{}.", still_waiting(draft, record, folder)))?;
                }
                done.push((at, undo));
                at += 1;
            }
            Err(error) => screen.paragraph("  ", &format!("Not done: {error:#}."))?,
        }
    }
    let decided = done.iter().filter(|(_, undo)| undo.is_some()).count();
    screen.gap()?;
    screen.line(format!(
        "{decided} decided, {} left.",
        lines.len() - decided
    ))?;
    Ok(Exit::Fine)
}

/// Takes the last decision back and gives the number of its draft.
fn take_back(
    folder: &CaseFolder,
    done: &mut Vec<(usize, Option<Undo>)>,
    at: usize,
    screen: &mut Screen,
) -> anyhow::Result<usize> {
    let Some((before, undo)) = done.pop() else {
        screen.line("  There is nothing to take back.")?;
        return Ok(at);
    };
    if let Some(undo) = undo {
        drafts::undo(folder, &undo)?;
        screen.line("  Taken back.")?;
    }
    Ok(before)
}

fn show(screen: &mut Screen, draft: &DraftLine, at: usize, of: usize) -> anyhow::Result<()> {
    let place = draft
        .anchors
        .first()
        .map_or(draft.file.as_str(), String::as_str);
    screen.heading(&format!("{} of {of}   {} {}", at + 1, draft.kind, draft.id))?;
    let place = screen.paint(Style::Dim, place);
    screen.line(place)?;
    for line in draft.text.lines() {
        let quoted = line.strip_prefix("> ");
        let first = quoted.map_or("  ", |_| "  > ");
        screen.paragraph(first, quoted.unwrap_or(line))?;
    }
    Ok(())
}

/// Waits for one of the keys; a terminal gives single keys, anything else gives lines. The end of input quits.
fn ask(screen: &mut Screen) -> anyhow::Result<Choice> {
    let keys = "[a]ccept  [e]dit and accept  [r]eject  [s]kip  [u]ndo  [q]uit";
    let keys = screen.paint(Style::Dim, keys);
    screen.line(keys)?;
    screen.flush()?;
    loop {
        let choice = match pressed()? {
            None | Some('q') => Choice::Quit,
            Some('a') => Choice::Accept,
            Some('e') => Choice::Amend,
            Some('r') => Choice::Reject,
            Some('s') => Choice::Skip,
            Some('u') => Choice::Undo,
            Some(_) => continue,
        };
        return Ok(choice);
    }
}

fn pressed() -> anyhow::Result<Option<char>> {
    if io::stdin().is_terminal() {
        return Ok(match Term::stdout().read_key()? {
            Key::Char(key) => Some(key.to_ascii_lowercase()),
            Key::Escape | Key::CtrlC => None,
            _ => Some(' '),
        });
    }
    let mut line = String::new();
    if io::stdin().lock().read_line(&mut line)? == 0 {
        return Ok(None);
    }
    Ok(Some(
        line.trim()
            .chars()
            .next()
            .map_or(' ', |key| key.to_ascii_lowercase()),
    ))
}

/// The draft's lines as the user's editor leaves them.
fn amended(draft: CardRef<'_>) -> anyhow::Result<String> {
    let editor = std::env::var("VISUAL").or_else(|_| std::env::var("EDITOR"));
    let editor = editor.map_err(|_| {
        misused("no editor is set; set EDITOR, or edit the file in drafts/ and accept it then")
    })?;
    let path = std::env::temp_dir().join(format!(
        "kaozheng-{}-{}.card",
        std::process::id(),
        kaozheng_reading::key(draft)
    ));
    std::fs::write(&path, format!("{}\n", draft.text()))
        .with_context(|| format!("cannot write {}", path.display()))?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = std::process::Command::new(program)
        .args(words)
        .arg(&path)
        .status();
    let text = std::fs::read_to_string(&path);
    // The copy has served; one that cannot be removed does no harm.
    let _ = std::fs::remove_file(&path);
    let status = status.with_context(|| format!("the editor `{editor}` cannot be started"))?;
    if !status.success() {
        return Err(misused(
            "the editor ended with an error, so nothing was accepted",
        ));
    }
    text.with_context(|| format!("cannot read {}", path.display()))
}
