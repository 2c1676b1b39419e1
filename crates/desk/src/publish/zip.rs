//! Zip archives with the same bytes for the same files: no times, no owners, the order given.

use kaozheng_reading::open::archive::crc32;
use miniz_oxide::deflate::compress_to_vec;

/// The archive of files, each a name with forward slashes and its bytes; `None` when one file or all together are too
/// large for it (4 GB), or there are more than 65,535.
pub fn archive(files: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut table = Vec::new();
    for (name, bytes) in files {
        let packed = compress_to_vec(bytes, 6);
        // What does not get smaller is stored as it is.
        let stored = packed.len() >= bytes.len();
        let body = if stored { bytes } else { &packed };
        let at = u32::try_from(out.len()).ok()?;
        let about = About {
            method: if stored { 0 } else { 8 },
            sum: crc32(bytes),
            packed: u32::try_from(body.len()).ok()?,
            whole: u32::try_from(bytes.len()).ok()?,
            name: u16::try_from(name.len()).ok()?,
        };
        put(&mut out, &0x0403_4b50_u32.to_le_bytes());
        about.write(&mut out);
        put(&mut out, name.as_bytes());
        put(&mut out, body);
        put(&mut table, &0x0201_4b50_u32.to_le_bytes());
        put(&mut table, &20_u16.to_le_bytes());
        about.write(&mut table);
        // No remark, first disk, no attributes.
        put(&mut table, &[0; 10]);
        put(&mut table, &at.to_le_bytes());
        put(&mut table, name.as_bytes());
    }
    let count = u16::try_from(files.len()).ok()?;
    let (at, size) = (
        u32::try_from(out.len()).ok()?,
        u32::try_from(table.len()).ok()?,
    );
    put(&mut out, &table);
    put(&mut out, &0x0605_4b50_u32.to_le_bytes());
    put(&mut out, &[0; 4]);
    put(&mut out, &count.to_le_bytes());
    put(&mut out, &count.to_le_bytes());
    put(&mut out, &size.to_le_bytes());
    put(&mut out, &at.to_le_bytes());
    put(&mut out, &[0; 2]);
    Some(out)
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(bytes);
}

/// What both the file and the table say of a file.
struct About {
    method: u16,
    sum: u32,
    packed: u32,
    whole: u32,
    name: u16,
}

impl About {
    /// Names are UTF-8; the time is the first that the form knows, 1 January 1980.
    fn write(&self, out: &mut Vec<u8>) {
        put(out, &20_u16.to_le_bytes());
        put(out, &0x0800_u16.to_le_bytes());
        put(out, &self.method.to_le_bytes());
        put(out, &0_u16.to_le_bytes());
        put(out, &0x0021_u16.to_le_bytes());
        put(out, &self.sum.to_le_bytes());
        put(out, &self.packed.to_le_bytes());
        put(out, &self.whole.to_le_bytes());
        put(out, &self.name.to_le_bytes());
        put(out, &0_u16.to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_are_the_same_bytes() {
        let files = vec![
            (
                "a.txt".to_owned(),
                b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".to_vec(),
            ),
            ("b/ä.txt".to_owned(), b"b".to_vec()),
        ];
        assert_eq!(archive(&files), archive(&files));
    }
}
