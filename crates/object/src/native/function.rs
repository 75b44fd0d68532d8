//! `builtin_function_or_method`: a native function, with what it is bound to.

use super::bind::{Callee, invoke};
use super::{MethodDef, MethodKind};
use crate::args::Args;
use crate::py::{Heap, Py, PyResult};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::types::object::OBJECT;
use crate::types::singletons::none_ref;
use crate::value::{Borrowed, Value};

/// The payload.
pub struct NativeFunction {
    /// What it does.
    pub definition: &'static MethodDef,
    /// `__self__`: the object, class or module; nothing for a static method.
    pub this: Option<Value>,
    /// `__module__`, a string.
    pub module: Option<Value>,
}

/// `builtin_function_or_method`
pub static NATIVE_FUNCTION: Type = Type::of::<NativeFunction>("builtin_function_or_method", Some(&OBJECT));

// SAFETY: only made here, with this payload; the type cannot be derived from.
unsafe impl Payload for NativeFunction {
    const TYPE: &'static Type = &NATIVE_FUNCTION;
}

impl Parts for NativeFunction {
    fn take_part(&mut self) -> Option<Value> {
        self.this.take().or_else(|| self.module.take())
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.this.iter().chain(&self.module).for_each(visit);
    }
}

impl Heap {
    /// A native function bound to an object, class or module.
    pub fn native_function(
        self,
        definition: &'static MethodDef,
        this: Option<Value>,
        module: Option<Value>,
    ) -> PyResult<Value> {
        self.object(NativeFunction { definition, this, module })
    }
}

/// The slot.
pub(crate) fn call(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<Value> {
    let Some(function) = this.exact::<NativeFunction>() else { return Ok(this.to_value()) };
    let receiver = function.this.as_ref().map_or(none_ref(), Value::borrow);
    invoke(py, function.definition, receiver, args, || function.callee())
}

impl NativeFunction {
    /// What errors call the function.
    fn callee(&self) -> Callee<'_> {
        let name = self.definition.name;
        match &self.this {
            Some(this) if self.definition.kind != MethodKind::Module => {
                Callee::Method(name, this.as_type().unwrap_or_else(|| this.type_()))
            }
            _ => Callee::Function(name, self.module.as_ref()),
        }
    }
}
