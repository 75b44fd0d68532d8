//! Sums, products and quotients.

use super::{Complex, Operand};
use crate::Error;

/// `left + right`.
pub fn add(left: Operand, right: Operand) -> Complex {
    use Operand::{Complex as C, Real};
    match (left, right) {
        (C(a), C(b)) => Complex::new(a.real + b.real, a.imag + b.imag),
        (C(a), Real(b)) => Complex::new(a.real + b, a.imag),
        (Real(a), _) => {
            let b = right.to_complex();
            Complex::new(a + b.real, b.imag)
        }
    }
}

/// `left - right`.
pub fn subtract(left: Operand, right: Operand) -> Complex {
    use Operand::{Complex as C, Real};
    match (left, right) {
        (C(a), C(b)) => Complex::new(a.real - b.real, a.imag - b.imag),
        (C(a), Real(b)) => Complex::new(a.real - b, a.imag),
        (Real(a), _) => {
            let b = right.to_complex();
            Complex::new(a - b.real, -b.imag)
        }
    }
}

/// `left * right`.
pub fn multiply(left: Operand, right: Operand) -> Complex {
    use Operand::{Complex as C, Real};
    match (left, right) {
        (C(a), C(b)) => multiply_complex(a, b),
        (C(a), Real(b)) => Complex::new(a.real * b, a.imag * b),
        (Real(a), _) => {
            let b = right.to_complex();
            Complex::new(a * b.real, a * b.imag)
        }
    }
}

/// `left / right`; fails with [`Error::ZeroDivision`].
pub fn divide(left: Operand, right: Operand) -> Result<Complex, Error> {
    use Operand::{Complex as C, Real};
    match (left, right) {
        (_, Real(0.0)) => Err(Error::ZeroDivision),
        (C(a), C(b)) => divide_complex(a, b),
        (_, Real(b)) => {
            let a = left.to_complex();
            Ok(Complex::new(a.real / b, a.imag / b))
        }
        (Real(a), C(b)) => divide_real(a, b),
    }
}

/// C11, Annex G.5.1, example 1: a product with an infinite factor is infinite, though its parts come out as NaN.
pub(super) fn multiply_complex(left: Complex, right: Complex) -> Complex {
    let Complex { real: mut a, imag: mut b } = left;
    let Complex { real: mut c, imag: mut d } = right;
    let (ac, bd, ad, bc) = (a * c, b * d, a * d, b * c);
    let (real, imag) = (ac - bd, ad + bc);
    if !(real.is_nan() && imag.is_nan()) {
        return Complex::new(real, imag);
    }
    let left_infinite = a.is_infinite() || b.is_infinite();
    let right_infinite = c.is_infinite() || d.is_infinite();
    let products_infinite = [ac, bd, ad, bc].iter().any(|product| product.is_infinite());
    if !left_infinite && !right_infinite && !products_infinite {
        return Complex::new(real, imag);
    }
    if left_infinite {
        (a, b) = (unit_infinity(a), unit_infinity(b));
    }
    if right_infinite {
        (c, d) = (unit_infinity(c), unit_infinity(d));
    }
    let (a, b, c, d) = (nan_to_zero(a), nan_to_zero(b), nan_to_zero(c), nan_to_zero(d));
    Complex::new(f64::INFINITY * (a * c - b * d), f64::INFINITY * (a * d + b * c))
}

/// 1 for infinity, 0 for all else, with the sign kept.
fn unit_infinity(part: f64) -> f64 {
    f64::from(u8::from(part.is_infinite())).copysign(part)
}

fn nan_to_zero(part: f64) -> f64 {
    if part.is_nan() { 0f64.copysign(part) } else { part }
}

/// Smith's method (CACM algorithm 116): scale by the larger part of the divisor, so that nothing overflows on the way;
/// then C11, Annex G.5.1, example 2, for infinities.
pub(super) fn divide_complex(left: Complex, right: Complex) -> Result<Complex, Error> {
    let (Complex { real: a, imag: b }, Complex { real: c, imag: d }) = (left, right);
    let (real, imag) = if c.abs() >= d.abs() {
        if c == 0.0 {
            return Err(Error::ZeroDivision);
        }
        let ratio = d / c;
        let denominator = c + d * ratio;
        ((a + b * ratio) / denominator, (b - a * ratio) / denominator)
    } else if d.abs() >= c.abs() {
        let ratio = c / d;
        let denominator = c * ratio + d;
        ((a * ratio + b) / denominator, (b * ratio - a) / denominator)
    } else {
        (f64::NAN, f64::NAN)
    };
    if !(real.is_nan() && imag.is_nan()) {
        return Ok(Complex::new(real, imag));
    }
    if (a.is_infinite() || b.is_infinite()) && c.is_finite() && d.is_finite() {
        let (a, b) = (unit_infinity(a), unit_infinity(b));
        return Ok(Complex::new(f64::INFINITY * (a * c + b * d), f64::INFINITY * (b * c - a * d)));
    }
    if (c.is_infinite() || d.is_infinite()) && a.is_finite() && b.is_finite() {
        let (c, d) = (unit_infinity(c), unit_infinity(d));
        return Ok(Complex::new(0.0 * (a * c + b * d), 0.0 * (b * c - a * d)));
    }
    Ok(Complex::new(real, imag))
}

/// The same for a numerator without an imaginary part.
fn divide_real(a: f64, Complex { real: c, imag: d }: Complex) -> Result<Complex, Error> {
    let (real, imag) = if c.abs() >= d.abs() {
        if c == 0.0 {
            return Err(Error::ZeroDivision);
        }
        let ratio = d / c;
        let denominator = c + d * ratio;
        (a / denominator, (-a * ratio) / denominator)
    } else if d.abs() >= c.abs() {
        let ratio = c / d;
        let denominator = c * ratio + d;
        ((a * ratio) / denominator, -a / denominator)
    } else {
        (f64::NAN, f64::NAN)
    };
    if real.is_nan() && imag.is_nan() && a.is_finite() && (c.is_infinite() || d.is_infinite()) {
        let (c, d) = (unit_infinity(c), unit_infinity(d));
        return Ok(Complex::new(0.0 * (a * c), 0.0 * (-a * d)));
    }
    Ok(Complex::new(real, imag))
}
