//! Compares with tables that CPython made (`golden/make.py`).

use taipan_num::fold::{self, BinaryOperator, UnaryOperator};
use taipan_num::{DigitLimit, Number, float_literal, int, repr_complex, repr_float};

/// The values of the tables: `True`, `-0x10`, `1.5`, and `1.5,-0.0` for a complex.
fn number(text: &str) -> Number {
    if let Some((real, imag)) = text.split_once(',') {
        return Number::Complex(float(real), float(imag));
    }
    match text {
        "True" => Number::Bool(true),
        "False" => Number::Bool(false),
        _ if text.contains("0x") => {
            Number::from(int::parse(text.as_bytes(), 0, DigitLimit::NONE).expect("a hexadecimal number"))
        }
        _ => Number::Float(float(text)),
    }
}

fn float(text: &str) -> f64 {
    text.parse().expect("a float")
}

/// Equal in type and in every bit.
fn same(left: Option<&Number>, right: Option<&Number>) -> bool {
    let bits = |a: f64, b: f64| a.to_bits() == b.to_bits();
    match (left, right) {
        (Some(Number::Float(a)), Some(Number::Float(b))) => bits(*a, *b),
        (Some(Number::Complex(a, b)), Some(Number::Complex(c, d))) => bits(*a, *c) && bits(*b, *d),
        _ => left == right,
    }
}

/// Checks every line of a table and reports all that differ.
fn check(table: &str, mut line_is_right: impl FnMut(&[&str]) -> Result<(), String>) {
    let lines: Vec<&str> = table.lines().collect();
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            line_is_right(&fields).err().map(|got| format!("{line}\n    got {got}"))
        })
        .collect();
    assert!(lines.len() > 100, "the table is cut");
    assert!(
        wrong.is_empty(),
        "{} of {} differ:\n{}",
        wrong.len(),
        lines.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
}

fn expect(got: Option<&Number>, expected: &str) -> Result<(), String> {
    let expected = (expected != "-").then(|| number(expected));
    if same(got, expected.as_ref()) { Ok(()) } else { Err(format!("{got:?}")) }
}

#[test]
fn binary_operations_fold_as_in_cpython() {
    check(include_str!("golden/fold_binary.tsv"), |fields| {
        let &[left, operator, right, expected] = fields else { return Err("not four fields".to_owned()) };
        let operator = match operator {
            "+" => BinaryOperator::Add,
            "-" => BinaryOperator::Subtract,
            "*" => BinaryOperator::Multiply,
            "/" => BinaryOperator::TrueDivide,
            "//" => BinaryOperator::FloorDivide,
            "%" => BinaryOperator::Remainder,
            "**" => BinaryOperator::Power,
            "<<" => BinaryOperator::LeftShift,
            ">>" => BinaryOperator::RightShift,
            "|" => BinaryOperator::Or,
            "^" => BinaryOperator::Xor,
            "&" => BinaryOperator::And,
            _ => return Err("an unknown operator".to_owned()),
        };
        expect(fold::binary(&number(left), operator, &number(right)).as_ref(), expected)
    });
}

#[test]
fn unary_operations_fold_as_in_cpython() {
    check(include_str!("golden/fold_unary.tsv"), |fields| {
        let &[operator, operand, expected] = fields else { return Err("not three fields".to_owned()) };
        let operator = match operator {
            "-" => UnaryOperator::Negative,
            "+" => UnaryOperator::Positive,
            "~" => UnaryOperator::Invert,
            "not" => UnaryOperator::Not,
            _ => return Err("an unknown operator".to_owned()),
        };
        expect(fold::unary(operator, &number(operand)).as_ref(), expected)
    });
}

#[test]
fn floats_are_shown_as_in_cpython_and_read_back() {
    check(include_str!("golden/repr_float.tsv"), |fields| {
        let &[bits, text] = fields else { return Err("not two fields".to_owned()) };
        let value = f64::from_bits(u64::from_str_radix(bits, 16).map_err(|error| error.to_string())?);
        let got = repr_float(value);
        if got != text {
            return Err(got);
        }
        if value.is_finite() && value.is_sign_positive() && float_literal(text).to_bits() != value.to_bits() {
            return Err(format!("read back as {}", float_literal(text)));
        }
        let without_point = text.strip_suffix(".0").unwrap_or(text);
        (repr_complex(0.0, value) == format!("{without_point}j"))
            .then_some(())
            .ok_or_else(|| repr_complex(0.0, value))
    });
}
