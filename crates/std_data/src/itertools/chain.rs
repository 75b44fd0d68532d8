//! `chain`

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value};

use crate::arguments::{generic_alias, itself, no_keywords};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An iterator over the items of the first iterable, then over those of the next one, and so on.",
    ),
    signature: Some("(*iterables)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    methods: &[Core::METHODS],
    ..Definition::of(&CHAIN)
};

/// The payload.
#[pyclass(name = "itertools.chain")]
pub(crate) struct Chain {
    /// An iterator over the iterables; nothing at the end.
    source: PyCell<Option<Value>>,
    /// The iterator that gives the items now.
    active: PyCell<Option<Value>>,
}

/// All of it.
struct Core;

#[pymethods(Chain)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        no_keywords(py, "chain", class, &CHAIN, args)?;
        let iterables: Vec<Value> = args.iter().map(Borrowed::to_value).collect();
        let iterables = py.tuple(iterables)?;
        over(py, class, &iterables)
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Chain, py: &mut Py) -> PyResult<Option<Value>> {
        loop {
            let active = this.active.get(py).clone();
            let Some(active) = active else {
                if !advance(py, this)? {
                    return Ok(None);
                }
                continue;
            };
            match py.next(&active)? {
                None => drop(this.active.replace(py, None)),
                item => return Ok(item),
            }
        }
    }

    /// A chain of the iterables that one iterable gives, each asked for when it is needed.
    #[pyclassmethod("($type, iterable, /)")]
    fn from_iterable(class: &Type, py: &mut Py, iterable: &Value) -> PyResult<Value> {
        over(py, class, iterable)
    }

    /// A generic alias, as type annotations use it.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        generic_alias(py, class, object)
    }
}

fn over(py: &mut Py, class: &Type, iterables: &Value) -> PyResult<Value> {
    let source = py.iter(iterables)?;
    py.heap().object_of(class, Chain { source: PyCell::new(Some(source)), active: PyCell::new(None) })
}

/// Goes on with the next iterable. False when there is none.
fn advance(py: &mut Py, this: &Chain) -> PyResult<bool> {
    let Some(source) = this.source.get(py).clone() else { return Ok(false) };
    let active = match py.next(&source) {
        Ok(Some(iterable)) => py.iter(&iterable).map(Some),
        other => other,
    };
    if !matches!(active, Ok(Some(_))) {
        drop(this.source.replace(py, None));
    }
    let active = active?;
    let found = active.is_some();
    drop(this.active.replace(py, active));
    Ok(found)
}
