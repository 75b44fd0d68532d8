//! `type`, the class of classes. A class is a [`Type`], header included.

use super::object::OBJECT;
use crate::py::{Py, PyResult};
use crate::type_::{Memory, Type};
use crate::value::{Borrowed, Value};

/// `type`
pub static TYPE: Type = Type::with_memory(
    "type",
    Some(&OBJECT),
    size_of::<Type>(),
    Memory {
        teardown: Some(crate::type_::state::teardown),
        trace: Some(crate::type_::state::trace),
        size: None,
    },
);

/// `<class 'module.Class'>`
pub(crate) fn repr(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let Some(class) = this.as_type() else { return super::object::repr(py, this) };
    match class.module_name(py) {
        Some(module) => {
            let qualified = class.state(py).qualified_name.get(py).clone();
            py.text(format_args!("<class '{module}.{qualified}'>"))
        }
        None => py.text(format_args!("<class '{class}'>")),
    }
}
