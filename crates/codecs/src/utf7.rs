//! UTF-7 (RFC 2152): ASCII, with `+` to begin a stretch of UTF-16 in base 64 and `-` to end it.

use taipan_text::{CodeUnits, OutOfMemory, TextSink};

use crate::decode::{self, Decoder, Stop, push_all};
use crate::{Failure, OnDecodeError};

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64_value(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

const fn is_high(unit: u32) -> bool {
    matches!(unit, 0xd800..=0xdbff)
}

const fn is_low(unit: u32) -> bool {
    matches!(unit, 0xdc00..=0xdfff)
}

/// Decodes UTF-7; returns how many bytes were consumed: all, unless it is not `is_final` and the end is within a stretch
/// of base 64, which is then left as a whole.
pub fn decode_utf7<E>(
    input: &[u8],
    is_final: bool,
    on_error: &mut OnDecodeError<'_, E>,
    out: &mut impl TextSink,
) -> Result<usize, Failure<E>> {
    let mut decoder = Utf7 { is_final, start: 0, stretch: None, high: None };
    decode::drive(input, is_final, &mut decoder, on_error, out)
}

struct Utf7 {
    is_final: bool,
    /// Where the stretch began, or the last problem.
    start: usize,
    stretch: Option<Stretch>,
    /// A high surrogate that waits for its other half.
    high: Option<u32>,
}

/// Within base 64.
#[derive(Default)]
struct Stretch {
    bits: u32,
    count: u32,
    /// What it has yielded: kept back, because an incomplete stretch is not consumed at all.
    text: Vec<u32>,
}

impl<E> Decoder<E> for Utf7 {
    fn encoding(&self) -> &'static str {
        "utf7"
    }

    fn run(&mut self, input: &[u8], position: usize, out: &mut impl TextSink) -> Result<Stop, Failure<E>> {
        let mut position = position;
        while let Some(&byte) = input.get(position) {
            if self.stretch.is_some() {
                if let Some(value) = base64_value(byte) {
                    position += 1;
                    self.take_bits(value)?;
                } else {
                    if let Some(reason) = self.leave(byte, out)? {
                        return Ok(self.problem(position + 1, reason));
                    }
                    position += usize::from(byte == b'-');
                }
                continue;
            }
            out.reserve(1)?;
            position += 1;
            match byte {
                b'+' => {
                    self.start = position - 1;
                    match input.get(position) {
                        Some(b'-') => {
                            position += 1;
                            out.push(b'+'.into());
                        }
                        Some(&next) if base64_value(next).is_none() => {
                            return Ok(self.problem(position + 1, "ill-formed sequence"));
                        }
                        _ => {
                            self.high = None;
                            self.stretch = Some(Stretch::default());
                        }
                    }
                }
                0..0x80 => out.push(byte.into()),
                _ => {
                    self.start = position - 1;
                    return Ok(self.problem(position, "unexpected special character"));
                }
            }
        }
        self.end(input, out)
    }
}

impl Utf7 {
    const fn problem(&self, end: usize, reason: &'static str) -> Stop {
        Stop::Problem { start: self.start, end, reason }
    }

    fn take_bits<E>(&mut self, value: u32) -> Result<(), Failure<E>> {
        let Some(stretch) = &mut self.stretch else { return Ok(()) };
        stretch.bits = stretch.bits << 6 | value;
        stretch.count += 6;
        if stretch.count < 16 {
            return Ok(());
        }
        stretch.count -= 16;
        let unit = stretch.bits >> stretch.count;
        stretch.bits &= (1 << stretch.count) - 1;
        TextSink::reserve(&mut stretch.text, 2)?;
        if let Some(high) = self.high.take() {
            if is_low(unit) {
                stretch.text.push(0x1_0000 + ((high & 0x3ff) << 10) + (unit & 0x3ff));
                return Ok(());
            }
            stretch.text.push(high);
        }
        if is_high(unit) {
            self.high = Some(unit);
        } else {
            stretch.text.push(unit);
        }
        Ok(())
    }

    /// Ends a stretch before a byte that is not in base 64; tells what is wrong with it.
    fn leave<E>(&mut self, byte: u8, out: &mut impl TextSink) -> Result<Option<&'static str>, Failure<E>> {
        let Some(stretch) = self.stretch.take() else { return Ok(None) };
        push_all(&stretch.text, out)?;
        if stretch.count >= 6 {
            return Ok(Some("partial character in shift sequence"));
        }
        if stretch.count > 0 && stretch.bits != 0 {
            return Ok(Some("non-zero padding bits in shift sequence"));
        }
        if let Some(high) = self.high.take().filter(|_| byte < 0x80) {
            push_all(&[high], out)?;
        }
        Ok(None)
    }

    fn end<E>(&mut self, input: &[u8], out: &mut impl TextSink) -> Result<Stop, Failure<E>> {
        if !self.is_final && self.stretch.is_some() {
            return Ok(Stop::End(self.start));
        }
        let Some(stretch) = self.stretch.take() else { return Ok(Stop::End(input.len())) };
        push_all(&stretch.text, out)?;
        let cut = self.high.is_some() || stretch.count >= 6 || (stretch.count > 0 && stretch.bits != 0);
        if cut {
            return Ok(self.problem(input.len(), "unterminated shift sequence"));
        }
        Ok(Stop::End(input.len()))
    }
}

/// Encodes as UTF-7, which can encode everything.
pub fn encode_utf7<T: CodeUnits + ?Sized>(text: &T, out: &mut Vec<u8>) -> Result<(), OutOfMemory> {
    let mut encoder = ToUtf7 { bits: 0, count: 0, in_base64: false };
    for code_point in (0..text.len()).map_while(|index| text.get(index)) {
        crate::reserve(out, 8)?;
        encoder.push(code_point, out);
    }
    crate::reserve(out, 2)?;
    encoder.push_rest(out);
    if encoder.in_base64 {
        out.push(b'-');
    }
    Ok(())
}

struct ToUtf7 {
    bits: u32,
    count: u32,
    in_base64: bool,
}

/// The characters that stand for themselves, those that RFC 2152 calls optional among them.
fn is_direct(code_point: u32) -> bool {
    match u8::try_from(code_point) {
        Ok(b'+' | b'\\' | b'~') => false,
        Ok(b'\t' | b'\n' | b'\r' | b' '..=b'~') => true,
        _ => false,
    }
}

impl ToUtf7 {
    fn push_unit(&mut self, unit: u32, out: &mut Vec<u8>) {
        self.bits = self.bits << 16 | unit;
        self.count += 16;
        while self.count >= 6 {
            self.count -= 6;
            out.push(BASE64[(self.bits >> self.count & 0x3f) as usize]);
        }
        self.bits &= (1 << self.count) - 1;
    }

    fn push_rest(&mut self, out: &mut Vec<u8>) {
        if self.count > 0 {
            out.push(BASE64[(self.bits << (6 - self.count) & 0x3f) as usize]);
        }
        (self.bits, self.count) = (0, 0);
    }

    fn push(&mut self, code_point: u32, out: &mut Vec<u8>) {
        if is_direct(code_point) {
            let byte = code_point as u8;
            if std::mem::take(&mut self.in_base64) {
                self.push_rest(out);
                // What is not in base 64 ends the stretch by itself.
                if base64_value(byte).is_some() || byte == b'-' {
                    out.push(b'-');
                }
            }
            out.push(byte);
            return;
        }
        if !self.in_base64 {
            out.push(b'+');
            if code_point == u32::from(b'+') {
                out.push(b'-');
                return;
            }
            self.in_base64 = true;
        }
        if code_point < 0x1_0000 {
            self.push_unit(code_point, out);
        } else {
            self.push_unit(0xd800 | (code_point - 0x1_0000) >> 10, out);
            self.push_unit(0xdc00 | (code_point & 0x3ff), out);
        }
    }
}
