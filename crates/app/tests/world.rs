//! What the world does to a case: processes killed halfway, full disks, folders that cannot be written to, files
//! changed meanwhile. Each time a clear message and nothing lost.

mod run;

use run::{CARDS, Ran, TestCase, binary};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A card file of some size that `fmt` rewrites, before and after.
fn large_file(people: usize) -> (String, String) {
    let after: String = (0..people)
        .map(|n| format!("person: p-{n}\nname: Somebody called {n}\n\n"))
        .collect();
    let after = after.trim_end().to_owned() + "\n";
    (after.replace(": ", ":   "), after)
}

#[test]
fn a_file_is_old_or_new_but_whole_whenever_the_process_is_killed() {
    let case = TestCase::new();
    let (before, after) = large_file(6_000);
    case.write("cards/large.card", &before);
    let begun = Instant::now();
    case.run("fmt", &[]).out(0);
    let mut wait = begun.elapsed();
    let mut seen = [0, 0];
    // Later after a kill that came before the write, earlier after one that came behind it: so most come close to the
    // write, however busy the machine is.
    for round in 0..400 {
        case.write("cards/large.card", &before);
        let mut child = binary()
            .arg("fmt")
            .arg(case.path())
            .stdout(Stdio::null())
            .spawn()
            .expect("the binary starts");
        std::thread::sleep(wait);
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let text = case.read("cards/large.card");
        assert!(
            text == before || text == after,
            "round {round}: the file is torn, {} bytes",
            text.len()
        );
        wait = wait.mul_f64(if text == after { 0.85 } else { 1.15 });
        seen[usize::from(text == after)] += 1;
        if seen.iter().sum::<i32>() >= 40 && seen.iter().all(|&times| times > 0) {
            break;
        }
    }
    assert!(
        seen[0] > 0 && seen[1] > 0,
        "no kill came before, or none after the write: {seen:?}"
    );
    case.write("cards/large.card", &before);
    case.run("fmt", &[]).out(0);
    assert_eq!(case.read("cards/large.card"), after);
    let names: Vec<_> = fs::read_dir(case.file("cards"))
        .expect("a folder")
        .collect();
    assert_eq!(names.len(), 1, "something was left behind: {names:?}");
}

#[test]
fn no_draft_is_lost_whenever_review_is_killed() {
    for round in 0..25u64 {
        let case = TestCase::new();
        case.write(
            "drafts/paper.card",
            "person: mao\nname: Mao\n\nperson: zhou\nname: Zhou\n",
        );
        let mut child = binary()
            .arg("review")
            .arg(case.path())
            .args(["--by", "KR", "--accept", "mao", "zhou"])
            .stdout(Stdio::null())
            .spawn()
            .expect("the binary starts");
        std::thread::sleep(Duration::from_micros(round * 700));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let (drafts, cards) = (
            case.read("drafts/paper.card"),
            case.read("cards/people.card"),
        );
        for id in ["person: mao", "person: zhou"] {
            assert!(
                drafts.contains(id) || cards.contains(id),
                "round {round}: {id} is lost\n{drafts}\n{cards}"
            );
        }
        let left: Vec<&str> = ["mao", "zhou"]
            .into_iter()
            .filter(|id| drafts.contains(id))
            .collect();
        if !left.is_empty() {
            case.run("review", &[&["--by", "KR", "--accept"], &left[..]].concat())
                .out(0);
        }
        let cards = case.read("cards/people.card");
        assert_eq!(
            cards.matches("person: ").count(),
            2,
            "round {round}: {cards}"
        );
    }
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let case = TestCase::new();
    let folder = case.file("cards");
    let Some(disk) = SmallDisk::mount(&folder) else {
        return by_file_size_limit(&case);
    };
    let (before, _) = large_file(16_000);
    let before = &before[..before[..600_000].rfind("person: ").expect("many people")];
    case.write("cards/large.card", before);
    let ran = case.run("fmt", &[]);
    assert_eq!(case.read("cards/large.card"), before);
    let err = ran.err(3);
    assert!(
        err.contains("the disk is full") && err.contains("cards/large.card"),
        "{err}"
    );
    assert_eq!(
        fs::read_dir(case.file("cards")).expect("a folder").count(),
        1
    );
    drop(disk);
}

#[allow(
    clippy::print_stdout,
    reason = "a test that runs in a weaker form says so"
)]
/// Where no small disk can be mounted, a limit on the size of files stands in for it: the write breaks off all the same.
fn by_file_size_limit(case: &TestCase) {
    println!("no small disk can be mounted here: a limit on the size of files stands in for it");
    let (before, _) = large_file(16_000);
    case.write("cards/large.card", &before);
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" fmt \"$1\"";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_kaozheng")])
        .arg(case.path())
        .output()
        .expect("a shell is there");
    assert_eq!(case.read("cards/large.card"), before);
    let err = Ran::of(&output).err(3);
    assert!(
        err.contains("cards/large.card was not written and is as it was"),
        "{err}"
    );
}

/// A disk of one megabyte in memory, unmounted when dropped.
struct SmallDisk<'a> {
    path: &'a Path,
}

impl SmallDisk<'_> {
    fn mount(path: &Path) -> Option<SmallDisk<'_>> {
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1m", "none"])
            .arg(path)
            .stderr(Stdio::null())
            .status();
        mount
            .is_ok_and(|status| status.success())
            .then_some(SmallDisk { path })
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        // A disk that stays mounted is removed with the machine.
        let _ = Command::new("umount").arg(self.path).status();
    }
}

/// Runs the binary as somebody who may only read: as nobody when the tests run as root, else as oneself.
#[cfg(unix)]
fn run_as_reader(case: &TestCase, command: &str, rest: &[&str]) -> Ran {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    };
    let root = fs::metadata(case.path())
        .expect("the folder is there")
        .uid()
        == 0;
    let mut process = if root {
        let copy = case.file("kaozheng-for-all");
        // By another process: a file that this one has open for writing cannot be started by a parallel test.
        let copied = Command::new("cp")
            .arg(env!("CARGO_BIN_EXE_kaozheng"))
            .arg(&copy)
            .status();
        assert!(
            copied.is_ok_and(|status| status.success()),
            "the binary can be copied"
        );
        mode(&copy, 0o755);
        let mut process = Command::new(copy);
        process.uid(65534).gid(65534);
        process
    } else {
        binary()
    };
    for part in ["", "cards", "drafts", "sources"] {
        mode(&case.file(part), 0o555);
    }
    let output = process
        .arg(command)
        .arg(case.path())
        .args(rest)
        .env("NO_COLOR", "1")
        .output()
        .expect("the binary starts");
    for part in ["", "cards", "drafts", "sources"] {
        mode(&case.file(part), 0o755);
    }
    Ran::of(&output)
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_told_and_still_answers() {
    let case = TestCase::with_cards();
    let loose = CARDS.replace(": ", ":   ");
    case.write("cards/all.card", &loose);
    case.write("drafts/d.card", "person: mao\nname: Mao\n");
    let err = run_as_reader(&case, "fmt", &[]).err(3);
    assert!(
        err.contains("cards/all.card cannot be written") && err.contains("read-only"),
        "{err}"
    );
    assert_eq!(case.read("cards/all.card"), loose);
    let err = run_as_reader(&case, "review", &["--by", "KR", "--accept", "mao"]).err(3);
    assert!(err.contains("read-only"), "{err}");
    assert_eq!(case.read("drafts/d.card"), "person: mao\nname: Mao\n");
    run_as_reader(&case, "check", &[]).out(0);
    let found = run_as_reader(&case, "search", &["Wilson"]);
    assert!(found.err.contains("works without it"), "{found:?}");
    assert!(found.out(0).contains("Woodrow"));
}

#[test]
fn a_draft_file_edited_meanwhile_is_not_overwritten() {
    let case = TestCase::new();
    case.write(
        "drafts/paper.card",
        "person: mao\nname: Mao\n\nperson: zhou\nname: Zhou\n",
    );
    let mut child = binary()
        .arg("review")
        .arg(case.path())
        .args(["--by", "KR"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    std::thread::sleep(Duration::from_millis(200));
    case.write(
        "drafts/paper.card",
        "# my remark\nperson: mao\nname: Mao\n\nperson: zhou\nname: Zhou Enlai\n",
    );
    use std::io::Write;
    let mut keys = child.stdin.take().expect("it reads keys");
    keys.write_all(b"a\nq\n").expect("it is listening");
    drop(keys);
    let ran = Ran::of(&child.wait_with_output().expect("it ends"));
    assert_eq!(ran.code, 0, "{ran:?}");
    let drafts = case.read("drafts/paper.card");
    assert!(
        drafts.contains("# my remark") && drafts.contains("Zhou Enlai"),
        "an edit was lost: {drafts}"
    );
    assert!(case.read("cards/people.card").contains("person: mao"));
}

#[test]
fn two_who_decide_at_once_lose_nothing() {
    let case = TestCase::new();
    let people: Vec<String> = (0..12).map(|n| format!("p-{n}")).collect();
    let drafts: Vec<String> = people
        .iter()
        .map(|id| format!("person: {id}\nname: {id}\n"))
        .collect();
    case.write("drafts/paper.card", drafts.join("\n"));
    let decide = |id: &str| {
        let mut command = binary();
        command
            .arg("review")
            .arg(case.path())
            .args(["--by", "KR", "--accept", id]);
        command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts")
    };
    for pair in people.chunks(2) {
        let both: Vec<_> = pair.iter().map(|id| decide(id)).collect();
        for child in both {
            let ran = Ran::of(&child.wait_with_output().expect("it ends"));
            assert_eq!(ran.code, 0, "{ran:?}");
        }
    }
    let cards = case.read("cards/people.card");
    for id in &people {
        assert_eq!(
            cards.matches(&format!("person: {id}\n")).count(),
            1,
            "{id}: {cards}"
        );
    }
    assert_eq!(
        case.read("drafts/decided.txt").lines().count(),
        people.len()
    );
}
