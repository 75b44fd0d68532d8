//! `repeat`

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use crate::arguments::itself;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "repeat(object [,times])\n--\n\nAn iterator that gives the object as often as that, or without end.",
    ),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    methods: &[Core::METHODS],
    ..Definition::of(&REPEAT)
};

/// The payload.
#[pyclass(name = "itertools.repeat")]
pub(crate) struct Repeat {
    object: Value,
    /// How often it is still to be given; `None` for ever.
    left: Cell<Option<usize>>,
}

/// All of it.
struct Core;

#[pymethods(Repeat)]
impl Core {
    #[pyslot("(object, times=<unrepresentable>)", name = "repeat")]
    fn new(class: &Type, py: &mut Py, object: Borrowed<'_>, times: Option<Borrowed<'_>>) -> PyResult<Value> {
        let left = match times {
            Some(times) => Some(usize::try_from(py.to_isize(&times)?).unwrap_or(0)),
            None => None,
        };
        py.heap().object_of(class, Repeat { object: object.to_value(), left: Cell::new(left) })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Repeat) -> Option<Value> {
        match this.left.get() {
            None => {}
            Some(0) => return None,
            Some(left) => this.left.set(Some(left - 1)),
        }
        Some(this.object.clone())
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(repeat) = this.get::<Repeat>() else { return Ok(this.to_value()) };
        let name = this.type_().state(py).name.get(py).clone();
        let object = py.repr(&repeat.object)?;
        match repeat.left.get() {
            None => py.text(format_args!("{name}({object})")),
            Some(left) => py.text(format_args!("{name}({object}, {left})")),
        }
    }

    /// How often the object is still to come.
    #[pymethod("($self, /)")]
    fn __length_hint__(this: &Repeat, py: &mut Py) -> PyResult<usize> {
        match this.left.get() {
            Some(left) => Ok(left),
            None => Err(exc::type_error(py, format_args!("len() of unsized object"))),
        }
    }
}
