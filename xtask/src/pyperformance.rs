//! `cargo xtask pyperformance`: pyperformance's own benchmark files on two programs, in turns, as a table of seconds and ratios.
//!
//! ```text
//! cargo xtask pyperformance PROGRAM BASELINE [--pip PYTHON] [--folder DIR] [--rounds N] [NAME…]
//! ```
//!
//! The files come from the index that some Python's pip is set up with, once. Those that need packages besides are left out, as is
//! what fails on the baseline (two files look for programs that are not there). Each file runs in a process of its own, on the one
//! program and then on the other, for some rounds, with `bench/shim` instead of pyperf; the best time of each counts. `NAME`s
//! select benchmarks, as the manifest of pyperformance names them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use serde::Deserialize;

use crate::{packages, root};

/// What is installed.
const PACKAGE: &str = "pyperformance==1.14.0";
/// How often each file runs on each program, unless told.
const ROUNDS: usize = 3;

struct Request {
    programs: [PathBuf; 2],
    pip: PathBuf,
    folder: PathBuf,
    rounds: usize,
    names: Vec<String>,
}

/// A file and the options that it runs with.
struct Benchmark {
    name: String,
    script: PathBuf,
    options: Vec<String>,
}

/// Why there is no time, with the last line of the errors.
enum Unmeasured {
    /// The baseline cannot run it either.
    LeftOut(String),
    Failed(String),
}

/// Seconds of one turn by the name that the file gives what it times.
type Times = BTreeMap<String, f64>;

/// Runs the command.
pub fn run(arguments: Vec<String>) -> Result<(), String> {
    let request = parse(arguments)?;
    if !request.folder.exists() {
        packages::install(&request.pip, &request.folder, &[&[PACKAGE.into()]])?;
    }
    println!("{:44} {:>12} {:>12} {:>6}", "benchmark", "seconds", "baseline", "ratio");
    let (mut means, mut failures) = (Vec::new(), 0);
    for benchmark in benchmarks(&request.folder.join("pyperformance/data-files/benchmarks"))? {
        if !request.names.is_empty() && !request.names.contains(&benchmark.name) {
            continue;
        }
        match compare(&request, &benchmark) {
            Ok([ours, theirs]) => means.push(show(&benchmark.name, &ours, &theirs)),
            Err(Unmeasured::LeftOut(error)) => println!("{:44} left out: {error}", benchmark.name),
            Err(Unmeasured::Failed(error)) => {
                println!("{:44} fails: {error}", benchmark.name);
                failures += 1;
            }
        }
    }
    println!("geometric mean of {} benchmarks: {:.3}", means.len(), geometric_mean(&means));
    if failures == 0 { Ok(()) } else { Err(format!("{failures} benchmarks fail")) }
}

fn parse(arguments: Vec<String>) -> Result<Request, String> {
    let xtask = env::current_exe().map_err(|error| error.to_string())?;
    let (mut programs, mut names, mut rounds) = (Vec::new(), Vec::new(), ROUNDS);
    let (mut pip, mut folder) = (PathBuf::from("python3"), xtask.with_file_name("pyperformance"));
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument}: what is missing"));
        match argument.as_str() {
            "--pip" => pip = value()?.into(),
            "--folder" => folder = value()?.into(),
            "--rounds" => rounds = value()?.parse().map_err(|_| "--rounds: a number is missing")?,
            _ if programs.len() < 2 => programs.push(packages::absolute(Path::new(&argument))?),
            _ => names.push(argument),
        }
    }
    let programs =
        programs.try_into().map_err(|_| "usage: cargo xtask pyperformance PROGRAM BASELINE [NAME…]")?;
    // Benchmarks run in folders of their own.
    Ok(Request { programs, pip, folder: packages::absolute(&folder)?, rounds, names })
}

/// The benchmarks of the manifest that need nothing but pyperf. A line is `NAME <local>`, or `NAME <local:FOLDER>` for another way
/// to run the file of a folder, which a file `bm_NAME.toml` there describes.
fn benchmarks(folder: &Path) -> Result<Vec<Benchmark>, String> {
    let manifest = read(&folder.join("MANIFEST"))?;
    let mut found = Vec::new();
    for line in manifest.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, place)) = line.split_once('\t') else { continue };
        let Some(place) = place.trim().strip_prefix("<local").and_then(|rest| rest.strip_suffix('>')) else {
            continue;
        };
        let (directory, description) = match place.strip_prefix(':') {
            Some(other) => (folder.join(format!("bm_{other}")), format!("bm_{name}.toml")),
            None => (folder.join(format!("bm_{name}")), "pyproject.toml".to_owned()),
        };
        let project: Description = description_of(&directory.join("pyproject.toml"))?;
        let needs_packages = project.project.is_none_or(|it| it.dependencies.iter().any(|it| it != "pyperf"));
        if needs_packages || directory.join("requirements.txt").exists() {
            continue;
        }
        let options = description_of(&directory.join(description))?.tool.pyperformance.extra_opts;
        found.push(Benchmark { name: name.to_owned(), script: directory.join("run_benchmark.py"), options });
    }
    Ok(found)
}

/// What a benchmark's TOML file says, as far as it counts here.
#[derive(Deserialize)]
struct Description {
    project: Option<Project>,
    #[serde(default)]
    tool: Tool,
}

#[derive(Deserialize)]
struct Project {
    #[serde(default)]
    dependencies: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Tool {
    #[serde(default)]
    pyperformance: Options,
}

#[derive(Default, Deserialize)]
struct Options {
    #[serde(default)]
    extra_opts: Vec<String>,
}

fn description_of(path: &Path) -> Result<Description, String> {
    toml::from_str(&read(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The best times of both programs, or what there is to say instead. Only a failure of the program itself counts as one.
fn compare(request: &Request, benchmark: &Benchmark) -> Result<[Times; 2], Unmeasured> {
    let [program, baseline] = &request.programs;
    let (mut ours, mut theirs) = (Times::new(), Times::new());
    for _ in 0..request.rounds {
        time(baseline, benchmark, &mut theirs).map_err(Unmeasured::LeftOut)?;
        time(program, benchmark, &mut ours).map_err(Unmeasured::Failed)?;
    }
    Ok([ours, theirs])
}

/// Runs a file once, and keeps the best times.
fn time(program: &Path, benchmark: &Benchmark, best: &mut Times) -> Result<(), String> {
    let output = Command::new(program)
        .arg(&benchmark.script)
        .args(&benchmark.options)
        .current_dir(benchmark.script.parent().unwrap_or(Path::new(".")))
        .env("PYTHONPATH", root().join("bench/shim"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(errors.lines().last().unwrap_or("no result").to_owned());
    }
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let mut words = line.split_whitespace();
        if words.next() == Some("RESULT")
            && let (Some(name), Some(Ok(seconds))) = (words.next(), words.next().map(str::parse::<f64>))
        {
            best.entry(name.to_owned()).and_modify(|old| *old = old.min(seconds)).or_insert(seconds);
        }
    }
    Ok(())
}

/// Prints a file's lines; returns the geometric mean of their ratios, so that each file counts once.
fn show(benchmark: &str, ours: &Times, theirs: &Times) -> f64 {
    let mut ratios = Vec::new();
    for (name, own) in ours {
        if let Some(other) = theirs.get(name) {
            let name = if name == benchmark { name.clone() } else { format!("{benchmark}: {name}") };
            println!("{name:44} {own:12.6} {other:12.6} {:6.2}", other / own);
            ratios.push(other / own);
        }
    }
    geometric_mean(&ratios)
}

fn geometric_mean(ratios: &[f64]) -> f64 {
    (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len().max(1) as f64).exp()
}
