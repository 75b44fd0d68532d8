//! Modules that read and write texts: regular expressions, JSON and the like.

mod binascii;
mod calls;
mod csv;
mod json;
mod sre;
mod string;
mod struct_;
mod unicodedata;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[
    &binascii::MODULE,
    &csv::MODULE,
    &json::MODULE,
    &sre::MODULE,
    &string::MODULE,
    &struct_::MODULE,
    &unicodedata::MODULE,
];
