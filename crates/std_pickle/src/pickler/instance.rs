//! Writing instances of ordinary classes without asking `__reduce_ex__`, whose answer is known: the class, no arguments,
//! and the attributes.

use taipan_object::type_::Flags;
use taipan_object::types::dict::Dict;
use taipan_object::types::object::OBJECT;
use taipan_object::{Borrowed, Py, PyResult, Type, Value, instance};

use super::save::Saver;
use crate::opcode::{BUILD, EMPTY_TUPLE, NEWOBJ};

/// A class of which it is known whether its instances are plain.
pub(super) struct Plain {
    class: Value,
    version: u32,
    is_plain: bool,
}

impl Saver<'_> {
    /// Writes an instance whose class has nothing to say about pickling. False if it has, or may have.
    pub(super) fn save_plain_instance(&mut self, py: &mut Py, value: &Value) -> PyResult<bool> {
        if self.protocol < 2 || !self.is_plain(py, value.borrow())? {
            return Ok(false);
        }
        let class = value.type_().to_value();
        let state = instance::dict(py, value.borrow())?;
        let result = self.save_attributes(py, value, &class, state.as_ref());
        match result {
            Ok(()) => Ok(true),
            Err(raised) => Err(self.note_part(py, raised, value, "object")),
        }
    }

    fn save_attributes(
        &mut self,
        py: &mut Py,
        value: &Value,
        class: &Value,
        state: Option<&Value>,
    ) -> PyResult<()> {
        self.save_part(py, class, value, "class")?;
        self.out.put([EMPTY_TUPLE, NEWOBJ])?;
        if let Some(number) = self.memo.get(value.word()) {
            self.out.put([crate::opcode::POP])?;
            return self.recall(py, number);
        }
        self.remember(py, value)?;
        if let Some(state) = state
            && state.get::<Dict>().is_some_and(|dict| !dict.is_empty(py))
        {
            self.save_part(py, state, value, "state")?;
            self.out.put([BUILD])?;
        }
        Ok(())
    }

    /// Whether `__reduce_ex__` of an object would give no more than class and attributes.
    fn is_plain(&mut self, py: &mut Py, value: Borrowed<'_>) -> PyResult<bool> {
        let class = value.type_();
        if !class.is_heap() {
            return Ok(false);
        }
        let version = class.version(py);
        if let Some(known) = &self.plain
            && version != 0
            && known.version == version
            && known.class.as_type().is_some_and(|known| known.is(class))
        {
            return Ok(known.is_plain && self.has_no_own_hooks(py, value));
        }
        let is_plain = self.is_plain_class(py, class);
        self.plain = Some(Plain { class: class.to_value(), version, is_plain });
        Ok(is_plain && self.has_no_own_hooks(py, value))
    }

    fn is_plain_class(&self, py: &Py, class: &Type) -> bool {
        let names = &self.library.names;
        class.native().is(&OBJECT)
            && class.has(Flags::HEAP)
            && class.has_generic_getattr(py)
            && class.slot_count(py) == 0
            && instance::has_attributes(class)
            && [&names.reduce_ex, &names.reduce, &names.getstate, &names.class, &names.dict]
                .into_iter()
                .all(|name| is_that_of_object(py, class, name))
            && [&names.getnewargs, &names.getnewargs_ex]
                .into_iter()
                .all(|name| class.lookup(py, name).is_none())
    }

    /// Whether the object's own attributes leave those of its class visible.
    fn has_no_own_hooks(&self, py: &Py, value: Borrowed<'_>) -> bool {
        let names = &self.library.names;
        [&names.reduce_ex, &names.reduce, &names.getstate]
            .into_iter()
            .all(|name| instance::get(py, value, name).is_none())
    }
}

/// Whether a class has under a name what `object` has, or, where that has nothing, what every class gets.
fn is_that_of_object(py: &Py, class: &Type, name: &Value) -> bool {
    match (class.lookup(py, name), OBJECT.lookup(py, name)) {
        (Some(own), Some(general)) => own.is(&general),
        (None, None) => true,
        // The descriptor of `__dict__`.
        (Some(own), None) => !own.type_().is_heap() && own.type_().slots.descr_set.get().is_some(),
        (None, Some(_)) => false,
    }
}
