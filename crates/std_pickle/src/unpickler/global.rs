//! Finding classes and functions by their names.

use taipan_object::types::dict::Dict;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Value, exception as exc};

use super::UNPICKLER;
use super::input::Input;
use super::load::Loader;
use crate::calls::{import, raise_over};
use crate::library::Library;
use crate::pickler::{dotted_path, follow};

impl<I: Input> Loader<'_, I> {
    /// Two lines that name a module and something in it.
    pub(super) fn take_names(&mut self, py: &mut Py, encoding: &str) -> PyResult<(Value, Value)> {
        let module = self.take_word(py)?.to_vec();
        let module = py.decode(&module, Some(encoding), None)?;
        let name = self.take_word(py)?.to_vec();
        let name = py.decode(&name, Some(encoding), None)?;
        Ok((module, name))
    }

    pub(super) fn load_global(&mut self, py: &mut Py) -> PyResult<()> {
        let (module, name) = self.take_names(py, "utf-8")?;
        let found = self.find_class(py, &module, &name)?;
        self.push(found)
    }

    pub(super) fn load_stack_global(&mut self, py: &mut Py) -> PyResult<()> {
        let name = self.pop(py)?;
        let module = self.pop(py)?;
        if name.exact::<Str>().is_none() || module.exact::<Str>().is_none() {
            return Err(self.error(py, format_args!("STACK_GLOBAL requires str")));
        }
        let found = self.find_class(py, &module, &name)?;
        self.push(found)
    }

    /// Asks the unpickler, which a subclass may have taught something else.
    pub(super) fn find_class(&mut self, py: &mut Py, module: &Value, name: &Value) -> PyResult<Value> {
        let library = self.library;
        match self.unpickler.filter(|unpickler| !unpickler.type_().is(&UNPICKLER)) {
            Some(unpickler) => {
                self.ask(py, |py| py.call_method(&unpickler, &library.names.find_class, &[module, name]))
            }
            None => find(py, library, self.protocol, self.settings.fix_imports, module, name),
        }
    }

    /// Something that `copyreg` has given a number.
    pub(super) fn load_extension(&mut self, py: &mut Py, code: i64) -> PyResult<()> {
        if code <= 0 {
            return Err(self.error(py, format_args!("EXT specifies code <= 0")));
        }
        let key = py.int(code)?;
        let cache = self.library.extension_cache.get::<Dict>();
        if let Some(cache) = cache
            && let Some(found) = cache.get(py, &key)?
        {
            return self.push(found);
        }
        let names = match self.library.inverted_registry.get::<Dict>() {
            Some(registry) => registry.get(py, &key)?,
            None => None,
        };
        let Some(names) = names else {
            return Err(exc::value_error(py, format_args!("unregistered extension code {code}")));
        };
        let found = match names.get::<Tuple>().map(Tuple::items) {
            Some([module, name]) if module.is_str() && name.is_str() => self.find_class(py, module, name)?,
            _ => {
                return Err(exc::value_error(
                    py,
                    format_args!("_inverted_registry[{code}] isn't a 2-tuple of strings"),
                ));
            }
        };
        if let Some(cache) = cache {
            cache.set(py, &key, found.clone())?;
        }
        self.push(found)
    }
}

/// What `Unpickler.find_class` does.
pub(super) fn find(
    py: &mut Py,
    library: &Library,
    protocol: u8,
    fix_imports: bool,
    module: &Value,
    name: &Value,
) -> PyResult<Value> {
    py.audit("pickle.find_class", &[module, name])?;
    let (mut module, mut name) = (module.clone(), name.clone());
    if protocol < 3 && fix_imports {
        (module, name) = new_names(py, library, module, name)?;
    }
    let found = import(py, library, &module)?;
    if protocol < 4 {
        if !name.is_str() {
            let class = name.type_().name();
            return Err(exc::type_error(py, format_args!("attribute name must be string, not '{class}'")));
        }
        return py.get_attribute(&found, &name);
    }
    let path = dotted_path(py, &name)?;
    match follow(py, &found, &path) {
        Err(raised) if path.len() > 1 && py.matches(&raised, &exc::ATTRIBUTE_ERROR) => {
            let class = exc::ATTRIBUTE_ERROR.to_value();
            Err(raise_over(py, library, raised, &class, |py, _| {
                let (name, module) = (py.repr(&name)?, py.repr(&module)?);
                py.text(format_args!("Can't resolve path {name} on module {module}"))
            }))
        }
        result => result,
    }
}

/// The names of today for names of Python 2.
fn new_names(py: &mut Py, library: &Library, module: Value, name: Value) -> PyResult<(Value, Value)> {
    let key = py.tuple([module.clone(), name.clone()])?;
    let Some(names) = library.name_mapping.get::<Dict>() else { return Ok((module, name)) };
    if let Some(found) = names.get(py, &key)? {
        let Some([module, name]) = found.get::<Tuple>().map(Tuple::items) else {
            let class = found.type_().name();
            return Err(exc::runtime_error(
                py,
                format_args!("_compat_pickle.NAME_MAPPING values should be 2-tuples, not {class}"),
            ));
        };
        if !module.is_str() || !name.is_str() {
            let (first, second) = (module.type_().name(), name.type_().name());
            return Err(exc::runtime_error(
                py,
                format_args!(
                    "_compat_pickle.NAME_MAPPING values should be pairs of str, not ({first}, {second})"
                ),
            ));
        }
        return Ok((module.clone(), name.clone()));
    }
    let Some(modules) = library.import_mapping.get::<Dict>() else { return Ok((module, name)) };
    match modules.get(py, &module)? {
        Some(found) if found.is_str() => Ok((found, name)),
        Some(found) => {
            let class = found.type_().name();
            Err(exc::runtime_error(
                py,
                format_args!("_compat_pickle.IMPORT_MAPPING values should be strings, not {class}"),
            ))
        }
        None => Ok((module, name)),
    }
}
