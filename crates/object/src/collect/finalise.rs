//! What Python code hears of a collection: callbacks of `gc.callbacks`, callbacks of weak references, finalisers.
//!
//! While that code runs, unreachable objects may die by themselves. They carry a flag in their metadata, so that such a one is
//! told from another object that lies in its place by then.

use std::ptr::NonNull;

use super::Lists;
use crate::heap::meta::Meta;
use crate::object::Object;
use crate::py::{Py, PyResult, Shared, type_of};
use crate::types::list::List;
use crate::value::{Borrowed, Value};
use crate::weak;

/// Marks objects as unreachable.
pub(super) fn doom(shared: &Shared, objects: &[NonNull<Object>]) {
    let space = shared.space();
    for &object in objects {
        space.set_meta(object.cast(), space.meta(object.cast()).with(Meta::DOOMED));
    }
}

/// Whether an object that was marked is still there and has not died since.
pub(super) fn is_alive(shared: &Shared, object: NonNull<Object>) -> bool {
    shared.space().meta(object.cast()).has(Meta::DOOMED)
        // SAFETY: an object that is marked lies there.
        && unsafe { object.as_ref() }.count() != Some(0)
}

/// Lets objects live on, in another generation.
pub(super) fn spare(shared: &Shared, objects: &[NonNull<Object>], generation: u8) {
    let space = shared.space();
    for &object in objects.iter().filter(|&&object| is_alive(shared, object)) {
        let meta = space.meta(object.cast()).without(Meta::DOOMED).in_generation(generation);
        space.set_meta(object.cast(), meta);
    }
}

/// Clears the weak references to unreachable objects, and those among them, then calls the callbacks of references that are
/// not unreachable themselves. No such callback can reach what is. Gives the number of references that died of it.
pub(super) fn call_weakref_callbacks(py: &mut Py, objects: &[NonNull<Object>]) -> usize {
    let shared = py.shared();
    let space = shared.space();
    let mut callbacks = Vec::new();
    for &object in objects {
        if weak::is_reference(type_of(object)) {
            weak::clear(shared, object);
        }
        weak::clear_showing(shared, object, |reference| {
            if !space.meta(reference.pointer().cast()).has(Meta::DOOMED) && callbacks.try_reserve(1).is_ok() {
                callbacks.push(reference);
            }
        });
    }
    let mut died = 0;
    for reference in callbacks {
        weak::call_callback(py, &reference);
        died += usize::from(reference.reference_count() == Some(1));
        drop(reference);
        py.drain();
    }
    died
}

/// Runs the finalisers that have not run before.
pub(super) fn run_finalisers(py: &mut Py, objects: &[NonNull<Object>]) {
    for &object in objects {
        let shared = py.shared();
        if !is_alive(shared, object) {
            continue;
        }
        let meta = shared.space().meta(object.cast());
        let Some(finalize) = type_of(object).slots.finalize.get() else { continue };
        if meta.has(Meta::FINALISED) {
            continue;
        }
        shared.space().set_meta(object.cast(), meta.with(Meta::FINALISED));
        // SAFETY: the object is alive.
        let value = unsafe { Borrowed::from_pointer(object) }.to_value();
        finalize(py, value.borrow());
        drop(value);
        py.drain();
    }
}

/// Clears the weak references that finalisers have made to objects that will be destroyed nevertheless.
pub(super) fn clear_weakrefs(shared: &Shared, objects: &[NonNull<Object>]) {
    for &object in objects {
        if weak::is_reference(type_of(object)) {
            weak::clear(shared, object);
        }
        weak::clear_all(shared, object);
    }
}

/// Calls the functions in `gc.callbacks`; what they raise is reported.
pub(super) fn call_callbacks(py: &mut Py, phase: &str, generation: usize, collected: usize) {
    let callbacks = py.state::<Lists>().callbacks.get(py).clone();
    let Some(list) = callbacks.as_ref().and_then(|it| it.get::<List>()) else { return };
    if list.len(py) == 0 {
        return;
    }
    py.aside(|py| {
        let arguments = match arguments(py, phase, generation, collected) {
            Ok(arguments) => arguments,
            Err(raised) => {
                return py.unraisable(raised, "Exception ignored while building gc callback info", None);
            }
        };
        let mut index = 0;
        while let Some(callback) = list.item(py, index) {
            index += 1;
            if let Err(raised) = py.call(&callback, &[&arguments.0, &arguments.1]) {
                py.unraisable(raised, "Exception ignored while calling GC callback", Some(&callback));
            }
        }
    });
}

/// The phase, and a dict of what is known.
fn arguments(py: &mut Py, phase: &str, generation: usize, collected: usize) -> PyResult<(Value, Value)> {
    let info = py.dict()?;
    for (name, number) in [("generation", generation), ("collected", collected), ("uncollectable", 0)] {
        let (name, number) = (py.heap().intern(name)?, py.int_from_usize(number)?);
        if let Some(dict) = info.get::<crate::types::dict::Dict>() {
            drop(dict.set_str(py, &name, number)?);
        }
    }
    Ok((py.str(phase)?, info))
}
