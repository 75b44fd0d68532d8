//! The document type declaration: its external subset, and the declarations in its brackets.

use crate::chars::is_space;
use crate::error::Error;
use crate::event::{Event, Interest};
use crate::parser::{Kind, ParamEntityParsing, Parser, State, Step};
use crate::scan::{Cursor, Scanner, Stop, Token, part};

/// What the declaration says.
#[derive(Debug, Default)]
pub(crate) struct Doctype {
    system_id: Option<String>,
    public_id: Option<String>,
    /// Whether there were references to parameter entities before the external subset was asked for.
    had_parameter_refs: bool,
}

impl Parser {
    /// `<!DOCTYPE` up to its `>` or `[`.
    pub(crate) fn doctype(&mut self, text: &[u8], is_final: bool) -> Result<Step, Error> {
        let mut scanner = Scanner::new(text);
        if let Err(stop) = scanner.declaration(true) {
            let is_in_literal = text.iter().filter(|&&byte| byte == b'"' || byte == b'\'').count() % 2 != 0;
            if stop == Stop::Partial && is_final && !is_in_literal {
                self.move_event(text.len());
                return Err(Error::NoElements);
            }
            return self.stopped(text, stop, scanner.at, is_final);
        }
        let used = scanner.at;
        let whole = text.get(..used).unwrap_or_default();
        let mut cursor = Cursor::new(whole.get(..used - 1).unwrap_or_default());
        cursor.at = b"<!DOCTYPE".len();
        cursor.space()?;
        let name = cursor.name()?.to_owned();
        let has_space = cursor.skip_space();
        let (mut public_id, mut system_id) = (None, None);
        if cursor.peek().is_some() {
            if !has_space {
                return Err(cursor.wrong());
            }
            let id = external_id(&mut cursor, true);
            if id.is_err() {
                self.move_event(cursor.at);
            }
            (public_id, system_id) = id?;
            cursor.skip_space();
            if cursor.peek().is_some() {
                return Err(cursor.wrong());
            }
        }
        let has_internal_subset = whole.ends_with(b"[");
        self.has_seen_doctype = true;
        if system_id.is_some() {
            self.dtd.borrow_mut().has_parameter_refs = true;
            if self.param_entity_parsing == ParamEntityParsing::Never {
                self.report_not_standalone();
            }
        }
        self.doctype.system_id.clone_from(&system_id);
        self.doctype.public_id.clone_from(&public_id);
        if self.interest.any(Interest::START_DOCTYPE) {
            self.report(Event::StartDoctype { name, system_id, public_id, has_internal_subset });
        } else {
            // The `>` belongs to the end of the declaration.
            let ends_unseen = has_internal_subset || !self.interest.any(Interest::END_DOCTYPE);
            self.report_words(if ends_unseen { whole } else { whole.strip_suffix(b">").unwrap_or(whole) });
        }
        if has_internal_subset {
            self.state = State::Subset;
        } else {
            self.close_doctype();
        }
        Ok(Step::Used(used))
    }

    /// The document says nothing of standing alone, and depends on something.
    fn report_not_standalone(&mut self) {
        if !self.dtd.borrow().is_standalone && self.interest.any(Interest::NOT_STANDALONE) {
            self.report(Event::NotStandalone);
        }
    }

    /// The end of the declaration. The external subset is read now.
    fn close_doctype(&mut self) {
        self.after = State::Prolog;
        self.state = State::DoctypeEnd;
        if self.doctype.system_id.is_some() || self.uses_foreign_dtd {
            self.ask_for_subset();
        } else {
            self.doctype.had_parameter_refs = self.dtd.borrow().has_parameter_refs;
        }
    }

    /// Asks for the external subset.
    pub(crate) fn ask_for_subset(&mut self) {
        self.state = State::DoctypeEnd;
        self.uses_foreign_dtd = false;
        {
            let mut dtd = self.dtd.borrow_mut();
            self.doctype.had_parameter_refs = dtd.has_parameter_refs;
            dtd.has_parameter_refs = true;
            dtd.parameter_read = false;
        }
        if self.param_entity_parsing != ParamEntityParsing::Never
            && self.interest.any(Interest::EXTERNAL_ENTITY_REF)
        {
            self.asked = Some("".into());
            let (system_id, public_id) = (self.doctype.system_id.clone(), self.doctype.public_id.clone());
            self.report(Event::ExternalEntityRef { context: None, system_id, public_id });
        }
    }

    /// Goes on behind the external subset.
    pub(crate) fn doctype_end(&mut self) -> Result<Step, Error> {
        if self.asked.take().is_some() {
            let was_read = self.dtd.borrow().parameter_read;
            if was_read {
                self.report_not_standalone();
            } else if self.doctype.system_id.is_none() {
                self.dtd.borrow_mut().has_parameter_refs = self.doctype.had_parameter_refs;
            }
        }
        if self.has_seen_doctype && self.after == State::Prolog && self.interest.any(Interest::END_DOCTYPE) {
            self.report(Event::EndDoctype);
        }
        self.state = self.after;
        Ok(Step::Used(0))
    }

    /// Behind `]`.
    pub(crate) fn subset_end(&mut self, text: &[u8], is_final: bool) -> Result<Step, Error> {
        let len = text.iter().position(|&byte| !is_space(byte));
        match len.map(|len| (len, text.get(len))) {
            None if is_final => Err(if text.is_empty() { Error::NoElements } else { Error::UnclosedToken }),
            None => Ok(Step::Wait),
            Some((len, Some(b'>'))) => {
                if !self.interest.any(Interest::START_DOCTYPE) && len > 0 {
                    self.report_default(text.get(..len).unwrap_or_default());
                }
                if !self.interest.any(Interest::END_DOCTYPE) {
                    self.report_default(b">");
                }
                self.close_doctype();
                Ok(Step::Used(len + 1))
            }
            Some((len, _)) => {
                self.move_event(len);
                Err(Error::Syntax)
            }
        }
    }

    /// Looks at what stands between declarations.
    pub(crate) fn subset(&mut self, text: &[u8], is_final: bool) -> Result<Step, Error> {
        let Some(&first) = text.first() else { return self.subset_text_end(is_final) };
        match first {
            _ if is_space(first) => {
                let len = text.iter().position(|&byte| !is_space(byte)).unwrap_or(text.len());
                self.report_default(text.get(..len).unwrap_or_default());
                Ok(Step::Used(len))
            }
            b'%' => self.parameter_reference(text, is_final),
            b']' if self.kind == Kind::Document && self.sources.is_empty() => {
                if !self.interest.any(Interest::START_DOCTYPE) {
                    self.report_default(b"]");
                }
                self.state = State::SubsetEnd;
                Ok(Step::Used(1))
            }
            b']' if self.included > 0 => match text.get(..3) {
                Some(b"]]>") => {
                    self.included -= 1;
                    Ok(Step::Used(3))
                }
                None if !is_final => Ok(Step::Wait),
                _ => Err(Error::Syntax),
            },
            b'<' => self.subset_markup(text, is_final),
            _ => {
                let mut scanner = Scanner::new(text);
                Err(match scanner.name() {
                    Err(Stop::Invalid) if !b"()|,#>]".contains(&first) => Error::InvalidToken,
                    _ => Error::Syntax,
                })
            }
        }
    }

    fn subset_text_end(&mut self, is_final: bool) -> Result<Step, Error> {
        if !self.sources.is_empty() {
            self.leave_source()?;
            return Ok(Step::Used(0));
        }
        match self.kind {
            _ if !is_final => Ok(Step::Wait),
            Kind::Parameter if self.included > 0 => Err(Error::Syntax),
            Kind::Parameter => Ok(Step::Wait),
            _ => Err(Error::NoElements),
        }
    }

    fn subset_markup(&mut self, text: &[u8], is_final: bool) -> Result<Step, Error> {
        if text.starts_with(b"<![") && self.is_in_parameter_entity() {
            return self.conditional_section(text, is_final);
        }
        let is_other = text.starts_with(b"<?") || text.starts_with(b"<!-") || text.len() < 3;
        if is_other {
            let mut scanner = Scanner::new(text);
            let token = scanner.content(&mut Vec::new());
            let used = scanner.at;
            let whole = text.get(..used).unwrap_or_default();
            match token {
                Ok(Token::Comment { text: span }) => self.comment(part(text, span), whole),
                Ok(Token::Instruction { target, data }) => {
                    self.instruction(part(text, target), part(text, data), whole)?;
                }
                Ok(_) => return Err(Error::Syntax),
                Err(stop) => return self.stopped(text, stop, used, is_final),
            }
            return Ok(Step::Used(used));
        }
        if !text.starts_with(b"<!") {
            return Err(Error::Syntax);
        }
        let mut scanner = Scanner::new(text);
        if let Err(stop) = scanner.declaration(false) {
            if stop == Stop::Partial && is_final && !self.sources.is_empty() {
                return Err(Error::IncompletePe);
            }
            return self.stopped(text, stop, scanner.at, is_final);
        }
        let used = scanner.at;
        self.declaration(text.get(..used).unwrap_or_default())?;
        Ok(Step::Used(used))
    }

    /// `<![INCLUDE[` or all of `<![IGNORE[ … ]]>`.
    fn conditional_section(&mut self, text: &[u8], is_final: bool) -> Result<Step, Error> {
        let Some(open) = memchr::memchr(b'[', text.get(3..).unwrap_or_default()).map(|at| at + 3) else {
            return if is_final { Err(Error::UnclosedToken) } else { Ok(Step::Wait) };
        };
        let keyword = self.with_parameters(text.get(3..open).unwrap_or_default())?;
        match part(&keyword, (0, keyword.len())).trim() {
            "INCLUDE" => {
                self.included += 1;
                Ok(Step::Used(open + 1))
            }
            "IGNORE" => {
                let (mut depth, mut at) = (1_usize, open + 1);
                while depth > 0 {
                    match text.get(at..at + 3) {
                        Some(b"<![") => {
                            depth += 1;
                            at += 3;
                        }
                        Some(b"]]>") => {
                            depth -= 1;
                            at += 3;
                        }
                        Some(_) => at += 1,
                        None if is_final => return Err(Error::Syntax),
                        None => return Ok(Step::Wait),
                    }
                }
                Ok(Step::Used(at))
            }
            _ => Err(Error::Syntax),
        }
    }

    /// `%name;` between declarations.
    fn parameter_reference(&mut self, text: &[u8], is_final: bool) -> Result<Step, Error> {
        let mut scanner = Scanner::new(text.get(1..).unwrap_or_default());
        let name = match scanner.name() {
            Ok(span) => part(text.get(1..).unwrap_or_default(), span),
            Err(stop) => return self.stopped(text, stop, scanner.at + 1, is_final),
        };
        let used = scanner.at + 2;
        if text.get(used - 1) != Some(&b';') {
            self.move_event(used - 1);
            return Err(Error::InvalidToken);
        }
        let whole = text.get(..used).unwrap_or_default();
        self.dtd.borrow_mut().has_parameter_refs = true;
        if self.param_entity_parsing == ParamEntityParsing::Never {
            self.skip_declarations();
            self.report_default(whole);
            self.report_not_standalone();
            return Ok(Step::Used(used));
        }
        let entity = self.dtd.borrow().parameters.get(name).cloned();
        let Some(entity) = entity else {
            let is_standalone = self.dtd.borrow().is_standalone;
            if is_standalone && self.kind == Kind::Document && self.sources.is_empty() {
                return Err(Error::UndefinedEntity);
            }
            self.skip_declarations();
            self.skipped(name, true, whole);
            self.report_not_standalone();
            return Ok(Step::Used(used));
        };
        if entity.is_open {
            return Err(Error::RecursiveEntityRef);
        }
        if let Some(inner) = entity.text {
            self.enter_source(name, inner, true)?;
            return Ok(Step::Used(used));
        }
        if self.interest.any(Interest::EXTERNAL_ENTITY_REF) {
            self.dtd.borrow_mut().parameter_read = false;
            self.set_open(name, true, true);
            self.asked = Some(name.into());
            self.state = State::ParameterEnd;
            self.report(Event::ExternalEntityRef {
                context: None,
                system_id: entity.system_id.map(String::from),
                public_id: entity.public_id.map(String::from),
            });
        } else {
            self.skip_declarations();
            self.report_not_standalone();
        }
        Ok(Step::Used(used))
    }

    /// Goes on behind a parameter entity that was asked for.
    pub(crate) fn parameter_end(&mut self) -> Result<Step, Error> {
        self.state = State::Subset;
        if let Some(name) = self.asked.take() {
            self.set_open(&name, true, false);
        }
        let was_read = self.dtd.borrow().parameter_read;
        if !was_read {
            self.skip_declarations();
        }
        self.report_not_standalone();
        Ok(Step::Used(0))
    }

    /// Declarations that follow may be others than those that count, because something was not read.
    fn skip_declarations(&self) {
        let mut dtd = self.dtd.borrow_mut();
        dtd.stops_processing = !dtd.is_standalone;
    }
}

/// `SYSTEM "…"` or `PUBLIC "…" "…"`: public and system identifier.
pub(crate) fn external_id(
    cursor: &mut Cursor<'_>,
    needs_system: bool,
) -> Result<(Option<String>, Option<String>), Error> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map_err(|_| Error::InvalidToken);
    match cursor.name()? {
        "SYSTEM" => {
            cursor.space()?;
            Ok((None, Some(text(cursor.literal()?)?)))
        }
        "PUBLIC" => {
            cursor.space()?;
            let public = cursor.literal()?;
            if let Some(bad) = public.iter().position(|&byte| !crate::chars::is_public_id(byte)) {
                cursor.at -= public.len() + 1 - bad;
                return Err(Error::PublicId);
            }
            let words = text(public)?;
            let words = words.split([' ', '\n', '\r']).filter(|word| !word.is_empty());
            let public = Some(words.collect::<Vec<_>>().join(" "));
            let has_space = cursor.skip_space();
            match cursor.peek() {
                Some(b'"' | b'\'') if has_space => Ok((public, Some(text(cursor.literal()?)?))),
                _ if needs_system => Err(cursor.wrong()),
                _ => Ok((public, None)),
            }
        }
        _ => Err(Error::Syntax),
    }
}
