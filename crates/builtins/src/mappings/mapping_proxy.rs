//! `types.MappingProxyType`: a mapping that can be read only. Everything is asked of the mapping itself.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::protocol::number::Operator;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::mappingproxy::{MAPPING_PROXY, MappingProxy};
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Type, Value};

use super::class_getitem;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("A view of a mapping through which it cannot be changed."),
    signature: Some("(mapping)"),
    flags: Flags::MAPPING,
    slots: &[MappingProxyMethods::SLOTS],
    methods: &[MappingProxyMethods::METHODS],
    ..Definition::of(&MAPPING_PROXY)
};

struct MappingProxyMethods;

/// Calls a method of the mapping.
fn call(py: &mut Py, this: &MappingProxy, name: &str, args: &[&Value]) -> PyResult<Value> {
    let name = py.heap().intern(name)?;
    py.call_method(&this.mapping(), &name, args)
}

/// The mapping behind a proxy; anything else is itself.
fn behind(value: Borrowed<'_>) -> Borrowed<'_> {
    value.exact::<MappingProxy>().map_or(value, MappingProxy::mapping)
}

#[pymethods(MappingProxy)]
impl MappingProxyMethods {
    #[pyslot("(mapping)", name = "mappingproxy")]
    fn new(_: &Type, py: &mut Py, mapping: Borrowed<'_>) -> PyResult<Value> {
        let class = mapping.type_();
        if class.slots.getitem.get().is_none() || class.has(Flags::LIST) || class.has(Flags::TUPLE) {
            let name = class.name();
            return Err(exc::type_error(
                py,
                format_args!("mappingproxy() argument must be a mapping, not {name}"),
            ));
        }
        py.heap().mapping_proxy(mapping.to_value())
    }

    /// The value of a key, or the default.
    #[pymethod("($self, key, default=None, /)")]
    fn get(this: &MappingProxy, py: &mut Py, key: &Value, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let default = super::dict::or_none(default);
        call(py, this, "get", &[key, &default])
    }

    /// The keys.
    #[pymethod("($self, /)")]
    fn keys(this: &MappingProxy, py: &mut Py) -> PyResult<Value> {
        call(py, this, "keys", &[])
    }

    /// The values.
    #[pymethod("($self, /)")]
    fn values(this: &MappingProxy, py: &mut Py) -> PyResult<Value> {
        call(py, this, "values", &[])
    }

    /// Keys with their values, as pairs.
    #[pymethod("($self, /)")]
    fn items(this: &MappingProxy, py: &mut Py) -> PyResult<Value> {
        call(py, this, "items", &[])
    }

    /// A copy of the mapping.
    #[pymethod("($self, /)")]
    fn copy(this: &MappingProxy, py: &mut Py) -> PyResult<Value> {
        call(py, this, "copy", &[])
    }

    /// An iterator over the keys, the last one first.
    #[pymethod("($self, /)", name = "__reversed__")]
    fn reversed(this: &MappingProxy, py: &mut Py) -> PyResult<Value> {
        call(py, this, "__reversed__", &[])
    }

    /// See PEP 585.
    #[pyclassmethod("($type, object, /)", name = "__class_getitem__")]
    fn class_getitem(class: &Type, py: &mut Py, arguments: Borrowed<'_>) -> PyResult<Value> {
        class_getitem(py, class, arguments)
    }

    #[pyslot]
    fn length(this: &MappingProxy, py: &mut Py) -> PyResult<usize> {
        py.check_stack("in mappingproxy")?;
        py.len(&this.mapping())
    }

    #[pyslot]
    fn getitem(this: &MappingProxy, py: &mut Py, key: &Value) -> PyResult<Value> {
        py.check_stack("in mappingproxy")?;
        py.get_item(&this.mapping(), key)
    }

    #[pyslot]
    fn contains(this: &MappingProxy, py: &mut Py, key: &Value) -> PyResult<bool> {
        py.check_stack("in mappingproxy")?;
        py.contains(&this.mapping(), key)
    }

    #[pyslot]
    fn iter(this: &MappingProxy, py: &mut Py) -> PyResult<Value> {
        py.check_stack("in mappingproxy")?;
        py.iter(&this.mapping())
    }

    #[pyslot]
    fn repr(this: &MappingProxy, py: &mut Py) -> PyResult<Value> {
        let shown = py.repr(&this.mapping())?;
        super::set::show_text(py, "mappingproxy(", &shown, ")")
    }

    #[pyslot]
    fn str(this: &MappingProxy, py: &mut Py) -> PyResult<Value> {
        py.to_str(&this.mapping())
    }

    #[pyslot]
    fn hash(this: &MappingProxy, py: &mut Py) -> PyResult<i64> {
        py.hash(&this.mapping())
    }

    #[pyslot]
    fn compare(this: &MappingProxy, py: &mut Py, other: &Value, op: CompareOp) -> PyResult<Value> {
        py.compare(&this.mapping(), other, op)
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        py.check_stack("in mappingproxy")?;
        py.binary(Operator::Or, &behind(left), &behind(right))
    }

    #[pyslot]
    fn inplace_or(this: Borrowed<'_>, py: &mut Py, _: Borrowed<'_>) -> PyResult<Value> {
        let name = this.type_().name();
        Err(exc::type_error(py, format_args!("'|=' is not supported by {name}; use '|' instead")))
    }
}
