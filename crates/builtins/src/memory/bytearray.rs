//! `bytearray`: bytes that can change. While their memory is lent, their number cannot.

mod change;
mod item;

use std::cell::Cell;
use std::ops::Deref;
use std::ptr::NonNull;

use taipan_macros::{pyclass, pymethods};
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::native::{Bound, bind};
use taipan_object::type_::{Definition, Flags, Function};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::object::OBJECT;
use taipan_object::{Args, Borrowed, CompareOp, Py, PyCell, PyResult, Raised, Type, Value, exception as exc};
use taipan_strings::{Build, Repeat, ReprOfBytes, Units};
use taipan_text::Name;

use super::byte_string::ByteString;
use super::cases::Cases;
use super::change::Change;
use super::construct::{Contents, SIGNATURE, Source, contents, length};
use super::convert::{Convert, concatenate};
use super::iterator::ByteArrayIterator;
use super::lend::{is_lender, lend};
use super::percent::format;
use super::search::{Search, contains_key};
use super::split::Split;
use super::storage::Storage;
use super::warn;

/// The payload.
#[pyclass(static = BYTEARRAY, name = "bytearray", leaf)]
#[derive(Default)]
pub(crate) struct ByteArray {
    storage: PyCell<Storage>,
    /// How many buffers are lent.
    exports: Cell<usize>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(DOC),
    flags: Flags::BASE.with(Flags::MATCH_SELF),
    slots: &[
        Operators::SLOTS,
        item::Items::SLOTS,
        change::InPlace::SLOTS,
        &[Function::New(new), Function::Init(init)],
    ],
    methods: &[
        Operators::METHODS,
        change::InPlace::METHODS,
        Search::<ByteArray>::METHODS,
        Split::<ByteArray>::METHODS,
        Cases::<ByteArray>::METHODS,
        Change::<ByteArray>::METHODS,
        Convert::<ByteArray>::METHODS,
    ],
    ..Definition::of(&BYTEARRAY)
};

const DOC: &str = "\
bytearray(iterable_of_ints) -> bytearray
bytearray(string, encoding[, errors]) -> bytearray
bytearray(bytes_or_buffer) -> copy of its memory
bytearray(int) -> as many zeros
bytearray() -> no bytes at all

A sequence of bytes that can change, also in length.";

impl ByteArray {
    pub(super) fn of_storage(storage: Storage) -> Self {
        Self { storage: PyCell::new(storage), exports: Cell::new(0) }
    }

    /// The bytes.
    #[inline(always)]
    pub(crate) fn data<'a>(&'a self, py: &'a Py) -> impl Deref<Target = [u8]> + 'a {
        View(self.storage.get(py))
    }

    /// Fails while memory is lent: it must not move.
    #[inline]
    fn check_resizable(&self, py: &Py) -> PyResult<()> {
        if self.exports.get() == 0 { Ok(()) } else { Err(cannot_resize(py)) }
    }

    /// Does something while the memory is lent.
    pub(super) fn lend_to<R>(&self, work: impl FnOnce() -> R) -> R {
        self.exports.set(self.exports.get() + 1);
        let result = work();
        self.exports.set(self.exports.get().saturating_sub(1));
        result
    }

    /// Changes the number of bytes, unless it stays the same.
    fn resize(&self, py: &mut Py, size: usize) -> PyResult<()> {
        if size != self.storage.get(py).len() {
            self.check_resizable(py)?;
            self.storage.get_mut(py).resize(size)?;
        }
        Ok(())
    }
}

struct View<'a>(taipan_object::Ref<'a, Storage>);

impl Deref for View<'_> {
    type Target = [u8];

    #[inline(always)]
    fn deref(&self) -> &[u8] {
        self.0.bytes()
    }
}

#[cold]
fn cannot_resize(py: &Py) -> Raised {
    py.error(&exc::BUFFER_ERROR, format_args!("Existing exports of data: object cannot be re-sized"))
}

fn new(py: &mut Py, class: &Type, _: Args<'_>) -> PyResult<Value> {
    py.heap().object_of(class, ByteArray::default())
}

fn init(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<()> {
    bind::bind_init(py, "bytearray", &SIGNATURE, this, args, |py, this, bound: &Bound<'_>| {
        let Some(this) = this.get::<ByteArray>() else { return Ok(()) };
        let source = Source::of(py, "bytearray", bound)?;
        this.resize(py, 0)?;
        let data = match source.checked(py)? {
            Contents::Nothing => return Ok(()),
            Contents::Encoded(bytes) => bytes.get::<Bytes>().map_or(Vec::new(), |it| it.data().to_vec()),
            Contents::Source(source) => {
                if let Some(length) = length(py, &source)? {
                    this.resize(py, length)?;
                    this.storage.get_mut(py).bytes_mut().fill(0);
                    return Ok(());
                }
                let data = contents(py, &source, "bytearray")?;
                if !is_lender(&source) {
                    // The items go behind what Python code may have put there meanwhile.
                    return change::append_all(py, this, &data);
                }
                data
            }
        };
        // Python code may have run.
        this.resize(py, 0)?;
        this.check_resizable(py)?;
        let storage = data.try_into()?;
        drop(this.storage.replace(py, storage));
        Ok(())
    })
}

/// Operators and special methods.
struct Operators;

#[pymethods(ByteArray)]
impl Operators {
    #[pyslot]
    fn length(this: &ByteArray, py: &mut Py) -> usize {
        this.storage.get(py).len()
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(bytes) = this.get::<ByteArray>() else { return py.str("") };
        let data = bytes.data(py);
        let repr = ReprOfBytes::new(&data);
        let Some(shape) = repr.shape() else {
            return Err(exc::overflow_error(py, format_args!("bytearray object is too large to make repr")));
        };
        let mut shown = vec![0_u8; shape.len];
        repr.write(&mut shown);
        let mut text = format!("{}(", this.type_().name()).into_bytes();
        for (at, &byte) in shown.iter().enumerate() {
            // Unlike that of bytes, this repr escapes single quotes also within double ones.
            if byte == b'\'' && shown.get(1) == Some(&b'"') && at > 1 {
                text.push(b'\\');
            }
            text.push(byte);
        }
        text.push(b')');
        py.str(&String::from_utf8_lossy(&text))
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        warn(py, "str() on a bytearray instance")?;
        py.repr(&this)
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        ByteArrayIterator::over(py, this)
    }

    #[pyslot]
    fn compare(this: &ByteArray, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Option<bool>> {
        if other.is_str() {
            if matches!(op, CompareOp::Eq | CompareOp::Ne) {
                warn(py, "Comparison between bytearray and string")?;
            }
            return Ok(None);
        }
        if !is_lender(&other) {
            return Ok(None);
        }
        let result = this.pinned(py, |py| {
            lend(py, &other, |py, other| {
                let data = this.data(py);
                Ok(match op {
                    CompareOp::Eq => *data == *other,
                    CompareOp::Ne => *data != *other,
                    _ => op.holds((*data).cmp(other)),
                })
            })
        });
        match result {
            Ok(holds) => Ok(Some(holds)),
            Err(raised) => {
                py.discard(raised);
                Ok(None)
            }
        }
    }

    #[pyslot]
    fn contains(this: &ByteArray, py: &mut Py, key: Borrowed<'_>) -> PyResult<bool> {
        contains_key(py, this, key)
    }

    #[pyslot]
    fn concat(this: &ByteArray, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        concatenate(py, this, other)
    }

    #[pyslot]
    fn repeat(this: &ByteArray, py: &mut Py, count: isize) -> PyResult<Value> {
        let count = usize::try_from(count).unwrap_or(0);
        let data = this.data(py);
        let repeated = Repeat { units: Units::Latin1(&data), count };
        match repeated.shape() {
            Some(shape) => ByteArray::with(py, shape.len, |out| repeated.write(out)),
            None => Err(py.heap().no_memory()),
        }
    }

    #[pyslot]
    fn remainder(this: &ByteArray, py: &mut Py, arguments: &Value) -> PyResult<Value> {
        let template = this.data(py).to_vec();
        let data = this.pinned(py, |py| format(py, &template, arguments))?;
        ByteArray::of_vec(py, data)
    }

    #[pyslot]
    fn get_buffer(this: Borrowed<'_>, py: &mut Py, request: BufferRequest) -> PyResult<Buffer> {
        let Some(bytes) = this.get::<ByteArray>() else {
            return Err(exc::type_error(py, format_args!("a bytes-like object is required")));
        };
        let (data, len) = {
            let mut storage = bytes.storage.get_mut(py);
            (NonNull::new(storage.pointer()).unwrap_or(NonNull::dangling()), storage.len())
        };
        let buffer = Buffer::of_bytes(py, this.to_value(), data, len, false, request)?;
        bytes.exports.set(bytes.exports.get() + 1);
        Ok(buffer)
    }

    #[pyslot]
    fn release_buffer(this: &ByteArray, _: &mut Py, _: &Buffer) {
        this.exports.set(this.exports.get().saturating_sub(1));
    }

    /// How many bytes are allocated.
    #[pymethod]
    fn __alloc__(this: &ByteArray, py: &mut Py) -> usize {
        this.storage.get(py).alloc()
    }

    /// The size in memory, in bytes.
    #[pymethod]
    fn __sizeof__(this: &ByteArray, py: &mut Py) -> usize {
        OBJECT.instance_size() + size_of::<ByteArray>() + this.storage.get(py).alloc()
    }

    /// What pickle makes the object anew of.
    #[pymethod]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        reduce(py, this, 2)
    }

    /// What pickle makes the object anew of, in a protocol: text before 3, bytes since.
    #[pymethod("($self, proto=0, /)")]
    fn __reduce_ex__(this: Borrowed<'_>, py: &mut Py, protocol: i32) -> PyResult<Value> {
        reduce(py, this, protocol)
    }
}

fn reduce(py: &mut Py, this: Borrowed<'_>, protocol: i32) -> PyResult<Value> {
    let Some(bytes) = this.get::<ByteArray>() else { return py.str("") };
    let empty = bytes.data(py).is_empty();
    let args = if empty {
        py.tuple([])?
    } else if protocol < 3 {
        let text = py.heap().str_part(Units::Latin1(&bytes.data(py)))?;
        py.tuple([text, py.str("latin-1")?])?
    } else {
        let copy = py.bytes(&bytes.data(py))?;
        py.tuple([copy])?
    };
    let name = py.name(Name::__GETSTATE__).clone();
    let state = py.call_method(&this, &name, &[])?;
    py.tuple([this.type_().to_value(), args, state])
}
