//! `_tracemalloc`: where in the program memory was allocated.
//!
//! The heap tells of every block while the module traces (`taipan_object::heap::watch`), and so does the allocator of the process,
//! which has the items of lists and the tables of dicts.

mod traces;

use std::cell::Cell;
use std::rc::Rc;

use taipan_host::allocator::{self, Watcher};
use taipan_macros::pymodule;
use taipan_object::heap::watch::Tracer;
use taipan_object::py::current_heap;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Borrowed, Heap, Py, PyResult, Value, exception as exc};

use traces::{Frame, Traceback, Tracing};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Where in the program memory was allocated."),
    functions: &[TraceMalloc::FUNCTIONS],
    ..ModuleDef::of("_tracemalloc")
};

/// The most frames that a traceback may have.
pub const MOST_FRAMES: usize = 0xffff;

/// The domain of the memory of objects.
const OBJECTS: u32 = 0;

/// Begins to trace, with up to so many frames for each block.
pub fn start(py: &mut Py, frames: usize) {
    let tracing = py.state::<Tracing>();
    if !tracing.is_on() {
        tracing.start(frames, py.interpreter().hooks().evaluation.map(|hooks| hooks.places));
        py.trace_allocations(Some(Tracer { allocated, freed }));
        allocator::watch(Some(&WATCHER));
    }
}

/// Traces no longer, and forgets all traces.
pub fn stop(py: &mut Py) {
    let tracing = py.state::<Tracing>();
    if tracing.is_on() {
        allocator::watch(None);
        py.trace_allocations(None);
        tracing.stop();
    }
}

/// Whether allocations are traced.
pub fn is_tracing(py: &Py) -> bool {
    py.state::<Tracing>().is_on()
}

/// Who is told of memory that is no object's.
static WATCHER: Watcher = Watcher {
    allocated: |address, size| {
        if let Some(heap) = current_heap() {
            allocated(heap, address, size);
        }
    },
    // What a thread frees that has no interpreter stays in the list until its address is used again.
    freed: |address| {
        if let Some(heap) = current_heap() {
            freed(heap, address);
        }
    },
};

thread_local! {
    /// Whether something is being noted: what is allocated for that is not.
    static NOTING: Cell<bool> = const { Cell::new(false) };
}

fn note(note: impl FnOnce()) {
    if !NOTING.replace(true) {
        note();
        NOTING.set(false);
    }
}

fn allocated(heap: Heap, address: usize, size: usize) {
    note(|| heap.state::<Tracing>().add(heap, OBJECTS, address, size));
}

fn freed(heap: Heap, address: usize) {
    note(|| heap.state::<Tracing>().remove(OBJECTS, address));
}

/// Traces memory that is not the heap's: a domain, an address, how many bytes. False where nothing is traced.
pub fn track(py: &Py, domain: u32, address: usize, size: usize) -> bool {
    let tracing = py.state::<Tracing>();
    tracing.add(py.heap(), domain, address, size);
    tracing.is_on()
}

/// Forgets such memory. False where nothing is traced.
pub fn untrack(py: &Py, domain: u32, address: usize) -> bool {
    let tracing = py.state::<Tracing>();
    tracing.remove(domain, address);
    tracing.is_on()
}

/// Where memory was allocated, as Python shows it; None if that is not known.
pub fn traceback(py: &mut Py, domain: u32, address: usize) -> PyResult<Option<Value>> {
    match py.state::<Tracing>().traceback(domain, address) {
        Some(traceback) => frames(py, &traceback).map(Some),
        None => Ok(None),
    }
}

/// A tuple of file names and lines.
fn frames(py: &mut Py, traceback: &Traceback) -> PyResult<Value> {
    let mut frames = Vec::new();
    frames.try_reserve(traceback.frames.len())?;
    for Frame { file, line } in &traceback.frames {
        let file = match py.state::<Tracing>().file(*file) {
            Some(file) => file,
            None => py.str("<unknown>")?,
        };
        let line = py.int(i64::from(*line))?;
        frames.push(py.tuple([file, line])?);
    }
    py.tuple(frames)
}

/// A list of traces: domain, size, traceback, and how many frames there were.
fn list(py: &mut Py, tracing: &Rc<Tracing>) -> PyResult<Value> {
    let (traces, tracebacks) = tracing.copy()?;
    let mut shown: Vec<Option<Value>> = Vec::new();
    shown.try_reserve(tracebacks.len())?;
    shown.resize(tracebacks.len(), None);
    let mut list = Vec::new();
    list.try_reserve(traces.len())?;
    for trace in traces {
        let Some((place, traceback)) =
            shown.get_mut(trace.traceback as usize).zip(tracebacks.get(trace.traceback as usize))
        else {
            continue;
        };
        let frames = match place {
            Some(frames) => frames.clone(),
            None => place.insert(frames(py, traceback)?).clone(),
        };
        let domain = py.int(i64::from(trace.domain))?;
        let size = py.int(i64::try_from(trace.size).unwrap_or(i64::MAX))?;
        let total = py.int(i64::try_from(traceback.total).unwrap_or(i64::MAX))?;
        list.push(py.tuple([domain, size, frames, total])?);
    }
    py.list(list)
}

fn pair(py: &mut Py, first: usize, second: usize) -> PyResult<Value> {
    let number = |py: &Py, number: usize| py.int(i64::try_from(number).unwrap_or(i64::MAX));
    let pair = [number(py, first)?, number(py, second)?];
    py.tuple(pair)
}

struct TraceMalloc;

#[pymodule("_tracemalloc")]
impl TraceMalloc {
    /// Begins to trace, and to keep up to so many frames for each block.
    #[pyfunction("(nframe=1, /)")]
    fn start(py: &mut Py, nframe: i32) -> PyResult<()> {
        match usize::try_from(nframe) {
            Ok(frames) if (1..=MOST_FRAMES).contains(&frames) => {
                start(py, frames);
                Ok(())
            }
            _ => Err(exc::value_error(
                py,
                format_args!("the number of frames must be in range [1; {MOST_FRAMES}]"),
            )),
        }
    }

    /// Traces no longer, and forgets all traces.
    #[pyfunction("()")]
    fn stop(py: &mut Py) {
        stop(py);
    }

    /// Whether allocations are traced.
    #[pyfunction("()")]
    fn is_tracing(py: &mut Py) -> bool {
        py.state::<Tracing>().is_on()
    }

    /// Forgets all traces.
    #[pyfunction("()")]
    fn clear_traces(py: &mut Py) {
        py.state::<Tracing>().clear();
    }

    /// How many frames are kept for each block.
    #[pyfunction("()")]
    fn get_traceback_limit(py: &mut Py) -> usize {
        py.state::<Tracing>().limit()
    }

    /// How many bytes are traced, and how many there have been at most: two ints.
    #[pyfunction("()")]
    fn get_traced_memory(py: &mut Py) -> PyResult<Value> {
        let (now, peak) = py.state::<Tracing>().sizes();
        pair(py, now, peak)
    }

    /// Lets the most bytes there have been be those that there are now.
    #[pyfunction("()")]
    fn reset_peak(py: &mut Py) {
        py.state::<Tracing>().reset_peak();
    }

    /// How many bytes the traces themselves take.
    #[pyfunction("()")]
    fn get_tracemalloc_memory(py: &mut Py) -> usize {
        py.state::<Tracing>().own_memory()
    }

    /// All traces: a list of tuples of domain, size, traceback, and how many frames there were. A traceback is a tuple of
    /// tuples of file name and line.
    #[pyfunction("()")]
    fn _get_traces(py: &mut Py) -> PyResult<Value> {
        let tracing = py.state::<Tracing>();
        // The list is not to be in itself.
        let before = tracing.pause(true);
        let result = list(py, &tracing);
        tracing.pause(before);
        result
    }

    /// Where an object was allocated, a tuple of tuples of file name and line; None if that is not known.
    #[pyfunction("(obj, /)")]
    fn _get_object_traceback(py: &mut Py, obj: Borrowed<'_>) -> PyResult<Option<Value>> {
        match obj.object() {
            Some(_) => traceback(py, OBJECTS, obj.word()),
            None => Ok(None),
        }
    }
}
