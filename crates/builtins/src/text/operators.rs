//! What the language itself does with strings: operators, indices, comparison, iteration.

use taipan_macros::pymethods;
use taipan_object::types::slice::Slice;
use taipan_object::types::str_::{STR, Str};
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Raised, Value, exception as exc};
use taipan_strings::{Build, Repeat, Repr, Stepped, contains};

use super::too_long;

/// Operators and special methods.
pub(crate) struct Operators;

#[pymethods(Str)]
impl Operators {
    #[pyslot]
    fn length(this: &Str) -> usize {
        this.len()
    }

    #[pyslot]
    fn hash(this: &Str, py: &mut Py) -> i64 {
        this.hash(py)
    }

    #[pyslot]
    fn repr(this: &Str, py: &mut Py) -> PyResult<Value> {
        let repr = Repr::new(this.units());
        match repr.shape() {
            Some(shape) => py.heap().str_shaped(shape, &repr),
            None => Err(too_long(py, "string is too long to generate repr")),
        }
    }

    #[pyslot]
    fn str(this: &Str, py: &mut Py) -> PyResult<Value> {
        this.plain(py)
    }

    #[pyslot]
    fn iter(this: &Str, py: &mut Py) -> PyResult<Value> {
        py.str_iterator(this)
    }

    #[pyslot]
    fn compare(this: &Str, _: &mut Py, other: Borrowed<'_>, op: CompareOp) -> Option<bool> {
        let other = other.get::<Str>()?;
        Some(match op {
            CompareOp::Eq => this.equals(other),
            CompareOp::Ne => !this.equals(other),
            _ => op.holds(this.units().compare(other.units())),
        })
    }

    #[pyslot]
    fn contains(this: &Str, py: &mut Py, key: Borrowed<'_>) -> PyResult<bool> {
        match key.get::<Str>() {
            Some(key) => Ok(contains(this.units(), key.units())),
            None => Err(exc::type_error(
                py,
                format_args!("'in <string>' requires string as left operand, not {}", key.type_().name()),
            )),
        }
    }

    #[pyslot]
    fn concat(this: &Str, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        let Some(other) = other.get::<Str>() else {
            return Err(exc::type_error(
                py,
                format_args!("can only concatenate str (not \"{}\") to str", other.type_().name()),
            ));
        };
        match (this.len(), other.len()) {
            (0, _) => other.plain(py),
            (_, 0) => this.plain(py),
            _ => py.heap().str_concat(this, other),
        }
    }

    #[pyslot]
    fn repeat(this: &Str, py: &mut Py, count: isize) -> PyResult<Value> {
        let count = usize::try_from(count).unwrap_or(0);
        if count == 1 || this.is_empty() {
            return this.plain(py);
        }
        let repeated = Repeat { units: this.units(), count };
        match repeated.shape() {
            Some(shape) => py.heap().str_shaped(shape, &repeated),
            None => Err(too_long(py, "repeated string is too long")),
        }
    }

    #[pyslot]
    fn getitem(this: &Str, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        if let Some(index) = key.as_small_int() {
            return item(py, this, index as isize);
        }
        if let Some(slice) = key.exact::<Slice>() {
            return subtext(py, this, slice);
        }
        if !key.is_int() && key.type_().slots.index.get().is_none() {
            return Err(exc::type_error(
                py,
                format_args!("string indices must be integers, not '{}'", key.type_().name()),
            ));
        }
        let index = py.index(&key)?;
        match index.as_i64() {
            Some(index) => item(py, this, index as isize),
            None => Err(exc::index_error(
                py,
                format_args!("cannot fit '{}' into an index-sized integer", key.type_().name()),
            )),
        }
    }

    /// What pickle and copy give to __new__.
    #[pymethod]
    fn __getnewargs__(this: &Str, py: &mut Py) -> PyResult<Value> {
        let copy = py.heap().str_from_units(this.units())?;
        py.tuple([copy])
    }

    /// The size in memory, in bytes.
    #[pymethod]
    fn __sizeof__(this: &Str) -> usize {
        this.object_size()
    }
}

#[inline]
fn item(py: &Py, text: &Str, index: isize) -> PyResult<Value> {
    let place = if index < 0 { index.wrapping_add_unsigned(text.len()) } else { index };
    match usize::try_from(place).ok().and_then(|place| text.code_point(place)) {
        Some(point) => py.heap().character(point),
        None => Err(out_of_range(py)),
    }
}

#[cold]
fn out_of_range(py: &Py) -> Raised {
    exc::index_error(py, format_args!("string index out of range"))
}

/// `text[start:stop:step]`
fn subtext(py: &mut Py, text: &Str, slice: &Slice) -> PyResult<Value> {
    let indices = py.slice_indices(slice, text.len())?;
    let start = usize::try_from(indices.start).unwrap_or(0);
    match (indices.step, indices.count) {
        (_, 0) => py.str(""),
        (1, count) if count == text.len() && text.as_value().type_().is(&STR) => text.plain(py),
        (1, count) => py.heap().str_slice(text, start..start + count),
        (step, len) => py.heap().str_build(&Stepped { units: text.units(), start, step, len }),
    }
}
