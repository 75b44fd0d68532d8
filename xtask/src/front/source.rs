//! The source files that are compared: everything under the oracle's standard library, its tests included.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// A source file.
pub struct Source {
    /// Its path below the library's folder, which is also the file name that the compiler is told.
    pub name: String,
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

impl Source {
    pub fn read(path: PathBuf, name: String) -> Result<Self, String> {
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self { name, path, bytes })
    }

    /// Names and contents that differ have different hashes.
    pub fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.name, &self.bytes).hash(&mut hasher);
        hasher.finish()
    }

    /// Depends on the name alone, and never changes: FNV-1a.
    pub fn hash_of_name(&self) -> u64 {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        self.name.bytes().fold(0xcbf2_9ce4_8422_2325, step)
    }
}

/// All `.py` files below a folder, by name.
pub fn library(folder: &Path) -> Result<Vec<Source>, String> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    let name = |path: &Path| path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
    paths.into_iter().map(|path| (name(&path), path)).map(|(name, path)| Source::read(path, name)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        // Follows links, and so passes over the packager's dangling ones.
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.is_file() && path.extension().is_some_and(|extension| extension == "py") {
            paths.push(path);
        }
    }
    Ok(())
}
