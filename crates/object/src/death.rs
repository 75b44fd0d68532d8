//! How objects die: at once, in CPython's order, without native recursion, and without Python code in a `Drop`.
//!
//! A leaf is freed when its last reference is dropped. Any other object goes to a list, linked through the scratch words
//! of the headers, and is taken apart from there:
//!
//! ```text
//! top ─► item of the item ─► item ─► list being taken apart ─► … (what waited before)
//! ```
//!
//! Most objects never see the list: as long as nothing is nested deeper than [`NESTED`], whoever drops the last reference takes
//! the object apart there and then, in the same order.
//!
//! The object on top gives out its values one by one, the one that CPython would release first first. When a value dies
//! of it, it comes to lie on top and is taken apart to its end before the object below goes on: that is depth first, and
//! a chain of ten million objects needs no stack. The first object whose death needs Python stops the walk, and it and
//! everything below waits until [`drain`] is called by somebody who may run Python. Nobody can reach what waits.

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};

use crate::heap::meta::Meta;
use crate::object::Object;
use crate::py::{Py, Shared, shared, type_of};
use crate::type_::{Flags, Parts, Payload, Type, Visit};
use crate::value::Value;
use crate::weak;

/// How far taking an object apart has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Teardown {
    /// Everything is released; the block can be freed.
    Done,
    /// A value that was released died and lies on top of the list now; the rest follows later.
    Interrupted,
}

/// The objects that are dead and not freed yet.
#[derive(Default)]
pub(crate) struct DeathList {
    /// The top, as the number of its granule plus one; 0 when the list is empty.
    top: Cell<u32>,
    /// The one at the other end; of no meaning when the list is empty.
    bottom: Cell<u32>,
    /// How many objects are on the list, modulo what the number holds.
    depth: Cell<u8>,
    /// Those that were put on it last, each at its depth: to find an object by its granule takes a division.
    recent: [Cell<Option<NonNull<Object>>>; RECENT],
    /// Somebody is taking the objects of the list apart already.
    walking: Cell<bool>,
    /// How many objects are being taken apart inside each other without the list.
    nested: Cell<u8>,
    /// How many drains there are inside each other: what runs on behalf of a dead object may drop others.
    draining: Cell<u32>,
}

/// How many bytes of the stack must be left for a drain inside another. Else the outer one goes on when the inner has returned, so
/// that a chain of objects whose deaths take Python needs no more stack than that.
const ROOM: usize = 256 << 10;

/// How deep objects are taken apart inside each other.
const NESTED: u8 = 8;

/// How many objects on top of the list are remembered.
const RECENT: usize = 8;

impl DeathList {
    /// Where the object on top is remembered.
    fn place(&self) -> &Cell<Option<NonNull<Object>>> {
        &self.recent[usize::from(self.depth.get()) % RECENT]
    }

    #[inline(always)]
    pub(crate) fn is_empty(&self) -> bool {
        self.top.get() == 0
    }
}

impl Shared {
    fn top(&self) -> Option<NonNull<Object>> {
        let link = self.deaths.top.get();
        if link == 0 {
            return None;
        }
        let recent = self.deaths.place().get();
        if recent.is_some_and(|object| self.space().granule(object.cast()) as u32 + 1 == link) {
            return recent;
        }
        self.space().object_in(link as usize - 1).map(NonNull::cast)
    }

    fn push(&self, object: NonNull<Object>) {
        let link = self.space().granule(object.cast()) as u32 + 1;
        let below = self.deaths.top.replace(link);
        if below == 0 {
            self.deaths.bottom.set(link);
        }
        // SAFETY: the object is dead, but its memory is still there.
        unsafe { object.as_ref() }.set_scratch(below);
        self.deaths.depth.set(self.deaths.depth.get().wrapping_add(1));
        self.deaths.place().set(Some(object));
    }

    /// Puts an object below those that came onto the list since `below` was on top.
    #[cold]
    #[inline(never)]
    fn insert_above(&self, below: u32, object: NonNull<Object>) {
        let link = self.space().granule(object.cast()) as u32 + 1;
        // SAFETY: the object is dead, but its memory is still there.
        unsafe { object.as_ref() }.set_scratch(below);
        if below == 0 {
            self.deaths.bottom.set(link);
        }
        let mut above = self.deaths.top.get();
        while above != below {
            let Some(next) = self.space().object_in(above as usize - 1).map(NonNull::cast::<Object>) else {
                return;
            };
            // SAFETY: the object is on the list, so its memory is still there.
            let next = unsafe { next.as_ref() };
            above = next.scratch();
            if above == below {
                next.set_scratch(link);
            }
        }
        // The places of those above have changed.
        self.deaths.depth.set(self.deaths.depth.get().wrapping_add(1));
        self.deaths.recent.iter().for_each(|place| place.set(None));
    }

    fn pop(&self, object: NonNull<Object>) {
        // SAFETY: the object is on the list, so its memory is still there.
        let object = unsafe { object.as_ref() };
        self.deaths.top.set(object.scratch());
        object.set_scratch(0);
        self.deaths.place().set(None);
        self.deaths.depth.set(self.deaths.depth.get().wrapping_sub(1));
    }

    /// Takes objects apart until none is left or one needs Python.
    #[inline(never)]
    pub(crate) fn walk(&self) {
        if self.deaths.nested.get() != 0 || self.deaths.walking.replace(true) {
            return;
        }
        while let Some(object) = self.top() {
            if self.needs_python(object) {
                break;
            }
            // SAFETY: the object is dead, and nobody else takes it apart.
            if unsafe { take_apart(object, self) } == Teardown::Done {
                self.pop(object);
                self.free(object);
            }
        }
        self.deaths.walking.set(false);
    }

    /// Taking an object apart has panicked. What is left of it is never freed.
    #[cold]
    pub(crate) fn stop_walking(&self) {
        self.deaths.nested.set(0);
        if self.deaths.walking.replace(false)
            && let Some(object) = self.top()
        {
            self.pop(object);
        }
    }

    fn needs_python(&self, object: NonNull<Object>) -> bool {
        let meta = self.space().meta(object.cast());
        type_of(object).slots.finalize.get().is_some() && !meta.has(Meta::FINALISED)
            || meta.has(Meta::WEAKLY_REFERENCED) && !weak::clear_silently(self, object)
    }

    /// Whether an object can be taken apart there and then: that needs no Python, and does not lead too deep.
    #[inline(always)]
    fn is_simple(&self, object: NonNull<Object>, type_: &Type) -> bool {
        let meta = self.space().meta(object.cast());
        meta.is_plain()
            && self.deaths.nested.get() != NESTED
            && (type_.slots.finalize.get().is_none() || meta.has(Meta::FINALISED))
    }

    /// Takes a dead object apart and frees it. False: it is still there, and something that died of it is on the list.
    #[inline(always)]
    fn take_apart_here(&self, object: NonNull<Object>) -> bool {
        let nested = &self.deaths.nested;
        nested.set(nested.get() + 1);
        // SAFETY: the object is dead, and nobody else takes it apart.
        let teardown = unsafe { take_apart(object, self) };
        nested.set(nested.get() - 1);
        if teardown == Teardown::Interrupted {
            return false;
        }
        self.free(object);
        true
    }

    /// Takes a dead object apart and frees it, unless that needs Python or leads too deep: false, and nothing has happened, or
    /// it is on the list with what died of it.
    fn bury_at_once(&self, object: NonNull<Object>, type_: &Type) -> bool {
        if !self.is_simple(object, type_) {
            return false;
        }
        let below = self.deaths.top.get();
        if !self.take_apart_here(object) {
            self.insert_above(below, object);
            self.walk();
        }
        true
    }

    /// Frees an object that is no leaf.
    #[inline(always)]
    fn free(&self, object: NonNull<Object>) {
        let interpreter = self.interpreter();
        let type_ = type_of(object);
        debug_assert!(interpreter.space.is_collected(object.cast()), "a leaf");
        interpreter.space.set_meta(object.cast(), Meta::NONE);
        interpreter.collector.count_down();
        // SAFETY: nothing of the object is in use any more.
        unsafe { interpreter.space.free(object.cast()) };
        if type_.is_heap() {
            // SAFETY: the reference that the object held to its type.
            drop(unsafe { Value::from_counted(NonNull::from(type_).cast()) });
        }
    }
}

impl Shared {
    /// Goes on with an object that was taken apart while nothing waited, when what died of it is dead.
    #[cold]
    #[inline(never)]
    fn interrupted(&self, object: NonNull<Object>) {
        self.insert_above(0, object);
        self.walk();
    }

    /// Buries an object while others wait, or one that has to wait itself.
    #[inline(never)]
    fn bury_among_others(&self, object: NonNull<Object>, type_: &Type) {
        let deaths = &self.deaths;
        if !deaths.is_empty() && deaths.nested.get() == 0 && !deaths.walking.get() {
            self.bury_behind(object, type_);
        } else if !self.bury_at_once(object, type_) {
            self.push(object);
            self.walk();
        }
    }

    /// Buries an object of which nothing is taken apart before what waits already has died: deaths that follow each other
    /// come in that order.
    #[cold]
    #[inline(never)]
    fn bury_behind(&self, object: NonNull<Object>, type_: &Type) {
        let waiting = self.set_aside();
        if !self.bury_at_once(object, type_) {
            self.push(object);
            self.walk();
        }
        let behind = self.set_aside();
        self.deaths.top.set(waiting.top);
        self.deaths.bottom.set(waiting.bottom);
        self.put_back(&behind);
    }

    /// Takes the whole list away.
    fn set_aside(&self) -> Waiting {
        Waiting { top: self.deaths.top.replace(0), bottom: self.deaths.bottom.get() }
    }

    /// Puts a list at the bottom of what is there now.
    fn put_back(&self, list: &Waiting) {
        if list.top == 0 {
            return;
        }
        let deaths = &self.deaths;
        if deaths.top.get() == 0 {
            deaths.top.set(list.top);
        } else if let Some(bottom) = self.space().object_in(deaths.bottom.get() as usize - 1) {
            // SAFETY: the object is on the list, so its memory is still there.
            unsafe { bottom.cast::<Object>().as_ref() }.set_scratch(list.top);
        }
        deaths.bottom.set(list.bottom);
    }
}

/// A list that was set aside.
struct Waiting {
    top: u32,
    bottom: u32,
}

/// The last reference to an object is gone. False: something waits now that needs Python to die.
///
/// # Safety
/// Nobody holds a reference to the object, and it has not been buried before.
// Not inlined, so that what every drop of a value does, to count down, is.
#[inline(never)]
pub(crate) unsafe fn bury(object: NonNull<Object>) -> bool {
    // A thread without an interpreter has no objects; if one were dropped there, it leaks.
    let Some(shared) = shared() else { return true };
    let type_ = type_of(object);
    if type_.is_leaf() {
        if let Some(teardown) = type_.memory.teardown {
            // SAFETY: the object is dead and of this type.
            let _ = unsafe { teardown(object, shared) };
        }
        // SAFETY: nothing of the object is in use any more. A leaf has no metadata, and its type is not counted.
        unsafe { shared.space().free(object.cast()) };
    } else if shared.deaths.is_empty() && shared.is_simple(object, type_) {
        if !shared.take_apart_here(object) {
            shared.interrupted(object);
        }
    } else {
        shared.bury_among_others(object, type_);
    }
    shared.deaths.is_empty()
}

/// Drops the last reference to an object. False: something waits now that needs Python to die.
///
/// # Safety
/// The reference is the last one, and is not used again.
#[inline(always)]
pub(crate) unsafe fn kill(object: NonNull<Object>) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        object.as_ref().set_count(0);
        bury(object)
    }
}

/// Notes that an object has nothing to do before it dies, though its type may have.
#[inline(always)]
pub fn needs_no_finaliser(shared: &Shared, object: NonNull<Object>) {
    let space = shared.space();
    space.set_meta(object.cast(), space.meta(object.cast()).with(Meta::FINALISED));
}

impl Py {
    /// Notes that an object has nothing to do before it dies, though what derives from its type may have.
    pub fn needs_no_finaliser(&self, value: &Value) {
        if let Some(object) = value.object().filter(|object| !object.type_().is_leaf()) {
            needs_no_finaliser(self.shared(), NonNull::from(object));
        }
    }
}

/// Takes a dead object apart as far as it goes without Python.
///
/// # Safety
/// The object is dead, and nobody else takes it apart.
pub(crate) unsafe fn take_apart(object: NonNull<Object>, shared: &Shared) -> Teardown {
    let type_ = type_of(object);
    // SAFETY: the caller's promise; the functions are those of the object's type.
    unsafe {
        if type_.is_heap() {
            return crate::instance::teardown(object, shared);
        }
        type_.memory.teardown.map_or(Teardown::Done, |teardown| teardown(object, shared))
    }
}

/// Drops values one by one until there is none left or one of them died.
#[inline(always)]
pub(crate) fn release_all(shared: &Shared, mut take: impl FnMut() -> Option<Value>) -> Teardown {
    let top = shared.deaths.top.get();
    while let Some(value) = take() {
        // Numbers, and what lives on, leave nothing behind.
        let Some(last) = value.release_unless_last() else { continue };
        drop(last);
        if shared.deaths.top.get() != top {
            return Teardown::Interrupted;
        }
    }
    Teardown::Done
}

/// Drops the values in some places, one after the other, until none is left or one of them died. `gone` counts the places that
/// have been dealt with, of `count`. What `take` has given is not there any more.
#[inline(always)]
pub(crate) fn release_places(
    shared: &Shared,
    gone: &mut usize,
    count: usize,
    take: impl Fn(usize) -> Option<Value>,
) -> Teardown {
    let top = shared.deaths.top.get();
    let mut next = *gone;
    while next < count {
        let value = take(next).map(ManuallyDrop::new);
        next += 1;
        // Numbers, and what lives on, leave nothing behind.
        if let Some(object) = value.as_ref().and_then(|value| value.object())
            && !object.release_unless_last()
        {
            // SAFETY: it is the last reference, and the value is not dropped.
            unsafe { kill(NonNull::from(object)) };
            if shared.deaths.top.get() != top {
                *gone = next;
                return Teardown::Interrupted;
            }
        }
    }
    *gone = count;
    Teardown::Done
}

/// The same for the items of an array, the last one first; `len` is how many are left.
///
/// # Safety
/// There are as many items, and those that `len` does not count any more are not used again.
#[inline(always)]
pub(crate) unsafe fn release_items(shared: &Shared, items: *const Value, len: &mut usize) -> Teardown {
    let (count, mut gone) = (*len, 0);
    // SAFETY: the caller's promise.
    let take = |number: usize| Some(unsafe { items.add(count - 1 - number).read() });
    let teardown = release_places(shared, &mut gone, count, take);
    *len = count - gone;
    teardown
}

/// The `teardown` of a type whose payload holds no values, but other things that must be given back.
///
/// # Safety
/// The object is dead and carries a `T`.
pub(crate) unsafe fn drop_payload<T: Payload>(object: NonNull<Object>, _: &Shared) -> Teardown {
    // SAFETY: the caller's promise.
    unsafe { Object::payload::<T>(object).drop_in_place() };
    Teardown::Done
}

/// Takes apart what waits, running the Python code that it takes.
#[cold]
#[inline(never)]
pub(crate) fn drain(py: &mut Py) {
    let outer = py.shared().deaths.draining.get();
    if outer != 0 && py.native_stack_left() < ROOM {
        return;
    }
    py.shared().deaths.draining.set(outer + 1);
    py.aside(|py| {
        loop {
            py.shared().walk();
            let Some(object) = py.shared().top() else { break };
            if py.shared().deaths.walking.get() {
                break;
            }
            finalize(py, object);
        }
    });
    py.shared().deaths.draining.set(outer);
}

/// Lets the object on top of the list take one step towards its death that takes Python: its finaliser, or the callbacks of
/// its weak references. What lies below waits until that has returned: a list of its own holds what dies in the meantime.
fn finalize(py: &mut Py, object: NonNull<Object>) {
    let shared = py.shared();
    shared.pop(object);
    let below = shared.set_aside();
    let meta = shared.space().meta(object.cast());
    let type_ = type_of(object);
    let finalize = type_.slots.finalize.get().filter(|_| !meta.has(Meta::FINALISED));
    let value = match finalize {
        Some(finalize) if !(meta.has(Meta::WEAKLY_REFERENCED) && type_.has(Flags::WEAKREFS_FIRST)) => {
            shared.space().set_meta(object.cast(), meta.with(Meta::FINALISED));
            // SAFETY: the object is dead, its memory is there, and nobody else has it. With this reference it lives again,
            // until the finaliser has run or, if it stores the object away, for as long as that is so.
            let value = unsafe {
                object.as_ref().set_count(1);
                Value::from_counted(object)
            };
            finalize(py, value.borrow());
            Some(value)
        }
        _ => {
            weak::call_callbacks(py, object);
            None
        }
    };
    if !py.shared().deaths.is_empty() {
        drain(py);
    }
    match value {
        Some(value) => drop(value),
        None => py.shared().push(object),
    }
    py.shared().put_back(&below);
}

/// Shows the parts of any object.
///
/// # Safety
/// The object is there, and no write borrow of its cells exists.
pub(crate) unsafe fn trace_object(object: NonNull<Object>, visit: &mut Visit<'_>) {
    let type_ = type_of(object);
    // SAFETY: the caller's promise; the functions are those of the object's type.
    unsafe {
        if type_.is_heap() {
            crate::instance::trace(object, visit);
        } else if let Some(trace) = type_.memory.trace {
            trace(object, visit);
        }
    }
}

/// The `teardown` of a type whose payload says what its parts are.
///
/// # Safety
/// The object is dead and carries a `T`; a call that returned [`Teardown::Done`] was the last.
pub unsafe fn teardown<T: Payload + Parts>(object: NonNull<Object>, shared: &Shared) -> Teardown {
    let payload = Object::payload::<T>(object).as_ptr();
    // SAFETY: the object is dead, so nobody else has a reference to its payload.
    if release_all(shared, || unsafe { (*payload).take_part() }) == Teardown::Interrupted {
        return Teardown::Interrupted;
    }
    if !T::ONLY_VALUES {
        // SAFETY: no value is left in the payload; what it owns beside values goes now.
        unsafe { ptr::drop_in_place(payload) };
    }
    Teardown::Done
}

/// The `trace` of such a type.
///
/// # Safety
/// The object carries a `T`, and no write borrow of its cells exists.
pub unsafe fn trace<T: Payload + Parts>(object: NonNull<Object>, visit: &mut Visit<'_>) {
    // SAFETY: the caller's promise.
    unsafe { Object::payload::<T>(object).as_ref() }.each_part(visit);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::PyCell;
    use crate::py::Heap;
    use crate::type_::Type;
    use crate::value::Borrowed;

    /// A container that notes its name when it dies.
    struct Node {
        name: u32,
        items: PyCell<Vec<Value>>,
    }

    static NODE: Type = Type::of::<Node>("node", None);
    static LOUD: Type = Type::of::<Loud>("loud", None);

    fn finalize(_: &mut Py, value: Borrowed<'_>) {
        let Some(loud) = value.exact::<Loud>() else { return };
        LOG.with_borrow_mut(|log| log.push(loud.0.name));
        if loud.0.name == 99 {
            KEPT.set(Some(value.to_value()));
        }
    }

    // SAFETY: the tests make objects of these types with these payloads only.
    unsafe impl Payload for Node {
        const TYPE: &'static Type = &NODE;
    }

    struct Loud(Node);

    // SAFETY: as above.
    unsafe impl Payload for Loud {
        const TYPE: &'static Type = &LOUD;
    }

    thread_local! {
        static LOG: std::cell::RefCell<Vec<u32>> = const { std::cell::RefCell::new(Vec::new()) };
        static KEPT: Cell<Option<Value>> = const { Cell::new(None) };
    }

    impl Parts for Node {
        fn take_part(&mut self) -> Option<Value> {
            self.items.exclusive().pop()
        }

        fn each_part(&self, visit: &mut Visit<'_>) {
            // SAFETY: no write borrow exists in these tests while something is traced.
            unsafe { self.items.peek() }.iter().for_each(visit);
        }
    }

    impl Parts for Loud {
        fn take_part(&mut self) -> Option<Value> {
            self.0.take_part()
        }

        fn each_part(&self, visit: &mut Visit<'_>) {
            self.0.each_part(visit);
        }
    }

    fn node(heap: Heap, items: Vec<Value>) -> Value {
        heap.object(Node { name: 0, items: PyCell::new(items) }).unwrap()
    }

    fn loud(heap: Heap, name: u32, items: Vec<Value>) -> Value {
        LOUD.slots.finalize.set(Some(finalize));
        heap.object(Loud(Node { name, items: PyCell::new(items) })).unwrap()
    }

    fn log() -> Vec<u32> {
        LOG.take()
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let py = Py::new().unwrap();
        let mut chain = node(py.heap(), Vec::new());
        for _ in 0..3_000_000 {
            chain = node(py.heap(), vec![chain, Value::small_int(1).unwrap()]);
        }
        let pages = py.shared().space().pages_in_use();
        drop(chain);
        assert!(py.shared().deaths.is_empty());
        assert!(py.shared().space().pages_in_use() < pages / 100);
    }

    #[test]
    fn the_last_item_dies_first_and_takes_its_items_with_it() {
        let mut py = Py::new().unwrap();
        let heap = py.heap();
        let inner = node(heap, vec![loud(heap, 1, vec![]), loud(heap, 2, vec![loud(heap, 3, vec![])])]);
        let outer = node(heap, vec![loud(heap, 4, vec![]), inner, loud(heap, 5, vec![])]);
        drop(outer);
        assert!(log().is_empty(), "no Python code in a drop");
        py.drain();
        assert_eq!(log(), [5, 2, 3, 1, 4]);
    }

    #[test]
    fn a_finaliser_runs_once_and_may_keep_its_object() {
        let mut py = Py::new().unwrap();
        drop(loud(py.heap(), 99, vec![loud(py.heap(), 7, vec![])]));
        py.drain();
        assert_eq!(log(), [99]);
        let kept = KEPT.take().unwrap();
        assert_eq!(kept.reference_count(), Some(1));
        drop(kept);
        py.drain();
        assert_eq!(log(), [7]);
    }

    #[test]
    fn cloned_values_live_until_the_last_is_gone() {
        let mut py = Py::new().unwrap();
        let first = loud(py.heap(), 1, vec![]);
        let second = first.clone();
        assert!(first.is(&second));
        assert_eq!(first.reference_count(), Some(2));
        drop(first);
        py.drain();
        assert!(log().is_empty());
        drop(second);
        py.drain();
        assert_eq!(log(), [1]);
    }
}
