//! `builtin_function_or_method`: a native function, with what it is bound to.

use super::{MethodDef, MethodKind, bind};
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

/// What error messages call a function: methods have their type in front.
pub(crate) fn shown_name(definition: &MethodDef, of: Option<&Type>) -> String {
    match of {
        Some(class) => format!("{}.{}", class.name(), definition.name),
        None => definition.name.to_owned(),
    }
}

/// Calls what a definition defines.
#[inline]
pub(crate) fn invoke(
    py: &mut Py,
    definition: &'static MethodDef,
    this: Borrowed<'_>,
    args: Args<'_>,
) -> PyResult<Value> {
    let signature = definition.signature;
    let count = args.len();
    if signature.is_plain()
        && !args.has_keywords()
        && count >= signature.required()
        && (count <= signature.positional() || signature.rest)
    {
        return bind::bind(py, "", signature, args, |py, bound| (definition.call)(py, this, bound));
    }
    invoke_slow(py, definition, this, args)
}

#[cold]
#[inline(never)]
fn invoke_slow(
    py: &mut Py,
    definition: &'static MethodDef,
    this: Borrowed<'_>,
    args: Args<'_>,
) -> PyResult<Value> {
    let of = match definition.kind {
        MethodKind::Instance => Some(this.type_().native()),
        MethodKind::Class => this.as_type().map(Type::native),
        MethodKind::Static | MethodKind::Module => None,
    };
    let name = shown_name(definition, of);
    bind::bind(py, &name, definition.signature, args, |py, bound| (definition.call)(py, this, bound))
}

/// The slot.
pub(crate) fn call(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<Value> {
    let Some(function) = this.exact::<NativeFunction>() else { return Ok(this.to_value()) };
    let receiver = function.this.as_ref().map_or(none_ref(), Value::borrow);
    invoke(py, function.definition, receiver, args)
}
