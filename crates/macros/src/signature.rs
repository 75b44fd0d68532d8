//! Signatures as Python writes them: `($self, key, default=None, /, *, strict=False)`.

use std::borrow::Cow;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::LitStr;

/// How a parameter takes its argument; the names are those of `taipan_object::native::ParameterKind`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// By position.
    PositionalOnly,
    /// By position or name.
    Positional,
    /// By name.
    KeywordOnly,
}

/// A parameter with a place of its own.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// Its name.
    pub(crate) name: String,
    /// How it takes its argument.
    pub(crate) kind: Kind,
    /// Its default, as it is written.
    pub(crate) default: Option<String>,
}

/// What a Rust parameter receives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Source {
    /// The argument of the parameter with this number.
    Place(usize),
    /// `*args`
    Rest,
    /// `**kwargs`
    Keywords,
}

/// A signature.
#[derive(Default, Debug)]
pub(crate) struct Signature {
    /// As Python shows it.
    pub(crate) text: String,
    /// Parameters with places.
    pub(crate) parameters: Vec<Parameter>,
    /// All that take something, in the order in which they are written.
    pub(crate) sources: Vec<Source>,
}

impl Signature {
    /// Reads a signature. Errors are about the literal.
    pub(crate) fn read(literal: &LitStr) -> syn::Result<Self> {
        Self::parse(&literal.value()).map_err(|message| syn::Error::new(literal.span(), message))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        let inner = inner.ok_or("a signature stands in parentheses")?;
        let mut signature = Self { text: text.to_owned(), ..Self::default() };
        let (mut keyword_only, mut slash) = (false, false);
        let (inner, optional) = without_groups(inner);
        for (index, part) in split(&inner)?.into_iter().enumerate() {
            if signature.sources.last() == Some(&Source::Keywords) {
                return Err("nothing can follow **kwargs".to_owned());
            }
            match part {
                "/" if keyword_only || slash => return Err("misplaced /".to_owned()),
                "/" => {
                    slash = true;
                    signature.parameters.iter_mut().for_each(|it| it.kind = Kind::PositionalOnly);
                }
                "*" if keyword_only => return Err("misplaced *".to_owned()),
                "*" => keyword_only = true,
                _ if part.starts_with("**") => signature.sources.push(Source::Keywords),
                _ if part.starts_with('*') && keyword_only => return Err("a second *".to_owned()),
                _ if part.starts_with('*') => {
                    keyword_only = true;
                    signature.sources.push(Source::Rest);
                }
                _ if part.starts_with('$') && index == 0 => {}
                _ if index >= optional => {
                    signature.add(&format!("{part}=<unrepresentable>"), Kind::Positional)?;
                }
                _ => signature.add(part, if keyword_only { Kind::KeywordOnly } else { Kind::Positional })?,
            }
        }
        Ok(signature)
    }

    fn add(&mut self, part: &str, kind: Kind) -> Result<(), String> {
        let (name, default) = match part.split_once('=') {
            Some((name, default)) => (name.trim(), Some(default.trim().to_owned())),
            None => (part, None),
        };
        let mut characters = name.chars();
        let starts = characters.next().is_some_and(|c| c.is_alphabetic() || c == '_');
        if !starts || !characters.all(|c| c.is_alphanumeric() || c == '_') {
            return Err(format!("`{part}` is no parameter"));
        }
        let after_default = self.parameters.last().is_some_and(|last| last.default.is_some());
        if default.is_none() && kind != Kind::KeywordOnly && after_default {
            return Err(format!("`{name}` has no default, but the parameter before it has one"));
        }
        self.sources.push(Source::Place(self.parameters.len()));
        self.parameters.push(Parameter { name: name.to_owned(), kind, default });
        Ok(())
    }

    /// The signature with a module as its receiver, which CPython shows with functions of modules.
    pub(crate) fn of_module(mut self) -> Self {
        if !self.text.starts_with("($") {
            let inner = self.text.strip_prefix('(').unwrap_or(&self.text);
            let inner = inner.strip_suffix(')').unwrap_or(inner).to_owned();
            let has_slash = self.parameters.iter().any(|it| it.kind == Kind::PositionalOnly);
            self.text = match (inner.is_empty(), has_slash) {
                (true, _) => "($module, /)".to_owned(),
                (false, true) => format!("($module, {inner})"),
                (false, false) => format!("($module, /, {inner})"),
            };
        }
        self
    }

    /// Whether each argument has a place of its own: there is no `*args` and no `**kwargs`.
    pub(crate) fn has_places_only(&self) -> bool {
        self.sources.iter().all(|source| matches!(source, Source::Place(_)))
    }

    /// The place of the only parameter, if there is no other.
    pub(crate) fn is_single(&self) -> bool {
        self.sources.len() == 1 && self.parameters.first().is_some_and(|it| it.default.is_none())
    }

    /// The static table.
    pub(crate) fn table(&self, hidden: bool) -> TokenStream {
        let text = &self.text;
        let text = if hidden {
            quote!(::core::option::Option::None)
        } else {
            quote!(::core::option::Option::Some(#text))
        };
        let parameters = self.parameters.iter().map(|parameter| {
            let name = &parameter.name;
            let kind = Ident::new(&format!("{:?}", parameter.kind), Span::call_site());
            let required = parameter.default.is_none();
            quote! {
                taipan_object::native::Parameter {
                    name: #name,
                    kind: taipan_object::native::ParameterKind::#kind,
                    required: #required,
                }
            }
        });
        let rest = self.sources.contains(&Source::Rest);
        let keywords = self.sources.contains(&Source::Keywords);
        quote! {
            const {
                &taipan_object::native::Signature::new(#text, const { &[#(#parameters),*] }, #rest, #keywords)
            }
        }
    }
}

/// A signature such as `sub[, start[, end]]`, in which brackets stand around what may be left out, without the brackets;
/// and from which part on they stand.
fn without_groups(text: &str) -> (Cow<'_, str>, usize) {
    match text.find("[,") {
        Some(at) => {
            let plain = text.replace("[,", ",").replace(']', "");
            (Cow::Owned(plain), text[..at].matches(',').count() + 1)
        }
        None => (Cow::Borrowed(text), usize::MAX),
    }
}

/// Splits at the commas that are in no bracket and no string.
fn split(text: &str) -> Result<Vec<&str>, String> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_i32);
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    if depth != 0 || quote.is_some() {
        return Err("brackets or quotes do not match".to_owned());
    }
    let last = text[start..].trim();
    if !last.is_empty() {
        parts.push(last);
    }
    if parts.iter().any(|part| part.is_empty()) {
        return Err("an empty parameter".to_owned());
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::{Kind, Signature, Source};

    fn kinds(text: &str) -> String {
        let signature = Signature::parse(text).unwrap_or_else(|message| panic!("{text}: {message}"));
        let show = |source: &Source| match *source {
            Source::Rest => "*".to_owned(),
            Source::Keywords => "**".to_owned(),
            Source::Place(index) => {
                let parameter = &signature.parameters[index];
                let kind = match parameter.kind {
                    Kind::PositionalOnly => "p",
                    Kind::Positional => "b",
                    Kind::KeywordOnly => "k",
                };
                let default = parameter.default.as_ref().map(|it| format!("={it}")).unwrap_or_default();
                format!("{kind}:{}{default}", parameter.name)
            }
        };
        signature.sources.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn parameters_are_read() {
        assert_eq!(kinds("()"), "");
        assert_eq!(kinds("($self, /)"), "");
        assert_eq!(kinds("($self, sub, start=None, /)"), "p:sub p:start=None");
        assert_eq!(kinds("($self, /, sep=None, maxsplit=-1)"), "b:sep=None b:maxsplit=-1");
        assert_eq!(
            kinds("($self, sub[, start[, end]], /)"),
            "p:sub p:start=<unrepresentable> p:end=<unrepresentable>"
        );
        assert_eq!(kinds("(a, /, b, *, c, d=',)')"), "p:a b:b k:c k:d=',)'");
        assert_eq!(kinds("($module, /, *args, sep=' ', **rest)"), "* k:sep=' ' **");
        assert_eq!(kinds("(x=(1, 2), y=<unrepresentable>, /)"), "p:x=(1, 2) p:y=<unrepresentable>");
    }

    #[test]
    fn mistakes_are_found() {
        for text in
            ["", "x", "(a,,b)", "(a=1, b)", "(/, /)", "(*, a, *)", "(**k, a)", "([a])", "('a)", "(*a, *b)"]
        {
            assert!(Signature::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_module_is_shown_as_receiver() {
        for (text, shown) in [
            ("()", "($module, /)"),
            ("(obj, /)", "($module, obj, /)"),
            ("(*args, sep=' ')", "($module, /, *args, sep=' ')"),
            ("($module, a)", "($module, a)"),
        ] {
            assert_eq!(Signature::parse(text).map(|it| it.of_module().text), Ok(shown.to_owned()));
        }
    }
}
