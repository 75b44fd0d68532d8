//! Memory: allocations that fail, and memory that `tracemalloc` is told of.

use std::thread;

use taipan_macros::pymodule;
use taipan_object::heap::watch::Shortage;
use taipan_object::{Py, PyResult, Raised, exception as exc};
use taipan_std_debug::tracemalloc;

pub(super) struct Memory;

/// How many threads race, and how many bytes of stack each has.
const RACERS: usize = 50;
const RACER_STACK: usize = 256 << 10;
/// The domain of what they tell of.
const RACE: u32 = 7;

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

    /// Has threads tell of memory while tracing begins and ends.
    #[pyfunction("()", hidden)]
    fn tracemalloc_track_race(py: &mut Py) -> PyResult<()> {
        let threads: Vec<_> = (0..RACERS)
            .map(|number| {
                let entrance = py.entrance();
                let race = move || {
                    let Some(py) = entrance.enter(RACER_STACK) else { return };
                    tracemalloc::track(&py, RACE, number, 1);
                    tracemalloc::untrack(&py, RACE, number);
                };
                thread::Builder::new().spawn(race)
            })
            .collect();
        let started = tracemalloc::is_tracing(py);
        let mut result = Ok(());
        for thread in threads {
            tracemalloc::stop(py);
            tracemalloc::start(py, 1);
            match thread {
                // A thread that failed has nothing to give.
                Ok(thread) => drop(py.detach(|| thread.join().is_ok())),
                Err(error) => result = Err(py.io_error(&error, None)),
            }
        }
        if !started {
            tracemalloc::stop(py);
        }
        result
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
