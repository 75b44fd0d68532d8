//! `.pyc` files: a header of 16 bytes, then the code object in marshal's format.
//!
//! ```text
//! 0  magic number, "\r\n"
//! 4  flags: bit 0 the file is tied to the source's hash, bit 1 the hash is to be checked
//! 8  modification time and size of the source, or its hash
//! ```

mod source_hash;

use std::fmt;
use std::sync::Arc;

use taipan_text::{Error, StackLimit, repr_bytes};

use crate::CodeObject;
use crate::marshal::{VERSION, Writer, from_code, read_code};

pub use source_hash::{keyed_hash, source_hash};

/// The number of CPython 3.14's bytecode.
pub const MAGIC_NUMBER: u16 = 3627;

/// The first four bytes of a file.
pub const MAGIC: [u8; 4] = [MAGIC_NUMBER.to_le_bytes()[0], MAGIC_NUMBER.to_le_bytes()[1], b'\r', b'\n'];

/// The length of the header.
pub const HEADER: usize = 16;

const FLAG_HASH: u32 = 1;
const FLAG_CHECKED: u32 = 2;

/// What ties a file to its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validation {
    /// The source's modification time in seconds and its length in bytes, both modulo 2^32.
    Timestamp {
        /// The time.
        modified: u32,
        /// The length.
        size: u32,
    },
    /// The hash of the source, as [`source_hash`] has it.
    Hash {
        /// The hash.
        hash: [u8; 8],
        /// Whether an importer compares it with the source by default.
        checked: bool,
    },
}

impl Validation {
    /// Reads a header.
    pub fn read(data: &[u8]) -> Result<Self, PycError> {
        let magic = &data[..data.len().min(4)];
        if magic != MAGIC {
            return Err(PycError::BadMagic(magic.into()));
        }
        let Some(header) = data.first_chunk::<HEADER>() else {
            return Err(PycError::EndOfHeader);
        };
        let word =
            |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
        let flags = word(4);
        if flags & !(FLAG_HASH | FLAG_CHECKED) != 0 {
            return Err(PycError::InvalidFlags(flags));
        }
        if flags & FLAG_HASH == 0 {
            return Ok(Self::Timestamp { modified: word(8), size: word(12) });
        }
        let [.., a, b, c, d, e, f, g, h] = *header;
        Ok(Self::Hash { hash: [a, b, c, d, e, f, g, h], checked: flags & FLAG_CHECKED != 0 })
    }

    /// The header.
    pub fn write(self) -> [u8; HEADER] {
        let mut header = [0; HEADER];
        header[..4].copy_from_slice(&MAGIC);
        match self {
            Self::Timestamp { modified, size } => {
                header[8..12].copy_from_slice(&modified.to_le_bytes());
                header[12..].copy_from_slice(&size.to_le_bytes());
            }
            Self::Hash { hash, checked } => {
                let flags = if checked { FLAG_HASH | FLAG_CHECKED } else { FLAG_HASH };
                header[4..8].copy_from_slice(&flags.to_le_bytes());
                header[8..].copy_from_slice(&hash);
            }
        }
        header
    }

    /// Fails if the source has another modification time, or another length where one is given. A file that is tied to
    /// a hash does not care.
    pub fn check_timestamp(self, source_modified: u32, source_size: Option<u32>) -> Result<(), PycError> {
        match self {
            Self::Timestamp { modified, size }
                if modified != source_modified
                    || source_size.is_some_and(|source_size| source_size != size) =>
            {
                Err(PycError::Stale)
            }
            _ => Ok(()),
        }
    }

    /// Fails if the source has another hash. A file that is tied to a timestamp does not care.
    pub fn check_hash(self, source: &[u8]) -> Result<(), PycError> {
        match self {
            Self::Hash { hash, .. } if hash != source_hash(source) => Err(PycError::WrongHash),
            _ => Ok(()),
        }
    }
}

/// The contents of a file.
pub fn write(
    code: &Arc<CodeObject>,
    validation: Validation,
    stack: StackLimit,
) -> Result<Vec<u8>, Box<Error>> {
    let (graph, root) = from_code(code, stack)?;
    let mut writer = Writer::new(&graph, VERSION, stack);
    // CPython's importer holds the code object while it writes, so a reference flag goes on it.
    writer.write_shared(&root)?;
    let mut file = validation.write().to_vec();
    file.extend(writer.finish());
    Ok(file)
}

/// Reads a file. Whether it still belongs to its source is for the caller to check.
pub fn read(file: &[u8], stack: StackLimit) -> Result<(Validation, Arc<CodeObject>), PycError> {
    let validation = Validation::read(file)?;
    let code = read_code(file.get(HEADER..).unwrap_or_default(), stack).map_err(PycError::Marshal)?;
    Ok((validation, code))
}

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PycError {
    /// It is of another version, or nothing of the kind: its first bytes, at most four.
    BadMagic(Box<[u8]>),
    /// It ends within the header.
    EndOfHeader,
    /// It has flags of a later version.
    InvalidFlags(u32),
    /// The source has changed, by its time or its length.
    Stale,
    /// The source has changed, by its hash.
    WrongHash,
    /// What follows the header is broken or is no code object.
    Marshal(Box<Error>),
}

impl PycError {
    /// The Python name of the exception's class.
    pub fn class_name(&self) -> &'static str {
        match self {
            Self::EndOfHeader => "EOFError",
            Self::Marshal(error) => error.class.name(),
            _ => "ImportError",
        }
    }

    /// The message of the exception; `name` is the `repr()` of the module's name.
    pub fn message(&self, name: &str) -> String {
        match self {
            Self::BadMagic(magic) => format!("bad magic number in {name}: {}", repr_bytes(magic)),
            Self::EndOfHeader => format!("reached EOF while reading pyc header of {name}"),
            Self::InvalidFlags(flags) => format!("invalid flags {flags} in {name}"),
            Self::Stale => format!("bytecode is stale for {name}"),
            Self::WrongHash => format!("hash in bytecode doesn't match hash of source {name}"),
            Self::Marshal(error) => error.message.clone(),
        }
    }
}

impl fmt::Display for PycError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.class_name(), self.message("<file>"))
    }
}

impl std::error::Error for PycError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_survive() {
        let timestamp = Validation::Timestamp { modified: 0x1234_5678, size: 99 };
        let hash = Validation::Hash { hash: *b"12345678", checked: true };
        for validation in [timestamp, hash, Validation::Hash { hash: [0; 8], checked: false }] {
            assert_eq!(Validation::read(&validation.write()), Ok(validation));
        }
        assert_eq!(timestamp.write(), *b"\x2b\x0e\r\n\0\0\0\0\x78\x56\x34\x12\x63\0\0\0");
    }

    #[test]
    fn errors_are_those_of_importlib() {
        let message = |data: &[u8]| Validation::read(data).unwrap_err().message("'m'");
        assert_eq!(message(b"\x2a\x0e\r\n"), r"bad magic number in 'm': b'*\x0e\r\n'");
        assert_eq!(message(b""), "bad magic number in 'm': b''");
        assert_eq!(message(&MAGIC), "reached EOF while reading pyc header of 'm'");
        assert_eq!(message(b"\x2b\x0e\r\n\x04\0\0\0\0\0\0\0\0\0\0\0"), "invalid flags 4 in 'm'");
    }

    #[test]
    fn a_changed_source_is_noticed() {
        let timestamp = Validation::Timestamp { modified: 5, size: 6 };
        assert_eq!(timestamp.check_timestamp(5, Some(6)), Ok(()));
        assert_eq!(timestamp.check_timestamp(5, Some(7)), Err(PycError::Stale));
        assert_eq!(timestamp.check_timestamp(4, None), Err(PycError::Stale));
        let hash = Validation::Hash { hash: source_hash(b"pass"), checked: false };
        assert_eq!(hash.check_hash(b"pass"), Ok(()));
        assert_eq!(hash.check_hash(b"fail"), Err(PycError::WrongHash));
    }
}
