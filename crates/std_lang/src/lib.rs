//! Native modules about the language itself: views of the front end's data as objects.

pub mod ast;
pub mod error;
pub mod stages;
mod symtable;
mod tokenize;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&ast::MODULE, &symtable::MODULE, &tokenize::MODULE];
