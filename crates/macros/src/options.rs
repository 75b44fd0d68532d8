//! The attributes: `#[pymethod("($self, /)", name = "__len__", hidden)]`, and docstrings.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, Ident, ImplItemFn, Lit, LitStr, Meta, Token};

/// What stands in the parentheses of an attribute.
#[derive(Default)]
pub(crate) struct Options {
    /// The signature.
    pub(crate) signature: Option<LitStr>,
    /// The name in Python.
    pub(crate) name: Option<LitStr>,
    /// Whether Python shows no signature.
    pub(crate) hidden: bool,
    /// The signature that Python shows, where it is not that by which arguments are bound.
    pub(crate) text: Option<LitStr>,
}

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut options = Self::default();
        while !input.is_empty() {
            if input.peek(LitStr) {
                options.signature = Some(input.parse()?);
            } else {
                let key: Ident = input.call(Ident::parse_any)?;
                if key == "hidden" {
                    options.hidden = true;
                } else if key == "name" || key == "text" {
                    input.parse::<Token![=]>()?;
                    let text = Some(input.parse()?);
                    *(if key == "name" { &mut options.name } else { &mut options.text }) = text;
                } else {
                    return Err(syn::Error::new(
                        key.span(),
                        "expected a signature, `name = \"…\"` or `hidden`",
                    ));
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(options)
    }
}

/// A marked function.
pub(crate) struct Marked {
    /// `pymethod`, `pyslot` …
    pub(crate) kind: String,
    /// Where the attribute stands.
    pub(crate) span: Span,
    /// What it says.
    pub(crate) options: Options,
    /// The docstring.
    pub(crate) doc: String,
    /// `#[cfg(…)]` of the function, for what is made of it.
    pub(crate) conditions: TokenStream,
}

/// Takes the attribute off a function. `None`: it has none.
pub(crate) fn take(function: &mut ImplItemFn, kinds: &[&str]) -> syn::Result<Option<Marked>> {
    let is_ours = |attribute: &Attribute| kinds.iter().any(|kind| attribute.path().is_ident(kind));
    let Some(at) = function.attrs.iter().position(is_ours) else { return Ok(None) };
    let attribute = function.attrs.remove(at);
    let span = attribute.path().get_ident().map_or_else(Span::call_site, Ident::span);
    if let Some(second) = function.attrs.iter().find(|attribute| is_ours(attribute)) {
        return Err(syn::Error::new_spanned(second, "a function is one thing only"));
    }
    let options = match &attribute.meta {
        Meta::Path(_) => Options::default(),
        _ => attribute.parse_args()?,
    };
    let conditions = function.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    Ok(Some(Marked {
        kind: attribute.path().get_ident().map(ToString::to_string).unwrap_or_default(),
        span,
        options,
        doc: doc(&function.attrs),
        conditions: conditions.map(ToTokens::to_token_stream).collect(),
    }))
}

impl Marked {
    /// The name in Python: that of the function unless the attribute gives another.
    pub(crate) fn name(&self, function: &ImplItemFn) -> String {
        match &self.options.name {
            Some(name) => name.value(),
            None => function.sig.ident.unraw().to_string(),
        }
    }
}

/// The text of doc comments, without the space after the slashes.
pub(crate) fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| {
        let Meta::NameValue(pair) = &attribute.meta else { return None };
        let Expr::Lit(literal) = &pair.value else { return None };
        match &literal.lit {
            Lit::Str(text) if pair.path.is_ident("doc") => {
                let text = text.value();
                Some(text.strip_prefix(' ').map(str::to_owned).unwrap_or(text))
            }
            _ => None,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}
