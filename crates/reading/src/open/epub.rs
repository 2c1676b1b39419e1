//! EPUB: the documents of the spine in their order, read as HTML with the links between them.
//!
//! Where the book's own tables are missing or damaged, its HTML files are read in the order of the archive. A table of
//! contents and a cover are furniture.

use super::archive::{Archive, ArchiveFailure};
use super::html::{self, File, at_head, resolved};
use super::xml::{Element, Tree};
use super::{OpenFailure, Opened, Opener};
use kaozheng_text::{Diagnostic, Noted, Original};
use std::collections::{BTreeMap, BTreeSet};

/// EPUB, of both versions.
pub const OPENER: Opener = Opener {
    name: "EPUB",
    endings: &["epub"],
    sniff,
    open,
};

const CONTAINER: &str = "META-INF/container.xml";

/// The first part of an EPUB says what it is; where it was packed by hand, the table at the end lists the container.
fn sniff(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(128)];
    let says = |sign: &[u8]| head.windows(sign.len()).any(|window| window == sign);
    let tail = &bytes[bytes.len().saturating_sub(16 << 10)..];
    let lists = |name: &[u8]| tail.windows(name.len()).any(|window| window == name);
    head.starts_with(b"PK") && (says(b"application/epub+zip") || lists(CONTAINER.as_bytes()))
}

fn open(original: &Original) -> Result<Noted<Opened>, OpenFailure> {
    if !original.bytes.starts_with(b"PK") {
        return other_format(original);
    }
    let archive = Archive::read(&original.bytes).map_err(damaged)?;
    let mut notes = Vec::new();
    if archive.cut_off {
        let note = Diagnostic::warning(
            "archive-cut-off",
            "the end of the file is missing; what is left of it was read",
        );
        notes.push(note.help("fetch the file again"));
    }
    let plan = Plan::of(&archive, &mut notes)?;
    refuse_locked(&archive, &plan)?;
    let texts = texts_of(&archive, &plan, &mut notes)?;
    let files = texts.iter().map(|(document, text)| File {
        name: &document.path,
        text,
        furniture: document.furniture,
    });
    let set = html::set(&files.collect::<Vec<_>>())?;
    notes.extend(set.doubts());
    at_head(&mut notes, original);
    Ok(Noted {
        value: set.opened(original, OPENER.name)?,
        notes,
    })
}

/// A file that is called EPUB and is no archive: read as what its bytes are, when that is a page of HTML.
fn other_format(original: &Original) -> Result<Noted<Opened>, OpenFailure> {
    if (html::OPENER.sniff)(&original.bytes) {
        return (html::OPENER.open)(original);
    }
    Err(OpenFailure::Damaged {
        why: "it is called EPUB but is no archive of pages".to_owned(),
    })
}

fn damaged(failure: ArchiveFailure) -> OpenFailure {
    match failure {
        ArchiveFailure::Encrypted(_) => OpenFailure::Locked,
        other => OpenFailure::Damaged {
            why: other.to_string(),
        },
    }
}

/// One document of the book.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Chapter {
    path: String,
    furniture: bool,
}

/// The documents of a book, in reading order.
struct Plan {
    chapters: Vec<Chapter>,
}

impl Plan {
    fn of(archive: &Archive<'_>, notes: &mut Vec<Diagnostic>) -> Result<Plan, OpenFailure> {
        if let Some(plan) = Plan::by_package(archive) {
            return Ok(plan);
        }
        if archive.has("word/document.xml") {
            return Err(OpenFailure::Damaged {
                why: "it is called EPUB but is a Word document; give its name the ending .docx"
                    .to_owned(),
            });
        }
        let chapters: Vec<Chapter> = archive
            .parts
            .iter()
            .filter(|part| is_page(&part.name))
            .map(|part| Chapter {
                path: part.name.clone(),
                furniture: false,
            })
            .collect();
        if chapters.is_empty() {
            return Err(OpenFailure::Damaged {
                why: "it is called EPUB but holds no pages of HTML".to_owned(),
            });
        }
        let note = Diagnostic::warning(
            "spine-missing",
            "the book does not say in which order its pages are read; they were read as they lie in the file",
        );
        notes.push(note.help("compare the order of chapters with the book"));
        Ok(Plan { chapters })
    }

    /// The plan that the package document lays down; `None` when it is missing or lists nothing.
    fn by_package(archive: &Archive<'_>) -> Option<Plan> {
        let container = tree(archive, CONTAINER)?;
        let rootfile = container
            .root()
            .descendants()
            .find(|e| e.name() == "rootfile")?;
        let package_path = html::percent_decoded(&rootfile.attr("full-path")?);
        let package = tree(archive, &package_path)?;
        let manifest = Manifest::of(package.root(), &package_path);
        let spine = package
            .root()
            .descendants()
            .filter(|e| e.name() == "itemref");
        let mut chapters = Vec::new();
        let mut seen = BTreeSet::new();
        for item in spine.filter_map(|e| e.attr("idref")) {
            let Some(entry) = manifest.entries.get(item.as_ref()) else {
                continue;
            };
            if seen.insert(entry.path.clone()) {
                chapters.push(entry.clone());
            }
        }
        let mut left: Vec<&Chapter> = manifest
            .entries
            .values()
            .filter(|c| !seen.contains(&c.path))
            .collect();
        left.retain(|c| is_page(&c.path) && !c.furniture);
        left.sort();
        chapters.extend(left.into_iter().cloned());
        (!chapters.is_empty()).then_some(Plan { chapters })
    }
}

/// The pages that the package document lists, by their ids.
struct Manifest {
    entries: BTreeMap<String, Chapter>,
}

impl Manifest {
    fn of(package: Element<'_>, own: &str) -> Manifest {
        let place = |e: Element<'_>| {
            e.attr("href")
                .map(|href| resolved(own, &html::percent_decoded(&href)))
        };
        let guide = package.descendants().filter(|e| e.name() == "reference");
        let aside: BTreeSet<String> = guide
            .filter(|e| {
                e.attr("type")
                    .is_some_and(|t| matches!(t.as_ref(), "cover" | "toc"))
            })
            .filter_map(|e| place(e).map(|p| p.split('#').next().unwrap_or("").to_owned()))
            .collect();
        let items = package.descendants().filter(|e| e.name() == "item");
        let mut entries = BTreeMap::new();
        for item in items {
            let kind = item.attr("media-type").unwrap_or_default();
            let (Some(id), Some(path)) = (item.attr("id"), place(item)) else {
                continue;
            };
            let is_html = kind.contains("html") || kind.is_empty() && is_page(&path);
            let nav = item
                .attr("properties")
                .is_some_and(|p| p.split(' ').any(|word| word == "nav"));
            if is_html {
                let furniture = nav || aside.contains(&path);
                entries.insert(id.into_owned(), Chapter { path, furniture });
            }
        }
        Manifest { entries }
    }
}

fn is_page(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or("").to_lowercase();
    matches!(ending.as_str(), "xhtml" | "html" | "htm" | "xht")
}

fn tree(archive: &Archive<'_>, name: &str) -> Option<Tree> {
    let bytes = archive.unpack(name).ok()?.bytes;
    Some(Tree::parse(&bytes).ok()?.value)
}

/// Fonts may be scrambled; pages may not.
fn refuse_locked(archive: &Archive<'_>, plan: &Plan) -> Result<(), OpenFailure> {
    let Some(list) = tree(archive, "META-INF/encryption.xml") else {
        return Ok(());
    };
    let references = list
        .root()
        .descendants()
        .filter(|e| e.name() == "CipherReference");
    let locked: BTreeSet<String> = references
        .filter_map(|e| Some(resolved("", &html::percent_decoded(&e.attr("URI")?))))
        .collect();
    if plan
        .chapters
        .iter()
        .any(|chapter| locked.contains(&chapter.path))
    {
        return Err(OpenFailure::NotText {
            seems: "an EPUB whose pages are encrypted by the shop that sold it (DRM)",
        });
    }
    Ok(())
}

/// The source of every chapter; one that is missing or damaged is told, and the others are read.
fn texts_of(
    archive: &Archive<'_>,
    plan: &Plan,
    notes: &mut Vec<Diagnostic>,
) -> Result<Vec<(Chapter, String)>, OpenFailure> {
    let mut texts = Vec::new();
    for chapter in &plan.chapters {
        let path = &chapter.path;
        let unpacked = match archive.unpack(path) {
            Ok(unpacked) => unpacked,
            Err(ArchiveFailure::Encrypted(_)) => return Err(OpenFailure::Locked),
            Err(ArchiveFailure::Bomb(name)) => return Err(damaged(ArchiveFailure::Bomb(name))),
            Err(failure) => {
                notes.push(lost(path, &failure.to_string()));
                continue;
            }
        };
        if let Some(damage) = unpacked.damage {
            notes.push(lost(path, damage));
        }
        if unpacked.bytes.is_empty() {
            continue;
        }
        match html::source(&unpacked.bytes, notes) {
            Ok(text) => texts.push((chapter.clone(), text)),
            Err(failure) => notes.push(lost(path, &failure.to_string())),
        }
    }
    Ok(texts)
}

fn lost(path: &str, why: &str) -> Diagnostic {
    let message = format!("the part {path} is damaged: {why}");
    Diagnostic::warning("part-damaged", message)
        .help("what could be read of it is in the text; compare it with the book")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::divide::divide;
    use crate::open::archive::tests::zip;
    use kaozheng_text::Part;

    const CONTAINER_XML: &[u8] = br#"<?xml version="1.0"?><container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"#;
    const PACKAGE: &[u8] = br#"<?xml version="1.0"?><package><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="c2" href="two%20b.xhtml" media-type="application/xhtml+xml"/><item id="c1" href="one.xhtml" media-type="application/xhtml+xml"/><item id="n" href="end/notes.xhtml" media-type="application/xhtml+xml"/><item id="f" href="f.otf" media-type="font/otf"/></manifest><spine><itemref idref="nav"/><itemref idref="c1"/><itemref idref="c2"/><itemref idref="n" linear="no"/></spine></package>"#;
    const NAV: &[u8] =
        b"<html><body><nav><ol><li><a href='one.xhtml'>One</a></li></ol></nav></body></html>";
    const ONE: &[u8] = br##"<?xml version="1.0" encoding="utf-8"?><html xmlns:epub="http://www.idpf.org/2007/ops" lang="en"><head><title/></head><body><h1>One</h1><p><span epub:type="pagebreak" title="5" id="p5"/>He left.<a id="r1" href="end/notes.xhtml#n1"><sup>1</sup></a></p></body></html>"##;
    const TWO: &[u8] = br##"<html><body><h1>Two</h1><p>She stayed.<a id="r1" href="end/notes.xhtml#m1"><sup>1</sup></a></p></body></html>"##;
    const NOTES: &[u8] = br##"<html><body><h2>Notes</h2><p id="n1"><a href="../one.xhtml#r1">1</a>. Ledger.</p><p>Torn.</p><p id="m1"><a href="../two%20b.xhtml#r1">1</a>. Letter.</p></body></html>"##;

    fn book(more: &[(&str, &[u8])]) -> Vec<u8> {
        let mut parts: Vec<(&str, &[u8])> = vec![
            ("mimetype", b"application/epub+zip"),
            (CONTAINER, CONTAINER_XML),
            ("OEBPS/book.opf", PACKAGE),
            ("OEBPS/nav.xhtml", NAV),
            ("OEBPS/one.xhtml", ONE),
            ("OEBPS/two b.xhtml", TWO),
            ("OEBPS/end/notes.xhtml", NOTES),
        ];
        parts.extend_from_slice(more);
        zip(&parts)
    }

    fn check(name: &str, bytes: Vec<u8>) -> String {
        let opened = match crate::open::open(&Original::new(name, bytes)) {
            Ok(opened) => opened,
            Err(failure) => return format!("failure: {failure}"),
        };
        let mut notes = opened.notes;
        let document = divide(opened.value).take(&mut notes);
        let mut lines: Vec<String> = document
            .passages
            .iter()
            .map(|passage| {
                let words = match passage.part {
                    Part::Furniture => document.raw_of(passage),
                    _ => document.text_of(passage).to_owned(),
                };
                let marks = passage
                    .marks
                    .iter()
                    .map(|m| format!(" <{}→{:?}>", m.number, m.note));
                format!(
                    "{}: {words}{}",
                    passage.part.word(),
                    marks.collect::<String>()
                )
            })
            .collect();
        let labels = document.pages.iter().filter_map(|p| p.label.as_deref());
        lines.push(format!("pages: {}", labels.collect::<Vec<_>>().join(" ")));
        lines.extend(notes.iter().map(|n| format!("! {}: {}", n.code, n.message)));
        lines.join("\n")
    }

    #[test]
    fn chapters_follow_the_spine_and_notes_are_found_across_files() {
        insta::assert_snapshot!(check("a.epub", book(&[])), @r"
    furniture: 1. One
    title: One
    body: He left. <1→Some(3)>
    note: Ledger. Torn.
    heading: Two
    body: She stayed. <1→Some(6)>
    note: Letter.
    heading: Notes
    pages: 5
    ");
        assert_eq!(check("a.epub", book(&[])), check("a.bin", book(&[])));
    }

    #[test]
    fn a_book_in_pieces_is_read_as_far_as_it_goes() {
        let whole = book(&[]);
        insta::assert_snapshot!(check("a.epub", whole[..whole.len() - 700].to_vec()), @r"
    furniture: 1. One
    title: One
    body: He left. <1→None>
    pages: 5
    ! archive-cut-off: the end of the file is missing; what is left of it was read
    ! part-damaged: the part OEBPS/two b.xhtml is damaged: it ends too early or is damaged
    ! part-damaged: the part OEBPS/two b.xhtml is damaged: this seems to be binary data, and Kaozheng does not read that format
    ! part-damaged: the part OEBPS/end/notes.xhtml is damaged: the archive has no part OEBPS/end/notes.xhtml
    ! mark-without-note: the mark 1 leads to no note
    ");
        insta::assert_snapshot!(check("a.epub", zip(&[("mimetype", b"application/epub+zip"), ("one.xhtml", ONE)])), @r"
    title: One
    body: He left. <1→None>
    pages: 5
    ! spine-missing: the book does not say in which order its pages are read; they were read as they lie in the file
    ! mark-without-note: the mark 1 leads to no note
    ");
    }

    #[test]
    fn what_is_no_book_fails_clearly() {
        insta::assert_snapshot!(check("a.epub", zip(&[("word/document.xml", b"<w/>")])), @"failure: the file is empty");
        insta::assert_snapshot!(check("a.epub", zip(&[("photo.bin", b"x")])), @"failure: the file cannot be read: it is called EPUB but holds no pages of HTML; open it in the program that made it and save it anew");
        insta::assert_snapshot!(check("a.epub", b"PK\x03\x04".to_vec()), @"failure: the file cannot be read: the file is no zip archive, or its parts are lost; open it in the program that made it and save it anew");
        insta::assert_snapshot!(check("a.epub", b"words".to_vec()), @"failure: the file cannot be read: it is called EPUB but is no archive of pages; open it in the program that made it and save it anew");
        let list = br#"<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/one.xhtml"/></CipherData></EncryptedData></encryption>"#;
        insta::assert_snapshot!(check("a.epub", book(&[("META-INF/encryption.xml", list)])), @"failure: this seems to be an EPUB whose pages are encrypted by the shop that sold it (DRM), and Kaozheng does not read that format");
        let fonts = br#"<encryption><CipherReference URI="OEBPS/f.otf"/></encryption>"#;
        assert_eq!(
            check("a.epub", book(&[("META-INF/encryption.xml", fonts)])),
            check("a.epub", book(&[]))
        );
    }
}
