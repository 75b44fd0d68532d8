//! `method`: a function bound to an object.

use super::object::OBJECT;
use crate::args::Args;
use crate::compare::CompareOp;
use crate::protocol::compare::hash_of_address;
use crate::py::{Heap, Py, PyResult};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::types::singletons::{boolean, not_implemented};
use crate::value::{Borrowed, Value};
use taipan_text::Name;

/// The payload. Both are there for as long as anybody can see the method.
pub struct Method {
    /// `__func__`, anything that can be called.
    function: Option<Value>,
    /// `__self__`
    this: Option<Value>,
}

/// `method`
pub static METHOD: Type = Type::of::<Method>("method", Some(&OBJECT));

// SAFETY: only made here, with this payload; the type cannot be derived from.
unsafe impl Payload for Method {
    const TYPE: &'static Type = &METHOD;
}

impl Parts for Method {
    fn take_part(&mut self) -> Option<Value> {
        self.function.take().or_else(|| self.this.take())
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.function.iter().chain(&self.this).for_each(visit);
    }
}

impl Method {
    /// `__func__`
    #[inline(always)]
    pub fn function(&self) -> Borrowed<'_> {
        self.function.as_ref().map_or(super::singletons::none_ref(), Value::borrow)
    }

    /// `__self__`
    #[inline(always)]
    pub fn this(&self) -> Borrowed<'_> {
        self.this.as_ref().map_or(super::singletons::none_ref(), Value::borrow)
    }
}

impl Heap {
    /// A function bound to an object.
    #[inline]
    pub fn method(self, function: Value, this: Value) -> PyResult<Value> {
        self.object(Method { function: Some(function), this: Some(this) })
    }
}

/// `method.__call__`: the function, with the object in front of the arguments.
pub(crate) fn call(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<Value> {
    let Some(method) = this.exact::<Method>() else { return Ok(this.to_value()) };
    py.call_with_first(&method.function(), method.this(), args)
}

/// `method.__get__`: what is bound stays so.
#[expect(clippy::unnecessary_wraps, reason = "the slot's shape")]
pub(crate) fn descr_get(
    _: &mut Py,
    this: Borrowed<'_>,
    _: Option<Borrowed<'_>>,
    _: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    Ok(this.to_value())
}

/// What the class of methods has under a name, else what the function has.
pub(crate) fn getattr(py: &mut Py, this: Borrowed<'_>, name: Borrowed<'_>) -> PyResult<Value> {
    let Some(method) = this.exact::<Method>() else { return Ok(this.to_value()) };
    let name = py.heap().attribute_name(&name)?;
    if let Some(found) = METHOD.lookup(py, &name) {
        return match found.type_().slots.descr_get.get() {
            Some(get) => get(py, found.borrow(), Some(this), Some(METHOD.borrow())),
            None => Ok(found),
        };
    }
    py.get_attribute(&method.function(), &name)
}

/// `<bound method Class.name of …>`
pub(crate) fn repr(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let Some(method) = this.exact::<Method>() else { return Ok(this.to_value()) };
    let function = method.function().to_value();
    let qualified = py.name(Name::__QUALNAME__).clone();
    let mut name = py.find_attribute(&function, &qualified)?;
    if name.is_none() {
        let plain = py.name(Name::__NAME__).clone();
        name = py.find_attribute(&function, &plain)?;
    }
    let shown = py.repr(&method.this())?;
    let name = name.filter(Value::is_str).map_or_else(|| "?".into(), |name| name.to_string());
    py.text(format_args!("<bound method {name} of {shown}>"))
}

/// Methods are equal when their functions are and they are bound to the same object.
pub(crate) fn compare(
    py: &mut Py,
    this: Borrowed<'_>,
    other: Borrowed<'_>,
    op: CompareOp,
) -> PyResult<Value> {
    let (Some(left), Some(right)) = (this.exact::<Method>(), other.exact::<Method>()) else {
        return Ok(not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(not_implemented());
    }
    let equal = py.equal(&left.function(), &right.function())? && left.this().is(&right.this());
    Ok(boolean(equal == (op == CompareOp::Eq)))
}

/// The hash fits [`compare`].
pub(crate) fn hash(py: &mut Py, this: Borrowed<'_>) -> PyResult<i64> {
    let Some(method) = this.exact::<Method>() else { return Ok(0) };
    let hash = hash_of_address(method.this().word()) ^ py.hash(&method.function())?;
    Ok(if hash == -1 { -2 } else { hash })
}
