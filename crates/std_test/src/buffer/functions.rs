//! Functions that look at the memory of any object.

use taipan_macros::pymodule;
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::types::list::List;
use taipan_object::types::slice::Slice;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use super::MOST_DIMENSIONS;
use super::geometry::{Order, is_contiguous};
use super::ndarray::NdArray;
use super::pack::{self, Format};

pub(super) struct Functions;

fn order(py: &Py, order: &Value) -> PyResult<Order> {
    let Some(text) = order.get::<Str>() else {
        return Err(exc::type_error(py, format_args!("order must be a string")));
    };
    match text.as_ascii().and_then(|text| text.chars().next()) {
        Some('C') => Ok(Order::C),
        Some('F') => Ok(Order::Fortran),
        Some('A') => Ok(Order::Any),
        _ => Err(exc::value_error(py, format_args!("invalid order, must be C, F or A"))),
    }
}

/// Looks at the memory of an object and gives it back.
fn with_buffer<R>(
    py: &mut Py,
    object: &Value,
    request: BufferRequest,
    work: impl FnOnce(&mut Py, &Buffer) -> PyResult<R>,
) -> PyResult<R> {
    let buffer = py.get_buffer(object, request)?;
    match work(py, &buffer) {
        Ok(result) => {
            py.release_buffer(buffer);
            Ok(result)
        }
        Err(raised) => {
            let exception = py.take(raised);
            py.release_buffer(buffer);
            Err(py.heap().again(exception))
        }
    }
}

/// The error of a function whose argument lends no memory.
fn no_memory(py: &mut Py, raised: taipan_object::Raised, function: &str) -> taipan_object::Raised {
    py.discard(raised);
    exc::type_error(py, format_args!("{function} does not implement the buffer protocol"))
}

#[pymodule("_testbuffer")]
impl Functions {
    /// Start, stop, step and length of what a slice selects of so many.
    #[pyfunction("(key, len, /)", hidden)]
    fn slice_indices(py: &mut Py, key: Borrowed<'_>, len: isize) -> PyResult<Value> {
        let Some(slice) = key.get::<Slice>() else {
            return Err(exc::type_error(py, format_args!("first argument must be a slice object")));
        };
        let found = py.slice_indices(slice, usize::try_from(len).unwrap_or(0))?;
        let numbers = [found.start, found.stop, found.step, found.count as isize];
        let numbers = numbers.iter().map(|&it| py.int(it as i64)).collect::<PyResult<Vec<_>>>()?;
        py.tuple(numbers)
    }

    /// Bytes of a pointer.
    #[pyfunction("($self, /)")]
    fn get_sizeof_void_p(_py: &mut Py) -> usize {
        size_of::<usize>()
    }

    /// The item at a list or tuple of indices.
    #[pyfunction("(bufobj, seq, /)", hidden)]
    fn get_pointer(py: &mut Py, bufobj: Borrowed<'_>, seq: Borrowed<'_>) -> PyResult<Value> {
        if seq.get::<List>().is_none() && seq.get::<Tuple>().is_none() {
            return Err(exc::type_error(py, format_args!("seq must be a list or a tuple")));
        }
        let indices = py.collect(&seq)?;
        with_buffer(py, &bufobj, BufferRequest::FULL_RO, |py, buffer| {
            let lens = buffer.lens();
            if lens.len() > MOST_DIMENSIONS {
                return Err(exc::value_error(py, format_args!("get_pointer(): ndim > {MOST_DIMENSIONS}")));
            }
            if indices.len() != lens.len() {
                return Err(exc::value_error(py, format_args!("get_pointer(): len(indices) != ndim")));
            }
            let mut place = Vec::new();
            for (position, (index, len)) in indices.iter().zip(lens).enumerate() {
                let index = py.to_isize(index)?;
                match usize::try_from(index) {
                    Ok(index) if index < len => place.push(index),
                    _ => {
                        return Err(exc::value_error(
                            py,
                            format_args!("get_pointer(): invalid index {index} at position {position}"),
                        ));
                    }
                }
            }
            let bytes = buffer.item(py, &place).map(<[u8]>::to_vec).unwrap_or_default();
            let format = pack::format_of(py, buffer)?;
            Format::of(py, &format)?.value(py, &bytes)
        })
    }

    /// The bytes of all items in an order.
    #[pyfunction("(obj, order, flags, /)", hidden)]
    fn py_buffer_to_contiguous(
        py: &mut Py,
        obj: Borrowed<'_>,
        order: Borrowed<'_>,
        flags: i32,
    ) -> PyResult<Value> {
        with_buffer(py, &obj, BufferRequest(flags.cast_unsigned()), |py, buffer| {
            let order = self::order(py, &order)?;
            let bytes =
                if is_contiguous(buffer, order) { buffer.to_vec() } else { pack::flat(py, buffer, order)? };
            py.bytes(&bytes)
        })
    }

    /// A memoryview whose items lie end to end: of the object itself, or of a copy that is only read.
    #[pyfunction("(obj, buffertype, order, /)", hidden)]
    fn get_contiguous(
        py: &mut Py,
        obj: Borrowed<'_>,
        buffertype: Borrowed<'_>,
        order: Borrowed<'_>,
    ) -> PyResult<Value> {
        const WRITE: i64 = 0x200;
        if !buffertype.is_int() {
            return Err(exc::type_error(py, format_args!("buffertype must be PyBUF_READ or PyBUF_WRITE")));
        }
        let kind = py.to_i64(&buffertype)?;
        if kind != 0x100 && kind != WRITE {
            return Err(exc::value_error(py, format_args!("invalid buffer type")));
        }
        let wanted = self::order(py, &order)?;
        let memoryview = py.builtin("memoryview")?;
        let view = py.call(&memoryview, &[&obj])?;
        let copy = with_buffer(py, &view, BufferRequest::FULL_RO, |py, buffer| {
            if kind == WRITE && buffer.readonly {
                return Err(py.error(&exc::BUFFER_ERROR, format_args!("underlying buffer is not writable")));
            }
            if is_contiguous(buffer, wanted) {
                return Ok(None);
            }
            if kind == WRITE {
                return Err(py.error(
                    &exc::BUFFER_ERROR,
                    format_args!("writable contiguous buffer requested for a non-contiguous object."),
                ));
            }
            NdArray::contiguous_copy(py, buffer, wanted).map(Some)
        })?;
        match copy {
            Some(copy) => py.call(&memoryview, &[&copy]),
            None => Ok(view),
        }
    }

    /// Whether the items of an object lie end to end in an order.
    #[pyfunction("(obj, order, /)", hidden)]
    fn is_contiguous(py: &mut Py, obj: Borrowed<'_>, order: Borrowed<'_>) -> PyResult<bool> {
        let order = self::order(py, &order)?;
        if let Some(array) = obj.get::<NdArray>() {
            return Ok(is_contiguous(&array.seen(py, obj)?, order));
        }
        with_buffer(py, &obj, BufferRequest::FULL_RO, |_, buffer| Ok(is_contiguous(buffer, order)))
            .map_err(|raised| no_memory(py, raised, "is_contiguous: object"))
    }

    /// Whether the memory of two objects lies end to end and is the same in structure and bytes.
    #[pyfunction("(b1, b2, /)", hidden)]
    fn cmp_contig(py: &mut Py, b1: Borrowed<'_>, b2: Borrowed<'_>) -> PyResult<bool> {
        let first = py
            .get_buffer(&b1, BufferRequest::FULL_RO)
            .map_err(|raised| no_memory(py, raised, "cmp_contig: first argument"))?;
        let second = match py.get_buffer(&b2, BufferRequest::FULL_RO) {
            Ok(second) => second,
            Err(raised) => {
                py.discard(raised);
                py.release_buffer(first);
                return Err(exc::type_error(
                    py,
                    format_args!("cmp_contig: second argument does not implement the buffer protocol"),
                ));
            }
        };
        let same = same_memory(py, &first, &second);
        py.release_buffer(first);
        py.release_buffer(second);
        Ok(same)
    }
}

fn same_memory(py: &Py, first: &Buffer, second: &Buffer) -> bool {
    let both = |order| is_contiguous(first, order) && is_contiguous(second, order);
    if !both(Order::C) && !both(Order::Fortran) {
        return false;
    }
    let steps = |buffer: &Buffer| -> Vec<isize> {
        // Steps do not matter where there is but one item.
        let lens = buffer.lens();
        buffer.steps().into_iter().zip(lens).filter(|(_, len)| *len > 1).map(|(step, _)| step).collect()
    };
    first.len == second.len
        && first.item_size == second.item_size
        && first.format == second.format
        && first.lens() == second.lens()
        && steps(first) == steps(second)
        && first.bytes(py) == second.bytes(py)
}
