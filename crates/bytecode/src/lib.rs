//! Code objects as plain data: what the compiler makes, marshal carries and the interpreter runs.

mod code;

pub use code::{CodeObject, Constant, LocalKind, Str, flags};
