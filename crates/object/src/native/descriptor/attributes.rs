//! What descriptors show of themselves: names, docstrings, signatures, `repr`.

use taipan_macros::pymethods;

use super::{
    Access, CLASS_METHOD_DESCRIPTOR, ClassMethodDescriptor, GETSET_DESCRIPTOR, GetSetDescriptor,
    MEMBER_DESCRIPTOR, METHOD_DESCRIPTOR, METHOD_WRAPPER, MemberDescriptor, MethodDescriptor, MethodWrapper,
    WRAPPER_DESCRIPTOR, WrapperDescriptor,
};
use crate::compare::CompareOp;
use crate::protocol::compare::hash_of_address;
use crate::py::{Py, PyResult};
use crate::type_::{Definition, Type};
use crate::types::singletons::{boolean, none, not_implemented};
use crate::value::{Borrowed, Value};

pub(crate) static DEFINITIONS: &[Definition] = &[
    Definition {
        slots: &[MethodDescriptor::SLOTS],
        methods: &[MethodDescriptor::METHODS],
        getset: &[MethodDescriptor::GETSET],
        ..Definition::of(&METHOD_DESCRIPTOR)
    },
    Definition {
        slots: &[ClassMethodDescriptor::SLOTS],
        getset: &[ClassMethodDescriptor::GETSET],
        ..Definition::of(&CLASS_METHOD_DESCRIPTOR)
    },
    Definition {
        slots: &[WrapperDescriptor::SLOTS],
        methods: &[WrapperDescriptor::METHODS],
        getset: &[WrapperDescriptor::GETSET],
        ..Definition::of(&WRAPPER_DESCRIPTOR)
    },
    Definition {
        slots: &[MethodWrapper::SLOTS],
        methods: &[MethodWrapper::METHODS],
        getset: &[MethodWrapper::GETSET],
        ..Definition::of(&METHOD_WRAPPER)
    },
    Definition {
        slots: &[GetSetDescriptor::SLOTS],
        getset: &[GetSetDescriptor::GETSET],
        ..Definition::of(&GETSET_DESCRIPTOR)
    },
    Definition {
        slots: &[MemberDescriptor::SLOTS],
        methods: &[MemberDescriptor::METHODS],
        getset: &[MemberDescriptor::GETSET],
        ..Definition::of(&MEMBER_DESCRIPTOR)
    },
];

/// What all descriptors have, and what only the given one has.
macro_rules! described {
    ($type:ident, $word:literal, { $($own:tt)* }) => {
        #[pymethods]
        impl $type {
            #[pymember(name = "__objclass__")]
            fn objclass(&self) -> Option<Value> {
                self.class.clone()
            }

            #[pymember(name = "__name__")]
            fn name(&self, py: &mut Py) -> PyResult<Value> {
                self.own_name(py)
            }

            #[pygetter(name = "__doc__")]
            fn doc(&self) -> Option<&'static str> {
                Some(self.own_doc()).filter(|doc| !doc.is_empty())
            }

            #[pygetter(name = "__qualname__")]
            fn qualname(&self, py: &mut Py) -> PyResult<Value> {
                let name = self.own_name(py)?;
                qualified(py, self.class.as_ref(), &name)
            }

            #[pyslot]
            fn repr(&self, py: &mut Py) -> PyResult<Value> {
                let name = self.own_name(py)?;
                let class = self.class.as_ref().and_then(|class| class.as_type());
                let class = class.map(Type::name).map(|class| class.to_string()).unwrap_or_default();
                py.text(format_args!(concat!("<", $word, " '{}' of '{}' objects>"), name, class))
            }

            $($own)*
        }
    };
}

/// `__qualname__` of what a class has under a name.
fn qualified(py: &mut Py, class: Option<&Value>, name: &Value) -> PyResult<Value> {
    match class.and_then(|class| class.as_type()) {
        Some(class) => {
            let class = class.state(py).qualified_name.get(py).clone();
            py.text(format_args!("{class}.{name}"))
        }
        None => Ok(name.clone()),
    }
}

/// How an attribute of an object is pickled: as the call `getattr(object, name)`.
pub(crate) fn reduced(py: &mut Py, object: Option<Value>, name: &Value) -> PyResult<Value> {
    let getattr = py.running_builtin("getattr")?;
    let args = py.heap().pair(object.unwrap_or_else(none), name.clone())?;
    py.heap().pair(getattr, args)
}

described! { MethodDescriptor, "method", {
    #[pygetter(name = "__text_signature__")]
    fn text_signature(&self) -> Option<&'static str> {
        self.definition.signature.text
    }

    #[pymethod("($self, /)", name = "__reduce__")]
    fn reduce(&self, py: &mut Py) -> PyResult<Value> {
        let name = self.own_name(py)?;
        reduced(py, self.class.clone(), &name)
    }
} }

described! { ClassMethodDescriptor, "method", {
    #[pygetter(name = "__text_signature__")]
    fn text_signature(&self) -> Option<&'static str> {
        self.definition.signature.text
    }
} }

described! { WrapperDescriptor, "slot wrapper", {
    #[pygetter(name = "__text_signature__")]
    fn text_signature(&self) -> &'static str {
        self.method.signature
    }

    #[pymethod("($self, /)", name = "__reduce__")]
    fn reduce(&self, py: &mut Py) -> PyResult<Value> {
        let name = self.own_name(py)?;
        reduced(py, self.class.clone(), &name)
    }
} }

described! { GetSetDescriptor, "attribute", {} }

described! { MemberDescriptor, "member", {
    #[pymethod("($self, /)", name = "__reduce__")]
    fn reduce(&self, py: &mut Py) -> PyResult<Value> {
        let name = self.own_name(py)?;
        reduced(py, self.class.clone(), &name)
    }
} }

impl MethodDescriptor {
    fn own_name(&self, py: &Py) -> PyResult<Value> {
        py.heap().intern(self.definition.name)
    }

    fn own_doc(&self) -> &'static str {
        self.definition.doc
    }
}

impl ClassMethodDescriptor {
    fn own_name(&self, py: &Py) -> PyResult<Value> {
        py.heap().intern(self.definition.name)
    }

    fn own_doc(&self) -> &'static str {
        self.definition.doc
    }
}

impl WrapperDescriptor {
    fn own_name(&self, py: &Py) -> PyResult<Value> {
        py.heap().intern(self.method.name)
    }

    fn own_doc(&self) -> &'static str {
        self.method.doc
    }
}

impl GetSetDescriptor {
    fn own_name(&self, py: &Py) -> PyResult<Value> {
        py.heap().intern(self.definition.name)
    }

    fn own_doc(&self) -> &'static str {
        self.definition.doc.unwrap_or_default()
    }
}

impl MemberDescriptor {
    #[expect(clippy::unnecessary_wraps, reason = "as the other descriptors")]
    fn own_name(&self, _: &Py) -> PyResult<Value> {
        Ok(self.name.clone().unwrap_or_else(none))
    }

    fn own_doc(&self) -> &'static str {
        match self.access {
            Access::Native(definition) => definition.doc.unwrap_or_default(),
            Access::Offset(_) => "",
        }
    }
}

#[pymethods]
impl MethodWrapper {
    #[pymember(name = "__self__")]
    fn receiver(&self) -> Option<Value> {
        self.this.clone()
    }

    #[pygetter(name = "__objclass__")]
    fn objclass(&self) -> Option<Value> {
        self.wrapped().and_then(|wrapped| wrapped.class.clone())
    }

    #[pygetter(name = "__name__")]
    fn name(&self) -> Option<&'static str> {
        self.wrapped().map(|wrapped| wrapped.method.name)
    }

    #[pygetter(name = "__qualname__")]
    fn qualname(&self, py: &mut Py) -> PyResult<Value> {
        let Some(wrapped) = self.wrapped() else { return Ok(none()) };
        let name = wrapped.own_name(py)?;
        qualified(py, wrapped.class.as_ref(), &name)
    }

    #[pygetter(name = "__doc__")]
    fn doc(&self) -> Option<&'static str> {
        self.wrapped().map(|wrapped| wrapped.method.doc)
    }

    #[pygetter(name = "__text_signature__")]
    fn text_signature(&self) -> Option<&'static str> {
        self.wrapped().map(|wrapped| wrapped.method.signature)
    }

    #[pymethod("($self, /)", name = "__reduce__")]
    fn reduce(&self, py: &mut Py) -> PyResult<Value> {
        let Some(wrapped) = self.wrapped() else { return Ok(none()) };
        let name = wrapped.own_name(py)?;
        reduced(py, self.this.clone(), &name)
    }

    #[pyslot]
    fn repr(&self, py: &mut Py) -> PyResult<Value> {
        let (Some(wrapped), Some(this)) = (self.wrapped(), &self.this) else { return Ok(none()) };
        let (name, class) = (wrapped.method.name, this.type_().name());
        py.text(format_args!("<method-wrapper '{name}' of {class} object at {:#x}>", this.word()))
    }

    #[pyslot]
    fn hash(&self) -> i64 {
        let word = |value: &Option<Value>| value.as_ref().map_or(0, |value| hash_of_address(value.word()));
        match word(&self.this) ^ word(&self.descriptor) {
            -1 => -2,
            hash => hash,
        }
    }

    #[pyslot]
    fn compare(&self, other: Borrowed<'_>, op: CompareOp) -> Value {
        let same = |a: &Option<Value>, b: &Option<Value>| match (a, b) {
            (Some(a), Some(b)) => a.is(b),
            (a, b) => a.is_none() == b.is_none(),
        };
        let equal = other
            .get::<Self>()
            .map(|other| same(&self.this, &other.this) && same(&self.descriptor, &other.descriptor));
        match (equal, op) {
            (Some(equal), CompareOp::Eq) => boolean(equal),
            (Some(equal), CompareOp::Ne) => boolean(!equal),
            _ => not_implemented(),
        }
    }
}

impl MethodWrapper {
    fn wrapped(&self) -> Option<&WrapperDescriptor> {
        self.descriptor.as_ref().and_then(|it| it.exact::<WrapperDescriptor>())
    }
}
