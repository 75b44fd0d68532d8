//! The operating system. This is the only crate that calls it; no function here knows a Python object, and all report
//! failure as `std::io::Error`.

pub mod allocator;
pub mod errno;
pub mod memory;
pub mod stack;
