//! Numbers by a format specification: sign, width, separators, places.

use crate::number::invalid;
use crate::text::Notation;
use crate::{Answer, Context, Decimal, OutOfMemory, Status};

/// Where a short text is put in a wide field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// In the middle.
    Centre,
    /// To the right, the sign to the left.
    AfterSign,
    /// To the right, with zeros that count as digits.
    Zeros,
}

/// How digits are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    General,
    Exponent,
    Fixed,
    Percent,
}

/// A format specification.
#[derive(Clone, Debug)]
pub struct Spec {
    fill: char,
    align: Align,
    plus: &'static str,
    width: i64,
    precision: Option<i64>,
    kind: Kind,
    capitals: bool,
    /// Whether the separators are those of the locale, which are to be set.
    pub is_local: bool,
    /// Whether zero never has a minus sign.
    pub no_negative_zero: bool,
    /// What replaces the decimal point, if anything may be replaced at all.
    pub point: Option<String>,
    /// What stands between groups of digits.
    pub separator: String,
    /// The sizes of the groups, as C's `localeconv` gives them: the last one is repeated, unless it is 127.
    pub grouping: Vec<u8>,
}

/// What is wrong with a specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpecError;

/// Reads a part of a text.
struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn next_if(&mut self, accept: impl Fn(char) -> bool) -> Option<char> {
        let first = self.text.chars().next().filter(|first| accept(*first))?;
        self.text = &self.text[first.len_utf8()..];
        Some(first)
    }

    fn number(&mut self) -> Result<i64, SpecError> {
        let mut value = 0_i64;
        let mut is_empty = true;
        while let Some(digit) = self.next_if(|c| c.is_ascii_digit()) {
            is_empty = false;
            let digit = i64::from(digit as u32 - '0' as u32);
            value = value.checked_mul(10).and_then(|value| value.checked_add(digit)).ok_or(SpecError)?;
        }
        if is_empty { Err(SpecError) } else { Ok(value) }
    }
}

fn alignment(sign: char) -> Option<Align> {
    match sign {
        '<' => Some(Align::Left),
        '>' => Some(Align::Right),
        '^' => Some(Align::Centre),
        '=' => Some(Align::AfterSign),
        _ => None,
    }
}

impl Spec {
    /// Reads a specification; `capitals` is what a number without a code is shown with.
    pub fn parse(text: &str, capitals: bool) -> Result<Self, SpecError> {
        let mut reader = Reader { text };
        let mut spec = Self {
            fill: ' ',
            align: Align::Right,
            plus: "",
            width: 0,
            precision: None,
            kind: Kind::General,
            capitals,
            is_local: false,
            no_negative_zero: false,
            point: None,
            separator: String::new(),
            grouping: Vec::new(),
        };
        let is_aligned = spec.read_alignment(&mut reader);
        spec.plus = match reader.next_if(|c| matches!(c, '+' | '-' | ' ')) {
            Some('+') => "+",
            Some(' ') => " ",
            _ => "",
        };
        spec.no_negative_zero = reader.next_if(|c| c == 'z').is_some();
        if reader.next_if(|c| c == '0').is_some() {
            if is_aligned {
                return Err(SpecError);
            }
            (spec.align, spec.fill) = (Align::Zeros, '0');
        }
        if reader.text.starts_with('0') {
            return Err(SpecError);
        }
        if reader.text.starts_with(|c: char| c.is_ascii_digit()) {
            spec.width = reader.number()?;
        }
        if reader.next_if(|c| c == ',').is_some() {
            (spec.point, spec.separator, spec.grouping) = (Some(".".into()), ",".into(), vec![3]);
        }
        if reader.next_if(|c| c == '.').is_some() {
            spec.precision = Some(reader.number()?);
        }
        spec.read_kind(&mut reader)?;
        if reader.text.is_empty() { Ok(spec) } else { Err(SpecError) }
    }

    fn read_alignment(&mut self, reader: &mut Reader<'_>) -> bool {
        let mut characters = reader.text.chars();
        let (first, second) = (characters.next(), characters.next());
        if let (Some(fill), Some(align)) = (first, second.and_then(alignment)) {
            (self.fill, self.align) = (fill, align);
            reader.text = characters.as_str();
            return true;
        }
        if let Some(align) = first.and_then(alignment) {
            self.align = align;
            reader.text = &reader.text[1..];
            return true;
        }
        false
    }

    fn read_kind(&mut self, reader: &mut Reader<'_>) -> Result<(), SpecError> {
        let Some(code) = reader.next_if(|c| "eEfFgGnN%".contains(c)) else { return Ok(()) };
        self.kind = match code {
            'e' | 'E' => Kind::Exponent,
            'f' | 'F' => Kind::Fixed,
            '%' => Kind::Percent,
            _ => Kind::General,
        };
        self.capitals = code.is_ascii_uppercase();
        if matches!(code, 'n' | 'N') {
            if !self.separator.is_empty() {
                return Err(SpecError);
            }
            self.is_local = true;
        }
        Ok(())
    }
}

impl Context {
    /// The number by a specification; `None`: it has too many digits, which is noted.
    pub fn format(
        &self,
        number: &Decimal,
        spec: &Spec,
        status: &mut Status,
    ) -> Result<Option<String>, OutOfMemory> {
        if spec.width > Self::MAX_PRECISION {
            *status |= Status::INVALID_OPERATION;
            return Ok(None);
        }
        let mut text = String::new();
        if number.is_special() {
            number.write(&mut text, Notation::Scientific, spec.capitals, spec.plus)?;
            if spec.kind == Kind::Percent {
                text.push('%');
            }
            let (fill, align) =
                if spec.align == Align::Zeros { (' ', Align::Right) } else { (spec.fill, spec.align) };
            return pad(text, spec.width, fill, align).map(Some);
        }
        let mut noted = Status::NONE;
        let (mut rounded, notation) = self.rounded_for(number, spec, &mut noted)?;
        if noted.has(Status::ERRORS) {
            *status |= noted & Status::ERRORS;
            return Ok(None);
        }
        if spec.no_negative_zero && rounded.is_zero() {
            rounded.negative = false;
        }
        rounded.write(&mut text, notation, spec.capitals, spec.plus)?;
        if spec.kind == Kind::Percent {
            text.push('%');
        }
        if let Some(point) = &spec.point {
            text = separated(&text, spec, point)?;
        }
        let align = if spec.align == Align::Zeros { Align::AfterSign } else { spec.align };
        pad(text, spec.width, spec.fill, align).map(Some)
    }

    /// The number with the digits that are shown.
    fn rounded_for(
        &self,
        number: &Decimal,
        spec: &Spec,
        noted: &mut Status,
    ) -> Result<(Decimal, Notation), OutOfMemory> {
        let mut number = number.copied()?;
        if spec.precision.is_some_and(|precision| precision > Self::MAX_PRECISION) {
            return Ok((invalid(noted, Status::INVALID_OPERATION)?, Notation::Scientific));
        }
        match spec.kind {
            Kind::General => {
                if let Some(precision) = spec.precision {
                    let precision = precision.max(1);
                    if number.digits() > precision {
                        number = self.round_to_digits(&number, precision, noted)?;
                    }
                }
                Ok((number, Notation::Scientific))
            }
            Kind::Exponent => {
                let mut before_point = 1;
                if let Some(precision) = spec.precision {
                    if number.is_zero() {
                        before_point = 1 - precision;
                    } else {
                        number = self.round_to_digits(&number, precision + 1, noted)?;
                    }
                }
                Ok((number, Notation::Exponent { before_point }))
            }
            Kind::Fixed | Kind::Percent => {
                if spec.kind == Kind::Percent {
                    number.exponent += 2;
                }
                if let Some(precision) = spec.precision {
                    number = self.rescale(&number, -precision, noted)?;
                }
                if number.is_zero() && number.exponent > 0 {
                    number.exponent = 0;
                }
                Ok((number, Notation::Fixed))
            }
        }
    }

    /// Rounded to so many digits; rounding up may make the exponent one larger.
    fn round_to_digits(&self, number: &Decimal, count: i64, noted: &mut Status) -> Answer {
        let exponent = number.exponent + number.digits() - count;
        let result = self.rescale_for_text(number, exponent, noted)?;
        if result.digits() > count && result.is_finite() {
            return self.rescale_for_text(&result, exponent + 1, noted);
        }
        Ok(result)
    }
}

/// Fills up to a width, which counts characters.
fn pad(text: String, width: i64, fill: char, align: Align) -> Result<String, OutOfMemory> {
    let length = text.chars().count();
    let missing = usize::try_from(width).unwrap_or_default().saturating_sub(length);
    if missing == 0 {
        return Ok(text);
    }
    let (before, after) = match align {
        Align::Left => (0, missing),
        Align::Centre => (missing / 2, missing - missing / 2),
        Align::Right | Align::AfterSign | Align::Zeros => (missing, 0),
    };
    let mut padded = String::new();
    padded
        .try_reserve(missing.checked_mul(fill.len_utf8()).ok_or(OutOfMemory)?.saturating_add(text.len()))?;
    let has_sign = align == Align::AfterSign && text.starts_with(['+', '-', ' ']);
    let (sign, rest) = text.split_at(usize::from(has_sign));
    padded.push_str(sign);
    padded.extend(std::iter::repeat_n(fill, before));
    padded.push_str(rest);
    padded.extend(std::iter::repeat_n(fill, after));
    Ok(padded)
}

/// Puts the separators between the digits before the point, and replaces the point. Zeros that fill up the width are digits
/// in this.
fn separated(text: &str, spec: &Spec, point: &str) -> Result<String, OutOfMemory> {
    let has_sign = text.starts_with(['+', '-', ' ']);
    let (sign, unsigned) = text.split_at(usize::from(has_sign));
    let end = unsigned.find(|c: char| !c.is_ascii_digit()).unwrap_or(unsigned.len());
    let (whole, rest) = unsigned.split_at(end);
    let (shown_point, rest) = match rest.strip_prefix('.') {
        Some(rest) => (point, rest),
        None => ("", rest),
    };
    let width = if spec.align == Align::Zeros { usize::try_from(spec.width).unwrap_or_default() } else { 0 };
    let taken = sign.len() + shown_point.chars().count() + rest.len();
    let groups = grouped(whole, spec, width.saturating_sub(taken))?;
    let mut result = String::new();
    result.try_reserve(sign.len() + groups.len() + shown_point.len() + rest.len())?;
    result.push_str(sign);
    result.push_str(&groups);
    result.push_str(shown_point);
    result.push_str(rest);
    Ok(result)
}

/// Digits in groups, with zeros before them up to a width.
fn grouped(whole: &str, spec: &Spec, width: usize) -> Result<String, OutOfMemory> {
    let separator = spec.separator.chars().count();
    let mut digits = whole.bytes().rev();
    let mut left = whole.len();
    // Groups are gathered from the last one on.
    let mut groups: Vec<String> = Vec::new();
    let mut length = 0;
    let mut sizes = spec.grouping.iter().copied();
    let mut size = sizes.next().unwrap_or(0);
    loop {
        let is_open = size == 0 || size == 127;
        let wanted = left.max(width.saturating_sub(length));
        let count = if is_open { wanted } else { usize::from(size).min(wanted) };
        let mut group = String::new();
        group.try_reserve(count)?;
        group.extend((0..count).map(|_| digits.next().map_or('0', char::from)));
        left = left.saturating_sub(count);
        length += count;
        groups.try_reserve(1)?;
        groups.push(group.chars().rev().collect());
        // A separator is followed by a digit, even where the width is reached by the separator itself.
        if left == 0 && length >= width {
            break;
        }
        length += separator;
        size = sizes.next().unwrap_or(size);
        if left == 0 && length >= width {
            groups.push("0".into());
            break;
        }
    }
    groups.reverse();
    Ok(groups.join(&spec.separator))
}
