//! The module `builtins`: functions, types, exceptions, constants.

use taipan_object::exception;
use taipan_object::type_::install;
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

/// The types that have names there, exceptions apart.
const TYPES: &[&str] = &[
    "bool",
    "bytearray",
    "bytes",
    "classmethod",
    "complex",
    "dict",
    "enumerate",
    "filter",
    "float",
    "frozenset",
    "int",
    "list",
    "map",
    "memoryview",
    "object",
    "property",
    "range",
    "reversed",
    "set",
    "slice",
    "staticmethod",
    "str",
    "super",
    "tuple",
    "type",
    "zip",
];

/// The types of this crate and of the kernel that have names there.
fn types() -> impl Iterator<Item = &'static Type> {
    let own = crate::FAMILIES.iter().copied().flatten();
    let all = install::KERNEL.iter().chain(own).map(|definition| definition.type_);
    all.filter(|class| TYPES.contains(&class.short_name()))
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
