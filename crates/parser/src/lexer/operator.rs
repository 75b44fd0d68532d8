//! Operators, delimiters and brackets.

use super::{Bracket, Fault, Lexer, MAX_BRACKETS};
use crate::TokenKind as K;

impl Lexer<'_> {
    /// The operator at the next byte.
    pub(super) fn operator(&mut self) -> Result<K, Fault> {
        let start = self.pos;
        match self.peek() {
            b'(' => return self.open_bracket(start, K::LeftParen),
            b')' => return self.close_bracket(start, K::RightParen),
            b'[' => return self.open_bracket(start, K::LeftBracket),
            b']' => return self.close_bracket(start, K::RightBracket),
            b'{' => return self.open_bracket(start, K::LeftBrace),
            b'}' => return self.close_bracket(start, K::RightBrace),
            b':' if self.at_format_spec() => {
                self.pos += 1;
                return Ok(K::Colon);
            }
            _ => {}
        }
        let bytes = [self.peek(), self.byte(start + 1), self.byte(start + 2)];
        let (kind, length) = match bytes {
            [b'<', b'>', _] if self.diamond_is_operator() => (K::NotEqual, 2),
            _ => operator(bytes),
        };
        self.pos += length;
        if kind == K::Op {
            self.check_printable(start)?;
        }
        Ok(kind)
    }

    /// What follows a lone carriage return is one token with it, or one operator.
    pub(super) fn after_carriage_return(&mut self) -> Result<K, Fault> {
        match self.peek() {
            0 => Err(Fault::EndOfText { in_line: true }),
            b'0'..=b'9' => self.number(),
            b'"' | b'\'' => self.plain_string(),
            b'.' if self.byte(self.pos + 1).is_ascii_digit() => self.number(),
            c if c.is_ascii_graphic() && c != b'_' && !c.is_ascii_alphabetic() => self.operator(),
            _ => {
                self.pos += 1;
                Ok(K::Op)
            }
        }
    }

    fn check_printable(&self, at: usize) -> Result<(), Fault> {
        let byte = self.byte(at);
        if matches!(byte, b' '..=b'~') {
            return Ok(());
        }
        Err(self.error(format!("invalid non-printable character U+{byte:04X}")))
    }

    fn open_bracket(&mut self, start: usize, kind: K) -> Result<K, Fault> {
        self.pos = start + 1;
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(self.error("too many nested parentheses"));
        }
        let open = self.byte(start);
        self.brackets.push(Bracket { open, line: self.line, column: (start - self.line_start) as u32 });
        if let Some(mode) = self.modes.last_mut() {
            mode.brackets += 1;
        }
        Ok(kind)
    }

    fn close_bracket(&mut self, start: usize, kind: K) -> Result<K, Fault> {
        self.pos = start + 1;
        let close = self.byte(start);
        let string = self.modes.last().map(|mode| (mode.letter(), mode.brackets, mode.expressions));
        if let Some((letter, 0, _)) = string
            && close == b'}'
        {
            return Err(self.error(format!("{letter}-string: single '}}' is not allowed")));
        }
        match self.brackets.pop() {
            None if self.options.extra_tokens => {}
            None => return Err(self.error(format!("unmatched '{}'", char::from(close)))),
            Some(bracket) if matches(bracket.open, close) => {}
            Some(bracket) => self.check_mismatch(bracket, close, string)?,
        }
        let Some(mode) = self.modes.last_mut() else { return Ok(kind) };
        mode.brackets -= 1;
        if mode.brackets < 0 {
            let letter = mode.letter();
            return Err(self.error(format!("{letter}-string: unmatched '{}'", char::from(close))));
        }
        if close == b'}' && mode.brackets == mode.expressions {
            mode.leave_expression();
        }
        Ok(kind)
    }

    /// Fails because a bracket closes another kind. The `{` of a replacement field belongs to the string.
    fn check_mismatch(
        &self,
        opened: Bracket,
        close: u8,
        string: Option<(char, i32, i32)>,
    ) -> Result<(), Fault> {
        let (open, close) = (char::from(opened.open), char::from(close));
        if let Some((letter, brackets, expressions)) = string
            && open == '{'
            && brackets - 1 == expressions
        {
            return Err(self.error(format!("{letter}-string: unmatched '{close}'")));
        }
        if self.options.extra_tokens {
            return Ok(());
        }
        let message = format!("closing parenthesis '{close}' does not match opening parenthesis '{open}'");
        if opened.line == self.line {
            return Err(self.error(message));
        }
        Err(self.error(format!("{message} on line {}", opened.line)))
    }
}

fn matches(open: u8, close: u8) -> bool {
    matches!((open, close), (b'(', b')') | (b'[', b']') | (b'{', b'}'))
}

/// The longest operator that the bytes begin with, brackets aside, and its length. What is no operator is [`K::Op`].
fn operator(bytes: [u8; 3]) -> (K, usize) {
    let [first, second, third] = bytes;
    let equal = second == b'=';
    match first {
        b',' => (K::Comma, 1),
        b';' => (K::Semicolon, 1),
        b'~' => (K::Tilde, 1),
        b'.' if second == b'.' && third == b'.' => (K::Ellipsis, 3),
        b'.' => (K::Dot, 1),
        b':' if equal => (K::ColonEqual, 2),
        b':' => (K::Colon, 1),
        b'=' if equal => (K::EqualEqual, 2),
        b'=' => (K::Equal, 1),
        b'!' if equal => (K::NotEqual, 2),
        b'!' => (K::Exclamation, 1),
        b'+' if equal => (K::PlusEqual, 2),
        b'+' => (K::Plus, 1),
        b'-' if equal => (K::MinusEqual, 2),
        b'-' if second == b'>' => (K::RightArrow, 2),
        b'-' => (K::Minus, 1),
        b'*' => doubled(bytes, [K::Star, K::StarEqual, K::DoubleStar, K::DoubleStarEqual]),
        b'/' => doubled(bytes, [K::Slash, K::SlashEqual, K::DoubleSlash, K::DoubleSlashEqual]),
        b'<' => doubled(bytes, [K::Less, K::LessEqual, K::LeftShift, K::LeftShiftEqual]),
        b'>' => doubled(bytes, [K::Greater, K::GreaterEqual, K::RightShift, K::RightShiftEqual]),
        b'%' if equal => (K::PercentEqual, 2),
        b'%' => (K::Percent, 1),
        b'&' if equal => (K::AmpersandEqual, 2),
        b'&' => (K::Ampersand, 1),
        b'|' if equal => (K::BarEqual, 2),
        b'|' => (K::Bar, 1),
        b'^' if equal => (K::CircumflexEqual, 2),
        b'^' => (K::Circumflex, 1),
        b'@' if equal => (K::AtEqual, 2),
        b'@' => (K::At, 1),
        _ => (K::Op, 1),
    }
}

/// An operator that may be written once, with `=`, twice, or twice with `=`.
fn doubled([first, second, third]: [u8; 3], [once, once_equal, twice, twice_equal]: [K; 4]) -> (K, usize) {
    match (second, third) {
        (b'=', _) => (once_equal, 2),
        (_, b'=') if second == first => (twice_equal, 3),
        _ if second == first => (twice, 2),
        _ => (once, 1),
    }
}
