//! Each stage as text, for people and for the comparison with CPython.

mod symbols;
mod tokens;

pub use symbols::symbols;
pub use tokens::token;
