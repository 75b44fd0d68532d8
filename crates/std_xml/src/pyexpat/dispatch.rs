//! From events to calls of handlers.

use taipan_expat::{Attributes, Content, Error, Event};
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::none;
use taipan_object::{Py, PyResult, Value};

use super::handlers as on;
use super::parser::XmlParser;
use crate::calls::{table_of, text_or_none};

impl XmlParser {
    /// Calls handlers until the parser needs more.
    pub(super) fn pump(&self, py: &mut Py) -> PyResult<()> {
        loop {
            let event = self.parser.get_mut(py).next();
            match event {
                Ok(Some(event)) => {
                    if let Err(raised) = self.dispatch(py, event) {
                        let exception = py.take(raised);
                        self.parser.get_mut(py).fail(Error::Aborted);
                        return Err(py.heap().again(exception));
                    }
                }
                Ok(None) => return Ok(()),
                Err(error) => return Err(self.raise(py, error)),
            }
        }
    }

    fn dispatch(&self, py: &mut Py, event: Event) -> PyResult<()> {
        match event {
            Event::Characters(text) => return self.text(py, &text),
            Event::UnknownEncoding(name) => return self.find_encoding(py, &name),
            _ => self.flush(py)?,
        }
        match event {
            Event::StartElement { name, attributes, specified, raw } => {
                let Some(handler) = self.handler(py, on::START_ELEMENT) else {
                    return self.default(py, raw.as_deref());
                };
                let name = self.name(py, &name)?;
                let attributes = self.attributes(py, &attributes, specified)?;
                self.call(py, &handler, &[&name, &attributes]).map(drop)
            }
            Event::EndElement { name, raw } => {
                let Some(handler) = self.handler(py, on::END_ELEMENT) else {
                    return self.default(py, raw.as_deref());
                };
                let name = self.name(py, &name)?;
                self.call(py, &handler, &[&name]).map(drop)
            }
            Event::StartCdata(raw) => self.plain(py, on::START_CDATA_SECTION, raw.as_deref()),
            Event::EndCdata(raw) => self.plain(py, on::END_CDATA_SECTION, raw.as_deref()),
            Event::EndDoctype => self.plain(py, on::END_DOCTYPE_DECL, None),
            Event::Comment { text, raw } => {
                let text = py.str(&text)?;
                self.send(py, on::COMMENT, &[text], raw.as_deref())
            }
            Event::ProcessingInstruction { target, data, raw } => {
                let parts = [self.name(py, &target)?, py.str(&data)?];
                self.send(py, on::PROCESSING_INSTRUCTION, &parts, raw.as_deref())
            }
            Event::SkippedEntity { name, is_parameter, raw } => {
                let parts = [self.name(py, &name)?, py.int(is_parameter.into())?];
                self.send(py, on::SKIPPED_ENTITY, &parts, raw.as_deref())
            }
            Event::Default(text) => self.default(py, Some(&text)),
            Event::StartNamespace { prefix, uri } => {
                let parts = [self.optional(py, prefix.as_deref())?, self.optional(py, uri.as_deref())?];
                self.send(py, on::START_NAMESPACE_DECL, &parts, None)
            }
            Event::EndNamespace { prefix } => {
                let parts = [self.optional(py, prefix.as_deref())?];
                self.send(py, on::END_NAMESPACE_DECL, &parts, None)
            }
            Event::NotStandalone => self.answer(py, on::NOT_STANDALONE, &[], Error::NotStandalone),
            Event::ExternalEntityRef { context, system_id, public_id } => {
                let base = self.base(py)?;
                let parts = [
                    text_or_none(py, context.as_deref())?,
                    base,
                    self.optional(py, system_id.as_deref())?,
                    self.optional(py, public_id.as_deref())?,
                ];
                self.answer(py, on::EXTERNAL_ENTITY_REF, &parts, Error::ExternalEntityHandling)
            }
            other => self.declared(py, other),
        }
    }

    /// What the document type declaration says.
    fn declared(&self, py: &mut Py, event: Event) -> PyResult<()> {
        match event {
            Event::XmlDecl { version, encoding, standalone } => {
                let parts = [
                    text_or_none(py, version.as_deref())?,
                    text_or_none(py, encoding.as_deref())?,
                    py.int(standalone.into())?,
                ];
                self.send(py, on::XML_DECL, &parts, None)
            }
            Event::StartDoctype { name, system_id, public_id, has_internal_subset } => {
                let parts = [
                    self.name(py, &name)?,
                    self.optional(py, system_id.as_deref())?,
                    self.optional(py, public_id.as_deref())?,
                    py.int(has_internal_subset.into())?,
                ];
                self.send(py, on::START_DOCTYPE_DECL, &parts, None)
            }
            Event::ElementDecl { name, model } => {
                let Some(handler) = self.handler(py, on::ELEMENT_DECL) else { return Ok(()) };
                let model = self.model(py, &model, 0)?;
                let name = self.name(py, &name)?;
                self.call(py, &handler, &[&name, &model]).map(drop)
            }
            Event::AttlistDecl { element, attribute, kind, default, is_required } => {
                let parts = [
                    self.name(py, &element)?,
                    self.name(py, &attribute)?,
                    py.str(&kind)?,
                    text_or_none(py, default.as_deref())?,
                    py.int(is_required.into())?,
                ];
                self.send(py, on::ATTLIST_DECL, &parts, None)
            }
            Event::NotationDecl { name, system_id, public_id } => {
                let parts = [
                    self.name(py, &name)?,
                    self.base(py)?,
                    self.optional(py, system_id.as_deref())?,
                    self.optional(py, public_id.as_deref())?,
                ];
                self.send(py, on::NOTATION_DECL, &parts, None)
            }
            Event::EntityDecl { name, is_parameter, value, system_id, public_id, notation } => {
                let (name, base) = (self.name(py, &name)?, self.base(py)?);
                let system_id = self.optional(py, system_id.as_deref())?;
                let public_id = self.optional(py, public_id.as_deref())?;
                let is_unparsed = notation.is_some();
                let notation = self.optional(py, notation.as_deref())?;
                if is_unparsed && self.handler(py, on::UNPARSED_ENTITY_DECL).is_some() {
                    let parts = [name, base, system_id, public_id, notation];
                    return self.send(py, on::UNPARSED_ENTITY_DECL, &parts, None);
                }
                let (kind, value) = (py.int(is_parameter.into())?, text_or_none(py, value.as_deref())?);
                let parts = [name, kind, value, base, system_id, public_id, notation];
                self.send(py, on::ENTITY_DECL, &parts, None)
            }
            _ => Ok(()),
        }
    }

    /// Calls a handler with nothing.
    fn plain(&self, py: &mut Py, handler: usize, raw: Option<&str>) -> PyResult<()> {
        self.send(py, handler, &[], raw)
    }

    /// Calls a handler, or the one for what is not handled.
    fn send(&self, py: &mut Py, handler: usize, parts: &[Value], raw: Option<&str>) -> PyResult<()> {
        match self.handler(py, handler) {
            Some(handler) => {
                let parts: Vec<&Value> = parts.iter().collect();
                self.call(py, &handler, &parts).map(drop)
            }
            None => self.default(py, raw),
        }
    }

    /// Calls a handler whose answer must not be zero.
    fn answer(&self, py: &mut Py, handler: usize, parts: &[Value], error: Error) -> PyResult<()> {
        let Some(handler) = self.handler(py, handler) else { return Ok(()) };
        let parts: Vec<&Value> = parts.iter().collect();
        let answer = self.call(py, &handler, &parts)?;
        if py.to_i64(&answer)? == 0 {
            self.parser.get_mut(py).fail(error);
        }
        Ok(())
    }

    /// Calls the handler for what is not handled.
    fn default(&self, py: &mut Py, raw: Option<&str>) -> PyResult<()> {
        let Some(raw) = raw else { return Ok(()) };
        let number = if self.expands_default.get() { on::DEFAULT_EXPAND } else { on::DEFAULT };
        let Some(handler) = self.handler(py, number) else { return Ok(()) };
        let raw = py.str(raw)?;
        self.call(py, &handler, &[&raw]).map(drop)
    }

    /// Text goes to its handler, or is kept until there is more of it.
    fn text(&self, py: &mut Py, text: &str) -> PyResult<()> {
        let size = self.buffer_size.get();
        let used = self.text.get(py).as_ref().map(String::len);
        let Some(used) = used else { return self.send_text(py, text) };
        if used + text.len() > size {
            self.flush(py)?;
        }
        if let Some(kept) = &mut *self.text.get_mut(py)
            && text.len() <= size
        {
            kept.try_reserve(text.len())?;
            kept.push_str(text);
            return Ok(());
        }
        self.send_text(py, text)
    }

    fn find_encoding(&self, py: &mut Py, name: &str) -> PyResult<()> {
        let encoding = table_of(py, name)?;
        let mut parser = self.parser.get_mut(py);
        let result = match encoding {
            Some(encoding) => parser.set_encoding(encoding),
            None => Err(Error::UnknownEncoding),
        };
        if let Err(error) = result {
            parser.fail(error);
        }
        Ok(())
    }

    /// A name as the one object that there is of it.
    fn name(&self, py: &mut Py, name: &str) -> PyResult<Value> {
        let value = py.str(name)?;
        let intern = self.intern.get(py).clone();
        let Some(intern) = intern.as_ref().and_then(|intern| intern.get::<Dict>()) else { return Ok(value) };
        Ok(intern.set_default(py, &value, &value)?.0)
    }

    fn optional(&self, py: &mut Py, name: Option<&str>) -> PyResult<Value> {
        match name {
            Some(name) => self.name(py, name),
            None => Ok(none()),
        }
    }

    fn base(&self, py: &mut Py) -> PyResult<Value> {
        let base = self.base.get(py).clone();
        text_or_none(py, base.as_deref())
    }

    fn attributes(&self, py: &mut Py, attributes: &Attributes, specified: usize) -> PyResult<Value> {
        let count = if self.has_specified_attributes.get() { specified } else { attributes.len() };
        let attributes = attributes.get(..count).unwrap_or(attributes);
        if self.has_ordered_attributes.get() {
            let mut flat = Vec::new();
            flat.try_reserve_exact(attributes.len() * 2)?;
            for (name, value) in attributes {
                flat.push(self.name(py, name)?);
                flat.push(py.str(value)?);
            }
            return py.list(flat);
        }
        let all = py.dict()?;
        if let Some(dict) = all.get::<Dict>() {
            for (name, value) in attributes {
                let (name, value) = (self.name(py, name)?, py.str(value)?);
                dict.set(py, &name, value)?;
            }
        }
        Ok(all)
    }

    /// A content model as nested tuples.
    fn model(&self, py: &mut Py, all: &[Content], number: usize) -> PyResult<Value> {
        py.check_stack("in conv_content_model")?;
        let Some(content) = all.get(number) else { return Ok(none()) };
        let mut children = Vec::new();
        for &child in &content.children {
            children.push(self.model(py, all, child)?);
        }
        let children = py.tuple(children)?;
        let name = self.optional(py, content.name.as_deref())?;
        py.tuple([py.int(content.kind as i64)?, py.int(content.quantifier as i64)?, name, children])
    }
}
