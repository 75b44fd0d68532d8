//! Content: text, references, sections and comments between tags.

use crate::attribute::predefined;
use crate::chars::referenced;
use crate::error::Error;
use crate::event::{Event, Interest};
use crate::parser::{Kind, Parser, State, Step};
use crate::scan::{Scanner, Stop, Token, part};

/// Text that had to be decoded is reported in pieces of so many bytes.
const PIECE: usize = 1024;

impl Parser {
    /// Looks at the next token of content.
    pub(crate) fn content(&mut self, text: &[u8], is_final: bool) -> Result<Step, Error> {
        if text.is_empty() {
            return self.content_end(is_final);
        }
        let mut attributes = std::mem::take(&mut self.attributes);
        let mut scanner = Scanner::new(text);
        let token = scanner.content(&mut attributes);
        self.attributes = attributes;
        let used = scanner.at;
        let token = match token {
            Ok(token) => token,
            Err(stop) => return self.stopped(text, stop, used, is_final),
        };
        let whole = text.get(..used).unwrap_or_default();
        match token {
            Token::Characters => self.characters(whole),
            Token::Newline => self.newline(whole),
            Token::StartTag { name, is_empty } => self.start_tag(text, name, is_empty, whole)?,
            Token::EndTag { name } => self.end_tag(part(text, name), whole)?,
            Token::CharRef { number } => {
                let c = referenced(number).ok_or(Error::BadCharRef)?;
                self.character(c, whole);
            }
            Token::EntityRef { name } => self.entity_reference(part(text, name), whole)?,
            Token::StartCdata => {
                if self.interest.any(Interest::START_CDATA) || self.interest.any(Interest::DEFAULT) {
                    let raw = self.raw(whole);
                    self.report(Event::StartCdata(raw));
                }
                self.state = State::Cdata;
            }
            Token::Comment { text: span } => self.comment(part(text, span), whole),
            Token::Instruction { target, data } => {
                self.instruction(part(text, target), part(text, data), whole)?;
            }
            Token::Doctype => return Err(Error::InvalidToken),
        }
        Ok(Step::Used(used))
    }

    /// The text ends where a token may begin.
    fn content_end(&mut self, is_final: bool) -> Result<Step, Error> {
        if !self.sources.is_empty() {
            self.leave_source()?;
            return Ok(Step::Used(0));
        }
        if !is_final {
            return Ok(Step::Wait);
        }
        match self.kind {
            Kind::General if self.tags.is_empty() => Ok(Step::Wait),
            Kind::General => Err(Error::AsyncEntity),
            _ => Err(Error::NoElements),
        }
    }

    /// There is no token: more is needed, or something is wrong.
    pub(crate) fn stopped(
        &mut self,
        text: &[u8],
        stop: Stop,
        at: usize,
        is_final: bool,
    ) -> Result<Step, Error> {
        match stop {
            Stop::Invalid => {
                self.move_event(at);
                Err(Error::InvalidToken)
            }
            _ if !is_final => Ok(Step::Wait),
            // What could have gone on is nothing but itself.
            Stop::Partial if text.first() == Some(&b'\r') => {
                self.newline(b"\r");
                if self.sources.is_empty() && self.kind == Kind::Document {
                    return Err(Error::NoElements);
                }
                Ok(Step::Used(1))
            }
            Stop::Partial if text.first() == Some(&b']') => {
                self.characters(text);
                Ok(Step::Used(text.len()))
            }
            Stop::Partial => Err(Error::UnclosedToken),
            Stop::PartialChar => Err(Error::PartialChar),
        }
    }

    fn characters(&mut self, text: &[u8]) {
        if !self.interest.any(Interest::CHARACTERS) {
            return self.report_default(text);
        }
        let text = String::from_utf8_lossy(text);
        let mut rest = &*text;
        if self.is_converted() {
            while rest.len() > PIECE {
                let end = (0..=PIECE).rev().find(|&end| rest.is_char_boundary(end)).unwrap_or(rest.len());
                let (piece, others) = rest.split_at(end);
                self.report(Event::Characters(piece.to_owned()));
                rest = others;
            }
        }
        self.report(Event::Characters(rest.to_owned()));
    }

    fn newline(&mut self, whole: &[u8]) {
        if self.interest.any(Interest::CHARACTERS) {
            self.report(Event::Characters("\n".to_owned()));
        } else {
            self.report_default(whole);
        }
    }

    fn character(&mut self, c: char, whole: &[u8]) {
        if self.interest.any(Interest::CHARACTERS) {
            self.report(Event::Characters(c.to_string()));
        } else {
            self.report_default(whole);
        }
    }

    /// Text of a CDATA section, or its end.
    pub(crate) fn cdata(&mut self, text: &[u8], is_final: bool) -> Result<Step, Error> {
        let mut scanner = Scanner::new(text);
        let token = scanner.cdata();
        let used = scanner.at;
        let whole = text.get(..used).unwrap_or_default();
        match token {
            Ok(None) => {
                if self.interest.any(Interest::END_CDATA) || self.interest.any(Interest::DEFAULT) {
                    let raw = self.raw(whole);
                    self.report(Event::EndCdata(raw));
                }
                self.state = State::Content;
            }
            Ok(Some(Token::Newline)) => self.newline(whole),
            Ok(Some(_)) => self.characters(whole),
            Err(Stop::Invalid) => {
                self.move_event(used);
                return Err(Error::InvalidToken);
            }
            Err(_) if !is_final => return Ok(Step::Wait),
            Err(Stop::PartialChar) => return Err(Error::PartialChar),
            Err(Stop::Partial) => return Err(Error::UnclosedCdataSection),
        }
        Ok(Step::Used(used))
    }

    pub(crate) fn comment(&mut self, text: &str, whole: &[u8]) {
        if self.interest.any(Interest::COMMENT) {
            let raw = self.raw(whole);
            self.report(Event::Comment { text: with_newlines(text), raw });
        } else {
            self.report_default(whole);
        }
    }

    pub(crate) fn instruction(&mut self, target: &str, data: &str, whole: &[u8]) -> Result<(), Error> {
        if target == "xml" {
            return Err(Error::MisplacedXmlPi);
        }
        if self.interest.any(Interest::PROCESSING_INSTRUCTION) {
            let raw = self.raw(whole);
            self.report(Event::ProcessingInstruction {
                target: target.to_owned(),
                data: with_newlines(data),
                raw,
            });
        } else {
            self.report_default(whole);
        }
        Ok(())
    }

    /// `&name;`
    fn entity_reference(&mut self, name: &str, whole: &[u8]) -> Result<(), Error> {
        if let Some(c) = predefined(name) {
            self.limits.expand(1)?;
            self.character(c, whole);
            return Ok(());
        }
        let entity = {
            let dtd = self.dtd.borrow();
            let entity = dtd.entities.get(name).cloned();
            if !dtd.has_parameter_refs || dtd.is_standalone {
                match &entity {
                    None => return Err(Error::UndefinedEntity),
                    Some(entity) if !entity.is_internal && self.checks_declarations() => {
                        return Err(Error::EntityDeclaredInPe);
                    }
                    Some(_) => {}
                }
            }
            entity
        };
        let Some(entity) = entity else {
            self.skipped(name, false, whole);
            return Ok(());
        };
        if entity.is_open {
            return Err(Error::RecursiveEntityRef);
        }
        if entity.notation.is_some() {
            return Err(Error::BinaryEntityRef);
        }
        if let Some(text) = entity.text {
            if !self.expands_internal {
                self.skipped(name, false, whole);
                return Ok(());
            }
            return self.enter_source(name, text, false);
        }
        if self.interest.any(Interest::EXTERNAL_ENTITY_REF) {
            let context = self.context(name);
            self.report(Event::ExternalEntityRef {
                context: Some(context),
                system_id: entity.system_id.map(String::from),
                public_id: entity.public_id.map(String::from),
            });
        } else {
            self.report_default(whole);
        }
        Ok(())
    }

    /// A reference that is not expanded.
    pub(crate) fn skipped(&mut self, name: &str, is_parameter: bool, whole: &[u8]) {
        if self.interest.any(Interest::SKIPPED_ENTITY) {
            let raw = self.raw(whole);
            self.report(Event::SkippedEntity { name: name.to_owned(), is_parameter, raw });
        } else if !is_parameter {
            self.report_default(whole);
        }
    }
}

/// A text with one character at the end of each line.
pub(crate) fn with_newlines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}
