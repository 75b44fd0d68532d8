//! Rules about files: a `//!` on each, no `mod.rs`, and none too long.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::root;

/// The length that a file written by hand may have.
const LIMIT: usize = 1000;

/// A text file of the tree.
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Made by `cargo xtask codegen`.
    pub fn is_generated(&self) -> bool {
        self.is_rust() && self.text.lines().next().is_some_and(|line| line.ends_with("do not edit."))
    }
}

/// A file that is longer than [`LIMIT`].
#[derive(Deserialize)]
struct LongFile {
    /// Its length: a number that may only become smaller.
    lines: usize,
    /// Why it is one file.
    reason: String,
}

/// Every text file of the tree that is not the product of a build.
pub fn all(root: &Path) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    collect(root, root, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) -> Result<(), String> {
    const SKIPPED: &[&str] = &[".git", "target", "corpus", "artifacts", "coverage", "__pycache__"];
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if SKIPPED.contains(&&*name) {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let Ok(text) = fs::read_to_string(&path) {
            let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push(File { path, text });
        }
    }
    Ok(())
}

pub fn check(files: &[File], offences: &mut Vec<String>) -> Result<(), String> {
    let list = root().join("xtask/tidy/long_files.toml");
    let text = fs::read_to_string(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    let mut long: BTreeMap<String, LongFile> = toml::from_str(&text).map_err(|error| error.to_string())?;
    for file in files.iter().filter(|file| file.is_rust()) {
        let path = &file.path;
        if path.ends_with("/mod.rs") {
            offences.push(format!("{path}: name it after the module: foo.rs beside foo/"));
        }
        if !file.text.starts_with("//! ") {
            offences.push(format!("{path}: begin with `//!` and say what the file holds"));
        }
        if file.is_generated() {
            continue;
        }
        let lines = file.text.lines().count();
        match long.remove(path) {
            None if lines > LIMIT => {
                offences.push(format!("{path}: {lines} lines; split it (limit {LIMIT})"))
            }
            Some(listed) if lines > listed.lines => {
                offences.push(format!("{path}: grew from {} to {lines} lines; split it", listed.lines));
            }
            Some(listed) if lines < listed.lines => {
                offences.push(format!("long_files.toml: {path} has only {lines} lines now; write that down"));
            }
            Some(listed) if listed.reason.is_empty() => {
                offences.push(format!("long_files.toml: {path} needs a reason"));
            }
            _ => {}
        }
    }
    offences.extend(long.keys().map(|path| format!("long_files.toml: {path} does not exist")));
    Ok(())
}
