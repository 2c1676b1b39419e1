//! `kaozheng read`: originals become documents, passages and drafts.

use crate::exit::{Exit, misused};
use crate::explaining::Explaining;
use crate::folder::{CaseFolder, typed};
use crate::load::{self, SourceFile, load};
use crate::print::{notes, reading as drawing};
use crate::reading::{self, Reading, Summary};
use crate::recognise::{Scan, Tesseract, Wishes};
use crate::scratch::Scratch;
use crate::screen::{Screen, progress, remark};
use kaozheng_reading::open::encoding::name_of;
use kaozheng_record::Record;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde::Serialize;
use std::io;
use std::path::{Path, PathBuf};

/// Read originals: copy them into the case, divide them, draft cards.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Read originals. Each is copied into sources/ and never changed; its text is laid beside it (NAME.text), where \
                  you can correct what OCR got wrong, and reading it again uses your text. Passages, notes and their marks \
                  are found, dates, names and citations read, and cards drafted in drafts/. Nothing is believed: no answer \
                  reads a draft until you accept it.\n\n\
                  A file is known by its bytes, whatever its name says. What cannot be read is told with the reason and \
                  what to do about it, and the other files are still read.\n\n\
                  Old encodings (EUC-KR, GB18030, Big5, Shift-JIS, KOI8-R, Windows-125x and others) are told from the letters \
                  and converted; when letters look wrong, say which it is with --encoding.\n\n\
                  Scans (PNG, JPEG, TIFF, PDFs of pictures) are read by Tesseract where it is installed: on Debian and Ubuntu \
                  `sudo apt install tesseract-ocr tesseract-ocr-kor poppler-utils`, with one package for each language; on \
                  macOS `brew install tesseract tesseract-lang poppler`. The languages are those of case.toml that fit the \
                  script of the first page, and English; --ocr-lang says others.\n\n\
                  Reading the same file twice gives the same drafts, and keeps what you changed, accepted or rejected. To \
                  draft anew, delete its file in drafts/ first.\n\n\
                  Example:\n  kaozheng read korea/ zhang-2005.txt\n  kaozheng read korea/ scans/*.png --ocr-lang kor+eng\n  \
                  kaozheng read korea/ letters.txt --encoding koi8-r\n  kaozheng read korea/ zhang-2005.txt --explain --note 14",
    after_help = "Next: `kaozheng review CASE --by INITIALS` goes through the drafts one by one.\n\n\
                  Exit codes: 0 all were read; 2 a file is of a kind that is not read, or named wrongly; 3 a file could not be \
                  got from the disk. With --json each file that was not read has `failure`, with its reason and mending."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The originals: texts, documents, recognised pages, scans. README.md lists the formats.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    explaining: Explaining,
    /// Read the files in this encoding, whatever they look like: koi8-r, cp949, big5, windows-1250, macintosh …
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<String>,
    /// Languages for scans, as Tesseract calls them, joined with `+` (kor+eng).
    #[arg(long, value_name = "LANGUAGES")]
    ocr_lang: Option<String>,
    /// Seconds that one page of a scan may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    ocr_seconds: u64,
    /// Leave scans alone.
    #[arg(long, conflicts_with = "ocr_lang")]
    no_ocr: bool,
    /// Print the summaries as JSON; with --explain, the explanations.
    #[arg(long)]
    json: bool,
}

/// How originals are read.
#[derive(Debug, Default)]
pub(crate) struct How {
    /// The encoding that the user names.
    encoding: Option<String>,
    /// How scans are recognised; `None` leaves them alone.
    recognition: Option<Wishes>,
}

/// An original that was not read.
pub(crate) struct Unread {
    /// Its name.
    pub(crate) file: String,
    /// Why.
    pub(crate) failure: anyhow::Error,
}

/// What came of one file, as JSON.
#[derive(Serialize)]
#[serde(untagged)]
enum Outcome<'a> {
    Read(&'a Summary),
    Unread { name: &'a str, failure: Failure },
}

#[derive(Serialize)]
struct Failure {
    reason: String,
    mending: Option<String>,
}

impl Failure {
    /// Messages say the reason first and the mending after a semicolon.
    fn of(failure: &anyhow::Error) -> Failure {
        let causes: Vec<String> = failure.chain().map(ToString::to_string).collect();
        let message = causes.join(": ");
        let parts = message.split_once("; ");
        Failure {
            reason: parts
                .map_or(message.as_str(), |(reason, _)| reason)
                .to_owned(),
            mending: parts.map(|(_, mending)| mending.to_owned()),
        }
    }
}

fn encoding(name: &str) -> Result<String, String> {
    match name_of(name) {
        Some(name) => Ok(name.to_owned()),
        None => Err("no encoding of that name is known; there are utf-8, utf-16, euc-kr (cp949), gb18030, big5, shift_jis, \
                     euc-jp, iso-2022-jp, koi8-r, koi8-u, windows-1250 to -1258, iso-8859-2 to -16, ibm866, macintosh, \
                     x-mac-cyrillic"
            .to_owned()),
    }
}

/// Reads the files; one that fails does not keep the others from being read.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let folder = CaseFolder::find(&arguments.case)?;
    let mut explained = Vec::new();
    let how = How {
        encoding: arguments.encoding.clone(),
        recognition: (!arguments.no_ocr).then(|| Wishes {
            languages: arguments.ocr_lang.clone(),
            case_languages: Vec::new(),
            seconds: arguments.ocr_seconds,
        }),
    };
    let (summaries, failures) = read_all(&folder, &arguments.files, &how, |reading| {
        if arguments.explaining.explain {
            let view = arguments.explaining.view(&reading.result.document);
            match arguments.json {
                true => explained.push(view),
                false => arguments.explaining.draw(screen, &view)?,
            }
        }
        if !arguments.json && !reading.notes.is_empty() {
            let mut texts = notes::Texts::default();
            texts.add(
                reading.source.original.name.as_str(),
                &reading.result.document.raw,
            );
            notes::draw(screen, &reading.notes, &texts)?;
        }
        Ok(())
    })?;
    match arguments.json {
        true if arguments.explaining.explain => screen.json(&explained)?,
        true => screen.json(&outcomes(&summaries, &failures))?,
        false => draw_all(&summaries, &arguments.case, screen)?,
    }
    screen.flush()?;
    let mut failures = failures.into_iter();
    match failures.next() {
        None => Ok(Exit::Fine),
        Some(first) => {
            failures.for_each(|unread| crate::exit::tell(&unread.failure));
            Err(first.failure)
        }
    }
}

fn outcomes<'a>(summaries: &'a [Summary], failures: &'a [Unread]) -> Vec<Outcome<'a>> {
    let read = summaries.iter().map(Outcome::Read);
    let unread = failures.iter().map(|unread| Outcome::Unread {
        name: &unread.file,
        failure: Failure::of(&unread.failure),
    });
    read.chain(unread).collect()
}

/// Draws what came of each original, and what to type next when something waits for a person.
fn draw_all(summaries: &[Summary], case: &Path, screen: &mut Screen) -> io::Result<()> {
    for summary in summaries {
        drawing::draw_summary(screen, summary)?;
    }
    if summaries.iter().any(|summary| !summary.drafts.is_empty()) {
        screen.line(format!(
            "Next: `kaozheng review {} --by INITIALS` goes through the drafts, the best first.",
            typed(case)
        ))?;
    }
    Ok(())
}

/// Reads the files, several at once, and keeps them one after the other, in the order given.
pub(crate) fn read_all(
    folder: &CaseFolder,
    files: &[PathBuf],
    how: &How,
    mut shown: impl FnMut(&Reading) -> anyhow::Result<()>,
) -> anyhow::Result<(Vec<Summary>, Vec<Unread>)> {
    let case = load(folder.clone());
    notes::remark_on(&case.notes);
    let held = load::sources(folder, &mut Vec::new());
    let taken = take_all(folder, held, files, how);
    let bar = progress("reading", taken.len());
    let mut readings: Vec<Attempt> = taken
        .into_par_iter()
        .map(|(file, source)| {
            let attempt = Attempt::of(file, source, &case.record);
            bar.inc(1);
            attempt
        })
        .collect();
    bar.finish_and_clear();
    if let Some(wishes) = &how.recognition {
        let case_languages = case.settings.languages.clone();
        let wishes = Wishes {
            case_languages,
            ..wishes.clone()
        };
        recognise_all(folder, &mut readings, &wishes, &case.record);
    }
    let (mut summaries, mut failures) = (Vec::new(), Vec::new());
    for Attempt { file, read, .. } in readings {
        let kept = read.and_then(|reading| {
            shown(&reading)?;
            reading::keep(folder, &reading)
        });
        match kept {
            Ok(summary) => summaries.push(summary),
            Err(failure) => failures.push(Unread { file, failure }),
        }
    }
    Ok((summaries, failures))
}

/// A file and what came of reading it.
struct Attempt {
    file: String,
    /// The original and what there is to recognise in it, where it is a scan.
    scan: Option<(SourceFile, Scan)>,
    read: anyhow::Result<Reading>,
}

impl Attempt {
    fn of(file: String, source: anyhow::Result<SourceFile>, record: &Record) -> Attempt {
        let source = match source {
            Ok(source) => source,
            Err(failure) => {
                let (scan, read) = (None, Err(failure));
                return Attempt { file, scan, read };
            }
        };
        let read = reading::read_source(source.clone(), record);
        let scan = reading::scan_in(&source, &read).map(|scan| (source, scan));
        Attempt { file, scan, read }
    }
}

/// Recognises the letters of the scans, one document after the other, the pages of each at once.
fn recognise_all(folder: &CaseFolder, attempts: &mut [Attempt], wishes: &Wishes, record: &Record) {
    let scans = attempts.iter().filter_map(|attempt| attempt.scan.as_ref());
    let pages: usize = scans.map(|(_, scan)| scan.pages()).sum();
    if pages == 0 {
        return;
    }
    let tesseract = Tesseract::find();
    let bar = progress("recognising letters, pages", pages);
    for attempt in attempts.iter_mut() {
        let Some((source, scan)) = attempt.scan.take() else {
            continue;
        };
        bar.set_message(source.original.name.clone());
        let recognised = match &tesseract {
            Ok(tesseract) => Scratch::new(&folder.derived(), "recognise").and_then(|scratch| {
                tesseract.recognise(&source.original, &scan, wishes, &scratch, &bar)
            }),
            Err(failure) => Err(misused(failure.to_string())),
        };
        let name = source.original.name.clone();
        let what = scan.says(&source.original.bytes);
        let again =
            recognised.and_then(|recognised| reading::read_recognised(source, recognised, record));
        match again {
            Ok(reading) => attempt.read = Ok(reading),
            // A PDF that has some text is kept with its gaps, and why they are gaps is told.
            Err(failure) if attempt.read.is_ok() && !blank(&attempt.read) => {
                remark(&format!(
                    "{name}: its pictures were not recognised: {failure}"
                ));
            }
            Err(failure) => {
                attempt.read = Err(misused(format!(
                    "{name} was not read: it is {what}, and {failure}"
                )));
            }
        }
    }
    bar.finish_and_clear();
}

fn blank(read: &anyhow::Result<Reading>) -> bool {
    let raw = read
        .as_ref()
        .map(|reading| reading.result.document.raw.as_str());
    raw.unwrap_or_default().trim().is_empty()
}

/// The originals that `files` are, each once: the same content under two names is one original, and that is told.
fn take_all(
    folder: &CaseFolder,
    mut held: Vec<SourceFile>,
    files: &[PathBuf],
    how: &How,
) -> Vec<(String, anyhow::Result<SourceFile>)> {
    let mut out: Vec<(String, anyhow::Result<SourceFile>)> = Vec::new();
    for file in files {
        let taken = reading::take(folder, &held, file).and_then(|source| match &how.encoding {
            Some(encoding) => reading::in_encoding(source, encoding),
            None => Ok(source),
        });
        let source = match taken {
            Ok(source) => source,
            Err(failure) => {
                out.push((file.display().to_string(), Err(failure)));
                continue;
            }
        };
        let name = &source.original.name;
        if file
            .file_name()
            .is_some_and(|given| given != name.rsplit('/').next().unwrap_or(name))
        {
            remark(&format!(
                "{} has the same content as sources/{name} and is not kept twice.",
                file.display()
            ));
        }
        let again = |other: &SourceFile| other.original.name == *name;
        if !out.iter().flat_map(|(_, source)| source).any(again) {
            held.push(source.clone());
            out.push((name.clone(), Ok(source)));
        }
    }
    out
}
