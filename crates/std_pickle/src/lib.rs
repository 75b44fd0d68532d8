//! Native modules that turn objects into bytes: `_pickle`.

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[];
