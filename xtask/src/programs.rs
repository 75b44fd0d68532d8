//! `cargo xtask programs`: the programs of `tests/programs` under each way of remembering and of collecting garbage.
//!
//! ```text
//! cargo xtask programs [--program FILE] [--jobs N] [--all] [part of a name …]
//! ```
//!
//! Each program prints what CPython printed, whether instructions remember what they found or not, and however often garbage
//! is collected. All programs in all ways take a while (`--all`); otherwise each way gets some of them. In any case it is
//! looked after that the programs, taken together, have every instruction and every name of the builtin types.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use crate::root;

/// `-X specialise=`
const SPECIALISE: [&str; 3] = ["off", "on", "immediate"];

/// `-X gcstress=`: never, now and then, for every object. None: as it comes.
const COLLECT: [Option<&str>; 4] = [None, Some("4000000000"), Some("50"), Some("1")];

/// Without `--all`, each way gets one in so many programs.
const SLICE: usize = 24;

/// For how long a program may run.
const LIMIT: Duration = Duration::from_secs(120);

/// Programs that say how often garbage was collected, or what is garbage at the moment, run only as it comes.
const COUNTS_COLLECTIONS: &str = "# collections are counted here";

struct Request {
    program: PathBuf,
    jobs: usize,
    all: bool,
    parts: Vec<String>,
}

/// A program in one way.
struct Run<'a> {
    file: &'a Path,
    specialise: &'static str,
    collect: Option<&'static str>,
}

/// Runs the command.
pub fn run(arguments: Vec<String>) -> Result<(), String> {
    let request = parse(arguments)?;
    if request.parts.is_empty() {
        check_coverage(&request.program)?;
    }
    let mut files = Vec::new();
    collect(&folder(), &mut files)?;
    files.retain(|file| {
        let name = file.to_string_lossy();
        request.parts.is_empty() || request.parts.iter().any(|part| name.contains(part.as_str()))
    });
    files.sort();
    let runs = runs(&files, request.all || !request.parts.is_empty());
    let start = Instant::now();
    let failures = run_all(&request, &runs);
    println!("{} runs of {} programs, {:.1} s", runs.len(), files.len(), start.elapsed().as_secs_f64());
    if failures.is_empty() {
        Ok(())
    } else {
        Err(format!("{} differ:\n{}", failures.len(), failures.join("\n")))
    }
}

fn parse(arguments: Vec<String>) -> Result<Request, String> {
    let beside = env::current_exe().map_err(|error| error.to_string())?.with_file_name("taipan");
    let mut request = Request { program: beside, jobs: 2, all: false, parts: Vec::new() };
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--program" => request.program = arguments.next().ok_or("a file is missing")?.into(),
            "--jobs" => {
                let number = arguments.next().and_then(|text| text.parse::<usize>().ok());
                request.jobs = number.ok_or("a number is missing")?.max(1);
            }
            "--all" => request.all = true,
            other if other.starts_with('-') => return Err(format!("{other}: what is that?")),
            _ => request.parts.push(argument),
        }
    }
    Ok(request)
}

pub fn folder() -> PathBuf {
    root().join("tests/programs")
}

/// The programs of a folder: what has an output beside it.
pub fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|it| it == "py") && path.with_extension("out").exists() {
            files.push(path);
        }
    }
    Ok(())
}

/// Which programs run in which way.
fn runs(files: &[PathBuf], all: bool) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let ways = SPECIALISE.into_iter().flat_map(|specialise| COLLECT.map(|collect| (specialise, collect)));
    for (number, (specialise, collect)) in ways.enumerate() {
        let chosen = files.iter().enumerate().filter(|(index, _)| all || index % SLICE == number % SLICE);
        runs.extend(chosen.map(|(_, file)| Run { file, specialise, collect }));
    }
    runs
}

fn run_all(request: &Request, runs: &[Run<'_>]) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..request.jobs {
            scope.spawn(|| {
                while let Some(run) = runs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(failure) = check(&request.program, run)
                        && let Ok(mut failures) = failures.lock()
                    {
                        failures.push(failure);
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap_or_default();
    failures.sort();
    failures
}

/// Runs a program, and compares what it prints.
fn check(program: &Path, run: &Run<'_>) -> Result<(), String> {
    let text = |error: std::io::Error| format!("{}: {error}", run.file.display());
    let source = fs::read(run.file).map_err(text)?;
    let mut way = format!("specialise={}", run.specialise);
    let mut command = Command::new(program);
    command.arg("-X").arg(&way);
    if let Some(number) = run.collect {
        if String::from_utf8_lossy(&source).contains(COUNTS_COLLECTIONS) {
            return Ok(());
        }
        way += &format!(" gcstress={number}");
        command.arg("-X").arg(format!("gcstress={number}"));
    }
    let expected = fs::read_to_string(run.file.with_extension("out")).map_err(text)?;
    let got = output(command.arg(run.file).env("PYTHONHASHSEED", "0")).map_err(text)?;
    if got == expected {
        return Ok(());
    }
    let line = got.lines().zip(expected.lines()).position(|(got, expected)| got != expected);
    let line = line.unwrap_or_else(|| got.lines().count().min(expected.lines().count()));
    Err(format!(
        "{} {way}, line {}: expected {:?}, got {:?}",
        run.file.strip_prefix(folder()).unwrap_or(run.file).display(),
        line + 1,
        expected.lines().nth(line).unwrap_or_default(),
        got.lines().nth(line).unwrap_or_default(),
    ))
}

/// What a command prints, with its exit code; one that takes too long is ended.
fn output(command: &mut Command) -> std::io::Result<String> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let pipe = child.stdout.take();
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.map(|mut pipe| std::io::Read::read_to_end(&mut pipe, &mut bytes));
        bytes
    });
    let end = Instant::now() + LIMIT;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if Instant::now() > end {
            child.kill()?;
            break child.wait()?;
        }
        thread::sleep(Duration::from_millis(2));
    };
    let bytes = reader.join().unwrap_or_default();
    let code = status.code().map_or_else(|| status.to_string(), |code| code.to_string());
    Ok(format!("{}exit code {code}\n", String::from_utf8_lossy(&bytes)))
}

/// Whether the programs have every instruction and every name of the builtin types that CPython shows.
fn check_coverage(program: &Path) -> Result<(), String> {
    let surface = root().join("tests/surface");
    let mut command = Command::new(program);
    command.arg(surface.join("exercised.py")).arg(folder()).arg(surface.join("cpython.txt"));
    let report = output(&mut command).map_err(|error| format!("{}: {error}", program.display()))?;
    if report == "exit code 0\n" { Ok(()) } else { Err(format!("no program exercises:\n{report}")) }
}
