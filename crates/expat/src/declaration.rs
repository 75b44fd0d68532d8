//! Declarations: elements, attributes, entities, notations.

use std::borrow::Cow;

use crate::attribute::predefined;
use crate::doctype::external_id;
use crate::dtd::{AttributeDefault, Entity};
use crate::error::Error;
use crate::event::{Event, Interest};
use crate::model;
use crate::parser::{Kind, Parser};
use crate::scan::{Cursor, Scanner, part};

/// How often parameter entities may lie within each other.
const DEEPEST: usize = 1000;

impl Parser {
    /// Reads a declaration, `<!` and `>` included.
    pub(crate) fn declaration(&mut self, whole: &[u8]) -> Result<(), Error> {
        let inner = whole.get(2..whole.len() - 1).unwrap_or_default();
        let text = self.with_parameters(inner)?;
        let mut cursor = Cursor::new(&text);
        let result = self.declared(&mut cursor, whole);
        if result.is_err() && matches!(text, Cow::Borrowed(_)) {
            self.move_event(cursor.at + 2);
        }
        result
    }

    fn declared(&mut self, cursor: &mut Cursor<'_>, whole: &[u8]) -> Result<(), Error> {
        let keyword = cursor.name()?;
        if !cursor.peek().is_some_and(crate::chars::is_space) {
            return Err(Error::InvalidToken);
        }
        let is_handled = match keyword {
            "ELEMENT" => self.element(cursor)?,
            "ATTLIST" => self.attribute_list(cursor)?,
            "ENTITY" => self.entity(cursor)?,
            "NOTATION" => self.notation(cursor)?,
            _ => return Err(Error::Syntax),
        };
        if !is_handled {
            self.report_words(whole);
        }
        Ok(())
    }

    /// The text of a declaration with parameter entities put in. In the document itself they may not stand there.
    pub(crate) fn with_parameters<'t>(&mut self, text: &'t [u8]) -> Result<Cow<'t, [u8]>, Error> {
        if !text.contains(&b'%') {
            return Ok(Cow::Borrowed(text));
        }
        let mut out = Vec::new();
        let has_any = self.append_with_parameters(text, &mut out, 0)?;
        Ok(if has_any { Cow::Owned(out) } else { Cow::Borrowed(text) })
    }

    fn append_with_parameters(
        &mut self,
        text: &[u8],
        out: &mut Vec<u8>,
        depth: usize,
    ) -> Result<bool, Error> {
        if depth > DEEPEST {
            return Err(Error::NoMemory);
        }
        let (mut at, mut quote, mut has_any) = (0, None, false);
        while let Some(&byte) = text.get(at) {
            match byte {
                b'"' | b'\'' if quote.is_none() => quote = Some(byte),
                _ if quote == Some(byte) => quote = None,
                b'%' if quote.is_none() => {
                    let rest = text.get(at + 1..).unwrap_or_default();
                    let mut scanner = Scanner::new(rest);
                    if let Ok(span) = scanner.name()
                        && rest.get(scanner.at) == Some(&b';')
                    {
                        if !self.is_in_parameter_entity() {
                            return Err(Error::ParamEntityRef);
                        }
                        at += scanner.at + 2;
                        has_any = true;
                        self.put_parameter(part(rest, span), out, depth)?;
                        continue;
                    }
                }
                _ => {}
            }
            out.push(byte);
            at += 1;
        }
        Ok(has_any)
    }

    fn put_parameter(&mut self, name: &str, out: &mut Vec<u8>, depth: usize) -> Result<(), Error> {
        let entity = self.dtd.borrow().parameters.get(name).cloned();
        let Some(entity) = entity else { return Err(Error::UndefinedEntity) };
        if entity.is_open {
            return Err(Error::RecursiveEntityRef);
        }
        let Some(inner) = entity.text else { return Ok(()) };
        self.limits.expand(inner.len())?;
        self.set_open(name, true, true);
        out.push(b' ');
        let result = self.append_with_parameters(&inner, out, depth + 1);
        out.push(b' ');
        self.set_open(name, true, false);
        result.map(drop)
    }

    fn counts(&self) -> bool {
        !self.dtd.borrow().stops_processing
    }

    fn element(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Error> {
        cursor.space()?;
        let name = cursor.name()?.to_owned();
        cursor.space()?;
        let model = model::parse(cursor)?;
        end(cursor)?;
        let is_wanted = self.interest.any(Interest::ELEMENT_DECL);
        if is_wanted {
            self.report(Event::ElementDecl { name, model });
        }
        Ok(is_wanted)
    }

    fn attribute_list(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Error> {
        cursor.space()?;
        let element = cursor.name()?.to_owned();
        let is_wanted = self.interest.any(Interest::ATTLIST_DECL);
        loop {
            let has_space = cursor.skip_space();
            if cursor.peek().is_none() {
                return Ok(is_wanted);
            }
            if !has_space {
                return Err(cursor.wrong());
            }
            let attribute = cursor.name()?.to_owned();
            cursor.space()?;
            let kind = attribute_kind(cursor)?;
            cursor.space()?;
            let (value, is_required) = self.attribute_default(cursor, &kind)?;
            if self.counts() {
                self.declare_attribute(&element, &attribute, &kind, value.as_deref());
                if is_wanted {
                    self.report(Event::AttlistDecl {
                        element: element.clone(),
                        attribute,
                        kind,
                        default: value,
                        is_required,
                    });
                }
            }
        }
    }

    /// The default value, and whether the attribute must stand or have it.
    fn attribute_default(
        &mut self,
        cursor: &mut Cursor<'_>,
        kind: &str,
    ) -> Result<(Option<String>, bool), Error> {
        let mut is_fixed = false;
        if cursor.eat(b"#") {
            match cursor.name()? {
                "REQUIRED" => return Ok((None, true)),
                "IMPLIED" => return Ok((None, false)),
                "FIXED" => {
                    cursor.space()?;
                    is_fixed = true;
                }
                _ => return Err(Error::Syntax),
            }
        }
        let value = self.attribute_value(cursor.literal()?, kind == "CDATA")?;
        Ok((Some(value), is_fixed))
    }

    fn declare_attribute(&self, element: &str, attribute: &str, kind: &str, value: Option<&str>) {
        let mut dtd = self.dtd.borrow_mut();
        let declared = dtd.elements.entry(element.into()).or_default();
        // The first declaration counts.
        if declared.iter().any(|it| &*it.name == attribute) {
            return;
        }
        let is_id = kind == "ID" && !declared.iter().any(|it| it.is_id);
        declared.push(AttributeDefault {
            name: attribute.into(),
            is_cdata: kind == "CDATA",
            is_id,
            value: value.map(Box::from),
        });
    }

    fn entity(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Error> {
        cursor.space()?;
        let is_parameter = cursor.eat(b"%");
        if is_parameter {
            cursor.space()?;
        }
        let name = cursor.name()?.to_owned();
        cursor.space()?;
        let mut entity = Entity {
            is_internal: self.kind == Kind::Document && self.sources.is_empty(),
            ..Entity::default()
        };
        if let Some(b'"' | b'\'') = cursor.peek() {
            let start = cursor.at;
            let raw = cursor.literal()?;
            let value = self.entity_value(raw);
            if value.is_err() {
                cursor.at = start;
            }
            entity.text = Some(value?);
        } else {
            let (public_id, system_id) = external_id(cursor, true)?;
            entity.system_id = system_id.map(Box::from);
            entity.public_id = public_id.map(Box::from);
            let has_space = cursor.skip_space();
            if cursor.peek().is_some() && !is_parameter && has_space {
                if cursor.name()? != "NDATA" {
                    return Err(Error::Syntax);
                }
                cursor.space()?;
                entity.notation = Some(cursor.name()?.into());
            }
        }
        end(cursor)?;
        Ok(self.declare_entity(name, entity, is_parameter))
    }

    /// The first declaration of an entity counts. True if somebody is told of it.
    fn declare_entity(&mut self, name: String, entity: Entity, is_parameter: bool) -> bool {
        let is_wanted = self.interest.any(Interest::ENTITY_DECL)
            || entity.notation.is_some() && self.interest.any(Interest::UNPARSED_ENTITY_DECL);
        if !self.counts() || !is_parameter && predefined(&name).is_some() {
            return is_wanted;
        }
        let event = is_wanted.then(|| Event::EntityDecl {
            name: name.clone(),
            is_parameter,
            value: entity.text.as_ref().map(|text| String::from_utf8_lossy(text).into_owned()),
            system_id: entity.system_id.as_deref().map(str::to_owned),
            public_id: entity.public_id.as_deref().map(str::to_owned),
            notation: entity.notation.as_deref().map(str::to_owned),
        });
        let is_new = {
            let mut dtd = self.dtd.borrow_mut();
            let table = if is_parameter { &mut dtd.parameters } else { &mut dtd.entities };
            let is_new = !table.contains_key(&*name);
            if is_new {
                table.insert(name.into(), entity);
            }
            is_new
        };
        if let Some(event) = event.filter(|_| is_new) {
            self.report(event);
        }
        is_wanted
    }

    fn notation(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Error> {
        cursor.space()?;
        let name = cursor.name()?.to_owned();
        cursor.space()?;
        let (public_id, system_id) = external_id(cursor, false)?;
        end(cursor)?;
        let is_wanted = self.interest.any(Interest::NOTATION_DECL);
        if is_wanted {
            self.report(Event::NotationDecl { name, system_id, public_id });
        }
        Ok(is_wanted)
    }
}

/// Nothing may follow but white space.
fn end(cursor: &mut Cursor<'_>) -> Result<(), Error> {
    cursor.skip_space();
    if cursor.peek().is_none() { Ok(()) } else { Err(cursor.wrong()) }
}

/// The kind of an attribute: a word, or the values that it may have.
fn attribute_kind(cursor: &mut Cursor<'_>) -> Result<String, Error> {
    const WORDS: [&str; 8] = ["CDATA", "ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "NMTOKEN", "NMTOKENS"];
    let mut kind = String::new();
    let is_notation = if cursor.peek() == Some(b'(') {
        false
    } else {
        let word = cursor.name()?;
        if WORDS.contains(&word) {
            return Ok(word.to_owned());
        }
        if word != "NOTATION" {
            return Err(Error::Syntax);
        }
        cursor.space()?;
        kind.push_str(word);
        true
    };
    if !cursor.eat(b"(") {
        return Err(cursor.wrong());
    }
    kind.push('(');
    loop {
        cursor.skip_space();
        kind.push_str(if is_notation { cursor.name()? } else { cursor.name_token()? });
        cursor.skip_space();
        match cursor.next() {
            Some(b'|') => kind.push('|'),
            Some(b')') => {
                kind.push(')');
                return Ok(kind);
            }
            _ => return Err(Error::Syntax),
        }
    }
}
