//! Compares with tables that CPython made (`golden/make.py`).

#[path = "support/digits.rs"]
mod digits;
#[path = "support/table.rs"]
mod table;

use taipan_format::percent::{
    self, Arguments, Conversion, Flavor, PercentError, Star, format_number, format_text,
};
use taipan_format::template::{self, Accessor, FieldName, First, Numbering, Template, TemplateError};
use taipan_format::{
    FormatSpec, Grouping, IntPresentation, SpecError, Target, float_digits, format_char, format_complex,
    format_float, format_int, format_str,
};
use taipan_num::Int;
use taipan_text::{CodeUnits, OutOfMemory};

use digits::int_digits;
use table::{Value, check, escape, units};

/// Ordinary grouping, of the locale `C`.
const C: Grouping<'_> = Grouping { decimal_point: &[b'.' as u32], thousands_sep: &[], grouping: &[] };

fn format_value(value: &Value, spec: &[u32], locale: &Grouping<'_>) -> Result<Vec<u32>, SpecError> {
    let mut out: Vec<u32> = Vec::new();
    match value {
        Value::Str(text) => drop(format_str(&text[..], &FormatSpec::parse(spec, Target::Str)?, &mut out)?),
        Value::Int(int) => {
            let spec = FormatSpec::parse(spec, Target::Int)?;
            match spec.int_presentation()? {
                IntPresentation::Digits(radix) => {
                    format_int(&int_digits(int, radix), radix, &spec, locale, &mut out)?;
                }
                IntPresentation::Character => {
                    format_char(int.to_i64().unwrap_or(-1), &spec, &mut out)?;
                }
                IntPresentation::Float => {
                    let value = taipan_num::Number::from(int.clone()).to_float().expect("a float");
                    format_float(value, &spec, locale, &mut out)?;
                }
            }
        }
        Value::Float(value) => {
            format_float(*value, &FormatSpec::parse(spec, Target::Float)?, locale, &mut out)?;
        }
        Value::Complex(real, imag) => {
            let spec = FormatSpec::parse(spec, Target::Float)?;
            format_complex(*real, *imag, &spec, locale, &mut out)?;
        }
    }
    Ok(out)
}

fn shown_value(value: &Value, spec: &[u32]) -> String {
    match format_value(value, spec, &C) {
        Ok(text) => format!("={}", escape(&text)),
        Err(error) => {
            let class = match error {
                SpecError::NotACharacter => "OverflowError",
                SpecError::OutOfMemory => "MemoryError",
                _ => "ValueError",
            };
            let type_name = match value {
                Value::Str(_) => "str",
                Value::Int(_) => "int",
                Value::Float(_) => "float",
                Value::Complex(..) => "complex",
            };
            let mut message: Vec<u32> = Vec::new();
            error.write_message(spec, type_name, &mut message).expect("memory");
            format!("!{class}: {}", escape(&message))
        }
    }
}

#[test]
fn specifications() {
    check(include_str!("golden/spec.tsv"), |fields| shown_value(&Value::parse(fields[0]), &units(fields[1])));
}

/// The widths of text: a table's inputs that are ASCII are also given as bytes.
fn narrow(text: &[u32]) -> Option<Vec<u8>> {
    text.iter().map(|&unit| u8::try_from(unit).ok()).collect()
}

#[test]
fn locales() {
    check(include_str!("golden/locale.tsv"), |fields| {
        let grouping: Vec<u8> = fields[1].split(',').filter_map(|size| size.parse().ok()).collect();
        let (thousands_sep, decimal_point) = (units(fields[2]), units(fields[3]));
        let locale = Grouping {
            decimal_point: &decimal_point[..],
            thousands_sep: &thousands_sep,
            grouping: &grouping,
        };
        let text = format_value(&Value::parse(fields[0]), &units("n"), &locale).expect("a result");
        format!("={}", escape(&text))
    });
}

fn part(text: &[u32], range: std::ops::Range<usize>) -> &[u32] {
    &text[range]
}

fn parsed<U: CodeUnits + ?Sized>(template: &U, text: &[u32]) -> Result<Vec<u32>, TemplateError> {
    let mut out = Vec::new();
    for (number, piece) in Template::new(template).enumerate() {
        let piece = piece?;
        if number > 0 {
            out.push(b'|'.into());
        }
        out.push(b'T'.into());
        out.extend_from_slice(part(text, piece.literal));
        if let Some(field) = piece.field {
            out.extend([1, b'N'.into()]);
            out.extend_from_slice(part(text, field.name));
            out.extend([1, b'S'.into()]);
            out.extend_from_slice(part(text, field.spec));
            out.extend([1, b'C'.into()]);
            out.extend(field.conversion);
        }
    }
    Ok(out)
}

fn split<U: CodeUnits + ?Sized>(name: &U, text: &[u32]) -> Result<Vec<u32>, TemplateError> {
    let field = FieldName::split(name, 0..name.len())?;
    let mut out = Vec::new();
    match field.first {
        First::Index(index) => out.extend(format!("I{index}").bytes().map(u32::from)),
        First::Key | First::Next => {
            out.push(b'K'.into());
            out.extend_from_slice(part(text, field.first_range));
        }
    }
    for accessor in field.accessors {
        out.push(b'|'.into());
        match accessor? {
            Accessor::Index(index) => out.extend(format!("I{index}").bytes().map(u32::from)),
            Accessor::Attribute(name) => {
                out.push(b'A'.into());
                out.extend_from_slice(part(text, name));
            }
            Accessor::Key(name) => {
                out.push(b'K'.into());
                out.extend_from_slice(part(text, name));
            }
        }
    }
    Ok(out)
}

fn shown(result: Result<Vec<u32>, TemplateError>) -> String {
    match result {
        Ok(text) => format!("={}", escape(&text)),
        Err(error) => {
            let class =
                if matches!(error, TemplateError::IndexOutOfRange(_)) { "IndexError" } else { "ValueError" };
            let message: Vec<u32> = error.to_string().chars().map(u32::from).collect();
            format!("!{class}: {}", escape(&message))
        }
    }
}

#[test]
fn templates() {
    check(include_str!("golden/template.tsv"), |fields| {
        let text = units(fields[0]);
        let result = shown(parsed(&text[..], &text));
        if let Some(bytes) = narrow(&text) {
            assert_eq!(shown(parsed(&bytes[..], &text)), result);
        }
        result
    });
}

#[test]
fn field_names() {
    check(include_str!("golden/field_name.tsv"), |fields| {
        let text = units(fields[0]);
        shown(split(&text[..], &text))
    });
}

/// `str.format` with nine arguments, each its own number, and with named ones that show as `k`.
fn numbered(text: &[u32]) -> Result<Vec<u32>, TemplateError> {
    let mut out = Vec::new();
    let mut numbering = Numbering::default();
    for piece in Template::new(text) {
        let piece = piece?;
        out.extend_from_slice(part(text, piece.literal));
        let Some(field) = piece.field else { continue };
        let name = FieldName::split(text, field.name)?;
        let value = match numbering.resolve(name.first)? {
            Some(index @ 0..9) => u32::from(b'0') + index as u32,
            Some(index) => return Err(TemplateError::IndexOutOfRange(index)),
            None => b'k'.into(),
        };
        if let Some(conversion) = field.conversion {
            template::Conversion::from_code_point(conversion)?;
        }
        out.push(value);
    }
    Ok(out)
}

#[test]
fn numbering() {
    check(include_str!("golden/numbering.tsv"), |fields| shown(numbered(&units(fields[0]))));
}

/// The right operand of `%`.
struct Given {
    values: Vec<Value>,
    /// The keys, if it is a mapping.
    keys: Option<Vec<Vec<u32>>>,
    next: usize,
    selected: Option<usize>,
    format: Vec<u32>,
}

impl Given {
    fn parse(text: &str, format: &[u32]) -> Self {
        let mut items = text.split(';');
        let is_mapping = items.next() == Some("M");
        let mut keys = Vec::new();
        let mut values = Vec::new();
        for item in items {
            let (key, value) = if is_mapping { item.split_once(':').expect("a key") } else { ("", item) };
            keys.push(units(key));
            values.push(Value::parse(value));
        }
        let keys = is_mapping.then_some(keys);
        Self { values, keys, next: 0, selected: None, format: format.to_vec() }
    }

    /// The argument of a directive. A selected item is one once. (A mapping itself is the argument of a directive before
    /// any key; the tables have no such.)
    fn argument(&mut self) -> Result<&Value, PercentError> {
        let index = match self.selected.take() {
            Some(index) => index,
            None if self.keys.is_some() => return Err(PercentError::NotEnoughArguments),
            None => {
                self.next += 1;
                self.next - 1
            }
        };
        self.values.get(index).ok_or(PercentError::NotEnoughArguments)
    }
}

impl Arguments for Given {
    type Error = PercentError;

    fn expect_mapping(&mut self) -> Result<(), PercentError> {
        if self.keys.is_some() { Ok(()) } else { Err(PercentError::NotAMapping) }
    }

    fn select(&mut self, key: std::ops::Range<usize>) -> Result<(), PercentError> {
        let key = &self.format[key];
        let keys = self.keys.as_ref().expect("a mapping");
        self.selected =
            Some(keys.iter().position(|other| other == key).expect("no KeyError is in the tables"));
        Ok(())
    }

    fn star(&mut self, _: Star) -> Result<isize, PercentError> {
        match self.argument()? {
            Value::Int(int) => Ok(int
                .to_i64()
                .and_then(|int| isize::try_from(int).ok())
                .expect("no OverflowError is in the tables")),
            _ => Err(PercentError::StarWantsInt),
        }
    }
}

fn percent_format<U: CodeUnits + ?Sized>(
    format: &U,
    flavor: Flavor,
    given: &mut Given,
) -> Result<Vec<u32>, PercentError> {
    let mut out: Vec<u32> = Vec::new();
    let mut reader = percent::Reader::new(format, flavor);
    while let Some(piece) = reader.next(given)? {
        let directive = match piece {
            percent::Piece::Literal(range) => {
                out.extend(range.filter_map(|index| format.get(index)));
                continue;
            }
            percent::Piece::Directive(directive) => directive,
        };
        let value = given.argument()?.clone();
        let conversion = directive.conversion(flavor)?;
        match conversion {
            Conversion::Float(code) => {
                let text = float_digits(value.float(), directive.float_code(code)?)?;
                format_number(text.as_ref(), conversion, &directive, &mut out)?;
            }
            Conversion::Int(code) => {
                let text = int_digits(&value.int(), digits::radix(code));
                format_number(text.as_ref(), conversion, &directive, &mut out)?;
            }
            Conversion::Character => {
                let end = if flavor == Flavor::Str { 0x11_0000 } else { 0x100 };
                let text = match &value {
                    Value::Int(int) => vec![
                        int.to_i64()
                            .and_then(|int| u32::try_from(int).ok())
                            .filter(|&c| c < end)
                            .ok_or(PercentError::NotACharacter(flavor))?,
                    ],
                    value => value.str(),
                };
                format_text(&text[..], conversion, &directive, &mut out)?;
            }
            Conversion::Str => format_text(&value.str()[..], conversion, &directive, &mut out)?,
            Conversion::Bytes => format_text(&value.str()[..], conversion, &directive, &mut out)?,
            Conversion::Repr | Conversion::Ascii => {
                let text = value.repr(flavor == Flavor::Bytes, conversion == Conversion::Ascii);
                format_text(text.as_slice(), conversion, &directive, &mut out)?;
            }
        }
    }
    let all_used = given.keys.is_some() || given.next >= given.values.len();
    if all_used { Ok(out) } else { Err(PercentError::NotAllConverted(flavor)) }
}

#[test]
fn percent_operator() {
    check(include_str!("golden/percent.tsv"), |fields| {
        let format = units(fields[1]);
        let flavor = if fields[0] == "s" { Flavor::Str } else { Flavor::Bytes };
        match percent_format(&format[..], flavor, &mut Given::parse(fields[2], &format)) {
            Ok(text) => format!("={}", escape(&text)),
            Err(error) => {
                let class = match error {
                    _ if error.is_type_error() => "TypeError",
                    PercentError::NotACharacter(_)
                    | PercentError::PrecisionTooLarge
                    | PercentError::NegativeCode => "OverflowError",
                    _ => "ValueError",
                };
                let message: Vec<u32> = error.to_string().chars().map(u32::from).collect();
                format!("!{class}: {}", escape(&message))
            }
        }
    });
}

#[test]
fn what_does_not_fit_is_an_error() {
    for spec in
        ["9223372036854775807", "09223372036854775807", "09223372036854775807,", ">9223372036854775807_"]
    {
        let result = format_value(&Value::Int(Int::from(-1i64)), &units(spec), &C);
        assert_eq!(result, Err(SpecError::from(OutOfMemory)), "{spec}");
    }
}
