//! The decimal digits of a finite float: the shortest that read back as it, or so many, exactly rounded.

use std::fmt::Write as _;

/// Digits after which a float has only zeros: 2^-1074 has 1074 behind the point, and no float has more digits in all.
const ALL_DIGITS: usize = 1100;
/// Those before the point of the largest float come on top.
const CAPACITY: usize = ALL_DIGITS + 320;

/// `0.d1d2d3... * 10^point`, where the first digit is not zero; zero is the digit 0 with the point behind it.
pub(crate) struct Digits {
    text: Buffer,
    pub(crate) point: i32,
}

/// ASCII text of limited length, without memory of its own.
struct Buffer {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl std::fmt::Write for Buffer {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(std::fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

impl Digits {
    pub(crate) fn as_slice(&self) -> &[u8] {
        self.text.bytes.get(..self.text.length).unwrap_or_default()
    }

    /// The shortest digits that read back as the value, and of those the nearest.
    pub(crate) fn shortest(value: f64) -> Self {
        let mut buffer = zmij::Buffer::new();
        let mut digits = Self::of_text(buffer.format_finite(value.abs()));
        digits.trim_end();
        digits
    }

    /// So many digits in all, at least one.
    pub(crate) fn significant(value: f64, count: usize) -> Self {
        let mut text = Buffer { bytes: [0; CAPACITY], length: 0 };
        // The buffer has room for what is asked for.
        let _ = write!(text, "{:.*e}", count.clamp(1, ALL_DIGITS) - 1, value.abs());
        Self::of_buffer(text)
    }

    /// So many digits behind the point. May be none at all, or only zeros.
    pub(crate) fn fixed(value: f64, count: usize) -> Self {
        let mut text = Buffer { bytes: [0; CAPACITY], length: 0 };
        let _ = write!(text, "{:.*}", count.min(ALL_DIGITS), value.abs());
        Self::of_buffer(text)
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.as_slice().iter().all(|&digit| digit == b'0')
    }

    fn of_text(text: &str) -> Self {
        let mut buffer = Buffer { bytes: [0; CAPACITY], length: 0 };
        let _ = buffer.write_str(text);
        Self::of_buffer(buffer)
    }

    /// Takes `12.34e-5` apart, in place.
    fn of_buffer(mut text: Buffer) -> Self {
        let all = text.bytes.get(..text.length).unwrap_or_default();
        let mantissa = all.iter().position(|&byte| byte == b'e').unwrap_or(all.len());
        let exponent =
            all.get(mantissa + 1..).and_then(|text| std::str::from_utf8(text).ok()?.parse::<i32>().ok());
        let whole = all[..mantissa].iter().position(|&byte| byte == b'.').unwrap_or(mantissa);
        let zeros = all[..mantissa].iter().take_while(|&&byte| byte == b'0' || byte == b'.').count();
        let mut point = whole as i32 + exponent.unwrap_or(0);
        if zeros == mantissa {
            // Zero.
            (text.bytes[0], text.length) = (b'0', 1);
            return Self { text, point: 1 };
        }
        let leading_zeros = if zeros > whole { zeros - 1 } else { zeros };
        point -= leading_zeros as i32;
        let mut length = 0;
        for at in zeros..mantissa {
            if at != whole {
                text.bytes[length] = text.bytes[at];
                length += 1;
            }
        }
        text.length = length;
        Self { text, point }
    }

    fn trim_end(&mut self) {
        let zeros = self.as_slice().iter().skip(1).rev().take_while(|&&digit| digit == b'0').count();
        self.text.length -= zeros;
    }

    /// Drops zeros at the end, except the first digit.
    pub(crate) fn trimmed(mut self) -> Self {
        self.trim_end();
        self
    }
}
