//! `range`, and its iterator where the numbers fit machine words.

use std::cell::Cell;

use super::object::OBJECT;
use crate::py::{Heap, PyResult};
use crate::type_::{Payload, Type};
use crate::value::Value;

/// The payload of a range: exact ints of any size. An int holds no other value, so the collector need not know ranges.
pub struct Range {
    /// The first number, if there is any.
    pub start: Value,
    /// The numbers end before this one.
    pub stop: Value,
    /// The distance between numbers; not 0.
    pub step: Value,
    /// How many numbers.
    pub length: Value,
}

/// `range`
pub static RANGE: Type = Type::leaf::<Range>("range", Some(&OBJECT));

// SAFETY: ranges are made with this payload; the type cannot be derived from.
unsafe impl Payload for Range {
    const TYPE: &'static Type = &RANGE;
}

/// The payload of an iterator over a range whose numbers, and the one after the last, fit 64 bits.
pub struct RangeIterator {
    /// The next number.
    pub next: Cell<i64>,
    /// The distance between numbers.
    pub step: i64,
    /// How many numbers are left.
    pub left: Cell<i64>,
}

/// `range_iterator`
pub static RANGE_ITERATOR: Type = Type::leaf::<RangeIterator>("range_iterator", Some(&OBJECT));

// SAFETY: only made with this payload; the type cannot be derived from.
unsafe impl Payload for RangeIterator {
    const TYPE: &'static Type = &RANGE_ITERATOR;
}

impl Range {
    /// Where an iteration starts, its step, and how many numbers there are, if an iteration never leaves 64 bits.
    #[inline]
    pub fn machine_words(&self) -> Option<(i64, i64, i64)> {
        let word = |number: &Value| number.as_small_int().or_else(|| number.as_i64());
        let (start, step, length) = (word(&self.start)?, word(&self.step)?, word(&self.length)?);
        // The number that the iterator would come to after the last one.
        step.checked_mul(length).and_then(|way| start.checked_add(way))?;
        Some((start, step, length))
    }
}

/// How many numbers there are from `start` to before `stop`; `None` if that is more than 64 bits hold.
#[inline]
pub fn count(start: i64, stop: i64, step: i64) -> Option<i64> {
    let (low, high) = if step > 0 { (start, stop) } else { (stop, start) };
    if low >= high {
        return Some(0);
    }
    let distance = high.abs_diff(low);
    match step {
        // Dividing takes its time.
        1 => i64::try_from(distance).ok(),
        _ => i64::try_from((distance - 1) / step.unsigned_abs()).ok()?.checked_add(1),
    }
}

impl RangeIterator {
    /// The next number.
    #[inline(always)]
    pub fn next(&self) -> Option<i64> {
        let left = self.left.get();
        if left <= 0 {
            return None;
        }
        let number = self.next.get();
        self.left.set(left - 1);
        self.next.set(number.wrapping_add(self.step));
        Some(number)
    }
}

impl Heap {
    /// An iterator over `length` numbers.
    #[inline]
    pub fn range_iterator(self, start: i64, step: i64, length: i64) -> PyResult<Value> {
        self.object(RangeIterator { next: Cell::new(start), step, left: Cell::new(length) })
    }
}
