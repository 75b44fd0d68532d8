//! `FileIO`: a file of the system, by its number.

mod attributes;
mod create;
mod mode;
mod transfer;

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Type, Value, exception as exc};
use taipan_text::Name;

use crate::base::{self, IoBase};
use crate::calls::{self, cannot_pickle, unsupported, value_error};
use crate::raw::RAW_IO_BASE;
pub(crate) use attributes::flag;
pub(crate) use create::{filesystem_path, mode_text};
use mode::Mode;

/// The payload.
#[pyclass(static = FILE_IO, name = "_io.FileIO", base = RAW_IO_BASE)]
#[derive(Default)]
#[repr(C)]
pub(crate) struct FileIo {
    #[part]
    base: IoBase,
    /// The number; nothing before the file is opened and after it is closed.
    fd: Cell<Option<i32>>,
    mode: Cell<Mode>,
    /// Whether closing the stream closes the file.
    owns_file: Cell<bool>,
    /// Whether positions can be moved to, once it is known.
    seekable: Cell<Option<bool>>,
    /// `_finalizing`
    finalizing: Cell<bool>,
    /// Bytes that are best read at a time.
    block_size: Cell<usize>,
    /// What the file was when it was opened, until something is written.
    opened: Cell<Option<taipan_host::file::Status>>,
}

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "Opens a file of the system.\n\n\
         The mode is 'r' (the default), 'w', 'x' or 'a' for reading, writing, exclusive creation or\n\
         appending. Files that are written or appended to are made if they do not exist; a file\n\
         that is written to is emptied first. With 'x' FileExistsError is raised if it exists. A\n\
         '+' lets the file be read and written.\n\n\
         The file is a path, or the number of a file that is open already. With closefd=False that\n\
         stays open. An opener is called as opener(file, flags) and returns the number of the file\n\
         that it has opened.",
    ),
    signature: Some("(file, mode='r', closefd=True, opener=None)"),
    flags: Flags::BASE,
    slots: &[File::SLOTS],
    methods: &[File::METHODS, transfer::Transfer::METHODS],
    getset: &[attributes::Attributes::GETSET],
    ..Definition::of(&FILE_IO)
};

impl FileIo {
    /// The number of the file. `ValueError` if it is closed.
    #[inline]
    pub(crate) fn open_fd(&self, py: &Py) -> PyResult<i32> {
        match self.fd.get() {
            Some(fd) => Ok(fd),
            None => Err(closed(py)),
        }
    }

    /// Whether the file is closed.
    #[inline]
    pub(crate) fn is_closed(&self) -> bool {
        self.fd.get().is_none()
    }

    fn fd_for_reading(&self, py: &mut Py) -> PyResult<i32> {
        let fd = self.open_fd(py)?;
        if self.mode.get().readable { Ok(fd) } else { Err(unsupported(py, "File not open for reading")) }
    }

    fn fd_for_writing(&self, py: &mut Py) -> PyResult<i32> {
        let fd = self.open_fd(py)?;
        if self.mode.get().writable { Ok(fd) } else { Err(unsupported(py, "File not open for writing")) }
    }

    /// Moves, and gives the new position.
    pub(crate) fn seek_to(&self, py: &mut Py, offset: i64, whence: i32) -> PyResult<i64> {
        let fd = self.open_fd(py)?;
        match calls::system(py, || taipan_host::file::seek(fd, offset, whence))? {
            Ok(position) => {
                self.seekable.set(Some(true));
                Ok(position)
            }
            Err(error) => {
                if self.seekable.get().is_none() {
                    self.seekable.set(Some(false));
                }
                Err(py.io_error(&error, None))
            }
        }
    }

    /// Closes the file, if it is the stream's.
    fn close_file(&self, py: &mut Py) -> PyResult<()> {
        let Some(fd) = self.fd.take() else { return Ok(()) };
        if !self.owns_file.get() {
            return Ok(());
        }
        match py.detach(|| taipan_host::file::close(fd)) {
            // An interrupted call has closed the file all the same.
            Err(error) if error.kind() != std::io::ErrorKind::Interrupted => Err(py.io_error(&error, None)),
            _ => Ok(()),
        }
    }

    /// Warns that the stream dies without having been closed.
    fn warn_unclosed(&self, py: &mut Py, source: &Value) {
        if self.is_closed() || !self.owns_file.get() {
            return;
        }
        let warned = py
            .repr(source)
            .and_then(|shown| py.warn_of_resource(source, format_args!("unclosed file {shown}")));
        if let Err(raised) = warned {
            if py.matches(&raised, &exc::WARNING) {
                base::report(py, raised, source);
            } else {
                py.discard(raised);
            }
        }
    }
}

#[cold]
fn closed(py: &Py) -> Raised {
    value_error(py, "I/O operation on closed file")
}

struct File;

#[pymethods(FileIo)]
impl File {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, FileIo { owns_file: Cell::new(true), ..FileIo::default() })
    }

    #[pyslot("(file, mode='r', closefd=True, opener=None)", name = "FileIO")]
    fn init(
        this: Borrowed<'_>,
        py: &mut Py,
        file: Borrowed<'_>,
        mode: Option<Borrowed<'_>>,
        closefd: bool,
        opener: Borrowed<'_>,
    ) -> PyResult<()> {
        create::init(py, this, file, mode, closefd, opener)
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(file) = this.get::<FileIo>() else { return py.str("") };
        let class = this.type_().name().to_string();
        let Some(fd) = file.fd.get() else { return py.text(format_args!("<{class} [closed]>")) };
        let mode = file.mode.get().name();
        let closefd = if file.owns_file.get() { "True" } else { "False" };
        match calls::find(py, &this, Name::NAME)? {
            None => py.text(format_args!("<{class} fd={fd} mode='{mode}' closefd={closefd}>")),
            Some(name) => calls::repr_of(py, this, |py| {
                let name = py.repr(&name)?;
                py.text(format_args!("<{class} name={name} mode='{mode}' closefd={closefd}>"))
            }),
        }
    }

    /// Closes the file. A closed file cannot be used any more; closing it again does nothing.
    #[pymethod("($self, /)")]
    fn close(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(file) = this.get::<FileIo>() else { return Ok(none()) };
        let closed = base::close(py, this);
        if !file.owns_file.get() {
            file.fd.set(None);
            return closed.map(|()| none());
        }
        let closed = match closed {
            Err(raised) => {
                let kept = py.take(raised);
                if file.finalizing.get() {
                    file.warn_unclosed(py, &this);
                }
                Err(py.heap().again(kept))
            }
            Ok(()) => {
                if file.finalizing.get() {
                    file.warn_unclosed(py, &this);
                }
                Ok(())
            }
        };
        calls::then(py, closed, |py| file.close_file(py))?;
        Ok(none())
    }

    /// Moves to a position, and returns it as counted from the start of the file.
    ///
    /// The offset counts from the start (0), from the current position (1), or from the end (2).
    /// Not all files can be moved in.
    #[pymethod("($self, pos, whence=0, /)")]
    fn seek(this: &FileIo, py: &mut Py, pos: Borrowed<'_>, whence: i32) -> PyResult<i64> {
        this.open_fd(py)?;
        let offset = py.to_i64(&pos)?;
        this.seek_to(py, offset, whence)
    }

    /// The position. Fails if the file has none.
    #[pymethod("($self, /)")]
    fn tell(this: &FileIo, py: &mut Py) -> PyResult<i64> {
        this.seek_to(py, 0, 1)
    }

    /// Makes the file so many bytes long, or cuts it off at the position. Returns the length.
    ///
    /// The position stays.
    #[pymethod("($self, size=None, /)")]
    fn truncate(this: &FileIo, py: &mut Py, size: Borrowed<'_>) -> PyResult<Value> {
        let fd = this.fd_for_writing(py)?;
        let size = if is_none(&size) {
            let position = this.seek_to(py, 0, 1)?;
            py.int(position)?
        } else {
            size.to_value()
        };
        let len = py.to_i64(&size)?;
        this.opened.set(None);
        match calls::system(py, || taipan_host::file::truncate(fd, len))? {
            Ok(()) => Ok(size),
            Err(error) => Err(py.io_error(&error, None)),
        }
    }

    /// Whether positions can be moved to.
    #[pymethod("($self, /)")]
    fn seekable(this: &FileIo, py: &mut Py) -> PyResult<bool> {
        this.open_fd(py)?;
        if this.seekable.get().is_none()
            && let Err(raised) = this.seek_to(py, 0, 1)
        {
            // The file has none, or it is gone; either way the next call will say more.
            py.discard(raised);
        }
        Ok(this.seekable.get() == Some(true))
    }

    /// Whether the file was opened for reading.
    #[pymethod("($self, /)")]
    fn readable(this: &FileIo, py: &mut Py) -> PyResult<bool> {
        this.open_fd(py).map(|_| this.mode.get().readable)
    }

    /// Whether the file was opened for writing.
    #[pymethod("($self, /)")]
    fn writable(this: &FileIo, py: &mut Py) -> PyResult<bool> {
        this.open_fd(py).map(|_| this.mode.get().writable)
    }

    /// The number of the file.
    #[pymethod("($self, /)")]
    fn fileno(this: &FileIo, py: &mut Py) -> PyResult<i32> {
        this.open_fd(py)
    }

    /// Whether the file is a terminal.
    #[pymethod("($self, /)")]
    fn isatty(this: &FileIo, py: &mut Py) -> PyResult<bool> {
        let fd = this.open_fd(py)?;
        Ok(py.detach(|| taipan_host::file::is_terminal(fd)))
    }

    /// Whether the file is a terminal, as far as it can have become one since it was opened: a file that was no character
    /// device then is none.
    #[pymethod("($self, /)")]
    fn _isatty_open_only(this: &FileIo, py: &mut Py) -> PyResult<bool> {
        if this.opened.get().is_some_and(|status| !status.is_character_device) {
            return Ok(false);
        }
        let fd = this.open_fd(py)?;
        Ok(py.detach(|| taipan_host::file::is_terminal(fd)))
    }

    #[pymethod("($self, object, /)")]
    fn _dealloc_warn(this: &FileIo, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        this.warn_unclosed(py, &object);
        Ok(())
    }

    #[pymethod("($self, /)")]
    fn __getstate__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        Err(cannot_pickle(py, this))
    }
}

/// Whether a value is a file of exactly this type, which can be called without a look at its class.
pub(crate) fn exact(value: &Value) -> Option<&FileIo> {
    value.exact::<FileIo>()
}
