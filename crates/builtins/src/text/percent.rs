//! The `%` operator of strings.

use std::ops::Range;

use taipan_format::digits::Decimal;
use taipan_format::float_digits;
use taipan_format::percent::{
    Arguments, Conversion, Directive, Flavor, PercentError, Piece, Reader, Star, format_number, format_text,
};
use taipan_macros::pymethods;
use taipan_num::int::{to_decimal, to_radix};
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Raised, Type, Value, exception as exc};
use taipan_strings::Units;
use taipan_text::{CodeUnits, TextSink};

/// The operator.
pub(crate) struct Percent;

#[pymethods(Str)]
impl Percent {
    #[pyslot]
    fn remainder(this: &Str, py: &mut Py, arguments: &Value) -> PyResult<Value> {
        match this.units() {
            Units::Ascii(format) | Units::Latin1(format) => apply(py, this, format, arguments),
            Units::Ucs2(format) => apply(py, this, format, arguments),
            Units::Ucs4(format) => apply(py, this, format, arguments),
        }
    }
}

fn apply<U: CodeUnits + ?Sized>(py: &mut Py, this: &Str, format: &U, arguments: &Value) -> PyResult<Value> {
    let mut out = StrBuilder::new();
    // A text that is all there is.
    let mut whole = None;
    let is_mapping = is_mapping(arguments) && !arguments.is_str();
    let key = |py: &Py, range| py.heap().str_slice(this, range);
    let mut operands = Operands::new(py, arguments, is_mapping, &key);
    let mut reader = Reader::new(format, Flavor::Str);
    loop {
        let piece = reader.next(&mut operands);
        match piece.map_err(|failure| failure.raise(operands.py))? {
            None => break,
            Some(Piece::Literal(range)) if range == (0..this.len()) => {
                whole = Some(this.as_value().to_value());
            }
            Some(Piece::Literal(range)) => out.extend(this.units().slice(range)),
            Some(Piece::Directive(directive)) => {
                let value = operands.take().map_err(|error| percent_error(operands.py, error))?;
                let text = show(operands.py, &value, &directive, &mut out)?;
                if out.is_empty() && reader.is_at_end() {
                    whole = text;
                } else if let Some(text) = text.as_ref().and_then(|text| text.get::<Str>()) {
                    out.extend(text.units());
                }
            }
        }
    }
    if operands.has_left() {
        let error = PercentError::NotAllConverted(Flavor::Str);
        return Err(percent_error(operands.py, error));
    }
    whole.map_or_else(|| out.finish(operands.py), Ok)
}

/// Makes a key of a part of the format.
type MakeKey<'a> = &'a dyn Fn(&Py, Range<usize>) -> PyResult<Value>;

/// Whether a value that is no text may be asked for keys.
pub(crate) fn is_mapping(arguments: &Value) -> bool {
    arguments.get::<Tuple>().is_none() && arguments.type_().slots.getitem.get().is_some()
}

/// The right operand, and how far it is used up.
pub(crate) struct Operands<'a> {
    pub(crate) py: &'a mut Py,
    make_key: MakeKey<'a>,
    arguments: &'a Value,
    /// The arguments by position, if there are any.
    tuple: Option<&'a [Value]>,
    next: usize,
    /// The item that a key has selected, until it is taken.
    selected: Option<Value>,
    /// Whether a key can be looked up.
    is_mapping: bool,
    /// Whether a key has been: then there are no arguments by position any more.
    by_key: bool,
}

impl<'a> Operands<'a> {
    pub(crate) fn new(py: &'a mut Py, arguments: &'a Value, is_mapping: bool, make_key: MakeKey<'a>) -> Self {
        let tuple = arguments.get::<Tuple>().map(Tuple::items);
        Self { py, make_key, arguments, tuple, next: 0, selected: None, is_mapping, by_key: false }
    }

    /// The next argument.
    pub(crate) fn take(&mut self) -> Result<Value, PercentError> {
        if self.by_key {
            return self.selected.take().ok_or(PercentError::NotEnoughArguments);
        }
        let value = match self.tuple {
            Some(items) => items.get(self.next),
            None => Some(self.arguments).filter(|_| self.next == 0),
        };
        self.next += 1;
        value.cloned().ok_or(PercentError::NotEnoughArguments)
    }

    /// Whether there are arguments that nothing has asked for.
    pub(crate) fn has_left(&self) -> bool {
        !self.is_mapping && !self.by_key && self.next < self.tuple.map_or(1, <[Value]>::len)
    }
}

/// Why reading a format stopped.
pub(crate) enum Failure {
    Percent(PercentError),
    Raised(Raised),
}

impl From<PercentError> for Failure {
    fn from(error: PercentError) -> Self {
        Self::Percent(error)
    }
}

impl Failure {
    #[cold]
    pub(crate) fn raise(self, py: &Py) -> Raised {
        match self {
            Self::Percent(error) => percent_error(py, error),
            Self::Raised(raised) => raised,
        }
    }
}

impl Arguments for Operands<'_> {
    type Error = Failure;

    fn expect_mapping(&mut self) -> Result<(), Failure> {
        if self.is_mapping { Ok(()) } else { Err(PercentError::NotAMapping.into()) }
    }

    fn select(&mut self, key: Range<usize>) -> Result<(), Failure> {
        let key = (self.make_key)(self.py, key).map_err(Failure::Raised)?;
        let item = self.py.get_item(self.arguments, &key).map_err(Failure::Raised)?;
        self.selected = Some(item);
        self.by_key = true;
        Ok(())
    }

    fn star(&mut self, star: Star) -> Result<isize, Failure> {
        let value = self.take()?;
        if !value.is_int() {
            return Err(PercentError::StarWantsInt.into());
        }
        if star == Star::Precision && value.as_i64().is_none_or(|number| i32::try_from(number).is_err()) {
            let error =
                exc::overflow_error(self.py, format_args!("Python int too large to convert to C int"));
            return Err(Failure::Raised(error));
        }
        self.py.to_isize(&value).map_err(Failure::Raised)
    }
}

/// Writes an argument as its directive says. A text that stands as it is is not written but the result.
fn show(py: &mut Py, value: &Value, directive: &Directive, out: &mut StrBuilder) -> PyResult<Option<Value>> {
    let conversion = directive.conversion(Flavor::Str).map_err(|error| percent_error(py, error))?;
    if let Some(small) = value.as_small_int()
        && directive.is_plain()
        && shows_decimal(conversion)
    {
        out.push_ascii(Decimal::new(small).digits());
        return Ok(None);
    }
    let text = match conversion {
        Conversion::Str | Conversion::Bytes => py.to_str(value)?,
        Conversion::Repr => py.repr(value)?,
        Conversion::Ascii => py.ascii(value)?,
        Conversion::Character => character(py, value)?,
        Conversion::Int(code) => {
            if let (Some(small), b'd' | b'i' | b'u') = (value.as_small_int(), code) {
                return format_number(Decimal::new(small).digits(), conversion, directive, out)
                    .map(|()| None)
                    .map_err(|error| percent_error(py, error));
            }
            let digits = int_digits(py, value, code)?;
            return format_number(digits.as_bytes(), conversion, directive, out)
                .map(|()| None)
                .map_err(|error| percent_error(py, error));
        }
        Conversion::Float(code) => {
            let number = py.to_f64(value)?;
            let digits = directive
                .float_code(code)
                .and_then(|code| float_digits(number, code).map_err(PercentError::from))
                .map_err(|error| percent_error(py, error))?;
            return format_number(digits.as_bytes(), conversion, directive, out)
                .map(|()| None)
                .map_err(|error| percent_error(py, error));
        }
    };
    let Some(units) = text.get::<Str>() else { return Ok(None) };
    let is_whole = directive.precision.is_none_or(|precision| precision >= units.len());
    if is_whole && directive.width <= units.len() {
        return Ok(Some(text));
    }
    format_text(units, conversion, directive, out).map(|()| None).map_err(|_| py.heap().no_memory())
}

/// Whether a conversion shows the decimal digits of an int.
fn shows_decimal(conversion: Conversion) -> bool {
    use Conversion::{Ascii, Int, Repr, Str};
    matches!(conversion, Str | Repr | Ascii | Int(b'd' | b'i' | b'u'))
}

/// The name of a class with that of its module, as messages have it.
pub(crate) fn full_name(py: &mut Py, class: &Type) -> String {
    let name = class.qualified_name();
    match class.module_name(py) {
        Some(module) if module.get::<Str>().is_some_and(|module| !module.is("__main__")) => {
            format!("{module}.{name}")
        }
        _ => name.to_string(),
    }
}

/// The argument of `%c` as a text.
fn character(py: &mut Py, value: &Value) -> PyResult<Value> {
    if let Some(text) = value.get::<Str>() {
        if text.len() == 1 {
            return Ok(value.clone());
        }
        return Err(exc::type_error(
            py,
            format_args!("%c requires an int or a unicode character, not a string of length {}", text.len()),
        ));
    }
    let number = match py.index(value) {
        Ok(number) => number,
        Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
            py.discard(raised);
            let class = full_name(py, value.type_());
            return Err(exc::type_error(
                py,
                format_args!("%c requires an int or a unicode character, not {class}"),
            ));
        }
        Err(raised) => return Err(raised),
    };
    let point = number.as_i64().and_then(|point| u32::try_from(point).ok());
    match point.filter(|&point| point <= char::MAX.into()) {
        Some(point) => py.heap().str_part(Units::Ucs4(&[point])),
        None => Err(percent_error(py, PercentError::NotACharacter(Flavor::Str))),
    }
}

/// The digits of an int, or of what can be converted to one.
pub(crate) fn int_digits(py: &mut Py, value: &Value, code: u8) -> PyResult<String> {
    let int = if value.is_int() { value.clone() } else { to_int(py, value, code)? };
    let mut limb = [0];
    let Some(number) = int.as_int(&mut limb) else { return Err(not_a_number(py, value, code)) };
    let digits = match code {
        b'o' => to_radix(number, 8),
        b'x' | b'X' => to_radix(number, 16),
        _ => to_decimal(number, py.interpreter().digit_limit()),
    };
    digits.map_err(|error| match error {
        taipan_num::Error::TooManyDigits(error) => exc::value_error(py, format_args!("{error}")),
        _ => py.heap().no_memory(),
    })
}

/// The int of an argument that is none: by `__index__` for digits that are not decimal, else as `int()` does it.
fn to_int(py: &mut Py, value: &Value, code: u8) -> PyResult<Value> {
    let slots = &value.borrow().type_().slots;
    let convert = match code {
        b'o' | b'x' | b'X' => slots.index.get(),
        _ => slots.int.get().or_else(|| slots.index.get()),
    };
    let Some(convert) = convert else { return Err(not_a_number(py, value, code)) };
    match convert(py, value.borrow()) {
        Ok(int) if int.is_int() => Ok(int),
        Ok(_) => Err(not_a_number(py, value, code)),
        Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
            py.discard(raised);
            Err(not_a_number(py, value, code))
        }
        Err(raised) => Err(raised),
    }
}

#[cold]
fn not_a_number(py: &Py, value: &Value, code: u8) -> Raised {
    let (code, class) = (char::from(code), value.type_().name());
    let wanted = if matches!(code, 'o' | 'x' | 'X') { "an integer" } else { "a real number" };
    exc::type_error(py, format_args!("%{code} format: {wanted} is required, not {class}"))
}

#[cold]
pub(crate) fn percent_error(py: &Py, error: PercentError) -> Raised {
    let class = match error {
        PercentError::OutOfMemory => return py.heap().no_memory(),
        PercentError::NegativeCode
        | PercentError::NotACharacter(_)
        | PercentError::PrecisionTooLarge
        | PercentError::StarTooBig => &exc::OVERFLOW_ERROR,
        error if error.is_type_error() => &exc::TYPE_ERROR,
        _ => &exc::VALUE_ERROR,
    };
    py.error(class, format_args!("{error}"))
}
