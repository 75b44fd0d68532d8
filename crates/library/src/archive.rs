//! The files in the archive, in the order that `build/archive.rs` writes them, which has a drawing of them.

use std::io::{self, Read};

use flate2::read::DeflateDecoder;

/// A file of the library.
pub struct File {
    /// Its name, `json/decoder.py`.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
    /// Its code object, if it is a module.
    pub code: Option<Code>,
}

/// A code object in marshal's format without the name of its file.
pub struct Code {
    bytes: Vec<u8>,
    /// Where the byte is that says what kind of string the name is, which has to follow it.
    place: usize,
}

impl Code {
    /// The whole, as that of a file with this name.
    pub fn named(&self, filename: &str) -> Vec<u8> {
        let (head, tail) = self.bytes.split_at(self.place);
        let Some((&kind, tail)) = tail.split_first() else { return head.to_vec() };
        let mut named = Vec::with_capacity(self.bytes.len() + filename.len() + 4);
        named.extend(head);
        match u8::try_from(filename.len()) {
            Ok(length) if filename.is_ascii() => named.extend([kind, length]),
            _ => {
                named.push(long(kind));
                named.extend((filename.len() as u32).to_le_bytes());
            }
        }
        named.extend(filename.as_bytes());
        named.extend(tail);
        named
    }
}

/// The kind of a string of any length and any characters that is interned, and referred to later, as one of a short string is.
fn long(kind: u8) -> u8 {
    let interned = kind & 0x7f == b'Z';
    kind & 0x80 | if interned { b't' } else { b'u' }
}

/// Reads one file after the other.
pub(crate) struct Files(DeflateDecoder<&'static [u8]>);

impl Files {
    /// From the first on.
    pub(crate) fn new() -> Self {
        Self(DeflateDecoder::new(super::ARCHIVE))
    }

    /// The next file.
    fn read(&mut self) -> io::Result<Option<File>> {
        let mut length = [0; 2];
        self.0.read_exact(&mut length)?;
        let length = usize::from(u16::from_le_bytes(length));
        if length == 0 {
            return Ok(None);
        }
        let name = String::from_utf8(self.bytes(length)?).map_err(|_| io::ErrorKind::InvalidData)?;
        let length = self.number()?;
        let content = self.bytes(length)?;
        let (length, place) = (self.number()?, self.number()?);
        let code = Code { bytes: self.bytes(length)?, place };
        Ok(Some(File { name, content, code: (place < length).then_some(code) }))
    }

    fn number(&mut self) -> io::Result<usize> {
        let mut number = [0; 4];
        self.0.read_exact(&mut number)?;
        Ok(u32::from_le_bytes(number) as usize)
    }

    fn bytes(&mut self, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.0.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

impl Iterator for Files {
    type Item = io::Result<File>;

    fn next(&mut self) -> Option<io::Result<File>> {
        self.read().transpose()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_name_of_any_kind_is_put_into_the_code() {
        let code = Code { bytes: vec![1, b'z' | 0x80, 2], place: 1 };
        assert_eq!(code.named("a.py"), [&[1, b'z' | 0x80, 4][..], b"a.py", &[2]].concat());
        assert_eq!(code.named("é"), [&[1, b'u' | 0x80, 2, 0, 0, 0][..], "é".as_bytes(), &[2]].concat());
        let deep = "x".repeat(300);
        assert_eq!(code.named(&deep), [&[1, b'u' | 0x80, 44, 1, 0, 0][..], deep.as_bytes(), &[2]].concat());
    }

    #[test]
    fn every_module_has_code() {
        for file in Files::new() {
            let file = file.expect("the archive is whole");
            let is_module = Path::new(&file.name).extension().is_some_and(|extension| extension == "py");
            assert_eq!(is_module, file.code.is_some(), "{}", file.name);
        }
    }
}
