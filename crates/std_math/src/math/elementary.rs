//! Elementary functions of one number.

use std::f64::consts::PI;

use taipan_host::libm;
use taipan_macros::pymodule;
use taipan_object::{Py, PyResult};

use super::checked;

/// Makes functions of one number: a docstring, the name in the C library, what it expects, whether it can overflow.
macro_rules! functions {
    ($owner:ident: $($(#[doc = $doc:tt])* $name:ident($expected:expr, $overflows:expr);)*) => {
        #[pymodule("math")]
        impl $owner {
            $(
                $(#[doc = $doc])*
                #[pyfunction("(x, /)")]
                fn $name(py: &mut Py, x: f64) -> PyResult<f64> {
                    checked(py, x, libm::$name(x), $expected, $overflows)
                }
            )*

            /// The square root of x.
            #[pyfunction("(x, /)")]
            fn sqrt(py: &mut Py, x: f64) -> PyResult<f64> {
                checked(py, x, x.sqrt(), "expected a nonnegative input", false)
            }

            /// The absolute value of x, as a float.
            #[pyfunction("(x, /)")]
            fn fabs(x: f64) -> f64 {
                x.abs()
            }

            /// An angle in degrees instead of radians.
            #[pyfunction("(x, /)")]
            fn degrees(x: f64) -> f64 {
                x * (180.0 / PI)
            }

            /// An angle in radians instead of degrees.
            #[pyfunction("(x, /)")]
            fn radians(x: f64) -> f64 {
                x * (PI / 180.0)
            }
        }
    };
}

/// The functions.
pub(super) struct Elementary;

const UNIT: &str = "expected a number in range from -1 up to 1";
const FINITE: &str = "expected a finite input";
const ANY: &str = "math domain error";

functions! { Elementary:
    /// The arc cosine of x in radians, between 0 and pi.
    acos(UNIT, false);
    /// The inverse hyperbolic cosine of x.
    acosh("expected argument value not less than 1", false);
    /// The arc sine of x in radians, between -pi/2 and pi/2.
    asin(UNIT, false);
    /// The inverse hyperbolic sine of x.
    asinh(ANY, false);
    /// The arc tangent of x in radians, between -pi/2 and pi/2.
    atan(ANY, false);
    /// The inverse hyperbolic tangent of x.
    atanh("expected a number between -1 and 1", false);
    /// The cube root of x.
    cbrt(ANY, false);
    /// The cosine of x, which is in radians.
    cos(FINITE, false);
    /// The hyperbolic cosine of x.
    cosh(ANY, true);
    /// The error function at x.
    erf(ANY, false);
    /// One minus the error function at x, exact also where that is close to one.
    erfc(ANY, false);
    /// e raised to the power x.
    exp(ANY, true);
    /// 2 raised to the power x.
    exp2(ANY, true);
    /// e raised to the power x, minus one: exact also for small x.
    expm1(ANY, true);
    /// The natural logarithm of one plus x: exact also for small x.
    log1p("expected argument value > -1", false);
    /// The sine of x, which is in radians.
    sin(FINITE, false);
    /// The hyperbolic sine of x.
    sinh(ANY, true);
    /// The tangent of x, which is in radians.
    tan(FINITE, false);
    /// The hyperbolic tangent of x.
    tanh(ANY, false);
}
