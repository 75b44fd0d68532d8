//! `#[pymethods]`

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{ImplItem, ImplItemFn, ItemImpl, LitStr, Type};

use crate::call::{self, Inputs};
use crate::options::{self, Marked};
use crate::shape::{Owner, Shape};
use crate::signature::Signature;

const KINDS: &[&str] =
    &["pymethod", "pyclassmethod", "pystaticmethod", "pygetter", "pymember", "pysetter", "pyslot"];

/// Slots of operators: either operand may be of the type, and the answer to a stranger is `NotImplemented`.
const OPERATORS: &[&str] = &[
    "add",
    "subtract",
    "multiply",
    "remainder",
    "divmod",
    "lshift",
    "rshift",
    "and",
    "xor",
    "or",
    "floor_divide",
    "true_divide",
    "matrix_multiply",
    "power",
];

/// Slots whose result is no `Value`.
const OWN_RESULT: &[&str] = &[
    "init",
    "hash",
    "truth",
    "length",
    "contains",
    "setitem",
    "next",
    "next_pair",
    "setattr",
    "descr_set",
    "send",
    "get_buffer",
];

/// Slots without a result.
const NO_RESULT: &[&str] = &["finalize", "release_buffer"];

/// A computed attribute: what is written for it.
struct Attribute {
    name: String,
    doc: String,
    conditions: TokenStream,
    get: Option<TokenStream>,
    set: Option<TokenStream>,
    member: bool,
}

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    let mut item: ItemImpl = syn::parse2(item)?;
    let payload: Option<Type> = if args.is_empty() { None } else { Some(syn::parse2(args)?) };
    let owner = Owner::of(&item);
    let (mut methods, mut slots) = (Vec::new(), Vec::new());
    let mut attributes: Vec<Attribute> = Vec::new();
    for function in functions(&mut item) {
        let Some(marked) = options::take(function, KINDS)? else { continue };
        match marked.kind.as_str() {
            "pyslot" => slots.push(slot(&owner, function, &marked)?),
            "pygetter" | "pymember" | "pysetter" => attribute(&owner, function, marked, &mut attributes)?,
            _ => methods.push(method(&owner, function, &marked, None)?),
        }
    }
    let getset = attributes.iter().map(getset).collect::<syn::Result<Vec<_>>>()?;
    // Where the block is about another type, that must be one with this payload.
    let check = payload.map(|payload| {
        quote! {
            const _: fn() = || {
                let _ = <#payload as taipan_object::Payload>::TYPE;
            };
        }
    });
    let generics = &item.generics;
    Ok(quote! {
        #[allow(clippy::new_ret_no_self, clippy::should_implement_trait, clippy::unnecessary_wraps)]
        #[allow(clippy::needless_pass_by_value, clippy::trivially_copy_pass_by_ref, clippy::unused_self)]
        #item

        #check

        #[allow(dead_code, clippy::all, clippy::pedantic, non_snake_case, unused_qualifications)]
        impl #generics #owner {
            /// The methods, for the type's definition.
            pub(crate) const METHODS: &'static [taipan_object::native::MethodDef] = &[#(#methods),*];
            /// The computed attributes.
            pub(crate) const GETSET: &'static [taipan_object::native::GetSetDef] = &[#(#getset),*];
            /// The slots.
            pub(crate) const SLOTS: &'static [taipan_object::type_::Function] = &[#(#slots),*];
        }
    })
}

/// The functions in a block.
pub(crate) fn functions(item: &mut ItemImpl) -> impl Iterator<Item = &mut ImplItemFn> {
    item.items.iter_mut().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(function),
        _ => None,
    })
}

/// A `MethodDef`. `module`: it is a function of a module.
pub(crate) fn method(
    owner: &Owner,
    function: &ImplItemFn,
    marked: &Marked,
    module: Option<&LitStr>,
) -> syn::Result<TokenStream> {
    let (kind, empty) = match marked.kind.as_str() {
        "pymethod" => ("Instance", "($self, /)"),
        "pyclassmethod" => ("Class", "($type, /)"),
        "pystaticmethod" => ("Static", "()"),
        _ => ("Module", "()"),
    };
    let literal =
        marked.options.signature.clone().unwrap_or_else(|| LitStr::new(empty, function.sig.ident.span()));
    let mut signature = Signature::read(&literal)?;
    if module.is_some() {
        signature = signature.of_module();
    }
    if let Some(text) = &marked.options.text {
        signature.text = text.value();
    }
    let name = marked.name(function);
    let inputs = Inputs::of(function, matches!(kind, "Instance" | "Class"))?;
    let receiver = match inputs.receiver {
        Some(receiver) => call::receiver(owner, receiver, &wrong_receiver(&name))?,
        None => TokenStream::new(),
    };
    let (bind, arguments) = call::arguments(&quote!(#name), function, &inputs, &signature)?;
    let call = inputs.call(owner, &function.sig.ident, &arguments);
    let table = signature.table(marked.options.hidden);
    let kind = format_ident!("{kind}");
    let (variant, bound) = if signature.has_places_only() {
        (format_ident!("Places"), quote!(taipan_object::native::Places<'_>))
    } else {
        (format_ident!("Bound"), quote!(&taipan_object::native::Bound<'_>))
    };
    let body = quote! {
        let _ = (&this, bound);
        #receiver
        #bind
        let result = #call;
        taipan_object::native::IntoValue::into_value(result, py)
    };
    let written =
        owner.function(&function.sig.ident, &Shape::of_method(bound), &[format_ident!("bound")], &body);
    let (doc, conditions) = (&marked.doc, &marked.conditions);
    Ok(quote! {
        #conditions
        taipan_object::native::MethodDef::new(
            #name,
            #doc,
            #table,
            taipan_object::native::MethodKind::#kind,
            taipan_object::native::NativeCall::#variant(#written),
        )
    })
}

fn wrong_receiver(name: &str) -> TokenStream {
    quote!(return ::core::result::Result::Err(taipan_object::native::wrong_receiver(py, #name, this)))
}

/// Notes a getter or setter with the attribute that it belongs to.
fn attribute(
    owner: &Owner,
    function: &ImplItemFn,
    marked: Marked,
    attributes: &mut Vec<Attribute>,
) -> syn::Result<()> {
    let is_setter = marked.kind == "pysetter";
    let written = function.sig.ident.unraw().to_string();
    let name = match (&marked.options.name, is_setter) {
        (Some(name), _) => name.value(),
        (None, false) => written,
        (None, true) => written.strip_prefix("set_").map(str::to_owned).ok_or_else(|| {
            syn::Error::new(marked.span, "a setter is named `set_…`, or its attribute says `name = \"…\"`")
        })?,
    };
    let inputs = Inputs::of(function, true)?;
    let receiver = inputs.receiver.map(|it| call::receiver(owner, it, &wrong_receiver(&name))).transpose()?;
    let body = if is_setter {
        let value = inputs.rest.first().filter(|_| inputs.rest.len() == 1);
        let Some(value) = value else {
            return Err(syn::Error::new(marked.span, "a setter takes the value, an `Option`"));
        };
        let call = inputs.call(owner, &function.sig.ident, &[operand(value, &quote!(value))]);
        let result = if call::is_result(function) { call } else { quote!(::core::result::Result::Ok(#call)) };
        let shape = Shape::of_setter();
        owner.function(&function.sig.ident, &shape, &[format_ident!("value")], &quote!(#receiver #result))
    } else {
        let call = inputs.call(owner, &function.sig.ident, &[]);
        let body = quote! {
            #receiver
            let result = #call;
            taipan_object::native::IntoValue::into_value(result, py)
        };
        owner.function(&function.sig.ident, &Shape::of("repr"), &[], &body)
    };
    let place = attributes.iter().position(|it| it.name == name).unwrap_or_else(|| {
        let conditions = marked.conditions.clone();
        attributes.push(Attribute {
            name,
            doc: String::new(),
            conditions,
            get: None,
            set: None,
            member: false,
        });
        attributes.len() - 1
    });
    let attribute = &mut attributes[place];
    let old = if is_setter {
        attribute.set.replace(body)
    } else {
        attribute.doc = marked.doc;
        attribute.member = marked.kind == "pymember";
        attribute.get.replace(body)
    };
    match old {
        None => Ok(()),
        Some(_) => Err(syn::Error::new(marked.span, format!("a second one for `{}`", attribute.name))),
    }
}

/// A `GetSetDef`.
fn getset(attribute: &Attribute) -> syn::Result<TokenStream> {
    let Attribute { name, doc, conditions, get, set, member } = attribute;
    let Some(get) = get else {
        return Err(syn::Error::new(proc_macro2::Span::call_site(), format!("`{name}` has no getter")));
    };
    let doc = if doc.is_empty() {
        quote!(::core::option::Option::None)
    } else {
        quote!(::core::option::Option::Some(#doc))
    };
    let set = match set {
        Some(set) => quote!(::core::option::Option::Some(#set)),
        None => quote!(::core::option::Option::None),
    };
    Ok(quote! {
        #conditions
        taipan_object::native::GetSetDef { name: #name, doc: #doc, get: #get, set: #set, member: #member }
    })
}

/// An operand of a slot as the function wants it.
fn operand(type_: &Type, value: &TokenStream) -> TokenStream {
    let written = quote!(#type_).to_string().replace(' ', "");
    match written.as_str() {
        "&Value" => quote!(&#value),
        "Option<&Value>" => quote!(#value.as_deref()),
        _ => value.clone(),
    }
}

/// A `Function`.
fn slot(owner: &Owner, function: &ImplItemFn, marked: &Marked) -> syn::Result<TokenStream> {
    let name = function.sig.ident.unraw().to_string();
    let variant = syn::Ident::new(&camel_case(&name), function.sig.ident.span());
    let inputs = Inputs::of(function, true)?;
    let conditions = &marked.conditions;
    let closure = match (&marked.options.signature, name.as_str()) {
        (Some(signature), "new" | "init" | "call") => {
            bound_slot(owner, function, marked, &inputs, signature)?
        }
        (Some(signature), _) => {
            return Err(syn::Error::new(signature.span(), "only `new`, `init` and `call` bind arguments"));
        }
        (None, _) => plain_slot(owner, function, &inputs, &name)?,
    };
    Ok(quote!(#conditions taipan_object::type_::Function::#variant(#closure)))
}

/// A slot that is called as it is.
fn plain_slot(
    owner: &Owner,
    function: &ImplItemFn,
    inputs: &Inputs<'_>,
    name: &str,
) -> syn::Result<TokenStream> {
    let variables: Vec<_> = (0..inputs.rest.len()).map(|index| format_ident!("operand_{index}")).collect();
    let operands: Vec<_> = inputs
        .rest
        .iter()
        .zip(&variables)
        .map(|(type_, variable)| operand(type_, &quote!(#variable)))
        .collect();
    let otherwise = if OPERATORS.contains(&name) {
        quote!(return ::core::result::Result::Ok(taipan_object::types::singletons::not_implemented()))
    } else if NO_RESULT.contains(&name) {
        quote!(return)
    } else if name == "next_pair" {
        let error = quote!(taipan_object::native::wrong_receiver(py, #name, this));
        quote!(return ::core::convert::From::from(::core::result::Result::Err(#error)))
    } else {
        wrong_receiver(name)
    };
    // The class that `new` gets is a `Type` already.
    let receiver = match inputs.receiver {
        Some(receiver) if name != "new" => call::receiver(owner, receiver, &otherwise)?,
        _ => TokenStream::new(),
    };
    let call = inputs.call(owner, &function.sig.ident, &operands);
    // What it gives has a form of its own, made of a result.
    let call = if name == "next_pair" { quote!(::core::convert::From::from(#call)) } else { call };
    let may_refuse = OPERATORS.contains(&name) || name == "compare" || name.starts_with("inplace_");
    let result = if NO_RESULT.contains(&name) || OWN_RESULT.contains(&name) && call::is_result(function) {
        call
    } else if OWN_RESULT.contains(&name) {
        quote!(::core::result::Result::Ok(#call))
    } else if may_refuse && call::is_optional(function) {
        quote!({ let result = #call; taipan_object::native::IntoAnswer::into_answer(result, py) })
    } else {
        quote!({ let result = #call; taipan_object::native::IntoValue::into_value(result, py) })
    };
    let (own_name, shape) = (&function.sig.ident, Shape::of(name));
    if shape.operands.len() != variables.len() {
        return Err(syn::Error::new(own_name.span(), format!("it has {} operands", shape.operands.len())));
    }
    Ok(owner.function(own_name, &shape, &variables, &quote!(let _ = &*py; #receiver #result)))
}

/// A slot whose arguments are bound to a signature.
fn bound_slot(
    owner: &Owner,
    function: &ImplItemFn,
    marked: &Marked,
    inputs: &Inputs<'_>,
    literal: &LitStr,
) -> syn::Result<TokenStream> {
    let name = function.sig.ident.to_string();
    let signature = Signature::read(literal)?;
    let Some(shown) = marked.options.name.as_ref().map(|name| quote!(#name)) else {
        return Err(syn::Error::new(marked.span, "what do errors call it? Add `name = \"…\"`"));
    };
    let binder = format_ident!("bind_{name}");
    let receiver = match inputs.receiver {
        Some(receiver) if name != "new" => call::receiver(owner, receiver, &wrong_receiver(&name))?,
        _ => TokenStream::new(),
    };
    let (bind, arguments) = call::arguments(&shown, function, inputs, &signature)?;
    let call = inputs.call(owner, &function.sig.ident, &arguments);
    let result = if name != "init" {
        quote!({ let result = #call; taipan_object::native::IntoValue::into_value(result, py) })
    } else if call::is_result(function) {
        call
    } else {
        quote!(::core::result::Result::Ok(#call))
    };
    let table = signature.table(false);
    let body = quote! {
        taipan_object::native::bind::#binder(py, #shown, #table, this, args, |py, this, bound| {
            let _ = (bound, &*py);
            #receiver
            #bind
            #result
        })
    };
    Ok(owner.function(&function.sig.ident, &Shape::of(&name), &[format_ident!("args")], &body))
}

/// `floor_divide` -> `FloorDivide`
fn camel_case(name: &str) -> String {
    let mut result = String::new();
    for word in name.split('_') {
        let mut characters = word.chars();
        result.extend(characters.next().map(|c| c.to_ascii_uppercase()));
        result.extend(characters);
    }
    result
}
