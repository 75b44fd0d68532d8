//! `open`

use taipan_macros::pymodule;
use taipan_object::types::singletons::{boolean, is_none, none};

use taipan_object::{Borrowed, Py, PyResult, Type, Value, exception as exc};
use taipan_text::Name;

use crate::buffered::{BUFFERED_RANDOM, BUFFERED_READER, BUFFERED_WRITER};
use crate::calls::{self, attribute, call, value_error};
use crate::file::{FILE_IO, filesystem_path, mode_text};
use crate::module;
use crate::raw::DEFAULT_BUFFER_SIZE;
use crate::streams;
use crate::text::TEXT_IO_WRAPPER;

/// The most bytes of a buffer that is as large as the blocks of a file.
const LARGEST_BUFFER: usize = 8 << 20;

/// What the mode of `open` says.
#[derive(Clone, Copy, Default)]
struct Mode {
    /// One of `r`, `w`, `x` and `a`, and how many of these there were.
    kind: char,
    kinds: usize,
    updating: bool,
    text: bool,
    binary: bool,
}

impl Mode {
    fn parse(py: &Py, text: &str) -> PyResult<Self> {
        let mut mode = Self { kind: 'r', ..Self::default() };
        for (index, c) in text.char_indices() {
            if text.get(..index).is_some_and(|before| before.contains(c)) {
                return Err(invalid_mode(py, text));
            }
            match c {
                'r' | 'w' | 'x' | 'a' => (mode.kind, mode.kinds) = (c, mode.kinds + 1),
                '+' => mode.updating = true,
                't' => mode.text = true,
                'b' => mode.binary = true,
                _ => return Err(invalid_mode(py, text)),
            }
        }
        Ok(mode)
    }

    /// The mode for `FileIO`.
    fn raw(self) -> String {
        let kind = if self.kinds == 0 { String::new() } else { self.kind.to_string() };
        format!("{kind}{}", if self.updating { "+" } else { "" })
    }

    /// The class of the buffer.
    fn buffer(self) -> &'static Type {
        match self.kind {
            _ if self.updating => &BUFFERED_RANDOM,
            'r' => &BUFFERED_READER,
            _ => &BUFFERED_WRITER,
        }
    }
}

#[cold]
fn invalid_mode(py: &Py, text: &str) -> taipan_object::Raised {
    exc::value_error(py, format_args!("invalid mode: '{text}'"))
}

/// The arguments of `open`.
pub(crate) struct Open<'a> {
    pub(crate) file: Borrowed<'a>,
    pub(crate) mode: &'a str,
    pub(crate) buffering: isize,
    pub(crate) encoding: Borrowed<'a>,
    pub(crate) errors: Borrowed<'a>,
    pub(crate) newline: Borrowed<'a>,
    pub(crate) closefd: bool,
    pub(crate) opener: Borrowed<'a>,
}

impl Open<'_> {
    /// Opens.
    pub(crate) fn open(&self, py: &mut Py) -> PyResult<Value> {
        let slots = &self.file.type_().slots;
        let is_number = self.file.is_int()
            || slots.index.get().is_some()
            || slots.int.get().is_some()
            || slots.float.get().is_some();
        let file = if is_number { self.file.to_value() } else { filesystem_path(py, &self.file)? };
        let mode = Mode::parse(py, self.mode)?;
        self.check(py, mode)?;
        let raw_mode = py.str(&mode.raw())?;
        let raw = py.call(&FILE_IO.to_value(), &[&file, &raw_mode, &boolean(self.closefd), &self.opener])?;
        let mut outermost = raw.clone();
        match self.wrap(py, mode, &raw, &mut outermost) {
            Ok(()) => Ok(outermost),
            Err(raised) => calls::then(py, Err::<(), _>(raised), |py| call(py, &outermost, Name::CLOSE, &[])),
        }
    }

    fn check(&self, py: &mut Py, mode: Mode) -> PyResult<()> {
        if mode.text && mode.binary {
            return Err(value_error(py, "can't have text and binary mode at once"));
        }
        if mode.kinds > 1 {
            return Err(value_error(py, "must have exactly one of create/read/write/append mode"));
        }
        let arguments =
            [(self.encoding, "an encoding"), (self.errors, "an errors"), (self.newline, "a newline")];
        for (value, name) in arguments {
            if mode.binary && !is_none(&value) {
                return Err(exc::value_error(py, format_args!("binary mode doesn't take {name} argument")));
            }
        }
        if mode.binary && self.buffering == 1 {
            py.warn(
                &exc::RUNTIME_WARNING,
                format_args!(
                    "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be \
                     used"
                ),
            )?;
        }
        Ok(())
    }

    /// Puts a buffer on the file, and text on that, as far as they are wanted. `outermost` is what was made last.
    fn wrap(&self, py: &mut Py, mode: Mode, raw: &Value, outermost: &mut Value) -> PyResult<()> {
        let is_terminal = self.buffering < 0 && calls::ask(py, raw, Name::_ISATTY_OPEN_ONLY)?;
        let line_buffering = is_terminal || self.buffering == 1 && !mode.binary;
        let size = if self.buffering < 0 || self.buffering == 1 {
            let blocks = attribute(py, raw, Name::_BLKSIZE)?;
            let blocks = usize::try_from(py.to_i64(&blocks)?).unwrap_or(0);
            blocks.clamp(DEFAULT_BUFFER_SIZE, LARGEST_BUFFER)
        } else {
            self.buffering.unsigned_abs()
        };
        if size == 0 {
            return if mode.binary { Ok(()) } else { Err(value_error(py, "can't have unbuffered text I/O")) };
        }
        let size = py.int_from_usize(size)?;
        *outermost = py.call(&mode.buffer().to_value(), &[raw, &size])?;
        if mode.binary {
            return Ok(());
        }
        let line_buffering = boolean(line_buffering);
        *outermost = py.call(
            &TEXT_IO_WRAPPER.to_value(),
            &[outermost, &self.encoding, &self.errors, &self.newline, &line_buffering],
        )?;
        let (name, mode) = (py.heap().intern("mode")?, py.str(self.mode)?);
        py.set_attribute(outermost, &name, &mode)
    }
}

/// `_io.open`, which is `builtins.open`, too.
pub fn open_function(py: &mut Py) -> PyResult<Value> {
    let module = module::module(py)?;
    attribute(py, &module, Name::OPEN)
}

pub(crate) struct Functions;

#[pymodule("_io")]
impl Functions {
    /// Opens a file and returns a stream.
    ///
    /// The file is a path, or the number of a file that is open already.
    ///
    /// The mode is 'r' to read (the default), 'w' to write, after emptying the file, 'x' to make a new file, or
    /// 'a' to append. 'b' after it makes it a stream of bytes, 't' one of text (the default), and '+' lets it be
    /// read and written.
    ///
    /// buffering is 0 for none (of bytes only), 1 for lines (of text only), or the size of the buffer in bytes.
    /// Without it, terminals are buffered by lines, and other files in blocks.
    ///
    /// encoding, errors and newline are those of TextIOWrapper, for text only. Without an encoding it is that of the
    /// locale.
    ///
    /// With closefd=False, a file that was given by its number stays open when the stream is closed. opener(file,
    /// flags) opens the file instead of the system, and returns its number.
    #[pyfunction(
        "(file, mode='r', buffering=-1, encoding=None,\n     errors=None, newline=None, closefd=True, opener=None)"
    )]
    fn open(
        py: &mut Py,
        file: Borrowed<'_>,
        mode: Option<Borrowed<'_>>,
        buffering: i32,
        encoding: Borrowed<'_>,
        errors: Borrowed<'_>,
        newline: Borrowed<'_>,
        closefd: bool,
        opener: Borrowed<'_>,
    ) -> PyResult<Value> {
        let mode = mode_text(py, "open", mode)?;
        for (name, value) in [("encoding", encoding), ("errors", errors), ("newline", newline)] {
            if !is_none(&value) && !value.is_str() {
                let class = value.type_().name();
                return Err(exc::type_error(
                    py,
                    format_args!("open() argument '{name}' must be str or None, not {class}"),
                ));
            }
        }
        let buffering = buffering as isize;
        Open { file, mode: &mode, buffering, encoding, errors, newline, closefd, opener }.open(py)
    }

    /// Opens a file with code, to read its bytes.
    ///
    /// Others may provide another way to open such files, which checks them.
    #[pyfunction("(path)")]
    fn open_code(py: &mut Py, path: Borrowed<'_>) -> PyResult<Value> {
        if !path.is_str() {
            let class = path.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("open_code() argument 'path' must be str, not {class}"),
            ));
        }
        let nothing = none();
        let nothing = nothing.borrow();
        Open {
            file: path,
            mode: "rb",
            buffering: -1,
            encoding: nothing,
            errors: nothing,
            newline: nothing,
            closefd: true,
            opener: nothing,
        }
        .open(py)
    }

    /// The encoding to use for an argument: itself, or for None that of files, "locale" or "utf-8".
    ///
    /// With option -X warn_default_encoding it is warned of None; stacklevel says whom.
    #[pyfunction("(encoding, stacklevel=2, /)")]
    fn text_encoding(py: &mut Py, encoding: Borrowed<'_>, stacklevel: i32) -> PyResult<Value> {
        if !is_none(&encoding) {
            return Ok(encoding.to_value());
        }
        streams::warn_of_default(py, usize::try_from(stacklevel).unwrap_or(0).max(1))?;
        let name = if streams::is_utf8_mode(py) { "utf-8" } else { "locale" };
        py.str(name)
    }
}
