//! Moving an item of a heap to its place.

use taipan_object::exception as exc;
use taipan_object::types::list::List;
use taipan_object::{CompareOp, Py, PyResult, Raised, Value};

/// Which item comes first.
pub(super) trait Order {
    /// Whether it is the largest one.
    const LARGEST: bool;
}

/// The smallest one.
pub(super) struct Smallest;

/// The largest one.
pub(super) struct Largest;

impl Order for Smallest {
    const LARGEST: bool = false;
}

impl Order for Largest {
    const LARGEST: bool = true;
}

/// Whether the first item has to come before the second one.
#[inline]
pub(super) fn less<O: Order>(py: &mut Py, first: &Value, second: &Value) -> PyResult<bool> {
    let (left, right) = if O::LARGEST { (second, first) } else { (first, second) };
    if let (Some(left), Some(right)) = (left.as_small_int(), right.as_small_int()) {
        return Ok(left < right);
    }
    if let (Some(left), Some(right)) = (left.as_small_float(), right.as_small_float()) {
        return Ok(left < right);
    }
    py.compare_truth(left, right, CompareOp::Lt)
}

/// The same for two places of a heap of so many items, which must have as many afterwards.
#[inline]
fn less_at<O: Order>(py: &mut Py, heap: &List, len: usize, first: usize, second: usize) -> PyResult<bool> {
    let (left, right) = {
        let items = heap.items.get(py);
        let (Some(left), Some(right)) = (items.get(first), items.get(second)) else {
            return Err(changed(py));
        };
        (left.clone(), right.clone())
    };
    let answer = less::<O>(py, &left, &right)?;
    if heap.len(py) != len {
        return Err(changed(py));
    }
    Ok(answer)
}

#[cold]
fn changed(py: &Py) -> Raised {
    exc::runtime_error(py, format_args!("list changed size during iteration"))
}

/// Moves an item towards the root, at most to `start`, until the one above it is not larger.
pub(super) fn sift_towards_root<O: Order>(
    py: &mut Py,
    heap: &List,
    start: usize,
    mut place: usize,
) -> PyResult<()> {
    let len = heap.len(py);
    while place > start {
        let above = (place - 1) / 2;
        if !less_at::<O>(py, heap, len, place, above)? {
            break;
        }
        heap.items.get_mut(py).swap(place, above);
        place = above;
    }
    Ok(())
}

/// Moves an item to a leaf, with smaller items taking its place, and then back as far as it belongs: fewer comparisons than
/// stopping on the way, since most items belong near the leaves.
pub(super) fn sift_towards_leaves<O: Order>(py: &mut Py, heap: &List, start: usize) -> PyResult<()> {
    let len = heap.len(py);
    let mut place = start;
    while place < len / 2 {
        let mut child = 2 * place + 1;
        if child + 1 < len && !less_at::<O>(py, heap, len, child, child + 1)? {
            child += 1;
        }
        heap.items.get_mut(py).swap(place, child);
        place = child;
    }
    sift_towards_root::<O>(py, heap, start, place)
}

/// Puts an item in place of the first one, which is returned.
pub(super) fn replace_first<O: Order>(py: &mut Py, heap: &List, item: Value) -> PyResult<Value> {
    let first = heap.items.get_mut(py).first_mut().map(|first| std::mem::replace(first, item));
    let Some(first) = first else {
        return Err(exc::index_error(py, format_args!("index out of range")));
    };
    sift_towards_leaves::<O>(py, heap, 0)?;
    Ok(first)
}

/// Makes a heap, from the last item that has others below it to the root.
pub(super) fn heapify<O: Order>(py: &mut Py, heap: &List) -> PyResult<()> {
    for place in (0..heap.len(py) / 2).rev() {
        sift_towards_leaves::<O>(py, heap, place)?;
    }
    Ok(())
}
