//! Files beside the program that have the name of a module which was meant instead: `random.py` in the folder of a script
//! hides the library's `random`.

use super::Value;
use crate::py::{Py, PyResult};

/// What a module may hide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// Nothing: it does not come from the folder of the program.
    Nothing,
    /// A module of that name, if one is installed.
    Perhaps,
    /// The library's module of that name.
    Library,
}

/// What a module hides that has a name and comes from a file.
pub fn hidden_by(py: &mut Py, name: &Value, origin: Option<&Value>) -> PyResult<Hidden> {
    let beside = origin.is_some_and(|origin| is_beside_program(py, &origin.to_string()));
    if !beside {
        return Ok(Hidden::Nothing);
    }
    let key = py.heap().intern("stdlib_module_names")?;
    let names = match py.interpreter().hooks().sys_attribute {
        Some(find) => find(py, &key)?,
        None => None,
    };
    let is_set = |names: &Value| {
        let class = names.type_().native();
        class.is(&crate::types::set::SET) || class.is(&crate::types::set::FROZENSET)
    };
    match names.filter(is_set) {
        Some(names) if py.contains(&names, name)? => Ok(Hidden::Library),
        _ => Ok(Hidden::Perhaps),
    }
}

/// Whether a file lies in the folder that modules are looked for in first, directly or as a package.
fn is_beside_program(py: &Py, origin: &str) -> bool {
    let Some(first) = py.interpreter().first_path() else { return false };
    let file = origin.strip_suffix("/__init__.py").unwrap_or(origin);
    let Some((folder, _)) = file.rsplit_once('/') else { return false };
    if !first.is_empty() {
        return folder == first;
    }
    // An empty entry stands for wherever the process is.
    std::env::current_dir().is_ok_and(|current| current.as_os_str() == folder)
}
