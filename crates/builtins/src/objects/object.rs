//! `object`: what every object can do.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, change};
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::not_implemented;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::reduce;

/// The type, completed.
pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "The root of all classes.\n\nAn object of this class has no attributes and cannot be given any.",
    ),
    signature: Some("()"),
    methods: &[Object::METHODS],
    getset: &[Object::GETSET],
    ..Definition::of(&OBJECT)
};

/// The methods.
pub(crate) struct Object;

#[pymethods]
impl Object {
    /// The class of the object.
    #[pygetter]
    fn __class__(this: Borrowed<'_>) -> Value {
        this.type_().to_value()
    }

    #[pysetter]
    fn set___class__(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        change::set_class(py, this, value)
    }

    /// The object as text; a format specification is for classes that understand one.
    #[pymethod("($self, format_spec, /)")]
    fn __format__(this: Borrowed<'_>, py: &mut Py, format_spec: &Str) -> PyResult<Value> {
        if !format_spec.is_empty() {
            let class = this.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("unsupported format string passed to {class}.__format__"),
            ));
        }
        py.to_str(&this)
    }

    /// The bytes that the object takes up.
    #[pymethod("($self, /)")]
    fn __sizeof__(this: Borrowed<'_>) -> usize {
        this.type_().size_of(this)
    }

    /// The names of the attributes of the object and of its class.
    #[pymethod("($self, /)")]
    fn __dir__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        super::dir::object(py, &this)
    }

    /// What pickle has to keep of the object: its attributes.
    #[pymethod("($self, /)")]
    fn __getstate__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        reduce::state(py, &this, false)
    }

    /// How pickle makes the object again.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        reduce::reduce(py, &this, 0)
    }

    /// How pickle makes the object again, by a protocol of the given version.
    #[pymethod("($self, protocol, /)")]
    fn __reduce_ex__(this: Borrowed<'_>, py: &mut Py, protocol: i32) -> PyResult<Value> {
        reduce::reduce_ex(py, &this, protocol)
    }

    /// Called for each class that derives from this one.
    #[pyclassmethod("($type, /)")]
    fn __init_subclass__(_: &Type) {}

    /// Called by issubclass() of an abstract class: what it answers, unless that is NotImplemented, holds.
    #[pyclassmethod("($type, object, /)")]
    fn __subclasshook__(_: &Type, _: &mut Py, _: Borrowed<'_>) -> Value {
        not_implemented()
    }
}
