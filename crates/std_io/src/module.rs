//! The module.

use taipan_object::types::module::ModuleDef;
use taipan_object::{Py, PyCell, PyResult, Value, exception as exc};

use crate::base::{self, IO_BASE, TEXT_IO_BASE};
use crate::buffered::{
    BUFFERED_RANDOM, BUFFERED_READER, BUFFERED_WRITER, PAIR, PAIR_DEFINITION, RANDOM_DEFINITION,
    READER_DEFINITION, WRITER_DEFINITION,
};
use crate::bytes_io::{self, BYTES_IO};
use crate::file::{self, FILE_IO};
use crate::memory;
use crate::newlines::{self, NEWLINE_DECODER};
use crate::open::Functions;
use crate::raw::{self, BUFFERED_IO_BASE, DEFAULT_BUFFER_SIZE, RAW_IO_BASE};
use crate::string_io::{self, STRING_IO};
use crate::text::{self, TEXT_IO_WRAPPER};

/// `_io`
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some(
        "Streams of bytes and text.\n\n\
         Raw streams call the system, buffered ones save calls, and text lies on top of these. open() puts\n\
         together what is needed. BytesIO and StringIO are streams in memory.",
    ),
    functions: &[Functions::FUNCTIONS],
    definitions: &[&[
        base::DEFINITION,
        raw::RAW_DEFINITION,
        raw::BUFFERED_DEFINITION,
        base::TEXT_DEFINITION,
        memory::DEFINITION,
        file::DEFINITION,
        READER_DEFINITION,
        WRITER_DEFINITION,
        RANDOM_DEFINITION,
        PAIR_DEFINITION,
        bytes_io::DEFINITION,
        bytes_io::BUFFER_DEFINITION,
        string_io::DEFINITION,
        newlines::DEFINITION,
        text::DEFINITION,
    ]],
    types: &[
        &IO_BASE,
        &RAW_IO_BASE,
        &BUFFERED_IO_BASE,
        &TEXT_IO_BASE,
        &FILE_IO,
        &BYTES_IO,
        &bytes_io::BYTES_IO_BUFFER,
        &STRING_IO,
        &BUFFERED_READER,
        &BUFFERED_WRITER,
        &BUFFERED_RANDOM,
        &PAIR,
        &NEWLINE_DECODER,
        &TEXT_IO_WRAPPER,
    ],
    constants: &[
        ("DEFAULT_BUFFER_SIZE", |py| py.int_from_usize(DEFAULT_BUFFER_SIZE)),
        ("UnsupportedOperation", unsupported_operation),
        ("BlockingIOError", |_| Ok(exc::BLOCKING_IO_ERROR.to_value())),
    ],
    ..ModuleDef::of("_io")
};

/// What the module keeps for an interpreter.
#[derive(Default)]
struct State {
    unsupported: PyCell<Option<Value>>,
    module: PyCell<Option<Value>>,
}

/// `UnsupportedOperation`, an `OSError` that is a `ValueError`, too.
pub(crate) fn unsupported_operation(py: &mut Py) -> PyResult<Value> {
    let state = py.state::<State>();
    if let Some(class) = &*state.unsupported.get(py) {
        return Ok(class.clone());
    }
    let name = py.str("UnsupportedOperation")?;
    let bases = py.tuple([exc::OS_ERROR.to_value(), exc::VALUE_ERROR.to_value()])?;
    let namespace = py.dict()?;
    let (key, module) = (py.heap().intern("__module__")?, py.str("io")?);
    py.set_item(&namespace, &key, &module)?;
    let class = py.call(&taipan_object::types::type_::TYPE.to_value(), &[&name, &bases, &namespace])?;
    drop(state.unsupported.replace(py, Some(class.clone())));
    Ok(class)
}

/// The module as the interpreter itself uses it, which need not be imported for that.
pub(crate) fn module(py: &mut Py) -> PyResult<Value> {
    let state = py.state::<State>();
    if let Some(module) = &*state.module.get(py) {
        return Ok(module.clone());
    }
    let modules = py.modules()?;
    let name = py.heap().intern("_io")?;
    let module =
        if py.contains(&modules, &name)? { py.get_item(&modules, &name)? } else { py.make_module(&MODULE)? };
    drop(state.module.replace(py, Some(module.clone())));
    Ok(module)
}
