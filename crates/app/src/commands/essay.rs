//! `kaozheng essay`: an essay with real footnotes, as Word, HTML or Markdown.

use super::cite::style;
use crate::atomic::{self, Before};
use crate::exit::{Exit, misnamed, misused};
use crate::folder::CaseFolder;
use crate::load::load;
use crate::print::{counted, notes};
use crate::screen::{Screen, remark};
use kaozheng_desk::bibliography::cite::{Style, USUAL};
use kaozheng_desk::essay::{
    Cards, Essay, Laid, Terms, called, docx, html, language, markdown, name, sentences,
};
use kaozheng_record::Record;
use serde::Serialize;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Write an essay with real footnotes, as Word, HTML or Markdown.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Write an essay of the case with real footnotes and a bibliography, in any CSL style, ready to be sent to a \
                  journal. Every [card-id] becomes a note that cites the works the card was read in, with the place and, where \
                  one was read through another, both; several side by side become one note, and the mark stands after the \
                  punctuation. [card-id, p. 31] adds a place. The author's own notes ([^1]) stay notes.\n\n\
                  `docx`: Word, with footnotes that Word numbers itself. `html`: one file that stands alone. `markdown`: the \
                  essay as it is written, its citations as [^2]. Without NAME the essays are listed, each with how many of its \
                  sentences rest on a card and how many on none.\n\n\
                  Example:\n  kaozheng essay korea/\n  kaozheng essay korea/ who-knew --to docx -o who-knew.docx\n  \
                  kaozheng essay korea/ who-knew --to html --style journal.csl > who-knew.html",
    after_help = "`kaozheng cite --styles` lists the styles that are built in."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The essay, by its name in essays/; its ending may be left out.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// The form.
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Form::Docx)]
    to: Form,
    /// The style of the notes: a name of `kaozheng cite --styles`, or a .csl file.
    #[arg(long, value_name = "STYLE", default_value = USUAL)]
    style: String,
    /// Write to this file, which must not be there yet, and not to standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// List the essays as JSON.
    #[arg(long, conflicts_with_all = ["name", "output"])]
    json: bool,
}

/// Forms of an essay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Form {
    /// Word, with real footnotes.
    Docx,
    /// One HTML file.
    Html,
    /// Markdown with notes.
    #[value(alias = "md")]
    Markdown,
}

impl Form {
    /// The form that an ending of a file is of.
    pub(crate) fn of_ending(ending: &str) -> Option<Form> {
        match ending {
            "docx" => Some(Form::Docx),
            "html" => Some(Form::Html),
            "md" => Some(Form::Markdown),
            _ => None,
        }
    }

    /// What a browser is told it is.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Form::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Form::Html => "text/html; charset=utf-8",
            Form::Markdown => "text/markdown; charset=utf-8",
        }
    }
}

/// One essay in the list.
#[derive(Debug, Serialize)]
struct Line {
    /// Its name.
    name: String,
    /// Its title, or empty.
    title: String,
    /// How many of its sentences a card supports.
    sentences: sentences::Tally,
}

/// Writes one essay, or lists them.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let case = load(CaseFolder::find(&arguments.case)?);
    notes::remark_on(&case.notes);
    let Some(wanted) = &arguments.name else {
        list(&case.record, &case.essays, arguments.json, screen)?;
        return Ok(Exit::Fine);
    };
    let bare = name(wanted.strip_suffix(".md").unwrap_or(wanted));
    let Some((file, text)) = called(&case.essays, bare) else {
        let known = case.essays.iter().map(|(file, _)| name(file));
        let listed = "`kaozheng essay CASE` lists them; they are the .md files of essays/";
        return Err(misnamed(
            &format!("`{bare}` is no essay of this case"),
            bare,
            known,
            listed,
        ));
    };
    let style = style(&arguments.style)?;
    let bytes = written(&case.record, name(file), text, &style, arguments.to);
    match &arguments.output {
        Some(output) => atomic::replace(output, &bytes, Before::Absent)?,
        None if arguments.to == Form::Docx && std::io::stdout().is_terminal() => {
            return Err(misused(format!(
                "a Word file is no text: name a file for it, `-o {}.docx`",
                bare.replace('/', "-")
            )));
        }
        None => screen.bytes(&bytes)?,
    }
    remark_on_gone(&case.record, text);
    Ok(Exit::Fine)
}

/// Says which cards an essay cites that are not there.
fn remark_on_gone(record: &Record, text: &str) {
    let essay = Essay::parse(text, &|id| record.get(id).is_some());
    let gone: Vec<String> = essay
        .cites()
        .iter()
        .filter(|cite| record.get(&cite.id).is_none())
        .map(|cite| format!("`{}`", cite.id))
        .collect();
    if !gone.is_empty() {
        remark(&format!(
            "the essay cites cards that are not there: {}; their notes say so",
            gone.join(", ")
        ));
    }
}

/// The bytes of an essay in a form.
pub(crate) fn written(
    record: &Record,
    called: &str,
    text: &str,
    style: &Style,
    form: Form,
) -> Vec<u8> {
    let essay = Essay::parse(text, &|id| record.get(id).is_some());
    let language = language(text);
    let laid = Laid::out(&essay, Cards::of(record), style, Terms::of(language));
    let title = match essay.title.as_str() {
        "" => called,
        title => title,
    };
    match form {
        Form::Docx => docx::export(&laid, title, language),
        Form::Html => html::export(&laid, title, language).into_bytes(),
        Form::Markdown => markdown::export(text, &essay, &laid, language).into_bytes(),
    }
}

fn list(
    record: &Record,
    essays: &[(String, String)],
    as_json: bool,
    screen: &mut Screen,
) -> anyhow::Result<()> {
    let lines: Vec<Line> = essays
        .iter()
        .map(|(file, text)| {
            let essay = Essay::parse(text, &|id| record.get(id).is_some());
            let sentences = sentences::tally(&Laid::numbered(&essay));
            Line {
                name: name(file).to_owned(),
                title: essay.title,
                sentences,
            }
        })
        .collect();
    if as_json {
        return screen.json(&lines);
    }
    if lines.is_empty() {
        screen.line(
            "This case has no essay: write one as essays/NAME.md, citing cards as [card-id].",
        )?;
    }
    for Line {
        name,
        title,
        sentences,
    } in &lines
    {
        screen.line(format!(
            "{name}: {title} ({} on cards, {} on none)",
            counted(sentences.supported, "sentence"),
            sentences.unsupported
        ))?;
    }
    Ok(())
}
