//! Stage `speed`: our front end and CPython's `compile()` over the same files, in turns, each in a process of its own.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::oracle::Oracle;
use super::source::Source;
use crate::root;

/// How often each side compiles the library; the best round counts.
const ROUNDS: usize = 5;

/// How many times as fast as CPython we have to be.
const REQUIRED: f64 = 4.0;

/// Sizes of the generated files, in megabytes, and the largest that CPython is asked to compile: it took seven minutes for
/// 50 megabytes.
const SIZES: [usize; 4] = [1, 5, 10, 50];
const LARGEST_FOR_CPYTHON: usize = 10;

/// The largest that the time per byte of the largest file may be, in those of the smallest.
const LINEAR: f64 = 1.5;

/// Prints the figures; whether they are good enough.
pub fn run(oracle: &Oracle, sources: &[Source]) -> Result<bool, String> {
    let measure = build()?;
    let folder = oracle.scratch("speed")?;
    let list = folder.join("library");
    let paths: Vec<String> = sources.iter().map(|source| source.path.display().to_string()).collect();
    write(&list, &paths.join("\n"))?;
    let bytes: usize = sources.iter().map(|source| source.bytes.len()).sum();

    let mut ours = Side::start(Command::new(&measure))?;
    let mut theirs = Side::start(oracle.command("speed.py"))?;
    let (mut best_ours, mut best_theirs) = (Figure::WORST, Figure::WORST);
    for _ in 0..ROUNDS {
        best_theirs = best_theirs.better(theirs.round(&list)?);
        best_ours = best_ours.better(ours.round(&list)?);
    }
    drop((ours, theirs));
    println!(
        "speed      {} files, {:.1} MB: {best_ours}, CPython {best_theirs}: {:.2} times as fast, {:.2} of the memory",
        sources.len(),
        bytes as f64 / 1e6,
        best_theirs.seconds / best_ours.seconds,
        best_ours.peak / best_theirs.peak
    );
    let mut passed =
        best_theirs.seconds / best_ours.seconds >= REQUIRED && best_ours.peak <= best_theirs.peak;

    let mut per_megabyte = Vec::new();
    for size in SIZES {
        let (file, list) = (folder.join(format!("{size}MB.py")), folder.join(format!("{size}MB")));
        write(&file, &generated(size * 1_000_000))?;
        write(&list, &file.display().to_string())?;
        let ours = Side::start(Command::new(&measure))?.round(&list)?;
        print!("speed      {size:>2} MB file: {ours}");
        if size <= LARGEST_FOR_CPYTHON {
            let theirs = Side::start(oracle.command("speed.py"))?.round(&list)?;
            print!(", CPython {theirs}: {:.2} times as fast", theirs.seconds / ours.seconds);
        }
        println!();
        per_megabyte.push(ours.seconds / size as f64);
    }
    if let (Some(first), Some(last)) = (per_megabyte.first(), per_megabyte.last()) {
        println!("speed      a byte of the largest costs {:.2} of a byte of the smallest", last / first);
        passed &= last / first <= LINEAR;
    }
    Ok(passed)
}

/// What a round took.
#[derive(Clone, Copy)]
struct Figure {
    /// Processor time.
    seconds: f64,
    /// Largest resident set so far, in kilobytes.
    peak: f64,
}

impl Figure {
    const WORST: Self = Self { seconds: f64::INFINITY, peak: 0.0 };

    fn better(self, other: Self) -> Self {
        Self { seconds: self.seconds.min(other.seconds), peak: self.peak.max(other.peak) }
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.3} s and {:.0} MB", self.seconds, self.peak / 1024.0)
    }
}

/// A process that compiles a list of files when told.
struct Side {
    process: Child,
    orders: ChildStdin,
    figures: BufReader<ChildStdout>,
}

impl Side {
    fn start(mut command: Command) -> Result<Self, String> {
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", command.get_program().display()))?;
        let orders = process.stdin.take().ok_or("no pipe to the process")?;
        let figures = BufReader::new(process.stdout.take().ok_or("no pipe from the process")?);
        Ok(Self { process, orders, figures })
    }

    fn round(&mut self, list: &Path) -> Result<Figure, String> {
        writeln!(self.orders, "{}", list.display()).map_err(|error| error.to_string())?;
        let mut line = String::new();
        self.figures.read_line(&mut line).map_err(|error| error.to_string())?;
        let mut numbers = line.split_whitespace().map(str::parse);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(seconds)), Some(Ok(peak))) => Ok(Figure { seconds, peak }),
            _ => Err(format!("a process that is measured ended: {line:?}")),
        }
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        // Both would also end by themselves at the end of their input, but only after the pipe is dropped.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Builds our side with all optimisations.
fn build() -> Result<PathBuf, String> {
    let arguments = ["build", "--release", "--quiet", "--package", "taipan", "--example", "measure"];
    let status = Command::new(env!("CARGO")).args(arguments).current_dir(root()).status();
    if !status.is_ok_and(|status| status.success()) {
        return Err("our side does not build".to_owned());
    }
    // This program lies in the target folder too: target/debug/xtask.
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let target = program.ancestors().nth(2).ok_or("no target folder")?;
    Ok(target.join("release/examples/measure"))
}

/// A program of about `size` bytes that uses most of the grammar.
fn generated(size: usize) -> String {
    const UNIT: &str = include_str!("speed_unit.py");
    let mut text = String::with_capacity(size + UNIT.len());
    for number in 0.. {
        if text.len() >= size {
            break;
        }
        text += &UNIT.replace("NUMBER", &number.to_string());
    }
    text
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
