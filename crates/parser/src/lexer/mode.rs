//! f-strings and t-strings: the stack of strings being read, and their parts of text.
//!
//! ```text
//!   f " text { expression : spec { expression } spec } text "
//!     │ ^^^^   ^^^^^^^^^^   ^^^^   ^^^^^^^^^^   ^^^^   ^^^^ │      ^^^^ read here (`in_text`), the rest as code
//!     START ... MIDDLE ...                              ... END
//! ```

use super::{Fault, Lexer};
use crate::TokenKind;

/// One more than the number of strings that can be open in each other.
const MAX_STRINGS: usize = 150;
/// The number of replacement fields that cannot be open in each other in one string.
const MAX_EXPRESSIONS: i32 = 3;

/// Which of the two kinds of strings with replacement fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Format,
    Template,
}

/// A string being read.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Debug)]
pub(super) struct StringMode {
    kind: Kind,
    pub(super) quote: u8,
    pub(super) triple: bool,
    raw: bool,
    /// Where the string's token begins, and its line.
    start: usize,
    line: u32,
    line_start: usize,
    /// Whether text is to be read next, and not code.
    pub(super) in_text: bool,
    in_format_spec: bool,
    /// How many brackets of the code inside are open, those of replacement fields included.
    pub(super) brackets: i32,
    /// The number of open replacement fields, less one.
    pub(super) expressions: i32,
}

impl StringMode {
    /// The letter that messages name the kind of string with.
    pub(super) fn letter(&self) -> char {
        match self.kind {
            Kind::Format => 'f',
            Kind::Template => 't',
        }
    }

    fn tokens(&self) -> [TokenKind; 3] {
        match self.kind {
            Kind::Format => [TokenKind::FStringStart, TokenKind::FStringMiddle, TokenKind::FStringEnd],
            Kind::Template => [TokenKind::TStringStart, TokenKind::TStringMiddle, TokenKind::TStringEnd],
        }
    }

    /// The replacement field has been closed.
    pub(super) fn leave_expression(&mut self) {
        self.expressions -= 1;
        self.in_text = true;
        self.in_format_spec = false;
    }

    /// Whether `{{` and `}}` do not stand for braces, because this is a format specification.
    fn reads_format_spec(&self) -> bool {
        self.in_format_spec && self.expressions >= 0
    }

    fn turn_to_code(&mut self) {
        self.in_text = false;
        self.in_format_spec = false;
    }
}

/// What ends a part of text.
enum Ending {
    /// Braces: `{{` or `}}`, both read, of which one belongs to the text.
    DoubledBrace,
    /// A brace that code begins with, not read.
    Code,
    /// Text and brace belong together: `\N{NAME}`.
    NameEscape,
    /// The closing quotes, not read.
    Quotes,
}

impl Lexer<'_> {
    /// Whether the innermost f- or t-string that is open is a raw one.
    pub(crate) fn in_raw_string(&self) -> bool {
        self.modes.last().is_some_and(|mode| mode.raw)
    }

    /// Begins the string whose quote is the next byte.
    pub(super) fn begin_string(&mut self, kind: Kind, raw: bool) -> Result<TokenKind, Fault> {
        let (quote, triple) = self.open_quote();
        if self.modes.len() + 1 >= MAX_STRINGS {
            return Err(self.error("too many nested f-strings or t-strings"));
        }
        let mode = StringMode {
            kind,
            quote,
            triple,
            raw,
            start: self.start,
            line: self.line,
            line_start: self.line_start,
            in_text: true,
            in_format_spec: false,
            brackets: 0,
            expressions: -1,
        };
        let [start, ..] = mode.tokens();
        self.modes.push(mode);
        Ok(start)
    }

    /// Whether the colon at the next byte begins a format specification.
    pub(super) fn at_format_spec(&mut self) -> bool {
        let Some(mode) = self.modes.last_mut() else { return false };
        let begins = mode.expressions >= 0 && mode.brackets - 1 == mode.expressions;
        if begins {
            mode.in_text = true;
            mode.in_format_spec = true;
        }
        begins
    }

    /// The next token where text is read: text, the closing quotes, or the brace that begins a replacement field.
    pub(super) fn string_text(&mut self) -> Result<TokenKind, Fault> {
        let Some(mode) = self.modes.last() else { return self.code() };
        let [_, middle, end] = mode.tokens();
        let (quote, triple) = (mode.quote, mode.triple);
        if self.peek() == b'{' && self.byte(self.pos + 1) != b'{' {
            self.begin_expression()?;
            return self.code();
        }
        self.begin_token();
        if self.at_quotes(quote, triple) {
            self.pos += if triple { 3 } else { 1 };
            self.modes.pop();
            return Ok(end);
        }
        let ending = self.text_part(quote, triple)?;
        self.excess = usize::from(matches!(ending, Ending::DoubledBrace));
        Ok(middle)
    }

    fn at_quotes(&self, quote: u8, triple: bool) -> bool {
        let at = |distance| self.byte(self.pos + distance) == quote;
        at(0) && (!triple || at(1) && at(2))
    }

    /// Turns to the code of a replacement field, whose brace is the next byte.
    fn begin_expression(&mut self) -> Result<(), Fault> {
        let Some(mode) = self.modes.last_mut() else { return Ok(()) };
        mode.expressions += 1;
        mode.turn_to_code();
        if mode.expressions < MAX_EXPRESSIONS {
            return Ok(());
        }
        let letter = mode.letter();
        Err(self.error(format!("{letter}-string: expressions nested too deeply")))
    }

    /// Reads a part of text.
    fn text_part(&mut self, quote: u8, triple: bool) -> Result<Ending, Fault> {
        let mut name_escape = false;
        loop {
            while let Some(&byte) = self.bytes.get(self.pos)
                && !ENDS_TEXT[byte as usize]
            {
                self.pos += 1;
            }
            match self.peek() {
                0 => {
                    self.ran_out = true;
                    return Err(self.unterminated_text());
                }
                b'\n' => {
                    self.pos += 1;
                    if !triple {
                        return Err(self.unterminated_text());
                    }
                    self.next_line_of_string();
                }
                b'{' => return self.opening_brace(),
                b'}' if name_escape => {
                    self.pos += 1;
                    return Ok(Ending::NameEscape);
                }
                b'}' => return Ok(self.closing_brace()),
                b'\\' => name_escape |= self.backslash(),
                _ if self.at_quotes(quote, triple) => return Ok(Ending::Quotes),
                _ => self.pos += 1,
            }
        }
    }

    fn opening_brace(&mut self) -> Result<Ending, Fault> {
        let spec = self.modes.last().is_some_and(StringMode::reads_format_spec);
        if self.byte(self.pos + 1) == b'{' && !spec {
            self.pos += 2;
            return Ok(Ending::DoubledBrace);
        }
        self.begin_expression()?;
        Ok(Ending::Code)
    }

    fn closing_brace(&mut self) -> Ending {
        let doubled = self.byte(self.pos + 1) == b'}';
        let Some(mode) = self.modes.last_mut() else { return Ending::Code };
        if doubled && !mode.reads_format_spec() && mode.brackets == 0 {
            self.pos += 2;
            return Ending::DoubledBrace;
        }
        mode.turn_to_code();
        Ending::Code
    }

    /// Passes a backslash and what it escapes, but not a brace. True when the name of a character follows.
    fn backslash(&mut self) -> bool {
        let raw = self.modes.last().is_some_and(|mode| mode.raw);
        self.pos += 1;
        match self.peek() {
            brace @ (b'{' | b'}') => {
                if !raw {
                    self.pos += 1;
                    self.warn_escape(char::from(brace));
                    self.pos -= 1;
                }
                false
            }
            b'N' if !raw => {
                self.pos += 1;
                let named = self.peek() == b'{';
                self.pos += usize::from(named);
                named
            }
            _ => {
                self.skip_escaped();
                false
            }
        }
    }

    fn warn_escape(&mut self, c: char) {
        let what = format!("\"\\{c}\" is an invalid escape sequence.");
        let hint = format!("Did you mean \"\\\\{c}\"? A raw string is also an option.");
        self.warn(
            format!("{what} Such sequences will not work in the future. {hint}"),
            format!("{what} {hint}"),
        );
    }

    /// The error of text without an end, which points at the start of the string.
    fn unterminated_text(&mut self) -> Fault {
        if let Err(fault) = self.check_nul_after_text() {
            return fault;
        }
        let Some(mode) = self.modes.last() else { return Fault::EndOfText { in_line: true } };
        let letter = mode.letter();
        if mode.reads_format_spec() && self.bytes[..self.pos].ends_with(b"\n") && !mode.triple {
            return self.error(format!(
                "{letter}-string: newlines are not allowed in format specifiers for single quoted {letter}-strings"
            ));
        }
        let last_line = self.line;
        let quotes = if mode.triple { "triple-quoted " } else { "" };
        (self.line, self.line_start, self.pos) = (mode.line, mode.line_start, mode.start + 1);
        self.error(format!("unterminated {quotes}{letter}-string literal (detected at line {last_line})"))
    }
}

/// The bytes that end plain text in some string, or need a look.
static ENDS_TEXT: [bool; 256] = {
    let mut table = [false; 256];
    let special = b"\"'\\{}\n";
    let mut index = 0;
    while index < special.len() {
        table[special[index] as usize] = true;
        index += 1;
    }
    table
};
