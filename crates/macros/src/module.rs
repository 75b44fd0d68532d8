//! `#[pymodule]`

use proc_macro2::TokenStream;
use quote::quote;
use syn::{ItemImpl, LitStr};

use crate::shape::Owner;
use crate::{methods, options};

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    let mut item: ItemImpl = syn::parse2(item)?;
    let name: LitStr = syn::parse2(args)?;
    let owner = Owner::of(&item);
    let mut functions = Vec::new();
    for function in methods::functions(&mut item) {
        if let Some(marked) = options::take(function, &["pyfunction"])? {
            functions.push(methods::method(&owner, function, &marked, Some(&name))?);
        }
    }
    Ok(quote! {
        #[allow(clippy::unnecessary_wraps, clippy::needless_pass_by_value, clippy::trivially_copy_pass_by_ref)]
        #item

        #[allow(dead_code, clippy::all, clippy::pedantic, non_snake_case, unused_qualifications)]
        impl #owner {
            /// The module's name.
            pub(crate) const NAME: &'static str = #name;
            /// The functions, for the module's definition.
            pub(crate) const FUNCTIONS: &'static [taipan_object::native::MethodDef] = &[#(#functions),*];
        }
    })
}
