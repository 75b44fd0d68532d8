//! `_testlimitedcapi`: what tests reach through the part of the C API that is stable.

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::protocol::iterate::is_sequence;
use taipan_object::type_::Definition;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::is_none;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};
use taipan_std_boot::import;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("What CPython's tests reach through the stable part of the C API."),
    functions: &[Limited::FUNCTIONS],
    definitions: &[DEFINITIONS],
    types: &[&LIMITED_VECTOR_CALL_CLASS, &LIMITED_RELATIVE_VECTOR_CALL_CLASS],
    ..ModuleDef::of("_testlimitedcapi")
};

const DEFINITIONS: &[Definition] = &[
    Definition { slots: &[LimitedVectorCallClass::SLOTS], ..Definition::of(&LIMITED_VECTOR_CALL_CLASS) },
    Definition {
        slots: &[LimitedRelativeVectorCallClass::SLOTS],
        ..Definition::of(&LIMITED_RELATIVE_VECTOR_CALL_CLASS)
    },
];

struct Limited;

/// The index that an item of a sequence has; fails for what is no sequence.
fn index_of(py: &mut Py, sequence: &Value, index: i64, doing: &str) -> PyResult<Value> {
    if !is_sequence(sequence) {
        let class = sequence.type_().name();
        return Err(exc::type_error(py, format_args!("'{class}' object {doing}")));
    }
    py.int(index)
}

#[pymodule("_testlimitedcapi")]
impl Limited {
    /// Calls with an argument by position and one by name.
    #[pyfunction("(callable, /)")]
    fn call_vectorcall(py: &mut Py, callable: Borrowed<'_>) -> PyResult<Value> {
        let (argument, name, value) = (py.str("foo")?, py.heap().intern("baz")?, py.str("bar")?);
        py.call_with(&callable, &[&argument], &[(&name, &value)])
    }

    /// Calls the method f with an argument by position and one by name.
    #[pyfunction("(callable, /)")]
    fn call_vectorcall_method(py: &mut Py, callable: Borrowed<'_>) -> PyResult<Value> {
        let name = py.heap().intern("f")?;
        let method = py.get_attribute(&callable, &name)?;
        Self::call_vectorcall(py, method.borrow())
    }

    /// Whether an object has an attribute. Errors are reported, not raised.
    #[pyfunction("(obj, attr_name, /)", hidden)]
    fn object_hasattrstring(py: &mut Py, obj: Borrowed<'_>, attr_name: Borrowed<'_>) -> PyResult<i64> {
        let name = py.bytes_of_buffer(&attr_name)?;
        let name = py.decode_object(&name, Some("utf-8"), None)?;
        let name = py.heap().intern_value(&name)?;
        Ok(match py.find_attribute(&obj, &name) {
            Ok(found) => found.is_some().into(),
            Err(raised) => {
                py.unraisable(
                    raised,
                    "Exception ignored in PyObject_HasAttrString(); consider using \
                     PyObject_HasAttrStringWithError(), PyObject_GetOptionalAttrString() or \
                     PyObject_GetAttrString()",
                    None,
                );
                0
            }
        })
    }

    /// An item of a sequence.
    #[pyfunction("(seq, i, /)", hidden)]
    fn sequence_getitem(py: &mut Py, seq: Borrowed<'_>, i: i64) -> PyResult<Value> {
        let index = index_of(py, &seq, i, "does not support indexing")?;
        py.get_item(&seq, &index)
    }

    /// Sets an item of a sequence.
    #[pyfunction("(seq, i, val, /)", hidden)]
    fn sequence_setitem(py: &mut Py, seq: Borrowed<'_>, i: i64, val: Borrowed<'_>) -> PyResult<i64> {
        let index = index_of(py, &seq, i, "does not support item assignment")?;
        py.set_item(&seq, &index, &val)?;
        Ok(0)
    }

    /// Deletes an item of a sequence.
    #[pyfunction("(seq, i, /)", hidden)]
    fn sequence_delitem(py: &mut Py, seq: Borrowed<'_>, i: i64) -> PyResult<i64> {
        let index = index_of(py, &seq, i, "doesn't support item deletion")?;
        py.delete_item(&seq, &index)?;
        Ok(0)
    }

    /// An incremental encoder of a codec.
    #[pyfunction("(encoding, errors=None, /)", hidden)]
    fn codec_incrementalencoder(
        py: &mut Py,
        encoding: Borrowed<'_>,
        errors: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        incremental(py, &encoding, errors, "incrementalencoder")
    }

    /// An incremental decoder of a codec.
    #[pyfunction("(encoding, errors=None, /)", hidden)]
    fn codec_incrementaldecoder(
        py: &mut Py,
        encoding: Borrowed<'_>,
        errors: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        incremental(py, &encoding, errors, "incrementaldecoder")
    }

    /// Whether the interpreter checks its own assumptions.
    #[pyfunction("($self, /)")]
    fn _py_getbuiltwithassert(_py: &mut Py) -> i64 {
        cfg!(debug_assertions).into()
    }
}

fn incremental(py: &mut Py, encoding: &Value, errors: Option<Borrowed<'_>>, kind: &str) -> PyResult<Value> {
    let codecs = import::import(py, "_codecs")?;
    let (lookup, kind) = (py.heap().intern("lookup")?, py.heap().intern(kind)?);
    let codec = py.call_method(&codecs, &lookup, &[encoding])?;
    match errors.filter(|errors| !is_none(errors)) {
        Some(errors) => py.call_method(&codec, &kind, &[&errors]),
        None => py.call_method(&codec, &kind, &[]),
    }
}

/// The payload of a class whose objects can be called.
#[pyclass(name = "_testlimitedcapi.LimitedVectorCallClass", leaf)]
struct LimitedVectorCallClass;

/// The payload of another such class.
#[pyclass(name = "_testlimitedcapi.LimitedRelativeVectorCallClass", leaf)]
struct LimitedRelativeVectorCallClass;

macro_rules! callable {
    ($owner:ident) => {
        #[pymethods]
        impl $owner {
            #[pyslot]
            fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
                py.heap().object_of(class, Self)
            }

            #[pyslot]
            fn call(_this: Borrowed<'_>, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
                py.str("vectorcall called")
            }
        }
    };
}

callable!(LimitedVectorCallClass);
callable!(LimitedRelativeVectorCallClass);
