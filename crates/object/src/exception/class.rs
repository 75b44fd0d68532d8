//! Exception classes that native modules bring along.

use std::collections::HashMap;

use crate::cell::PyCell;
use crate::py::{Py, PyResult};
use crate::type_::Type;
use crate::types::type_::TYPE;
use crate::value::Value;
use taipan_text::Name;

/// The classes by their names. Each is made once: native code raises the same one whichever instance of its module it was called
/// through, so that both have to show it.
#[derive(Default)]
struct Made(PyCell<HashMap<String, Value>>);

impl Py {
    /// A class of exceptions of a native module, `module.Name`, that derives from a builtin one.
    pub fn exception_class(&mut self, name: &str, base: &'static Type) -> PyResult<Value> {
        let base = base.to_value();
        self.exception_class_of(name, &[&base], None)
    }

    /// A class of exceptions of a native module, `module.Name`, with these bases and perhaps a docstring.
    pub fn exception_class_of(&mut self, name: &str, bases: &[&Value], doc: Option<&str>) -> PyResult<Value> {
        self.make_exception_class(name, bases, doc, false)
    }

    /// The same without weak references to its objects, as CPython's own exceptions are.
    pub fn plain_exception_class(
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
        let made = self.state::<Made>();
        if let Some(class) = made.0.get(self).get(name) {
            return Ok(class.clone());
        }
        let class = self.build_exception_class(name, bases, doc, plain)?;
        made.0.get_mut(self).insert(name.to_owned(), class.clone());
        Ok(class)
    }

    fn build_exception_class(
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
