//! `publish`, `verify` and `essay`, from the outside: a site without a broken link, and one letter that differs is found.

#[path = "run/mod.rs"]
mod run;

use run::{TestCase, run as kaozheng};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const QUOTING: &str = "
source: paper
title: A Short Paper on the Offer
file: paper.txt

statement: lansing-told-the-senate
from: paper, n. 2
> Robert Lansing told the Senate on 1 March 1917 that the telegram was genuine.
speaker: Lansing
says: Lansing called the telegram genuine.
";

/// A case with a text, a quotation of it and an essay.
fn case() -> TestCase {
    let case = TestCase::with_cards();
    case.write("sources/paper.txt", run::PAPER);
    case.write("cards/paper.card", QUOTING);
    case.write(
        "essays/offer.md",
        "# The offer\n\nLansing called it genuine [lansing-told-the-senate].\n",
    );
    case
}

fn path(path: &Path) -> &str {
    path.to_str().expect("temporary paths are text")
}

/// Every file below a folder, by its name there.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut waiting = vec![root.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("it is a folder") {
            let found = entry.expect("listed").path();
            if found.is_dir() {
                waiting.push(found);
            } else {
                let name = found.strip_prefix(root).expect("below it");
                out.insert(path(name).to_owned(), fs::read(&found).expect("read"));
            }
        }
    }
    out
}

/// The values of an attribute in a page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let sign = format!(" {attribute}=\"");
    let parts = page.split(sign.as_str()).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

/// The file that a link of the page in `file` leads to, percent signs undone.
fn target(file: &str, link: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/").replace("%20", " ")
}

#[test]
fn a_site_has_no_link_that_leads_nowhere_and_no_script() {
    let case = case();
    let out = case.file("site");
    case.run("publish", &[path(&out)]).out(0);
    let site = files(&out);
    let page = |name: &str| String::from_utf8_lossy(&site[name]).into_owned();
    let ids: BTreeMap<&String, BTreeSet<String>> = site
        .keys()
        .filter(|name| name.ends_with(".html"))
        .map(|name| {
            (
                name,
                values(&page(name), "id")
                    .into_iter()
                    .map(str::to_owned)
                    .collect(),
            )
        })
        .collect();
    assert!(ids.len() > 15, "{:?}", ids.keys());
    let mut followed = 0;
    for file in ids.keys() {
        let text = page(file);
        assert!(!text.contains("<script"), "{file}");
        for link in [values(&text, "href"), values(&text, "src")].concat() {
            if link.starts_with("http") {
                continue;
            }
            let (led, id) = link.split_once('#').unwrap_or((link, ""));
            let target = match led {
                "" => (*file).clone(),
                led => target(file, led),
            };
            assert!(site.contains_key(&target), "{file} leads to {link}");
            let there = ids.get(&target).is_some_and(|ids| ids.contains(id));
            assert!(id.is_empty() || there, "{file} leads to {link}");
            followed += 1;
        }
    }
    assert!(followed > 100, "{followed}");
}

#[test]
fn the_same_case_is_the_same_site_and_what_is_gone_goes() {
    let case = case();
    let (first, second) = (case.file("one"), case.file("two"));
    case.run("publish", &[path(&first)]).out(0);
    case.run("publish", &[path(&second)]).out(0);
    assert_eq!(files(&first), files(&second));
    assert!(first.join("cards/lansing-told-the-senate.html").is_file());
    case.write("cards/paper.card", "");
    case.write("essays/offer.md", "# The offer\n");
    case.run("publish", &[path(&first)]).out(0);
    assert!(!first.join("cards/lansing-told-the-senate.html").exists());
    kaozheng(&["verify", path(&first)]).out(0);
}

#[test]
fn what_a_broken_off_publication_wrote_goes_with_the_next() {
    let case = case();
    let out = case.file("site");
    case.run("publish", &[path(&out)]).out(0);
    let whole = files(&out);
    case.write("cards/more.card", "person: more\nname: More\n");
    // A folder in the place of the first page keeps it from being written.
    fs::remove_file(out.join("index.html")).expect("it is there");
    fs::create_dir(out.join("index.html")).expect("it can be made");
    assert_eq!(case.run("publish", &[path(&out)]).code, 3);
    assert!(out.join("case/cards/more.card").is_file());
    fs::remove_dir(out.join("index.html")).expect("it is there");
    fs::remove_file(case.file("cards/more.card")).expect("it is there");
    case.run("publish", &[path(&out)]).out(0);
    assert_eq!(files(&out), whole);
}

#[test]
fn a_folder_with_anything_else_in_it_is_left_alone() {
    let case = case();
    let out = case.file("mine");
    fs::create_dir(&out).expect("made");
    fs::write(out.join("letter.txt"), "mine").expect("written");
    let told = case.run("publish", &[path(&out)]).err(2);
    assert!(told.contains("not empty"), "{told}");
    assert_eq!(files(&out).len(), 1);
    let told = case.run("publish", &[path(case.path())]).err(2);
    assert!(told.contains("the case itself"), "{told}");
    let told = case.run("publish", &[path(&case.file("cards"))]).err(2);
    assert!(told.contains("the case itself"), "{told}");
}

#[test]
fn one_letter_that_differs_is_found_in_a_case_and_in_a_site() {
    let case = case();
    let out = case.file("site");
    case.run("publish", &[path(&out)]).out(0);
    let said = kaozheng(&["verify", path(&out)]).out(0);
    assert!(said.contains("1 quotation: 1 stand"), "{said}");
    case.run("verify", &[]).out(0);

    case.write(
        "cards/paper.card",
        QUOTING.replace("genuine.\nspeaker", "genuime.\nspeaker"),
    );
    let said = case.run("verify", &[]).out(1);
    assert!(said.contains("in 1 letter"), "{said}");
    assert!(said.contains("that the telegram was genuine"), "{said}");
    assert!(said.contains("cards/paper.card"), "{said}");

    // In the site: a text that was changed together with its hash is still found out by the quotation.
    let text = out.join("texts/paper.txt.txt");
    let changed = fs::read_to_string(&text)
        .expect("there")
        .replace("1 March", "2 March");
    fs::write(&text, changed).expect("written");
    let said = kaozheng(&["verify", path(&out)]).out(1);
    assert!(
        said.contains("texts/paper.txt.txt is not as it was published"),
        "{said}"
    );
    assert!(said.contains("in 1 letter"), "{said}");
}

#[test]
fn a_page_that_was_changed_or_added_or_lost_is_named() {
    let case = case();
    let out = case.file("site");
    case.run("publish", &[path(&out), "--without-texts"]).out(0);
    assert!(!out.join("texts").exists() && !out.join("originals").exists());
    fs::write(out.join("index.html"), "mine").expect("written");
    fs::write(out.join("extra.html"), "mine").expect("written");
    fs::remove_file(out.join("sources.html")).expect("it was there");
    let said = kaozheng(&["verify", path(&out)]).out(1);
    for told in [
        "index.html is not as it was published",
        "sources.html was published and is not there",
        "extra.html was not published",
        "1 have no text here",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
}

#[test]
fn an_essay_is_written_with_its_notes() {
    let case = case();
    let said = case.run("essay", &["offer", "--to", "markdown"]).out(0);
    assert!(said.contains("genuine.[^1]"), "{said}");
    assert!(
        said.contains("[^1]: “A Short Paper on the Offer,”"),
        "{said}"
    );
    let out = case.file("offer.docx");
    case.run("essay", &["offer.md", "-o", path(&out)]).out(0);
    assert!(fs::read(&out).expect("written").starts_with(b"PK"));
    let told = case.run("essay", &["offr"]).err(2);
    assert!(told.contains("offer"), "{told}");
    let said = case.run("essay", &[]).out(0);
    assert!(
        said.contains("offer: The offer (1 sentence on cards, 0 on none)"),
        "{said}"
    );
}

#[test]
fn an_id_that_would_lead_out_of_the_site_is_written_nowhere() {
    let case = case();
    case.write("cards/out.card", "person: ../../../out\nname: Out\n");
    let made = case.file("deep/er/site");
    kaozheng(&["publish", path(case.path()), path(&made)]);
    let written = files(&case.file("deep"));
    assert!(written.keys().all(|name| name.starts_with("er/site/")));
    assert!(!case.file("out.html").exists());
}

#[test]
fn a_site_is_not_printed_into_the_case_even_where_its_folder_is_still_to_be_made() {
    let case = case();
    let inside = case.file("cards/site");
    let told = kaozheng(&["publish", path(case.path()), path(&inside)]);
    assert_eq!(told.code, 2, "{told:?}");
    assert!(!inside.exists());
}

#[test]
fn no_page_of_a_site_tells_of_a_draft() {
    let case = case();
    case.write(
        "drafts/secret.card",
        "source: secret-draft\ntitle: A Secret Draft\nfile: paper.txt\n",
    );
    case.write(
        "cards/naming.card",
        "statement: naming\nfrom: secret-draft\nsays: It names a draft.\n",
    );
    let made = case.file("site");
    kaozheng(&["publish", path(case.path()), path(&made)]);
    for (name, bytes) in files(&made) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(
            !text.contains("A Secret Draft") && !text.contains("still a draft"),
            "{name}"
        );
    }
}
