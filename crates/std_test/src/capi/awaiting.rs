//! Awaitable objects, and signals that arrive while a generator is resumed.

use taipan_host::signal;
use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::type_::Definition;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Type, Value, exception as exc};

pub(super) struct Awaiting;

/// The payload of a class whose objects are awaited by way of an iterator, whatever that is.
#[pyclass(name = "awaitType")]
pub(super) struct AwaitType {
    iterator: Value,
}

pub(super) const DEFINITION: Definition =
    Definition { slots: &[AwaitType::SLOTS], ..Definition::of(&AWAIT_TYPE) };

#[pymethods]
impl AwaitType {
    #[pyslot("(iterator, /)", name = "awaitType")]
    fn new(class: &Type, py: &mut Py, iterator: Borrowed<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self { iterator: iterator.to_value() })
    }

    #[pyslot]
    fn r#await(this: &Self, _py: &mut Py) -> Value {
        this.iterator.clone()
    }
}

#[pymodule("_testcapi")]
impl Awaiting {
    /// Resumes a generator right after the process has got the signal of Ctrl-C.
    #[pyfunction("(gen, /)", hidden)]
    fn raise_SIGINT_then_send_None(py: &mut Py, r#gen: Borrowed<'_>) -> PyResult<Value> {
        const INTERRUPT: i32 = 2;
        if let Err(error) = signal::raise(INTERRUPT) {
            return Err(py.error(&exc::OS_ERROR, format_args!("{error}")));
        }
        let send = py.heap().intern("send")?;
        py.call_method(&r#gen, &send, &[&none()])
    }
}
