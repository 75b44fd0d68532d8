//! Packs Python's library: compiles the modules that importing begins with, and archives all sources with their code.
//!
//! The library comes from a packaged copy of CPython's `Lib`; `patches.rs` undoes what it changes for another
//! implementation, and `own` has files that the packaged copy lacks.

#[path = "build/archive.rs"]
mod archive;
#[path = "build/compile.rs"]
mod compile;
#[path = "build/frozen.rs"]
mod frozen;
#[path = "build/patches.rs"]
mod patches;

use std::path::{Path, PathBuf};
use std::{env, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=own");
    let library = Path::new(rustpython_pylib::LIB_PATH);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    frozen::write(library, &out)?;
    archive::write(library, Path::new("own"), &out)
}
