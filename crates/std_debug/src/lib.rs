//! Native modules that watch programs run: `_lsprof`, `_tracemalloc`.

mod lsprof;
pub mod tracemalloc;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&lsprof::MODULE, &tracemalloc::MODULE];
