//! `repr()` of numbers.

use crate::complex::{self, Complex};
use crate::{DigitLimit, Error, Int, TooManyDigits, float, int};

/// `repr()` of an `int`. Ends the process where memory ends, as the growth of a vector does.
pub fn repr_int(value: &Int, limit: DigitLimit) -> Result<String, TooManyDigits> {
    match int::to_decimal(value.as_ref(), limit) {
        Ok(text) => Ok(text),
        Err(Error::TooManyDigits(error)) => Err(error),
        Err(_) => std::alloc::handle_alloc_error(std::alloc::Layout::new::<String>()),
    }
}

/// `repr()` of a `float`: the shortest digits that read back as the same value.
pub fn repr_float(value: f64) -> String {
    float::repr(value)
}

/// `repr()` of a `complex`. A positive zero as real part is left out, together with the parentheses.
pub fn repr_complex(real: f64, imag: f64) -> String {
    complex::repr(Complex::new(real, imag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_complex() {
        assert_eq!(repr_complex(0.0, 1.0), "1j");
        assert_eq!(repr_complex(-0.0, 1.0), "(-0+1j)");
        assert_eq!(repr_complex(1e16, -0.0), "(1e+16-0j)");
        assert_eq!(repr_complex(f64::NAN, f64::INFINITY), "(nan+infj)");
        assert_eq!(repr_complex(0.0, f64::NAN), "nanj");
    }
}
