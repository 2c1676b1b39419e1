//! Notes made from labelled references: the same works, cited as notes of several habits cite them, with signals,
//! remarks and short forms, since labelled notes are few.

use crate::random::Random;
use crate::rows::Labelled;

/// How many notes are made.
const NOTES: usize = 7000;

/// Notes made from the references among `rows`.
pub(crate) fn notes(rows: &[Labelled]) -> Vec<Labelled> {
    let sets = ["anystyle", "anystyle-extra", "grobid"];
    let works: Vec<Work> = rows
        .iter()
        .filter(|row| sets.contains(&row.set))
        .filter_map(Work::of)
        .collect();
    let mut random = Random::new(1950);
    if works.is_empty() {
        return Vec::new();
    }
    (0..NOTES)
        .map(|nth| note(nth, &works, &mut random))
        .collect()
}

/// The parts of a labelled reference that notes are made of.
struct Work {
    author: String,
    title: String,
    year: String,
    container: Option<String>,
    editor: Option<String>,
    volume: Option<String>,
    issue: Option<String>,
    pages: Option<String>,
    place: Option<String>,
    publisher: Option<String>,
}

impl Work {
    fn of(row: &Labelled) -> Option<Work> {
        let field = |name: &str| {
            let found = row.fields.iter().find(|(label, ..)| label == name);
            found
                .map(|(_, start, end)| row.text[*start..*end].to_owned())
                .filter(|words| words.len() < 200)
        };
        let year = field("issued")?;
        let digits: String = year.chars().filter(char::is_ascii_digit).collect();
        Some(Work {
            author: field("author")?,
            title: field("title")?,
            year: (digits.len() == 4).then_some(digits)?,
            container: field("container-title"),
            editor: field("editor"),
            volume: field("volume"),
            issue: field("issue"),
            pages: field("page"),
            place: field("publisher-place"),
            publisher: field("publisher"),
        })
    }

    fn family(&self) -> &str {
        let first = self.author.split([';', '&']).next().unwrap_or(&self.author);
        let first = first.split(" and ").next().unwrap_or(first);
        let name = match first.split_once(',') {
            Some((family, _)) => family,
            None => first.rsplit(' ').next().unwrap_or(first),
        };
        name.trim_matches(|c: char| !c.is_alphabetic())
    }
}

/// A note being written.
#[derive(Default)]
struct Page {
    text: String,
    fields: Vec<(String, usize, usize)>,
    citations: Vec<(usize, usize)>,
}

impl Page {
    fn say(&mut self, words: &str) -> &mut Page {
        self.text.push_str(words);
        self
    }

    fn put(&mut self, label: &str, words: &str) -> &mut Page {
        let start = self.text.len();
        self.text.push_str(words);
        self.fields.push((label.to_owned(), start, self.text.len()));
        self
    }

    /// `before`, the field and `after`, if the work has it.
    fn part(
        &mut self,
        before: &str,
        label: &str,
        words: Option<&String>,
        after: &str,
    ) -> &mut Page {
        if let Some(words) = words {
            self.say(before).put(label, words).say(after);
        }
        self
    }
}

/// The words of one language.
struct Tongue {
    signals: &'static [&'static str],
    more: &'static [&'static str],
    remarks: &'static [&'static str],
    full: &'static [fn(&mut Page, &Work, &mut Random)],
    short: &'static [fn(&mut Page, &Work, &mut Random)],
}

const ENGLISH: Tongue = Tongue {
    signals: &[
        "See",
        "See also",
        "Cf.",
        "Compare",
        "See, for example,",
        "See generally",
        "For a different view, see",
        "But see",
        "See especially",
        "For the earlier debate, see",
        "For example,",
        "On this point see",
    ],
    more: &[
        "; ",
        "; see also ",
        ". See also ",
        "; compare ",
        " and ",
        "; ",
        ". ",
        "; cf. ",
    ],
    remarks: &[
        "The point was first made in a lecture and has been disputed since",
        "No copy of the second draft has come to light",
        "This view was not shared by the members from the provinces",
        "The figures are those of the second census",
        "I owe this reference to a colleague at the archive",
        "The wording differs slightly in the printed version",
        "The author would later withdraw the claim",
        "The same holds for the years before the war, though the evidence is thin",
    ],
    full: &[law, law, chicago, chicago, plain, french_like],
    short: &[op_cit, op_cit, id, above, short_title, ibid],
};

const GERMAN: Tongue = Tongue {
    signals: &[
        "Vgl.",
        "Vgl. auch",
        "Siehe",
        "Siehe auch",
        "So auch",
        "Vgl. hierzu",
        "Anders",
        "Grundlegend",
        "Dazu ausführlich",
        "Vgl. etwa",
        "Zum Folgenden",
    ],
    more: &[
        "; ",
        "; vgl. auch ",
        ". Siehe auch ",
        " und ",
        "; ",
        ", ebenso ",
        " sowie ",
    ],
    remarks: &[
        "Die Zahlen beruhen auf der zweiten Erhebung",
        "Das Protokoll ist nicht erhalten",
        "Diese Deutung ist seither mehrfach bestritten worden",
        "Der Wortlaut weicht in der gedruckten Fassung leicht ab",
        "Auf die Einzelheiten kann hier nicht eingegangen werden",
        "Dies gilt auch für die Jahre vor dem Krieg",
    ],
    full: &[german, german, german_year, german_year, chicago],
    short: &[ebenda, anm, german_year, german_year],
};

const FRENCH: Tongue = Tongue {
    signals: &[
        "Voir",
        "Voir aussi",
        "Cf.",
        "Sur ce point, voir",
        "Voir par exemple",
        "Contra,",
    ],
    more: &[
        "; ",
        " ; ",
        "; voir aussi ",
        ". Voir également ",
        " et ",
        "; cf. ",
    ],
    remarks: &[
        "Le texte de la seconde version n’a pas été retrouvé",
        "Cette lecture a été contestée depuis",
        "Les chiffres sont ceux du second recensement",
        "L’auteur reviendra plus tard sur ce jugement",
    ],
    full: &[french_like, french_like, plain],
    short: &[op_cit_french, ibid],
};

fn note(nth: usize, works: &[Work], random: &mut Random) -> Labelled {
    let tongue = *random.one(&[&ENGLISH, &ENGLISH, &ENGLISH, &GERMAN, &GERMAN, &FRENCH]);
    let mut page = Page::default();
    if random.below(4) > 0 {
        let number = (random.below(180) + 1).to_string();
        page.say(&number).say(random.word(&[" ", " ", ". ", ") "]));
    }
    if random.below(6) == 0 {
        page.put("note", random.word(tongue.remarks)).say(". ");
    }
    if random.below(3) == 0 {
        page.put(
            "x-signal",
            random.word(tongue.signals).trim_end_matches(','),
        )
        .say(random.word(&[" ", " ", " ", ": "]));
    }
    let works_cited = *random.one(&[1, 1, 1, 1, 2, 2, 3]);
    for more in 0..works_cited {
        if more > 0 {
            join(&mut page, tongue, random);
        }
        let start = page.text.len();
        let forms = if random.below(3) == 0 {
            tongue.short
        } else {
            tongue.full
        };
        let (form, work) = (*random.one(forms), random.one(works));
        form(&mut page, work, random);
        let end = page.text.len();
        page.citations.push((start, end));
    }
    if random.below(7) == 0 {
        page.say(". ").put("note", random.word(tongue.remarks));
    }
    page.say(random.word(&[".", ".", ".", ""]));
    Labelled {
        set: "made",
        id: format!("made-{nth}"),
        text: page.text,
        fields: page.fields,
        citations: page.citations,
    }
}

/// Parts two citations; a word that joins them is a signal.
fn join(page: &mut Page, tongue: &Tongue, random: &mut Random) {
    let between = random.word(tongue.more);
    let word = between
        .trim_matches(|c: char| !c.is_alphabetic() && c != '.')
        .trim_start_matches(['.', ' ']);
    match between.find(word).filter(|_| !word.is_empty()) {
        Some(at) => {
            page.say(&between[..at])
                .put("x-signal", word.trim_end_matches('.'))
                .say(&between[at + word.trim_end_matches('.').len()..]);
        }
        None => {
            page.say(between);
        }
    }
}

/// A place in a work.
fn pinpoint(random: &mut Random) -> String {
    let from = random.below(480) + 1;
    match random.below(5) {
        0 => format!("{from}–{}", from + random.below(30) + 1),
        1 => format!("{from}-{}", from % 100 + 1),
        _ => from.to_string(),
    }
}

fn law(page: &mut Page, work: &Work, random: &mut Random) {
    page.put("author", &work.author).say(", ");
    match (&work.container, &work.volume) {
        (Some(container), Some(volume)) => {
            page.say("‘")
                .put("title", &work.title)
                .say("’ (")
                .put("issued", &work.year)
                .say(") ")
                .put("volume", volume)
                .say(" ")
                .put("container-title", container)
                .part(" ", "page", work.pages.as_ref(), "");
            if random.below(3) == 0 {
                page.say(", ").put("locator", &pinpoint(random));
            }
        }
        (Some(container), None) => {
            page.say("‘")
                .put("title", &work.title)
                .say("’ in ")
                .put("container-title", container)
                .part(", ed. ", "editor", work.editor.as_ref(), "")
                .say(" (")
                .put("issued", &work.year)
                .say(")")
                .part(" ", "page", work.pages.as_ref(), "");
        }
        _ => {
            page.put("title", &work.title).say(" (");
            if random.below(5) == 0 {
                page.put(
                    "edition",
                    random.word(&["2nd ed", "3rd ed", "4th ed", "rev. ed"]),
                )
                .say("., ");
            }
            page.put("issued", &work.year).say(")");
            if random.below(4) > 0 {
                page.say(" ").put("locator", &pinpoint(random));
            }
        }
    }
}

fn chicago(page: &mut Page, work: &Work, random: &mut Random) {
    page.put("author", &work.author).say(", ");
    if let Some(container) = &work.container {
        page.say("“").put("title", &work.title).say(",” ");
        if work.volume.is_none() {
            page.say("in ");
        }
        page.put("container-title", container)
            .part(" ", "volume", work.volume.as_ref(), "")
            .part(", no. ", "issue", work.issue.as_ref(), "")
            .say(" (")
            .put("issued", &work.year)
            .say(")")
            .part(": ", "page", work.pages.as_ref(), "");
        return;
    }
    page.put("title", &work.title)
        .say(" (")
        .part("", "publisher-place", work.place.as_ref(), ": ")
        .part("", "publisher", work.publisher.as_ref(), ", ")
        .put("issued", &work.year)
        .say(")");
    if random.below(3) > 0 {
        page.say(", ").put(
            "locator",
            &format!("{}{}", random.word(&["", "p. ", "pp. "]), pinpoint(random)),
        );
    }
}

fn plain(page: &mut Page, work: &Work, random: &mut Random) {
    page.put("author", &work.author)
        .say(", ")
        .put("title", &work.title);
    page.part(", ", "container-title", work.container.as_ref(), "")
        .part(", vol. ", "volume", work.volume.as_ref(), "")
        .part(", ", "publisher-place", work.place.as_ref(), "")
        .say(", ")
        .put("issued", &work.year);
    if random.below(3) > 0 {
        page.say(", ")
            .put("locator", &format!("p. {}", pinpoint(random)));
    }
}

fn french_like(page: &mut Page, work: &Work, random: &mut Random) {
    page.put("author", &work.author).say(", ");
    match &work.container {
        Some(container) => {
            page.say("« ")
                .put("title", &work.title)
                .say(" », ")
                .put("container-title", container)
                .part(", vol. ", "volume", work.volume.as_ref(), "")
                .part(", n° ", "issue", work.issue.as_ref(), "")
                .say(", ")
                .put("issued", &work.year)
                .part(", p. ", "page", work.pages.as_ref(), "");
        }
        None => {
            page.put("title", &work.title)
                .part(", ", "publisher-place", work.place.as_ref(), "")
                .part(", ", "publisher", work.publisher.as_ref(), "")
                .say(", ")
                .put("issued", &work.year)
                .say(", ")
                .put("locator", &format!("p. {}", pinpoint(random)));
        }
    }
}

fn german(page: &mut Page, work: &Work, random: &mut Random) {
    page.put("author", &work.author)
        .say(random.word(&[", ", ": "]))
        .put("title", &work.title);
    match &work.container {
        Some(container) => {
            page.say(", in: ")
                .put("container-title", container)
                .part(" ", "volume", work.volume.as_ref(), "")
                .say(" (")
                .put("issued", &work.year)
                .say(")")
                .part(", S. ", "page", work.pages.as_ref(), "");
        }
        None => {
            page.say(", ")
                .part("", "publisher-place", work.place.as_ref(), " ")
                .put("issued", &work.year)
                .say(", ")
                .put(
                    "locator",
                    &format!("S. {}{}", pinpoint(random), random.word(&["", " ff", " f"])),
                );
        }
    }
}

fn german_year(page: &mut Page, work: &Work, random: &mut Random) {
    page.put("author", work.family())
        .say(" ")
        .put("issued", &work.year);
    if random.below(4) > 0 {
        page.say(", ").put(
            "locator",
            &format!(
                "S. {}{}",
                pinpoint(random),
                random.word(&["", "", " ff", " f"])
            ),
        );
    }
}

fn op_cit(page: &mut Page, work: &Work, random: &mut Random) {
    page.put("author", work.family())
        .say(", ")
        .put(
            "x-ref-op-cit",
            random.word(&["op. cit", "loc. cit", "op. cit", "supra"]),
        )
        .say(random.word(&[", ", "., "]));
    page.put(
        "x-ref-footnote",
        &format!(
            "{} {}",
            random.word(&["n.", "note", "n."]),
            random.below(150) + 1
        ),
    );
    if random.below(2) == 0 {
        page.say(", ")
            .put("locator", &format!("p. {}", pinpoint(random)));
    }
}

fn op_cit_french(page: &mut Page, work: &Work, random: &mut Random) {
    page.put("author", &work.author)
        .say(", ")
        .put(
            "x-ref-op-cit",
            random.word(&["op. cit", "art. cit", "loc. cit"]),
        )
        .say("., ")
        .put("locator", &format!("p. {}", pinpoint(random)));
}

fn id(page: &mut Page, work: &Work, random: &mut Random) {
    if random.below(2) == 0 {
        page.put("author", work.family()).say(", ");
    }
    page.put("x-ref-op-cit", random.word(&["id", "Id", "idem"]))
        .say("., ")
        .put("locator", &format!("p. {}", pinpoint(random)));
}

fn ibid(page: &mut Page, _work: &Work, random: &mut Random) {
    page.put("x-ref-op-cit", random.word(&["Ibid", "ibid", "Ibidem"]))
        .say("., ")
        .put(
            "locator",
            &format!("{}{}", random.word(&["", "p. ", "pp. "]), pinpoint(random)),
        );
}

fn ebenda(page: &mut Page, _work: &Work, random: &mut Random) {
    page.put(
        "x-ref-op-cit",
        random.word(&["Ebd", "Ebenda", "ebd", "Ebd", "Ders", "a.a.O"]),
    )
    .say(random.word(&[", ", "., "]))
    .put("locator", &format!("S. {}", pinpoint(random)));
}

fn anm(page: &mut Page, work: &Work, random: &mut Random) {
    page.put("author", work.family())
        .say(random.word(&[" ", ", "]))
        .say("(")
        .put(
            "x-ref-footnote",
            &format!(
                "{} {}",
                random.word(&["wie Anm.", "Fn.", "Anm."]),
                random.below(150) + 1
            ),
        )
        .say("), ")
        .put("locator", &format!("S. {}", pinpoint(random)));
}

fn above(page: &mut Page, _work: &Work, random: &mut Random) {
    page.put(
        "x-ref-footnote",
        &format!(
            "{} {}",
            random.word(&["Above, n.", "See note", "Supra note", "above n."]),
            random.below(150) + 1
        ),
    );
}

fn short_title(page: &mut Page, work: &Work, random: &mut Random) {
    let title = work
        .title
        .split([':', '.', ','])
        .next()
        .unwrap_or(&work.title);
    page.put("author", work.family())
        .say(", ")
        .put("title", title)
        .say(", ")
        .put("locator", &pinpoint(random));
}
