//! `bytes_iterator`, `bytearray_iterator` and `memory_iterator`: go over items by index.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::Definition;
use taipan_object::types::bytes::Bytes;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value, exception as exc};

use super::byte_string::ByteString;
use super::bytearray::ByteArray;

/// The payload of `bytes_iterator`.
#[pyclass(static = BYTES_ITERATOR, name = "bytes_iterator")]
pub(super) struct BytesIterator {
    /// Nothing at the end.
    sequence: PyCell<Option<Value>>,
    index: Cell<usize>,
}

/// The payload of `bytearray_iterator`.
#[pyclass(static = BYTEARRAY_ITERATOR, name = "bytearray_iterator")]
pub(super) struct ByteArrayIterator {
    /// Nothing at the end.
    sequence: PyCell<Option<Value>>,
    index: Cell<usize>,
}

pub(super) const BYTES_DEFINITION: Definition = Definition {
    slots: &[BytesMethods::SLOTS],
    methods: &[BytesMethods::METHODS],
    ..Definition::of(&BYTES_ITERATOR)
};

pub(super) const BYTEARRAY_DEFINITION: Definition = Definition {
    slots: &[ByteArrayMethods::SLOTS],
    methods: &[ByteArrayMethods::METHODS],
    ..Definition::of(&BYTEARRAY_ITERATOR)
};

struct BytesMethods;
struct ByteArrayMethods;

macro_rules! iterator {
    ($iterator:ident, $methods:ident, $sequence:ident) => {
        impl $iterator {
            /// An iterator over a byte string.
            pub(in crate::memory) fn over(py: &Py, sequence: Borrowed<'_>) -> PyResult<Value> {
                let sequence = PyCell::new(Some(sequence.to_value()));
                py.heap().object(Self { sequence, index: Cell::new(0) })
            }

            /// How many bytes there are; nothing at the end.
            fn len(&self, py: &Py) -> Option<usize> {
                let sequence = self.sequence.get(py);
                Some(sequence.as_ref()?.get::<$sequence>()?.view(py).len())
            }
        }

        #[pymethods($iterator)]
        impl $methods {
            #[pyslot]
            fn iter(this: Borrowed<'_>, _: &mut Py) -> Value {
                this.to_value()
            }

            #[pyslot]
            fn next(this: &$iterator, py: &mut Py) -> PyResult<Option<Value>> {
                let index = this.index.get();
                let byte = match &*this.sequence.get(py) {
                    Some(sequence) => {
                        sequence.get::<$sequence>().and_then(|it| it.view(py).get(index).copied())
                    }
                    None => return Ok(None),
                };
                let Some(byte) = byte else {
                    drop(this.sequence.replace(py, None));
                    return Ok(None);
                };
                this.index.set(index + 1);
                py.int(byte.into()).map(Some)
            }

            /// How many bytes are left.
            #[pymethod]
            fn __length_hint__(this: &$iterator, py: &mut Py) -> usize {
                this.len(py).unwrap_or(0).saturating_sub(this.index.get())
            }

            /// What pickle makes the iterator anew of.
            #[pymethod]
            fn __reduce__(this: &$iterator, py: &mut Py) -> PyResult<Value> {
                let iter = py.running_builtin("iter")?;
                let sequence = this.sequence.get(py).clone();
                match sequence {
                    Some(sequence) => {
                        let (args, index) = (py.tuple([sequence])?, py.int_from_usize(this.index.get())?);
                        py.tuple([iter, args, index])
                    }
                    None => {
                        let empty = py.tuple([])?;
                        let args = py.tuple([empty])?;
                        py.tuple([iter, args])
                    }
                }
            }

            /// Goes to a place.
            #[pymethod("($self, object, /)")]
            fn __setstate__(this: &$iterator, py: &mut Py, state: &Value) -> PyResult<()> {
                if !state.is_int() {
                    return Err(exc::type_error(py, format_args!("an integer is required")));
                }
                let index = usize::try_from(py.to_isize(state)?).unwrap_or(0);
                if let Some(len) = this.len(py) {
                    this.index.set(index.min(len));
                }
                Ok(())
            }
        }
    };
}

iterator!(BytesIterator, BytesMethods, Bytes);
iterator!(ByteArrayIterator, ByteArrayMethods, ByteArray);
