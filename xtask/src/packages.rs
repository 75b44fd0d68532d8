//! `cargo xtask packages`: programs that use well-known packages give the output that they give on CPython.
//!
//! ```text
//! cargo xtask packages [--program FILE] [--pip PYTHON] [--folder DIR] [--update] [part of a name …]
//! ```
//!
//! The packages that `tests/packages/*.txt` pin are put into a folder once, by the pip of some Python and from the index that it
//! is set up with; what is compiled in them is thrown away. Then each program of `tests/packages` runs on CPython 3.14 and on Taipan
//! with the library inside of it. Not a part of CI, because the packages are not at hand everywhere.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use crate::{front, root};

/// For how long a program may run.
const LIMIT: Duration = Duration::from_secs(600);

/// The lists of packages, and which wheels are taken of each: those without compiled parts, or those for CPython on Linux.
const LISTS: [(&str, &[&str]); 2] = [
    ("pure.txt", &["--platform", "any", "--implementation", "py", "--abi", "none"]),
    (
        "stripped.txt",
        &["--platform", "manylinux2014_x86_64", "--platform", "manylinux_2_28_x86_64", "--abi", "cp314"],
    ),
];

struct Request {
    program: PathBuf,
    python: PathBuf,
    pip: PathBuf,
    folder: PathBuf,
    update: bool,
    parts: Vec<String>,
}

/// What a program did.
struct Done {
    output: Output,
    time: Duration,
}

/// Runs the command.
pub fn run(arguments: Vec<String>) -> Result<(), String> {
    let request = parse(arguments)?;
    if request.update || !request.folder.exists() {
        install_lists(&request)?;
    }
    let mut failures = Vec::new();
    for program in programs(&request.parts)? {
        let name = program.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let expected = execute(&request.python, &program, &request.folder)?;
        let done = execute(&request.program, &program, &request.folder)?;
        let is_same = done.output.stdout == expected.output.stdout
            && done.output.status.code() == expected.output.status.code();
        println!(
            "{name:16} {} CPython {:6.2} s, Taipan {:6.2} s",
            if is_same { "same   " } else { "DIFFERS" },
            expected.time.as_secs_f64(),
            done.time.as_secs_f64()
        );
        if !is_same {
            failures.push(format!("{name}: {}", difference(&expected.output, &done.output)));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

fn parse(arguments: Vec<String>) -> Result<Request, String> {
    let xtask = env::current_exe().map_err(|error| error.to_string())?;
    let mut request = Request {
        program: xtask.with_file_name("taipan"),
        python: front::oracle_python()?,
        pip: "python3".into(),
        folder: xtask.with_file_name("packages"),
        update: false,
        parts: Vec::new(),
    };
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let mut file = || arguments.next().map(PathBuf::from).ok_or("a file is missing");
        match argument.as_str() {
            "--program" => request.program = file()?,
            "--pip" => request.pip = file()?,
            "--folder" => request.folder = file()?,
            "--update" => request.update = true,
            other if other.starts_with('-') => return Err(format!("{other}: what is that?")),
            _ => request.parts.push(argument),
        }
    }
    // Programs run in a folder of their own.
    request.program = absolute(&request.program)?;
    request.folder = absolute(&request.folder)?;
    Ok(request)
}

/// The path from the root on.
pub fn absolute(path: &Path) -> Result<PathBuf, String> {
    std::path::absolute(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn lists() -> PathBuf {
    root().join("tests/packages")
}

/// The programs that are asked for.
fn programs(parts: &[String]) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(lists()).map_err(|error| format!("tests/packages: {error}"))?;
    let mut programs: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .filter(|path| {
            parts.is_empty() || parts.iter().any(|part| path.to_string_lossy().contains(part.as_str()))
        })
        .collect();
    programs.sort();
    Ok(programs)
}

/// Puts all the packages that the lists pin into the folder.
fn install_lists(request: &Request) -> Result<(), String> {
    let calls = LISTS.map(|(list, wheels)| {
        let mut call: Vec<OsString> = ["--ignore-requires-python", "--python-version", "3.14"]
            .iter()
            .chain(wheels)
            .map(OsString::from)
            .collect();
        call.extend(["--requirement".into(), lists().join(list).into()]);
        call
    });
    install(&request.pip, &request.folder, &calls.each_ref().map(Vec::as_slice))
}

/// Lets pip put packages into a new folder, all or nothing and without what is compiled in them; each call is what pip is told besides.
pub fn install(pip: &Path, folder: &Path, calls: &[&[OsString]]) -> Result<(), String> {
    let new = folder.with_extension("new");
    let text = |error: std::io::Error| error.to_string();
    for old in [new.as_path(), folder].into_iter().filter(|folder| folder.exists()) {
        fs::remove_dir_all(old).map_err(text)?;
    }
    for call in calls {
        let status = Command::new(pip)
            .args(["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check"])
            .args(["--no-compile", "--root-user-action", "ignore", "--only-binary", ":all:", "--target"])
            .arg(&new)
            .args(*call)
            .status()
            .map_err(|error| format!("{}: {error}", pip.display()))?;
        if !status.success() {
            return Err(format!("{}: pip cannot install {:?}", pip.display(), call.last()));
        }
    }
    strip(&new)?;
    fs::rename(&new, folder).map_err(text)
}

/// Removes compiled modules, behind each of which stands one in Python.
fn strip(folder: &Path) -> Result<(), String> {
    let text = |error: std::io::Error| error.to_string();
    for entry in fs::read_dir(folder).map_err(text)?.flatten() {
        let path = entry.path();
        if path.is_dir() {
            strip(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "so") {
            fs::remove_file(&path).map_err(text)?;
        }
    }
    Ok(())
}

/// Runs a program on some Python, in an empty folder.
fn execute(python: &Path, program: &Path, packages: &Path) -> Result<Done, String> {
    let folder = env::temp_dir().join(format!("taipan-packages-{}", std::process::id()));
    let text = |error: std::io::Error| format!("{}: {error}", python.display());
    fs::create_dir_all(&folder).map_err(text)?;
    let start = Instant::now();
    let mut child = Command::new(python)
        .args(["-P", "-s"])
        .arg(program)
        .current_dir(&folder)
        .env("PYTHONPATH", packages)
        .env("PYTHONHASHSEED", "0")
        .env_remove("PYTHONHOME")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(text)?;
    let (out, err) = (reader(child.stdout.take()), reader(child.stderr.take()));
    let status = loop {
        if let Some(status) = child.try_wait().map_err(text)? {
            break status;
        }
        if start.elapsed() > LIMIT {
            child.kill().map_err(text)?;
        }
        thread::sleep(Duration::from_millis(5));
    };
    let time = start.elapsed();
    let output =
        Output { status, stdout: out.join().unwrap_or_default(), stderr: err.join().unwrap_or_default() };
    // What a program has left there may not be ours to remove.
    let _ = fs::remove_dir_all(&folder);
    Ok(Done { output, time })
}

/// Reads a stream to its end, beside the program that writes it.
fn reader(stream: Option<impl std::io::Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            // What was read before an error is compared all the same.
            let _ = stream.read_to_end(&mut bytes);
        }
        bytes
    })
}

/// The first line that differs, and the last that went to standard error.
fn difference(expected: &Output, got: &Output) -> String {
    let (left, right) = (String::from_utf8_lossy(&expected.stdout), String::from_utf8_lossy(&got.stdout));
    let errors = String::from_utf8_lossy(&got.stderr);
    let last = errors.lines().last().unwrap_or_default();
    let (mut left, mut right) = (left.lines(), right.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (left.next(), right.next()) {
            (None, None) => return format!("{} instead of {}; {last}", got.status, expected.status),
            (left, right) if left != right => {
                let show = |line: Option<&str>| {
                    line.map_or("the end".to_owned(), |line| line.chars().take(200).collect())
                };
                return format!(
                    "line {number}\n  CPython {}\n  Taipan  {}\n  {last}",
                    show(left),
                    show(right)
                );
            }
            _ => {}
        }
    }
}
