//! `cargo xtask suite`: CPython's own test files, unmodified, on a program; the tests that pass are compared with a list that
//! only grows (`tests/suite.txt`).
//!
//! ```text
//! cargo xtask suite [--program FILE] [--jobs N] [--seconds S] [--record] [test_name …]
//! ```
//!
//! Each file runs in a process and a folder of its own, under `unittest -v`, with the library of an installed CPython 3.14 and
//! no optional resource. Without names, all files of the list run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use crate::{front, root};

/// What runs a file: no resource is enabled, as in CPython's own runner.
const DRIVER: &str = "import sys, unittest
from test import support
support.use_resources = []
support.verbose = False
unittest.main(module=None, argv=['unittest', '-v'] + sys.argv[1:])
";

/// What is asked for.
struct Request {
    program: PathBuf,
    library: PathBuf,
    jobs: usize,
    limit: Duration,
    record: bool,
    files: Vec<String>,
}

/// How many tests of a file pass, by the file's name.
type Passed = BTreeMap<String, usize>;

/// Runs the command.
pub fn run(arguments: Vec<String>) -> Result<(), String> {
    let known = read_list()?;
    let mut request = parse(arguments)?;
    if request.files.is_empty() {
        request.files = known.keys().cloned().collect();
    }
    let passed = run_all(&request);
    let worse: Vec<String> = passed
        .iter()
        .filter_map(|(file, &now)| {
            let before = known.get(file).copied().unwrap_or(0);
            (now < before).then(|| format!("{file}: {now} tests pass, {before} did"))
        })
        .collect();
    if request.record {
        write_list(known, &passed)?;
    }
    println!("{} tests pass in {} files", passed.values().sum::<usize>(), passed.len());
    if worse.is_empty() { Ok(()) } else { Err(worse.join("\n")) }
}

/// Runs some files on the program that was built beside this one, if a CPython is there.
pub fn check(files: &[&str]) -> Result<(), String> {
    run(files.iter().map(ToString::to_string).collect())
}

fn parse(arguments: Vec<String>) -> Result<Request, String> {
    let beside = env::current_exe().map_err(|error| error.to_string())?.with_file_name("taipan");
    let mut request = Request {
        program: beside,
        library: front::oracle_library()?,
        jobs: 2,
        limit: Duration::from_secs(300),
        record: false,
        files: Vec::new(),
    };
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let mut number =
            || arguments.next().and_then(|text| text.parse::<u64>().ok()).ok_or("a number is missing");
        match argument.as_str() {
            "--program" => request.program = arguments.next().ok_or("a file is missing")?.into(),
            "--jobs" => {
                request.jobs = usize::try_from(number()?.max(1)).map_err(|error| error.to_string())?
            }
            "--seconds" => request.limit = Duration::from_secs(number()?),
            "--record" => request.record = true,
            name if name.starts_with("test_") => request.files.push(argument),
            other => return Err(format!("{other}: what is that?")),
        }
    }
    Ok(request)
}

fn list_file() -> PathBuf {
    root().join("tests/suite.txt")
}

fn read_list() -> Result<Passed, String> {
    let text = fs::read_to_string(list_file()).map_err(|error| format!("tests/suite.txt: {error}"))?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    Ok(lines
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(file, count)| Some((file.to_owned(), count.parse().ok()?)))
        .collect())
}

fn write_list(mut known: Passed, passed: &Passed) -> Result<(), String> {
    for (file, &now) in passed {
        let best = known.entry(file.clone()).or_default();
        *best = now.max(*best);
    }
    let mut text =
        "# How many tests of CPython's own files pass: `cargo xtask suite --record` lets the numbers grow.\n"
            .to_owned();
    for (file, count) in known {
        text += &format!("{file} {count}\n");
    }
    fs::write(list_file(), text).map_err(|error| format!("tests/suite.txt: {error}"))
}

fn run_all(request: &Request) -> Passed {
    let left = Mutex::new(request.files.iter());
    let passed = Mutex::new(Passed::new());
    thread::scope(|scope| {
        for _ in 0..request.jobs {
            scope.spawn(|| {
                while let Some(file) = next(&left) {
                    let start = Instant::now();
                    let ok = run_file(request, file).unwrap_or_else(|error| {
                        eprintln!("{file}: {error}");
                        BTreeSet::new()
                    });
                    println!("{file:36} {:6.1} s {:5}", start.elapsed().as_secs_f64(), ok.len());
                    if let Ok(mut passed) = passed.lock() {
                        passed.insert(file.clone(), ok.len());
                    }
                }
            });
        }
    });
    passed.into_inner().unwrap_or_default()
}

/// The next file that nobody runs yet.
fn next<'a>(left: &Mutex<std::slice::Iter<'a, String>>) -> Option<&'a String> {
    left.lock().ok()?.next()
}

/// Runs one file and gives the tests that pass.
fn run_file(request: &Request, file: &str) -> Result<BTreeSet<String>, String> {
    let folder = env::temp_dir().join(format!("taipan-suite-{}-{file}", std::process::id()));
    let text = |error: std::io::Error| error.to_string();
    fs::create_dir_all(&folder).map_err(text)?;
    let log = folder.join("log");
    let output = fs::File::create(&log).map_err(text)?;
    let mut child = Command::new(&request.program)
        .args(["-c", DRIVER, &format!("test.{file}")])
        .current_dir(&folder)
        .env("PYTHONHOME", home(&request.library))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("TAIPAN_IMPL", "cpython")
        .env("HOME", &folder)
        .env("TMPDIR", &folder)
        .env_remove("PYTHONPATH")
        .stdin(Stdio::null())
        .stderr(output.try_clone().map_err(text)?)
        .stdout(output)
        .spawn()
        .map_err(text)?;
    let end = Instant::now() + request.limit;
    while child.try_wait().map_err(text)?.is_none() {
        if Instant::now() > end {
            child.kill().map_err(text)?;
            child.wait().map_err(text)?;
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    let passed = passed(&String::from_utf8_lossy(&fs::read(&log).map_err(text)?));
    // What a test has left there may not be ours to remove.
    let _ = fs::remove_dir_all(&folder);
    Ok(passed)
}

/// The prefix of an installation whose library this is.
fn home(library: &Path) -> &Path {
    library.parent().and_then(Path::parent).unwrap_or(library)
}

/// The tests that pass, of what `unittest -v` prints: a test's name, then, perhaps after what the test prints itself, its verdict.
fn passed(log: &str) -> BTreeSet<String> {
    let mut passed = BTreeSet::new();
    let mut current = None;
    for line in log.lines() {
        if let Some((name, rest)) = line.split_once(" (")
            && let Some((class, _)) = rest.split_once(')')
            && !name.contains(' ')
            && class.contains('.')
        {
            current = Some(format!("{class}.{name}"));
        }
        let verdict = line.rsplit("... ").next().unwrap_or_default();
        let ends = ["FAIL", "ERROR", "expected failure", "unexpected success"].contains(&verdict)
            || verdict.starts_with("skipped ");
        if verdict == "ok" {
            passed.extend(current.take());
        } else if ends {
            current = None;
        }
    }
    passed
}

#[cfg(test)]
mod tests {
    use super::passed;

    #[test]
    fn tests_that_pass_are_found() {
        let log = "test_a (test.test_x.Case.test_a) ... ok\n\
                   test_b (test.test_x.Case.test_b)\nSome words. ... ok\n\
                   test_c (test.test_x.Case.test_c) ... FAIL\n\
                   test_d (test.test_x.Case.test_d) ... noise\nok\n\
                   test_e (test.test_x.Case.test_e) ... skipped 'why'\n\nOK\n";
        let found: Vec<String> = passed(log).into_iter().collect();
        assert_eq!(
            found,
            [
                "test.test_x.Case.test_a.test_a",
                "test.test_x.Case.test_b.test_b",
                "test.test_x.Case.test_d.test_d"
            ]
        );
    }
}
