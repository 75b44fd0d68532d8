//! `_heapq`: lists as heaps, with the smallest or the largest item first.
//!
//! ```text
//! 0 ─┬─ 1 ─┬─ 3        the item at k is not larger than those at 2k+1 and 2k+2; in a heap of the other kind, not smaller
//!    │     └─ 4
//!    └─ 2 ─── 5
//! ```
//!
//! A comparison may run Python code, which may change the list. So each item is read when it is needed, and a list that has
//! another length afterwards ends the work with an error.

mod sift;

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::list::List;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Borrowed, Py, PyResult, Value};

use sift::{Largest, Order, Smallest, heapify, less, replace_first, sift_towards_root};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some(
        "Heaps in lists: heap[0] is always the smallest item, or the largest one for the functions whose\n\
         names end in _max.\n\n\
         heap = []             an empty heap\n\
         heappush(heap, x)     adds an item\n\
         x = heappop(heap)     removes the smallest one\n\
         heapify(x)            makes a heap of a list\n\
         heapreplace(heap, x)  removes the smallest item and then adds one",
    ),
    functions: &[MinHeap::FUNCTIONS, MaxHeap::FUNCTIONS],
    constants: &[("__about__", about)],
    ..ModuleDef::of("_heapq")
};

fn about(py: &mut Py) -> PyResult<Value> {
    py.str(
        "A heap is a list in which the item at k is not larger than those at 2*k+1 and 2*k+2, counting from 0:\n\
         a binary tree whose root, the smallest item, is the first one of the list. Adding an item and removing\n\
         the root take as many steps as the tree has levels.",
    )
}

struct MinHeap;

#[pymodule("_heapq")]
impl MinHeap {
    /// Adds an item to a heap.
    #[pyfunction("(heap, item, /)")]
    fn heappush(py: &mut Py, heap: &List, item: Borrowed<'_>) -> PyResult<()> {
        push::<Smallest>(py, heap, item)
    }

    /// Removes the smallest item of a heap and returns it.
    #[pyfunction("(heap, /)")]
    fn heappop(py: &mut Py, heap: &List) -> PyResult<Value> {
        pop::<Smallest>(py, heap)
    }

    /// Removes the smallest item of a heap and returns it, and adds another: faster than one after the other.
    ///
    /// What is returned may be larger than the item.
    #[pyfunction("(heap, item, /)")]
    fn heapreplace(py: &mut Py, heap: &List, item: Borrowed<'_>) -> PyResult<Value> {
        replace_first::<Smallest>(py, heap, item.to_value())
    }

    /// Adds an item to a heap, then removes the smallest one and returns it: faster than one after the other.
    #[pyfunction("(heap, item, /)")]
    fn heappushpop(py: &mut Py, heap: &List, item: Borrowed<'_>) -> PyResult<Value> {
        push_pop::<Smallest>(py, heap, item)
    }

    /// Makes a heap of a list, in place and in linear time.
    #[pyfunction("(heap, /)", name = "heapify")]
    fn heapify_min(py: &mut Py, heap: &List) -> PyResult<()> {
        heapify::<Smallest>(py, heap)
    }
}

struct MaxHeap;

#[pymodule("_heapq")]
impl MaxHeap {
    /// Adds an item to a heap with the largest item first.
    #[pyfunction("(heap, item, /)")]
    fn heappush_max(py: &mut Py, heap: &List, item: Borrowed<'_>) -> PyResult<()> {
        push::<Largest>(py, heap, item)
    }

    /// Removes the largest item of a heap and returns it.
    #[pyfunction("(heap, /)")]
    fn heappop_max(py: &mut Py, heap: &List) -> PyResult<Value> {
        pop::<Largest>(py, heap)
    }

    /// Removes the largest item of a heap and returns it, and adds another.
    #[pyfunction("(heap, item, /)")]
    fn heapreplace_max(py: &mut Py, heap: &List, item: Borrowed<'_>) -> PyResult<Value> {
        replace_first::<Largest>(py, heap, item.to_value())
    }

    /// Adds an item to a heap, then removes the largest one and returns it.
    #[pyfunction("(heap, item, /)")]
    fn heappushpop_max(py: &mut Py, heap: &List, item: Borrowed<'_>) -> PyResult<Value> {
        push_pop::<Largest>(py, heap, item)
    }

    /// Makes a heap of a list with the largest item first, in place and in linear time.
    #[pyfunction("(heap, /)")]
    fn heapify_max(py: &mut Py, heap: &List) -> PyResult<()> {
        heapify::<Largest>(py, heap)
    }
}

fn push<O: Order>(py: &mut Py, heap: &List, item: Borrowed<'_>) -> PyResult<()> {
    heap.append(py, item.to_value())?;
    let last = heap.len(py) - 1;
    sift_towards_root::<O>(py, heap, 0, last)
}

fn pop<O: Order>(py: &mut Py, heap: &List) -> PyResult<Value> {
    let last = heap.items.get_mut(py).pop();
    let Some(last) = last else {
        return Err(exc::index_error(py, format_args!("index out of range")));
    };
    if heap.len(py) == 0 { Ok(last) } else { replace_first::<O>(py, heap, last) }
}

fn push_pop<O: Order>(py: &mut Py, heap: &List, item: Borrowed<'_>) -> PyResult<Value> {
    let Some(first) = heap.item(py, 0) else { return Ok(item.to_value()) };
    if less::<O>(py, &first, &item)? {
        replace_first::<O>(py, heap, item.to_value())
    } else {
        Ok(item.to_value())
    }
}
