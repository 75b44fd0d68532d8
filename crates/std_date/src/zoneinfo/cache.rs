//! Zones that were made before: all that somebody still holds, and of `ZoneInfo` itself the last few.

use taipan_object::exception as exc;
use taipan_object::protocol::compare::known_equal;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use super::{Source, ZONE_INFO, ZoneInfo, load};
use crate::arguments;

/// How many zones are kept though nobody holds them.
const KEPT: usize = 8;

/// The zones of `ZoneInfo` itself; those of a class that derives from it are an attribute of the class.
#[derive(Default)]
struct Zones {
    /// Keys and zones, the one that was asked for last first.
    kept: PyCell<Vec<(Value, Value)>>,
    /// A `WeakValueDictionary`.
    held: PyCell<Option<Value>>,
}

/// The zone with a key, as an instance of a class.
pub(super) fn get(py: &mut Py, class: &Type, key: &Value) -> PyResult<Value> {
    let own = class.is(&ZONE_INFO);
    if own && let Some(zone) = kept(py, key)? {
        return Ok(zone);
    }
    let held = held(py, class)?;
    let (get, set_default) = (py.heap().intern("get")?, py.heap().intern("setdefault")?);
    let mut zone = py.call_method(&held, &get, &[key])?;
    if is_none(&zone) {
        let new = load::by_key(py, class, key, Source::Cache)?;
        zone = py.call_method(&held, &set_default, &[key, &new])?;
    }
    if !zone.borrow().type_().is_subtype(py, class) {
        let key = py.repr(key)?;
        let given = zone.type_().name();
        return Err(exc::runtime_error(
            py,
            format_args!("Unexpected instance of {given} in {class} weak cache for key {key}"),
        ));
    }
    if let Some(zone) = zone.get::<ZoneInfo>() {
        zone.source.set(Source::Cache);
    }
    if own {
        let state = py.state::<Zones>();
        let mut kept = state.kept.get_mut(py);
        kept.try_reserve(1)?;
        kept.insert(0, (key.clone(), zone.clone()));
        let oldest = if kept.len() > KEPT { kept.pop() } else { None };
        drop(kept);
        drop(oldest);
        py.drain();
    }
    Ok(zone)
}

/// The position of a key among the zones that are kept.
fn position(py: &mut Py, key: &Value) -> PyResult<Option<usize>> {
    let state = py.state::<Zones>();
    let mut index = 0;
    loop {
        let Some(other) = state.kept.get(py).get(index).map(|(key, _)| key.clone()) else { return Ok(None) };
        let equal = match known_equal(key, &other) {
            Some(equal) => equal,
            None => py.equal(key, &other)?,
        };
        if equal {
            return Ok(Some(index));
        }
        index += 1;
    }
}

/// A zone that is kept, which moves to the front.
fn kept(py: &mut Py, key: &Value) -> PyResult<Option<Value>> {
    let state = py.state::<Zones>();
    // Keys are strings, which can be compared while the list is borrowed; whatever else somebody asks for may run code.
    let mut kept = state.kept.get_mut(py);
    let known = kept.iter().map(|(other, _)| known_equal(key, other)).position(|equal| equal != Some(false));
    match known {
        None => return Ok(None),
        Some(index) if kept.get(index).is_some_and(|(other, _)| known_equal(key, other) == Some(true)) => {
            return Ok(to_front(&mut kept, index));
        }
        Some(_) => drop(kept),
    }
    let Some(index) = position(py, key)? else { return Ok(None) };
    Ok(to_front(&mut state.kept.get_mut(py), index))
}

/// Moves a zone to the front. Comparing keys may have changed the list, so that it need not be there any more.
fn to_front(kept: &mut [(Value, Value)], index: usize) -> Option<Value> {
    kept.get_mut(..=index)?.rotate_right(1);
    kept.first().map(|(_, zone)| zone.clone())
}

/// The zones of a class that somebody holds.
fn held(py: &mut Py, class: &Type) -> PyResult<Value> {
    if !class.is(&ZONE_INFO) {
        let name = py.heap().intern("_weak_cache")?;
        return py.get_attribute(&class.to_value(), &name);
    }
    let state = py.state::<Zones>();
    if let Some(held) = &*state.held.get(py) {
        return Ok(held.clone());
    }
    let held = new_dictionary(py)?;
    drop(state.held.replace(py, Some(held.clone())));
    Ok(held)
}

fn new_dictionary(py: &mut Py) -> PyResult<Value> {
    let class = arguments::import(py, "weakref", "WeakValueDictionary")?;
    py.call(&class, &[])
}

/// Gives a class that derives from `ZoneInfo` a place for its zones.
pub(super) fn prepare(py: &mut Py, class: &Type) -> PyResult<()> {
    let held = new_dictionary(py)?;
    let name = py.heap().intern("_weak_cache")?;
    py.set_attribute(&class.to_value(), &name, &held)
}

/// Forgets all zones of a class, or those with some keys.
pub(super) fn clear(py: &mut Py, class: &Type, only: Option<Borrowed<'_>>) -> PyResult<()> {
    let own = class.is(&ZONE_INFO);
    let held = held(py, class)?;
    let Some(only) = only else {
        let name = py.heap().intern("clear")?;
        drop(py.call_method(&held, &name, &[])?);
        if own {
            let state = py.state::<Zones>();
            drop(state.kept.replace(py, Vec::new()));
            py.drain();
        }
        return Ok(());
    };
    let (pop, nothing) = (py.heap().intern("pop")?, none());
    for key in py.collect(&only)? {
        if own && let Some(index) = position(py, &key)? {
            let state = py.state::<Zones>();
            let mut kept = state.kept.get_mut(py);
            let removed = if index < kept.len() { Some(kept.remove(index)) } else { None };
            drop(kept);
            drop(removed);
            py.drain();
        }
        drop(py.call_method(&held, &pop, &[&key, &nothing])?);
    }
    Ok(())
}
