//! Lines of uuencode: the length, then three bytes as four characters of six bits, from a space on.

use super::{Converted, Mistake};

/// The most bytes of a line.
const LONGEST: usize = 45;

pub(super) fn encode(bytes: &[u8], backtick: bool) -> Converted {
    if bytes.len() > LONGEST {
        return Err(Mistake::new("At most 45 bytes at once"));
    }
    let character = |bits: u32| match (bits & 63) as u8 {
        0 if backtick => b'`',
        bits => bits + b' ',
    };
    let mut out = Vec::new();
    out.try_reserve_exact(2 + bytes.len().div_ceil(3) * 4)?;
    out.push(character(bytes.len() as u32));
    for three in bytes.chunks(3) {
        let byte = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        out.extend([character(bits >> 18), character(bits >> 12), character(bits >> 6), character(bits)]);
    }
    out.push(b'\n');
    Ok(out)
}

pub(super) fn decode(line: &[u8]) -> Converted {
    let Some((&length, text)) = line.split_first() else { return Err(Mistake::new("Missing length byte")) };
    let length = usize::from(length.wrapping_sub(b' ') & 63);
    let mut out = Vec::new();
    out.try_reserve_exact(length)?;
    let mut text = text.iter();
    let (mut bits, mut count) = (0_u32, 0);
    while out.len() < length {
        // What is missing at the end of a line are spaces that were cut off.
        let value = match text.next() {
            None | Some(b'\n' | b'\r') => 0,
            Some(&c @ b' '..=0x60) => (c - b' ') & 63,
            Some(_) => return Err(Mistake::new("Illegal char")),
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    // Padding may follow.
    for &c in text {
        if !matches!(c, b' ' | b'`' | b'\n' | b'\r') {
            return Err(Mistake::new("Trailing garbage"));
        }
    }
    Ok(out)
}
