//! What is wrong with a `%` format, in CPython's words.

use std::fmt;

use taipan_text::OutOfMemory;

/// Whose operator it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavor {
    /// That of `str`.
    Str,
    /// That of `bytes` and `bytearray`.
    Bytes,
}

/// A mistake in a format, or in the arguments for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentError {
    /// A key, but the argument is no mapping; a `TypeError`.
    NotAMapping,
    /// A key without end; a `ValueError`.
    IncompleteKey,
    /// The format ends within a directive; a `ValueError`.
    Incomplete,
    /// A `ValueError`.
    WidthTooBig,
    /// A width among the arguments that has no opposite; an `OverflowError`.
    StarTooBig,
    /// A `ValueError`.
    PrecisionTooBig(Flavor),
    /// A `TypeError`.
    NotEnoughArguments,
    /// A `TypeError`.
    StarWantsInt,
    /// A `TypeError`.
    NotAllConverted(Flavor),
    /// No conversion has this code; a `ValueError`.
    UnsupportedCode {
        /// The code.
        code: u32,
        /// Where it stands.
        index: usize,
        /// Whose operator it is.
        flavor: Flavor,
    },
    /// No conversion of bytes has this code, and above 127 it is a negative number to CPython, which then cannot even
    /// show it; an `OverflowError`.
    NegativeCode,
    /// An int for `%c` that is no character; an `OverflowError`.
    NotACharacter(Flavor),
    /// Of an int; an `OverflowError`.
    PrecisionTooLarge,
    /// The result does not fit into memory; a `MemoryError` without a text.
    OutOfMemory,
}

impl From<OutOfMemory> for PercentError {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

impl PercentError {
    /// Whether it is a `TypeError`.
    pub fn is_type_error(self) -> bool {
        matches!(
            self,
            Self::NotAMapping | Self::NotEnoughArguments | Self::StarWantsInt | Self::NotAllConverted(_)
        )
    }
}

impl fmt::Display for PercentError {
    #[cold]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match *self {
            Self::NotAMapping => "format requires a mapping",
            Self::IncompleteKey => "incomplete format key",
            Self::Incomplete => "incomplete format",
            Self::WidthTooBig | Self::StarTooBig => "width too big",
            Self::PrecisionTooBig(Flavor::Str) => "precision too big",
            Self::PrecisionTooBig(Flavor::Bytes) => "prec too big",
            Self::NotEnoughArguments => "not enough arguments for format string",
            Self::StarWantsInt => "* wants int",
            Self::NotAllConverted(Flavor::Str) => "not all arguments converted during string formatting",
            Self::NotAllConverted(Flavor::Bytes) => "not all arguments converted during bytes formatting",
            Self::UnsupportedCode { code, index, flavor } => {
                let shown = match (u8::try_from(code), flavor) {
                    (Ok(byte), Flavor::Bytes) => char::from(byte),
                    (Ok(byte @ 31..=126), Flavor::Str) => char::from(byte),
                    _ => '?',
                };
                return write!(f, "unsupported format character '{shown}' (0x{code:x}) at index {index}");
            }
            Self::NegativeCode => "character argument not in range(0x110000)",
            Self::NotACharacter(Flavor::Str) => "%c arg not in range(0x110000)",
            Self::NotACharacter(Flavor::Bytes) => "%c arg not in range(256)",
            Self::PrecisionTooLarge => "precision too large",
            Self::OutOfMemory => "",
        })
    }
}

impl std::error::Error for PercentError {}
