//! Ints as bytes.

use taipan_macros::pymethods;
use taipan_num::Error;
use taipan_num::int::{self, ByteOrder};
use taipan_object::exception as exc;
use taipan_object::types::bytes::{BYTES, Bytes};
use taipan_object::types::int::{INT, Int};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::made;
use crate::memory::construct;

pub(crate) struct Conversion;

#[pymethods(Int)]
impl Conversion {
    /// The number as so many bytes, in two's complement if it is to be signed.
    #[pymethod("($self, /, length=1, byteorder='big', *, signed=False)")]
    fn to_bytes(
        this: Borrowed<'_>,
        py: &mut Py,
        length: isize,
        byteorder: Option<&Str>,
        signed: bool,
    ) -> PyResult<Value> {
        let order = byte_order(py, byteorder)?;
        let Ok(length) = usize::try_from(length) else {
            return Err(exc::value_error(py, format_args!("length argument must be non-negative")));
        };
        let mut outcome = Ok(());
        let bytes = py.heap().bytes_with(length, |bytes| {
            if let Some(int) = this.as_int(&mut [0]) {
                outcome = int::to_bytes(int, bytes, order, signed);
            }
        })?;
        match outcome {
            Ok(()) => Ok(bytes),
            Err(Error::Negative) => {
                Err(exc::overflow_error(py, format_args!("can't convert negative int to unsigned")))
            }
            Err(_) => Err(exc::overflow_error(py, format_args!("int too big to convert"))),
        }
    }

    /// The number that bytes, or an iterable of their numbers, stand for.
    #[pyclassmethod("($type, /, bytes, byteorder='big', *, signed=False)")]
    fn from_bytes(
        class: &Type,
        py: &mut Py,
        bytes: Borrowed<'_>,
        byteorder: Option<&Str>,
        signed: bool,
    ) -> PyResult<Value> {
        let order = byte_order(py, byteorder)?;
        let int = if let Some(bytes) = bytes.exact::<Bytes>() {
            int::from_bytes(bytes.data(), order, signed)
        } else if let Some(bytes) = construct::bytes_method(py, &bytes)? {
            int::from_bytes(bytes.get::<Bytes>().map_or(&[], Bytes::data), order, signed)
        } else {
            int::from_bytes(&construct::contents(py, &bytes, BYTES.short_name())?, order, signed)
        };
        let int = made(py, int)?;
        if class.is(&INT) { Ok(int) } else { py.call(&class.to_value(), &[&int]) }
    }
}

fn byte_order(py: &Py, order: Option<&Str>) -> PyResult<ByteOrder> {
    match order {
        None => Ok(ByteOrder::Big),
        Some(order) if order.is("big") => Ok(ByteOrder::Big),
        Some(order) if order.is("little") => Ok(ByteOrder::Little),
        Some(_) => Err(exc::value_error(py, format_args!("byteorder must be either 'little' or 'big'"))),
    }
}
