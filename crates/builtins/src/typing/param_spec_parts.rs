//! `typing.ParamSpecArgs` and `ParamSpecKwargs`: `P.args` and `P.kwargs` of a parameter specification.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Type, Value};

use super::param_spec::ParamSpec;
use super::type_var;

/// The payload of `P.args`.
#[pyclass(static = PARAM_SPEC_ARGS, name = "typing.ParamSpecArgs")]
pub struct ParamSpecArgs {
    origin: Value,
}

/// The payload of `P.kwargs`.
#[pyclass(static = PARAM_SPEC_KWARGS, name = "typing.ParamSpecKwargs")]
pub struct ParamSpecKwargs {
    origin: Value,
}

pub(super) const ARGS_DEFINITION: Definition = Definition {
    doc: Some("The positional arguments of a parameter specification P: P.args, whose __origin__ is P."),
    flags: Flags::WEAKLY_REFERABLE,
    slots: &[ParamSpecArgs::SLOTS],
    methods: &[ParamSpecArgs::METHODS],
    getset: &[ParamSpecArgs::GETSET],
    ..Definition::of(&PARAM_SPEC_ARGS)
};

pub(super) const KWARGS_DEFINITION: Definition = Definition {
    doc: Some("The keyword arguments of a parameter specification P: P.kwargs, whose __origin__ is P."),
    flags: Flags::WEAKLY_REFERABLE,
    slots: &[ParamSpecKwargs::SLOTS],
    methods: &[ParamSpecKwargs::METHODS],
    getset: &[ParamSpecKwargs::GETSET],
    ..Definition::of(&PARAM_SPEC_KWARGS)
};

/// `P.args`
pub(super) fn args(py: &Py, origin: Value) -> PyResult<Value> {
    py.heap().object(ParamSpecArgs { origin })
}

/// `P.kwargs`
pub(super) fn kwargs(py: &Py, origin: Value) -> PyResult<Value> {
    py.heap().object(ParamSpecKwargs { origin })
}

fn show(py: &mut Py, origin: &Value, part: &str) -> PyResult<Value> {
    match origin.exact::<ParamSpec>() {
        Some(variable) => py.text(format_args!("{}.{part}", variable.name)),
        None => {
            let shown = py.repr(origin)?;
            py.text(format_args!("{shown}.{part}"))
        }
    }
}

fn compare(py: &mut Py, left: &Value, right: &Value, op: CompareOp) -> PyResult<Option<Value>> {
    match op {
        CompareOp::Eq | CompareOp::Ne => py.compare(left, right, op).map(Some),
        _ => Ok(None),
    }
}

#[pymethods]
impl ParamSpecArgs {
    #[pyslot("(origin)", name = "paramspecargs")]
    fn new(class: &Type, py: &mut Py, origin: &Value) -> PyResult<Value> {
        py.heap().object_of(class, Self { origin: origin.clone() })
    }

    #[pyslot]
    fn repr(&self, py: &mut Py) -> PyResult<Value> {
        show(py, &self.origin, "args")
    }

    #[pyslot]
    fn compare(
        this: Borrowed<'_>,
        py: &mut Py,
        other: Borrowed<'_>,
        op: CompareOp,
    ) -> PyResult<Option<Value>> {
        let (Some(this), Some(other)) = (this.exact::<Self>(), other.exact::<Self>()) else {
            return Ok(None);
        };
        compare(py, &this.origin, &other.origin, op)
    }

    /// Fails: no class can derive from it.
    #[pymethod("($self, object, /)")]
    fn __mro_entries__(&self, py: &mut Py, _object: Borrowed<'_>) -> PyResult<Value> {
        Err(type_var::cannot_subclass(py, "ParamSpecArgs"))
    }

    #[pymember]
    fn __origin__(&self) -> Value {
        self.origin.clone()
    }
}

#[pymethods]
impl ParamSpecKwargs {
    #[pyslot("(origin)", name = "paramspeckwargs")]
    fn new(class: &Type, py: &mut Py, origin: &Value) -> PyResult<Value> {
        py.heap().object_of(class, Self { origin: origin.clone() })
    }

    #[pyslot]
    fn repr(&self, py: &mut Py) -> PyResult<Value> {
        show(py, &self.origin, "kwargs")
    }

    #[pyslot]
    fn compare(
        this: Borrowed<'_>,
        py: &mut Py,
        other: Borrowed<'_>,
        op: CompareOp,
    ) -> PyResult<Option<Value>> {
        let (Some(this), Some(other)) = (this.exact::<Self>(), other.exact::<Self>()) else {
            return Ok(None);
        };
        compare(py, &this.origin, &other.origin, op)
    }

    /// Fails: no class can derive from it.
    #[pymethod("($self, object, /)")]
    fn __mro_entries__(&self, py: &mut Py, _object: Borrowed<'_>) -> PyResult<Value> {
        Err(type_var::cannot_subclass(py, "ParamSpecKwargs"))
    }

    #[pymember]
    fn __origin__(&self) -> Value {
        self.origin.clone()
    }
}
