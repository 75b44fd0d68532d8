//! Constants of a tree as values, and values as constants.

use bumpalo::Bump;
use taipan_ast::Constant;
use taipan_num::int::{Int, IntRef};
use taipan_object::exception as exc;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::complex::Complex;
use taipan_object::types::set::{FROZENSET, Set};
use taipan_object::types::singletons::{ELLIPSIS_TYPE, as_bool, boolean, ellipsis, is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::types::{int::INT, str_::STR};
use taipan_object::{Py, PyResult, Value};
use taipan_text::PyText;

/// The value of a constant.
pub(super) fn value(py: &mut Py, constant: Constant<'_>) -> PyResult<Value> {
    match constant {
        Constant::None => Ok(none()),
        Constant::Bool(truth) => Ok(boolean(truth)),
        Constant::Ellipsis => Ok(ellipsis()),
        Constant::Int(number) => py.int(number),
        Constant::BigInt { negative, digits } => py.int_from_big(&Int::from_digits(negative, digits)),
        Constant::Float(number) => py.float(number),
        Constant::Complex { real, imag } => py.complex(real, imag),
        Constant::Str(text) => py.heap().str_from_text(text),
        Constant::Bytes(bytes) => py.bytes(bytes),
        Constant::Tuple(items) => {
            let items = values(py, items)?;
            py.tuple(items)
        }
        Constant::FrozenSet(items) => {
            let keys = Set::default();
            for item in values(py, items)? {
                keys.add(py, &item)?;
            }
            py.heap().frozenset(keys)
        }
    }
}

fn values(py: &mut Py, constants: &[Constant<'_>]) -> PyResult<Vec<Value>> {
    constants.iter().map(|&constant| value(py, constant)).collect()
}

/// The constant that a value is. Exactly the types that literals have are constants, and tuples and frozensets of them.
pub(super) fn constant<'a>(py: &mut Py, arena: &'a Bump, value: &Value) -> PyResult<Constant<'a>> {
    if is_none(value) {
        return Ok(Constant::None);
    }
    if let Some(truth) = as_bool(value) {
        return Ok(Constant::Bool(truth));
    }
    let class = value.type_();
    if class.is(&ELLIPSIS_TYPE) {
        return Ok(Constant::Ellipsis);
    }
    if class.is(&INT) {
        return Ok(int(arena, value));
    }
    if let Some(number) = value.exact_float() {
        return Ok(Constant::Float(number));
    }
    if value.exact::<Complex>().is_some()
        && let Some(number) = value.as_complex()
    {
        return Ok(Constant::Complex { real: number.real, imag: number.imag });
    }
    if class.is(&STR)
        && let Some(text) = value.get::<Str>()
    {
        return Ok(Constant::Str(PyText::from_bytes(arena.alloc_slice_copy(&text.to_wtf8()))));
    }
    if let Some(bytes) = value.exact::<Bytes>() {
        return Ok(Constant::Bytes(arena.alloc_slice_copy(bytes.data())));
    }
    if let Some(tuple) = value.exact::<Tuple>() {
        return Ok(Constant::Tuple(constants(py, arena, tuple.items())?));
    }
    if class.is(&FROZENSET)
        && let Some(set) = value.borrow().exact_set()
    {
        let keys = set.keys(py)?;
        return Ok(Constant::FrozenSet(constants(py, arena, &keys)?));
    }
    Err(exc::type_error(py, format_args!("got an invalid type in Constant: {}", class.name())))
}

fn constants<'a>(py: &mut Py, arena: &'a Bump, values: &[Value]) -> PyResult<&'a [Constant<'a>]> {
    py.check_stack("during compilation")?;
    let items = values.iter().map(|value| constant(py, arena, value)).collect::<PyResult<Vec<_>>>()?;
    Ok(arena.alloc_slice_copy(&items))
}

fn int<'a>(arena: &'a Bump, value: &Value) -> Constant<'a> {
    if let Some(number) = value.as_i64() {
        return Constant::Int(number);
    }
    let mut limb = [0];
    let Some(number) = value.as_int(&mut limb) else { return Constant::Int(0) };
    Constant::BigInt { negative: number.negative, digits: arena.alloc_slice_copy(&digits(number)) }
}

/// The magnitude to the base 2^32, without leading zeros.
fn digits(number: IntRef<'_>) -> Vec<u32> {
    let halves = number.limbs.iter().flat_map(|&limb| [limb as u32, (limb >> 32) as u32]);
    let mut digits: Vec<u32> = halves.collect();
    while digits.last() == Some(&0) {
        digits.pop();
    }
    digits
}
