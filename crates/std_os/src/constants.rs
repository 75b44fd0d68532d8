//! Constants of the system as tables of names and numbers.

use taipan_object::types::module::Module;
use taipan_object::{Py, PyResult};

/// A table of names and numbers: `constants![O_RDONLY, O_WRONLY]` without the commas, of what the crate `libc` knows under
/// these names. Where it knows none, the number is given: `NAME = 3`.
macro_rules! constants {
    ($($name:ident $(= $value:literal)?)*) => {
        &[$((stringify!($name), $crate::constants::constants!(@value $name $($value)?))),*]
    };
    (@value $name:ident) => { libc::$name as i64 };
    (@value $name:ident $value:literal) => { $value };
}

pub(crate) use constants;

/// Gives a module the constants of a table.
pub(crate) fn add(py: &mut Py, module: &Module, table: &[(&str, i64)]) -> PyResult<()> {
    for &(name, number) in table {
        let number = py.int(number)?;
        module.set(py, name, number)?;
    }
    Ok(())
}
