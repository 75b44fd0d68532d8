//! Native modules that CPython's own tests look at the interpreter with: `_testinternalcapi`, `_testcapi` and their like.
//!
//! They hold what those tests ask for and what has a meaning here. What speaks of C alone, such as type slots or reference
//! counts behind the interpreter's back, is left out, and tests that need it skip themselves.

#![allow(non_snake_case, reason = "some functions are named after functions of the C API")]

mod buffer;
mod capi;
mod internal;
mod limited;
mod multiphase;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] =
    &[&buffer::MODULE, &capi::MODULE, &internal::MODULE, &limited::MODULE, &multiphase::MODULE];
