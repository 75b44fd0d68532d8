//! `staticmethod`: a function that is not bound to what it is reached through.

use super::object::OBJECT;
use crate::args::Args;
use crate::cell::PyCell;
use crate::py::{Py, PyResult};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::types::singletons::none;
use crate::value::{Borrowed, Value};

/// The payload.
pub struct StaticMethod {
    /// `__func__`; `None` before `__init__`.
    pub function: PyCell<Option<Value>>,
    /// The attributes, a dict once there are any. See `Definition::dict`.
    pub dict: PyCell<Option<Value>>,
}

/// `staticmethod`
pub static STATIC_METHOD: Type = Type::of::<StaticMethod>("staticmethod", Some(&OBJECT));

// SAFETY: made with this payload, and types that derive from it keep it.
unsafe impl Payload for StaticMethod {
    const TYPE: &'static Type = &STATIC_METHOD;
}

impl Parts for StaticMethod {
    fn take_part(&mut self) -> Option<Value> {
        self.function.exclusive().take().or_else(|| self.dict.exclusive().take())
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        unsafe { self.function.peek().iter().chain(self.dict.peek()).for_each(visit) };
    }
}

impl StaticMethod {
    /// A static method of a function.
    pub fn new(function: Value) -> Self {
        Self { function: PyCell::new(Some(function)), dict: PyCell::new(None) }
    }
}

/// The function of a static method.
fn function(py: &Py, this: Borrowed<'_>) -> Value {
    this.get::<StaticMethod>().and_then(|method| method.function.get(py).clone()).unwrap_or_else(none)
}

/// `staticmethod.__get__`: the function.
#[expect(clippy::unnecessary_wraps, reason = "the slot's shape")]
pub(crate) fn descr_get(
    py: &mut Py,
    this: Borrowed<'_>,
    _: Option<Borrowed<'_>>,
    _: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    Ok(function(py, this))
}

/// `staticmethod.__call__`
pub(crate) fn call(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<Value> {
    let function = function(py, this);
    py.call_args(&function, args)
}
