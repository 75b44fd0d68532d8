//! `tuple`, and the iterator over one.
//!
//! ```text
//! header │ length │ hash, 0 until it is asked for │ item │ item │ …
//! ```

use std::cell::Cell;
use std::ptr::NonNull;

use super::object::OBJECT;
use crate::args::StackRef;
use crate::cell::PyCell;
use crate::death::Teardown;
use crate::heap::Kind;
use crate::object::{HEADER_SIZE, Object};
use crate::py::{Heap, Py, PyResult, Shared};
use crate::type_::{Memory, Parts, Payload, Type, Visit};
use crate::value::{Borrowed, Value};

/// The beginning of the payload of a tuple; the items follow it.
#[repr(C)]
pub struct Tuple {
    len: Cell<usize>,
    /// The hash plus one; 0 until it is asked for. (A hash is never -1.)
    pub hash: Cell<u64>,
}

/// `tuple`
pub static TUPLE: Type = Type::with_memory(
    "tuple",
    Some(&OBJECT),
    HEADER_SIZE + size_of::<Tuple>(),
    Memory { teardown: Some(teardown), trace: Some(trace), size: Some(object_size) },
);

// SAFETY: tuples are made here with this payload, and types that derive from `tuple` keep it.
unsafe impl Payload for Tuple {
    const TYPE: &'static Type = &TUPLE;
}

/// The payload of an iterator over a tuple.
pub struct TupleIterator {
    /// The tuple; nothing at the end.
    pub tuple: PyCell<Option<Value>>,
    /// The next index.
    pub index: Cell<usize>,
}

/// `tuple_iterator`
pub static TUPLE_ITERATOR: Type = Type::of::<TupleIterator>("tuple_iterator", Some(&OBJECT));

// SAFETY: only made here, with this payload; the type cannot be derived from.
unsafe impl Payload for TupleIterator {
    const TYPE: &'static Type = &TUPLE_ITERATOR;
}

impl Parts for TupleIterator {
    fn take_part(&mut self) -> Option<Value> {
        self.tuple.exclusive().take()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        unsafe { self.tuple.peek() }.iter().for_each(visit);
    }
}

impl TupleIterator {
    /// The next item. At the end the tuple is let go.
    #[inline(always)]
    pub fn next(&self, py: &mut Py) -> Option<Value> {
        let index = self.index.get();
        let item = match &*self.tuple.get(py) {
            Some(tuple) => tuple.get::<Tuple>().and_then(|tuple| tuple.items().get(index).cloned()),
            None => return None,
        };
        match item {
            Some(item) => {
                self.index.set(index + 1);
                Some(item)
            }
            None => {
                drop(self.tuple.replace(py, None));
                None
            }
        }
    }
}

impl Tuple {
    /// The beginning of a tuple whose items are written next.
    pub(super) const fn of_length(len: usize) -> Self {
        Self { len: Cell::new(len), hash: Cell::new(0) }
    }

    /// The items.
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        // SAFETY: the items follow the payload's beginning in the same block, and never change while anybody can see the
        // tuple.
        unsafe { std::slice::from_raw_parts(crate::heap::tail(self), self.len.get()) }
    }

    /// How many.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }

    /// Whether there is none.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len.get() == 0
    }
}

/// The tuple that an iterator gave last. When nobody else has it any more, which is so in a loop that unpacks its tuples, the
/// next one is the same object with other items, as in CPython.
#[derive(Default)]
pub struct LastTuple {
    tuple: PyCell<Option<Value>>,
    /// What a tuple of two would hold that was never made, because its values were wanted one by one.
    values: PyCell<[Option<Value>; 2]>,
}

impl LastTuple {
    /// A tuple of these items.
    #[inline(always)]
    pub fn give<const N: usize>(&self, py: &mut Py, items: [Value; N]) -> PyResult<Value> {
        // SAFETY: nothing else borrows the cell; what dies of the old items runs no Python.
        let last = unsafe { self.tuple.peek() };
        if let Some(last) = last
            // The iterator's reference is all there is.
            && last.reference_count() == Some(1)
            && let Some(tuple) = last.exact::<Tuple>().filter(|tuple| tuple.len() == N)
        {
            let last = last.clone();
            tuple.hash.set(0);
            let place = crate::heap::tail::<Tuple, Value>(tuple).cast_mut();
            // One after the other: they lie in registers, and would have to be written down to be copied together.
            for (index, item) in items.into_iter().enumerate() {
                // SAFETY: there are as many items, and nobody else has the tuple, so nobody looks at them.
                drop(unsafe { place.add(index).replace(item) });
            }
            return Ok(last);
        }
        self.renew(py, items)
    }

    #[cold]
    #[inline(never)]
    fn renew<const N: usize>(&self, py: &mut Py, items: [Value; N]) -> PyResult<Value> {
        let tuple = py.tuple(items)?;
        drop(self.values.replace(py, [const { None }; 2]));
        drop(self.tuple.replace(py, Some(tuple.clone())));
        Ok(tuple)
    }

    /// Keeps two values as long as the tuple of them would: until the next ones come. The references are new ones.
    #[inline(always)]
    pub fn keep(&self, py: &mut Py, first: &Value, second: &Value) {
        // SAFETY: nothing else borrows the cells; what dies of the old values runs no Python, and sees the new ones only.
        unsafe {
            if self.tuple.peek().is_some() {
                self.let_go(py);
            }
            let (first, second) = (Some(first.clone()), Some(second.clone()));
            drop(self.values.replace_field(|values| std::mem::replace(&mut values[0], first)));
            drop(self.values.replace_field(|values| std::mem::replace(&mut values[1], second)));
        }
    }

    /// Whether there is a tuple, which [`Self::keep`] would let go.
    ///
    /// # Safety
    /// Nothing else borrows the cell.
    #[inline(always)]
    pub(crate) unsafe fn is_made(&self) -> bool {
        // SAFETY: the caller's promise.
        unsafe { self.tuple.peek() }.is_some()
    }

    /// Does what [`Self::keep`] does, where there is no tuple, with two slots that own. Those that are to be dropped for it come
    /// back.
    ///
    /// # Safety
    /// Nothing else borrows the cells. The slots are not used again.
    #[inline(always)]
    pub(crate) unsafe fn keep_slots(&self, slots: [StackRef; 2]) -> [StackRef; 2] {
        // SAFETY: the caller's promise. A value or none is the same word as a slot that owns it, or is empty.
        unsafe {
            self.values
                .replace_field(|values| std::ptr::from_mut(values).cast::<[StackRef; 2]>().replace(slots))
        }
    }

    #[cold]
    #[inline(never)]
    fn let_go(&self, py: &mut Py) {
        drop(self.tuple.replace(py, None));
    }
}

impl Parts for LastTuple {
    fn take_part(&mut self) -> Option<Value> {
        let [first, second] = self.values.exclusive();
        self.tuple.exclusive().take().or_else(|| second.take()).or_else(|| first.take())
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        unsafe {
            self.tuple.peek().iter().for_each(&mut *visit);
            self.values.peek().iter().flatten().for_each(visit);
        }
    }
}

/// # Safety
/// The object is a tuple.
unsafe fn object_size(object: NonNull<Object>) -> usize {
    // SAFETY: the caller's promise.
    let tuple = unsafe { Object::payload::<Tuple>(object).as_ref() };
    HEADER_SIZE + size_of::<Tuple>() + tuple.len() * size_of::<Value>()
}

/// # Safety
/// The object is a dead tuple.
unsafe fn teardown(object: NonNull<Object>, shared: &Shared) -> Teardown {
    // SAFETY: the caller's promise.
    let tuple = unsafe { Object::payload::<Tuple>(object).as_ref() };
    let mut len = tuple.len();
    // SAFETY: the items are there, and those that the length does not count are never looked at again.
    let teardown = unsafe { crate::death::release_items(shared, crate::heap::tail(tuple), &mut len) };
    tuple.len.set(len);
    teardown
}

/// # Safety
/// The object is a tuple.
unsafe fn trace(object: NonNull<Object>, visit: &mut Visit<'_>) {
    // SAFETY: the caller's promise.
    unsafe { Object::payload::<Tuple>(object).as_ref() }.items().iter().rev().for_each(visit);
}

/// A tuple that others may refer to before its items are there. Until then it has none.
pub struct UnfinishedTuple {
    tuple: Value,
    room: usize,
}

impl UnfinishedTuple {
    /// The tuple.
    pub fn value(&self) -> &Value {
        &self.tuple
    }

    /// Puts the items in, as many as there is room for.
    pub fn finish(self, items: impl Iterator<Item = Value>) {
        let Some(tuple) = self.tuple.exact::<Tuple>() else { return };
        let place = crate::heap::tail::<Tuple, Value>(tuple).cast_mut();
        let mut filled = Filled { len: &tuple.len, count: 0 };
        for (index, item) in items.enumerate().take(self.room) {
            // SAFETY: there is room for as many items, which nobody looks at while the length does not count them.
            unsafe { place.add(index).write(item) };
            filled.count += 1;
        }
        tuple.hash.set(0);
    }
}

/// Says in a tuple how many items it has when the last is written.
struct Filled<'a> {
    len: &'a Cell<usize>,
    count: usize,
}

impl Drop for Filled<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        self.len.set(self.count);
    }
}

impl Heap {
    /// A tuple of items.
    pub fn tuple<I>(self, items: I) -> PyResult<Value>
    where
        I: IntoIterator<Item = Value, IntoIter: ExactSizeIterator>,
    {
        self.tuple_of(&TUPLE, items)
    }

    /// A tuple as an instance of `class`, which derives from `tuple`.
    pub fn tuple_of<I>(self, class: &Type, items: I) -> PyResult<Value>
    where
        I: IntoIterator<Item = Value, IntoIter: ExactSizeIterator>,
    {
        let mut items = items.into_iter();
        let len = items.len();
        if len == 0
            && class.is(&TUPLE)
            && let Some(empty) = self.interpreter().empty_tuple()
        {
            return Ok(empty);
        }
        let tuple = self.tuple_with_room(class, len)?;
        let Some(object) = tuple.object().map(NonNull::from) else { return Ok(tuple) };
        // SAFETY: the object carries a tuple, and there is room for `len` items; the tuple says how many are there, should the
        // iterator panic.
        unsafe {
            let payload = Object::payload::<Tuple>(object).as_ref();
            let tail = crate::heap::tail::<Tuple, Value>(payload).cast_mut();
            let mut filled = Filled { len: &payload.len, count: 0 };
            while filled.count < len {
                let Some(item) = items.next() else { break };
                tail.add(filled.count).write(item);
                filled.count += 1;
            }
        }
        Ok(tuple)
    }

    /// A tuple without items that has room for some.
    fn tuple_with_room(self, class: &Type, len: usize) -> PyResult<Value> {
        let Some(bytes) = len.checked_mul(size_of::<Value>()) else { return Err(self.no_memory()) };
        let payload = Tuple { len: Cell::new(0), hash: Cell::new(0) };
        self.with_tail(class, HEADER_SIZE + size_of::<Tuple>() + bytes, payload, |_: *mut Value| {})
    }

    /// A tuple whose items come later, and may refer to it.
    pub fn unfinished_tuple(self, len: usize) -> PyResult<UnfinishedTuple> {
        Ok(UnfinishedTuple { tuple: self.tuple_with_room(&TUPLE, len)?, room: len })
    }

    /// A tuple of what slots hold, which is taken out of them.
    ///
    /// # Safety
    /// There are as many slots, none of them null. If there is a result, they are not used again.
    #[inline(never)]
    pub unsafe fn tuple_of_slots(self, slots: *const StackRef, count: usize) -> PyResult<Value> {
        if count == 0 {
            return self.tuple([]);
        }
        let Some(bytes) = count.checked_mul(size_of::<Value>()) else { return Err(self.no_memory()) };
        let object = self.block(&TUPLE, Kind::Collected, HEADER_SIZE + size_of::<Tuple>() + bytes)?;
        // SAFETY: the block is fresh and has room for the items; the caller's promise. A value is the same word as a slot that
        // owns it.
        unsafe {
            Object::payload::<Tuple>(object).write(Tuple::of_length(count));
            let items = object.byte_add(HEADER_SIZE + size_of::<Tuple>()).cast::<StackRef>();
            for index in 0..count {
                items.add(index).write(slots.add(index).read().promote());
            }
            Ok(Value::from_counted(object))
        }
    }

    /// An iterator over a tuple.
    #[inline]
    pub fn tuple_iterator(self, tuple: Borrowed<'_>) -> PyResult<Value> {
        self.object(TupleIterator { tuple: PyCell::new(Some(tuple.to_value())), index: Cell::new(0) })
    }

    /// A tuple of two.
    pub fn pair(self, first: Value, second: Value) -> PyResult<Value> {
        self.tuple([first, second])
    }
}

impl Py {
    /// A tuple of items.
    pub fn tuple<I>(&self, items: I) -> PyResult<Value>
    where
        I: IntoIterator<Item = Value, IntoIter: ExactSizeIterator>,
    {
        self.heap().tuple(items)
    }
}
