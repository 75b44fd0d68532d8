//! `_statistics`: the inverse of the normal distribution, by Wichura's algorithm AS 241 (`PPND16`).

#![allow(
    clippy::unreadable_literal,
    clippy::excessive_precision,
    reason = "coefficients as they were published"
)]

use taipan_host::libm;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Py, PyResult};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("What module statistics has of native code."),
    functions: &[Functions::FUNCTIONS],
    ..ModuleDef::of("_statistics")
};

struct Functions;

#[pymodule("_statistics")]
impl Functions {
    /// The value below which a part p of a normal distribution lies.
    #[pyfunction("(p, mu, sigma, /)")]
    fn _normal_dist_inv_cdf(py: &mut Py, p: f64, mu: f64, sigma: f64) -> PyResult<f64> {
        if p <= 0.0 || p >= 1.0 {
            return Err(exc::value_error(py, format_args!("inv_cdf undefined for these parameters")));
        }
        Ok(mu + quantile(p) * sigma)
    }
}

/// The quantile of the standard normal distribution.
fn quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180625 - q * q;
        return ratio(&CENTRE_NUMERATOR, &CENTRE_DENOMINATOR, r, q);
    }
    let r = (-libm::log(if q <= 0.0 { p } else { 1.0 - p })).sqrt();
    let x = if r <= 5.0 {
        ratio(&MIDDLE_NUMERATOR, &MIDDLE_DENOMINATOR, r - 1.6, 1.0)
    } else {
        ratio(&TAIL_NUMERATOR, &TAIL_DENOMINATOR, r - 5.0, 1.0)
    };
    if q < 0.0 { -x } else { x }
}

/// A rational function, times a factor of the numerator.
fn ratio(numerator: &[f64; 8], denominator: &[f64; 8], r: f64, factor: f64) -> f64 {
    let polynomial = |coefficients: &[f64; 8]| {
        let [first, rest @ ..] = coefficients;
        rest.iter().fold(*first, |sum, coefficient| sum * r + coefficient)
    };
    polynomial(numerator) * factor / polynomial(denominator)
}

/// From the highest power down.
const CENTRE_NUMERATOR: [f64; 8] = [
    2.5090809287301226727e+3,
    3.3430575583588128105e+4,
    6.7265770927008700853e+4,
    4.5921953931549871457e+4,
    1.3731693765509461125e+4,
    1.9715909503065514427e+3,
    1.3314166789178437745e+2,
    3.3871328727963666080e+0,
];
const CENTRE_DENOMINATOR: [f64; 8] = [
    5.2264952788528545610e+3,
    2.8729085735721942674e+4,
    3.9307895800092710610e+4,
    2.1213794301586595867e+4,
    5.3941960214247511077e+3,
    6.8718700749205790830e+2,
    4.2313330701600911252e+1,
    1.0,
];
const MIDDLE_NUMERATOR: [f64; 8] = [
    7.74545014278341407640e-4,
    2.27238449892691845833e-2,
    2.41780725177450611770e-1,
    1.27045825245236838258e+0,
    3.64784832476320460504e+0,
    5.76949722146069140550e+0,
    4.63033784615654529590e+0,
    1.42343711074968357734e+0,
];
const MIDDLE_DENOMINATOR: [f64; 8] = [
    1.05075007164441684324e-9,
    5.47593808499534494600e-4,
    1.51986665636164571966e-2,
    1.48103976427480074590e-1,
    6.89767334985100004550e-1,
    1.67638483018380384940e+0,
    2.05319162663775882187e+0,
    1.0,
];
const TAIL_NUMERATOR: [f64; 8] = [
    2.01033439929228813265e-7,
    2.71155556874348757815e-5,
    1.24266094738807843860e-3,
    2.65321895265761230930e-2,
    2.96560571828504891230e-1,
    1.78482653991729133580e+0,
    5.46378491116411436990e+0,
    6.65790464350110377720e+0,
];
const TAIL_DENOMINATOR: [f64; 8] = [
    2.04426310338993978564e-15,
    1.42151175831644588870e-7,
    1.84631831751005468180e-5,
    7.86869131145613259100e-4,
    1.48753612908506148525e-2,
    1.36929880922735805310e-1,
    5.99832206555887937690e-1,
    1.0,
];
