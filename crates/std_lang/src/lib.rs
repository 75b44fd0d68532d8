//! Native modules about the language itself: views of the front end's data as objects.

pub mod ast;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&ast::MODULE];
