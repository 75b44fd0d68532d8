//! The module `_io`: streams of bytes and of text.
//!
//! ```text
//! TextIOWrapper ──► BufferedReader / Writer / Random ──► FileIO ──► the system
//!     text             bytes, through a buffer         bytes, as the system takes them
//! ```
//!
//! Each layer calls the one below by the names of its methods, because Python code may stand there. Where a native object of
//! exactly the usual type stands there, it is called directly.

mod base;
mod buffered;
mod bytes_io;
mod calls;
mod file;
mod line_ends;
mod memory;
mod module;
mod newlines;
mod open;
mod raw;
mod streams;
mod string_io;
mod text;

use taipan_object::types::module::ModuleDef;

pub use open::open_function;
pub use streams::{Encoding, StandardStreams, set_encoding, std_streams};

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&module::MODULE];
