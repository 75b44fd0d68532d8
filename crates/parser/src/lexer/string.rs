//! String literals without replacement fields, and the prefixes of all string literals.

use super::mode::Kind;
use super::{Fault, Lexer};
use crate::TokenKind;

/// The letters before the quotes of a string.
#[expect(clippy::struct_excessive_bools, reason = "a set of letters")]
#[derive(Clone, Copy, Debug, Default)]
struct Prefix {
    b: bool,
    f: bool,
    r: bool,
    t: bool,
    u: bool,
}

impl Prefix {
    /// Reads a prefix: each letter at most once, in any case and order.
    fn parse(word: &[u8]) -> Option<Self> {
        let mut prefix = Self::default();
        for byte in word {
            let seen = match byte.to_ascii_lowercase() {
                b'b' => &mut prefix.b,
                b'f' => &mut prefix.f,
                b'r' => &mut prefix.r,
                b't' => &mut prefix.t,
                b'u' => &mut prefix.u,
                _ => return None,
            };
            if std::mem::replace(seen, true) {
                return None;
            }
        }
        Some(prefix)
    }

    /// Two letters that do not go together; of several such pairs the one that CPython names.
    fn clash(self) -> Option<(char, char)> {
        let Self { b, f, r, t, u } = self;
        let pairs = [
            (u && b, ('u', 'b')),
            (u && r, ('u', 'r')),
            (u && f, ('u', 'f')),
            (u && t, ('u', 't')),
            (b && f, ('b', 'f')),
            (b && t, ('b', 't')),
            (f && t, ('f', 't')),
        ];
        pairs.into_iter().find_map(|(both, pair)| both.then_some(pair))
    }
}

impl Lexer<'_> {
    /// The string whose prefix has been read up to the quote at the next byte; `None` if that is no prefix.
    pub(super) fn prefixed_string(&mut self) -> Result<Option<TokenKind>, Fault> {
        let Some(prefix) = Prefix::parse(&self.bytes[self.start..self.pos]) else { return Ok(None) };
        if let Some((one, other)) = prefix.clash() {
            self.pos += 1;
            let message = format!("'{one}' and '{other}' prefixes are incompatible");
            return Err(self.error_between(self.start, self.pos - 1, message));
        }
        let kind = match prefix {
            Prefix { f: true, .. } => Kind::Format,
            Prefix { t: true, .. } => Kind::Template,
            _ => return self.plain_string().map(Some),
        };
        self.begin_string(kind, prefix.r).map(Some)
    }

    /// The string whose quote is the next byte.
    pub(super) fn plain_string(&mut self) -> Result<TokenKind, Fault> {
        let (quote, triple) = self.open_quote();
        let mut escaped_quote = false;
        let closed =
            if triple { self.triple_quoted(quote) } else { self.single_quoted(quote, &mut escaped_quote) };
        if closed {
            return Ok(TokenKind::String);
        }
        self.check_nul_after_text()?;
        self.ran_out &= !self.closes_field(quote, triple);
        let last_line = self.line;
        (self.line, self.line_start, self.pos) = (self.start_line, self.start_line_start, self.start + 1);
        Err(self.unterminated(quote, triple, escaped_quote, last_line))
    }

    /// Passes the opening quotes: one, or three of the same. `""` is left with its second quote to read.
    pub(super) fn open_quote(&mut self) -> (u8, bool) {
        let quote = self.peek();
        let triple = self.byte(self.pos + 1) == quote && self.byte(self.pos + 2) == quote;
        self.pos += if triple { 3 } else { 1 };
        (quote, triple)
    }

    /// Reads up to the closing quote. False when the line or the text ends before.
    fn single_quoted(&mut self, quote: u8, escaped_quote: &mut bool) -> bool {
        loop {
            let Some(length) = memchr::memchr3(quote, b'\\', b'\n', &self.bytes[self.pos..]) else {
                self.pos = self.bytes.len();
                self.ran_out = true;
                return false;
            };
            self.pos += length + 1;
            match self.bytes[self.pos - 1] {
                b'\\' => {
                    *escaped_quote |= self.peek() == quote;
                    self.skip_escaped();
                }
                b'\n' => return false,
                _ => return true,
            }
        }
    }

    /// Reads up to the closing quotes, over any number of lines. False when the text ends before.
    fn triple_quoted(&mut self, quote: u8) -> bool {
        let start = self.pos;
        let closed = loop {
            let Some(length) = memchr::memchr2(quote, b'\\', &self.bytes[self.pos..]) else {
                self.pos = self.bytes.len();
                self.ran_out = true;
                break false;
            };
            self.pos += length + 1;
            if self.bytes[self.pos - 1] == b'\\' {
                let next = self.pos + usize::from(self.peek() == b'\r');
                self.pos = (next + 1).min(self.bytes.len());
            } else if self.peek() == quote && self.byte(self.pos + 1) == quote {
                self.pos += 2;
                break true;
            }
        };
        self.count_lines(start);
        closed
    }

    /// Passes the byte after a backslash, and begins a line if that was a newline.
    pub(super) fn skip_escaped(&mut self) {
        if self.peek() == b'\r' {
            self.pos += 1;
        }
        let newline = self.peek() == b'\n';
        self.pos = (self.pos + 1).min(self.bytes.len());
        if newline {
            self.next_line_of_string();
        }
    }

    /// Begins the line at the next byte, if the text does not end there.
    pub(super) fn next_line_of_string(&mut self) {
        if !self.at_end() {
            self.line += 1;
            self.line_start = self.pos;
        }
    }

    /// Counts the lines begun between `start` and the next byte.
    fn count_lines(&mut self, start: usize) {
        // A line begins only where a byte of it has been read.
        let text = &self.bytes[start..self.pos.saturating_sub(1).max(start)];
        if let Some(last) = memchr::memrchr(b'\n', text) {
            self.line += memchr::memchr_iter(b'\n', text).count() as u32;
            self.line_start = start + last + 1;
        }
    }

    /// At the end of the text, which may be the end only because of a NUL byte.
    pub(super) fn check_nul_after_text(&self) -> Result<(), Fault> {
        if self.at_end() { self.check_nul() } else { Ok(()) }
    }

    /// Whether these quotes are those of the string whose replacement field is being read.
    fn closes_field(&self, quote: u8, triple: bool) -> bool {
        self.modes.last().is_some_and(|mode| (mode.quote, mode.triple) == (quote, triple))
    }

    /// The error of a string without an end; inside a replacement field it may be the field that has none.
    fn unterminated(&self, quote: u8, triple: bool, escaped_quote: bool, last_line: u32) -> Fault {
        if let Some(mode) = self.modes.last()
            && self.closes_field(quote, triple)
        {
            return self.error(format!("{}-string: expecting '}}'", mode.letter()));
        }
        let (kind, hint) = match (triple, escaped_quote) {
            (true, _) => ("triple-quoted string", ""),
            (false, true) => ("string", "; perhaps you escaped the end quote?"),
            (false, false) => ("string", ""),
        };
        self.error(format!("unterminated {kind} literal (detected at line {last_line}){hint}"))
    }
}
