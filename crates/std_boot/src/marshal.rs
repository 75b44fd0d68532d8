//! The module `marshal`: values of the language, code objects among them, as bytes.
//!
//! The format is the work of crate `bytecode`; here are its two ends: what makes values of what is read, and what turns values
//! into the plain data that is written.

mod read;
mod write;

use std::cell::OnceCell;
use std::sync::Arc;

use taipan_bytecode::CodeObject;
use taipan_bytecode::marshal::{CodeParts, VERSION};
use taipan_macros::pymodule;
use taipan_object::buffer::BufferRequest;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};
use taipan_text::{Error, ErrorClass, StackLimit};

pub use read::{load, load_code, load_frozen};
pub use write::dump;

pub(crate) static MARSHAL: ModuleDef = ModuleDef {
    doc: Some(
        "Values as bytes, in a format of Python's own.\n\nIt serves for compiled modules and changes with versions; for other uses there is pickle. Never load\ndata of unknown origin.",
    ),
    functions: &[Marshal::FUNCTIONS],
    constants: &[("version", |py| py.int(VERSION.into()))],
    ..ModuleDef::of("marshal")
};

/// What marshal needs of the interpreter, to which code objects belong.
#[derive(Clone, Copy)]
pub struct CodeHooks {
    /// Makes a code object of one that the compiler has written.
    pub make: fn(&mut Py, &Arc<CodeObject>) -> PyResult<Value>,
    /// Reads a code object that is part of the program: what is wrong with the data, or what making it has led to.
    pub read_static: fn(&mut Py, &'static [u8], StackLimit) -> Result<PyResult<Value>, Box<Error>>,
    /// Reads a code object that anybody may have written, and says how many bytes it takes.
    pub read: fn(&mut Py, &[u8], StackLimit) -> Result<PyResult<(Value, usize)>, Box<Error>>,
    /// Makes a code object of parts that may be anything.
    pub assemble: fn(&mut Py, CodeParts<Value>) -> PyResult<Value>,
    /// The parts of a code object; nothing if the value is none.
    pub parts: fn(&mut Py, &Value) -> PyResult<Option<CodeParts<Value>>>,
    /// Gives a code object and those within it that have its file name another one.
    pub rename: fn(&mut Py, &Value, &Value) -> PyResult<()>,
}

#[derive(Default)]
struct Connected(OnceCell<CodeHooks>);

/// Says what makes code objects.
pub fn connect(py: &Py, hooks: CodeHooks) {
    let _ = py.state::<Connected>().0.set(hooks);
}

fn hooks(py: &Py) -> PyResult<CodeHooks> {
    match py.state::<Connected>().0.get() {
        Some(&hooks) => Ok(hooks),
        None => Err(exc::system_error(py, format_args!("there is no interpreter to make code for"))),
    }
}

/// Whether a value is a code object.
pub(crate) fn is_code(py: &mut Py, value: &Value) -> PyResult<bool> {
    Ok((hooks(py)?.parts)(py, value)?.is_some())
}

/// Gives a code object and those within it that have its file name another one.
pub(crate) fn rename(py: &mut Py, code: &Value, filename: &Value) -> PyResult<()> {
    (hooks(py)?.rename)(py, code, filename)
}

/// The part of the native stack that reading and writing may use.
fn stack(py: &Py) -> StackLimit {
    StackLimit::below_here(py.stack_left())
}

/// The exception for an error of the format.
fn raise(py: &Py, error: &Error) -> Raised {
    let class = match error.class {
        ErrorClass::Eof => &exc::EOF_ERROR,
        ErrorClass::Type => &exc::TYPE_ERROR,
        ErrorClass::System => &exc::SYSTEM_ERROR,
        ErrorClass::Memory => &exc::MEMORY_ERROR,
        _ => &exc::VALUE_ERROR,
    };
    py.error(class, format_args!("{}", error.message))
}

struct Marshal;

#[pymodule("marshal")]
impl Marshal {
    /// The bytes for a value. Raises ValueError for a value, or one within it, that has no form in the format.
    #[pyfunction(
        "(value, version=5, /, *, allow_code=True)",
        text = "($module, value, version=version, /, *, allow_code=True)"
    )]
    fn dumps(
        py: &mut Py,
        value: Borrowed<'_>,
        version: Option<i32>,
        allow_code: Option<bool>,
    ) -> PyResult<Value> {
        audit_dump(py, &value, version)?;
        let bytes = dump(py, &value, version.unwrap_or(VERSION), allow_code.unwrap_or(true))?;
        py.bytes(&bytes)
    }

    /// The value that bytes stand for. What follows it is ignored.
    #[pyfunction("(bytes, /, *, allow_code=True)")]
    fn loads(py: &mut Py, bytes: Borrowed<'_>, allow_code: Option<bool>) -> PyResult<Value> {
        let buffer = py.get_buffer(&bytes, BufferRequest::SIMPLE)?;
        let data = buffer.to_vec();
        py.release_buffer(buffer);
        if py.is_audited() {
            let shown = py.bytes(&data)?;
            py.audit("marshal.loads", &[&shown])?;
        }
        Ok(load(py, &data, allow_code.unwrap_or(true))?.0)
    }

    /// Writes the bytes for a value to a binary file.
    #[pyfunction(
        "(value, file, version=5, /, *, allow_code=True)",
        text = "($module, value, file, version=version, /, *, allow_code=True)"
    )]
    fn dump(
        py: &mut Py,
        value: Borrowed<'_>,
        file: Borrowed<'_>,
        version: Option<i32>,
        allow_code: Option<bool>,
    ) -> PyResult<Value> {
        audit_dump(py, &value, version)?;
        let bytes = dump(py, &value, version.unwrap_or(VERSION), allow_code.unwrap_or(true))?;
        let bytes = py.bytes(&bytes)?;
        let write = py.heap().intern("write")?;
        py.call_method(&file, &write, &[&bytes])
    }

    /// Reads one value from a binary file, and no byte more.
    #[pyfunction("(file, /, *, allow_code=True)")]
    fn load(py: &mut Py, file: Borrowed<'_>, allow_code: Option<bool>) -> PyResult<Value> {
        py.audit("marshal.load", &[])?;
        read::load_from_file(py, &file, allow_code.unwrap_or(true))
    }
}

/// Tells the audit hooks what is about to be written.
fn audit_dump(py: &mut Py, value: &Value, version: Option<i32>) -> PyResult<()> {
    if !py.is_audited() {
        return Ok(());
    }
    let version = py.int(version.unwrap_or(VERSION).into())?;
    py.audit("marshal.dumps", &[value, &version])
}

/// The bytes of a `bytes` object.
fn bytes_of(value: &Value) -> Option<&[u8]> {
    value.get::<Bytes>().map(Bytes::data)
}
