//! How Unicode 3.2 differs, which `unicodedata.ucd_3_2_0` and the domain names of IDNA 2003 still speak.

use std::sync::OnceLock;

/// Lines of a property, the first and last code point of a run, and their value.
const CHANGES: &str = include_str!("../../../spec/unicode/version_3_2.txt");

/// Runs of code points in their order, each with a value, for one property.
#[derive(Default)]
struct Runs(Vec<(u32, u32, &'static str)>);

#[derive(Default)]
struct Changes {
    unassigned: Runs,
    category: Runs,
    bidirectional: Runs,
    mirrored: Runs,
    east_asian_width: Runs,
    decimal: Runs,
    numeric: Runs,
    canonical: Runs,
}

impl Runs {
    fn get(&self, c: u32) -> Option<&'static str> {
        let after = self.0.partition_point(|&(first, ..)| first <= c);
        let &(_, last, value) = self.0.get(after.checked_sub(1)?)?;
        (c <= last).then_some(value)
    }
}

fn changes() -> &'static Changes {
    static READ: OnceLock<Changes> = OnceLock::new();
    READ.get_or_init(|| {
        let mut changes = Changes::default();
        for line in CHANGES.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let (Some(name), Some(first), Some(last), Some(value)) =
                (words.next(), words.next(), words.next(), words.next())
            else {
                continue;
            };
            let runs = match name {
                "unassigned" => &mut changes.unassigned,
                "category" => &mut changes.category,
                "bidirectional" => &mut changes.bidirectional,
                "mirrored" => &mut changes.mirrored,
                "east_asian_width" => &mut changes.east_asian_width,
                "decimal" => &mut changes.decimal,
                "numeric" => &mut changes.numeric,
                _ => &mut changes.canonical,
            };
            if let (Ok(first), Ok(last)) = (u32::from_str_radix(first, 16), u32::from_str_radix(last, 16)) {
                runs.0.push((first, last, value));
            }
        }
        changes
    })
}

/// Whether Unicode 3.2 does not know a code point that Unicode 16 does.
pub fn is_unassigned(c: u32) -> bool {
    changes().unassigned.get(c).is_some()
}

/// The general category.
pub fn category(c: u32) -> &'static str {
    if is_unassigned(c) {
        return "Cn";
    }
    changes().category.get(c).unwrap_or_else(|| crate::category(c))
}

/// The bidirectional class, or nothing.
pub fn bidirectional(c: u32) -> &'static str {
    if is_unassigned(c) {
        return "";
    }
    changes().bidirectional.get(c).unwrap_or_else(|| crate::bidirectional(c))
}

/// Whether the character is mirrored in text from right to left.
pub fn is_mirrored(c: u32) -> bool {
    if is_unassigned(c) {
        return false;
    }
    changes().mirrored.get(c).map_or_else(|| crate::is_mirrored(c), |value| value == "1")
}

/// The East Asian width.
pub fn east_asian_width(c: u32) -> &'static str {
    if is_unassigned(c) {
        return "N";
    }
    changes().east_asian_width.get(c).unwrap_or_else(|| crate::east_asian_width(c))
}

/// The canonical combining class.
pub fn combining(c: u32) -> u8 {
    if is_unassigned(c) { 0 } else { crate::combining(c) }
}

/// The value as a decimal digit.
pub fn decimal_digit(c: u32) -> Option<u8> {
    if is_unassigned(c) {
        return None;
    }
    match changes().decimal.get(c) {
        // A run has the same value throughout.
        Some(value) => value.parse().ok(),
        None => crate::decimal_digit(c),
    }
}

/// The numeric value.
pub fn numeric(c: u32) -> Option<f64> {
    if is_unassigned(c) {
        return None;
    }
    match changes().numeric.get(c) {
        Some(value) => value.parse().ok(),
        None => crate::numeric(c),
    }
}

/// What a character was canonically decomposed to by mistake, until Corrigendum 4.
pub(crate) fn mistaken_decomposition(c: u32) -> Option<u32> {
    u32::from_str_radix(changes().canonical.get(c)?, 16).ok()
}
