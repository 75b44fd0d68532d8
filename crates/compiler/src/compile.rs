//! All stages from the tree to the code object.

use std::sync::Arc;

use taipan_ast::{CompileFlags, Mod, Options, Session};
use taipan_bytecode::CodeObject;
use taipan_text::Error;

use crate::{future, lower, symtable};

/// Compiles a tree. Fails with the errors that CPython's compiler raises: `SyntaxError` with its place, or
/// `RecursionError` when the tree is too deep for the stack.
pub fn compile<'a>(
    module: &'a Mod<'a>,
    filename: &str,
    options: &Options,
    session: &mut Session<'a, '_>,
) -> Result<Arc<CodeObject>, Box<Error>> {
    let (module, table, flags) = analyse(module, options, session)?;
    lower::module(module, table, filename, options, flags, session)
}

/// The stages before lowering: the tree that is lowered, its symbol table, and the features that are in force.
pub(crate) fn analyse<'a>(
    module: &'a Mod<'a>,
    options: &Options,
    session: &mut Session<'a, '_>,
) -> Result<(&'a Mod<'a>, symtable::SymbolTable, CompileFlags), Box<Error>> {
    let features = future::features(module, session)?;
    let flags = CompileFlags(options.flags.0 | features.flags);
    taipan_ast::warn_about_leaving_finally(module, session)?;
    let module = taipan_ast::preprocess(module, options, flags, session)?;
    let table = symtable::build(module, symtable::FutureFeatures { flags: flags.0, ..features }, session)?;
    Ok((module, table, flags))
}
