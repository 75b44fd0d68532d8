//! Quoted-printable (RFC 1521): most bytes as they are, others as `=` and two digits, lines of 76 characters at most.

use super::Converted;

/// The longest line.
const LONGEST: usize = 76;

/// How data is encoded.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// Spaces and tabs are quoted everywhere.
    pub(super) quote_tabs: bool,
    /// Ends of lines are ends of lines.
    pub(super) is_text: bool,
    /// A space is an underscore, and that is quoted.
    pub(super) header: bool,
}

pub(super) fn decode(text: &[u8], header: bool) -> Converted {
    let mut out = Vec::new();
    out.try_reserve_exact(text.len())?;
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        at += 1;
        if c != b'=' {
            out.push(if header && c == b'_' { b' ' } else { c });
            continue;
        }
        let digit = |at: usize| text.get(at).and_then(|&c| char::from(c).to_digit(16));
        match text.get(at) {
            None => break,
            // A soft end of the line: anything up to it is dropped.
            Some(b'\n' | b'\r') => {
                while text.get(at).is_some_and(|&c| c != b'\n') {
                    at += 1;
                }
                at += 1;
            }
            Some(b'=') => {
                out.push(b'=');
                at += 1;
            }
            Some(_) => match (digit(at), digit(at + 1)) {
                (Some(high), Some(low)) => {
                    out.push((high << 4 | low) as u8);
                    at += 2;
                }
                _ => out.push(b'='),
            },
        }
    }
    Ok(out)
}

pub(super) fn encode(bytes: &[u8], style: Style) -> Converted {
    let mut out = Vec::new();
    out.try_reserve(bytes.len())?;
    // Ends of lines become those that the first one is.
    let returns = bytes.iter().position(|&c| c == b'\n').is_some_and(|at| at > 0 && bytes[at - 1] == b'\r');
    let mut line = 0;
    let mut at = 0;
    while let Some(&c) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        if must_be_quoted(c, next, line, style) {
            if line + 3 >= LONGEST {
                soft_break(&mut out, returns);
                line = 0;
            }
            push_quoted(&mut out, c);
            line += 3;
            at += 1;
            continue;
        }
        let is_end = style.is_text && (c == b'\n' || c == b'\r' && next == Some(b'\n'));
        if is_end {
            line = 0;
            // White space before it would get lost.
            if let Some(&last @ (b' ' | b'\t')) = out.last() {
                out.pop();
                push_quoted(&mut out, last);
            }
            if returns {
                out.push(b'\r');
            }
            out.push(b'\n');
            at += if c == b'\r' { 2 } else { 1 };
            continue;
        }
        if next.is_some_and(|next| next != b'\n') && line + 1 >= LONGEST {
            soft_break(&mut out, returns);
            line = 0;
        }
        line += 1;
        out.push(if style.header && c == b' ' { b'_' } else { c });
        at += 1;
    }
    Ok(out)
}

fn must_be_quoted(c: u8, next: Option<u8>, line: usize, style: Style) -> bool {
    match c {
        b'=' => true,
        127.. => true,
        b'_' if style.header => true,
        // A point alone on a line ends mails.
        b'.' if line == 0 => matches!(next, None | Some(b'\n' | b'\r' | 0)),
        b'\r' | b'\n' => !style.is_text,
        b' ' | b'\t' => next.is_none() || style.quote_tabs,
        _ => c < 33,
    }
}

fn push_quoted(out: &mut Vec<u8>, c: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend([b'=', DIGITS[usize::from(c >> 4)], DIGITS[usize::from(c & 15)]]);
}

fn soft_break(out: &mut Vec<u8>, returns: bool) {
    out.push(b'=');
    if returns {
        out.push(b'\r');
    }
    out.push(b'\n');
}
