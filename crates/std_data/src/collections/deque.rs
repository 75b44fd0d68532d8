//! `deque`: items in a ring, with fast changes at both ends.
//!
//! Every change of the length counts up a number, by which iterators and searches notice that they must stop.

mod access;
mod change;
mod compare;
pub(super) mod iterator;

use std::cell::Cell;
use std::collections::VecDeque;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::is_none;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Type, Value};
use taipan_text::Name;

use crate::arguments::generic_alias;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("A sequence that is changed fast at both ends, and that may have a greatest length."),
    signature: Some("([iterable[, maxlen]])"),
    flags: Flags::BASE.with(Flags::SEQUENCE).with(Flags::WEAKLY_REFERABLE),
    slots: &[Construct::SLOTS, access::Access::SLOTS, compare::Compare::SLOTS],
    methods: &[change::Change::METHODS, access::Access::METHODS, Construct::METHODS],
    getset: &[Construct::GETSET],
    ..Definition::of(&DEQUE)
};

/// The payload.
#[pyclass(name = "collections.deque")]
pub(crate) struct Deque {
    items: PyCell<VecDeque<Value>>,
    /// The greatest length, if there is one.
    limit: Cell<Option<usize>>,
    /// How often the length has changed.
    changes: Cell<u64>,
}

impl Deque {
    fn empty(limit: Option<usize>) -> Self {
        Self { items: PyCell::default(), limit: Cell::new(limit), changes: Cell::new(0) }
    }

    #[inline]
    pub(super) fn len(&self, py: &Py) -> usize {
        self.items.get(py).len()
    }

    #[inline]
    pub(super) fn item(&self, py: &Py, index: usize) -> Option<Value> {
        self.items.get(py).get(index).cloned()
    }

    #[inline]
    fn note_change(&self) {
        self.changes.set(self.changes.get().wrapping_add(1));
    }

    /// Adds an item on the right. One that has no room any more falls out on the left.
    #[inline]
    fn push_back(&self, py: &mut Py, item: Value) -> PyResult<()> {
        let limit = self.limit.get();
        let mut items = self.items.get_mut(py);
        make_room(&mut items)?;
        items.push_back(item);
        let out = if limit.is_some_and(|limit| items.len() > limit) { items.pop_front() } else { None };
        drop(items);
        self.note_change();
        drop(out);
        Ok(())
    }

    /// Adds an item on the left. One that has no room any more falls out on the right.
    #[inline]
    fn push_front(&self, py: &mut Py, item: Value) -> PyResult<()> {
        let limit = self.limit.get();
        let mut items = self.items.get_mut(py);
        make_room(&mut items)?;
        items.push_front(item);
        let out = if limit.is_some_and(|limit| items.len() > limit) { items.pop_back() } else { None };
        drop(items);
        self.note_change();
        drop(out);
        Ok(())
    }

    /// Removes everything.
    fn clear(&self, py: &mut Py) {
        let old = self.items.replace(py, VecDeque::new());
        self.note_change();
        for item in old {
            drop(item);
            py.drain();
        }
    }

    /// Adds the items of an iterable, with `push`.
    fn extend(&self, py: &mut Py, iterable: &Value, push: Push) -> PyResult<()> {
        if iterable.get::<Self>().is_some_and(|other| std::ptr::eq(self, other)) {
            let items: Vec<Value> = self.items.get(py).iter().cloned().collect();
            return items.into_iter().try_for_each(|item| push(self, py, item));
        }
        if self.limit.get() == Some(0) {
            let iterator = py.iter(iterable)?;
            while py.next(&iterator)?.is_some() {}
            return Ok(());
        }
        py.for_each(iterable, |py, item| push(self, py, item))
    }

    /// Becomes its items so many times over.
    fn repeat(&self, py: &mut Py, count: isize) -> PyResult<()> {
        let len = self.len(py);
        let count = usize::try_from(count).unwrap_or(0);
        if len == 0 || count == 1 {
            return Ok(());
        }
        if count == 0 {
            self.clear(py);
            return Ok(());
        }
        let Some(whole) = len.checked_mul(count).filter(|&whole| isize::try_from(whole).is_ok()) else {
            return Err(py.heap().no_memory());
        };
        // Of the whole, the limit leaves the last items.
        let kept = whole.min(self.limit.get().unwrap_or(whole));
        let mut items = self.items.get_mut(py);
        items.try_reserve_exact(kept.saturating_sub(len))?;
        // The kept items begin with the one that comes after those that fell out.
        items.rotate_left((whole - kept) % len);
        for index in len..kept {
            let item = items.get(index - len).cloned();
            items.extend(item);
        }
        drop(items);
        self.note_change();
        Ok(())
    }
}

/// A way to add an item.
type Push = fn(&Deque, &mut Py, Value) -> PyResult<()>;

/// Makes room for another item.
#[inline]
fn make_room(items: &mut VecDeque<Value>) -> PyResult<()> {
    if items.len() == items.capacity() {
        items.try_reserve(1)?;
    }
    Ok(())
}

#[cold]
fn mutated(py: &Py) -> Raised {
    exc::runtime_error(py, format_args!("deque mutated during iteration"))
}

/// A deque with the same items and limit. A subclass is asked to make it.
fn copy(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let class = this.type_();
    let Some(own) = this.get::<Deque>() else { return Ok(this.to_value()) };
    if class.is(&DEQUE) {
        let items = PyCell::new(duplicate(&own.items.get(py))?);
        return py.heap().object(Deque { items, ..Deque::empty(own.limit.get()) });
    }
    let copy = match own.limit.get() {
        None => py.call(&class.borrow(), &[&this])?,
        Some(limit) => {
            let limit = py.int_from_usize(limit)?;
            py.call(&class.borrow(), &[&this, &limit])?
        }
    };
    if copy.get::<Deque>().is_none() {
        let (class, given) = (class.name(), copy.type_().name());
        return Err(exc::type_error(py, format_args!("{class}() must return a deque, not {given}")));
    }
    Ok(copy)
}

fn duplicate(items: &VecDeque<Value>) -> PyResult<VecDeque<Value>> {
    let mut copy = VecDeque::new();
    copy.try_reserve_exact(items.len())?;
    copy.extend(items.iter().cloned());
    Ok(copy)
}

/// Making deques, and what they are as a whole.
struct Construct;

#[pymethods(Deque)]
impl Construct {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Deque::empty(None))
    }

    #[pyslot("(iterable=<unrepresentable>, maxlen=<unrepresentable>)", name = "deque")]
    fn init(
        this: &Deque,
        py: &mut Py,
        iterable: Option<Borrowed<'_>>,
        maxlen: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let limit = match maxlen.filter(|limit| !is_none(limit)) {
            None => None,
            Some(limit) if !limit.is_int() => {
                return Err(exc::type_error(py, format_args!("an integer is required")));
            }
            Some(limit) => match usize::try_from(py.to_isize(&limit)?) {
                Ok(limit) => Some(limit),
                Err(_) => return Err(exc::value_error(py, format_args!("maxlen must be non-negative"))),
            },
        };
        this.limit.set(limit);
        if this.len(py) > 0 {
            this.clear(py);
        }
        match iterable {
            Some(iterable) => this.extend(py, &iterable, Deque::push_back),
            None => Ok(()),
        }
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(own) = this.get::<Deque>() else { return Ok(this.to_value()) };
        let Some(guard) = py.enter_repr(this) else { return py.str("[...]") };
        let shown = py.collect(&this).and_then(|items| py.list(items)).and_then(|list| py.repr(&list));
        py.leave_repr(guard);
        let shown = shown?;
        let name = this.type_().state(py).name.get(py).clone();
        match own.limit.get() {
            None => py.text(format_args!("{name}({shown})")),
            Some(limit) => py.text(format_args!("{name}({shown}, maxlen={limit})")),
        }
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        iterator::forward(py, this)
    }

    #[pyslot]
    fn concat(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        if other.get::<Deque>().is_none() {
            let given = other.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("can only concatenate deque (not \"{given}\") to deque"),
            ));
        }
        let sum = copy(py, this)?;
        if let Some(deque) = sum.get::<Deque>() {
            deque.extend(py, &other, Deque::push_back)?;
        }
        Ok(sum)
    }

    #[pyslot]
    fn inplace_concat(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        if let Some(deque) = this.get::<Deque>() {
            deque.extend(py, &other, Deque::push_back)?;
        }
        Ok(this.to_value())
    }

    #[pyslot]
    fn repeat(this: Borrowed<'_>, py: &mut Py, count: isize) -> PyResult<Value> {
        let result = copy(py, this)?;
        if let Some(deque) = result.get::<Deque>() {
            deque.repeat(py, count)?;
        }
        Ok(result)
    }

    #[pyslot]
    fn inplace_repeat(this: Borrowed<'_>, py: &mut Py, count: isize) -> PyResult<Value> {
        if let Some(deque) = this.get::<Deque>() {
            deque.repeat(py, count)?;
        }
        Ok(this.to_value())
    }

    /// A copy with the same items.
    #[pymethod("($self, /)", name = "copy")]
    fn copy_method(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        copy(py, this)
    }

    /// A copy with the same items.
    #[pymethod("($self, /)")]
    fn __copy__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        copy(py, this)
    }

    /// An iterator over the items, the last one first.
    #[pymethod("($self, /)")]
    fn __reversed__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        iterator::reverse(py, this)
    }

    /// What pickles make it of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(own) = this.get::<Deque>() else { return Ok(this.to_value()) };
        let name = py.name(Name::__GETSTATE__).clone();
        let state = py.call_method(&this, &name, &[])?;
        let items = py.iter(&this)?;
        let arguments = match own.limit.get() {
            None => py.tuple([])?,
            Some(limit) => {
                let (empty, limit) = (py.tuple([])?, py.int_from_usize(limit)?);
                py.tuple([empty, limit])?
            }
        };
        py.tuple([this.type_().to_value(), arguments, state, items])
    }

    /// The bytes that the deque takes, without its items.
    #[pymethod("($self, /)")]
    fn __sizeof__(this: Borrowed<'_>, py: &mut Py) -> usize {
        let items = this.get::<Deque>().map_or(0, |own| own.items.get(py).capacity());
        this.type_().instance_size() + items * size_of::<Value>()
    }

    /// A generic alias, as type annotations use it.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        generic_alias(py, class, object)
    }

    /// The greatest length, or None.
    #[pygetter]
    fn maxlen(this: &Deque) -> Option<usize> {
        this.limit.get()
    }
}
