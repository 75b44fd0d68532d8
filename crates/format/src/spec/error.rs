//! What is wrong with a specification, or with it for a value, in CPython's words.

use taipan_text::{CodeUnits, OutOfMemory, TextSink};

use super::Separator;

/// Why a value cannot be shown under a specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecError {
    /// A width or precision beyond a signed word.
    TooManyDigits,
    /// A comma and an underscore.
    BothSeparators,
    /// A point without precision.
    MissingPrecision,
    /// More text than a specification has.
    Invalid,
    /// This type groups no digits, or not so.
    Grouping {
        /// The separator that was asked for.
        separator: Separator,
        /// The type.
        code: u32,
    },
    /// No type for this kind of value.
    UnknownCode(u32),
    /// A precision for an int.
    PrecisionOfInt,
    /// `z` for an int.
    NegativeZeroOfInt,
    /// A sign for an int shown as a character.
    SignOfCharacter,
    /// `#` for an int shown as a character.
    AlternateOfCharacter,
    /// An int that is no character; an `OverflowError`.
    NotACharacter,
    /// A space for a sign, of a text.
    SpaceOfText,
    /// A sign for a text.
    SignOfText,
    /// `z` for a text.
    NegativeZeroOfText,
    /// `#` for a text.
    AlternateOfText,
    /// `=` for a text.
    AlignOfText,
    /// A precision beyond what floats can be asked for.
    PrecisionTooBig,
    /// Zeros as fill of a complex.
    ZeroPaddingOfComplex,
    /// `=` for a complex.
    AlignOfComplex,
    /// The result does not fit into memory; a `MemoryError` without a text.
    OutOfMemory,
}

impl From<OutOfMemory> for SpecError {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

/// CPython shows this many bytes of a type's name.
const NAME_SHOWN: usize = 200;

impl SpecError {
    /// Writes the text of the exception: a `ValueError`, unless the variant says another. `spec` is the whole
    /// specification and `type_name` the type of the value.
    #[cold]
    pub fn write_message<U: CodeUnits + ?Sized>(
        self,
        spec: &U,
        type_name: &str,
        out: &mut impl TextSink,
    ) -> Result<(), OutOfMemory> {
        let shown = &type_name.as_bytes()[..type_name.len().min(NAME_SHOWN)];
        let of_type = format!(" for object of type '{}'", String::from_utf8_lossy(shown));
        let text = match self {
            Self::TooManyDigits => "Too many decimal digits in format string".to_owned(),
            Self::BothSeparators => "Cannot specify both ',' and '_'.".to_owned(),
            Self::MissingPrecision => "Format specifier missing precision".to_owned(),
            Self::Invalid => {
                out.reserve(spec.len() + of_type.len() + 30)?;
                write(out, "Invalid format specifier '");
                out.push_units(spec, 0..spec.len());
                write(out, "'");
                write(out, &of_type);
                return Ok(());
            }
            Self::Grouping { separator, code } => {
                let separator = char::from_u32(separator.code_point()).unwrap_or_default();
                format!("Cannot specify '{separator}' with '{}'.", shown_code(code))
            }
            Self::UnknownCode(code) => format!("Unknown format code '{}'{of_type}", shown_code(code)),
            Self::PrecisionOfInt => "Precision not allowed in integer format specifier".to_owned(),
            Self::NegativeZeroOfInt => {
                "Negative zero coercion (z) not allowed in integer format specifier".to_owned()
            }
            Self::SignOfCharacter => "Sign not allowed with integer format specifier 'c'".to_owned(),
            Self::AlternateOfCharacter => {
                "Alternate form (#) not allowed with integer format specifier 'c'".to_owned()
            }
            Self::NotACharacter => "%c arg not in range(0x110000)".to_owned(),
            Self::SpaceOfText => "Space not allowed in string format specifier".to_owned(),
            Self::SignOfText => "Sign not allowed in string format specifier".to_owned(),
            Self::NegativeZeroOfText => {
                "Negative zero coercion (z) not allowed in string format specifier".to_owned()
            }
            Self::AlternateOfText => "Alternate form (#) not allowed in string format specifier".to_owned(),
            Self::AlignOfText => "'=' alignment not allowed in string format specifier".to_owned(),
            Self::PrecisionTooBig => "precision too big".to_owned(),
            Self::ZeroPaddingOfComplex => {
                "Zero padding is not allowed in complex format specifier".to_owned()
            }
            Self::AlignOfComplex => {
                "'=' alignment flag is not allowed in complex format specifier".to_owned()
            }
            Self::OutOfMemory => String::new(),
        };
        out.reserve(text.len())?;
        write(out, &text);
        Ok(())
    }
}

fn write(out: &mut impl TextSink, text: &str) {
    text.chars().for_each(|c| out.push(c.into()));
}

/// A type in a message: itself where it is printable ASCII, else its number.
fn shown_code(code: u32) -> String {
    match u8::try_from(code) {
        Ok(byte @ 33..=127) => char::from(byte).to_string(),
        _ => format!("\\x{code:x}"),
    }
}
