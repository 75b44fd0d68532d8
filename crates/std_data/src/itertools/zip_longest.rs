//! `zip_longest`

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::none;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value};

use crate::arguments::itself;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An iterator over tuples of one item of each iterable, until the longest one ends. In place of what is\n\
         missing stands fillvalue.",
    ),
    signature: Some("(*iterables, fillvalue=None)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    ..Definition::of(&ZIP_LONGEST)
};

/// The payload.
#[pyclass(name = "itertools.zip_longest")]
pub(crate) struct ZipLongest {
    /// Nothing for one that is at its end.
    iterators: PyCell<Vec<Option<Value>>>,
    /// How many are not.
    active: Cell<usize>,
    fill: Value,
}

/// All of it.
struct Core;

#[pymethods(ZipLongest)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let fill = match args.keywords().next() {
            None => none(),
            Some((name, value)) if args.keywords().len() == 1 && name.to_string() == "fillvalue" => {
                value.to_value()
            }
            Some(_) => {
                return Err(exc::type_error(
                    py,
                    format_args!("zip_longest() got an unexpected keyword argument"),
                ));
            }
        };
        let mut iterators = Vec::new();
        iterators.try_reserve_exact(args.len())?;
        for iterable in args.iter() {
            iterators.push(Some(py.iter(&iterable)?));
        }
        let active = Cell::new(iterators.len());
        py.heap().object_of(class, ZipLongest { iterators: PyCell::new(iterators), active, fill })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &ZipLongest, py: &mut Py) -> PyResult<Option<Value>> {
        if this.active.get() == 0 {
            return Ok(None);
        }
        let count = this.iterators.get(py).len();
        let mut row = Vec::new();
        row.try_reserve_exact(count)?;
        for index in 0..count {
            match item(py, this, index) {
                Ok(Some(item)) => row.push(item),
                Ok(None) if this.active.get() == 0 => return Ok(None),
                Ok(None) => row.push(this.fill.clone()),
                Err(raised) => {
                    this.active.set(0);
                    return Err(raised);
                }
            }
        }
        py.tuple(row).map(Some)
    }
}

/// The next item of an iterator. Where there is none, the iterator is let go.
#[inline]
fn item(py: &mut Py, this: &ZipLongest, index: usize) -> PyResult<Option<Value>> {
    let iterator = this.iterators.get(py).get(index).cloned().flatten();
    let Some(iterator) = iterator else { return Ok(None) };
    let item = py.next(&iterator)?;
    if item.is_none() {
        let old = this.iterators.get_mut(py).get_mut(index).and_then(Option::take);
        if old.is_some() {
            this.active.set(this.active.get().saturating_sub(1));
        }
        drop(old);
    }
    Ok(item)
}
