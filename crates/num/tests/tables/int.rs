//! Compares integer operations with tables that CPython made (`golden/make_int.py`).

use crate::table::{check, float, integer, show_float, show_int, show_text};
use taipan_num::int::{self, Int};
use taipan_num::{DigitLimit, Error};

fn exception(error: Error) -> String {
    let name = match error {
        Error::OutOfMemory => "MemoryError",
        Error::ZeroDivision => "ZeroDivisionError",
        Error::Overflow | Error::Infinite => "OverflowError",
        _ => "ValueError",
    };
    format!("!{name}")
}

fn answer<T>(result: Result<T, Error>, show: impl Fn(T) -> String) -> String {
    result.map_or_else(exception, show)
}

fn answer_int(result: Result<Int, Error>) -> String {
    answer(result, |value| show_int(&value))
}

#[test]
fn operations_on_two_integers() {
    check(include_str!("../golden/int_binary.tsv"), |fields| {
        let &[operation, a, b, _] = fields else { return None };
        let (a, b) = (integer(a), integer(b));
        let (a, b) = (a.as_ref(), b.as_ref());
        Some(match operation {
            "add" => answer_int(int::add(a, b)),
            "sub" => answer_int(int::subtract(a, b)),
            "mul" => answer_int(int::multiply(a, b)),
            "divmod" => {
                assert_eq!(int::modulo(a, b), int::divide_modulo(a, b).map(|(_, modulo)| modulo));
                answer(int::divide_modulo(a, b), |(quotient, modulo)| {
                    format!("{},{}", show_int(&quotient), show_int(&modulo))
                })
            }
            "and" => answer_int(int::and(a, b)),
            "or" => answer_int(int::or(a, b)),
            "xor" => answer_int(int::xor(a, b)),
            "gcd" => answer_int(int::gcd(a, b)),
            "lcm" => answer_int(int::lcm(a, b)),
            "cmp" => (int::compare(a, b) as i8).to_string(),
            "truediv" => answer(int::true_divide(a, b), show_float),
            _ => return None,
        })
    });
}

#[test]
fn shifts() {
    check(include_str!("../golden/int_shift.tsv"), |fields| {
        let &[operation, a, count, _] = fields else { return None };
        let (a, count) = (integer(a), integer(count));
        Some(match operation {
            "lshift" => answer_int(int::left_shift(a.as_ref(), count.as_ref())),
            "rshift" => answer_int(int::right_shift(a.as_ref(), count.as_ref())),
            _ => return None,
        })
    });
}

#[test]
fn operations_on_one_integer() {
    check(include_str!("../golden/int_unary.tsv"), |fields| {
        let &[operation, a, _] = fields else { return None };
        let a = integer(a);
        let a = a.as_ref();
        let radix = |radix| answer(int::to_radix(a, radix), show_text);
        Some(match operation {
            "neg" => answer_int(int::negative(a)),
            "invert" => answer_int(int::invert(a)),
            "bit_length" => format!("{:x}", int::bit_length(a)),
            "bit_count" => format!("{:x}", int::bit_count(a)),
            "hash" => show_int(&Int::from(int::hash(a))),
            "float" => answer(int::to_f64(a), show_float),
            "isqrt" => answer_int(int::square_root(a)),
            "str" => answer(int::to_decimal(a, DigitLimit::NONE), show_text),
            "bin" => radix(2),
            "oct" => radix(8),
            "hex" => radix(16),
            _ => return None,
        })
    });
}

#[test]
fn integers_and_floats() {
    check(include_str!("../golden/int_float.tsv"), |fields| match fields {
        &["cmp_float", a, b, _] => Some(match int::compare_float(integer(a).as_ref(), float(b)) {
            None => "unordered".to_owned(),
            Some(order) => (order as i8).to_string(),
        }),
        &["from_float", a, _] => Some(answer_int(int::from_f64(float(a)))),
        _ => None,
    });
}

#[test]
fn memory_that_is_not_there_is_an_error() {
    let one = Int::from(1i64);
    let count = Int::from(u64::MAX / 2);
    assert_eq!(int::left_shift(one.as_ref(), count.as_ref()), Err(Error::OutOfMemory));
}
