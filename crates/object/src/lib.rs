//! The kernel: what a value is, where objects live and how they die, what a type is, and under which rules all of them may
//! be touched.
//!
//! ```text
//! Value ──► immediate int or float            nothing to count
//!      └──► Object ──► Type ──► slots         header of 16 bytes, payload after it
//!             │
//!             └─ in a page of the heap, with a metadata byte beside it if the collector may have to look at it
//! ```
//!
//! `&mut Py` is leave to run Python. Whoever holds a borrow of an object's state holds `&Py` or `&mut Py` with it, so no
//! Python code can run meanwhile: that is checked by the compiler. Dropping a value never runs Python code either; what
//! needs Python to die waits in the [`death`] list until somebody with `&mut Py` drains it.
//!
//! Builtin types and native modules are clients of this crate: they define payloads, slots and methods (`native`, `type_`)
//! and use the operations of the language (`protocol`) as methods of [`Py`].

#![allow(unsafe_code, reason = "objects are raw memory; every block says why it is sound")]

// The macros speak of this crate by name.
extern crate self as taipan_object;

pub mod args;
pub mod breaker;
pub mod buffer;
pub mod cached;
pub mod cell;
pub mod collect;
pub mod compare;
pub mod death;
pub mod exception;
pub mod exclusive;
pub mod gil;
pub mod heap;
pub mod hooks;
pub mod instance;
pub mod interpreter;
mod last_first;
pub mod native;
pub mod object;
pub mod protocol;
pub mod py;
pub mod runtime;
pub mod type_;
pub mod types;
pub mod value;
pub mod weak;

pub use args::{Args, StackRef};
pub use cell::{Mut, PyCell, Ref};
pub use compare::CompareOp;
pub use interpreter::Interpreter;
pub use last_first::LastFirst;
pub use object::Object;
pub use py::{Heap, Py, PyResult, Raised};
pub use type_::{Parts, Payload, Type, Visit};
pub use value::{Borrowed, Value};
