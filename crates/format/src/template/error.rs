//! What is wrong with a template, in CPython's words.

use std::fmt;

/// A mistake in a template, or in one for what it is used with. Unless the variant says another, a `ValueError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateError {
    /// A `}` alone.
    SingleClose,
    /// A `{` at the end.
    SingleOpen,
    /// A `{` in the name of a field.
    OpenInName,
    /// Nothing behind `!`.
    EndBeforeConversion,
    /// Something other than a specification behind a conversion.
    ExpectedColon,
    /// A specification without end.
    UnmatchedOpen,
    /// A name without end.
    ExpectedClose,
    /// A bracket without end.
    MissingBracket,
    /// Nothing behind a point or between brackets.
    EmptyAttribute,
    /// Something else behind a closing bracket.
    AfterBracket,
    /// An index beyond a signed word.
    TooManyDigits,
    /// A field without a number after one with a number.
    ManualToAutomatic,
    /// A field with a number after one without.
    AutomaticToManual,
    /// No conversion has this letter.
    UnknownConversion(u32),
    /// Fields in a specification in a specification.
    TooDeep,
    /// `format_map` was given a field with a number.
    Positional,
    /// There is no such argument; an `IndexError`.
    IndexOutOfRange(usize),
}

impl fmt::Display for TemplateError {
    #[cold]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match *self {
            Self::SingleClose => "Single '}' encountered in format string",
            Self::SingleOpen => "Single '{' encountered in format string",
            Self::OpenInName => "unexpected '{' in field name",
            Self::EndBeforeConversion => "end of string while looking for conversion specifier",
            Self::ExpectedColon => "expected ':' after conversion specifier",
            Self::UnmatchedOpen => "unmatched '{' in format spec",
            Self::ExpectedClose => "expected '}' before end of string",
            Self::MissingBracket => "Missing ']' in format string",
            Self::EmptyAttribute => "Empty attribute in format string",
            Self::AfterBracket => "Only '.' or '[' may follow ']' in format field specifier",
            Self::TooManyDigits => "Too many decimal digits in format string",
            Self::ManualToAutomatic => {
                "cannot switch from manual field specification to automatic field numbering"
            }
            Self::AutomaticToManual => {
                "cannot switch from automatic field numbering to manual field specification"
            }
            Self::UnknownConversion(code_point) => {
                return match u8::try_from(code_point) {
                    Ok(byte @ 33..=126) => write!(f, "Unknown conversion specifier {}", char::from(byte)),
                    _ => write!(f, "Unknown conversion specifier \\x{code_point:x}"),
                };
            }
            Self::TooDeep => "Max string recursion exceeded",
            Self::Positional => "Format string contains positional fields",
            Self::IndexOutOfRange(index) => {
                return write!(f, "Replacement index {index} out of range for positional args tuple");
            }
        })
    }
}

impl std::error::Error for TemplateError {}
