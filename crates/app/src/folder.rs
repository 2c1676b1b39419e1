//! A case folder: where it is, what stands in it, and how a new one is made.

use crate::exit::misused;
use crate::frozen::frozen_at_first;
use crate::load::GRADES;
use crate::{atomic, settings};
use anyhow::Context;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CaseFolder {
    /// Its path.
    pub(crate) root: PathBuf,
}

/// A file of a case folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Listed {
    /// Its name relative to the case folder, with forward slashes (`cards/people.card`).
    pub(crate) name: String,
    /// Its path.
    pub(crate) path: PathBuf,
}

/// The folders of a case, with what each is for.
pub(crate) const PARTS: [(&str, &str); 4] = [
    (
        "sources",
        "the originals, never changed; beside each its extracted text",
    ),
    ("cards", "the record: what people have decided stands"),
    ("drafts", "what reading proposes; no answer reads this"),
    ("essays", "prose that cites cards as [card-id]"),
];

impl CaseFolder {
    /// The case that `path` is, or lies in.
    ///
    /// A case is known by its `case.toml`, or by a folder `cards/`.
    pub(crate) fn find(path: &Path) -> anyhow::Result<CaseFolder> {
        let here = fs::canonicalize(path).with_context(|| {
            format!(
                "there is no case at {0}; `kaozheng new {0}` makes one",
                typed(path)
            )
        })?;
        let is_case =
            |folder: &&Path| folder.join(settings::NAME).is_file() || folder.join("cards").is_dir();
        match here.ancestors().find(is_case) {
            Some(root) => Ok(CaseFolder {
                root: shown(path, &here, root),
            }),
            None => Err(misused(format!(
                "{0} is not a case folder: it has no case.toml and no cards/. `kaozheng new {0}` makes one",
                typed(path)
            ))),
        }
    }

    /// Makes a case folder at `root`, which may exist as long as nothing in it is in the way. Nothing is overwritten.
    pub(crate) fn create(root: &Path, title: &str) -> anyhow::Result<CaseFolder> {
        if root.join(settings::NAME).exists() {
            return Err(misused(format!(
                "{} is a case already; nothing was changed",
                root.display()
            )));
        }
        for (part, _) in PARTS {
            fs::create_dir_all(root.join(part))
                .with_context(|| format!("cannot make {}", root.join(part).display()))?;
        }
        let folder = CaseFolder {
            root: root.to_path_buf(),
        };
        folder.write_new(settings::NAME, settings::template(title).as_bytes())?;
        folder.write_new(GRADES, frozen_at_first().as_bytes())?;
        folder.write_new(".gitignore", b"/.kaozheng/\n")?;
        Ok(folder)
    }

    /// The path of a file named relative to the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Where derived files live, and the journal of undo; deleting it loses nothing but the way back.
    pub(crate) fn derived(&self) -> PathBuf {
        self.root.join(".kaozheng")
    }

    /// Writes a file that is not there yet; one that is there stays as it is.
    pub(crate) fn write_new(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        match atomic::replace(&self.path(name), bytes, atomic::Before::Absent) {
            Err(atomic::WriteFailure::Exists(_)) | Ok(()) => Ok(()),
            Err(failure) => Err(failure.into()),
        }
    }

    /// The files under `part` whose names `wanted` takes, in order of name; folders inside are walked as well.
    ///
    /// Names that begin with a dot are left out: they belong to the system, to version control or to a killed process.
    /// What cannot be listed is told by `trouble`, and the rest is listed.
    pub(crate) fn list(
        &self,
        part: &str,
        wanted: impl Fn(&str) -> bool,
        trouble: &mut dyn FnMut(&Path, &io::Error),
    ) -> Vec<Listed> {
        let mut out = Vec::new();
        let mut waiting = vec![(part.to_owned(), self.path(part))];
        while let Some((name, path)) = waiting.pop() {
            for (child, is_folder) in children(&path, trouble) {
                let listed = Listed {
                    name: format!("{name}/{child}"),
                    path: path.join(&child),
                };
                match is_folder {
                    true => waiting.push((listed.name, listed.path)),
                    false if wanted(&child) => out.push(listed),
                    false => {}
                }
            }
        }
        out.sort();
        out
    }
}

/// A path as it is typed after a command: in quotation marks when it has a space.
pub(crate) fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    match path.contains(char::is_whitespace) {
        true => format!("\"{path}\""),
        false => path,
    }
}

/// The names in a folder, each with whether it is a folder. A folder that is not there has none.
fn children(folder: &Path, trouble: &mut dyn FnMut(&Path, &io::Error)) -> Vec<(String, bool)> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            trouble(folder, &error);
            return Vec::new();
        }
    };
    let named = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        (!name.starts_with('.')).then_some((name, is_folder))
    };
    entries.filter_map(Result::ok).filter_map(named).collect()
}

/// `root` as the user would write it: the path given when that is the case itself, else the full path.
fn shown(given: &Path, here: &Path, root: &Path) -> PathBuf {
    if here == root {
        given.to_path_buf()
    } else {
        root.to_path_buf()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &CaseFolder, part: &str) -> Vec<String> {
        let mut fail = |path: &Path, error: &io::Error| panic!("{}: {error}", path.display());
        let listed = folder.list(part, |name| name.ends_with(".card"), &mut fail);
        listed.into_iter().map(|listed| listed.name).collect()
    }

    #[test]
    fn a_new_case_is_found_from_inside_and_never_made_twice() {
        let temporary = tempfile::tempdir().expect("a temporary folder can be made");
        let root = temporary.path().join("korea");
        let made = CaseFolder::create(&root, "Korea").expect("nothing is in the way");
        assert_eq!(CaseFolder::find(&root).expect("it is a case"), made);
        let inside = CaseFolder::find(&root.join("cards")).expect("its folder lies in a case");
        assert_eq!(inside.root, fs::canonicalize(&root).expect("it is there"));
        assert!(CaseFolder::create(&root, "Again").is_err());
        let elsewhere = CaseFolder::find(temporary.path()).expect_err("no case is there");
        assert!(
            elsewhere.to_string().contains("kaozheng new"),
            "{elsewhere}"
        );
    }

    #[test]
    fn what_is_there_is_kept_when_a_case_is_made_around_it() {
        let temporary = tempfile::tempdir().expect("a temporary folder can be made");
        fs::write(temporary.path().join(".gitignore"), "mine\n").expect("written");
        CaseFolder::create(temporary.path(), "Korea").expect("nothing is in the way");
        let kept = fs::read_to_string(temporary.path().join(".gitignore")).expect("it is there");
        assert_eq!(kept, "mine\n");
    }

    #[test]
    fn files_are_listed_in_order_and_hidden_ones_left_out() {
        let temporary = tempfile::tempdir().expect("a temporary folder can be made");
        let folder = CaseFolder::create(temporary.path(), "T").expect("made");
        fs::create_dir(folder.path("cards/more")).expect("made");
        for name in [
            "b.card",
            "a.card",
            ".a.card.part",
            "more/c.card",
            "notes.txt",
        ] {
            fs::write(folder.path("cards").join(name), "").expect("written");
        }
        assert_eq!(
            names(&folder, "cards"),
            ["cards/a.card", "cards/b.card", "cards/more/c.card"]
        );
        assert_eq!(names(&folder, "nowhere"), [""; 0]);
    }
}
