//! The archive of all sources: one deflated stream of names, lengths and contents.
//!
//! ```text
//! u16 length of the name │ name │ u32 length of the content │ content      for each file; a length of 0 ends it
//! ```

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// Writes `library.bin`, and `library.txt`: a number that changes with the contents. The files of `own` are added to those of
/// the library.
pub(crate) fn write(library: &Path, own: &Path, out: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    for root in [library, own] {
        let mut names = Vec::new();
        collect(root, root, &mut names)?;
        files.extend(names.into_iter().map(|name| (name, root)));
    }
    files.sort();
    let mut packed = DeflateEncoder::new(File::create(out.join("library.bin"))?, Compression::new(6));
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for (name, root) in files {
        let content = super::patches::apply(&name, fs::read(root.join(&name))?);
        for &byte in name.as_bytes().iter().chain(&content) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        packed.write_all(&(name.len() as u16).to_le_bytes())?;
        packed.write_all(name.as_bytes())?;
        packed.write_all(&(content.len() as u32).to_le_bytes())?;
        packed.write_all(&content)?;
    }
    packed.write_all(&[0, 0])?;
    packed.finish()?;
    fs::write(out.join("library.txt"), format!("{hash:016x}"))
}

/// The files below a directory, as names relative to the library.
fn collect(library: &Path, directory: &Path, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "__pycache__") {
                collect(library, &path, files)?;
            }
        } else if let Ok(name) = path.strip_prefix(library) {
            files.push(name.to_string_lossy().into_owned());
        }
    }
    Ok(())
}
