//! What a memoryview says about its memory.

use taipan_macros::pymethods;
use taipan_object::{Py, PyResult, Value};

use super::MemoryView;
use crate::memory::geometry::Order;

/// Attributes.
pub(super) struct Attributes;

fn numbers(py: &Py, numbers: impl ExactSizeIterator<Item = isize>) -> PyResult<Value> {
    let numbers: PyResult<Vec<Value>> = numbers.map(|number| py.int(number as i64)).collect();
    py.tuple(numbers?)
}

#[pymethods(MemoryView)]
impl Attributes {
    /// The object that lends the memory.
    #[pygetter]
    fn obj(this: &MemoryView, py: &mut Py) -> PyResult<Option<Value>> {
        this.check(py)?;
        Ok(this.owner(py))
    }

    /// The bytes that all items take.
    #[pygetter]
    fn nbytes(this: &MemoryView, py: &mut Py) -> PyResult<usize> {
        this.check(py)?;
        Ok(this.geometry.bytes())
    }

    /// Whether items cannot be assigned.
    #[pygetter]
    fn readonly(this: &MemoryView, py: &mut Py) -> PyResult<bool> {
        this.check(py)?;
        Ok(this.is_readonly)
    }

    /// The bytes that an item takes.
    #[pygetter]
    fn itemsize(this: &MemoryView, py: &mut Py) -> PyResult<usize> {
        this.check(py)?;
        Ok(this.geometry.item_size)
    }

    /// What an item is, in the language of module struct.
    #[pygetter]
    fn format(this: &MemoryView, py: &mut Py) -> PyResult<Value> {
        this.check(py)?;
        py.str(&this.format.to_string_lossy())
    }

    /// The number of dimensions.
    #[pygetter]
    fn ndim(this: &MemoryView, py: &mut Py) -> PyResult<usize> {
        this.check(py)?;
        Ok(this.geometry.dimensions().len())
    }

    /// The number of items in each dimension.
    #[pygetter]
    fn shape(this: &MemoryView, py: &mut Py) -> PyResult<Value> {
        this.check(py)?;
        numbers(py, this.geometry.dimensions().iter().map(|dimension| dimension.len as isize))
    }

    /// The bytes from one item to the next in each dimension.
    #[pygetter]
    fn strides(this: &MemoryView, py: &mut Py) -> PyResult<Value> {
        this.check(py)?;
        numbers(py, this.geometry.dimensions().iter().map(|dimension| dimension.stride))
    }

    /// The bytes skipped behind pointers in each dimension, where memory is lent by way of pointers.
    #[pygetter]
    fn suboffsets(this: &MemoryView, py: &mut Py) -> PyResult<Value> {
        this.check(py)?;
        let dimensions = if this.geometry.is_indirect { this.geometry.dimensions() } else { &[] };
        numbers(py, dimensions.iter().map(|dimension| dimension.suboffset))
    }

    /// Whether the items lie end to end, the last index changing fastest.
    #[pygetter]
    fn c_contiguous(this: &MemoryView, py: &mut Py) -> PyResult<bool> {
        this.check(py)?;
        Ok(this.geometry.is_contiguous(Order::C))
    }

    /// Whether the items lie end to end, the first index changing fastest.
    #[pygetter]
    fn f_contiguous(this: &MemoryView, py: &mut Py) -> PyResult<bool> {
        this.check(py)?;
        Ok(this.geometry.is_contiguous(Order::Fortran))
    }

    /// Whether the items lie end to end.
    #[pygetter]
    fn contiguous(this: &MemoryView, py: &mut Py) -> PyResult<bool> {
        this.check(py)?;
        Ok(this.geometry.is_contiguous(Order::C) || this.geometry.is_contiguous(Order::Fortran))
    }
}
