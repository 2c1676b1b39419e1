//! What must hold of a printed site as a whole.

use super::*;
use crate::pages::{ASSETS, Language};
use crate::views::ChecksView;
use kaozheng_case::compile;
use kaozheng_record::{Record, Sheet};
use std::collections::{BTreeMap, BTreeSet};

const CARDS: &str = "\
source: lin-1991
title: Memories at Sea
author: Lin Bo

person: lin
name: Lin Bo

matter: closing
name: the harbour is closed

event: chain-down
when: 3 May 1911

statement: lin-on-the-chain
from: lin-1991, p. 31
speaker: lin
says: The chain was lowered at night, see nowhere-card.
means: lin knew closing on 3 May 1911

question: who-knew
asks: Who knew?
ask: lin knew closing on 4 May 1911
";

fn desk() -> Desk {
    let record = Record::new(vec![Sheet::parse("cards/a.card", CARDS)]);
    let case = compile(&record, &[], &kaozheng_case::Settings::default()).value;
    let mut desk = Desk::new("Harbour", record, case, Box::new(|_| ChecksView::default()));
    let essay = "# Night\n\nIt was lowered [lin-on-the-chain; gone-card].\n";
    desk.essays = vec![("essays/night.md".to_owned(), essay.to_owned())];
    desk
}

/// Every page of the site by its file, its links mended.
fn site(desk: &Desk) -> BTreeMap<String, links::Mended> {
    let pages: BTreeMap<String, String> = places(desk, true)
        .iter()
        .filter_map(|place| Some((place.file(), page(desk, place, Words(Language::English))?)))
        .collect();
    let assets = ASSETS.iter().map(|(name, _, _)| format!("assets/{name}"));
    let files: BTreeSet<String> = pages
        .keys()
        .cloned()
        .chain(assets)
        .chain(["essays/night.docx", "essays/night.md", "case.zip"].map(str::to_owned))
        .collect();
    pages
        .iter()
        .map(|(file, page)| {
            (
                file.clone(),
                links::mended(file, page, &|file| files.contains(file)),
            )
        })
        .collect()
}

#[test]
fn every_link_of_a_printed_site_leads_to_a_page_and_a_place_in_it() {
    let site = site(&desk());
    assert!(site.contains_key("cards/lin-on-the-chain.html"));
    for (file, page) in &site {
        for (target, id) in &page.fragments {
            let ids = site.get(target).map(|page| &page.ids);
            assert!(
                ids.is_some_and(|ids| ids.contains(id)),
                "{file} -> {target}#{id}"
            );
        }
    }
}

#[test]
fn a_printed_page_needs_no_script_and_asks_nothing() {
    for (file, page) in site(&desk()) {
        for absent in ["<script", "<form", "<input", "href=\"?", "href=\"/"] {
            assert!(!page.page.contains(absent), "{file}: {absent}");
        }
    }
}

#[test]
fn every_page_says_how_it_is_cited() {
    let mut desk = desk();
    desk.address = "https://example.org/harbour/".to_owned();
    for (file, page) in site(&desk) {
        assert!(page.page.contains("https://example.org/harbour/"), "{file}");
        assert!(page.page.contains(desk.version()), "{file}");
    }
}
