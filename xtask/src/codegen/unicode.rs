//! `spec/unicode/` to the tables of `taipan_unicode`.

use std::fmt::Write as _;

pub fn generate() -> Result<String, String> {
    let mut runs = String::new();
    for line in lines(&super::spec("unicode/properties.txt")?) {
        let (first, letters) = line.split_once(' ').unwrap_or((line, ""));
        let bits = letters.chars().map(bit).sum::<Result<u8, String>>()?;
        let _ = writeln!(runs, "(0x{first}, Properties::new({bits})),");
    }
    let mut ranges = String::new();
    for line in lines(&super::spec("unicode/name_ranges.txt")?) {
        let [prefix, first, last] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("not a range of names: {line}"));
        };
        let _ = writeln!(ranges, "({prefix:?}, 0x{first}, 0x{last}),");
    }
    Ok(format!(
        "//! Properties and computed names. Made from `spec/unicode/` by `cargo xtask codegen`; do not edit.\n\n\
         use crate::properties::Properties;\n\n\
         /// First code point of a run, and what all of the run have in common. A run of decimal digits begins with zero.\n\
         pub(crate) const RUNS: &[(u32, Properties)] = &[{runs}];\n\n\
         /// Names that are a prefix and the code point in hexadecimal: prefix, first and last code point.\n\
         pub(crate) const NAME_RANGES: &[(&str, u32, u32)] = &[{ranges}];\n"
    ))
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

/// The bit of `Properties` that a letter stands for.
fn bit(letter: char) -> Result<u8, String> {
    let place = "scpwd".find(letter).ok_or_else(|| format!("an unknown property: {letter}"))?;
    Ok(1 << place)
}
