//! Modules of iterators, functions, operators and containers.

#![allow(non_snake_case, reason = "setters are named after attributes like `__dict__`")]

mod arguments;
mod array;
mod bisect;
mod collections;
mod functools;
mod heapq;
mod itertools;
mod operator;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[
    &array::MODULE,
    &bisect::MODULE,
    &collections::MODULE,
    &heapq::MODULE,
    &functools::MODULE,
    &itertools::MODULE,
    &operator::MODULE,
];
