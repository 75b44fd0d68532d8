//! The symbol table: which names a scope binds and uses, and where each is found at run time.
//!
//! Two walks, as in CPython: `build` goes over the tree and notes what is done to each name in each block; `analyze`
//! then goes over the blocks and decides, outermost first, what is local, global, a cell or free, and which
//! comprehensions are inlined (PEP 709).

mod analyze;
mod build;
mod mangle;
mod scope;

pub use build::build;
pub use mangle::mangle;
pub use scope::{
    BlockKind, Comprehension, MangledNames, Scope, ScopeId, ScopeKey, Symbol, SymbolTable, Symbols,
    Visibility,
};

use taipan_text::{Error, ErrorClass, ErrorRange, Location};

/// What the `from __future__` imports of a module and the flags of the compilation ask for.
#[derive(Clone, Copy, Debug, Default)]
pub struct FutureFeatures {
    /// The bits of `taipan_ast::CompileFlags`.
    pub flags: u32,
    /// Where the last of the imports stands; anything of the kind after it is too late.
    pub location: Location,
}

/// A `SyntaxError` at a node. The compiler, unlike the parser, counts its columns in bytes.
#[cold]
pub(crate) fn error_at(location: Location, message: impl Into<String>) -> Box<Error> {
    let range = ErrorRange {
        line: location.line,
        offset: location.column + 1,
        end_line: Some(location.end_line),
        end_offset: Some(location.end_column + 1),
    };
    Error::at(ErrorClass::Syntax, message, range)
}
