//! Zip archives, as DOCX, ODT and EPUB are: the list of parts, and each part unpacked within hard limits.
//!
//! Nothing is trusted: sizes are counted while unpacking, names are names and never paths of a disk, and an archive
//! whose table of contents was cut off is read part by part from the front.

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use std::cell::Cell;
use std::fmt;

/// Most parts that an archive may hold.
pub const MOST_PARTS: usize = 20_000;

/// Largest part that is unpacked, in bytes.
pub const LARGEST_PART: usize = 256 << 20;

/// Most bytes that are unpacked from one archive in all.
pub const MOST_UNPACKED: usize = 512 << 20;

/// How many times larger than its packed form a part may be, once it is over [`SMALL_PART`].
pub const HIGHEST_RATIO: usize = 200;

/// Size in bytes below which no ratio is asked: short texts of one letter pack very well.
pub const SMALL_PART: usize = 4 << 20;

/// A zip archive held in memory.
#[derive(Debug)]
pub struct Archive<'a> {
    bytes: &'a [u8],
    /// The parts, in the order of the table of contents; of two with one name the later stands.
    pub parts: Vec<PackedPart>,
    /// Whether the table of contents was missing, so that the end of the file is probably lost.
    pub cut_off: bool,
    unpacked: Cell<usize>,
}

/// One part of an archive, still packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedPart {
    /// Its name, with `/` between folders.
    pub name: String,
    /// Whether it is encrypted.
    pub encrypted: bool,
    method: u16,
    crc: u32,
    /// Where its local header starts, in bytes of the archive.
    header: usize,
    packed: usize,
}

/// The bytes of one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// What came out; all of it when `damage` is `None`.
    pub bytes: Vec<u8>,
    /// What is wrong with it ("it ends too early").
    pub damage: Option<&'static str>,
}

/// Why an archive or a part of it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveFailure {
    /// The bytes are no zip archive, or nothing of it is left.
    NoArchive,
    /// More than [`MOST_PARTS`] parts.
    TooManyParts,
    /// No part has this name.
    NoSuchPart(String),
    /// The part is encrypted.
    Encrypted(String),
    /// The part is packed in a way that is not read.
    UnknownMethod(String),
    /// The part unpacks to more than the limits allow.
    Bomb(String),
}

impl fmt::Display for ArchiveFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArchiveFailure::NoArchive => {
                f.write_str("the file is no zip archive, or its parts are lost")
            }
            ArchiveFailure::TooManyParts => {
                write!(f, "the archive holds more than {MOST_PARTS} parts")
            }
            ArchiveFailure::NoSuchPart(name) => write!(f, "the archive has no part {name}"),
            ArchiveFailure::Encrypted(name) => write!(f, "the part {name} is encrypted"),
            ArchiveFailure::UnknownMethod(name) => {
                write!(
                    f,
                    "the part {name} is packed in a way that Kaozheng does not read"
                )
            }
            ArchiveFailure::Bomb(name) => write!(
                f,
                "the part {name} unpacks to far more than a text would: this may be a zip bomb"
            ),
        }
    }
}

impl std::error::Error for ArchiveFailure {}

impl<'a> Archive<'a> {
    /// Reads the table of contents; where it is missing, the parts are looked for from the front.
    pub fn read(bytes: &'a [u8]) -> Result<Archive<'a>, ArchiveFailure> {
        let listed = listed_parts(bytes)?;
        let cut_off = listed.is_none();
        let parts = match listed {
            Some(parts) => parts,
            None => parts_from_the_front(bytes)?,
        };
        if parts.is_empty() {
            return Err(ArchiveFailure::NoArchive);
        }
        Ok(Archive {
            bytes,
            parts,
            cut_off,
            unpacked: Cell::new(0),
        })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.part(name).is_some()
    }

    /// Unpacks the part called `name`.
    ///
    /// A damaged part gives what could be unpacked of it; a part past the limits is a failure.
    pub fn unpack(&self, name: &str) -> Result<Unpacked, ArchiveFailure> {
        let part = self
            .part(name)
            .ok_or_else(|| ArchiveFailure::NoSuchPart(name.to_owned()))?;
        if part.encrypted {
            return Err(ArchiveFailure::Encrypted(name.to_owned()));
        }
        let packed = self.packed_bytes(part);
        let limit = self.limit_for(packed.len());
        let mut unpacked = match part.method {
            STORED if packed.len() > limit => return Err(ArchiveFailure::Bomb(name.to_owned())),
            STORED => Unpacked {
                bytes: packed.to_vec(),
                damage: (packed.len() < part.packed).then_some("it ends too early"),
            },
            DEFLATED => inflate(packed, limit, name)?,
            _ => return Err(ArchiveFailure::UnknownMethod(name.to_owned())),
        };
        if unpacked.damage.is_none() && part.crc != 0 && crc32(&unpacked.bytes) != part.crc {
            unpacked.damage = Some("its check sum does not fit");
        }
        self.unpacked
            .set(self.unpacked.get() + unpacked.bytes.len());
        Ok(unpacked)
    }

    fn part(&self, name: &str) -> Option<&PackedPart> {
        self.parts.iter().rev().find(|part| part.name == name)
    }

    /// Most bytes that a part of this packed size may become.
    fn limit_for(&self, packed: usize) -> usize {
        let by_ratio = packed.saturating_mul(HIGHEST_RATIO).max(SMALL_PART);
        let left = MOST_UNPACKED.saturating_sub(self.unpacked.get());
        by_ratio.min(LARGEST_PART).min(left)
    }

    /// The packed bytes, as many as there are.
    fn packed_bytes(&self, part: &PackedPart) -> &'a [u8] {
        let header = self.bytes.get(part.header..).unwrap_or_default();
        let name = usize::from(u16_at(header, 26).unwrap_or(0));
        let extra = usize::from(u16_at(header, 28).unwrap_or(0));
        let body = header
            .get(LOCAL_HEADER + name + extra..)
            .unwrap_or_default();
        &body[..part.packed.min(body.len())]
    }
}

const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// Length of the fixed fields of a local header, of an entry of the table, and of the closing record.
const LOCAL_HEADER: usize = 30;
const TABLE_ENTRY: usize = 46;
const CLOSING: usize = 22;
/// Longest remark that may follow the closing record.
const LONGEST_REMARK: usize = 0xffff;

fn inflate(packed: &[u8], limit: usize, name: &str) -> Result<Unpacked, ArchiveFailure> {
    match decompress_to_vec_with_limit(packed, limit) {
        Ok(bytes) => Ok(Unpacked {
            bytes,
            damage: None,
        }),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => {
            Err(ArchiveFailure::Bomb(name.to_owned()))
        }
        Err(error) => Ok(Unpacked {
            bytes: error.output,
            damage: Some("it ends too early or is damaged"),
        }),
    }
}

/// The parts that the table of contents lists; `None` when there is no table.
fn listed_parts(bytes: &[u8]) -> Result<Option<Vec<PackedPart>>, ArchiveFailure> {
    let from = bytes.len().saturating_sub(CLOSING + LONGEST_REMARK);
    let tail = &bytes[from..];
    let Some(at) = tail.windows(4).rposition(|sign| sign == b"PK\x05\x06") else {
        return Ok(None);
    };
    let closing = &tail[at..];
    let (Some(count), Some(start)) = (u16_at(closing, 10), u32_at(closing, 16)) else {
        return Ok(None);
    };
    if usize::from(count) > MOST_PARTS {
        return Err(ArchiveFailure::TooManyParts);
    }
    let mut parts = Vec::new();
    let mut at = start as usize;
    for _ in 0..count {
        let Some(entry) = bytes
            .get(at..)
            .filter(|entry| entry.starts_with(b"PK\x01\x02"))
        else {
            return Ok(None);
        };
        let Some((part, length)) = table_entry(entry) else {
            return Ok(None);
        };
        parts.push(part);
        at += length;
    }
    Ok(Some(parts))
}

/// A part as the table of contents describes it, and the length of its entry.
fn table_entry(entry: &[u8]) -> Option<(PackedPart, usize)> {
    let name_length = usize::from(u16_at(entry, 28)?);
    let rest = usize::from(u16_at(entry, 30)?) + usize::from(u16_at(entry, 32)?);
    let name = entry.get(TABLE_ENTRY..TABLE_ENTRY + name_length)?;
    let part = PackedPart {
        name: part_name(name),
        encrypted: u16_at(entry, 8)? & 1 == 1,
        method: u16_at(entry, 10)?,
        crc: u32_at(entry, 16)?,
        header: u32_at(entry, 42)? as usize,
        packed: u32_at(entry, 20)? as usize,
    };
    Some((part, TABLE_ENTRY + name_length + rest))
}

/// The parts whose local headers stand one after the other from the start of the file.
fn parts_from_the_front(bytes: &[u8]) -> Result<Vec<PackedPart>, ArchiveFailure> {
    let mut parts: Vec<PackedPart> = Vec::new();
    let mut at = 0;
    while let Some(found) = next_header(bytes, at) {
        let header = &bytes[found..];
        if parts.len() == MOST_PARTS {
            return Err(ArchiveFailure::TooManyParts);
        }
        let Some(part) = local_part(header, found) else {
            break;
        };
        at = found + LOCAL_HEADER + part.name.len();
        if !measured_later(header) {
            at = (found + LOCAL_HEADER).saturating_add(part.packed);
        }
        parts.push(part);
    }
    Ok(parts)
}

/// Whether the sizes stand behind the part and not in its header.
fn measured_later(header: &[u8]) -> bool {
    u16_at(header, 6).is_some_and(|flags| flags & 8 == 8)
}

fn next_header(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(4)
        .position(|sign| sign == b"PK\x03\x04")
        .map(|at| from + at)
}

/// A part as its own header describes it. Where its size stands behind it, it reaches to the next header.
fn local_part(header: &[u8], at: usize) -> Option<PackedPart> {
    let name_length = usize::from(u16_at(header, 26)?);
    let name = header.get(LOCAL_HEADER..LOCAL_HEADER + name_length)?;
    let later = measured_later(header);
    let packed = if later {
        next_header(header, 4).unwrap_or(header.len())
    } else {
        u32_at(header, 18)? as usize
    };
    Some(PackedPart {
        name: part_name(name),
        encrypted: u16_at(header, 6)? & 1 == 1,
        method: u16_at(header, 8)?,
        crc: if later { 0 } else { u32_at(header, 14)? },
        header: at,
        packed,
    })
}

fn part_name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\\', "/")
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes([two[0], two[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// The check sum of ISO 3309, as zip archives use it.
pub fn crc32(bytes: &[u8]) -> u32 {
    let step =
        |sum: u32, byte: &u8| (sum >> 8) ^ CRC_TABLE[((sum ^ u32::from(*byte)) & 0xff) as usize];
    !bytes.iter().fold(!0, step)
}

const CRC_TABLE: [u32; 256] = crc_table();

const fn crc_table() -> [u32; 256] {
    let mut table = [0u32; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            };
            bit += 1;
        }
        table[byte] = sum;
        byte += 1;
    }
    table
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;

    /// Packs the parts into a zip archive.
    pub(crate) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut body: Vec<u8> = Vec::new();
        let mut table: Vec<u8> = Vec::new();
        for (name, bytes) in parts {
            let packed = compress_to_vec(bytes, 6);
            let mut fields = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
            fields.extend(crc32(bytes).to_le_bytes());
            fields.extend(u32_of(packed.len()).to_le_bytes());
            fields.extend(u32_of(bytes.len()).to_le_bytes());
            fields.extend([u8::try_from(name.len()).expect("a short name"), 0, 0, 0]);
            let header = u32_of(body.len());
            body.extend(b"PK\x03\x04");
            body.extend(&fields);
            body.extend(name.as_bytes());
            body.extend(&packed);
            table.extend(b"PK\x01\x02\x14\0");
            table.extend(&fields);
            table.extend([0; 10]);
            table.extend(header.to_le_bytes());
            table.extend(name.as_bytes());
        }
        let start = u32_of(body.len());
        body.extend(&table);
        body.extend(b"PK\x05\x06\0\0\0\0");
        let count = u16::try_from(parts.len()).expect("few parts").to_le_bytes();
        body.extend([count, count].concat());
        body.extend(u32_of(table.len()).to_le_bytes());
        body.extend(start.to_le_bytes());
        body.extend([0, 0]);
        body
    }

    fn u32_of(length: usize) -> u32 {
        u32::try_from(length).expect("a small archive")
    }

    fn check(bytes: &[u8]) -> String {
        let archive = match Archive::read(bytes) {
            Ok(archive) => archive,
            Err(failure) => return failure.to_string(),
        };
        let mut shown = vec![format!("cut off: {}", archive.cut_off)];
        for part in &archive.parts {
            shown.push(match archive.unpack(&part.name) {
                Ok(out) => format!(
                    "{}: {} bytes{}",
                    part.name,
                    out.bytes.len(),
                    out.damage.map_or(String::new(), |why| format!(", {why}"))
                ),
                Err(failure) => failure.to_string(),
            });
        }
        shown.join("\n")
    }

    fn two_parts() -> Vec<u8> {
        let long = "The envoy left on Monday. ".repeat(40);
        zip(&[("a.xml", b"<a/>"), ("word/b.xml", long.as_bytes())])
    }

    #[test]
    fn check_sums_are_those_of_the_form() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn parts_are_listed_and_unpacked() {
        insta::assert_snapshot!(check(&two_parts()), @r"
        cut off: false
        a.xml: 4 bytes
        word/b.xml: 1040 bytes
        ");
        insta::assert_snapshot!(check(b"PK\x03\x04"), @"the file is no zip archive, or its parts are lost");
        insta::assert_snapshot!(check(b"no archive"), @"the file is no zip archive, or its parts are lost");
    }

    #[test]
    fn an_archive_without_its_end_is_read_from_the_front() {
        let whole = two_parts();
        let table = whole
            .windows(4)
            .position(|s| s == b"PK\x01\x02")
            .expect("a table");
        insta::assert_snapshot!(check(&whole[..table]), @r"
        cut off: true
        a.xml: 4 bytes
        word/b.xml: 1040 bytes
        ");
        insta::assert_snapshot!(check(&whole[..table - 9]), @r"
        cut off: true
        a.xml: 4 bytes
        word/b.xml: 74 bytes, it ends too early or is damaged
        ");
    }

    #[test]
    fn damage_and_encryption_are_told() {
        let mut flipped = zip(&[("a.xml", b"abcdefghij")]);
        flipped[LOCAL_HEADER + 5 + 3] ^= 1;
        insta::assert_snapshot!(check(&flipped), @r"
        cut off: false
        a.xml: 10 bytes, its check sum does not fit
        ");
        let mut locked = zip(&[("a.xml", b"abcdefghij")]);
        let table = locked
            .windows(4)
            .position(|s| s == b"PK\x01\x02")
            .expect("a table");
        locked[table + 8] |= 1;
        insta::assert_snapshot!(check(&locked), @r"
        cut off: false
        the part a.xml is encrypted
        ");
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked() {
        let zeros = vec![b'0'; 12 << 20];
        insta::assert_snapshot!(check(&zip(&[("bomb.xml", &zeros)])), @r"
        cut off: false
        the part bomb.xml unpacks to far more than a text would: this may be a zip bomb
        ");
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(mut bytes: Vec<u8>, at in 0usize..400, byte: u8) {
            check(&bytes);
            let mut whole = two_parts();
            let at = at % whole.len();
            whole[at] = byte;
            check(&whole);
            bytes.extend(whole);
            check(&bytes);
        }
    }
}
