//! Arguments that several modules take: open files, users, numbers of C's types.

use std::ffi::CString;

use taipan_object::exception as exc;
use taipan_object::native::{FromArg, Place};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::{as_bool, is_none};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};
use taipan_text::Name;

/// The directory that a relative path starts from: `dir_fd`. `None` is the working directory.
#[derive(Clone, Copy)]
pub(crate) struct DirFd(i32);

impl DirFd {
    /// The number for the system.
    pub(crate) fn number(directory: Option<Self>) -> i32 {
        directory.map_or(libc::AT_FDCWD, |directory| directory.0)
    }

    /// The number for audit hooks, -1 for none.
    pub(crate) fn shown(directory: Option<Self>) -> i64 {
        if Self::is_given(directory) { Self::number(directory).into() } else { -1 }
    }

    /// Whether one was given.
    pub(crate) fn is_given(directory: Option<Self>) -> bool {
        Self::number(directory) != libc::AT_FDCWD
    }
}

impl FromArg<'_> for DirFd {
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        if is_none(&value) {
            return Ok(Self(libc::AT_FDCWD));
        }
        if value.is_int() || value.type_().slots.index.get().is_some() {
            return descriptor_number(py, value).map(Self);
        }
        Err(exc::type_error(
            py,
            format_args!("argument should be integer or None, not {}", value.type_().name()),
        ))
    }
}

/// A descriptor given as a number.
pub(crate) fn descriptor_number(py: &mut Py, value: Borrowed<'_>) -> PyResult<i32> {
    warn_of_bool(py, value)?;
    let number = py.index(&value)?;
    let mut limb = [0];
    let negative = number.as_int(&mut limb).is_some_and(|number| number.negative);
    match number.as_i64().and_then(|number| i32::try_from(number).ok()) {
        Some(fd) => Ok(fd),
        None if negative => Err(exc::overflow_error(py, format_args!("fd is less than minimum"))),
        None => Err(exc::overflow_error(py, format_args!("fd is greater than maximum"))),
    }
}

pub(crate) fn warn_of_bool(py: &mut Py, value: Borrowed<'_>) -> PyResult<()> {
    if as_bool(&value).is_some() {
        py.warn(&exc::RUNTIME_WARNING, format_args!("bool is used as a file descriptor"))?;
    }
    Ok(())
}

/// A descriptor, or an object whose `fileno()` gives one.
#[derive(Clone, Copy)]
pub(crate) struct Fd(pub(crate) i32);

impl FromArg<'_> for Fd {
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        file_number(py, value).map(Self)
    }
}

/// The descriptor of a number, or of an object with `fileno()`.
pub(crate) fn file_number(py: &mut Py, value: Borrowed<'_>) -> PyResult<i32> {
    let number = if value.is_int() {
        warn_of_bool(py, value)?;
        value.to_value()
    } else {
        let name = py.name(Name::FILENO).clone();
        let Some(method) = py.find_attribute(&value, &name)? else {
            return Err(exc::type_error(
                py,
                format_args!("argument must be an int, or have a fileno() method."),
            ));
        };
        let number = py.call(&method, &[])?;
        if !number.is_int() {
            return Err(exc::type_error(py, format_args!("fileno() returned a non-integer")));
        }
        number
    };
    let fd = int(py, &number)?;
    if fd < 0 {
        return Err(exc::value_error(
            py,
            format_args!("file descriptor cannot be a negative integer ({fd})"),
        ));
    }
    Ok(fd)
}

/// A C `int`.
pub(crate) fn int(py: &mut Py, value: &Value) -> PyResult<i32> {
    const PLACE: &Place = &Place { function: "", argument: taipan_object::native::Argument::Only };
    i32::from_arg(py, value.borrow(), PLACE)
}

/// A text as UTF-8.
pub(crate) fn utf8(py: &mut Py, text: &Str) -> PyResult<Vec<u8>> {
    let bytes = py.encode(&text.as_value(), Some("utf-8"), Some("strict"))?;
    Ok(bytes.get::<Bytes>().map_or_else(Vec::new, |bytes| bytes.data().to_vec()))
}

/// A text as UTF-8 without a zero among it.
pub(crate) fn c_text(py: &mut Py, text: &Str) -> PyResult<CString> {
    let bytes = utf8(py, text)?;
    CString::new(bytes).map_err(|_| exc::value_error(py, format_args!("embedded null character")))
}

/// The number of a user.
#[derive(Clone, Copy)]
pub(crate) struct User(pub(crate) u32);

/// The number of a group.
#[derive(Clone, Copy)]
pub(crate) struct Group(pub(crate) u32);

impl FromArg<'_> for User {
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        identity(py, value, "uid").map(Self)
    }
}

impl FromArg<'_> for Group {
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        identity(py, value, "gid").map(Self)
    }
}

/// The number of a user or group: 32 bits without a sign, or -1 for "none".
fn identity(py: &mut Py, value: Borrowed<'_>, what: &str) -> PyResult<u32> {
    if !value.is_int() && value.type_().slots.index.get().is_none() {
        return Err(exc::type_error(
            py,
            format_args!("{what} should be integer, not {}", value.type_().name()),
        ));
    }
    let number = py.index(&value)?;
    if let Some(number) = number.as_i64() {
        if number == -1 {
            return Ok(u32::MAX);
        }
        return match u32::try_from(number) {
            // The largest number is the one for "none".
            Ok(number) if number != u32::MAX => Ok(number),
            _ => Err(exc::overflow_error(py, format_args!("{what} is less than minimum"))),
        };
    }
    let mut limb = [0];
    let end = match number.as_int(&mut limb) {
        Some(number) if number.negative => "less than minimum",
        _ => "greater than maximum",
    };
    Err(exc::overflow_error(py, format_args!("{what} is {end}")))
}

/// Python's number of a user or group.
pub(crate) fn from_identity(py: &Py, number: u32) -> PyResult<Value> {
    if number == u32::MAX { py.int(-1) } else { py.int(number.into()) }
}

/// The number of a device.
#[derive(Clone, Copy)]
pub(crate) struct Device(pub(crate) u64);

impl FromArg<'_> for Device {
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        let number = py.index(&value)?;
        if number.as_i64() == Some(-1) {
            return Ok(Self(u64::MAX));
        }
        let mut limb = [0];
        let int = number.as_int(&mut limb);
        match int.filter(|int| !int.negative).map(|int| int.to_u64()) {
            Some(Some(number)) => Ok(Self(number)),
            Some(None) => Err(exc::overflow_error(py, format_args!("int too big to convert"))),
            None => Err(exc::overflow_error(py, format_args!("can't convert negative int to unsigned"))),
        }
    }
}

/// A whole number without a sign.
pub(crate) fn from_u64(py: &Py, number: u64) -> PyResult<Value> {
    match i64::try_from(number) {
        Ok(number) => py.int(number),
        Err(_) => py.int_from_usize(number as usize),
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Counts arguments where CPython takes them apart by a format: `f() takes exactly 2 arguments (3 given)`.
pub(crate) fn counted(py: &Py, name: &str, args: Args<'_>, least: usize, most: usize) -> PyResult<()> {
    let given = args.len();
    let (bound, count) = match given {
        _ if (least..=most).contains(&given) => return Ok(()),
        _ if least == most => ("exactly", least),
        _ if given < least => ("at least", least),
        _ => ("at most", most),
    };
    let s = plural(count);
    Err(exc::type_error(py, format_args!("{name}() takes {bound} {count} argument{s} ({given} given)")))
}

/// Counts arguments where CPython unpacks them: `f expected at most 1 argument, got 2`.
pub(crate) fn unpacked(py: &Py, name: &str, args: Args<'_>, least: usize, most: usize) -> PyResult<()> {
    let given = args.len();
    let (bound, count) = match given {
        _ if (least..=most).contains(&given) => return Ok(()),
        _ if least == most => ("", least),
        _ if given < least => ("at least ", least),
        _ => ("at most ", most),
    };
    let s = plural(count);
    Err(exc::type_error(py, format_args!("{name} expected {bound}{count} argument{s}, got {given}")))
}

/// An argument that must be a `str`.
pub(crate) fn text<'a>(py: &Py, name: &str, args: Args<'a>, index: usize) -> PyResult<&'a Str> {
    let value = args.get(index).unwrap_or(taipan_object::types::singletons::none_ref());
    match value.get::<Str>() {
        Some(text) => Ok(text),
        None => {
            let class = if is_none(&value) { "None".to_owned() } else { value.type_().name().to_string() };
            let number = index + 1;
            Err(exc::type_error(py, format_args!("{name}() argument {number} must be str, not {class}")))
        }
    }
}
