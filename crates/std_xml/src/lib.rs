//! Native modules of XML: `pyexpat`, `_elementtree`.

mod calls;
mod element_tree;
mod pyexpat;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&element_tree::MODULE, &pyexpat::MODULE];
