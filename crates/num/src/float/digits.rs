//! The decimal digits of a finite float: the shortest that read back as it, or so many, exactly rounded.

use std::fmt::Write as _;

use super::exact;

/// Digits after which a float has only zeros: 2^-1074 has 1074 behind the point, and no float has more digits in all.
const ALL_DIGITS: usize = 1100;
/// So many digits need no memory of their own.
const FEW: usize = 48;

/// `0.d1d2d3... * 10^point`, where the first digit is not zero; zero is the digit 0 with the point behind it.
pub(crate) struct Digits {
    text: Buffer,
    pub(crate) point: i32,
}

/// ASCII text.
struct Buffer {
    short: [u8; FEW],
    length: usize,
    /// All of it, where it is longer.
    long: Vec<u8>,
}

impl Buffer {
    const fn new() -> Self {
        Self { short: [0; FEW], length: 0, long: Vec::new() }
    }

    fn bytes(&self) -> &[u8] {
        if self.long.is_empty() { self.short.get(..self.length).unwrap_or_default() } else { &self.long }
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        if self.long.is_empty() {
            self.short.get_mut(..self.length).unwrap_or_default()
        } else {
            &mut self.long
        }
    }

    fn truncate(&mut self, length: usize) {
        self.length = length.min(self.length);
        self.long.truncate(length);
    }
}

impl std::fmt::Write for Buffer {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = self.length + text.len();
        if self.long.is_empty() {
            if let Some(place) = self.short.get_mut(self.length..end) {
                place.copy_from_slice(text.as_bytes());
                self.length = end;
                return Ok(());
            }
            let short = self.short.get(..self.length).unwrap_or_default();
            self.long.try_reserve(end).map_err(|_| std::fmt::Error)?;
            self.long.extend_from_slice(short);
        }
        self.long.try_reserve(text.len()).map_err(|_| std::fmt::Error)?;
        self.long.extend_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

impl Digits {
    pub(crate) fn as_slice(&self) -> &[u8] {
        self.text.bytes()
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
        let value = value.abs();
        if value != 0.0
            && let Some((digits, exponent)) = exact::significant(value, count.max(1))
        {
            return Self { point: exponent + 1, ..Self::of_number(digits, 0) };
        }
        let mut text = Buffer::new();
        // It fails for want of memory only, for many digits.
        let _ = write!(text, "{value:.*e}", count.clamp(1, ALL_DIGITS) - 1);
        Self::of_buffer(text)
    }

    /// So many digits behind the point. May be none at all, or only zeros.
    pub(crate) fn fixed(value: f64, count: usize) -> Self {
        let value = value.abs();
        if let Some(number) = exact::scaled(value, count) {
            return Self::of_number(number, count as i32);
        }
        let mut text = Buffer::new();
        let _ = write!(text, "{value:.*}", count.min(ALL_DIGITS));
        Self::of_buffer(text)
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.as_slice().iter().all(|&digit| digit == b'0')
    }

    /// The digits of a whole number, of which so many stand behind the point.
    fn of_number(number: u128, places: i32) -> Self {
        /// So many digits fit into a word.
        const HALF: u128 = 10_000_000_000_000_000_000;
        let mut all = [b'0'; FEW];
        let mut start = FEW;
        let (high, mut low) = match u64::try_from(number) {
            Ok(low) => (0, low),
            Err(_) => (number / HALF, (number % HALF) as u64),
        };
        let mut put = |rest: &mut u64| {
            start -= 1;
            all[start] = b'0' + (*rest % 10) as u8;
            *rest /= 10;
        };
        if high == 0 {
            put(&mut low);
            while low != 0 {
                put(&mut low);
            }
        } else {
            (0..HALF.ilog10()).for_each(|_| put(&mut low));
            // What is left of 39 digits fits into 20.
            let mut high = high as u64;
            put(&mut high);
            while high != 0 {
                put(&mut high);
            }
        }
        let length = FEW - start;
        let mut text = Buffer::new();
        text.length = length;
        if let (Some(place), Some(digits)) = (text.short.get_mut(..length), all.get(start..)) {
            place.copy_from_slice(digits);
        }
        Self { text, point: if number == 0 { 1 } else { length as i32 - places } }
    }

    fn of_text(text: &str) -> Self {
        let mut buffer = Buffer::new();
        let _ = buffer.write_str(text);
        Self::of_buffer(buffer)
    }

    /// Takes `12.34e-5` apart, in place.
    fn of_buffer(mut text: Buffer) -> Self {
        let all = text.bytes_mut();
        let mantissa = all.iter().position(|&byte| byte == b'e').unwrap_or(all.len());
        let exponent =
            all.get(mantissa + 1..).and_then(|text| std::str::from_utf8(text).ok()?.parse::<i32>().ok());
        let whole = all[..mantissa].iter().position(|&byte| byte == b'.').unwrap_or(mantissa);
        let zeros = all[..mantissa].iter().take_while(|&&byte| byte == b'0' || byte == b'.').count();
        let mut point = whole as i32 + exponent.unwrap_or(0);
        if zeros == mantissa {
            // Zero.
            return Self::of_number(0, 0);
        }
        let leading_zeros = if zeros > whole { zeros - 1 } else { zeros };
        point -= leading_zeros as i32;
        let mut length = 0;
        for at in zeros..mantissa {
            if at != whole {
                all[length] = all[at];
                length += 1;
            }
        }
        text.truncate(length);
        Self { text, point }
    }

    fn trim_end(&mut self) {
        let digits = self.as_slice();
        let zeros = digits.iter().skip(1).rev().take_while(|&&digit| digit == b'0').count();
        let length = digits.len() - zeros;
        self.text.truncate(length);
    }

    /// Drops zeros at the end, except the first digit.
    pub(crate) fn trimmed(mut self) -> Self {
        self.trim_end();
        self
    }
}
