//! Modules over the operating system: `posix`, `errno`, `time` and their like.

mod arguments;
mod calls;
mod constants;
mod errno;
mod memory;
mod path;
mod posix;
mod resource;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&errno::ERRNO, &posix::POSIX];
