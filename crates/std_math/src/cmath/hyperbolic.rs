//! Powers of e, and the hyperbolic functions, of which those of angles are turned versions.

use std::f64::consts::E;

use taipan_host::libm::{
    cos as real_cos, cosh as real_cosh, exp as real_exp, sin as real_sin, sinh as real_sinh, tan as real_tan,
    tanh as real_tanh,
};
use taipan_num::complex::Complex;

use super::functions::{not_finite, turned, turned_back};
use super::special;
use super::{Failure, Outcome};

/// The logarithm of the largest number that may be doubled twice: above it, a factor of e is taken out.
fn is_large(x: f64) -> bool {
    x > taipan_host::libm::log(f64::MAX / 4.0)
}

/// Infinite or zero parts with the signs of the cosine and the sine of an angle.
pub(super) fn at_angle(size: f64, angle: f64) -> Complex {
    Complex::new(size.copysign(real_cos(angle)), size.copysign(real_sin(angle)))
}

/// Whether the real part is infinite and the imaginary one an angle with a direction.
fn has_direction(z: Complex) -> bool {
    z.real.is_infinite() && z.imag.is_finite() && z.imag != 0.0
}

/// A result of finite numbers, unless it is infinite.
fn in_range(z: Complex) -> Outcome {
    if z.real.is_infinite() || z.imag.is_infinite() { Err(Failure::Range) } else { Ok(z) }
}

pub(super) fn exp(z: Complex) -> Outcome {
    if let Some(special) = not_finite(z, &special::EXP) {
        if z.imag.is_infinite() && (z.real.is_finite() || z.real > 0.0) {
            return Err(Failure::Domain);
        }
        if has_direction(z) {
            return Ok(at_angle(if z.real > 0.0 { f64::INFINITY } else { 0.0 }, z.imag));
        }
        return Ok(special);
    }
    let (size, factor) = if is_large(z.real) { (real_exp(z.real - 1.0), E) } else { (real_exp(z.real), 1.0) };
    in_range(Complex::new(size * real_cos(z.imag) * factor, size * real_sin(z.imag) * factor))
}

pub(super) fn cosh(z: Complex) -> Outcome {
    if let Some(special) = not_finite(z, &special::COSH) {
        if z.imag.is_infinite() && !z.real.is_nan() {
            return Err(Failure::Domain);
        }
        if has_direction(z) {
            let w = at_angle(f64::INFINITY, z.imag);
            return Ok(if z.real > 0.0 { w } else { Complex::new(w.real, -w.imag) });
        }
        return Ok(special);
    }
    if is_large(z.real.abs()) {
        let x = z.real - 1.0_f64.copysign(z.real);
        return in_range(Complex::new(
            real_cos(z.imag) * real_cosh(x) * E,
            real_sin(z.imag) * real_sinh(x) * E,
        ));
    }
    in_range(Complex::new(real_cos(z.imag) * real_cosh(z.real), real_sin(z.imag) * real_sinh(z.real)))
}

pub(super) fn sinh(z: Complex) -> Outcome {
    if let Some(special) = not_finite(z, &special::SINH) {
        if z.imag.is_infinite() && !z.real.is_nan() {
            return Err(Failure::Domain);
        }
        if has_direction(z) {
            let w = at_angle(f64::INFINITY, z.imag);
            return Ok(if z.real > 0.0 { w } else { Complex::new(-w.real, w.imag) });
        }
        return Ok(special);
    }
    if is_large(z.real.abs()) {
        let x = z.real - 1.0_f64.copysign(z.real);
        return in_range(Complex::new(
            real_cos(z.imag) * real_sinh(x) * E,
            real_sin(z.imag) * real_cosh(x) * E,
        ));
    }
    in_range(Complex::new(real_cos(z.imag) * real_sinh(z.real), real_sin(z.imag) * real_cosh(z.real)))
}

pub(super) fn tanh(z: Complex) -> Outcome {
    if let Some(special) = not_finite(z, &special::TANH) {
        if z.imag.is_infinite() && z.real.is_finite() {
            return Err(Failure::Domain);
        }
        if has_direction(z) {
            let imag = 0.0_f64.copysign(2.0 * real_sin(z.imag) * real_cos(z.imag));
            return Ok(Complex::new(1.0_f64.copysign(z.real), imag));
        }
        return Ok(special);
    }
    if is_large(z.real.abs()) {
        let imag = 4.0 * real_sin(z.imag) * real_cos(z.imag) * real_exp(-2.0 * z.real.abs());
        return Ok(Complex::new(1.0_f64.copysign(z.real), imag));
    }
    let (tx, ty) = (real_tanh(z.real), real_tan(z.imag));
    let cx = 1.0 / real_cosh(z.real);
    let product = tx * ty;
    let denominator = 1.0 + product * product;
    Ok(Complex::new(tx * (1.0 + ty * ty) / denominator, ((ty / denominator) * cx) * cx))
}

pub(super) fn cos(z: Complex) -> Outcome {
    cosh(turned(z))
}

pub(super) fn sin(z: Complex) -> Outcome {
    sinh(turned(z)).map(turned_back)
}

pub(super) fn tan(z: Complex) -> Outcome {
    tanh(turned(z)).map(turned_back)
}
