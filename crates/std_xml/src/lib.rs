//! Native modules of XML: `pyexpat`, `_elementtree`.

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[];
