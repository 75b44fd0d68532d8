//! The symbol table: which names a scope binds and uses, and where each is found at run time.
//!
//! Two walks, as in CPython: `build` goes over the tree and notes what is done to each name in each block; `analyze`
//! then goes over the blocks and decides, outermost first, what is local, global, a cell or free, and which
//! comprehensions are inlined (PEP 709).

mod scope;

pub use scope::{
    BlockKind, Comprehension, Scope, ScopeId, ScopeKey, Symbol, SymbolTable, Symbols, Visibility,
};
