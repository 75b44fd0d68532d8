//! Numbers: `abs`, `divmod`, `pow`, `round`, `bin`, `oct`, `hex`, `chr`, `ord`.

use taipan_macros::pymodule;
use taipan_num::int::to_radix;
use taipan_object::exception as exc;
use taipan_object::protocol::number::Operator;
use taipan_object::type_::SlotId;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};
use taipan_strings::Units;

use super::special;

pub(super) struct Builtins;

#[pymodule("builtins")]
impl Builtins {
    /// The absolute value.
    #[pyfunction("(x, /)")]
    fn abs(py: &mut Py, x: &Value) -> PyResult<Value> {
        if let Some(small) = x.as_small_int() {
            return py.int(small.abs());
        }
        py.unary(SlotId::Absolute, x)
    }

    /// The tuple (x//y, x%y).
    #[pyfunction("(x, y, /)")]
    fn divmod(py: &mut Py, x: &Value, y: &Value) -> PyResult<Value> {
        py.binary(Operator::Divmod, x, y)
    }

    /// base**exp, or base**exp % mod, which is computed faster that way for ints.
    #[pyfunction("(base, exp, mod=None)")]
    fn pow(py: &mut Py, base: &Value, exp: &Value, r#mod: &Value) -> PyResult<Value> {
        py.power(base, exp, r#mod)
    }

    /// A number rounded to so many digits after the point; to an int where no digits are given.
    #[pyfunction("(number, ndigits=None)")]
    fn round(py: &mut Py, number: &Value, ndigits: Borrowed<'_>) -> PyResult<Value> {
        let given = if is_none(&ndigits) { &[][..] } else { &[ndigits] };
        let result = match special(py, number, "__round__")? {
            Some(method) => py.call_optional(&method, number.borrow(), given)?,
            None => None,
        };
        let class = number.type_();
        result.ok_or_else(|| {
            exc::type_error(py, format_args!("type {} doesn't define __round__ method", class.name()))
        })
    }

    /// The digits of an int in base 2, with the prefix 0b.
    ///
    ///     >>> bin(45)
    ///     '0b101101'
    #[pyfunction("(number, /)")]
    fn bin(py: &mut Py, number: &Value) -> PyResult<Value> {
        digits(py, number, 2, "0b")
    }

    /// The digits of an int in base 8, with the prefix 0o.
    ///
    ///     >>> oct(45)
    ///     '0o55'
    #[pyfunction("(number, /)")]
    fn oct(py: &mut Py, number: &Value) -> PyResult<Value> {
        digits(py, number, 8, "0o")
    }

    /// The digits of an int in base 16, with the prefix 0x.
    ///
    ///     >>> hex(45)
    ///     '0x2d'
    #[pyfunction("(number, /)")]
    fn hex(py: &mut Py, number: &Value) -> PyResult<Value> {
        digits(py, number, 16, "0x")
    }

    /// The character with a code point from 0 to 0x10ffff.
    #[pyfunction("(i, /)")]
    fn chr(py: &mut Py, i: &Value) -> PyResult<Value> {
        let number = py.to_clamped(i)?;
        match u32::try_from(number) {
            Ok(point) if point < 0x11_0000 => py.heap().character(point),
            _ => Err(exc::value_error(py, format_args!("chr() arg not in range(0x110000)"))),
        }
    }

    /// The code point of a character, or the value of a byte.
    #[pyfunction("(character, /)")]
    fn ord(py: &mut Py, character: Borrowed<'_>) -> PyResult<u32> {
        let (first, len) = if let Some(text) = character.get::<Str>() {
            (text.code_point(0), text.len())
        } else if let Some(bytes) = character.get::<Bytes>() {
            (bytes.data().first().map(|&byte| byte.into()), bytes.len())
        } else if character.type_().native().short_name() == "bytearray" {
            byte_of_array(py, character)?
        } else {
            let class = character.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("ord() expected string of length 1, but {class} found"),
            ));
        };
        match first {
            Some(first) if len == 1 => Ok(first),
            _ => Err(exc::type_error(
                py,
                format_args!("ord() expected a character, but string of length {len} found"),
            )),
        }
    }
}

/// The first byte of a bytearray, and how many there are.
fn byte_of_array(py: &mut Py, array: Borrowed<'_>) -> PyResult<(Option<u32>, usize)> {
    let len = py.len(&array)?;
    if len == 0 {
        return Ok((None, 0));
    }
    let zero = py.int(0)?;
    let first = py.get_item(&array, &zero)?;
    Ok((first.as_i64().and_then(|first| u32::try_from(first).ok()), len))
}

/// The digits of an int with a prefix after the sign.
fn digits(py: &mut Py, number: &Value, radix: u8, prefix: &str) -> PyResult<Value> {
    if let Some(small) = number.as_small_int() {
        return small_digits(py, small, radix, prefix);
    }
    let int = py.index(number)?;
    let mut limb = [0];
    let Some(number) = int.as_int(&mut limb) else { return py.str("") };
    match to_radix(number, radix) {
        Ok(text) => match text.strip_prefix('-') {
            Some(digits) => py.text(format_args!("-{prefix}{digits}")),
            None => py.text(format_args!("{prefix}{text}")),
        },
        Err(_) => Err(py.heap().no_memory()),
    }
}

/// The same of an int that is in its word, in a base that is a power of two.
fn small_digits(py: &Py, number: i64, radix: u8, prefix: &str) -> PyResult<Value> {
    /// A sign, a prefix of two and 63 binary digits.
    const MOST: usize = 66;
    let mut text = [0; MOST];
    let mut rest = number.unsigned_abs();
    let bits = radix.trailing_zeros();
    let mut start = MOST;
    let mut put = |byte| {
        start -= 1;
        text[start] = byte;
    };
    loop {
        put(b"0123456789abcdef"[(rest & u64::from(radix - 1)) as usize]);
        rest >>= bits;
        if rest == 0 {
            break;
        }
    }
    prefix.bytes().rev().for_each(&mut put);
    if number < 0 {
        put(b'-');
    }
    py.heap().str_from_units(Units::Ascii(&text[start..]))
}
