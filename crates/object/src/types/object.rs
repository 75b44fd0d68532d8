//! `object`, the root of all classes.

use taipan_text::Name;

use crate::exception as exc;
use crate::object::HEADER_SIZE;
use crate::py::{Py, PyResult};
use crate::type_::{Memory, Type};
use crate::value::{Borrowed, Value};

/// `object`
pub static OBJECT: Type =
    Type::with_memory("object", None, HEADER_SIZE, Memory { teardown: None, trace: None, size: None });

/// `<module.Class object at 0x…>`
pub(crate) fn repr(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let class = this.type_();
    let state = class.state(py);
    let qualified = state.qualified_name.get(py).clone();
    let address = this.word();
    match class.module_name(py) {
        Some(module) => py.heap().text(format_args!("<{module}.{qualified} object at {address:#x}>")),
        None => py.heap().text(format_args!("<{qualified} object at {address:#x}>")),
    }
}

impl Type {
    /// The module, as `repr` puts it in front of the name: nothing for builtins.
    pub fn module_name(&self, py: &mut Py) -> Option<Value> {
        let name = py.name(Name::__MODULE__).clone();
        let module = self
            .state(py)
            .dict
            .get::<super::dict::Dict>()
            .and_then(|dict| dict.get_str(py, &name).map(|it| (*it).clone()))?;
        let is_builtins = module.get::<super::str_::Str>().is_none_or(|text| text.is("builtins"));
        (!is_builtins).then_some(module)
    }
}

/// The error for a missing instance method or attribute of `object` itself.
#[cold]
pub fn no_attribute(py: &mut Py, this: Borrowed<'_>, name: &Value) -> crate::Raised {
    exc::attribute_error(py, &this, name)
}
