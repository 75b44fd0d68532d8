//! Comparing and hashing.

use std::cmp::Ordering;

use crate::compare::CompareOp;
use crate::exception as exc;
use crate::py::{Py, PyResult, Raised};
use crate::types::singletons::{boolean, is_not_implemented};
use crate::types::str_::Str;
use crate::value::Value;

/// Numbers are hashed modulo this prime.
const INT_MODULUS: i64 = (1 << 61) - 1;

impl Py {
    /// `left < right` and the like.
    ///
    /// The right operand is asked first if its class derives from the left's; then the left one, then the other. Where
    /// nobody knows, `==` and `!=` compare identity.
    pub fn compare(&mut self, left: &Value, right: &Value, op: CompareOp) -> PyResult<Value> {
        self.check_stack("in comparison")?;
        let (left_type, right_type) = (left.borrow().type_(), right.borrow().type_());
        let mut reflected_done = false;
        if !left_type.is(right_type)
            && right_type.is_subtype(self, left_type)
            && let Some(compare) = right_type.slots.compare.get()
        {
            reflected_done = true;
            let result = compare(self, right.borrow(), left.borrow(), op.reflected())?;
            if !is_not_implemented(&result) {
                return Ok(result);
            }
        }
        if let Some(compare) = left_type.slots.compare.get() {
            let result = compare(self, left.borrow(), right.borrow(), op)?;
            if !is_not_implemented(&result) {
                return Ok(result);
            }
        }
        if !reflected_done && let Some(compare) = right_type.slots.compare.get() {
            let result = compare(self, right.borrow(), left.borrow(), op.reflected())?;
            if !is_not_implemented(&result) {
                return Ok(result);
            }
        }
        match op {
            CompareOp::Eq => Ok(boolean(left.is(right))),
            CompareOp::Ne => Ok(boolean(!left.is(right))),
            _ => Err(not_supported(self, op, left, right)),
        }
    }

    /// The truth of a comparison, in which an object is equal to itself: what containers use.
    #[inline]
    pub fn compare_truth(&mut self, left: &Value, right: &Value, op: CompareOp) -> PyResult<bool> {
        if left.is(right) {
            match op {
                CompareOp::Eq => return Ok(true),
                CompareOp::Ne => return Ok(false),
                _ => {}
            }
        }
        if let Some(order) = known_order(left, right) {
            return Ok(op.holds(order));
        }
        let result = self.compare(left, right, op)?;
        self.is_true(&result)
    }

    /// Whether two values are the same object or equal.
    #[inline]
    pub fn equal(&mut self, left: &Value, right: &Value) -> PyResult<bool> {
        match known_equal(left, right) {
            Some(equal) => Ok(equal),
            None => self.compare_truth(left, right, CompareOp::Eq),
        }
    }

    /// `hash(value)`
    #[inline]
    pub fn hash(&mut self, value: &Value) -> PyResult<i64> {
        if let Some(text) = value.exact::<Str>() {
            return Ok(text.hash(self));
        }
        if let Some(small) = value.as_small_int()
            && (0..INT_MODULUS).contains(&small)
        {
            return Ok(small);
        }
        self.check_stack("while hashing an object")?;
        match value.type_().slots.hash.get() {
            Some(hash) => hash(self, value.borrow()),
            None => Err(exc::unhashable(self, value.borrow())),
        }
    }
}

/// The hash of a text that has been asked for it before, or of a number that is its own.
#[inline(always)]
pub(crate) fn known_hash(value: &Value) -> Option<i64> {
    match value.exact::<Str>() {
        Some(text) => text.is_hashed().then(|| text.known_hash()),
        None => value.as_small_int().filter(|small| (0..INT_MODULUS).contains(small)),
    }
}

/// The error of operands that have no order.
#[cold]
pub(super) fn not_supported(py: &Py, op: CompareOp, left: &Value, right: &Value) -> Raised {
    let (left, right) = (left.type_().name(), right.type_().name());
    exc::type_error(
        py,
        format_args!("'{}' not supported between instances of '{left}' and '{right}'", op.symbol()),
    )
}

/// The order of two ints or two floats that are in their words.
#[inline(always)]
pub fn known_order(left: &Value, right: &Value) -> Option<Ordering> {
    if let (Some(left), Some(right)) = (left.as_small_int(), right.as_small_int()) {
        return Some(left.cmp(&right));
    }
    left.as_small_float()?.partial_cmp(&right.as_small_float()?)
}

/// Whether two values are the same object or equal, if that can be told without running Python: containers ask this while
/// they are borrowed.
#[inline(always)]
pub fn known_equal(left: &Value, right: &Value) -> Option<bool> {
    if left.is(right) {
        return Some(true);
    }
    if left.as_small_int().is_some() {
        return right.as_small_int().map(|_| false);
    }
    // No two words stand for the same float, and NaN is not among them.
    if left.as_small_float().is_some() {
        return right.as_small_float().map(|_| false);
    }
    match (left.exact::<Str>(), right.exact::<Str>()) {
        (Some(left), Some(right)) => Some(left.equals(right)),
        _ => None,
    }
}

/// The hash of an object that is equal only to itself, as `object.__hash__` gives it.
pub fn hash_of_address(word: usize) -> i64 {
    let hash = word.rotate_right(4) as i64;
    if hash == -1 { -2 } else { hash }
}
