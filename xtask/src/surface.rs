//! `cargo xtask surface`: what can be seen of the native modules and types, beside CPython's.
//!
//! ```text
//! cargo xtask surface [--program FILE] [--oracle DIR] [--accept]
//! ```
//!
//! `tests/surface/dump.py` prints a line for each name; what CPython printed is kept in `tests/surface/cpython.txt`, which
//! `--oracle` makes anew. Differences stand in `tests/surface/known.txt`, a list that only shrinks: one that is not there is an
//! error, and so is a line there that is not a difference any more. `--accept` takes such lines away.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::root;

/// What a module is that cannot be imported.
const LACKS: &str = "lacks";

/// The lines about one module: what stands behind each path.
type Section<'a> = BTreeMap<&'a str, &'a str>;

/// Runs the command.
pub fn run(arguments: Vec<String>) -> Result<(), String> {
    let mut program = env::current_exe().map_err(|error| error.to_string())?.with_file_name("taipan");
    let mut accept = false;
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--program" => program = arguments.next().ok_or("a file is missing")?.into(),
            "--oracle" => record(Path::new(&arguments.next().ok_or("a folder is missing")?))?,
            "--accept" => accept = true,
            other => return Err(format!("{other}: what is that?")),
        }
    }
    check(&program, accept)
}

/// Compares a program with what CPython has printed.
fn check(program: &Path, accept: bool) -> Result<(), String> {
    let theirs = read(&file("cpython.txt"))?;
    let modules: Vec<&str> = theirs.lines().filter_map(|line| line.strip_prefix("# ")).skip(1).collect();
    let ours = dump(program, &modules)?;
    let found = differences(&theirs, &ours);
    let known = read(&file("known.txt"))?;
    let listed: BTreeSet<&str> = known.lines().filter(|line| !line.starts_with('#')).collect();
    let new: Vec<&String> =
        found.iter().filter(|(path, _)| !listed.contains(path.as_str())).map(|it| it.1).collect();
    let gone: Vec<&str> = listed.into_iter().filter(|path| !found.contains_key(*path)).collect();
    println!("{} names, {} known differences", theirs.lines().count(), found.len() - new.len());
    if accept && !gone.is_empty() {
        let kept: String =
            known.lines().filter(|line| !gone.contains(line)).map(|line| format!("{line}\n")).collect();
        fs::write(file("known.txt"), kept).map_err(|error| format!("known.txt: {error}"))?;
    } else if !gone.is_empty() {
        return Err(format!(
            "no differences any more (--accept takes them from the list):\n{}",
            gone.join("\n")
        ));
    }
    if new.is_empty() {
        return Ok(());
    }
    let new: Vec<&str> = new.into_iter().map(String::as_str).collect();
    Err(format!("{} new differences:\n{}", new.len(), new.join("\n")))
}

/// Keeps what a CPython prints.
fn record(folder: &Path) -> Result<(), String> {
    let text = dump(&folder.join("bin/python3.14"), &[])?;
    fs::write(file("cpython.txt"), text).map_err(|error| format!("cpython.txt: {error}"))
}

fn file(name: &str) -> PathBuf {
    root().join("tests/surface").join(name)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// What the script prints under a Python.
fn dump(python: &Path, modules: &[&str]) -> Result<String, String> {
    let output = Command::new(python)
        .args(["-I", "-S", "-W", "ignore"])
        .arg(file("dump.py"))
        .args(modules)
        .output()
        .map_err(|error| format!("{}: {error}", python.display()))?;
    if !output.status.success() {
        return Err(format!("{}: {}", python.display(), String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}

/// The differences by their paths, each as a text, in modules that both have.
fn differences(theirs: &str, ours: &str) -> BTreeMap<String, String> {
    let (theirs, ours) = (sections(theirs), sections(ours));
    let have = |name: &str| ours.get(name).is_some_and(|section| section.get(name) != Some(&LACKS));
    let compared: Vec<&str> =
        theirs.keys().copied().filter(|name| name.contains(' ') || have(name)).collect();
    let all = |sections: &BTreeMap<&str, Section<'_>>| -> BTreeMap<String, String> {
        let lines = compared.iter().filter_map(|name| sections.get(name)).flatten();
        lines.map(|(path, what)| ((*path).to_owned(), (*what).to_owned())).collect()
    };
    let (theirs, mut ours) = (all(&theirs), all(&ours));
    let mut found = BTreeMap::new();
    for (path, expected) in theirs {
        match ours.remove(&path) {
            Some(got) if is_as_good(&got, &expected) => {}
            Some(got) => {
                drop(found.insert(path.clone(), format!("{path} = {got}\n    should be {expected}")))
            }
            None => drop(found.insert(path.clone(), format!("{path} lacks: {expected}"))),
        }
    }
    for (path, got) in ours {
        found.insert(path.clone(), format!("{path} should not be there: {got}"));
    }
    found
}

/// The lines by the modules that they are about.
fn sections(text: &str) -> BTreeMap<&str, Section<'_>> {
    let mut sections: BTreeMap<&str, Section<'_>> = BTreeMap::new();
    let mut current = "";
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("# ") {
            current = name;
        } else if let Some((path, what)) = line.split_once(" = ") {
            sections.entry(current).or_default().insert(path, what);
        }
    }
    sections
}

/// Whether a description is CPython's, or says more: has a signature or a docstring where CPython has none.
fn is_as_good(ours: &str, theirs: &str) -> bool {
    let (our_text, we_lack) = documented(ours);
    let (text, they_lack) = documented(theirs);
    let signature = our_text.strip_prefix(text).is_some_and(|rest| rest.is_empty() || rest.starts_with(" ("));
    signature && (they_lack || !we_lack)
}

/// A description without the mark for a missing docstring, and whether it had it.
fn documented(text: &str) -> (&str, bool) {
    text.strip_suffix(" -").map_or((text, false), |text| (text, true))
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn differences_are_found() {
        let theirs = "# types\na = class(object) .\n# m\nm = module\nm.f = f (x, /) -\nm.g = g\nm.h = int 1\nm.i = int 2\n\
                      # absent\nabsent = module\nabsent.x = int 1\n";
        let ours = "# types\na = class(object) . -\n# m\nm = module\nm.f = f (x, /)\nm.g = g (y, /)\nm.h = int 2\nm.j = int 3\n\
                    # absent\nabsent = lacks\n";
        let found: Vec<String> = differences(theirs, ours).into_keys().collect();
        assert_eq!(found, ["a", "m.h", "m.i", "m.j"]);
    }
}
