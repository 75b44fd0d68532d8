//! Native modules of decimal numbers: `_decimal`.

mod decimal;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&decimal::MODULE];
