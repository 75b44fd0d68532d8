//! The functions of tables: of what type they are, and how they are written.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{ItemImpl, Type};

/// The type that a block is about.
pub(crate) struct Owner {
    type_: Type,
    is_generic: bool,
}

impl Owner {
    /// The type of a block.
    pub(crate) fn of(block: &ItemImpl) -> Self {
        Self { type_: (*block.self_ty).clone(), is_generic: !block.generics.params.is_empty() }
    }

    /// A function for a table. It has the name of the function that it calls, so that profiles and the layout of the program
    /// can tell it from others; in a generic block, whose parameters it could not name, it is a closure.
    pub(crate) fn function(
        &self,
        name: &Ident,
        shape: &Shape,
        operands: &[Ident],
        body: &TokenStream,
    ) -> TokenStream {
        if self.is_generic {
            return quote!(|py, this, #(#operands),*| { #body });
        }
        let Shape { this, operands: types, result } = shape;
        quote!({
            fn #name(py: &mut taipan_object::Py, this: #this, #(#operands: #types),*) -> #result { #body }
            #name
        })
    }
}

impl ToTokens for Owner {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.type_.to_tokens(tokens);
    }
}

/// The types of a function of a table, besides its `&mut Py`: those of `taipan_object::type_::shapes`.
pub(crate) struct Shape {
    /// The object.
    pub(crate) this: TokenStream,
    /// What comes with it.
    pub(crate) operands: Vec<TokenStream>,
    /// The result.
    pub(crate) result: TokenStream,
}

impl Shape {
    /// The shape of a slot.
    pub(crate) fn of(name: &str) -> Self {
        let value = quote!(taipan_object::Borrowed<'_>);
        let optional = quote!(::core::option::Option<#value>);
        let args = quote!(taipan_object::Args<'_>);
        let operands = match name {
            "new" | "init" | "call" => vec![args],
            "compare" => vec![value.clone(), quote!(taipan_object::CompareOp)],
            "setattr" | "setitem" | "descr_set" => vec![value.clone(), optional],
            "descr_get" => vec![optional.clone(), optional],
            "power" | "inplace_power" => vec![value.clone(), value.clone()],
            "repeat" | "inplace_repeat" => vec![quote!(isize)],
            "get_buffer" => vec![quote!(taipan_object::buffer::BufferRequest)],
            "release_buffer" => vec![quote!(&taipan_object::buffer::Buffer)],
            "finalize" | "hash" | "truth" | "length" | "next" | "next_pair" => Vec::new(),
            "repr" | "str" | "iter" | "await" | "aiter" | "anext" => Vec::new(),
            "negative" | "positive" | "absolute" | "invert" | "int" | "float" | "index" => Vec::new(),
            _ => vec![value.clone()],
        };
        let made = match name {
            "init" | "setattr" | "setitem" | "descr_set" => quote!(()),
            "hash" => quote!(i64),
            "truth" | "contains" => quote!(bool),
            "length" => quote!(usize),
            "next" => quote!(::core::option::Option<taipan_object::Value>),
            "send" => quote!(taipan_object::type_::shapes::Sent),
            "get_buffer" => quote!(taipan_object::buffer::Buffer),
            _ => quote!(taipan_object::Value),
        };
        let result = match name {
            "finalize" | "release_buffer" => quote!(()),
            "next_pair" => quote!(taipan_object::type_::shapes::NextTwo),
            _ => quote!(taipan_object::PyResult<#made>),
        };
        let this = if name == "new" { quote!(&taipan_object::Type) } else { value };
        Self { this, operands, result }
    }

    /// The shape of what sets an attribute, or deletes it.
    pub(crate) fn of_setter() -> Self {
        let operands = vec![quote!(::core::option::Option<taipan_object::Borrowed<'_>>)];
        Self { operands, ..Self::of("init") }
    }

    /// The shape of a method, which gets its arguments as `bound`.
    pub(crate) fn of_method(bound: TokenStream) -> Self {
        Self { operands: vec![bound], ..Self::of("repr") }
    }
}
