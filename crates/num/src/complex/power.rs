//! Powers.

use super::arithmetic::{divide_complex, multiply_complex};
use super::{Complex, Operand};
use crate::Error;

/// `base ** exponent`: small integer exponents by multiplication, the rest in polar form. Fails with
/// [`Error::ZeroDivision`] for a negative or complex power of zero, and with [`Error::Overflow`].
pub fn power(base: Operand, exponent: Operand) -> Result<Complex, Error> {
    /// Exponents up to this size are raised to by multiplication.
    const MOST_MULTIPLICATIONS: f64 = 100.0;

    let (base, exponent) = (base.to_complex(), exponent.to_complex());
    let Complex { real: x, imag: y } = exponent;
    let result = if y == 0.0 && x.fract() == 0.0 && x.abs() <= MOST_MULTIPLICATIONS {
        let positive = multiply_repeatedly(base, x.abs() as u32);
        if x > 0.0 { positive } else { divide_complex(Complex::new(1.0, 0.0), positive)? }
    } else {
        polar_power(base, exponent)?
    };
    if result.real.is_infinite() || result.imag.is_infinite() { Err(Error::Overflow) } else { Ok(result) }
}

fn multiply_repeatedly(base: Complex, exponent: u32) -> Complex {
    let (mut result, mut square, mut rest) = (Complex::new(1.0, 0.0), base, exponent);
    while rest > 0 {
        if rest & 1 == 1 {
            result = multiply_complex(result, square);
        }
        square = multiply_complex(square, square);
        rest >>= 1;
    }
    result
}

fn polar_power(base: Complex, Complex { real: x, imag: y }: Complex) -> Result<Complex, Error> {
    if base.real == 0.0 && base.imag == 0.0 {
        let undefined = y != 0.0 || x < 0.0;
        return if undefined { Err(Error::ZeroDivision) } else { Ok(Complex::new(0.0, 0.0)) };
    }
    let (size, angle) = (base.real.hypot(base.imag), base.imag.atan2(base.real));
    let (mut length, mut phase) = (size.powf(x), angle * x);
    if y != 0.0 {
        length *= (-angle * y).exp();
        phase += y * size.ln();
    }
    // An infinite angle is outside the domain of sine and cosine; CPython reports it as it does the power of zero.
    if phase.is_infinite() {
        return Err(Error::ZeroDivision);
    }
    Ok(Complex::new(length * phase.cos(), length * phase.sin()))
}
