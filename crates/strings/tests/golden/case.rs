//! Reads the golden files: operations with arguments and results as CPython gave them.

use std::fmt::Write as _;

use taipan_strings::{Buffer, Build, Kind, OwnedUnits, Units};

/// A line of a golden file.
pub(crate) struct Case {
    pub(crate) operation: &'static str,
    arguments: Vec<&'static str>,
}

impl Case {
    /// An argument that is text, in its canonical kind.
    pub(crate) fn text(&self, index: usize) -> OwnedUnits {
        canonical(&code_points(self.arguments[index]))
    }

    pub(crate) fn bytes(&self, index: usize) -> Vec<u8> {
        code_points(self.arguments[index])
            .into_iter()
            .map(|c| u8::try_from(c).expect("a golden file that is well-formed"))
            .collect()
    }

    pub(crate) fn number<N: std::str::FromStr<Err: std::fmt::Debug>>(&self, index: usize) -> N {
        self.arguments[index].parse().expect("a golden file that is well-formed")
    }

    /// A limit: -1 for none.
    pub(crate) fn limit(&self, index: usize) -> usize {
        usize::try_from(self.number::<isize>(index)).unwrap_or(usize::MAX)
    }
}

/// Runs all cases of a file, each of which gives its result as the file writes it.
pub(crate) fn check(file: &'static str, run: impl Fn(&Case) -> String) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in file.lines() {
        let mut fields: Vec<_> = line.split('\t').collect();
        let expected = fields.pop().expect("a golden file that is well-formed");
        let case = Case { operation: fields.remove(0), arguments: fields };
        let result = run(&case);
        if result != expected {
            wrong.push(format!("{line}: {result}"));
        }
        count += 1;
    }
    assert!(count > 100);
    assert!(
        wrong.is_empty(),
        "{} of {count} differ:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}

pub(crate) fn code_points(text: &str) -> Vec<u32> {
    text.split('_')
        .filter(|c| !c.is_empty())
        .map(|c| u32::from_str_radix(c, 16).expect("a golden file that is well-formed"))
        .collect()
}

pub(crate) fn canonical(code_points: &[u32]) -> OwnedUnits {
    let mut buffer = Buffer::new();
    for &c in code_points {
        buffer.push(c).expect("a golden file that is well-formed");
    }
    buffer.finish().expect("a golden file that is well-formed")
}

pub(crate) fn encode(units: Units<'_>) -> String {
    let mut out = String::new();
    for c in units {
        write!(out, "{}{c:x}", if out.is_empty() { "" } else { "_" })
            .expect("a golden file that is well-formed");
    }
    out
}

pub(crate) fn encode_list<'a>(items: impl IntoIterator<Item = Units<'a>>) -> String {
    let items: Vec<_> = items.into_iter().map(encode).collect();
    format!("{}:{}", items.len(), items.join(","))
}

/// What is built, after a look at its kind.
pub(crate) fn built(text: &(impl Build + ?Sized)) -> String {
    let units = text.build().expect("a golden file that is well-formed");
    let units = units.as_units();
    // Bytes are viewed as Latin-1, whatever is in them.
    assert!(units.kind() == units.narrowest() || units.kind() == Kind::Latin1, "{units:?} is not canonical");
    encode(units)
}
