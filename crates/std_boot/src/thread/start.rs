//! Starting threads, and waiting for them at the end.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::thread;

use taipan_macros::pymodule;
use taipan_object::gil::Parcel;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value, exception as exc};

use super::handle::{self, Thread, ThreadHandle};
use super::local;

/// What the threads of an interpreter have in common.
#[derive(Default)]
struct Threads {
    /// The size of the stack of a new thread, in bytes; 0 for the usual one.
    stack: Cell<usize>,
    /// How many threads run that were started here.
    count: Cell<usize>,
    /// The threads that the end of the program waits for.
    awaited: PyCell<Vec<Arc<Thread>>>,
    /// All threads that were started or that somebody can wait for.
    all: PyCell<Vec<Weak<Thread>>>,
}

/// The main thread of the process.
struct MainThread(AtomicUsize);

impl Default for MainThread {
    fn default() -> Self {
        Self(AtomicUsize::new(taipan_host::thread::identity()))
    }
}

/// The thread that imports the module first is the main one.
pub(super) fn note_main_thread(py: &mut Py, _module: &Value) -> PyResult<()> {
    py.runtime().state::<MainThread>();
    Ok(())
}

impl Threads {
    fn note(&self, py: &mut Py, thread: &Arc<Thread>) -> PyResult<()> {
        let mut all = self.all.get_mut(py);
        if all.len() == all.capacity() {
            all.retain(|thread| thread.strong_count() > 0);
            let more = all.len().max(8);
            all.try_reserve(more)?;
        }
        all.push(Arc::downgrade(thread));
        Ok(())
    }
}

/// In a child process: the thread that forked is the main one, and the others are over.
pub(crate) fn after_fork(py: &mut Py) {
    let threads = py.state::<Threads>();
    let survivor = taipan_host::thread::identity();
    py.runtime().state::<MainThread>().0.store(survivor, Ordering::Relaxed);
    threads.count.set(0);
    let awaited = threads.awaited.replace(py, Vec::new());
    for thread in threads.all.get(py).iter().filter_map(Weak::upgrade) {
        thread.after_fork(survivor);
    }
    drop(awaited);
    local::after_fork(py, survivor);
}

/// The usual size of a stack, in bytes. Memory is only taken for what is touched.
const STACK: usize = 64 << 20;
/// The smallest size of a stack that can be asked for, in bytes.
const SMALLEST_STACK: usize = 53_248;
/// What the native code needs besides, in bytes.
const RESERVE: usize = 512 << 10;

pub(super) struct Start;

#[pymodule("_thread")]
impl Start {
    /// Starts a thread that calls a function with a tuple of arguments and, perhaps, a dict of keyword arguments. Returns its
    /// number. What the function raises is reported, SystemExit apart.
    #[pyfunction("(function, args, kwargs={}, /)")]
    fn start_new_thread(
        py: &mut Py,
        function: Borrowed<'_>,
        args: Borrowed<'_>,
        kwargs: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        start_new_thread(py, &function, &args, kwargs)
    }

    /// Starts a thread: an old name of start_new_thread.
    #[pyfunction("(function, args, kwargs={}, /)")]
    fn start_new(
        py: &mut Py,
        function: Borrowed<'_>,
        args: Borrowed<'_>,
        kwargs: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        start_new_thread(py, &function, &args, kwargs)
    }

    /// Starts a thread that calls a function without arguments, and returns the handle to wait for it. The end of the program
    /// waits for it too unless it is a daemon.
    #[pyfunction("(function, handle=None, daemon=True)")]
    fn start_joinable_thread(
        py: &mut Py,
        function: Borrowed<'_>,
        handle: Option<Borrowed<'_>>,
        daemon: Option<bool>,
    ) -> PyResult<Value> {
        if !taipan_object::protocol::call::is_callable(&function) {
            return Err(exc::type_error(py, format_args!("thread function must be callable")));
        }
        if py.is_audited() {
            let shown =
                [py.int(daemon.unwrap_or(true).into())?, handle.map_or_else(none, Borrowed::to_value)];
            py.audit("_thread.start_joinable_thread", &[&function, &shown[0], &shown[1]])?;
        }
        let handle = match handle.filter(|handle| !is_none(handle)) {
            Some(handle) => handle.to_value(),
            None => handle::new(py)?,
        };
        let Some(payload) = handle.get::<ThreadHandle>() else {
            return Err(exc::type_error(py, format_args!("'handle' must be a _ThreadHandle")));
        };
        let thread = payload.thread.clone();
        if !thread.claim() {
            return Err(exc::runtime_error(py, format_args!("thread already started")));
        }
        let is_daemon = daemon.unwrap_or(true);
        if is_daemon && !py.interpreter().config().allow_daemon_threads {
            thread.unclaim();
            return Err(exc::runtime_error(
                py,
                format_args!("daemon threads are disabled in this (sub)interpreter"),
            ));
        }
        if !is_daemon {
            let threads = py.state::<Threads>();
            threads.awaited.get_mut(py).push(thread.clone());
        }
        let empty = py.tuple([])?;
        let call = py.tuple([function.to_value(), empty])?;
        if let Err(raised) = start(py, call, thread.clone()) {
            // It is not there to be waited for.
            py.state::<Threads>().awaited.get_mut(py).retain(|awaited| !Arc::ptr_eq(awaited, &thread));
            return Err(raised);
        }
        Ok(handle)
    }

    /// How many threads run that were started by this module and are not waited for.
    #[pyfunction]
    fn _count(py: &mut Py) -> usize {
        py.state::<Threads>().count.get()
    }

    /// The size of the stack of new threads in bytes, 0 for the usual one; sets it if one is given.
    #[pyfunction("(size=0, /)")]
    fn stack_size(py: &mut Py, size: Option<i64>) -> PyResult<usize> {
        let threads = py.state::<Threads>();
        let old = threads.stack.get();
        if let Some(size) = size {
            match usize::try_from(size) {
                Ok(size) if size == 0 || size >= SMALLEST_STACK => threads.stack.set(size),
                _ => {
                    return Err(exc::value_error(
                        py,
                        format_args!("size must be at least {SMALLEST_STACK} bytes"),
                    ));
                }
            }
        }
        Ok(old)
    }

    /// The number of the main thread.
    #[pyfunction]
    fn _get_main_thread_ident(py: &mut Py) -> usize {
        py.runtime().state::<MainThread>().0.load(Ordering::Relaxed)
    }

    /// A handle for a thread that runs already.
    #[pyfunction("(ident, /)")]
    fn _make_thread_handle(py: &mut Py, ident: usize) -> PyResult<Value> {
        let handle = handle::new(py)?;
        if let Some(payload) = handle.get::<ThreadHandle>() {
            payload.thread.run(ident);
            let thread = payload.thread.clone();
            py.state::<Threads>().note(py, &thread)?;
        }
        Ok(handle)
    }

    /// Waits for all threads that are no daemons, this one apart.
    #[pyfunction]
    fn _shutdown(py: &mut Py) -> PyResult<()> {
        let threads = py.state::<Threads>();
        loop {
            let next = threads.awaited.get_mut(py).pop();
            match next {
                Some(thread) => thread.join(py, None)?,
                None => return Ok(()),
            }
        }
    }
}

fn start_new_thread(
    py: &mut Py,
    function: &Value,
    args: &Value,
    kwargs: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    if !taipan_object::protocol::call::is_callable(function) {
        return Err(exc::type_error(py, format_args!("first arg must be callable")));
    }
    if args.get::<Tuple>().is_none() {
        return Err(exc::type_error(py, format_args!("2nd arg must be a tuple")));
    }
    if kwargs.is_some_and(|kwargs| kwargs.get::<Dict>().is_none()) {
        return Err(exc::type_error(py, format_args!("optional 3rd arg must be a dictionary")));
    }
    if py.is_audited() {
        let shown = kwargs.map_or_else(none, Borrowed::to_value);
        py.audit("_thread.start_new_thread", &[function, args, &shown])?;
    }
    let mut call = vec![function.clone(), args.clone()];
    call.extend(kwargs.map(Borrowed::to_value));
    let call = py.tuple(call)?;
    let thread: Arc<Thread> = Arc::default();
    thread.claim();
    let identity = start(py, call, thread)?;
    py.int_from_usize(identity)
}

/// Starts a thread that makes a call: a tuple of function, arguments and perhaps keyword arguments. Gives its number.
fn start(py: &mut Py, call: Value, thread: Arc<Thread>) -> PyResult<usize> {
    let threads = py.state::<Threads>();
    if !py.interpreter().config().allow_threads {
        thread.unclaim();
        return Err(exc::runtime_error(
            py,
            format_args!("thread is not supported for isolated subinterpreters"),
        ));
    }
    if py.interpreter().is_ending() {
        thread.unclaim();
        return Err(py.error(
            &exc::PYTHON_FINALIZATION_ERROR,
            format_args!("can't create new thread at interpreter shutdown"),
        ));
    }
    threads.note(py, &thread)?;
    let stack = match threads.stack.get() {
        0 => STACK,
        size => size,
    };
    let entrance = py.entrance();
    let parcel = Parcel::new(call.clone());
    let theirs = thread.clone();
    let spawned = thread::Builder::new().stack_size(stack + RESERVE).spawn(move || {
        let theirs = Finish(theirs);
        theirs.0.run(taipan_host::thread::identity());
        if let Some(mut py) = entrance.enter(stack) {
            if let Some(call) = parcel.open(&py) {
                run(&mut py, &call);
                drop(call);
            }
            super::leave(&mut py);
        }
        drop(theirs);
    });
    match spawned {
        Ok(_) => {
            threads.count.set(threads.count.get() + 1);
            let waiting = thread;
            Ok(py.detach(move || waiting.wait_until_started()))
        }
        Err(_) => {
            thread.unclaim();
            // The parcel was forgotten, not freed.
            Err(exc::runtime_error(py, format_args!("can't start new thread")))
        }
    }
}

/// A thread that tells who waits for it when it ends, be it by a panic.
struct Finish(Arc<Thread>);

impl Drop for Finish {
    fn drop(&mut self) {
        self.0.finish();
    }
}

/// What the thread does.
fn run(py: &mut Py, call: &Value) {
    let parts = call.get::<Tuple>().map(Tuple::items).unwrap_or_default();
    let (Some(function), Some(args)) = (parts.first(), parts.get(1)) else { return };
    let args = args.get::<Tuple>().map(Tuple::items).unwrap_or_default();
    let result = py.call_tuple(function, args, parts.get(2));
    if let Err(raised) = result {
        if py.matches(&raised, &exc::SYSTEM_EXIT) {
            py.discard(raised);
        } else {
            py.unraisable(raised, "Exception ignored in thread started by", Some(function));
        }
    }
    let threads = py.state::<Threads>();
    threads.count.set(threads.count.get().saturating_sub(1));
}
