//! `math`: functions of real numbers, and of whole ones.

mod choose;
mod distance;
mod elementary;
mod factorial;
mod gamma;
mod integer;
mod logarithm;
mod neighbour;
mod parts;
mod power;
mod product;
mod rounding;
mod sum;
mod sumprod;

use std::f64::consts;

use taipan_object::exception as exc;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Py, PyResult, Raised};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("The mathematical functions of the C standard, and functions of whole numbers."),
    functions: &[
        elementary::Elementary::FUNCTIONS,
        power::Powers::FUNCTIONS,
        logarithm::Logarithms::FUNCTIONS,
        gamma::Gamma::FUNCTIONS,
        rounding::Rounding::FUNCTIONS,
        parts::Parts::FUNCTIONS,
        neighbour::Neighbours::FUNCTIONS,
        distance::Distances::FUNCTIONS,
        sum::Sums::FUNCTIONS,
        sumprod::SumsOfProducts::FUNCTIONS,
        product::Products::FUNCTIONS,
        integer::Integers::FUNCTIONS,
        factorial::Factorials::FUNCTIONS,
        choose::Choices::FUNCTIONS,
    ],
    constants: &[
        ("pi", |py| py.float(consts::PI)),
        ("e", |py| py.float(consts::E)),
        ("tau", |py| py.float(consts::TAU)),
        ("inf", |py| py.float(f64::INFINITY)),
        ("nan", |py| py.float(f64::NAN)),
    ],
    ..ModuleDef::of("math")
};

/// A result, unless it says that the argument has none: it is NaN, or infinite, though the argument is not.
#[inline]
fn checked(py: &mut Py, x: f64, result: f64, domain: &str, overflows: bool) -> PyResult<f64> {
    if result.is_finite() || x.is_nan() || (result.is_infinite() && x.is_infinite()) {
        return Ok(result);
    }
    if result.is_infinite() && overflows {
        return Err(range_error(py));
    }
    Err(outside(py, domain, x))
}

/// `ValueError`: the argument is outside of what is allowed.
#[cold]
fn outside(py: &mut Py, expected: &str, x: f64) -> Raised {
    match py.float(x).and_then(|x| py.repr(&x)) {
        Ok(x) => exc::value_error(py, format_args!("{expected}, got {x}")),
        Err(raised) => raised,
    }
}

/// `OverflowError`
#[cold]
fn range_error(py: &Py) -> Raised {
    exc::overflow_error(py, format_args!("math range error"))
}

/// `ValueError`
#[cold]
fn domain_error(py: &Py) -> Raised {
    exc::value_error(py, format_args!("math domain error"))
}
