//! A short line of ASCII on the stack, for what dates and times look like.

use taipan_object::{Py, PyResult, Value};
use taipan_strings::Units;

/// A line of at most 64 characters; more are left out, and nothing here writes more.
pub(crate) struct Line {
    bytes: [u8; 64],
    len: usize,
}

impl Line {
    /// An empty line.
    #[inline]
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; 64], len: 0 }
    }

    #[inline]
    pub(crate) fn byte(&mut self, byte: u8) -> &mut Self {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
        self
    }

    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for &byte in text.as_bytes() {
            self.byte(byte);
        }
        self
    }

    /// A number, with zeros before it up to a width.
    #[inline]
    pub(crate) fn number(&mut self, number: i32, width: usize) -> &mut Self {
        let mut rest = number.unsigned_abs();
        if number < 0 {
            self.byte(b'-');
        }
        let mut digits = [b'0'; 10];
        let mut first = digits.len();
        for place in digits.iter_mut().rev() {
            if rest == 0 {
                break;
            }
            *place = b'0' + (rest % 10) as u8;
            rest /= 10;
            first -= 1;
        }
        for &digit in digits.get(first.min(digits.len().saturating_sub(width))..).unwrap_or_default() {
            self.byte(digit);
        }
        self
    }

    /// A number below a hundred, of two digits.
    #[inline]
    pub(crate) fn two(&mut self, number: i32) -> &mut Self {
        match u8::try_from(number) {
            Ok(number @ 0..100) => self.byte(b'0' + number / 10).byte(b'0' + number % 10),
            _ => self.number(number, 2),
        }
    }

    /// The characters.
    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// The characters as text.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// A string.
    #[inline]
    pub(crate) fn finish(&self, py: &Py) -> PyResult<Value> {
        py.heap().str_from_units(Units::Ascii(self.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn numbers_get_their_width() {
        let mut line = Line::new();
        line.number(7, 4)
            .byte(b' ')
            .number(12_345, 4)
            .byte(b' ')
            .two(5)
            .two(205)
            .byte(b' ')
            .number(-3, 0)
            .number(0, 1);
        assert_eq!(line.as_str(), "0007 12345 05205 -30");
    }
}
