//! `typing.TypeAliasType`: what `type Name = value` makes.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Type, Value};
use taipan_text::Name;

use super::lazy::Lazy;
use super::no_default::is_no_default;
use super::param_spec::ParamSpec;
use super::type_var::{self, TypeVar};
use super::type_var_tuple::TypeVarTuple;
use super::{caller, generic_alias, union, unpack};

/// The payload.
#[pyclass(static = TYPE_ALIAS_TYPE, name = "typing.TypeAliasType")]
pub struct TypeAliasType {
    /// A `str`.
    name: Value,
    /// A tuple that is not empty; nothing if the alias has no parameters.
    parameters: Option<Value>,
    #[part]
    value: Lazy,
    /// `__module__`, unless it is that of the function that computes the value.
    module: PyCell<Option<Value>>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A type alias, made by a type statement: type Vector[T] = list[T].\n\nIts value is computed when it is first asked \
         for.",
    ),
    flags: Flags::SUBSCRIPT_ONLY,
    slots: &[TypeAliasType::SLOTS],
    methods: &[TypeAliasType::METHODS],
    getset: &[TypeAliasType::GETSET],
    ..Definition::of(&TYPE_ALIAS_TYPE)
};

/// The alias of a type statement: name, parameters or `None`, the function that computes the value.
pub(super) fn declared(py: &Py, name: Value, parameters: &Value, compute: Value) -> PyResult<Value> {
    let none = is_none(parameters) || parameters.get::<Tuple>().is_some_and(Tuple::is_empty);
    py.heap().object(TypeAliasType {
        name,
        parameters: (!none).then(|| parameters.clone()),
        value: Lazy::computed(Some(compute)),
        module: PyCell::default(),
    })
}

/// The default of a type parameter of any kind.
pub(super) fn default_of(parameter: &Value) -> Option<&Lazy> {
    let variable = parameter.exact::<TypeVar>().map(|it| &it.default);
    let specification = parameter.exact::<ParamSpec>().map(|it| &it.default);
    variable.or(specification).or_else(|| parameter.exact::<TypeVarTuple>().map(|it| &it.default))
}

/// The error for something that is no type parameter.
#[cold]
pub(super) fn no_parameter(py: &mut Py, value: &Value) -> Raised {
    match py.repr(value) {
        Ok(shown) => exc::type_error(py, format_args!("Expected a type param, got {shown}")),
        Err(raised) => raised,
    }
}

/// Fails unless all are type parameters, those with defaults last.
fn check_parameters(py: &mut Py, parameters: &[Value]) -> PyResult<()> {
    let mut default_seen = false;
    for parameter in parameters {
        let Some(default) = default_of(parameter) else { return Err(no_parameter(py, parameter)) };
        if !is_no_default(&type_var::default(py, default)?) {
            default_seen = true;
        } else if default_seen {
            let shown = py.repr(parameter)?;
            return Err(exc::type_error(
                py,
                format_args!("non-default type parameter '{shown}' follows default type parameter"),
            ));
        }
    }
    Ok(())
}

impl TypeAliasType {
    fn parameters(&self, py: &Py) -> PyResult<Value> {
        self.parameters.clone().map_or_else(|| py.tuple([]), Ok)
    }
}

#[pymethods]
impl TypeAliasType {
    #[pyslot("(name, value, *, type_params=<unrepresentable>)", name = "typealias")]
    fn new(
        class: &Type,
        py: &mut Py,
        name: &Str,
        value: &Value,
        type_params: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let parameters = match type_params {
            Some(given) => {
                let Some(tuple) = given.get::<Tuple>() else {
                    return Err(exc::type_error(py, format_args!("type_params must be a tuple")));
                };
                check_parameters(py, tuple.items())?;
                (!tuple.is_empty()).then(|| given.to_value())
            }
            None => None,
        };
        let module = PyCell::new(caller(py));
        let (name, value) = (name.as_value().to_value(), Lazy::of(Some(value.clone())));
        py.heap().object_of(class, Self { name, parameters, value, module })
    }

    #[pyslot]
    fn repr(&self) -> Value {
        self.name.clone()
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        unpack::iterate(py, &this)
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        union::either(py, &left, &right)
    }

    #[pyslot]
    fn getitem(this: Borrowed<'_>, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        if this.get::<Self>().is_some_and(|alias| alias.parameters.is_none()) {
            return Err(exc::type_error(py, format_args!("Only generic type aliases are subscriptable")));
        }
        generic_alias::new_generic_alias(py, &this, &key)
    }

    /// How pickle names it.
    #[pymethod("($self, /)")]
    fn __reduce__(&self) -> Value {
        self.name.clone()
    }

    #[pymember]
    fn __name__(&self) -> Value {
        self.name.clone()
    }

    #[pygetter]
    fn __parameters__(&self, py: &mut Py) -> PyResult<Value> {
        let parameters = self.parameters(py)?;
        unpack::parameters(py, &parameters)
    }

    #[pygetter]
    fn __type_params__(&self, py: &mut Py) -> PyResult<Value> {
        self.parameters(py)
    }

    #[pygetter]
    fn __value__(&self, py: &mut Py) -> PyResult<Option<Value>> {
        self.value.get(py)
    }

    #[pygetter]
    fn evaluate_value(&self, py: &mut Py) -> PyResult<Value> {
        self.value.evaluator(py)
    }

    #[pygetter]
    fn __module__(&self, py: &mut Py) -> PyResult<Option<Value>> {
        if let Some(module) = self.module.get(py).clone() {
            return Ok(Some(module));
        }
        let Some(function) = self.value.function(py) else { return Ok(None) };
        let name = py.name(Name::__MODULE__).clone();
        py.find_attribute(&function, &name)
    }
}
