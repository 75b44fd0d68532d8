//! Weak references: which objects have any, and what becomes of them when such an object dies.
//!
//! ```text
//! table: address of the object ─► first reference ⇄ reference ⇄ … ─► the object
//! ```
//!
//! An object has no room for them: a bit in its metadata says that there are some, and a table where. Nothing here counts
//! references: one that dies takes itself off, and the death of the object clears all. The plain reference without a callback,
//! of which there is one at most, is first in the list, the plain proxy next; then the others, the youngest first.

use std::cell::Cell;
use std::ptr::NonNull;

use hashbrown::HashTable;

use crate::exception as exc;
use crate::heap::meta::Meta;
use crate::object::Object;
use crate::py::{Py, PyResult, Raised, Shared, out_of_memory, type_of};
use crate::type_::{Flags, Type};
use crate::types::weakref::{CALLABLE_PROXY, PROXY, REFERENCE, WeakRef};
use crate::value::{Borrowed, Value};

/// The first weak reference to each object that has any, by the object's address.
#[derive(Default)]
pub(crate) struct WeakTable(Cell<HashTable<(usize, NonNull<Object>)>>);

fn hash(address: usize) -> u64 {
    (address as u64 >> 4).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl WeakTable {
    fn first(&self, object: NonNull<Object>) -> Option<NonNull<Object>> {
        let table = self.0.take();
        let address = object.addr().get();
        let first = table.find(hash(address), |entry| entry.0 == address).map(|entry| entry.1);
        self.0.set(table);
        first
    }

    /// Sets the first reference, or says that there is none any more.
    fn set_first(&self, object: NonNull<Object>, first: Option<NonNull<Object>>) -> PyResult<()> {
        let mut table = self.0.take();
        let address = object.addr().get();
        let result = match (table.find_entry(hash(address), |entry| entry.0 == address), first) {
            (Ok(mut entry), Some(first)) => {
                entry.get_mut().1 = first;
                Ok(())
            }
            (Ok(entry), None) => {
                entry.remove();
                Ok(())
            }
            (Err(_), None) => Ok(()),
            (Err(_), Some(first)) => match table.try_reserve(1, |entry| hash(entry.0)) {
                Ok(()) => {
                    table.insert_unique(hash(address), (address, first), |entry| hash(entry.0));
                    Ok(())
                }
                Err(_) => Err(out_of_memory()),
            },
        };
        self.0.set(table);
        result
    }
}

/// Whether objects of a type are weak references of some kind.
pub fn is_reference(type_: &Type) -> bool {
    type_.carries(&REFERENCE) || is_proxy(type_)
}

/// Whether a type is one of those of proxies, which cannot be derived from.
pub fn is_proxy(type_: &Type) -> bool {
    type_.is(&PROXY) || type_.is(&CALLABLE_PROXY)
}

/// The payload of a weak reference of any kind.
fn payload<'a>(reference: NonNull<Object>) -> &'a WeakRef {
    // SAFETY: what is called a reference here is an object of one of the three types, all of which carry this payload; it
    // lives as long as it is linked.
    unsafe { Object::payload::<WeakRef>(reference).as_ref() }
}

fn is_dead(object: NonNull<Object>) -> bool {
    // SAFETY: linked references and their targets are there, though they may wait to die.
    unsafe { object.as_ref() }.count() == Some(0)
}

// ---- making ------------------------------------------------------------------------------------------------------------

/// A weak reference to an object, as an instance of `class`: `weakref.ref`, a class that derives from it, or one of the types
/// of proxies. One without a callback may be shared. Fails with `TypeError` where objects of the type have none.
pub fn reference(
    py: &mut Py,
    class: &Type,
    target: Borrowed<'_>,
    callback: Option<Value>,
) -> PyResult<Value> {
    let type_ = target.type_();
    if !type_.has(Flags::WEAKLY_REFERABLE) {
        return Err(not_referable(py, type_));
    }
    let basic = callback.is_none() && (class.is(&REFERENCE) || is_proxy(class));
    if basic && let Some(reference) = basic_reference(py.shared(), target.pointer(), is_proxy(class)) {
        // SAFETY: the reference is linked, and so alive.
        return Ok(unsafe { Borrowed::from_pointer(reference) }.to_value());
    }
    let reference = if is_proxy(class) {
        py.heap().weak_proxy(class, callback)?
    } else {
        py.heap().object_of(class, WeakRef::new(callback))?
    };
    link(py.shared(), reference.pointer(), target.pointer(), basic)?;
    Ok(reference)
}

/// A plain weak reference, without a callback.
pub fn plain(py: &mut Py, target: Borrowed<'_>) -> PyResult<Value> {
    reference(py, &REFERENCE, target, None)
}

#[cold]
fn not_referable(py: &Py, type_: &Type) -> Raised {
    exc::type_error(py, format_args!("cannot create weak reference to '{}' object", type_.name()))
}

/// The plain reference or the plain proxy to an object that has no callback, if there is one.
fn basic_reference(shared: &Shared, target: NonNull<Object>, proxy: bool) -> Option<NonNull<Object>> {
    let (reference, plain_proxy) = basic_references(shared, target);
    if proxy { plain_proxy } else { reference }
}

fn basic_references(
    shared: &Shared,
    target: NonNull<Object>,
) -> (Option<NonNull<Object>>, Option<NonNull<Object>>) {
    let mut next = each(shared, target).take(2).filter(|&it| !payload(it).has_callback() && !is_dead(it));
    match next.next() {
        Some(first) if type_of(first).is(&REFERENCE) => {
            (Some(first), next.next().filter(|&second| is_proxy(type_of(second))))
        }
        first => (None, first.filter(|&first| is_proxy(type_of(first)))),
    }
}

/// Puts a new reference into the list of its target.
fn link(shared: &Shared, reference: NonNull<Object>, target: NonNull<Object>, basic: bool) -> PyResult<()> {
    let table = &shared.interpreter().weakrefs;
    let (basic_reference, basic_proxy) = basic_references(shared, target);
    let previous = match (basic, is_proxy(type_of(reference))) {
        (true, false) => None,
        (true, true) => basic_reference,
        _ => basic_proxy.or(basic_reference),
    };
    let new = payload(reference);
    let next = match previous {
        Some(previous) => payload(previous).next.get(),
        None => {
            let first = first_of(shared, target);
            table.set_first(target, Some(reference))?;
            first
        }
    };
    new.target.set(Some(target));
    new.previous.set(previous);
    new.next.set(next);
    if let Some(previous) = previous {
        payload(previous).next.set(Some(reference));
    }
    if let Some(next) = next {
        payload(next).previous.set(Some(reference));
    }
    set_bit(shared, target, true);
    Ok(())
}

/// Notes in an object's metadata whether it has weak references. Static types have none, and never die.
fn set_bit(shared: &Shared, object: NonNull<Object>, has: bool) {
    let space = shared.space();
    if space.is_collected(object.cast()) {
        let meta = space.meta(object.cast());
        let bit = Meta::WEAKLY_REFERENCED;
        space.set_meta(object.cast(), if has { meta.with(bit) } else { meta.without(bit) });
    }
}

// ---- looking -----------------------------------------------------------------------------------------------------------

/// The references to an object that are linked, those that wait to die among them.
fn each(shared: &Shared, target: NonNull<Object>) -> impl Iterator<Item = NonNull<Object>> {
    std::iter::successors(first_of(shared, target), |&it| payload(it).next.get())
}

/// The first reference to an object that is linked. Most objects have none, which their metadata tells.
fn first_of(shared: &Shared, target: NonNull<Object>) -> Option<NonNull<Object>> {
    let space = shared.space();
    if space.is_collected(target.cast()) && !space.meta(target.cast()).has(Meta::WEAKLY_REFERENCED) {
        return None;
    }
    shared.interpreter().weakrefs.first(target)
}

/// The weak references to an object.
pub fn references(py: &Py, target: Borrowed<'_>) -> PyResult<Vec<Value>> {
    let mut references = Vec::new();
    if target.object().is_none() || !target.type_().has(Flags::WEAKLY_REFERABLE) {
        return Ok(references);
    }
    for reference in each(py.shared(), target.pointer()).filter(|&it| !is_dead(it)) {
        references.try_reserve(1)?;
        // SAFETY: the reference is linked and does not wait to die.
        references.push(unsafe { Borrowed::from_pointer(reference) }.to_value());
    }
    Ok(references)
}

/// How many there are.
pub fn count(py: &Py, target: Borrowed<'_>) -> usize {
    if target.object().is_none() || !target.type_().has(Flags::WEAKLY_REFERABLE) {
        return 0;
    }
    each(py.shared(), target.pointer()).filter(|&it| !is_dead(it)).count()
}

/// The first of them.
pub(crate) fn first(py: &Py, target: Borrowed<'_>) -> Option<Value> {
    target.object()?;
    let first = each(py.shared(), target.pointer()).find(|&it| !is_dead(it))?;
    // SAFETY: the reference is linked and does not wait to die.
    Some(unsafe { Borrowed::from_pointer(first) }.to_value())
}

impl WeakRef {
    /// Whether it refers to an object, which is alive.
    #[inline]
    pub fn is_of(&self, object: &Value) -> bool {
        self.target.get().is_some_and(|target| target == object.pointer())
    }

    /// The object; `None` if it is gone, or waits to die.
    #[inline]
    pub fn target(&self, _: &Py) -> Option<Value> {
        let target = self.target.get().filter(|&target| !is_dead(target))?;
        // SAFETY: the reference would have been cleared if the object were not there; it is alive.
        Some(unsafe { Borrowed::from_pointer(target) }.to_value())
    }
}

impl Value {
    /// The payload of a weak reference of any kind.
    pub fn as_weakref(&self) -> Option<&WeakRef> {
        // SAFETY: objects of these types carry this payload; it lives as long as the value does.
        (self.object().is_some() && is_reference(self.type_()))
            .then(|| unsafe { NonNull::from(payload(self.pointer())).as_ref() })
    }
}

// ---- clearing ----------------------------------------------------------------------------------------------------------

/// Takes a reference off the list of its target, which it forgets. Its callback stays.
pub(crate) fn clear(shared: &Shared, reference: NonNull<Object>) {
    unlink(shared, payload(reference));
}

/// The same by its payload.
pub(crate) fn unlink(shared: &Shared, reference: &WeakRef) {
    let Some(target) = reference.target.take() else { return };
    let (previous, next) = (reference.previous.take(), reference.next.take());
    if let Some(next) = next {
        payload(next).previous.set(previous);
    }
    match previous {
        Some(previous) => payload(previous).next.set(next),
        None => {
            // Only a new entry needs memory.
            let _ = shared.interpreter().weakrefs.set_first(target, next);
            if next.is_none() {
                set_bit(shared, target, false);
            }
        }
    }
}

/// Clears all references to an object.
pub(crate) fn clear_all(shared: &Shared, target: NonNull<Object>) {
    while let Some(first) = first_of(shared, target) {
        clear(shared, first);
    }
}

/// Clears all references to a dying object, if none of them has a callback to call; else it does nothing, and gives false.
pub(crate) fn clear_silently(shared: &Shared, target: NonNull<Object>) -> bool {
    if each(shared, target).any(|it| payload(it).has_callback() && !is_dead(it)) {
        return false;
    }
    clear_all(shared, target);
    true
}

/// Clears all references to an object, and shows those that are alive and have callbacks.
pub(crate) fn clear_showing(shared: &Shared, target: NonNull<Object>, mut show: impl FnMut(Value)) {
    while let Some(first) = first_of(shared, target) {
        clear(shared, first);
        if payload(first).has_callback() && !is_dead(first) {
            // SAFETY: the reference is alive.
            show(unsafe { Borrowed::from_pointer(first) }.to_value());
        }
    }
}

/// Calls the callback of a reference that the collector has cleared.
pub(crate) fn call_callback(py: &mut Py, reference: &Value) {
    let callback = reference.as_weakref().and_then(|it| it.callback.get(py).clone());
    if let Some(callback) = callback {
        call(py, reference, &callback, "Exception ignored on calling weakref callback");
    }
}

fn call(py: &mut Py, reference: &Value, callback: &Value, what: &str) {
    if let Err(raised) = py.call(callback, &[reference]) {
        py.unraisable(raised, what, Some(callback));
    }
}

/// Clears all references to a dying object and calls their callbacks, which they lose.
pub(crate) fn call_callbacks(py: &mut Py, target: NonNull<Object>) {
    let mut callbacks: Vec<(Value, Value)> = Vec::new();
    while let Some(first) = first_of(py.shared(), target) {
        clear(py.shared(), first);
        if is_dead(first) || callbacks.try_reserve(1).is_err() {
            continue;
        }
        if let Some(callback) = payload(first).callback.replace(py, None) {
            // SAFETY: the reference is alive.
            callbacks.push((unsafe { Borrowed::from_pointer(first) }.to_value(), callback));
        }
    }
    for (reference, callback) in &callbacks {
        call(py, reference, callback, "Exception ignored while calling weakref callback");
    }
    drop(callbacks);
}
