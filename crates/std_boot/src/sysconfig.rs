//! `_sysconfig`: how this Python was built.

use taipan_macros::pymodule;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Py, PyResult, Value};

/// The module.
pub static MODULE: ModuleDef = ModuleDef {
    doc: Some("What sysconfig knows of the build."),
    functions: &[Sysconfig::FUNCTIONS],
    ..ModuleDef::of("_sysconfig")
};

/// The variables: there is a GIL, and no debug build.
const VARIABLES: [(&str, i64); 2] = [("Py_GIL_DISABLED", 0), ("Py_DEBUG", 0)];

struct Sysconfig;

#[pymodule("_sysconfig")]
impl Sysconfig {
    /// A new dictionary of the variables of the build.
    #[pyfunction("()")]
    fn config_vars(py: &mut Py) -> PyResult<Value> {
        let dict = py.dict()?;
        for (name, value) in VARIABLES {
            let (name, value) = (py.heap().intern(name)?, py.int(value)?);
            if let Some(dict) = dict.get::<Dict>() {
                dict.set(py, &name, value)?;
            }
        }
        Ok(dict)
    }
}
