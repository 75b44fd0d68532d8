//! `typing.NoDefault`: says that a type variable has no default.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::object::HEADER_SIZE;
use taipan_object::type_::{Definition, Memory};
use taipan_object::types::object::OBJECT;
use taipan_object::{Args, Borrowed, Object, Py, PyResult, Type, Value};

/// `NoDefaultType`
static NO_DEFAULT_TYPE: Type = Type::with_memory(
    "NoDefaultType",
    Some(&OBJECT),
    HEADER_SIZE,
    Memory { teardown: None, trace: None, size: None },
);

/// An object that never changes.
struct Static(Object);

// SAFETY: an immortal object is not counted, so nothing of it is ever written.
unsafe impl Sync for Static {}

static NO_DEFAULT: Static = Static(Object::immortal(&NO_DEFAULT_TYPE));

/// `typing.NoDefault`
pub fn no_default() -> Value {
    Value::from(&NO_DEFAULT.0)
}

/// Whether a value is `typing.NoDefault`.
pub(super) fn is_no_default(value: &Value) -> bool {
    value.type_().is(&NO_DEFAULT_TYPE)
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("The type of the NoDefault singleton."),
    signature: Some("()"),
    slots: &[NoDefault::SLOTS],
    methods: &[NoDefault::METHODS],
    ..Definition::of(&NO_DEFAULT_TYPE)
};

struct NoDefault;

#[pymethods]
impl NoDefault {
    #[pyslot]
    fn new(_: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if !args.is_empty() || args.has_keywords() {
            return Err(exc::type_error(py, format_args!("NoDefaultType takes no arguments")));
        }
        Ok(no_default())
    }

    #[pyslot]
    fn repr(_: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.str("typing.NoDefault")
    }

    /// How pickle names it.
    #[pymethod("($self, /)")]
    fn __reduce__(_: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.str("NoDefault")
    }
}
