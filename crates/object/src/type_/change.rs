//! Changing what classes derive from (`__bases__`), and what class an object is of (`__class__`).

use std::ptr::NonNull;

use super::{Flags, Type, bases, mro, resolve};
use crate::exception as exc;
use crate::instance;
use crate::py::{Py, PyResult};
use crate::types::module::MODULE;
use crate::types::tuple::Tuple;
use crate::value::{Borrowed, Value};

/// Sets `__bases__`. The classes that derive from it get new MROs; if one of them cannot have one, nothing changes.
pub fn set_bases(py: &mut Py, class: &Type, value: &Value) -> PyResult<()> {
    let Some(tuple) = value.get::<Tuple>() else {
        let given = value.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("can only assign tuple to {class}.__bases__, not {given}"),
        ));
    };
    if tuple.is_empty() {
        return Err(exc::type_error(
            py,
            format_args!("can only assign non-empty tuple to {class}.__bases__, not ()"),
        ));
    }
    let listed = tuple.items().to_vec();
    for item in &listed {
        let Some(base) = item.as_type() else {
            let given = item.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("{class}.__bases__ must be tuple of classes, not '{given}'"),
            ));
        };
        // The order of a base whose bases are being changed is still the old one: its chain of bases is not.
        if base.is_subtype(py, class) || base.extends(py, class) {
            return Err(exc::type_error(py, format_args!("a __bases__ item causes an inheritance cycle")));
        }
    }
    let new_base = bases::best_base(py, &listed)?;
    let old_base = class.state(py).base.get(py).clone();
    if let (Some(old), Some(new)) = (old_base.as_ref().and_then(Value::as_type), new_base.as_type()) {
        check_layout(py, "__bases__", old, new)?;
    }
    let state = class.state_for(py);
    let new_bases = py.tuple(listed.clone())?;
    let old_bases = state.bases.replace(py, new_bases.clone());
    drop(state.base.replace(py, Some(new_base)));
    let mut replaced = Vec::new();
    if let Err(raised) = renew_orders(py, class, &mut replaced) {
        for (class, order) in replaced.into_iter().rev() {
            if let Some(class) = class.as_type() {
                class.invalidate(py);
                class.set_mro(py, order);
            }
        }
        if state.bases.get(py).is(&new_bases) {
            drop(state.bases.replace(py, old_bases));
            drop(state.base.replace(py, old_base));
        }
        return Err(raised);
    }
    if !state.bases.get(py).is(&new_bases) {
        // A method `mro` has set them to something else in the meantime, and all that hangs on them.
        return Ok(());
    }
    let address = class.borrow().word();
    for base in bases::items(&old_bases).iter().filter_map(Value::as_type) {
        base.forget_subclass(address);
    }
    for (place, base) in listed.iter().enumerate() {
        if let Some(base) = base.as_type()
            && !listed[..place].iter().any(|other| other.is(&base.borrow()))
        {
            base.add_subclass(py, class);
        }
    }
    class.invalidate(py);
    resolve::update_all(py, class);
    Ok(())
}

/// Gives a class and all that derive from it new MROs; the old ones are noted.
fn renew_orders(py: &mut Py, class: &Type, replaced: &mut Vec<(Value, Value)>) -> PyResult<()> {
    py.check_stack("")?;
    let order = mro::compute(py, class)?;
    class.invalidate(py);
    if let Some(state) = class.own_state() {
        replaced.push((class.to_value(), state.mro.replace(py, order)));
    }
    for subclass in class.subclasses(py) {
        if let Some(subclass) = subclass.as_type() {
            renew_orders(py, subclass, replaced)?;
        }
    }
    Ok(())
}

/// Whether instances of one class can take the place of those of another.
fn check_layout(py: &mut Py, attribute: &str, old: &Type, new: &Type) -> PyResult<()> {
    let death = |class: &Type| (class.is_heap(), class.native().memory.teardown.map(|it| it as usize));
    // Where a class adds nothing to a module, both may take each other's place.
    let modules = old.native().is(&MODULE) && new.native().is(&MODULE);
    let heap_differs = old.is_heap() != new.is_heap() || !old.is_heap() && death(old) != death(new);
    let differs = if heap_differs && !modules {
        "deallocator"
    } else if bases::same_layout(py, old, new) {
        return Ok(());
    } else {
        "object layout"
    };
    Err(exc::type_error(py, format_args!("{attribute} assignment: '{new}' {differs} differs from '{old}'")))
}

/// Sets `__class__` of an object.
pub fn set_class(py: &mut Py, this: Borrowed<'_>, value: Option<Borrowed<'_>>) -> PyResult<()> {
    let Some(value) = value else {
        return Err(exc::type_error(py, format_args!("can't delete __class__ attribute")));
    };
    let Some(new) = value.as_type() else {
        let given = value.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("__class__ must be set to a class, not '{given}' object"),
        ));
    };
    if py.is_audited() {
        let name = py.heap().intern("__class__")?;
        py.audit("object.__setattr__", &[&this, &name, &value])?;
    }
    let old = this.type_();
    let modules = old.native().is(&MODULE) && new.native().is(&MODULE);
    let mutable = modules || !old.has(Flags::IMMUTABLE) && !new.has(Flags::IMMUTABLE);
    let (Some(object), true) = (this.object(), mutable) else {
        return Err(exc::type_error(
            py,
            format_args!("__class__ assignment only supported for mutable types or ModuleType subclasses"),
        ));
    };
    check_layout(py, "__class__", old, new)?;
    if old.has(Flags::INLINE_VALUES) && !old.is(new) {
        // The keys of the values are those of the class, and there may be room for fewer of them.
        instance::dict(py, this)?;
        instance::fit(py, NonNull::from(object), new);
    }
    if resolve::is_descriptor(old) != resolve::is_descriptor(new) {
        Type::invalidate_all(py);
    }
    let new = new.to_value();
    let replaced = object.set_type(new.into_counted().cast());
    // SAFETY: the object held a reference to its type if that is a heap type; any other is immortal.
    drop(unsafe { Value::from_counted(replaced.cast()) });
    py.drain();
    Ok(())
}
