//! Which characters may stand where.

/// Whether a byte is white space of XML.
#[inline]
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether a character may begin a name.
#[inline]
pub(crate) fn is_name_start(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '_' | ':' => true,
        '\0'..='\u{bf}' => false,
        _ => matches!(c,
            '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
            | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
            | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}'
            | '\u{fdf0}'..='\u{fffd}'),
    }
}

/// Whether a character may stand within a name.
#[inline]
pub(crate) fn is_name_char(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | ':' | '-' | '.' | '\u{b7}' => true,
        _ => is_name_start(c) || matches!(c, '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}'),
    }
}

/// Whether a byte of ASCII may stand in a document.
#[inline]
pub(crate) fn is_ascii_char(byte: u8) -> bool {
    byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r')
}

/// Whether a character may stand in a document.
#[inline]
pub(crate) fn is_char(c: char) -> bool {
    match c {
        '\0'..='\x7f' => is_ascii_char(c as u8),
        _ => !matches!(c, '\u{fffe}' | '\u{ffff}'),
    }
}

/// The character that a reference by number means.
pub(crate) fn referenced(number: u32) -> Option<char> {
    char::from_u32(number).filter(|&c| is_char(c))
}

/// Whether a character may stand in a public identifier.
pub(crate) fn is_public_id(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" \r\n-'()+,./:=?;!*#@$_%".contains(&byte)
}

/// What the first bytes of a text are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decoded {
    /// A character of so many bytes.
    Char(char, usize),
    /// No character.
    Invalid,
    /// The beginning of a character.
    Partial,
}

/// Decodes the first character of a text that is not empty.
pub(crate) fn decode(text: &[u8]) -> Decoded {
    let Some(&first) = text.first() else { return Decoded::Partial };
    let len = match first {
        0..0x80 => return Decoded::Char(char::from(first), 1),
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return Decoded::Invalid,
    };
    let bytes = text.get(..len).unwrap_or(text);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.chars().next().map_or(Decoded::Invalid, |c| Decoded::Char(c, len)),
        Err(error) if error.error_len().is_none() => Decoded::Partial,
        Err(_) => Decoded::Invalid,
    }
}
