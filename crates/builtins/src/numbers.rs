//! `int`, `bool`, `float`, `complex`.

mod boolean;
mod complex;
pub(crate) mod digits;
mod failure;
mod float;
mod int;
mod spec;

use taipan_object::type_::Definition;

pub(crate) use int::decimal;

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] =
    &[int::DEFINITION, boolean::DEFINITION, float::DEFINITION, complex::DEFINITION];
