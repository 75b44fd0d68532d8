//! `enumerate`: its payload, whose pairs the interpreter's loop takes without a call where the items need nothing but reading.

use super::object::OBJECT;
use super::tuple::LastTuple;
use crate::cell::PyCell;
use crate::type_::parts::Part;
use crate::type_::{Parts, Payload, Type, Visit};
use crate::value::Value;

/// The payload.
pub struct Enumerate {
    /// What is iterated over.
    pub iterator: Value,
    /// The next count, an int.
    pub count: PyCell<Value>,
    /// What was given last.
    pub last: LastTuple,
}

/// `enumerate`
pub static ENUMERATE: Type = Type::of::<Enumerate>("enumerate", Some(&OBJECT));

// SAFETY: made with this payload only, which types that derive from it keep.
unsafe impl Payload for Enumerate {
    const TYPE: &'static Type = &ENUMERATE;
}

impl Parts for Enumerate {
    fn take_part(&mut self) -> Option<Value> {
        Part::take(&mut self.iterator)
            .or_else(|| Part::take(&mut self.count))
            .or_else(|| Part::take(&mut self.last))
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.iterator.each(visit);
        self.count.each(visit);
        self.last.each(visit);
    }
}
