//! Native modules of compression: `zlib`, `_bz2`, `_lzma`, `_zstd`.
//!
//! Each wraps a library whose streams take in and give out pieces; a stream is one thread's at a time, and others run meanwhile.
//! What they share is in two files: `data` (the bytes that they are given, and the output that grows) and `incremental` (the
//! decompressors that keep what they could not take yet).

mod bz2;
mod data;
mod error;
mod incremental;
mod lzma;
mod number;
mod zlib;
mod zstd;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&bz2::MODULE, &lzma::MODULE, &zlib::MODULE, &zstd::MODULE];
