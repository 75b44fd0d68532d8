//! Reading the golden tables.

use taipan_num::{DigitLimit, Int, int};

/// Gives every line's fields, but the last, to `answer`, compares with the last, and reports all that differ.
pub(crate) fn check(table: &str, answer: impl Fn(&[&str]) -> String) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in table.lines() {
        count += 1;
        let fields: Vec<&str> = line.split('\t').collect();
        let (expected, given) = fields.split_last().expect("a field");
        let got = answer(given);
        if got != *expected {
            wrong.push(format!("{line}\n    got {got}"));
        }
    }
    assert!(count > 100, "the table is cut");
    let shown = wrong[..wrong.len().min(25)].join("\n");
    assert!(wrong.is_empty(), "{} of {count} differ:\n{shown}", wrong.len());
}

/// A text of the tables, `\{20ac}` for what is not printable ASCII.
pub(crate) fn units(text: &str) -> Vec<u32> {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((hex, after)) = rest.strip_prefix("\\{").and_then(|rest| rest.split_once('}')) {
            units.push(u32::from_str_radix(hex, 16).expect("a number"));
            rest = after;
        } else {
            units.push(c.into());
            rest = &rest[c.len_utf8()..];
        }
    }
    units
}

/// The other way round.
pub(crate) fn escape(units: &[u32]) -> String {
    let one = |&unit: &u32| match char::from_u32(unit) {
        Some(c @ ' '..='~') if c != '\\' => c.to_string(),
        _ => format!("\\{{{unit:x}}}"),
    };
    units.iter().map(one).collect()
}

/// A value of the tables.
#[derive(Clone)]
pub(crate) enum Value {
    Str(Vec<u32>),
    Int(Int),
    Float(f64),
    Complex(f64, f64),
}

impl Value {
    pub(crate) fn parse(text: &str) -> Self {
        let float = |hex| f64::from_bits(u64::from_str_radix(hex, 16).expect("bits"));
        let (kind, rest) = text.split_at(1);
        match kind {
            "s" | "b" => Self::Str(units(rest)),
            "i" => Self::Int(int::parse(rest.as_bytes(), 10, DigitLimit::NONE).expect("an int")),
            "f" => Self::Float(float(rest)),
            "c" => Self::Complex(float(&rest[..16]), float(&rest[16..])),
            _ => panic!("no kind of value: {text}"),
        }
    }

    /// `int()` of a number.
    pub(crate) fn int(&self) -> Int {
        match self {
            Self::Int(int) => int.clone(),
            Self::Float(float) => int::from_f64(*float).expect("a finite float"),
            _ => panic!("not an int"),
        }
    }

    pub(crate) fn float(&self) -> f64 {
        match self {
            Self::Int(int) => taipan_num::Number::from(int.clone()).to_float().expect("a float"),
            Self::Float(float) => *float,
            _ => panic!("not a float"),
        }
    }

    /// `str()` of it.
    pub(crate) fn str(&self) -> Vec<u32> {
        match self {
            Self::Str(text) => text.clone(),
            Self::Int(int) => int.to_string().bytes().map(u32::from).collect(),
            Self::Float(float) => taipan_num::repr_float(*float).bytes().map(u32::from).collect(),
            Self::Complex(..) => panic!("a complex"),
        }
    }

    /// `repr()` or `ascii()`.
    pub(crate) fn repr(&self, bytes: bool, ascii: bool) -> Vec<u32> {
        let Self::Str(text) = self else { return self.str() };
        let quote = u32::from(b'\'');
        let mut out = Vec::from_iter(bytes.then_some(u32::from(b'b')));
        out.push(quote);
        for &unit in text {
            if unit > 0x7f && (ascii || bytes) {
                out.extend(format!("\\x{unit:02x}").bytes().map(u32::from));
            } else {
                out.push(unit);
            }
        }
        out.push(quote);
        out
    }
}
