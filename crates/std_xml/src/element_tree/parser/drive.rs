//! From events to calls of the target.

use taipan_expat::{Attributes, Error, Event};
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::super::builder::Kind;
use super::super::library;
use super::{COMMENT, DATA, DOCTYPE, END, END_NS, PI, START, START_NS, XmlParser, builder};
use crate::calls::{raise, table_of};

impl XmlParser {
    /// Feeds bytes and calls the target for what they are. When a call has failed, the rest of the bytes is parsed without
    /// calls.
    pub(super) fn parse(this: Borrowed<'_>, py: &mut Py, bytes: &[u8], is_final: bool) -> PyResult<()> {
        let Some(parser) = this.get::<Self>() else { return Ok(()) };
        let fed = parser.parser.get_mut(py).as_mut().map_or(Ok(()), |engine| engine.feed(bytes, is_final));
        if let Err(error) = fed {
            return Err(parser.raise(py, error, None));
        }
        let mut failure: Option<Value> = None;
        loop {
            let event = parser.parser.get_mut(py).as_mut().map_or(Ok(None), taipan_expat::Parser::next);
            match (event, &failure) {
                (Ok(None), None) => return Ok(()),
                (Ok(None) | Err(_), Some(exception)) => return Err(py.heap().again(exception.clone())),
                (Err(error), None) => return Err(parser.raise(py, error, None)),
                (Ok(Some(Event::UnknownEncoding(_))), Some(_)) => parser.fail(py, Error::UnknownEncoding),
                (Ok(Some(_)), Some(_)) => {}
                (Ok(Some(event)), None) => {
                    if let Err(raised) = parser.dispatch(this, py, event) {
                        failure = Some(py.take(raised));
                    }
                }
            }
        }
    }

    fn dispatch(&self, this: Borrowed<'_>, py: &mut Py, event: Event) -> PyResult<()> {
        let target = self.target_of(py)?;
        let builder = builder(py, &target);
        match event {
            Event::StartElement { name, attributes, .. } => {
                let tag = self.name(py, &name)?;
                let attrib = if attributes.is_empty() { None } else { Some(self.attrib(py, &attributes)?) };
                if let Some(builder) = builder {
                    return builder.begin(py, &tag, attrib).map(drop);
                }
                let Some(start) = self.handler(py, START) else { return Ok(()) };
                let attrib = match attrib {
                    Some(attrib) => attrib,
                    None => py.dict()?,
                };
                py.call(&start, &[&tag, &attrib]).map(drop)
            }
            Event::EndElement { name, .. } => {
                if let Some(builder) = builder {
                    return builder.finish(py).map(drop);
                }
                let Some(end) = self.handler(py, END) else { return Ok(()) };
                let tag = self.name(py, &name)?;
                py.call(&end, &[&tag]).map(drop)
            }
            Event::Characters(text) => {
                let text = py.str(&text)?;
                self.text(py, &target, text)
            }
            Event::Comment { text, .. } => {
                let text = py.str(&text)?;
                if let Some(builder) = builder {
                    return builder.add_comment(py, &text).map(drop);
                }
                self.call(py, COMMENT, &[&text])
            }
            Event::ProcessingInstruction { target: kind, data, .. } => {
                if builder.is_some_and(|builder| !builder.wants_pis(py)) {
                    return Ok(());
                }
                let (kind, data) = (py.str(&kind)?, py.str(&data)?);
                if let Some(builder) = builder {
                    return builder.add_pi(py, &kind, &data).map(drop);
                }
                self.call(py, PI, &[&kind, &data])
            }
            Event::StartNamespace { prefix, uri } => {
                let prefix = py.str(&prefix.unwrap_or_default())?;
                let uri = py.str(&uri.unwrap_or_default())?;
                if let Some(builder) = builder {
                    let pair = py.tuple([prefix, uri])?;
                    return builder.report(py, Kind::StartNamespace, &pair);
                }
                self.call(py, START_NS, &[&prefix, &uri])
            }
            Event::EndNamespace { prefix } => {
                if let Some(builder) = builder {
                    return builder.report(py, Kind::EndNamespace, &none());
                }
                let prefix = py.str(&prefix.unwrap_or_default())?;
                self.call(py, END_NS, &[&prefix])
            }
            Event::StartDoctype { name, system_id, public_id, .. } => {
                self.doctype(this, py, &name, system_id.as_deref(), public_id.as_deref())
            }
            Event::Default(text) => self.undefined(py, &target, &text),
            Event::SkippedEntity { raw: Some(text), .. } => self.undefined(py, &target, &text),
            Event::UnknownEncoding(name) => self.find_encoding(py, &name),
            _ => Ok(()),
        }
    }

    /// Calls a method of the target, if there is one.
    fn call(&self, py: &mut Py, handler: usize, parts: &[&Value]) -> PyResult<()> {
        match self.handler(py, handler) {
            Some(handler) => py.call(&handler, parts).map(drop),
            None => Ok(()),
        }
    }

    fn text(&self, py: &mut Py, target: &Value, text: Value) -> PyResult<()> {
        match builder(py, target) {
            Some(builder) => builder.add_text(py, text),
            None => self.call(py, DATA, &[&text]),
        }
    }

    fn name(&self, py: &mut Py, name: &str) -> PyResult<Value> {
        // The names are taken out meanwhile: making a string takes the interpreter, which a guard would hold.
        let mut names = self.names.replace(py, super::Names::default());
        let value = names.get(py, name);
        drop(self.names.replace(py, names));
        value
    }

    fn attrib(&self, py: &mut Py, attributes: &Attributes) -> PyResult<Value> {
        let all = py.dict()?;
        if let Some(dict) = all.get::<Dict>() {
            for (name, value) in attributes {
                let (name, value) = (self.name(py, name)?, py.str(value)?);
                dict.set(py, &name, value)?;
            }
        }
        Ok(all)
    }

    fn doctype(
        &self,
        this: Borrowed<'_>,
        py: &mut Py,
        name: &str,
        system_id: Option<&str>,
        public_id: Option<&str>,
    ) -> PyResult<()> {
        if let Some(doctype) = self.handler(py, DOCTYPE) {
            let name = self.name(py, name)?;
            let id = |py: &mut Py, id: Option<&str>| id.map_or_else(|| Ok(none()), |id| self.name(py, id));
            let (system_id, public_id) = (id(py, system_id)?, id(py, public_id)?);
            return py.call(&doctype, &[&name, &public_id, &system_id]).map(drop);
        }
        let name = py.heap().intern("doctype")?;
        if py.find_attribute(&this, &name)?.is_some() {
            py.warn(
                &exc::RUNTIME_WARNING,
                format_args!(
                    "The doctype() method of XMLParser is ignored.  Define doctype() method on the TreeBuilder target."
                ),
            )?;
        }
        Ok(())
    }

    /// A reference to an entity that the document does not declare is looked up in the dict of entities.
    fn undefined(&self, py: &mut Py, target: &Value, raw: &str) -> PyResult<()> {
        let Some(name) = raw.strip_prefix('&').and_then(|raw| raw.strip_suffix(';')) else { return Ok(()) };
        let key = py.str(name)?;
        let entity = self.entity.get(py).clone();
        let text = match entity.as_ref().and_then(|entity| entity.get::<Dict>()) {
            Some(dict) => dict.get(py, &key)?,
            None => None,
        };
        match text {
            Some(text) => self.text(py, target, text),
            None => {
                let message = format!("undefined entity {raw}");
                Err(self.raise(py, Error::UndefinedEntity, Some(&message)))
            }
        }
    }

    fn fail(&self, py: &mut Py, error: Error) {
        if let Some(engine) = &mut *self.parser.get_mut(py) {
            engine.fail(error);
        }
    }

    fn find_encoding(&self, py: &mut Py, name: &str) -> PyResult<()> {
        let encoding = match table_of(py, name) {
            Ok(encoding) => encoding,
            Err(raised) => {
                let exception = py.take(raised);
                self.fail(py, Error::UnknownEncoding);
                return Err(py.heap().again(exception));
            }
        };
        let result = match (encoding, &mut *self.parser.get_mut(py)) {
            (Some(encoding), Some(engine)) => engine.set_encoding(encoding),
            _ => Err(Error::UnknownEncoding),
        };
        if let Err(error) = result {
            self.fail(py, error);
        }
        Ok(())
    }

    /// Raises `ParseError` with a place.
    #[cold]
    fn raise(&self, py: &mut Py, error: Error, message: Option<&str>) -> Raised {
        let place = self.parser.get_mut(py).as_mut().map(taipan_expat::Parser::position);
        let (line, column) = place.map_or((0, 0), |place| (place.line, place.column));
        let code = error.code();
        let standard = taipan_expat::MESSAGES.iter().find(|it| it.1 == code).map_or("", |it| it.2);
        let message = message.unwrap_or(standard);
        let made = (|| {
            let number = |number: u64| py.int_from_usize(usize::try_from(number).unwrap_or(usize::MAX));
            let position = py.tuple([number(line)?, number(column)?])?;
            Ok([("code", number(code.into())?), ("position", position)])
        })();
        match made.and_then(|attributes| Ok((library(py)?, attributes))) {
            Ok((library, attributes)) => raise(
                py,
                &library.parse_error,
                format_args!("{message}: line {line}, column {column}"),
                &attributes,
            ),
            Err(raised) => raised,
        }
    }
}
