//! Names of authors: as a card has them, and as parts for other forms.

use super::work::even;
use kaozheng_record::{CardRef, Record};
use kaozheng_values::names::{Script, family_name, script_of};
use std::collections::BTreeMap;

/// A name in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// Printed and sorted as it stands: a body, or a name that begins with the family name.
    Whole(String),
    /// Family name, given name and what follows them (`Jr.`); the last two may be empty.
    Parted(String, String, String),
}

/// The names and titles behind the ids of a case.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    names: BTreeMap<String, String>,
    bodies: Vec<String>,
    titles: BTreeMap<String, String>,
}

impl Naming {
    /// What the cards of a record are called.
    pub fn of(record: &Record) -> Naming {
        let mut naming = Naming::default();
        for card in record.cards() {
            let id = card.id().to_owned();
            match card.kind() {
                "person" | "body" => {
                    naming.names.insert(id, called(card));
                    if card.kind() == "body" {
                        naming.bodies.push(card.id().to_owned());
                    }
                }
                "source" => {
                    let title = card.value("title").map(|title| even(&title));
                    naming
                        .titles
                        .insert(id, title.unwrap_or_else(|| card.id().to_owned()));
                }
                _ => {}
            }
        }
        naming
    }

    /// The people that a value names: ids or plain names, parted by `;`.
    pub(super) fn people(&self, value: &str) -> Vec<(Parts, Option<String>)> {
        let each = value
            .split(';')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        each.map(|name| self.person(name)).collect()
    }

    /// A name in parts, and the same in its own script where both are known.
    fn person(&self, value: &str) -> (Parts, Option<String>) {
        let called = self.names.get(value).map_or(value, String::as_str);
        let (name, script) = two_scripts(called);
        let parts = match self.bodies.iter().any(|body| body == value) {
            true => Parts::Whole(name.to_owned()),
            false => parts(name),
        };
        (parts, script.map(str::to_owned))
    }

    /// The title of the source that a value names, or the value itself.
    pub(super) fn title<'a>(&'a self, value: &'a str) -> &'a str {
        self.titles.get(value).map_or(value, String::as_str)
    }
}

/// The first name in Latin letters, without the bracket that tells the script. A romanisation (`[zh-Latn-pinyin]`) is
/// followed by the first name in another script; what the name became in other countries is not its own script.
fn called(card: CardRef<'_>) -> String {
    let parted = |name: String| match name.rsplit_once(" [") {
        Some((bare, tag)) if tag.ends_with(']') => (bare.trim().to_owned(), tag.contains("Latn")),
        _ => (name, false),
    };
    let names = card.all("name").map(|name| parted(even(&name.value())));
    let names: Vec<(String, bool)> = names.collect();
    let latin = names
        .iter()
        .find(|(name, _)| script_of(name) == Script::Latin);
    let other = names.iter().find(|(name, _)| has_own_script(name));
    match (latin, other) {
        (Some((latin, true)), Some((other, _))) => format!("{latin} {other}"),
        (Some((latin, false)), _) => latin.clone(),
        _ => names
            .first()
            .map_or_else(|| card.id().to_owned(), |(name, _)| name.clone()),
    }
}

fn has_own_script(name: &str) -> bool {
    !matches!(script_of(name), Script::Latin | Script::Other)
}

/// A romanised text and the same in its own script, which follows it: `Shi Zhe 師哲`. Without a second script, all of it.
pub(super) fn two_scripts(text: &str) -> (&str, Option<&str>) {
    let latin =
        |c: char| c.is_alphabetic() && script_of(c.encode_utf8(&mut [0; 4])) == Script::Latin;
    let after = text.char_indices().rfind(|(_, c)| latin(*c));
    let Some((at, c)) = after else {
        return (text, None);
    };
    let rest = &text[at + c.len_utf8()..];
    let Some(gap) = rest.find(|c: char| c.is_alphabetic()) else {
        return (text, None);
    };
    let start = rest[..gap]
        .rfind(' ')
        .map(|space| at + c.len_utf8() + space);
    match start {
        Some(start) if has_own_script(&text[start..]) => {
            (text[..start].trim_end(), Some(text[start..].trim()))
        }
        _ => (text, None),
    }
}

/// A romanised text with the same in its own script after it; both may be missing.
pub(super) fn joined(text: &str, script: &str) -> String {
    even(&format!("{text} {script}"))
}

/// The parts of a name, told by its form alone.
pub(super) fn parts(name: &str) -> Parts {
    let commas: Vec<&str> = name.split(',').map(str::trim).collect();
    match commas[..] {
        [family, given] if !family.is_empty() && !given.is_empty() => {
            return Parts::Parted(family.to_owned(), given.to_owned(), String::new());
        }
        [family, suffix, given]
            if !family.is_empty() && !suffix.is_empty() && !given.is_empty() =>
        {
            return Parts::Parted(family.to_owned(), given.to_owned(), suffix.to_owned());
        }
        [_] => {}
        _ => return Parts::Whole(name.to_owned()),
    }
    let family = family_name(name);
    let given = name
        .strip_suffix(family)
        .map(str::trim_end)
        .unwrap_or_default();
    let latin_or_cyrillic = matches!(script_of(name), Script::Latin | Script::Cyrillic);
    if given.is_empty() || !latin_or_cyrillic || is_of_body(name) {
        return Parts::Whole(name.to_owned());
    }
    Parts::Parted(family.to_owned(), given.to_owned(), String::new())
}

/// Whether words stand in it that names of people do not have.
fn is_of_body(name: &str) -> bool {
    let mut words = name.split(' ');
    words.any(|word| ["of", "for", "and", "the", "The", "on", "&"].contains(&word))
}

/// The words that a card has for a name in parts: such as give the same parts again.
///
/// `east_asian` is whether the work is in a language whose names begin with the family name.
pub(super) fn words(name: &Parts, east_asian: bool) -> String {
    let (family, given, suffix) = match name {
        Parts::Whole(name) => return even(&name.replace(';', ",")),
        Parts::Parted(family, given, suffix) => (
            even(&family.replace([';', ','], " ")),
            even(&given.replace([';', ','], " ")),
            even(&suffix.replace([';', ','], " ")),
        ),
    };
    if given.is_empty() || family.is_empty() {
        return even(&format!("{family} {given} {suffix}"));
    }
    if !suffix.is_empty() {
        return format!("{family}, {suffix}, {given}");
    }
    if !matches!(
        script_of(&family),
        Script::Latin | Script::Cyrillic | Script::Other
    ) {
        return format!("{family}{given}");
    }
    let first = format!("{family} {given}");
    if east_asian && family_name(&first) == family && parts(&first) == Parts::Whole(first.clone()) {
        return first;
    }
    let usual = format!("{given} {family}");
    match parts(&usual) == Parts::Parted(family.clone(), given.clone(), String::new()) {
        true => usual,
        false => format!("{family}, {given}"),
    }
}

/// Whether names in a language begin with the family name.
pub(super) fn is_east_asian(language: &str) -> bool {
    let base = language.split(['-', '_']).next().unwrap_or_default();
    ["zh", "ja", "ko", "vi"].contains(&base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_part_by_their_form() {
        let names = [
            "William Stueck",
            "Shi Zhe",
            "Henri de la Tour",
            "King, Jr., Martin",
            "Department of State",
            "師哲",
            "Tass",
        ];
        let parted: Vec<String> = names
            .map(|name| match parts(name) {
                Parts::Whole(name) => name,
                Parts::Parted(family, given, suffix) => format!("{family}/{given}/{suffix}"),
            })
            .into();
        insta::assert_snapshot!(parted.join(" | "), @"Stueck/William/ | Shi Zhe | de la Tour/Henri/ | King/Martin/Jr. | Department of State | 師哲 | Tass");
    }

    #[test]
    fn a_second_script_stands_apart() {
        assert_eq!(two_scripts("Shi Zhe 師哲"), ("Shi Zhe", Some("師哲")));
        assert_eq!(
            two_scripts("Zai lishi juren shenbian: huiyilu 在歷史巨人身邊"),
            ("Zai lishi juren shenbian: huiyilu", Some("在歷史巨人身邊"))
        );
        assert_eq!(two_scripts("師哲"), ("師哲", None));
        assert_eq!(two_scripts("DNA研究"), ("DNA研究", None));
        assert_eq!(two_scripts("War, 1950"), ("War, 1950", None));
    }

    #[test]
    fn a_family_name_that_form_does_not_show_keeps_its_comma() {
        let name =
            |family: &str, given: &str| Parts::Parted(family.into(), given.into(), String::new());
        assert_eq!(
            words(&name("García Márquez", "Gabriel"), false),
            "García Márquez, Gabriel"
        );
        assert_eq!(words(&name("Stueck", "William"), false), "William Stueck");
        assert_eq!(words(&name("Zhang", "Shuguang"), true), "Zhang Shuguang");
        assert_eq!(words(&name("師", "哲"), false), "師哲");
    }
}
