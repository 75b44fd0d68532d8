//! `_posixshmem`: memory with a name, which processes share.

use std::ffi::CString;

use taipan_host::mapping;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value};

use crate::arguments::c_text;
use crate::calls;

/// The module.
pub(crate) static POSIXSHMEM: ModuleDef = ModuleDef {
    doc: Some("Memory with a name, which processes share."),
    functions: &[Functions::FUNCTIONS],
    ..ModuleDef::of("_posixshmem")
};

struct Functions;

#[pymodule("_posixshmem")]
impl Functions {
    /// Opens memory with a name, as a file; gives its descriptor.
    #[pyfunction("(path, flags, mode=511)")]
    fn shm_open(py: &mut Py, path: &Value, flags: i32, mode: Option<i32>) -> PyResult<i32> {
        let name = named(py, path, "shm_open")?;
        let mode = mode.unwrap_or(0o777).cast_unsigned();
        let opened = calls::call(py, || mapping::open_shared(&name, flags, mode))?;
        opened.map_err(|error| calls::failure(py, &error, [Some(path), None]))
    }

    /// Takes the name of memory away, as unlink() does with a file's.
    #[pyfunction("(path, /)")]
    fn shm_unlink(py: &mut Py, path: &Value) -> PyResult<()> {
        let name = named(py, path, "shm_unlink")?;
        let done = calls::call(py, || mapping::unlink_shared(&name))?;
        done.map_err(|error| calls::failure(py, &error, [Some(path), None]))
    }
}

fn named(py: &mut Py, path: &Value, function: &str) -> PyResult<CString> {
    match path.get::<Str>() {
        Some(name) => c_text(py, name),
        None => {
            let given = path.type_().name();
            Err(exc::type_error(py, format_args!("{function}() argument 'path' must be str, not {given}")))
        }
    }
}
