//! The thin functions between the tables and what was written: receivers, arguments, results.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{FnArg, GenericArgument, ImplItemFn, PathArguments, ReturnType, Type};

use crate::shape::Owner;
use crate::signature::{Kind, Parameter, Signature, Source};

/// The parameters of a Rust function, by what they are for.
pub(crate) struct Inputs<'a> {
    /// The object, class or module that the function belongs to.
    pub(crate) receiver: Option<&'a FnArg>,
    /// How `py` is taken.
    py: Option<TokenStream>,
    /// What comes after both.
    pub(crate) rest: Vec<&'a Type>,
}

impl<'a> Inputs<'a> {
    /// Sorts the parameters.
    pub(crate) fn of(function: &'a ImplItemFn, needs_receiver: bool) -> syn::Result<Self> {
        let mut all = function.sig.inputs.iter().peekable();
        let is_py = |input: &&FnArg| typed(input).is_some_and(|it| py(it).is_some());
        // What stands before `py` is a receiver, also where none is needed: that is how a function asks for its module.
        let second_is_py = function.sig.inputs.iter().nth(1).is_some_and(|input| is_py(&input));
        let receiver = all.next_if(|_| needs_receiver || second_is_py);
        if needs_receiver && receiver.is_none_or(|it| is_py(&it)) {
            return Err(syn::Error::new(function.sig.ident.span(), "the receiver comes first"));
        }
        let py = all.next_if(is_py);
        let py = py.and_then(typed).and_then(py_argument);
        let rest = all
            .map(|input| typed(input).ok_or_else(|| syn::Error::new_spanned(input, "a second receiver")))
            .collect::<syn::Result<_>>()?;
        Ok(Self { receiver, py, rest })
    }

    /// The call itself, with the receiver in `this` and the other arguments given.
    pub(crate) fn call(&self, owner: &Owner, function: &Ident, arguments: &[TokenStream]) -> TokenStream {
        let this = self.receiver.map(|_| quote!(this));
        let all = this.into_iter().chain(self.py.clone()).chain(arguments.iter().cloned());
        quote!(<#owner>::#function(#(#all),*))
    }
}

fn typed(input: &FnArg) -> Option<&Type> {
    match input {
        FnArg::Typed(typed) => Some(&typed.ty),
        FnArg::Receiver(_) => None,
    }
}

fn py(type_: &Type) -> Option<bool> {
    match type_ {
        Type::Reference(reference) if last(&reference.elem).is_some_and(|it| it == "Py") => {
            Some(reference.mutability.is_some())
        }
        _ => None,
    }
}

fn py_argument(type_: &Type) -> Option<TokenStream> {
    py(type_).map(|mutable| if mutable { quote!(&mut *py) } else { quote!(&*py) })
}

/// The last word of a path.
pub(crate) fn last(type_: &Type) -> Option<&Ident> {
    match type_ {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}

/// The `T` of `&T`.
fn referenced(type_: &Type) -> Option<&Type> {
    match type_ {
        Type::Reference(reference) if reference.mutability.is_none() => Some(&reference.elem),
        _ => None,
    }
}

/// The `T` of `Option<T>`.
fn optional(type_: &Type) -> Option<&Type> {
    last(type_).filter(|name| *name == "Option").and_then(|_| argument(type_))
}

/// The `T` of `Anything<T>`.
fn argument(type_: &Type) -> Option<&Type> {
    let Type::Path(path) = type_ else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(type_) => Some(type_),
        _ => None,
    })
}

fn is_value(type_: &Type) -> bool {
    referenced(type_).and_then(last).is_some_and(|it| it == "Value")
}

/// Makes `this`, a `Borrowed`, what the function of `owner` wants as its receiver; `otherwise` is done with an object that is
/// no such thing.
pub(crate) fn receiver(owner: &Owner, input: &FnArg, otherwise: &TokenStream) -> syn::Result<TokenStream> {
    let payload = match typed(input) {
        None => quote!(#owner),
        Some(type_) if is_value(type_) => return Ok(quote!(let this: &taipan_object::Value = &this;)),
        Some(type_) => match referenced(type_) {
            Some(inner) if last(inner).is_some_and(|it| it == "Type") => {
                return Ok(quote! {
                    let ::core::option::Option::Some(this) = this.as_type() else { #otherwise };
                });
            }
            Some(inner) if last(inner).is_some_and(|it| it == "Self") => quote!(#owner),
            Some(inner) => quote!(#inner),
            None if last(type_).is_some_and(|it| it == "Borrowed") => return Ok(TokenStream::new()),
            None => {
                return Err(syn::Error::new_spanned(
                    type_,
                    "a receiver is a reference to a payload, to a `Type` or a `Value`, or it is `Borrowed`",
                ));
            }
        },
    };
    Ok(quote! {
        let ::core::option::Option::Some(this) = this.get::<#payload>() else { #otherwise };
    })
}

/// Binds each parameter of the function from `bound`; gives the statements and the arguments.
pub(crate) fn arguments(
    shown: &TokenStream,
    function: &ImplItemFn,
    inputs: &Inputs<'_>,
    signature: &Signature,
) -> syn::Result<(TokenStream, Vec<TokenStream>)> {
    // `*args, **kwargs` may come together, as the arguments of another call.
    let mut sources = signature.sources.clone();
    let both = sources.ends_with(&[Source::Rest, Source::Keywords]) && inputs.rest.len() + 1 == sources.len();
    if both {
        if signature.parameters.iter().any(|parameter| parameter.kind != Kind::PositionalOnly) {
            let message = "arguments can be passed on together only where no parameter takes a name";
            return Err(syn::Error::new(function.sig.ident.span(), message));
        }
        sources.pop();
    }
    if sources.len() != inputs.rest.len() {
        let message = format!(
            "the signature has {} parameters, the function takes {}",
            signature.sources.len(),
            inputs.rest.len()
        );
        return Err(syn::Error::new(function.sig.ident.span(), message));
    }
    let mut statements = TokenStream::new();
    let mut arguments = Vec::new();
    for (index, (source, type_)) in sources.into_iter().zip(&inputs.rest).enumerate() {
        let variable = format_ident!("argument_{index}");
        let place = match source {
            Source::Rest if both => {
                arguments.push(quote!(bound.call_args()));
                continue;
            }
            Source::Rest => {
                arguments.push(quote!(bound.rest()));
                continue;
            }
            Source::Keywords => {
                arguments.push(quote!(bound.keywords()));
                continue;
            }
            Source::Place(place) => place,
        };
        let parameter = &signature.parameters[place];
        let about = about(shown, signature, place);
        let convert = |type_: &Type| quote!(<#type_ as taipan_object::native::FromArg<'_>>::from_arg(py, value, #about)?);
        let (value, argument) = if let Some(inner) = optional(type_) {
            let (converted, argument) = if is_value(inner) {
                (quote!(value), quote!(#variable.as_deref()))
            } else {
                (convert(inner), quote!(#variable))
            };
            let value = quote! {
                match bound.get(#place) {
                    ::core::option::Option::Some(value) => ::core::option::Option::Some(#converted),
                    ::core::option::Option::None => ::core::option::Option::None,
                }
            };
            (value, argument)
        } else {
            let (converted, argument) = if is_value(type_) {
                (quote!(value), quote!(&#variable))
            } else {
                (convert(type_), quote!(#variable))
            };
            let value = match default(parameter, type_)? {
                None => quote!({ let value = bound.required(#place); #converted }),
                Some(default) => quote! {
                    match bound.get(#place) {
                        ::core::option::Option::Some(value) => #converted,
                        ::core::option::Option::None => #default,
                    }
                },
            };
            (value, argument)
        };
        statements.extend(quote!(let #variable = #value;));
        arguments.push(argument);
    }
    Ok((statements, arguments))
}

/// How errors speak of an argument.
fn about(shown: &TokenStream, signature: &Signature, place: usize) -> TokenStream {
    let parameter = &signature.parameters[place];
    let argument = if parameter.kind != Kind::PositionalOnly {
        let name = &parameter.name;
        quote!(Named(#name))
    } else if signature.is_single() {
        quote!(Only)
    } else {
        let number = place + 1;
        quote!(Number(#number))
    };
    quote! {
        &taipan_object::native::Place {
            function: #shown,
            argument: taipan_object::native::Argument::#argument,
        }
    }
}

/// The value of a parameter without an argument; `None` if it must have one.
fn default(parameter: &Parameter, type_: &Type) -> syn::Result<Option<TokenStream>> {
    let Some(default) = &parameter.default else { return Ok(None) };
    let name = last(type_).map(ToString::to_string).unwrap_or_default();
    let value = match (name.as_str(), default.as_str()) {
        ("bool", "False") => quote!(false),
        ("bool", "True") => quote!(true),
        ("isize", "sys.maxsize" | "maxsize") => quote!(isize::MAX),
        ("i64", "sys.maxsize" | "maxsize") => quote!(i64::MAX),
        ("Borrowed", "None") => quote!(taipan_object::types::singletons::none_ref()),
        ("isize" | "i64" | "usize" | "i32" | "u32" | "u64" | "u8" | "f64", number) => {
            match syn::parse_str::<syn::Expr>(number) {
                Ok(number) => quote!(#number as #type_),
                Err(_) => return Err(no_default(type_, default)),
            }
        }
        _ if is_value(type_) && default == "None" => quote!(taipan_object::types::singletons::none_ref()),
        _ => return Err(no_default(type_, default)),
    };
    Ok(Some(value))
}

fn no_default(type_: &Type, default: &str) -> syn::Error {
    syn::Error::new_spanned(type_, format!("for the default `{default}` this must be an `Option`"))
}

/// Whether a function's result is a `PyResult`, as it is written.
pub(crate) fn is_result(function: &ImplItemFn) -> bool {
    match &function.sig.output {
        ReturnType::Type(_, type_) => last(type_).is_some_and(|it| it == "PyResult" || it == "Result"),
        ReturnType::Default => false,
    }
}

/// Whether a function's result is an `Option`, or a `PyResult` of one, as it is written.
pub(crate) fn is_optional(function: &ImplItemFn) -> bool {
    let ReturnType::Type(_, type_) = &function.sig.output else { return false };
    let type_ = if is_result(function) { argument(type_).unwrap_or(type_) } else { type_ };
    optional(type_).is_some()
}
