//! Words: names, keywords and the prefixes of strings.

use super::{Fault, Lexer};
use crate::{KEYWORDS, TokenKind};

/// Whether a byte can continue a name; all bytes of other characters than ASCII can, as far as this goes.
pub(super) const fn continues_word(byte: u8) -> bool {
    WORD[byte as usize]
}

static WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let c = byte as u8;
        table[byte] = c.is_ascii_alphanumeric() || c == b'_' || c >= 128;
        byte += 1;
    }
    table
};

/// Whether any keyword has this first byte and this length.
fn may_be_keyword(word: &[u8]) -> bool {
    let first = word.first().map_or(0, |first| first & 0x7f);
    let lengths = KEYWORD_LENGTHS[usize::from(first)];
    word.len() < 16 && lengths >> word.len() & 1 != 0
}

/// For each first byte of a keyword a bit for each length.
static KEYWORD_LENGTHS: [u16; 128] = {
    let mut table = [0; 128];
    let mut index = 0;
    while index < KEYWORDS.len() {
        let word = KEYWORDS[index].as_bytes();
        table[(word[0] & 0x7f) as usize] |= 1 << word.len();
        index += 1;
    }
    table
};

impl Lexer<'_> {
    /// The word at the next byte, or the string that it is the prefix of.
    pub(super) fn word(&mut self) -> Result<TokenKind, Fault> {
        let start = self.pos;
        let rest = &self.bytes[start..];
        let length = rest.iter().position(|&byte| !continues_word(byte)).unwrap_or(rest.len());
        let word = &rest[..length];
        self.pos = start + length;
        if matches!(self.peek(), b'"' | b'\'')
            && word.len() <= 5
            && let Some(kind) = self.prefixed_string()?
        {
            return Ok(kind);
        }
        if !self.is_ascii && !word.is_ascii() {
            self.check_identifier(start)?;
            return Ok(TokenKind::Name);
        }
        Ok(if may_be_keyword(word) { TokenKind::of_word(word) } else { TokenKind::Name })
    }

    /// Fails on the first character of a word that no identifier may have there.
    fn check_identifier(&mut self, start: usize) -> Result<(), Fault> {
        if self.options.extra_tokens {
            return Ok(());
        }
        let word = &self.source[start..self.pos];
        let allowed = |(at, c): &(usize, char)| match at {
            0 => *c == '_' || taipan_unicode::is_identifier_start(*c),
            _ => taipan_unicode::is_identifier_continue(*c),
        };
        let Some((at, c)) = word.char_indices().find(|item| !allowed(item)) else { return Ok(()) };
        self.pos = start + at + c.len_utf8();
        let code = c as u32;
        Err(self.error(if taipan_unicode::is_printable(c) {
            format!("invalid character '{c}' (U+{code:04X})")
        } else {
            format!("invalid non-printable character U+{code:04X}")
        }))
    }
}
