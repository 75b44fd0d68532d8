//! `timedelta`: spans of time.

mod arithmetic;
mod construct;
mod exact;
mod multiply;
mod show;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::object::OBJECT;
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value};

use crate::span::{MAX_DAYS, Span};
use crate::state;

pub(crate) use arithmetic::hash;
pub(crate) use exact::total_seconds;

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "A span of time.\n\n\
         timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\n\
         The arguments are whole numbers or floats, of any sign, and are added up.",
    ),
    flags: Flags::BASE,
    slots: &[
        construct::New::SLOTS,
        arithmetic::Arithmetic::SLOTS,
        multiply::Multiplication::SLOTS,
        show::Show::SLOTS,
    ],
    methods: &[Methods::METHODS],
    getset: &[Methods::GETSET],
    constants: &[
        ("resolution", |py| new(py, Span::RESOLUTION)),
        ("min", |py| new(py, Span::MIN)),
        ("max", |py| new(py, Span::MAX)),
    ],
    ..Definition::of(&DELTA)
};

/// The payload.
#[pyclass(leaf, name = "datetime.timedelta", base = OBJECT)]
pub(crate) struct Delta {
    pub(crate) span: Span,
}

/// A `timedelta`. Fails if it has too many days.
#[inline]
pub(crate) fn new(py: &mut Py, span: Span) -> PyResult<Value> {
    if span == Span::ZERO {
        return state::zero(py);
    }
    if !span.is_valid() {
        return Err(out_of_range(py, span));
    }
    py.heap().object(Delta { span })
}

/// The same as an instance of a class that may derive from it.
fn new_of(py: &mut Py, class: &Type, span: Span) -> PyResult<Value> {
    if class.is(&DELTA) {
        return new(py, span);
    }
    if !span.is_valid() {
        return Err(out_of_range(py, span));
    }
    py.heap().object_of(class, Delta { span })
}

#[cold]
fn out_of_range(py: &Py, span: Span) -> Raised {
    exc::overflow_error(py, format_args!("days={}; must have magnitude <= {MAX_DAYS}", span.days))
}

/// The span that a value is, if it is one.
#[inline]
pub(crate) fn span_of(value: &Value) -> Option<Span> {
    value.get::<Delta>().map(|delta| delta.span)
}

/// Methods and attributes.
struct Methods;

#[pymethods(Delta)]
impl Methods {
    /// All of it in seconds.
    #[pymethod("($self, /)")]
    fn total_seconds(this: &Delta, py: &mut Py) -> PyResult<Value> {
        total_seconds(py, this.span)
    }

    /// __reduce__() -> (cls, state)
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let span = span_of(&this).unwrap_or(Span::ZERO);
        let parts = [span.days, span.seconds, span.microseconds];
        let mut state = Vec::with_capacity(parts.len());
        for part in parts {
            state.push(py.int(part.into())?);
        }
        let state = py.tuple(state)?;
        py.tuple([this.type_().to_value(), state])
    }

    /// Days; negative in a negative span.
    #[pymember]
    fn days(this: &Delta) -> i32 {
        this.span.days
    }

    /// Seconds, from 0 on and less than a day's.
    #[pymember]
    fn seconds(this: &Delta) -> i32 {
        this.span.seconds
    }

    /// Microseconds, from 0 on and less than a second's.
    #[pymember]
    fn microseconds(this: &Delta) -> i32 {
        this.span.microseconds
    }
}
