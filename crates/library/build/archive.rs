//! The archive of all sources and of their code objects: one deflated stream of files.
//!
//! ```text
//! u16 length of the name │ name │ u32 length of the content │ content │ u32 length of the code │ u32 place │ code
//! ```
//!
//! Code is what compiling a module gives, in marshal's format; other files have none. The name of its file, which nobody knows before
//! the archive is unpacked, is left out: at its place is only the byte that says what kind of string follows. A name of length
//! 0 ends the archive.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::compile;

/// What a file is called while it has no name yet.
const NAME: &str = "<file of the library>";

struct Packed {
    name: String,
    content: Vec<u8>,
    code: Vec<u8>,
    /// Where in the code the name of the file would stand.
    place: usize,
}

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
    let mut archive = DeflateEncoder::new(File::create(out.join("library.bin"))?, Compression::new(6));
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in compile::on_big_stacks(&files, |(name, root)| pack(name, root))? {
        for &byte in file.name.as_bytes().iter().chain(&file.content).chain(&file.code) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        archive.write_all(&(file.name.len() as u16).to_le_bytes())?;
        archive.write_all(file.name.as_bytes())?;
        archive.write_all(&(file.content.len() as u32).to_le_bytes())?;
        archive.write_all(&file.content)?;
        archive.write_all(&(file.code.len() as u32).to_le_bytes())?;
        archive.write_all(&(file.place as u32).to_le_bytes())?;
        archive.write_all(&file.code)?;
    }
    archive.write_all(&[0, 0])?;
    archive.finish()?;
    fs::write(out.join("library.txt"), format!("{hash:016x}"))
}

fn pack(name: &str, root: &Path) -> io::Result<Packed> {
    let content = super::patches::apply(name, fs::read(root.join(name))?);
    if Path::new(name).extension().is_none_or(|extension| extension != "py") {
        return Ok(Packed { name: name.to_owned(), content, code: Vec::new(), place: 0 });
    }
    let mut code =
        compile::code(&content, NAME).map_err(|error| io::Error::other(format!("{name}: {error}")))?;
    let place =
        place(&code).ok_or_else(|| io::Error::other(format!("{name}: its name is not once in its code")))?;
    code.drain(place + 1..place + 2 + NAME.len());
    Ok(Packed { name: name.to_owned(), content, code, place })
}

/// Where the one string is that names the file: a short one, interned or not, that is referred to later or not.
fn place(code: &[u8]) -> Option<usize> {
    let mut places = (0..code.len()).filter(|&place| match &code[place..] {
        [kind, length, text @ ..] => {
            matches!(kind & 0x7f, b'z' | b'Z')
                && usize::from(*length) == NAME.len()
                && text.starts_with(NAME.as_bytes())
        }
        _ => false,
    });
    places.next().filter(|_| places.next().is_none())
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
