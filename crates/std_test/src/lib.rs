//! Native modules that CPython's own tests look at the interpreter with: `_testinternalcapi`, `_testcapi` and their like.

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[];
