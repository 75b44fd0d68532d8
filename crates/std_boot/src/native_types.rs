//! `_types` and `_typing`: builtin types that have no name in `builtins`.

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::object::OBJECT;
use taipan_object::{Borrowed, Py, PyResult, Value};

/// `_types`
pub static TYPES: ModuleDef = ModuleDef {
    doc: Some("Names for builtin types."),
    definitions: &[CAPSULES],
    exec: Some(|py, module| add(py, module, TYPE_NAMES)),
    ..ModuleDef::of("_types")
};

/// `_typing`
pub static TYPING: ModuleDef = ModuleDef {
    doc: Some("The native parts of the module typing."),
    functions: &[Typing::FUNCTIONS],
    constants: &[("NoDefault", no_default)],
    exec: Some(|py, module| add(py, module, TYPING_NAMES)),
    ..ModuleDef::of("_typing")
};

/// A pointer of native code that Python code passes on. There is no native code that could use one, so it is but a name.
#[pyclass(name = "PyCapsule", leaf)]
pub(crate) struct Capsule {
    name: &'static str,
}

/// The type of capsules, for modules that have some.
pub static CAPSULES: &[Definition] = &[Definition {
    doc: Some("What native code of one module lends to that of another."),
    flags: Flags::NO_INSTANCES,
    slots: &[Capsule::SLOTS],
    ..Definition::of(&CAPSULE)
}];

#[pymethods]
impl Capsule {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let name = this.get::<Self>().map_or("", |capsule| capsule.name);
        py.text(format_args!("<capsule object \"{name}\" at {:#x}>", this.word()))
    }
}

/// A capsule with a name.
pub fn capsule(py: &Py, name: &'static str) -> PyResult<Value> {
    py.heap().object(Capsule { name })
}

/// Names of `_types`, with those that the types have themselves.
const TYPE_NAMES: &[(&str, &str)] = &[
    ("AsyncGeneratorType", "async_generator"),
    ("BuiltinFunctionType", "builtin_function_or_method"),
    ("BuiltinMethodType", "builtin_function_or_method"),
    ("CapsuleType", "PyCapsule"),
    ("CellType", "cell"),
    ("ClassMethodDescriptorType", "classmethod_descriptor"),
    ("CodeType", "code"),
    ("CoroutineType", "coroutine"),
    ("EllipsisType", "ellipsis"),
    ("FrameType", "frame"),
    ("FunctionType", "function"),
    ("GeneratorType", "generator"),
    ("GenericAlias", "types.GenericAlias"),
    ("GetSetDescriptorType", "getset_descriptor"),
    ("LambdaType", "function"),
    ("MappingProxyType", "mappingproxy"),
    ("MemberDescriptorType", "member_descriptor"),
    ("MethodDescriptorType", "method_descriptor"),
    ("MethodType", "method"),
    ("MethodWrapperType", "method-wrapper"),
    ("ModuleType", "module"),
    ("NoneType", "NoneType"),
    ("NotImplementedType", "NotImplementedType"),
    ("SimpleNamespace", "types.SimpleNamespace"),
    ("TracebackType", "traceback"),
    ("UnionType", "typing.Union"),
    ("WrapperDescriptorType", "wrapper_descriptor"),
];

/// The same for `_typing`.
const TYPING_NAMES: &[(&str, &str)] = &[
    ("TypeVar", "typing.TypeVar"),
    ("TypeVarTuple", "typing.TypeVarTuple"),
    ("ParamSpec", "typing.ParamSpec"),
    ("ParamSpecArgs", "typing.ParamSpecArgs"),
    ("ParamSpecKwargs", "typing.ParamSpecKwargs"),
    ("Generic", "typing.Generic"),
    ("TypeAliasType", "typing.TypeAliasType"),
    ("Union", "typing.Union"),
];

/// The builtin types that derive from `object` alone.
fn builtin_types(py: &Py) -> Vec<Value> {
    let mut types = OBJECT.subclasses(py);
    types.retain(|class| class.as_type().is_some_and(|class| !class.is_heap()));
    types
}

fn find(py: &Py, types: &[Value], name: &str) -> PyResult<Value> {
    let has_name = |class: &&Value| class.as_type().is_some_and(|class| class.builtin_name() == name);
    match types.iter().find(has_name) {
        Some(class) => Ok(class.clone()),
        None => Err(exc::system_error(py, format_args!("there is no type {name}"))),
    }
}

fn add(py: &mut Py, module: &Value, names: &[(&str, &str)]) -> PyResult<()> {
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    let types = builtin_types(py);
    for &(name, builtin) in names {
        let class = find(py, &types, builtin)?;
        module.set(py, name, class)?;
    }
    Ok(())
}

/// `typing.NoDefault`, the only object of its type.
fn no_default(py: &mut Py) -> PyResult<Value> {
    let class = find(py, &builtin_types(py), "NoDefaultType")?;
    py.call(&class, &[])
}

struct Typing;

#[pymodule("_typing")]
impl Typing {
    /// Gives its argument.
    #[pyfunction("(x, /)")]
    fn _idfunc(x: &Value) -> Value {
        x.clone()
    }
}
