//! Exit codes: 0 fine, 1 the case has errors, 2 usage, 3 the world, 101 a bug of ours.

use kaozheng_record::did_you_mean;
use std::io::{self, Write};
use std::process::ExitCode;

/// What a command that ran to its end says about the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing is wrong.
    Fine,
    /// The case, or the input of a stage, has errors.
    HasErrors,
    /// A bug of ours was caught and told of; the other lines were answered.
    Bug,
}

/// A command line that cannot be carried out as it was given.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Usage(pub(crate) String);

/// A bug of ours that was caught, so that the rest could go on.
#[derive(Debug, thiserror::Error)]
#[error("{0}: a bug of ours; please report it")]
pub(crate) struct Bug(pub(crate) String);

/// The failure that says `what` is wrong with the command line.
pub(crate) fn misused(what: impl Into<String>) -> anyhow::Error {
    anyhow::Error::new(Usage(what.into()))
}

/// The failure that `fault` tells ("`pln` is no matter of this case"), with the nearest name there is, or with `listed`, which
/// says where the names are.
pub(crate) fn misnamed<'a>(
    fault: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
    listed: &str,
) -> anyhow::Error {
    let hint = did_you_mean(name, known).unwrap_or_else(|| listed.to_owned());
    misused(format!("{fault}; {hint}"))
}

/// The exit code of `outcome`; a failure is told on standard error first.
///
/// A reader that went away (`kaozheng … | head`) is no failure.
pub(crate) fn code(outcome: anyhow::Result<Exit>) -> ExitCode {
    match outcome {
        Ok(Exit::Fine) => ExitCode::SUCCESS,
        Ok(Exit::HasErrors) => ExitCode::from(1),
        Ok(Exit::Bug) => ExitCode::from(101),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            let bug = error.is::<Bug>().then_some(101);
            let usage = error.is::<Usage>().then_some(2);
            ExitCode::from(bug.or(usage).unwrap_or(3))
        }
    }
}

/// Prints what clap has to say: help and version to standard output, a mistake to standard error with code 2.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    // Nothing can be told of a terminal that cannot be written to.
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Tells a failure on standard error.
pub(crate) fn tell(error: &anyhow::Error) {
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    // Nothing can be told of a terminal that cannot be written to.
    let _ = writeln!(io::stderr(), "kaozheng: {}", causes.join(": "));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(error: anyhow::Error) -> String {
        format!("{:?}", code(Err(error)))
    }

    #[test]
    fn each_kind_of_failure_has_its_code() {
        let of = |number: u8| format!("{:?}", ExitCode::from(number));
        assert_eq!(check(misused("no such thing")), of(2));
        assert_eq!(
            check(misused("no such thing").context("while asking")),
            of(2)
        );
        assert_eq!(check(io::Error::other("the disk").into()), of(3));
        assert_eq!(check(Bug("a.txt was not read".to_owned()).into()), of(101));
        assert_eq!(
            check(io::Error::from(io::ErrorKind::BrokenPipe).into()),
            of(0)
        );
    }
}
