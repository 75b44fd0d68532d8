//! Functions and methods with and without docstrings and signatures, for `inspect` to look at.

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::type_::Definition;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

pub(super) struct Docstrings;

pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        slots: &[DocStringNoSignatureTest::SLOTS],
        methods: &[DocStringNoSignatureTest::METHODS],
        ..Definition::of(&DOC_STRING_NO_SIGNATURE_TEST)
    },
    Definition {
        slots: &[DocStringUnrepresentableSignatureTest::SLOTS],
        methods: &[DocStringUnrepresentableSignatureTest::METHODS],
        ..Definition::of(&DOC_STRING_UNREPRESENTABLE_SIGNATURE_TEST)
    },
];

#[pymodule("_testcapi")]
impl Docstrings {
    #[pyfunction("(*args)", hidden)]
    fn docstring_empty(_py: &mut Py, _args: Args<'_>) {}

    /// This docstring stands without a signature.
    #[pyfunction("(*args)", hidden)]
    fn docstring_no_signature(_py: &mut Py, _args: Args<'_>) {}

    #[pyfunction("($self, /)")]
    fn docstring_no_signature_noargs(_py: &mut Py) {}

    #[pyfunction("($self, object, /)")]
    fn docstring_no_signature_o(_py: &mut Py, _object: Borrowed<'_>) {}

    /// This docstring stands below a signature.
    #[pyfunction("(*args)", text = "($module, /, sig)")]
    fn docstring_with_signature(_py: &mut Py, _args: Args<'_>) {}

    #[pyfunction("(*args)", text = "($module, /, sig)")]
    fn docstring_with_signature_but_no_doc(_py: &mut Py, _args: Args<'_>) {}

    /// This docstring stands below a signature whose defaults are of many types.
    #[pyfunction(
        "(*args)",
        text = "(module, s='avocado',\n        b=b'bytes', d=3.14, i=35, n=None, t=True, f=False,\n        \
                local=the_number_three, sys=sys.maxsize,\n        exp=sys.maxsize - 1)"
    )]
    fn docstring_with_signature_with_defaults(_py: &mut Py, _args: Args<'_>) {}

    /// This is a docstring like many others.
    #[pyfunction("(*args)", hidden)]
    fn test_with_docstring(_py: &mut Py, _args: Args<'_>) {}
}

/// The payload of a class whose methods have no signatures of their own.
#[pyclass(name = "_testcapi.DocStringNoSignatureTest", leaf)]
pub(super) struct DocStringNoSignatureTest;

#[pymethods]
impl DocStringNoSignatureTest {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self)
    }

    #[pymethod("($self, /)")]
    fn meth_noargs(_this: Borrowed<'_>) {}

    #[pymethod("($self, object, /)")]
    fn meth_o(_this: Borrowed<'_>, _object: Borrowed<'_>) {}

    #[pyclassmethod("($self, /)", text = "($type, /)")]
    fn meth_noargs_class(_class: &Type) {}

    #[pyclassmethod("($self, object, /)", text = "($type, object, /)")]
    fn meth_o_class(_class: &Type, _object: Borrowed<'_>) {}

    #[pystaticmethod("()")]
    fn meth_noargs_static() {}

    #[pystaticmethod("(object, /)")]
    fn meth_o_static(_object: Borrowed<'_>) {}

    #[pymethod("($self, /)")]
    fn meth_noargs_coexist(_this: Borrowed<'_>) {}

    #[pymethod("($self, object, /)")]
    fn meth_o_coexist(_this: Borrowed<'_>, _object: Borrowed<'_>) {}
}

/// The payload of a class whose methods have defaults that cannot be written down.
#[pyclass(name = "_testcapi.DocStringUnrepresentableSignatureTest", leaf)]
pub(super) struct DocStringUnrepresentableSignatureTest;

#[pymethods]
impl DocStringUnrepresentableSignatureTest {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self)
    }

    /// Has a default that cannot be written down.
    #[pymethod("($self, /, a, b=<x>)")]
    fn meth(_this: Borrowed<'_>, _a: Borrowed<'_>, _b: Option<Borrowed<'_>>) {}

    /// Has a default that cannot be written down.
    #[pyclassmethod("($type, /, a, b=<x>)")]
    fn classmeth(_class: &Type, _a: Borrowed<'_>, _b: Option<Borrowed<'_>>) {}

    /// Has a default that cannot be written down.
    #[pystaticmethod("(a, b=<x>)")]
    fn staticmeth(_a: Borrowed<'_>, _b: Option<Borrowed<'_>>) {}

    /// Has a default that can.
    #[pymethod("($self, /, x=1)")]
    fn with_default(_this: Borrowed<'_>, _x: Option<Borrowed<'_>>) {}
}
