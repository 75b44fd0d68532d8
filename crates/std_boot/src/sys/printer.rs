//! What `sys.stderr` is before there are streams: it writes texts as they come.

use taipan_host::file;
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};

/// Writes to a file.
#[pyclass(static = PRINTER, name = "stderrprinter")]
pub(super) struct Printer {
    fd: i32,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("What writes texts to a file before there are streams."),
    methods: &[Printer::METHODS],
    getset: &[Printer::GETSET],
    ..Definition::of(&PRINTER)
};

/// One for the standard errors.
pub(super) fn stderr(py: &mut Py) -> PyResult<Value> {
    py.heap().object(Printer { fd: 2 })
}

#[pymethods]
impl Printer {
    /// Writes a text and gives its length in bytes. Where nothing can be written, nothing is.
    #[pymethod("(string, /)", hidden)]
    fn write(&self, py: &mut Py, string: Borrowed<'_>) -> PyResult<usize> {
        let Some(text) = string.get::<Str>() else {
            let class = string.type_().name();
            return Err(exc::type_error(py, format_args!("write() argument 1 must be str, not {class}")));
        };
        let shown: String = text
            .code_points()
            .map(|point| match char::from_u32(point) {
                Some(c) => c.to_string(),
                None => format!("\\u{point:04x}"),
            })
            .collect();
        let mut rest = shown.as_bytes();
        while !rest.is_empty() {
            match file::write(self.fd, rest) {
                Ok(0) | Err(_) => break,
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            }
        }
        Ok(shown.len())
    }

    /// The number of the file.
    #[pymethod("()", hidden)]
    fn fileno(&self) -> i64 {
        self.fd.into()
    }

    /// Whether somebody looks at what is written.
    #[pymethod("()", hidden)]
    fn isatty(&self) -> bool {
        file::is_terminal(self.fd)
    }

    /// Nothing is kept back.
    #[pymethod("()", hidden)]
    fn flush(&self) {}

    /// Nothing is closed.
    #[pymethod("()", hidden)]
    fn close(&self) {}

    /// Whether the file is closed.
    #[pygetter]
    fn closed(&self) -> bool {
        false
    }

    /// The encoding, of which nothing is known.
    #[pygetter]
    fn encoding(&self) -> Option<Value> {
        None
    }

    /// How the file was opened.
    #[pygetter]
    fn mode(&self) -> &'static str {
        "w"
    }
}
