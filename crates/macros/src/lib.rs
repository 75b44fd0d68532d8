//! `#[pymethods]`, `#[pymodule]` and `#[pyclass]`: Rust functions and structs in, static tables out.
//!
//! A function is written with the types that it wants; its attribute has the signature that Python shows. From both come
//! a table of parameters, by which the kernel binds arguments, and a thin function that converts them and the result. No
//! generic code is made for a method: what is generated is a few calls into `taipan_object::native`.

mod call;
mod class;
mod methods;
mod module;
mod options;
mod shape;
mod signature;

use proc_macro::TokenStream;

/// Makes tables of the methods, computed attributes and slots in an `impl` block.
///
/// The block gets the constants `METHODS`, `GETSET` and `SLOTS`, which a type's `Definition` lists. The functions in it are
/// marked with
///
/// * `#[pymethod("($self, key, default=None, /)")]`, `#[pyclassmethod("($type, …)")]`, `#[pystaticmethod("(…)")]`
/// * `#[pygetter]` and `#[pysetter]`; the setter of `name` is the function `set_name`
/// * `#[pymember]`: a getter that Python sees as a `member_descriptor`, because CPython reads a field of a structure there
/// * `#[pyslot]`: the function is called as the slot; `new`, `init` and `call` may have a signature. An operator or
///   comparison that returns an `Option` answers `NotImplemented` where there is nothing in it, and to strangers on its left
///
/// A receiver comes first, then `py: &mut Py`, then a parameter for each of the signature. Options: `name = "…"` where the
/// name in Python is not that of the function (of a constructor: what errors call it), `hidden` where CPython shows no
/// `__text_signature__`, `text = "…"` where it shows another.
///
/// Parameters that have a default are `Option`s, or, where the default is a literal, anything that the literal can be.
#[proc_macro_attribute]
pub fn pymethods(args: TokenStream, item: TokenStream) -> TokenStream {
    finish(methods::expand(args.into(), item.into()))
}

/// Makes the constants `NAME` and `FUNCTIONS` of the functions in an `impl` block that are marked with
/// `#[pyfunction("(obj, /)")]`. A function may take the module before `py`.
#[proc_macro_attribute]
pub fn pymodule(args: TokenStream, item: TokenStream) -> TokenStream {
    finish(module::expand(args.into(), item.into()))
}

/// Makes the payload of a type of a struct, and the static type.
///
/// `#[pyclass(static = LIST, name = "list", base = OBJECT)]` takes the values out of every field whose type speaks of
/// `Value`, or which is marked with `#[part]`, in their order, one with `#[part(first)]` before them; with `leaf` there
/// are none. Without `static` the type is
/// named like the struct, in capitals; without `base` it derives from `object`.
#[proc_macro_attribute]
pub fn pyclass(args: TokenStream, item: TokenStream) -> TokenStream {
    finish(class::expand(args.into(), item.into()))
}

fn finish(result: syn::Result<proc_macro2::TokenStream>) -> TokenStream {
    result.unwrap_or_else(syn::Error::into_compile_error).into()
}
