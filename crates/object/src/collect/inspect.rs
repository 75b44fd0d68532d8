//! What module `gc` shows of objects: which there are, what refers to what.

use std::ptr::NonNull;

use super::trial::trace;
use crate::heap::meta::{Meta, OLDEST, Which};
use crate::object::Object;
use crate::py::{Heap, Py, PyResult};
use crate::types::tuple::{TUPLE, Tuple};
use crate::value::{Borrowed, Value};

/// How deep tuples are looked into to find out whether they are tracked.
const TUPLE_DEPTH: usize = 32;

/// The objects that the collector knows, those of one generation or of all.
pub fn objects(py: &Py, generation: Option<usize>) -> PyResult<Vec<Value>> {
    let which = match generation {
        Some(generation) => Which::Only(generation.min(usize::from(OLDEST)) as u8),
        None => Which::UpTo(OLDEST),
    };
    let mut objects = Vec::new();
    collect_objects(py, which, &mut objects, |py, object| is_tracked(py, &object))?;
    Ok(objects)
}

/// The objects that refer to any of some others.
pub fn referrers(py: &Py, objects: &[Value]) -> PyResult<Vec<Value>> {
    let mut referrers = Vec::new();
    collect_objects(py, Which::UpTo(OLDEST), &mut referrers, |_, object| {
        let mut refers = false;
        trace(object.pointer(), &mut |part| refers = refers || objects.iter().any(|it| it.is(part)));
        refers
    })?;
    Ok(referrers)
}

fn collect_objects(
    py: &Py,
    which: Which,
    objects: &mut Vec<Value>,
    wanted: impl Fn(&Py, Borrowed<'_>) -> bool,
) -> PyResult<()> {
    let space = py.shared().space();
    let mut result = Ok(());
    space.each_object(which, |object| {
        // SAFETY: the object lies there; what waits to die is left out.
        let value = unsafe {
            if object.as_ref().count() == Some(0) || space.meta(object.cast()).has(Meta::DOOMED) {
                return;
            }
            Borrowed::from_pointer(object)
        };
        if result.is_ok() && wanted(py, value) {
            result = objects.try_reserve(1);
            if result.is_ok() {
                objects.push(value.to_value());
            }
        }
    });
    result.map_err(Into::into)
}

/// The objects that an object refers to, each as often as it does; appended to a list.
pub fn referents(py: &Py, object: Borrowed<'_>, list: &mut Vec<Value>) -> PyResult<()> {
    if !py.shared().space().is_collected(object.pointer().cast()) || object.object().is_none() {
        return Ok(());
    }
    let mut result = Ok(());
    trace(object.pointer(), &mut |part| {
        if result.is_ok() {
            result = list.try_reserve(1);
            if result.is_ok() {
                list.push(part.clone());
            }
        }
    });
    result.map_err(Into::into)
}

/// Where an object's metadata is, if it is one that the collector may know.
fn collected(py: &Py, value: &Value) -> Option<NonNull<u8>> {
    value.object()?;
    let block = value.pointer().cast();
    py.shared().space().is_collected(block).then_some(block)
}

/// Whether the collector knows an object. A tuple of numbers, strings and such tuples counts as unknown, though the collector
/// finds that out only when it meets the tuple.
pub fn is_tracked(py: &Py, value: &Value) -> bool {
    is_tracked_within(py, value, TUPLE_DEPTH)
}

fn is_tracked_within(py: &Py, value: &Value, depth: usize) -> bool {
    let Some(block) = collected(py, value) else { return false };
    if !py.shared().space().meta(block).is_tracked() {
        return false;
    }
    match value.exact::<Tuple>() {
        Some(tuple) if value.type_().is(&TUPLE) && depth > 0 => {
            tuple.items().iter().any(|item| is_tracked_within(py, item, depth - 1))
        }
        _ => true,
    }
}

/// Whether the finaliser of an object has run.
pub fn is_finalised(py: &Py, value: &Value) -> bool {
    collected(py, value).is_some_and(|block| py.shared().space().meta(block).has(Meta::FINALISED))
}

/// Takes all objects out of the generations: they are not looked at any more.
pub fn freeze(py: &mut Py) {
    py.drain();
    change(py, Which::UpTo(OLDEST), |meta| meta.in_generation(OLDEST).with(Meta::OUTSIDE));
    let collector = py.collector();
    collector.young.set(0);
    collector.counts.iter().for_each(|count| count.set(0));
}

/// Puts what was frozen into the oldest generation.
pub fn unfreeze(py: &mut Py) {
    change(py, Which::Frozen, |meta| meta.without(Meta::OUTSIDE));
}

fn change(py: &Py, which: Which, change: impl Fn(Meta) -> Meta) {
    let space = py.shared().space();
    space.each_object(which, |object| space.set_meta(object.cast(), change(space.meta(object.cast()))));
}

/// Whether somebody would see it if all objects died: a finaliser, or the callback of a weak reference. Some objects are `known`
/// to die unseen, and some callbacks are `silent`. What waits to die must have died before.
pub fn deaths_are_seen(py: &Py, known: &[Value], silent: &dyn Fn(&Value) -> bool) -> bool {
    let mut seen = false;
    for which in [Which::UpTo(OLDEST), Which::Frozen] {
        py.shared().space().each_object(which, |object| {
            // SAFETY: the object lies there.
            let object = unsafe { Borrowed::from_pointer(object) };
            seen = seen || is_seen_to_die(py, object, silent) && !known.iter().any(|it| it.is(&object));
        });
    }
    seen
}

fn is_seen_to_die(py: &Py, object: Borrowed<'_>, silent: &dyn Fn(&Value) -> bool) -> bool {
    if object.type_().slots.finalize.get().is_some() {
        return true;
    }
    let Some(reference) = object.as_weakref() else { return false };
    reference.target(py).is_some() && reference.callback.get(py).as_ref().is_some_and(|it| !silent(it))
}

/// How many objects are frozen.
pub fn freeze_count(py: &Py) -> usize {
    let mut count = 0;
    py.shared().space().each_object(Which::Frozen, |_| count += 1);
    count
}

impl Heap {
    /// Says that a new object cannot be part of a cycle, so that the collector need not look at it.
    pub fn untrack(self, value: &Value) {
        let space = self.shared().space();
        if value.object().is_some() && space.is_collected(value.pointer().cast()) {
            let meta = space.meta(value.pointer().cast());
            space.set_meta(value.pointer().cast(), meta.in_generation(0).with(Meta::OUTSIDE));
        }
    }
}

/// The header of an object, for `sys`: the references to it; of an immortal one what CPython shows for those.
pub fn shown_reference_count(value: &Value) -> u32 {
    const IMMORTAL: u32 = 0xc000_0000;
    value.object().and_then(Object::count).unwrap_or(IMMORTAL)
}
