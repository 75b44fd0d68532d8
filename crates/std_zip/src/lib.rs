//! Native modules of compression: `zlib`, `_bz2`, `_lzma`, `_zstd`.
//!
//! Each wraps a library whose streams take in and give out pieces. What they share is in three files: `data` (the bytes that they
//! are given, and the output that grows), `exclusive` (a stream is one thread's at a time, and others run meanwhile) and
//! `incremental` (the decompressors that keep what they could not take yet).

mod data;
mod exclusive;
mod incremental;
mod zlib;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&zlib::MODULE];
