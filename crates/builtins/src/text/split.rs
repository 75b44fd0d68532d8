//! Cutting text into pieces, and joining pieces: `split`, `splitlines`, `partition`, `join`.

use std::ops::Range;

use taipan_macros::pymethods;
use taipan_object::types::list::List;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::{STR, Str};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, LastFirst, Py, PyResult, Raised, Value, exception as exc};
use taipan_strings::{Join, Shape, lines, partition, rpartition, rsplit, rsplit_words, split, split_words};

use super::too_long;

/// Splitting and joining.
pub(crate) struct Split;

/// For so many pieces there is room at once.
const USUAL_PIECES: usize = 12;

/// The parts of a text at ranges, as strings.
fn pieces(py: &Py, text: &Str, ranges: impl Iterator<Item = Range<usize>>) -> PyResult<Vec<Value>> {
    let heap = py.heap();
    let mut pieces = Vec::new();
    pieces.try_reserve(USUAL_PIECES)?;
    for range in ranges {
        pieces.try_reserve(1)?;
        pieces.push(if range.len() == text.len() { text.plain(py)? } else { heap.str_slice(text, range)? });
    }
    Ok(pieces)
}

/// The separator of `split`; nothing for white space.
fn separator<'a>(py: &Py, value: Borrowed<'a>) -> PyResult<Option<&'a Str>> {
    if is_none(&value) {
        return Ok(None);
    }
    match value.get::<Str>() {
        Some(text) if text.is_empty() => Err(empty_separator(py)),
        Some(text) => Ok(Some(text)),
        None => Err(exc::type_error(py, format_args!("must be str or None, not {}", value.type_().name()))),
    }
}

#[cold]
fn empty_separator(py: &Py) -> Raised {
    exc::value_error(py, format_args!("empty separator"))
}

/// The separator of `partition`.
fn partition_separator<'a>(py: &Py, value: Borrowed<'a>) -> PyResult<&'a Str> {
    match value.get::<Str>() {
        Some(text) if text.is_empty() => Err(empty_separator(py)),
        Some(text) => Ok(text),
        None => Err(exc::type_error(py, format_args!("must be str, not {}", value.type_().name()))),
    }
}

/// What is before and behind a separator, with it in between.
fn around(py: &Py, text: &Str, separator: &Str, [before, behind]: [Range<usize>; 2]) -> PyResult<Value> {
    let heap = py.heap();
    let before = heap.str_slice(text, before)?;
    let behind = heap.str_slice(text, behind)?;
    py.tuple([before, separator.as_value().to_value(), behind])
}

#[pymethods(Str)]
impl Split {
    /// The list of the words, or of the pieces between separators; at most maxsplit cuts are made, from the left.
    #[pymethod("($self, /, sep=None, maxsplit=-1)")]
    fn split(this: &Str, py: &mut Py, sep: Borrowed<'_>, maxsplit: isize) -> PyResult<Value> {
        let separator = separator(py, sep)?;
        let limit = usize::try_from(maxsplit).unwrap_or(usize::MAX);
        let pieces = match separator {
            Some(separator) => pieces(py, this, split(this.units(), separator.units(), limit))?,
            None => pieces(py, this, split_words(this.units(), limit))?,
        };
        py.list(pieces)
    }

    /// The list of the words, or of the pieces between separators; at most maxsplit cuts are made, from the right.
    #[pymethod("($self, /, sep=None, maxsplit=-1)")]
    fn rsplit(this: &Str, py: &mut Py, sep: Borrowed<'_>, maxsplit: isize) -> PyResult<Value> {
        let separator = separator(py, sep)?;
        let limit = usize::try_from(maxsplit).unwrap_or(usize::MAX);
        let mut pieces = match separator {
            Some(separator) => pieces(py, this, rsplit(this.units(), separator.units(), limit))?,
            None => pieces(py, this, rsplit_words(this.units(), limit))?,
        };
        pieces.reverse();
        py.list(pieces)
    }

    /// The list of the lines, with their ends if keepends is true.
    #[pymethod("($self, /, keepends=False)")]
    fn splitlines(this: &Str, py: &mut Py, keepends: bool) -> PyResult<Value> {
        let pieces = pieces(py, this, lines(this.units(), keepends))?;
        py.list(pieces)
    }

    /// What is before the first separator, the separator, and what is behind it; self and two empty strings if there is
    /// none.
    #[pymethod("($self, sep, /)")]
    fn partition(this: &Str, py: &mut Py, sep: Borrowed<'_>) -> PyResult<Value> {
        let separator = partition_separator(py, sep)?;
        match partition(this.units(), separator.units()) {
            Some(parts) => around(py, this, separator, parts),
            None => {
                // Here, and only here, an instance of a subclass is given back as it is.
                let (text, empty) = (this.as_value().to_value(), py.str("")?);
                py.tuple([text, empty.clone(), empty])
            }
        }
    }

    /// What is before the last separator, the separator, and what is behind it; two empty strings and self if there is
    /// none.
    #[pymethod("($self, sep, /)")]
    fn rpartition(this: &Str, py: &mut Py, sep: Borrowed<'_>) -> PyResult<Value> {
        let separator = partition_separator(py, sep)?;
        match rpartition(this.units(), separator.units()) {
            Some(parts) => around(py, this, separator, parts),
            None => {
                let (text, empty) = (this.as_value().to_value(), py.str("")?);
                py.tuple([empty.clone(), empty, text])
            }
        }
    }

    /// The strings of an iterable in one, with self between them.
    #[pymethod("($self, iterable, /)")]
    fn join(this: &Str, py: &mut Py, iterable: &Value) -> PyResult<Value> {
        if let Some(tuple) = iterable.get::<Tuple>() {
            return join(py, this, tuple.items());
        }
        if let Some(list) = iterable.get::<List>() {
            // Nothing runs between here and the end, so the list cannot change.
            return join(py, this, &list.items.get(py));
        }
        let items = LastFirst(py.sequence_or(iterable, not_iterable)?);
        join(py, this, &items.0)
    }
}

#[cold]
fn not_iterable(py: &mut Py) -> Raised {
    exc::type_error(py, format_args!("can only join an iterable"))
}

/// The strings in one. The sizes are added first, then all is written in place.
fn join(py: &Py, separator: &Str, items: &[Value]) -> PyResult<Value> {
    if let [item] = items
        && item.type_().is(&STR)
    {
        return Ok(item.clone());
    }
    if let Some(joined) = py.heap().str_joined(separator, items) {
        return joined;
    }
    let mut shape = Some(Shape::EMPTY);
    for (index, item) in items.iter().enumerate() {
        let Some(text) = item.get::<Str>() else { return Err(wrong_item(py, index, item)) };
        if index > 0 {
            shape = shape.and_then(|shape| shape.and(Shape::of(separator.units())));
        }
        shape = shape.and_then(|shape| shape.and(Shape::of(text.units())));
    }
    let Some(shape) = shape else {
        return Err(too_long(py, "join() result is too long for a Python string"));
    };
    // All of them are strings.
    let pieces = items.iter().filter_map(|item| item.get::<Str>()).map(Str::units);
    py.heap().str_shaped(shape, &Join { separator: separator.units(), pieces })
}

#[cold]
fn wrong_item(py: &Py, index: usize, item: &Value) -> Raised {
    let class = item.type_().name();
    exc::type_error(py, format_args!("sequence item {index}: expected str instance, {class} found"))
}
