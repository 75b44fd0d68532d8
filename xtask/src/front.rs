//! `cargo xtask front` and `cargo xtask ask`: the front end beside CPython's.

mod cases;
mod errors;
mod files;
mod golden;
mod mutate;
mod mutations;
mod oracle;
mod ours;
mod reference;
mod report;
mod source;
mod speed;

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use lexopt::ValueExt as _;

use golden::Recorder;
use oracle::Oracle;
use reference::Reference;
use source::Source;

const USAGE: &str =
    "usage: cargo xtask front [--oracle DIR] [--stage STAGE]... [--files SUBSTRING] [--limit N]
                         [--sample N] [--verbose] [--list FILE]
Compares our front end with CPython 3.14's over its standard library; DIR holds bin/python3.14.
STAGE: tokens ast symtable code marshal errors mutations speed (all but speed by default)
--sample N takes every Nth file or input; --list writes the names of those that differ.
Without DIR it takes what xtask/oracle/install has installed, and without that the answers recorded by
cargo xtask front --record.";

const ASK_USAGE: &str = "usage: cargo xtask ask [--oracle DIR] tokens|ast|symtable|code [FILE]...
Prints what CPython 3.14 answers about each file (`code` in marshal's format, in parts as code_objects.py says).
Without a file it asks about the whole standard library and prints nothing: the answers are then at hand.";

/// The stack of the threads that compare.
const STACK: usize = taipan::pipeline::STACK + taipan::pipeline::STACK_RESERVE;

/// What is compared.
struct Arguments {
    oracle: Option<PathBuf>,
    stages: Vec<String>,
    selection: Selection,
    verbose: bool,
    record: bool,
    list: Option<PathBuf>,
}

/// Which files or inputs.
struct Selection {
    files: String,
    limit: usize,
    sample: usize,
}

impl Selection {
    /// Of these items, in their order, those that are asked for.
    fn of<T>(&self, items: Vec<T>, name: impl Fn(&T) -> &str) -> Vec<T> {
        items
            .into_iter()
            .filter(|item| name(item).contains(&self.files))
            .step_by(self.sample)
            .take(self.limit)
            .collect()
    }
}

/// Whether a CPython is installed here.
pub fn has_oracle() -> bool {
    reference::installed().is_some()
}

/// The folder of the library of the CPython that is installed here.
pub fn oracle_library() -> Result<PathBuf, String> {
    let folder =
        reference::installed().ok_or("there is no CPython 3.14: ORACLE names none, and none is installed")?;
    Ok(Oracle::open(&folder)?.library)
}

/// The CPython that is installed here.
pub fn oracle_python() -> Result<PathBuf, String> {
    let folder =
        reference::installed().ok_or("there is no CPython 3.14: ORACLE names none, and none is installed")?;
    Ok(Oracle::open(&folder)?.python)
}

/// Whether there is a CPython, or a sample that was recorded from one on this machine.
pub fn can_compare() -> bool {
    reference::installed().is_some() || golden::exists()
}

/// `cargo xtask front`.
pub fn run(arguments: Vec<String>) -> Result<(), String> {
    let arguments = Arguments::parse(arguments)?;
    if arguments.record {
        return record(arguments.oracle);
    }
    let reference = Reference::find(arguments.oracle.clone())?;
    let sources = arguments.selection.of(reference.library()?, |source| &source.name);
    let mut passed = true;
    let mut differing = String::new();
    for stage in &arguments.stages {
        let report = match stage.as_str() {
            "errors" => errors::run(&reference, &arguments.selection)?,
            "mutations" => mutations::run(&reference, &sources)?,
            "speed" => {
                let Reference::Oracle(oracle) = &reference else {
                    return Err("no CPython to measure".to_owned());
                };
                passed &= speed::run(oracle, &sources)?;
                continue;
            }
            _ => files::run(&reference, stage, &sources)?.ok_or(USAGE)?,
        };
        report.print(arguments.verbose);
        passed &= report.passed();
        differing.extend(report.failures.iter().map(|failure| format!("{stage} {}\n", failure.name)));
    }
    if let Some(path) = &arguments.list {
        fs::write(path, differing).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    if passed { Ok(()) } else { Err("the front end differs from CPython's".to_owned()) }
}

/// Records the sample for machines without an oracle.
fn record(folder: Option<PathBuf>) -> Result<(), String> {
    let oracle = Oracle::open(&folder.or_else(reference::installed).ok_or(USAGE)?)?;
    let reference = Reference::Recorder(oracle, Recorder::default());
    let sources = reference.library()?;
    for script in files::scripts() {
        reference.answers(script, &sources)?;
    }
    cases::load(&reference)?;
    mutations::load(&reference, &sources)?;
    match reference {
        Reference::Recorder(_, recorder) => recorder.finish(),
        _ => Ok(()),
    }
}

impl Arguments {
    fn parse(arguments: Vec<String>) -> Result<Self, String> {
        use lexopt::Arg::Long;
        let text = |error: lexopt::Error| error.to_string();
        let mut parsed = Self {
            oracle: None,
            stages: Vec::new(),
            selection: Selection { files: String::new(), limit: usize::MAX, sample: 1 },
            verbose: false,
            record: false,
            list: None,
        };
        let mut parser = lexopt::Parser::from_args(arguments);
        while let Some(argument) = parser.next().map_err(text)? {
            match argument {
                Long("oracle") => parsed.oracle = Some(parser.value().map_err(text)?.into()),
                Long("stage") => {
                    parsed.stages.push(parser.value().and_then(|value| value.string()).map_err(text)?)
                }
                Long("files") => {
                    parsed.selection.files = parser.value().and_then(|value| value.string()).map_err(text)?;
                }
                Long("limit") => {
                    parsed.selection.limit = parser.value().and_then(|value| value.parse()).map_err(text)?;
                }
                Long("sample") => {
                    let sample: usize = parser.value().and_then(|value| value.parse()).map_err(text)?;
                    parsed.selection.sample = sample.max(1);
                }
                Long("record") => parsed.record = true,
                Long("verbose") => parsed.verbose = true,
                Long("list") => parsed.list = Some(parser.value().map_err(text)?.into()),
                _ => return Err(USAGE.to_owned()),
            }
        }
        if parsed.stages.is_empty() {
            let stages = ["tokens", "ast", "symtable", "code", "marshal", "errors", "mutations"];
            parsed.stages = stages.map(str::to_owned).to_vec();
        }
        Ok(parsed)
    }
}

/// `cargo xtask ask`.
pub fn ask(arguments: Vec<String>) -> Result<(), String> {
    let text = |error: lexopt::Error| error.to_string();
    let mut folder = None;
    let mut words = Vec::new();
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next().map_err(text)? {
        match argument {
            lexopt::Arg::Long("oracle") => folder = Some(PathBuf::from(parser.value().map_err(text)?)),
            lexopt::Arg::Value(word) => words.push(word.string().map_err(text)?),
            _ => return Err(ASK_USAGE.to_owned()),
        }
    }
    let oracle = Oracle::open(&folder.or_else(reference::installed).ok_or(ASK_USAGE)?)?;
    let (stage, files) = words.split_first().ok_or(ASK_USAGE)?;
    let script = files::script(stage).ok_or(ASK_USAGE)?;
    if files.is_empty() {
        oracle.answers(script, &source::library(&oracle.library)?)?;
        return Ok(());
    }
    let sources: Vec<Source> =
        files.iter().map(|file| Source::read(file.into(), file.clone())).collect::<Result<_, _>>()?;
    for answer in oracle.answers(script, &sources)? {
        std::io::stdout().write_all(&answer.read()?).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// How many threads are worth starting.
fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
