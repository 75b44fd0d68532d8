//! `repr()` of constants.

use taipan_num::{DigitLimit, Int, TooManyDigits, repr_complex, repr_float, repr_int};
use taipan_text::{repr_bytes, repr_str};

use crate::Constant;

impl Constant<'_> {
    /// Python's `repr()` of the value. It fails for an `int` of more digits than `limit` allows.
    pub fn repr(self, limit: DigitLimit) -> Result<String, TooManyDigits> {
        Ok(match self {
            Self::None => "None".to_owned(),
            Self::Bool(true) => "True".to_owned(),
            Self::Bool(false) => "False".to_owned(),
            Self::Ellipsis => "Ellipsis".to_owned(),
            Self::Int(value) => value.to_string(),
            Self::BigInt { negative, digits } => repr_int(&Int::from_digits(negative, digits), limit)?,
            Self::Float(value) => repr_float(value),
            Self::Complex { real, imag } => repr_complex(real, imag),
            Self::Str(text) => repr_str(text),
            Self::Bytes(bytes) => repr_bytes(bytes),
            Self::Tuple([one]) => format!("({},)", one.repr(limit)?),
            Self::Tuple(items) => format!("({})", list(items, limit)?),
            Self::FrozenSet([]) => "frozenset()".to_owned(),
            Self::FrozenSet(items) => format!("frozenset({{{}}})", list(items, limit)?),
        })
    }
}

fn list(items: &[Constant<'_>], limit: DigitLimit) -> Result<String, TooManyDigits> {
    let texts: Vec<String> = items.iter().map(|item| item.repr(limit)).collect::<Result<_, _>>()?;
    Ok(texts.join(", "))
}
