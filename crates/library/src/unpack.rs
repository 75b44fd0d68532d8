//! Unpacking the library into a directory: sources, and code beside them where importing looks for it.

use std::fs;
use std::io;
use std::path::{Component, Path};
use std::time::UNIX_EPOCH;

use taipan_bytecode::pyc::Validation;

use crate::archive::Files;

/// Makes `target` a directory with the library. It appears whole or not at all: the files go to a directory beside it first,
/// which gets the name at the end. When somebody else was faster, theirs stays. `cache_tag` is part of the names of files of code.
pub fn unpack(target: &Path, cache_tag: &str) -> io::Result<()> {
    let parent = target.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(parent)?;
    let temporary = parent.join(format!(".unpacking-{}-{}", super::VERSION, std::process::id()));
    let result =
        write_files(&temporary, target, cache_tag).and_then(|()| match fs::rename(&temporary, target) {
            Err(_) if target.is_dir() => Ok(()),
            result => result,
        });
    if temporary.exists() {
        let _ = fs::remove_dir_all(&temporary);
    }
    result
}

/// Writes all files into a directory that will be `target`.
fn write_files(directory: &Path, target: &Path, cache_tag: &str) -> io::Result<()> {
    for file in Files::new() {
        let file = file?;
        let name = Path::new(&file.name);
        if !name.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let path = directory.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, &file.content)?;
        // What is not in UTF-8 gets its name when it is imported.
        if let Some(code) = file.code {
            write_code(&path, &code.named(&target.join(name).to_string_lossy()), cache_tag)?;
        }
    }
    Ok(())
}

/// Writes the code of a source into the folder beside it, tied to the source as it is.
fn write_code(source: &Path, code: &[u8], cache_tag: &str) -> io::Result<()> {
    let (Some(folder), Some(stem)) = (source.parent(), source.file_stem()) else { return Ok(()) };
    let found = fs::metadata(source)?;
    let modified = found.modified()?.duration_since(UNIX_EPOCH).map_err(io::Error::other)?;
    let header =
        Validation::Timestamp { modified: modified.as_secs() as u32, size: found.len() as u32 }.write();
    let cache = folder.join("__pycache__");
    fs::create_dir_all(&cache)?;
    fs::write(cache.join(format!("{}.{cache_tag}.pyc", stem.display())), [&header, code].concat())
}
