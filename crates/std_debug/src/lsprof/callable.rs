//! Native functions: which one a call is of, and what it is called.

use std::ptr;

use taipan_object::native::MethodDef;
use taipan_object::native::descriptor::MethodDescriptor;
use taipan_object::native::function::NativeFunction;
use taipan_object::types::module::Module;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};

/// A native function that is called.
pub(super) struct Native {
    definition: &'static MethodDef,
    /// What it is bound to.
    this: Option<Value>,
    module: Option<Value>,
}

impl Native {
    /// What a call is of, if that is a native function: one that is bound, or a method with its object.
    pub(super) fn of(
        py: &Py,
        callable: Borrowed<'_>,
        argument: Borrowed<'_>,
        missing: &Value,
    ) -> Option<Self> {
        if let Some(function) = callable.get::<NativeFunction>() {
            let module = function.module.get(py).clone();
            return Some(Self { definition: function.definition, this: function.this.clone(), module });
        }
        let method = callable.exact::<MethodDescriptor>().filter(|_| !argument.is(missing))?;
        let class = method.class.as_ref().and_then(|class| class.as_type());
        class.filter(|class| argument.type_().is_subtype(py, class))?;
        Some(Self { definition: method.definition, this: Some(argument.to_value()), module: None })
    }

    /// What tells the function from others.
    pub(super) fn key(&self) -> usize {
        ptr::from_ref(self.definition).addr()
    }

    /// What it is called: as the class shows it, if it is a method.
    pub(super) fn name(&self, py: &mut Py) -> PyResult<Value> {
        let name = self.definition.name;
        let module = self.module.as_ref().filter(|module| module.is_str()).cloned();
        if let Some(this) = self.this.as_ref().filter(|this| this.get::<Module>().is_none()) {
            let key = py.heap().intern(name)?;
            if let Some(found) = this.type_().lookup(py, &key) {
                match py.repr(&found) {
                    Ok(shown) => return Ok(shown),
                    Err(raised) => py.discard(raised),
                }
            }
        }
        match module.as_ref().and_then(|module| module.get::<Str>()) {
            Some(module) => py.text(format_args!("<built-in method {module}.{name}>")),
            None => py.text(format_args!("<built-in method {name}>")),
        }
    }
}
