//! The sample case, embedded in the binary.

use crate::folder::{CaseFolder, PARTS};
use anyhow::Context;
use std::fs;
use std::path::Path;

/// Its files, relative to the case folder.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("case.toml", include_str!("../sample/case.toml")),
    (
        "sources/essay.txt",
        include_str!("../sample/sources/essay.txt"),
    ),
    (
        "cards/arguments.card",
        include_str!("../sample/cards/arguments.card"),
    ),
    (
        "cards/events.card",
        include_str!("../sample/cards/events.card"),
    ),
    (
        "cards/matters.card",
        include_str!("../sample/cards/matters.card"),
    ),
    (
        "cards/people.card",
        include_str!("../sample/cards/people.card"),
    ),
    (
        "cards/questions.card",
        include_str!("../sample/cards/questions.card"),
    ),
    (
        "cards/sources.card",
        include_str!("../sample/cards/sources.card"),
    ),
    (
        "cards/statements.card",
        include_str!("../sample/cards/statements.card"),
    ),
];

/// Writes the sample case into a folder that holds no case yet. Nothing is overwritten.
pub(crate) fn write(root: &Path) -> anyhow::Result<CaseFolder> {
    for (part, _) in PARTS {
        let path = root.join(part);
        fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
    }
    let folder = CaseFolder {
        root: root.to_path_buf(),
    };
    folder.write_new(".gitignore", b"/.kaozheng/\n")?;
    for (name, text) in FILES {
        folder.write_new(name, text.as_bytes())?;
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_file_of_the_sample_is_embedded() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample");
        let mut found = BTreeSet::from(["case.toml".to_owned()]);
        let folder = CaseFolder { root };
        for (part, _) in PARTS {
            let listed = folder.list(part, |_| true, &mut |path, error| {
                panic!("{}: {error}", path.display())
            });
            found.extend(listed.into_iter().map(|listed| listed.name));
        }
        let embedded: BTreeSet<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(embedded, found);
    }
}
