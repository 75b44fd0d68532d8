//! Opening a file.

use std::ffi::CStr;

use taipan_host::errno::Meaning;
use taipan_host::file::{self, OpenFlags};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::{as_bool, is_none};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_text::Name;

use super::FileIo;
use super::mode::Mode;
use crate::calls::{self, value_error};

/// `FileIO.__init__`
pub(super) fn init(
    py: &mut Py,
    this: Borrowed<'_>,
    name: Borrowed<'_>,
    mode: Option<Borrowed<'_>>,
    closefd: bool,
    opener: Borrowed<'_>,
) -> PyResult<()> {
    let Some(file) = this.get::<FileIo>() else { return Ok(()) };
    let text = mode_text(py, "FileIO", mode)?;
    if !file.is_closed() {
        // It is set up again.
        if file.owns_file.get() {
            file.close_file(py)?;
        } else {
            file.fd.set(None);
        }
    }
    let source = Source::of(py, name)?;
    let (mode, flags) = Mode::parse(py, &text)?;
    file.mode.set(mode);
    file.seekable.set(None);
    file.opened.set(None);
    file.owns_file.set(closefd);
    if py.is_audited() {
        let (text, flags) = (py.str(&text)?, py.int(flags.0.into())?);
        py.audit("open", &[&name, &text, &flags])?;
    }
    let is_new = match source {
        Source::Number(fd) => {
            file.fd.set(Some(fd));
            false
        }
        Source::Path(_) if !closefd => {
            return Err(value_error(py, "Cannot use closefd=False with file name"));
        }
        Source::Path(path) => {
            let fd = open(py, name, &path, flags, opener)?;
            file.fd.set(Some(fd));
            true
        }
    };
    let done = inspect(py, file, name).and_then(|()| {
        let attribute = py.heap().intern("name")?;
        py.set_attribute(&this, &attribute, &name)?;
        if mode.appending { go_to_end(py, file) } else { Ok(()) }
    });
    if done.is_err() && !is_new {
        // The caller's file stays open.
        file.fd.set(None);
    } else if let Err(raised) = done {
        return calls::then(py, Err::<(), _>(raised), |py| file.close_file(py));
    }
    done
}

/// The mode as a text.
pub(crate) fn mode_text(py: &mut Py, function: &'static str, mode: Option<Borrowed<'_>>) -> PyResult<String> {
    let Some(mode) = mode else { return Ok("r".to_owned()) };
    let Some(text) = mode.get::<Str>() else {
        let given = if is_none(&mode) { "None".to_owned() } else { mode.type_().name().to_string() };
        return Err(exc::type_error(
            py,
            format_args!("{function}() argument 'mode' must be str, not {given}"),
        ));
    };
    if text.code_points().any(|point| point == 0) {
        return Err(value_error(py, "embedded null character"));
    }
    Ok(text.to_utf8().into_owned())
}

/// What is to be opened.
enum Source {
    /// An open file.
    Number(i32),
    /// A path: bytes.
    Path(Value),
}

impl Source {
    fn of(py: &mut Py, name: Borrowed<'_>) -> PyResult<Self> {
        if name.is_int() || name.type_().slots.index.get().is_some() {
            if as_bool(&name).is_some() {
                py.warn(&exc::RUNTIME_WARNING, format_args!("bool is used as a file descriptor"))?;
            }
            match number(py, &name) {
                Ok(fd) if fd < 0 => return Err(value_error(py, "negative file descriptor")),
                Ok(fd) => return Ok(Self::Number(fd)),
                Err(raised) => py.discard(raised),
            }
        }
        path_bytes(py, &name).map(Self::Path)
    }
}

fn number(py: &mut Py, value: &Value) -> PyResult<i32> {
    let number = py.to_i64(value)?;
    match i32::try_from(number) {
        Ok(number) => Ok(number),
        Err(_) => Err(exc::overflow_error(py, format_args!("Python int too large to convert to C int"))),
    }
}

/// A path as bytes, as the system takes it: of a `str`, bytes, or an object that has a path.
fn path_bytes(py: &mut Py, path: &Value) -> PyResult<Value> {
    let path = filesystem_path(py, path)?;
    let bytes = if path.is_str() { py.encode(&path, None, Some("surrogateescape"))? } else { path };
    if bytes.get::<Bytes>().is_some_and(|bytes| bytes.data().contains(&0)) {
        return Err(value_error(py, "embedded null byte"));
    }
    Ok(bytes)
}

/// `os.fspath`
pub(crate) fn filesystem_path(py: &mut Py, path: &Value) -> PyResult<Value> {
    let is_path = |value: &Value| value.is_str() || value.get::<Bytes>().is_some();
    if is_path(path) {
        return Ok(path.clone());
    }
    let name = py.name(Name::__FSPATH__).clone();
    let given = path.type_().name().to_string();
    let method = path.type_().lookup(py, &name).filter(|method| !is_none(method));
    let Some(method) = method else {
        return Err(exc::type_error(
            py,
            format_args!("expected str, bytes or os.PathLike object, not {given}"),
        ));
    };
    let result = py.call_unbound(&method, path.borrow(), &[])?;
    if is_path(&result) {
        return Ok(result);
    }
    let class = result.type_().name();
    Err(exc::type_error(
        py,
        format_args!("expected {given}.__fspath__() to return str or bytes, not {class}"),
    ))
}

/// Opens a path, or has the opener do it.
fn open(
    py: &mut Py,
    name: Borrowed<'_>,
    path: &Value,
    flags: OpenFlags,
    opener: Borrowed<'_>,
) -> PyResult<i32> {
    if !is_none(&opener) {
        let flags = py.int(flags.0.into())?;
        let fd = py.call(&opener, &[&name, &flags])?;
        if !fd.is_int() {
            return Err(exc::type_error(py, format_args!("expected integer from opener")));
        }
        let fd = number(py, &fd)?;
        if fd < 0 {
            return Err(exc::value_error(py, format_args!("opener returned {fd}")));
        }
        return Ok(fd);
    }
    let path = path.get::<Bytes>().map(Bytes::data_with_nul).unwrap_or_default();
    let Ok(path) = CStr::from_bytes_with_nul(path) else { return Err(value_error(py, "embedded null byte")) };
    match calls::system(py, || file::open(path, flags))? {
        Ok(fd) => Ok(fd),
        Err(error) => Err(py.io_error(&error, Some(&name))),
    }
}

/// Moves to the end, where there is one: a pipe has none.
fn go_to_end(py: &mut Py, file: &FileIo) -> PyResult<()> {
    let fd = file.open_fd(py)?;
    match calls::system(py, || file::seek(fd, 0, 2))? {
        Err(error) if error.raw_os_error() != Some(taipan_host::errno::NOT_SEEKABLE) => {
            Err(py.io_error(&error, None))
        }
        _ => Ok(()),
    }
}

/// Looks at what was opened: a directory cannot be read.
fn inspect(py: &mut Py, file: &FileIo, name: Borrowed<'_>) -> PyResult<()> {
    let fd = file.open_fd(py)?;
    file.block_size.set(crate::raw::DEFAULT_BUFFER_SIZE);
    match calls::system(py, || file::status(fd))? {
        Ok(status) if status.is_directory => {
            Err(py.os_error(taipan_host::errno::IS_A_DIRECTORY, Some(&name)))
        }
        Ok(status) => {
            if status.block_size > 1 {
                file.block_size.set(usize::try_from(status.block_size).unwrap_or(usize::MAX));
            }
            file.opened.set(Some(status));
            Ok(())
        }
        // Some kinds of files have nothing to say of themselves.
        Err(error) => match error.raw_os_error() {
            Some(errno) if errno == taipan_host::errno::BAD_FILE => Err(py.io_error(&error, None)),
            Some(errno) if taipan_host::errno::meaning(errno) == Some(Meaning::Interrupted) => {
                Err(py.io_error(&error, None))
            }
            _ => Ok(()),
        },
    }
}
