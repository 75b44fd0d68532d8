//! Marshal's form in files: numbers as they stand in them, and objects.

use taipan_macros::pymodule;
use taipan_object::types::bytes::Bytes;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_std_boot::{import, marshal};

pub(super) struct Marshalled;

/// Opens a file, does one thing with it, and closes it.
fn with_file(
    py: &mut Py,
    name: &Value,
    mode: &str,
    work: impl FnOnce(&mut Py, &Value) -> PyResult<Value>,
) -> PyResult<Value> {
    let io = import::import(py, "io")?;
    let (open, mode, close) = (py.heap().intern("open")?, py.str(mode)?, py.heap().intern("close")?);
    let file = py.call_method(&io, &open, &[name, &mode])?;
    let result = work(py, &file)?;
    drop(py.call_method(&file, &close, &[])?);
    Ok(result)
}

fn contents(py: &mut Py, name: &Value) -> PyResult<Vec<u8>> {
    let data = with_file(py, name, "rb", |py, file| {
        let read = py.heap().intern("read")?;
        py.call_method(file, &read, &[])
    })?;
    Ok(data.get::<Bytes>().map_or(&[][..], Bytes::data).to_vec())
}

fn write(py: &mut Py, name: &Value, data: &[u8]) -> PyResult<()> {
    let data = py.bytes(data)?;
    with_file(py, name, "wb", |py, file| {
        let write = py.heap().intern("write")?;
        py.call_method(file, &write, &[&data])
    })
    .map(drop)
}

/// The first bytes of a file.
fn first<const N: usize>(py: &mut Py, name: &Value) -> PyResult<[u8; N]> {
    match contents(py, name)?.first_chunk() {
        Some(bytes) => Ok(*bytes),
        None => Err(py.error(&exc::EOF_ERROR, format_args!("EOF read where data expected"))),
    }
}

/// A value and where it ends in its file.
fn with_end(py: &mut Py, value: Value, end: usize) -> PyResult<Value> {
    let end = py.int_from_usize(end)?;
    py.heap().pair(value, end)
}

fn read_object(py: &mut Py, name: &Value) -> PyResult<Value> {
    let data = contents(py, name)?;
    let (value, end) = marshal::load(py, &data, true)?;
    with_end(py, value, end)
}

#[pymodule("_testcapi")]
impl Marshalled {
    /// Writes a number of four bytes to a file.
    #[pyfunction("(value, filename, version, /)", hidden)]
    fn pymarshal_write_long_to_file(
        py: &mut Py,
        value: i64,
        filename: Borrowed<'_>,
        _version: i32,
    ) -> PyResult<()> {
        write(py, &filename, &(value as i32).to_le_bytes())
    }

    /// Writes an object to a file.
    #[pyfunction("(obj, filename, version, /)", hidden)]
    fn pymarshal_write_object_to_file(
        py: &mut Py,
        obj: Borrowed<'_>,
        filename: Borrowed<'_>,
        version: i32,
    ) -> PyResult<()> {
        let data = marshal::dump(py, &obj, version, true)?;
        write(py, &filename, &data)
    }

    /// A number of two bytes from a file, and where it ends.
    #[pyfunction("(filename, /)", hidden)]
    fn pymarshal_read_short_from_file(py: &mut Py, filename: Borrowed<'_>) -> PyResult<Value> {
        let number = i16::from_le_bytes(first(py, &filename)?);
        let number = py.int(number.into())?;
        with_end(py, number, 2)
    }

    /// A number of four bytes from a file, and where it ends.
    #[pyfunction("(filename, /)", hidden)]
    fn pymarshal_read_long_from_file(py: &mut Py, filename: Borrowed<'_>) -> PyResult<Value> {
        let number = i32::from_le_bytes(first(py, &filename)?);
        let number = py.int(number.into())?;
        with_end(py, number, 4)
    }

    /// The last object of a file, and where it ends.
    #[pyfunction("(filename, /)", hidden)]
    fn pymarshal_read_last_object_from_file(py: &mut Py, filename: Borrowed<'_>) -> PyResult<Value> {
        read_object(py, &filename)
    }

    /// An object from a file, and where it ends.
    #[pyfunction("(filename, /)", hidden)]
    fn pymarshal_read_object_from_file(py: &mut Py, filename: Borrowed<'_>) -> PyResult<Value> {
        read_object(py, &filename)
    }
}
