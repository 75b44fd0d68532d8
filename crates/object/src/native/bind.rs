//! Binding the arguments of a call to the signature of a native function, with CPython's errors.
//!
//! Arguments by position lie in their places already, so that a call without keywords costs a comparison of counts. Only
//! keywords need places of their own.

use super::signature::Signature;
use super::{MethodDef, NativeCall, failure};
use crate::args::{Args, StackRef};
use crate::py::{Py, PyResult};
use crate::type_::Type;
use crate::types::singletons::none_ref;
use crate::types::str_::Str;
use crate::value::{Borrowed, Value};

/// The most parameters of a native function.
const MAX_PARAMETERS: usize = 24;

/// Arguments in their places.
pub struct Bound<'a> {
    places: &'a [StackRef],
    /// Where the caller has them: a copy, made a moment after they were written, would have the processor wait.
    args: &'a Args<'a>,
    signature: &'static Signature,
}

/// The arguments of a function without `*args` and `**kwargs`, in their places. Those at the end may be missing.
#[derive(Clone, Copy)]
pub struct Places<'a>(pub(super) &'a [StackRef]);

impl<'a> Places<'a> {
    /// The argument of a parameter; `None` when it was not given.
    #[inline(always)]
    pub fn get(self, index: usize) -> Option<Borrowed<'a>> {
        // SAFETY: the places hold arguments of the call, which live for `'a`.
        self.0.get(index).and_then(|place| unsafe { place.try_get() })
    }

    /// The argument of a parameter that must have one.
    #[inline(always)]
    pub fn required(self, index: usize) -> Borrowed<'a> {
        // Binding has made sure of it.
        self.get(index).unwrap_or(none_ref())
    }
}

/// Keywords beyond the parameters.
#[derive(Clone, Copy)]
pub struct Keywords<'a> {
    args: Args<'a>,
    /// The names that parameters have taken are skipped.
    signature: &'static Signature,
}

impl<'a> Bound<'a> {
    /// The argument of a parameter; `None` when it was not given.
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<Borrowed<'a>> {
        // SAFETY: the places hold arguments of the call, which live for `'a`.
        self.places.get(index).and_then(|place| unsafe { place.try_get() })
    }

    /// The argument of a parameter that must have one.
    #[inline(always)]
    pub fn required(&self, index: usize) -> Borrowed<'a> {
        // Binding has made sure of it.
        self.get(index).unwrap_or(none_ref())
    }

    /// What `*args` takes.
    #[inline(always)]
    pub fn rest(&self) -> Args<'a> {
        self.args.skip(self.signature.positional()).without_keywords()
    }

    /// What `*args` and `**kwargs` take, as the arguments of another call. No parameter takes an argument by name.
    #[inline(always)]
    pub fn call_args(&self) -> Args<'a> {
        self.args.skip(self.signature.positional())
    }

    /// What `**kwargs` takes.
    #[inline(always)]
    pub fn keywords(&self) -> Keywords<'a> {
        Keywords { args: *self.args, signature: self.signature }
    }
}

impl<'a> Keywords<'a> {
    /// Names and values.
    pub fn iter(self) -> impl Iterator<Item = (Borrowed<'a>, Borrowed<'a>)> {
        self.args.keywords().filter(move |(name, _)| find_named(self.signature, name).is_none())
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        !self.args.has_keywords() || self.iter().next().is_none()
    }
}

/// What is called, for errors to speak of.
#[derive(Clone, Copy)]
pub enum Callee<'a> {
    /// A method of a type.
    Method(&'a str, &'a Type),
    /// A function of a module, or of none.
    Function(&'a str, Option<&'a Value>),
    /// The constructor of a type.
    Constructor(&'a str),
}

/// The parameter of a name, if arguments can be given to it by name.
pub(super) fn find_named(signature: &Signature, name: &Value) -> Option<usize> {
    let from = signature.positional_only();
    let named = signature.parameters.get(from..)?;
    if named.is_empty() {
        return None;
    }
    let name = name.get::<Str>()?.as_ascii()?;
    named.iter().position(|parameter| parameter.name == name).map(|index| index + from)
}

/// Calls a method with its arguments bound.
#[inline]
pub(crate) fn invoke<'a>(
    py: &mut Py,
    definition: &'static MethodDef,
    this: Borrowed<'a>,
    args: Args<'a>,
    callee: impl FnOnce() -> Callee<'a>,
) -> PyResult<Value> {
    let signature = definition.signature;
    if !args.has_keywords() && signature.fits(args.len()) {
        return match definition.call {
            NativeCall::Places(call) => call(py, this, Places(args.slots())),
            NativeCall::Bound(call) => call(py, this, &in_place(signature, &args)),
        };
    }
    let mut places = [StackRef::NULL; MAX_PARAMETERS];
    let bound = fill(py, &callee(), signature, &args, &mut places)?;
    match definition.call {
        NativeCall::Places(call) => call(py, this, Places(bound.places)),
        NativeCall::Bound(call) => call(py, this, &bound),
    }
}

/// Arguments that lie in their places.
#[inline(always)]
fn in_place<'a>(signature: &'static Signature, args: &'a Args<'a>) -> Bound<'a> {
    let slots = args.slots();
    Bound { places: &slots[..slots.len().min(signature.positional())], args, signature }
}

/// Makes an instance of a class with arguments bound. `name` is what errors call the constructor.
#[inline(always)]
pub fn bind_new(
    py: &mut Py,
    name: &str,
    signature: &'static Signature,
    class: &Type,
    args: Args<'_>,
    body: fn(&mut Py, &Type, &Bound<'_>) -> PyResult<Value>,
) -> PyResult<Value> {
    if !args.has_keywords() && signature.fits(args.len()) {
        return body(py, class, &in_place(signature, &args));
    }
    bind_new_named(py, name, signature, class, args, body)
}

/// The same where arguments are given by name, or are wrong.
#[inline(never)]
fn bind_new_named(
    py: &mut Py,
    name: &str,
    signature: &'static Signature,
    class: &Type,
    args: Args<'_>,
    body: fn(&mut Py, &Type, &Bound<'_>) -> PyResult<Value>,
) -> PyResult<Value> {
    // Where no parameter has a name, keywords are for the `__init__` of a class that has one of its own.
    let ignores = args.has_keywords()
        && !signature.keywords
        && signature.positional_only() == signature.parameters.len()
        && has_own_init(class);
    let args = if ignores { args.without_keywords() } else { args };
    let mut places = [StackRef::NULL; MAX_PARAMETERS];
    let bound = fill(py, &Callee::Constructor(name), signature, &args, &mut places)?;
    body(py, class, &bound)
}

/// Whether a class has another `__init__` than the builtin type that it is built on.
fn has_own_init(class: &Type) -> bool {
    let address = |class: &Type| class.slots.init.get().map(|init| init as usize);
    class.is_heap() && address(class) != address(class.native())
}

/// Sets an instance up with arguments bound.
#[inline]
pub fn bind_init(
    py: &mut Py,
    name: &str,
    signature: &'static Signature,
    this: Borrowed<'_>,
    args: Args<'_>,
    body: fn(&mut Py, Borrowed<'_>, &Bound<'_>) -> PyResult<()>,
) -> PyResult<()> {
    if !args.has_keywords() && signature.fits(args.len()) {
        return body(py, this, &in_place(signature, &args));
    }
    let mut places = [StackRef::NULL; MAX_PARAMETERS];
    let bound = fill(py, &Callee::Constructor(name), signature, &args, &mut places)?;
    body(py, this, &bound)
}

/// Calls an object with arguments bound.
#[inline]
pub fn bind_call(
    py: &mut Py,
    name: &str,
    signature: &'static Signature,
    this: Borrowed<'_>,
    args: Args<'_>,
    body: fn(&mut Py, Borrowed<'_>, &Bound<'_>) -> PyResult<Value>,
) -> PyResult<Value> {
    if !args.has_keywords() && signature.fits(args.len()) {
        return body(py, this, &in_place(signature, &args));
    }
    let mut places = [StackRef::NULL; MAX_PARAMETERS];
    let bound = fill(py, &Callee::Constructor(name), signature, &args, &mut places)?;
    body(py, this, &bound)
}

/// Puts each argument into its place, or says what is wrong with them.
#[inline(never)]
fn fill<'a>(
    py: &Py,
    callee: &Callee<'_>,
    signature: &'static Signature,
    args: &'a Args<'a>,
    places: &'a mut [StackRef; MAX_PARAMETERS],
) -> PyResult<Bound<'a>> {
    let Some(places) = places.get_mut(..signature.parameters.len()) else {
        return Err(failure::too_many_parameters(py, callee));
    };
    failure::check_counts(py, callee, signature, *args)?;
    for (place, slot) in places.iter_mut().zip(args.slots()).take(signature.positional()) {
        *place = slot.as_borrow();
    }
    let mut strangers = false;
    for (name, value) in args.keywords() {
        match find_named(signature, &name) {
            Some(index) if places[index].is_null() => places[index] = StackRef::borrowed(&value),
            _ => strangers = true,
        }
    }
    let missing = signature.parameters.iter().zip(places.iter());
    if let Some(index) =
        missing.into_iter().position(|(parameter, place)| parameter.required && place.is_null())
    {
        return Err(failure::missing(py, callee, signature, index));
    }
    if strangers {
        failure::check_names(py, callee, signature, *args)?;
    }
    Ok(Bound { places, args, signature })
}
