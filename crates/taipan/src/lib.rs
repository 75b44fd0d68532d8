//! The glue between the stages, and the stages shown as text: what the program `taipan` and the project's own tools
//! share.

pub mod pipeline;
pub mod runtime;
pub mod show;
