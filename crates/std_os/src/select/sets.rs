//! `select.select`

use taipan_host::poll::{FileSet, select};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::list::List;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::deadline;
use crate::arguments::file_number;
use crate::time::convert::{Rounding, SECOND, nanoseconds_of};

/// The members of an argument with their descriptors.
fn files(py: &mut Py, list: Borrowed<'_>, set: &mut FileSet) -> PyResult<Vec<(i32, Value)>> {
    let mut found = Vec::new();
    let mut add = |py: &mut Py, item: Value| {
        let fd = file_number(py, item.borrow())?;
        if !set.add(fd) {
            return Err(exc::value_error(py, format_args!("filedescriptor out of range in select()")));
        }
        found.push((fd, item));
        Ok(())
    };
    if list.exact::<List>().is_some() {
        // Asking a file for its descriptor may change a list: its items are taken one by one.
        py.for_each(&list, add)?;
    } else {
        let not_iterable = |py: &mut Py| exc::type_error(py, format_args!("arguments 1-3 must be sequences"));
        for item in py.sequence_or(&list, not_iterable)? {
            add(py, item)?;
        }
    }
    Ok(found)
}

/// How long to wait, in nanoseconds: forever for `None`.
pub(super) fn timeout(
    py: &mut Py,
    value: Option<Borrowed<'_>>,
    unit: i64,
    kind: &str,
) -> PyResult<Option<i64>> {
    let Some(value) = value.filter(|value| !is_none(value)) else { return Ok(None) };
    match nanoseconds_of(py, value, unit, Rounding::Up) {
        Ok(nanos) => Ok(Some(nanos)),
        Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
            py.discard(raised);
            Err(exc::type_error(py, format_args!("timeout must be {kind} or None")))
        }
        Err(raised) => Err(raised),
    }
}

/// `select`
pub(super) struct Sets;

#[pymodule("select")]
impl Sets {
    /// Waits until files are ready.
    ///
    /// The first three arguments are iterables of files that are watched: until they can be
    /// read, until they can be written, until something exceptional has happened. A file is a
    /// descriptor or an object with a fileno() method. timeout is in seconds, with fractions;
    /// None waits forever, 0 does not wait.
    ///
    /// Gives three lists of those that are ready; they are empty when the time was up.
    #[pyfunction("(rlist, wlist, xlist, timeout=None, /)")]
    fn select(
        py: &mut Py,
        rlist: Borrowed<'_>,
        wlist: Borrowed<'_>,
        xlist: Borrowed<'_>,
        timeout: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let nanos = self::timeout(py, timeout, SECOND, "a float")?;
        if nanos.is_some_and(|nanos| nanos < 0) {
            return Err(exc::value_error(py, format_args!("timeout must be non-negative")));
        }
        let mut sets = [FileSet::default(); 3];
        let mut lists = Vec::new();
        for (list, set) in [rlist, wlist, xlist].into_iter().zip(&mut sets) {
            lists.push(files(py, list, set)?);
        }
        let highest = lists.iter().flatten().map(|&(fd, _)| fd).max().unwrap_or(-1);
        let ready = deadline::wait(py, nanos, |nanos| select(sets, highest, nanos))?;
        let ready = ready.unwrap_or_default();
        let mut results = Vec::new();
        for (list, set) in lists.into_iter().zip(&ready) {
            let found = list.into_iter().filter(|&(fd, _)| set.has(fd)).map(|(_, file)| file).collect();
            results.push(py.list(found)?);
        }
        py.tuple(results)
    }
}
