//! The parts of a DOCX that hold its text.

use super::super::archive::{Archive, ArchiveFailure};
use super::super::xml::{Element, Tree};
use super::{OpenFailure, failure_of};
use kaozheng_text::Diagnostic;

/// The parts, read.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) document: Tree,
    pub(super) footnotes: Option<Tree>,
    pub(super) endnotes: Option<Tree>,
    pub(super) styles: Option<Tree>,
    pub(super) settings: Option<Tree>,
    /// Headers and footers.
    pub(super) margins: Vec<Tree>,
}

impl Parts {
    /// Reads them. A part that is missing or damaged is a note; without the text itself there is nothing to read.
    pub(super) fn read(
        archive: &Archive<'_>,
        notes: &mut Vec<Diagnostic>,
    ) -> Result<Parts, OpenFailure> {
        let main = main_part(archive);
        let document = match tree(archive, &main, notes) {
            Ok(Some(document)) => document,
            Ok(None) => {
                return Err(OpenFailure::Damaged {
                    why: format!("its text ({main}) is missing or is no XML"),
                });
            }
            Err(failure) => return Err(failure_of(&failure)),
        };
        let links = links_of(archive, &main);
        let mut part = |kind: &str| {
            let name = links.iter().find(|(k, _)| k == kind).map(|(_, name)| name);
            let fallback = format!("word/{kind}.xml");
            let name = name.unwrap_or(&fallback);
            tree(archive, name, notes).unwrap_or_else(|failure| {
                notes.push(unread(name, &failure.to_string()));
                None
            })
        };
        let (footnotes, endnotes) = (part("footnotes"), part("endnotes"));
        let (styles, settings) = (part("styles"), part("settings"));
        let margins = links
            .iter()
            .filter(|(kind, _)| kind == "header" || kind == "footer");
        let margins = margins
            .filter_map(|(_, name)| tree(archive, name, notes).ok().flatten())
            .collect();
        Ok(Parts {
            document,
            footnotes,
            endnotes,
            styles,
            settings,
            margins,
        })
    }
}

/// Most headers and footers that are read.
const MOST_LINKS: usize = 2000;

/// The part that holds the text, as the archive's own links say.
fn main_part(archive: &Archive<'_>) -> String {
    let links = links_in(archive, "_rels/.rels", "");
    let named = links.into_iter().find(|(kind, _)| kind == "officeDocument");
    named
        .map(|(_, name)| name)
        .filter(|name| archive.has(name))
        .unwrap_or_else(|| "word/document.xml".to_owned())
}

/// Kind and name of the parts that the text links to.
fn links_of(archive: &Archive<'_>, main: &str) -> Vec<(String, String)> {
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    links_in(archive, &format!("{folder}/_rels/{file}.rels"), folder)
}

fn links_in(archive: &Archive<'_>, name: &str, folder: &str) -> Vec<(String, String)> {
    let Ok(Some(links)) = tree(archive, name, &mut Vec::new()) else {
        return Vec::new();
    };
    let link = |element: Element<'_>| {
        let kind = element.attr("Type")?;
        let kind = kind.rsplit('/').next()?.to_owned();
        let target = element.attr("Target")?;
        let name = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None if folder.is_empty() => target.into_owned(),
            None => format!("{folder}/{target}"),
        };
        Some((kind, name))
    };
    links
        .root()
        .elements()
        .filter_map(link)
        .take(MOST_LINKS)
        .collect()
}

/// A part as a tree; `None` when it is missing or no XML.
fn tree(
    archive: &Archive<'_>,
    name: &str,
    notes: &mut Vec<Diagnostic>,
) -> Result<Option<Tree>, ArchiveFailure> {
    if !archive.has(name) {
        return Ok(None);
    }
    let unpacked = archive.unpack(name)?;
    if let Some(damage) = unpacked.damage {
        notes.push(unread(name, damage));
    }
    match Tree::parse(&unpacked.bytes) {
        Ok(tree) => Ok(Some(tree.take(notes))),
        Err(failure) => {
            notes.push(unread(name, &failure.to_string()));
            Ok(None)
        }
    }
}

fn unread(name: &str, why: &str) -> Diagnostic {
    let message = format!("the part {name} of the file is damaged: {why}");
    Diagnostic::warning("part-damaged", message)
        .help("open the file in the program that made it and save it anew")
}
