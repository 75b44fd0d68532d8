//! The modules that importing needs, and those that are the interpreter seen from Python: `sys`, `_imp`, `marshal`, `gc`,
//! `_weakref` and their like.

pub mod abc;
pub mod atexit;
pub mod codecs;
pub mod config;
pub mod contextvars;
mod gc;
pub mod imp;
pub mod import;
pub mod marshal;
pub mod native_types;
pub mod opcode;
pub mod signal;
pub mod stat;
pub mod suggestions;
pub mod sys;
pub mod sysconfig;
pub mod thread;
pub mod warnings;
mod weakref;

use taipan_object::Py;
use taipan_object::types::module::ModuleDef;

/// Before a fork: takes what the child must find in order.
pub fn before_fork(py: &mut Py) {
    imp::before_fork(py);
}

/// After a fork, in the parent, or where it failed.
pub fn after_fork_in_parent(py: &mut Py) {
    imp::after_fork_in_parent(py);
}

/// In a child process: forgets the threads that are not there, and frees what they held.
pub fn after_fork(py: &mut Py) {
    // What dies with the threads may warn.
    warnings::after_fork(py);
    thread::after_fork(py);
    imp::after_fork(py);
}

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[
    &abc::MODULE,
    &atexit::MODULE,
    &codecs::MODULE,
    &contextvars::MODULE,
    &gc::MODULE,
    &imp::IMP,
    &marshal::MARSHAL,
    &native_types::TYPES,
    &native_types::TYPING,
    &opcode::MODULE,
    &signal::SIGNAL,
    &stat::MODULE,
    &suggestions::MODULE,
    &sys::SYS,
    &sysconfig::MODULE,
    &thread::THREAD,
    &weakref::MODULE,
    &warnings::MODULE,
];
