//! `cargo xtask crashers`: the programs that end CPython (`Lib/test/crashers`), on a program.
//!
//! ```text
//! cargo xtask crashers [PROGRAM]
//! ```
//!
//! Each must end with an exception or normally. One that is still running after a while is interrupted as from the keyboard, and must
//! end then.

use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use crate::front;

/// After so long, a program is interrupted.
const PATIENCE: Duration = Duration::from_secs(20);
/// So long after an interrupt, it has to have ended.
const GRACE: Duration = Duration::from_secs(10);
/// The signal of an interrupt, by which a program may end.
const SIGINT: i32 = 2;

/// Runs the command.
pub fn run(arguments: Vec<String>) -> Result<(), String> {
    let beside = env::current_exe().map_err(|error| error.to_string())?.with_file_name("taipan");
    let program = arguments.first().map_or(beside, PathBuf::from);
    let folder = front::oracle_library()?.join("test/crashers");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == "py"));
    files.sort();
    let mut wrong = Vec::new();
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        match end(&program, file).map_err(|error| format!("{}: {error}", program.display()))? {
            Ok(how) => println!("{name}: {how}"),
            Err(how) => wrong.push(format!("{name}: {how}")),
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// How a program ends: well, or not.
fn end(program: &Path, file: &Path) -> std::io::Result<Result<String, String>> {
    let mut child = Command::new(program)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let start = Instant::now();
    if let Some(status) = wait(&mut child, PATIENCE)? {
        let seconds = start.elapsed().as_secs_f64();
        return Ok(match status.code() {
            Some(code @ 0..=1) => Ok(format!("exit code {code} after {seconds:.1} s")),
            _ => Err(status.to_string()),
        });
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status()?;
    let start = Instant::now();
    let ended = wait(&mut child, GRACE)?;
    let seconds = start.elapsed().as_secs_f64();
    Ok(match ended {
        Some(status) if status.signal() == Some(SIGINT) || matches!(status.code(), Some(0 | 1)) => {
            Ok(format!("interrupted, {status} after {seconds:.1} s"))
        }
        Some(status) => Err(format!("interrupted, {status}")),
        None => {
            child.kill()?;
            child.wait()?;
            Err("cannot be interrupted".to_owned())
        }
    })
}

fn wait(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let end = Instant::now() + limit;
    loop {
        match child.try_wait()? {
            None if Instant::now() < end => thread::sleep(Duration::from_millis(20)),
            status => return Ok(status),
        }
    }
}
