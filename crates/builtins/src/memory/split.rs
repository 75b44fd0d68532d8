//! Cutting byte strings into pieces, and joining pieces: `split`, `splitlines`, `partition`, `join`.

use std::marker::PhantomData;
use std::ops::Range;

use taipan_macros::pymethods;
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::types::bytes::{BYTES, Bytes};
use taipan_object::types::list::List;
use taipan_object::types::singletons::is_none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, LastFirst, Py, PyResult, Raised, Value, exception as exc};
use taipan_strings::{
    Join, Units, lines_of_bytes, partition, rpartition, rsplit, rsplit_words_of_bytes, split,
    split_words_of_bytes,
};

use super::byte_string::ByteString;
use super::lend::{give_back, lend, shown};

/// Splitting and joining.
pub(super) struct Split<T>(PhantomData<T>);

/// The parts of a byte string at ranges.
fn pieces<T: ByteString>(
    py: &Py,
    this: &T,
    data: &[u8],
    ranges: impl Iterator<Item = Range<usize>>,
) -> PyResult<Vec<Value>> {
    let mut pieces = Vec::new();
    for range in ranges {
        pieces.try_reserve(1)?;
        pieces.push(match data.get(range) {
            Some(piece) if piece.len() < data.len() => T::of(py, piece)?,
            _ => this.unchanged(py)?,
        });
    }
    Ok(pieces)
}

/// Shows a separator, which must not be empty.
fn separated<R>(
    py: &mut Py,
    separator: Borrowed<'_>,
    work: impl FnOnce(&Py, &[u8]) -> PyResult<R>,
) -> PyResult<R> {
    lend(py, &separator, |py, separator| {
        if separator.is_empty() {
            return Err(exc::value_error(py, format_args!("empty separator")));
        }
        work(py, separator)
    })
}

/// The three parts of `partition`; nothing where there is no separator.
fn parts<T: ByteString>(
    py: &mut Py,
    this: &T,
    sep: Borrowed<'_>,
    search: fn(Units<'_>, Units<'_>) -> Option<[Range<usize>; 2]>,
) -> PyResult<Option<Value>> {
    separated(py, sep, |py, separator| {
        let data = this.view(py);
        let Some([before, behind]) = search(Units::Latin1(&data), Units::Latin1(separator)) else {
            return Ok(None);
        };
        let part = |range| T::of(py, data.get(range).unwrap_or_default());
        // `bytes` gives back the separator that it was given, whatever its type.
        let middle = if T::TYPE.is(&BYTES) { sep.to_value() } else { T::of(py, separator)? };
        py.tuple([part(before)?, middle, part(behind)?]).map(Some)
    })
}

#[pymethods]
impl<T: ByteString> Split<T> {
    /// The list of the words, or of the pieces between separators; at most maxsplit cuts are made, from the left.
    #[pymethod("($self, /, sep=None, maxsplit=-1)")]
    fn split(this: &T, py: &mut Py, sep: Borrowed<'_>, maxsplit: isize) -> PyResult<Value> {
        let limit = usize::try_from(maxsplit).unwrap_or(usize::MAX);
        let pieces = if is_none(&sep) {
            let data = this.view(py);
            pieces(py, this, &data, split_words_of_bytes(&data, limit))?
        } else {
            let cut = |py: &Py, separator: &[u8]| {
                let data = this.view(py);
                pieces(py, this, &data, split(Units::Latin1(&data), Units::Latin1(separator), limit))
            };
            this.pinned(py, |py| separated(py, sep, cut))?
        };
        py.list(pieces)
    }

    /// The list of the words, or of the pieces between separators; at most maxsplit cuts are made, from the right.
    #[pymethod("($self, /, sep=None, maxsplit=-1)")]
    fn rsplit(this: &T, py: &mut Py, sep: Borrowed<'_>, maxsplit: isize) -> PyResult<Value> {
        let limit = usize::try_from(maxsplit).unwrap_or(usize::MAX);
        let mut pieces = if is_none(&sep) {
            let data = this.view(py);
            pieces(py, this, &data, rsplit_words_of_bytes(&data, limit))?
        } else {
            let cut = |py: &Py, separator: &[u8]| {
                let data = this.view(py);
                pieces(py, this, &data, rsplit(Units::Latin1(&data), Units::Latin1(separator), limit))
            };
            this.pinned(py, |py| separated(py, sep, cut))?
        };
        pieces.reverse();
        py.list(pieces)
    }

    /// The list of the lines, with their ends if keepends is true.
    #[pymethod("($self, /, keepends=False)")]
    fn splitlines(this: &T, py: &mut Py, keepends: bool) -> PyResult<Value> {
        let data = this.view(py);
        let pieces = pieces(py, this, &data, lines_of_bytes(&data, keepends))?;
        py.list(pieces)
    }

    /// What is before the first separator, the separator, and what is behind it; the whole and two empty ones if there is
    /// none.
    #[pymethod("($self, sep, /)")]
    fn partition(this: &T, py: &mut Py, sep: Borrowed<'_>) -> PyResult<Value> {
        if let Some(parts) = parts(py, this, sep, partition)? {
            return Ok(parts);
        }
        let parts = [this.unchanged(py)?, T::of(py, &[])?, T::of(py, &[])?];
        py.tuple(parts)
    }

    /// What is before the last separator, the separator, and what is behind it; two empty ones and the whole if there is
    /// none.
    #[pymethod("($self, sep, /)")]
    fn rpartition(this: &T, py: &mut Py, sep: Borrowed<'_>) -> PyResult<Value> {
        if let Some(parts) = parts(py, this, sep, rpartition)? {
            return Ok(parts);
        }
        let parts = [T::of(py, &[])?, T::of(py, &[])?, this.unchanged(py)?];
        py.tuple(parts)
    }

    /// The byte strings of an iterable in one, with self between them.
    #[pymethod("($self, iterable_of_bytes, /)")]
    fn join(this: &T, py: &mut Py, iterable: &Value) -> PyResult<Value> {
        // The iterator may be Python code.
        this.pinned(py, |py| join_iterable(py, this, iterable))
    }
}

fn join_iterable<T: ByteString>(py: &mut Py, this: &T, iterable: &Value) -> PyResult<Value> {
    if let Some(tuple) = iterable.get::<Tuple>() {
        return join(py, this, tuple.items());
    }
    if let Some(list) = iterable.get::<List>() {
        // Asking for memory may run Python code, which may change the list.
        let items = list.items.get(py).to_vec();
        let joined = join(py, this, &items)?;
        if list.len(py) != items.len() {
            return Err(exc::runtime_error(py, format_args!("sequence changed size during iteration")));
        }
        return Ok(joined);
    }
    let items = py.sequence_or(iterable, |py| exc::type_error(py, format_args!("can only join an iterable")));
    let items = LastFirst(items?);
    join(py, this, &items.0)
}

fn join<T: ByteString>(py: &mut Py, this: &T, items: &[Value]) -> PyResult<Value> {
    if let [item] = items
        && item.type_().is(&BYTES)
        && T::TYPE.is(&BYTES)
    {
        return Ok(item.clone());
    }
    if items.iter().all(|item| item.exact::<Bytes>().is_some()) {
        let pieces = items.iter().filter_map(|item| item.exact::<Bytes>()).map(Bytes::data);
        return join_pieces(py, this, pieces);
    }
    let mut buffers = Vec::new();
    let result = match lend_all(py, items, &mut buffers) {
        Ok(()) => join_pieces(py, this, buffers.iter().map(|buffer| shown(py, buffer))),
        Err(raised) => Err(raised),
    };
    buffers.into_iter().fold(result, |result, buffer| give_back(py, buffer, result))
}

fn join_pieces<'a, T: ByteString>(
    py: &Py,
    this: &T,
    pieces: impl Iterator<Item = &'a [u8]> + Clone,
) -> PyResult<Value> {
    let separator = this.view(py);
    let pieces = pieces.map(Units::Latin1);
    let join = Join { separator: Units::Latin1(&separator), pieces };
    T::build(py, &join, "join() result is too long for bytes")
}

/// Borrows the memory of all items.
fn lend_all(py: &mut Py, items: &[Value], buffers: &mut Vec<Buffer>) -> PyResult<()> {
    buffers.try_reserve_exact(items.len())?;
    for (index, item) in items.iter().enumerate() {
        buffers.push(py.get_buffer_or(item, BufferRequest::SIMPLE, |py| wrong_item(py, index, item))?);
    }
    Ok(())
}

#[cold]
fn wrong_item(py: &Py, index: usize, item: &Value) -> Raised {
    let class = item.type_().name();
    exc::type_error(py, format_args!("sequence item {index}: expected a bytes-like object, {class} found"))
}
