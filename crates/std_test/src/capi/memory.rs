//! Memory: allocations that fail, and memory that `tracemalloc` is told of.

use taipan_macros::pymodule;
use taipan_object::heap::watch::Shortage;
use taipan_object::{Py, PyResult, Raised, exception as exc};
use taipan_std_debug::tracemalloc;

pub(super) struct Memory;

#[cold]
fn not_traced(py: &Py, function: &str) -> Raised {
    exc::runtime_error(py, format_args!("{function} error"))
}

#[pymodule("_testcapi")]
impl Memory {
    /// Lets allocations of objects fail: those after the first start ones, up to number stop; all if that is 0.
    #[pyfunction("(start, stop=0, /)", hidden)]
    fn set_nomemory(py: &mut Py, start: i32, stop: i32) {
        let [start, stop] = [start, stop].map(|number| u64::try_from(number).unwrap_or(0));
        py.fail_allocations(Some(Shortage { start, stop }));
    }

    /// Lets no allocation fail any more.
    #[pyfunction("()", hidden)]
    fn remove_mem_hooks(py: &mut Py) {
        py.fail_allocations(None);
    }

    /// Has memory traced that is not the heap's.
    #[pyfunction("(domain, ptr, size, release_gil=False, /)", hidden)]
    fn tracemalloc_track(
        py: &mut Py,
        domain: i32,
        ptr: usize,
        size: usize,
        release_gil: bool,
    ) -> PyResult<()> {
        if release_gil {
            // Whoever has no lock takes it for that.
            py.detach(|| ());
        }
        match tracemalloc::track(py, domain.cast_unsigned(), ptr, size) {
            true => Ok(()),
            false => Err(not_traced(py, "PyTraceMalloc_Track")),
        }
    }

    /// Has such memory traced no longer.
    #[pyfunction("(domain, ptr, release_gil=False, /)", hidden)]
    fn tracemalloc_untrack(py: &mut Py, domain: i32, ptr: usize, release_gil: bool) -> PyResult<()> {
        if release_gil {
            py.detach(|| ());
        }
        match tracemalloc::untrack(py, domain.cast_unsigned(), ptr) {
            true => Ok(()),
            false => Err(not_traced(py, "PyTraceMalloc_Untrack")),
        }
    }
}
