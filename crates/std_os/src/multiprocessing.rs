//! `_multiprocessing`: locks and semaphores that processes share.

use std::cell::Cell;
use std::io;
use std::time::{Duration, SystemTime};

use taipan_host::semaphore::{self, Semaphore};
use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use crate::arguments::c_text;
use crate::calls;

/// The module.
pub(crate) static MULTIPROCESSING: ModuleDef = ModuleDef {
    functions: &[Functions::FUNCTIONS],
    definitions: &[&[DEFINITION]],
    types: &[&SEM_LOCK],
    constants: &[("flags", flags)],
    ..ModuleDef::of("_multiprocessing")
};

/// What semaphores can do here.
fn flags(py: &mut Py) -> PyResult<Value> {
    let flags = py.dict()?;
    for name in ["HAVE_SEM_OPEN", "HAVE_SEM_TIMEDWAIT"] {
        let (name, yes) = (py.heap().intern(name)?, py.int(1)?);
        py.set_item(&flags, &name, &yes)?;
    }
    Ok(flags)
}

/// The payload.
#[pyclass(static = SEM_LOCK, name = "_multiprocessing.SemLock")]
struct SemLock {
    semaphore: Semaphore,
    kind: Kind,
    maxvalue: i32,
    /// Text, or None where the name was taken away at once.
    name: Value,
    /// The thread that acquired it last.
    owner: Cell<usize>,
    /// How often this process has acquired it more than released.
    count: Cell<i32>,
}

/// What it is used as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Whoever has it can have it again, and nobody else can release it.
    RecursiveMutex = 0,
    Semaphore = 1,
}

const DEFINITION: Definition = Definition {
    doc: Some("A semaphore or mutex that processes share."),
    flags: Flags::BASE,
    slots: &[SemLock::SLOTS],
    methods: &[SemLock::METHODS],
    getset: &[SemLock::GETSET],
    constants: &[("SEM_VALUE_MAX", |py| py.int(i32::MAX.into()))],
    ..Definition::of(&SEM_LOCK)
};

struct Functions;

#[pymodule("_multiprocessing")]
impl Functions {
    /// Takes a semaphore's name away; it lives on while somebody has it open.
    #[pyfunction("(name, /)")]
    fn sem_unlink(py: &mut Py, name: &Str) -> PyResult<()> {
        let name = c_text(py, name)?;
        calls::done(py, semaphore::unlink(&name))
    }
}

fn read_kind(py: &Py, kind: i32) -> PyResult<Kind> {
    match kind {
        0 => Ok(Kind::RecursiveMutex),
        1 => Ok(Kind::Semaphore),
        _ => Err(exc::value_error(py, format_args!("unrecognized kind"))),
    }
}

impl SemLock {
    /// Whether this thread has it.
    fn is_mine(&self, py: &Py) -> bool {
        self.count.get() > 0 && self.owner.get() == py.shared().identity
    }

    /// Notes that this thread has it.
    fn acquired(&self, py: &Py) {
        self.count.set(self.count.get().saturating_add(1));
        self.owner.set(py.shared().identity);
    }

    /// Acquires it: waits until a point in time, or forever.
    fn wait(&self, py: &mut Py, end: Option<SystemTime>) -> PyResult<bool> {
        let semaphore = &self.semaphore;
        calls::run(py, || match end {
            Some(end) => semaphore.wait_until(end),
            None => semaphore.wait().map(|()| true),
        })
    }
}

#[pymethods]
impl SemLock {
    #[pyslot("(kind, value, maxvalue, name, unlink)", name = "SemLock")]
    fn new(
        class: &Type,
        py: &mut Py,
        kind: i32,
        value: i32,
        maxvalue: i32,
        name: Borrowed<'_>,
        unlink: bool,
    ) -> PyResult<Value> {
        let kind = read_kind(py, kind)?;
        let Some(text) = name.get::<Str>() else {
            let given = name.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("SemLock() argument 'name' must be str, not {given}"),
            ));
        };
        let path = c_text(py, text)?;
        let semaphore = Semaphore::create(&path, value.cast_unsigned());
        let semaphore = calls::done(py, semaphore)?;
        if unlink {
            calls::done(py, semaphore::unlink(&path))?;
        }
        let name = if unlink { none() } else { name.to_value() };
        let lock = Self { semaphore, kind, maxvalue, name, owner: Cell::new(0), count: Cell::new(0) };
        py.heap().object_of(class, lock)
    }

    /// One that was made in another process, by its name.
    #[pyclassmethod("($type, handle, kind, maxvalue, name, /)")]
    fn _rebuild(
        class: &Type,
        py: &mut Py,
        handle: &Value,
        kind: i32,
        maxvalue: i32,
        name: Borrowed<'_>,
    ) -> PyResult<Value> {
        py.index(handle)?;
        let kind = read_kind(py, kind)?;
        // Another process's address is worth nothing here, so a semaphore without a name cannot be found.
        let semaphore = match name.get::<Str>() {
            Some(text) => {
                let path = c_text(py, text)?;
                Semaphore::open(&path)
            }
            None => Err(io::ErrorKind::InvalidInput.into()),
        };
        let semaphore = calls::done(py, semaphore)?;
        let name = name.to_value();
        let lock = Self { semaphore, kind, maxvalue, name, owner: Cell::new(0), count: Cell::new(0) };
        py.heap().object_of(class, lock)
    }

    /// Acquires it. With block, waits until it can, for timeout seconds at most. Tells whether it could.
    #[pymethod("($self, /, block=True, timeout=None)")]
    fn acquire(&self, py: &mut Py, block: Option<bool>, timeout: Borrowed<'_>) -> PyResult<bool> {
        if self.kind == Kind::RecursiveMutex && self.is_mine(py) {
            self.count.set(self.count.get().saturating_add(1));
            return Ok(true);
        }
        let patience = match is_none(&timeout) {
            true => None,
            false => Some(py.to_f64(&timeout)?.max(0.0)),
        };
        let mut got = calls::done(py, self.semaphore.try_wait())?;
        if !got && block.unwrap_or(true) {
            // What is longer than the clock goes is forever.
            let end = patience.and_then(|seconds| {
                SystemTime::now().checked_add(Duration::try_from_secs_f64(seconds).ok()?)
            });
            got = self.wait(py, end)?;
        }
        if got {
            self.acquired(py);
        }
        Ok(got)
    }

    /// Releases it.
    #[pymethod("($self, /)")]
    fn release(&self, py: &mut Py) -> PyResult<()> {
        match self.kind {
            Kind::RecursiveMutex => {
                if !self.is_mine(py) {
                    return Err(py.error(
                        &exc::ASSERTION_ERROR,
                        format_args!("attempt to release recursive lock not owned by thread"),
                    ));
                }
                if self.count.get() > 1 {
                    self.count.set(self.count.get() - 1);
                    return Ok(());
                }
            }
            Kind::Semaphore => {
                let value = calls::done(py, self.semaphore.value())?;
                if i64::from(value) >= i64::from(self.maxvalue) {
                    return Err(exc::value_error(
                        py,
                        format_args!("semaphore or lock released too many times"),
                    ));
                }
            }
        }
        calls::done(py, self.semaphore.post())?;
        self.count.set(self.count.get().saturating_sub(1));
        Ok(())
    }

    /// How often this process has acquired it more than released.
    #[pymethod("($self, /)")]
    fn _count(&self, _: &mut Py) -> i32 {
        self.count.get()
    }

    /// Whether this thread has it.
    #[pymethod("($self, /)")]
    fn _is_mine(&self, py: &mut Py) -> bool {
        self.is_mine(py)
    }

    /// How many can be acquired.
    #[pymethod("($self, /)")]
    fn _get_value(&self, py: &mut Py) -> PyResult<u32> {
        calls::done(py, self.semaphore.value())
    }

    /// Whether none can be acquired.
    #[pymethod("($self, /)")]
    fn _is_zero(&self, py: &mut Py) -> PyResult<bool> {
        Ok(calls::done(py, self.semaphore.value())? == 0)
    }

    /// Forgets what the parent process had acquired, after a fork.
    #[pymethod("($self, /)")]
    fn _after_fork(&self, _: &mut Py) {
        self.count.set(0);
    }

    /// Acquires it.
    #[pymethod("($self, /)")]
    fn __enter__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let nothing = none();
        match this.get::<Self>() {
            Some(lock) => lock.acquire(py, Some(true), nothing.borrow())?,
            None => false,
        };
        Ok(taipan_object::types::singletons::boolean(true))
    }

    /// Releases it.
    #[pymethod("($self, exc_type=None, exc_value=None, exc_tb=None, /)")]
    fn __exit__(
        &self,
        py: &mut Py,
        _exc_type: Borrowed<'_>,
        _exc_value: Borrowed<'_>,
        _exc_tb: Borrowed<'_>,
    ) -> PyResult<()> {
        self.release(py)
    }

    #[pymember]
    fn handle(&self) -> usize {
        self.semaphore.address()
    }

    #[pymember]
    fn kind(&self) -> i32 {
        self.kind as i32
    }

    #[pymember]
    fn maxvalue(&self) -> i32 {
        self.maxvalue
    }

    #[pymember]
    fn name(&self) -> Value {
        self.name.clone()
    }
}
