//! What `&…;` stands for: letters, and short plain texts that the file declares.

use quick_xml::escape::{resolve_html5_entity, resolve_xml_entity};
use std::borrow::Cow;
use std::collections::HashMap;

/// Longest text, in bytes, that a declared entity may stand for. Entities are for signs, not for chapters.
const LONGEST: usize = 256;

/// Most entities that one file may declare.
const MOST: usize = 4096;

/// Most references to declared entities that are resolved in one file: what they add stays under 256 MB.
const MOST_RESOLVED: usize = 1 << 20;

/// The entities of one file.
#[derive(Debug, Default)]
pub(super) struct Entities {
    /// All texts that references stand for, in a row.
    texts: String,
    declared: HashMap<String, (u32, u32)>,
    resolved: HashMap<String, (u32, u32)>,
    uses: usize,
}

impl Entities {
    /// Takes the declarations `<!ENTITY name "text">` out of a document type.
    ///
    /// One that names a file, holds markup or is longer than [`LONGEST`] is passed over, and what it names stays
    /// unknown. A declared text may name entities declared before it, so no name can lead back to itself.
    pub(super) fn declare(&mut self, doctype: &str) {
        let mut rest = doctype;
        while let Some(at) = rest.find("<!ENTITY") {
            rest = &rest[at + "<!ENTITY".len()..];
            if self.declared.len() == MOST {
                return;
            }
            if let Some((name, value)) = plain_declaration(rest) {
                let value = self.resolve_all(value).into_owned();
                let fits = value.len() <= LONGEST && !value.contains('<');
                if fits && !self.declared.contains_key(name) {
                    let span = self.keep(&value);
                    self.declared.insert(name.to_owned(), span);
                }
            }
        }
    }

    /// The stretch of the kept texts that `name` stands for.
    pub(super) fn resolve(&mut self, name: &str) -> Option<(u32, u32)> {
        if let Some(&span) = self.declared.get(name) {
            self.uses += 1;
            return (self.uses <= MOST_RESOLVED).then_some(span);
        }
        if let Some(&span) = self.resolved.get(name) {
            return Some(span);
        }
        let mut buffer = [0; 4];
        let text = letter(name, &mut buffer)?;
        let span = self.keep(text);
        self.resolved.insert(name.to_owned(), span);
        Some(span)
    }

    /// A kept text.
    pub(super) fn of(&self, start: u32, end: u32) -> &str {
        &self.texts[start as usize..end as usize]
    }

    /// The value of an attribute, its references resolved.
    pub(super) fn resolve_all<'a>(&self, value: &'a str) -> Cow<'a, str> {
        if !value.contains('&') {
            return Cow::Borrowed(value);
        }
        let mut out = String::new();
        let mut rest = value;
        while let Some(at) = rest.find('&') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let end = rest.find(';').filter(|end| *end <= LONGEST);
            let name = end.map_or("", |end| &rest[1..end]);
            let mut buffer = [0; 4];
            let declared = self.declared.get(name).map(|&(s, e)| self.of(s, e));
            match declared.or_else(|| letter(name, &mut buffer)) {
                Some(text) if out.len() < LONGEST * LONGEST => {
                    out.push_str(text);
                    rest = &rest[name.len() + 2..];
                }
                _ => {
                    out.push('&');
                    rest = &rest[1..];
                }
            }
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    fn keep(&mut self, text: &str) -> (u32, u32) {
        let start = u32::try_from(self.texts.len()).expect("texts of entities are bounded");
        self.texts.push_str(text);
        let end = u32::try_from(self.texts.len()).expect("texts of entities are bounded");
        (start, end)
    }
}

/// Name and value of a declaration that gives its text on the spot.
fn plain_declaration(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.trim_start();
    let (name, rest) = rest.split_once(|c: char| c.is_whitespace())?;
    let rest = rest.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = rest[1..].split_once(quote)?.0;
    (name != "%" && !value.contains('%')).then_some((name, value))
}

/// The letters of a number or of a name that XML or HTML knows.
fn letter<'a>(name: &str, buffer: &'a mut [u8; 4]) -> Option<&'a str> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_xml_entity(name).or_else(|| resolve_html5_entity(name));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let letter = char::from_u32(code).filter(|c| *c != '\0')?;
    Some(letter.encode_utf8(buffer))
}
