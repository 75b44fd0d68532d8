//! Roots, logarithms and the inverse functions.
//!
//! What is too large is scaled down before it is squared (inside of `hypot`), and near a branch cut the sign of a zero says
//! on which side a number is. See Kahan, "Branch cuts for complex elementary functions" (1987).

use std::f64::consts::{LN_2, LN_10, PI};

use taipan_host::libm::{asinh as real_asinh, atan2, hypot, ldexp, log as real_log, log1p};
use taipan_num::complex::{self, Complex};

use super::special::{self, Table, kind};
use super::{Failure, Outcome};

/// What is larger would overflow when two of it are added.
const LARGE: f64 = f64::MAX / 4.0;
/// Powers of 2 by which subnormal numbers are made normal, and back after a square root.
const SCALE_UP: i32 = 53;
const SCALE_DOWN: i32 = -27;
/// Bits of a float.
const DIGITS: i32 = f64::MANTISSA_DIGITS as i32;

/// What a table has for a number that is not finite.
#[inline]
pub(super) fn not_finite(z: Complex, table: &Table) -> Option<Complex> {
    if z.real.is_finite() && z.imag.is_finite() {
        return None;
    }
    let (real, imag) = table[kind(z.real)][kind(z.imag)];
    Some(Complex::new(real, imag))
}

fn is_large(z: Complex) -> bool {
    z.real.abs() > LARGE || z.imag.abs() > LARGE
}

/// The logarithm of twice the size of a number that is too large for `hypot`.
fn log_of_double(z: Complex) -> f64 {
    real_log(hypot(z.real / 2.0, z.imag / 2.0)) + LN_2 * 2.0
}

/// `i * z` and `-i * z`: how functions of angles are those of hyperbolas.
pub(super) fn turned(z: Complex) -> Complex {
    Complex::new(-z.imag, z.real)
}

pub(super) fn turned_back(z: Complex) -> Complex {
    Complex::new(z.imag, -z.real)
}

pub(super) fn sqrt(z: Complex) -> Outcome {
    if let Some(special) = not_finite(z, &special::SQRT) {
        return Ok(special);
    }
    if z.real == 0.0 && z.imag == 0.0 {
        return Ok(Complex::new(0.0, z.imag));
    }
    let (x, y) = (z.real.abs(), z.imag.abs());
    let s = if x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE {
        let x = ldexp(x, SCALE_UP);
        ldexp((x + hypot(x, ldexp(y, SCALE_UP))).sqrt(), SCALE_DOWN)
    } else {
        let x = x / 8.0;
        2.0 * (x + hypot(x, y / 8.0)).sqrt()
    };
    let d = y / (2.0 * s);
    Ok(if z.real >= 0.0 { Complex::new(s, d.copysign(z.imag)) } else { Complex::new(d, s.copysign(z.imag)) })
}

pub(super) fn log(z: Complex) -> Outcome {
    if let Some(special) = not_finite(z, &special::LOG) {
        return Ok(special);
    }
    let (x, y) = (z.real.abs(), z.imag.abs());
    let real = if is_large(z) {
        real_log(hypot(x / 2.0, y / 2.0)) + LN_2
    } else if x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE {
        if x == 0.0 && y == 0.0 {
            return Err(Failure::Domain);
        }
        real_log(hypot(ldexp(x, DIGITS), ldexp(y, DIGITS))) - f64::from(DIGITS) * LN_2
    } else {
        let size = hypot(x, y);
        // Near the unit circle the logarithm is small, and the size would lose its digits.
        if (0.71..=1.73).contains(&size) {
            let (longer, shorter) = if x > y { (x, y) } else { (y, x) };
            log1p((longer - 1.0) * (longer + 1.0) + shorter * shorter) / 2.0
        } else {
            real_log(size)
        }
    };
    Ok(Complex::new(real, atan2(z.imag, z.real)))
}

pub(super) fn log10(z: Complex) -> Outcome {
    let log = log(z)?;
    Ok(Complex::new(log.real / LN_10, log.imag / LN_10))
}

/// `a / b`
pub(super) fn quotient(a: Complex, b: Complex) -> Outcome {
    complex::divide(complex::Operand::Complex(a), complex::Operand::Complex(b)).map_err(|_| Failure::Domain)
}

pub(super) fn acos(z: Complex) -> Outcome {
    if let Some(special) = not_finite(z, &special::ACOS) {
        return Ok(special);
    }
    if is_large(z) {
        let log = log_of_double(z);
        let imag = if z.real < 0.0 { -log.copysign(z.imag) } else { log.copysign(-z.imag) };
        return Ok(Complex::new(atan2(z.imag.abs(), z.real), imag));
    }
    let s1 = sqrt(Complex::new(1.0 - z.real, -z.imag))?;
    let s2 = sqrt(Complex::new(1.0 + z.real, z.imag))?;
    let imag = real_asinh(s2.real * s1.imag - s2.imag * s1.real);
    Ok(Complex::new(2.0 * atan2(s1.real, s2.real), imag))
}

pub(super) fn acosh(z: Complex) -> Outcome {
    if let Some(special) = not_finite(z, &special::ACOSH) {
        return Ok(special);
    }
    if is_large(z) {
        return Ok(Complex::new(log_of_double(z), atan2(z.imag, z.real)));
    }
    let s1 = sqrt(Complex::new(z.real - 1.0, z.imag))?;
    let s2 = sqrt(Complex::new(z.real + 1.0, z.imag))?;
    let real = real_asinh(s1.real * s2.real + s1.imag * s2.imag);
    Ok(Complex::new(real, 2.0 * atan2(s1.imag, s2.real)))
}

pub(super) fn asin(z: Complex) -> Outcome {
    asinh(turned(z)).map(turned_back)
}

pub(super) fn asinh(z: Complex) -> Outcome {
    if let Some(special) = not_finite(z, &special::ASINH) {
        return Ok(special);
    }
    if is_large(z) {
        let log = log_of_double(z);
        let real = if z.imag >= 0.0 { log.copysign(z.real) } else { -log.copysign(-z.real) };
        return Ok(Complex::new(real, atan2(z.imag, z.real.abs())));
    }
    let s1 = sqrt(Complex::new(1.0 + z.imag, -z.real))?;
    let s2 = sqrt(Complex::new(1.0 - z.imag, z.real))?;
    let real = real_asinh(s1.real * s2.imag - s2.real * s1.imag);
    Ok(Complex::new(real, atan2(z.imag, s1.real * s2.real - s1.imag * s2.imag)))
}

pub(super) fn atan(z: Complex) -> Outcome {
    atanh(turned(z)).map(turned_back)
}

pub(super) fn atanh(z: Complex) -> Outcome {
    if let Some(special) = not_finite(z, &special::ATANH) {
        return Ok(special);
    }
    if z.real.is_sign_negative() {
        return atanh(Complex::new(-z.real, -z.imag)).map(|w| Complex::new(-w.real, -w.imag));
    }
    let (x, y) = (z.real, z.imag.abs());
    let large = LARGE.sqrt();
    if x > large || y > large {
        let h = hypot(x / 2.0, z.imag / 2.0);
        return Ok(Complex::new(x / 4.0 / h / h, -(PI / 2.0).copysign(-z.imag)));
    }
    if x == 1.0 && y < f64::MIN_POSITIVE.sqrt() {
        if y == 0.0 {
            return Err(Failure::Domain);
        }
        let real = -real_log(y.sqrt() / hypot(y, 2.0).sqrt());
        return Ok(Complex::new(real, (atan2(2.0, -y) / 2.0).copysign(z.imag)));
    }
    let real = log1p(4.0 * x / ((1.0 - x) * (1.0 - x) + y * y)) / 4.0;
    let imag = -atan2(-2.0 * z.imag, (1.0 - x) * (1.0 + x) - y * y) / 2.0;
    Ok(Complex::new(real, imag))
}
