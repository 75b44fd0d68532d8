//! Classes whose objects can be called, and are methods of what they are read from.

use taipan_macros::{pyclass, pymethods};
use taipan_object::native::Keywords;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::{boolean, is_none};
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

/// The payload of a class that says it is called without a tuple of arguments.
#[pyclass(name = "MethodDescriptorBase", leaf)]
#[derive(Default)]
pub(super) struct MethodDescriptorBase {
    /// What makes the objects larger than those of `object`, as CPython's pointer to a function does, so that a class that
    /// derives from this one and another has this one's payload.
    _room: usize,
}

/// The payload of a class that derives from it.
#[pyclass(name = "MethodDescriptorDerived", base = METHOD_DESCRIPTOR_BASE, leaf)]
#[derive(Default)]
pub(super) struct MethodDescriptorDerived {
    _base: MethodDescriptorBase,
}

/// The payload of a class that derives from it, gives its arguments back, and is no method of anything.
#[pyclass(name = "MethodDescriptorNopGet", base = METHOD_DESCRIPTOR_BASE, leaf)]
#[derive(Default)]
pub(super) struct MethodDescriptorNopGet {
    _base: MethodDescriptorBase,
}

/// The payload of a class that derives from it and is called in another way.
#[pyclass(static = METHOD_DESCRIPTOR_2, name = "MethodDescriptor2", base = METHOD_DESCRIPTOR_BASE, leaf)]
#[derive(Default)]
pub(super) struct MethodDescriptor2 {
    _base: MethodDescriptorBase,
}

const METHOD: Flags = Flags::BASE.with(Flags::VECTORCALL).with(Flags::METHOD_DESCRIPTOR);

pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        flags: METHOD,
        slots: &[MethodDescriptorBase::SLOTS],
        ..Definition::of(&METHOD_DESCRIPTOR_BASE)
    },
    Definition {
        flags: METHOD,
        slots: &[MethodDescriptorDerived::SLOTS],
        ..Definition::of(&METHOD_DESCRIPTOR_DERIVED)
    },
    Definition {
        flags: Flags::BASE,
        slots: &[MethodDescriptorNopGet::SLOTS],
        ..Definition::of(&METHOD_DESCRIPTOR_NOP_GET)
    },
    Definition {
        flags: Flags::BASE.with(Flags::VECTORCALL),
        slots: &[MethodDescriptor2::SLOTS],
        ..Definition::of(&METHOD_DESCRIPTOR_2)
    },
];

#[pymethods]
impl MethodDescriptorBase {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self::default())
    }

    #[pyslot("(*args, **kwargs)", name = "MethodDescriptorBase")]
    fn call(_this: Borrowed<'_>, _py: &mut Py, _args: Args<'_>, _kwargs: Keywords<'_>) -> Value {
        boolean(true)
    }

    #[pyslot]
    fn descr_get(
        this: Borrowed<'_>,
        py: &mut Py,
        object: Option<Borrowed<'_>>,
        _class: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        match object.filter(|object| !is_none(object)) {
            Some(object) => py.heap().method(this.to_value(), object.to_value()),
            None => Ok(this.to_value()),
        }
    }
}

#[pymethods]
impl MethodDescriptorDerived {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self::default())
    }
}

#[pymethods]
impl MethodDescriptorNopGet {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self::default())
    }

    #[pyslot("(*args)", name = "MethodDescriptorNopGet")]
    fn call(_this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        py.tuple(args.iter().map(Borrowed::to_value))
    }

    #[pyslot]
    fn descr_get(
        this: Borrowed<'_>,
        _py: &mut Py,
        _object: Option<Borrowed<'_>>,
        _class: Option<Borrowed<'_>>,
    ) -> Value {
        this.to_value()
    }
}

#[pymethods]
impl MethodDescriptor2 {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self::default())
    }

    #[pyslot("(*args, **kwargs)", name = "MethodDescriptor2")]
    fn call(_this: Borrowed<'_>, _py: &mut Py, _args: Args<'_>, _kwargs: Keywords<'_>) -> Value {
        boolean(false)
    }
}
