//! `kaozheng import`: the user's own bibliography becomes source cards.

use crate::atomic::{self, Before};
use crate::exit::{Exit, misused};
use crate::folder::{CaseFolder, typed};
use crate::load::{LoadedCase, load};
use crate::print::counted;
use crate::print::notes::{self, Texts};
use crate::screen::{Screen, remark};
use crate::whole_file;
use anyhow::Context;
use kaozheng_desk::bibliography::{Admitted, Form, Work, admit};
use kaozheng_desk::register::{self, Begins, Parties};
use kaozheng_reading::open::encoding;
use kaozheng_text::{Diagnostic, Severity};
use std::path::{Path, PathBuf};

/// Make cards of a bibliography (CSL-JSON, BibTeX, RIS) or of a register of alliances (CSV).
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Make source cards of a bibliography in CSL-JSON, BibTeX, BibLaTeX or RIS, as Zotero, JabRef and library \
                  catalogues write them.\n\n\
                  A bibliography is your own statement, so its entries become cards at once, in a new file of cards/ named \
                  after it. No card and no file that is there is changed, and no two works are merged: an entry whose id is \
                  taken gets another one, and a work that looks like one you have (same address, or same title and year) is \
                  put in and told. What the case has already, field for field, is not put in again.\n\n\
                  The key of an entry becomes the id of its card. A title or name in its own script follows the romanised \
                  one (`Shi Zhe 師哲`), a translation stands in `translated-title`. What cards have no field for is kept as \
                  `note: isbn: 978…` and exported from there. A broken entry is told with its place; the rest is read.\n\n\
                  --from register reads a table of alliances: one row for each pair of parties (`a`, `b`, `signed`, `ended`; \
                  or `ccode1`, `ccode2`, `year`), or one for each member of a tie (`id`, `member` and dates). It becomes a \
                  source and its ties become cards that name the row; ties of others than the bodies of the case are left \
                  out and counted. What its codes stand for is told with --party, or found by the names in a table of codes \
                  (--names). Nothing is corrected by it: `ask CASE 'ties on DATE'` shows where it differs, and `without CASE \
                  REGISTER` what it alone says.\n\n\
                  Example:\n  kaozheng import korea/ zotero.json\n  kaozheng import korea/ works.txt --from ris --dry-run\n  \
                  kaozheng import korea/ alliances.csv --from register --names codes.csv --party 710=prc --begins signed",
    after_help = "Next: `kaozheng check CASE`, and `kaozheng cite CASE` prints the works as footnotes."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The bibliography.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The form: csl-json, bibtex (BibLaTeX too), ris or register; told by the ending of the file when left out.
    #[arg(long, value_enum, value_name = "FORM")]
    from: Option<From>,
    /// What a code or name of a register stands for: `710=prc`. May repeat.
    #[arg(long, value_name = "CODE=ID")]
    party: Vec<String>,
    /// A table of codes, in CSV, with the names of the states beside them.
    #[arg(long, value_name = "FILE")]
    names: Option<PathBuf>,
    /// What the first date of a register means: `in-force` (the text bound from then on) or `signed`.
    #[arg(long, value_enum, value_name = "WORD", default_value_t = First::InForce)]
    begins: First,
    /// Print the cards and write nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Forms that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum From {
    /// CSL-JSON.
    CslJson,
    /// BibTeX or BibLaTeX.
    #[value(alias = "biblatex")]
    Bibtex,
    /// RIS.
    Ris,
    /// A register of alliances in CSV.
    Register,
}

impl From {
    /// The form of a bibliography.
    fn form(self) -> Option<Form> {
        Some(match self {
            From::CslJson => Form::CslJson,
            From::Bibtex => Form::Bibtex,
            From::Ris => Form::Ris,
            From::Register => return None,
        })
    }
}

/// What the first date of a register means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum First {
    /// The text bound from then on.
    InForce,
    /// It was signed.
    Signed,
}

/// Reads the bibliography and writes its cards.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let case = load(CaseFolder::find(&arguments.case)?);
    notes::remark_on(&case.notes);
    let name = arguments.file.file_name().unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    if arguments.from == Some(From::Register) {
        return register(arguments, &case, &name, screen);
    }
    let form = arguments.from.and_then(From::form).or(Form::of_file(&name));
    let form = form.ok_or_else(|| {
        misused(format!(
            "the ending of {name} does not tell its form; add --from csl-json, bibtex, ris or register"
        ))
    })?;
    let mut notes = Vec::new();
    let text = text_of(&arguments.file, &name, &mut notes)?;
    let works = form.read(&name, &text).take(&mut notes);
    let admitted = admit(works, &case.record);
    notes.extend(admitted.notes.iter().cloned());
    tell(&admitted);
    let cards: Vec<String> = admitted.new.iter().map(Work::card).collect();
    let written = format!(
        "# Imported from {name} ({}).\n\n{}",
        form.name(),
        cards.join("\n")
    );
    match (cards.len(), arguments.dry_run) {
        (0, _) => screen.line("There is nothing new to put in.")?,
        (_, true) => screen.bytes(written.as_bytes())?,
        (count, false) => {
            let file = write(&case.folder, &name, &written)?;
            screen.line(format!("{file}: {count} new source cards."))?;
        }
    }
    ended(&name, &text, &notes, screen)
}

/// Reads a register and writes its ties.
fn register(
    arguments: &Arguments,
    case: &LoadedCase,
    name: &str,
    screen: &mut Screen,
) -> anyhow::Result<Exit> {
    let mut notes = Vec::new();
    let text = text_of(&arguments.file, name, &mut notes)?;
    let parties = parties(arguments, case, &mut notes)?;
    let register = register::read(name, &text, &parties).take(&mut notes);
    for (code, rows) in register.strangers.iter().take(STRANGERS) {
        remark(&format!(
            "{} stands for no body of the case ({rows} rows); `--party {code}=ID` says for which",
            parties.told(code)
        ));
    }
    let taken = case.record.ids().any(|(id, _)| id == register.source);
    let begins = match arguments.begins {
        First::InForce => Begins::InForce,
        First::Signed => Begins::Signed,
    };
    let cards = register.cards(name, begins);
    let (count, others) = (register.ties.len(), register.others);
    let left_out = match others {
        1 => "1 tie of others is left out".to_owned(),
        others => format!("{others} ties of others are left out"),
    };
    match (count, arguments.dry_run) {
        (0, _) => screen.line(format!(
            "There is no tie between bodies of the case; {left_out}."
        ))?,
        (_, true) => screen.bytes(cards.as_bytes())?,
        (_, false) if taken => {
            return Err(misused(format!(
                "the case has a card `{}` already; take that register out first, or give the file another name",
                register.source
            )));
        }
        (_, false) => {
            let file = write(&case.folder, name, &cards)?;
            screen.line(format!(
                "{file}: the register and {}; {left_out}.",
                counted(count, "tie")
            ))?;
        }
    }
    ended(name, &text, &notes, screen)
}

/// So many codes that stand for nobody are told.
const STRANGERS: usize = 5;

/// The bodies of the case, by the codes that the user gives and those that a table of codes gives.
fn parties(
    arguments: &Arguments,
    case: &LoadedCase,
    notes: &mut Vec<Diagnostic>,
) -> anyhow::Result<Parties> {
    let mut parties = Parties::default();
    for said in &arguments.party {
        let (code, id) = said.split_once('=').ok_or_else(|| {
            misused(format!(
                "`{said}` gives no id; write --party CODE=ID, as --party 710=prc"
            ))
        })?;
        let card = case.record.cards().find(|card| card.id() == id.trim());
        if card.is_none_or(|card| card.kind() != "body") {
            return Err(misused(format!(
                "no body of the case is called `{}`",
                id.trim()
            )));
        }
        parties.say(code.trim(), id.trim());
    }
    parties.add_bodies(&case.record);
    if let Some(file) = &arguments.names {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        parties.learn(&text_of(file, &name, notes)?);
    }
    Ok(parties)
}

/// Draws the notes, and says whether something was wrong.
fn ended(
    name: &str,
    text: &str,
    notes: &[Diagnostic],
    screen: &mut Screen,
) -> anyhow::Result<Exit> {
    let mut texts = Texts::default();
    texts.add(name.to_owned(), text);
    if !notes.is_empty() {
        screen.gap()?;
        notes::draw(screen, notes, &texts)?;
    }
    Ok(
        match notes.iter().any(|note| note.severity == Severity::Error) {
            true => Exit::HasErrors,
            false => Exit::Fine,
        },
    )
}

fn text_of(path: &Path, name: &str, notes: &mut Vec<Diagnostic>) -> anyhow::Result<String> {
    let bytes = whole_file::read(path).map_err(|failure| match failure.is_misuse() {
        true => misused(failure.to_string()),
        false => failure.into(),
    })?;
    let decoded = encoding::decode(&bytes);
    let mut decoded = decoded.with_context(|| format!("{} is not read", typed(path)))?;
    encoding::in_file(&mut decoded.notes, name);
    Ok(decoded.take(notes))
}

/// Says on standard error what was not put in, what is called otherwise, and what looks like another.
fn tell(admitted: &Admitted) {
    for (key, id) in &admitted.there {
        remark(&format!(
            "`{key}` is there already as `{id}`; it is not put in again"
        ));
    }
    for (key, id) in &admitted.renamed {
        remark(&match key.is_empty() {
            true => format!("an entry without a key becomes the card `{id}`"),
            false => format!("the entry `{key}` becomes the card `{id}`"),
        });
    }
    for (id, other) in &admitted.alike {
        remark(&format!(
            "`{id}` looks like `{other}`; both stand, nothing was merged"
        ));
    }
}

/// Writes a new file of cards, under the first free name; gives the name.
fn write(folder: &CaseFolder, name: &str, text: &str) -> anyhow::Result<String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let numbered = (2..).map(|number| format!("cards/{stem}-{number}.card"));
    let mut names = std::iter::once(format!("cards/{stem}.card")).chain(numbered);
    let free = names.find(|name| !folder.path(name).exists());
    let free = free.expect("numbers do not end");
    atomic::replace(&folder.path(&free), text.as_bytes(), Before::Absent)?;
    Ok(free)
}
