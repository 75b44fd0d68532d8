//! `range_iterator` and `longrange_iterator`

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::object::OBJECT;
use taipan_object::types::range::{RANGE_ITERATOR, RangeIterator};
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Payload, Py, PyCell, PyResult, Type, Value};

use super::{iter_function, itself, reduced};
use crate::sequences::range::{make, whole};

pub(super) const SHORT: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    slots: &[Short::SLOTS],
    methods: &[Short::METHODS],
    ..Definition::of(&RANGE_ITERATOR)
};

pub(super) const LONG: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    slots: &[Long::SLOTS],
    methods: &[Long::METHODS],
    ..Definition::of(&LONG_RANGE_ITERATOR)
};

/// Where the numbers fit 64 bits.
struct Short;

#[pymethods(RangeIterator)]
impl Short {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &RangeIterator, py: &mut Py) -> PyResult<Option<Value>> {
        match this.next() {
            Some(number) => py.int(number).map(Some),
            None => Ok(None),
        }
    }

    /// How many numbers are left.
    #[pymethod("($self, /)")]
    fn __length_hint__(this: &RangeIterator) -> i64 {
        this.left.get()
    }

    /// What pickles make the iterator of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: &RangeIterator, py: &mut Py) -> PyResult<Value> {
        let (start, step) = (py.int(this.next.get())?, py.int(this.step)?);
        let left = py.int(this.left.get())?;
        rest(py, start, step, &left)
    }

    /// Leaves so many numbers out.
    #[pymethod("($self, object, /)")]
    fn __setstate__(this: &RangeIterator, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        let skipped = py.to_i64(&object)?.clamp(0, this.left.get());
        this.next.set(this.next.get().wrapping_add(this.step.wrapping_mul(skipped)));
        this.left.set(this.left.get() - skipped);
        Ok(())
    }
}

/// The numbers that are left, as `__reduce__` gives them.
fn rest(py: &mut Py, start: Value, step: Value, left: &Value) -> PyResult<Value> {
    let way = whole::multiply(py, &step, left)?;
    let stop = whole::add(py, &start, &way)?;
    let range = make(py, start, stop, step)?;
    let iter = iter_function(py)?;
    reduced(py, iter, vec![range], Some(none()))
}

/// The payload of an iterator over numbers of any size. Ints hold no other values, so the collector need not know it.
pub(crate) struct LongRangeIterator {
    step: Value,
    state: PyCell<State>,
}

struct State {
    /// The next number.
    next: Value,
    /// How many numbers are left.
    left: Value,
}

/// `longrange_iterator`
static LONG_RANGE_ITERATOR: Type = Type::leaf::<LongRangeIterator>("longrange_iterator", Some(&OBJECT));

// SAFETY: only made here, with this payload; the type cannot be derived from.
unsafe impl Payload for LongRangeIterator {
    const TYPE: &'static Type = &LONG_RANGE_ITERATOR;
}

/// An iterator over numbers of any size.
pub(crate) fn long(py: &mut Py, start: Value, step: Value, length: Value) -> PyResult<Value> {
    py.heap().object(LongRangeIterator { step, state: PyCell::new(State { next: start, left: length }) })
}

impl LongRangeIterator {
    fn state(&self, py: &Py) -> (Value, Value) {
        let state = self.state.get(py);
        (state.next.clone(), state.left.clone())
    }

    /// Leaves so many numbers out.
    fn skip(&self, py: &mut Py, count: &Value) -> PyResult<()> {
        let (next, left) = self.state(py);
        let way = whole::multiply(py, &self.step, count)?;
        let next = whole::add(py, &next, &way)?;
        let left = whole::subtract(py, &left, count)?;
        drop(self.state.replace(py, State { next, left }));
        Ok(())
    }
}

/// Where they do not.
struct Long;

#[pymethods(LongRangeIterator)]
impl Long {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &LongRangeIterator, py: &mut Py) -> PyResult<Option<Value>> {
        let (number, left) = this.state(py);
        if left.as_small_int() == Some(0) {
            return Ok(None);
        }
        let one = py.int(1)?;
        this.skip(py, &one)?;
        Ok(Some(number))
    }

    /// How many numbers are left.
    #[pymethod("($self, /)")]
    fn __length_hint__(this: &LongRangeIterator, py: &mut Py) -> Value {
        this.state(py).1
    }

    /// What pickles make the iterator of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: &LongRangeIterator, py: &mut Py) -> PyResult<Value> {
        let (start, left) = this.state(py);
        rest(py, start, this.step.clone(), &left)
    }

    /// Leaves so many numbers out.
    #[pymethod("($self, object, /)")]
    fn __setstate__(this: &LongRangeIterator, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        if !object.is_exact_int() {
            return Err(exc::type_error(
                py,
                format_args!("state must be an int, not {}", object.type_().name()),
            ));
        }
        let (_, left) = this.state(py);
        if whole::is_negative(&object) {
            return Ok(());
        }
        let count = if whole::order(&object, &left).is_gt() { left } else { object.to_value() };
        this.skip(py, &count)
    }
}
