//! Type variables in arguments, and what takes their place: `alias[arguments]`.
//!
//! What a type variable does with its argument is its own affair: `__typing_subst__` gives what is put in its place, and
//! before that `__typing_prepare_subst__` may arrange all arguments, so that one variable takes several or a default.

use taipan_object::exception as exc;
use taipan_object::types::list::List;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Raised, Value};
use taipan_text::Name;

use super::generic_alias;

/// The items of a tuple or list; nothing if the value is neither.
fn items(py: &Py, value: &Value) -> Option<Vec<Value>> {
    match value.get::<Tuple>() {
        Some(tuple) => Some(tuple.items().to_vec()),
        None => value.get::<List>().map(|list| list.items.get(py).clone()),
    }
}

/// An attribute, if there is one and it is not `None`.
fn attribute(py: &mut Py, value: &Value, name: &str) -> PyResult<Option<Value>> {
    let name = py.heap().intern(name)?;
    Ok(py.find_attribute(value, &name)?.filter(|found| !is_none(found)))
}

/// The type variables in arguments, each once, in the order of their first occurrence: a tuple.
pub(super) fn parameters(py: &mut Py, arguments: &[Value]) -> PyResult<Value> {
    let mut found = Vec::new();
    collect(py, arguments, &mut found)?;
    py.tuple(found)
}

fn collect(py: &mut Py, arguments: &[Value], found: &mut Vec<Value>) -> PyResult<()> {
    py.check_stack("in __parameter__ calculation")?;
    for argument in arguments {
        // `__parameters__` of a class is a descriptor for its instances.
        if argument.as_type().is_some() {
            continue;
        }
        // Tuples and lists themselves have neither attribute.
        if argument.exact::<Tuple>().is_some() || argument.exact::<List>().is_some() {
            let items = items(py, argument).unwrap_or_default();
            collect(py, &items, found)?;
            continue;
        }
        let substitute = py.name(Name::__TYPING_SUBST__).clone();
        if py.find_attribute(argument, &substitute)?.is_some() {
            add(found, argument)?;
            continue;
        }
        let name = py.name(Name::__PARAMETERS__).clone();
        match py.find_attribute(argument, &name)? {
            Some(own) => {
                for parameter in own.get::<Tuple>().map_or(&[][..], Tuple::items) {
                    add(found, parameter)?;
                }
            }
            None => {
                if let Some(items) = items(py, argument) {
                    collect(py, &items, found)?;
                }
            }
        }
    }
    Ok(())
}

fn add(found: &mut Vec<Value>, parameter: &Value) -> PyResult<()> {
    if position(found, parameter).is_none() {
        found.try_reserve(1)?;
        found.push(parameter.clone());
    }
    Ok(())
}

fn position(parameters: &[Value], parameter: &Value) -> Option<usize> {
    parameters.iter().position(|other| other.is(parameter))
}

/// A substitution: parameters, and the arguments in their places.
struct Substitution {
    parameters: Vec<Value>,
    arguments: Vec<Value>,
}

/// The arguments of an alias or union with others in place of its type variables. `alias` is what error messages show.
pub(super) fn substitute(
    py: &mut Py,
    alias: &Value,
    args: &Value,
    parameters: &Value,
    given: &Value,
) -> PyResult<Value> {
    let parameters = parameters.get::<Tuple>().map_or(&[][..], Tuple::items);
    if parameters.is_empty() {
        return Err(not_generic(py, alias));
    }
    let given = unpack_arguments(py, given)?;
    let mut given = py.tuple(given)?;
    for parameter in parameters {
        if let Some(prepare) = attribute(py, parameter, "__typing_prepare_subst__")? {
            let all = if given.get::<Tuple>().is_some() { given.clone() } else { py.tuple([given.clone()])? };
            given = py.call(&prepare, &[alias, &all])?;
        }
    }
    let arguments = match given.get::<Tuple>() {
        Some(tuple) => tuple.items().to_vec(),
        None => vec![given.clone()],
    };
    if arguments.len() != parameters.len() {
        return Err(wrong_count(py, alias, arguments.len(), parameters.len()));
    }
    let substitution = Substitution { parameters: parameters.to_vec(), arguments };
    let args = items(py, args).unwrap_or_default();
    let result = substitution.apply(py, &args)?;
    py.tuple(result)
}

/// The arguments as they are written, with unpacked tuples of known length spread out.
fn unpack_arguments(py: &mut Py, given: &Value) -> PyResult<Vec<Value>> {
    let written = match given.get::<Tuple>() {
        Some(tuple) => tuple.items().to_vec(),
        None => vec![given.clone()],
    };
    let mut result = Vec::new();
    for argument in written {
        if argument.as_type().is_none()
            && let Some(unpacked) = generic_alias::unpacked_tuple(py, &argument)?
            && let Some(unpacked) = unpacked.get::<Tuple>()
            && !unpacked
                .items()
                .last()
                .is_some_and(|last| last.is(&taipan_object::types::singletons::ellipsis()))
        {
            result.extend_from_slice(unpacked.items());
            continue;
        }
        result.push(argument);
    }
    Ok(result)
}

impl Substitution {
    fn apply(&self, py: &mut Py, args: &[Value]) -> PyResult<Vec<Value>> {
        py.check_stack("in type parameters")?;
        let mut result = Vec::with_capacity(args.len());
        for arg in args {
            if arg.as_type().is_some() {
                result.push(arg.clone());
                continue;
            }
            if let Some(items) = items(py, arg) {
                let substituted = self.apply(py, &items)?;
                let is_tuple = arg.get::<Tuple>().is_some();
                result.push(if is_tuple { py.tuple(substituted)? } else { py.list(substituted)? });
                continue;
            }
            let unpack = is_unpacked_type_var_tuple(py, arg)?;
            let substituted = self.one(py, arg)?;
            if !unpack {
                result.push(substituted);
                continue;
            }
            let Some(several) = substituted.get::<Tuple>() else {
                return Err(no_tuple(py, arg, &substituted));
            };
            result.extend_from_slice(several.items());
        }
        Ok(result)
    }

    /// What stands for one argument.
    fn one(&self, py: &mut Py, arg: &Value) -> PyResult<Value> {
        if let Some(substitute) = attribute(py, arg, "__typing_subst__")? {
            let Some(index) = position(&self.parameters, arg) else {
                let shown = py.repr(arg)?;
                return Err(exc::type_error(py, format_args!("{shown} not found in __parameters__")));
            };
            let given = self.arguments.get(index).cloned().unwrap_or_else(none);
            return py.call(&substitute, &[&given]);
        }
        self.within(py, arg)
    }

    /// A generic type with its own parameters replaced.
    fn within(&self, py: &mut Py, arg: &Value) -> PyResult<Value> {
        let name = py.name(Name::__PARAMETERS__).clone();
        let own = py.find_attribute(arg, &name)?;
        let own = own.as_ref().and_then(|own| own.get::<Tuple>()).map_or(&[][..], Tuple::items);
        if own.is_empty() {
            return Ok(arg.clone());
        }
        let mut arguments = Vec::with_capacity(own.len());
        for parameter in own {
            let index = position(&self.parameters, parameter);
            match index.and_then(|index| self.arguments.get(index)) {
                // A variable that can be iterated over stands for several types.
                Some(given) if parameter.type_().slots.iter.get().is_some() => match given.get::<Tuple>() {
                    Some(several) => arguments.extend_from_slice(several.items()),
                    None => arguments.push(given.clone()),
                },
                Some(given) => arguments.push(given.clone()),
                None => arguments.push(parameter.clone()),
            }
        }
        let arguments = py.tuple(arguments)?;
        py.get_item(arg, &arguments)
    }
}

fn is_unpacked_type_var_tuple(py: &mut Py, value: &Value) -> PyResult<bool> {
    match attribute(py, value, "__typing_is_unpacked_typevartuple__")? {
        Some(found) => py.is_true(&found),
        None => Ok(false),
    }
}

#[cold]
fn not_generic(py: &mut Py, alias: &Value) -> Raised {
    match py.repr(alias) {
        Ok(shown) => exc::type_error(py, format_args!("{shown} is not a generic class")),
        Err(raised) => raised,
    }
}

#[cold]
fn wrong_count(py: &mut Py, alias: &Value, actual: usize, expected: usize) -> Raised {
    let what = if actual > expected { "many" } else { "few" };
    match py.repr(alias) {
        Ok(shown) => exc::type_error(
            py,
            format_args!("Too {what} arguments for {shown}; actual {actual}, expected {expected}"),
        ),
        Err(raised) => raised,
    }
}

#[cold]
fn no_tuple(py: &Py, variable: &Value, given: &Value) -> Raised {
    let (variable, given) = (variable.type_().name(), given.type_().name());
    exc::type_error(
        py,
        format_args!("expected __typing_subst__ of {variable} objects to return a tuple, not {given}"),
    )
}
