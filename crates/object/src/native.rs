//! Functions written in Rust, as Python sees them: what the macros generate, and the objects that stand for it.
//!
//! ```text
//! MethodDef (static)  name │ doc │ signature │ function       one for each method, made by `#[pymethods]`
//!      ├─ Function    a function of a module, a static or class method, or a method bound to its object
//!      └─ descriptors what a type has under the name: binds the object, or is called with it first
//! ```

pub mod bind;
pub mod constructor;
pub mod convert;
pub mod descriptor;
pub mod direct;
mod failure;
pub mod function;
pub mod signature;

pub use bind::{Bound, Keywords, Places};
pub use convert::{Argument, FromArg, IntoAnswer, IntoValue, Place, bad_argument, given, wrong_receiver};
pub use failure::unexpected_keyword;
pub use function::NativeFunction;
pub use signature::{Parameter, ParameterKind, Signature};

use crate::py::{Py, PyResult};
use crate::value::{Borrowed, Value};

/// A function in Rust: the object it is a method of (a class for a class method, a module for a function of one), and its
/// arguments, one place for each parameter of the signature.
pub type NativeFn = fn(&mut Py, Borrowed<'_>, &Bound<'_>) -> PyResult<Value>;

/// The same without `*args` and `**kwargs`: the places are all there is.
pub type PlacesFn = fn(&mut Py, Borrowed<'_>, Places<'_>) -> PyResult<Value>;

/// How a native function takes its arguments.
#[derive(Clone, Copy)]
pub enum NativeCall {
    /// One in each place, as they lie on the stack of the caller if there are no keywords.
    Places(PlacesFn),
    /// With `*args` or `**kwargs`.
    Bound(NativeFn),
}

/// What a method belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MethodKind {
    /// An object of the type.
    Instance,
    /// The class.
    Class,
    /// Nothing.
    Static,
    /// A module.
    Module,
}

/// A method or function written in Rust.
pub struct MethodDef {
    /// `__name__`
    pub name: &'static str,
    /// `__doc__`
    pub doc: &'static str,
    /// Parameters, `__text_signature__` and how arguments are checked.
    pub signature: &'static Signature,
    /// What it belongs to.
    pub kind: MethodKind,
    /// The function.
    pub call: NativeCall,
    /// The same for calls that have nothing to bind.
    direct: Direct,
}

/// A function that takes its arguments as they lie, and how many: what a call has to look at.
#[derive(Clone, Copy)]
struct Direct {
    call: PlacesFn,
    least: usize,
    /// How many more it takes.
    span: usize,
}

impl MethodDef {
    /// A method or function.
    pub const fn new(
        name: &'static str,
        doc: &'static str,
        signature: &'static Signature,
        kind: MethodKind,
        call: NativeCall,
    ) -> Self {
        let direct = match call {
            NativeCall::Places(call) if signature.required_names() == 0 => {
                let (least, most) = (signature.required(), signature.positional());
                Direct { call, least, span: most - least }
            }
            // No call has as many.
            _ => Direct { call: |_, this, _| Ok(this.to_value()), least: usize::MAX, span: 0 },
        };
        Self { name, doc, signature, kind, call, direct }
    }

    /// The function, if it takes so many arguments as they lie.
    #[inline(always)]
    fn takes(&self, count: usize) -> Option<PlacesFn> {
        (count.wrapping_sub(self.direct.least) <= self.direct.span).then_some(self.direct.call)
    }
}

/// An attribute that is computed.
pub struct GetSetDef {
    /// `__name__`
    pub name: &'static str,
    /// `__doc__`
    pub doc: Option<&'static str>,
    /// Reads it.
    pub get: fn(&mut Py, Borrowed<'_>) -> PyResult<Value>,
    /// Writes it, or deletes it.
    pub set: Option<SetFn>,
    /// Whether Python sees a `member_descriptor`, as where CPython reads a field of a C structure.
    pub member: bool,
}

/// Writes an attribute, or deletes it where there is no value.
pub type SetFn = fn(&mut Py, Borrowed<'_>, Option<Borrowed<'_>>) -> PyResult<()>;
