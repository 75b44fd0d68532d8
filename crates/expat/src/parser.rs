//! The parser: what it is fed, where it stands, what it reports next.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use crate::chars::is_space;
use crate::decode::Encoding;
use crate::doctype::Doctype;
use crate::dtd::Dtd;
use crate::error::Error;
use crate::event::{Event, Interest};
use crate::limit::Limits;
use crate::namespace::Namespaces;
use crate::position::Position;
use crate::scan::{Cursor, RawAttribute, Scanner, Stop, part, word_len};
use crate::tag::Tag;

/// When parameter entities are read, the external subset among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamEntityParsing {
    /// Never.
    Never,
    /// Unless the document says that it stands alone.
    UnlessStandalone,
    /// Always.
    Always,
}

/// What a parser is told at first.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The name of the encoding, whatever the document says.
    pub encoding: Option<String>,
    /// Namespaces are processed, and stand in names before this character; `'\0'`: before nothing.
    pub separator: Option<char>,
}

/// What is parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    /// An external general entity: content.
    General,
    /// An external parameter entity, or the external subset: declarations.
    Parameter,
}

/// Where in the grammar the parser stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Before the encoding and the XML declaration are known.
    Start,
    /// Before the root element.
    Prolog,
    /// Between declarations, in the document or out of it.
    Subset,
    /// Behind the `]` of the internal subset.
    SubsetEnd,
    /// Behind the document type declaration, whose external subset has been asked for.
    DoctypeEnd,
    /// Behind a reference to a parameter entity that has been asked for.
    ParameterEnd,
    Content,
    Cdata,
    Epilog,
}

/// The text of an internal entity that is read in place of the reference to it.
pub(crate) struct Source {
    pub(crate) text: Rc<[u8]>,
    pub(crate) at: usize,
    pub(crate) name: Box<str>,
    pub(crate) is_parameter: bool,
    /// How many tags were open where it began.
    pub(crate) tags: usize,
}

/// What a step did with a text.
pub(crate) enum Step {
    /// So many bytes have been used.
    Used(usize),
    /// More is needed.
    Wait,
}

/// An incremental parser.
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
pub struct Parser {
    pub(crate) kind: Kind,
    pub(crate) state: State,
    /// Where the parser goes on after something that was asked for.
    pub(crate) after: State,
    /// Bytes that have not been decoded.
    raw: Vec<u8>,
    encoding: Option<Encoding>,
    /// The encoding that was asked for.
    protocol_encoding: Option<String>,
    is_waiting_for_encoding: bool,
    /// The document in UTF-8, from some place on.
    text: Vec<u8>,
    at: usize,
    is_final: bool,
    is_finished: bool,
    error: Option<Error>,
    /// A place in the text whose position is known.
    mark: (usize, Position),
    /// Where what is reported begins.
    event_at: usize,
    /// With where each began.
    queue: VecDeque<(usize, Event)>,
    /// Where the error is.
    error_at: usize,
    /// Where the reference stands in the value of an attribute that is wrong.
    pub(crate) bad_reference: Option<usize>,
    pub(crate) sources: Vec<Source>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) attributes: Vec<RawAttribute>,
    pub(crate) namespaces: Option<Namespaces>,
    pub(crate) dtd: Rc<RefCell<Dtd>>,
    pub(crate) limits: Rc<Limits>,
    pub(crate) doctype: Doctype,
    pub(crate) interest: Interest,
    /// Whether internal entities are expanded even though somebody wants to see what is not handled.
    pub(crate) expands_internal: bool,
    pub(crate) param_entity_parsing: ParamEntityParsing,
    pub(crate) uses_foreign_dtd: bool,
    pub(crate) has_seen_doctype: bool,
    /// How many INCLUDE sections are open.
    pub(crate) included: usize,
    /// The name of a parameter entity that has been asked for.
    pub(crate) asked: Option<Box<str>>,
    defers: bool,
    /// How much there was when nothing could be used.
    tried: usize,
    /// Where the parser stood when it was fed last.
    fed_at: usize,
    is_deferred: bool,
    separator: Option<char>,
}

/// What an XML declaration begins with.
const OPENING: &[u8] = b"<?xml";

impl Parser {
    /// A parser for a document.
    pub fn new(settings: Settings) -> Self {
        Self::with(Kind::Document, settings, Rc::default(), Rc::default())
    }

    fn with(kind: Kind, settings: Settings, dtd: Rc<RefCell<Dtd>>, limits: Rc<Limits>) -> Self {
        Self {
            kind,
            state: State::Start,
            after: State::Prolog,
            raw: Vec::new(),
            encoding: None,
            protocol_encoding: settings.encoding,
            is_waiting_for_encoding: false,
            text: Vec::new(),
            at: 0,
            is_final: false,
            is_finished: false,
            error: None,
            mark: (0, Position::START),
            event_at: 0,
            queue: VecDeque::new(),
            error_at: 0,
            bad_reference: None,
            sources: Vec::new(),
            tags: Vec::new(),
            attributes: Vec::new(),
            namespaces: settings.separator.map(|separator| Namespaces::new(Some(separator))),
            dtd,
            limits,
            doctype: Doctype::default(),
            interest: Interest::default(),
            expands_internal: true,
            param_entity_parsing: ParamEntityParsing::Never,
            uses_foreign_dtd: false,
            has_seen_doctype: false,
            included: 0,
            asked: None,
            defers: true,
            tried: 0,
            fed_at: 0,
            is_deferred: false,
            separator: settings.separator,
        }
    }

    /// A parser for an external entity that is referred to here; without a context, for a parameter entity or the external
    /// subset.
    #[must_use]
    pub fn external(&self, context: Option<&str>, encoding: Option<String>) -> Self {
        let settings = Settings { encoding, separator: self.separator };
        let (kind, dtd) = match context {
            Some(_) => (Kind::General, Rc::new(RefCell::new(self.dtd.borrow().duplicate()))),
            None => (Kind::Parameter, self.dtd.clone()),
        };
        let mut parser = Self::with(kind, settings, dtd, self.limits.clone());
        parser.interest = self.interest;
        parser.expands_internal = self.expands_internal;
        parser.param_entity_parsing = self.param_entity_parsing;
        parser.defers = self.defers;
        if let (Some(new), Some(own)) = (&mut parser.namespaces, &self.namespaces) {
            new.has_triplets = own.has_triplets;
        }
        if let Some(context) = context {
            parser.enter_context(context);
        }
        parser
    }

    // ---- settings ------------------------------------------------------------------------------------------------------

    /// Says which events are wanted.
    pub fn set_interest(&mut self, interest: Interest) {
        self.interest = interest;
    }

    /// Says whether internal entities are expanded although [`Interest::DEFAULT`] is wanted.
    pub fn set_expands_internal(&mut self, expands: bool) {
        self.expands_internal = expands;
    }

    /// Says that names have their prefix as a third part.
    pub fn set_triplets(&mut self, has_triplets: bool) {
        if let Some(namespaces) = &mut self.namespaces {
            namespaces.has_triplets = has_triplets;
        }
    }

    /// Names the encoding, whatever the document says. Too late once parsing has begun.
    pub fn set_protocol_encoding(&mut self, name: &str) {
        if self.encoding.is_none() {
            self.protocol_encoding = Some(name.to_owned());
        }
    }

    /// Says when parameter entities are read. False once parsing has begun.
    pub fn set_param_entity_parsing(&mut self, when: ParamEntityParsing) -> bool {
        let may_change = self.state == State::Start && self.encoding.is_none();
        if may_change {
            self.param_entity_parsing = when;
        }
        may_change
    }

    /// Says whether an external subset is asked for where the document has none.
    pub fn use_foreign_dtd(&mut self, uses: bool) -> Result<(), Error> {
        if self.encoding.is_some() {
            return Err(Error::CantChangeFeature);
        }
        self.uses_foreign_dtd = uses;
        Ok(())
    }

    /// Whether little more input is kept until there is more of it.
    pub fn defers(&self) -> bool {
        self.defers
    }

    /// Says whether little more input is kept until there is more of it.
    pub fn set_defers(&mut self, defers: bool) {
        self.defers = defers;
    }

    /// Limits how much entities may expand. False for the parser of an entity, or a factor below 1.
    pub fn set_expansion_limit(&self, threshold: Option<u64>, factor: Option<f64>) -> bool {
        self.set_limit(&self.limits.expansion, threshold, factor)
    }

    /// Limits how much memory is taken. False for the parser of an entity, or a factor below 1.
    pub fn set_memory_limit(&self, threshold: Option<u64>, factor: Option<f64>) -> bool {
        self.set_limit(&self.limits.memory, threshold, factor)
    }

    fn set_limit(&self, limit: &crate::limit::Limit, threshold: Option<u64>, factor: Option<f64>) -> bool {
        if self.kind != Kind::Document || factor.is_some_and(|factor| factor.is_nan() || factor < 1.0) {
            return false;
        }
        if let Some(threshold) = threshold {
            limit.threshold.set(threshold);
        }
        if let Some(factor) = factor {
            limit.factor.set(factor);
        }
        true
    }

    /// Whether it parses a document, and no entity of one.
    pub fn is_root(&self) -> bool {
        self.kind == Kind::Document
    }

    // ---- input and output ----------------------------------------------------------------------------------------------

    /// Takes further bytes, the last ones if `is_final`.
    pub fn feed(&mut self, bytes: &[u8], is_final: bool) -> Result<(), Error> {
        if self.error.is_some() || self.is_finished || self.is_final {
            return Err(Error::Finished);
        }
        self.compact();
        self.raw.try_reserve(bytes.len())?;
        self.raw.extend_from_slice(bytes);
        self.is_final = is_final;
        if self.kind == Kind::Document {
            let direct = &self.limits.direct;
            direct.set(direct.get().saturating_add(bytes.len() as u64));
        }
        self.decode()?;
        let have = self.text.len() - self.at + self.raw.len();
        self.fed_at = self.at;
        self.is_deferred = self.defers && !is_final && have < self.tried.saturating_mul(2);
        Ok(())
    }

    /// The next event; none until more is fed.
    pub fn next(&mut self) -> Result<Option<Event>, Error> {
        loop {
            if let Some((at, event)) = self.queue.pop_front() {
                self.event_at = at;
                return Ok(Some(event));
            }
            if let Some(error) = self.error {
                self.event_at = self.error_at;
                return Err(error);
            }
            if self.is_deferred || self.is_finished || self.is_waiting_for_encoding {
                return Ok(None);
            }
            match self.step() {
                Ok(true) => self.tried = 0,
                Ok(false) => {
                    if self.queue.is_empty() {
                        let is_same = self.at == self.fed_at;
                        self.tried = if is_same { self.text.len() - self.at + self.raw.len() } else { 0 };
                        self.event_at = self.at;
                        return Ok(None);
                    }
                }
                Err(error) => {
                    self.error = Some(error);
                    self.error_at = self.event_at;
                }
            }
        }
    }

    /// Ends parsing with an error, after what has been reported last.
    pub fn fail(&mut self, error: Error) {
        self.queue.clear();
        self.error = Some(error);
        self.error_at = self.event_at;
    }

    /// Answers [`Event::UnknownEncoding`].
    pub fn set_encoding(&mut self, encoding: Encoding) -> Result<(), Error> {
        self.is_waiting_for_encoding = false;
        self.switch_encoding(encoding)
    }

    /// Where the last event, or the error, is.
    pub fn position(&mut self) -> Position {
        let (from, position) = self.mark;
        let passed = self.text.get(from..self.event_at).unwrap_or_default();
        // A carriage return at the end may be half the end of a line.
        let position = position.after(passed, self.encoding.as_ref().unwrap_or(&Encoding::Utf8));
        if self.text.get(self.event_at.wrapping_sub(1)) != Some(&b'\r') && self.event_at >= from {
            self.mark = (self.event_at, position);
        }
        position
    }

    /// The input from the last event on.
    pub fn rest(&self) -> Option<&[u8]> {
        self.text.get(self.event_at..).filter(|_| self.encoding.is_some())
    }

    /// Reports something.
    pub(crate) fn report(&mut self, event: Event) {
        self.queue.push_back((self.event_at, event));
    }

    /// Reports a piece of text that nobody handles, if somebody wants to see that.
    pub(crate) fn report_default(&mut self, text: &[u8]) {
        if self.interest.any(Interest::DEFAULT) {
            self.report(Event::Default(String::from_utf8_lossy(text).into_owned()));
        }
    }

    /// Reports the words of a declaration that nobody handles, one by one.
    pub(crate) fn report_words(&mut self, text: &[u8]) {
        let mut rest = if self.interest.any(Interest::DEFAULT) { text } else { &[] };
        while !rest.is_empty() {
            let (word, others) = rest.split_at(word_len(rest).clamp(1, rest.len()));
            self.report_default(word);
            rest = others;
        }
    }

    /// The text of a token, if somebody wants to see what is not handled.
    pub(crate) fn raw(&self, text: &[u8]) -> Option<String> {
        self.interest.any(Interest::DEFAULT).then(|| String::from_utf8_lossy(text).into_owned())
    }

    /// Places the error that follows behind the beginning of the token.
    pub(crate) fn move_event(&mut self, offset: usize) {
        if self.sources.is_empty() {
            self.event_at = self.at + offset;
        }
    }

    pub(crate) fn event_at(&self) -> usize {
        self.event_at
    }

    pub(crate) fn set_event(&mut self, at: usize) {
        self.event_at = at;
    }

    /// Whether text is decoded, so that it comes in pieces.
    pub(crate) fn is_converted(&self) -> bool {
        self.sources.is_empty() && !matches!(self.encoding, None | Some(Encoding::Utf8 | Encoding::Ascii))
    }

    // ---- steps ---------------------------------------------------------------------------------------------------------

    /// Looks at the next token. False if there is none yet.
    fn step(&mut self) -> Result<bool, Error> {
        if self.state == State::Start && !self.start()? {
            return Ok(false);
        }
        if self.is_waiting_for_encoding || self.state == State::Start {
            return Ok(true);
        }
        if let Some(source) = self.sources.last() {
            let (text, at) = (source.text.clone(), source.at);
            let step = self.step_on(text.get(at..).unwrap_or_default(), true)?;
            if let Step::Used(used) = step {
                // What was opened by the token lies above this source.
                let index = self.sources.iter().rposition(|it| Rc::ptr_eq(&it.text, &text));
                if let Some(source) = index.and_then(|index| self.sources.get_mut(index)) {
                    source.at += used;
                }
            }
            return Ok(true);
        }
        let text = std::mem::take(&mut self.text);
        self.event_at = self.at;
        let rest = text.get(self.at..).unwrap_or_default();
        let is_whole = self.is_final && self.raw.is_empty();
        let step = self.step_on(rest, is_whole);
        let is_empty = rest.is_empty();
        self.text = text;
        match step? {
            Step::Used(used) => {
                self.at += used;
                Ok(true)
            }
            Step::Wait if self.is_final && !self.is_finished => {
                if !is_whole {
                    return Err(Error::UnclosedToken);
                }
                if is_empty {
                    self.is_finished = true;
                }
                Ok(false)
            }
            Step::Wait => Ok(false),
        }
    }

    fn step_on(&mut self, text: &[u8], is_final: bool) -> Result<Step, Error> {
        match self.state {
            State::Start => Ok(Step::Wait),
            State::Prolog | State::Epilog => self.prolog(text, is_final),
            State::Subset => self.subset(text, is_final),
            State::SubsetEnd => self.subset_end(text, is_final),
            State::DoctypeEnd => self.doctype_end(),
            State::ParameterEnd => self.parameter_end(),
            State::Content => self.content(text, is_final),
            State::Cdata => self.cdata(text, is_final),
        }
    }

    /// Drops what has been used.
    fn compact(&mut self) {
        if self.at < 4096 && self.at < self.text.len() {
            return;
        }
        self.event_at = self.event_at.min(self.at);
        let _ = self.position();
        let (from, mut position) = self.mark;
        let keep = self.at;
        position = position.after(
            self.text.get(from..keep).unwrap_or_default(),
            self.encoding.as_ref().unwrap_or(&Encoding::Utf8),
        );
        if self.text.get(keep.wrapping_sub(1)) == Some(&b'\r') {
            return;
        }
        self.mark = (0, position);
        self.text.drain(..keep);
        self.at = 0;
        self.event_at = 0;
    }

    // ---- the beginning -------------------------------------------------------------------------------------------------

    /// Decodes what can be decoded.
    fn decode(&mut self) -> Result<(), Error> {
        if let Some(encoding) = &self.encoding
            && !self.is_waiting_for_encoding
        {
            self.text.try_reserve(self.raw.len())?;
            let used = encoding.decode(&self.raw, &mut self.text);
            self.raw.drain(..used);
        }
        Ok(())
    }

    /// Finds out the encoding, and reads the XML declaration. False if more is needed.
    fn start(&mut self) -> Result<bool, Error> {
        if self.encoding.is_none() {
            if !self.find_encoding()? {
                return Ok(false);
            }
            if self.is_waiting_for_encoding {
                return Ok(true);
            }
        }
        self.decode()?;
        let text = self.text.get(self.at..).unwrap_or_default();
        let could_be = text.len() <= OPENING.len() && OPENING.starts_with(text);
        if could_be && !self.is_final {
            return Ok(false);
        }
        let is_declared = text.starts_with(OPENING)
            && text.get(OPENING.len()).is_some_and(|&byte| is_space(byte) || byte == b'?');
        if !is_declared {
            self.begin();
            return Ok(true);
        }
        let mut scanner = Scanner::new(text);
        scanner.at = 2;
        let scanned = scanner.instruction();
        let used = scanner.at;
        self.event_at = self.at;
        match scanned {
            Ok(_) => {}
            Err(Stop::Invalid) => {
                self.move_event(used);
                return Err(Error::InvalidToken);
            }
            Err(_) if self.is_final => return Err(Error::UnclosedToken),
            Err(_) => return Ok(false),
        }
        let whole = text.get(..used).unwrap_or_default().to_vec();
        let end = used.saturating_sub(2);
        let declared = self.xml_declaration(whole.get(OPENING.len()..end).unwrap_or_default(), &whole)?;
        self.at += whole.len();
        self.begin();
        match declared.filter(|_| self.protocol_encoding.is_none()) {
            Some(name) => self.declare_encoding(&name),
            None => Ok(true),
        }
    }

    /// Goes on behind the XML declaration.
    fn begin(&mut self) {
        self.state = match self.kind {
            Kind::Document => State::Prolog,
            Kind::General => State::Content,
            Kind::Parameter => {
                self.dtd.borrow_mut().parameter_read = true;
                State::Subset
            }
        };
    }

    /// Guesses the encoding from the first bytes, unless one was asked for.
    fn find_encoding(&mut self) -> Result<bool, Error> {
        let bytes = &*self.raw;
        if bytes.is_empty() || bytes.len() < 2 && !self.is_final {
            self.encoding = if self.is_final { Some(Encoding::Utf8) } else { None };
            return Ok(self.is_final);
        }
        let (guess, mark) = match *bytes {
            [0xef, 0xbb, 0xbf, ..] => (Encoding::Utf8, 3),
            [0xef, 0xbb] if !self.is_final => return Ok(false),
            [0xfe, 0xff, ..] => (Encoding::Utf16Be, 2),
            [0xff, 0xfe, ..] => (Encoding::Utf16Le, 2),
            [0, ..] => (Encoding::Utf16Be, 0),
            [_, 0, ..] => (Encoding::Utf16Le, 0),
            _ => (Encoding::Utf8, 0),
        };
        let encoding = match self.protocol_encoding.as_deref() {
            None => guess.clone(),
            Some(name) if name.eq_ignore_ascii_case("UTF-16") => {
                if guess == Encoding::Utf16Le {
                    guess.clone()
                } else {
                    Encoding::Utf16Be
                }
            }
            Some(name) => match Encoding::of(name) {
                Some(encoding) => encoding,
                None => {
                    let name = name.to_owned();
                    self.encoding = Some(Encoding::Utf8);
                    self.ask_for_encoding(name);
                    return Ok(true);
                }
            },
        };
        let has_mark = mark > 0 && encoding == guess;
        if has_mark {
            self.raw.drain(..mark);
            self.mark.1.byte = mark as u64;
            self.mark.1.column = 1;
        }
        self.encoding = Some(encoding);
        Ok(true)
    }

    fn ask_for_encoding(&mut self, name: String) {
        self.is_waiting_for_encoding = true;
        self.report(Event::UnknownEncoding(name));
    }

    /// Does what the XML declaration says of the encoding.
    fn declare_encoding(&mut self, name: &str) -> Result<bool, Error> {
        let is_wide = self.encoding.as_ref().is_some_and(Encoding::is_wide);
        if name.eq_ignore_ascii_case("UTF-16") {
            return if is_wide { Ok(true) } else { Err(Error::IncorrectEncoding) };
        }
        match Encoding::of(name) {
            Some(encoding)
                if encoding.is_wide() != is_wide || is_wide && self.encoding != Some(encoding.clone()) =>
            {
                Err(Error::IncorrectEncoding)
            }
            Some(encoding) => self.switch_encoding(encoding).map(|()| true),
            None if is_wide => Err(Error::IncorrectEncoding),
            None => {
                self.ask_for_encoding(name.to_owned());
                Ok(true)
            }
        }
    }

    /// Decodes what follows anew.
    fn switch_encoding(&mut self, encoding: Encoding) -> Result<(), Error> {
        if self.encoding == Some(Encoding::Utf8) {
            let mut rest = self.text.split_off(self.at);
            rest.append(&mut self.raw);
            self.raw = rest;
        }
        // What has been read is ASCII, whose places are the same in both.
        self.encoding = Some(encoding);
        self.decode()
    }

    /// Reads `version`, `encoding` and `standalone`; gives the encoding.
    fn xml_declaration(&mut self, text: &[u8], whole: &[u8]) -> Result<Option<String>, Error> {
        let is_document = self.kind == Kind::Document;
        let wrong = if is_document { Error::XmlDecl } else { Error::TextDecl };
        let mut cursor = Cursor::new(text);
        let (place, encoding_at) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
        let mut next = || -> Result<Option<(String, String)>, Error> {
            let has_space = cursor.skip_space();
            place.set(cursor.at);
            if cursor.peek().is_none() {
                return Ok(None);
            }
            if !has_space {
                return Err(wrong);
            }
            let name = cursor.name().map_err(|_| wrong)?.to_owned();
            cursor.skip_space();
            if !cursor.eat(b"=") {
                return Err(wrong);
            }
            cursor.skip_space();
            place.set(cursor.at + 1);
            let value = cursor.literal().map_err(|_| wrong)?;
            if !value.iter().all(|&byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte)) {
                return Err(wrong);
            }
            Ok(Some((name, part(value, (0, value.len())).to_owned())))
        };
        let (mut version, mut encoding, mut standalone) = (None, None, -1);
        let mut read = || -> Result<(), Error> {
            let mut pair = next()?;
            match pair.take() {
                Some((name, value)) if name == "version" => {
                    version = Some(value);
                    pair = next()?;
                }
                Some(other) if !is_document => pair = Some(other),
                _ => return Err(wrong),
            }
            if let Some((name, value)) = &pair
                && name == "encoding"
            {
                if !value.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    return Err(wrong);
                }
                encoding = Some(value.clone());
                encoding_at.set(place.get());
                pair = next()?;
            }
            if !is_document && encoding.is_none() {
                return Err(wrong);
            }
            if let Some((name, value)) = &pair {
                standalone = match (&**name, &**value) {
                    ("standalone", "yes") if is_document => 1,
                    ("standalone", "no") if is_document => 0,
                    _ => return Err(wrong),
                };
                if next()?.is_some() {
                    return Err(wrong);
                }
            }
            Ok(())
        };
        let result = read();
        if result.is_err() {
            self.move_event(OPENING.len() + place.get());
        }
        result?;
        if standalone == 1 {
            self.dtd.borrow_mut().is_standalone = true;
            if self.param_entity_parsing == ParamEntityParsing::UnlessStandalone {
                self.param_entity_parsing = ParamEntityParsing::Never;
            }
        }
        if self.interest.any(Interest::XML_DECL) {
            self.report(Event::XmlDecl { version, encoding: encoding.clone(), standalone });
        } else {
            self.report_default(whole);
        }
        // Where it is found to be wrong, if it is.
        self.move_event(OPENING.len() + encoding_at.get());
        Ok(encoding)
    }

    // ---- where we are --------------------------------------------------------------------------------------------------

    /// Whether what is read belongs to a parameter entity.
    pub(crate) fn is_in_parameter_entity(&self) -> bool {
        self.kind == Kind::Parameter || self.sources.last().is_some_and(|source| source.is_parameter)
    }

    /// Whether it matters where an entity was declared.
    pub(crate) fn checks_declarations(&self) -> bool {
        self.kind == Kind::Document
    }

    /// Ends the entity that is being read.
    pub(crate) fn leave_source(&mut self) -> Result<(), Error> {
        let Some(source) = self.sources.pop() else { return Ok(()) };
        self.set_open(&source.name, source.is_parameter, false);
        self.limits.release(source.text.len());
        if !source.is_parameter && self.tags.len() != source.tags {
            return Err(Error::AsyncEntity);
        }
        Ok(())
    }

    /// Reads the text of an entity next.
    pub(crate) fn enter_source(
        &mut self,
        name: &str,
        text: Rc<[u8]>,
        is_parameter: bool,
    ) -> Result<(), Error> {
        self.limits.expand(text.len())?;
        self.limits.allocate(text.len())?;
        self.set_open(name, is_parameter, true);
        self.sources.try_reserve(1)?;
        self.sources.push(Source { text, at: 0, name: name.into(), is_parameter, tags: self.tags.len() });
        Ok(())
    }
}
