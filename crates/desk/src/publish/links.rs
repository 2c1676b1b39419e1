//! Links of a printed page: none leads nowhere.
//!
//! Pages are made by ourselves, every attribute in double quotation marks and every such mark of a text escaped; so a link
//! is found by its letters. One whose page is not printed becomes plain text.

use crate::pages::address::undone;
use std::collections::BTreeSet;

/// A page whose links were looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// The page; links to files that are not there are plain text.
    pub page: String,
    /// The places in the page that links can lead to.
    pub ids: Vec<String>,
    /// The files that its links lead to, each once.
    pub targets: BTreeSet<String>,
    /// The places in pages that its links lead to: file and id.
    pub fragments: Vec<(String, String)>,
}

/// Looks at every link of the page in `file`; `is_there` knows the files of the site.
pub fn mended(file: &str, page: &str, is_there: &dyn Fn(&str) -> bool) -> Mended {
    let mut out = Mended::default();
    let mut rest = page;
    while let Some((before, attribute, value, after)) = next(rest) {
        out.page.push_str(before);
        rest = after;
        let whole = || format!(" {attribute}=\"{value}\"");
        if attribute == "id" {
            out.ids.push(unescaped(value));
            out.page.push_str(&whole());
            continue;
        }
        match led(file, &unescaped(value)) {
            Led::Outside => out.page.push_str(&whole()),
            Led::To(target, _) if !is_there(&target) => {}
            Led::To(target, fragment) => {
                out.targets.insert(target.clone());
                if let Some(fragment) = fragment {
                    out.fragments.push((target, fragment));
                }
                out.page.push_str(&whole());
            }
        }
    }
    out.page.push_str(rest);
    out
}

/// The page without the ends of those links that lead to `broken` places: they lead to the page as a whole.
pub fn without_fragments(file: &str, page: &str, broken: &dyn Fn(&str, &str) -> bool) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, attribute, value, after)) = next(rest) {
        out.push_str(before);
        rest = after;
        let shown = match led(file, &unescaped(value)) {
            Led::To(target, Some(id)) if attribute != "id" && broken(&target, &id) => {
                value.split('#').next().unwrap_or_default()
            }
            _ => value,
        };
        if !shown.is_empty() || value.is_empty() {
            out.push_str(&format!(" {attribute}=\"{shown}\""));
        }
    }
    out + rest
}

/// Where the next `href`, `src` or `id` stands: what is before it, its name, its value, what is after it.
fn next(text: &str) -> Option<(&str, &str, &str, &str)> {
    let mut from = 0;
    loop {
        let equals = from + text[from..].find("=\"")?;
        let name_start = text[..equals].rfind(' ').map_or(0, |at| at + 1);
        let name = &text[name_start..equals];
        let value_start = equals + 2;
        let value_end = value_start + text[value_start..].find('"')?;
        if matches!(name, "href" | "src" | "id" | "xlink:href") && name_start > 0 {
            let value = &text[value_start..value_end];
            return Some((&text[..name_start - 1], name, value, &text[value_end + 1..]));
        }
        from = value_end + 1;
    }
}

/// Where a link leads.
enum Led {
    /// Out of the site.
    Outside,
    /// To a file of the site, and perhaps to a place in it.
    To(String, Option<String>),
}

fn led(file: &str, address: &str) -> Led {
    let scheme = address.split(['/', '?', '#']).next().unwrap_or_default();
    if scheme.contains(':') || address.starts_with("//") {
        return Led::Outside;
    }
    let (path, fragment) = match address.split_once('#') {
        Some((path, fragment)) => (path, Some(undone(fragment)).filter(|id| !id.is_empty())),
        None => (address, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return Led::To(file.to_owned(), fragment);
    }
    let mut parts: Vec<&str> = match path.starts_with('/') {
        true => Vec::new(),
        false => file.split('/').collect(),
    };
    parts.pop();
    let path = undone(path);
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Led::To(parts.join("/"), fragment)
}

fn unescaped(value: &str) -> String {
    let signs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    signs
        .iter()
        .fold(value.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str) -> Mended {
        let files = ["index.html", "cards/mao.html", "originals/a b&c.html"];
        mended("cards/mao.html", page, &|file| files.contains(&file))
    }

    #[test]
    fn a_link_that_leads_nowhere_becomes_plain_text() {
        let page = "<h1 id=\"top\">M</h1> a=\"b\" <a class=\"id\" href=\"../index.html\">x</a> <a href=\"zhou.html\">y</a> \
                    <a href=\"../originals/a%20b&amp;c.html#p-1\">z</a> <a href=\"#top\">t</a> <a href=\"https://example.org/\">w</a>";
        let found = check(page);
        assert_eq!(found.page, page.replace(" href=\"zhou.html\"", ""));
        assert!(!found.targets.contains("cards/zhou.html"));
        assert_eq!(found.ids, ["top"]);
        let fragments = [("originals/a b&c.html", "p-1"), ("cards/mao.html", "top")];
        assert_eq!(
            found.fragments,
            fragments.map(|(file, id)| (file.to_owned(), id.to_owned()))
        );
    }

    #[test]
    fn a_place_that_is_not_there_is_cut_off() {
        let page = "<a href=\"../index.html#gone\">x</a> <a href=\"../index.html#here\">y</a> <a href=\"#gone\">z</a>";
        let shown = without_fragments("cards/mao.html", page, &|_, id| id == "gone");
        assert_eq!(
            shown,
            "<a href=\"../index.html\">x</a> <a href=\"../index.html#here\">y</a> <a>z</a>"
        );
    }
}
