//! Tokens: where they end, and what their parts are.
//!
//! A [`Scanner`] looks at a text that may go on later; a [`Cursor`] at a whole declaration.

use crate::chars::{Decoded, decode, is_ascii_char, is_char, is_name_char, is_name_start, is_space};
use crate::error::Error;

/// Why there is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The text ends within it.
    Partial,
    /// The text ends within a character.
    PartialChar,
    /// It is none, because of what stands where the scanner is.
    Invalid,
}

/// From and to.
pub(crate) type Span = (usize, usize);

/// The part of a text between two places.
#[inline]
pub(crate) fn part(text: &[u8], span: Span) -> &str {
    text.get(span.0..span.1).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
}

/// An attribute as it stands in a tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawAttribute {
    pub(crate) name: Span,
    /// Between the quotes.
    pub(crate) value: Span,
    /// Whether the value is what it is: no references, no white space but single spaces within.
    pub(crate) is_plain: bool,
}

/// A token of content.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Token {
    Characters,
    Newline,
    StartTag {
        name: Span,
        is_empty: bool,
    },
    EndTag {
        name: Span,
    },
    EntityRef {
        name: Span,
    },
    CharRef {
        number: u32,
    },
    StartCdata,
    Comment {
        text: Span,
    },
    Instruction {
        target: Span,
        data: Span,
    },
    /// `<!DOCTYPE`, of which no more has been looked at.
    Doctype,
}

/// Looks for a token at the beginning of a text.
pub(crate) struct Scanner<'a> {
    text: &'a [u8],
    pub(crate) at: usize,
}

type Scanned<T> = Result<T, Stop>;

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0 }
    }

    #[inline]
    fn peek(&self) -> Scanned<u8> {
        self.text.get(self.at).copied().ok_or(Stop::Partial)
    }

    /// Steps over a character that may stand in a document.
    fn char(&mut self) -> Scanned<char> {
        let (c, len) = self.decode()?;
        if !is_char(c) {
            return Err(Stop::Invalid);
        }
        self.at += len;
        Ok(c)
    }

    fn decode(&self) -> Scanned<(char, usize)> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if rest.is_empty() {
            return Err(Stop::Partial);
        }
        match decode(rest) {
            Decoded::Char(c, len) => Ok((c, len)),
            Decoded::Partial => Err(Stop::PartialChar),
            Decoded::Invalid => Err(Stop::Invalid),
        }
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Scanned<()> {
        if self.peek()? != byte {
            return Err(Stop::Invalid);
        }
        self.at += 1;
        Ok(())
    }

    fn expect_all(&mut self, bytes: &[u8]) -> Scanned<()> {
        bytes.iter().try_for_each(|&byte| self.expect(byte))
    }

    /// Steps over white space; says whether there was any.
    #[inline]
    pub(crate) fn space(&mut self) -> bool {
        let start = self.at;
        while self.text.get(self.at).is_some_and(|&byte| is_space(byte)) {
            self.at += 1;
        }
        self.at > start
    }

    /// Steps over a name.
    #[inline]
    pub(crate) fn name(&mut self) -> Scanned<Span> {
        let start = self.at;
        let (first, len) = self.decode()?;
        if !is_name_start(first) {
            return Err(Stop::Invalid);
        }
        self.at += len;
        loop {
            match self.text.get(self.at) {
                Some(byte) if byte.is_ascii_alphanumeric() => self.at += 1,
                None => return Err(Stop::Partial),
                Some(_) => match self.decode()? {
                    (c, len) if is_name_char(c) => self.at += len,
                    _ => return Ok((start, self.at)),
                },
            }
        }
    }

    /// The next token of content.
    #[inline]
    pub(crate) fn content(&mut self, attributes: &mut Vec<RawAttribute>) -> Scanned<Token> {
        match self.peek()? {
            b'<' => self.markup(attributes),
            b'&' => self.reference(),
            b'\n' => {
                self.at += 1;
                Ok(Token::Newline)
            }
            b'\r' => {
                self.at += 1;
                if self.peek()? == b'\n' {
                    self.at += 1;
                }
                Ok(Token::Newline)
            }
            _ => self.characters(),
        }
    }

    /// Text up to the next markup, the end of the line or something wrong.
    fn characters(&mut self) -> Scanned<Token> {
        loop {
            let start = self.at;
            while self.text.get(self.at).is_some_and(|&byte| {
                (0x20..0x80).contains(&byte) && byte != b'<' && byte != b'&' && byte != b']'
            }) {
                self.at += 1;
            }
            let is_first = self.at == 0;
            let stop = match self.text.get(self.at) {
                None if is_first => Err(Stop::Partial),
                None | Some(b'<' | b'&' | b'\n' | b'\r') => return Ok(Token::Characters),
                Some(b']') => self.bracket(),
                Some(_) => self.char().map(drop),
            };
            match stop {
                Ok(()) => debug_assert!(self.at > start, "a character was stepped over"),
                Err(stop) if is_first => return Err(stop),
                // What is wrong is the next token's matter.
                Err(_) => return Ok(Token::Characters),
            }
        }
    }

    /// `]]>` may not stand in text.
    fn bracket(&mut self) -> Scanned<()> {
        match self.text.get(self.at + 1..).unwrap_or_default() {
            [] | [b']'] => Err(Stop::Partial),
            [b']', b'>', ..] => {
                self.at += 2;
                Err(Stop::Invalid)
            }
            _ => {
                self.at += 1;
                Ok(())
            }
        }
    }

    /// Text of a CDATA section: a piece of it, or its end, which is no text.
    pub(crate) fn cdata(&mut self) -> Scanned<Option<Token>> {
        match self.peek()? {
            b']' => match self.text.get(1..).unwrap_or_default() {
                [] | [b']'] => return Err(Stop::Partial),
                [b']', b'>', ..] => {
                    self.at = 3;
                    return Ok(None);
                }
                _ => self.at += 1,
            },
            b'\n' | b'\r' => return self.content(&mut Vec::new()).map(Some),
            _ => {}
        }
        loop {
            match self.text.get(self.at) {
                None | Some(b']' | b'\n' | b'\r') => {
                    return if self.at > 0 { Ok(Some(Token::Characters)) } else { Err(Stop::Partial) };
                }
                Some(_) => {
                    let is_first = self.at == 0;
                    match self.char() {
                        Ok(_) => {}
                        Err(stop) if is_first => return Err(stop),
                        Err(_) => return Ok(Some(Token::Characters)),
                    }
                }
            }
        }
    }

    /// A reference by name or number.
    pub(crate) fn reference(&mut self) -> Scanned<Token> {
        self.expect(b'&')?;
        if self.peek()? != b'#' {
            let name = self.name()?;
            self.expect(b';')?;
            return Ok(Token::EntityRef { name });
        }
        self.at += 1;
        let radix = if self.peek()? == b'x' {
            self.at += 1;
            16
        } else {
            10
        };
        let mut number = 0_u32;
        let mut is_empty = true;
        loop {
            let byte = self.peek()?;
            match char::from(byte).to_digit(radix) {
                Some(digit) => number = number.saturating_mul(radix).saturating_add(digit),
                None if byte == b';' && !is_empty => break,
                None => return Err(Stop::Invalid),
            }
            is_empty = false;
            self.at += 1;
        }
        self.at += 1;
        Ok(Token::CharRef { number })
    }

    /// What begins with `<`.
    fn markup(&mut self, attributes: &mut Vec<RawAttribute>) -> Scanned<Token> {
        self.at += 1;
        match self.peek()? {
            b'/' => {
                self.at += 1;
                let name = self.name()?;
                self.space();
                self.expect(b'>')?;
                Ok(Token::EndTag { name })
            }
            b'!' => {
                self.at += 1;
                match self.peek()? {
                    b'-' => self.comment(),
                    b'[' => {
                        self.expect_all(b"[CDATA[")?;
                        Ok(Token::StartCdata)
                    }
                    b'D' => {
                        self.expect_all(b"DOCTYPE")?;
                        Ok(Token::Doctype)
                    }
                    _ => Err(Stop::Invalid),
                }
            }
            b'?' => {
                self.at += 1;
                self.instruction()
            }
            _ => self.start_tag(attributes),
        }
    }

    /// Goes on behind `<!`.
    pub(crate) fn comment(&mut self) -> Scanned<Token> {
        self.expect_all(b"--")?;
        let start = self.at;
        loop {
            if self.peek()? == b'-' {
                self.at += 1;
                if self.peek()? == b'-' {
                    self.at += 1;
                    self.expect(b'>')?;
                    return Ok(Token::Comment { text: (start, self.at - 3) });
                }
                continue;
            }
            self.char()?;
        }
    }

    /// Goes on behind `<?`.
    pub(crate) fn instruction(&mut self) -> Scanned<Token> {
        let target = self.name()?;
        let name = part(self.text, target);
        if name.eq_ignore_ascii_case("xml") && name != "xml" {
            return Err(Stop::Invalid);
        }
        if !self.space() {
            self.expect_all(b"?>")?;
            return Ok(Token::Instruction { target, data: (self.at, self.at) });
        }
        let start = self.at;
        loop {
            if self.peek()? == b'?' {
                self.at += 1;
                if self.peek()? == b'>' {
                    self.at += 1;
                    return Ok(Token::Instruction { target, data: (start, self.at - 2) });
                }
                continue;
            }
            self.char()?;
        }
    }

    fn start_tag(&mut self, attributes: &mut Vec<RawAttribute>) -> Scanned<Token> {
        let name = self.name()?;
        attributes.clear();
        loop {
            let has_space = self.space();
            match self.peek()? {
                b'>' => {
                    self.at += 1;
                    return Ok(Token::StartTag { name, is_empty: false });
                }
                b'/' => {
                    self.at += 1;
                    self.expect(b'>')?;
                    return Ok(Token::StartTag { name, is_empty: true });
                }
                _ if !has_space => return Err(Stop::Invalid),
                _ => {
                    let attribute = self.attribute()?;
                    attributes.push(attribute);
                }
            }
        }
    }

    fn attribute(&mut self) -> Scanned<RawAttribute> {
        let name = self.name()?;
        self.space();
        self.expect(b'=')?;
        self.space();
        let quote = self.peek()?;
        if quote != b'"' && quote != b'\'' {
            return Err(Stop::Invalid);
        }
        self.at += 1;
        let start = self.at;
        let mut is_plain = true;
        let mut after_space = true;
        loop {
            let byte = self.peek()?;
            match byte {
                _ if byte == quote => break,
                b'<' => return Err(Stop::Invalid),
                b'&' => {
                    is_plain = false;
                    self.reference()?;
                }
                b' ' => {
                    is_plain &= !after_space;
                    after_space = true;
                    self.at += 1;
                }
                b'\t' | b'\n' | b'\r' => {
                    is_plain = false;
                    self.at += 1;
                }
                0x21..0x80 => {
                    after_space = false;
                    self.at += 1;
                }
                _ => {
                    after_space = false;
                    self.char()?;
                }
            }
        }
        let end = self.at;
        self.at += 1;
        is_plain &= !after_space || start == end;
        Ok(RawAttribute { name, value: (start, end), is_plain })
    }

    /// The end of a declaration that begins here: behind the `>` that is in no literal, or behind a `[`.
    pub(crate) fn declaration(&mut self, may_open: bool) -> Scanned<()> {
        loop {
            match self.peek()? {
                b'>' => {
                    self.at += 1;
                    return Ok(());
                }
                b'[' if may_open => {
                    self.at += 1;
                    return Ok(());
                }
                quote @ (b'"' | b'\'') => {
                    self.at += 1;
                    while self.peek()? != quote {
                        self.char()?;
                    }
                    self.at += 1;
                }
                b'<' if self.at > 0 => return Err(Stop::Invalid),
                _ => {
                    self.char()?;
                }
            }
        }
    }
}

/// Reads a text that is whole. Whatever does not fit is an error of syntax.
pub(crate) struct Cursor<'a> {
    text: &'a [u8],
    pub(crate) at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0 }
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    pub(crate) fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Steps over these bytes, if they come next.
    pub(crate) fn eat(&mut self, bytes: &[u8]) -> bool {
        let is_next = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(bytes));
        if is_next {
            self.at += bytes.len();
        }
        is_next
    }

    pub(crate) fn skip_space(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_some_and(is_space) {
            self.at += 1;
        }
        self.at > start
    }

    pub(crate) fn space(&mut self) -> Result<(), Error> {
        if self.skip_space() { Ok(()) } else { Err(self.wrong()) }
    }

    /// A name.
    pub(crate) fn name(&mut self) -> Result<&'a str, Error> {
        self.word(is_name_start)
    }

    /// A name that may begin with anything that a name may contain.
    pub(crate) fn name_token(&mut self) -> Result<&'a str, Error> {
        self.word(is_name_char)
    }

    fn word(&mut self, is_first: fn(char) -> bool) -> Result<&'a str, Error> {
        let start = self.at;
        loop {
            match decode(self.text.get(self.at..).unwrap_or_default()) {
                Decoded::Char(c, len) if if self.at == start { is_first(c) } else { is_name_char(c) } => {
                    self.at += len;
                }
                _ if self.at == start => return Err(self.wrong()),
                _ => return Ok(part(self.text, (start, self.at))),
            }
        }
    }

    /// What stands between quotes.
    pub(crate) fn literal(&mut self) -> Result<&'a [u8], Error> {
        let Some(quote @ (b'"' | b'\'')) = self.peek() else { return Err(self.wrong()) };
        self.at += 1;
        let rest = self.text.get(self.at..).unwrap_or_default();
        let Some(len) = memchr::memchr(quote, rest) else { return Err(Error::UnclosedToken) };
        self.at += len + 1;
        Ok(rest.get(..len).unwrap_or_default())
    }

    /// The kind of mistake that stands here.
    pub(crate) fn wrong(&self) -> Error {
        match self.peek() {
            Some(byte) if byte < 0x80 && !is_ascii_char(byte) => Error::InvalidToken,
            _ => Error::Syntax,
        }
    }
}

/// How long the first word of a declaration is: white space, a literal, a name with what says how often it stands, or a
/// mark.
pub(crate) fn word_len(text: &[u8]) -> usize {
    let Some(&first) = text.first() else { return 0 };
    let run = |start: usize, is_in: fn(u8) -> bool| {
        let rest = text.get(start..).unwrap_or_default();
        start + rest.iter().position(|&byte| !is_in(byte)).unwrap_or(rest.len())
    };
    let is_name_byte = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80 || b"._-:".contains(&byte);
    let end = match first {
        _ if is_space(first) => return run(1, is_space),
        b'"' | b'\'' => {
            let rest = text.get(1..).unwrap_or_default();
            return memchr::memchr(first, rest).map_or(text.len(), |len| len + 2);
        }
        b'<' => return run(2.min(text.len()), is_name_byte),
        b'#' | b'%' => run(1, is_name_byte),
        b')' => 1,
        _ if is_name_byte(first) => run(1, is_name_byte),
        _ => return 1,
    };
    let has_quantifier = text.get(end).is_some_and(|byte| b"?*+".contains(byte))
        || first == b'%' && text.get(end) == Some(&b';');
    end + usize::from(has_quantifier)
}
