//! Places in a document.

use crate::decode::Encoding;

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: u64,
    /// Characters before it on its line.
    pub column: u64,
    /// Bytes before it, in the document's encoding.
    pub byte: u64,
}

impl Position {
    pub(crate) const START: Self = Self { line: 1, column: 0, byte: 0 };

    /// The place behind a text that begins here.
    pub(crate) fn after(mut self, text: &[u8], encoding: &Encoding) -> Self {
        let is_narrow = *encoding == Encoding::Utf8;
        let mut previous = 0;
        for &byte in text {
            // What continues a character is a byte of UTF-8 only.
            if byte & 0xc0 == 0x80 {
                self.byte += u64::from(is_narrow);
                continue;
            }
            self.byte += encoding.width(byte);
            match byte {
                b'\n' if previous == b'\r' => {}
                b'\n' | b'\r' => {
                    self.line += 1;
                    self.column = 0;
                }
                _ => self.column += 1,
            }
            previous = byte;
        }
        self
    }
}
