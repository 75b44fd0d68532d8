//! `method`: its constructor and attributes.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::protocol::call::is_callable;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::method::{METHOD, Method};
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};
use taipan_text::Name;

/// The type, completed.
pub(crate) const DEFINITION: Definition = Definition {
    doc: Some("A function bound to an object."),
    signature: Some("(function, instance, /)"),
    flags: Flags::WEAKLY_REFERABLE,
    slots: &[Methods::SLOTS],
    methods: &[Methods::METHODS],
    getset: &[Methods::GETSET],
    ..Definition::of(&METHOD)
};

/// What methods do beyond being called.
pub(crate) struct Methods;

#[pymethods(Method)]
impl Methods {
    #[pyslot("($type, function, instance, /)", name = "method")]
    fn new(_: &Type, py: &mut Py, function: &Value, instance: &Value) -> PyResult<Value> {
        if !is_callable(function) {
            return Err(exc::type_error(py, format_args!("first argument must be callable")));
        }
        if is_none(instance) {
            return Err(exc::type_error(py, format_args!("instance must not be None")));
        }
        py.heap().method(function.clone(), instance.clone())
    }

    /// The function.
    #[pymember]
    fn __func__(this: &Method) -> Value {
        this.function().to_value()
    }

    #[pysetter]
    fn set___func__(_: &Method, py: &mut Py, _: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(super::field::read_only(py))
    }

    /// The object that the function is bound to.
    #[pymember]
    fn __self__(this: &Method) -> Value {
        this.this().to_value()
    }

    #[pysetter]
    fn set___self__(_: &Method, py: &mut Py, _: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(super::field::read_only(py))
    }

    /// The function's docstring.
    #[pygetter]
    fn __doc__(this: &Method, py: &mut Py) -> PyResult<Value> {
        let (function, name) = (this.function().to_value(), py.name(Name::__DOC__).clone());
        py.get_attribute(&function, &name)
    }

    /// How pickle makes the method again: by asking the object for it.
    #[pymethod("($self, /)")]
    fn __reduce__(this: &Method, py: &mut Py) -> PyResult<Value> {
        let (function, object) = (this.function().to_value(), this.this().to_value());
        let name = py.name(Name::__NAME__).clone();
        let name = py.get_attribute(&function, &name)?;
        let getattr = py.running_builtin("getattr")?;
        let args = py.tuple([object, name])?;
        py.tuple([getattr, args])
    }
}
