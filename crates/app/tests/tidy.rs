//! The rules of the house, read off the tree: which room may know which, what a file must say at its
//! head, how long it may be, why a dependency is there, and that every invariant is held by a test.
//!
//! Needs no network and starts no other program. Each rule is a function from text to a list of faults, so
//! that the tests at the end of this file can show that each rule does refuse something.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms a room may depend on. Everything else is refused, also for tests.
const ALLOWED_EDGES: [(&str, &[&str]); 7] = [
    ("text", &[]),
    ("values", &["text"]),
    ("record", &["text", "values"]),
    ("reading", &["text", "values", "record"]),
    ("case", &["text", "values", "record"]),
    ("desk", &["text", "values", "record", "reading", "case"]),
    (
        "app",
        &["text", "values", "record", "reading", "case", "desk"],
    ),
];

/// Names that say nothing about the subject; what goes there has no home yet.
const VAGUE_NAMES: [&str; 14] = [
    "utils",
    "util",
    "utilities",
    "common",
    "helpers",
    "helper",
    "manager",
    "managers",
    "service",
    "services",
    "misc",
    "core",
    "types",
    "shared",
];

/// A file longer than this is two subjects.
const MOST_LINES: usize = 800;

/// A lock file longer than this is a supply chain nobody can read.
const MOST_PACKAGES: usize = 300;

/// The parts every check explains in its module docs; `kaozheng explain` prints them.
const CHECK_PARTS: [&str; 4] = ["What it checks", "Why it matters", "Example", "How to mend"];

/// Macros and attributes that hide unfinished work or switch a test off.
const UNFINISHED: [&str; 5] = [
    "todo!(",
    "unimplemented!(",
    "#[ignore",
    "#[should_panic",
    "unsafe {",
];

/// Rooms that are pure: bytes and values in, bytes and values out.
const PURE_ROOMS: [&str; 4] = ["text", "values", "record", "case"];

/// What a pure room never names outside its tests.
const OUTSIDE_WORLD: [&str; 13] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::time",
    "std::io",
    "SystemTime",
    "Instant",
    "println!",
    "eprintln!",
    "print!",
    "RandomState",
    "available_parallelism",
];

/// Beginnings of paths that are true on one machine only.
const MACHINE_PATHS: [&str; 6] = [
    "/work/",
    "/home/",
    "/root/",
    "/Users/",
    "/tmp/wt",
    r"C:\Users\",
];

#[test]
fn edges_between_rooms_point_downwards() {
    let faults = ALLOWED_EDGES.iter().flat_map(|(room, allowed)| {
        let manifest = read(&root().join("crates").join(room).join("Cargo.toml"));
        forbidden_edges(room, allowed, &manifest)
    });
    refuse("edges between rooms", &faults.collect::<Vec<_>>());
}

#[test]
fn every_room_is_in_the_table_of_edges() {
    let rooms: BTreeSet<String> = fs::read_dir(root().join("crates"))
        .expect("the workspace has a folder crates/")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let listed = ALLOWED_EDGES
        .iter()
        .map(|(room, _)| (*room).to_owned())
        .collect();
    assert_eq!(
        rooms, listed,
        "folders under crates/ and the table ALLOWED_EDGES differ"
    );
}

#[test]
fn modules_are_named_for_their_subject() {
    let faults = rust_files()
        .filter(|file| is_vague(&file.path))
        .map(|file| file.path);
    refuse(
        "modules with a name that says nothing",
        &faults.collect::<Vec<_>>(),
    );
}

#[test]
fn every_rust_file_opens_with_module_docs() {
    let faults = rust_files()
        .filter(|file| !opens_with_docs(&file.text))
        .map(|file| file.path);
    refuse(
        "files without //! at their head",
        &faults.collect::<Vec<_>>(),
    );
}

#[test]
fn no_rust_file_is_over_800_lines() {
    let faults = rust_files().filter_map(|file| {
        let lines = file.text.lines().count();
        (lines > MOST_LINES).then(|| format!("{}: {lines} lines", file.path))
    });
    refuse(
        "files that hold more than one subject",
        &faults.collect::<Vec<_>>(),
    );
}

#[test]
fn nothing_is_left_unfinished_or_switched_off() {
    let faults = rust_files()
        .filter(|file| file.path != "crates/app/tests/tidy.rs")
        .flat_map(|file| unfinished_lines(&file.path, &file.text));
    refuse(
        "unfinished work or tests switched off",
        &faults.collect::<Vec<_>>(),
    );
}

#[test]
fn pure_rooms_do_no_input_or_output_and_know_no_clock() {
    let pure = |path: &str| {
        PURE_ROOMS
            .iter()
            .any(|room| path.starts_with(&format!("crates/{room}/src/")))
    };
    let faults = rust_files()
        .filter(|file| pure(&file.path))
        .flat_map(|file| outside_world(&file.path, &file.text));
    refuse(
        "pure rooms that touch the world",
        &faults.collect::<Vec<_>>(),
    );
}

#[test]
fn every_dependency_has_a_reason() {
    let mut faults = dependencies_without_reason("Cargo.toml", &read(&root().join("Cargo.toml")));
    let fuzz = root().join("fuzz/Cargo.toml");
    if fuzz.is_file() {
        faults.extend(dependencies_without_reason("fuzz/Cargo.toml", &read(&fuzz)));
    }
    refuse("dependencies without a line of reason above them", &faults);
}

#[test]
fn versions_are_named_once_in_the_root_manifest() {
    let faults = ALLOWED_EDGES.iter().flat_map(|(room, _)| {
        let manifest = read(&root().join("crates").join(room).join("Cargo.toml"));
        dependencies(&manifest)
            .into_iter()
            .filter(|(_, entry)| !entry.contains("workspace"))
            .map(|(name, entry)| format!("{room}: {name} = {entry}"))
            .collect::<Vec<_>>()
    });
    refuse(
        "dependencies that do not say workspace = true",
        &faults.collect::<Vec<_>>(),
    );
}

#[test]
fn lock_file_is_under_300_packages() {
    let packages = read(&root().join("Cargo.lock"))
        .matches("[[package]]")
        .count();
    assert!(
        packages > 0,
        "Cargo.lock names no package: has its form changed?"
    );
    assert!(
        packages < MOST_PACKAGES,
        "{packages} packages in Cargo.lock; {MOST_PACKAGES} is the limit"
    );
}

#[test]
fn no_file_names_a_path_of_one_machine() {
    let faults = all_files()
        .into_iter()
        .filter(|path| path != "crates/app/tests/tidy.rs")
        .flat_map(|path| {
            let bytes = fs::read(root().join(&path)).unwrap_or_default();
            machine_paths(&path, &String::from_utf8_lossy(&bytes))
        });
    refuse(
        "paths that are true on one machine only",
        &faults.collect::<Vec<_>>(),
    );
}

#[test]
fn every_check_says_what_why_and_how_to_mend() {
    let faults = rust_files()
        .filter(|file| is_check(&file.path, &file.text))
        .flat_map(|file| missing_check_parts(&file.path, &file.text));
    refuse(
        "checks that do not explain themselves",
        &faults.collect::<Vec<_>>(),
    );
}

#[test]
fn every_invariant_names_a_test_that_exists() {
    let tests = tests_in_tree();
    let invariants = invariants(&read(&root().join("ARCHITECTURE.md")));
    assert_eq!(
        invariants.len(),
        10,
        "ARCHITECTURE.md has ten invariants, numbered 1 to 10"
    );
    let faults = invariants
        .iter()
        .flat_map(|invariant| invariant_faults(invariant, &tests));
    refuse("invariants that no test holds", &faults.collect::<Vec<_>>());
}

#[test]
fn links_in_documents_lead_somewhere() {
    let faults = all_files()
        .into_iter()
        .filter(|path| path.ends_with(".md") && !path.starts_with("fuzz/seeds/"))
        .flat_map(|path| {
            let folder = root()
                .join(&path)
                .parent()
                .expect("a file stands in a folder")
                .to_path_buf();
            links(&read(&root().join(&path)))
                .into_iter()
                .filter(|link| !folder.join(link).exists())
                .map(|link| format!("{path}: {link}"))
                .collect::<Vec<_>>()
        });
    refuse("links that lead nowhere", &faults.collect::<Vec<_>>());
}

// Rules: from text to faults.

/// Rooms that `manifest` depends on, in any of its tables, without leave.
fn forbidden_edges(room: &str, allowed: &[&str], manifest: &str) -> Vec<String> {
    dependencies(manifest)
        .into_keys()
        .filter_map(|name| Some(name.strip_prefix("kaozheng-")?.to_owned()))
        .filter(|below| !allowed.contains(&below.as_str()))
        .map(|below| format!("{room} must not depend on {below}"))
        .collect()
}

/// Every dependency of a manifest, with its entry as written: normal, for tests, for builds and for one target.
fn dependencies(manifest: &str) -> BTreeMap<String, String> {
    let manifest: toml_edit::DocumentMut = manifest.parse().expect("a manifest is TOML");
    let mut found = BTreeMap::new();
    gather_dependencies(manifest.as_table(), &mut found);
    found
}

fn gather_dependencies(table: &toml_edit::Table, found: &mut BTreeMap<String, String>) {
    for (key, entry) in table.iter() {
        let Some(below) = entry.as_table() else {
            continue;
        };
        if key.ends_with("dependencies") {
            found.extend(
                below
                    .iter()
                    .map(|(name, entry)| (name.to_owned(), entry.to_string())),
            );
        } else {
            gather_dependencies(below, found);
        }
    }
}

/// Whether any part of a path is a name that says nothing.
fn is_vague(path: &str) -> bool {
    Path::new(path)
        .with_extension("")
        .components()
        .filter_map(|part| part.as_os_str().to_str())
        .any(|part| VAGUE_NAMES.contains(&part))
}

/// Whether the first line that is not an inner attribute is a `//!` line.
fn opens_with_docs(text: &str) -> bool {
    text.lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with("#!["))
        .is_some_and(|line| line.len() > 4 && line.starts_with("//!"))
}

fn unfinished_lines(path: &str, text: &str) -> Vec<String> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter(|(_, line)| UNFINISHED.iter().any(|mark| line.contains(mark)))
        .map(|(number, line)| format!("{path}:{}: {}", number + 1, line.trim()))
        .collect()
}

/// Lines before the tests of a file that name files, environment, network, clock, threads or terminal.
fn outside_world(path: &str, text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or("");
    code.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter(|(_, line)| OUTSIDE_WORLD.iter().any(|name| line.contains(name)))
        .map(|(number, line)| format!("{path}:{}: {}", number + 1, line.trim()))
        .collect()
}

/// Entries of a dependency table that have no remark on the line above. Our own rooms need none.
fn dependencies_without_reason(path: &str, manifest: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut in_table, mut above) = (false, "");
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_table = line.ends_with("dependencies]");
        } else if in_table
            && is_entry(line)
            && !line.starts_with("kaozheng-")
            && !above.starts_with('#')
        {
            faults.push(format!("{path}: {line}"));
        }
        above = line;
    }
    faults
}

fn is_entry(line: &str) -> bool {
    line.starts_with(|first: char| first.is_ascii_alphanumeric()) && line.contains('=')
}

/// Places where a path of one machine begins: after a space, a quotation mark or a bracket, not inside an address.
fn machine_paths(path: &str, text: &str) -> Vec<String> {
    let begins = |at: usize| {
        !text[..at].ends_with(|before: char| before.is_alphanumeric() || "._-~/*}".contains(before))
    };
    MACHINE_PATHS
        .iter()
        .flat_map(|start| text.match_indices(start))
        .filter(|(at, _)| begins(*at))
        .map(|(at, start)| format!("{path}:{}: {start}…", text[..at].matches('\n').count() + 1))
        .collect()
}

/// A file under `checks/` that gives a check its code.
fn is_check(path: &str, text: &str) -> bool {
    path.contains("/src/checks/") && text.contains("code: \"")
}

fn missing_check_parts(path: &str, text: &str) -> Vec<String> {
    let docs: String = text
        .lines()
        .filter(|line| line.starts_with("//!"))
        .collect();
    CHECK_PARTS
        .iter()
        .filter(|part| !docs.contains(*part))
        .map(|part| format!("{path}: no \"{part}\" in its module docs"))
        .collect()
}

/// The numbered paragraphs under the heading "Invariants".
fn invariants(architecture: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let section = architecture
        .lines()
        .skip_while(|line| !line.starts_with("## Invariants"))
        .skip(1);
    for line in section.take_while(|line| !line.starts_with("## ")) {
        if line.starts_with(&format!("{}. ", found.len() + 1)) {
            found.push(line.to_owned());
        } else if line.starts_with("  ")
            && let Some(last) = found.last_mut()
        {
            last.push(' ');
            last.push_str(line.trim());
        }
    }
    found
}

/// What is wrong with how an invariant names its tests: none named, or one that is not in the tree.
fn invariant_faults(invariant: &str, tests: &BTreeSet<String>) -> Vec<String> {
    let named: Vec<&str> = invariant
        .split("test `")
        .skip(1)
        .filter_map(|rest| rest.split('`').next())
        .collect();
    if named.is_empty() {
        return vec![format!("names no test: {invariant}")];
    }
    named
        .into_iter()
        .filter(|name| !tests.contains(*name))
        .map(|name| format!("no such test `{name}`: {invariant}"))
        .collect()
}

/// Names of the functions that stand under `#[test]`.
fn tests_of(text: &str) -> BTreeSet<String> {
    let name = |rest: &str| {
        let heading = rest
            .lines()
            .map(str::trim)
            .find_map(|line| line.strip_prefix("fn "))?;
        Some(heading.split(['(', '<']).next()?.to_owned())
    };
    text.split("#[test]\n").skip(1).filter_map(name).collect()
}

/// Targets of relative links in a Markdown text, without the part after `#`. Fenced blocks are left out.
fn links(markdown: &str) -> Vec<String> {
    let mut fenced = false;
    let prose = markdown.lines().filter(|line| {
        fenced ^= line.trim_start().starts_with("```");
        !fenced
    });
    prose
        .flat_map(|line| line.split("](").skip(1))
        .filter_map(|rest| rest.split([')', '#']).next())
        .filter(|link| !link.is_empty() && !link.contains("://") && !link.starts_with("mailto:"))
        .map(str::to_owned)
        .collect()
}

// The tree.

/// A Rust file of the rooms: its path from the root, with `/`, and its text.
struct RustFile {
    path: String,
    text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn rust_files() -> impl Iterator<Item = RustFile> {
    let rust = |path: &String| {
        path.ends_with(".rs") && (path.starts_with("crates/") || path.starts_with("fuzz/"))
    };
    all_files().into_iter().filter(rust).map(|path| RustFile {
        text: read(&root().join(&path)),
        path,
    })
}

fn tests_in_tree() -> BTreeSet<String> {
    rust_files().flat_map(|file| tests_of(&file.text)).collect()
}

/// Every file of the repository, by its path from the root, in order. What cargo, git and the fuzzer make is left out.
fn all_files() -> Vec<String> {
    let mut files = Vec::new();
    walk(&root(), "", &mut files);
    files.sort();
    files
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<String>) {
    const MADE: [&str; 7] = [
        ".git",
        "browser/node_modules",
        "target",
        "fuzz/artifacts",
        "fuzz/corpus",
        "fuzz/target",
        "peers/target",
    ];
    for entry in fs::read_dir(folder)
        .expect("a folder of the workspace can be read")
        .flatten()
    {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = format!("{prefix}{name}");
        if MADE.contains(&path.as_str()) || name == ".kaozheng" {
            continue;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&entry.path(), &format!("{path}/"), files),
            Ok(kind) if kind.is_file() => files.push(path),
            _ => {}
        }
    }
}

fn refuse(what: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{what}:\n  {}\n", faults.join("\n  "));
}

// Each rule refuses something.

#[test]
fn an_upward_edge_is_refused_in_every_table() {
    for table in [
        "dependencies",
        "dev-dependencies",
        "target.'cfg(unix)'.dependencies",
    ] {
        let manifest = format!(
            "[package]\nname = \"kaozheng-case\"\n[{table}]\nkaozheng-reading.workspace = true\n"
        );
        assert_eq!(
            forbidden_edges("case", &["text"], &manifest),
            ["case must not depend on reading"],
            "{table}"
        );
    }
}

#[test]
fn a_vague_name_is_refused_as_file_and_as_folder() {
    assert!(is_vague("crates/text/src/utils.rs"));
    assert!(is_vague("crates/text/src/common/span.rs"));
    assert!(!is_vague("crates/text/src/span.rs"));
}

#[test]
fn a_file_without_docs_is_refused() {
    assert!(!opens_with_docs("use std::fs;\n//! Late.\n"));
    assert!(!opens_with_docs("//!\n"));
    assert!(opens_with_docs("#![no_main]\n//! Spans.\n"));
}

#[test]
fn unfinished_work_is_refused_outside_remarks() {
    assert_eq!(
        unfinished_lines("a.rs", "fn f() {\n    todo!()\n}\n// never todo!()\n"),
        ["a.rs:2: todo!()"]
    );
}

#[test]
fn a_clock_in_a_pure_room_is_refused_outside_its_tests() {
    let text = "use std::time::Instant;\n// std::fs\n#[cfg(test)]\nmod tests { use std::fs; }\n";
    assert_eq!(
        outside_world("a.rs", text),
        ["a.rs:1: use std::time::Instant;"]
    );
}

#[test]
fn a_dependency_without_reason_is_refused() {
    let manifest = "[workspace.dependencies]\nkaozheng-text = { path = \"t\" }\n# Why.\na = \"1\"\nb = \"1\"\n[lints]\nc = 1\n";
    assert_eq!(
        dependencies_without_reason("Cargo.toml", manifest),
        ["Cargo.toml: b = \"1\""]
    );
}

#[test]
fn a_machine_path_is_refused_and_an_address_is_not() {
    let path = MACHINE_PATHS[0];
    assert_eq!(
        machine_paths("a.md", &format!("one\nsee {path}main")),
        [format!("a.md:2: {path}…")]
    );
    assert!(machine_paths("a.md", &format!("https://example.org{path}7")).is_empty());
}

#[test]
fn a_check_without_mending_is_refused() {
    let text =
        "//! What it checks: x.\n//! Why it matters: y.\n//! Example: z.\nCheck { code: \"c\" }\n";
    assert!(is_check("crates/case/src/checks/c.rs", text));
    assert_eq!(
        missing_check_parts("c.rs", text),
        ["c.rs: no \"How to mend\" in its module docs"]
    );
}

#[test]
fn an_invariant_without_a_real_test_is_refused() {
    let page = "## Invariants\n\n1. One (test `kept`).\n2. Two\n   on two lines (test `lost`).\n3. Three.\n\n## Next\n4. No.\n";
    let tests = tests_of("#[test]\nfn kept() {}\nfn lost() {}\n");
    let faults: Vec<_> = invariants(page)
        .iter()
        .flat_map(|invariant| invariant_faults(invariant, &tests))
        .collect();
    assert_eq!(
        faults,
        [
            "no such test `lost`: 2. Two on two lines (test `lost`).",
            "names no test: 3. Three."
        ]
    );
}

#[test]
fn links_are_found_outside_fences() {
    let page = "See [a](docs/a.md#part) and [b](https://example.org).\n```\n[c](c.md)\n```\n";
    assert_eq!(links(page), ["docs/a.md"]);
}
