//! Modules over the operating system: `posix`, `errno`, `time` and their like.

mod accounts;
mod arguments;
mod calls;
mod constants;
mod errno;
mod faulthandler;
mod fcntl;
mod fork;
mod locale;
mod memory;
mod mmap;
mod multiprocessing;
mod path;
mod posix;
mod posixshmem;
mod resource;
mod select;
mod subprocess;
mod syslog;
mod termios;
pub mod time;
mod uuid;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[
    &accounts::GRP,
    &accounts::PWD,
    &errno::ERRNO,
    &faulthandler::FAULTHANDLER,
    &fcntl::FCNTL,
    &locale::LOCALE,
    &mmap::MMAP,
    &multiprocessing::MULTIPROCESSING,
    &posix::POSIX,
    &posixshmem::POSIXSHMEM,
    &resource::RESOURCE,
    &select::SELECT,
    &subprocess::POSIXSUBPROCESS,
    &syslog::SYSLOG,
    &termios::TERMIOS,
    &time::TIME,
    &uuid::UUID,
];
