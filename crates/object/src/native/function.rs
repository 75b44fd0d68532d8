//! `builtin_function_or_method`: a native function, with what it is bound to.

use taipan_macros::{pyclass, pymethods};

use super::bind::{Callee, invoke};
use super::descriptor::reduced;
use super::{MethodDef, MethodKind};
use crate::args::Args;
use crate::cell::PyCell;
use crate::compare::CompareOp;
use crate::protocol::compare::hash_of_address;
use crate::py::{Heap, Py, PyResult};
use crate::type_::{Definition, Flags};
use crate::types::module::Module;
use crate::types::singletons::{boolean, none_ref, not_implemented};
use crate::value::{Borrowed, Value};

/// The payload.
#[pyclass(static = NATIVE_FUNCTION, name = "builtin_function_or_method")]
pub struct NativeFunction {
    /// What it does.
    pub definition: &'static MethodDef,
    /// The object, class or module that it belongs to.
    pub this: Option<Value>,
    /// `__module__`
    pub module: PyCell<Option<Value>>,
}

impl Heap {
    /// A native function bound to an object, class or module.
    pub fn native_function(
        self,
        definition: &'static MethodDef,
        this: Option<Value>,
        module: Option<Value>,
    ) -> PyResult<Value> {
        self.object(NativeFunction { definition, this, module: PyCell::new(module) })
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
    pub(super) fn callee(&self) -> Callee<'_> {
        let name = self.definition.name;
        match self.owner() {
            Some(owner) => Callee::Method(name, owner.as_type().unwrap_or_else(|| owner.type_())),
            // A function that is called is not changed meanwhile, and `__module__` of another is as good.
            None => Callee::Function(name, self.this.as_ref()),
        }
    }

    /// What the function is a method of; nothing if it belongs to a module.
    fn owner(&self) -> Option<&Value> {
        self.this.as_ref().filter(|this| this.get::<Module>().is_none())
    }
}

pub(crate) static DEFINITIONS: &[Definition] = &[Definition {
    flags: Flags::WEAKLY_REFERABLE,
    slots: &[NativeFunction::SLOTS],
    methods: &[NativeFunction::METHODS],
    getset: &[NativeFunction::GETSET],
    ..Definition::of(&NATIVE_FUNCTION)
}];

#[pymethods]
impl NativeFunction {
    #[pymember(name = "__module__")]
    fn module_name(&self, py: &mut Py) -> Option<Value> {
        self.module.get(py).clone()
    }

    #[pysetter(name = "__module__")]
    fn set_module_name(&self, py: &mut Py, value: Option<Borrowed<'_>>) {
        drop(self.module.replace(py, value.map(Borrowed::to_value)));
    }

    #[pygetter(name = "__name__")]
    fn name(&self) -> &'static str {
        self.definition.name
    }

    #[pygetter(name = "__qualname__")]
    fn qualname(&self, py: &mut Py) -> PyResult<Value> {
        let name = self.definition.name;
        let Some(owner) = self.owner() else { return py.heap().intern(name) };
        let class = owner.as_type().unwrap_or_else(|| owner.type_());
        let class = class.state(py).qualified_name.get(py).clone();
        py.text(format_args!("{class}.{name}"))
    }

    #[pygetter(name = "__doc__")]
    fn doc(&self) -> Option<&'static str> {
        Some(self.definition.doc).filter(|doc| !doc.is_empty())
    }

    #[pygetter(name = "__text_signature__")]
    fn text_signature(&self) -> Option<&'static str> {
        self.definition.signature.text
    }

    #[pygetter(name = "__self__")]
    fn receiver(&self) -> Option<Value> {
        self.this.clone().filter(|_| self.definition.kind != MethodKind::Static)
    }

    #[pymethod("($self, /)", name = "__reduce__")]
    fn reduce(&self, py: &mut Py) -> PyResult<Value> {
        let name = py.heap().intern(self.definition.name)?;
        match self.owner() {
            Some(owner) => reduced(py, Some(owner.clone()), &name),
            None => Ok(name),
        }
    }

    #[pyslot]
    fn repr(&self, py: &mut Py) -> PyResult<Value> {
        let name = self.definition.name;
        match self.owner() {
            None => py.text(format_args!("<built-in function {name}>")),
            Some(owner) => py.text(format_args!(
                "<built-in method {name} of {} object at {:#x}>",
                owner.type_().name(),
                owner.word()
            )),
        }
    }

    #[pyslot]
    fn hash(&self) -> i64 {
        let this = self.this.as_ref().map_or(0, Value::word);
        match hash_of_address(this) ^ hash_of_address(std::ptr::from_ref(self.definition).addr()) {
            -1 => -2,
            hash => hash,
        }
    }

    #[pyslot]
    fn compare(&self, other: Borrowed<'_>, op: CompareOp) -> Value {
        let equal = other.get::<Self>().map(|other| {
            let same_object = match (&self.this, &other.this) {
                (Some(own), Some(other)) => own.is(other),
                (own, other) => own.is_none() == other.is_none(),
            };
            same_object && std::ptr::eq(self.definition, other.definition)
        });
        match (equal, op) {
            (Some(equal), CompareOp::Eq) => boolean(equal),
            (Some(equal), CompareOp::Ne) => boolean(!equal),
            _ => not_implemented(),
        }
    }
}
