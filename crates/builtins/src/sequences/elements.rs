//! What lists and tuples have in common: searching, comparing and showing their items, one by one.
//!
//! As long as equality is a matter of words or texts, the items are looked at where they lie. An item that must be asked is
//! taken out first, and the search goes on by index: Python code may have changed the list meanwhile.

use std::cmp::Ordering;

use taipan_object::protocol::compare::known_equal;
use taipan_object::types::list::List;
use taipan_object::types::singletons::boolean;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value};
use taipan_strings::Buffer;

/// Something with items in a row.
pub(crate) trait Elements {
    /// Looks at the items.
    fn with<R>(&self, py: &Py, look: impl FnOnce(&[Value]) -> R) -> R;
}

impl Elements for List {
    #[inline(always)]
    fn with<R>(&self, py: &Py, look: impl FnOnce(&[Value]) -> R) -> R {
        look(&self.items.get(py))
    }
}

impl Elements for Tuple {
    #[inline(always)]
    fn with<R>(&self, _: &Py, look: impl FnOnce(&[Value]) -> R) -> R {
        look(self.items())
    }
}

/// How far a search comes by itself.
enum Search {
    /// The item at this place is equal.
    Found(usize),
    /// The item at this place must be asked.
    Ask(usize, Value),
    /// There is none.
    Nothing,
}

/// The first place, of those from `start` to before `stop`, whose item is equal to a value.
pub(crate) fn find(
    py: &mut Py,
    elements: &impl Elements,
    value: Borrowed<'_>,
    mut start: usize,
    stop: usize,
) -> PyResult<Option<usize>> {
    loop {
        match elements.with(py, |items| search(items, &value, start, stop)) {
            Search::Found(place) => return Ok(Some(place)),
            Search::Nothing => return Ok(None),
            Search::Ask(place, item) => {
                if py.compare_truth(&item, &value, CompareOp::Eq)? {
                    return Ok(Some(place));
                }
                start = place + 1;
            }
        }
    }
}

fn search(items: &[Value], value: &Value, start: usize, stop: usize) -> Search {
    let Some(items) = items.get(start..stop.min(items.len())) else { return Search::Nothing };
    for (index, item) in items.iter().enumerate() {
        match known_equal(item, value) {
            Some(false) => {}
            Some(true) => return Search::Found(start + index),
            None => return Search::Ask(start + index, item.clone()),
        }
    }
    Search::Nothing
}

/// How many items are equal to a value.
pub(crate) fn count(py: &mut Py, elements: &impl Elements, value: Borrowed<'_>) -> PyResult<usize> {
    let (mut count, mut start) = (0, 0);
    while let Some(place) = find(py, elements, value, start, usize::MAX)? {
        count += 1;
        start = place + 1;
    }
    Ok(count)
}

/// How far two rows of items are equal.
enum Common {
    /// The first items that differ.
    Differ(Value, Value),
    /// Items at this place that must be asked.
    Ask(usize, Value, Value),
    /// One row ends; how their lengths compare.
    End(Ordering),
}

fn common(left: &[Value], right: &[Value], start: usize) -> Common {
    for (place, (a, b)) in left.iter().zip(right).enumerate().skip(start) {
        match known_equal(a, b) {
            Some(true) => {}
            Some(false) => return Common::Differ(a.clone(), b.clone()),
            None => return Common::Ask(place, a.clone(), b.clone()),
        }
    }
    Common::End(left.len().cmp(&right.len()))
}

/// The first items that differ, or how the lengths compare.
fn difference(
    py: &mut Py,
    left: &impl Elements,
    right: &impl Elements,
) -> PyResult<Result<(Value, Value), Ordering>> {
    let mut start = 0;
    loop {
        match left.with(py, |left| right.with(py, |right| common(left, right, start))) {
            Common::Differ(a, b) => return Ok(Ok((a, b))),
            Common::End(order) => return Ok(Err(order)),
            Common::Ask(place, a, b) => {
                if !py.compare_truth(&a, &b, CompareOp::Eq)? {
                    // Comparing may have made the rows shorter: then the lengths decide.
                    let lengths = (left.with(py, <[Value]>::len), right.with(py, <[Value]>::len));
                    if place >= lengths.0.min(lengths.1) {
                        return Ok(Err(lengths.0.cmp(&lengths.1)));
                    }
                    return Ok(Ok((a, b)));
                }
                start = place + 1;
            }
        }
    }
}

/// Whether rows of one length are equal, if no item has to be asked before that is known.
#[inline]
fn known_rows_equal(left: &[Value], right: &[Value]) -> Option<bool> {
    for (left, right) in left.iter().zip(right) {
        if !known_equal(left, right)? {
            return Some(false);
        }
    }
    Some(true)
}

/// Compares item by item: the first ones that differ decide, then the lengths.
pub(crate) fn compare(
    py: &mut Py,
    left: &impl Elements,
    right: &impl Elements,
    op: CompareOp,
) -> PyResult<Value> {
    if matches!(op, CompareOp::Eq | CompareOp::Ne)
        && left.with(py, <[Value]>::len) != right.with(py, <[Value]>::len)
    {
        return Ok(boolean(op == CompareOp::Ne));
    }
    if matches!(op, CompareOp::Eq | CompareOp::Ne)
        && let Some(equal) = left.with(py, |left| right.with(py, |right| known_rows_equal(left, right)))
    {
        return Ok(boolean(equal == (op == CompareOp::Eq)));
    }
    match (difference(py, left, right)?, op) {
        (Err(order), _) => Ok(boolean(op.holds(order))),
        (Ok(_), CompareOp::Eq) => Ok(boolean(false)),
        (Ok(_), CompareOp::Ne) => Ok(boolean(true)),
        (Ok((a, b)), _) => match known_order(&a, &b) {
            Some(order) => Ok(boolean(op.holds(order))),
            None => py.compare(&a, &b, op),
        },
    }
}

/// How two values compare, if that can be told without running Python.
#[inline]
fn known_order(left: &Value, right: &Value) -> Option<Ordering> {
    if let (Some(left), Some(right)) = (left.as_small_int(), right.as_small_int()) {
        return Some(left.cmp(&right));
    }
    if let (Some(left), Some(right)) = (left.as_small_float(), right.as_small_float()) {
        return left.partial_cmp(&right);
    }
    let (left, right) = (left.exact::<Str>()?, right.exact::<Str>()?);
    Some(left.as_ascii()?.as_bytes().cmp(right.as_ascii()?.as_bytes()))
}

/// Whether `left < right`, as sorting asks it.
#[inline]
pub(crate) fn less(py: &mut Py, left: &Value, right: &Value) -> PyResult<bool> {
    if let Some(order) = known_order(left, right) {
        return Ok(order.is_lt());
    }
    if let (Some(a), Some(b)) = (left.exact::<Tuple>(), right.exact::<Tuple>()) {
        return match difference(py, a, b)? {
            Err(order) => Ok(order.is_lt()),
            Ok((a, b)) => match known_order(&a, &b) {
                Some(order) => Ok(order.is_lt()),
                None => py.compare_truth(&a, &b, CompareOp::Lt),
            },
        };
    }
    py.compare_truth(left, right, CompareOp::Lt)
}

/// How a row of items is written.
pub(crate) struct Brackets {
    /// Before the items.
    pub(crate) open: &'static str,
    /// After a single item.
    pub(crate) close_one: &'static str,
    /// After several, or none.
    pub(crate) close: &'static str,
    /// Where it stands in itself.
    pub(crate) recursive: &'static str,
}

/// The `repr` of the items between brackets.
pub(crate) fn show(
    py: &mut Py,
    this: Borrowed<'_>,
    elements: &impl Elements,
    brackets: &Brackets,
) -> PyResult<Value> {
    if elements.with(py, <[Value]>::is_empty) {
        return py.text(format_args!("{}{}", brackets.open, brackets.close));
    }
    let Some(guard) = py.enter_repr(this) else { return py.str(brackets.recursive) };
    let result = show_items(py, elements, brackets);
    py.leave_repr(guard);
    result
}

fn show_items(py: &mut Py, elements: &impl Elements, brackets: &Brackets) -> PyResult<Value> {
    let mut text = Buffer::new();
    text.push_str(brackets.open)?;
    let mut count = 0;
    while let Some(item) = elements.with(py, |items| items.get(count).cloned()) {
        if count > 0 {
            text.push_str(", ")?;
        }
        let shown = py.repr(&item)?;
        if let Some(shown) = shown.get::<Str>() {
            text.extend_units(shown.units())?;
        }
        count += 1;
    }
    text.push_str(if count == 1 { brackets.close_one } else { brackets.close })?;
    py.heap().str_from_buffer(&text)
}
