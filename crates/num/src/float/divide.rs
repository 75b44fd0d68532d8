//! Division as Python has it.

use crate::Error;

/// `a / b`; fails with [`Error::ZeroDivision`].
#[inline]
pub fn divide(a: f64, b: f64) -> Result<f64, Error> {
    if b == 0.0 { Err(Error::ZeroDivision) } else { Ok(a / b) }
}

/// `(a // b, a % b)`; fails with [`Error::ZeroDivision`].
///
/// The remainder is exact and has the sign of the divisor, also when it is zero; the quotient follows from it, so that
/// the two agree.
pub fn divide_modulo(a: f64, b: f64) -> Result<(f64, f64), Error> {
    if b == 0.0 {
        return Err(Error::ZeroDivision);
    }
    let mut remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder == 0.0 {
        remainder = 0f64.copysign(b);
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder += b;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return Ok((0f64.copysign(a / b), remainder));
    }
    // The division above may have rounded the quotient to just below the integer that it is.
    let floor = quotient.floor();
    Ok((if quotient - floor > 0.5 { floor + 1.0 } else { floor }, remainder))
}

/// `a // b`; fails with [`Error::ZeroDivision`].
pub fn floor_divide(a: f64, b: f64) -> Result<f64, Error> {
    divide_modulo(a, b).map(|(quotient, _)| quotient)
}

/// `a % b`; fails with [`Error::ZeroDivision`].
pub fn modulo(a: f64, b: f64) -> Result<f64, Error> {
    divide_modulo(a, b).map(|(_, modulo)| modulo)
}
