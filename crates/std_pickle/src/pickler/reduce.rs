//! Writing objects as what makes them: a callable and its arguments, and what is done with the result afterwards.

use taipan_object::protocol::call::is_callable;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Type, Value};

use super::save::Saver;
use crate::calls::class_name;
use crate::opcode::{BUILD, NEWOBJ, NEWOBJ_EX, POP, REDUCE, TUPLE2};

impl Saver<'_> {
    /// What reduces objects of a class, if the pickler or `copyreg` has something for it.
    pub(super) fn registered_reducer(&mut self, py: &mut Py, class: &Type) -> PyResult<Option<Value>> {
        let class = class.borrow();
        let Some(table) = self.dispatch_table.clone() else {
            return match self.library.dispatch_table.get::<Dict>() {
                Some(table) => table.get(py, &class),
                None => Ok(None),
            };
        };
        if let Some(table) = table.exact::<Dict>() {
            return table.get(py, &class);
        }
        match self.ask(py, |py| py.get_item(&table, &class)) {
            Err(raised) if py.matches(&raised, &taipan_object::exception::KEY_ERROR) => {
                py.discard(raised);
                Ok(None)
            }
            found => found.map(Some),
        }
    }

    /// Asks an object, or what is registered for its class, what makes it.
    pub(super) fn reduce(&mut self, py: &mut Py, value: &Value, reducer: Option<Value>) -> PyResult<Value> {
        if let Some(reducer) = reducer {
            return self.ask(py, |py| py.call(&reducer, &[value]));
        }
        let names = &self.library.names;
        if let Some(reduce) = py.find_attribute(value, &names.reduce_ex)? {
            let protocol = py.int(self.protocol.into())?;
            return self.ask(py, |py| py.call(&reduce, &[&protocol]));
        }
        if let Some(reduce) = py.find_attribute(value, &names.reduce)? {
            return self.ask(py, |py| py.call(&reduce, &[]));
        }
        let class = class_name(py, value);
        Err(self.error(py, format_args!("Can't pickle {class} object")))
    }

    /// Writes an object as what it was reduced to: a name, or a tuple.
    pub(super) fn save_reduced(&mut self, py: &mut Py, value: &Value, reduced: &Value) -> PyResult<()> {
        if reduced.is_str() {
            return self.save_global(py, value, Some(reduced));
        }
        let result = match reduced.get::<Tuple>() {
            Some(parts) => self.save_reduction(py, parts.items(), Some(value)),
            None => {
                let class = class_name(py, reduced);
                Err(self.error(py, format_args!("__reduce__ must return a string or tuple, not {class}")))
            }
        };
        result.map_err(|raised| self.note_part(py, raised, value, "object"))
    }

    /// Writes a callable with its arguments, then items, entries and state for the result. Without an object, the result is
    /// not remembered.
    pub(super) fn save_reduction(
        &mut self,
        py: &mut Py,
        parts: &[Value],
        object: Option<&Value>,
    ) -> PyResult<()> {
        let ([callable, arguments], rest) = match parts {
            [callable, arguments, rest @ ..] if rest.len() <= 4 => ([callable, arguments], rest),
            _ => {
                return Err(self.error(
                    py,
                    format_args!("tuple returned by __reduce__ must contain 2 through 6 elements"),
                ));
            }
        };
        let part = |index: usize| rest.get(index).filter(|part| !is_none(part));
        let (state, items, entries, setter) = (part(0), part(1), part(2), part(3));
        if !is_callable(callable) {
            return Err(self.wrong_part(py, "first", "callable", callable));
        }
        let Some(argument_items) = arguments.get::<Tuple>().map(Tuple::items) else {
            return Err(self.wrong_part(py, "second", "a tuple", arguments));
        };
        for (what, iterator) in [("fourth", items), ("fifth", entries)] {
            if let Some(iterator) = iterator
                && iterator.type_().slots.next.get().is_none()
            {
                return Err(self.wrong_part(py, what, "an iterator", iterator));
            }
        }
        if let Some(setter) = setter
            && !is_callable(setter)
        {
            return Err(self.wrong_part(py, "sixth", "callable", setter));
        }
        let about = object.unwrap_or(callable);
        match self.special_constructor(py, callable)? {
            Some(Constructor::NewObjectEx) => self.save_new_object_ex(py, about, argument_items)?,
            Some(Constructor::NewObject) => self.save_new_object(py, about, object, argument_items)?,
            None => {
                self.save_part(py, callable, about, "reconstructor")?;
                self.save_part(py, arguments, about, "reconstructor arguments")?;
                self.out.put([REDUCE])?;
            }
        }
        if let Some(object) = object {
            // An object that is within what makes it was written meanwhile.
            if let Some(number) = self.memo.get(object.word()) {
                self.out.put([POP])?;
                return self.recall(py, number);
            }
            self.remember(py, object)?;
        }
        if let Some(items) = items {
            self.save_appended(py, about, items)?;
        }
        if let Some(entries) = entries {
            self.save_pairs(py, about, entries)?;
        }
        let Some(state) = state else { return Ok(()) };
        let Some(setter) = setter else {
            self.save_part(py, state, about, "state")?;
            return self.out.put([BUILD]);
        };
        self.save_part(py, setter, about, "state setter")?;
        self.save(py, about)?;
        self.save_part(py, state, about, "state")?;
        // What the function returns is of no interest.
        self.out.put([TUPLE2, REDUCE, POP])
    }

    /// Whether a callable is one of those that stand for opcodes, as its name says.
    fn special_constructor(&self, py: &mut Py, callable: &Value) -> PyResult<Option<Constructor>> {
        if self.protocol < 2 {
            return Ok(None);
        }
        let Some(name) = py.find_attribute(callable, &self.library.names.name)? else { return Ok(None) };
        Ok(match name.get::<Str>().and_then(Str::as_ascii) {
            Some("__newobj__") => Some(Constructor::NewObject),
            Some("__newobj_ex__") => Some(Constructor::NewObjectEx),
            _ => None,
        })
    }

    /// `class.__new__(class, *args)`
    fn save_new_object(
        &mut self,
        py: &mut Py,
        about: &Value,
        object: Option<&Value>,
        arguments: &[Value],
    ) -> PyResult<()> {
        let Some((class, rest)) = arguments.split_first() else {
            return Err(self.error(py, format_args!("__newobj__ expected at least 1 argument, got 0")));
        };
        if class.as_type().is_none() {
            let given = class_name(py, class);
            return Err(
                self.error(py, format_args!("first argument to __newobj__() must be a class, not {given}"))
            );
        }
        if let Some(object) = object {
            let own = match py.find_attribute(object, &self.library.names.class)? {
                Some(own) => own,
                None => object.type_().to_value(),
            };
            if !own.is(class) {
                let (own, given) = (py.repr(&own)?, py.repr(class)?);
                return Err(
                    self.error(py, format_args!("first argument to __newobj__() must be {own}, not {given}"))
                );
            }
        }
        self.save_part(py, class, about, "class")?;
        let rest = py.tuple(rest.iter().cloned())?;
        self.save_part(py, &rest, about, "__new__ arguments")?;
        self.out.put([NEWOBJ])
    }

    /// `class.__new__(class, *args, **keywords)`
    fn save_new_object_ex(&mut self, py: &mut Py, about: &Value, arguments: &[Value]) -> PyResult<()> {
        let [class, args, keywords] = arguments else {
            let count = arguments.len();
            return Err(self.error(py, format_args!("__newobj_ex__ expected 3 arguments, got {count}")));
        };
        let wrong = if class.as_type().is_none() {
            Some(("first", "class", class))
        } else if args.get::<Tuple>().is_none() {
            Some(("second", "tuple", args))
        } else if keywords.get::<Dict>().is_none() {
            Some(("third", "dict", keywords))
        } else {
            None
        };
        if let Some((which, expected, given)) = wrong {
            let given = class_name(py, given);
            return Err(self.error(
                py,
                format_args!("{which} argument to __newobj_ex__() must be a {expected}, not {given}"),
            ));
        }
        if self.protocol >= 4 {
            self.save_part(py, class, about, "class")?;
            self.save_part(py, args, about, "__new__ arguments")?;
            self.save_part(py, keywords, about, "__new__ arguments")?;
            return self.out.put([NEWOBJ_EX]);
        }
        // There is no opcode: a partial call of `__new__` is pickled, and called without arguments.
        let new = py.get_attribute(class, &self.library.names.new)?;
        let bound: Vec<Value> = [&new, class]
            .into_iter()
            .chain(args.get::<Tuple>().map_or(&[][..], Tuple::items))
            .cloned()
            .collect();
        let partial = py.call_tuple(&self.library.partial, &bound, Some(keywords))?;
        self.save_part(py, &partial, about, "reconstructor")?;
        let nothing = self.library.nothing.clone();
        self.save(py, &nothing)?;
        self.out.put([REDUCE])
    }

    /// Writes a part of an object.
    pub(super) fn save_part(
        &mut self,
        py: &mut Py,
        part: &Value,
        object: &Value,
        what: &str,
    ) -> PyResult<()> {
        match self.save(py, part) {
            Ok(()) => Ok(()),
            Err(raised) => Err(self.note_part(py, raised, object, what)),
        }
    }

    #[cold]
    fn wrong_part(&self, py: &mut Py, which: &str, expected: &str, given: &Value) -> taipan_object::Raised {
        let given = class_name(py, given);
        self.error(
            py,
            format_args!("{which} item of the tuple returned by __reduce__ must be {expected}, not {given}"),
        )
    }
}

/// Callables that stand for opcodes.
enum Constructor {
    /// `copyreg.__newobj__`
    NewObject,
    /// `copyreg.__newobj_ex__`
    NewObjectEx,
}
