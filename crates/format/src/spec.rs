//! A format specification, what `format(value, spec)` and the part behind the colon of a replacement field hold:
//! `[[fill]align][sign][z][#][0][width][grouping][.precision][grouping][type]`.

mod error;
mod text;

pub use error::SpecError;
pub use text::format_str;

use taipan_text::CodeUnits;

use crate::{LARGEST, any_decimal_digit, decimal};

/// Where the value stands in a field that is wider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`: the padding stands between sign and digits.
    AfterSign,
}

/// How a number that is not negative begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`: with nothing, as by default.
    Minus,
    /// A space.
    Space,
}

/// What stands between groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `,`
    Comma,
    /// `_`
    Underscore,
}

impl Separator {
    /// The character itself.
    pub const fn code_point(self) -> u32 {
        match self {
            Self::Comma => b',' as u32,
            Self::Underscore => b'_' as u32,
        }
    }

    fn from_code_point(code_point: u32) -> Option<Self> {
        [Self::Comma, Self::Underscore].into_iter().find(|separator| separator.code_point() == code_point)
    }
}

/// What kind of value a specification is for: it decides what is meant where the specification is silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A `str`: to the left, type `s`.
    Str,
    /// An `int`: to the right, type `d`.
    Int,
    /// A `float` or `complex`: to the right, no type, which shows what `str()` shows.
    Float,
}

/// A parsed specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatSpec {
    /// What a wider field is filled with.
    pub fill: u32,
    /// Where the value stands in it.
    pub align: Align,
    /// The sign that was asked for.
    pub sign: Option<Sign>,
    /// `z`: a negative zero shows as zero.
    pub coerce_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// The least width of the field.
    pub width: Option<usize>,
    /// Between groups of digits of the whole part.
    pub grouping: Option<Separator>,
    /// Between groups of digits of the fraction.
    pub fraction_grouping: Option<Separator>,
    /// The precision, for a text its greatest length.
    pub precision: Option<usize>,
    /// The type: a code point, or 0 where a float has none.
    pub code: u32,
}

impl FormatSpec {
    /// What an empty specification means.
    pub const fn empty(target: Target) -> Self {
        let (align, code) = match target {
            Target::Str => (Align::Left, b's'),
            Target::Int => (Align::Right, b'd'),
            Target::Float => (Align::Right, 0),
        };
        Self {
            fill: b' ' as u32,
            align,
            sign: None,
            coerce_negative_zero: false,
            alternate: false,
            width: None,
            grouping: None,
            fraction_grouping: None,
            precision: None,
            code: code as u32,
        }
    }

    /// Reads a specification and checks what can be checked without knowing the value.
    pub fn parse<U: CodeUnits + ?Sized>(text: &U, target: Target) -> Result<Self, SpecError> {
        let mut spec = Self::empty(target);
        let mut reader = Reader { text, position: 0 };
        spec.read_padding(&mut reader, target);
        spec.width = reader.number()?;
        spec.grouping = reader.grouping()?;
        if reader.take(b'.') {
            spec.precision = reader.number()?;
            spec.fraction_grouping = reader.grouping()?;
            if spec.precision.is_none() && spec.fraction_grouping.is_none() {
                return Err(SpecError::MissingPrecision);
            }
        }
        match text.len().saturating_sub(reader.position) {
            0 => {}
            1 => spec.code = reader.peek().unwrap_or(spec.code),
            _ => return Err(SpecError::Invalid),
        }
        spec.check_grouping()?;
        Ok(spec)
    }

    /// Everything before the width.
    fn read_padding<U: CodeUnits + ?Sized>(&mut self, reader: &mut Reader<'_, U>, target: Target) {
        let (first, second) = (align(reader.text.get(0)), align(reader.text.get(1)));
        if let (Some(align), Some(fill)) = (second, reader.text.get(0)) {
            self.align = align;
            self.fill = fill;
            reader.position = 2;
        } else if let Some(align) = first {
            self.align = align;
            reader.position = 1;
        }
        self.sign = match reader.peek().and_then(|code_point| u8::try_from(code_point).ok()) {
            Some(b'+') => Some(Sign::Plus),
            Some(b'-') => Some(Sign::Minus),
            Some(b' ') => Some(Sign::Space),
            _ => None,
        };
        reader.position += usize::from(self.sign.is_some());
        self.coerce_negative_zero = reader.take(b'z');
        self.alternate = reader.take(b'#');
        if second.is_none() && reader.take(b'0') {
            self.fill = b'0'.into();
            if first.is_none() && target != Target::Str {
                self.align = Align::AfterSign;
            }
        }
    }

    fn check_grouping(&self) -> Result<(), SpecError> {
        let code = u8::try_from(self.code).unwrap_or(u8::MAX);
        if let Some(separator) = self.grouping {
            let allowed = match code {
                0 | b'd' | b'e' | b'f' | b'g' | b'E' | b'G' | b'%' | b'F' => true,
                b'b' | b'o' | b'x' | b'X' => separator == Separator::Underscore,
                _ => false,
            };
            if !allowed {
                return Err(SpecError::Grouping { separator, code: self.code });
            }
        }
        match self.fraction_grouping {
            Some(separator) if code == b'n' => Err(SpecError::Grouping { separator, code: self.code }),
            _ => Ok(()),
        }
    }

    /// How an int shows under this specification.
    pub fn int_presentation(&self) -> Result<IntPresentation, SpecError> {
        let presentation = match u8::try_from(self.code).unwrap_or(0) {
            b'd' | b'n' => IntPresentation::Digits(Radix::Decimal),
            b'b' => IntPresentation::Digits(Radix::Binary),
            b'o' => IntPresentation::Digits(Radix::Octal),
            b'x' | b'X' => IntPresentation::Digits(Radix::Hexadecimal),
            b'c' => IntPresentation::Character,
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' => return Ok(IntPresentation::Float),
            _ => return Err(SpecError::UnknownCode(self.code)),
        };
        if self.precision.is_some() {
            return Err(SpecError::PrecisionOfInt);
        }
        if self.coerce_negative_zero {
            return Err(SpecError::NegativeZeroOfInt);
        }
        if presentation == IntPresentation::Character {
            if self.sign.is_some() {
                return Err(SpecError::SignOfCharacter);
            }
            if self.alternate {
                return Err(SpecError::AlternateOfCharacter);
            }
        }
        Ok(presentation)
    }
}

/// How an int shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntPresentation {
    /// By its digits, see [`format_int`](crate::format_int).
    Digits(Radix),
    /// As the character with that number, see [`format_char`](crate::format_char).
    Character,
    /// Converted to a float, see [`format_float`](crate::format_float).
    Float,
}

/// The base of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Radix {
    /// Base 2.
    Binary,
    /// Base 8.
    Octal,
    /// Base 10.
    Decimal,
    /// Base 16.
    Hexadecimal,
}

impl Radix {
    /// What marks digits of this base: `0x` and the like.
    pub const fn prefix(self) -> &'static [u8] {
        match self {
            Self::Binary => b"0b",
            Self::Octal => b"0o",
            Self::Decimal => b"",
            Self::Hexadecimal => b"0x",
        }
    }
}

fn align(code_point: Option<u32>) -> Option<Align> {
    match u8::try_from(code_point?).ok()? {
        b'<' => Some(Align::Left),
        b'>' => Some(Align::Right),
        b'^' => Some(Align::Center),
        b'=' => Some(Align::AfterSign),
        _ => None,
    }
}

struct Reader<'a, U: ?Sized> {
    text: &'a U,
    position: usize,
}

impl<U: CodeUnits + ?Sized> Reader<'_, U> {
    fn peek(&self) -> Option<u32> {
        self.text.get(self.position)
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted.into());
        self.position += usize::from(found);
        found
    }

    fn number(&mut self) -> Result<Option<usize>, SpecError> {
        let (number, end) = decimal(self.text, self.position, LARGEST, any_decimal_digit)
            .map_err(|_| SpecError::TooManyDigits)?;
        self.position = end;
        Ok(number)
    }

    /// A separator of groups. Two different ones are an error of their own; two equal ones are left, as a type.
    fn grouping(&mut self) -> Result<Option<Separator>, SpecError> {
        let next = |reader: &Self| reader.peek().and_then(Separator::from_code_point);
        let Some(separator) = next(self) else { return Ok(None) };
        self.position += 1;
        match next(self) {
            Some(other) if other != separator => Err(SpecError::BothSeparators),
            _ => Ok(Some(separator)),
        }
    }
}
