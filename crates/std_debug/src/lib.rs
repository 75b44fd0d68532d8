//! Native modules that watch programs run: `_lsprof`, `_tracemalloc`, `_remote_debugging`.

mod lsprof;
mod remote_debugging;
pub mod tracemalloc;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&lsprof::MODULE, &remote_debugging::MODULE, &tracemalloc::MODULE];
