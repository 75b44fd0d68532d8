//! What `weakref.ref` does: it gives the object when it is called, and compares and hashes as the object does.

use taipan_macros::pymethods;
use taipan_text::Name;

use super::WeakRef;
use crate::args::Args;
use crate::compare::CompareOp;
use crate::exception as exc;
use crate::py::{Py, PyResult};
use crate::type_::Type;
use crate::types::singletons::{boolean, is_none, none, not_implemented};
use crate::value::{Borrowed, Value};
use crate::weak;

/// Everything.
pub(super) struct Reference;

#[pymethods(WeakRef)]
impl Reference {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let (target, callback) = arguments(py, "__new__", args)?;
        let callback = callback.filter(|callback| !is_none(callback)).map(Borrowed::to_value);
        weak::reference(py, class, target, callback)
    }

    #[pyslot]
    fn init(_: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        if args.has_keywords() {
            return Err(exc::type_error(py, format_args!("ref() takes no keyword arguments")));
        }
        arguments(py, "__init__", args).map(drop)
    }

    #[pyslot]
    fn call(this: &WeakRef, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if args.has_keywords() {
            return Err(exc::type_error(py, format_args!("weakref() takes no keyword arguments")));
        }
        if !args.is_empty() {
            let given = args.len();
            return Err(exc::type_error(py, format_args!("weakref expected 0 arguments, got {given}")));
        }
        Ok(this.target(py).unwrap_or_else(none))
    }

    #[pyslot]
    fn hash(this: &WeakRef, py: &mut Py) -> PyResult<i64> {
        if let Some(hash) = this.hash.get().checked_sub(1) {
            return Ok(hash.cast_signed());
        }
        let Some(target) = this.target(py) else {
            return Err(exc::type_error(py, format_args!("weak object has gone away")));
        };
        let hash = py.hash(&target)?;
        this.hash.set(hash.cast_unsigned().wrapping_add(1));
        Ok(hash)
    }

    #[pyslot]
    fn compare(this: &WeakRef, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        let Some(second) = other.get::<WeakRef>().filter(|_| matches!(op, CompareOp::Eq | CompareOp::Ne))
        else {
            return Ok(not_implemented());
        };
        match (this.target(py), second.target(py)) {
            (Some(left), Some(right)) => py.compare(&left, &right, op),
            _ => Ok(boolean(std::ptr::eq(this, second) == (op == CompareOp::Eq))),
        }
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let at = this.word();
        let Some(target) = this.get::<WeakRef>().and_then(|reference| reference.target(py)) else {
            return py.text(format_args!("<weakref at {at:#x}; dead>"));
        };
        let name = class_name(py, &target)?.filter(Value::is_str);
        let (class, target_at) = (target.type_().full_name(py), target.word());
        match name {
            Some(name) => {
                py.text(format_args!("<weakref at {at:#x}; to '{class}' at {target_at:#x} ({name})>"))
            }
            None => py.text(format_args!("<weakref at {at:#x}; to '{class}' at {target_at:#x}>")),
        }
    }

    #[pymember(name = "__callback__")]
    fn callback(this: &WeakRef, py: &mut Py) -> Option<Value> {
        this.callback.get(py).clone()
    }

    /// The type of references to objects of a type.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        match py.interpreter().hooks().generic_alias {
            Some(make) => make(py, &class.to_value(), &object),
            None => Ok(class.to_value()),
        }
    }
}

/// What the class of an object has under `__name__`, bound to the object: functions and classes have one, modules have not.
fn class_name(py: &mut Py, target: &Value) -> PyResult<Option<Value>> {
    let name = py.name(Name::__NAME__).clone();
    let class = target.type_().to_value();
    let Some(found) = target.type_().lookup(py, &name) else { return Ok(None) };
    match found.type_().slots.descr_get.get() {
        Some(get) => get(py, found.borrow(), Some(target.borrow()), Some(class.borrow())).map(Some),
        None => Ok(Some(found)),
    }
}

/// The object and the callback. Keywords are left to `__init__`, which a class may have its own of.
fn arguments<'a>(py: &mut Py, name: &str, args: Args<'a>) -> PyResult<(Borrowed<'a>, Option<Borrowed<'a>>)> {
    match (args.get(0), args.len()) {
        (Some(target), 1 | 2) => Ok((target, args.get(1))),
        (None, _) => Err(exc::type_error(py, format_args!("{name} expected at least 1 argument, got 0"))),
        (_, given) => {
            Err(exc::type_error(py, format_args!("{name} expected at most 2 arguments, got {given}")))
        }
    }
}
