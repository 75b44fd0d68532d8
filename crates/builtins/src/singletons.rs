//! `None`, `NotImplemented`, `...`, and small types: `SimpleNamespace`.

mod namespace;

pub use namespace::new_namespace;

use taipan_macros::pymethods;
use taipan_object::type_::Definition;
use taipan_object::types::singletons::{
    ELLIPSIS_TYPE, NONE_TYPE, NOT_IMPLEMENTED_TYPE, boolean, ellipsis, none, not_implemented,
};
use taipan_object::{Args, Borrowed, CompareOp, Py, PyResult, Type, Value, exception as exc};

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[
    Definition {
        doc: Some("The type of None."),
        signature: Some("()"),
        slots: &[NoneMethods::SLOTS],
        ..Definition::of(&NONE_TYPE)
    },
    Definition {
        doc: Some("The type of the NotImplemented singleton."),
        signature: Some("()"),
        slots: &[NotImplementedMethods::SLOTS],
        methods: &[NotImplementedMethods::METHODS],
        ..Definition::of(&NOT_IMPLEMENTED_TYPE)
    },
    Definition {
        doc: Some("The type of the Ellipsis singleton."),
        signature: Some("()"),
        slots: &[EllipsisMethods::SLOTS],
        methods: &[EllipsisMethods::METHODS],
        ..Definition::of(&ELLIPSIS_TYPE)
    },
    namespace::DEFINITION,
];

/// What `None` does.
struct NoneMethods;

/// What `NotImplemented` does.
struct NotImplementedMethods;

/// What `...` does.
struct EllipsisMethods;

/// These have one object, and nothing to make it of.
fn no_arguments(py: &Py, args: Args<'_>, name: &str) -> PyResult<()> {
    if args.is_empty() && !args.has_keywords() {
        return Ok(());
    }
    Err(exc::type_error(py, format_args!("{name} takes no arguments")))
}

#[pymethods]
impl NoneMethods {
    #[pyslot]
    fn new(_class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        no_arguments(py, args, "NoneType")?;
        Ok(none())
    }

    #[pyslot]
    fn repr(_this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.str("None")
    }

    #[pyslot]
    fn truth(_this: Borrowed<'_>, _py: &mut Py) -> PyResult<bool> {
        Ok(false)
    }

    #[pyslot]
    fn compare(this: Borrowed<'_>, _py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        Ok(match op {
            CompareOp::Eq if this.is(&other) => boolean(true),
            CompareOp::Ne if this.is(&other) => boolean(false),
            _ => not_implemented(),
        })
    }

    /// The same in every process, as CPython has it.
    #[pyslot]
    fn hash(_this: Borrowed<'_>, _py: &mut Py) -> PyResult<i64> {
        Ok(0xfca8_6420)
    }
}

#[pymethods]
impl NotImplementedMethods {
    #[pyslot]
    fn new(_class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        no_arguments(py, args, "NotImplementedType")?;
        Ok(not_implemented())
    }

    #[pyslot]
    fn repr(_this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.str("NotImplemented")
    }

    #[pyslot]
    fn truth(_this: Borrowed<'_>, py: &mut Py) -> PyResult<bool> {
        Err(exc::type_error(py, format_args!("NotImplemented should not be used in a boolean context")))
    }

    /// How pickle names it.
    #[pymethod("($self, /)")]
    fn __reduce__(_this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.str("NotImplemented")
    }
}

#[pymethods]
impl EllipsisMethods {
    #[pyslot]
    fn new(_class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        no_arguments(py, args, "EllipsisType")?;
        Ok(ellipsis())
    }

    #[pyslot]
    fn repr(_this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.str("Ellipsis")
    }

    /// How pickle names it.
    #[pymethod("($self, /)")]
    fn __reduce__(_this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.str("Ellipsis")
    }
}
