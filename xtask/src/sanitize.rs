//! `cargo xtask sanitize`: the kernel's tests and the programs of `tests/programs` while something checks every use of memory.
//!
//! ```text
//! cargo xtask sanitize address [tests | --way … | part of a name …]
//! cargo xtask sanitize valgrind [--jobs N] [part of a name …]
//! ```
//!
//! `address` builds with AddressSanitizer (a nightly compiler). `tests` runs the tests of the crates that have `unsafe` code instead
//! of the programs; ways are those of `cargo xtask programs`. `valgrind` runs programs under memcheck: an optimised build, for all
//! takes fifty times as long. Programs whose subject is size are smaller under both. What memcheck finds is printed at once.
//! Both are told of the blocks of our own heap: what is dead must not be touched, and waits before it is used again
//! (`object/src/heap/late.rs`). Both build into folders of their own in the target directory, and without mimalloc.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use crate::{programs, root};

/// The crates with `unsafe` code.
const CRATES: &[&str] = &["taipan_host", "taipan_object", "taipan_builtins", "taipan_vm"];
/// A build for a sanitizer names its target, so that build scripts and macros are built without it.
const TARGET: &str = "x86_64-unknown-linux-gnu";
/// The end of what is printed when valgrind found something: its exit code.
const FOUND: &str = "exit code 99\n";
/// For how long a program may compute under valgrind.
const LIMIT: Duration = Duration::from_secs(600);

/// Runs the command.
pub fn run(arguments: Vec<String>) -> Result<(), String> {
    let (how, parts) = arguments.split_first().ok_or("usage: cargo xtask sanitize address|valgrind …")?;
    match how.as_str() {
        "address" if parts == ["tests"] => {
            let mut command = cargo("address", "test");
            for name in CRATES {
                command.args(["-p", name]);
            }
            done(command.args(["--target", TARGET, "--lib", "--tests"]))
        }
        "address" => {
            done(cargo("address", "build").args(["-p", "taipan", "--target", TARGET]))?;
            let program = folder("address").join(TARGET).join("debug/taipan");
            let mut request =
                vec!["--small".to_owned(), "--program".to_owned(), program.display().to_string()];
            request.extend_from_slice(parts);
            programs::run(request)
        }
        "valgrind" => {
            done(cargo("valgrind", "build").args(["-p", "taipan", "--profile", "quick"]))?;
            memcheck(&folder("valgrind").join("quick/taipan"), parts)
        }
        _ => Err(format!("{how}: what is that?")),
    }
}

/// Where the build for a checker goes.
fn folder(checker: &str) -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join(checker)
}

fn cargo(checker: &str, what: &str) -> Command {
    let address = checker == "address";
    let mut command = Command::new("cargo");
    command.current_dir(root()).env("CARGO_TARGET_DIR", folder(checker)).env("CARGO_INCREMENTAL", "0");
    // The outer cargo has said which compiler is meant.
    for name in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN", "CARGO_ENCODED_RUSTFLAGS"] {
        command.env_remove(name);
    }
    if address {
        command
            .arg("+nightly")
            .env("RUSTFLAGS", "-Zsanitizer=address --cfg checker --cfg checker=\"address\"");
    } else {
        command.env("RUSTFLAGS", "--cfg checker --cfg checker=\"memory\"");
    }
    command.arg(what);
    command
}

fn done(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("cargo: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}")) }
}

/// Runs programs under valgrind, and says which use memory in a wrong way or do not print what they should.
fn memcheck(program: &Path, request: &[String]) -> Result<(), String> {
    let (jobs, parts) = match request {
        [option, number, parts @ ..] if option == "--jobs" => {
            (number.parse::<usize>().map_err(|error| format!("{number}: {error}"))?.max(1), parts)
        }
        parts => (1, parts),
    };
    let mut files = Vec::new();
    programs::collect(&programs::folder(), &mut files)?;
    files.sort();
    files.retain(|file| {
        let name = file.to_string_lossy();
        parts.is_empty() || parts.iter().any(|part| name.contains(part.as_str()))
    });
    let logs = folder("valgrind").join("logs");
    fs::create_dir_all(&logs).map_err(|error| format!("{}: {error}", logs.display()))?;
    let start = Instant::now();
    let wrong = programs::each(jobs, &files, |file| {
        let result = watch(program, file, &logs);
        if let Err(failure) = &result {
            println!("{failure}");
        }
        result
    });
    println!("{} programs under valgrind, {:.1} s", files.len(), start.elapsed().as_secs_f64());
    if wrong.is_empty() { Ok(()) } else { Err(format!("{} of them: see above", wrong.len())) }
}

/// Runs one program under valgrind.
fn watch(program: &Path, file: &Path, logs: &Path) -> Result<(), String> {
    let name = programs::name(file).to_string();
    let log = logs.join(name.replace('/', "."));
    let mut command = Command::new("valgrind");
    command.args(["-q", "--error-exitcode=99", "--main-stacksize=16777216", "--max-stackframe=16777216"]);
    command.arg(format!("--suppressions={}", root().join("tests/valgrind.supp").display()));
    command.arg(format!("--log-file={}", log.display()));
    command.arg(program).args(programs::SMALL).arg(file).env("PYTHONHASHSEED", "0");
    let got = programs::output(&mut command, LIMIT).map_err(|error| format!("valgrind: {error}"))?;
    if got.ends_with(FOUND) {
        return Err(format!("{name}:\n{}", fs::read_to_string(&log).unwrap_or_default()));
    }
    programs::compare(file, "under valgrind", &got)
}
