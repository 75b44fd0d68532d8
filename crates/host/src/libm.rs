//! The C library's functions of real numbers, where Python's results are those of the C library.

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident($($argument:ident),*);)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $name($($argument: f64),*) -> f64 {
            // Named, so that it is the C library's: Rust's own library has some of these too, with other results.
            #[link(name = "m")]
            unsafe extern "C" {
                fn $name($($argument: f64),*) -> f64;
            }
            // SAFETY: a function of the C library that is defined for all arguments and has no effect but on `errno`.
            unsafe { $name($($argument),*) }
        }
    )*};
}

functions! {
    /// The arc cosine.
    acos(x);
    /// The inverse hyperbolic cosine.
    acosh(x);
    /// The arc sine.
    asin(x);
    /// The inverse hyperbolic sine.
    asinh(x);
    /// The arc tangent.
    atan(x);
    /// The angle of a point.
    atan2(y, x);
    /// The inverse hyperbolic tangent.
    atanh(x);
    /// The cube root.
    cbrt(x);
    /// The cosine.
    cos(x);
    /// The hyperbolic cosine.
    cosh(x);
    /// The error function.
    erf(x);
    /// One minus the error function.
    erfc(x);
    /// The power of e.
    exp(x);
    /// The power of 2.
    exp2(x);
    /// The power of e, minus one.
    expm1(x);
    /// The remainder of a division, with the sign of the dividend.
    fmod(x, y);
    /// The distance of a point from the origin.
    hypot(x, y);
    /// The natural logarithm.
    log(x);
    /// The logarithm to base 10.
    log10(x);
    /// The natural logarithm of one more.
    log1p(x);
    /// The logarithm to base 2.
    log2(x);
    /// The next number in the direction of another.
    nextafter(x, y);
    /// The power.
    pow(x, y);
    /// The sine.
    sin(x);
    /// The hyperbolic sine.
    sinh(x);
    /// The tangent.
    tan(x);
    /// The hyperbolic tangent.
    tanh(x);
}

/// `x` times a power of 2, rounded once.
#[inline]
pub fn ldexp(x: f64, exponent: i32) -> f64 {
    unsafe extern "C" {
        fn ldexp(x: f64, exponent: std::ffi::c_int) -> f64;
    }
    // SAFETY: as above.
    unsafe { ldexp(x, exponent) }
}

/// A number between a half and one, and the power of 2 that it has to be multiplied by; zero, infinities and NaN as they
/// are.
#[inline]
pub fn frexp(x: f64) -> (f64, i32) {
    unsafe extern "C" {
        fn frexp(x: f64, exponent: *mut std::ffi::c_int) -> f64;
    }
    let mut exponent = 0;
    // SAFETY: the function writes the exponent and nothing else.
    let fraction = unsafe { frexp(x, &raw mut exponent) };
    (fraction, exponent)
}
