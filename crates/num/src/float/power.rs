//! Powers.

use crate::Error;

/// `base ** exponent`. Fails with [`Error::ZeroDivision`] for a negative power of zero, with [`Error::Overflow`], and with
/// [`Error::Complex`] for a fractional power of a negative number, which is complex.
pub fn power(base: f64, exponent: f64) -> Result<f64, Error> {
    // A NaN is handed on with its sign.
    if base.is_nan() && exponent != 0.0 {
        return Ok(base);
    }
    if base == 0.0 && exponent < 0.0 && exponent.is_finite() {
        return Err(Error::ZeroDivision);
    }
    if base.is_finite() && base < 0.0 && exponent.is_finite() && exponent.fract() != 0.0 {
        return Err(Error::Complex);
    }
    let result = base.powf(exponent);
    if result.is_infinite() && base.is_finite() && exponent.is_finite() {
        return Err(Error::Overflow);
    }
    Ok(result)
}
