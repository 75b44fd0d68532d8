//! What can be done with any object: the operations of the language, each through the slot behind it.

pub mod attribute;
pub mod buffer;
pub mod call;
pub mod codec;
pub mod compare;
pub mod convert;
mod digest;
pub mod format;
pub mod instance_check;
pub mod iterate;
pub mod number;
mod path;
pub mod steps;
