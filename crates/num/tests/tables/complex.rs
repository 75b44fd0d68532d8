//! Compares complex operations with tables that CPython made (`golden/make_float.py`).

use crate::answer;
use crate::table::{check, float, show_float};
use taipan_num::complex::{self, Complex, Operand};

fn pair(text: &str) -> Option<Complex> {
    let (real, imag) = text.split_once(',')?;
    Some(Complex::new(float(real), float(imag)))
}

fn operand(text: &str) -> Operand {
    pair(text).map_or_else(|| Operand::Real(float(text)), Operand::Complex)
}

fn show(value: Complex) -> String {
    format!("{},{}", show_float(value.real), show_float(value.imag))
}

#[test]
fn operations() {
    check(include_str!("../golden/complex.tsv"), |fields| {
        Some(match *fields {
            ["add", a, b, _] => show(complex::add(operand(a), operand(b))),
            ["sub", a, b, _] => show(complex::subtract(operand(a), operand(b))),
            ["mul", a, b, _] => show(complex::multiply(operand(a), operand(b))),
            ["div", a, b, _] => answer(complex::divide(operand(a), operand(b)), show),
            ["pow", a, b, _] => answer(complex::power(operand(a), operand(b)), show),
            ["repr", a, _] => complex::repr(pair(a)?),
            ["hash", a, _] => complex::hash(pair(a)?, 0).to_string(),
            ["parse", text, _] => answer(complex::parse(text.as_bytes()), show),
            _ => return None,
        })
    });
}
