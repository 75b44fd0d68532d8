//! Unpacking the sources, into a directory or into memory.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path};

use flate2::read::DeflateDecoder;

/// Makes `target` a directory with the library's sources. It appears whole or not at all: the files go to a directory beside
/// it first, which gets the name at the end. When somebody else was faster, theirs stays.
pub fn unpack(target: &Path) -> io::Result<()> {
    let parent = target.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(parent)?;
    let temporary = parent.join(format!(".unpacking-{}-{}", super::VERSION, std::process::id()));
    let result = write_files(&temporary).and_then(|()| match fs::rename(&temporary, target) {
        Err(_) if target.is_dir() => Ok(()),
        result => result,
    });
    if temporary.exists() {
        let _ = fs::remove_dir_all(&temporary);
    }
    result
}

/// All files by their names, `json/decoder.py`.
pub fn sources() -> io::Result<HashMap<String, Vec<u8>>> {
    let mut archive = DeflateDecoder::new(super::ARCHIVE);
    let mut files = HashMap::new();
    while let Some((name, content)) = entry(&mut archive)? {
        files.insert(name, content);
    }
    Ok(files)
}

fn write_files(directory: &Path) -> io::Result<()> {
    let mut archive = DeflateDecoder::new(super::ARCHIVE);
    while let Some((name, content)) = entry(&mut archive)? {
        let name = Path::new(&name);
        if !name.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let path = directory.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, content)?;
    }
    Ok(())
}

/// The next file.
fn entry(archive: &mut impl Read) -> io::Result<Option<(String, Vec<u8>)>> {
    let (mut short, mut long) = ([0; 2], [0; 4]);
    archive.read_exact(&mut short)?;
    let length = usize::from(u16::from_le_bytes(short));
    if length == 0 {
        return Ok(None);
    }
    let mut name = vec![0; length];
    archive.read_exact(&mut name)?;
    let name = String::from_utf8(name).map_err(|_| io::ErrorKind::InvalidData)?;
    archive.read_exact(&mut long)?;
    let mut content = vec![0; u32::from_le_bytes(long) as usize];
    archive.read_exact(&mut content)?;
    Ok(Some((name, content)))
}
