//! The environment of the process.

use std::ffi::CString;

use taipan_host::environment as host;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::{Py, PyResult, Value};

use crate::calls;
use crate::path::FsEncoded;

/// The environment as a dict of bytes; of several variables of one name the first one counts.
pub(super) fn environ(py: &mut Py) -> PyResult<Value> {
    let dict = py.dict()?;
    for (name, value) in host::variables() {
        let (name, value) = (py.bytes(&name)?, py.bytes(&value)?);
        if !py.contains(&dict, &name)? {
            py.set_item(&dict, &name, &value)?;
        }
    }
    Ok(dict)
}

fn check_name(py: &Py, name: &CString) -> PyResult<()> {
    if name.as_bytes().contains(&b'=') {
        return Err(exc::value_error(py, format_args!("illegal environment variable name")));
    }
    Ok(())
}

/// The environment.
pub(super) struct Environment;

#[pymodule("posix")]
impl Environment {
    /// Sets a variable of the process's environment.
    #[pyfunction("(name, value, /)")]
    fn putenv(py: &mut Py, name: FsEncoded, value: FsEncoded) -> PyResult<()> {
        let shown = [py.bytes(name.0.as_bytes())?, py.bytes(value.0.as_bytes())?];
        py.audit("os.putenv", &[&shown[0], &shown[1]])?;
        check_name(py, &name.0)?;
        calls::done(py, host::set(&name.0, &value.0))
    }

    /// Removes a variable from the process's environment.
    #[pyfunction("(name, /)")]
    fn unsetenv(py: &mut Py, name: FsEncoded) -> PyResult<()> {
        let shown = py.bytes(name.0.as_bytes())?;
        py.audit("os.unsetenv", &[&shown])?;
        calls::done(py, host::unset(&name.0))
    }

    /// Gives the process's environment as it is now, a dict of bytes.
    #[pyfunction("()")]
    fn _create_environ(py: &mut Py) -> PyResult<Value> {
        environ(py)
    }
}
