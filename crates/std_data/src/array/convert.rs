//! Arrays from and to bytes, lists, text and files.

use taipan_macros::pymethods;
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::protocol::codec::{ByteOrder, Codec};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::list::List;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Raised, Value};

use super::Array;

/// The conversions.
pub(super) struct Convert;

#[pymethods(Array)]
impl Convert {
    /// The items as a list.
    #[pymethod("($self, /)")]
    fn tolist(this: &Array, py: &mut Py) -> PyResult<Value> {
        list(py, this)
    }

    /// Adds the items of a list.
    #[pymethod("($self, list, /)")]
    fn fromlist(this: &Array, py: &mut Py, list: &Value) -> PyResult<()> {
        let Some(source) = list.get::<List>() else {
            return Err(exc::type_error(py, format_args!("arg must be list")));
        };
        let items = source.items.get(py).clone();
        let before = this.bytes.get(py).len();
        for item in &items {
            if let Err(raised) = this.push(py, item) {
                this.bytes.get_mut(py).truncate(before);
                return Err(raised);
            }
        }
        Ok(())
    }

    /// The items as bytes, as the machine has them.
    #[pymethod("($self, /)")]
    fn tobytes(this: &Array, py: &mut Py) -> PyResult<Value> {
        let bytes = this.bytes.get(py);
        py.bytes(&bytes)
    }

    /// Adds items from bytes, as the machine has them.
    #[pymethod("($self, buffer, /)")]
    fn frombytes(this: &Array, py: &mut Py, buffer: &Value) -> PyResult<()> {
        push_buffer(py, this, buffer)
    }

    /// Adds the characters of a str.
    #[pymethod("($self, ustr, /)")]
    fn fromunicode(this: &Array, py: &mut Py, ustr: &Value) -> PyResult<()> {
        let Some(text) = ustr.get::<Str>() else {
            let given = ustr.type_().name();
            return Err(exc::type_error(py, format_args!("fromunicode() argument must be str, not {given}")));
        };
        if !this.code.is_text() {
            return Err(not_text(py, "fromunicode"));
        }
        push_text(py, this, text)
    }

    /// The characters as a str.
    #[pymethod("($self, /)")]
    fn tounicode(this: &Array, py: &mut Py) -> PyResult<Value> {
        if this.code.is_text() { text(py, this) } else { Err(not_text(py, "tounicode")) }
    }

    /// Writes the items to a file, as the machine has them.
    #[pymethod("($self, f, /)")]
    fn tofile(this: &Array, py: &mut Py, f: &Value) -> PyResult<()> {
        const BLOCK: usize = 64 << 10;
        let name = py.heap().intern("write")?;
        let mut start = 0;
        loop {
            let block = {
                let bytes = this.bytes.get(py);
                let Some(rest) = bytes.get(start..).filter(|rest| !rest.is_empty()) else { return Ok(()) };
                py.bytes(&rest[..rest.len().min(BLOCK)])?
            };
            start += BLOCK;
            drop(py.call_method(f, &name, &[&block])?);
        }
    }

    /// Reads n items from a file, as the machine has them. EOFError if there are fewer, which are added all the same.
    #[pymethod("($self, f, n, /)")]
    fn fromfile(this: &Array, py: &mut Py, f: &Value, n: isize) -> PyResult<()> {
        let Ok(count) = usize::try_from(n) else {
            return Err(exc::value_error(py, format_args!("negative count")));
        };
        let Some(size) = count.checked_mul(this.code.size()) else { return Err(py.heap().no_memory()) };
        let (name, wanted) = (py.heap().intern("read")?, py.int_from_usize(size)?);
        let read = py.call_method(f, &name, &[&wanted])?;
        let Some(bytes) = read.get::<Bytes>() else {
            return Err(exc::type_error(py, format_args!("read() didn't return bytes")));
        };
        this.push_bytes(py, bytes.data())?;
        if bytes.len() != size {
            return Err(py.error(&exc::EOF_ERROR, format_args!("read() didn't return enough bytes")));
        }
        Ok(())
    }

    /// Where the items lie in memory, and how many there are.
    #[pymethod("($self, /)")]
    fn buffer_info(this: &Array, py: &mut Py) -> PyResult<Value> {
        let address = this.bytes.get(py).as_ptr().addr();
        let parts = [py.int_from_usize(address)?, py.int_from_usize(this.len(py))?];
        py.tuple(parts)
    }
}

#[cold]
fn not_text(py: &Py, name: &str) -> Raised {
    exc::value_error(py, format_args!("{name}() may only be called on unicode type arrays ('u' or 'w')"))
}

/// The items as a list.
pub(super) fn list(py: &mut Py, array: &Array) -> PyResult<Value> {
    let mut items = Vec::new();
    items.try_reserve_exact(array.len(py))?;
    let mut place = 0;
    while let Some(item) = array.item(py, place) {
        items.push(item?);
        place += 1;
    }
    py.list(items)
}

/// The characters as a str.
pub(super) fn text(py: &mut Py, array: &Array) -> PyResult<Value> {
    let bytes = array.bytes.get(py).clone();
    py.decode_with(Codec::Utf32(ByteOrder::Little), &bytes, None, true).map(|decoded| decoded.text)
}

/// Adds the characters of a str.
pub(super) fn push_text(py: &mut Py, array: &Array, text: &Str) -> PyResult<()> {
    let bytes: Vec<u8> = text.code_points().flat_map(u32::to_le_bytes).collect();
    array.push_bytes(py, &bytes)
}

/// Adds the memory of a bytes-like object.
pub(super) fn push_buffer(py: &mut Py, array: &Array, source: &Value) -> PyResult<()> {
    let buffer = py.get_buffer(source, BufferRequest::SIMPLE)?;
    let bytes = buffer.to_vec();
    py.release_buffer(buffer);
    array.push_bytes(py, &bytes)
}

/// Whether a value is `bytes` or a `bytearray`, whose memory is taken for that of an array.
pub(super) fn is_bytes(value: &Value) -> bool {
    let class = value.borrow().type_();
    value.get::<Bytes>().is_some() || class.native().builtin_name() == "bytearray"
}
