//! The modules that importing needs, and those that are the interpreter seen from Python: `sys`, `_imp`, `marshal`, `gc`,
//! `_weakref` and their like.

pub mod import;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[];
