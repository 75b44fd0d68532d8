//! `combinations` and `combinations_with_replacement`

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::pool::{Choice, ascending, choices, zeros};
use crate::arguments::itself;

pub(super) const DISTINCT: Definition = Definition {
    doc: Some(
        "An iterator over the ways to choose r items of the iterable, as tuples in the order of the items.",
    ),
    signature: Some("(iterable, r)"),
    flags: Flags::BASE,
    slots: &[Combinations::SLOTS],
    methods: &[Combinations::METHODS],
    ..Definition::of(&COMBINATIONS)
};

pub(super) const WITH_REPLACEMENT: Definition = Definition {
    doc: Some(
        "An iterator over the ways to choose r items of the iterable, each as often as one likes, as tuples\n\
         in the order of the items.",
    ),
    signature: Some("(iterable, r)"),
    flags: Flags::BASE,
    slots: &[CombinationsWithReplacement::SLOTS],
    methods: &[CombinationsWithReplacement::METHODS],
    ..Definition::of(&COMBINATIONS_WITH_REPLACEMENT)
};

/// The payload.
#[pyclass(name = "itertools.combinations")]
pub(crate) struct Combinations {
    pool: Value,
    choice: Choice,
}

#[pymethods]
impl Combinations {
    #[pyslot("(iterable, r)", name = "combinations")]
    fn new(class: &Type, py: &mut Py, iterable: &Value, r: isize) -> PyResult<Value> {
        let pool = py.collect(iterable)?;
        let r = choices(py, r)?;
        let possible = r <= pool.len();
        let choice = Choice::new(ascending(if possible { r } else { 0 })?, possible);
        let pool = py.tuple(pool)?;
        py.heap().object_of(class, Self { pool, choice })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        self.choice.advance(py, &self.pool, next_combination)
    }

    /// The bytes that the iterator takes.
    #[pymethod("($self, /)", name = "__sizeof__")]
    fn size_of(this: Borrowed<'_>, py: &mut Py) -> usize {
        let places = this.get::<Self>().map_or(0, |it| it.choice.bytes(py));
        this.type_().instance_size() + places
    }
}

/// Raises the rightmost place that can be raised; those after it follow at once.
#[inline]
fn next_combination(chosen: &mut [usize], len: usize) -> bool {
    let r = chosen.len();
    let Some(at) = (0..r).rev().find(|&at| chosen[at] != at + len - r) else { return false };
    let first = chosen[at] + 1;
    for (place, value) in chosen[at..].iter_mut().zip(first..) {
        *place = value;
    }
    true
}

/// The payload.
#[pyclass(name = "itertools.combinations_with_replacement")]
pub(crate) struct CombinationsWithReplacement {
    pool: Value,
    choice: Choice,
}

#[pymethods]
impl CombinationsWithReplacement {
    #[pyslot("(iterable, r)", name = "combinations_with_replacement")]
    fn new(class: &Type, py: &mut Py, iterable: &Value, r: isize) -> PyResult<Value> {
        let pool = py.collect(iterable)?;
        let r = choices(py, r)?;
        let choice = Choice::new(zeros(r)?, r == 0 || !pool.is_empty());
        let pool = py.tuple(pool)?;
        py.heap().object_of(class, Self { pool, choice })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        self.choice.advance(py, &self.pool, next_with_replacement)
    }

    /// The bytes that the iterator takes.
    #[pymethod("($self, /)", name = "__sizeof__")]
    fn size_of(this: Borrowed<'_>, py: &mut Py) -> usize {
        let places = this.get::<Self>().map_or(0, |it| it.choice.bytes(py));
        this.type_().instance_size() + places
    }
}

/// Raises the rightmost place that can be raised; those after it become equal to it.
#[inline]
fn next_with_replacement(chosen: &mut [usize], len: usize) -> bool {
    let Some(at) = chosen.iter().rposition(|&place| place + 1 != len) else { return false };
    let raised = chosen[at] + 1;
    chosen[at..].fill(raised);
    true
}
