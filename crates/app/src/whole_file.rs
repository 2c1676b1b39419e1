//! A file that the user names, read whole: not a folder, not without end, not while somebody writes it.

use kaozheng_reading::open::LARGEST_TEXT;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadFailure {
    /// A folder.
    #[error("{0} is a folder; name the files in it that are to be read")]
    Folder(PathBuf),
    /// A device or a pipe.
    #[error("{0} is no file but a device or a pipe; save what comes out of it into a file first")]
    NoFile(PathBuf),
    /// Larger than [`LARGEST_TEXT`].
    #[error("{path} has {} MB; cut it into volumes of at most {} MB", .bytes >> 20, LARGEST_TEXT >> 20)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
    },
    /// Somebody is writing it.
    #[error("{0} was being changed while it was read; read it again when it is finished")]
    Changing(PathBuf),
    /// What the system says.
    #[error("cannot read {path}: {said}{}", mending(.said))]
    World {
        /// The file.
        path: PathBuf,
        /// What the system says.
        said: io::Error,
    },
}

impl ReadFailure {
    /// Whether another command line mends it.
    pub(crate) fn is_misuse(&self) -> bool {
        !matches!(self, ReadFailure::World { .. } | ReadFailure::Changing(_))
    }
}

fn mending(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "; its owner has to allow you to read it",
        io::ErrorKind::NotFound => "; look at how its name is spelled",
        _ => "",
    }
}

/// The bytes of a file, at most [`LARGEST_TEXT`] of them.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, ReadFailure> {
    read_while(path, || {})
}

/// Reads a file while something else goes on, which is called once after each reading and before the look whether the
/// file has changed.
fn read_while(path: &Path, mut goes_on: impl FnMut()) -> Result<Vec<u8>, ReadFailure> {
    let world = |said: io::Error| ReadFailure::World {
        path: path.to_path_buf(),
        said,
    };
    // A look before it is opened: opening a pipe waits for somebody to write into it.
    admit(path, &fs::metadata(path).map_err(world)?)?;
    let mut file = File::open(path).map_err(world)?;
    for _ in 0..3 {
        let before = file.metadata().map_err(world)?;
        admit(path, &before)?;
        let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0) + 1);
        let most = LARGEST_TEXT as u64 + 1;
        (&mut file)
            .take(most)
            .read_to_end(&mut bytes)
            .map_err(world)?;
        goes_on();
        let after = fs::metadata(path).map_err(world)?;
        let same = before.len() == after.len() && before.modified().ok() == after.modified().ok();
        if same && bytes.len() as u64 == after.len() {
            return Ok(bytes);
        }
        file = File::open(path).map_err(world)?;
    }
    Err(ReadFailure::Changing(path.to_path_buf()))
}

fn admit(path: &Path, metadata: &Metadata) -> Result<(), ReadFailure> {
    let path = path.to_path_buf();
    if metadata.is_dir() {
        Err(ReadFailure::Folder(path))
    } else if !metadata.is_file() {
        Err(ReadFailure::NoFile(path))
    } else if metadata.len() > LARGEST_TEXT as u64 {
        Err(ReadFailure::TooLarge {
            bytes: metadata.len(),
            path,
        })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_file_that_grows_all_the_time_is_refused_and_a_still_one_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log.txt");
        fs::write(&path, "x".repeat(4000)).expect("written");
        assert_eq!(read(&path).map(|bytes| bytes.len()).ok(), Some(4000));
        let grow = || {
            let mut file = fs::OpenOptions::new()
                .append(true)
                .open(&path)
                .expect("opened");
            file.write_all(b"more\n").expect("written");
        };
        assert!(matches!(
            read_while(&path, grow),
            Err(ReadFailure::Changing(_))
        ));
        let mut times = 0;
        let settles = read_while(&path, || {
            times += 1;
            if times == 1 {
                grow();
            }
        });
        assert_eq!(settles.map(|bytes| bytes.len()).ok(), Some(4020));
    }
}
