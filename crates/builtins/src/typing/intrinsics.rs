//! What the compiler calls by number for type parameters and type aliases.

use taipan_object::exception as exc;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Value};

use super::{GENERIC, library, param_spec, type_alias, type_var, type_var_tuple, unpack};

/// Where the numbers of functions with two operands begin.
const TWO_OPERANDS: u32 = 100;

/// Calls the function of a number; those with two operands count from 100.
pub fn intrinsic(py: &mut Py, number: u32, operands: Vec<Value>) -> PyResult<Value> {
    let mut operands = operands.into_iter();
    match (number, operands.next(), operands.next()) {
        (7, Some(name), None) => type_var::declared(py, name, None, None),
        (8, Some(name), None) => param_spec::declared(py, name),
        (9, Some(name), None) => type_var_tuple::declared(py, name),
        (10, Some(parameters), None) => subscript_generic(py, &parameters),
        (11, Some(parts), None) => type_alias(py, &parts),
        (number, Some(first), Some(second)) => match number.wrapping_sub(TWO_OPERANDS) {
            2 => type_var::declared(py, first, Some(second), None),
            3 => type_var::declared(py, first, None, Some(second)),
            5 => set_default(py, first, second),
            _ => Err(unknown(py)),
        },
        _ => Err(unknown(py)),
    }
}

/// `Generic[parameters]`, the base of a class with type parameters.
fn subscript_generic(py: &mut Py, parameters: &Value) -> PyResult<Value> {
    let parameters = unpack::parameters(py, parameters)?;
    library::call(py, "_GenericAlias", &[&GENERIC.to_value(), &parameters])
}

/// The alias of a type statement, given by name, parameters and the function that computes its value.
fn type_alias(py: &Py, parts: &Value) -> PyResult<Value> {
    match parts.get::<Tuple>().map_or(&[][..], Tuple::items) {
        [name, parameters, compute] => type_alias::declared(py, name.clone(), parameters, compute.clone()),
        _ => Err(unknown(py)),
    }
}

/// Gives a type parameter the function that computes its default.
fn set_default(py: &mut Py, parameter: Value, compute: Value) -> PyResult<Value> {
    match type_alias::default_of(&parameter) {
        Some(default) => default.set_function(py, compute),
        None => return Err(type_alias::no_parameter(py, &parameter)),
    }
    Ok(parameter)
}

#[cold]
fn unknown(py: &Py) -> taipan_object::Raised {
    exc::system_error(py, format_args!("unknown function of the compiler"))
}
