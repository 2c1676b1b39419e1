//! What bytes are that are no text and of no format that is read, told by how they begin.

/// Bytes of a known kind that no opener reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seems {
    /// What they look like, with its article ("a PNG image").
    pub what: &'static str,
    /// Where the kind has its own way to a text: what to do.
    pub mending: &'static str,
    /// Whether it is a picture of pages, in which letters can be recognised.
    pub scan: bool,
}

/// What `bytes` seem to be; `None` when they begin as no kind in the table.
pub fn seems(bytes: &[u8]) -> Option<Seems> {
    let begins = |(at, sign, ..): &&Row| {
        let from = bytes.get(*at..).unwrap_or(&[]);
        let fits = |(byte, wanted): (&u8, &u8)| *wanted == ANY || byte == wanted;
        from.len() >= sign.len() && from.iter().zip(*sign).all(fits)
    };
    let (_, _, what, way) = TABLE.iter().find(begins)?;
    Some(Seems {
        what,
        mending: way.mending(),
        scan: matches!(way, Way::Scan | Way::Picture),
    })
}

/// What to do about what `seems` says; empty for what is not in the table.
pub fn mending_of(seems: &str) -> &'static str {
    let row = TABLE.iter().find(|(_, _, what, _)| *what == seems);
    row.map_or("", |(_, _, _, way)| way.mending())
}

/// The way from a kind of file to its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// A picture that Tesseract opens.
    Scan,
    /// A picture that has to be made a PNG first.
    Picture,
    /// Made by a program that can save it as something that is read.
    Resave,
    /// Holds other files.
    Unpack,
    /// A book for a reading device.
    Book,
    /// Sound or film.
    Transcribe,
    /// Nothing to read.
    None,
}

impl Way {
    fn mending(self) -> &'static str {
        match self {
            Way::Scan => {
                "have its letters recognised (`kaozheng read` does it where Tesseract is installed), or type its text into a file beside it with .text added to the name"
            }
            Way::Picture => {
                "save it as PNG, so that its letters can be recognised, or type its text into a file beside it with .text added to the name"
            }
            Way::Resave => {
                "open it in the program that made it, or in LibreOffice, and save it as DOCX, ODT or PDF"
            }
            Way::Unpack => "unpack it and read the files inside",
            Way::Book => "convert it to EPUB (Calibre does) and read that",
            Way::Transcribe => "write down what is said in it and read that text",
            Way::None => "leave it out; there is no text in it to be read",
        }
    }
}

/// Where the sign stands, the sign, what has it, and the way from there to a text. The first row that fits is taken.
type Row = (usize, &'static [u8], &'static str, Way);

/// A byte of a sign that may be any.
const ANY: u8 = b'?';

const TABLE: &[Row] = &[
    (0, b"%PDF", "a PDF", Way::Resave),
    (0, b"\x89PNG", "a PNG image", Way::Scan),
    (0, b"\xff\xd8\xff", "a JPEG image", Way::Scan),
    (0, b"II*\0", "a TIFF image", Way::Scan),
    (0, b"MM\0*", "a TIFF image", Way::Scan),
    (0, b"II+\0", "a TIFF image", Way::Scan),
    (0, b"MM\0+", "a TIFF image", Way::Scan),
    (0, b"GIF8", "a GIF image", Way::Scan),
    (0, b"RIFF????WEBP", "a WebP image", Way::Scan),
    (0, b"BM????\0\0\0\0", "a BMP image", Way::Scan),
    (0, b"\0\0\0\x0cjP  ", "a JPEG 2000 image", Way::Picture),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 image", Way::Picture),
    (4, b"ftyphei", "an HEIC photograph", Way::Picture),
    (4, b"ftypmif1", "an HEIC photograph", Way::Picture),
    (4, b"ftypavif", "an AVIF image", Way::Picture),
    (0, b"AT&TFORM", "a DjVu scan", Way::Picture),
    (0, b"8BPS", "a Photoshop image", Way::Picture),
    (0, b"\x97JB2\r\n", "a JBIG2 image", Way::Picture),
    (0, b"PK\x03\x04", "a zip archive", Way::Unpack),
    (
        0,
        b"PK\x05\x06",
        "a zip archive with nothing in it",
        Way::None,
    ),
    (0, b"\x1f\x8b", "a gzip archive", Way::Unpack),
    (0, b"BZh?1AY&SY", "a bzip2 archive", Way::Unpack),
    (0, b"\xfd7zXZ\0", "an xz archive", Way::Unpack),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", Way::Unpack),
    (0, b"Rar!\x1a\x07", "a RAR archive", Way::Unpack),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive", Way::Unpack),
    (257, b"ustar", "a tar archive", Way::Unpack),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office document (DOC, XLS, PPT or HWP)",
        Way::Resave,
    ),
    (
        0,
        b"\xd0\xcf\x11\xe0",
        "an old Office document (DOC, XLS, PPT or HWP)",
        Way::Resave,
    ),
    (
        0,
        b"HWP Document File",
        "an old Hangul document (HWP)",
        Way::Resave,
    ),
    (0, b"{\\rtf", "a rich text (RTF) document", Way::Resave),
    (0, b"\xffWPC", "a WordPerfect document", Way::Resave),
    (0, b"\xdb\xa5-\0", "an old Word document", Way::Resave),
    (0, b"\x31\xbe\0\0", "a Windows Write document", Way::Resave),
    (0, b"%!PS", "a PostScript document", Way::Resave),
    (0, b"\xc5\xd0\xd3\xc6", "a PostScript document", Way::Resave),
    (60, b"BOOKMOBI", "a Kindle book", Way::Book),
    (60, b"TEXtREAd", "a Palm book", Way::Book),
    (0, b"ITSF\x03\0", "a Windows help file (CHM)", Way::Book),
    (0, b"ITOLITLS", "a Microsoft Reader book", Way::Book),
    (0, b"!BDN", "an Outlook mailbox", Way::Resave),
    (0, b"SQLite format 3\0", "a SQLite database", Way::Resave),
    (4, b"Standard Jet DB", "an Access database", Way::Resave),
    (4, b"Standard ACE DB", "an Access database", Way::Resave),
    (0, b"ID3?\0", "a sound recording", Way::Transcribe),
    (0, b"\xff\xfb", "a sound recording", Way::Transcribe),
    (0, b"OggS", "a sound recording", Way::Transcribe),
    (0, b"fLaC", "a sound recording", Way::Transcribe),
    (0, b"RIFF????WAVE", "a sound recording", Way::Transcribe),
    (0, b"RIFF????AVI ", "a film", Way::Transcribe),
    (4, b"ftyp", "a film or sound recording", Way::Transcribe),
    (0, b"\x1a\x45\xdf\xa3", "a film", Way::Transcribe),
    (0, b"\0\0\x01\xba", "a film", Way::Transcribe),
    (0, b"wOFF\0", "a font", Way::None),
    (0, b"wOF2\0", "a font", Way::None),
    (0, b"OTTO\0", "a font", Way::None),
    (0, b"\0\x01\0\0\0", "a font", Way::None),
    (0, b"\x7fELF", "a program", Way::None),
    (0, b"MZ\x90\0", "a program", Way::None),
    (0, b"\xcf\xfa\xed\xfe", "a program", Way::None),
    (0, b"\xca\xfe\xba\xbe", "a program", Way::None),
    (0, b"\0asm", "a program", Way::None),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8]) -> String {
        seems(bytes).map_or("?".to_owned(), |seems| {
            let scan = if seems.scan { ", a scan" } else { "" };
            format!("{}{scan}: {}", seems.what, seems.mending)
        })
    }

    #[test]
    fn kinds_are_told_by_their_first_bytes() {
        insta::assert_snapshot!(check(b"\x89PNG\r\n\x1a\n"), @"a PNG image, a scan: have its letters recognised (`kaozheng read` does it where Tesseract is installed), or type its text into a file beside it with .text added to the name");
        insta::assert_snapshot!(check(b"RIFF\x10\0\0\0WAVEfmt "), @"a sound recording: write down what is said in it and read that text");
        insta::assert_snapshot!(check(b"\0\0\0\x18ftypheic"), @"an HEIC photograph, a scan: save it as PNG, so that its letters can be recognised, or type its text into a file beside it with .text added to the name");
        insta::assert_snapshot!(check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), @"an old Office document (DOC, XLS, PPT or HWP): open it in the program that made it, or in LibreOffice, and save it as DOCX, ODT or PDF");
        insta::assert_snapshot!(check(b"ordinary words"), @"?");
    }

    #[test]
    fn every_sign_of_the_table_is_reached_by_its_own_kind() {
        for (at, sign, what, _) in TABLE {
            let mut bytes = vec![b' '; *at];
            bytes.extend_from_slice(sign);
            let seen = seems(&bytes).map(|seems| seems.what);
            assert_eq!(seen, Some(*what), "a row above hides {what}");
            assert!(!mending_of(what).is_empty());
        }
    }
}
