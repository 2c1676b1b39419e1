//! The numbers that Word prints on notes and pages.

use super::super::signs::{Style, printed};
use super::super::xml::Element;
use super::parts::Parts;

/// Numbering of footnotes, endnotes and pages, section by section.
#[derive(Debug)]
pub(super) struct Numbering {
    sections: Vec<Section>,
    section: usize,
    page: u32,
    footnotes: u32,
    endnotes: u32,
    /// Whether a number was given since the last restart.
    begun: [bool; 2],
}

/// What one section says of its numbers.
#[derive(Clone, Copy, Debug, Default)]
struct Section {
    footnotes: Rule,
    endnotes: Rule,
    page_start: Option<u32>,
    page_style: Style,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Rule {
    style: Style,
    start: u32,
    restart: Restart,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Restart {
    #[default]
    Never,
    Section,
    Page,
}

impl Numbering {
    /// Reads the settings and the properties of all sections.
    pub(super) fn of(parts: &Parts) -> Numbering {
        let mut whole = Section {
            footnotes: Rule {
                start: 1,
                ..Rule::default()
            },
            endnotes: Rule {
                start: 1,
                style: Style::LowerRoman,
                ..Rule::default()
            },
            ..Section::default()
        };
        if let Some(settings) = &parts.settings {
            whole.take(settings.root());
        }
        let properties = parts.document.root().descendants();
        let properties = properties.filter(|e| e.name() == "sectPr");
        let mut sections: Vec<Section> = properties
            .map(|section| {
                let mut own = whole;
                own.take(section);
                own
            })
            .collect();
        if sections.is_empty() {
            sections.push(whole);
        }
        Numbering {
            page: sections[0].page_start.unwrap_or(1),
            sections,
            section: 0,
            footnotes: 0,
            endnotes: 0,
            begun: [false; 2],
        }
    }

    /// The number of the next footnote.
    pub(super) fn next_footnote(&mut self) -> String {
        let rule = self.here().footnotes;
        let number = next(&mut self.footnotes, &mut self.begun[0], rule);
        printed(number, rule.style)
    }

    /// The number of the next endnote.
    pub(super) fn next_endnote(&mut self) -> String {
        let rule = self.here().endnotes;
        let number = next(&mut self.endnotes, &mut self.begun[1], rule);
        printed(number, rule.style)
    }

    /// A section ends here.
    pub(super) fn end_section(&mut self) {
        self.section = (self.section + 1).min(self.sections.len() - 1);
        let here = self.here();
        if here.footnotes.restart == Restart::Section {
            self.begun[0] = false;
        }
        if here.endnotes.restart == Restart::Section {
            self.begun[1] = false;
        }
        if let Some(start) = here.page_start {
            // The page turn that follows counts on from here.
            self.page = start.saturating_sub(1);
        }
    }

    /// A page ends here. Returns the label of the next.
    pub(super) fn turn_page(&mut self) -> String {
        self.page = self.page.saturating_add(1);
        if self.here().footnotes.restart == Restart::Page {
            self.begun[0] = false;
        }
        self.page_label()
    }

    /// The label of the page.
    pub(super) fn page_label(&self) -> String {
        printed(self.page, self.here().page_style)
    }

    fn here(&self) -> Section {
        self.sections[self.section]
    }
}

fn next(count: &mut u32, begun: &mut bool, rule: Rule) -> u32 {
    *count = match *begun {
        true => count.saturating_add(1),
        false => rule.start,
    };
    *begun = true;
    *count
}

impl Section {
    /// Takes what `properties` say; what they are silent on stays.
    fn take(&mut self, properties: Element<'_>) {
        for element in properties.elements() {
            match element.name() {
                "footnotePr" => self.footnotes.take(element),
                "endnotePr" => self.endnotes.take(element),
                "pgNumType" => {
                    let start = element.attr("start").and_then(|n| n.parse().ok());
                    self.page_start = start.or(self.page_start);
                    if let Some(format) = element.attr("fmt") {
                        self.page_style = style(&format);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Rule {
    fn take(&mut self, properties: Element<'_>) {
        for element in properties.elements() {
            let value = element.attr("val").unwrap_or_default();
            match element.name() {
                "numFmt" => self.style = style(&value),
                "numStart" => self.start = value.parse().unwrap_or(self.start),
                "numRestart" => {
                    self.restart = match value.as_ref() {
                        "eachSect" => Restart::Section,
                        "eachPage" => Restart::Page,
                        _ => Restart::Never,
                    }
                }
                _ => {}
            }
        }
    }
}

fn style(format: &str) -> Style {
    match format {
        "lowerRoman" => Style::LowerRoman,
        "upperRoman" => Style::UpperRoman,
        "lowerLetter" => Style::LowerLetter,
        "upperLetter" => Style::UpperLetter,
        "chicago" => Style::Signs,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Style::Circled,
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "koreanDigital2" => Style::Chinese,
        _ => Style::Decimal,
    }
}
