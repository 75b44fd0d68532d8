//! `_json.Scanner`: reads JSON values.

use taipan_macros::{pyclass, pymethods};
use taipan_num::float;
use taipan_object::exception as exc;
use taipan_object::types::dict::Dict;
use taipan_object::types::float::FLOAT;
use taipan_object::types::int::INT;
use taipan_object::types::singletons::{boolean, is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value};
use taipan_strings::Units;

use super::{decode_error, expect_str, text};

/// The payload.
#[pyclass(name = "_json.Scanner")]
pub(super) struct Scanner {
    strict: bool,
    object_hook: Value,
    object_pairs_hook: Value,
    parse_float: Value,
    parse_int: Value,
    parse_constant: Value,
}

#[pymethods]
impl Scanner {
    #[pyslot("(context)", name = "make_scanner")]
    fn new(class: &Type, py: &mut Py, context: &Value) -> PyResult<Value> {
        let mut attribute = |name: &str| {
            let name = py.heap().intern(name)?;
            py.get_attribute(context, &name)
        };
        let strict = attribute("strict")?;
        let object_hook = attribute("object_hook")?;
        let object_pairs_hook = attribute("object_pairs_hook")?;
        let parse_float = attribute("parse_float")?;
        let parse_int = attribute("parse_int")?;
        let parse_constant = attribute("parse_constant")?;
        let strict = py.is_true(&strict)?;
        let scanner = Self { strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant };
        py.heap().object_of(class, scanner)
    }

    #[pyslot("(string, idx)", name = "scan_once")]
    fn call(this: &Self, py: &mut Py, string: Borrowed<'_>, idx: isize) -> PyResult<Value> {
        let text = expect_str(py, string)?;
        let Ok(start) = usize::try_from(idx) else {
            return Err(exc::value_error(py, format_args!("idx cannot be negative")));
        };
        let mut reader = Reader { scanner: this, text, keys: py.dict()? };
        let (value, end) = reader.value(py, start)?;
        let end = py.int_from_usize(end)?;
        py.tuple([value, end])
    }

    /// strict
    #[pymember]
    fn strict(&self) -> bool {
        self.strict
    }

    /// object_hook
    #[pymember]
    fn object_hook(&self) -> Value {
        self.object_hook.clone()
    }

    #[pymember]
    fn object_pairs_hook(&self) -> Value {
        self.object_pairs_hook.clone()
    }

    /// parse_float
    #[pymember]
    fn parse_float(&self) -> Value {
        self.parse_float.clone()
    }

    /// parse_int
    #[pymember]
    fn parse_int(&self) -> Value {
        self.parse_int.clone()
    }

    /// parse_constant
    #[pymember]
    fn parse_constant(&self) -> Value {
        self.parse_constant.clone()
    }
}

/// Reads one text.
struct Reader<'a> {
    scanner: &'a Scanner,
    text: &'a Str,
    /// Keys of objects: equal ones become the same string.
    keys: Value,
}

impl Reader<'_> {
    #[inline]
    fn peek(&self, at: usize) -> Option<u8> {
        match self.text.units() {
            Units::Ascii(units) | Units::Latin1(units) => units.get(at).copied(),
            units => units.get(at).map(|c| u8::try_from(c).unwrap_or(0xff)),
        }
    }

    fn skip_space(&self, mut at: usize) -> usize {
        while matches!(self.peek(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            at += 1;
        }
        at
    }

    fn has(&self, at: usize, word: &str) -> bool {
        self.text.units().slice(at..at.saturating_add(word.len())).equals(Units::Ascii(word.as_bytes()))
    }

    fn value(&mut self, py: &mut Py, at: usize) -> PyResult<(Value, usize)> {
        match self.peek(at) {
            Some(b'"') => text::scan(py, self.text, at + 1, self.scanner.strict),
            Some(b'{') => {
                py.check_stack("while decoding a JSON object from a unicode string")?;
                self.object(py, at + 1)
            }
            Some(b'[') => {
                py.check_stack("while decoding a JSON array from a unicode string")?;
                self.array(py, at + 1)
            }
            Some(b'n') if self.has(at, "null") => Ok((none(), at + 4)),
            Some(b't') if self.has(at, "true") => Ok((boolean(true), at + 4)),
            Some(b'f') if self.has(at, "false") => Ok((boolean(false), at + 5)),
            Some(b'N') if self.has(at, "NaN") => self.constant(py, "NaN", at),
            Some(b'I') if self.has(at, "Infinity") => self.constant(py, "Infinity", at),
            Some(b'-') if self.has(at, "-Infinity") => self.constant(py, "-Infinity", at),
            Some(b'-' | b'0'..=b'9') => self.number(py, at),
            _ => Err(stop(py, at)),
        }
    }

    fn constant(&self, py: &mut Py, name: &str, at: usize) -> PyResult<(Value, usize)> {
        let text = py.str(name)?;
        Ok((py.call(&self.scanner.parse_constant, &[&text])?, at + name.len()))
    }

    /// An object, behind its brace.
    fn object(&mut self, py: &mut Py, start: usize) -> PyResult<(Value, usize)> {
        let pairs_wanted = !is_none(&self.scanner.object_pairs_hook);
        let mut pairs = Vec::new();
        let result = py.dict()?;
        let mut at = self.skip_space(start);
        if self.peek(at) == Some(b'}') {
            at += 1;
        } else {
            loop {
                if self.peek(at) != Some(b'"') {
                    return Err(self.mistake(py, "Expecting property name enclosed in double quotes", at));
                }
                let (key, end) = text::scan(py, self.text, at + 1, self.scanner.strict)?;
                let key = match self.keys.get::<Dict>() {
                    Some(keys) => keys.set_default(py, &key, &key)?.0,
                    None => key,
                };
                at = self.skip_space(end);
                if self.peek(at) != Some(b':') {
                    return Err(self.mistake(py, "Expecting ':' delimiter", at));
                }
                at = self.skip_space(at + 1);
                let (value, end) = self.value(py, at)?;
                if pairs_wanted {
                    pairs.try_reserve(1)?;
                    pairs.push(py.tuple([key, value])?);
                } else if let Some(result) = result.get::<Dict>() {
                    drop(result.set_str(py, &key, value)?);
                }
                at = self.skip_space(end);
                match self.peek(at) {
                    Some(b'}') => break,
                    Some(b',') => {}
                    _ => return Err(self.mistake(py, "Expecting ',' delimiter", at)),
                }
                let comma = at;
                at = self.skip_space(at + 1);
                if self.peek(at) == Some(b'}') {
                    return Err(self.mistake(py, "Illegal trailing comma before end of object", comma));
                }
            }
            at += 1;
        }
        if pairs_wanted {
            let pairs = py.list(pairs)?;
            return Ok((py.call(&self.scanner.object_pairs_hook, &[&pairs])?, at));
        }
        if !is_none(&self.scanner.object_hook) {
            return Ok((py.call(&self.scanner.object_hook, &[&result])?, at));
        }
        Ok((result, at))
    }

    /// An array, behind its bracket.
    fn array(&mut self, py: &mut Py, start: usize) -> PyResult<(Value, usize)> {
        let mut items = Vec::new();
        let mut at = self.skip_space(start);
        if self.peek(at) != Some(b']') {
            loop {
                let (value, end) = self.value(py, at)?;
                items.try_reserve(1)?;
                items.push(value);
                at = self.skip_space(end);
                match self.peek(at) {
                    Some(b']') => break,
                    Some(b',') => {}
                    _ => return Err(self.mistake(py, "Expecting ',' delimiter", at)),
                }
                let comma = at;
                at = self.skip_space(at + 1);
                if self.peek(at) == Some(b']') {
                    return Err(self.mistake(py, "Illegal trailing comma before end of array", comma));
                }
            }
        }
        Ok((py.list(items)?, at + 1))
    }

    fn number(&self, py: &mut Py, start: usize) -> PyResult<(Value, usize)> {
        let digits = |mut at: usize| {
            while self.peek(at).is_some_and(|c| c.is_ascii_digit()) {
                at += 1;
            }
            at
        };
        let first = start + usize::from(self.peek(start) == Some(b'-'));
        let mut end = match self.peek(first) {
            Some(b'0') => first + 1,
            Some(b'1'..=b'9') => digits(first),
            _ => return Err(stop(py, start)),
        };
        let whole = end;
        if self.peek(end) == Some(b'.') && digits(end + 1) > end + 1 {
            end = digits(end + 1);
        }
        if matches!(self.peek(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(self.peek(end + 1), Some(b'+' | b'-')));
            let exponent = end + 1 + sign;
            if digits(exponent) > exponent {
                end = digits(exponent);
            }
        }
        let is_float = end > whole;
        let parse = if is_float { &self.scanner.parse_float } else { &self.scanner.parse_int };
        let native = if is_float { &FLOAT } else { &INT };
        if parse.is(&native.borrow()) {
            let value = match (is_float, self.bytes(start, end)) {
                (true, Some(bytes)) => float::parse(bytes).ok().map(|number| py.float(number)),
                (false, Some(bytes)) => small(bytes).map(|number| py.int(number)),
                _ => None,
            };
            if let Some(value) = value {
                return Ok((value?, end));
            }
        }
        let text = py.heap().str_slice(self.text, start..end)?;
        Ok((py.call(parse, &[&text])?, end))
    }

    /// Characters of a number, where they lie in bytes.
    fn bytes(&self, start: usize, end: usize) -> Option<&[u8]> {
        match self.text.units() {
            Units::Ascii(units) | Units::Latin1(units) => units.get(start..end),
            _ => None,
        }
    }

    #[cold]
    fn mistake(&self, py: &mut Py, message: &str, at: usize) -> Raised {
        decode_error(py, message, self.text, at)
    }
}

/// A whole number of few digits.
fn small(digits: &[u8]) -> Option<i64> {
    let (negative, digits) = match digits {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.len() > 18 {
        return None;
    }
    let number = digits.iter().fold(0, |number, &digit| number * 10 + i64::from(digit - b'0'));
    Some(if negative { -number } else { number })
}

/// `StopIteration`: there is no value at a place.
#[cold]
fn stop(py: &Py, at: usize) -> Raised {
    match py.int_from_usize(at) {
        Ok(at) => exc::stop_iteration(py, Some(at)),
        Err(raised) => raised,
    }
}
