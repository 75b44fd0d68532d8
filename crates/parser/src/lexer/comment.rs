//! Comments, those that state types among them.

use super::Lexer;
use crate::TokenKind;

impl Lexer<'_> {
    /// Passes the comment at the next byte up to its newline. It is a token when it states a type, or for `tokenize`.
    pub(super) fn comment(&mut self, blank: bool) -> Option<TokenKind> {
        let start = self.pos;
        let rest = &self.bytes[start..];
        let length = if self.options.by_lines {
            memchr::memchr2(b'\n', b'\r', rest)
        } else {
            memchr::memchr(b'\n', rest)
        };
        self.pos = start + length.unwrap_or(rest.len());
        if self.options.type_comments
            && let Some(type_start) = self.type_comment(start)
        {
            return Some(self.type_token(type_start, blank));
        }
        if self.options.extra_tokens {
            self.comment_alone = blank;
            return Some(TokenKind::Comment);
        }
        None
    }

    /// Where the type begins in a comment `# type: …`. White space may stand where spaces stand here, or none.
    fn type_comment(&self, start: usize) -> Option<usize> {
        let comment = &self.bytes[start..self.pos];
        let after_hash = skip_blanks(&comment[1..]);
        let after_word = skip_blanks(after_hash.strip_prefix(b"type:")?);
        Some(self.pos - after_word.len())
    }

    /// The token of a type comment. `# type: ignore` ends at anything that is not a letter or digit.
    fn type_token(&mut self, type_start: usize, blank: bool) -> TokenKind {
        let text = &self.bytes[type_start..self.pos];
        let ignore = text
            .strip_prefix(b"ignore")
            .filter(|rest| !rest.first().is_some_and(|byte| *byte >= 128 || byte.is_ascii_alphanumeric()));
        let Some(rest) = ignore else {
            self.start = type_start;
            return TokenKind::TypeComment;
        };
        self.start = self.pos - rest.len();
        if blank && !self.at_end() {
            self.pos += 1;
            self.at_line_start = true;
        }
        TokenKind::TypeIgnore
    }
}

fn skip_blanks(text: &[u8]) -> &[u8] {
    let blanks = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    &text[blanks..]
}
