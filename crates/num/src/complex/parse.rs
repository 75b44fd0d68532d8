//! Complex numbers of text.

use super::Complex;
use crate::Error;
use crate::float::{prefix, without_underscores};

/// What `complex(text)` is, white space trimmed and digits of other scripts replaced by ASCII's: `1+2j`, `(1+2j)`, `-j`.
/// Fails with [`Error::Malformed`].
pub fn parse(text: &[u8]) -> Result<Complex, Error> {
    let text = without_underscores(text)?;
    let inner = match &*text {
        [b'(', inner @ .., b')'] => trimmed(inner),
        text => text,
    };
    parts(inner).ok_or(Error::Malformed)
}

/// White space that is ASCII.
fn trimmed(text: &[u8]) -> &[u8] {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let start = text.iter().take_while(|byte| is_space(byte)).count();
    let text = &text[start..];
    let end = text.iter().rev().take_while(|byte| is_space(byte)).count();
    &text[..text.len() - end]
}

fn parts(text: &[u8]) -> Option<Complex> {
    let Some((first, rest)) = prefix(text) else { return Some(Complex::new(0.0, unit(text)?)) };
    match rest {
        [] => Some(Complex::new(first, 0.0)),
        [b'j' | b'J'] => Some(Complex::new(0.0, first)),
        [b'+' | b'-', ..] => {
            let imag = match prefix(rest) {
                Some((imag, [b'j' | b'J'])) => imag,
                Some(_) => return None,
                None => unit(rest)?,
            };
            Some(Complex::new(first, imag))
        }
        _ => None,
    }
}

/// `j`, `+j` or `-j`.
fn unit(text: &[u8]) -> Option<f64> {
    match text {
        [b'j' | b'J'] | [b'+', b'j' | b'J'] => Some(1.0),
        [b'-', b'j' | b'J'] => Some(-1.0),
        _ => None,
    }
}
