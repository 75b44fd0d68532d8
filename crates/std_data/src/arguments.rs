//! What the types of these modules have in common: checks of arguments, `Class[item]`, iterators that are their own
//! iterators.

use taipan_object::exception as exc;
use taipan_object::types::singletons::none_ref;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

/// `__iter__` of iterators.
#[inline]
pub(crate) fn itself(this: Borrowed<'_>) -> Value {
    this.to_value()
}

/// Fails if there are keywords and the class does not have an `__init__` of its own that may want them.
pub(crate) fn no_keywords(py: &Py, name: &str, class: &Type, own: &Type, args: Args<'_>) -> PyResult<()> {
    let address = |class: &Type| class.slots.init.get().map(|init| init as usize);
    if args.has_keywords() && (class.is(own) || address(class) == address(own)) {
        return Err(exc::type_error(py, format_args!("{name}() takes no keyword arguments")));
    }
    Ok(())
}

/// `Class[item]` of a class that type annotations give parameters to.
pub(crate) fn generic_alias(py: &mut Py, class: &Type, item: Borrowed<'_>) -> PyResult<Value> {
    match py.interpreter().hooks().generic_alias {
        Some(alias) => alias(py, &class.borrow(), &item),
        None => Err(exc::system_error(py, format_args!("there are no generic aliases yet"))),
    }
}

/// The items of a tuple; none if the value is something else.
#[inline]
pub(crate) fn items(tuple: &Value) -> &[Value] {
    tuple.get::<Tuple>().map_or(&[], Tuple::items)
}

/// What `__reduce__` returns: what to call, a tuple of its arguments, and further parts.
pub(crate) fn reduced<const N: usize>(
    py: &Py,
    what: Value,
    arguments: Vec<Value>,
    more: [Value; N],
) -> PyResult<Value> {
    let mut parts = vec![what, py.tuple(arguments)?];
    parts.extend(more);
    py.tuple(parts)
}

/// A module, as `import` gives it.
pub(crate) fn import(py: &mut Py, name: &str) -> PyResult<Value> {
    let Some(import) = py.interpreter().hooks().import else {
        return Err(py.error(&exc::IMPORT_ERROR, format_args!("No module named '{name}'")));
    };
    let (name, nothing) = (py.str(name)?, none_ref());
    import(py, &name, &nothing, &nothing, &nothing, 0)
}

/// The name of a class with its module, unless that is `builtins`: what `repr` of many objects begins with.
pub(crate) fn full_name(py: &mut Py, class: &Type) -> String {
    if !class.is_heap() {
        return class.name().to_string();
    }
    let name = class.state(py).qualified_name.get(py).to_string();
    match class.module_name(py).map(|module| module.to_string()) {
        Some(module) if module != "builtins" => format!("{module}.{name}"),
        _ => name,
    }
}
