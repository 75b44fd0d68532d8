//! Properties of single code points: those that `str` asks for, and those that `unicodedata` shows.

use crate::generated::{CATEGORIES, DIRECTIONS, NUMBERS, PROPERTIES, RECORDS, WIDTHS};

/// What a code point is. Many have it in common.
pub(crate) struct Record {
    /// One bit for each yes or no.
    pub(crate) flags: u16,
    /// Index into `CATEGORIES`.
    pub(crate) category: u8,
    /// Index into `DIRECTIONS`.
    pub(crate) direction: u8,
    pub(crate) combining: u8,
    /// Index into `WIDTHS`.
    pub(crate) width: u8,
    /// The values as a digit, or [`NO_DIGIT`].
    pub(crate) decimal: u8,
    pub(crate) digit: u8,
}

impl Record {
    pub(crate) const fn new(
        flags: u16,
        [category, direction, combining, width]: [u8; 4],
        [decimal, digit]: [u8; 2],
    ) -> Self {
        Self { flags, category, direction, combining, width, decimal, digit }
    }
}

/// The value of what is not a digit.
pub(crate) const NO_DIGIT: u8 = u8::MAX;

// The order is that of the letters in `xtask/src/codegen/unicode.rs`.
const IDENTIFIER_START: u16 = 1;
const IDENTIFIER_CONTINUE: u16 = 1 << 1;
const PRINTABLE: u16 = 1 << 2;
const WHITESPACE: u16 = 1 << 3;
const ALPHABETIC: u16 = 1 << 4;
const LOWERCASE: u16 = 1 << 5;
const UPPERCASE: u16 = 1 << 6;
const TITLECASE: u16 = 1 << 7;
const CASE_IGNORABLE: u16 = 1 << 8;
const NUMERIC: u16 = 1 << 9;
const MIRRORED: u16 = 1 << 10;

const NOTHING: Record = Record {
    flags: 0,
    category: 0,
    direction: 0,
    combining: 0,
    width: 0,
    decimal: NO_DIGIT,
    digit: NO_DIGIT,
};

#[inline]
fn record(c: u32) -> &'static Record {
    RECORDS.get(PROPERTIES.get(c)).unwrap_or(&NOTHING)
}

#[inline]
fn has(c: impl Into<u32>, flags: u16) -> bool {
    record(c.into()).flags & flags != 0
}

/// Whether an identifier may begin with it: `XID_Start` and `_`.
#[inline]
pub fn is_identifier_start(c: impl Into<u32>) -> bool {
    has(c, IDENTIFIER_START)
}

/// Whether it may stand inside an identifier: `XID_Continue`.
#[inline]
pub fn is_identifier_continue(c: impl Into<u32>) -> bool {
    has(c, IDENTIFIER_CONTINUE)
}

/// `str.isidentifier`. Keywords are identifiers, too.
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_identifier_start) && chars.all(is_identifier_continue)
}

/// Whether `repr()` shows it as it is: `str.isprintable` of one character.
#[inline]
pub fn is_printable<C: Into<u32>>(c: C) -> bool {
    let c = c.into();
    if c < 0x7f { c >= 0x20 } else { has(c, PRINTABLE) }
}

/// `str.isspace` of one character.
#[inline]
pub fn is_whitespace(c: impl Into<u32>) -> bool {
    has(c, WHITESPACE)
}

/// `str.isalpha` of one character: a letter of any kind.
#[inline]
pub fn is_alphabetic(c: impl Into<u32>) -> bool {
    has(c, ALPHABETIC)
}

/// `str.isalnum` of one character.
#[inline]
pub fn is_alphanumeric(c: impl Into<u32>) -> bool {
    has(c, ALPHABETIC | NUMERIC)
}

/// `str.isdecimal` of one character.
#[inline]
pub fn is_decimal(c: impl Into<u32>) -> bool {
    record(c.into()).decimal != NO_DIGIT
}

/// `str.isdigit` of one character: decimal digits, and others such as superscripts.
#[inline]
pub fn is_digit(c: impl Into<u32>) -> bool {
    record(c.into()).digit != NO_DIGIT
}

/// `str.isnumeric` of one character: digits, and others such as fractions.
#[inline]
pub fn is_numeric(c: impl Into<u32>) -> bool {
    has(c, NUMERIC)
}

/// `str.islower` of one character.
#[inline]
pub fn is_lowercase(c: impl Into<u32>) -> bool {
    has(c, LOWERCASE)
}

/// `str.isupper` of one character.
#[inline]
pub fn is_uppercase(c: impl Into<u32>) -> bool {
    has(c, UPPERCASE)
}

/// Whether it is a single letter for two of which the first is uppercase. (`str.istitle` holds for uppercase ones, too.)
#[inline]
pub fn is_titlecase(c: impl Into<u32>) -> bool {
    has(c, TITLECASE)
}

/// Whether it is of any case.
#[inline]
pub fn is_cased(c: impl Into<u32>) -> bool {
    has(c, LOWERCASE | UPPERCASE | TITLECASE)
}

/// Whether rules about the letters around a letter look beyond it: `Case_Ignorable`.
#[inline]
pub fn is_case_ignorable(c: impl Into<u32>) -> bool {
    has(c, CASE_IGNORABLE)
}

/// `unicodedata.mirrored`
pub fn is_mirrored(c: impl Into<u32>) -> bool {
    has(c, MIRRORED)
}

/// The value of a decimal digit of any script, as `int()` and `float()` read it.
#[inline]
pub fn decimal_digit(c: impl Into<u32>) -> Option<u8> {
    Some(record(c.into()).decimal).filter(|&value| value != NO_DIGIT)
}

/// `unicodedata.digit`
pub fn digit(c: impl Into<u32>) -> Option<u8> {
    Some(record(c.into()).digit).filter(|&value| value != NO_DIGIT)
}

/// `unicodedata.numeric`
pub fn numeric(c: impl Into<u32>) -> Option<f64> {
    let c = c.into();
    let after = NUMBERS.partition_point(|&(first, ..)| first <= c);
    let &(first, len, numerator, denominator) = NUMBERS.get(after.checked_sub(1)?)?;
    let distance = c.checked_sub(first).filter(|&distance| distance < len)?;
    // The largest is ten quadrillions, which an f64 holds exactly.
    #[expect(clippy::cast_precision_loss)]
    let numerator = (numerator + i64::from(distance) * i64::from(denominator)) as f64;
    Some(numerator / f64::from(denominator))
}

/// `unicodedata.category`: two letters.
pub fn category(c: impl Into<u32>) -> &'static str {
    name(CATEGORIES, record(c.into()).category)
}

/// `unicodedata.bidirectional`; empty where it is not defined.
pub fn bidirectional(c: impl Into<u32>) -> &'static str {
    name(DIRECTIONS, record(c.into()).direction)
}

/// `unicodedata.east_asian_width`
pub fn east_asian_width(c: impl Into<u32>) -> &'static str {
    name(WIDTHS, record(c.into()).width)
}

/// `unicodedata.combining`: the canonical combining class.
pub fn combining(c: impl Into<u32>) -> u8 {
    record(c.into()).combining
}

fn name(names: &[&'static str], index: u8) -> &'static str {
    names.get(usize::from(index)).copied().unwrap_or_default()
}
