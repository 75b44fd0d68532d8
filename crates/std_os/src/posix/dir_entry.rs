//! `scandir`: an iterator over a directory, and its entries, which know more than their names without asking again.

use taipan_host::calls as host;
use taipan_host::directory::{Directory, Entry};
use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value};

use super::directory;
use super::stat::{follow_flag, stat_result};
use crate::arguments::from_u64;
use crate::calls;
use crate::path::{Path, PathOrFileOrNone, encoded};

/// An entry of a directory.
#[pyclass(static = DIR_ENTRY, name = "posix.DirEntry")]
pub(crate) struct DirEntry {
    name: Value,
    path: Value,
    /// What `stat` said, with links followed and without.
    followed: PyCell<Option<Value>>,
    itself: PyCell<Option<Value>>,
    inode: u64,
    /// A `DT_` number.
    kind: u8,
    /// The open directory that was scanned, if it was one.
    directory: Option<i32>,
}

/// The iterator.
#[pyclass(static = SCANDIR_ITERATOR, name = "posix.ScandirIterator")]
pub(crate) struct ScandirIterator {
    /// The path that was given, `None` for none.
    path: Value,
    /// The open directory that was given.
    fd: Option<i32>,
    /// The directory, until it is read to its end or closed.
    stream: PyCell<Option<Directory>>,
}

pub(crate) static DEFINITIONS: &[Definition] = &[
    Definition {
        flags: Flags::NO_INSTANCES,
        slots: &[DirEntry::SLOTS],
        methods: &[DirEntry::METHODS],
        getset: &[DirEntry::GETSET],
        ..Definition::of(&DIR_ENTRY)
    },
    Definition {
        flags: Flags::NO_INSTANCES,
        slots: &[ScandirIterator::SLOTS],
        methods: &[ScandirIterator::METHODS],
        ..Definition::of(&SCANDIR_ITERATOR)
    },
];

impl DirEntry {
    fn make(py: &mut Py, scan: &ScandirIterator, entry: &Entry) -> PyResult<Value> {
        let as_bytes = scan.path.get::<Bytes>().is_some();
        let name = directory::name(py, &entry.name, as_bytes)?;
        let path = if scan.fd.is_some() {
            name.clone()
        } else {
            let mut path = if scan.has_path() { encoded(py, &scan.path)? } else { b".".to_vec() };
            if path.last().is_some_and(|&last| last != b'/') {
                path.push(b'/');
            }
            path.extend_from_slice(&entry.name);
            directory::name(py, &path, as_bytes)?
        };
        py.heap().object(Self {
            name,
            path,
            followed: PyCell::new(None),
            itself: PyCell::new(None),
            inode: entry.inode,
            kind: entry.kind,
            directory: scan.fd,
        })
    }

    /// Asks the system.
    fn fetch(&self, py: &mut Py, follow: bool) -> PyResult<Value> {
        let path = crate::path::path(py, self.path.borrow(), "DirEntry", "path")?;
        let (directory, flags) = (self.directory.unwrap_or(libc::AT_FDCWD), follow_flag(follow));
        let status = path.run(py, |target| host::fstatat(directory, target.name(), flags))?;
        stat_result(py, &status)
    }

    fn status(&self, py: &mut Py, follow: bool) -> PyResult<Value> {
        let cell = if follow { &self.followed } else { &self.itself };
        if let Some(known) = &*cell.get(py) {
            return Ok(known.clone());
        }
        let status =
            if !follow || self.is_link(py)? { self.fetch(py, follow)? } else { self.status(py, false)? };
        drop(cell.replace(py, Some(status.clone())));
        Ok(status)
    }

    fn is_link(&self, py: &mut Py) -> PyResult<bool> {
        match self.kind {
            libc::DT_UNKNOWN => self.has_mode(py, false, libc::S_IFLNK),
            kind => Ok(kind == libc::DT_LNK),
        }
    }

    /// Whether the file is of a kind; `mode` and `kind` are two names of it.
    fn is_kind(&self, py: &mut Py, follow: bool, mode: u32, kind: u8) -> PyResult<bool> {
        let asks = self.kind == libc::DT_UNKNOWN || follow && self.kind == libc::DT_LNK;
        if asks { self.has_mode(py, follow, mode) } else { Ok(self.kind == kind) }
    }

    /// Whether the system says that the file is of a kind. One that is gone is of none.
    fn has_mode(&self, py: &mut Py, follow: bool, mode: u32) -> PyResult<bool> {
        let status = match self.status(py, follow) {
            Ok(status) => status,
            Err(raised) if py.matches(&raised, &exc::FILE_NOT_FOUND_ERROR) => {
                py.discard(raised);
                return Ok(false);
            }
            Err(raised) => return Err(raised),
        };
        let name = py.heap().intern("st_mode")?;
        let found = py.get_attribute(&status, &name)?;
        Ok(py.to_i64(&found)? as u32 & libc::S_IFMT == mode)
    }
}

#[pymethods]
impl DirEntry {
    #[pyslot]
    fn repr(&self, py: &mut Py) -> PyResult<Value> {
        let name = py.repr(&self.name)?;
        py.text(format_args!("<DirEntry {name}>"))
    }

    /// the entry's base filename, relative to scandir's "path" argument
    #[pymember]
    fn name(&self) -> Value {
        self.name.clone()
    }

    /// the entry's full path: as if the directory's path and the name had been joined
    #[pymember]
    fn path(&self) -> Value {
        self.path.clone()
    }

    /// Tells whether the entry is a directory; what is known already is not asked again.
    #[pymethod("($self, /, *, follow_symlinks=True)")]
    fn is_dir(&self, py: &mut Py, follow_symlinks: bool) -> PyResult<bool> {
        self.is_kind(py, follow_symlinks, libc::S_IFDIR, libc::DT_DIR)
    }

    /// Tells whether the entry is a regular file; what is known already is not asked again.
    #[pymethod("($self, /, *, follow_symlinks=True)")]
    fn is_file(&self, py: &mut Py, follow_symlinks: bool) -> PyResult<bool> {
        self.is_kind(py, follow_symlinks, libc::S_IFREG, libc::DT_REG)
    }

    /// Tells whether the entry is a symbolic link; what is known already is not asked again.
    #[pymethod("($self, /)")]
    fn is_symlink(&self, py: &mut Py) -> PyResult<bool> {
        self.is_link(py)
    }

    /// Tells whether the entry is a junction, which there are none of on this system.
    #[pymethod("($self, /)")]
    fn is_junction(&self) -> bool {
        false
    }

    /// Gives the entry's stat_result; what is known already is not asked again.
    #[pymethod("($self, /, *, follow_symlinks=True)")]
    fn stat(&self, py: &mut Py, follow_symlinks: bool) -> PyResult<Value> {
        self.status(py, follow_symlinks)
    }

    /// Gives the entry's inode, which is known already.
    #[pymethod("($self, /)")]
    fn inode(&self, py: &mut Py) -> PyResult<Value> {
        from_u64(py, self.inode)
    }

    /// Gives the entry's path.
    #[pymethod("($self, /)")]
    fn __fspath__(&self) -> Value {
        self.path.clone()
    }

    /// DirEntry[str] and DirEntry[bytes], for annotations.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        match py.interpreter().hooks().generic_alias {
            Some(alias) => alias(py, &class.borrow(), &object),
            None => Err(exc::system_error(py, format_args!("there are no generic aliases"))),
        }
    }
}

impl ScandirIterator {
    fn has_path(&self) -> bool {
        !taipan_object::types::singletons::is_none(&self.path)
    }

    /// Closes the directory. Says whether it was open.
    fn shut(&self, py: &mut Py) -> bool {
        match self.stream.replace(py, None) {
            Some(stream) => {
                py.detach(|| drop(stream));
                true
            }
            None => false,
        }
    }
}

#[pymethods]
impl ScandirIterator {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let Some(mut stream) = self.stream.replace(py, None) else { return Ok(None) };
        let (stream, result) = py.detach(|| {
            let result = stream.next();
            (stream, result)
        });
        match result {
            Ok(None) => {
                py.detach(|| drop(stream));
                Ok(None)
            }
            Ok(Some(entry)) => {
                drop(self.stream.replace(py, Some(stream)));
                DirEntry::make(py, self, &entry).map(Some)
            }
            Err(error) => {
                py.detach(|| drop(stream));
                let path = if self.has_path() { Some(&self.path) } else { None };
                Err(calls::failure(py, &error, [path, None]))
            }
        }
    }

    #[pyslot]
    fn finalize(this: Borrowed<'_>, py: &mut Py) {
        let Some(scan) = this.get::<Self>() else { return };
        if !scan.shut(py) {
            return;
        }
        let warned = py
            .repr(&this)
            .and_then(|shown| py.warn_of_resource(&this, format_args!("unclosed scandir iterator {shown}")));
        if let Err(raised) = warned {
            py.unraisable(raised, "", Some(&this));
        }
    }

    /// Gives the iterator itself.
    #[pymethod("($self, /)")]
    fn __enter__(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    /// Closes the directory.
    #[pymethod("($self, /, *args)", hidden)]
    fn __exit__(&self, py: &mut Py, _args: Args<'_>) {
        self.shut(py);
    }

    /// Closes the directory, which happens by itself at its end.
    #[pymethod("($self, /)")]
    fn close(&self, py: &mut Py) {
        self.shut(py);
    }
}

/// `scandir`
pub(super) struct Scan;

#[pymodule("posix")]
impl Scan {
    /// Gives an iterator of DirEntry objects for the entries of a directory.
    ///
    /// path may be a str, bytes, path-like object or open directory; None is the working
    /// directory. Names are bytes if the path is; '.' and '..' are left out.
    #[pyfunction("(path=None)")]
    fn scandir(py: &mut Py, path: Option<PathOrFileOrNone>) -> PyResult<Value> {
        let path = path.map_or_else(Path::here, |path| path.0);
        py.audit("os.scandir", &[&path.object])?;
        let target = &path.target;
        let opened = calls::call(py, || directory::open(target))?;
        let stream = opened.map_err(|error| directory::failure(py, &path, &error))?;
        let fd = path.descriptor();
        py.heap().object(ScandirIterator { path: path.object, fd, stream: PyCell::new(Some(stream)) })
    }
}
