//! Writing classes and functions: by the names under which they are found.

use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{ELLIPSIS_TYPE, NONE_TYPE, NOT_IMPLEMENTED_TYPE, is_none};
use taipan_object::types::singletons::{ellipsis, none, not_implemented};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::types::type_::TYPE;
use taipan_object::{Py, PyResult, Value, exception as exc};

use super::save::Saver;
use crate::calls::{import, raise_over};
use crate::opcode::{EXT1, EXT2, EXT4, GLOBAL, MARK, REDUCE, STACK_GLOBAL, TUPLE, TUPLE2};

impl Saver<'_> {
    /// Writes a class. Those of singletons have no names of their own.
    pub(super) fn save_type(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        let instance = match value.as_type() {
            Some(class) if class.is(&NONE_TYPE) => none(),
            Some(class) if class.is(&NOT_IMPLEMENTED_TYPE) => not_implemented(),
            Some(class) if class.is(&ELLIPSIS_TYPE) => ellipsis(),
            _ => return self.save_global(py, value, None),
        };
        let arguments = py.tuple([instance])?;
        self.save_reduction(py, &[TYPE.to_value(), arguments], Some(value))
    }

    /// Writes an object by the name that it has, or by one that is given.
    pub(super) fn save_global(&mut self, py: &mut Py, value: &Value, name: Option<&Value>) -> PyResult<()> {
        let name = match name {
            Some(name) => name.clone(),
            None => match py.find_attribute(value, &self.library.names.qualified_name)? {
                Some(name) => name,
                None => py.get_attribute(value, &self.library.names.name)?,
            },
        };
        let path = dotted_path(py, &name)?;
        let module = self.module_of(py, value, &name, &path)?;
        if self.protocol >= 2 && self.save_extension(py, &module, &name)? {
            return Ok(());
        }
        if self.protocol >= 4 {
            self.save(py, &module)?;
            self.save(py, &name)?;
            self.out.put([STACK_GLOBAL])?;
        } else {
            self.save_path(py, &module, &path)?;
        }
        self.remember(py, value)
    }

    /// The name of the module in which an object is found under its name.
    fn module_of(&mut self, py: &mut Py, value: &Value, name: &Value, path: &[Value]) -> PyResult<Value> {
        let own = py.find_attribute(value, &self.library.names.module)?;
        if path.iter().any(|part| part.get::<Str>().is_some_and(|part| part.is("<locals>"))) {
            let shown = py.repr(value)?;
            return Err(self.error(py, format_args!("Can't pickle local object {shown}")));
        }
        let module_name = match own.filter(|own| !is_none(own)) {
            Some(own) => own,
            None => match search_modules(py, value, path)? {
                Some(found) => return Ok(found),
                None => py.heap().intern("__main__")?,
            },
        };
        let module = match import(py, self.library, &module_name) {
            Ok(module) => module,
            Err(raised)
                if [&exc::IMPORT_ERROR, &exc::VALUE_ERROR, &exc::KEY_ERROR]
                    .iter()
                    .any(|class| py.matches(&raised, class)) =>
            {
                return Err(raise_over(
                    py,
                    self.library,
                    raised,
                    &self.library.pickling_error,
                    |py, error| {
                        let (shown, why) = (py.repr(value)?, py.to_str(error)?);
                        py.text(format_args!("Can't pickle {shown}: {why}"))
                    },
                ));
            }
            Err(raised) => return Err(raised),
        };
        match follow(py, &module, path) {
            Ok(found) if found.is(value) => Ok(module_name),
            Ok(_) => {
                let shown = py.repr(value)?;
                Err(self.error(
                    py,
                    format_args!("Can't pickle {shown}: it's not the same object as {module_name}.{name}"),
                ))
            }
            Err(raised) if py.matches(&raised, &exc::ATTRIBUTE_ERROR) => {
                Err(raise_over(py, self.library, raised, &self.library.pickling_error, |py, _| {
                    let shown = py.repr(value)?;
                    py.text(format_args!("Can't pickle {shown}: it's not found as {module_name}.{name}"))
                }))
            }
            Err(raised) => Err(raised),
        }
    }

    /// Writes the number of an extension, if the name is registered as one.
    fn save_extension(&mut self, py: &mut Py, module: &Value, name: &Value) -> PyResult<bool> {
        let Some(registry) = self.library.extension_registry.get::<Dict>() else { return Ok(false) };
        if registry.is_empty(py) {
            return Ok(false);
        }
        let key = py.tuple([module.clone(), name.clone()])?;
        let Some(code) = registry.get(py, &key)? else { return Ok(false) };
        let code = py.to_i64(&code)?;
        match (u8::try_from(code), u16::try_from(code), i32::try_from(code)) {
            (Ok(code @ 1..), ..) => self.out.put([EXT1, code])?,
            (_, Ok(code @ 1..), _) => {
                let [low, high] = code.to_le_bytes();
                self.out.put([EXT2, low, high])?;
            }
            (.., Ok(code @ 1..)) => self.write_counted(EXT4, code.to_le_bytes())?,
            _ => {
                return Err(exc::runtime_error(py, format_args!("extension code {code} is out of range")));
            }
        }
        Ok(true)
    }

    /// A name for old protocols. One with dots is read by calls of `getattr`, one within the other.
    fn save_path(&mut self, py: &mut Py, module: &Value, path: &[Value]) -> PyResult<()> {
        let Some((first, rest)) = path.split_first() else { return Ok(()) };
        for _ in rest {
            let getattr = self.library.getattr.clone();
            self.save(py, &getattr)?;
            if self.protocol < 2 {
                self.out.put([MARK])?;
            }
        }
        self.save_top_level(py, module, first)?;
        for attribute in rest {
            self.save(py, attribute)?;
            self.out.put([if self.protocol < 2 { TUPLE } else { TUPLE2 }, REDUCE])?;
        }
        Ok(())
    }

    /// A name in a module, in text.
    fn save_top_level(&mut self, py: &mut Py, module: &Value, name: &Value) -> PyResult<()> {
        let (mut module, mut name) = (module.clone(), name.clone());
        if self.fix_imports && self.protocol < 3 {
            (module, name) = self.old_names(py, module, name)?;
        }
        self.out.put([GLOBAL])?;
        self.save_identifier(py, &module, "module")?;
        self.save_identifier(py, &name, "global")
    }

    fn save_identifier(&mut self, py: &mut Py, name: &Value, kind: &str) -> PyResult<()> {
        // Python 2 knows no others.
        let encoding = if self.protocol >= 3 { "utf-8" } else { "ascii" };
        let bytes = match py.encode(name, Some(encoding), None) {
            Ok(bytes) => bytes,
            Err(raised) if py.matches(&raised, &exc::UNICODE_ENCODE_ERROR) => {
                let protocol = self.protocol;
                return Err(raise_over(py, self.library, raised, &self.library.pickling_error, |py, _| {
                    let shown = py.repr(name)?;
                    py.text(format_args!(
                        "can't pickle {kind} identifier {shown} using pickle protocol {protocol}"
                    ))
                }));
            }
            Err(raised) => return Err(raised),
        };
        if let Some(bytes) = bytes.get::<taipan_object::types::bytes::Bytes>() {
            self.out.write(bytes.data())?;
        }
        self.out.put([b'\n'])
    }

    /// The names that something had in Python 2.
    fn old_names(&self, py: &mut Py, module: Value, name: Value) -> PyResult<(Value, Value)> {
        let key = py.tuple([module.clone(), name.clone()])?;
        let Some(names) = self.library.reverse_name_mapping.get::<Dict>() else { return Ok((module, name)) };
        if let Some(found) = names.get(py, &key)? {
            let Some([module, name]) = found.get::<Tuple>().map(Tuple::items) else {
                let class = found.type_().name();
                return Err(exc::runtime_error(
                    py,
                    format_args!(
                        "_compat_pickle.REVERSE_NAME_MAPPING values should be 2-tuples, not {class}"
                    ),
                ));
            };
            if !module.is_str() || !name.is_str() {
                let (first, second) = (module.type_().name(), name.type_().name());
                return Err(exc::runtime_error(
                    py,
                    format_args!(
                        "_compat_pickle.REVERSE_NAME_MAPPING values should be pairs of str, not ({first}, {second})"
                    ),
                ));
            }
            return Ok((module.clone(), name.clone()));
        }
        let Some(modules) = self.library.reverse_import_mapping.get::<Dict>() else {
            return Ok((module, name));
        };
        match modules.get(py, &module)? {
            Some(found) if found.is_str() => Ok((found, name)),
            Some(found) => {
                let class = found.type_().name();
                Err(exc::runtime_error(
                    py,
                    format_args!(
                        "_compat_pickle.REVERSE_IMPORT_MAPPING values should be strings, not {class}"
                    ),
                ))
            }
            None => Ok((module, name)),
        }
    }
}

/// The parts of a name between its dots.
pub(crate) fn dotted_path(py: &mut Py, name: &Value) -> PyResult<Vec<Value>> {
    let Some(text) = name.get::<Str>() else {
        let class = name.type_().name();
        return Err(exc::type_error(py, format_args!("must be str, not {class}")));
    };
    let dots = text.code_points().enumerate().filter(|&(_, point)| point == u32::from(b'.'));
    let ends: Vec<usize> = dots.map(|(at, _)| at).chain([text.len()]).collect();
    if ends.len() == 1 {
        return Ok(vec![text.plain(py)?]);
    }
    let mut start = 0;
    let mut parts = Vec::with_capacity(ends.len());
    for end in ends {
        parts.push(py.heap().str_slice(text, start..end)?);
        start = end + 1;
    }
    Ok(parts)
}

/// The object at the end of a path of attributes.
pub(crate) fn follow(py: &mut Py, start: &Value, path: &[Value]) -> PyResult<Value> {
    let mut object = start.clone();
    for name in path {
        object = py.get_attribute(&object, name)?;
    }
    Ok(object)
}

/// The name of an imported module in which an object is found under a path.
fn search_modules(py: &mut Py, value: &Value, path: &[Value]) -> PyResult<Option<Value>> {
    let modules = py.modules()?;
    let Some(modules) = modules.get::<Dict>().map(|modules| modules.items(py)) else { return Ok(None) };
    for (name, module) in modules {
        let is_main = name.get::<Str>().is_some_and(|name| name.is("__main__") || name.is("__mp_main__"));
        if is_main || is_none(&module) {
            continue;
        }
        let mut found = Some(module);
        for part in path {
            let Some(object) = found else { break };
            found = py.find_attribute(&object, part)?;
        }
        if found.is_some_and(|found| found.is(value)) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
