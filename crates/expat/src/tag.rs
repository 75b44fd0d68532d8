//! Tags: attributes with their defaults, namespaces, elements that end where they should.

use crate::attribute::NOWHERE;
use crate::error::Error;
use crate::event::{Attributes, Event, Interest};
use crate::namespace::Prefix;
use crate::parser::{Kind, Parser, State};
use crate::scan::{Span, part};

/// An element that is open.
pub(crate) struct Tag {
    /// Its name as it stands in the tag.
    raw_name: Box<str>,
    /// The same with its namespace, where it differs.
    name: Option<String>,
    /// How many prefixes were bound before it.
    bindings: usize,
}

impl Parser {
    pub(crate) fn start_tag(
        &mut self,
        text: &[u8],
        name: Span,
        is_empty: bool,
        whole: &[u8],
    ) -> Result<(), Error> {
        let raw_name = part(text, name);
        let bindings = self.namespaces.as_ref().map_or(0, |namespaces| namespaces.len());
        let mut attributes = self.read_attributes(text, raw_name)?;
        let mut specified = attributes.len();
        self.add_defaults(raw_name, &mut attributes);
        let name = if self.namespaces.is_some() {
            self.check_name(raw_name, name.0)?;
            specified -= self.bind(&mut attributes, specified)?;
            let expanded = self.expand_names(raw_name, &mut attributes);
            if expanded.is_err() {
                self.unbind(bindings);
            }
            Some(expanded?)
        } else {
            None
        };
        if self.interest.any(Interest::START_ELEMENT) || self.interest.any(Interest::DEFAULT) {
            let (name, raw) = (name.clone().unwrap_or_else(|| raw_name.to_owned()), self.raw(whole));
            self.report(Event::StartElement { name, attributes, specified, raw });
        }
        self.tags.try_reserve(1)?;
        self.limits.allocate(raw_name.len())?;
        self.tags.push(Tag { raw_name: raw_name.into(), name, bindings });
        if is_empty {
            let at = self.event_at();
            if self.interest.any(Interest::START_ELEMENT) {
                self.move_event(whole.len());
            }
            self.close(None);
            self.set_event(at);
        }
        Ok(())
    }

    /// The attributes that stand in the tag.
    fn read_attributes(&mut self, text: &[u8], element: &str) -> Result<Attributes, Error> {
        let raw = std::mem::take(&mut self.attributes);
        let mut attributes = Attributes::new();
        attributes.try_reserve_exact(raw.len())?;
        let mut result = Ok(());
        for attribute in &raw {
            let name = part(text, attribute.name);
            if self.namespaces.is_some()
                && let Err(error) = self.check_name(name, attribute.name.0)
            {
                result = Err(error);
                break;
            }
            if is_known(&attributes, name) {
                self.move_event(attribute.name.0);
                result = Err(Error::DuplicateAttribute);
                break;
            }
            let value = if attribute.is_plain {
                Ok(part(text, attribute.value).to_owned())
            } else {
                let is_cdata = self.dtd.borrow().is_cdata(element, name);
                let raw = text.get(attribute.value.0..attribute.value.1).unwrap_or_default();
                self.attribute_value(raw, is_cdata)
            };
            match value {
                Ok(value) => attributes.push((name.to_owned(), value)),
                Err(error) => {
                    if let Some(at) = self.bad_reference.take()
                        && at != NOWHERE
                    {
                        self.move_event(attribute.value.0 + at);
                    }
                    result = Err(error);
                    break;
                }
            }
        }
        self.attributes = raw;
        result.map(|()| attributes)
    }

    /// The values that the DTD has for attributes that do not stand in the tag.
    fn add_defaults(&self, element: &str, attributes: &mut Attributes) {
        let dtd = self.dtd.borrow();
        for declared in dtd.elements.get(element).into_iter().flatten() {
            if let Some(value) = &declared.value
                && !attributes.iter().any(|(name, _)| **name == *declared.name)
            {
                attributes.push((declared.name.to_string(), value.to_string()));
            }
        }
    }

    /// Binds the prefixes that attributes declare, and takes those away; says how many of the first ones.
    fn bind(&mut self, attributes: &mut Attributes, specified: usize) -> Result<usize, Error> {
        let mut taken = 0;
        let mut rest = Attributes::new();
        for (index, (name, value)) in std::mem::take(attributes).into_iter().enumerate() {
            let prefix = if name == "xmlns" { Some(None) } else { name.strip_prefix("xmlns:").map(Some) };
            match (prefix, &mut self.namespaces) {
                (Some(prefix), Some(namespaces)) => {
                    namespaces.bind(prefix, &value)?;
                    if self.interest.any(Interest::START_NAMESPACE) {
                        let uri = if value.is_empty() { None } else { Some(value) };
                        self.report(Event::StartNamespace { prefix: prefix.map(str::to_owned), uri });
                    }
                    taken += usize::from(index < specified);
                }
                _ => rest.push((name, value)),
            }
        }
        *attributes = rest;
        Ok(taken)
    }

    /// Puts namespaces into the names.
    fn expand_names(&self, element: &str, attributes: &mut Attributes) -> Result<String, Error> {
        let Some(namespaces) = &self.namespaces else { return Ok(element.to_owned()) };
        let mut has_prefixed = false;
        for (name, _) in &mut *attributes {
            if name.contains(':') {
                *name = namespaces.expand(name, false)?;
                has_prefixed = true;
            }
        }
        if has_prefixed {
            let mut names: Vec<&str> = attributes.iter().map(|(name, _)| &**name).collect();
            names.sort_unstable();
            if names.windows(2).any(|pair| pair.first() == pair.last()) {
                return Err(Error::DuplicateAttribute);
            }
        }
        namespaces.expand(element, true)
    }

    /// With namespaces, a name has one colon at most, with something before and behind it.
    fn check_name(&mut self, name: &str, at: usize) -> Result<(), Error> {
        let Some((prefix, local)) = name.split_once(':') else { return Ok(()) };
        let wrong = if prefix.is_empty() {
            0
        } else if local.is_empty() {
            name.len()
        } else {
            match local.find(':') {
                Some(second) => prefix.len() + 1 + second,
                None => return Ok(()),
            }
        };
        self.move_event(at + wrong);
        Err(Error::InvalidToken)
    }

    pub(crate) fn end_tag(&mut self, name: &str, whole: &[u8]) -> Result<(), Error> {
        let outer = self.sources.last().map_or(0, |source| source.tags);
        if self.tags.len() <= outer {
            return Err(Error::AsyncEntity);
        }
        if self.tags.last().is_none_or(|tag| &*tag.raw_name != name) {
            self.move_event(2);
            return Err(Error::TagMismatch);
        }
        self.close(Some(whole));
        Ok(())
    }

    /// Takes bindings away, down to so many.
    fn unbind(&mut self, len: usize) {
        while let Some(Prefix(prefix)) = self.namespaces.as_mut().and_then(|namespaces| namespaces.pop(len)) {
            if self.interest.any(Interest::END_NAMESPACE) {
                self.report(Event::EndNamespace { prefix });
            }
        }
    }

    /// Ends the innermost element.
    fn close(&mut self, whole: Option<&[u8]>) {
        let Some(tag) = self.tags.pop() else { return };
        self.limits.release(tag.raw_name.len());
        if self.interest.any(Interest::END_ELEMENT) || self.interest.any(Interest::DEFAULT) {
            let raw = whole.and_then(|whole| self.raw(whole));
            self.report(Event::EndElement { name: tag.name.unwrap_or_else(|| tag.raw_name.into()), raw });
        }
        while let Some(Prefix(prefix)) =
            self.namespaces.as_mut().and_then(|namespaces| namespaces.pop(tag.bindings))
        {
            if self.interest.any(Interest::END_NAMESPACE) {
                self.report(Event::EndNamespace { prefix });
            }
        }
        if self.tags.is_empty() && self.kind == Kind::Document {
            self.state = State::Epilog;
        }
    }
}

/// Whether there is an attribute of a name. Of many, this is not asked one by one.
fn is_known(attributes: &Attributes, name: &str) -> bool {
    attributes.iter().any(|(known, _)| known == name)
}
