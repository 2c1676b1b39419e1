//! An essay as a Word document: real footnotes, styles that can be changed in one place, fonts for Chinese and Korean.

use super::{Block, Laid, Note, Piece, Terms, Words};
use crate::publish::zip::archive;
use std::fmt::Write;

/// The essay as the bytes of a `.docx` file: the same essay is the same bytes. `language` is the one it is written in
/// (BCP 47).
pub fn export(laid: &Laid, title: &str, language: &str) -> Vec<u8> {
    let bibliography = Terms::of(language).bibliography;
    let mut writer = Writer::default();
    writer.blocks(&laid.blocks, Manner::Body);
    if !laid.bibliography.is_empty() {
        writer.paragraph(
            "Heading2",
            "",
            &format!("<w:r><w:t>{}</w:t></w:r>", xml(bibliography)),
        );
        for entry in &laid.bibliography {
            let words: String = entry
                .iter()
                .map(|run| run_of(&Words::from(run.clone())))
                .collect();
            writer.paragraph("Bibliography", "", &words);
        }
    }
    let body = std::mem::take(&mut writer.out);
    let notes = writer.footnotes(&laid.notes);
    let document = format!(
        "{HEAD}<w:document {NAMES}><w:body>{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1418\" w:right=\"1418\" w:bottom=\"1418\" w:left=\"1418\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>"
    );
    let files = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", core(title, language)),
        ("word/document.xml", document),
        ("word/footnotes.xml", notes),
        ("word/styles.xml", styles(language)),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/numbering.xml", writer.numbering()),
        (
            "word/_rels/document.xml.rels",
            writer.relations(DOCUMENT_RELATIONS, &writer.of_body),
        ),
        (
            "word/_rels/footnotes.xml.rels",
            writer.relations("", &writer.of_notes),
        ),
    ];
    let files: Vec<(String, Vec<u8>)> = files
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .collect();
    archive(&files).expect("an essay is smaller than 4 GB")
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>\
<Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>\
<Override PartName=\"/word/footnotes.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
</Types>";

const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
</Relationships>";

const DOCUMENT_RELATIONS: &str = "\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>\
<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/>\
<Relationship Id=\"rId4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes\" Target=\"footnotes.xml\"/>";

/// The two footnotes that draw the line above the others are numbered 0 and 1; ours begin behind them.
const FIRST_NOTE: usize = 2;

const SETTINGS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:footnotePr><w:footnote w:id=\"0\"/><w:footnote w:id=\"1\"/></w:footnotePr>\
<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
</w:settings>";

/// Where a paragraph stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Body,
    Quotation,
    List { depth: usize, list: usize },
    Note,
}

#[derive(Default)]
struct Writer {
    out: String,
    of_body: Vec<String>,
    of_notes: Vec<String>,
    in_notes: bool,
    /// The first number of each list; `None` has no numbers.
    lists: Vec<Option<u64>>,
    depth: usize,
    /// Notes whose mark was written already: Word has one mark a note, so the next ones only show the number.
    marked: Vec<usize>,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block], manner: Manner) {
        for block in blocks {
            self.block(block, manner);
        }
    }

    fn block(&mut self, block: &Block, manner: Manner) {
        match block {
            Block::Heading(level, pieces) => {
                let words = self.pieces(pieces);
                self.paragraph(&format!("Heading{}", (*level).min(6)), "", &words);
            }
            Block::Paragraph(pieces) => {
                let words = self.pieces(pieces);
                self.in_manner(manner, &words);
            }
            Block::Quotation(blocks) => self.blocks(blocks, Manner::Quotation),
            Block::List(first, entries) => self.list(*first, entries),
            Block::Verbatim(text) => {
                for line in text.lines() {
                    let words = Words {
                        text: line.to_owned(),
                        code: true,
                        ..Words::default()
                    };
                    self.paragraph("Verbatim", "", &run_of(&words));
                }
            }
            Block::Rule => {
                let line = "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"auto\"/></w:pBdr>";
                self.paragraph("", line, "");
            }
        }
    }

    fn list(&mut self, first: Option<u64>, entries: &[Vec<Block>]) {
        self.lists.push(first);
        let list = self.lists.len();
        let depth = self.depth;
        self.depth += 1;
        for entry in entries {
            for (at, block) in entry.iter().enumerate() {
                match at {
                    0 => self.block(block, Manner::List { depth, list }),
                    _ => self.block(block, Manner::Quotation),
                }
            }
        }
        self.depth = depth;
    }

    fn in_manner(&mut self, manner: Manner, words: &str) {
        match manner {
            Manner::Body => self.paragraph("", "", words),
            Manner::Quotation => self.paragraph("Quote", "", words),
            Manner::Note => self.paragraph("FootnoteText", "", words),
            Manner::List { depth, list } => {
                let numbering = format!(
                    "<w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{list}\"/></w:numPr>",
                    depth.min(8)
                );
                self.paragraph("ListParagraph", &numbering, words);
            }
        }
    }

    fn paragraph(&mut self, style: &str, more: &str, words: &str) {
        let style = match style {
            "" => String::new(),
            style => format!("<w:pStyle w:val=\"{style}\"/>"),
        };
        let about = match (style.as_str(), more) {
            ("", "") => String::new(),
            _ => format!("<w:pPr>{style}{more}</w:pPr>"),
        };
        write!(self.out, "<w:p>{about}{words}</w:p>").expect("a string takes all");
    }

    fn pieces(&mut self, pieces: &[Piece]) -> String {
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Words(words) => out.push_str(&self.words(words)),
                Piece::Break => out.push_str("<w:r><w:br/></w:r>"),
                Piece::Mark(at) => out.push_str(&self.mark(*at)),
                Piece::Cards(..) | Piece::Label(_) => {}
            }
        }
        out
    }

    fn mark(&mut self, at: usize) -> String {
        if self.in_notes || self.marked.contains(&at) {
            let number = Words {
                text: (at + 1).to_string(),
                raised: true,
                ..Words::default()
            };
            return run_of(&number);
        }
        self.marked.push(at);
        format!(
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{}\"/></w:r>",
            at + FIRST_NOTE
        )
    }

    fn words(&mut self, words: &Words) -> String {
        let run = run_of(words);
        let Some(address) = &words.link else {
            return run;
        };
        let links = match self.in_notes {
            true => &mut self.of_notes,
            false => &mut self.of_body,
        };
        links.push(address.clone());
        format!(
            "<w:hyperlink r:id=\"link{}\">{run}</w:hyperlink>",
            links.len()
        )
    }

    fn footnotes(&mut self, notes: &[Note]) -> String {
        self.in_notes = true;
        self.out = format!(
            "{HEAD}<w:footnotes {NAMES}>\
             <w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
             <w:footnote w:type=\"continuationSeparator\" w:id=\"1\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
        );
        for (at, note) in notes.iter().enumerate() {
            self.footnote(at, note);
        }
        self.out.push_str("</w:footnotes>");
        std::mem::take(&mut self.out)
    }

    fn footnote(&mut self, at: usize, note: &Note) {
        write!(self.out, "<w:footnote w:id=\"{}\">", at + FIRST_NOTE).expect("a string takes all");
        let sign = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>\
                    <w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";
        let mut rest = &note.blocks[..];
        match rest.first() {
            Some(Block::Paragraph(pieces)) => {
                let words = self.pieces(pieces);
                self.in_manner(Manner::Note, &format!("{sign}{words}"));
                rest = &rest[1..];
            }
            _ => self.in_manner(Manner::Note, sign),
        }
        self.blocks(rest, Manner::Note);
        self.out.push_str("</w:footnote>");
    }

    fn numbering(&self) -> String {
        let mut out = format!("{HEAD}<w:numbering {NAMES}>");
        for (at, first) in self.lists.iter().enumerate() {
            let id = at + 1;
            write!(out, "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>")
                .expect("a string takes all");
            for level in 0..9 {
                let (kind, text) = match first {
                    Some(_) => ("decimal", format!("%{}.", level + 1)),
                    None => ("bullet", "\u{2022}".to_owned()),
                };
                let left = 720 * (level + 1);
                write!(
                    out,
                    "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"{}\"/><w:numFmt w:val=\"{kind}\"/><w:lvlText w:val=\"{text}\"/>\
                     <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"360\"/></w:pPr></w:lvl>",
                    first.unwrap_or(1)
                )
                .expect("a string takes all");
            }
            out.push_str("</w:abstractNum>");
        }
        for id in 1..=self.lists.len() {
            write!(
                out,
                "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{id}\"/></w:num>"
            )
            .expect("a string takes all");
        }
        out + "</w:numbering>"
    }

    fn relations(&self, own: &str, links: &[String]) -> String {
        let mut out = format!(
            "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{own}"
        );
        for (at, address) in links.iter().enumerate() {
            write!(
                out,
                "<Relationship Id=\"link{}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" \
                 Target=\"{}\" TargetMode=\"External\"/>",
                at + 1,
                xml(address)
            )
            .expect("a string takes all");
        }
        out + "</Relationships>"
    }
}

/// Words as a run of Word's.
fn run_of(words: &Words) -> String {
    let mut manner = String::new();
    if words.link.is_some() {
        manner.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
    } else if words.code {
        manner.push_str("<w:rStyle w:val=\"VerbatimLetters\"/>");
    }
    manner.push_str(fonts(&words.text));
    for (is, sign) in [
        (words.bold, "<w:b/>"),
        (words.italic, "<w:i/>"),
        (words.small_capitals, "<w:smallCaps/>"),
        (words.raised, "<w:vertAlign w:val=\"superscript\"/>"),
    ] {
        if is {
            manner.push_str(sign);
        }
    }
    manner.push_str(tongue(&words.text));
    let about = match manner.as_str() {
        "" => String::new(),
        manner => format!("<w:rPr>{manner}</w:rPr>"),
    };
    format!(
        "<w:r>{about}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
        xml(&words.text)
    )
}

/// The script of words in Han, kana or Hangul, by its surest sign; `None` for all others.
fn script(text: &str) -> Option<&'static str> {
    let is_hangul = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}');
    let is_kana = |c: char| matches!(c, '\u{3040}'..='\u{30ff}');
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    if text.contains(is_hangul) {
        Some("ko")
    } else if text.contains(is_kana) {
        Some("ja")
    } else {
        text.contains(is_han).then_some("zh")
    }
}

/// Fonts for words in Hangul or kana; all others have those of the document.
fn fonts(text: &str) -> &'static str {
    match script(text) {
        Some("ko") => "<w:rFonts w:eastAsia=\"Batang\"/>",
        Some("ja") => "<w:rFonts w:eastAsia=\"MS Mincho\"/>",
        _ => "",
    }
}

fn tongue(text: &str) -> &'static str {
    match script(text) {
        Some("ko") => "<w:lang w:eastAsia=\"ko-KR\"/>",
        Some("ja") => "<w:lang w:eastAsia=\"ja-JP\"/>",
        _ => "",
    }
}

fn styles(language: &str) -> String {
    let (font, east) = match language.get(..2) {
        Some("ko") => ("Batang", "ko-KR"),
        Some("ja") => ("MS Mincho", "ja-JP"),
        _ => ("SimSun", "zh-CN"),
    };
    let mut out = format!(
        "{HEAD}<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"{font}\" w:cs=\"Times New Roman\"/>\
         <w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/><w:lang w:val=\"{}\" w:eastAsia=\"{east}\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"320\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>",
        xml(language)
    );
    for level in 1..=6 {
        let size = [36, 30, 26, 24, 24, 24][level - 1];
        write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"320\" w:after=\"120\"/><w:outlineLvl w:val=\"{}\"/></w:pPr>\
             <w:rPr><w:b/><w:sz w:val=\"{size}\"/></w:rPr></w:style>",
            level - 1
        )
        .expect("a string takes all");
    }
    out.push_str(
        "<w:style w:type=\"paragraph\" w:styleId=\"Quote\"><w:name w:val=\"Quote\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:ind w:left=\"567\" w:right=\"567\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"ListParagraph\"><w:name w:val=\"List Paragraph\"/><w:basedOn w:val=\"Normal\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Bibliography\"><w:name w:val=\"Bibliography\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:ind w:left=\"567\" w:hanging=\"567\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Verbatim\"><w:name w:val=\"Verbatim\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:after=\"0\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"FootnoteText\"><w:name w:val=\"footnote text\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"7A2A20\"/><w:u w:val=\"single\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"VerbatimLetters\"><w:name w:val=\"Verbatim Letters\"/><w:rPr><w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/><w:sz w:val=\"21\"/></w:rPr></w:style>\
         </w:styles>",
    );
    out
}

fn core(title: &str, language: &str) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>",
        xml(title),
        xml(language)
    )
}

/// Letters as XML has them: its signs escaped, what XML cannot hold left out.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
