//! `typing.Generic`: the base of generic classes. What it does is written in Python's `typing`.

use taipan_macros::pymethods;
use taipan_object::native::Keywords;
use taipan_object::object::HEADER_SIZE;
use taipan_object::type_::{Definition, Flags, Memory};
use taipan_object::types::object::OBJECT;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::library;

/// `typing.Generic`
pub static GENERIC: Type = Type::with_memory(
    "typing.Generic",
    Some(&OBJECT),
    HEADER_SIZE,
    Memory { teardown: None, trace: None, size: None },
);

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "The base of generic classes.\n\nA class with type parameters, class Mapping[K, V]: ..., derives from it without \
         saying so; one with variables that are made by hand says class Mapping(Generic[K, V]): ...",
    ),
    flags: Flags::BASE,
    methods: &[Generic::METHODS],
    ..Definition::of(&GENERIC)
};

struct Generic;

/// Calls a function of `typing` with the class and the arguments of a class method.
fn pass_on(py: &mut Py, name: &str, class: &Type, args: Args<'_>, keywords: Keywords<'_>) -> PyResult<Value> {
    let function = library::get(py, name)?;
    let args: Vec<Value> =
        std::iter::once(class.to_value()).chain(args.iter().map(Borrowed::to_value)).collect();
    let args: Vec<&Value> = args.iter().collect();
    let keywords: Vec<(Value, Value)> =
        keywords.iter().map(|(name, value)| (name.to_value(), value.to_value())).collect();
    let keywords: Vec<(&Value, &Value)> = keywords.iter().map(|(name, value)| (name, value)).collect();
    py.call_with(&function, &args, &keywords)
}

#[pymethods]
impl Generic {
    /// The generic class with types for its parameters.
    #[pyclassmethod("($type, /, *args, **kwargs)", hidden)]
    fn __class_getitem__(class: &Type, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        pass_on(py, "_generic_class_getitem", class, args, kwargs)
    }

    /// Finds out what a new class is generic over.
    #[pyclassmethod("($type, /, *args, **kwargs)", hidden)]
    fn __init_subclass__(class: &Type, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        pass_on(py, "_generic_init_subclass", class, args, kwargs)
    }
}
