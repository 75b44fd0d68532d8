//! Paths as arguments: `str`, `bytes`, `os.PathLike`, and where a function allows it an open file or nothing.

use std::ffi::{CStr, CString};
use std::io;

use taipan_object::exception as exc;
use taipan_object::native::{Argument, FromArg, Place};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};
use taipan_text::Name;

use crate::arguments::descriptor_number;
use crate::calls;

/// Besides a path, an open file may be given.
const DESCRIPTOR: u8 = 1;
/// Besides a path, `None` may be given.
const NOTHING: u8 = 2;

/// A path that an argument names, with what else is allowed.
pub(crate) struct PathArgument<const ALLOWED: u8>(pub(crate) Path);

/// A path.
pub(crate) type AnyPath = PathArgument<0>;
/// A path or an open file.
pub(crate) type PathOrFile = PathArgument<DESCRIPTOR>;
/// A path, an open file or nothing.
pub(crate) type PathOrFileOrNone = PathArgument<{ DESCRIPTOR | NOTHING }>;

/// A file as a call to the system wants it, and as errors speak of it.
pub(crate) struct Path {
    /// What was given, after `__fspath__`; `None` for nothing.
    pub(crate) object: Value,
    /// What it says.
    pub(crate) target: Target,
}

impl Target {
    /// The name; nothing for an open file.
    pub(crate) fn name(&self) -> &CStr {
        match self {
            Self::Name(name) => name,
            Self::Descriptor(_) => c"",
        }
    }
}

/// What a path says.
#[derive(Clone)]
pub(crate) enum Target {
    /// A name.
    Name(CString),
    /// An open file.
    Descriptor(i32),
}

impl Path {
    /// The working directory, which nothing stands for.
    pub(crate) fn here() -> Self {
        Self { object: none(), target: Target::Name(c".".to_owned()) }
    }

    /// The open file, if it is one.
    pub(crate) fn descriptor(&self) -> Option<i32> {
        match self.target {
            Target::Descriptor(fd) => Some(fd),
            Target::Name(_) => None,
        }
    }

    /// Whether names that come of it are bytes.
    pub(crate) fn is_bytes(&self) -> bool {
        self.object.get::<Bytes>().is_some()
    }

    /// The exception for an error about the file.
    #[cold]
    pub(crate) fn failure(&self, py: &Py, error: &io::Error) -> Raised {
        let object = if is_none(&self.object) { None } else { Some(&self.object) };
        calls::failure(py, error, [object, None])
    }

    /// The exception for an error about this file and another.
    #[cold]
    pub(crate) fn failure_with(&self, other: &Self, py: &Py, error: &io::Error) -> Raised {
        calls::failure(py, error, [Some(&self.object), Some(&other.object)])
    }

    /// Makes a call about the file.
    pub(crate) fn run<R: Send>(
        &self,
        py: &mut Py,
        work: impl Fn(&Target) -> io::Result<R> + Sync,
    ) -> PyResult<R> {
        let target = &self.target;
        calls::call(py, || work(target))?.map_err(|error| self.failure(py, &error))
    }
}

impl<'a, const ALLOWED: u8> FromArg<'a> for PathArgument<ALLOWED> {
    fn from_arg(py: &mut Py, value: Borrowed<'a>, place: &'static Place) -> PyResult<Self> {
        if ALLOWED & NOTHING != 0 && is_none(&value) {
            return Ok(Self(Path::here()));
        }
        let argument = match place.argument {
            Argument::Named(name) => name,
            _ => "path",
        };
        read(py, value, place.function, argument, ALLOWED).map(Self)
    }
}

/// A path of a value that is an argument of a function.
pub(crate) fn path(py: &mut Py, value: Borrowed<'_>, function: &str, argument: &str) -> PyResult<Path> {
    read(py, value, function, argument, 0)
}

fn read(py: &mut Py, value: Borrowed<'_>, function: &str, argument: &str, allowed: u8) -> PyResult<Path> {
    let object = if value.is_str() || value.get::<Bytes>().is_some() {
        value.to_value()
    } else if allowed & DESCRIPTOR != 0 && (value.is_int() || value.type_().slots.index.get().is_some()) {
        let fd = descriptor_number(py, value)?;
        return Ok(Path { object: value.to_value(), target: Target::Descriptor(fd) });
    } else {
        match from_protocol(py, value)? {
            Some(object) => object,
            None => return Err(unfit(py, value, function, argument, allowed)),
        }
    };
    let bytes = encoded(py, &object)?;
    match CString::new(bytes) {
        Ok(name) => Ok(Path { object, target: Target::Name(name) }),
        Err(_) => {
            Err(exc::value_error(py, format_args!("{function}: embedded null character in {argument}")))
        }
    }
}

#[cold]
pub(crate) fn unfit(py: &Py, value: Borrowed<'_>, function: &str, argument: &str, allowed: u8) -> Raised {
    let wanted = match allowed {
        0 => "string, bytes or os.PathLike",
        DESCRIPTOR => "string, bytes, os.PathLike or integer",
        NOTHING => "string, bytes, os.PathLike or None",
        _ => "string, bytes, os.PathLike, integer or None",
    };
    let class = value.type_().name();
    exc::type_error(py, format_args!("{function}: {argument} should be {wanted}, not {class}"))
}

/// What `__fspath__` returns; nothing if the class has no such method.
pub(crate) fn from_protocol(py: &mut Py, value: Borrowed<'_>) -> PyResult<Option<Value>> {
    let name = py.name(Name::__FSPATH__).clone();
    let method = match value.type_().lookup(py, &name) {
        Some(method) if !is_none(&method) => method,
        _ => return Ok(None),
    };
    let result = py.call_unbound(&method, value, &[])?;
    if result.is_str() || result.get::<Bytes>().is_some() {
        return Ok(Some(result));
    }
    Err(exc::type_error(
        py,
        format_args!(
            "expected {}.__fspath__() to return str or bytes, not {}",
            value.type_().name(),
            result.type_().name()
        ),
    ))
}

/// `os.fspath(value)`
pub(crate) fn fspath(py: &mut Py, value: Borrowed<'_>) -> PyResult<Value> {
    if value.is_str() || value.get::<Bytes>().is_some() {
        return Ok(value.to_value());
    }
    match from_protocol(py, value)? {
        Some(path) => Ok(path),
        None => Err(exc::type_error(
            py,
            format_args!("expected str, bytes or os.PathLike object, not {}", value.type_().name()),
        )),
    }
}

/// `os.fsencode(value)` of a `str` or `bytes`.
pub(crate) fn encoded(py: &mut Py, value: &Value) -> PyResult<Vec<u8>> {
    if let Some(bytes) = value.get::<Bytes>() {
        return Ok(bytes.data().to_vec());
    }
    if let Some(ascii) = value.get::<Str>().and_then(Str::as_ascii) {
        return Ok(ascii.as_bytes().to_vec());
    }
    let bytes = py.encode(value, Some("utf-8"), Some("surrogateescape"))?;
    Ok(bytes.get::<Bytes>().map_or_else(Vec::new, |bytes| bytes.data().to_vec()))
}

/// `os.fsdecode(bytes)`
pub(crate) fn decoded(py: &mut Py, bytes: &[u8]) -> PyResult<Value> {
    match std::str::from_utf8(bytes) {
        Ok(text) => py.str(text),
        Err(_) => py.decode(bytes, Some("utf-8"), Some("surrogateescape")),
    }
}

/// What `PyUnicode_FSConverter` accepts: a path as bytes without a zero among them.
pub(crate) struct FsEncoded(pub(crate) CString);

impl FromArg<'_> for FsEncoded {
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        fs_encoded(py, value).map(Self)
    }
}

/// A path as bytes without a zero among them.
pub(crate) fn fs_encoded(py: &mut Py, value: Borrowed<'_>) -> PyResult<CString> {
    let path = fspath(py, value)?;
    let bytes = encoded(py, &path)?;
    CString::new(bytes).map_err(|_| exc::value_error(py, format_args!("embedded null byte")))
}
