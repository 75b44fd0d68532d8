//! The module `builtins`: functions, types, exceptions, constants.

use taipan_object::exception;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::singletons::{boolean, ellipsis, none, not_implemented};
use taipan_object::{Py, PyResult, Type, Value};

static BUILTINS: ModuleDef = ModuleDef {
    doc: Some(
        "What every module can use without importing it.\n\nThis module is what is looked up after a module's own names.",
    ),
    functions: crate::functions::FUNCTIONS,
    constants: &[
        ("None", |_| Ok(none())),
        ("Ellipsis", |_| Ok(ellipsis())),
        ("NotImplemented", |_| Ok(not_implemented())),
        ("False", |_| Ok(boolean(false))),
        ("True", |_| Ok(boolean(true))),
        ("__debug__", |_| Ok(boolean(true))),
    ],
    exec: Some(add_types),
    ..ModuleDef::of("builtins")
};

/// The types that have names of their own there, exceptions apart.
fn types() -> Vec<&'static Type> {
    use crate::iterators::{ENUMERATE, FILTER, MAP, REVERSED, ZIP};
    use taipan_object::types::singletons::BOOL;
    use taipan_object::types::static_method::STATIC_METHOD;
    use taipan_object::types::set::{FROZENSET, SET};
    use taipan_object::types::{complex, dict, float, int, list, object, range, slice, str_, tuple, type_};
    vec![
        &BOOL,
        &complex::COMPLEX,
        &dict::DICT,
        &ENUMERATE,
        &FILTER,
        &float::FLOAT,
        &FROZENSET,
        &int::INT,
        &list::LIST,
        &MAP,
        &object::OBJECT,
        &range::RANGE,
        &SET,
        &REVERSED,
        &STATIC_METHOD,
        &slice::SLICE,
        &str_::STR,
        &tuple::TUPLE,
        &type_::TYPE,
        &ZIP,
    ]
}

/// Makes the module, which the interpreter then knows as its builtins.
pub fn module(py: &mut Py) -> PyResult<Value> {
    let module = py.make_module(&BUILTINS)?;
    py.set_builtins(&module);
    Ok(module)
}

fn add_types(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    for class in types() {
        module.set(py, class.short_name(), class.to_value())?;
    }
    for &(class, _) in exception::ALL {
        module.set(py, class.short_name(), class.to_value())?;
    }
    for name in ["EnvironmentError", "IOError"] {
        module.set(py, name, exception::OS_ERROR.to_value())?;
    }
    Ok(())
}
