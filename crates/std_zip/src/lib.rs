//! Native modules of compression: `zlib`, `_bz2`, `_lzma`, `_zstd`.

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[];
