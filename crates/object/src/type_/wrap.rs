//! How a special method of a native type calls the slot behind it: what `int.__add__` is.

use super::generated::Function;
use super::shapes::{self, Sent};
use super::{SlotId, SpecialMethod, Type};
use crate::args::Args;
use crate::compare::CompareOp;
use crate::exception as exc;
use crate::protocol::convert;
use crate::py::{Py, PyResult};
use crate::types::singletons::{boolean, is_none, none, none_ref};
use crate::value::{Borrowed, Value};

/// The ways of calling a slot from Python.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrap {
    /// Nothing: the method exists only in classes written in Python.
    None,
    /// `__new__`: a static method that checks the class it is given.
    New,
    /// `__init__`
    Init,
    /// `__del__`
    Finalize,
    /// No argument.
    Unary,
    /// `__hash__`
    Hash,
    /// `__lt__`
    CompareLt,
    /// `__le__`
    CompareLe,
    /// `__eq__`
    CompareEq,
    /// `__ne__`
    CompareNe,
    /// `__gt__`
    CompareGt,
    /// `__ge__`
    CompareGe,
    /// `__call__`
    Call,
    /// `__getattribute__`
    GetAttribute,
    /// `__setattr__`
    SetAttr,
    /// `__delattr__`
    DelAttr,
    /// `__get__`
    DescrGet,
    /// `__set__`
    DescrSet,
    /// `__delete__`
    DescrDelete,
    /// `__next__`
    Next,
    /// An operator with self on the left.
    BinaryLeft,
    /// An operator with self on the right.
    BinaryRight,
    /// `__pow__`
    TernaryLeft,
    /// `__rpow__`
    TernaryRight,
    /// `__iadd__` and the like.
    BinaryInPlace,
    /// `__ipow__`
    BinaryInPlacePower,
    /// `__bool__`
    Truth,
    /// `__len__`
    Len,
    /// `__add__` of a sequence.
    Concat,
    /// `__mul__` of a sequence.
    Repeat,
    /// `__contains__`
    Contains,
    /// `__getitem__`
    GetItem,
    /// `__setitem__`
    SetItem,
    /// `__delitem__`
    DelItem,
    /// `__buffer__`
    Buffer,
    /// `__release_buffer__`
    ReleaseBuffer,
}

/// Calls what a wrapper stands for: the slot of `method` in the type `of`, for `this`, which is an instance of it.
pub(crate) fn call(
    py: &mut Py,
    method: &SpecialMethod,
    of: &Type,
    this: Borrowed<'_>,
    args: Args<'_>,
) -> PyResult<Value> {
    let Some(function) = of.slots.get(method.slot) else {
        return Err(exc::type_error(
            py,
            format_args!("'{}' object has no slot for '{}'", of.name(), method.name),
        ));
    };
    if args.has_keywords() && !matches!(method.wrap, Wrap::Init | Wrap::Call) {
        return Err(exc::type_error(
            py,
            format_args!("wrapper {}() takes no keyword arguments", method.name),
        ));
    }
    match function {
        Function::Call(call) => call(py, this, args),
        Function::Init(init) => init(py, this, args).map(|()| none()),
        Function::Compare(compare) => {
            let [other] = exactly(py, args)?;
            compare(py, this, other, comparison(method.wrap))
        }
        Function::Hash(hash) => {
            let [] = exactly(py, args)?;
            let hash = hash(py, this)?;
            py.int(hash)
        }
        Function::Truth(truth) => {
            let [] = exactly(py, args)?;
            truth(py, this).map(boolean)
        }
        Function::Length(len) => {
            let [] = exactly(py, args)?;
            let len = len(py, this)?;
            py.int_from_usize(len)
        }
        Function::Contains(contains) => {
            let [key] = exactly(py, args)?;
            contains(py, this, key).map(boolean)
        }
        Function::Repeat(repeat) | Function::InplaceRepeat(repeat) => {
            let [count] = exactly(py, args)?;
            let count = convert::index_or_overflow(py, &count)?;
            repeat(py, this, count)
        }
        Function::Next(next) => {
            let [] = exactly(py, args)?;
            let send = this.type_().slots.send.get();
            let sent = match send {
                Some(send) => send(py, this, none().borrow())?,
                None => next(py, this)?.map_or_else(|| Sent::Return(none()), Sent::Yield),
            };
            match sent {
                Sent::Yield(value) => Ok(value),
                Sent::Return(value) => Err(exc::stop_iteration(py, Some(value).filter(|it| !is_none(it)))),
            }
        }
        Function::Finalize(finalize) => {
            let [] = exactly(py, args)?;
            finalize(py, this);
            Ok(none())
        }
        Function::Getattr(get) => {
            let [name] = exactly(py, args)?;
            attribute_name(py, name)?;
            get(py, this, name)
        }
        Function::Setattr(set) => {
            set_attribute(py, method, of, set, this, args)?;
            Ok(none())
        }
        Function::Setitem(set) => {
            if method.wrap == Wrap::DelItem {
                let [key] = exactly(py, args)?;
                set(py, this, key, None)?;
            } else {
                let [key, value] = pair(py, method, args)?;
                set(py, this, key, Some(value))?;
            }
            Ok(none())
        }
        Function::DescrGet(get) => descriptor_get(py, method, get, this, args),
        Function::DescrSet(set) => {
            if method.wrap == Wrap::DescrDelete {
                let [instance] = exactly(py, args)?;
                set(py, this, instance, None)?;
            } else {
                let [instance, value] = pair(py, method, args)?;
                set(py, this, instance, Some(value))?;
            }
            Ok(none())
        }
        Function::Power(power) | Function::InplacePower(power) => ternary(py, method, power, this, args),
        other => plain(py, method, other, this, args),
    }
}

/// Slots with one or two operands and any result.
fn plain(
    py: &mut Py,
    method: &SpecialMethod,
    function: Function,
    this: Borrowed<'_>,
    args: Args<'_>,
) -> PyResult<Value> {
    match (method.wrap, function.as_unary(), function.as_binary()) {
        (Wrap::Unary, Some(unary), _) => {
            let [] = exactly(py, args)?;
            unary(py, this)
        }
        (Wrap::BinaryRight, _, Some(binary)) => {
            let [other] = exactly(py, args)?;
            binary(py, other, this)
        }
        (_, _, Some(binary)) => {
            let [other] = exactly(py, args)?;
            binary(py, this, other)
        }
        _ => crate::protocol::buffer::call_wrapper(py, method, function, this, args),
    }
}

fn ternary(
    py: &mut Py,
    method: &SpecialMethod,
    power: shapes::Ternary,
    this: Borrowed<'_>,
    args: Args<'_>,
) -> PyResult<Value> {
    let none = none();
    if method.wrap == Wrap::BinaryInPlacePower {
        let [other] = exactly(py, args)?;
        return power(py, this, other, none.borrow());
    }
    if !(1..=2).contains(&args.len()) {
        let count = args.len();
        return Err(exc::type_error(py, format_args!("expected 1 or 2 arguments, got {count}")));
    }
    let (Some(other), modulus) = (args.get(0), args.get(1).unwrap_or(none.borrow())) else { return Ok(none) };
    match method.wrap {
        Wrap::TernaryRight => power(py, other, this, modulus),
        _ => power(py, this, other, modulus),
    }
}

fn descriptor_get(
    py: &mut Py,
    method: &SpecialMethod,
    get: shapes::DescrGet,
    this: Borrowed<'_>,
    args: Args<'_>,
) -> PyResult<Value> {
    one_or_two(py, method.name, args)?;
    let present =
        |value: Option<Borrowed<'_>>| value.filter(|value| !is_none(value)).map(|value| (*value).clone());
    let (instance, owner) = (present(args.get(0)), present(args.get(1)));
    if instance.is_none() && owner.is_none() {
        return Err(exc::type_error(py, format_args!("__get__(None, None) is invalid")));
    }
    get(py, this, instance.as_ref().map(Value::borrow), owner.as_ref().map(Value::borrow))
}

fn set_attribute(
    py: &mut Py,
    method: &SpecialMethod,
    of: &Type,
    set: shapes::SetAttr,
    this: Borrowed<'_>,
    args: Args<'_>,
) -> PyResult<()> {
    let (name, value) = if method.wrap == Wrap::DelAttr {
        let [name] = exactly(py, args)?;
        (name, None)
    } else {
        let [name, value] = pair(py, method, args)?;
        (name, Some(value))
    };
    attribute_name(py, name)?;
    // `object.__setattr__(int, "x", 1)` would get round what the class does about its own attributes.
    let own = this.type_().native();
    let address = |class: &Type| class.slots.get(SlotId::Setattr).map(Function::address);
    if !own.is(of) && own.carries(of) && address(own) != address(of) {
        return Err(exc::type_error(
            py,
            format_args!("can't apply this {} to {} object", method.name, this.type_().name()),
        ));
    }
    set(py, this, name, value)
}

fn attribute_name(py: &mut Py, name: Borrowed<'_>) -> PyResult<()> {
    if name.is_str() {
        return Ok(());
    }
    Err(exc::type_error(py, format_args!("attribute name must be string, not '{}'", name.type_().name())))
}

fn comparison(wrap: Wrap) -> CompareOp {
    match wrap {
        Wrap::CompareLt => CompareOp::Lt,
        Wrap::CompareLe => CompareOp::Le,
        Wrap::CompareNe => CompareOp::Ne,
        Wrap::CompareGt => CompareOp::Gt,
        Wrap::CompareGe => CompareOp::Ge,
        _ => CompareOp::Eq,
    }
}

/// Exactly so many arguments by position.
pub(crate) fn exactly<'a, const N: usize>(py: &mut Py, args: Args<'a>) -> PyResult<[Borrowed<'a>; N]> {
    let mut values = args.iter();
    let taken: [Option<Borrowed<'a>>; N] = std::array::from_fn(|_| values.next());
    if args.len() != N {
        let plural = if N == 1 { "" } else { "s" };
        return Err(exc::type_error(py, format_args!("expected {N} argument{plural}, got {}", args.len())));
    }
    Ok(taken.map(|value| value.unwrap_or(none_ref())))
}

/// Two arguments by position: what takes two is called by its name.
fn pair<'a>(py: &mut Py, method: &SpecialMethod, args: Args<'a>) -> PyResult<[Borrowed<'a>; 2]> {
    if let (2, Some(first), Some(second)) = (args.len(), args.get(0), args.get(1)) {
        return Ok([first, second]);
    }
    let (name, count) = (method.name, args.len());
    Err(exc::type_error(py, format_args!("{name} expected 2 arguments, got {count}")))
}

/// One argument by position, or two.
fn one_or_two(py: &mut Py, name: &str, args: Args<'_>) -> PyResult<()> {
    match args.len() {
        1 | 2 => Ok(()),
        0 => Err(exc::type_error(py, format_args!("{name} expected at least 1 argument, got 0"))),
        count => Err(exc::type_error(py, format_args!("{name} expected at most 2 arguments, got {count}"))),
    }
}

impl Function {
    /// The function, if it takes one operand.
    pub fn as_unary(self) -> Option<shapes::Unary> {
        Some(match self {
            Self::Repr(f)
            | Self::Str(f)
            | Self::Iter(f)
            | Self::Await(f)
            | Self::Aiter(f)
            | Self::Anext(f) => f,
            Self::Negative(f) | Self::Positive(f) | Self::Absolute(f) | Self::Invert(f) => f,
            Self::Int(f) | Self::Float(f) | Self::Index(f) => f,
            _ => return None,
        })
    }

    /// The function, if it takes two operands and is no comparison.
    pub fn as_binary(self) -> Option<shapes::Binary> {
        Some(match self {
            Self::Add(f) | Self::Subtract(f) | Self::Multiply(f) | Self::Remainder(f) | Self::Divmod(f) => f,
            Self::Lshift(f) | Self::Rshift(f) | Self::And(f) | Self::Xor(f) | Self::Or(f) => f,
            Self::FloorDivide(f) | Self::TrueDivide(f) | Self::MatrixMultiply(f) => f,
            Self::InplaceAdd(f)
            | Self::InplaceSubtract(f)
            | Self::InplaceMultiply(f)
            | Self::InplaceRemainder(f) => f,
            Self::InplaceLshift(f) | Self::InplaceRshift(f) | Self::InplaceAnd(f) | Self::InplaceXor(f) => f,
            Self::InplaceOr(f) | Self::InplaceFloorDivide(f) | Self::InplaceTrueDivide(f) => f,
            Self::InplaceMatrixMultiply(f) | Self::Concat(f) | Self::InplaceConcat(f) | Self::Getitem(f) => f,
            _ => return None,
        })
    }
}
