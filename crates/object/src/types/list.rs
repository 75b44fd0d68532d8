//! `list`, and the iterator over one.

use std::alloc::Layout;
use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use super::object::OBJECT;
use super::slice::{Bounds, Indices};
use super::tuple::Tuple;
use crate::args::StackRef;
use crate::cell::PyCell;
use crate::death::Teardown;
use crate::last_first::LastFirst;
use crate::object::{HEADER_SIZE, Object};
use crate::py::{Heap, Py, PyResult, Shared, out_of_memory};
use crate::type_::{Memory, Parts, Payload, Type, Visit};
use crate::value::{Borrowed, Value};

/// The payload of a list.
#[derive(Default)]
pub struct List {
    /// The items.
    pub items: PyCell<Vec<Value>>,
}

/// `list`
pub static LIST: Type = Type::with_memory(
    "list",
    Some(&OBJECT),
    HEADER_SIZE + size_of::<List>(),
    Memory { teardown: Some(teardown), trace: Some(trace), size: None },
);

// SAFETY: lists are made with this payload, and types that derive from `list` keep it.
unsafe impl Payload for List {
    const TYPE: &'static Type = &LIST;
}

/// Lets the items go, the last one first, then the memory that they lay in.
///
/// # Safety
/// The object is a dead list.
unsafe fn teardown(object: NonNull<Object>, shared: &Shared) -> Teardown {
    // SAFETY: the list is dead, so nobody else has a reference to its payload.
    let items = unsafe { Object::payload::<List>(object).as_mut() }.items.exclusive();
    let (memory, capacity, mut len) = (items.as_mut_ptr(), items.capacity(), items.len());
    // SAFETY: the items are there, and those that the length does not count are never looked at again.
    let teardown = unsafe { crate::death::release_items(shared, memory, &mut len) };
    if teardown == Teardown::Interrupted {
        // SAFETY: so many items are left.
        unsafe { items.set_len(len) };
    } else {
        // SAFETY: the vector is not used again. No item is left, which its own drop would have to find out.
        drop(unsafe { Vec::<ManuallyDrop<Value>>::from_raw_parts(memory.cast(), 0, capacity) });
    }
    teardown
}

/// # Safety
/// The object is a list, and no borrow of its items exists.
unsafe fn trace(object: NonNull<Object>, visit: &mut Visit<'_>) {
    // SAFETY: the caller's promise.
    unsafe { Object::payload::<List>(object).as_ref().items.peek() }.iter().rev().for_each(visit);
}

/// The payload of an iterator over a list.
pub struct ListIterator {
    /// The list; nothing at the end.
    pub list: PyCell<Option<Value>>,
    /// The next index.
    pub index: Cell<usize>,
}

/// `list_iterator`
pub static LIST_ITERATOR: Type = Type::of::<ListIterator>("list_iterator", Some(&OBJECT));

// SAFETY: only made here, with this payload; the type cannot be derived from.
unsafe impl Payload for ListIterator {
    const TYPE: &'static Type = &LIST_ITERATOR;
}

impl Parts for ListIterator {
    fn take_part(&mut self) -> Option<Value> {
        self.list.exclusive().take()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        unsafe { self.list.peek() }.iter().for_each(visit);
    }
}

impl List {
    /// The item at an index.
    #[inline(always)]
    pub fn item(&self, py: &Py, index: usize) -> Option<Value> {
        self.items.get(py).get(index).cloned()
    }

    /// How many items there are.
    #[inline(always)]
    pub fn len(&self, py: &Py) -> usize {
        self.items.get(py).len()
    }

    /// Puts an item at the end.
    #[inline(always)]
    pub fn append(&self, py: &mut Py, item: Value) -> PyResult<()> {
        let mut items = self.items.get_mut(py);
        if items.len() == items.capacity() {
            grow(&mut items, 1)?;
        }
        items.push(item);
        Ok(())
    }
}

impl List {
    /// Puts copies of items at the end.
    pub fn extend_from(&self, py: &mut Py, more: &[Value]) -> PyResult<()> {
        let mut items = self.items.get_mut(py);
        if items.capacity() - items.len() < more.len() {
            grow(&mut items, more.len())?;
        }
        items.extend_from_slice(more);
        Ok(())
    }

    /// Puts the items of a list, which may be this one, at the end.
    pub fn extend_from_list(&self, py: &mut Py, source: &Self) -> PyResult<()> {
        let Some((mut items, more)) = self.items.pair(&source.items, py) else {
            let own = self.items.get(py).clone();
            return self.extend_from(py, &own);
        };
        if items.capacity() - items.len() < more.len() {
            grow(&mut items, more.len())?;
        }
        items.extend_from_slice(&more);
        Ok(())
    }

    /// Puts the items of an iterable at the end. They come one by one, and whoever makes them can see the list grow.
    pub fn extend_by_iteration(&self, py: &mut Py, iterable: &Value) -> PyResult<()> {
        if let Some(found) = py.items_at_once(iterable) {
            return self.extend_by(py, found?);
        }
        let iterator = py.iter(iterable)?;
        let hint = py.length_hint(iterable, 8)?;
        {
            let mut items = self.items.get_mut(py);
            // A list that no length would fit is not what the hint means.
            if items.len().checked_add(hint).is_some_and(|len| isize::try_from(len).is_ok()) {
                items.try_reserve_exact(hint)?;
            }
        }
        let Some(next) = iterator.type_().slots.next.get() else { return Ok(()) };
        while let Some(item) = next(py, iterator.borrow())? {
            self.append(py, item)?;
        }
        shrink(&mut self.items.get_mut(py));
        Ok(())
    }

    /// Puts copies of the items of a list or tuple in the place of a contiguous part, of which the last item goes first. Nothing
    /// happens where the value is something else, or the list itself.
    pub fn replace_part(&self, py: &mut Py, part: Bounds, value: Borrowed<'_>) -> Option<PyResult<()>> {
        let replaced = if let Some(tuple) = value.exact::<Tuple>() {
            replace_part(&mut self.items.get_mut(py), part, tuple.items())
        } else {
            let (mut items, new) = self.items.pair(&value.exact::<Self>()?.items, py)?;
            replace_part(&mut items, part, &new)
        };
        Some(replaced.map(|old| drop(LastFirst(old))))
    }

    fn extend_by(&self, py: &mut Py, more: Vec<Value>) -> PyResult<()> {
        let mut items = self.items.get_mut(py);
        if items.capacity() == 0 {
            *items = more;
            return Ok(());
        }
        if items.capacity() - items.len() < more.len() {
            grow(&mut items, more.len())?;
        }
        items.extend(more);
        Ok(())
    }
}

/// Puts copies of items in the place of a contiguous part. The objects that were there come back; of numbers nobody has to take care, so
/// that for a list of them no memory is asked for.
fn replace_part(items: &mut Vec<Value>, part: Bounds, new: &[Value]) -> PyResult<Vec<Value>> {
    let Indices { start, count, .. } = part.within(items.len());
    // The place is not negative: the step is not.
    let start = start as usize;
    let replaced = items.get(start..start + count).unwrap_or_default();
    let mut objects = with_room(replaced.iter().filter(|item| item.object().is_some()).count())?;
    let additional = new.len().saturating_sub(count);
    if items.capacity() - items.len() < additional {
        grow(items, additional)?;
    }
    let rest = items.len() - start - count;
    // SAFETY: the part is within the list, and there is room for the new items. Until these are there nothing else looks at the list;
    // each item that was there moves once, down or to the objects, or is a number.
    unsafe {
        let place = items.as_mut_ptr().add(start);
        for index in 0..count {
            let old = place.add(index);
            if (*old).object().is_some() {
                objects.push(old.read());
            }
        }
        std::ptr::copy(place.add(count), place.add(new.len()), rest);
        write_copies(place, new);
        items.set_len(start + new.len() + rest);
    }
    shrink(items);
    Ok(objects)
}

/// Gives memory back when less than half of it is used.
#[inline(always)]
pub fn shrink(items: &mut Vec<Value>) {
    const LEAST: usize = 4;
    if items.len() < items.capacity() / 2 && items.capacity() > LEAST {
        items.shrink_to((items.len() + items.len() / 8 + 6) & !3);
    }
}

/// Makes room for further items: an eighth more than is needed while there are few, so that small lists, which are the
/// most, waste little; half more after that, so that a long list is seldom copied. The first items of an empty list get
/// what they need.
#[cold]
#[inline(never)]
pub fn grow(items: &mut Vec<Value>, additional: usize) -> PyResult<()> {
    const FEW: usize = 64;
    let needed = items.len().saturating_add(additional);
    let wanted = match needed {
        _ if items.is_empty() && additional > 1 => needed,
        ..=FEW => (needed + needed / 8 + 6) & !3,
        _ => needed.saturating_add(needed / 2),
    };
    reallocate(items, wanted)
}

/// Gives items room for so many, which is more than they have. As [`with_room`] it asks the allocator at once.
fn reallocate(items: &mut Vec<Value>, count: usize) -> PyResult<()> {
    let (Ok(old), Ok(new)) = (Layout::array::<Value>(items.capacity()), Layout::array::<Value>(count)) else {
        return Err(out_of_memory());
    };
    // SAFETY: the new layout is not empty. The old one, where there is memory, is that of the vector's memory, which comes
    // from the global allocator.
    let memory = unsafe {
        match old.size() {
            0 => std::alloc::alloc(new),
            _ => std::alloc::realloc(items.as_mut_ptr().cast(), old, new.size()),
        }
    };
    if memory.is_null() {
        return Err(out_of_memory());
    }
    // SAFETY: the items have moved to the new memory, and the old vector has none any more.
    unsafe { std::ptr::write(items, Vec::from_raw_parts(memory.cast(), items.len(), count)) };
    Ok(())
}

/// No items, and room for so many. It asks the allocator at once, which for the few items that most lists have is faster than
/// to reserve.
#[inline(always)]
fn with_room(count: usize) -> PyResult<Vec<Value>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let Ok(layout) = Layout::array::<Value>(count) else { return Err(out_of_memory()) };
    // SAFETY: the layout is not empty.
    let memory = unsafe { std::alloc::alloc(layout) };
    if memory.is_null() {
        return Err(out_of_memory());
    }
    // SAFETY: the memory comes from the global allocator, with the layout of so many values.
    Ok(unsafe { Vec::from_raw_parts(memory.cast(), 0, count) })
}

/// Puts the parts of a vector into a new list. It is written word by word: where it was made somewhere else and copied, the processor
/// would have to wait for it.
///
/// # Safety
/// They are the parts of a vector, which is not used again. Nobody else has the list, and it has no memory yet.
#[inline(always)]
unsafe fn fill(list: &Value, items: *mut Value, len: usize, capacity: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        let place = Object::payload::<List>(list.pointer()).as_mut().items.exclusive();
        std::ptr::write(place, Vec::from_raw_parts(items, len, capacity));
    }
}

/// Writes copies of items to a place.
///
/// # Safety
/// There is room for them.
#[inline(always)]
unsafe fn write_copies(place: *mut Value, items: &[Value]) {
    for (index, item) in items.iter().enumerate() {
        // SAFETY: the caller's promise.
        unsafe { place.add(index).write(item.clone()) };
    }
}

impl ListIterator {
    /// The next item. At the end the list is let go.
    #[inline(always)]
    pub fn next(&self, py: &mut Py) -> Option<Value> {
        let index = self.index.get();
        let item = match &*self.list.get(py) {
            Some(list) => list.get::<List>().and_then(|list| list.item(py, index)),
            None => return None,
        };
        match item {
            Some(item) => {
                self.index.set(index + 1);
                Some(item)
            }
            None => {
                drop(self.list.replace(py, None));
                None
            }
        }
    }
}

impl Heap {
    /// A list of items.
    #[inline]
    pub fn list(self, items: Vec<Value>) -> PyResult<Value> {
        let list = self.object(List::default())?;
        let mut items = ManuallyDrop::new(items);
        // SAFETY: nobody else has the list yet, which has no memory of its own; the vector is moved.
        unsafe { fill(&list, items.as_mut_ptr(), items.len(), items.capacity()) };
        Ok(list)
    }

    /// A list of copies of some items.
    #[inline]
    pub fn list_of(self, items: &[Value]) -> PyResult<Value> {
        self.list_of_both(items, &[])
    }

    /// A list of copies of the items within bounds.
    #[inline(never)]
    pub(crate) fn list_of_part(self, items: &[Value], bounds: Bounds) -> PyResult<Value> {
        let indices = bounds.within(items.len());
        // SAFETY: the places that bounds select are within the length. As many items are written as are told of.
        unsafe {
            self.list_filled(indices.count, |target| {
                for (index, place) in indices.places().enumerate() {
                    target.add(index).write(items.get_unchecked(place).clone());
                }
            })
        }
    }

    /// A list of copies of some items and of others after them.
    #[inline(never)]
    pub fn list_of_both(self, first: &[Value], second: &[Value]) -> PyResult<Value> {
        // SAFETY: as many are written as are told of.
        unsafe {
            self.list_filled(first.len() + second.len(), |place| {
                write_copies(place, first);
                write_copies(place.add(first.len()), second);
            })
        }
    }

    /// A list of what slots hold, which is taken out of them.
    ///
    /// # Safety
    /// There are as many slots, none of them null. If there is a result, they are not used again.
    #[inline(never)]
    pub unsafe fn list_of_slots(self, slots: *const StackRef, count: usize) -> PyResult<Value> {
        // SAFETY: the caller's promise. A value is the same word as a slot that owns it.
        unsafe {
            self.list_filled(count, |place| {
                let place = place.cast::<StackRef>();
                for index in 0..count {
                    place.add(index).write(slots.add(index).read().promote());
                }
            })
        }
    }

    /// A list of so many items, which `write` puts where they belong.
    ///
    /// # Safety
    /// It does.
    #[inline(always)]
    unsafe fn list_filled(self, count: usize, write: impl FnOnce(*mut Value)) -> PyResult<Value> {
        let mut room = with_room(count)?;
        let list = self.object(List::default())?;
        let (place, capacity) = (room.as_mut_ptr(), room.capacity());
        std::mem::forget(room);
        write(place);
        // SAFETY: nobody else has the list yet, which has no memory of its own; the caller's promise.
        unsafe { fill(&list, place, count, capacity) };
        Ok(list)
    }

    /// An iterator over a list.
    #[inline]
    pub fn list_iterator(self, list: Borrowed<'_>) -> PyResult<Value> {
        self.object(ListIterator { list: PyCell::new(Some(list.to_value())), index: Cell::new(0) })
    }
}

impl Py {
    /// A list of items.
    pub fn list(&self, items: Vec<Value>) -> PyResult<Value> {
        self.heap().list(items)
    }
}
