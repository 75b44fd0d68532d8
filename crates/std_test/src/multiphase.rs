//! `_testmultiphase`: a module whose making and executing are two steps, as those of all native modules are.

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::Dict;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::STR;
use taipan_object::types::type_::TYPE;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

use crate::capi::new_exception;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("A module for tests of importing."),
    functions: &[Multiphase::FUNCTIONS],
    definitions: &[&[Definition {
        flags: Flags::BASE,
        dict: std::mem::offset_of!(Example, attributes) + taipan_object::object::HEADER_SIZE,
        slots: &[Example::SLOTS],
        methods: &[Example::METHODS],
        ..Definition::of(&EXAMPLE)
    }]],
    types: &[&EXAMPLE],
    constants: &[
        ("error", |py| new_exception(py, "_testimportexec.error", None, None, None)),
        ("Str", string_class),
        ("int_const", |py| py.int(1969)),
        ("str_const", |py| py.str("something different")),
    ],
    ..ModuleDef::of("_testmultiphase")
};

/// A class that derives from `str`.
fn string_class(py: &mut Py) -> PyResult<Value> {
    let namespace = py.dict()?;
    if let Some(payload) = namespace.get::<Dict>() {
        let (key, module) = (py.heap().intern("__module__")?, py.str("_testimportexec")?);
        payload.set(py, &key, module)?;
    }
    let (name, bases) = (py.str("Str")?, py.tuple([STR.to_value()])?);
    py.call(&TYPE.to_value(), &[&name, &bases, &namespace])
}

struct Multiphase;

#[pymodule("_testmultiphase")]
impl Multiphase {
    /// The sum of two numbers.
    #[pyfunction("(i, j, /)", hidden)]
    fn foo(py: &mut Py, i: i64, j: i64) -> PyResult<Value> {
        match i.checked_add(j) {
            Some(sum) => py.int(sum),
            None => Err(exc::overflow_error(py, format_args!("Python int too large to convert to C long"))),
        }
    }
}

/// The payload of a class whose objects have attributes.
#[pyclass(name = "_testimportexec.Example")]
struct Example {
    /// `__dict__`
    attributes: Option<Value>,
}

#[pymethods]
impl Example {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self { attributes: None })
    }

    /// Gives a string back; of anything else None.
    #[pymethod("($self, o=None, /)", hidden)]
    fn demo(_this: Borrowed<'_>, o: Option<Borrowed<'_>>) -> Value {
        o.filter(|it| it.is_str()).map_or_else(none, Borrowed::to_value)
    }
}
