//! Modules of numbers: functions of real and complex ones, random ones, statistics.
//!
//! Results are CPython's to the last bit: elementary functions are the C library's, as there, and what CPython computes
//! itself follows the same steps.

mod cmath;
mod math;
mod random;
mod statistics;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&cmath::MODULE, &math::MODULE, &random::MODULE, &statistics::MODULE];
