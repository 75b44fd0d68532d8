//! `FrameLocalsProxy`: `f_locals` of a function's frame, a mapping that writes through to the variables (PEP 667).

use taipan_bytecode::LocalKind;
use taipan_macros::{pyclass, pymethods};
use taipan_object::types::dict::Dict;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{boolean, none, not_implemented};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, CompareOp, Py, PyCell, PyResult, Raised, Type, Value, exception as exc};

use super::FrameObject;
use crate::code::Code;

/// The payload.
#[pyclass(static = FRAME_LOCALS_PROXY, name = "FrameLocalsProxy", base = OBJECT)]
pub(crate) struct FrameLocalsProxy {
    frame: PyCell<Option<Value>>,
}

/// A view of the variables of a frame object.
pub(super) fn new(py: &Py, frame: Value) -> PyResult<Value> {
    py.heap().object(FrameLocalsProxy { frame: PyCell::new(Some(frame)) })
}

/// What a key is looked up for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// Variables that have a value.
    Read,
    /// Variables that are not a comprehension's own.
    Write,
}

/// A frame and its code, held for as long as they are looked at.
struct Subject {
    frame: Value,
    code: Value,
}

impl Subject {
    fn frame(&self) -> Option<&FrameObject> {
        self.frame.exact::<FrameObject>()
    }

    fn extra(&self, py: &Py) -> Option<Value> {
        self.frame()?.state.get(py).extra.clone()
    }

    /// The number of the variable that a key names.
    fn find(&self, py: &mut Py, key: &Value, access: Access) -> PyResult<Option<usize>> {
        let (Some(frame), Some(code)) = (self.frame(), self.code.exact::<Code>()) else { return Ok(None) };
        let usable = |py: &Py, index: usize| match access {
            Access::Read => frame.variable(py, code, index).is_some(),
            Access::Write => code.kind(index) & LocalKind::HIDDEN == 0,
        };
        let mut known = false;
        for (index, name) in code.local_names.iter().enumerate() {
            if name.is(key) {
                if usable(py, index) {
                    return Ok(Some(index));
                }
                known = true;
            }
        }
        if known {
            return Ok(None);
        }
        let hash = py.hash(key)?;
        for (index, name) in code.local_names.iter().enumerate() {
            let same = match (name.get::<Str>(), key.exact::<Str>()) {
                (Some(name), Some(key)) => name.equals(key),
                _ => py.hash(name)? == hash && py.equal(name, key)?,
            };
            if same && usable(py, index) {
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    fn get(&self, py: &mut Py, key: &Value) -> PyResult<Option<Value>> {
        if let Some(index) = self.find(py, key, Access::Read)?
            && let (Some(frame), Some(code)) = (self.frame(), self.code.exact::<Code>())
        {
            return Ok(frame.variable(py, code, index));
        }
        let extra = self.extra(py);
        match extra.as_ref().and_then(|extra| extra.get::<Dict>()) {
            Some(extra) => extra.get(py, key),
            None => Ok(None),
        }
    }

    fn set(&self, py: &mut Py, key: &Value, value: &Value) -> PyResult<()> {
        let place = self.find(py, key, Access::Write)?;
        let (Some(frame), Some(code)) = (self.frame(), self.code.exact::<Code>()) else { return Ok(()) };
        if let Some(index) = place {
            return frame.set_variable(py, code, index, value.clone());
        }
        let extra = match self.extra(py) {
            Some(extra) => extra,
            None => {
                let extra = py.dict()?;
                frame.state.get_mut(py).extra = Some(extra.clone());
                extra
            }
        };
        py.set_item(&extra, key, value)
    }

    /// The extra variables, where a key is to be removed: only they can be.
    fn removable(&self, py: &mut Py, key: &Value) -> PyResult<Option<Value>> {
        if self.find(py, key, Access::Write)?.is_some() {
            return Err(exc::value_error(
                py,
                format_args!("cannot remove local variables from FrameLocalsProxy"),
            ));
        }
        Ok(self.extra(py))
    }

    fn delete(&self, py: &mut Py, key: &Value) -> PyResult<()> {
        match self.removable(py, key)? {
            Some(extra) => py.delete_item(&extra, key),
            None => Err(exc::key_error(py, key)),
        }
    }

    fn pairs(&self, py: &mut Py) -> Vec<(Value, Value)> {
        self.frame().map_or_else(Vec::new, |frame| frame.variables(py))
    }

    fn to_dict(&self, py: &mut Py) -> PyResult<Value> {
        let result = py.dict()?;
        for (key, value) in self.pairs(py) {
            py.set_item(&result, &key, &value)?;
        }
        Ok(result)
    }
}

fn subject(this: &FrameLocalsProxy, py: &Py) -> Subject {
    let frame = this.frame.get(py).clone().unwrap_or_else(none);
    let code = frame.exact::<FrameObject>().and_then(|frame| frame.code(py)).unwrap_or_else(none);
    Subject { frame, code }
}

/// Names and values of what may be merged: a dict or another view. Nothing for anything else.
fn mergeable(py: &mut Py, other: Borrowed<'_>) -> Option<Vec<(Value, Value)>> {
    if let Some(dict) = other.get::<Dict>() {
        return Some(dict.items(py));
    }
    let proxy = other.exact::<FrameLocalsProxy>()?;
    let subject = subject(proxy, py);
    Some(subject.pairs(py))
}

/// Sets all of another mapping; false if it is none that may be.
fn merge(py: &mut Py, subject: &Subject, other: Borrowed<'_>) -> PyResult<bool> {
    let Some(pairs) = mergeable(py, other) else { return Ok(false) };
    for (key, value) in pairs {
        subject.set(py, &key, &value)?;
    }
    Ok(true)
}

fn undefined(py: &mut Py, key: &Value) -> Raised {
    match py.repr(key) {
        Ok(shown) => py.error(&exc::KEY_ERROR, format_args!("local variable '{shown}' is not defined")),
        Err(raised) => raised,
    }
}

/// Methods of `FrameLocalsProxy`.
pub(crate) struct Methods;

#[pymethods(FrameLocalsProxy)]
impl Methods {
    /// The names of the variables that have a value, a list.
    #[pymethod("($self, /)", hidden)]
    fn keys(this: &FrameLocalsProxy, py: &mut Py) -> PyResult<Value> {
        let keys: Vec<Value> = subject(this, py).pairs(py).into_iter().map(|(key, _)| key).collect();
        py.list(keys)
    }

    /// The values of the variables, a list.
    #[pymethod("($self, /)", hidden)]
    fn values(this: &FrameLocalsProxy, py: &mut Py) -> PyResult<Value> {
        let values: Vec<Value> = subject(this, py).pairs(py).into_iter().map(|(_, value)| value).collect();
        py.list(values)
    }

    /// Names and values of the variables, a list of pairs.
    #[pymethod("($self, /)", hidden)]
    fn items(this: &FrameLocalsProxy, py: &mut Py) -> PyResult<Value> {
        let mut items = Vec::new();
        for (key, value) in subject(this, py).pairs(py) {
            items.push(py.tuple([key, value])?);
        }
        py.list(items)
    }

    /// A dict of the variables as they are now.
    #[pymethod("($self, /)", hidden)]
    fn copy(this: &FrameLocalsProxy, py: &mut Py) -> PyResult<Value> {
        subject(this, py).to_dict(py)
    }

    /// The value of a variable, or the default.
    #[pymethod("($self, key, default=None, /)", hidden)]
    fn get(
        this: &FrameLocalsProxy,
        py: &mut Py,
        key: &Value,
        default: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let found = subject(this, py).get(py, key)?;
        Ok(found.unwrap_or_else(|| default.map_or_else(none, Borrowed::to_value)))
    }

    /// The value of a variable, which is set to the default if it has none.
    #[pymethod("($self, key, default=None, /)", hidden)]
    fn setdefault(
        this: &FrameLocalsProxy,
        py: &mut Py,
        key: &Value,
        default: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let subject = subject(this, py);
        if let Some(found) = subject.get(py, key)? {
            return Ok(found);
        }
        let value = default.map_or_else(none, Borrowed::to_value);
        subject.set(py, key, &value)?;
        Ok(value)
    }

    /// Removes a variable that is none of the function's own, and gives its value, or the default if there is none.
    #[pymethod("($self, key, default=<unrepresentable>, /)", hidden)]
    fn pop(
        this: &FrameLocalsProxy,
        py: &mut Py,
        key: &Value,
        default: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let subject = subject(this, py);
        let extra = subject.removable(py, key)?;
        if let Some(extra) = extra
            && let Some(found) = extra.get::<Dict>().map(|dict| dict.get(py, key)).transpose()?.flatten()
        {
            py.delete_item(&extra, key)?;
            return Ok(found);
        }
        default.map(Borrowed::to_value).ok_or_else(|| exc::key_error(py, key))
    }

    /// Sets the variables that another mapping names.
    #[pymethod("($self, other, /)", hidden)]
    fn update(this: &FrameLocalsProxy, py: &mut Py, other: Borrowed<'_>) -> PyResult<()> {
        let subject = subject(this, py);
        if merge(py, &subject, other)? {
            return Ok(());
        }
        Err(exc::type_error(py, format_args!("update() argument must be dict or another FrameLocalsProxy")))
    }

    /// The names from the last one on, a list.
    #[pymethod("($self, /)", hidden)]
    fn __reversed__(this: &FrameLocalsProxy, py: &mut Py) -> PyResult<Value> {
        let mut keys: Vec<Value> = subject(this, py).pairs(py).into_iter().map(|(key, _)| key).collect();
        keys.reverse();
        py.list(keys)
    }

    #[pyslot]
    fn new(_class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if args.len() != 1 {
            return Err(exc::type_error(
                py,
                format_args!("FrameLocalsProxy expected 1 argument, got {}", args.len()),
            ));
        }
        if args.has_keywords() {
            return Err(exc::type_error(py, format_args!("FrameLocalsProxy takes no keyword arguments")));
        }
        let frame = args.get(0).map_or_else(none, Borrowed::to_value);
        if frame.exact::<FrameObject>().is_none() {
            return Err(exc::type_error(py, format_args!("expect frame, not {}", frame.type_().name())));
        }
        new(py, frame)
    }

    #[pyslot]
    fn length(this: &FrameLocalsProxy, py: &mut Py) -> PyResult<usize> {
        Ok(subject(this, py).pairs(py).len())
    }

    #[pyslot]
    fn contains(this: &FrameLocalsProxy, py: &mut Py, key: Borrowed<'_>) -> PyResult<bool> {
        Ok(subject(this, py).get(py, &key)?.is_some())
    }

    #[pyslot]
    fn getitem(this: &FrameLocalsProxy, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        match subject(this, py).get(py, &key)? {
            Some(value) => Ok(value),
            None => Err(undefined(py, &key)),
        }
    }

    #[pyslot]
    fn setitem(
        this: &FrameLocalsProxy,
        py: &mut Py,
        key: Borrowed<'_>,
        value: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let subject = subject(this, py);
        match value {
            Some(value) => subject.set(py, &key, &value),
            None => subject.delete(py, &key),
        }
    }

    #[pyslot]
    fn iter(this: &FrameLocalsProxy, py: &mut Py) -> PyResult<Value> {
        let keys: Vec<Value> = subject(this, py).pairs(py).into_iter().map(|(key, _)| key).collect();
        let keys = py.list(keys)?;
        py.iter(&keys)
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        let (Some(pairs), Some(others)) = (mergeable(py, left), mergeable(py, right)) else {
            return Ok(not_implemented());
        };
        let result = py.dict()?;
        for (key, value) in pairs.into_iter().chain(others) {
            py.set_item(&result, &key, &value)?;
        }
        Ok(result)
    }

    #[pyslot]
    fn inplace_or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        let Some(proxy) = left.exact::<FrameLocalsProxy>() else { return Ok(not_implemented()) };
        let subject = subject(proxy, py);
        Ok(if merge(py, &subject, right)? { left.to_value() } else { not_implemented() })
    }

    #[pyslot]
    fn compare(this: &FrameLocalsProxy, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        let subject = subject(this, py);
        if let Some(proxy) = other.exact::<FrameLocalsProxy>() {
            let same = proxy.frame.get(py).as_ref().is_some_and(|frame| frame.is(&subject.frame));
            return Ok(match op {
                CompareOp::Eq => boolean(same),
                CompareOp::Ne => boolean(!same),
                _ => not_implemented(),
            });
        }
        if other.get::<Dict>().is_none() {
            return Ok(not_implemented());
        }
        let dict = subject.to_dict(py)?;
        py.compare(&dict, &other, op)
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(proxy) = this.exact::<FrameLocalsProxy>() else { return Ok(none()) };
        let Some(guard) = py.enter_repr(this) else { return py.str("{...}") };
        let result = subject(proxy, py).to_dict(py).and_then(|dict| py.repr(&dict));
        py.leave_repr(guard);
        result
    }
}
