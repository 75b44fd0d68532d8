//! The gamma function and its logarithm, by the approximation of Lanczos with the coefficients of Boost (`lanczos13m53`), in
//! the steps that CPython takes, so that the results are the same to the last bit.

#![allow(
    clippy::unreadable_literal,
    clippy::excessive_precision,
    reason = "coefficients as they were published"
)]

use std::f64::consts::PI;

use taipan_host::libm;
use taipan_macros::pymodule;
use taipan_object::{Py, PyResult};

use super::{outside, range_error};

/// The functions.
pub(super) struct Gamma;

const EXPECTED: &str = "expected a noninteger or positive integer";

#[pymodule("math")]
impl Gamma {
    /// The gamma function at x.
    #[pyfunction("(x, /)")]
    fn gamma(py: &mut Py, x: f64) -> PyResult<f64> {
        if x == f64::NEG_INFINITY || x == 0.0 || (x < 0.0 && x == x.floor()) {
            return Err(outside(py, EXPECTED, x));
        }
        let result = gamma(x);
        if result.is_infinite() && x.is_finite() { Err(range_error(py)) } else { Ok(result) }
    }

    /// The natural logarithm of the absolute value of the gamma function at x.
    #[pyfunction("(x, /)")]
    fn lgamma(py: &mut Py, x: f64) -> PyResult<f64> {
        if x.is_finite() && x <= 0.0 && x == x.floor() {
            return Err(outside(py, EXPECTED, x));
        }
        let result = log_gamma(x);
        if result.is_infinite() && x.is_finite() { Err(range_error(py)) } else { Ok(result) }
    }
}

/// Factorials that are floats exactly.
const FACTORIALS: [f64; 23] = {
    let mut factorials = [1.0; 23];
    let mut n = 1;
    while n < factorials.len() {
        factorials[n] = factorials[n - 1] * n as f64;
        n += 1;
    }
    factorials
};

const LANCZOS_G: f64 = 6.024680040776729583740234375;
const G_MINUS_HALF: f64 = 5.524680040776729583740234375;
const LOG_PI: f64 = 1.144729885849400174143427351353058711647;

const NUMERATOR: [f64; 13] = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
];

const DENOMINATOR: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

/// The rational function of the approximation. Large arguments go through its reciprocal form, which does not overflow.
fn lanczos_sum(x: f64) -> f64 {
    let (mut numerator, mut denominator) = (0.0, 0.0);
    let terms = NUMERATOR.iter().zip(&DENOMINATOR);
    if x < 5.0 {
        for (n, d) in terms.rev() {
            numerator = numerator * x + n;
            denominator = denominator * x + d;
        }
    } else {
        for (n, d) in terms {
            numerator = numerator / x + n;
            denominator = denominator / x + d;
        }
    }
    numerator / denominator
}

/// The sine of pi times x, exact also near multiples of pi.
fn sin_pi(x: f64) -> f64 {
    let y = libm::fmod(x.abs(), 2.0);
    let result = match (2.0 * y).round() {
        0.0 => libm::sin(PI * y),
        1.0 => libm::cos(PI * (y - 0.5)),
        2.0 => libm::sin(PI * (1.0 - y)),
        3.0 => -libm::cos(PI * (y - 1.5)),
        _ => libm::sin(PI * (y - 2.0)),
    };
    1.0_f64.copysign(x) * result
}

/// The gamma function where it is defined.
fn gamma(x: f64) -> f64 {
    if !x.is_finite() {
        return x;
    }
    if x == x.floor() && x <= FACTORIALS.len() as f64 {
        return FACTORIALS[x as usize - 1];
    }
    let size = x.abs();
    if size < 1e-20 {
        return 1.0 / x;
    }
    if size > 200.0 {
        return if x < 0.0 { 0.0 / sin_pi(x) } else { f64::INFINITY };
    }
    let y = size + G_MINUS_HALF;
    // What rounding has taken from y.
    let z = if size > G_MINUS_HALF {
        let q = y - size;
        q - G_MINUS_HALF
    } else {
        let q = y - G_MINUS_HALF;
        q - size
    };
    let z = z * LANCZOS_G / y;
    if x < 0.0 {
        let mut result = -PI / sin_pi(size) / size * libm::exp(y) / lanczos_sum(size);
        result -= z * result;
        if size < 140.0 {
            return result / libm::pow(y, size - 0.5);
        }
        let root = libm::pow(y, size / 2.0 - 0.25);
        return result / root / root;
    }
    let mut result = lanczos_sum(size) / libm::exp(y);
    result += z * result;
    if size < 140.0 {
        return result * libm::pow(y, size - 0.5);
    }
    let root = libm::pow(y, size / 2.0 - 0.25);
    result * root * root
}

/// The logarithm of the gamma function where it is defined.
fn log_gamma(x: f64) -> f64 {
    if !x.is_finite() {
        return if x.is_nan() { x } else { f64::INFINITY };
    }
    if x == x.floor() && x <= 2.0 {
        return 0.0;
    }
    let size = x.abs();
    if size < 1e-20 {
        return -libm::log(size);
    }
    let mut result = libm::log(lanczos_sum(size)) - LANCZOS_G;
    result += (size - 0.5) * (libm::log(size + LANCZOS_G - 0.5) - 1.0);
    if x < 0.0 {
        result = LOG_PI - libm::log(sin_pi(size).abs()) - libm::log(size) - result;
    }
    result
}
