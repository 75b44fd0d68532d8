//! `mmap`: files as memory.

mod items;
mod make;
mod stream;
mod whole;

use std::cell::Cell;

use taipan_host::mapping::Mapping;
use taipan_macros::pyclass;
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::{Py, PyCell, PyResult, Raised, Value};

use crate::constants::{self, constants};

/// The module.
pub(crate) static MMAP: ModuleDef =
    ModuleDef { definitions: &[DEFINITIONS], types: &[&MAP], exec: Some(exec), ..ModuleDef::of("mmap") };

const CONSTANTS: &[(&str, i64)] = constants![
    ACCESS_DEFAULT = 0 ACCESS_READ = 1 ACCESS_WRITE = 2 ACCESS_COPY = 3
    MADV_DODUMP MADV_DOFORK MADV_DONTDUMP MADV_DONTFORK MADV_DONTNEED MADV_FREE MADV_HUGEPAGE MADV_HWPOISON
    MADV_MERGEABLE MADV_NOHUGEPAGE MADV_NORMAL MADV_RANDOM MADV_REMOVE MADV_SEQUENTIAL MADV_UNMERGEABLE
    MADV_WILLNEED MAP_32BIT = 64 MAP_ANON MAP_ANONYMOUS MAP_DENYWRITE MAP_EXECUTABLE MAP_NORESERVE MAP_POPULATE
    MAP_PRIVATE MAP_SHARED MAP_STACK PROT_EXEC PROT_READ PROT_WRITE
];

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    constants::add(py, module, CONSTANTS)?;
    module.set(py, "error", exc::OS_ERROR.to_value())?;
    for name in ["PAGESIZE", "ALLOCATIONGRANULARITY"] {
        let size = taipan_host::calls::sysconf(libc::_SC_PAGESIZE).ok().flatten().unwrap_or(4096);
        let size = py.int(size)?;
        module.set(py, name, size)?;
    }
    Ok(())
}

/// What may be done with the memory.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Default = 0,
    Read = 1,
    Write = 2,
    /// Writing stays in this process.
    Copy = 3,
}

impl Access {
    const fn name(self) -> &'static str {
        match self {
            Self::Default => "ACCESS_DEFAULT",
            Self::Read => "ACCESS_READ",
            Self::Write => "ACCESS_WRITE",
            Self::Copy => "ACCESS_COPY",
        }
    }
}

/// The payload.
#[pyclass(static = MAP, name = "mmap.mmap")]
struct Map {
    /// Nothing once it is closed.
    mapping: PyCell<Option<Mapping>>,
    access: Access,
    /// Whether the system lets the memory be looked at.
    readable: bool,
    /// Whether it is of this process alone.
    private: bool,
    /// The file, by a number of our own; -1 for none.
    fd: Cell<i32>,
    /// Whether the file is remembered, if there is one.
    tracked: bool,
    /// From where in the file.
    offset: i64,
    /// Where reading and writing go on.
    position: Cell<usize>,
    /// How often the memory is lent: then it cannot move.
    exports: Cell<usize>,
}

static DEFINITIONS: &[Definition] = &[
    Definition {
        doc: Some(
            "mmap(fileno, length[, flags[, prot[, access[, offset[, trackfd]]]]])\n\nMaps length bytes of the file with this \
             descriptor into memory, from offset on; with length 0, all that there are. -1 stands for memory that is of no \
             file.\n\nflags is MAP_SHARED, so that writing changes the file, or MAP_PRIVATE, so that it does not; prot says what \
             may be done. access says both in one: ACCESS_READ, ACCESS_WRITE or ACCESS_COPY. Without trackfd the file is not \
             kept open, and the memory cannot be resized.",
        ),
        flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE),
        slots: &[make::Make::SLOTS, items::Items::SLOTS, whole::Whole::SLOTS],
        methods: &[stream::Stream::METHODS, whole::Whole::METHODS],
        getset: &[whole::Whole::GETSET],
        // It is iterated over as a sequence is, of bytes objects; its items by subscript are numbers.
        unseen: &["__iter__"],
        ..Definition::of(&MAP)
    },
    items::ITERATOR_DEFINITION,
];

impl Map {
    /// Works with the memory. `ValueError` once it is closed, or where the system does not let it be looked at.
    fn with<R>(&self, py: &Py, work: impl FnOnce(&Mapping) -> R) -> PyResult<R> {
        match &*self.mapping.get(py) {
            Some(mapping) if self.readable => Ok(work(mapping)),
            Some(_) => Err(exc::value_error(py, format_args!("mmap is not readable"))),
            None => Err(closed(py)),
        }
    }

    /// How many bytes.
    fn len(&self, py: &Py) -> PyResult<usize> {
        match &*self.mapping.get(py) {
            Some(mapping) => Ok(mapping.len()),
            None => Err(closed(py)),
        }
    }

    /// Fails where nothing may be written.
    fn check_writable(&self, py: &Py) -> PyResult<()> {
        self.len(py)?;
        if self.access == Access::Read {
            return Err(exc::type_error(py, format_args!("mmap can't modify a readonly memory map.")));
        }
        Ok(())
    }

    /// Writes bytes at a place where there is room for them, and where that is allowed.
    fn write(&self, py: &mut Py, at: usize, bytes: &[u8]) {
        if let Some(mapping) = &mut *self.mapping.get_mut(py) {
            mapping.write(at, bytes);
        }
    }

    /// A copy of bytes, as an object.
    fn bytes(&self, py: &mut Py, start: usize, count: usize) -> PyResult<Value> {
        self.with(py, |mapping| py.heap().bytes_with(count, |into| mapping.read(start, into)))?
    }
}

impl Drop for Map {
    fn drop(&mut self) {
        let fd = self.fd.get();
        if fd >= 0 {
            // Whatever the system says about it, nobody has the number any more.
            drop(taipan_host::file::close(fd));
        }
    }
}

#[cold]
fn closed(py: &Py) -> Raised {
    exc::value_error(py, format_args!("mmap closed or invalid"))
}
