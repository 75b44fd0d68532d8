//! `cargo xtask regrtest`: CPython's own test runner, `taipan -m test -j2`, over its whole suite, and the list of what comes of
//! each file (`tests/regrtest.txt`).
//!
//! ```text
//! cargo xtask regrtest [--program FILE] [--jobs N] [--log FILE] [--record] [test …]
//! ```
//!
//! The library is that of an installed CPython 3.14, unmodified, put beside the executable (`../lib/python3.14`). The whole
//! takes half an hour. `--log` runs nothing but reads what a run has printed. A file that passed, or was skipped, and does so
//! no longer is an error, unless `--record` writes the list anew.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::{front, root};

/// For how many seconds a test may run.
const PATIENCE: &str = "600";

/// What is asked for.
struct Request {
    program: PathBuf,
    jobs: String,
    log: Option<PathBuf>,
    record: bool,
    tests: Vec<String>,
}

/// What came of each file: `passed`, `skipped`, `failed (1 error, 2 failures)` …
type Outcomes = BTreeMap<String, String>;

/// Runs the command.
pub fn run(arguments: Vec<String>) -> Result<(), String> {
    let request = parse(arguments)?;
    let log = match &request.log {
        Some(log) => fs::read_to_string(log).map_err(|error| format!("{}: {error}", log.display()))?,
        None => run_tests(&request)?,
    };
    let outcomes = outcomes(&log);
    println!("{}", summary(&outcomes));
    if request.record {
        return write_list(&outcomes);
    }
    let known = read_list()?;
    let worse: Vec<String> = outcomes
        .iter()
        .filter(|(file, now)| is_well(known.get(*file).map_or("", String::as_str)) && !is_well(now))
        .map(|(file, now)| format!("{file}: {now}"))
        .collect();
    if worse.is_empty() { Ok(()) } else { Err(worse.join("\n")) }
}

fn parse(arguments: Vec<String>) -> Result<Request, String> {
    let beside = env::current_exe().map_err(|error| error.to_string())?.with_file_name("taipan");
    let mut request =
        Request { program: beside, jobs: "2".to_owned(), log: None, record: false, tests: Vec::new() };
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument}: a value is missing"));
        match argument.as_str() {
            "--program" => request.program = value()?.into(),
            "--jobs" => request.jobs = value()?,
            "--log" => request.log = Some(value()?.into()),
            "--record" => request.record = true,
            name if name.starts_with("test") => request.tests.push(argument),
            other => return Err(format!("{other}: what is that?")),
        }
    }
    Ok(request)
}

/// Runs the tests and gives what was printed, which is shown meanwhile.
fn run_tests(request: &Request) -> Result<String, String> {
    let text = |error: std::io::Error| error.to_string();
    let prefix = env::temp_dir().join(format!("taipan-regrtest-{}", std::process::id()));
    let program = install(&request.program, &prefix).map_err(text)?;
    let mut child = Command::new(program)
        .args(["-m", "test", "-j", &request.jobs, "--timeout", PATIENCE])
        .args(&request.tests)
        .current_dir(&prefix)
        .env_remove("PYTHONPATH")
        .env_remove("PYTHONHOME")
        .env_remove("PYTHONDONTWRITEBYTECODE")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(text)?;
    let mut log = String::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.map_err(text)?;
            let line = String::from_utf8_lossy(&line);
            // Whoever no longer reads it misses the lines, but not the result.
            let _ = writeln!(std::io::stdout(), "{line}");
            log += &line;
            log.push('\n');
        }
    }
    child.wait().map_err(text)?;
    // What a test has left there may not be ours to remove.
    let _ = fs::remove_dir_all(&prefix);
    Ok(log)
}

/// Lays out an installation: the program, and the library where CPython has it. Gives the program.
fn install(program: &Path, prefix: &Path) -> std::io::Result<PathBuf> {
    let library = front::oracle_library().map_err(std::io::Error::other)?;
    fs::create_dir_all(prefix.join("bin"))?;
    fs::create_dir_all(prefix.join("lib"))?;
    std::os::unix::fs::symlink(library, prefix.join("lib/python3.14"))?;
    let installed = prefix.join("bin/taipan");
    fs::copy(program, &installed)?;
    Ok(installed)
}

/// What came of each file, of what the runner prints: a line `0:12:04 load avg: 37.04 [125/538/5] test_x passed`, perhaps with
/// how long it took and what runs besides.
fn outcomes(log: &str) -> Outcomes {
    log.lines()
        .filter_map(|line| {
            let (_, result) = line.split_once(" load avg: ")?.1.split_once("] ")?;
            let (file, outcome) = result.split_once(' ')?;
            let outcome = outcome.split(" -- ").next()?;
            let outcome = match outcome.rsplit_once(" (") {
                Some((rest, end)) if end.ends_with("sec)") || end.ends_with("min)") => rest,
                _ => outcome,
            };
            let file = file.strip_prefix("test.").unwrap_or(file);
            Some((file.to_owned(), outcome.to_owned()))
        })
        .collect()
}

/// Whether a file does what it should.
fn is_well(outcome: &str) -> bool {
    outcome == "passed" || outcome.starts_with("skipped")
}

fn summary(outcomes: &Outcomes) -> String {
    let count = |beginning| outcomes.values().filter(|it| it.starts_with(beginning)).count();
    let (passed, skipped) = (count("passed"), count("skipped"));
    let rest = outcomes.len() - passed - skipped;
    format!("{} files: {passed} passed, {skipped} skipped, {rest} did not", outcomes.len())
}

fn list_file() -> PathBuf {
    root().join("tests/regrtest.txt")
}

fn read_list() -> Result<Outcomes, String> {
    let text = fs::read_to_string(list_file()).map_err(|error| format!("tests/regrtest.txt: {error}"))?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    Ok(lines
        .filter_map(|line| line.split_once(' '))
        .map(|(file, outcome)| (file.to_owned(), outcome.to_owned()))
        .collect())
}

fn write_list(outcomes: &Outcomes) -> Result<(), String> {
    let mut text = "# What came of each file when `taipan -m test -j2` ran CPython's suite: `cargo xtask regrtest --record`.\n"
        .to_owned();
    for (file, outcome) in outcomes {
        text += &format!("{file} {outcome}\n");
    }
    fs::write(list_file(), text).map_err(|error| format!("tests/regrtest.txt: {error}"))
}

#[cfg(test)]
mod tests {
    use super::{outcomes, summary};

    #[test]
    fn outcomes_are_found() {
        let log = "Using random seed: 1\n\
                   0:00:00 load avg: 1.54 Run 6 tests in parallel using 2 worker processes\n\
                   0:00:04 load avg: 1.50 [  4/6] test.test_asyncio.test_events passed\n\
                   0:00:06 load avg: 1.50 [5/6/1] test_x failed (1 error, 2 failures) (1 min 8 sec) -- running (1): test_y (3 sec)\n\
                   0:00:07 load avg: 1.50 running (1): test_y (33 sec)\n\
                   0:00:09 load avg: 1.50 [6/6/1] test_y skipped (resource denied)\n\
                   test_y skipped -- no network\n";
        let found = outcomes(log);
        let found: Vec<_> = found.iter().map(|(file, outcome)| (file.as_str(), outcome.as_str())).collect();
        let expected = [
            ("test_asyncio.test_events", "passed"),
            ("test_x", "failed (1 error, 2 failures)"),
            ("test_y", "skipped (resource denied)"),
        ];
        assert_eq!(found, expected);
        assert_eq!(summary(&outcomes(log)), "3 files: 1 passed, 1 skipped, 1 did not");
    }
}
