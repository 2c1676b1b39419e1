//! `kaozheng explain`: what a check means.

use crate::checks;
use crate::exit::{Exit, misnamed};
use crate::screen::Screen;
use serde::Serialize;

/// Say what a check is about: what it checks, why it matters, an example, how to mend it.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Say what a check is about. Without a code, list all checks.\n\n\
                  Example:\n  kaozheng explain unknown-id",
    after_help = "The code stands in square brackets in what `kaozheng check` prints."
)]
pub(crate) struct Arguments {
    /// The check's code.
    #[arg(value_name = "CODE")]
    code: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// One check, for `--json`.
#[derive(Serialize)]
struct Explained {
    code: &'static str,
    severity: &'static str,
    title: &'static str,
    what: String,
    why: String,
    example: String,
    mending: String,
}

/// Explains one check, or lists all.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let mut wanted = checks::all();
    if let Some(code) = &arguments.code {
        let known: Vec<&str> = wanted.iter().map(|check| check.code).collect();
        if !known.contains(&code.as_str()) {
            let fault = format!("there is no check `{code}`");
            return Err(misnamed(
                &fault,
                code,
                known,
                "`kaozheng explain` lists them",
            ));
        }
        wanted.retain(|check| check.code == code);
    }
    if arguments.json {
        let explained = wanted.iter().map(|check| Explained {
            code: check.code,
            severity: check.severity.word(),
            title: check.title,
            what: check.what(),
            why: check.why(),
            example: check.example(),
            mending: check.mending(),
        });
        screen.json(&explained.collect::<Vec<_>>())?;
    } else if arguments.code.is_some() {
        screen.line(wanted[0].page().trim_end())?;
    } else {
        let width = wanted
            .iter()
            .map(|check| check.code.len())
            .max()
            .unwrap_or(0);
        for check in &wanted {
            let lead = format!("{:<8} {:<width$}  ", check.severity.word(), check.code);
            screen.paragraph(&lead, check.title)?;
        }
    }
    Ok(Exit::Fine)
}
