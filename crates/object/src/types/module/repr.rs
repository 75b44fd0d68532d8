//! `repr` of modules, by the rules of `importlib._bootstrap._module_repr`.

use taipan_macros::pymethods;

use super::Module;
use crate::py::{Py, PyResult};
use crate::types::singletons::is_none;
use crate::value::{Borrowed, Value};

pub(super) struct Shown;

#[pymethods(Module)]
impl Shown {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let loader = attribute(py, &this, "__loader__")?;
        if let Some(spec) = attribute(py, &this, "__spec__")?
            && py.is_true(&spec)?
        {
            return of_spec(py, &spec);
        }
        let name = shown_or(py, &this, "__name__")?;
        if let Some(file) = attribute(py, &this, "__file__")? {
            let file = py.repr(&file)?;
            return py.text(format_args!("<module {name} from {file}>"));
        }
        with_loader(py, &name, loader.as_ref())
    }
}

fn of_spec(py: &mut Py, spec: &Value) -> PyResult<Value> {
    let name = shown_or(py, spec, "name")?;
    let Some(origin) = attribute(py, spec, "origin")?.filter(|origin| !is_none(origin)) else {
        let loader = attribute(py, spec, "loader")?;
        return with_loader(py, &name, loader.as_ref());
    };
    let has_location = match attribute(py, spec, "has_location")? {
        Some(value) => py.is_true(&value)?,
        None => false,
    };
    if has_location {
        let origin = py.repr(&origin)?;
        return py.text(format_args!("<module {name} from {origin}>"));
    }
    let origin = py.to_str(&origin)?;
    py.text(format_args!("<module {name} ({origin})>"))
}

/// A module of which only the loader is known.
fn with_loader(py: &mut Py, name: &Value, loader: Option<&Value>) -> PyResult<Value> {
    let Some(loader) = loader.filter(|loader| !is_none(loader)) else {
        return py.text(format_args!("<module {name}>"));
    };
    let namespace = loader.type_().name().to_string() == "NamespaceLoader";
    if let (true, Some(path)) = (namespace, attribute(py, loader, "_path")?) {
        let path = py.collect(&path)?;
        let path = py.list(path)?;
        let path = py.repr(&path)?;
        return py.text(format_args!("<module {name} (namespace) from {path}>"));
    }
    let loader = py.repr(loader)?;
    py.text(format_args!("<module {name} ({loader})>"))
}

/// An attribute as it is shown, or `'?'` where there is none.
fn shown_or(py: &mut Py, object: &Value, name: &str) -> PyResult<Value> {
    let value = match attribute(py, object, name)? {
        Some(value) => value,
        None => py.str("?")?,
    };
    py.repr(&value)
}

fn attribute(py: &mut Py, object: &Value, name: &str) -> PyResult<Option<Value>> {
    let name = py.heap().intern(name)?;
    py.find_attribute(object, &name)
}
