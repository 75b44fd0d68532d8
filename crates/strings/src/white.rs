//! Which units are white space or end a line, for `str` and for `bytes`.

use crate::Unit;

/// What white space and line ends are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rules {
    /// Those of `str`, from Unicode.
    Text,
    /// Those of `bytes`: six bytes of ASCII are white space, two end lines.
    Bytes,
}

const TEXT_SPACE: u8 = 1;
const BYTES_SPACE: u8 = 2;
const TEXT_LINE_END: u8 = 4;

/// Latin-1.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut c = 0;
    while c < 256 {
        classes[c] = match c as u8 {
            b'\n' | b'\r' | 0x0b | 0x0c => TEXT_SPACE | BYTES_SPACE | TEXT_LINE_END,
            b'\t' | b' ' => TEXT_SPACE | BYTES_SPACE,
            0x1c..=0x1e | 0x85 => TEXT_SPACE | TEXT_LINE_END,
            0x1f | 0xa0 => TEXT_SPACE,
            _ => 0,
        };
        c += 1;
    }
    classes
};

impl Rules {
    #[inline]
    pub(crate) fn is_space<U: Unit>(self, unit: U) -> bool {
        let c: u32 = unit.code();
        match CLASSES.get(c as usize) {
            Some(class) => class & if self == Self::Text { TEXT_SPACE } else { BYTES_SPACE } != 0,
            None => self == Self::Text && taipan_unicode::is_whitespace(c),
        }
    }

    #[inline]
    pub(crate) fn is_line_end<U: Unit>(self, unit: U) -> bool {
        let c: u32 = unit.code();
        match CLASSES.get(c as usize) {
            _ if self == Self::Bytes => c == 0x0a || c == 0x0d,
            Some(class) => class & TEXT_LINE_END != 0,
            None => matches!(c, 0x2028 | 0x2029),
        }
    }
}
