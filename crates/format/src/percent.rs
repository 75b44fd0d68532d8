//! The `%` operator of `str` and `bytes`: `%[(key)][flags][width][.precision][length]code`.
//!
//! The format is read piece by piece, and the arguments are asked for as CPython asks for them, because what is wrong
//! first decides which exception there is.

mod error;
mod render;

pub use error::{Flavor, PercentError};
pub use render::{format_number, format_text};

use std::ops::Range;

use taipan_text::CodeUnits;

use crate::float::{DEFAULT_PRECISION, FloatCode, LARGEST_PRECISION, MOST_FLOAT_DIGITS};
use crate::{LARGEST, decimal};

/// The arguments, as far as the reader of the format needs them.
pub trait Arguments {
    /// What the arguments themselves raise.
    type Error: From<PercentError>;

    /// A key follows: raises [`PercentError::NotAMapping`] unless the argument is one.
    fn expect_mapping(&mut self) -> Result<(), Self::Error>;

    /// From here on the item with this key is the argument. `key` is a part of the format.
    fn select(&mut self, key: Range<usize>) -> Result<(), Self::Error>;

    /// Takes an argument for `*`: raises [`PercentError::NotEnoughArguments`], or [`PercentError::StarWantsInt`].
    /// What is no word raises as the conversion of ints to C does, for a width to a `ssize_t`, for a precision to an `int`.
    fn star(&mut self, star: Star) -> Result<isize, Self::Error>;
}

/// What a `*` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Star {
    /// The width.
    Width,
    /// The precision.
    Precision,
}

/// A piece of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that stands for itself; of `%%` the second sign.
    Literal(Range<usize>),
    /// An argument is to be shown.
    Directive(Directive),
}

/// How an argument is to be shown. The argument is to be taken before the [conversion](Directive::conversion) is asked
/// for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one for each flag of the format")]
pub struct Directive {
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// A space.
    pub space: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
    /// The least width.
    pub width: usize,
    /// The precision.
    pub precision: Option<usize>,
    /// The code point that names the conversion. A byte above 127 is a negative number, unless it directly follows a
    /// number: so much of C's `char` can be seen in the exception that it leads to.
    pub code: u32,
    /// Where it stands.
    pub index: usize,
}

/// How an argument is converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `s`; of bytes the same as `b`.
    Str,
    /// `r`; of bytes the same as `a`.
    Repr,
    /// `a`
    Ascii,
    /// `b`, of bytes only.
    Bytes,
    /// `c`
    Character,
    /// `d`, `i`, `u`, `o`, `x`, `X`: the code.
    Int(u8),
    /// `e`, `E`, `f`, `F`, `g`, `G`: the code, see [`Directive::float_code`].
    Float(u8),
}

impl Directive {
    /// Without flags and numbers; the code is still to come.
    const PLAIN: Self = Self {
        left: false,
        plus: false,
        space: false,
        alternate: false,
        zero: false,
        width: 0,
        precision: None,
        code: 0,
        index: 0,
    };

    /// Whether an argument is shown just as it is.
    pub fn is_plain(&self) -> bool {
        let Self { left: _, plus, space, alternate, zero: _, width, precision, .. } = *self;
        !(plus || space || alternate) && width == 0 && precision.is_none()
    }

    /// What is done to the argument.
    pub fn conversion(&self, flavor: Flavor) -> Result<Conversion, PercentError> {
        match (u8::try_from(self.code).unwrap_or(0), flavor) {
            (b's', Flavor::Str) => Ok(Conversion::Str),
            (b'r', Flavor::Str) => Ok(Conversion::Repr),
            (b's' | b'b', Flavor::Bytes) => Ok(Conversion::Bytes),
            (b'r', Flavor::Bytes) | (b'a', _) => Ok(Conversion::Ascii),
            (b'c', _) => Ok(Conversion::Character),
            (code @ (b'd' | b'i' | b'u' | b'o' | b'x' | b'X'), _) => Ok(Conversion::Int(code)),
            (code @ (b'e' | b'E' | b'f' | b'F' | b'g' | b'G'), _) => Ok(Conversion::Float(code)),
            _ if flavor == Flavor::Bytes && self.code > 0xff => Err(PercentError::NegativeCode),
            _ => Err(PercentError::UnsupportedCode { code: self.code, index: self.index, flavor }),
        }
    }
}

impl Directive {
    /// The digits that this code asks for, of an argument that was found to be a float.
    pub fn float_code(&self, code: u8) -> Result<FloatCode, PercentError> {
        let precision = self.precision.unwrap_or(DEFAULT_PRECISION);
        if precision > MOST_FLOAT_DIGITS {
            return Err(PercentError::PrecisionTooBig(Flavor::Str));
        }
        let alternate = self.alternate;
        Ok(FloatCode { code, precision, alternate, add_dot_0: false, coerce_negative_zero: false })
    }
}

/// Reads a format.
#[derive(Clone, Debug)]
pub struct Reader<'a, U: ?Sized> {
    text: &'a U,
    position: usize,
    flavor: Flavor,
}

const PERCENT: u32 = b'%' as u32;

impl<'a, U: CodeUnits + ?Sized> Reader<'a, U> {
    /// Reads from the start.
    pub fn new(text: &'a U, flavor: Flavor) -> Self {
        Self { text, position: 0, flavor }
    }

    /// Whether all has been read.
    pub fn is_at_end(&self) -> bool {
        self.position >= self.text.len()
    }

    /// The next piece, `None` at the end.
    pub fn next<A: Arguments>(&mut self, arguments: &mut A) -> Result<Option<Piece>, A::Error> {
        let start = self.position;
        match self.peek() {
            None => return Ok(None),
            Some(PERCENT) => {}
            Some(_) => {
                while self.peek().is_some_and(|c| c != PERCENT) {
                    self.position += 1;
                }
                return Ok(Some(Piece::Literal(start..self.position)));
            }
        }
        self.position += 1;
        if self.take(b'%') {
            return Ok(Some(Piece::Literal(start + 1..start + 2)));
        }
        self.directive(arguments).map(|directive| Some(Piece::Directive(directive)))
    }

    fn peek(&self) -> Option<u32> {
        self.text.get(self.position)
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted.into());
        self.position += usize::from(found);
        found
    }

    fn directive<A: Arguments>(&mut self, arguments: &mut A) -> Result<Directive, A::Error> {
        if self.take(b'(') {
            arguments.expect_mapping()?;
            let key = self.key()?;
            arguments.select(key)?;
        }
        if let Some(directive) = self.code_alone() {
            return Ok(directive);
        }
        let mut directive = self.flags();
        let mut number_end = None;
        if self.take(b'*') {
            let width = arguments.star(Star::Width)?;
            directive.left |= width < 0;
            directive.width = width.checked_abs().ok_or(PercentError::StarTooBig)?.unsigned_abs();
        } else {
            let width;
            (width, number_end) = self.number(LARGEST).ok_or(PercentError::WidthTooBig)?;
            directive.width = width;
        }
        if self.take(b'.') {
            directive.precision = Some(if self.take(b'*') {
                usize::try_from(arguments.star(Star::Precision)?).unwrap_or(0)
            } else {
                let precision;
                (precision, number_end) =
                    self.number(LARGEST_PRECISION).ok_or(PercentError::PrecisionTooBig(self.flavor))?;
                precision
            });
        }
        // The length modifiers of C mean nothing.
        let _ = self.take(b'h') || self.take(b'l') || self.take(b'L');
        directive.index = self.position;
        directive.code = self.peek().ok_or(PercentError::Incomplete)?;
        if self.flavor == Flavor::Bytes && directive.code > 0x7f && number_end != Some(self.position) {
            directive.code |= !0xff;
        }
        self.position += 1;
        Ok(directive)
    }

    /// A directive that is no more than its code, as most are.
    #[inline]
    fn code_alone(&mut self) -> Option<Directive> {
        let code = self.peek()?;
        if !u8::try_from(code).is_ok_and(|c| c.is_ascii_alphabetic() && !matches!(c, b'h' | b'l' | b'L')) {
            return None;
        }
        let index = self.position;
        self.position += 1;
        Some(Directive { code, index, ..Directive::PLAIN })
    }

    /// A key in parentheses, which may hold pairs of them. The first parenthesis is behind us.
    fn key(&mut self) -> Result<Range<usize>, PercentError> {
        let start = self.position;
        let mut depth = 1;
        while let Some(code_point) = self.peek() {
            self.position += 1;
            match u8::try_from(code_point) {
                Ok(b'(') => depth += 1,
                Ok(b')') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(start..self.position - 1);
            }
        }
        Err(PercentError::IncompleteKey)
    }

    fn flags(&mut self) -> Directive {
        let mut directive = Directive::PLAIN;
        loop {
            match self.peek().and_then(|code_point| u8::try_from(code_point).ok()) {
                Some(b'-') => directive.left = true,
                Some(b'+') => directive.plus = true,
                Some(b' ') => directive.space = true,
                Some(b'#') => directive.alternate = true,
                Some(b'0') => directive.zero = true,
                _ => return directive,
            }
            self.position += 1;
        }
    }

    /// A number, 0 where there is none, and where it ends, if there is one. `None` when it is too large.
    fn number(&mut self, limit: usize) -> Option<(usize, Option<usize>)> {
        let digit = |code_point| char::from_u32(code_point).and_then(|c| c.to_digit(10));
        let (number, end) = decimal(self.text, self.position, limit, digit).ok()?;
        self.position = end;
        Some((number.unwrap_or(0), number.map(|_| end)))
    }
}
