//! The standard streams, and the encodings that nobody has named.

use taipan_host::file;
use taipan_object::types::singletons::{boolean, none};
use taipan_object::{Py, PyCell, PyResult, Value, exception as exc};
use taipan_text::Name;

use crate::calls::{ask, attribute};
use crate::open::Open;
use crate::text::{TEXT_IO_WRAPPER, codec};

/// The encoding of files for which none is named.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// Its name.
    pub name: String,
    /// UTF-8 mode: the locale does not matter.
    pub is_utf8_mode: bool,
    /// `-X warn_default_encoding`
    pub warns_of_default: bool,
}

impl Default for Encoding {
    fn default() -> Self {
        Self { name: "utf-8".to_owned(), is_utf8_mode: true, warns_of_default: false }
    }
}

/// What the interpreter goes by.
#[derive(Default)]
struct State(PyCell<Encoding>);

/// Sets the encoding of files for which none is named.
pub fn set_encoding(py: &mut Py, encoding: Encoding) {
    let state = py.state::<State>();
    drop(state.0.replace(py, encoding));
}

/// The encoding of the locale.
pub(crate) fn locale_encoding(py: &Py) -> PyResult<Value> {
    let state = py.state::<State>();
    let encoding = state.0.get(py);
    py.str(&encoding.name)
}

/// Whether the locale does not matter.
pub(crate) fn is_utf8_mode(py: &Py) -> bool {
    py.state::<State>().0.get(py).is_utf8_mode
}

/// Warns of a file for which no encoding is named, if that was asked for; the code to blame is so many frames up, from 1.
pub(crate) fn warn_of_default(py: &mut Py, level: usize) -> PyResult<()> {
    if py.state::<State>().0.get(py).warns_of_default {
        py.warn_at(&exc::ENCODING_WARNING, format_args!("'encoding' argument not specified"), level)?;
    }
    Ok(())
}

/// How the standard streams are made.
#[derive(Clone, Debug, Default)]
pub struct StandardStreams {
    /// `-u`: what is written goes to the system at once.
    pub unbuffered: bool,
    /// The encoding, if it is not that of the locale.
    pub encoding: Option<String>,
    /// The error handler of the input and the output, if it is not `strict`.
    pub errors: Option<String>,
}

/// `sys.stdin`, `sys.stdout` and `sys.stderr`. A stream whose file is not open is `None`.
pub fn std_streams(py: &mut Py, options: &StandardStreams) -> PyResult<[Value; 3]> {
    crate::module::module(py)?;
    Ok([
        stream(py, options, 0, "<stdin>")?,
        stream(py, options, 1, "<stdout>")?,
        stream(py, options, 2, "<stderr>")?,
    ])
}

fn stream(py: &mut Py, options: &StandardStreams, fd: i32, name: &str) -> PyResult<Value> {
    if !py.detach(|| file::is_open(fd)) {
        return Ok(none());
    }
    let is_input = fd == 0;
    let unbuffered = options.unbuffered && !is_input;
    let number = py.int(fd.into())?;
    let nothing = none();
    let nothing = nothing.borrow();
    let buffer = Open {
        file: number.borrow(),
        mode: if is_input { "rb" } else { "wb" },
        buffering: if unbuffered { 0 } else { -1 },
        encoding: nothing,
        errors: nothing,
        newline: nothing,
        closefd: false,
        opener: nothing,
    }
    .open(py)?;
    let raw = if unbuffered { buffer.clone() } else { attribute(py, &buffer, Name::RAW)? };
    set(py, &raw, "name", name)?;
    let is_terminal = ask(py, &raw, Name::ISATTY)?;
    let encoding = match &options.encoding {
        Some(encoding) => encoding.clone(),
        None => py.state::<State>().0.get(py).name.clone(),
    };
    let encoding = codec::own_name(py, &encoding)?;
    let errors = match &options.errors {
        _ if fd == 2 => "backslashreplace",
        Some(errors) => errors,
        None => "strict",
    };
    let (errors, newline) = (py.str(errors)?, py.str("\n")?);
    let line_buffering = boolean(!options.unbuffered && (is_terminal || fd == 2));
    let stream = py.call(
        &TEXT_IO_WRAPPER.to_value(),
        &[&buffer, &encoding, &errors, &newline, &line_buffering, &boolean(options.unbuffered)],
    )?;
    set(py, &stream, "mode", if is_input { "r" } else { "w" })?;
    Ok(stream)
}

fn set(py: &mut Py, object: &Value, name: &str, value: &str) -> PyResult<()> {
    let (name, value) = (py.heap().intern(name)?, py.str(value)?);
    py.set_attribute(object, &name, &value)
}
