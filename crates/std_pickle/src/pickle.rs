//! `_pickle`: the functions of module `pickle`, and the classes behind them.

use taipan_macros::pymodule;
use taipan_object::type_::Definition;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};

use crate::library::library;
use crate::pickler::{self, Settings};
use crate::unpickler;
use crate::{pickle_buffer, pickler::memo_proxy as written, unpickler::memo_proxy as read};

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("What module pickle does, without Python code."),
    functions: &[Functions::FUNCTIONS],
    definitions: &[DEFINITIONS],
    types: &[&pickler::PICKLER, &unpickler::UNPICKLER, &pickle_buffer::PICKLE_BUFFER],
    exec: Some(exec),
    ..ModuleDef::of("_pickle")
};

const DEFINITIONS: &[Definition] = &[
    pickle_buffer::DEFINITION,
    pickle_buffer::RAW_DEFINITION,
    pickler::DEFINITION,
    written::DEFINITION,
    unpickler::DEFINITION,
    read::DEFINITION,
];

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    let library = library(py)?;
    if let Some(module) = module.get::<Module>() {
        module.set(py, "PickleError", library.pickle_error.clone())?;
        module.set(py, "PicklingError", library.pickling_error.clone())?;
        module.set(py, "UnpicklingError", library.unpickling_error.clone())?;
    }
    Ok(())
}

struct Functions;

#[pymodule("_pickle")]
impl Functions {
    /// Writes an object to a binary file, as Pickler(file, protocol).dump(obj) does.
    ///
    /// The protocol is a number from 0 to 5; a negative one means the newest. With fix_imports, protocols below 3 name
    /// modules and classes as Python 2 did. buffer_callback is called with every buffer that can be passed beside the
    /// pickle, from protocol 5 on; buffers for which it returns something true go into the pickle.
    #[pyfunction(
        "(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)",
        text = "($module, /, obj, file, protocol=None, *, fix_imports=True,\n     buffer_callback=None)"
    )]
    fn dump(
        py: &mut Py,
        obj: Borrowed<'_>,
        file: Borrowed<'_>,
        protocol: Option<Borrowed<'_>>,
        fix_imports: Option<bool>,
        buffer_callback: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let library = library(py)?;
        let settings = Settings::of(py, protocol, fix_imports.unwrap_or(true), buffer_callback)?;
        let write = pickler::write_method(py, &library, &file)?;
        pickler::dump(py, &library, &obj, settings, write)
    }

    /// An object as bytes, in the format that loads reads.
    ///
    /// The arguments are those of dump.
    #[pyfunction(
        "(obj, protocol=None, *, fix_imports=True, buffer_callback=None)",
        text = "($module, /, obj, protocol=None, *, fix_imports=True,\n      buffer_callback=None)"
    )]
    fn dumps(
        py: &mut Py,
        obj: Borrowed<'_>,
        protocol: Option<Borrowed<'_>>,
        fix_imports: Option<bool>,
        buffer_callback: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let library = library(py)?;
        let settings = Settings::of(py, protocol, fix_imports.unwrap_or(true), buffer_callback)?;
        pickler::dumps(py, &library, &obj, settings)
    }

    /// Reads an object from a binary file, as Unpickler(file).load() does.
    ///
    /// The protocol is found out. With fix_imports, names of Python 2 become those of today; encoding and errors say how
    /// its strings are decoded, 'bytes' that they are not. buffers gives the buffers that were passed beside the pickle.
    #[pyfunction(
        "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
        text = "($module, /, file, *, fix_imports=True, encoding='ASCII',\n     errors='strict', buffers=())"
    )]
    fn load(
        py: &mut Py,
        file: Borrowed<'_>,
        fix_imports: Option<bool>,
        encoding: Option<&Str>,
        errors: Option<&Str>,
        buffers: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let library = library(py)?;
        let settings = unpickler::Settings::of(py, fix_imports, encoding, errors, buffers)?;
        unpickler::load(py, &library, &file, &settings)
    }

    /// Reads an object from bytes. What follows it in them is ignored.
    ///
    /// The arguments are those of load.
    #[pyfunction(
        "(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
        text = "($module, data, /, *, fix_imports=True, encoding='ASCII',\n      errors='strict', buffers=())"
    )]
    fn loads(
        py: &mut Py,
        data: Borrowed<'_>,
        fix_imports: Option<bool>,
        encoding: Option<&Str>,
        errors: Option<&Str>,
        buffers: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let library = library(py)?;
        let settings = unpickler::Settings::of(py, fix_imports, encoding, errors, buffers)?;
        unpickler::loads(py, &library, &data, &settings)
    }
}
