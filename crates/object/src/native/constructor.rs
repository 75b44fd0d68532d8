//! `__new__` of native types: a function that checks the class it is given, and calls the slot.

use super::{Bound, MethodDef, MethodKind, NativeCall, Parameter, ParameterKind, Signature};
use crate::args::Args;
use crate::exception as exc;
use crate::py::{Py, PyResult};
use crate::type_::{Flags, Function, SlotId, Type, dunder};
use crate::types::object::OBJECT;
use crate::types::type_::TYPE;
use crate::value::{Borrowed, Value};

static SIGNATURE: Signature = Signature::new(
    Some("($type, *args, **kwargs)"),
    &[Parameter { name: "type", kind: ParameterKind::PositionalOnly, required: false }],
    true,
    true,
);

static NEW: MethodDef = MethodDef::new(
    "__new__",
    "Makes an instance of the class given first.",
    &SIGNATURE,
    MethodKind::Module,
    NativeCall::Bound(new),
);

/// What a native type has under `__new__`.
pub(crate) fn new_function(py: &Py, class: &Type) -> PyResult<Value> {
    py.heap().native_function(&NEW, Some(class.to_value()), None)
}

/// The class whose `__new__` this is, if it is that of a native type.
pub(crate) fn constructed_class(function: &Value) -> Option<&Type> {
    let function = function.exact::<super::NativeFunction>()?;
    if std::ptr::eq(function.definition, &raw const NEW) { function.this.as_ref()?.as_type() } else { None }
}

fn new(py: &mut Py, this: Borrowed<'_>, bound: &Bound<'_>) -> PyResult<Value> {
    let Some(own) = this.as_type() else { return Ok(this.to_value()) };
    let Some(first) = bound.get(0) else {
        return Err(exc::type_error(py, format_args!("{own}.__new__(): not enough arguments")));
    };
    let Some(class) = first.as_type() else {
        return Err(exc::type_error(
            py,
            format_args!("{own}.__new__(X): X is not a type object ({})", first.type_().name()),
        ));
    };
    if !class.is_subtype(py, own) {
        return Err(exc::type_error(
            py,
            format_args!("{own}.__new__({class}): {class} is not a subtype of {own}"),
        ));
    }
    let native = class.native();
    if native.has(Flags::NO_INSTANCES) {
        return Err(exc::type_error(py, format_args!("cannot create '{class}' instances")));
    }
    // `object.__new__(dict)` would make a dict without its parts.
    if !makes(py, own, native) {
        let nearest = nearest_native(py, first.to_value());
        let safe = nearest.as_type().unwrap_or(native);
        return Err(exc::type_error(
            py,
            format_args!("{own}.__new__({class}) is not safe, use {safe}.__new__()"),
        ));
    }
    let Some(new) = native.slots.new.get() else {
        return Err(exc::type_error(py, format_args!("cannot create '{own}' instances")));
    };
    new(py, class, bound.call_args())
}

/// Whether the `__new__` of a native type makes instances of another, which has the same or inherits it by name.
pub(crate) fn makes(py: &Py, own: &Type, native: &Type) -> bool {
    let address = |class: &Type| class.slots.get(SlotId::New).map(Function::address);
    let named = || native.lookup(py, py.dunder(dunder::NEW));
    address(native) == address(own)
        || named().as_ref().and_then(constructed_class).is_some_and(|it| it.is(own))
}

/// The nearest class, from this one along the bases, whose instances are made by native code.
fn nearest_native(py: &Py, class: Value) -> Value {
    let base = |class: &Value| {
        let python = class.as_type().filter(|it| it.is_python(py, dunder::NEW))?;
        python.state(py).base.get(py).clone()
    };
    std::iter::successors(Some(class.clone()), base).last().unwrap_or(class)
}

/// Makes an object by calling a type: `__new__`, then `__init__` if that gave an instance of the type.
pub fn call_type(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<Value> {
    let Some(class) = this.as_type() else { return Ok(this.to_value()) };
    if class.is(&TYPE) && args.len() != 3 {
        return match args.get(0) {
            Some(object) if args.len() == 1 && !args.has_keywords() => Ok(object.type_().to_value()),
            _ => Err(exc::type_error(py, format_args!("type() takes 1 or 3 arguments"))),
        };
    }
    let (true, Some(new)) = (!class.has(Flags::NO_INSTANCES), class.slots.new.get()) else {
        return Err(exc::type_error(py, format_args!("cannot create '{class}' instances")));
    };
    let object = new(py, class, args)?;
    if !args.has_keywords() && exc::keeps_arguments_only(class) {
        return Ok(object);
    }
    let made = object.borrow().type_();
    if !made.is(class) && !made.is_subtype(py, class) {
        return Ok(object);
    }
    if let Some(init) = made.slots.init.get()
        && !init_is_idle(made)
    {
        init(py, object.borrow(), args)?;
    }
    Ok(object)
}

/// Whether `__init__` has nothing to do: it is that of `object`, and leaves the arguments to a `__new__` that is not.
fn init_is_idle(class: &Type) -> bool {
    let init = |class: &Type| class.slots.init.get().map(|init| init as usize);
    let new = |class: &Type| class.slots.new.get().map(|new| new as usize);
    init(class) == init(&OBJECT) && new(class) != new(&OBJECT)
}
