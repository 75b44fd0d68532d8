//! `cargo xtask sanitize`: the kernel's tests and the programs of `tests/programs` while something checks every use of memory.
//!
//! ```text
//! cargo xtask sanitize address [tests | --way … | part of a name …]
//! cargo xtask sanitize valgrind [--jobs N] [part of a name …]
//! ```
//!
//! `address` builds with AddressSanitizer (a nightly compiler). `tests` runs the tests of the crates that have `unsafe` code instead
//! of the programs; ways are those of `cargo xtask programs`. `valgrind` runs programs under memcheck: an optimised build, for all
//! takes fifty times as long. Translating the start for memcheck takes longest, so a process starts once, and copies of it
//! run one program each (`tests/forked.py`); a program that does not print what it should as a copy runs again in a process of its
//! own, which decides. Programs whose subject is size are smaller under both. What memcheck finds is printed at once.
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
/// Programs with this line need what valgrind does not do as the kernel does: the error of a process that cannot be spawned stays
/// in the memory of the child, and some calls are unknown to it.
const NEEDS_KERNEL: &str = "# the kernel is asked what valgrind does not pass on";
/// How many programs run as copies of one process.
const SHARE: usize = 24;
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
        let needs_kernel = || fs::read_to_string(file).is_ok_and(|source| source.contains(NEEDS_KERNEL));
        (parts.is_empty() || parts.iter().any(|part| name.contains(part.as_str()))) && !needs_kernel()
    });
    let start = Instant::now();
    let shares: Vec<&[PathBuf]> = files.chunks(SHARE).collect();
    let wrong = programs::each(jobs, &shares, |share| {
        let failures = memcheck_share(program, share);
        for failure in &failures {
            println!("{failure}");
        }
        if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
    });
    println!("{} programs under valgrind, {:.1} s", files.len(), start.elapsed().as_secs_f64());
    if wrong.is_empty() { Ok(()) } else { Err("some of them: see above".to_owned()) }
}

/// What is wrong with programs that run as copies of one process, or in processes of their own where that did not go well.
fn memcheck_share(program: &Path, files: &[PathBuf]) -> Vec<String> {
    let results =
        folder("valgrind").join("results").join(programs::name(&files[0]).to_string().replace('/', "."));
    let text = |error: std::io::Error| vec![format!("{}: {error}", results.display())];
    if let Err(error) = fs::create_dir_all(&results) {
        return text(error);
    }
    let mut command = valgrind(program, &results.join("log.%p"));
    command.arg(root().join("tests/forked.py")).arg(&results).arg(LIMIT.as_secs().to_string()).args(files);
    if let Err(error) = programs::output(&mut command, LIMIT * files.len() as u32) {
        return text(error);
    }
    let alone = |(number, file): (usize, &PathBuf)| {
        let got = fs::read(results.join(number.to_string())).unwrap_or_default();
        let as_copy = programs::compare(file, "under valgrind", &String::from_utf8_lossy(&got));
        as_copy.or_else(|_| watch(program, file, &results.join(format!("log.alone.{number}")))).err()
    };
    let failures = files.iter().enumerate().filter_map(alone).collect();
    let _ = fs::remove_dir_all(&results);
    failures
}

/// Runs one program under valgrind, in a process of its own.
fn watch(program: &Path, file: &Path, log: &Path) -> Result<(), String> {
    let mut command = valgrind(program, log);
    let got = programs::output(command.arg(file), LIMIT).map_err(|error| format!("valgrind: {error}"))?;
    if got.ends_with(FOUND) {
        return Err(format!("{}:\n{}", programs::name(file), fs::read_to_string(log).unwrap_or_default()));
    }
    programs::compare(file, "under valgrind", &got)
}

/// The program under valgrind, which writes what it finds into a file.
fn valgrind(program: &Path, log: &Path) -> Command {
    let mut command = Command::new("valgrind");
    command.args(["-q", "--error-exitcode=99", "--main-stacksize=16777216", "--max-stackframe=16777216"]);
    command.arg(format!("--suppressions={}", root().join("tests/valgrind.supp").display()));
    command.arg(format!("--log-file={}", log.display()));
    command.arg(program).args(programs::SMALL).env("PYTHONHASHSEED", "0");
    command
}
