//! The user's own files, as bytes that never change.

use sha2::{Digest, Sha256};
use std::fmt;

/// The SHA-256 of some bytes: what an original *is*, whatever it is called.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash(pub [u8; 32]);

impl ContentHash {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> ContentHash {
        ContentHash(Sha256::digest(bytes).into())
    }

    /// Reads 64 hexadecimal digits back; `None` for anything else.
    pub fn parse(hex: &str) -> Option<ContentHash> {
        if hex.len() != 64 || !hex.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&hex[at..at + 2], 16).ok()?;
        }
        Some(ContentHash(bytes))
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentHash({self})")
    }
}

/// One file of the user's, exactly as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// The file's name inside `sources/`, with forward slashes.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Their hash.
    pub hash: ContentHash,
}

impl Original {
    /// Takes the bytes of a file and hashes them.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Original {
        let hash = ContentHash::of(&bytes);
        Original {
            name: name.into(),
            bytes,
            hash,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_reads_back() {
        let hash = ContentHash::of(b"ink");
        assert_eq!(ContentHash::parse(&hash.to_string()), Some(hash));
        assert_eq!(ContentHash::parse("12"), None);
        assert_eq!(ContentHash::parse(&"z".repeat(64)), None);
        assert_ne!(
            Original::new("a", b"ink".to_vec()).hash,
            ContentHash::of(b"ink.")
        );
    }
}
