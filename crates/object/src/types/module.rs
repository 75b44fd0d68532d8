//! `module`, and the definitions of modules written in Rust.
//!
//! A module reads attributes as other objects do; where there is none, it asks the `__getattr__` in its own dict (PEP 562).

pub mod attribute;
mod repr;
pub mod shadow;

use taipan_macros::{pyclass, pymethods};
use taipan_text::Name;

use super::dict::Dict;
use super::singletons::{is_none, none};
use super::str_::Str;
use crate::cell::PyCell;
use crate::exception as exc;
use crate::native::MethodDef;
use crate::py::{Py, PyResult};
use crate::type_::{Definition, Flags, Type, install};
use crate::value::{Borrowed, Value};

/// The payload.
#[pyclass(static = MODULE, name = "module")]
pub struct Module {
    /// `__dict__`
    pub(crate) dict: Value,
    /// The name of a module written in Rust.
    native: Option<&'static str>,
}

/// A module written in Rust.
pub struct ModuleDef {
    /// `__name__`
    pub name: &'static str,
    /// `__doc__`
    pub doc: Option<&'static str>,
    /// Functions: the constants `FUNCTIONS` that `#[pymodule]` makes.
    pub functions: &'static [&'static [MethodDef]],
    /// The types that the module brings along.
    pub definitions: &'static [&'static [Definition]],
    /// Those that are attributes of the module, under their names.
    pub types: &'static [&'static Type],
    /// Other attributes.
    pub constants: &'static [(&'static str, fn(&mut Py) -> PyResult<Value>)],
    /// Does what is left to do, with the module.
    pub exec: Option<fn(&mut Py, &Value) -> PyResult<()>>,
}

impl ModuleDef {
    /// A module without any attributes, to be completed with `..ModuleDef::of("name")`.
    pub const fn of(name: &'static str) -> Self {
        Self { name, doc: None, functions: &[], definitions: &[], types: &[], constants: &[], exec: None }
    }
}

pub(crate) static DEFINITIONS: &[Definition] = &[Definition {
    doc: Some(
        "A module: a namespace that is an object.\n\nThe name is a string, the docstring may be anything.",
    ),
    signature: Some("(name, doc=None)"),
    flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE).with(Flags::OWN_DICT),
    slots: &[Module::SLOTS, attribute::Attributes::SLOTS, repr::Shown::SLOTS],
    methods: &[Module::METHODS],
    getset: &[Module::GETSET],
    ..Definition::of(&MODULE)
}];

impl Py {
    /// A module with the attributes that all have, and no others.
    pub fn new_module(&mut self, name: &Value) -> PyResult<Value> {
        let dict = self.dict()?;
        let module = self.heap().object(Module { dict, native: None })?;
        initialise(self, &module, name, &none())?;
        Ok(module)
    }

    /// Makes a module written in Rust, whole.
    pub fn make_module(&mut self, definition: &'static ModuleDef) -> PyResult<Value> {
        let module = self.create_module(definition)?;
        if let Some(exec) = definition.exec {
            exec(self, &module)?;
        }
        Ok(module)
    }

    /// Makes a module written in Rust without executing what it does itself.
    pub fn create_module(&mut self, definition: &'static ModuleDef) -> PyResult<Value> {
        definition.definitions.iter().try_for_each(|definitions| install::install(self, definitions))?;
        let name = self.heap().intern(definition.name)?;
        let dict = self.dict()?;
        let module = self.heap().object(Module { dict: dict.clone(), native: Some(definition.name) })?;
        let doc = match definition.doc {
            Some(doc) => self.str(doc)?,
            None => none(),
        };
        initialise(self, &module, &name, &doc)?;
        for function in definition.functions.iter().copied().flatten() {
            let value = self.heap().native_function(function, Some(module.clone()), Some(name.clone()))?;
            put(self, &dict, function.name, value)?;
        }
        for class in definition.types {
            put(self, &dict, class.short_name(), class.to_value())?;
        }
        for &(name, make) in definition.constants {
            let value = make(self)?;
            put(self, &dict, name, value)?;
        }
        Ok(module)
    }

    /// The module `builtins`, once there is one.
    pub fn builtins(&self) -> Option<Value> {
        self.state::<Builtins>().0.get(self).clone()
    }

    /// What the module `builtins` has under a name.
    pub fn builtin(&mut self, name: &str) -> PyResult<Value> {
        let name = self.heap().intern(name)?;
        let builtins = self.builtins();
        let dict = builtins.as_ref().and_then(|it| it.get::<Module>()).map(|it| it.dict.clone());
        let found = match dict.as_ref().and_then(|it| it.get::<Dict>()) {
            Some(dict) => dict.get(self, &name)?,
            None => None,
        };
        match found {
            Some(value) => Ok(value),
            None => Err(exc::attribute_error(self, &builtins.unwrap_or_else(none), &name)),
        }
    }

    /// What the code that runs has as a builtin: its globals may have a `__builtins__` of their own.
    pub fn running_builtin(&mut self, name: &str) -> PyResult<Value> {
        let Some(find) = self.interpreter().hooks().running_builtin else { return self.builtin(name) };
        let key = self.heap().intern(name)?;
        match find(self, &key)? {
            Some(value) => Ok(value),
            None => Err(self.error(&exc::ATTRIBUTE_ERROR, format_args!("{name}"))),
        }
    }

    /// The dict of all modules that were imported: what `sys.modules` is when a program begins.
    pub fn modules(&mut self) -> PyResult<Value> {
        let state = self.state::<Builtins>();
        if let Some(modules) = &*state.1.get(self) {
            return Ok(modules.clone());
        }
        let modules = self.dict()?;
        drop(state.1.replace(self, Some(modules.clone())));
        Ok(modules)
    }

    /// Says which module is `builtins`.
    pub fn set_builtins(&mut self, module: &Value) {
        let state = self.state::<Builtins>();
        drop(state.0.replace(self, Some(module.clone())));
    }
}

/// The module `builtins` of the interpreter, and its table of modules.
#[derive(Default)]
struct Builtins(PyCell<Option<Value>>, PyCell<Option<Value>>);

fn put(py: &mut Py, dict: &Value, name: &str, value: Value) -> PyResult<()> {
    let name = py.heap().intern(name)?;
    match dict.get::<Dict>() {
        Some(dict) => dict.set_str(py, &name, value).map(drop),
        None => Ok(()),
    }
}

/// The attributes that every module has.
fn initialise(py: &mut Py, module: &Value, name: &Value, doc: &Value) -> PyResult<()> {
    let Some(dict) = module.get::<Module>().map(|module| module.dict.clone()) else { return Ok(()) };
    put(py, &dict, "__name__", name.clone())?;
    put(py, &dict, "__doc__", doc.clone())?;
    ["__package__", "__loader__", "__spec__"].into_iter().try_for_each(|name| put(py, &dict, name, none()))
}

impl Module {
    /// `__dict__`
    pub fn dict(&self) -> &Value {
        &self.dict
    }

    /// The name under which a module written in Rust was defined.
    pub fn native_name(&self) -> Option<&'static str> {
        self.native
    }

    /// What the module has under a name, which is an interned string.
    pub fn get(&self, py: &Py, name: &Value) -> Option<Value> {
        self.dict.get::<Dict>()?.get_str(py, name).map(Borrowed::to_value)
    }

    /// Gives the module an attribute.
    pub fn set(&self, py: &mut Py, name: &str, value: Value) -> PyResult<()> {
        put(py, &self.dict, name, value)
    }

    fn find(&self, py: &mut Py, name: &str) -> PyResult<Option<Value>> {
        let name = py.heap().intern(name)?;
        Ok(self.get(py, &name))
    }

    fn remove(&self, py: &mut Py, name: &str) -> PyResult<Option<Value>> {
        let name = py.heap().intern(name)?;
        Ok(self.dict.get::<Dict>().and_then(|dict| dict.remove_str(py, &name)))
    }

    /// Whether the module is being imported, as its `__spec__` says.
    fn is_initialising(&self, py: &mut Py) -> PyResult<bool> {
        let spec = self.get(py, py.name(Name::__SPEC__));
        let Some(spec) = spec.filter(|spec| !is_none(spec)) else { return Ok(false) };
        let name = py.name(Name::_INITIALIZING).clone();
        match py.find_attribute(&spec, &name)? {
            Some(value) => py.is_true(&value),
            None => Ok(false),
        }
    }
}

impl Module {
    /// The namespace, if it is exactly a dict.
    #[inline(always)]
    pub fn namespace(&self) -> Option<&Dict> {
        self.dict.exact::<Dict>()
    }
}

#[pymethods]
impl Module {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: crate::Args<'_>) -> PyResult<Value> {
        let dict = py.dict()?;
        py.heap().object_of(class, Self { dict, native: None })
    }

    #[pyslot("(name, doc=None)", name = "module")]
    fn init(this: Borrowed<'_>, py: &mut Py, name: Borrowed<'_>, doc: Borrowed<'_>) -> PyResult<()> {
        const NAME: crate::native::Place =
            crate::native::Place { function: "module", argument: crate::native::Argument::Named("name") };
        if name.get::<Str>().is_none() {
            return Err(crate::native::bad_argument(py, &NAME, "str", name));
        }
        initialise(py, &this, &name, &doc)
    }

    #[pymember(name = "__dict__")]
    fn dict_attribute(&self) -> Value {
        self.dict.clone()
    }

    /// The names that the module has, or what its `__dir__` says.
    #[pymethod("($self, /)", name = "__dir__")]
    fn dir(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let name = py.name(Name::__DICT__).clone();
        let dict = py.get_attribute(&this, &name)?;
        let Some(payload) = dict.get::<Dict>() else {
            return Err(exc::type_error(py, format_args!("<module>.__dict__ is not a dictionary")));
        };
        let name = py.heap().intern("__dir__")?;
        let own = payload.get_str(py, &name).map(Borrowed::to_value);
        match own {
            Some(own) => py.call(&own, &[]),
            None => {
                let names = payload.items(py).into_iter().map(|(name, _)| name).collect();
                py.list(names)
            }
        }
    }

    #[pygetter(name = "__annotations__")]
    fn annotations(&self, py: &mut Py) -> PyResult<Value> {
        if let Some(annotations) = self.find(py, "__annotations__")? {
            return Ok(annotations);
        }
        let annotate = self.find(py, "__annotate__")?;
        let annotations = match annotate.filter(is_callable) {
            None => py.dict()?,
            Some(annotate) => {
                let format = py.int(1)?;
                let annotations = py.call(&annotate, &[&format])?;
                if annotations.get::<Dict>().is_none() {
                    let class = annotations.type_().name();
                    return Err(exc::type_error(
                        py,
                        format_args!("__annotate__ returned non-dict of type '{class}'"),
                    ));
                }
                annotations
            }
        };
        if !self.is_initialising(py)? {
            self.set(py, "__annotations__", annotations.clone())?;
        }
        Ok(annotations)
    }

    #[pysetter(name = "__annotations__")]
    fn set_annotations(&self, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        match value {
            Some(value) => self.set(py, "__annotations__", value.to_value())?,
            None if self.remove(py, "__annotations__")?.is_none() => {
                return Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("__annotations__")));
            }
            None => {}
        }
        self.remove(py, "__annotate__").map(drop)
    }

    #[pygetter(name = "__annotate__")]
    fn annotate(&self, py: &mut Py) -> PyResult<Value> {
        if let Some(annotate) = self.find(py, "__annotate__")? {
            return Ok(annotate);
        }
        self.set(py, "__annotate__", none())?;
        Ok(none())
    }

    #[pysetter(name = "__annotate__")]
    fn set_annotate(&self, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value else {
            return Err(exc::type_error(py, format_args!("cannot delete __annotate__ attribute")));
        };
        if !is_none(&value) && !is_callable(&value) {
            return Err(exc::type_error(py, format_args!("__annotate__ must be callable or None")));
        }
        self.set(py, "__annotate__", value.to_value())?;
        if !is_none(&value) {
            drop(self.remove(py, "__annotations__")?);
        }
        Ok(())
    }
}

fn is_callable(value: &Value) -> bool {
    value.type_().slots.call.get().is_some()
}
