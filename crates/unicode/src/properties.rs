//! Properties of single code points, by search in one table of runs of equal ones.

use crate::generated::RUNS;

/// The properties of a run of code points, as bits.
#[derive(Clone, Copy)]
pub(crate) struct Properties(u8);

impl Properties {
    pub(crate) const IDENTIFIER_START: u8 = 1;
    pub(crate) const IDENTIFIER_CONTINUE: u8 = 2;
    pub(crate) const PRINTABLE: u8 = 4;
    pub(crate) const WHITESPACE: u8 = 8;
    pub(crate) const DECIMAL: u8 = 16;

    pub(crate) const fn new(bits: u8) -> Self {
        Self(bits)
    }

    const fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }
}

/// The run that holds a code point: where it begins, and its properties.
fn run(c: u32) -> (u32, Properties) {
    let after = RUNS.partition_point(|&(first, _)| first <= c);
    // The first run begins at 0, so there is always one before.
    RUNS.get(after.wrapping_sub(1)).copied().unwrap_or((0, Properties(0)))
}

/// Whether an identifier may begin with it: `XID_Start` and `_`.
pub fn is_identifier_start(c: impl Into<u32>) -> bool {
    run(c.into()).1.has(Properties::IDENTIFIER_START)
}

/// Whether it may stand inside an identifier: `XID_Continue`.
pub fn is_identifier_continue(c: impl Into<u32>) -> bool {
    run(c.into()).1.has(Properties::IDENTIFIER_CONTINUE)
}

/// `str.isidentifier`. Keywords are identifiers, too.
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_identifier_start) && chars.all(is_identifier_continue)
}

/// Whether `repr()` shows it as it is: `str.isprintable` of one character.
pub fn is_printable<C: Into<u32>>(c: C) -> bool {
    let c = c.into();
    if c < 0x7f { c >= 0x20 } else { run(c).1.has(Properties::PRINTABLE) }
}

/// `str.isspace` of one character.
pub fn is_whitespace(c: impl Into<u32>) -> bool {
    run(c.into()).1.has(Properties::WHITESPACE)
}

/// The value of a decimal digit of any script, as `int()` and `float()` read it.
pub fn decimal_digit(c: impl Into<u32>) -> Option<u8> {
    let c = c.into();
    let (zero, properties) = run(c);
    properties.has(Properties::DECIMAL).then(|| (c - zero) as u8)
}
