//! `classmethod`: a function that is bound to the class it is reached through.

use super::object::OBJECT;
use crate::cell::PyCell;
use crate::py::{Py, PyResult};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::types::singletons::none;
use crate::value::{Borrowed, Value};

/// The payload.
pub struct ClassMethod {
    /// `__func__`; `None` before `__init__`.
    pub function: PyCell<Option<Value>>,
    /// The attributes, a dict once there are any. See `Definition::dict`.
    pub dict: PyCell<Option<Value>>,
}

/// `classmethod`
pub static CLASS_METHOD: Type = Type::of::<ClassMethod>("classmethod", Some(&OBJECT));

// SAFETY: made with this payload, and types that derive from it keep it.
unsafe impl Payload for ClassMethod {
    const TYPE: &'static Type = &CLASS_METHOD;
}

impl Parts for ClassMethod {
    fn take_part(&mut self) -> Option<Value> {
        self.function.exclusive().take().or_else(|| self.dict.exclusive().take())
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        unsafe { self.function.peek().iter().chain(self.dict.peek()).for_each(visit) };
    }
}

impl ClassMethod {
    /// A class method of a function.
    pub fn new(function: Value) -> Self {
        Self { function: PyCell::new(Some(function)), dict: PyCell::new(None) }
    }
}

/// `classmethod.__get__`: the function, bound to the class.
pub(crate) fn descr_get(
    py: &mut Py,
    this: Borrowed<'_>,
    instance: Option<Borrowed<'_>>,
    owner: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    let function = this.get::<ClassMethod>().and_then(|method| method.function.get(py).clone());
    let class = match (owner, instance) {
        (Some(owner), _) => owner.to_value(),
        (None, Some(instance)) => instance.type_().to_value(),
        (None, None) => none(),
    };
    py.heap().method(function.unwrap_or_else(none), class)
}
