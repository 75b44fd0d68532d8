//! `list`, and the iterator over one.

use std::alloc::Layout;
use std::cell::Cell;

use super::object::OBJECT;
use crate::args::StackRef;
use crate::cell::PyCell;
use crate::py::{Heap, Py, PyResult, out_of_memory};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::value::{Borrowed, Value};

/// The payload of a list.
#[derive(Default)]
pub struct List {
    /// The items.
    pub items: PyCell<Vec<Value>>,
}

/// `list`
pub static LIST: Type = Type::of::<List>("list", Some(&OBJECT));

// SAFETY: lists are made with this payload, and types that derive from `list` keep it.
unsafe impl Payload for List {
    const TYPE: &'static Type = &LIST;
}

impl Parts for List {
    fn take_part(&mut self) -> Option<Value> {
        self.items.exclusive().pop()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        unsafe { self.items.peek() }.iter().rev().for_each(visit);
    }
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
    items.try_reserve_exact(wanted - items.len())?;
    Ok(())
}

/// No items, and room for so many. It asks the allocator at once, which for the few items that most lists have is faster than
/// to reserve.
#[inline]
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
    pub fn list(self, items: Vec<Value>) -> PyResult<Value> {
        self.object(List { items: PyCell::new(items) })
    }

    /// A list of copies of some items.
    #[inline]
    pub fn list_of(self, items: &[Value]) -> PyResult<Value> {
        self.list_of_both(items, &[])
    }

    /// A list of copies of some items and of others after them.
    pub fn list_of_both(self, first: &[Value], second: &[Value]) -> PyResult<Value> {
        let mut copies = with_room(first.len() + second.len())?;
        copies.extend_from_slice(first);
        copies.extend_from_slice(second);
        self.list(copies)
    }

    /// A list of what slots hold, which is taken out of them.
    ///
    /// # Safety
    /// There are as many slots, none of them null. If there is a result, they are not used again.
    #[inline(never)]
    pub unsafe fn list_of_slots(self, slots: *const StackRef, count: usize) -> PyResult<Value> {
        let list = self.list(with_room(count)?)?;
        let Some(payload) = list.exact::<List>() else { return Ok(list) };
        // SAFETY: the list is new, and there is room for the items; the caller's promise. A value is the same word as a slot
        // that owns it.
        unsafe {
            payload.items.replace_field(|items| {
                let place = items.as_mut_ptr().cast::<StackRef>();
                for index in 0..count {
                    place.add(index).write(slots.add(index).read().promote());
                }
                items.set_len(count);
            });
        }
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
