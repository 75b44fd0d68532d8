//! `cmath`: functions of complex numbers.
//!
//! Each function is computed by formulas that hold for finite numbers (`functions`); what comes of infinities and NaN is in
//! tables (`special`).

mod functions;
mod hyperbolic;
mod polar;
mod special;

use std::f64::consts;

use taipan_macros::pymodule;
use taipan_num::complex::Complex;
use taipan_object::exception as exc;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Mathematical functions of complex numbers."),
    functions: &[Functions::FUNCTIONS, polar::Polar::FUNCTIONS],
    constants: &[
        ("pi", |py| py.float(consts::PI)),
        ("e", |py| py.float(consts::E)),
        ("tau", |py| py.float(consts::TAU)),
        ("inf", |py| py.float(f64::INFINITY)),
        ("infj", |py| py.complex(0.0, f64::INFINITY)),
        ("nan", |py| py.float(f64::NAN)),
        ("nanj", |py| py.complex(0.0, f64::NAN)),
    ],
    ..ModuleDef::of("cmath")
};

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// `ValueError`
    Domain,
    /// `OverflowError`
    Range,
}

/// A result or none.
type Outcome = Result<Complex, Failure>;

impl Failure {
    #[cold]
    fn raise(self, py: &Py) -> Raised {
        match self {
            Self::Domain => exc::value_error(py, format_args!("math domain error")),
            Self::Range => exc::overflow_error(py, format_args!("math range error")),
        }
    }
}

/// An argument as a complex number: what `__complex__` gives, or a real one.
fn complex(py: &mut Py, value: &Value) -> PyResult<Complex> {
    if let Some(number) = value.as_complex() {
        return Ok(Complex::new(number.real, number.imag));
    }
    if value.as_float().is_none() && !value.is_int() {
        let name = py.heap().intern("__complex__")?;
        if let Some(method) = value.type_().lookup(py, &name) {
            let result = py.call_unbound(&method, value.borrow(), &[])?;
            let Some(number) = result.as_complex() else {
                let given = result.type_().name();
                return Err(exc::type_error(
                    py,
                    format_args!("__complex__ returned non-complex (type {given})"),
                ));
            };
            return Ok(Complex::new(number.real, number.imag));
        }
    }
    py.to_f64(value).map(|real| Complex::new(real, 0.0))
}

/// A result as a value.
fn answer(py: &Py, outcome: Outcome) -> PyResult<Value> {
    match outcome {
        Ok(number) => py.complex(number.real, number.imag),
        Err(failure) => Err(failure.raise(py)),
    }
}

/// Makes functions of one number.
macro_rules! functions {
    ($owner:ident: $($(#[doc = $doc:tt])* $name:ident = $function:path;)*) => {
        #[pymodule("cmath")]
        impl $owner {
            $(
                $(#[doc = $doc])*
                #[pyfunction("(z, /)")]
                fn $name(py: &mut Py, z: &Value) -> PyResult<Value> {
                    let z = complex(py, z)?;
                    answer(py, $function(z))
                }
            )*

            /// The logarithm of z to a base, by default the natural one.
            #[pyfunction("(z, base=<unrepresentable>, /)")]
            fn log(py: &mut Py, z: &Value, base: Option<Borrowed<'_>>) -> PyResult<Value> {
                let z = complex(py, z)?;
                let base = base.map(|base| complex(py, &base)).transpose()?;
                let outcome = functions::log(z).and_then(|numerator| match base {
                    None => Ok(numerator),
                    Some(base) => functions::log(base).and_then(|base| functions::quotient(numerator, base)),
                });
                answer(py, outcome)
            }

            /// Whether both parts of z are finite.
            #[pyfunction("(z, /)")]
            fn isfinite(py: &mut Py, z: &Value) -> PyResult<bool> {
                complex(py, z).map(|z| z.real.is_finite() && z.imag.is_finite())
            }

            /// Whether a part of z is infinite.
            #[pyfunction("(z, /)")]
            fn isinf(py: &mut Py, z: &Value) -> PyResult<bool> {
                complex(py, z).map(|z| z.real.is_infinite() || z.imag.is_infinite())
            }

            /// Whether a part of z is NaN.
            #[pyfunction("(z, /)")]
            fn isnan(py: &mut Py, z: &Value) -> PyResult<bool> {
                complex(py, z).map(|z| z.real.is_nan() || z.imag.is_nan())
            }
        }
    };
}

struct Functions;

functions! { Functions:
    /// The arc cosine of z.
    acos = functions::acos;
    /// The inverse hyperbolic cosine of z.
    acosh = functions::acosh;
    /// The arc sine of z.
    asin = functions::asin;
    /// The inverse hyperbolic sine of z.
    asinh = functions::asinh;
    /// The arc tangent of z.
    atan = functions::atan;
    /// The inverse hyperbolic tangent of z.
    atanh = functions::atanh;
    /// The cosine of z.
    cos = hyperbolic::cos;
    /// The hyperbolic cosine of z.
    cosh = hyperbolic::cosh;
    /// e raised to the power z.
    exp = hyperbolic::exp;
    /// The logarithm of z to base 10.
    log10 = functions::log10;
    /// The sine of z.
    sin = hyperbolic::sin;
    /// The hyperbolic sine of z.
    sinh = hyperbolic::sinh;
    /// The square root of z.
    sqrt = functions::sqrt;
    /// The tangent of z.
    tan = hyperbolic::tan;
    /// The hyperbolic tangent of z.
    tanh = hyperbolic::tanh;
}
