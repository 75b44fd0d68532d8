//! `#[pyclass]`

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Fields, Ident, ItemStruct, LitStr, Meta, Path, Token};

#[derive(Default)]
struct Options {
    static_: Option<Ident>,
    name: Option<LitStr>,
    base: Option<Path>,
    leaf: bool,
}

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut options = Self::default();
        while !input.is_empty() {
            let key: Ident = input.call(Ident::parse_any)?;
            if key == "leaf" {
                options.leaf = true;
            } else {
                input.parse::<Token![=]>()?;
                match key.to_string().as_str() {
                    "static" => options.static_ = Some(input.parse()?),
                    "name" => options.name = Some(input.parse()?),
                    "base" => options.base = Some(input.parse()?),
                    _ => return Err(syn::Error::new(key.span(), "expected static, name, base or leaf")),
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(options)
    }
}

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    let options: Options = syn::parse2(args)?;
    let mut item: ItemStruct = syn::parse2(item)?;
    let parts = parts(&mut item)?;
    let (struct_, visibility) = (&item.ident, &item.vis);
    let Some(name) = &options.name else {
        return Err(syn::Error::new(struct_.span(), "a type needs `name = \"…\"`"));
    };
    if options.leaf && !parts.is_empty() {
        return Err(syn::Error::new(struct_.span(), "a leaf holds no values"));
    }
    let static_ = options
        .static_
        .unwrap_or_else(|| Ident::new(&capitals(&struct_.unraw().to_string()), struct_.span()));
    let base = options.base.map_or_else(|| quote!(taipan_object::types::object::OBJECT), |it| quote!(#it));
    let (constructor, parts) = if options.leaf {
        (quote!(leaf), TokenStream::new())
    } else {
        let parts = quote! {
            impl taipan_object::Parts for #struct_ {
                fn take_part(&mut self) -> ::core::option::Option<taipan_object::Value> {
                    #(
                        if let part @ ::core::option::Option::Some(_) =
                            taipan_object::type_::parts::Part::take(&mut self.#parts)
                        {
                            return part;
                        }
                    )*
                    ::core::option::Option::None
                }

                fn each_part(&self, visit: &mut taipan_object::Visit<'_>) {
                    #(taipan_object::type_::parts::Part::each(&self.#parts, visit);)*
                }
            }
        };
        (quote!(of), parts)
    };
    let doc = format!("`{}`", name.value());
    Ok(quote! {
        #item

        #[doc = #doc]
        #visibility static #static_: taipan_object::Type =
            taipan_object::Type::#constructor::<#struct_>(#name, ::core::option::Option::Some(&#base));

        // SAFETY: objects of the type are made through `Heap::object` and `Heap::object_of` only, which write this payload,
        // and types that derive from it keep it.
        #[allow(unsafe_code, clippy::undocumented_unsafe_blocks)]
        unsafe impl taipan_object::Payload for #struct_ {
            const TYPE: &'static taipan_object::Type = &#static_;
        }

        #parts
    })
}

/// The fields that hold values. Takes their marks off.
fn parts(item: &mut ItemStruct) -> syn::Result<Vec<TokenStream>> {
    let mut parts = Vec::new();
    let Fields::Named(fields) = &mut item.fields else {
        return match &item.fields {
            Fields::Unit => Ok(parts),
            _ => Err(syn::Error::new(item.ident.span(), "a payload has named fields")),
        };
    };
    for field in &mut fields.named {
        let mark = field.attrs.iter().position(|attribute| attribute.path().is_ident("part"));
        let mark = mark.map(|at| field.attrs.remove(at));
        let goes_first = match &mark {
            Some(mark) if matches!(mark.meta, Meta::List(_)) => mark.parse_args::<Ident>()? == "first",
            _ => false,
        };
        if (mark.is_some() || speaks_of_value(field.ty.to_token_stream()))
            && let Some(name) = &field.ident
        {
            parts.insert(if goes_first { 0 } else { parts.len() }, quote!(#name));
        }
    }
    Ok(parts)
}

fn speaks_of_value(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "Value",
        TokenTree::Group(group) => speaks_of_value(group.stream()),
        _ => false,
    })
}

/// `SeqIter` -> `SEQ_ITER`
fn capitals(name: &str) -> String {
    let mut result = String::new();
    for (index, c) in name.char_indices() {
        if index > 0 && c.is_uppercase() {
            result.push('_');
        }
        result.extend(c.to_uppercase());
    }
    result
}
