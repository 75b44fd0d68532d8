//! Modules over the operating system: `posix`, `errno`, `time` and their like.

mod arguments;
mod calls;
mod constants;
mod errno;
mod fork;
mod memory;
mod path;
mod posix;
mod resource;
mod subprocess;
mod time;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] =
    &[&errno::ERRNO, &posix::POSIX, &subprocess::POSIXSUBPROCESS, &time::TIME];
