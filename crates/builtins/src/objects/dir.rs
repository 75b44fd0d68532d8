//! What `dir()` lists of objects and classes.

use taipan_object::type_::Flags;
use taipan_object::types::dict::{Dict, OnDuplicate};
use taipan_object::{Py, PyResult, Value};
use taipan_text::Name;

/// Adds the attributes of a class and of those above it, found through `__dict__` and `__bases__` as anything that looks
/// like a class has them.
pub(super) fn merge_class(py: &mut Py, names: &Value, class: &Value) -> PyResult<()> {
    py.check_stack("in __dir__")?;
    let (dict_name, bases_name) = (py.name(Name::__DICT__).clone(), py.name(Name::__BASES__).clone());
    if let (Some(names), Some(attributes)) = (names.get::<Dict>(), py.find_attribute(class, &dict_name)?) {
        names.merge_mapping(py, &attributes, OnDuplicate::Replace)?;
    }
    let Some(bases) = py.find_attribute(class, &bases_name)? else { return Ok(()) };
    for base in py.collect(&bases)? {
        merge_class(py, names, &base)?;
    }
    Ok(())
}

/// The names that an object has itself, and those of its class.
pub(super) fn object(py: &mut Py, this: &Value) -> PyResult<Value> {
    let (dict_name, class_name) = (py.name(Name::__DICT__).clone(), py.name(Name::__CLASS__).clone());
    let own = py.find_attribute(this, &dict_name)?.filter(|dict| dict.type_().has(Flags::DICT));
    let names = match own.as_ref().and_then(|own| own.get::<Dict>()) {
        Some(own) => own.copy(py)?,
        None => py.dict()?,
    };
    if let Some(class) = py.find_attribute(this, &class_name)? {
        merge_class(py, &names, &class)?;
    }
    keys(py, &names)
}

/// The keys of a dict as a list.
pub(super) fn keys(py: &mut Py, dict: &Value) -> PyResult<Value> {
    let keys = match dict.get::<Dict>() {
        Some(dict) => dict.keys(py)?,
        None => Vec::new(),
    };
    py.list(keys)
}
