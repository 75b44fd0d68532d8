//! Base64 (RFC 4648): three bytes as four characters.

use super::{Converted, Mistake};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PAD: u8 = b'=';
/// No character of base64.
const NONE: u8 = 0xff;

/// What each character stands for.
const VALUES: [u8; 256] = {
    let mut values = [NONE; 256];
    let mut value = 0;
    while value < 64 {
        values[ALPHABET[value] as usize] = value as u8;
        value += 1;
    }
    values
};

pub(super) fn encode(bytes: &[u8], newline: bool) -> Converted {
    let mut out = Vec::new();
    out.try_reserve_exact(bytes.len().div_ceil(3).checked_mul(4).ok_or(Mistake::Memory)?.saturating_add(1))?;
    let character = |bits: u32| ALPHABET[(bits & 63) as usize];
    let (threes, rest) = bytes.as_chunks::<3>();
    for &[a, b, c] in threes {
        let bits = u32::from(a) << 16 | u32::from(b) << 8 | u32::from(c);
        out.extend([character(bits >> 18), character(bits >> 12), character(bits >> 6), character(bits)]);
    }
    match *rest {
        [a] => {
            let bits = u32::from(a) << 16;
            out.extend([character(bits >> 18), character(bits >> 12), PAD, PAD]);
        }
        [a, b] => {
            let bits = u32::from(a) << 16 | u32::from(b) << 8;
            out.extend([character(bits >> 18), character(bits >> 12), character(bits >> 6), PAD]);
        }
        _ => {}
    }
    if newline {
        out.push(b'\n');
    }
    Ok(out)
}

pub(super) fn decode(text: &[u8], strict: bool) -> Converted {
    let mut out = Vec::new();
    out.try_reserve_exact(text.len() / 4 * 3 + 3)?;
    let mut rest = text;
    // Four characters at a time, as long as nothing else comes.
    while let [a, b, c, d, after @ ..] = rest {
        let values = [a, b, c, d].map(|&c| VALUES[usize::from(c)]);
        if values.contains(&NONE) {
            break;
        }
        let bits = values.iter().fold(0, |bits, &value| bits << 6 | u32::from(value));
        out.extend([(bits >> 16) as u8, (bits >> 8) as u8, bits as u8]);
        rest = after;
    }
    decode_slowly(out, rest, strict, rest.len() == text.len())
}

/// Decodes what is not just groups of four characters. `beginning`: nothing has been decoded.
fn decode_slowly(mut out: Vec<u8>, text: &[u8], strict: bool, beginning: bool) -> Converted {
    if strict && beginning && text.first() == Some(&PAD) {
        return Err(Mistake::new("Leading padding not allowed"));
    }
    // How many characters of a group of four came, what bits they left over, how many pads followed them.
    let (mut position, mut left, mut pads) = (0_u32, 0_u8, 0_u32);
    for &c in text {
        if c == PAD {
            pads += 1;
            if strict {
                match position {
                    1 => return Err(one_too_many(&out)),
                    2.. if position + pads <= 4 => {}
                    _ => return Err(Mistake::new("Excess padding not allowed")),
                }
            }
            continue;
        }
        let value = VALUES[usize::from(c)];
        if value == NONE {
            if strict {
                return Err(Mistake::new("Only base64 data is allowed"));
            }
            continue;
        }
        if strict && pads > 0 {
            let complete = position + pads == 4;
            let message =
                if complete { "Excess data after padding" } else { "Discontinuous padding not allowed" };
            return Err(Mistake::new(message));
        }
        pads = 0;
        match position {
            0 => {}
            1 => out.push(left << 2 | value >> 4),
            2 => out.push(left << 4 | value >> 2),
            _ => out.push(left << 6 | value),
        }
        left = match position {
            0 => value,
            1 => value & 0x0f,
            2 => value & 0x03,
            _ => 0,
        };
        position = (position + 1) % 4;
    }
    match position {
        0 => Ok(out),
        1 => Err(one_too_many(&out)),
        _ if position + pads >= 4 => Ok(out),
        _ => Err(Mistake::new("Incorrect padding")),
    }
}

/// One character has six bits of a byte only.
fn one_too_many(out: &[u8]) -> Mistake {
    Mistake::Error(format!(
        "Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than a multiple of 4",
        out.len() / 3 * 4 + 1
    ))
}
