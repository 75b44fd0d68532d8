//! What Python's `complex` does. As in C's Annex G, an operation of a real and a complex number leaves the part alone that
//! the real number does not have, and infinities survive products and quotients.

mod arithmetic;
mod parse;
mod power;

pub use arithmetic::{add, divide, multiply, subtract};
pub use parse::parse;
pub use power::power;

use crate::float::{self, Format, Notation};

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// The real part.
    pub real: f64,
    /// The imaginary part.
    pub imag: f64,
}

/// One side of an operation.
#[derive(Clone, Copy, Debug)]
pub enum Operand {
    /// A `float`, or an `int` as one.
    Real(f64),
    /// A `complex`.
    Complex(Complex),
}

impl Complex {
    /// The number of two parts.
    pub const fn new(real: f64, imag: f64) -> Self {
        Self { real, imag }
    }
}

impl Operand {
    const fn to_complex(self) -> Complex {
        match self {
            Self::Real(real) => Complex::new(real, 0.0),
            Self::Complex(value) => value,
        }
    }
}

/// `hash(value)`; `of_nan` is the hash of the object, which counts for a part that is a NaN.
pub fn hash(value: Complex, of_nan: i64) -> i64 {
    const FACTOR: i64 = 1_000_003;
    let real = float::hash(value.real).unwrap_or(of_nan);
    let imag = float::hash(value.imag).unwrap_or(of_nan);
    let sum = real.wrapping_add(imag.wrapping_mul(FACTOR));
    // -1 means an error in CPython.
    if sum == -1 { -2 } else { sum }
}

/// `repr(value)`. A positive zero as real part is left out, together with the parentheses.
pub fn repr(Complex { real, imag }: Complex) -> String {
    let shortest = Format { notation: Notation::Shortest, add_dot_0: false, ..Format::REPR };
    let part = |part| float::format(part, shortest).unwrap_or_default();
    let imag = part(imag);
    if real == 0.0 && real.is_sign_positive() {
        return format!("{imag}j");
    }
    let sign = if imag.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{imag}j)", part(real))
}
