//! `_weakref`: what module `weakref` is made of.

use taipan_macros::pymodule;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::is_none;
use taipan_object::types::weakref::{CALLABLE_PROXY, PROXY, REFERENCE};
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc, weak};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("References that do not keep their objects alive."),
    functions: &[WeakRefs::FUNCTIONS],
    types: &[&REFERENCE, &PROXY, &CALLABLE_PROXY],
    constants: &[("ref", |_| Ok(REFERENCE.to_value()))],
    ..ModuleDef::of("_weakref")
};

struct WeakRefs;

#[pymodule("_weakref")]
impl WeakRefs {
    /// How many weak references to the object there are.
    #[pyfunction("(object, /)")]
    fn getweakrefcount(py: &mut Py, object: Borrowed<'_>) -> usize {
        weak::count(py, object)
    }

    /// A list of the weak references to the object.
    #[pyfunction("(object, /)")]
    fn getweakrefs(py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let references = weak::references(py, object)?;
        py.list(references)
    }

    /// Makes a proxy: an object that does what the given one does, without keeping it alive.
    ///
    /// The callback, if there is one, is called with the proxy when the object goes away.
    #[pyfunction("(object, callback=None, /)")]
    fn proxy(py: &mut Py, object: Borrowed<'_>, callback: Option<Borrowed<'_>>) -> PyResult<Value> {
        let callback = callback.filter(|callback| !is_none(callback)).map(Borrowed::to_value);
        let class = if object.type_().slots.call.get().is_some() { &CALLABLE_PROXY } else { &PROXY };
        weak::reference(py, class, object, callback)
    }

    /// Removes a key from a dict if its value is a weak reference to an object that is gone.
    #[pyfunction("(dct, key, /)")]
    fn _remove_dead_weakref(py: &mut Py, dct: Borrowed<'_>, key: Borrowed<'_>) -> PyResult<()> {
        let Some(dict) = dct.get::<Dict>() else {
            let class = dct.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("_remove_dead_weakref() argument 1 must be dict, not {class}"),
            ));
        };
        let hash = py.hash(&key)?;
        let Some(value) = dict.get_hashed(py, &key, hash)? else { return Ok(()) };
        let Some(reference) = value.as_weakref() else {
            return Err(exc::type_error(py, format_args!("not a weakref")));
        };
        if reference.target(py).is_none() {
            drop(dict.remove_hashed(py, &key, hash)?);
        }
        Ok(())
    }
}
