//! What the iterators over choices have in common: a pool of items and the places that are chosen in it.
//!
//! ```text
//! pool     a b c d        the items of the iterable, a tuple
//! chosen   0 2 3          places in the pool: the next result is (a, c, d)
//! ```

use std::cell::Cell;

use taipan_object::exception as exc;
use taipan_object::{Py, PyCell, PyResult, Value};

use crate::arguments::items;

/// Where an iterator over choices stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    /// The first choice is still to come.
    Before,
    /// The places are those of the last choice.
    Within,
    /// There are no more.
    After,
}

/// A pool and the choice that was made last.
pub(super) struct Choice {
    pub(super) chosen: PyCell<Vec<usize>>,
    pub(super) progress: Cell<Progress>,
}

impl Choice {
    /// A choice before its first step. `possible`: there is a first one.
    pub(super) fn new(chosen: Vec<usize>, possible: bool) -> Self {
        let progress = if possible { Progress::Before } else { Progress::After };
        Self { chosen: PyCell::new(chosen), progress: Cell::new(progress) }
    }

    /// The next result: of the places as they are at first, then as `step` changes them. It says whether it could.
    #[inline]
    pub(super) fn advance(
        &self,
        py: &mut Py,
        pool: &Value,
        step: impl FnOnce(&mut [usize], usize) -> bool,
    ) -> PyResult<Option<Value>> {
        let pool = items(pool);
        match self.progress.get() {
            Progress::Before => self.progress.set(Progress::Within),
            Progress::Within => {
                if !step(&mut self.chosen.get_mut(py), pool.len()) {
                    self.progress.set(Progress::After);
                    return Ok(None);
                }
            }
            Progress::After => return Ok(None),
        }
        let chosen = self.chosen.get(py);
        let none = taipan_object::types::singletons::none_ref();
        py.tuple(chosen.iter().map(|&place| pool.get(place).unwrap_or(&none).clone())).map(Some)
    }

    /// Bytes of the places.
    pub(super) fn bytes(&self, py: &Py) -> usize {
        self.chosen.get(py).len() * size_of::<usize>()
    }
}

/// The number of items to choose.
pub(super) fn choices(py: &Py, count: isize) -> PyResult<usize> {
    usize::try_from(count).map_err(|_| exc::value_error(py, format_args!("r must be non-negative")))
}

/// The numbers from 0, so many.
pub(super) fn ascending(count: usize) -> PyResult<Vec<usize>> {
    let mut places = Vec::new();
    places.try_reserve_exact(count)?;
    places.extend(0..count);
    Ok(places)
}

/// So many zeros.
pub(super) fn zeros(count: usize) -> PyResult<Vec<usize>> {
    let mut places = Vec::new();
    places.try_reserve_exact(count)?;
    places.resize(count, 0);
    Ok(places)
}
