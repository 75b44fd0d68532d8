//! Modules over the operating system: `posix`, `errno`, `time` and their like.

mod accounts;
mod arguments;
mod calls;
mod constants;
mod errno;
mod fcntl;
mod fork;
mod memory;
mod path;
mod posix;
mod resource;
mod select;
mod subprocess;
mod time;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[
    &accounts::GRP,
    &accounts::PWD,
    &errno::ERRNO,
    &fcntl::FCNTL,
    &posix::POSIX,
    &resource::RESOURCE,
    &select::SELECT,
    &subprocess::POSIXSUBPROCESS,
    &time::TIME,
];
