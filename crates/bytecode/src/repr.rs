//! `repr()` of constants.

use std::fmt::Write as _;

use taipan_num::{DigitLimit, repr_complex, repr_float, repr_int};
use taipan_text::{repr_bytes, repr_str};

use crate::{CodeObject, Constant};

impl Constant {
    /// Python's `repr()`, with two differences: a code object has no address in it, and an int may have any length. Items of
    /// a frozenset stand in the order in which they are here.
    pub fn repr(&self) -> String {
        let mut out = String::new();
        self.write_repr(&mut out, 0);
        out
    }

    fn write_repr(&self, out: &mut String, depth: usize) {
        // CPython gives up with an error where the nesting is deeper; a listing had better end.
        if depth > MAX_DEPTH {
            return out.push_str("...");
        }
        let _ = match self {
            Self::None => write!(out, "None"),
            Self::Bool(true) => write!(out, "True"),
            Self::Bool(false) => write!(out, "False"),
            Self::Ellipsis => write!(out, "Ellipsis"),
            Self::Int(value) => write!(out, "{value}"),
            Self::BigInt(value) => write!(out, "{}", repr_int(value, DigitLimit::NONE).unwrap_or_default()),
            Self::Float(value) => write!(out, "{}", repr_float(*value)),
            Self::Complex(real, imag) => write!(out, "{}", repr_complex(*real, *imag)),
            Self::Str(text) => write!(out, "{}", repr_str(text.text())),
            Self::Bytes(bytes) => write!(out, "{}", repr_bytes(bytes)),
            Self::Code(code) => write!(out, "{}", code.repr()),
            Self::Tuple(items) => {
                out.push('(');
                write_items(out, items, depth);
                out.push_str(if items.len() == 1 { ",)" } else { ")" });
                return;
            }
            Self::FrozenSet(items) if items.is_empty() => write!(out, "frozenset()"),
            Self::FrozenSet(items) => {
                out.push_str("frozenset({");
                write_items(out, items, depth);
                return out.push_str("})");
            }
            Self::Slice(parts) => {
                out.push_str("slice(");
                write_items(out, &parts[..], depth);
                return out.push(')');
            }
        };
    }
}

const MAX_DEPTH: usize = 500;

fn write_items(out: &mut String, items: &[Constant], depth: usize) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        item.write_repr(out, depth + 1);
    }
}

impl CodeObject {
    /// Python's `repr()`, without the address.
    pub fn repr(&self) -> String {
        let line = if self.first_line == 0 { -1 } else { self.first_line };
        let (name, filename) = (self.name.text().to_string_lossy(), self.filename.text().to_string_lossy());
        format!("<code object {name}, file \"{filename}\", line {line}>")
    }
}
