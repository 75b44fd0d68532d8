//! Making objects, and setting their state.

use taipan_object::args::{Args, StackRef};
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Type, Value, exception as exc, instance};

use super::input::Input;
use super::load::Loader;

impl<I: Input> Loader<'_, I> {
    /// Calls with a tuple of arguments.
    pub(super) fn load_reduce(&mut self, py: &mut Py) -> PyResult<()> {
        let arguments = self.pop(py)?;
        let callable = self.pop(py)?;
        let Some(items) = arguments.get::<Tuple>().map(Tuple::items) else {
            return Err(exc::type_error(py, format_args!("argument list must be a tuple")));
        };
        let value = py.call_tuple(&callable, items, None)?;
        self.push(value)
    }

    /// `class.__new__(class, *arguments)`
    pub(super) fn load_newobj(&mut self, py: &mut Py) -> PyResult<()> {
        let arguments = self.pop(py)?;
        let class = self.pop(py)?;
        self.make(py, "NEWOBJ", &class, &arguments, None)
    }

    /// `class.__new__(class, *arguments, **keywords)`
    pub(super) fn load_newobj_ex(&mut self, py: &mut Py) -> PyResult<()> {
        let keywords = self.pop(py)?;
        let arguments = self.pop(py)?;
        let class = self.pop(py)?;
        self.make(py, "NEWOBJ_EX", &class, &arguments, Some(&keywords))
    }

    fn make(
        &mut self,
        py: &mut Py,
        opcode: &str,
        class: &Value,
        arguments: &Value,
        keywords: Option<&Value>,
    ) -> PyResult<()> {
        let Some(type_) = class.as_type() else {
            let given = class.type_().name();
            return Err(self.error(py, format_args!("{opcode} class argument must be a type, not {given}")));
        };
        let Some(new) = type_.slots.new.get() else {
            let given = class.type_().name();
            return Err(
                self.error(py, format_args!("{opcode} class argument '{given}' doesn't have __new__"))
            );
        };
        let Some(items) = arguments.get::<Tuple>().map(Tuple::items) else {
            let given = arguments.type_().name();
            return Err(self.error(py, format_args!("{opcode} args argument must be a tuple, not {given}")));
        };
        let entries = match keywords {
            None => Vec::new(),
            Some(keywords) => match keywords.get::<Dict>() {
                Some(dict) => dict.items(py),
                None => {
                    let given = keywords.type_().name();
                    return Err(
                        self.error(py, format_args!("{opcode} kwargs argument must be a dict, not {given}"))
                    );
                }
            },
        };
        let value = if items.is_empty() && entries.is_empty() {
            new(py, type_, Args::of(&[]))?
        } else if entries.is_empty() {
            let slots: Vec<StackRef> = items.iter().map(StackRef::borrowed).collect();
            new(py, type_, Args::of(&slots))?
        } else {
            // With keywords, by way of the method.
            let method = py.get_attribute(class, &self.library.names.new)?;
            let all: Vec<Value> = std::iter::once(class).chain(items).cloned().collect();
            py.call_tuple(&method, &all, keywords)?
        };
        self.push(value)
    }

    /// An instance of a class of protocol 0, named on two lines.
    pub(super) fn load_inst(&mut self, py: &mut Py) -> PyResult<()> {
        let start = self.take_mark(py)?;
        let (module, name) = self.take_names(py, "ascii")?;
        let class = self.find_class(py, &module, &name)?;
        let arguments = self.cut_from(start);
        self.instantiate(py, &class, &arguments)
    }

    /// An instance of a class of protocol 1, which lies above the mark.
    pub(super) fn load_obj(&mut self, py: &mut Py) -> PyResult<()> {
        let start = self.take_mark(py)?;
        let mut arguments = self.cut_from(start).into_iter();
        let Some(class) = arguments.next() else { return Err(self.underflow(py)) };
        let arguments: Vec<Value> = arguments.collect();
        self.instantiate(py, &class, &arguments)
    }

    fn cut_from(&mut self, start: usize) -> Vec<Value> {
        self.stack.split_off(start.min(self.stack.len()))
    }

    fn instantiate(&mut self, py: &mut Py, class: &Value, arguments: &[Value]) -> PyResult<()> {
        let is_bare = arguments.is_empty()
            && class.as_type().is_some()
            && py.find_attribute(class, &self.library.names.getinitargs)?.is_none();
        let value = if is_bare {
            py.call_method(class, &self.library.names.new, &[class])?
        } else {
            py.call_tuple(class, arguments, None)?
        };
        self.push(value)
    }

    /// Gives an object its state.
    pub(super) fn load_build(&mut self, py: &mut Py) -> PyResult<()> {
        if self.stack.len() < self.fence + 2 {
            return Err(self.underflow(py));
        }
        let state = self.pop(py)?;
        let object = self.top(py)?.clone();
        if let Some(set) = py.find_attribute(&object, &self.library.names.setstate)? {
            return py.call(&set, &[&state]).map(drop);
        }
        let (attributes, members) = match state.get::<Tuple>().map(Tuple::items) {
            Some([attributes, members]) => (attributes, Some(members)),
            _ => (&state, None),
        };
        if !is_none(attributes) {
            let Some(attributes) = attributes.get::<Dict>() else {
                return Err(self.error(py, format_args!("state is not a dictionary")));
            };
            self.set_attributes(py, &object, attributes)?;
        }
        let Some(members) = members else { return Ok(()) };
        let Some(members) = members.get::<Dict>() else {
            return Err(self.error(py, format_args!("slot state is not a dictionary")));
        };
        let mut position = 0;
        while let Some((name, value, next)) = members.next(py, position) {
            position = next;
            if !name.is_str() {
                let class = name.type_().name();
                return Err(exc::type_error(
                    py,
                    format_args!("attribute name must be string, not '{class}'"),
                ));
            }
            py.set_attribute(&object, &name, &value)?;
        }
        Ok(())
    }

    /// Puts entries into the `__dict__` of an object; or straight into the object, where that is the same.
    fn set_attributes(&self, py: &mut Py, object: &Value, attributes: &Dict) -> PyResult<()> {
        let is_direct = self.has_ordinary_dict(py, object.borrow().type_());
        let mut dict = if is_direct { None } else { Some(self.dict_of(py, object)?) };
        let mut position = 0;
        while let Some((name, value, next)) = attributes.next(py, position) {
            position = next;
            let name = py.heap().intern_value(&name)?;
            if dict.is_none() && name.exact::<Str>().is_none() {
                dict = Some(self.dict_of(py, object)?);
            }
            match &dict {
                Some(dict) => py.set_item(dict, &name, &value)?,
                None => drop(instance::set(py, object.borrow(), &name, Some(value))?),
            }
        }
        Ok(())
    }

    fn dict_of(&self, py: &mut Py, object: &Value) -> PyResult<Value> {
        py.get_attribute(object, &self.library.names.dict)
    }

    /// Whether `__dict__` of instances is nothing but their attributes.
    fn has_ordinary_dict(&self, py: &Py, class: &Type) -> bool {
        class.is_heap()
            && class.native().is(&taipan_object::types::object::OBJECT)
            && class.has_generic_getattr(py)
            && instance::has_attributes(class)
            && class
                .lookup(py, &self.library.names.dict)
                .is_some_and(|found| !found.type_().is_heap() && is_attribute_descriptor(found.borrow()))
    }
}

/// Whether what a class has under `__dict__` is the descriptor that every class gets, and no property.
pub(crate) fn is_attribute_descriptor(found: Borrowed<'_>) -> bool {
    found.type_().builtin_name() == "getset_descriptor"
}
