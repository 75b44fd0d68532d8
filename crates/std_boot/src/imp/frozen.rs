//! Frozen modules: those whose code is in the binary.

use std::cell::Cell;

use taipan_macros::pymodule;
use taipan_object::buffer::BufferRequest;
use taipan_object::types::singletons::{boolean, is_none, none};
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use crate::marshal;

/// A module whose code is in the binary.
#[derive(Debug)]
pub struct Frozen {
    /// The name.
    pub name: &'static str,
    /// Whether it is a package.
    pub package: bool,
    /// The module that it is another name of; `<` before it marks a package's own `__init__`.
    pub origin: Option<&'static str>,
    /// The code object in marshal's format.
    pub code: &'static [u8],
}

/// How frozen modules are found, and whether they are wanted.
#[derive(Default)]
struct State {
    find: Cell<Option<fn(&str) -> Option<Frozen>>>,
    names: Cell<Option<fn() -> Vec<&'static str>>>,
    /// `_imp._override_frozen_modules_for_tests()`
    overridden: Cell<i64>,
}

/// Says how frozen modules are found, and which there are.
pub fn set_frozen(py: &Py, find: fn(&str) -> Option<Frozen>, names: fn() -> Vec<&'static str>) {
    let state = py.state::<State>();
    state.find.set(Some(find));
    state.names.set(Some(names));
}

/// A frozen module, wanted or not.
pub fn find(py: &Py, name: &str) -> Option<Frozen> {
    (py.state::<State>().find.get()?)(name)
}

/// Without these nothing could be imported, so they are always there.
const ESSENTIAL: &[&str] = &["_frozen_importlib", "_frozen_importlib_external", "zipimport"];

/// A frozen module that `import` may use: none but the essential ones with `-X frozen_modules=off`.
fn wanted(py: &Py, name: &str) -> Option<Frozen> {
    let state = py.state::<State>();
    let allowed = match state.overridden.get() {
        0 => !crate::config::config(py).avoids_frozen,
        override_ => override_ > 0,
    };
    (allowed || ESSENTIAL.contains(&name)).then(|| find(py, name)).flatten()
}

fn missing(py: &mut Py, name: &Value) -> Raised {
    let raised = match py.repr(name) {
        Ok(shown) => py.error(&exc::IMPORT_ERROR, format_args!("No such frozen object named {shown}")),
        Err(raised) => raised,
    };
    crate::import::with_name(py, raised, name)
}

pub(super) struct FrozenFunctions;

#[pymodule("_imp")]
impl FrozenFunctions {
    /// Whether there is a frozen module of the name.
    #[pyfunction("(name, /)")]
    fn is_frozen(py: &mut Py, name: Borrowed<'_>) -> bool {
        wanted(py, &name.to_string()).is_some()
    }

    /// Whether the frozen module of the name is a package.
    #[pyfunction("(name, /)")]
    fn is_frozen_package(py: &mut Py, name: Borrowed<'_>) -> PyResult<bool> {
        match wanted(py, &name.to_string()) {
            Some(frozen) => Ok(frozen.package),
            None => Err(missing(py, &name)),
        }
    }

    /// What is known of a frozen module: its data if asked for, whether it is a package, and its original name. None if there
    /// is no such module.
    #[pyfunction("(name, /, *, withdata=False)")]
    fn find_frozen(py: &mut Py, name: Borrowed<'_>, withdata: bool) -> PyResult<Value> {
        let Some(frozen) = wanted(py, &name.to_string()) else { return Ok(none()) };
        let data = if withdata { py.bytes(frozen.code)? } else { none() };
        let origin = match frozen.origin {
            Some(origin) if !origin.is_empty() => py.str(origin)?,
            Some(_) => none(),
            None => name.to_value(),
        };
        py.tuple([data, boolean(frozen.package), origin])
    }

    /// The code object of a frozen module, or the one that data stands for.
    #[pyfunction("(name, data=None, /)")]
    fn get_frozen_object(py: &mut Py, name: Borrowed<'_>, data: Borrowed<'_>) -> PyResult<Value> {
        if !is_none(&data) {
            let buffer = py.get_buffer(&data, BufferRequest::SIMPLE)?;
            let bytes = buffer.to_vec();
            py.release_buffer(buffer);
            if bytes.is_empty() {
                return Err(missing(py, &name));
            }
            let code = marshal::load(py, &bytes, true)?.0;
            return if marshal::is_code(py, &code)? {
                Ok(code)
            } else {
                Err(exc::type_error(py, format_args!("frozen object {name} is not a code object")))
            };
        }
        match wanted(py, &name.to_string()) {
            Some(frozen) => marshal::load_frozen(py, frozen.code),
            None => Err(missing(py, &name)),
        }
    }

    /// Imports a frozen module anew. None if there is none of the name.
    #[pyfunction("(name, /)")]
    fn init_frozen(py: &mut Py, name: Borrowed<'_>) -> PyResult<Value> {
        match wanted(py, &name.to_string()) {
            Some(frozen) => crate::import::import_frozen(py, &frozen),
            None => Ok(none()),
        }
    }

    /// The names of the frozen modules.
    #[pyfunction]
    fn _frozen_module_names(py: &mut Py) -> PyResult<Value> {
        let names = py.state::<State>().names.get().map(|names| names()).unwrap_or_default();
        let names = names.into_iter().map(|name| py.str(name)).collect::<PyResult<Vec<_>>>()?;
        py.list(names)
    }

    /// Wants frozen modules always (1), never (-1), or as the options say (0).
    #[pyfunction("(override, /)")]
    fn _override_frozen_modules_for_tests(py: &mut Py, r#override: i64) {
        py.state::<State>().overridden.set(r#override);
    }
}
