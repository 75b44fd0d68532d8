//! What stands between the brackets after a sequence: an index or a slice.

use taipan_object::exception as exc;
use taipan_object::types::slice::{Bounds, Slice};
use taipan_object::{Borrowed, Py, PyResult};

/// An index, or the numbers of a slice.
pub(crate) enum Subscript {
    /// May be negative.
    Index(isize),
    /// Not fitted to a length yet.
    Slice(Bounds),
}

/// Reads a subscript; `of` is the type that errors speak of. May run Python.
#[inline]
pub(crate) fn read(py: &mut Py, key: Borrowed<'_>, of: &str) -> PyResult<Subscript> {
    if let Some(index) = key.as_small_int() {
        return Ok(Subscript::Index(index as isize));
    }
    read_slow(py, key, of)
}

#[inline(never)]
fn read_slow(py: &mut Py, key: Borrowed<'_>, of: &str) -> PyResult<Subscript> {
    if let Some(slice) = key.exact::<Slice>() {
        return py.slice_bounds(slice).map(Subscript::Slice);
    }
    let class = key.type_();
    if !key.is_int() && class.slots.index.get().is_none() {
        return Err(exc::type_error(
            py,
            format_args!("{of} indices must be integers or slices, not {}", class.name()),
        ));
    }
    let index = py.index(&key)?;
    match index.as_i64() {
        Some(index) => Ok(Subscript::Index(index as isize)),
        None => Err(exc::index_error(
            py,
            format_args!("cannot fit '{}' into an index-sized integer", class.name()),
        )),
    }
}

/// The place that an index means in something of so many items.
#[inline(always)]
pub(crate) fn place(index: isize, len: usize) -> Option<usize> {
    let place = if index < 0 { (index as usize).wrapping_add(len) } else { index as usize };
    (place < len).then_some(place)
}

/// The range of places that the arguments `start` and `stop` of `index` mean. Negative ones count from the end, and what lies
/// outside is clipped, except that the end is only known when the search comes to it.
pub(crate) fn search_range(
    py: &mut Py,
    start: Option<Borrowed<'_>>,
    stop: Option<Borrowed<'_>>,
    len: impl Fn(&Py) -> usize,
) -> PyResult<(usize, usize)> {
    let start = limit(py, start, 0)?;
    let stop = limit(py, stop, isize::MAX)?;
    let len = len(py);
    let clip = |place: isize| if place < 0 { place.saturating_add_unsigned(len).max(0) } else { place };
    Ok((clip(start) as usize, clip(stop) as usize))
}

fn limit(py: &mut Py, value: Option<Borrowed<'_>>, default: isize) -> PyResult<isize> {
    let Some(value) = value else { return Ok(default) };
    if !value.is_int() && value.type_().slots.index.get().is_none() {
        return Err(exc::type_error(
            py,
            format_args!("slice indices must be integers or have an __index__ method"),
        ));
    }
    py.to_clamped(&value)
}
