//! `__annotations__` and `__annotate__` of classes: made when they are asked for, and kept in the dict of the class.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::protocol::call::is_callable;
use taipan_object::type_::Flags;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value};
use taipan_text::Name;

use super::type_::{immutable, own, store};

/// The attributes.
pub(crate) struct Annotations;

/// The format of values, as `__annotate__` is asked for it.
const VALUE_FORMAT: i64 = 1;

#[cold]
fn missing(py: &Py, class: &Type, name: &str) -> Raised {
    py.error(&exc::ATTRIBUTE_ERROR, format_args!("type object '{class}' has no attribute '{name}'"))
}

/// An entry of the class's dict, bound to the class.
fn bound(py: &mut Py, class: &Type, found: Value) -> PyResult<Value> {
    match found.type_().slots.descr_get.get() {
        Some(get) => get(py, found.borrow(), None, Some(class.borrow())),
        None => Ok(found),
    }
}

/// The first of two entries that the class's dict has.
fn either(py: &mut Py, class: &Type, names: [&str; 2]) -> PyResult<Option<Value>> {
    for name in names {
        let name = py.heap().intern(name)?;
        if let Some(found) = own(py, class, &name) {
            return bound(py, class, found).map(Some);
        }
    }
    Ok(None)
}

#[pymethods]
impl Annotations {
    #[pygetter]
    fn __annotate__(this: &Type, py: &mut Py) -> PyResult<Value> {
        if !this.is_heap() {
            return Err(missing(py, this, "__annotate__"));
        }
        if let Some(found) = either(py, this, ["__annotate__", "__annotate_func__"])? {
            return Ok(found);
        }
        let name = py.name(Name::__ANNOTATE_FUNC__).clone();
        store(py, this, &name, Some(none()))?;
        Ok(none())
    }

    #[pysetter]
    fn set___annotate__(this: &Type, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value else {
            return Err(exc::type_error(py, format_args!("cannot delete __annotate__ attribute")));
        };
        if this.has(Flags::IMMUTABLE) {
            return Err(immutable(py, this, "__annotate__"));
        }
        if !is_none(&value) && !is_callable(&value) {
            return Err(exc::type_error(py, format_args!("__annotate__ must be callable or None")));
        }
        let name = py.name(Name::__ANNOTATE_FUNC__).clone();
        store(py, this, &name, Some(value.to_value()))?;
        if !is_none(&value) {
            let cache = py.heap().intern("__annotations_cache__")?;
            store(py, this, &cache, None)?;
        }
        Ok(())
    }

    #[pygetter]
    fn __annotations__(this: &Type, py: &mut Py) -> PyResult<Value> {
        if !this.is_heap() {
            return Err(missing(py, this, "__annotations__"));
        }
        if let Some(found) = either(py, this, ["__annotations__", "__annotations_cache__"])? {
            return Ok(found);
        }
        let name = py.name(Name::__ANNOTATE__).clone();
        let annotate = py.get_attribute(&this.borrow(), &name)?;
        let result = if is_callable(&annotate) {
            let format = py.int(VALUE_FORMAT)?;
            let result = py.call(&annotate, &[&format])?;
            if result.get::<Dict>().is_none() {
                let given = result.type_().name();
                return Err(exc::type_error(
                    py,
                    format_args!("__annotate__ returned non-dict of type '{given}'"),
                ));
            }
            result
        } else {
            py.dict()?
        };
        let cache = py.heap().intern("__annotations_cache__")?;
        store(py, this, &cache, Some(result.clone()))?;
        Ok(result)
    }

    #[pysetter]
    fn set___annotations__(this: &Type, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        if this.has(Flags::IMMUTABLE) {
            return Err(immutable(py, this, "__annotations__"));
        }
        let plain = py.name(Name::__ANNOTATIONS__).clone();
        let cache = py.heap().intern("__annotations_cache__")?;
        let name = if own(py, this, &plain).is_some() { &plain } else { &cache };
        if !store(py, this, name, value.map(Borrowed::to_value))? {
            return Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("__annotations__")));
        }
        for name in [Name::__ANNOTATE_FUNC__, Name::__ANNOTATE__] {
            let name = py.name(name).clone();
            store(py, this, &name, None)?;
        }
        Ok(())
    }
}
