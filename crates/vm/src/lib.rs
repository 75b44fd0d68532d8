//! The interpreter: executes code objects over the kernel's objects.
//!
//! ```text
//! thread     two stacks that never move: values, and control frames
//! frame      what a call in progress needs: code, next instruction, locals, what becomes of its result
//! ops        the instructions, one family per file: a fast part that is a leaf, and a slow part that may run anything
//! dispatch   the loop over them, which knows nothing of what they do
//! unwind     from an exception to its handler
//! recover    from a panic to an exception
//! function   Python functions, and how arguments become locals
//! generator  frames that live in an object
//! code       the executable form of a code object, and its verifier
//! monitoring who wants to know what running code does
//! report     where all threads are, when the process fails
//! ```
//!
//! It knows no parser, no compiler and no native module: what it needs of them are hooks.

#![allow(unsafe_code, reason = "objects are raw memory; every block says why it is sound")]

pub mod code;
mod dispatch;
mod frame;
pub mod frame_object;
pub mod function;
pub mod generator;
pub mod hooks;
mod make;
mod monitoring;
mod ops;
pub mod place;
mod recover;
mod report;
pub mod run;
mod thread;
mod unwind;

pub use code::Code;
pub use function::Function;
pub use run::{install, run_code, run_module, sys_attribute};
