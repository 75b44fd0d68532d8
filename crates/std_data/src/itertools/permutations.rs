//! `permutations`

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::{is_none, none_ref};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use super::pool::{Progress, ascending, choices};
use crate::arguments::{items, itself};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An iterator over the ways to arrange r items of the iterable, all of them by default, as tuples.",
    ),
    signature: Some("(iterable, r=None)"),
    flags: Flags::BASE,
    slots: &[Permutations::SLOTS],
    methods: &[Permutations::METHODS],
    ..Definition::of(&PERMUTATIONS)
};

/// The payload.
#[pyclass(name = "itertools.permutations")]
pub(crate) struct Permutations {
    pool: Value,
    arrangement: PyCell<Arrangement>,
    progress: Cell<Progress>,
}

/// The places of the pool in an order. The first ones, as many as there are counts, are the result.
struct Arrangement {
    places: Vec<usize>,
    /// For each place of the result, how many values it is still to have, the one it has included.
    counts: Vec<usize>,
}

impl Arrangement {
    /// The next one in lexicographic order of places; false when there is none. The last place of the result that has
    /// values left is exchanged with the next of those behind it; one that has none left goes back to the end.
    #[inline]
    fn advance(&mut self) -> bool {
        let len = self.places.len();
        for at in (0..self.counts.len()).rev() {
            self.counts[at] -= 1;
            if self.counts[at] == 0 {
                self.places[at..].rotate_left(1);
                self.counts[at] = len - at;
            } else {
                let other = len - self.counts[at];
                self.places.swap(at, other);
                return true;
            }
        }
        false
    }
}

#[pymethods]
impl Permutations {
    #[pyslot("(iterable, r=None)", name = "permutations")]
    fn new(class: &Type, py: &mut Py, iterable: &Value, r: Borrowed<'_>) -> PyResult<Value> {
        let pool = py.collect(iterable)?;
        let len = pool.len();
        let r = if is_none(&r) {
            len
        } else if r.is_int() {
            let count = py.to_isize(&r)?;
            choices(py, count)?
        } else {
            return Err(exc::type_error(py, format_args!("Expected int as r")));
        };
        let (progress, len, r) = if r <= len { (Progress::Before, len, r) } else { (Progress::After, 0, 0) };
        let mut counts = ascending(r)?;
        for count in &mut counts {
            *count = len - *count;
        }
        let arrangement = PyCell::new(Arrangement { places: ascending(len)?, counts });
        let pool = py.tuple(pool)?;
        py.heap().object_of(class, Self { pool, arrangement, progress: Cell::new(progress) })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        match self.progress.get() {
            Progress::Before => self.progress.set(Progress::Within),
            Progress::Within if self.arrangement.get_mut(py).advance() => {}
            _ => {
                self.progress.set(Progress::After);
                return Ok(None);
            }
        }
        let pool = items(&self.pool);
        let arrangement = self.arrangement.get(py);
        let none = none_ref();
        let chosen = arrangement.places.iter().take(arrangement.counts.len());
        py.tuple(chosen.map(|&place| pool.get(place).unwrap_or(&none).clone())).map(Some)
    }

    /// The bytes that the iterator takes.
    #[pymethod("($self, /)", name = "__sizeof__")]
    fn size_of(this: Borrowed<'_>, py: &mut Py) -> usize {
        let places = this.get::<Self>().map_or(0, |it| {
            let arrangement = it.arrangement.get(py);
            (arrangement.places.len() + arrangement.counts.len()) * size_of::<usize>()
        });
        this.type_().instance_size() + places
    }
}
