//! `str_iterator` and `str_ascii_iterator`, which differ in their types only.

use taipan_macros::pymethods;
use taipan_object::type_::Definition;
use taipan_object::types::str_::Str;
use taipan_object::types::str_::iterator::{STR_ASCII_ITERATOR, STR_ITERATOR, StrAsciiIterator, StrIterator};
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

pub(super) const DEFINITION: Definition =
    Definition { slots: &[Methods::SLOTS], methods: &[Methods::METHODS], ..Definition::of(&STR_ITERATOR) };

pub(super) const ASCII_DEFINITION: Definition = Definition {
    slots: &[AsciiMethods::SLOTS],
    methods: &[AsciiMethods::METHODS],
    ..Definition::of(&STR_ASCII_ITERATOR)
};

/// What is left to do, as `iter`, its argument and the index.
fn reduce(py: &mut Py, state: impl FnOnce(&Py) -> (Option<Value>, usize)) -> PyResult<Value> {
    // Looking this up may go on with the iterator.
    let iter = py.running_builtin("iter")?;
    match state(py) {
        (Some(text), index) => {
            let (args, index) = (py.tuple([text])?, py.int_from_usize(index)?);
            py.tuple([iter, args, index])
        }
        (None, _) => {
            let empty = py.str("")?;
            let args = py.tuple([empty])?;
            py.tuple([iter, args])
        }
    }
}

struct Methods;
struct AsciiMethods;

macro_rules! methods {
    ($payload:ident, $methods:ident) => {
        #[pymethods($payload)]
        impl $methods {
            #[pyslot]
            fn iter(this: Borrowed<'_>, _: &mut Py) -> Value {
                this.to_value()
            }

            #[pyslot]
            fn next(this: &$payload, py: &mut Py) -> PyResult<Option<Value>> {
                let index = this.index.get();
                let point = match &*this.text.get(py) {
                    Some(text) => text.get::<Str>().and_then(|text| text.code_point(index)),
                    None => return Ok(None),
                };
                match point {
                    Some(point) => {
                        this.index.set(index + 1);
                        py.heap().character(point).map(Some)
                    }
                    None => {
                        drop(this.text.replace(py, None));
                        Ok(None)
                    }
                }
            }

            /// How many characters are left.
            #[pymethod]
            fn __length_hint__(this: &$payload, py: &mut Py) -> usize {
                let text = this.text.get(py);
                let len = text.as_ref().and_then(Value::get::<Str>).map_or(0, Str::len);
                len.saturating_sub(this.index.get())
            }

            /// What pickle makes the iterator anew of.
            #[pymethod]
            fn __reduce__(this: &$payload, py: &mut Py) -> PyResult<Value> {
                reduce(py, |py| (this.text.get(py).clone(), this.index.get()))
            }

            /// Goes to a place.
            #[pymethod("($self, object, /)")]
            fn __setstate__(this: &$payload, py: &mut Py, state: &Value) -> PyResult<()> {
                if !state.is_int() {
                    return Err(exc::type_error(py, format_args!("an integer is required")));
                }
                let index = py.to_isize(state)?;
                let text = this.text.get(py);
                if let Some(text) = text.as_ref().and_then(Value::get::<Str>) {
                    this.index.set(usize::try_from(index).unwrap_or(0).min(text.len()));
                }
                Ok(())
            }
        }
    };
}

methods!(StrIterator, Methods);
methods!(StrAsciiIterator, AsciiMethods);
