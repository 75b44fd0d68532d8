//! Native modules of dates, times and time zones: `_datetime`, `_zoneinfo`.

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[];
