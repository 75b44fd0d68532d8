//! What single characters are: categories, and cases in the three ways of ignoring them.
//!
//! Patterns that depend on the locale see that of C, in which only ASCII has letters and cases: in the UTF-8 locales that
//! systems use it is the same for every byte.

use taipan_unicode as unicode;

use crate::code::Words;

/// A category of characters, as `\d` and `\W` name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Category {
    kind: CategoryKind,
    negated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CategoryKind {
    Digit,
    Space,
    Word(Words),
    LineBreak,
    UnicodeDigit,
    UnicodeSpace,
    UnicodeLineBreak,
}

impl Category {
    pub(crate) fn from_word(word: u32) -> Option<Self> {
        let kind = match word / 2 {
            0 => CategoryKind::Digit,
            1 => CategoryKind::Space,
            2 => CategoryKind::Word(Words::Ascii),
            3 => CategoryKind::LineBreak,
            4 => CategoryKind::Word(Words::Locale),
            5 => CategoryKind::UnicodeDigit,
            6 => CategoryKind::UnicodeSpace,
            7 => CategoryKind::Word(Words::Unicode),
            8 => CategoryKind::UnicodeLineBreak,
            _ => return None,
        };
        Some(Self { kind, negated: word % 2 == 1 })
    }

    /// Whether a character belongs to it.
    pub(crate) fn contains(self, c: u32) -> bool {
        let belongs = match self.kind {
            CategoryKind::Digit => ascii(c, |byte| byte.is_ascii_digit()),
            CategoryKind::Space => ascii(c, |byte| matches!(byte, b'\t'..=b'\r' | b' ')),
            CategoryKind::Word(words) => is_word(c, words),
            CategoryKind::LineBreak => c == 0x0a,
            CategoryKind::UnicodeDigit => unicode::is_decimal(c),
            CategoryKind::UnicodeSpace => unicode::is_whitespace(c),
            CategoryKind::UnicodeLineBreak => {
                matches!(c, 0x0a..=0x0d | 0x1c..=0x1e | 0x85 | 0x2028 | 0x2029)
            }
        };
        belongs != self.negated
    }
}

fn ascii(c: u32, is: impl FnOnce(u8) -> bool) -> bool {
    u8::try_from(c).is_ok_and(|byte| byte.is_ascii() && is(byte))
}

/// Whether a character is part of a word.
#[inline]
pub(crate) fn is_word(c: u32, words: Words) -> bool {
    if c < 0x80 {
        return ascii(c, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
    }
    words == Words::Unicode && unicode::is_alphanumeric(c)
}

/// How characters are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fold {
    /// As they are.
    None,
    /// Without the case of ASCII letters.
    Ascii,
    /// Without the case that the locale knows.
    Locale,
    /// Without case.
    Unicode,
}

impl Fold {
    /// The lowercase of a character.
    #[inline]
    pub(crate) fn lower(self, c: u32) -> u32 {
        match self {
            Self::None => c,
            Self::Ascii | Self::Locale => ascii_lowercase(c),
            Self::Unicode => unicode::simple_lowercase(c),
        }
    }
}

/// The lowercase of an ASCII letter; other characters as they are.
#[inline]
pub fn ascii_lowercase(c: u32) -> u32 {
    if matches!(c, 0x41..=0x5a) { c | 0x20 } else { c }
}

pub(crate) fn ascii_uppercase(c: u32) -> u32 {
    if matches!(c, 0x61..=0x7a) { c & !0x20 } else { c }
}

/// Whether a character is an ASCII letter.
pub fn is_cased_ascii(c: u32) -> bool {
    ascii(c, |byte| byte.is_ascii_alphabetic())
}

/// Whether a character has another case.
pub fn is_cased(c: u32) -> bool {
    unicode::simple_lowercase(c) != c || unicode::simple_uppercase(c) != c
}
