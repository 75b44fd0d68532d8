//! `spec/unicode/` to the tables of `taipan_unicode`.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::Hash;

const CODE_POINTS: u32 = 0x11_0000;

/// Code points to a block, as a power of two.
const BLOCK: u32 = 7;

pub fn generate() -> Result<String, String> {
    let ranges = name_ranges()?;
    let (properties, cases, numbers) = (properties()?, cases()?, numbers()?);
    Ok(format!(
        "//! Properties, cases, numbers and computed names. Made from `spec/unicode/` by `cargo xtask codegen`; do not edit.\n\n\
         use crate::cases::{{Case, SPECIAL}};\nuse crate::properties::{{NO_DIGIT, Record}};\nuse crate::table::Table;\n\n\
         {properties}\n{cases}\n{numbers}\n\
         /// Names that are a prefix and the code point in hexadecimal: prefix, first and last code point.\n\
         pub(crate) const NAME_RANGES: &[(&str, u32, u32)] = &[{ranges}];\n"
    ))
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

fn code_point(text: &str) -> Result<u32, String> {
    u32::from_str_radix(text, 16).map_err(|error| format!("{text}: {error}"))
}

fn name_ranges() -> Result<String, String> {
    let mut ranges = String::new();
    for line in lines(&super::spec("unicode/name_ranges.txt")?) {
        let [prefix, first, last] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("not a range of names: {line}"));
        };
        let _ = writeln!(ranges, "({prefix:?}, 0x{first}, 0x{last}),");
    }
    Ok(ranges)
}

/// Different values, each with its number in the order of appearance.
struct Numbered<T> {
    numbers: HashMap<T, usize>,
    values: Vec<T>,
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    fn new() -> Self {
        Self { numbers: HashMap::new(), values: Vec::new() }
    }

    fn number(&mut self, value: T) -> usize {
        if let Some(&number) = self.numbers.get(&value) {
            return number;
        }
        self.values.push(value.clone());
        self.numbers.insert(value, self.values.len() - 1);
        self.values.len() - 1
    }
}

/// A table in two stages, of a number for each code point: equal blocks are stored once.
fn table(name: &str, what: &str, numbers: &[usize]) -> String {
    let mut blocks = Numbered::new();
    let places: Vec<usize> = numbers.chunks(1 << BLOCK).map(|block| blocks.number(block)).collect();
    format!(
        "/// {what}\npub(crate) static {name}: Table<{}, {}> = Table {{ blocks: [{}], entries: [{}] }};\n",
        places.len(),
        blocks.values.len() << BLOCK,
        list(&places),
        list(&blocks.values.concat()),
    )
}

fn list(numbers: &[usize]) -> String {
    numbers.iter().map(|number| format!("{number},")).collect()
}

fn properties() -> Result<String, String> {
    let (mut categories, mut directions, mut widths) = (Numbered::new(), Numbered::new(), Numbered::new());
    let mut records = Numbered::new();
    let mut numbers = Vec::new();
    let text = super::spec("unicode/properties.txt")?;
    let mut runs = lines(&text).peekable();
    while let Some(line) = runs.next() {
        let [first, flags, category, direction, combining, width, decimal, digit] =
            line.split(' ').collect::<Vec<_>>()[..]
        else {
            return Err(format!("not a run of properties: {line}"));
        };
        let flags = flags.chars().filter(|&letter| letter != '-').map(bit).sum::<Result<u16, String>>()?;
        let direction = if direction == "-" { "" } else { direction };
        let value = |digit: &str| if digit == "-" { "NO_DIGIT".to_owned() } else { digit.to_owned() };
        let record = records.number(format!(
            "Record::new({flags}, [{}, {}, {combining}, {}], [{}, {}])",
            categories.number(category),
            directions.number(direction),
            widths.number(width),
            value(decimal),
            value(digit),
        ));
        if code_point(first)? as usize != numbers.len() {
            return Err(format!("a gap before {line}"));
        }
        let next = runs.peek().and_then(|next| next.split(' ').next());
        let next = next.map_or(Ok(CODE_POINTS), code_point)?;
        numbers.resize(next as usize, record);
    }
    let names = |names: &[&str]| names.iter().map(|name| format!("{name:?},")).collect::<String>();
    Ok(format!(
        "{}\
         /// What code points can have in common.\n\
         pub(crate) static RECORDS: &[Record] = &[{}];\n\n\
         /// The names of general categories.\npub(crate) const CATEGORIES: &[&str] = &[{}];\n\n\
         /// The names of bidirectional classes.\npub(crate) const DIRECTIONS: &[&str] = &[{}];\n\n\
         /// The names of East Asian widths.\npub(crate) const WIDTHS: &[&str] = &[{}];\n",
        table("PROPERTIES", "The number of each code point's record.", &numbers),
        records.values.join(","),
        names(&categories.values),
        names(&directions.values),
        names(&widths.values),
    ))
}

/// The bit of a record's flags that a letter stands for.
fn bit(letter: char) -> Result<u16, String> {
    let place = "scpwalutinm".find(letter).ok_or_else(|| format!("an unknown property: {letter}"))?;
    Ok(1 << place)
}

/// Other cases: the distance of the code point, or the place of several.
fn cases() -> Result<String, String> {
    let (mut records, mut special) = (Numbered::new(), Numbered::new());
    let mut numbers = vec![records.number(case(&["0"; 4])); CODE_POINTS as usize];
    for line in lines(&super::spec("unicode/cases.txt")?) {
        let (c, mapped) = line.split_once('\t').ok_or_else(|| format!("not a case: {line}"))?;
        let c = code_point(c)?;
        let mut fields = Vec::new();
        for other in mapped.split('\t') {
            let others: Vec<u32> = match other {
                "-" => vec![c],
                _ => other.split(' ').map(code_point).collect::<Result<_, _>>()?,
            };
            fields.push(match others[..] {
                [other] => separated(&(i64::from(other) - i64::from(c)).to_string()),
                _ => match special.number(others) {
                    0 => "SPECIAL".to_owned(),
                    place => format!("SPECIAL + {place}"),
                },
            });
        }
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        numbers[c as usize] = records.number(case(&fields));
    }
    let special = special.values.iter().map(|others| format!("&{others:#x?},")).collect::<String>();
    Ok(format!(
        "{}\n/// Distances to the other cases; from `SPECIAL` on, places in [`SPECIAL_CASES`].\n\
         pub(crate) static CASE_RECORDS: &[Case] = &[{}];\n\n\
         /// Cases that are several characters.\npub(crate) static SPECIAL_CASES: &[&[u32]] = &[{special}];\n",
        table("CASES", "The number of each code point's cases.", &numbers),
        records.values.join(","),
    ))
}

/// Digits in groups of three.
fn separated(number: &str) -> String {
    let mut out = String::new();
    for (index, digit) in number.char_indices() {
        if index > 0 && (number.len() - index).is_multiple_of(3) && !out.ends_with('-') {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

fn case(fields: &[&str]) -> String {
    format!("Case([{}])", fields.join(","))
}

fn numbers() -> Result<String, String> {
    let mut runs = String::new();
    for line in lines(&super::spec("unicode/numbers.txt")?) {
        let [first, len, value] = line.split(' ').collect::<Vec<_>>()[..] else {
            return Err(format!("not a run of numbers: {line}"));
        };
        let (numerator, denominator) = value.split_once('/').unwrap_or((value, "1"));
        let _ = writeln!(runs, "(0x{first}, {len}, {}, {denominator}),", separated(numerator));
    }
    Ok(format!(
        "/// Numeric values of runs: first code point, length, and the first value as a fraction; each further is greater by one.\n\
         pub(crate) static NUMBERS: &[(u32, u32, i64, u16)] = &[{runs}];\n"
    ))
}
