//! Reading the tables, and showing answers as the scripts show them.

use std::fmt::Write as _;
use taipan_num::int::{self, Int};

/// Computes the answer of each line, whose last field is CPython's, and reports all that differ.
pub(crate) fn check(table: &str, answer: impl Fn(&[&str]) -> Option<String>) {
    let mut wrong = Vec::new();
    let mut lines = 0;
    for line in table.lines() {
        lines += 1;
        let fields: Vec<&str> = line.split('\t').collect();
        let expected = fields.last().copied().unwrap_or_default();
        let got = answer(&fields).unwrap_or_else(|| "nothing: an unknown operation".to_owned());
        if got != expected {
            wrong.push(format!("{line}\n    got {got}"));
        }
    }
    assert!(lines > 100, "the table is cut");
    assert!(
        wrong.is_empty(),
        "{} of {lines} differ:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(30)].join("\n")
    );
}

/// `-1f`, or `@seed:limbs`.
pub(crate) fn integer(text: &str) -> Int {
    let (negative, magnitude) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let digits: Vec<u32> = if let Some(long) = magnitude.strip_prefix('@') {
        let (seed, limbs) = long.split_once(':').expect("seed and length");
        spread(hexadecimal(seed), limbs.parse().expect("a length"))
    } else {
        magnitude
            .as_bytes()
            .rchunks(8)
            .map(|chunk| hexadecimal(std::str::from_utf8(chunk).expect("ASCII")) as u32)
            .collect()
    };
    Int::from_digits(negative, &digits)
}

/// The same as in the script.
fn spread(seed: u64, limbs: usize) -> Vec<u32> {
    let mut state = seed;
    (0..limbs)
        .flat_map(|i| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let limb = match state >> 20 & 7 {
                2 => 0,
                3 => u64::MAX,
                4 => state >> 40,
                _ => state,
            };
            let limb = if limb == 0 { u64::from(i == limbs - 1) } else { limb };
            [limb as u32, (limb >> 32) as u32]
        })
        .collect()
}

fn hexadecimal(text: &str) -> u64 {
    u64::from_str_radix(text, 16).expect("hexadecimal digits")
}

/// The bits of a float.
pub(crate) fn float(text: &str) -> f64 {
    if text == "nan" { f64::NAN } else { f64::from_bits(hexadecimal(text)) }
}

/// Short integers in full, long ones as length, hash and lowest limb.
pub(crate) fn show_int(value: &Int) -> String {
    let value = value.as_ref();
    let bits = int::bit_length(value);
    if bits > 1000 {
        return format!("#{bits}:{}:{:x}", int::hash(value), value.limbs[0]);
    }
    let sign = if value.negative { "-" } else { "" };
    let limbs: Vec<u64> = value.limbs.iter().rev().copied().collect();
    let digits = hexadecimal_text(&limbs, 16);
    let digits = digits.trim_start_matches('0');
    format!("{sign}{}", if digits.is_empty() { "0" } else { digits })
}

pub(crate) fn show_float(value: f64) -> String {
    if value.is_nan() { "nan".to_owned() } else { format!("{:016x}", value.to_bits()) }
}

/// Short texts in full, long ones as length and checksum.
pub(crate) fn show_text(text: String) -> String {
    if text.len() < 400 {
        return text;
    }
    let sum = text.bytes().fold(0u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    format!("${}:{sum:x}", text.len())
}

/// Each item with so many digits.
pub(crate) fn hexadecimal_text<T: std::fmt::LowerHex>(items: &[T], width: usize) -> String {
    items.iter().fold(String::new(), |mut text, item| {
        let _ = write!(text, "{item:0width$x}");
        text
    })
}
