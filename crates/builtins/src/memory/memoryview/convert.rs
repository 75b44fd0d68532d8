//! Copies of a memoryview's items, and the same memory seen in another way.

use std::borrow::Cow;

use taipan_macros::pymethods;
use taipan_object::types::list::List;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::{Change, MemoryView, not_implemented};
use crate::memory::convert::Groups;
use crate::memory::geometry::{Dimension, Geometry, MOST_DIMENSIONS, Order};
use crate::memory::item_format::ItemFormat;
use taipan_object::native::{Argument, Place, bad_argument};
use taipan_object::types::singletons::is_none;

/// Conversions.
pub(super) struct Convert;

#[pymethods(MemoryView)]
impl Convert {
    /// The bytes of all items, in the order 'C' (the last index changes fastest), 'F' (the first) or 'A' (that of the memory
    /// if it is one of them).
    #[pymethod("($self, /, order='C')")]
    fn tobytes(this: &MemoryView, py: &mut Py, order: Option<Borrowed<'_>>) -> PyResult<Value> {
        let order = order_argument(py, order)?;
        this.check(py)?;
        let order = match order {
            Some(order) => order,
            None if this.geometry.is_contiguous(Order::C) => Order::C,
            None if this.geometry.is_contiguous(Order::Fortran) => {
                // As the items lie.
                Order::Fortran
            }
            None => Order::C,
        };
        let copy = this.copy(py, order)?;
        py.bytes(&copy)
    }

    /// The items in a list, or in lists of lists.
    #[pymethod]
    fn tolist(this: &MemoryView, py: &mut Py) -> PyResult<Value> {
        this.check(py)?;
        let items = this.items.ok_or_else(|| {
            let format = this.format.to_string_lossy();
            not_implemented(py, format_args!("memoryview: unsupported format {format}"))
        })?;
        list(py, this, items, this.geometry.dimensions(), this.data.as_ptr())
    }

    /// Two hexadecimal digits for each byte of the items, with a separator between groups of so many bytes.
    ///
    ///     >>> value = memoryview(b'\xca\x11\xab\x1e')
    ///     >>> value.hex()
    ///     'ca11ab1e'
    ///     >>> value.hex('-')
    ///     'ca-11-ab-1e'
    ///     >>> value.hex('-', 3)
    ///     'ca-11ab1e'
    ///     >>> value.hex('-', -3)
    ///     'ca11ab-1e'
    #[pymethod("($self, /, sep=<unrepresentable>, bytes_per_sep=1)")]
    fn hex(this: &MemoryView, py: &mut Py, sep: Option<&Value>, bytes_per_sep: i32) -> PyResult<Value> {
        this.check(py)?;
        let groups = this.held(|| Groups::of(py, sep, bytes_per_sep))?;
        this.check(py)?;
        let copy = this.copy(py, Order::C)?;
        groups.hex(py, &copy)
    }

    /// The same memory as a view that cannot write.
    #[pymethod]
    fn toreadonly(this: &MemoryView, py: &mut Py) -> PyResult<Value> {
        this.check(py)?;
        this.changed(py, Change { is_readonly: true, ..this.as_it_is() })
    }

    /// The same memory as items of another format, or in other dimensions.
    #[pymethod("($self, /, format, shape=<unrepresentable>)")]
    fn cast(
        this: &MemoryView,
        py: &mut Py,
        format: Borrowed<'_>,
        shape: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let Some(format) = format.get::<Str>() else {
            let place = Place { function: "cast", argument: Argument::Named("format") };
            return Err(bad_argument(py, &place, "str", format));
        };
        this.check(py)?;
        if !this.geometry.is_contiguous(Order::C) {
            return Err(type_error(py, "memoryview: casts are restricted to C-contiguous views"));
        }
        let dimensions = this.geometry.dimensions();
        if (shape.is_some() || dimensions.len() != 1) && dimensions.iter().any(|it| it.len == 0) {
            return Err(type_error(py, "memoryview: cannot cast view with zeros in shape or strides"));
        }
        let shape = shape.map(|shape| shape_argument(py, this, shape)).transpose()?;
        let (format, geometry) = line(py, this, format)?;
        let geometry = match shape {
            Some(shape) => in_shape(py, geometry, &shape)?,
            None => geometry,
        };
        this.changed(py, Change { format, geometry, ..this.as_it_is() })
    }
}

#[cold]
fn type_error(py: &Py, message: &str) -> Raised {
    exc::type_error(py, format_args!("{message}"))
}

/// The argument `order`; nothing for the order of the memory.
fn order_argument(py: &mut Py, order: Option<Borrowed<'_>>) -> PyResult<Option<Order>> {
    let Some(order) = order.filter(|order| !is_none(order)) else { return Ok(Some(Order::C)) };
    let Some(text) = order.get::<Str>() else {
        let place = Place { function: "tobytes", argument: Argument::Named("order") };
        return Err(bad_argument(py, &place, "str or None", order));
    };
    if text.code_points().any(|point| point == 0) {
        return Err(exc::value_error(py, format_args!("embedded null character")));
    }
    match text.as_ascii() {
        Some("C") => Ok(Some(Order::C)),
        Some("F") => Ok(Some(Order::Fortran)),
        Some("A") => Ok(None),
        _ => Err(exc::value_error(py, format_args!("order must be 'C', 'F' or 'A'"))),
    }
}

/// The items in the dimensions that are left, which begin at `start`. The recursion is as deep as there are dimensions.
fn list(
    py: &mut Py,
    view: &MemoryView,
    items: ItemFormat,
    dimensions: &[Dimension],
    start: *mut u8,
) -> PyResult<Value> {
    let Some((first, rest)) = dimensions.split_first() else {
        // SAFETY: an item lies there as long as the view is not released, and making numbers runs no Python code.
        let item = unsafe { std::slice::from_raw_parts(start, view.geometry.item_size) };
        return items.unpack(py, item);
    };
    let mut values = Vec::new();
    values.try_reserve_exact(first.len)?;
    for index in 0..first.len {
        // SAFETY: as above; the index is within the shape.
        let at = unsafe { first.at(start, index) };
        values.push(list(py, view, items, rest, at)?);
    }
    py.list(values)
}

/// The items of `shape`, which is a list or tuple.
fn shape_argument(py: &mut Py, view: &MemoryView, shape: Borrowed<'_>) -> PyResult<Vec<Value>> {
    let shape = if let Some(tuple) = shape.get::<Tuple>() {
        tuple.items().to_vec()
    } else if let Some(list) = shape.get::<List>() {
        list.items.get(py).to_vec()
    } else {
        return Err(type_error(py, "shape must be a list or a tuple"));
    };
    if shape.len() > MOST_DIMENSIONS {
        return Err(exc::value_error(
            py,
            format_args!("memoryview: number of dimensions must not exceed {MOST_DIMENSIONS}"),
        ));
    }
    if view.geometry.dimensions().len() != 1 && shape.len() != 1 {
        return Err(type_error(py, "memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    Ok(shape)
}

/// The memory as items of a format in a line.
fn line(py: &Py, view: &MemoryView, format: &Str) -> PyResult<(Cow<'static, std::ffi::CStr>, Geometry)> {
    let text = format.as_ascii().unwrap_or_default().as_bytes();
    let Some(items) = ItemFormat::of(text) else {
        return Err(exc::value_error(
            py,
            format_args!(
                "memoryview: destination format must be a native single character format prefixed with an optional '@'"
            ),
        ));
    };
    let was_bytes = ItemFormat::of(view.format.to_bytes()).is_some_and(ItemFormat::is_byte);
    if !was_bytes && !items.is_byte() {
        return Err(type_error(py, "memoryview: cannot cast between two non-byte formats"));
    }
    let (bytes, size) = (view.geometry.bytes(), items.size());
    if !bytes.is_multiple_of(size) {
        return Err(type_error(py, "memoryview: length is not a multiple of itemsize"));
    }
    let format = Cow::Borrowed(items.text(text.starts_with(b"@")));
    Ok((format, Geometry::line(size, bytes / size, size as isize)))
}

/// Items of a line in a shape.
fn in_shape(py: &mut Py, line: Geometry, shape: &[Value]) -> PyResult<Geometry> {
    let mut lens = Vec::with_capacity(shape.len());
    let mut total = line.item_size;
    for len in shape {
        if !len.is_int() {
            return Err(type_error(py, "memoryview.cast(): elements of shape must be integers"));
        }
        let len = usize::try_from(py.to_isize(len)?).unwrap_or(0);
        if len == 0 {
            return Err(exc::value_error(
                py,
                format_args!("memoryview.cast(): elements of shape must be integers > 0"),
            ));
        }
        total = match total.checked_mul(len).filter(|&total| isize::try_from(total).is_ok()) {
            Some(total) => total,
            None => {
                return Err(exc::value_error(
                    py,
                    format_args!("memoryview.cast(): product(shape) > SSIZE_MAX"),
                ));
            }
        };
        lens.push(len);
    }
    if total != line.bytes() {
        return Err(type_error(py, "memoryview: product(shape) * itemsize != buffer size"));
    }
    Ok(Geometry::end_to_end(line.item_size, &lens))
}
