//! `__build_class__`: what a `class` statement calls.
//!
//! Bases are resolved (PEP 560), the metaclass is found, it prepares a namespace, the body runs in that, and the metaclass is
//! called with the name, the bases and the namespace.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::native::Keywords;
use taipan_object::type_::bases::metaclass;
use taipan_object::types::cell::Cell;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::types::type_::TYPE;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};
use taipan_text::Name;

pub(super) struct Builtins;

#[pymodule("builtins")]
impl Builtins {
    /// Makes a class: what the class statement calls.
    #[pyfunction("(*args, **kwargs)", hidden)]
    fn __build_class__(py: &mut Py, args: Args<'_>, keywords: Keywords<'_>) -> PyResult<Value> {
        let (Some(function), Some(name)) = (args.get(0), args.get(1)) else {
            return Err(exc::type_error(py, format_args!("__build_class__: not enough arguments")));
        };
        if !py.interpreter().hooks().function_type.is_some_and(|class| function.type_().is(class)) {
            return Err(exc::type_error(py, format_args!("__build_class__: func must be a function")));
        }
        if !name.is_str() {
            return Err(exc::type_error(py, format_args!("__build_class__: name is not a string")));
        }
        let written: Vec<Value> = args.iter().skip(2).map(Borrowed::to_value).collect();
        let resolved = resolve_bases(py, &written)?;
        let bases = py.tuple(resolved.clone().unwrap_or_else(|| written.clone()))?;
        let is_metaclass = |key: &Value| key.get::<Str>().is_some_and(|key| key.is("metaclass"));
        let asked = keywords.iter().find(|(key, _)| is_metaclass(key)).map(|(_, value)| value.to_value());
        let keywords: Vec<(Value, Value)> = keywords
            .iter()
            .filter(|(key, _)| !is_metaclass(key))
            .map(|(key, value)| (key.to_value(), value.to_value()))
            .collect();
        let meta = find_metaclass(py, asked, &bases)?;
        let statement = Statement { name: name.to_value(), bases, keywords, meta };
        let namespace = statement.prepare(py)?;
        let Some(run_body) = py.interpreter().hooks().run_body else {
            return Err(exc::system_error(py, format_args!("no interpreter")));
        };
        let cell = run_body(py, &function, &namespace)?;
        if resolved.is_some() {
            let (name, bases) = (py.name(Name::__ORIG_BASES__).clone(), py.tuple(written)?);
            py.set_item(&namespace, &name, &bases)?;
        }
        let class = statement.call(py, &statement.meta, &[&statement.name, &statement.bases, &namespace])?;
        statement.check_cell(py, &class, &cell)?;
        Ok(class)
    }
}

/// A `class` statement.
struct Statement {
    name: Value,
    bases: Value,
    keywords: Vec<(Value, Value)>,
    meta: Value,
}

impl Statement {
    fn call(&self, py: &mut Py, callable: &Value, args: &[&Value]) -> PyResult<Value> {
        if self.keywords.is_empty() {
            return py.call(callable, args);
        }
        let keywords: Vec<_> = self.keywords.iter().map(|(name, value)| (name, value)).collect();
        py.call_with(callable, args, &keywords)
    }

    /// The namespace that the body fills.
    fn prepare(&self, py: &mut Py) -> PyResult<Value> {
        let name = py.name(Name::__PREPARE__).clone();
        let Some(prepare) = py.find_attribute(&self.meta, &name)? else { return py.dict() };
        let namespace = self.call(py, &prepare, &[&self.name, &self.bases])?;
        if namespace.type_().slots.getitem.get().is_some() {
            return Ok(namespace);
        }
        let meta = match self.meta.as_type() {
            Some(meta) => meta.name().to_string(),
            None => "<metaclass>".to_owned(),
        };
        let class = namespace.type_().name();
        Err(exc::type_error(py, format_args!("{meta}.__prepare__() must return a mapping, not {class}")))
    }

    /// The cell of `__class__`, which the body leaves behind, must have been filled by `type.__new__`.
    fn check_cell(&self, py: &mut Py, class: &Value, cell: &Value) -> PyResult<()> {
        let (Some(_), Some(cell)) = (class.as_type(), cell.exact::<Cell>()) else { return Ok(()) };
        let found = cell.get(py);
        if found.as_ref().is_some_and(|found| found.is(class)) {
            return Ok(());
        }
        let (name, class) = (py.repr(&self.name)?, py.repr(class)?);
        match found {
            None => Err(exc::runtime_error(
                py,
                format_args!(
                    "__class__ not set defining {name} as {class}. Was __classcell__ propagated to type.__new__?"
                ),
            )),
            Some(found) => {
                let found = py.repr(&found)?;
                Err(exc::type_error(py, format_args!("__class__ set to {found} defining {name} as {class}")))
            }
        }
    }
}

/// The bases with what `__mro_entries__` gives in place of those that are no classes; nothing if that changes nothing.
fn resolve_bases(py: &mut Py, written: &[Value]) -> PyResult<Option<Vec<Value>>> {
    let name = py.name(Name::__MRO_ENTRIES__).clone();
    let mut resolved: Option<Vec<Value>> = None;
    for (index, base) in written.iter().enumerate() {
        let method = match base.as_type() {
            Some(_) => None,
            None => py.find_attribute(base, &name)?,
        };
        let Some(method) = method else {
            if let Some(resolved) = &mut resolved {
                resolved.push(base.clone());
            }
            continue;
        };
        let all = py.tuple(written.to_vec())?;
        let entries = py.call(&method, &[&all])?;
        let Some(entries) = entries.get::<Tuple>() else {
            return Err(exc::type_error(py, format_args!("__mro_entries__ must return a tuple")));
        };
        resolved.get_or_insert_with(|| written[..index].to_vec()).extend_from_slice(entries.items());
    }
    Ok(resolved)
}

/// The metaclass: the one asked for or that of the first base, unless that of another base derives from it.
fn find_metaclass(py: &mut Py, asked: Option<Value>, bases: &Value) -> PyResult<Value> {
    let bases = bases.exact::<Tuple>().map_or(&[][..], Tuple::items);
    let meta = match (asked, bases.first()) {
        (Some(asked), _) => asked,
        (None, Some(first)) => first.type_().to_value(),
        (None, None) => TYPE.to_value(),
    };
    if meta.as_type().is_some() { metaclass(py, &meta, bases) } else { Ok(meta) }
}
