//! `kaozheng open`: files become a case that is read in the browser at once.

use super::read::{How, read_all};
use crate::exit::{Exit, misused, tell};
use crate::folder::{CaseFolder, typed};
use crate::print::reading as drawing;
use crate::screen::Screen;
use crate::serve::{self, Wishes};
use kaozheng_desk::pages::Place;
use std::path::{Path, PathBuf};

/// Read files into a case of their own and open it in the browser.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Read files and show them in the browser, in one step: a case folder is made (or used, when it is there \
                  already), each file is copied into its sources/ and drafted as `kaozheng read` does, and the desk opens on \
                  the first of them.\n\n\
                  Example:\n  kaozheng open zhang-2005.pdf\n  kaozheng open letters/*.txt --case letters-case --by KR",
    after_help = "Next time: `kaozheng serve CASE` opens the same case. Ctrl-C ends it."
)]
pub(crate) struct Arguments {
    /// The files to read.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The case folder; when left out, one named after the first file, in the current folder.
    #[arg(long, value_name = "DIR")]
    case: Option<PathBuf>,
    /// The port; 0 takes any that is free.
    #[arg(long, default_value_t = 1950, value_name = "N")]
    port: u16,
    /// Do not open the browser.
    #[arg(long)]
    no_open: bool,
    /// Your initials; they are written on what you accept.
    #[arg(long, value_name = "INITIALS", default_value = "")]
    by: String,
}

/// Makes the case, reads the files and serves it.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let missing = arguments.files.iter().find(|file| !file.is_file());
    if let Some(missing) = missing {
        return Err(misused(format!(
            "there is no file {}; nothing was made",
            typed(missing)
        )));
    }
    let root = match &arguments.case {
        Some(root) => root.clone(),
        None => named_after(&arguments.files[0]),
    };
    let folder = case(&root)?;
    let (summaries, failures) = read_all(&folder, &arguments.files, &How::default(), |_| Ok(()))?;
    for summary in &summaries {
        drawing::draw_summary(screen, summary)?;
    }
    failures.iter().for_each(|unread| tell(&unread.failure));
    screen.line(format!("The case is in {}.", typed(&root)))?;
    let first = summaries.first();
    let first = first.map_or(Place::Originals, |summary| {
        Place::Original(summary.name.clone())
    });
    let wishes = Wishes {
        port: arguments.port,
        open_browser: !arguments.no_open,
        may_write: true,
        by: arguments.by.trim().to_owned(),
        first,
    };
    serve::run(folder, wishes, screen)
}

/// The case at `root`, made when there is none.
fn case(root: &Path) -> anyhow::Result<CaseFolder> {
    if root.join(crate::settings::NAME).is_file() {
        return CaseFolder::find(root);
    }
    if root.is_file() {
        return Err(misused(format!(
            "{} is a file; name another folder with --case",
            typed(root)
        )));
    }
    let title = root
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    CaseFolder::create(root, &title)
}

/// A folder beside nothing: the name of the file without its ending.
fn named_after(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let plain = PathBuf::from(stem.as_ref());
    match plain.is_file() {
        true => PathBuf::from(format!("{stem}-case")),
        false => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_case_is_made_once_and_used_again() {
        let kept = tempfile::tempdir().expect("a temporary folder can be made");
        let root = kept.path().join("letters");
        let made = case(&root).expect("made");
        fs::write(made.path("cards/a.card"), "person: a\n").expect("written");
        let again = case(&root).expect("found");
        assert!(again.path("cards/a.card").exists());
        let file = kept.path().join("file");
        fs::write(&file, "x").expect("written");
        assert!(case(&file).is_err());
    }

    #[test]
    fn a_case_is_named_after_its_first_file() {
        assert_eq!(
            named_after(Path::new("/far/away/zhang-2005.pdf")),
            PathBuf::from("zhang-2005")
        );
    }
}
