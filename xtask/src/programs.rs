//! `cargo xtask programs`: the programs of `tests/programs` under each way of remembering and of collecting garbage.
//!
//! ```text
//! cargo xtask programs [--program FILE] [--jobs N] [--all] [--way SPECIALISE[,GCSTRESS]] [--small] [part of a name …]
//! ```
//!
//! Each program prints what CPython printed, whether instructions remember what they found or not, and however often garbage
//! is collected. All programs in all ways take a while (`--all`), or in one way or some (`--way on --way immediate,50`);
//! otherwise each way gets some of them. In any case it is
//! looked after that the programs, taken together, have every instruction and every name of the builtin types.
//!
//! Where all goes slowly, programs whose subject is size are told so (`-X small`): they do the same fewer times. That is so with a collection
//! for every object, and with `--small`.

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
const COLLECT: [Option<&str>; 4] = [None, Some("4000000000"), Some("50"), Some(ALWAYS)];

/// Without `--all`, each way gets one in so many programs.
const SLICE: usize = 24;

/// For how long a program may compute, however long that takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(120);
/// For how long a program may take, computing or waiting.
const PATIENCE: Duration = Duration::from_secs(1200);
/// What programs are told (`sys._xoptions`) where all goes slowly.
pub const SMALL: [&str; 2] = ["-X", "small"];
/// The garbage collection that makes all go slowly: for every object.
const ALWAYS: &str = "1";

/// Programs that say how often garbage was collected, or what is garbage at the moment, run only as it comes.
const COUNTS_COLLECTIONS: &str = "# collections are counted here";

struct Request {
    program: PathBuf,
    jobs: usize,
    all: bool,
    small: bool,
    ways: Vec<Way>,
    parts: Vec<String>,
}

/// How programs are run.
#[derive(Clone)]
struct Way {
    specialise: String,
    collect: Option<String>,
}

impl Way {
    /// All of them.
    fn all() -> Vec<Self> {
        let ways = SPECIALISE.into_iter().flat_map(|specialise| COLLECT.map(|collect| (specialise, collect)));
        ways.map(|(specialise, collect)| Self {
            specialise: specialise.to_owned(),
            collect: collect.map(str::to_owned),
        })
        .collect()
    }

    /// The way that `SPECIALISE[,GCSTRESS]` means.
    fn parse(text: &str) -> Self {
        let (specialise, collect) = text.split_once(',').map_or((text, None), |(one, two)| (one, Some(two)));
        Self { specialise: specialise.to_owned(), collect: collect.map(str::to_owned) }
    }
}

/// A program in one way.
struct Run<'a> {
    file: &'a Path,
    way: &'a Way,
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
    let all = request.all || !request.ways.is_empty() || !request.parts.is_empty();
    let ways = if request.ways.is_empty() { Way::all() } else { request.ways.clone() };
    let runs = runs(&files, &ways, all);
    let start = Instant::now();
    let failures = each(request.jobs, &runs, |run| check(&request, run));
    println!("{} runs of {} programs, {:.1} s", runs.len(), files.len(), start.elapsed().as_secs_f64());
    if failures.is_empty() {
        Ok(())
    } else {
        Err(format!("{} differ:\n{}", failures.len(), failures.join("\n")))
    }
}

fn parse(arguments: Vec<String>) -> Result<Request, String> {
    let beside = env::current_exe().map_err(|error| error.to_string())?.with_file_name("taipan");
    let mut request =
        Request { program: beside, jobs: 2, all: false, small: false, ways: Vec::new(), parts: Vec::new() };
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--program" => request.program = arguments.next().ok_or("a file is missing")?.into(),
            "--jobs" => {
                let number = arguments.next().and_then(|text| text.parse::<usize>().ok());
                request.jobs = number.ok_or("a number is missing")?.max(1);
            }
            "--all" => request.all = true,
            "--small" => request.small = true,
            "--way" => request.ways.push(Way::parse(&arguments.next().ok_or("a way is missing")?)),
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
fn runs<'a>(files: &'a [PathBuf], ways: &'a [Way], all: bool) -> Vec<Run<'a>> {
    let mut runs = Vec::new();
    for (number, way) in ways.iter().enumerate() {
        let chosen = files.iter().enumerate().filter(|(index, _)| all || index % SLICE == number % SLICE);
        runs.extend(chosen.map(|(_, file)| Run { file, way }));
    }
    runs
}

/// Checks each item, several at a time: what was wrong, in order.
pub fn each<T: Sync>(
    jobs: usize,
    items: &[T],
    check: impl Fn(&T) -> Result<(), String> + Sync,
) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(failure) = check(item)
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
fn check(request: &Request, run: &Run<'_>) -> Result<(), String> {
    let text = |error: std::io::Error| format!("{}: {error}", run.file.display());
    let source = fs::read(run.file).map_err(text)?;
    let mut way = format!("specialise={}", run.way.specialise);
    let mut command = Command::new(&request.program);
    command.arg("-X").arg(&way);
    if let Some(number) = &run.way.collect {
        if String::from_utf8_lossy(&source).contains(COUNTS_COLLECTIONS) {
            return Ok(());
        }
        way += &format!(" gcstress={number}");
        command.arg("-X").arg(format!("gcstress={number}"));
    }
    if request.small || run.way.collect.as_deref() == Some(ALWAYS) {
        command.args(SMALL);
    }
    let got = output(command.arg(run.file).env("PYTHONHASHSEED", "0"), LIMIT).map_err(text)?;
    compare(run.file, &way, &got)
}

/// Compares what a program printed with what it should.
pub fn compare(file: &Path, way: &str, got: &str) -> Result<(), String> {
    let expected = fs::read_to_string(file.with_extension("out"))
        .map_err(|error| format!("{}: {error}", file.display()))?;
    if got == expected {
        return Ok(());
    }
    let line = got.lines().zip(expected.lines()).position(|(got, expected)| got != expected);
    let line = line.unwrap_or_else(|| got.lines().count().min(expected.lines().count()));
    Err(format!(
        "{} {way}, line {}: expected {:?}, got {:?}",
        name(file),
        line + 1,
        expected.lines().nth(line).unwrap_or_default(),
        got.lines().nth(line).unwrap_or_default(),
    ))
}

/// How a program is called in messages.
pub fn name(file: &Path) -> std::path::Display<'_> {
    file.strip_prefix(folder()).unwrap_or(file).display()
}

/// What a command prints, with its exit code; one that takes too long is ended.
pub fn output(command: &mut Command, limit: Duration) -> std::io::Result<String> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let pipe = child.stdout.take();
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.map(|mut pipe| std::io::Read::read_to_end(&mut pipe, &mut bytes));
        bytes
    });
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        let elapsed = start.elapsed();
        if elapsed > PATIENCE.max(limit)
            || elapsed > limit && computed(child.id()).is_none_or(|time| time > limit)
        {
            child.kill()?;
            break child.wait()?;
        }
        thread::sleep(Duration::from_millis(2));
    };
    let bytes = reader.join().unwrap_or_default();
    let code = status.code().map_or_else(|| status.to_string(), |code| code.to_string());
    Ok(format!("{}exit code {code}\n", String::from_utf8_lossy(&bytes)))
}

/// For how long a process has computed, where `/proc` says so.
fn computed(process: u32) -> Option<Duration> {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // Behind the name in parentheses: the eleventh and twelfth number, in hundredths of seconds.
    let mut fields = line.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut next = || fields.next()?.parse::<u64>().ok();
    Some(Duration::from_millis(10 * (next()? + next()?)))
}

/// Whether the programs have every instruction and every name of the builtin types that CPython shows.
fn check_coverage(program: &Path) -> Result<(), String> {
    let surface = root().join("tests/surface");
    let mut command = Command::new(program);
    command.arg(surface.join("exercised.py")).arg(folder()).arg(surface.join("cpython.txt"));
    let report = output(&mut command, LIMIT).map_err(|error| format!("{}: {error}", program.display()))?;
    if report == "exit code 0\n" { Ok(()) } else { Err(format!("no program exercises:\n{report}")) }
}
