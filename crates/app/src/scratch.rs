//! Folders for files on the way, among the derived files of a case: pictures of pages, what is sent to the desk.

use anyhow::Context;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A folder that nobody else has, gone with the value.
pub(crate) struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// Makes one under `derived`, named after what it is for.
    pub(crate) fn new(derived: &Path, purpose: &str) -> anyhow::Result<Scratch> {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let told = || format!("cannot make a folder in {}", derived.display());
        fs::create_dir_all(derived).with_context(told)?;
        loop {
            let number = MADE.fetch_add(1, Ordering::Relaxed);
            let name = format!("{purpose}-{}-{number}", std::process::id());
            let folder = derived.join(name);
            match fs::create_dir(&folder) {
                Ok(()) => return Ok(Scratch { folder }),
                // An older process of this number was killed and left it.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error).with_context(told),
            }
        }
    }

    /// Where the folder is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file into it.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> anyhow::Result<PathBuf> {
        let path = self.folder.join(name);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left behind lies among the derived files, which may be deleted at any time.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_are_the_same_and_each_goes_with_its_value() {
        let derived = tempfile::tempdir().expect("a temporary folder can be made");
        let one = Scratch::new(derived.path(), "sent").expect("it can be made");
        let two = Scratch::new(derived.path(), "sent").expect("it can be made");
        assert_ne!(one.folder(), two.folder());
        one.write("a.txt", b"a").expect("it can be written");
        drop((one, two));
        let left = fs::read_dir(derived.path()).expect("the folder is there");
        assert_eq!(left.count(), 0);
    }
}
