//! Letters of scans, recognised by Tesseract where it is installed.
//!
//! Pictures, and PDFs most of whose pages are pictures (drawn by `pdftoppm`), are given to the program page by page, each
//! with a time limit. What comes back is hOCR, opened like any other; its text is laid beside the original, to be
//! corrected there. A page that fails is a gap that is told, and the others are still recognised.

use crate::exit::misused;
use crate::scratch::Scratch;
use indicatif::ProgressBar;
use kaozheng_reading::open::{OpenFailure, open, signatures};
use kaozheng_text::{Diagnostic, Original, Place, Span};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What the user wants of the recognition.
#[derive(Clone, Debug)]
pub(crate) struct Wishes {
    /// Languages as Tesseract calls them, joined with `+`; by script and case when none are given.
    pub(crate) languages: Option<String>,
    /// Languages of the case, as BCP 47 tags.
    pub(crate) case_languages: Vec<String>,
    /// Seconds that a page may take.
    pub(crate) seconds: u64,
}

/// What is to be recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scan {
    /// A picture, of one page or several.
    Picture,
    /// A PDF: for each page its text, or `None` where it is a picture.
    Pdf(Vec<Option<String>>),
}

/// What came of it.
pub(crate) struct Recognised {
    /// The text, its pages parted by form feeds.
    pub(crate) text: String,
    /// The languages it was taken to be in.
    pub(crate) languages: String,
    /// Pages that failed, or are doubtful; placed in the text.
    pub(crate) notes: Vec<Diagnostic>,
}

/// Tesseract, as it is installed here.
pub(crate) struct Tesseract {
    languages: Vec<String>,
}

impl Scan {
    /// Whether an original that could not be opened is a picture.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Option<Scan> {
        signatures::seems(bytes)
            .is_some_and(|seems| seems.scan && !seems.mending.starts_with("save it as PNG"))
            .then_some(Scan::Picture)
    }

    /// Whether a PDF that was opened has more pages that are pictures than pages with text.
    pub(crate) fn of_pages(bytes: &[u8], pages: &[&str]) -> Option<Scan> {
        let head = &bytes[..bytes.len().min(1024)];
        let pdf = head.windows(5).any(|five| five == b"%PDF-");
        let letters = |page: &str| page.chars().filter(|c| c.is_alphanumeric()).count() > 2;
        let blank = pages.iter().filter(|page| !letters(page)).count();
        let text = |page: &&str| letters(page).then(|| (*page).to_owned());
        (pdf && blank > 0 && blank * 2 >= pages.len())
            .then(|| Scan::Pdf(pages.iter().map(text).collect()))
    }

    /// What an original is, with its article.
    pub(crate) fn says(&self, bytes: &[u8]) -> &'static str {
        match self {
            Scan::Picture => signatures::seems(bytes).map_or("a picture", |seems| seems.what),
            Scan::Pdf(_) => "a PDF of pictures",
        }
    }

    /// How many pages are to be recognised, as far as it is known.
    pub(crate) fn pages(&self) -> usize {
        match self {
            Scan::Picture => 1,
            Scan::Pdf(pages) => pages.iter().filter(|page| page.is_none()).count(),
        }
    }
}

/// How to get the programs, by system.
const INSTALL: &str = "install Tesseract: `sudo apt install tesseract-ocr poppler-utils` and a package for each language, such \
                       as tesseract-ocr-kor, -chi-sim, -chi-tra, -jpn, -rus, -deu or -fra (Debian, Ubuntu); `brew install \
                       tesseract tesseract-lang poppler` (macOS); `winget install UB-Mannheim.TesseractOCR` (Windows). Then \
                       read it again; or type its text into a file beside it with .text added to the name";

impl Tesseract {
    /// The program, if it is there.
    pub(crate) fn find() -> anyhow::Result<Tesseract> {
        let listed = Command::new("tesseract")
            .arg("--list-langs")
            .stdin(Stdio::null())
            .output();
        let Ok(listed) = listed else {
            return Err(misused(format!(
                "Tesseract is not installed here; {INSTALL}"
            )));
        };
        // Old versions list on standard error.
        let both = [listed.stdout, listed.stderr].concat();
        let lines = String::from_utf8_lossy(&both).into_owned();
        let languages = lines.lines().skip(1).map(|line| line.trim().to_owned());
        let languages: Vec<String> = languages.filter(|line| !line.is_empty()).collect();
        if languages.iter().all(|language| language == "osd") {
            return Err(misused(format!(
                "Tesseract knows no language here; {INSTALL}"
            )));
        }
        Ok(Tesseract { languages })
    }

    fn has(&self, language: &str) -> bool {
        self.languages.iter().any(|known| known == language)
    }

    /// The languages for a scan: those wished for, else those of the case and of the script that the first page shows.
    fn languages_for(
        &self,
        first: &Path,
        wishes: &Wishes,
        scratch: &Path,
    ) -> anyhow::Result<String> {
        if let Some(wished) = &wishes.languages {
            let missing = wished.split('+').find(|language| !self.has(language));
            return match missing {
                None => Ok(wished.clone()),
                Some(missing) => Err(misused(format!(
                    "Tesseract has no language `{missing}` here; it has {}. `sudo apt install tesseract-ocr-{}` adds it on \
                     Debian and Ubuntu",
                    self.languages.join(", "),
                    missing.replace('_', "-")
                ))),
            };
        }
        let script = self.script_of(first, scratch, wishes.seconds);
        let of_script =
            |language: &&str| script.is_none() || script_of_language(language) == script.as_deref();
        let of_case = wishes
            .case_languages
            .iter()
            .filter_map(|tag| tesseract_language(tag));
        let mut chosen: Vec<&str> = of_case.filter(of_script).collect();
        if let Some(script) = &script
            && !chosen.iter().any(|language| self.has(language))
        {
            chosen.extend(languages_of_script(script));
        }
        let mut known: Vec<&str> = Vec::new();
        for language in chosen.iter().copied().chain(["eng"]) {
            if self.has(language) && !known.contains(&language) {
                known.push(language);
            }
        }
        match (known.is_empty(), chosen.first()) {
            (false, _) if known != ["eng"] || chosen.is_empty() || chosen.contains(&"eng") => {
                Ok(known.join("+"))
            }
            (_, Some(missing)) => Err(misused(format!(
                "its letters look like {}, which Tesseract cannot read here; `sudo apt install tesseract-ocr-{}` adds it on \
                 Debian and Ubuntu (macOS: `brew install tesseract-lang`); or say another with --ocr-lang",
                script.as_deref().unwrap_or(missing),
                missing.replace('_', "-")
            ))),
            _ => Ok(self.languages[0].clone()),
        }
    }

    /// The script that a page is in ("Hangul"), if the program can tell.
    fn script_of(&self, page: &Path, scratch: &Path, seconds: u64) -> Option<String> {
        if !self.has("osd") {
            return None;
        }
        let out = scratch.join("script");
        let mut command = Command::new("tesseract");
        command.arg(page).arg(&out).args(["--psm", "0"]);
        run(&mut command, seconds).ok()?;
        let told = fs::read_to_string(out.with_extension("osd")).ok()?;
        let value = |key: &str| {
            told.lines()
                .find_map(|line| line.strip_prefix(key))
                .map(str::trim)
        };
        let sure: f32 = value("Script confidence:")?.parse().ok()?;
        let script = value("Script:").filter(|_| sure > 0.5)?;
        Some(script.to_owned())
    }

    /// `languages`, or where they read the first page badly, the installed one that reads it best.
    fn surest(&self, first: &Path, languages: String, seconds: u64) -> String {
        let sure = |languages: &str| {
            let found = self.page(first, languages, seconds);
            found.map_or(0.0, |hocr| confidence(&hocr))
        };
        let own = sure(&languages);
        if own >= SURE_ENOUGH {
            return languages;
        }
        let others: Vec<&String> = self
            .languages
            .iter()
            .filter(|other| !["osd", "eng"].contains(&other.as_str()))
            .collect();
        // One after the other: each writes its answer beside the page.
        let tried = others.into_iter().map(|other| (sure(other), other));
        let best = tried.max_by(|a, b| a.0.total_cmp(&b.0));
        match best {
            Some((sure, best)) if sure > own + 5.0 => {
                let english = if self.has("eng") { "+eng" } else { "" };
                format!("{best}{english}")
            }
            _ => languages,
        }
    }

    /// The hOCR of one page.
    fn page(&self, page: &Path, languages: &str, seconds: u64) -> Result<String, String> {
        let out = page.with_extension("found");
        let mut command = Command::new("tesseract");
        let mode = if self.has("osd") { "1" } else { "3" };
        command
            .arg(page)
            .arg(&out)
            .args(["-l", languages, "--psm", mode, "hocr"]);
        run(&mut command, seconds)?;
        let made = out.with_extension("found.hocr");
        fs::read_to_string(&made)
            .or_else(|_| fs::read_to_string(out.with_extension("hocr")))
            .map_err(|error| format!("Tesseract left nothing: {error}"))
    }

    /// Recognises an original. `bar` goes on by one for each page.
    pub(crate) fn recognise(
        &self,
        original: &Original,
        scan: &Scan,
        wishes: &Wishes,
        scratch: &Scratch,
        bar: &ProgressBar,
    ) -> anyhow::Result<Recognised> {
        let file = scratch.write("original", &original.bytes)?;
        let wanted: Vec<Option<usize>> = match scan {
            Scan::Picture => vec![None],
            Scan::Pdf(pages) => (0..pages.len())
                .filter(|&at| pages[at].is_none())
                .map(Some)
                .collect(),
        };
        let first = self
            .picture(&file, wanted[0], wishes.seconds)
            .map_err(misused)?;
        let mut languages = self.languages_for(&first, wishes, scratch.folder())?;
        if wishes.languages.is_none() {
            languages = self.surest(&first, languages, wishes.seconds);
        }
        let found: Vec<Result<String, String>> = wanted
            .par_iter()
            .map(|&page| {
                let found = self
                    .picture(&file, page, wishes.seconds)
                    .and_then(|picture| self.page(&picture, &languages, wishes.seconds));
                bar.inc(1);
                found
            })
            .collect();
        let pages = match scan {
            Scan::Picture => vec![None],
            Scan::Pdf(pages) => pages.clone(),
        };
        bind(original, pages, found, languages)
    }

    /// The picture of a page of a PDF, drawn at 300 dots an inch; a picture is one itself.
    fn picture(&self, file: &Path, page: Option<usize>, seconds: u64) -> Result<PathBuf, String> {
        let Some(page) = page else {
            return Ok(file.to_path_buf());
        };
        let out = file.with_file_name(format!("page-{page}"));
        let picture = out.with_extension("pgm");
        if picture.exists() {
            return Ok(picture);
        }
        let number = (page + 1).to_string();
        let mut command = Command::new("pdftoppm");
        command.args([
            "-r",
            "300",
            "-gray",
            "-singlefile",
            "-f",
            &number,
            "-l",
            &number,
        ]);
        command.arg(file).arg(&out);
        run(&mut command, seconds)?;
        Ok(picture)
    }
}

/// Puts the pages together: those that had text as they were, the others as they were recognised.
fn bind(
    original: &Original,
    pages: Vec<Option<String>>,
    found: Vec<Result<String, String>>,
    languages: String,
) -> anyhow::Result<Recognised> {
    let (mut text, mut notes, mut failures) = (String::new(), Vec::new(), Vec::new());
    let mut found = found.into_iter();
    let count = pages.len();
    for (nth, page) in pages.into_iter().enumerate() {
        if nth > 0 {
            text.push('\u{c}');
        }
        let start = text.len();
        let read = match page {
            Some(page) => Ok((page, Vec::new())),
            None => found
                .next()
                .expect("one for each page")
                .and_then(|hocr| letters(&hocr)),
        };
        match read {
            Ok((page, told)) => {
                text.push_str(&page);
                notes.extend(told.into_iter().map(|note| moved(note, original, start)));
            }
            Err(why) => {
                let place = Place {
                    file: original.name.as_str().into(),
                    span: Span::at(start),
                };
                failures.push(why.clone());
                notes.push(
                    Diagnostic::warning(
                        "page-unreadable",
                        format!("page {} was not recognised: {why}", nth + 1),
                    )
                    .at(place)
                    .help("look at this page of the original; nothing of it is in the text"),
                );
            }
        }
    }
    match failures.into_iter().next() {
        Some(why) if text.trim().is_empty() && count > 0 => Err(misused(why)),
        _ if text.trim().is_empty() => Err(misused(format!(
            "Tesseract found no letters in it ({languages}); say the language with --ocr-lang, or type its text into a file \
             beside it with .text added to the name"
        ))),
        _ => Ok(Recognised {
            text,
            languages,
            notes,
        }),
    }
}

/// The text of the hOCR of a page, and what is doubtful in it.
fn letters(hocr: &str) -> Result<(String, Vec<Diagnostic>), String> {
    match open(&Original::new("page.hocr", hocr.as_bytes().to_vec())) {
        Ok(opened) => Ok((opened.value.raw.trim_end().to_owned(), opened.notes)),
        Err(OpenFailure::Empty) => Ok((String::new(), Vec::new())),
        Err(failure) => Err(failure.to_string()),
    }
}

/// Mean confidence below which other languages are tried.
const SURE_ENOUGH: f64 = 70.0;

/// The mean confidence of the words of an hOCR page, in hundredths; 0 for a page without words.
fn confidence(hocr: &str) -> f64 {
    let words = hocr.split("x_wconf ").skip(1);
    let digits = words.filter_map(|rest| {
        rest.split(|c: char| !c.is_ascii_digit())
            .next()?
            .parse::<f64>()
            .ok()
    });
    let (sum, count) = digits.fold((0.0, 0.0), |(sum, count), sure| (sum + sure, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// A note on one page as a note on the whole text.
fn moved(mut note: Diagnostic, original: &Original, by: usize) -> Diagnostic {
    if let Some(place) = &mut note.at {
        place.file = original.name.as_str().into();
        place.span = Span::new(place.span.start as usize + by, place.span.end as usize + by);
    }
    note
}

/// Draws one page of a PDF (from 1), as large as it is read on a screen, into the file called `out` with the ending `.png`.
pub(crate) fn draw_page(file: &Path, page: usize, out: &Path) -> Result<(), String> {
    let number = page.to_string();
    let mut command = Command::new("pdftoppm");
    command.args([
        "-png",
        "-r",
        "110",
        "-singlefile",
        "-f",
        &number,
        "-l",
        &number,
    ]);
    command.arg(file).arg(out);
    run(&mut command, 30)
}

/// Runs a program to its end, silently, and ends it when its time is up.
fn run(command: &mut Command, seconds: u64) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    command
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound if name == "pdftoppm" => {
            "pdftoppm is not installed, which draws the pages of a PDF: `sudo apt install poppler-utils` (Debian, Ubuntu), \
             `brew install poppler` (macOS)"
                .to_owned()
        }
        _ => format!("{name} does not start: {error}"),
    })?;
    let end = Instant::now() + Duration::from_secs(seconds);
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(_)) => return Err(format!("{name} could not read it")),
            Ok(None) if Instant::now() < end => std::thread::sleep(Duration::from_millis(20)),
            Ok(None) => {
                // It may have ended this very moment; there is nothing more to do then.
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!(
                    "{name} took longer than {seconds} seconds; --ocr-seconds gives it more"
                ));
            }
            Err(error) => return Err(format!("{name}: {error}")),
        }
    }
}

/// Tags of languages, what Tesseract calls them, and their script as Tesseract calls it.
const LANGUAGES: [(&str, &str, &str); 24] = [
    ("zh-hans", "chi_sim", "Han"),
    ("zh-cn", "chi_sim", "Han"),
    ("zh-hant", "chi_tra", "Han"),
    ("zh-tw", "chi_tra", "Han"),
    ("zh", "chi_sim", "Han"),
    ("ja", "jpn", "Japanese"),
    ("ko", "kor", "Korean"),
    ("ru", "rus", "Cyrillic"),
    ("uk", "ukr", "Cyrillic"),
    ("bg", "bul", "Cyrillic"),
    ("el", "ell", "Greek"),
    ("ar", "ara", "Arabic"),
    ("he", "heb", "Hebrew"),
    ("en", "eng", "Latin"),
    ("de", "deu", "Latin"),
    ("fr", "fra", "Latin"),
    ("es", "spa", "Latin"),
    ("it", "ita", "Latin"),
    ("pt", "por", "Latin"),
    ("pl", "pol", "Latin"),
    ("cs", "ces", "Latin"),
    ("hu", "hun", "Latin"),
    ("tr", "tur", "Latin"),
    ("vi", "vie", "Latin"),
];

fn tesseract_language(tag: &str) -> Option<&'static str> {
    let tag = tag.to_ascii_lowercase();
    let named = |(wanted, ..): &&(&str, &str, &str)| {
        tag == *wanted || tag.starts_with(&format!("{wanted}-"))
    };
    LANGUAGES
        .iter()
        .find(named)
        .map(|(_, language, _)| *language)
}

fn script_of_language(language: &str) -> Option<&'static str> {
    let row = LANGUAGES.iter().find(|(_, known, _)| *known == language);
    row.map(|(_, _, script)| *script)
}

fn languages_of_script(script: &str) -> Vec<&'static str> {
    let wanted = match script {
        "Hangul" => "Korean",
        "HanS" | "HanT" => "Han",
        "Hiragana" | "Katakana" => "Japanese",
        other => other,
    };
    match wanted {
        "Latin" => vec!["eng"],
        "Han" => vec!["chi_sim", "chi_tra"],
        _ => {
            let rows = LANGUAGES.iter().filter(|(_, _, script)| *script == wanted);
            rows.map(|(_, language, _)| *language).take(1).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_pdfs_of_pictures_are_scans() {
        assert_eq!(Scan::of_bytes(b"\x89PNG\r\n"), Some(Scan::Picture));
        assert_eq!(Scan::of_bytes(b"AT&TFORM"), None);
        assert_eq!(Scan::of_bytes(b"PK\x03\x04"), None);
        let pages = |pages: &[&str]| Scan::of_pages(b"%PDF-1.4", pages).map(|scan| scan.pages());
        assert_eq!(pages(&["", " \n", "Some text"]), Some(2));
        assert_eq!(pages(&["", "Some text", "More text"]), None);
        assert_eq!(Scan::of_pages(b"text", &[""]), None);
    }

    #[test]
    fn languages_are_those_of_the_case() {
        assert_eq!(tesseract_language("zh-Hant-TW"), Some("chi_tra"));
        assert_eq!(tesseract_language("en-GB"), Some("eng"));
        assert_eq!(tesseract_language("tlh"), None);
        assert_eq!(languages_of_script("Hangul"), ["kor"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_takes_too_long_is_ended() {
        let begun = Instant::now();
        let why = run(Command::new("sleep").arg("30"), 0).expect_err("it cannot be done yet");
        assert!(why.contains("took longer than 0 seconds"), "{why}");
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
}
