//! Reading numbers.

use taipan_num::int::{ByteOrder, from_bytes};
use taipan_object::types::float::FLOAT;
use taipan_object::types::int::INT;
use taipan_object::types::singletons::boolean;
use taipan_object::{Py, PyResult, Value, exception as exc};
use taipan_strings::Units;

use super::input::Input;
use super::load::Loader;

impl<I: Input> Loader<'_, I> {
    /// An int in text, or a truth value in disguise.
    pub(super) fn load_int(&mut self, py: &mut Py) -> PyResult<()> {
        let word = self.take_word(py)?;
        match word {
            b"00" => return self.push(boolean(false)),
            b"01" => return self.push(boolean(true)),
            _ => {}
        }
        let number = std::str::from_utf8(word).ok().and_then(|word| word.parse::<i64>().ok());
        let value = match number {
            Some(number) => py.int(number)?,
            None => {
                let word = word.to_vec();
                match int_of_text(py, &word) {
                    Err(raised) if py.matches(&raised, &exc::VALUE_ERROR) => {
                        py.discard(raised);
                        return Err(exc::value_error(py, format_args!("could not convert string to int")));
                    }
                    value => value?,
                }
            }
        };
        self.push(value)
    }

    /// An int in text, with an L behind it perhaps.
    pub(super) fn load_long(&mut self, py: &mut Py) -> PyResult<()> {
        let word = self.take_word(py)?;
        let word = word.strip_suffix(b"L").unwrap_or(word).to_vec();
        let value = int_of_text(py, &word)?;
        self.push(value)
    }

    /// An int in bytes, the lowest first.
    pub(super) fn load_counted_long(&mut self, py: &mut Py, size: i32) -> PyResult<()> {
        let Ok(size) = usize::try_from(size) else {
            return Err(self.error(py, format_args!("LONG pickle has negative byte count")));
        };
        let value = self.input.payload(py, self.library, size, |py, bytes| {
            match from_bytes(bytes, ByteOrder::Little, true) {
                Ok(number) => py.int_from_big(&number),
                Err(_) => Err(py.heap().no_memory()),
            }
        })?;
        self.push(value)
    }

    /// A float in text, without white space and the like.
    pub(super) fn load_float(&mut self, py: &mut Py) -> PyResult<()> {
        let word = self.take_word(py)?.to_vec();
        let is_plain = word.iter().all(|&byte| byte.is_ascii_graphic() && byte != b'_');
        let text = text(py, &word)?;
        if !is_plain {
            return Err(exc::value_error(py, format_args!("could not convert string to float")));
        }
        let number = py.call(&FLOAT.to_value(), &[&text])?;
        self.push(number)
    }

    /// The number of an object in text. What is wrong is shown with the end of its line.
    fn take_number(&mut self, py: &mut Py) -> PyResult<i64> {
        let mut line = self.take_word(py)?.to_vec();
        line.push(b'\n');
        let text = py.decode(&line, Some("utf-8"), None)?;
        let value = py.call(&INT.to_value(), &[&text])?;
        py.to_isize(&value).map(|number| number as i64)
    }

    pub(super) fn load_put(&mut self, py: &mut Py) -> PyResult<()> {
        let number = self.take_number(py)?;
        match usize::try_from(number) {
            Ok(number) => self.remember(py, number),
            Err(_) => Err(exc::value_error(py, format_args!("negative PUT argument"))),
        }
    }

    pub(super) fn load_get(&mut self, py: &mut Py) -> PyResult<()> {
        let number = self.take_number(py)?;
        self.recall(py, number)
    }
}

/// A string of bytes that are Latin-1.
fn text(py: &Py, bytes: &[u8]) -> PyResult<Value> {
    py.heap().str_from_units(if bytes.is_ascii() { Units::Ascii(bytes) } else { Units::Latin1(bytes) })
}

/// `int(text)`
fn int_of_text(py: &mut Py, bytes: &[u8]) -> PyResult<Value> {
    let text = text(py, bytes)?;
    py.call(&INT.to_value(), &[&text])
}
