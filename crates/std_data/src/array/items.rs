//! What the language does with arrays: subscripts, slices, concatenation, comparison.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::singletons::{boolean, not_implemented};
use taipan_object::types::slice::{Indices, Slice};
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Raised, Value};

use super::methods::find;
use super::{Array, plain};

/// The slots.
pub(super) struct Items;

#[pymethods(Array)]
impl Items {
    #[pyslot]
    fn length(this: &Array, py: &mut Py) -> usize {
        this.len(py)
    }

    #[pyslot]
    fn contains(this: &Array, py: &mut Py, value: &Value) -> PyResult<bool> {
        find(py, this, value, 0, usize::MAX).map(|place| place.is_some())
    }

    #[pyslot]
    fn getitem(this: &Array, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        match subscript(py, this, key)? {
            Subscript::Index(index) => match index.and_then(|place| this.item(py, place)) {
                Some(item) => item,
                None => Err(exc::index_error(py, format_args!("array index out of range"))),
            },
            Subscript::Slice(indices) => {
                let bytes = selected(py, this, indices)?;
                plain(py, this.code, bytes)
            }
        }
    }

    #[pyslot]
    fn setitem(this: &Array, py: &mut Py, key: Borrowed<'_>, value: Option<Borrowed<'_>>) -> PyResult<()> {
        match (subscript(py, this, key)?, value) {
            (Subscript::Index(None), _) => Err(out_of_range(py)),
            (Subscript::Index(Some(place)), Some(value)) => {
                let word = this.code.pack(py, &value)?;
                let written = this.code.write(&mut this.bytes.get_mut(py), place, word);
                written.ok_or_else(|| out_of_range(py))
            }
            (Subscript::Index(Some(place)), None) => {
                this.check_resizable(py)?;
                let size = this.code.size();
                drop(this.bytes.get_mut(py).drain(place * size..(place + 1) * size));
                Ok(())
            }
            (Subscript::Slice(indices), None) => delete(py, this, indices),
            (Subscript::Slice(indices), Some(value)) => assign(py, this, indices, value),
        }
    }

    #[pyslot]
    fn concat(this: &Array, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        let Some(other) = other.get::<Array>() else {
            let given = other.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("can only append array (not \"{given}\") to array"),
            ));
        };
        if other.code != this.code {
            return Err(bad_argument(py));
        }
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(this.bytes.get(py).len() + other.bytes.get(py).len())?;
        bytes.extend_from_slice(&this.bytes.get(py));
        bytes.extend_from_slice(&other.bytes.get(py));
        plain(py, this.code, bytes)
    }

    #[pyslot]
    fn inplace_concat(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        if other.get::<Array>().is_none() {
            let given = other.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("can only extend array with array (not \"{given}\")"),
            ));
        }
        if let Some(array) = this.get::<Array>() {
            array.extend(py, &other)?;
        }
        Ok(this.to_value())
    }

    #[pyslot]
    fn repeat(this: &Array, py: &mut Py, count: isize) -> PyResult<Value> {
        let bytes = repeated(py, this, count)?;
        plain(py, this.code, bytes)
    }

    #[pyslot]
    fn inplace_repeat(this: Borrowed<'_>, py: &mut Py, count: isize) -> PyResult<Value> {
        if let Some(array) = this.get::<Array>()
            && array.len(py) > 0
            && count != 1
        {
            array.check_resizable(py)?;
            let bytes = repeated(py, array, count)?;
            *array.bytes.get_mut(py) = bytes;
        }
        Ok(this.to_value())
    }

    #[pyslot]
    fn compare(this: &Array, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        let Some(other) = other.get::<Array>() else { return Ok(not_implemented()) };
        let lengths = (this.len(py), other.len(py));
        if lengths.0 != lengths.1 && matches!(op, CompareOp::Eq | CompareOp::Ne) {
            return Ok(boolean(op == CompareOp::Ne));
        }
        if this.code == other.code && !this.code.is_float() && matches!(op, CompareOp::Eq | CompareOp::Ne) {
            let equal = *this.bytes.get(py) == *other.bytes.get(py);
            return Ok(boolean(equal == (op == CompareOp::Eq)));
        }
        let mut place = 0;
        while let (Some(own), Some(others)) = (this.item(py, place), other.item(py, place)) {
            let (own, others) = (own?, others?);
            if !py.equal(&own, &others)? {
                return py.compare(&own, &others, op);
            }
            place += 1;
        }
        Ok(boolean(op.holds(this.len(py).cmp(&other.len(py)))))
    }
}

/// What stands between brackets.
enum Subscript {
    /// A place, if there is one.
    Index(Option<usize>),
    Slice(Indices),
}

#[inline(always)]
fn subscript(py: &mut Py, array: &Array, key: Borrowed<'_>) -> PyResult<Subscript> {
    match key.as_small_int() {
        Some(index) => Ok(Subscript::Index(place(index as isize, array.len(py)))),
        None => subscript_of(py, array, key),
    }
}

/// The place that an index means in an array of so many items.
#[inline(always)]
fn place(index: isize, len: usize) -> Option<usize> {
    let place = if index < 0 { index.wrapping_add_unsigned(len) } else { index };
    usize::try_from(place).ok().filter(|&place| place < len)
}

/// The same for any other value.
#[inline(never)]
fn subscript_of(py: &mut Py, array: &Array, key: Borrowed<'_>) -> PyResult<Subscript> {
    if let Some(slice) = key.exact::<Slice>() {
        let bounds = py.slice_bounds(slice)?;
        return Ok(Subscript::Slice(bounds.within(array.len(py))));
    }
    let class = key.type_();
    if !key.is_int() && class.slots.index.get().is_none() {
        return Err(exc::type_error(py, format_args!("array indices must be integers")));
    }
    let index = py.index(&key)?;
    let Some(index) = index.as_i64() else {
        return Err(exc::index_error(
            py,
            format_args!("cannot fit '{}' into an index-sized integer", class.name()),
        ));
    };
    Ok(Subscript::Index(place(index as isize, array.len(py))))
}

#[cold]
fn out_of_range(py: &Py) -> Raised {
    exc::index_error(py, format_args!("array assignment index out of range"))
}

#[cold]
fn bad_argument(py: &Py) -> Raised {
    exc::type_error(py, format_args!("bad argument type for built-in operation"))
}

/// The bytes of the items that a slice selects.
fn selected(py: &Py, array: &Array, indices: Indices) -> PyResult<Vec<u8>> {
    let size = array.code.size();
    let mut found = Vec::new();
    found.try_reserve_exact(indices.count * size)?;
    let bytes = array.bytes.get(py);
    for place in indices.places() {
        found.extend_from_slice(bytes.get(place * size..(place + 1) * size).unwrap_or_default());
    }
    Ok(found)
}

fn delete(py: &mut Py, array: &Array, indices: Indices) -> PyResult<()> {
    if indices.count == 0 {
        return Ok(());
    }
    array.check_resizable(py)?;
    let size = array.code.size();
    let (first, step) = indices.ascending();
    let mut bytes = array.bytes.get_mut(py);
    let mut kept = first * size;
    let len = bytes.len() / size;
    for place in first..len {
        let removed = (place - first) % step == 0 && (place - first) / step < indices.count;
        if !removed {
            bytes.copy_within(place * size..(place + 1) * size, kept);
            kept += size;
        }
    }
    bytes.truncate(kept);
    Ok(())
}

fn assign(py: &mut Py, array: &Array, indices: Indices, value: Borrowed<'_>) -> PyResult<()> {
    let Some(source) = value.get::<Array>() else {
        let given = value.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("can only assign array (not \"{given}\") to array slice"),
        ));
    };
    if source.code != array.code {
        return Err(bad_argument(py));
    }
    let size = array.code.size();
    let new = source.bytes.get(py).clone();
    if indices.step == 1 {
        let start = indices.start.unsigned_abs();
        let range = start * size..(start + indices.count) * size;
        // Memory that is lent stays where it is.
        if new.len() == range.len() {
            if let Some(old) = array.bytes.get_mut(py).get_mut(range) {
                old.copy_from_slice(&new);
            }
            return Ok(());
        }
        array.check_resizable(py)?;
        let mut bytes = array.bytes.get_mut(py);
        bytes.try_reserve(new.len())?;
        drop(bytes.splice(range, new));
        return Ok(());
    }
    let count = new.len() / size;
    if count != indices.count {
        return Err(exc::value_error(
            py,
            format_args!(
                "attempt to assign array of size {count} to extended slice of size {}",
                indices.count
            ),
        ));
    }
    let mut bytes = array.bytes.get_mut(py);
    for (place, item) in indices.places().zip(new.chunks_exact(size)) {
        if let Some(old) = bytes.get_mut(place * size..(place + 1) * size) {
            old.copy_from_slice(item);
        }
    }
    Ok(())
}

/// The bytes so many times over.
fn repeated(py: &Py, array: &Array, count: isize) -> PyResult<Vec<u8>> {
    let bytes = array.bytes.get(py);
    let count = usize::try_from(count).unwrap_or(0);
    let Some(len) = bytes.len().checked_mul(count).filter(|&len| isize::try_from(len).is_ok()) else {
        return Err(py.heap().no_memory());
    };
    let mut result = Vec::new();
    result.try_reserve_exact(len)?;
    if len > 0 {
        (0..count).for_each(|_| result.extend_from_slice(&bytes));
    }
    Ok(result)
}
