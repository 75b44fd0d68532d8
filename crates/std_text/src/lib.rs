//! Modules that read and write texts: regular expressions, JSON and the like.

mod sre;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&sre::MODULE];
