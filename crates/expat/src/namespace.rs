//! Namespaces: which prefix stands for what, and names with it put in.

use crate::error::Error;

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// The prefixes that are bound, the innermost last.
#[derive(Clone, Debug)]
pub(crate) struct Namespaces {
    bindings: Vec<Binding>,
    /// What stands between the parts of a name; nothing of `'\0'`.
    separator: Option<char>,
    /// Whether names have their prefix as a third part.
    pub(crate) has_triplets: bool,
}

/// A prefix, or none, which is the default.
pub(crate) struct Prefix(pub(crate) Option<String>);

#[derive(Clone, Debug)]
struct Binding {
    prefix: Option<Box<str>>,
    /// Nothing: the prefix is not bound any more.
    uri: Option<Box<str>>,
}

impl Namespaces {
    pub(crate) fn new(separator: Option<char>) -> Self {
        let xml = Binding { prefix: Some("xml".into()), uri: Some(XML.into()) };
        Self { bindings: vec![xml], separator, has_triplets: false }
    }

    /// How many are bound.
    pub(crate) fn len(&self) -> usize {
        self.bindings.len()
    }

    /// Ends the innermost binding, down to so many; gives its prefix.
    pub(crate) fn pop(&mut self, len: usize) -> Option<Prefix> {
        if self.bindings.len() <= len {
            return None;
        }
        self.bindings.pop().map(|binding| Prefix(binding.prefix.map(String::from)))
    }

    /// Binds a prefix, or none.
    pub(crate) fn bind(&mut self, prefix: Option<&str>, uri: &str) -> Result<(), Error> {
        if prefix.is_some() && uri.is_empty() {
            return Err(Error::UndeclaringPrefix);
        }
        match prefix {
            Some("xmlns") => return Err(Error::ReservedPrefixXmlns),
            Some("xml") if uri != XML => return Err(Error::ReservedPrefixXml),
            Some("xml") => {}
            _ if uri == XML || uri == XMLNS => return Err(Error::ReservedNamespaceUri),
            _ => {}
        }
        // A name could not be told apart from the namespace that stands before it.
        if self.separator.is_some_and(|separator| {
            separator != '\0' && separator != ' ' && uri.contains(separator) && !is_uri_char(separator)
        }) {
            return Err(Error::Syntax);
        }
        self.bindings.try_reserve(1)?;
        let uri = if uri.is_empty() { None } else { Some(uri.into()) };
        self.bindings.push(Binding { prefix: prefix.map(Box::from), uri });
        Ok(())
    }

    fn uri(&self, prefix: Option<&str>) -> Option<&str> {
        let binding = self.bindings.iter().rev().find(|binding| binding.prefix.as_deref() == prefix);
        binding.and_then(|binding| binding.uri.as_deref())
    }

    /// A name with its namespace. Without a prefix, only elements have one.
    pub(crate) fn expand(&self, name: &str, is_element: bool) -> Result<String, Error> {
        let (prefix, local) = match name.split_once(':') {
            Some((prefix, local)) => (Some(prefix), local),
            None => (None, name),
        };
        let uri = match (prefix, self.uri(prefix)) {
            (None, _) if !is_element => None,
            (Some(_), None) => return Err(Error::UnboundPrefix),
            (_, uri) => uri,
        };
        let Some(uri) = uri else { return Ok(name.to_owned()) };
        let separator = self.separator.filter(|&separator| separator != '\0');
        let mut expanded = String::new();
        expanded.try_reserve(uri.len() + name.len() + 2)?;
        expanded.push_str(uri);
        expanded.extend(separator);
        expanded.push_str(local);
        if self.has_triplets
            && let Some(prefix) = prefix
        {
            expanded.extend(separator);
            expanded.push_str(prefix);
        }
        Ok(expanded)
    }

    /// The bindings as a context for the parser of an entity.
    pub(crate) fn context(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for (index, binding) in self.bindings.iter().enumerate() {
            let is_hidden = self.bindings.iter().skip(index + 1).any(|later| later.prefix == binding.prefix);
            if let Some(uri) = binding.uri.as_deref().filter(|_| !is_hidden) {
                all.push(format!("{}={uri}", binding.prefix.as_deref().unwrap_or_default()));
            }
        }
        all
    }

    /// Binds what a context says.
    pub(crate) fn bind_context(&mut self, prefix: &str, uri: &str) {
        let prefix = if prefix.is_empty() { None } else { Some(prefix.into()) };
        self.bindings.push(Binding { prefix, uri: Some(uri.into()) });
    }
}

/// Whether a character may stand in a URI, so that one that contains it is not to blame.
fn is_uri_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "%-._~:/?#[]@!$&'()*+,;=".contains(c)
}
