//! Numbers: every form of literal, and what may follow one.

use super::identifier::continues_word;
use super::{Fault, Lexer};
use crate::TokenKind;

/// The notation of an integer with a prefix.
struct Radix {
    name: &'static str,
    is_digit: fn(u8) -> bool,
    /// Whether decimal digits that are too large get a message of their own.
    names_wrong_digits: bool,
}

const HEXADECIMAL: Radix =
    Radix { name: "hexadecimal", is_digit: |byte| byte.is_ascii_hexdigit(), names_wrong_digits: false };
const OCTAL: Radix =
    Radix { name: "octal", is_digit: |byte| matches!(byte, b'0'..=b'7'), names_wrong_digits: true };
const BINARY: Radix =
    Radix { name: "binary", is_digit: |byte| matches!(byte, b'0' | b'1'), names_wrong_digits: true };

impl Lexer<'_> {
    /// The number at the next byte, which is a digit or a point before a digit.
    pub(super) fn number(&mut self) -> Result<TokenKind, Fault> {
        let start = self.pos;
        match (self.peek(), self.byte(start + 1)) {
            (b'0', b'x' | b'X') => self.with_radix(&HEXADECIMAL)?,
            (b'0', b'o' | b'O') => self.with_radix(&OCTAL)?,
            (b'0', b'b' | b'B') => self.with_radix(&BINARY)?,
            (b'0', _) => self.leading_zero(start)?,
            (b'.', _) => self.after_integer()?,
            _ => {
                self.digits()?;
                self.after_integer()?;
            }
        }
        Ok(TokenKind::Number)
    }

    /// `0x…`, `0o…`, `0b…`.
    fn with_radix(&mut self, radix: &Radix) -> Result<(), Fault> {
        self.pos += 2;
        loop {
            if self.peek() == b'_' {
                self.pos += 1;
            }
            if !(radix.is_digit)(self.peek()) {
                self.check_wrong_digit(radix)?;
                return Err(self.invalid(radix.name));
            }
            while (radix.is_digit)(self.peek()) {
                self.pos += 1;
            }
            if self.peek() != b'_' {
                break;
            }
        }
        self.check_wrong_digit(radix)?;
        self.check_after_number(radix.name)
    }

    fn check_wrong_digit(&mut self, radix: &Radix) -> Result<(), Fault> {
        let digit = self.peek();
        if !radix.names_wrong_digits || !digit.is_ascii_digit() {
            return Ok(());
        }
        self.pos += 1;
        Err(self.error(format!("invalid digit '{}' in {} literal", char::from(digit), radix.name)))
    }

    /// A number that begins with 0: zero, a float, or the octal number of another language.
    fn leading_zero(&mut self, start: usize) -> Result<(), Fault> {
        while self.peek() == b'0' {
            self.pos += 1;
            if self.peek() == b'_' {
                self.pos += 1;
                self.check_digit()?;
            }
        }
        let zeros_end = self.pos;
        let nonzero = self.peek().is_ascii_digit();
        if nonzero {
            self.digits()?;
        }
        let is_integer = !matches!(self.peek(), b'.' | b'e' | b'E' | b'j' | b'J');
        if nonzero && is_integer && !self.options.extra_tokens {
            let message = "leading zeros in decimal integer literals are not permitted; \
                           use an 0o prefix for octal integers";
            return Err(self.error_between(start, zeros_end, message));
        }
        self.after_integer()
    }

    /// Fraction, exponent and `j`, as far as they are there.
    fn after_integer(&mut self) -> Result<(), Fault> {
        if self.peek() == b'.' {
            self.pos += 1;
            if self.peek().is_ascii_digit() {
                self.digits()?;
            }
        }
        if matches!(self.peek(), b'e' | b'E') {
            match self.byte(self.pos + 1) {
                b'+' | b'-' => {
                    self.pos += 2;
                    self.check_digit()?;
                }
                b'0'..=b'9' => self.pos += 1,
                _ => return self.check_after_number("decimal"),
            }
            self.digits()?;
        }
        if matches!(self.peek(), b'j' | b'J') {
            self.pos += 1;
            return self.check_after_number("imaginary");
        }
        self.check_after_number("decimal")
    }

    /// Decimal digits, single underscores between them.
    fn digits(&mut self) -> Result<(), Fault> {
        loop {
            while self.peek().is_ascii_digit() {
                self.pos += 1;
            }
            if self.peek() != b'_' {
                return Ok(());
            }
            self.pos += 1;
            self.check_digit()?;
        }
    }

    fn check_digit(&self) -> Result<(), Fault> {
        if self.peek().is_ascii_digit() { Ok(()) } else { Err(self.invalid("decimal")) }
    }

    /// A keyword that can follow a number in correct code may follow it directly, with a warning; other words may not.
    fn check_after_number(&mut self, name: &str) -> Result<(), Fault> {
        let next = self.peek();
        if self.options.extra_tokens || next >= 128 || !continues_word(next) {
            return Ok(());
        }
        if self.at_keyword_after_number() {
            let message = format!("invalid {name} literal");
            self.warn(message.clone(), message);
            return Ok(());
        }
        Err(self.invalid(name))
    }

    fn at_keyword_after_number(&self) -> bool {
        let rest = &self.bytes[self.pos..];
        let word = |word: &[u8]| {
            rest.strip_prefix(word)
                .is_some_and(|rest| !rest.first().is_some_and(|byte| continues_word(*byte)))
        };
        match rest {
            [b'i', b'f' | b'n' | b's', ..] => true,
            _ => [&b"and"[..], b"else", b"for", b"or", b"not"].into_iter().any(word),
        }
    }

    fn invalid(&self, name: &str) -> Fault {
        self.error(format!("invalid {name} literal"))
    }
}
