//! `tee`: several iterators over the items of one.
//!
//! ```text
//! _tee ──► block of 57 items ──► block ──► block      the last one is filled from the source when an iterator comes to
//! _tee ──────────────────────────────────► block      its end; a block that no iterator stands before is freed
//! ```

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::list::List;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use crate::arguments::itself;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("An iterator that can be copied: each copy goes over the rest of the items on its own."),
    signature: Some("(iterable, /)"),
    flags: Flags::WEAKLY_REFERABLE,
    slots: &[Tee::SLOTS],
    methods: &[Tee::METHODS],
    ..Definition::of(&TEE)
};

pub(super) const BLOCK_DEFINITION: Definition = Definition {
    doc: Some(
        "teedataobject(iterable, values, next, /)\n--\n\nItems that iterators made by tee() have in common.",
    ),
    slots: &[TeeBlock::SLOTS],
    ..Definition::of(&TEE_BLOCK)
};

/// Items of a block.
const BLOCK: usize = 57;

/// The payload.
#[pyclass(name = "itertools._tee_dataobject")]
pub(crate) struct TeeBlock {
    /// Where further items come from.
    source: Value,
    /// Whether the source is being asked.
    running: Cell<bool>,
    items: PyCell<Vec<Value>>,
    /// The block after this one, once there is one.
    next: PyCell<Option<Value>>,
}

impl TeeBlock {
    fn of(source: Value, items: Vec<Value>, next: Option<Value>) -> Self {
        Self { source, running: Cell::new(false), items: PyCell::new(items), next: PyCell::new(next) }
    }

    /// The item at an index, which at most is the next one to be read. Nothing at the end of the source.
    fn item(&self, py: &mut Py, index: usize) -> PyResult<Option<Value>> {
        if let Some(item) = self.items.get(py).get(index).cloned() {
            return Ok(Some(item));
        }
        if self.running.replace(true) {
            return Err(exc::runtime_error(py, format_args!("cannot re-enter the tee iterator")));
        }
        let item = py.next(&self.source);
        self.running.set(false);
        let item = item?;
        if let Some(item) = &item {
            let mut items = self.items.get_mut(py);
            if items.len() == items.capacity() {
                let more = items.capacity().clamp(4, BLOCK);
                items.try_reserve_exact(more)?;
            }
            items.push(item.clone());
        }
        Ok(item)
    }

    /// The block after this one.
    fn following(&self, py: &mut Py) -> PyResult<Value> {
        if let Some(next) = &*self.next.get(py) {
            return Ok(next.clone());
        }
        let next = py.heap().object(Self::of(self.source.clone(), Vec::new(), None))?;
        drop(self.next.replace(py, Some(next.clone())));
        Ok(next)
    }
}

/// What has to be right about the parts of a block: only a full one has a block after it.
fn checked_block(py: &Py, source: Borrowed<'_>, items: Vec<Value>, next: Borrowed<'_>) -> PyResult<TeeBlock> {
    let next = Some(next.to_value()).filter(|next| !is_none(next));
    let is_block = next.as_ref().is_none_or(|next| next.get::<TeeBlock>().is_some());
    if items.len() > BLOCK || !is_block || (items.len() < BLOCK && next.is_some()) {
        return Err(exc::value_error(py, format_args!("Invalid arguments")));
    }
    Ok(TeeBlock::of(source.to_value(), items, next))
}

#[pymethods]
impl TeeBlock {
    #[pyslot("(iterable, values, next, /)", name = "teedataobject")]
    fn new(
        class: &Type,
        py: &mut Py,
        iterable: Borrowed<'_>,
        values: Borrowed<'_>,
        next: Borrowed<'_>,
    ) -> PyResult<Value> {
        let Some(list) = values.get::<List>() else {
            let given = values.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("teedataobject() argument 2 must be list, not {given}"),
            ));
        };
        let items = list.items.get(py).clone();
        let block = checked_block(py, iterable, items, next)?;
        py.heap().object_of(class, block)
    }
}

/// The payload.
#[pyclass(name = "itertools._tee")]
pub(crate) struct Tee {
    block: PyCell<Value>,
    /// The next item in the block.
    index: Cell<usize>,
}

impl Tee {
    /// An iterator over what is left of another.
    fn copy(&self, py: &Py) -> Self {
        Self { block: PyCell::new(self.block.get(py).clone()), index: self.index.clone() }
    }

    /// One over the items of an iterable.
    fn over(py: &mut Py, iterable: &Value) -> PyResult<Self> {
        let iterator = py.iter(iterable)?;
        if let Some(tee) = iterator.exact::<Self>() {
            return Ok(tee.copy(py));
        }
        let block = py.heap().object(TeeBlock::of(iterator, Vec::new(), None))?;
        Ok(Self { block: PyCell::new(block), index: Cell::new(0) })
    }
}

#[pymethods]
impl Tee {
    #[pyslot("(iterable, /)", name = "_tee")]
    fn new(class: &Type, py: &mut Py, iterable: &Value) -> PyResult<Value> {
        let tee = Self::over(py, iterable)?;
        py.heap().object_of(class, tee)
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let mut block = self.block.get(py).clone();
        if self.index.get() >= BLOCK {
            let Some(full) = block.get::<TeeBlock>() else { return Ok(None) };
            let next = full.following(py)?;
            drop(self.block.replace(py, next.clone()));
            self.index.set(0);
            block = next;
        }
        let index = self.index.get();
        let Some(items) = block.get::<TeeBlock>() else { return Ok(None) };
        let item = items.item(py, index)?;
        if item.is_some() {
            self.index.set(index + 1);
        }
        Ok(item)
    }

    /// An iterator over the rest of the items, independent of this one.
    #[pymethod("($self, /)")]
    fn __copy__(&self, py: &mut Py) -> PyResult<Value> {
        let copy = self.copy(py);
        py.heap().object(copy)
    }
}

/// Functions of the module.
pub(super) struct Functions;

#[pymodule("itertools")]
impl Functions {
    /// A tuple of n iterators over the items of the iterable, independent of one another.
    #[pyfunction("(iterable, n=2, /)")]
    fn tee(py: &mut Py, iterable: &Value, n: isize) -> PyResult<Value> {
        let Ok(count) = usize::try_from(n) else {
            return Err(exc::value_error(py, format_args!("n must be >= 0")));
        };
        if count == 0 {
            return py.tuple([]);
        }
        let mut iterators = Vec::new();
        iterators.try_reserve_exact(count)?;
        let iterator = py.iter(iterable)?;
        let name = py.heap().intern("__copy__")?;
        let first = match py.find_attribute(&iterator, &name)? {
            // One that is there already stays independent of the new ones.
            Some(_) => match iterator.exact::<Tee>() {
                Some(tee) => {
                    let copy = tee.copy(py);
                    py.heap().object(copy)?
                }
                None => iterator,
            },
            None => {
                let tee = Tee::over(py, &iterator)?;
                py.heap().object(tee)?
            }
        };
        iterators.push(first.clone());
        for _ in 1..count {
            let copy = match first.exact::<Tee>() {
                Some(tee) => {
                    let copy = tee.copy(py);
                    py.heap().object(copy)?
                }
                None => py.call_method(&first, &name, &[])?,
            };
            iterators.push(copy);
        }
        py.tuple(iterators)
    }
}
