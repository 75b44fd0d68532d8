//! Modules over the operating system: `posix`, `errno`, `time` and their like.

mod constants;
mod errno;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&errno::ERRNO];
