//! Compares integer operations with tables that CPython made (`golden/make_int.py`).

use crate::answer;
use crate::table::{check, float, hexadecimal_text, integer, show_float, show_int, show_text};
use taipan_num::int::{self, ByteOrder, Int, IntRef, SureSum};
use taipan_num::{DigitLimit, Error};

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
            "add" => {
                check_sure_sum(a, b);
                answer_int(int::add(a, b))
            }
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

/// A sum made in its place has the limbs of the one that is made elsewhere.
fn check_sure_sum(a: IntRef<'_>, b: IntRef<'_>) {
    let Some(sum) = SureSum::of(a, b) else { return };
    let mut limbs = vec![0; sum.length()];
    sum.each_limb(|place, limb| limbs[place] = limb);
    let made = IntRef { negative: sum.negative(), limbs: &limbs };
    assert_eq!(int::add(a, b).map(|elsewhere| elsewhere.as_ref() == made), Ok(true));
}

/// Sums whose length is not sure: the highest limbs cancel, or carry, or may.
#[test]
fn sums_of_unsure_length() {
    let long = |negative, top| (negative, [1, top]);
    for (a, b, sure) in [
        (long(false, 7), long(false, 8), true),
        (long(false, u64::MAX - 1), long(false, 1), false),
        (long(false, u64::MAX - 2), long(false, 1), true),
        (long(false, 7), long(true, 6), false),
        (long(false, 7), long(true, 5), true),
        (long(false, 5), long(true, 7), true),
    ] {
        let (a, b) = (IntRef { negative: a.0, limbs: &a.1 }, IntRef { negative: b.0, limbs: &b.1 });
        assert_eq!(SureSum::of(a, b).is_some(), sure, "{a:?} + {b:?}");
        check_sure_sum(a, b);
    }
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
    check(include_str!("../golden/int_float.tsv"), |fields| match *fields {
        ["cmp_float", a, b, _] => Some(match int::compare_float(integer(a).as_ref(), float(b)) {
            None => "unordered".to_owned(),
            Some(order) => (order as i8).to_string(),
        }),
        ["from_float", a, _] => Some(answer_int(int::from_f64(float(a)))),
        _ => None,
    });
}

#[test]
fn powers_and_rounding() {
    check(include_str!("../golden/int_power.tsv"), |fields| {
        let (&operation, rest) = fields.split_first()?;
        let operands: Vec<Int> = rest[..rest.len() - 1].iter().map(|text| integer(text)).collect();
        let operands: Vec<_> = operands.iter().map(Int::as_ref).collect();
        Some(match (operation, &operands[..]) {
            ("pow", &[a, b]) if b.negative => {
                assert_eq!(int::power(a, b), Err(Error::Negative));
                "!negative".to_owned()
            }
            ("pow", &[a, b]) => answer_int(int::power(a, b)),
            ("powmod", &[_, _, c]) if c.is_zero() => "!ValueError".to_owned(),
            ("powmod", &[a, b, c]) => answer_int(int::power_modulo(a, b, c)),
            ("round", &[a, digits]) => answer_int(int::round(a, digits)),
            _ => return None,
        })
    });
}

#[test]
fn bytes() {
    let order = |text: &str| if text == "big" { ByteOrder::Big } else { ByteOrder::Little };
    check(include_str!("../golden/int_bytes.tsv"), |fields| match *fields {
        ["to_bytes", a, length, byte_order, signed, _] => {
            let mut bytes = vec![0xaa; length.parse().ok()?];
            let done = int::to_bytes(integer(a).as_ref(), &mut bytes, order(byte_order), signed == "True");
            // Python has one exception for both kinds.
            let done = done.map_err(|error| if error == Error::Negative { Error::Overflow } else { error });
            Some(answer(done, |()| show_text(hexadecimal_text(&bytes, 2))))
        }
        ["from_bytes", data, byte_order, signed, _] => {
            let bytes: Vec<u8> = (0..data.len() / 2)
                .map(|at| u8::from_str_radix(&data[2 * at..2 * at + 2], 16).expect("hexadecimal digits"))
                .collect();
            Some(answer_int(int::from_bytes(&bytes, order(byte_order), signed == "True")))
        }
        _ => None,
    });
}

#[test]
fn text_to_integers_within_the_limit() {
    check(include_str!("../golden/int_parse.tsv"), |fields| match *fields {
        ["parse", text, base, _] => {
            Some(answer_int(int::parse(text.as_bytes(), base.parse().ok()?, DigitLimit::default())))
        }
        ["limited_str", a, _] => {
            Some(answer(int::to_decimal(integer(a).as_ref(), DigitLimit::default()), show_text))
        }
        _ => None,
    });
}

#[test]
fn digits_are_counted() {
    let ten = Int::from(10i64);
    for digits in (1u64..45).chain([77, 78, 308, 309, 1000, 4300]) {
        let power = int::power(ten.as_ref(), Int::from(digits).as_ref()).expect("memory");
        let below = int::subtract(power.as_ref(), Int::from(1u64).as_ref()).expect("memory");
        assert_eq!(int::decimal_digits(power.as_ref()), Ok(digits + 1));
        assert_eq!(int::decimal_digits(below.as_ref()), Ok(digits));
    }
}

#[test]
fn ratios_of_floats() {
    check(include_str!("../golden/int_ratio.tsv"), |fields| match *fields {
        ["ratio", a, _] => Some(answer(int::as_integer_ratio(float(a)), |(numerator, denominator)| {
            format!("{},{}", show_int(&numerator), show_int(&denominator))
        })),
        _ => None,
    });
}

#[test]
fn memory_that_is_not_there_is_an_error() {
    let one = Int::from(1i64);
    let shifted = |count: u64| int::left_shift(one.as_ref(), Int::from(count).as_ref());
    assert_eq!(shifted(u64::MAX / 4), Err(Error::OutOfMemory));
    // More digits than CPython can count.
    assert_eq!(shifted(u64::MAX / 2), Err(Error::Overflow));
}
