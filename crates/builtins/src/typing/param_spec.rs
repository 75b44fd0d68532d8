//! `typing.ParamSpec`: stands for the parameters of a callable.

use std::mem::offset_of;

use taipan_macros::{pyclass, pymethods};
use taipan_object::object::HEADER_SIZE;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use super::lazy::Lazy;
use super::no_default::no_default;
use super::type_var::{self, Variance};
use super::{library, param_spec_parts, union};

/// The payload.
#[pyclass(name = "typing.ParamSpec")]
pub struct ParamSpec {
    /// A `str`.
    pub(super) name: Value,
    bound: Option<Value>,
    #[part]
    pub(super) default: Lazy,
    variance: Variance,
    /// The attributes. See `Definition::dict`.
    dict: PyCell<Option<Value>>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A variable for the parameters of a callable: type Function[**P] = Callable[P, int] has one, and so has a module \
         with P = ParamSpec('P').\n\nP.args and P.kwargs annotate *args and **kwargs of a function that passes its \
         arguments on.",
    ),
    flags: Flags::WEAKLY_REFERABLE,
    dict: HEADER_SIZE + offset_of!(ParamSpec, dict),
    slots: &[ParamSpec::SLOTS],
    methods: &[ParamSpec::METHODS],
    getset: &[ParamSpec::GETSET],
    ..Definition::of(&PARAM_SPEC)
};

/// A variable of the syntax `[**P]`.
pub(super) fn declared(py: &Py, name: Value) -> PyResult<Value> {
    py.heap().object(ParamSpec {
        name,
        bound: None,
        default: Lazy::default(),
        variance: Variance::Inferred,
        dict: PyCell::default(),
    })
}

#[pymethods]
impl ParamSpec {
    #[pyslot(
        "(name, *, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
        name = "paramspec"
    )]
    #[expect(clippy::too_many_arguments, reason = "as many as Python's")]
    fn new(
        class: &Type,
        py: &mut Py,
        name: &Str,
        bound: Option<Borrowed<'_>>,
        default: Option<Borrowed<'_>>,
        covariant: Option<bool>,
        contravariant: Option<bool>,
        infer_variance: Option<bool>,
    ) -> PyResult<Value> {
        let flag = |flag: Option<bool>| flag.unwrap_or_default();
        let variance = Variance::of(py, flag(covariant), flag(contravariant), flag(infer_variance))?;
        let bound =
            bound.filter(|bound| !taipan_object::types::singletons::is_none(bound)).map(Borrowed::to_value);
        let default = default.map_or_else(no_default, Borrowed::to_value);
        let dict = type_var::attributes(py)?;
        let name = name.as_value().to_value();
        py.heap().object_of(class, Self { name, bound, default: Lazy::of(Some(default)), variance, dict })
    }

    #[pyslot]
    fn repr(&self, py: &mut Py) -> PyResult<Value> {
        py.text(format_args!("{}{}", self.variance.sign(), self.name))
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        union::of(py, &[left.to_value(), right.to_value()])
    }

    /// What stands for the variable when this is given for it.
    #[pymethod("($self, arg, /)")]
    fn __typing_subst__(this: Borrowed<'_>, py: &mut Py, arg: &Value) -> PyResult<Value> {
        library::call(py, "_paramspec_subst", &[&this, arg])
    }

    /// Arguments of an alias, those for this variable as one of them.
    #[pymethod("($self, alias, args, /)")]
    fn __typing_prepare_subst__(
        this: Borrowed<'_>,
        py: &mut Py,
        alias: &Value,
        args: &Value,
    ) -> PyResult<Value> {
        library::call(py, "_paramspec_prepare_subst", &[&this, alias, args])
    }

    /// Whether there is a default.
    #[pymethod("($self, /)")]
    fn has_default(&self, py: &mut Py) -> bool {
        type_var::has_default(py, &self.default)
    }

    /// How pickle names it.
    #[pymethod("($self, /)")]
    fn __reduce__(&self) -> Value {
        self.name.clone()
    }

    /// Fails: no class can derive from a variable.
    #[pymethod("($self, object, /)")]
    fn __mro_entries__(&self, py: &mut Py, _object: Borrowed<'_>) -> PyResult<Value> {
        Err(type_var::cannot_subclass(py, "ParamSpec"))
    }

    #[pymember]
    fn __name__(&self) -> Value {
        self.name.clone()
    }

    #[pymember]
    fn __bound__(&self) -> Option<Value> {
        self.bound.clone()
    }

    #[pymember]
    fn __covariant__(&self) -> bool {
        self.variance == Variance::Covariant
    }

    #[pymember]
    fn __contravariant__(&self) -> bool {
        self.variance == Variance::Contravariant
    }

    #[pymember]
    fn __infer_variance__(&self) -> bool {
        self.variance == Variance::Inferred
    }

    /// The positional arguments.
    #[pygetter]
    fn args(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        param_spec_parts::args(py, this.to_value())
    }

    /// The keyword arguments.
    #[pygetter]
    fn kwargs(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        param_spec_parts::kwargs(py, this.to_value())
    }

    /// The parameters that stand for the variable where none are given.
    #[pygetter]
    fn __default__(&self, py: &mut Py) -> PyResult<Value> {
        type_var::default(py, &self.default)
    }

    #[pygetter]
    fn evaluate_default(&self, py: &mut Py) -> PyResult<Value> {
        self.default.evaluator(py)
    }
}
