//! `kaozheng probe`: one reading or reasoning stage over JSON Lines, for scoring, pipelines and clusters.
//!
//! A *line stage* answers one object at a time, in a file of its own with
//! `pub(crate) fn answer(input: &Map<String, Value>, options: &Options) -> Result<Value, String>`. A *workload stage*
//! reads all lines and writes its answers, in a file of its own with
//! `pub(crate) fn run(input: &mut dyn BufRead, out: &mut dyn Write) -> anyhow::Result<bool>`; `true` when the input was
//! well formed. Both are named once, in [`STAGES`].

mod article;
mod ask;
mod chronology;
mod citations;
mod dates;
mod grounded;
mod knowledge;
mod lines;
mod records;
mod reference_lines;
mod references;
mod stats;
mod weigh;

use crate::exit::{Exit, misused};
use anyhow::Context;
use serde_json::{Map, Value};
use stats::Stats;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Run one stage of reading or reasoning over JSON Lines.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Run one stage of reading or reasoning over JSON Lines: one object a line in, one object a line out, in \
                  the same order, with the same `id` or `doc`. Without a file, standard input is read.\n\n\
                  A line that cannot be read is answered in its place by an object with `line` and `error`, and the exit \
                  code is 1 at the end; the other lines are still answered. The output is the same to the byte whatever \
                  `--threads` says.\n\n\
                  Stages: article, citations, references, lines, dates, ask (one object a line); knowledge, chronology, grounded, weigh \
                  (a workload).\n\n\
                  Example:\n  echo '{\"doc\":\"a\",\"lang\":\"en\",\"dct\":\"1950-06-27\",\"text\":\"the next day\"}' | kaozheng probe dates",
    after_help = "`--stats` prints bytes, seconds, MB/s and peak memory on standard error."
)]
pub(crate) struct Arguments {
    /// Which stage.
    #[arg(value_name = "STAGE")]
    stage: String,
    /// Files of JSON Lines; `-` or none is standard input.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How many threads; 0 is one for each core.
    #[arg(long, default_value_t = 0, value_name = "N")]
    threads: usize,
    /// Print bytes, seconds, MB/s and peak memory on standard error.
    #[arg(long)]
    stats: bool,
    /// What `dates` marks.
    #[arg(long, value_enum, default_value_t)]
    convention: Convention,
}

/// What counts as a date for the stage `dates`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Convention {
    /// As TIMEX3 has it.
    #[default]
    Timex3,
    /// What TIMEX2 marks as well: "former", "ten years old", extents anchored in an event.
    Timex2,
}

/// What a line stage is told beside its line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// What `dates` marks.
    pub(crate) convention: Convention,
    /// The folder that a relative `path` of a line starts from: that of the file the line stands in.
    pub(crate) folder: PathBuf,
    /// The time of each part of a stage that has parts.
    pub(crate) parts: stats::Parts,
}

/// A stage that answers one line at a time.
pub(crate) type LineStage = fn(&Map<String, Value>, &Options) -> Result<Value, String>;
/// A stage that reads all of its input first.
type WorkloadStage = fn(&mut dyn BufRead, &mut dyn Write) -> anyhow::Result<bool>;

enum Stage {
    Line(LineStage),
    Workload(WorkloadStage),
}

/// The stages that exist.
const STAGES: &[(&str, Stage)] = &[
    ("knowledge", Stage::Workload(knowledge::run)),
    ("chronology", Stage::Workload(chronology::run)),
    ("grounded", Stage::Workload(grounded::run)),
    ("weigh", Stage::Line(weigh::answer)),
    ("ask", Stage::Line(ask::answer)),
    ("article", Stage::Line(article::answer)),
    ("dates", Stage::Line(dates::answer)),
    ("citations", Stage::Line(citations::answer)),
    ("references", Stage::Line(references::answer)),
    ("lines", Stage::Line(reference_lines::answer)),
];

/// Stages of the contract that are not there yet.
const NOT_YET: &[&str] = &[
    "documents",
    "entities",
    "quotes",
    "statements",
    "attributions",
    "names",
    "clusters",
];

/// Runs a stage over every file in turn.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let stage = named(&arguments.stage)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.threads)
        .build()?;
    let mut stats = Stats::start();
    let mut out = BufWriter::new(io::stdout());
    let mut exit = Exit::Fine;
    for file in inputs(&arguments.files) {
        let mut input = stats.counted(open(file)?);
        let of_file = match stage {
            Stage::Line(answer) => {
                let options = Options {
                    convention: arguments.convention,
                    folder: folder_of(file),
                    parts: stats.parts.clone(),
                };
                let seconds = &mut stats.seconds;
                pool.install(|| {
                    lines::answer_all(*answer, &options, &mut input, &mut out, seconds)
                })?
            }
            Stage::Workload(run) => match stats
                .seconds
                .answering(|| pool.install(|| run(&mut input, &mut out)))?
            {
                true => Exit::Fine,
                false => Exit::HasErrors,
            },
        };
        exit = worse(exit, of_file);
    }
    out.flush()?;
    if arguments.stats {
        stats.tell(&arguments.stage);
    }
    Ok(exit)
}

fn named(name: &str) -> anyhow::Result<&'static Stage> {
    if let Some((_, stage)) = STAGES.iter().find(|(stage, _)| *stage == name) {
        return Ok(stage);
    }
    let there: Vec<&str> = STAGES.iter().map(|(stage, _)| *stage).collect();
    let there = there.join(", ");
    Err(misused(if NOT_YET.contains(&name) {
        format!("the stage `{name}` is not there yet; these are: {there}")
    } else {
        format!("there is no stage `{name}`; these are: {there}")
    }))
}

/// The files to read; `-` stands for standard input.
fn inputs(files: &[PathBuf]) -> Vec<&Path> {
    if files.is_empty() {
        return vec![Path::new("-")];
    }
    files.iter().map(PathBuf::as_path).collect()
}

fn open(file: &Path) -> anyhow::Result<Box<dyn BufRead + Send>> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let opened = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(Box::new(BufReader::with_capacity(1 << 20, opened)))
}

fn folder_of(file: &Path) -> PathBuf {
    file.parent().map(Path::to_path_buf).unwrap_or_default()
}

fn worse(one: Exit, other: Exit) -> Exit {
    match (one, other) {
        (Exit::Bug, _) | (_, Exit::Bug) => Exit::Bug,
        (Exit::HasErrors, _) | (_, Exit::HasErrors) => Exit::HasErrors,
        _ => Exit::Fine,
    }
}

/// What a stage that reads a whole workload writes for `input`, and whether all of it was fine.
#[cfg(test)]
fn answered(stage: WorkloadStage, input: &str) -> String {
    let mut out = Vec::new();
    let fine = stage(&mut input.as_bytes(), &mut out).expect("memory can be written to");
    let text = String::from_utf8(out).expect("answers are text");
    format!("{text}{fine}")
}
