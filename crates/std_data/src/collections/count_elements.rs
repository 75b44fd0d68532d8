//! `_count_elements`: what `Counter` counts with.

use taipan_macros::pymodule;
use taipan_object::protocol::number::Operator;
use taipan_object::type_::{Function, SlotId};
use taipan_object::types::dict::{DICT, Dict};
use taipan_object::types::singletons::none;
use taipan_object::{Py, PyResult, Type, Value};
use taipan_text::Name;

/// The function.
pub(super) struct Functions;

#[pymodule("_collections")]
impl Functions {
    /// Adds to a mapping how often each item comes in an iterable.
    #[pyfunction("(mapping, iterable, /)")]
    fn _count_elements(py: &mut Py, mapping: &Value, iterable: &Value) -> PyResult<()> {
        let one = py.int(1)?;
        if counts_as_dict(py, mapping)?
            && let Some(dict) = mapping.get::<Dict>()
        {
            return py.for_each(iterable, |py, key| {
                let hash = py.hash(&key)?;
                let count = match dict.get_hashed(py, &key, hash)? {
                    None => one.clone(),
                    Some(old) => add_one(py, &old, &one)?,
                };
                drop(dict.set_hashed(py, &key, hash, count)?);
                Ok(())
            });
        }
        let iterator = py.iter(iterable)?;
        let name = py.name(Name::GET).clone();
        let get = py.get_attribute(mapping, &name)?;
        let zero = py.int(0)?;
        while let Some(key) = py.next(&iterator)? {
            let old = py.call(&get, &[&key, &zero])?;
            let count = py.binary(Operator::Add, &old, &one)?;
            py.set_item(mapping, &key, &count)?;
        }
        Ok(())
    }
}

#[inline]
fn add_one(py: &mut Py, count: &Value, one: &Value) -> PyResult<Value> {
    match count.as_small_int() {
        Some(count) => py.int(count + 1),
        None => py.binary(Operator::Add, count, one),
    }
}

/// Whether a mapping is a dict that reads with `dict.get` and writes as a dict does, so that both can be left out.
fn counts_as_dict(py: &mut Py, mapping: &Value) -> PyResult<bool> {
    let class = mapping.borrow().type_();
    if mapping.get::<Dict>().is_none() {
        return Ok(false);
    }
    let address = |class: &Type| class.slots.get(SlotId::Setitem).map(Function::address);
    if address(class) != address(&DICT) {
        return Ok(false);
    }
    let name = py.name(Name::GET).clone();
    let own = class.lookup(py, &name).unwrap_or_else(none);
    Ok(DICT.lookup(py, &name).is_some_and(|get| get.is(&own)))
}
