//! Compares float operations with tables that CPython made (`golden/make_float.py`).

use crate::answer;
use crate::table::{check, float, integer, show_float, show_int, show_text};
use taipan_num::Int;
use taipan_num::float::{self, Format};

#[test]
fn formats() {
    check(include_str!("../golden/float_format.tsv"), |fields| {
        let &["format", value, code, precision, flags, _] = fields else { return None };
        // Without a code the text is general, or the shortest where there is no precision, with `.0`.
        let letter = code.bytes().next().unwrap_or(b'g');
        let format = Format {
            alternate: flags.contains('#'),
            coerce_negative_zero: flags.contains('z'),
            add_dot_0: code.is_empty() || code == "r",
            ..Format::of_code(letter, precision.parse().ok()?)?
        };
        Some(answer(float::format(float(value), format), show_text))
    });
}

#[test]
fn one_float() {
    check(include_str!("../golden/float_repr.tsv"), |fields| {
        let &[operation, value, _] = fields else { return None };
        let value = float(value);
        Some(match operation {
            "repr" => float::repr(value),
            "hex" => float::to_hex(value),
            "hash" => float::hash(value).map_or("nan".to_owned(), |hash| hash.to_string()),
            "round" => answer(float::round_to_int(value), |rounded| show_int(&rounded)),
            "is_integer" => if float::is_integer(value) { "True" } else { "False" }.to_owned(),
            _ => return None,
        })
    });
}

#[test]
fn text_to_floats() {
    check(include_str!("../golden/float_parse.tsv"), |fields| match *fields {
        ["parse", text, _] => {
            // CPython's table is of `float()`, which trims first.
            Some(answer(float::parse(text.trim().as_bytes()), show_float))
        }
        _ => None,
    });
    check(include_str!("../golden/float_fromhex.tsv"), |fields| match *fields {
        ["fromhex", text, _] => Some(answer(float::from_hex(text.as_bytes()), show_float)),
        _ => None,
    });
}

#[test]
fn operations_on_two_floats() {
    check(include_str!("../golden/float_binary.tsv"), |fields| {
        let &[operation, a, b, _] = fields else { return None };
        let value = float(a);
        if operation == "round" {
            let digits: Int = integer(b);
            return Some(answer(float::round(value, digits.as_ref()), show_float));
        }
        let other = float(b);
        Some(match operation {
            "divmod" => answer(float::divide_modulo(value, other), |(quotient, modulo)| {
                format!("{},{}", show_float(quotient), show_float(modulo))
            }),
            "floordiv" => answer(float::floor_divide(value, other), show_float),
            "mod" => answer(float::modulo(value, other), show_float),
            "truediv" => answer(float::divide(value, other), show_float),
            "pow" => answer(float::power(value, other), show_float),
            _ => return None,
        })
    });
}
