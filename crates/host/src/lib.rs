//! The operating system, and the few libraries that speak C. This is the only crate that calls them; no function here knows a
//! Python object, and those of the system report failure as `std::io::Error`.

#![allow(unsafe_code, reason = "what it calls speaks in addresses")]

pub mod accounts;
pub mod allocator;
pub mod attributes;
pub mod calls;
pub mod checker;
pub mod clock;
pub mod compression;
pub mod control;
pub mod directory;
pub mod environment;
pub mod errno;
pub mod events;
pub mod execution;
pub mod fault;
pub mod file;
pub mod libm;
pub mod limits;
pub mod locale;
pub mod log;
pub mod mapping;
pub mod memory;
pub mod poll;
pub mod process;
pub mod process_wide;
pub mod random;
pub mod schedule;
pub mod semaphore;
pub mod signal;
pub mod socket;
pub mod spawn;
pub mod stack;
pub mod standard;
pub mod stopwatch;
pub mod subprocess;
pub mod system;
pub mod terminal;
pub mod thread;
pub mod transfer;
pub mod vectors;
