//! The signatures of slots.
//!
//! Operands come as [`Borrowed`]: one word in a register, kept alive by the caller. A slot is only called with an object
//! of a type that has it, so the implementation may take the first operand for one of its own, except in binary
//! operators, where either may be (the answer to a stranger is `NotImplemented`).

use crate::args::Args;
use crate::buffer::{Buffer, BufferRequest};
use crate::compare::CompareOp;
use crate::py::{Py, PyResult, Raised};
use crate::value::{Borrowed, Value};

use super::Type;

/// One operand, any result.
pub type Unary = fn(&mut Py, Borrowed<'_>) -> PyResult<Value>;
/// Two operands, any result.
pub type Binary = fn(&mut Py, Borrowed<'_>, Borrowed<'_>) -> PyResult<Value>;
/// `pow`: base, exponent, modulus or None.
pub type Ternary = fn(&mut Py, Borrowed<'_>, Borrowed<'_>, Borrowed<'_>) -> PyResult<Value>;
/// `__hash__`; never -1.
pub type Hash = fn(&mut Py, Borrowed<'_>) -> PyResult<i64>;
/// All six comparisons.
pub type Compare = fn(&mut Py, Borrowed<'_>, Borrowed<'_>, CompareOp) -> PyResult<Value>;
/// `__bool__`
pub type Truth = fn(&mut Py, Borrowed<'_>) -> PyResult<bool>;
/// `__len__`
pub type Len = fn(&mut Py, Borrowed<'_>) -> PyResult<usize>;
/// `__contains__`
pub type Contains = fn(&mut Py, Borrowed<'_>, Borrowed<'_>) -> PyResult<bool>;
/// A sequence, as many times over.
pub type Repeat = fn(&mut Py, Borrowed<'_>, isize) -> PyResult<Value>;
/// Container, key, and the new value or nothing to delete.
pub type SetItem = fn(&mut Py, Borrowed<'_>, Borrowed<'_>, Option<Borrowed<'_>>) -> PyResult<()>;
/// `__next__`; `None` at the end, without an exception.
pub type Next = fn(&mut Py, Borrowed<'_>) -> PyResult<Option<Value>>;
/// `__next__` of an iterator over tuples of two: the two values instead.
pub type NextPair = fn(&mut Py, Borrowed<'_>) -> NextTwo;
/// `__call__`
pub type Call = fn(&mut Py, Borrowed<'_>, Args<'_>) -> PyResult<Value>;
/// `__new__`: the class to make an instance of, and the arguments after it.
pub type New = fn(&mut Py, &Type, Args<'_>) -> PyResult<Value>;
/// `__init__`
pub type Init = fn(&mut Py, Borrowed<'_>, Args<'_>) -> PyResult<()>;
/// `__del__`; what it raises is reported, not propagated.
pub type Finalize = fn(&mut Py, Borrowed<'_>);
/// Object and name (a `str`). Raises `AttributeError` when there is none.
pub type GetAttr = fn(&mut Py, Borrowed<'_>, Borrowed<'_>) -> PyResult<Value>;
/// Object, name, and the new value or nothing to delete.
pub type SetAttr = fn(&mut Py, Borrowed<'_>, Borrowed<'_>, Option<Borrowed<'_>>) -> PyResult<()>;
/// Descriptor, instance if there is one, class if known.
pub type DescrGet = fn(&mut Py, Borrowed<'_>, Option<Borrowed<'_>>, Option<Borrowed<'_>>) -> PyResult<Value>;
/// Descriptor, instance, and the new value or nothing to delete.
pub type DescrSet = fn(&mut Py, Borrowed<'_>, Borrowed<'_>, Option<Borrowed<'_>>) -> PyResult<()>;
/// Sends a value into a generator-like object.
pub type Send = fn(&mut Py, Borrowed<'_>, Borrowed<'_>) -> PyResult<Sent>;
/// Gives out memory.
pub type GetBuffer = fn(&mut Py, Borrowed<'_>, BufferRequest) -> PyResult<Buffer>;
/// Takes note that the memory is not used any more.
pub type ReleaseBuffer = fn(&mut Py, Borrowed<'_>, &Buffer);

/// What came back from a generator-like object.
pub enum Sent {
    /// It yielded.
    Yield(Value),
    /// It returned.
    Return(Value),
}

/// What an iterator gives that is asked for two values at once.
pub enum Two {
    /// The values.
    Values(Value, Value),
    /// There are no more.
    End,
    /// What comes next is no tuple of two; nothing has happened.
    Other,
}

/// A [`PyResult<Two>`] that is as large as two values, so that it comes back in registers.
pub struct NextTwo {
    /// Nothing where there are no values.
    first: Option<Value>,
    /// Without a first value a number that says why, or nothing at the end.
    second: Option<Value>,
}

const RAISED: i64 = 0;
const OTHER: i64 = 1;

impl From<PyResult<Two>> for NextTwo {
    #[inline(always)]
    fn from(result: PyResult<Two>) -> Self {
        match result {
            Ok(Two::Values(first, second)) => Self { first: Some(first), second: Some(second) },
            Ok(Two::End) => Self { first: None, second: None },
            Ok(Two::Other) => Self { first: None, second: Value::small_int(OTHER) },
            Err(_) => Self { first: None, second: Value::small_int(RAISED) },
        }
    }
}

impl NextTwo {
    /// What it says.
    #[inline(always)]
    pub fn read(self) -> PyResult<Two> {
        match (self.first, self.second) {
            (Some(first), Some(second)) => Ok(Two::Values(first, second)),
            (None, Some(why)) if why.as_small_int() == Some(RAISED) => Err(Raised::on_its_way()),
            (None, Some(_)) => Ok(Two::Other),
            (_, None) => Ok(Two::End),
        }
    }
}
