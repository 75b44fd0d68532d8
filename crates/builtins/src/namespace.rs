//! The namespace of module `builtins`: types, functions, constants.

use taipan_object::exception;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{boolean, ellipsis, none, not_implemented};
use taipan_object::{Py, PyResult, Type, Value};

/// The types that have names of their own there, exceptions apart.
fn types() -> Vec<&'static Type> {
    use taipan_object::types::singletons::BOOL;
    use taipan_object::types::static_method::STATIC_METHOD;
    use taipan_object::types::{complex, dict, float, int, list, object, str_, tuple, type_};
    vec![
        &BOOL,
        &complex::COMPLEX,
        &dict::DICT,
        &float::FLOAT,
        &int::INT,
        &list::LIST,
        &object::OBJECT,
        &STATIC_METHOD,
        &str_::STR,
        &tuple::TUPLE,
        &type_::TYPE,
    ]
}

/// A dict of everything that `builtins` has.
pub fn module(py: &mut Py) -> PyResult<Value> {
    let namespace = py.dict()?;
    let put = |py: &mut Py, name: &str, value: Value| -> PyResult<()> {
        let name = py.heap().intern(name)?;
        match namespace.get::<Dict>() {
            Some(dict) => dict.set_str(py, &name, value).map(drop),
            None => Ok(()),
        }
    };
    for class in types() {
        put(py, &class.name().to_string(), class.to_value())?;
    }
    for &(class, _) in exception::ALL {
        put(py, &class.name().to_string(), class.to_value())?;
    }
    put(py, "EnvironmentError", exception::OS_ERROR.to_value())?;
    put(py, "IOError", exception::OS_ERROR.to_value())?;
    put(py, "None", none())?;
    put(py, "True", boolean(true))?;
    put(py, "False", boolean(false))?;
    put(py, "Ellipsis", ellipsis())?;
    put(py, "NotImplemented", not_implemented())?;
    put(py, "__debug__", boolean(true))?;
    let name = py.str("builtins")?;
    put(py, "__name__", name)?;
    Ok(namespace)
}
