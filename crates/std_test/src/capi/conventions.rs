//! Functions that give back what they were called with, one for each way in which native functions take arguments, as
//! functions of the module and as methods of each kind.

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::native::Keywords;
use taipan_object::type_::Definition;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::none;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        slots: &[MethInstance::SLOTS],
        methods: &[MethInstance::METHODS],
        ..Definition::of(&METH_INSTANCE)
    },
    Definition { slots: &[MethClass::SLOTS], methods: &[MethClass::METHODS], ..Definition::of(&METH_CLASS) },
    Definition {
        slots: &[MethStatic::SLOTS],
        methods: &[MethStatic::METHODS],
        ..Definition::of(&METH_STATIC)
    },
];

/// The receiver, and the arguments by position.
fn positional(py: &Py, this: Value, args: Args<'_>) -> PyResult<Value> {
    let args = py.tuple(args.iter().map(Borrowed::to_value))?;
    py.heap().pair(this, args)
}

/// The receiver, the arguments by position, and those by name if there are any.
fn with_keywords(py: &mut Py, this: Value, args: Args<'_>, keywords: Keywords<'_>) -> PyResult<Value> {
    let args = py.tuple(args.iter().map(Borrowed::to_value))?;
    if keywords.is_empty() {
        return py.tuple([this, args, none()]);
    }
    let dict = py.dict()?;
    if let Some(payload) = dict.get::<Dict>() {
        for (name, value) in keywords.iter() {
            payload.set(py, &name, value.to_value())?;
        }
    }
    py.tuple([this, args, dict])
}

/// Methods whose receiver is what they were called on.
macro_rules! conventions {
    ($owner:ident, $block:meta, $kind:ident, ($($receiver:tt)*) $($more:tt)*) => {
        #[$block]
        impl $owner {
            $($more)*

            #[$kind("($self, *args)", hidden)]
            fn meth_varargs(this: $($receiver)*, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
                positional(py, this.to_value(), args)
            }

            #[$kind("($self, *args, **kwargs)", hidden)]
            fn meth_varargs_keywords(
                this: $($receiver)*,
                py: &mut Py,
                args: Args<'_>,
                kwargs: Keywords<'_>,
            ) -> PyResult<Value> {
                with_keywords(py, this.to_value(), args, kwargs)
            }

            #[$kind("($self, object, /)")]
            fn meth_o(this: $($receiver)*, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
                py.heap().pair(this.to_value(), object.to_value())
            }

            #[$kind("($self, /)")]
            fn meth_noargs(this: $($receiver)*, _py: &mut Py) -> Value {
                this.to_value()
            }

            #[$kind("($self, *args)", hidden)]
            fn meth_fastcall(this: $($receiver)*, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
                positional(py, this.to_value(), args)
            }

            #[$kind("($self, *args, **kwargs)", hidden)]
            fn meth_fastcall_keywords(
                this: $($receiver)*,
                py: &mut Py,
                args: Args<'_>,
                kwargs: Keywords<'_>,
            ) -> PyResult<Value> {
                with_keywords(py, this.to_value(), args, kwargs)
            }
        }
    };
}

pub(super) struct Conventions;

conventions!(Conventions, pymodule("_testcapi"), pyfunction, (Borrowed<'_>));

/// The payload of a class whose methods belong to its objects.
#[pyclass(name = "MethInstance", leaf)]
pub(super) struct MethInstance;

conventions!(MethInstance, pymethods, pymethod, (Borrowed<'_>)
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self)
    }
);

/// The payload of a class whose methods belong to the class.
#[pyclass(name = "MethClass", leaf)]
pub(super) struct MethClass;

conventions!(MethClass, pymethods, pyclassmethod, (&Type)
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self)
    }
);

/// The payload of a class whose methods belong to nothing.
#[pyclass(name = "MethStatic", leaf)]
pub(super) struct MethStatic;

#[pymethods]
impl MethStatic {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self)
    }

    #[pystaticmethod("(*args)", hidden)]
    fn meth_varargs(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        positional(py, none(), args)
    }

    #[pystaticmethod("(*args, **kwargs)", hidden)]
    fn meth_varargs_keywords(py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        with_keywords(py, none(), args, kwargs)
    }

    #[pystaticmethod("(object, /)")]
    fn meth_o(py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        py.heap().pair(none(), object.to_value())
    }

    #[pystaticmethod("()")]
    fn meth_noargs(_py: &mut Py) -> Value {
        none()
    }

    #[pystaticmethod("(*args)", hidden)]
    fn meth_fastcall(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        positional(py, none(), args)
    }

    #[pystaticmethod("(*args, **kwargs)", hidden)]
    fn meth_fastcall_keywords(py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        with_keywords(py, none(), args, kwargs)
    }
}
