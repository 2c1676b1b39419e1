//! The labels that a file gives its pages: `i, ii, iii, 1, 2, 3`, with or without a prefix.

use super::super::signs::roman;
use super::glyphs::decoded_text;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, String as Bytes};
use std::collections::BTreeMap;

/// The label of every page, where the file gives any; `None` for pages before the first label.
pub(super) fn labels_of(pdf: &Pdf, pages: usize) -> Vec<Option<String>> {
    let mut runs: BTreeMap<usize, Run> = BTreeMap::new();
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    if let Some(tree) = root.and_then(|root| root.get::<Dict<'_>>(b"PageLabels")) {
        gather(&tree, 0, &mut runs);
    }
    (0..pages)
        .map(|page| {
            let (from, run) = runs.range(..=page).next_back()?;
            Some(run.label(page - from)).filter(|label| !label.is_empty())
        })
        .collect()
}

/// How the pages from one on are labelled.
#[derive(Debug)]
struct Run {
    style: Option<u8>,
    prefix: String,
    first: usize,
}

/// Most runs that are looked at.
const MOST_RUNS: usize = 10_000;

fn gather(node: &Dict<'_>, depth: usize, runs: &mut BTreeMap<usize, Run>) {
    if let Some(pairs) = node.get::<Array<'_>>(b"Nums") {
        let mut objects = pairs.iter::<Object<'_>>();
        while let (Some(Object::Number(page)), Some(Object::Dict(dict))) =
            (objects.next(), objects.next())
        {
            if let Ok(page) = usize::try_from(page.as_i64()) {
                runs.insert(page, Run::of(&dict));
            }
            if runs.len() > MOST_RUNS {
                return;
            }
        }
    }
    let kids = node.get::<Array<'_>>(b"Kids").filter(|_| depth < 8);
    for kid in kids.iter().flat_map(Array::iter::<Dict<'_>>) {
        if runs.len() <= MOST_RUNS {
            gather(&kid, depth + 1, runs);
        }
    }
}

impl Run {
    fn of(dict: &Dict<'_>) -> Run {
        let style = dict.get::<Name<'_>>(b"S");
        let prefix = dict.get::<Bytes<'_>>(b"P");
        Run {
            style: style.and_then(|name| name.as_ref().first().copied()),
            prefix: prefix.map_or(String::new(), |text| decoded_text(text.as_bytes())),
            first: dict.get::<usize>(b"St").unwrap_or(1).clamp(1, 1 << 30),
        }
    }

    fn label(&self, nth: usize) -> String {
        let number = self.first + nth;
        let numeral = match self.style {
            Some(b'D') => number.to_string(),
            Some(b'R') => roman(u32::try_from(number).unwrap_or(u32::MAX)),
            Some(b'r') => roman(u32::try_from(number).unwrap_or(u32::MAX)).to_lowercase(),
            Some(b'A') => letters(number),
            Some(b'a') => letters(number).to_lowercase(),
            _ => String::new(),
        };
        format!("{}{numeral}", self.prefix)
    }
}

/// A to Z, then AA to ZZ, as the format counts.
fn letters(number: usize) -> String {
    let letter = char::from(b'A' + u8::try_from((number - 1) % 26).unwrap_or(0));
    letter.to_string().repeat(((number - 1) / 26 + 1).min(64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_every_style() {
        assert_eq!(roman(1994), "MCMXCIV");
        assert_eq!(roman(14), "XIV");
        assert_eq!(letters(1), "A");
        assert_eq!(letters(28), "BB");
    }
}
