//! From the syntax tree to code objects, in CPython's stages because the result must be CPython's.
//!
//! ```text
//! tree ─► future ─► symtable ─► lower ─► instructions ─► flow ─► assemble ─► code object
//!         features  scopes      one unit per scope       passes   bytes and tables
//! ```

pub mod assemble;
mod compile;
pub mod constants;
mod flow;
pub mod future;
pub mod instructions;
mod lower;
pub mod stages;
pub mod symtable;
pub mod unit;

pub use compile::compile;
