//! Exception classes that native modules bring along.

use crate::py::{Py, PyResult};
use crate::type_::Type;
use crate::types::type_::TYPE;
use crate::value::Value;
use taipan_text::Name;

impl Py {
    /// A new class of exceptions, `module.Name`, that derives from a builtin one.
    pub fn new_exception_class(&mut self, name: &str, base: &'static Type) -> PyResult<Value> {
        let base = base.to_value();
        self.new_exception_class_of(name, &[&base], None)
    }

    /// A new class of exceptions, `module.Name`, with these bases and perhaps a docstring.
    pub fn new_exception_class_of(
        &mut self,
        name: &str,
        bases: &[&Value],
        doc: Option<&str>,
    ) -> PyResult<Value> {
        self.make_exception_class(name, bases, doc, false)
    }

    /// The same without weak references to its objects, as CPython's own exceptions are.
    pub fn new_plain_exception_class(
        &mut self,
        name: &str,
        bases: &[&Value],
        doc: Option<&str>,
    ) -> PyResult<Value> {
        self.make_exception_class(name, bases, doc, true)
    }

    fn make_exception_class(
        &mut self,
        name: &str,
        bases: &[&Value],
        doc: Option<&str>,
        plain: bool,
    ) -> PyResult<Value> {
        let (module, name) = name.rsplit_once('.').unwrap_or(("builtins", name));
        let namespace = self.dict()?;
        let (key, module) = (self.name(Name::__MODULE__).clone(), self.heap().intern(module)?);
        self.set_item(&namespace, &key, &module)?;
        if let Some(doc) = doc {
            let (key, doc) = (self.name(Name::__DOC__).clone(), self.str(doc)?);
            self.set_item(&namespace, &key, &doc)?;
        }
        let name = self.heap().intern(name)?;
        let bases = self.tuple(bases.iter().map(|&base| base.clone()).collect::<Vec<_>>())?;
        let metaclass = TYPE.to_value();
        let slots = self.name(Name::__SLOTS__).clone();
        if plain {
            let none = self.tuple([])?;
            self.set_item(&namespace, &slots, &none)?;
        }
        let class = self.call(&metaclass, &[&name, &bases, &namespace])?;
        if plain {
            self.delete_attribute(&class, &slots)?;
        }
        Ok(class)
    }
}
