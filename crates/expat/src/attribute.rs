//! Values of attributes and of entities: references replaced, white space normalised.

use std::rc::Rc;

use crate::chars::referenced;
use crate::error::Error;
use crate::parser::Parser;
use crate::scan::{Scanner, Stop, Token, part};

/// The place of a reference that is not told.
pub(crate) const NOWHERE: usize = usize::MAX;
/// How deep references in values may lie within each other.
const DEEPEST: usize = 1000;

impl Parser {
    /// The value of an attribute that stands between quotes.
    pub(crate) fn attribute_value(&mut self, raw: &[u8], is_cdata: bool) -> Result<String, Error> {
        let mut value = String::new();
        value.try_reserve(raw.len())?;
        self.append_value(raw, &mut value, 0)?;
        if is_cdata {
            return Ok(value);
        }
        // Only single spaces, and none at the ends. Those that references stand for are spaces too.
        Ok(value.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    }

    fn append_value(&mut self, raw: &[u8], value: &mut String, depth: usize) -> Result<(), Error> {
        if depth > DEEPEST {
            return Err(Error::NoMemory);
        }
        let mut at = 0;
        while let Some(rest) = raw.get(at..)
            && let Some(&first) = rest.first()
        {
            match first {
                b'&' => {
                    let mut scanner = Scanner::new(rest);
                    let token = scanner.reference().map_err(invalid)?;
                    let end = scanner.at;
                    let result = self.append_reference(rest, token, value, depth);
                    if let Err(error) = result {
                        // Of a name that means nothing, and of what lies deeper, the place is that of the tag.
                        let is_told = !matches!(error, Error::UndefinedEntity | Error::EntityDeclaredInPe);
                        let place = if depth == 0 && is_told { at } else { NOWHERE };
                        self.bad_reference.get_or_insert(place);
                        return Err(error);
                    }
                    at += end;
                }
                b'\r' => {
                    value.push(' ');
                    at += if rest.get(1) == Some(&b'\n') && depth == 0 { 2 } else { 1 };
                }
                b'\n' | b'\t' => {
                    value.push(' ');
                    at += 1;
                }
                b'<' => return Err(Error::InvalidToken),
                _ => {
                    let len = rest.iter().position(|byte| b"&\r\n\t<".contains(byte)).unwrap_or(rest.len());
                    value.try_reserve(len)?;
                    value.push_str(
                        std::str::from_utf8(rest.get(..len).unwrap_or_default())
                            .map_err(|_| Error::InvalidToken)?,
                    );
                    at += len;
                }
            }
        }
        Ok(())
    }

    fn append_reference(
        &mut self,
        text: &[u8],
        token: Token,
        value: &mut String,
        depth: usize,
    ) -> Result<(), Error> {
        let name = match token {
            Token::CharRef { number } => {
                value.push(referenced(number).ok_or(Error::BadCharRef)?);
                return Ok(());
            }
            Token::EntityRef { name } => part(text, name),
            _ => return Ok(()),
        };
        if let Some(c) = predefined(name) {
            value.push(c);
            return Ok(());
        }
        let found = {
            let dtd = self.dtd.borrow();
            let entity = dtd.entities.get(name).cloned();
            let must_exist = !dtd.has_parameter_refs || dtd.is_standalone;
            match entity {
                None if must_exist => return Err(Error::UndefinedEntity),
                None => return Ok(()),
                Some(entity) if must_exist && !entity.is_internal && self.checks_declarations() => {
                    return Err(Error::EntityDeclaredInPe);
                }
                Some(entity) => entity,
            }
        };
        if found.is_open {
            return Err(Error::RecursiveEntityRef);
        }
        if found.notation.is_some() {
            return Err(Error::BinaryEntityRef);
        }
        let Some(inner) = found.text else { return Err(Error::AttributeExternalEntityRef) };
        self.limits.expand(inner.len())?;
        self.set_open(name, false, true);
        let result = self.append_value(&inner, value, depth + 1);
        self.set_open(name, false, false);
        result
    }

    /// The value of an entity as its declaration has it: references to characters and parameter entities replaced, those
    /// to other entities left as they are.
    pub(crate) fn entity_value(&mut self, raw: &[u8]) -> Result<Rc<[u8]>, Error> {
        let mut value = Vec::new();
        value.try_reserve(raw.len())?;
        self.append_entity_value(raw, &mut value, 0)?;
        self.limits.allocate(value.len())?;
        Ok(value.into())
    }

    fn append_entity_value(&mut self, raw: &[u8], value: &mut Vec<u8>, depth: usize) -> Result<(), Error> {
        if depth > DEEPEST {
            return Err(Error::NoMemory);
        }
        let mut at = 0;
        while let Some(rest) = raw.get(at..)
            && let Some(&first) = rest.first()
        {
            match first {
                b'&' => {
                    let mut scanner = Scanner::new(rest);
                    match scanner.reference().map_err(invalid)? {
                        Token::CharRef { number } => {
                            let c = referenced(number).ok_or(Error::BadCharRef)?;
                            value.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                        }
                        _ => value.extend_from_slice(rest.get(..scanner.at).unwrap_or_default()),
                    }
                    at += scanner.at;
                }
                b'%' => {
                    let mut scanner = Scanner::new(rest.get(1..).unwrap_or_default());
                    let span = scanner.name().map_err(invalid)?;
                    let name = part(rest.get(1..).unwrap_or_default(), span);
                    if rest.get(1 + scanner.at) != Some(&b';') {
                        return Err(Error::InvalidToken);
                    }
                    at += scanner.at + 2;
                    // In the document itself they may stand between declarations only.
                    if !self.is_in_parameter_entity() {
                        return Err(Error::ParamEntityRef);
                    }
                    self.append_parameter(name, value, depth)?;
                }
                b'\r' => {
                    value.push(b'\n');
                    at += if rest.get(1) == Some(&b'\n') { 2 } else { 1 };
                }
                _ => {
                    let len = rest.iter().position(|byte| b"&%\r".contains(byte)).unwrap_or(rest.len());
                    value.try_reserve(len)?;
                    value.extend_from_slice(rest.get(..len).unwrap_or_default());
                    at += len;
                }
            }
        }
        Ok(())
    }

    fn append_parameter(&mut self, name: &str, value: &mut Vec<u8>, depth: usize) -> Result<(), Error> {
        let found = self.dtd.borrow().parameters.get(name).cloned();
        let Some(entity) = found else {
            // Something that was not read may declare it.
            let mut dtd = self.dtd.borrow_mut();
            dtd.stops_processing = !dtd.is_standalone;
            return Ok(());
        };
        if entity.is_open {
            return Err(Error::RecursiveEntityRef);
        }
        let Some(inner) = entity.text else {
            let mut dtd = self.dtd.borrow_mut();
            dtd.stops_processing = !dtd.is_standalone;
            return Ok(());
        };
        self.limits.expand(inner.len())?;
        self.set_open(name, true, true);
        let result = self.append_entity_value(&inner, value, depth + 1);
        self.set_open(name, true, false);
        result
    }

    /// Notes whether an entity is being expanded.
    pub(crate) fn set_open(&self, name: &str, is_parameter: bool, is_open: bool) {
        if let Some(entity) = self.dtd.borrow_mut().entity(name, is_parameter) {
            entity.is_open = is_open;
        }
    }
}

fn invalid(_: Stop) -> Error {
    Error::InvalidToken
}

/// The entities that every document has.
pub(crate) fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
