//! `cmp_to_key`: keys for sorting that compare with a function in the old style.

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::{Borrowed, CompareOp, Py, PyCell, PyResult, Value};

pub(super) const DEFINITION: Definition =
    Definition { slots: &[KeyWrapper::SLOTS], getset: &[KeyWrapper::GETSET], ..Definition::of(&KEY_WRAPPER) };

/// The payload.
#[pyclass(name = "functools.KeyWrapper")]
pub(crate) struct KeyWrapper {
    compare: Value,
    /// Nothing in what makes keys.
    object: PyCell<Option<Value>>,
}

#[pymethods]
impl KeyWrapper {
    #[pyslot("(obj)", name = "K")]
    fn call(this: &KeyWrapper, py: &mut Py, obj: Borrowed<'_>) -> PyResult<Value> {
        let object = PyCell::new(Some(obj.to_value()));
        py.heap().object(Self { compare: this.compare.clone(), object })
    }

    #[pyslot(name = "compare")]
    fn compare(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        let (Some(this), Some(other)) = (this.get::<Self>(), other.get::<Self>()) else {
            return Err(exc::type_error(py, format_args!("other argument must be K instance")));
        };
        let (own, others) = (this.object.get(py).clone(), other.object.get(py).clone());
        let (Some(own), Some(others)) = (own, others) else {
            return Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("object")));
        };
        let order = py.call(&this.compare, &[&own, &others])?;
        if let Some(order) = order.as_small_int() {
            return Ok(taipan_object::types::singletons::boolean(op.holds(order.cmp(&0))));
        }
        let zero = py.int(0)?;
        py.compare(&order, &zero, op)
    }

    /// How its objects are called.
    #[pygetter]
    fn __text_signature__(_this: &KeyWrapper) -> &'static str {
        "(obj)"
    }

    /// What is wrapped.
    #[pymember(name = "obj")]
    fn obj(&self, py: &mut Py) -> Option<Value> {
        self.object.get(py).clone()
    }

    #[pysetter]
    fn set_obj(&self, py: &mut Py, value: Option<Borrowed<'_>>) {
        drop(self.object.replace(py, value.map(Borrowed::to_value)));
    }
}

/// The function.
pub(super) struct Functions;

#[pymodule("_functools")]
impl Functions {
    /// A key function that orders as a function of two arguments says: by a number below, above or equal to zero.
    #[pyfunction("(mycmp)")]
    fn cmp_to_key(py: &mut Py, mycmp: Borrowed<'_>) -> PyResult<Value> {
        py.heap().object(KeyWrapper { compare: mycmp.to_value(), object: PyCell::new(None) })
    }
}
