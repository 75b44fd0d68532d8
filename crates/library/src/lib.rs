//! Python's standard library inside the binary: the modules that importing begins with, compiled when Taipan was built, and
//! all sources with their code objects, which are unpacked where there is no installed library.

mod archive;
mod unpack;

use std::io;

pub use archive::{Code, File};
pub use unpack::unpack;

/// A module that is compiled into the binary.
#[derive(Debug)]
pub struct Frozen {
    /// The name.
    pub name: &'static str,
    /// Whether it is a package.
    pub package: bool,
    /// Under which name it is known when that is not its own: `<` before it marks the package itself.
    pub origin: Option<&'static str>,
    /// The code object in marshal's format.
    pub code: &'static [u8],
}

/// The frozen modules.
pub static FROZEN: &[Frozen] = include!(concat!(env!("OUT_DIR"), "/frozen.rs"));

/// A text that changes with the contents of the library.
pub static VERSION: &str = include_str!(concat!(env!("OUT_DIR"), "/library.txt"));

/// All files of the library.
pub fn files() -> impl Iterator<Item = io::Result<File>> {
    archive::Files::new()
}

/// Sources and their code, deflated.
static ARCHIVE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));
