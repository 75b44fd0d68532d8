//! `typing.TypeVarTuple`: stands for any number of types.

use std::mem::offset_of;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::object::HEADER_SIZE;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use super::lazy::Lazy;
use super::no_default::no_default;
use super::{library, type_var, unpack};

/// The payload.
#[pyclass(name = "typing.TypeVarTuple")]
pub struct TypeVarTuple {
    /// A `str`.
    name: Value,
    #[part]
    pub(super) default: Lazy,
    /// The attributes. See `Definition::dict`.
    dict: PyCell<Option<Value>>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A variable for any number of types: class Table[*Ts]: ... has one, and so has a module with Ts = \
         TypeVarTuple('Ts').\n\nTable[int, str] and Table[()] give it two types and none. See PEP 646.",
    ),
    flags: Flags::WEAKLY_REFERABLE,
    dict: HEADER_SIZE + offset_of!(TypeVarTuple, dict),
    slots: &[TypeVarTuple::SLOTS],
    methods: &[TypeVarTuple::METHODS],
    getset: &[TypeVarTuple::GETSET],
    ..Definition::of(&TYPE_VAR_TUPLE)
};

/// A variable of the syntax `[*Ts]`.
pub(super) fn declared(py: &Py, name: Value) -> PyResult<Value> {
    py.heap().object(TypeVarTuple { name, default: Lazy::default(), dict: PyCell::default() })
}

#[pymethods]
impl TypeVarTuple {
    #[pyslot("(name, *, default=typing.NoDefault)", name = "typevartuple")]
    fn new(class: &Type, py: &mut Py, name: &Str, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let default = default.map_or_else(no_default, Borrowed::to_value);
        let dict = type_var::attributes(py)?;
        let name = name.as_value().to_value();
        py.heap().object_of(class, Self { name, default: Lazy::of(Some(default)), dict })
    }

    #[pyslot]
    fn repr(&self) -> Value {
        self.name.clone()
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        unpack::iterate(py, &this)
    }

    /// Fails: the variable must be unpacked.
    #[pymethod("($self, arg, /)")]
    fn __typing_subst__(&self, py: &mut Py, _arg: Borrowed<'_>) -> PyResult<Value> {
        Err(exc::type_error(py, format_args!("Substitution of bare TypeVarTuple is not supported")))
    }

    /// Arguments of an alias, those for this variable as one of them.
    #[pymethod("($self, alias, args, /)")]
    fn __typing_prepare_subst__(
        this: Borrowed<'_>,
        py: &mut Py,
        alias: &Value,
        args: &Value,
    ) -> PyResult<Value> {
        library::call(py, "_typevartuple_prepare_subst", &[&this, alias, args])
    }

    /// How pickle names it.
    #[pymethod("($self, /)")]
    fn __reduce__(&self) -> Value {
        self.name.clone()
    }

    /// Whether there is a default.
    #[pymethod("($self, /)")]
    fn has_default(&self, py: &mut Py) -> bool {
        type_var::has_default(py, &self.default)
    }

    /// Fails: no class can derive from a variable.
    #[pymethod("($self, object, /)")]
    fn __mro_entries__(&self, py: &mut Py, _object: Borrowed<'_>) -> PyResult<Value> {
        Err(type_var::cannot_subclass(py, "TypeVarTuple"))
    }

    #[pymember]
    fn __name__(&self) -> Value {
        self.name.clone()
    }

    /// The types that stand for the variable where none are given.
    #[pygetter]
    fn __default__(&self, py: &mut Py) -> PyResult<Value> {
        type_var::default(py, &self.default)
    }

    #[pygetter]
    fn evaluate_default(&self, py: &mut Py) -> PyResult<Value> {
        self.default.evaluator(py)
    }
}
