//! The hashes of a site's files, in the form that `sha256sum -c` reads.

use kaozheng_text::ContentHash;
use std::collections::BTreeMap;

/// The file that holds them.
pub const NAME: &str = "SHA256SUMS";

/// The lines of files and their hashes, in order of name.
pub fn write(files: &BTreeMap<String, ContentHash>) -> String {
    let lines = files.iter().map(|(name, hash)| format!("{hash}  {name}\n"));
    lines.collect()
}

/// Files and their hashes; a line that is of another form is left out.
pub fn read(text: &str) -> BTreeMap<String, ContentHash> {
    let line = |line: &str| {
        let (hash, name) = line.split_once("  ")?;
        Some((name.to_owned(), ContentHash::parse(hash)?))
    };
    text.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_back() {
        let hash = |text: &str| ContentHash::of(text.as_bytes());
        let files: BTreeMap<String, ContentHash> = [
            ("a b.html".to_owned(), hash("a")),
            ("originals/考.html".to_owned(), hash("b")),
        ]
        .into();
        assert_eq!(read(&write(&files)), files);
        assert_eq!(read("nonsense\n"), BTreeMap::new());
    }
}
