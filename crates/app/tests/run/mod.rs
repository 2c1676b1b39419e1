//! A case in a temporary folder and the built binary, for the end-to-end tests.

#![allow(
    dead_code,
    reason = "each test file is a crate of its own and uses a part of this"
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A case folder that is thrown away at the end of the test.
pub(crate) struct TestCase {
    folder: tempfile::TempDir,
}

/// What a run of the binary came to.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code; -1 when it was killed.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

/// A few cards with a message, what it tells, and a question.
pub(crate) const CARDS: &str = "\
source: page-24-february
type: telegram
title: Page to the President
dated: 24 February 1917

person: wilson
name: Woodrow Wilson

person: page
name: Walter Hines Page

matter: offer-to-mexico
says: Germany offers Mexico an alliance.

event: page-cables-washington
from: page-24-february
type: message
title: Page cables Washington
sender: page
recipient: wilson
when: 24 February 1917
sent: yes
tells: offer-to-mexico

question: did-wilson-know
asks: When did Wilson know?
ask: wilson knew offer-to-mexico on 25 February 1917
";

/// A short original with a Korean sentence.
pub(crate) const PAPER: &str = "\
A Short Paper on the Offer

Walter Hines Page cabled the President on 24 February 1917.¹⁾ Nobody in Washington had known of the offer before. \
Robert Lansing told the Senate on 1 March 1917 that the telegram was genuine.²⁾ 윌슨은 그때까지 제안을 알지 못하였다.

1) Barbara W. Tuchman, *The Zimmermann Telegram* (New York: Viking, 1958), p. 168.

2) Robert Lansing, *War Memoirs* (Indianapolis: Bobbs-Merrill, 1935), p. 228.
";

impl TestCase {
    /// An empty case.
    pub(crate) fn new() -> TestCase {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for part in ["sources", "cards", "drafts", "essays"] {
            fs::create_dir(folder.path().join(part)).expect("a folder can be made");
        }
        let case = TestCase { folder };
        case.write("case.toml", "title = \"Test\"\n");
        case
    }

    /// A case with [`CARDS`].
    pub(crate) fn with_cards() -> TestCase {
        let case = TestCase::new();
        case.write("cards/all.card", CARDS);
        case
    }

    /// Its folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The path of one of its files.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes one of its files.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.file(name), bytes).expect("the file can be written");
    }

    /// The text of one of its files; empty when it is not there.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap_or_default()
    }

    /// Runs `kaozheng COMMAND CASE …`.
    pub(crate) fn run(&self, command: &str, rest: &[&str]) -> Ran {
        let case = self.path().to_str().expect("temporary paths are text");
        run(&[&[command, case], rest].concat())
    }

    /// The same with `input` on standard input.
    pub(crate) fn run_with(&self, command: &str, rest: &[&str], input: &str) -> Ran {
        let case = self.path().to_str().expect("temporary paths are text");
        run_with(&[&[command, case], rest].concat(), input)
    }
}

/// The binary as a command, without colours, whatever the tests run under.
pub(crate) fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kaozheng"));
    command
        .env("NO_COLOR", "1")
        .env_remove("EDITOR")
        .env_remove("VISUAL");
    command
}

/// Runs the binary with nothing on standard input.
pub(crate) fn run(arguments: &[&str]) -> Ran {
    run_with(arguments, "")
}

/// Runs the binary with `input` on standard input.
pub(crate) fn run_with(arguments: &[&str], input: &str) -> Ran {
    let mut command = binary();
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary starts");
    let mut stdin = child.stdin.take().expect("it has a standard input");
    // A command that does not read its input closes it; that is no fault.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    Ran::of(&child.wait_with_output().expect("it ends"))
}

impl Ran {
    /// What a process said.
    pub(crate) fn of(output: &Output) -> Ran {
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    #[track_caller]
    fn ended_with(&self, code: i32) {
        let shown = |text: &str| text.chars().take(3000).collect::<String>();
        let (out, err) = (shown(&self.out), shown(&self.err));
        assert_eq!(
            self.code, code,
            "\nstandard output:\n{out}\nstandard error:\n{err}"
        );
    }

    /// Asserts the exit code and gives standard output.
    #[track_caller]
    pub(crate) fn out(self, code: i32) -> String {
        self.ended_with(code);
        self.out
    }

    /// Asserts the exit code and gives standard error.
    #[track_caller]
    pub(crate) fn err(self, code: i32) -> String {
        self.ended_with(code);
        self.err
    }

    /// Asserts the exit code and gives standard output as JSON.
    #[track_caller]
    pub(crate) fn json(self, code: i32) -> serde_json::Value {
        let out = self.out(code);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"))
    }
}
