//! `list`: making, comparing, showing, concatenating.

mod items;
mod methods;
pub(crate) mod sort;

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::list::{LIST, List, grow};
use taipan_object::types::singletons::not_implemented;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, CompareOp, Py, PyCell, PyResult, Type, Value};

use super::elements::{self, Brackets};
use crate::arguments::{at_most_one, no_keywords};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A sequence whose items can be changed.\n\nWithout an argument it is empty, else it has the items of the iterable.",
    ),
    signature: Some("(iterable=(), /)"),
    slots: &[Core::SLOTS, items::Items::SLOTS],
    methods: &[items::Items::METHODS, methods::Methods::METHODS],
    ..Definition::of(&LIST)
};

/// The slots.
struct Core;

#[pymethods(List)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _args: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, List { items: PyCell::default() })
    }

    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        let Some(list) = this.get::<List>() else { return Ok(()) };
        let own_new = this.type_().slots.new.get().map(|new| new as usize);
        if own_new == LIST.slots.new.get().map(|new| new as usize) {
            no_keywords(py, "list", args)?;
        }
        let iterable = at_most_one(py, "list", args)?;
        items::release(list.items.replace(py, Vec::new()));
        match iterable {
            Some(iterable) => extend(py, list, iterable),
            None => Ok(()),
        }
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        const BRACKETS: Brackets = Brackets { open: "[", close_one: "]", close: "]", recursive: "[...]" };
        match this.get::<List>() {
            Some(list) => elements::show(py, this, list, &BRACKETS),
            None => Ok(this.to_value()),
        }
    }

    #[pyslot]
    fn compare(this: &List, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        match other.get::<List>() {
            Some(other) => elements::compare(py, this, other, op),
            None => Ok(not_implemented()),
        }
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.heap().list_iterator(this)
    }

    #[pyslot]
    fn length(this: &List, py: &mut Py) -> PyResult<usize> {
        Ok(this.len(py))
    }

    #[pyslot]
    fn contains(this: &List, py: &mut Py, key: Borrowed<'_>) -> PyResult<bool> {
        elements::find(py, this, key, 0, usize::MAX).map(|place| place.is_some())
    }

    #[pyslot]
    fn concat(this: &List, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        let Some(other) = other.get::<List>() else {
            return Err(exc::type_error(
                py,
                format_args!("can only concatenate list (not \"{}\") to list", other.type_().name()),
            ));
        };
        let (left, right) = (this.items.get(py), other.items.get(py));
        py.heap().list_of_both(&left, &right)
    }

    #[pyslot]
    fn inplace_concat(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        if let Some(list) = this.get::<List>() {
            extend(py, list, other)?;
        }
        Ok(this.to_value())
    }

    #[pyslot]
    fn repeat(this: &List, py: &mut Py, count: isize) -> PyResult<Value> {
        let items = repeated(&this.items.get(py), count)?;
        py.list(items)
    }

    #[pyslot]
    fn inplace_repeat(this: Borrowed<'_>, py: &mut Py, count: isize) -> PyResult<Value> {
        if let Some(list) = this.get::<List>() {
            let items = repeated(&list.items.get(py), count)?;
            items::release(list.items.replace(py, items));
        }
        Ok(this.to_value())
    }
}

/// The items, as many times over.
pub(super) fn repeated(items: &[Value], count: isize) -> PyResult<Vec<Value>> {
    let count = usize::try_from(count).unwrap_or(0);
    let mut result = Vec::new();
    result.try_reserve_exact(items.len().saturating_mul(count))?;
    if let [item] = items {
        result.resize(count, item.clone());
    } else if !items.is_empty() {
        (0..count).for_each(|_| result.extend_from_slice(items));
    }
    Ok(result)
}

/// Puts the items of an iterable at the end.
pub(super) fn extend(py: &mut Py, list: &List, iterable: Borrowed<'_>) -> PyResult<()> {
    if let Some(tuple) = iterable.exact::<Tuple>() {
        return append_all(&mut list.items.get_mut(py), tuple.items());
    }
    // Of its own items no list waits for the end, whatever its class.
    if iterable.get::<List>().is_some_and(|source| std::ptr::eq(source, list)) {
        let mut items = list.items.get_mut(py);
        let len = items.len();
        items.try_reserve(len)?;
        items.extend_from_within(..);
        return Ok(());
    }
    if let Some(source) = iterable.exact::<List>()
        && let Some((mut items, more)) = list.items.pair(&source.items, py)
    {
        return append_all(&mut items, &more);
    }
    list.extend_by_iteration(py, &iterable)
}

fn append_all(items: &mut Vec<Value>, more: &[Value]) -> PyResult<()> {
    if items.capacity() - items.len() < more.len() {
        grow(items, more.len())?;
    }
    items.extend_from_slice(more);
    Ok(())
}
