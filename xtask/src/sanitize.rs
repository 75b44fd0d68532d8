//! `cargo xtask sanitize`: the kernel's tests and the programs of `tests/programs` while something checks every use of memory.
//!
//! ```text
//! cargo xtask sanitize address [tests | part of a name …]
//! cargo xtask sanitize valgrind [part of a name …]
//! ```
//!
//! `address` builds with AddressSanitizer (a nightly compiler). `tests` runs the tests of the crates that have `unsafe` code instead
//! of the programs. `valgrind` runs programs under memcheck, by default some of all kinds, for they take a hundred times as long.
//! Both are told of the blocks of our own heap: what is dead must not be touched, and waits before it is used again
//! (`object/src/heap/late.rs`). Both build into folders of their own in the target directory, and without mimalloc.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::{programs, root};

/// The crates with `unsafe` code.
const CRATES: &[&str] = &["taipan_host", "taipan_object", "taipan_builtins", "taipan_vm"];
/// A build for a sanitizer names its target, so that build scripts and macros are built without it.
const TARGET: &str = "x86_64-unknown-linux-gnu";
/// What runs under valgrind when nobody says what: folders of `tests/programs`.
const SOME: &[&str] = &[
    "/array/a",
    "/async/",
    "/bytearray/e",
    "/classes/",
    "/collector/",
    "/deaths/",
    "/dict/",
    "/exceptions/",
    "/frozenset/",
    "/generators/",
    "/hostile/m",
    "/hostile/u",
    "/int/__a",
    "/iter",
    "/list/",
    "/matching/",
    "/memory/b",
    "/pickle/",
    "/set/",
    "/statements/",
    "/str/__",
    "/tuple/",
];
/// The exit code of valgrind when it found something.
const FOUND: i32 = 99;

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
            let mut request = vec!["--program".to_owned(), program.display().to_string()];
            request.extend_from_slice(parts);
            programs::run(request)
        }
        "valgrind" => {
            done(cargo("valgrind", "build").args(["-p", "taipan"]))?;
            memcheck(&folder("valgrind").join("debug/taipan"), parts)
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
fn memcheck(program: &PathBuf, parts: &[String]) -> Result<(), String> {
    let mut files = Vec::new();
    programs::collect(&programs::folder(), &mut files)?;
    files.sort();
    files.retain(|file| {
        let name = file.to_string_lossy();
        if parts.is_empty() {
            SOME.iter().any(|part| name.contains(part))
        } else {
            parts.iter().any(|part| name.contains(part.as_str()))
        }
    });
    let mut wrong = Vec::new();
    for file in &files {
        let mut command = Command::new("valgrind");
        command.args(["-q", "--error-exitcode=99", "--main-stacksize=16777216", "--max-stackframe=16777216"]);
        command.arg(format!("--suppressions={}", root().join("tests/valgrind.supp").display()));
        command.arg(program).arg(file).env("PYTHONHASHSEED", "0").stdin(Stdio::null());
        let output = command.output().map_err(|error| format!("valgrind: {error}"))?;
        let name = file.display();
        if output.status.code() == Some(FOUND) {
            wrong.push(format!("{name}:\n{}", String::from_utf8_lossy(&output.stderr)));
            continue;
        }
        let got = format!(
            "{}exit code {}\n",
            String::from_utf8_lossy(&output.stdout),
            output.status.code().unwrap_or(-1)
        );
        let expected =
            fs::read_to_string(file.with_extension("out")).map_err(|error| format!("{name}: {error}"))?;
        if got != expected {
            wrong.push(format!("{name}: prints something else"));
        }
    }
    println!("{} programs under valgrind", files.len());
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}
