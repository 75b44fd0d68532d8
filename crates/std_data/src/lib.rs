//! Modules of iterators, functions, operators and containers.

#![allow(non_snake_case, reason = "setters are named after attributes like `__dict__`")]

mod arguments;
mod collections;
mod functools;
mod itertools;
mod operator;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] =
    &[&collections::MODULE, &functools::MODULE, &itertools::MODULE, &operator::MODULE];
