//! Small programs with the output that CPython gives: `tests/programs/*.py` beside the sources, each with an `.out` that
//! `tests/programs/record.py` has written. A program's standard output and exit code must be the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many programs run at the same time.
const WORKERS: usize = 2;

#[test]
fn programs_print_what_they_print_under_cpython() {
    let folder = fs::canonicalize("../../tests/programs").expect("the folder of programs");
    let programs = programs(&folder);
    assert!(programs.len() > 10, "the programs are in {}", folder.display());
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(failure) = check(program) {
                        failures.lock().unwrap().push(failure);
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{} of {} differ:\n{}", failures.len(), programs.len(), failures.join("\n"));
}

/// All programs under a folder, in order.
fn programs(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).expect("the folder of the programs");
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "py")
                && path.file_name().is_some_and(|it| it != "record.py")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn check(program: &Path) -> Result<(), String> {
    let expected = fs::read_to_string(program.with_extension("out"))
        .map_err(|error| format!("{}: no recorded output: {error}", program.display()))?;
    let output = Command::new(env!("CARGO_BIN_EXE_taipan"))
        .arg(program)
        .env("PYTHONHASHSEED", "0")
        .output()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let code = output.status.code().map_or_else(|| output.status.to_string(), |code| code.to_string());
    let got = format!("{}exit code {code}\n", String::from_utf8_lossy(&output.stdout));
    if got == expected {
        return Ok(());
    }
    let line = got.lines().zip(expected.lines()).position(|(got, expected)| got != expected);
    let line = line.unwrap_or_else(|| got.lines().count().min(expected.lines().count()));
    Err(format!(
        "{} line {}: expected {:?}, got {:?}; {}",
        program.file_name().unwrap_or_default().display(),
        line + 1,
        expected.lines().nth(line).unwrap_or_default(),
        got.lines().nth(line).unwrap_or_default(),
        String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default()
    ))
}
