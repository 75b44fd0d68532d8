//! Attributes of classes: what `type.__getattribute__` and `type.__setattr__` do.

use taipan_text::Name;

use super::generated::{Function, SPECIAL_METHODS};
use super::{Flags, Type, resolve};
use crate::exception as exc;
use crate::native::descriptor::WrapperDescriptor;
use crate::py::{Py, PyResult};
use crate::types::dict::Dict;
use crate::types::tuple::Tuple;
use crate::value::{Borrowed, Value};

/// What `type.__getattribute__` finds; nothing if there is no such attribute.
///
/// A data descriptor of the metaclass comes first, then what the class and those above it have, then anything else that
/// the metaclass has.
pub fn find(py: &mut Py, this: Borrowed<'_>, name: Borrowed<'_>) -> PyResult<Option<Value>> {
    let Some(class) = this.as_type() else { return Ok(None) };
    let meta = this.type_();
    let name = py.heap().attribute_name(&name)?;
    let of_meta = meta.lookup(py, &name);
    let get = of_meta.as_ref().and_then(|found| found.type_().slots.descr_get.get());
    if let (Some(found), Some(get)) = (&of_meta, get)
        && found.type_().slots.descr_set.get().is_some()
    {
        return get(py, found.borrow(), Some(this), Some(meta.borrow())).map(Some);
    }
    if let Some(found) = class.lookup(py, &name) {
        return bind_to_class(py, found, this).map(Some);
    }
    match (of_meta, get) {
        (Some(found), Some(get)) => get(py, found.borrow(), Some(this), Some(meta.borrow())).map(Some),
        (found, _) => Ok(found),
    }
}

/// What a class gives for something in its dict.
#[inline]
fn bind_to_class(py: &mut Py, found: Value, class: Borrowed<'_>) -> PyResult<Value> {
    match found.type_().slots.descr_get.get() {
        Some(get) => get(py, found.borrow(), None, Some(class)),
        None => Ok(found),
    }
}

/// `type.__getattribute__`
pub(crate) fn getattribute(py: &mut Py, this: Borrowed<'_>, name: Borrowed<'_>) -> PyResult<Value> {
    match find(py, this, name)? {
        Some(value) => Ok(value),
        None => Err(exc::attribute_error(py, &this, &name)),
    }
}

/// `type.__setattr__` and `type.__delattr__`
pub(crate) fn setattr(
    py: &mut Py,
    this: Borrowed<'_>,
    name: Borrowed<'_>,
    value: Option<Borrowed<'_>>,
) -> PyResult<()> {
    let Some(class) = this.as_type() else { return Ok(()) };
    if class.has(Flags::IMMUTABLE) {
        let shown = py.repr(&name)?;
        return Err(exc::type_error(
            py,
            format_args!("cannot set {shown} attribute of immutable type '{class}'"),
        ));
    }
    let name = py.heap().attribute_name(&name)?;
    if let Some(found) = this.type_().lookup(py, &name)
        && let Some(set) = found.type_().slots.descr_set.get()
    {
        return set(py, found.borrow(), this, value);
    }
    let dict = class.state(py).dict.clone();
    let Some(attributes) = dict.get::<Dict>() else { return Ok(()) };
    class.invalidate(py);
    let old = match value {
        Some(value) => attributes.set_str(py, &name, value.to_value())?,
        None => match attributes.remove_str(py, &name) {
            Some(old) => Some(old),
            None => return Err(exc::attribute_error(py, &this, &name)),
        },
    };
    if let Some(dunder) = resolve::number(py, &name) {
        resolve::update(py, class, dunder);
    }
    drop(old);
    py.drain();
    Ok(())
}

/// Gives a class that was made as the `class` statement makes them a slot that is native, with the wrappers of the special
/// methods behind it: for classes that are made from a table, and do natively what all of them share.
pub fn give_slot(py: &mut Py, class: &Type, function: Function) -> PyResult<()> {
    let value = class.to_value();
    for method in SPECIAL_METHODS.iter().filter(|method| method.slot == function.id()) {
        let name = py.dunder(method.dunder).clone();
        let wrapper = py.heap().object(WrapperDescriptor { class: Some(value.clone()), method })?;
        class.slots.set(function);
        py.set_attribute(&value, &name, &wrapper)?;
    }
    Ok(())
}

/// Takes the descriptors of `__dict__` and `__weakref__` from a class that another one is about to be made of.
pub fn clear_descriptors(py: &mut Py, class: &Type) {
    let dict = class.state(py).dict.clone();
    let Some(attributes) = dict.get::<Dict>() else { return };
    class.invalidate(py);
    for name in ["__dict__", "__weakref__"] {
        if let Ok(name) = py.heap().intern(name) {
            drop(attributes.remove_str(py, &name));
        }
    }
    py.drain();
}

/// What the classes after `class` in the MRO of an object's class have under a name, bound to the object: what `super()`
/// gives, once [`super_start`] has said that it may.
pub fn find_above(py: &mut Py, class: &Type, this: &Value, name: &Value) -> PyResult<Option<Value>> {
    let of = this.as_type().filter(|it| it.is_subtype(py, class));
    let start = of.unwrap_or(this.borrow().type_());
    let Some(found) = after(py, start, class, name) else { return Ok(None) };
    let Some(get) = found.type_().slots.descr_get.get() else { return Ok(Some(found)) };
    let instance = if of.is_some() { None } else { Some(this.borrow()) };
    get(py, found.borrow(), instance, Some(start.borrow())).map(Some)
}

/// What the first class after `class` in the MRO of `start` that has a name has there.
pub fn after(py: &Py, start: &Type, class: &Type, name: &Value) -> Option<Value> {
    let order = start.state(py).mro.get(py);
    let order = order.get::<Tuple>()?.items();
    let position = order.iter().position(|item| item.is(&class.borrow()))?;
    order.iter().skip(position + 1).filter_map(Value::as_type).find_map(|class| {
        let dict = class.state(py).dict.get::<Dict>()?;
        dict.get_str(py, name).map(Borrowed::to_value)
    })
}

/// The class whose MRO `super(class, this)` follows: that of the object, or the object itself if it is a class.
pub fn super_start(py: &mut Py, class: &Type, this: &Value) -> PyResult<Value> {
    // A metaclass may leave a class out of its own MRO: then there is nothing after it.
    let follows = |py: &Py, it: &Type| {
        let order = it.state(py).mro.get(py);
        match order.get::<Tuple>() {
            Some(order) if !order.is_empty() => order.items().iter().any(|item| item.is(&class.borrow())),
            _ => it.extends(py, class),
        }
    };
    if this.as_type().is_some_and(|it| follows(py, it)) {
        return Ok(this.clone());
    }
    let own = this.type_();
    if follows(py, own) {
        return Ok(own.to_value());
    }
    let name = py.name(Name::__CLASS__).clone();
    if let Some(claimed) = py.find_attribute(this, &name)?
        && claimed.as_type().is_some_and(|it| !it.is(own) && it.is_subtype(py, class))
    {
        return Ok(claimed);
    }
    let (kind, shown) = match this.as_type() {
        Some(it) => ("type", it),
        None => ("instance of", own),
    };
    Err(exc::type_error(
        py,
        format_args!(
            "super(type, obj): obj ({kind} {shown}) is not an instance or subtype of type ({class})."
        ),
    ))
}
