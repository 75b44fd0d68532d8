//! `cargo xtask front` and `cargo xtask ask`: the front end beside CPython's.
#![allow(dead_code, reason = "the comparison itself comes with the parser")]

mod cases;
mod mutate;
mod oracle;
mod report;
mod source;

use std::io::Write as _;
use std::path::PathBuf;

use lexopt::ValueExt as _;

use oracle::Oracle;
use source::Source;

pub const ASK_USAGE: &str = "usage: cargo xtask ask [--oracle DIR] tokens|ast|symtable|code [FILE]...
Prints what CPython 3.14 answers about each file (`code` in marshal's format, in parts as code_objects.py says).
Without a file it asks about the whole standard library and prints nothing: the answers are then at hand.";

/// The stages that are compared file by file, and the script that makes CPython's answer for each.
const SCRIPTS: &[(&str, &str)] =
    &[("tokens", "tokens"), ("ast", "ast_dump"), ("symtable", "symbols"), ("code", "code_objects")];

/// `cargo xtask ask`.
pub fn ask(arguments: Vec<String>) -> Result<(), String> {
    let mut folder = None;
    let mut words = Vec::new();
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            lexopt::Arg::Long("oracle") => {
                folder = Some(PathBuf::from(parser.value().map_err(|error| error.to_string())?));
            }
            lexopt::Arg::Value(word) => words.push(word.string().map_err(|error| error.to_string())?),
            _ => return Err(ASK_USAGE.to_owned()),
        }
    }
    let oracle = Oracle::open(&folder.or_else(default_oracle).ok_or(ASK_USAGE)?)?;
    let (stage, files) = words.split_first().ok_or(ASK_USAGE)?;
    if stage == "errors" {
        println!("{} inputs", cases::load(&oracle)?.len());
        return Ok(());
    }
    let script = SCRIPTS.iter().find(|(name, _)| name == stage).ok_or(ASK_USAGE)?.1;
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

/// The oracle that `ORACLE` names, or the one in its usual place.
fn default_oracle() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from);
    variable("ORACLE")
        .or_else(|| variable("XDG_CACHE_HOME").map(|cache| cache.join("taipan-oracle")))
        .or_else(|| variable("HOME").map(|home| home.join(".cache/taipan-oracle")))
        .filter(|folder| folder.join("bin/python3.14").exists())
}

/// How many threads are worth starting.
fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

const STACK: usize = 1 << 28;
