//! Complex operations of the folder. As in C's Annex G, an operation of a real and a complex number leaves the part
//! alone that the real number does not have, and infinities survive products and quotients.

use super::BinaryOperator;
use crate::Number;

/// Real and imaginary part.
type Complex = (f64, f64);

/// One side of an operation.
#[derive(Clone, Copy)]
pub(super) enum Operand {
    Real(f64),
    Complex(Complex),
}

impl Operand {
    /// `None` for an integer beyond the range of floats.
    pub(super) fn new(number: &Number) -> Option<Self> {
        match *number {
            Number::Complex(real, imag) => Some(Self::Complex((real, imag))),
            ref real => real.to_float().map(Self::Real),
        }
    }

    fn to_complex(self) -> Complex {
        match self {
            Self::Real(real) => (real, 0.0),
            Self::Complex(value) => value,
        }
    }
}

pub(super) fn binary(left: Operand, operator: BinaryOperator, right: Operand) -> Option<Number> {
    use Operand::{Complex, Real};
    let (real, imag) = match (operator, left, right) {
        (BinaryOperator::Power, ..) => return power(left.to_complex(), right.to_complex()),
        (BinaryOperator::Add, Complex((a, b)), Real(x)) => (a + x, b),
        (BinaryOperator::Add, Real(x), Complex((a, b))) => (x + a, b),
        (BinaryOperator::Add, Complex((a, b)), Complex((c, d))) => (a + c, b + d),
        (BinaryOperator::Subtract, Complex((a, b)), Real(x)) => (a - x, b),
        (BinaryOperator::Subtract, Real(x), Complex((a, b))) => (x - a, -b),
        (BinaryOperator::Subtract, Complex((a, b)), Complex((c, d))) => (a - c, b - d),
        (BinaryOperator::Multiply, Complex((a, b)), Real(x)) => (a * x, b * x),
        (BinaryOperator::Multiply, Real(x), Complex((a, b))) => (x * a, x * b),
        (BinaryOperator::Multiply, Complex(left), Complex(right)) => multiply(left, right),
        (BinaryOperator::TrueDivide, _, Real(0.0)) => return None,
        (BinaryOperator::TrueDivide, Complex((a, b)), Real(x)) => (a / x, b / x),
        (BinaryOperator::TrueDivide, Real(x), Complex(right)) => divide_real(x, right)?,
        (BinaryOperator::TrueDivide, Complex(left), Complex(right)) => divide(left, right)?,
        _ => return None,
    };
    Some(Number::Complex(real, imag))
}

/// C11, Annex G.5.1, example 1: a product with an infinite factor is infinite, though its parts come out as NaN.
fn multiply((mut a, mut b): Complex, (mut c, mut d): Complex) -> Complex {
    let (ac, bd, ad, bc) = (a * c, b * d, a * d, b * c);
    let (real, imag) = (ac - bd, ad + bc);
    if !(real.is_nan() && imag.is_nan()) {
        return (real, imag);
    }
    let left_infinite = a.is_infinite() || b.is_infinite();
    let right_infinite = c.is_infinite() || d.is_infinite();
    let products_infinite = [ac, bd, ad, bc].iter().any(|product| product.is_infinite());
    if !left_infinite && !right_infinite && !products_infinite {
        return (real, imag);
    }
    if left_infinite {
        (a, b) = (unit_infinity(a), unit_infinity(b));
    }
    if right_infinite {
        (c, d) = (unit_infinity(c), unit_infinity(d));
    }
    let (a, b, c, d) = (nan_to_zero(a), nan_to_zero(b), nan_to_zero(c), nan_to_zero(d));
    (f64::INFINITY * (a * c - b * d), f64::INFINITY * (a * d + b * c))
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
fn divide((a, b): Complex, (c, d): Complex) -> Option<Complex> {
    let (real, imag) = if c.abs() >= d.abs() {
        if c == 0.0 {
            return None;
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
        return Some((real, imag));
    }
    if (a.is_infinite() || b.is_infinite()) && c.is_finite() && d.is_finite() {
        let (a, b) = (unit_infinity(a), unit_infinity(b));
        return Some((f64::INFINITY * (a * c + b * d), f64::INFINITY * (b * c - a * d)));
    }
    if (c.is_infinite() || d.is_infinite()) && a.is_finite() && b.is_finite() {
        let (c, d) = (unit_infinity(c), unit_infinity(d));
        return Some((0.0 * (a * c + b * d), 0.0 * (b * c - a * d)));
    }
    Some((real, imag))
}

/// The same for a numerator without an imaginary part.
fn divide_real(a: f64, (c, d): Complex) -> Option<Complex> {
    let (real, imag) = if c.abs() >= d.abs() {
        if c == 0.0 {
            return None;
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
        return Some((0.0 * (a * c), 0.0 * (-a * d)));
    }
    Some((real, imag))
}

/// Small integer exponents by multiplication, the rest in polar form.
pub(super) fn power(base: Complex, exponent: Complex) -> Option<Number> {
    /// Exponents up to this size are raised to by multiplication.
    const MOST_MULTIPLICATIONS: f64 = 100.0;

    let (x, y) = exponent;
    let (real, imag) = if y == 0.0 && x.fract() == 0.0 && x.abs() <= MOST_MULTIPLICATIONS {
        let positive = multiply_repeatedly(base, x.abs() as u32);
        if x > 0.0 { positive } else { divide((1.0, 0.0), positive)? }
    } else {
        polar_power(base, exponent)?
    };
    let overflow = real.is_infinite() || imag.is_infinite();
    (!overflow).then_some(Number::Complex(real, imag))
}

fn multiply_repeatedly(base: Complex, exponent: u32) -> Complex {
    let (mut result, mut square, mut rest) = ((1.0, 0.0), base, exponent);
    while rest > 0 {
        if rest & 1 == 1 {
            result = multiply(result, square);
        }
        square = multiply(square, square);
        rest >>= 1;
    }
    result
}

fn polar_power((a, b): Complex, (x, y): Complex) -> Option<Complex> {
    if a == 0.0 && b == 0.0 {
        let undefined = y != 0.0 || x < 0.0;
        return (!undefined).then_some((0.0, 0.0));
    }
    let (size, angle) = (a.hypot(b), b.atan2(a));
    let (mut length, mut phase) = (size.powf(x), angle * x);
    if y != 0.0 {
        length *= (-angle * y).exp();
        phase += y * size.ln();
    }
    // An infinite angle is outside the domain of sine and cosine; CPython reports it.
    (!phase.is_infinite()).then(|| (length * phase.cos(), length * phase.sin()))
}
