//! Writing a file so that at every moment the old one or the new one stands there, whole.
//!
//! The new text goes to a temporary file in the same folder, is handed to the disk, and takes the place of the old one
//! in one step; then the folder is handed to the disk. Whoever writes holds a lock on the folder meanwhile, so two of us
//! never write at once. A file that somebody changed since it was read is never replaced.

use kaozheng_text::ContentHash;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What must stand at a path for it to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// Nothing.
    Absent,
    /// A file with this hash: the one that was read.
    Hash(ContentHash),
}

/// Why a file was not written. The old one stands as it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteFailure {
    /// Somebody else has written it meanwhile.
    #[error(
        "{0} was changed by somebody else since it was read; nothing was written. Read it again and repeat the command"
    )]
    Changed(PathBuf),
    /// It exists and may not be overwritten.
    #[error("{0} is there already and is never overwritten; nothing was written")]
    Exists(PathBuf),
    /// No room.
    #[error(
        "the disk is full: {0} was not written and is as it was. Make room and repeat the command"
    )]
    Full(PathBuf),
    /// The folder or the disk cannot be written to.
    #[error("{0} cannot be written: its folder is read-only for you. Nothing was changed")]
    ReadOnly(PathBuf),
    /// Anything else the system says.
    #[error("{path} was not written and is as it was: {source}")]
    Other {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Makes `bytes` the whole content of `path`, if what stands there is as `before` says.
///
/// A link is followed: the file it points to is replaced. Permissions stay as they were.
pub(crate) fn replace(path: &Path, bytes: &[u8], before: Before) -> Result<(), WriteFailure> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let failure = |error: io::Error| failed(path, error);
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let lock = lock(folder);
    check(path, before)?;
    let draft = temporary(path);
    let written = write_out(&draft, bytes, path)
        .map_err(failure)
        .and_then(|()| check(path, before))
        .and_then(|()| fs::rename(&draft, path).map_err(failure));
    if written.is_err() {
        // The first failure is the one to tell; a temporary file left behind is overwritten by the next writer.
        let _ = fs::remove_file(&draft);
        return written;
    }
    if let Some(folder) = lock {
        folder.sync_all().map_err(failure)?;
    }
    Ok(())
}

/// Removes a file that still has this hash.
pub(crate) fn remove(path: &Path, hash: ContentHash) -> Result<(), WriteFailure> {
    let _lock = path.parent().and_then(lock);
    check(path, Before::Hash(hash))?;
    fs::remove_file(path).map_err(|error| failed(path, error))
}

/// The folder, opened and locked until it is dropped; `None` where the system has no such locks, which costs only
/// the protection against two writers at the same instant.
pub(crate) fn lock(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    folder.lock().ok();
    Some(folder)
}

fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.part"))
}

fn check(path: &Path, before: Before) -> Result<(), WriteFailure> {
    let there = match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(path, error)),
    };
    match (before, there) {
        (Before::Absent, None) => Ok(()),
        (Before::Absent, Some(_)) => Err(WriteFailure::Exists(path.to_path_buf())),
        (Before::Hash(hash), Some(bytes)) if ContentHash::of(&bytes) == hash => Ok(()),
        (Before::Hash(_), _) => Err(WriteFailure::Changed(path.to_path_buf())),
    }
}

fn write_out(draft: &Path, bytes: &[u8], path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(draft)?;
    if let Ok(old) = fs::metadata(path) {
        file.set_permissions(old.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

fn failed(path: &Path, error: io::Error) -> WriteFailure {
    let path = path.to_path_buf();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => WriteFailure::Full(path),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            WriteFailure::ReadOnly(path)
        }
        _ => WriteFailure::Other {
            path,
            source: error,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder can be made")
    }

    fn read(path: &Path) -> String {
        fs::read_to_string(path).expect("the file is there")
    }

    #[test]
    fn a_file_changed_meanwhile_is_not_replaced() {
        let folder = folder();
        let path = folder.path().join("people.card");
        replace(&path, b"person: a\n", Before::Absent).expect("the folder is empty");
        let read_as = ContentHash::of(b"person: a\n");
        replace(&path, b"person: b\n", Before::Hash(read_as)).expect("nobody changed it");
        let refused =
            replace(&path, b"person: c\n", Before::Hash(read_as)).expect_err("it was changed");
        assert!(matches!(refused, WriteFailure::Changed(_)), "{refused}");
        assert_eq!(read(&path), "person: b\n");
    }

    #[test]
    fn what_is_there_is_never_overwritten_by_something_new() {
        let folder = folder();
        let path = folder.path().join("people.card");
        replace(&path, b"old", Before::Absent).expect("the folder is empty");
        let refused = replace(&path, b"new", Before::Absent).expect_err("it is there");
        assert!(matches!(refused, WriteFailure::Exists(_)), "{refused}");
        assert_eq!(read(&path), "old");
    }

    #[test]
    fn nothing_is_left_beside_the_file() {
        let folder = folder();
        let path = folder.path().join("people.card");
        fs::write(
            folder.path().join(".people.card.part"),
            "left by a killed process",
        )
        .expect("written");
        replace(&path, b"new", Before::Absent).expect("the file is not there");
        let names: Vec<_> = fs::read_dir(folder.path())
            .expect("the folder is there")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        assert_eq!(names, ["people.card"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = folder();
        let (real, link) = (
            folder.path().join("real.card"),
            folder.path().join("link.card"),
        );
        fs::write(&real, "old").expect("written");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("set");
        symlink(&real, &link).expect("linked");
        replace(&link, b"new", Before::Hash(ContentHash::of(b"old"))).expect("written");
        assert_eq!(read(&real), "new");
        assert!(
            fs::symlink_metadata(&link)
                .expect("there")
                .file_type()
                .is_symlink()
        );
        let mode = fs::metadata(&real).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}
