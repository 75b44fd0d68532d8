//! Running programs, and the stages of the front end shown as text: what the program `taipan` and the project's own tools
//! share.

pub mod runtime;
pub mod show;

pub use taipan_front as pipeline;
