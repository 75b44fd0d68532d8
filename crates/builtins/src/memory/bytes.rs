//! `bytes`: its constructor, and what the language itself does with it.

use taipan_macros::pymethods;
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::native::{Bound, bind};
use taipan_object::type_::{Definition, Function};
use taipan_object::types::bytes::{BYTES, Bytes};
use taipan_object::{Args, Borrowed, CompareOp, Py, PyResult, Raised, Type, Value, exception as exc};
use taipan_strings::{Build, Repeat, ReprOfBytes, Units};

use super::byte_string::ByteString;
use super::cases::Cases;
use super::change::Change;
use super::construct::{Contents, SIGNATURE, Source, bytes_method, contents, length};
use super::convert::{Convert, concatenate};
use super::iterator::BytesIterator;
use super::percent::format;
use super::search::{Search, contains_key};
use super::split::Split;
use super::warn;
use crate::sequences::subscript::{self, Subscript};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(DOC),
    slots: &[Operators::SLOTS, &[Function::New(new)]],
    methods: &[
        Operators::METHODS,
        Search::<Bytes>::METHODS,
        Split::<Bytes>::METHODS,
        Cases::<Bytes>::METHODS,
        Change::<Bytes>::METHODS,
        Convert::<Bytes>::METHODS,
    ],
    ..Definition::of(&BYTES)
};

const DOC: &str = "\
bytes(iterable_of_ints) -> bytes
bytes(string, encoding[, errors]) -> bytes
bytes(bytes_or_buffer) -> copy of its memory
bytes(int) -> as many zeros
bytes() -> no bytes at all

A sequence of bytes that never changes.";

fn new(py: &mut Py, class: &Type, args: Args<'_>) -> PyResult<Value> {
    bind::bind_new(py, "bytes", &SIGNATURE, class, args, |py, class, bound: &Bound<'_>| {
        let source = Source::of(py, "bytes", bound)?;
        let own = match source.only_text() {
            Some(text) => bytes_method(py, &text)?,
            None => None,
        };
        let bytes = match own {
            Some(bytes) => bytes,
            None => match source.checked(py)? {
                Contents::Nothing => py.bytes(&[])?,
                Contents::Encoded(bytes) => bytes,
                Contents::Source(source) => of_object(py, source)?,
            },
        };
        match bytes.get::<Bytes>() {
            Some(data) if !class.is(&BYTES) => py.heap().bytes_object(class, data.data()),
            _ => Ok(bytes),
        }
    })
}

/// `bytes(source)` of anything but text.
pub(crate) fn of_object(py: &mut Py, source: Borrowed<'_>) -> PyResult<Value> {
    if source.exact::<Bytes>().is_some() {
        return Ok(source.to_value());
    }
    if let Some(bytes) = bytes_method(py, &source)? {
        return Ok(bytes);
    }
    if let Some(length) = length(py, &source)? {
        return py.heap().bytes_with(length, |_| {});
    }
    let data = contents(py, &source, "bytes")?;
    py.bytes(&data)
}

/// Operators and special methods.
struct Operators;

#[pymethods(Bytes)]
impl Operators {
    #[pyslot]
    fn length(this: &Bytes) -> usize {
        this.len()
    }

    #[pyslot]
    fn hash(this: &Bytes, py: &mut Py) -> i64 {
        this.hash(py)
    }

    #[pyslot]
    fn repr(this: &Bytes, py: &mut Py) -> PyResult<Value> {
        let repr = ReprOfBytes::new(this.data());
        match repr.shape() {
            Some(shape) => py.heap().str_shaped(shape, &repr),
            None => Err(exc::overflow_error(py, format_args!("bytes object is too large to make repr"))),
        }
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        warn(py, "str() on a bytes instance")?;
        py.repr(&this)
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        BytesIterator::over(py, this)
    }

    #[pyslot]
    fn compare(this: &Bytes, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Option<bool>> {
        let Some(bytes) = other.get::<Bytes>() else {
            if matches!(op, CompareOp::Eq | CompareOp::Ne) {
                if other.is_str() {
                    warn(py, "Comparison between bytes and string")?;
                } else if other.is_int() {
                    warn(py, "Comparison between bytes and int")?;
                }
            }
            return Ok(None);
        };
        let (left, right) = (this.data(), bytes.data());
        Ok(Some(match op {
            CompareOp::Eq => left == right,
            CompareOp::Ne => left != right,
            _ => op.holds(left.cmp(right)),
        }))
    }

    #[pyslot]
    fn contains(this: &Bytes, py: &mut Py, key: Borrowed<'_>) -> PyResult<bool> {
        contains_key(py, this, key)
    }

    #[pyslot]
    fn concat(this: &Bytes, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        if let Some(bytes) = other.exact::<Bytes>() {
            if this.is_empty() {
                return Ok(other.to_value());
            }
            if bytes.is_empty() {
                return this.plain(py);
            }
            return py.heap().bytes_concat(this.data(), bytes.data());
        }
        concatenate(py, this, other)
    }

    #[pyslot]
    fn repeat(this: &Bytes, py: &mut Py, count: isize) -> PyResult<Value> {
        let count = usize::try_from(count).unwrap_or(0);
        if count == 1 || this.is_empty() {
            return this.plain(py);
        }
        if count == 0 {
            // CPython makes an object here, and not the empty one that everybody has.
            return py.heap().bytes_object(&BYTES, &[]);
        }
        let repeated = Repeat { units: Units::Latin1(this.data()), count };
        Bytes::build(py, &repeated, "repeated bytes are too long")
    }

    #[pyslot]
    fn remainder(this: &Bytes, py: &mut Py, arguments: &Value) -> PyResult<Value> {
        let data = format(py, this.data(), arguments)?;
        py.bytes(&data)
    }

    #[pyslot]
    fn getitem(this: &Bytes, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        let data = this.data();
        match subscript::read(py, key, "byte")? {
            Subscript::Index(index) => {
                match subscript::place(index, data.len()).and_then(|it| data.get(it)) {
                    Some(&byte) => py.int(byte.into()),
                    None => Err(out_of_range(py)),
                }
            }
            Subscript::Slice(bounds) => {
                let indices = bounds.within(data.len());
                if indices.step == 1 && indices.count == data.len() {
                    return this.plain(py);
                }
                slice_of::<Bytes>(py, data, indices)
            }
        }
    }

    #[pyslot]
    fn get_buffer(this: &Bytes, py: &mut Py, request: BufferRequest) -> PyResult<Buffer> {
        let data = std::ptr::NonNull::from(this.data()).cast();
        Buffer::of_bytes(py, this.as_value().to_value(), data, this.len(), true, request)
    }

    /// What pickle and copy give to __new__.
    #[pymethod]
    fn __getnewargs__(this: &Bytes, py: &mut Py) -> PyResult<Value> {
        let copy = this.plain(py)?;
        py.tuple([copy])
    }

    /// The bytes as an object of exactly this type.
    #[pymethod]
    fn __bytes__(this: &Bytes, py: &mut Py) -> PyResult<Value> {
        this.plain(py)
    }
}

/// `data[start:stop:step]`
pub(super) fn slice_of<T: ByteString>(
    py: &Py,
    data: &[u8],
    indices: taipan_object::types::slice::Indices,
) -> PyResult<Value> {
    let start = usize::try_from(indices.start).unwrap_or(0);
    match (indices.step, indices.count) {
        (_, 0) => T::of(py, &[]),
        (1, count) => T::of(py, data.get(start..start + count).unwrap_or_default()),
        (step, len) => {
            let stepped = taipan_strings::Stepped { units: Units::Latin1(data), start, step, len };
            T::with(py, len, |out| stepped.write(out))
        }
    }
}

#[cold]
fn out_of_range(py: &Py) -> Raised {
    exc::index_error(py, format_args!("index out of range"))
}
